//! What every form for a mail has, whether on a record or in a case: files, and texts that are used again.

use crate::desk::Desk;
use crate::desk::held::ticks;
use crate::words::Words;
use engine::RowId;
use maud::{Markup, html};

/// Files that one mail, answer or note can have.
pub(crate) const FILES: [&str; 3] = ["file1", "file2", "file3"];
/// The button that puts a text that is used again behind what is typed.
pub(crate) const INSERT: &str = "insert";

/// What is typed, and `text` behind it.
pub(crate) fn behind(typed: &str, text: String) -> String {
    let typed = typed.trim_end();
    if typed.is_empty() { text } else { format!("{typed}\n\n{text}") }
}

/// Texts that are used again: chosen, they stand behind what is typed.
pub(crate) fn templates(words: Words, of: &[(RowId, String)]) -> Markup {
    html! {
        @if !of.is_empty() {
            div.bulk {
                label.unseen for="template" { (words.say("case-template")) }
                select #template name="template" { @for (id, name) in of { option value=(id) { (name) } } }
                button.button.quiet.small name=(INSERT) value="yes" { (words.say("case-template-use")) }
            }
        }
    }
}

/// The files that wait, and room for more; the ids of its fields begin with `prefix`.
pub(crate) fn files(desk: &Desk, prefix: &str, waiting: &[(RowId, String)]) -> Markup {
    let words = desk.words();
    html! {
        (ticks(desk, waiting))
        details.attach {
            summary { (words.say("case-files")) }
            @for name in FILES.iter().skip(waiting.len()) {
                div.field { label for={ (prefix) (name) } { (words.say("case-file")) } input id={ (prefix) (name) } type="file" name=(name); }
            }
        }
    }
}
