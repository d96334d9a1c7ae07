//! Searching the raw files for words: whoever erased something can see for themselves that it is gone.
//!
//! The words are shown back and kept nowhere.

use crate::desk::{Desk, DeskPage};
use crate::form_body::Form;
use crate::privacy::receipts::receipt_page;
use crate::words::Words;
use engine::Failure;
use engine::privacy::{ReceiptView, SOUGHT_WORDS, Sought, receipt, scan};
use maud::{Markup, html};

/// A search and what it found.
#[derive(Debug, Clone, Default)]
pub(super) struct Searched {
    typed: String,
    /// None before anything was searched for.
    found: Option<Vec<Sought>>,
}

pub(super) async fn carry_out(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let receipt = receipt(&desk.app.engine, &desk.caller, desk.id()?).await?;
    let typed = form.get("words").to_owned();
    let words: Vec<String> = typed.lines().map(str::to_owned).collect();
    let (engine, caller) = (desk.app.engine.clone(), desk.caller.clone());
    // It reads every file of the data folder.
    let found = tokio::task::spawn_blocking(move || scan(&engine, &caller, &words)).await;
    let found = found.map_err(|stopped| Failure::Unavailable(stopped.to_string()))??;
    receipt_page(&desk, &receipt, &Searched { typed, found: Some(found) }, None).await
}

/// The form below a receipt, with what the last search found.
pub(super) fn search_form(words: Words, receipt: &ReceiptView, searched: &Searched) -> Markup {
    html! {
        section.card #search {
            h2 { (words.say("scan-title")) }
            @if let Some(found) = &searched.found { (results(words, found)) }
            form.field method="post" action={ "/desk/receipts/" (receipt.id) "/scan#search" } {
                label for="words" { (words.say("scan-label")) }
                p.hint #words-hint { (words.with("scan-hint", &[("words", &SOUGHT_WORDS.to_string())])) }
                textarea #words name="words" rows="4" autocomplete="off" spellcheck="false" aria-describedby="words-hint" {
                    "\n" (searched.typed)
                }
                button.button.quiet { (words.say("scan-do")) }
            }
        }
    }
}

fn results(words: Words, found: &[Sought]) -> Markup {
    html! {
        div role="status" {
            @if found.is_empty() { p { (words.say("scan-no-words")) } }
            ul.rows {
                @for sought in found {
                    li.row {
                        span.who { strong { (sought.word) } }
                        @if sought.files.is_empty() {
                            span.what { span.badge.good { (words.say("scan-nowhere")) } }
                        } @else {
                            span.what { span.badge.bad { (words.say("scan-found")) } " " (sought.files.join(", ")) }
                        }
                    }
                }
            }
        }
    }
}
