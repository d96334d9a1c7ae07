//! Macros beside a case: one is chosen and run.

use super::case::page;
use super::inbox::{asked, query};
use super::of_case;
use super::parts::list_open;
use super::typed::{Answer, Typed, Wrong};
use crate::correspondence::behind;
use crate::desk::{Desk, DeskPage, Toast};
use crate::form_body::Form;
use crate::website::version;
use engine::support::{CaseState, CaseView, Ran, case, draft, from_template, run_macro};
use engine::{Failure, RowId};
use maud::{Markup, html};
use std::str::FromStr;

pub(super) fn macros(desk: &Desk, view: &CaseView) -> Markup {
    let words = desk.words();
    html! {
        @if view.may_write && !view.macros.is_empty() {
            section.card {
                form.bulk method="post" action={ (of_case(view.id)) "/macro?" (query(asked(desk))) } {
                    input type="hidden" name="version" value=(view.version);
                    label.unseen for="macro" { (words.say("case-macro")) }
                    select #macro name="macro" { @for (id, name) in &view.macros { option value=(id) { (name) } } }
                    button.button.quiet.small { (words.say("case-macro-run")) }
                }
            }
        }
    }
}

pub(super) async fn run(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (id, version) = (desk.id()?, version(&form)?);
    let chosen = RowId::from_str(form.get("macro")).map_err(|_| Failure::NotFound)?;
    let back = format!("{}?{}", of_case(id), query(asked(&desk)));
    match run_macro(&desk.app.engine, &desk.caller, desk.now, (id, version), chosen).await? {
        Ran::Done => Ok(desk.see_other(&back, Toast::Saved)),
        Ran::Write(template, then) => write(&desk, id, template, then).await,
        Ran::Mend(problem, text) => {
            let answer = Answer { version, text, ..Answer::default() };
            let typed = Typed { answer: Some(answer), wrong: Some(Wrong::Answer(problem)), ..Typed::default() };
            page(&desk, id, &typed).await
        }
        Ran::Asks(open) => Ok(list_open(&desk, id, &open, &html! {})),
    }
}

/// The page with the macro's words behind what is typed and kept, to be sent by whoever ran it.
async fn write(desk: &Desk, id: RowId, template: RowId, then: Option<CaseState>) -> Result<DeskPage, Failure> {
    let engine = &desk.app.engine;
    let view = case(engine, &desk.caller, desk.now, id).await?;
    let kept = draft(engine, &desk.caller, desk.now, id).await?;
    let text = from_template(engine, &desk.caller, desk.now, (id, template)).await?;
    let typed = kept.text.trim_end();
    let answer = Answer {
        version: view.version,
        to: kept.to.clone(),
        cc: if typed.is_empty() { view.copies.join(", ") } else { kept.cc.clone() },
        text: behind(&kept.text, text),
        then,
        ..Answer::default()
    };
    page(desk, id, &Typed { answer: Some(answer), ..Typed::default() }).await
}
