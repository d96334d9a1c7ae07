//! The contact form as HTML: the notice, the fields with their errors, and what was typed.
//!
//! It must not know where the form was sent from, nor store anything.

use crate::app::App;
use crate::public::{self, Page, TRAP, call_us, contact_block, mistake_words, not_taken, notice, trap};
use crate::words::Words;
use engine::Language;
use engine::website::{Field, FormPage, Mistake, Problem};
use maud::{Markup, html};

/// The hidden field that carries the signed time.
pub(super) const TOKEN: &str = "token";
/// Every field that the form may have.
pub(super) const FIELDS: [&str; 7] = ["name", "email", "phone", "organisation", "message", TOKEN, TRAP];

/// What somebody typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) organisation: String,
    pub(super) message: String,
}

/// What is said above the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Note {
    /// Nothing happened yet.
    Fresh,
    /// These are to be mended.
    Mend(Vec<Problem>),
    /// It stood open too long.
    Expired,
    /// Its network sends too many.
    TooMany,
    /// It could not be stored.
    NotStored,
}

/// The form, ready to be sent again.
pub(super) fn view(app: &App, language: Language, page: &FormPage, typed: &Typed, note: &Note) -> Markup {
    let words = Words(language);
    html! {
        h1 { (words.say("contact-title")) }
        (above(app, words, note))
        div.split.first {
            (notice(words, "notice-data-text", &page.notices))
            div {
                form method="post" action=(Page::Contact.path(language)) novalidate accept-charset="utf-8" {
                    @for spec in &SPECS { (field(words, spec, typed, note)) }
                    (trap(words))
                    input type="hidden" name=(TOKEN) value=(page.token);
                    button.button { (words.say("contact-send")) }
                }
                h2 { (words.say("contact-other-ways")) }
                (contact_block(app, words))
            }
        }
    }
}

/// How one field looks.
struct Spec {
    field: Field,
    name: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
    required: bool,
}

const SPECS: [Spec; 5] = [
    Spec { field: Field::Name, name: "name", kind: "text", autocomplete: "name", required: true },
    Spec { field: Field::Email, name: "email", kind: "email", autocomplete: "email", required: true },
    Spec { field: Field::Phone, name: "phone", kind: "tel", autocomplete: "tel", required: false },
    Spec {
        field: Field::Organisation,
        name: "organisation",
        kind: "text",
        autocomplete: "organization",
        required: false,
    },
    Spec { field: Field::Message, name: "message", kind: "textarea", autocomplete: "off", required: true },
];

/// What people call a field.
pub(super) fn label(words: Words, field: Field) -> String {
    words.say(match field {
        Field::Name => "field-name",
        Field::Email => "field-email",
        Field::Phone => "field-phone",
        Field::Organisation => "field-organisation",
        Field::Message => "field-message",
    })
}

fn typed_in(field: Field, typed: &Typed) -> &str {
    match field {
        Field::Name => &typed.name,
        Field::Email => &typed.email,
        Field::Phone => &typed.phone,
        Field::Organisation => &typed.organisation,
        Field::Message => &typed.message,
    }
}

fn field(words: Words, spec: &Spec, typed: &Typed, note: &Note) -> Markup {
    let value = typed_in(spec.field, typed);
    let mistake = mistake(note, spec.field);
    let (error, hint) = (format!("{}-error", spec.name), format!("{}-hint", spec.name));
    let warned = spec.field == Field::Message;
    let described = match (mistake.is_some(), warned) {
        (true, true) => Some(format!("{hint} {error}")),
        (true, false) => Some(error.clone()),
        (false, true) => Some(hint.clone()),
        (false, false) => None,
    };
    let invalid = mistake.map(|_| "true");
    html! {
        div.field.wrong[mistake.is_some()] {
            label for=(spec.name) {
                (label(words, spec.field))
                @if !spec.required { " " span.optional { (words.say("field-optional")) } }
            }
            @if warned { p.hint id=(hint) { (words.say("contact-sensitive")) } }
            @if let Some(mistake) = mistake { p.error id=(error) { (mistake_words(words, spec.field, mistake)) } }
            @if spec.kind == "textarea" {
                textarea id=(spec.name) name=(spec.name) rows="8" required[spec.required]
                    aria-describedby=[described] aria-invalid=[invalid] { "\n" (value) }
            } @else {
                input id=(spec.name) name=(spec.name) type=(spec.kind) value=(value) autocomplete=(spec.autocomplete)
                    required[spec.required] aria-describedby=[described] aria-invalid=[invalid];
            }
        }
    }
}

fn mistake(note: &Note, field: Field) -> Option<Mistake> {
    let Note::Mend(problems) = note else { return None };
    public::mistake(problems, field)
}

fn above(app: &App, words: Words, note: &Note) -> Markup {
    match note {
        Note::Fresh => html! { p.lead { (words.say("contact-lead")) } },
        Note::Mend(_) => html! {
            div.notice.bad role="alert" {
                h2 { (words.say("mend-title")) }
                ul {
                    @for (spec, mistake) in SPECS.iter().filter_map(|spec| Some((spec, mistake(note, spec.field)?))) {
                        li { a href={ "#" (spec.name) } {
                            (label(words, spec.field)) ": " (mistake_words(words, spec.field, mistake))
                        } }
                    }
                }
            }
        },
        Note::Expired => not_taken(&words.say("expired-title"), &words.say("expired-text")),
        Note::TooMany => not_taken(&words.say("too-many-title"), &call_us(app, words, "too-many-text")),
        Note::NotStored => not_taken(&words.say("not-stored-title"), &call_us(app, words, "not-stored-text")),
    }
}
