//! What came of trying another register: what the compiler says, or what would follow.

use crate::book::{Change, Hunk};
use crate::desk::Desk;
use crate::parties::of_person;
use crate::words::Words;
use engine::privacy::{DueRows, Sentence, WhatIf, what_if};
use engine::{Failure, WHAT_IF_ROWS, day_of};
use maud::{Markup, html};

/// A change that was tried.
pub(super) struct Tried {
    /// Which one, in words.
    title: String,
    outcome: Outcome,
}

enum Outcome {
    /// The text of the register cannot be changed so by a machine.
    ByHand,
    /// The register would not be taken into use.
    Refused { findings: String, patch: String },
    /// This would follow.
    Follows { what_if: WhatIf, warnings: String, patch: String, standard: bool },
}

/// Tries `change`.
pub(super) async fn tried(desk: &Desk, change: &Change, title: String) -> Result<Tried, Failure> {
    let Some(edition) = desk.app.book.changed(change) else { return Ok(Tried { title, outcome: Outcome::ByHand }) };
    let (findings, patch) = (edition.findings, unified(&edition.patch));
    let outcome = match edition.model {
        None => Outcome::Refused { findings, patch },
        Some(other) => Outcome::Follows {
            what_if: what_if(&desk.app.engine, &desk.caller, &other, day_of(desk.now), desk.caller.language).await?,
            warnings: findings,
            patch,
            standard: edition.patch.iter().any(|hunk| hunk.standard),
        },
    };
    Ok(Tried { title, outcome })
}

impl Tried {
    /// The part of the page that tells it.
    pub(super) fn section(&self, words: Words) -> Markup {
        html! {
            section.outcome #result {
                h2 { (self.title) }
                @match &self.outcome {
                    Outcome::ByHand => div.notice.bad role="status" { p { (words.say("tried-by-hand")) } },
                    Outcome::Refused { findings, patch } => (refused(words, findings, patch)),
                    Outcome::Follows { what_if, warnings, patch, standard } => {
                        (rows(words, what_if))
                        (sentences(words, &what_if.sentences))
                        @if !warnings.is_empty() {
                            h3 { (words.say("tried-warnings")) }
                            pre tabindex="0" { code { (warnings) } }
                        }
                        h3 { (words.say("tried-patch")) }
                        p.hint {
                            (words.say("tried-patch-hint"))
                            @if *standard { " " (words.say("tried-standard")) }
                        }
                        pre tabindex="0" { code { (patch) } }
                    },
                }
            }
        }
    }
}

fn refused(words: Words, findings: &str, patch: &str) -> Markup {
    html! {
        div.notice.bad role="status" { p { (words.say("tried-refused")) } }
        pre tabindex="0" { code { (findings) } }
        details {
            summary { (words.say("tried-attempted")) }
            pre tabindex="0" { code { (patch) } }
        }
    }
}

fn rows(words: Words, what_if: &WhatIf) -> Markup {
    let count = |key: &str, rows: usize| words.with(key, &[("rows", &rows.to_string())]);
    let all: usize = what_if.due.iter().map(|due| due.rows).sum();
    html! {
        div.notice role="status" {
            p { strong { @if all == 0 { (words.say("tried-none-due")) } @else { (count("tried-due", all)) } } }
            @if what_if.sooner > 0 { p { (count("tried-sooner", what_if.sooner)) } }
            @if what_if.longer > 0 { p { (count("tried-longer", what_if.longer)) } }
            @if !what_if.whole { p { (words.with("tried-part", &[("rows", &WHAT_IF_ROWS.to_string())])) } }
        }
        @if all > 0 {
            ul.rows { @for due in &what_if.due { (due_rows(words, due)) } }
        }
    }
}

fn due_rows(words: Words, due: &DueRows) -> Markup {
    html! {
        li.row {
            span.who { strong { (due.kind) } span.muted { "× " (due.rows) } }
            ul.what.names {
                @for row in &due.some {
                    li {
                        a href=(of_person(row.person)) {
                            @if row.label.is_empty() { (words.say("person-nameless")) } @else { (row.label) }
                        }
                        @if !row.label.contains(&row.name) { " " span.muted { "(" (row.name) ")" } }
                    }
                }
                @if due.some.len() < due.rows {
                    li { (words.with("tried-more", &[("rows", &(due.rows - due.some.len()).to_string())])) }
                }
            }
        }
    }
}

fn sentences(words: Words, sentences: &[Sentence]) -> Markup {
    html! {
        h3 { (words.say("tried-sentences")) }
        @if sentences.is_empty() { p { (words.say("tried-no-sentence")) } }
        @for sentence in sentences {
            div.card {
                p.muted { (sentence.heading) @if !sentence.term.is_empty() { " – " (sentence.term) } }
                div.twins {
                    div { h4 { (words.say("tried-old")) } p { (side(words, sentence.old.as_ref())) } }
                    div { h4 { (words.say("tried-new")) } p { (side(words, sentence.new.as_ref())) } }
                }
            }
        }
    }
}

fn side(words: Words, text: Option<&String>) -> String {
    text.map_or_else(|| words.say("tried-nothing"), Clone::clone)
}

/// The change as a patch without context: `git apply --unidiff-zero` takes it.
fn unified(patch: &[Hunk]) -> String {
    let mut text = String::new();
    let mut file = None;
    let mut removed = 0;
    let mut added = 0;
    for Hunk { file: name, line, old, new, .. } in patch {
        if file != Some(name) {
            text.extend([format!("--- a/{name}\n+++ b/{name}\n")]);
            (file, removed, added) = (Some(name), 0, 0);
        }
        // Where nothing comes, the line before is named.
        let at = line + added - removed - usize::from(new.is_empty());
        let head = format!("@@ -{line},{} +{at},{} @@\n", old.len(), new.len());
        let lines = old.iter().map(|line| format!("-{line}\n")).chain(new.iter().map(|line| format!("+{line}\n")));
        text.extend([head].into_iter().chain(lines));
        removed += old.len();
        added += new.len();
    }
    text
}

#[cfg(test)]
mod tests;
