//! What the guard says of a mail that is about to go, and what somebody answers it.

use super::SECURE;
use crate::desk::Desk;
use crate::form_body::Form;
use crate::words::Words;
use engine::correspondence::secure::may_write;
use engine::correspondence::{Hint, HintPlace, Past, Release};
use engine::{GuardKind, RowId};
use maud::{Markup, html};

/// The names of what somebody says to the guard in a form.
pub(crate) const LOOKED: &str = "looked";
pub(crate) const RELEASE: &str = "release";

/// What a form says to the guard.
pub(crate) fn past(form: &Form) -> Past {
    let release = match form.get(RELEASE) {
        "harmless" => Some(Release::Harmless),
        "wanted" => Some(Release::Wanted),
        _ => None,
    };
    Past { looked: form.get(LOOKED) == "yes", release }
}

/// What was found, and the choice that it leaves: to stand in the form whose mail is held back.
pub(crate) fn guarded(desk: &Desk, hints: &[Hint], person: impl Into<Option<RowId>>) -> Markup {
    let words = desk.words();
    let is_held = hints.iter().any(|hint| hint.is_sure);
    html! {
        fieldset.field.wrong {
            legend { (words.say(if is_held { "guard-held" } else { "guard-asks" })) }
            ul { @for hint in hints { li { (kind(words, hint.kind)) ", " (place(words, hint.place)) } } }
            p { (words.say(if is_held { "guard-held-why" } else { "guard-asks-why" })) }
            @if let Some(person) = person.into().filter(|_| may_write(&desk.app.engine, &desk.caller)) {
                p { a href={ (SECURE) "/new?person=" (person) } { (words.say("guard-secure")) } }
            }
            @if is_held {
                label.tick { input type="radio" name=(RELEASE) value=""  checked; " " (words.say("guard-mend")) } br;
                label.tick { input type="radio" name=(RELEASE) value="harmless"; " " (words.say("guard-harmless")) } br;
                label.tick { input type="radio" name=(RELEASE) value="wanted"; " " (words.say("guard-wanted")) }
                p.hint { (words.say("guard-ledger")) }
            } @else {
                label.tick { input type="checkbox" name=(LOOKED) value="yes"; " " (words.say("guard-looked")) }
            }
        }
    }
}

fn kind(words: Words, kind: GuardKind) -> String {
    words.say(match kind {
        GuardKind::NationalId => "guard-national-id",
        GuardKind::Account => "guard-account",
        GuardKind::Iban => "guard-iban",
        GuardKind::Card => "guard-card",
        GuardKind::Health => "guard-health",
        GuardKind::Sexuality => "guard-sexuality",
        GuardKind::Ethnicity => "guard-ethnicity",
        GuardKind::Politics => "guard-politics",
        GuardKind::Religion => "guard-religion",
        GuardKind::Union => "guard-union",
        GuardKind::Crime => "guard-crime",
        GuardKind::Unread => "guard-unread",
    })
}

fn place(words: Words, place: HintPlace) -> String {
    words.say(match place {
        HintPlace::Subject => "guard-in-subject",
        HintPlace::Text => "guard-in-text",
        HintPlace::Quoted => "guard-in-quoted",
        HintPlace::File => "guard-in-file",
    })
}
