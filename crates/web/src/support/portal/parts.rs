//! What the pages of a case share: what was said in it, and the form for an answer.

use super::FILES;
use crate::public::Page;
use crate::support::words::state;
use crate::words::Words;
use axum::http::StatusCode;
use engine::RowId;
use engine::support::{Portal, PortalAnswered, PortalSpeaker};
use maud::{Markup, html};

/// What is wrong with an answer.
#[derive(Clone, Copy)]
pub(super) enum Problem {
    Text(usize),
    Sensitive,
    TooMany,
    /// A file is larger than one may be.
    File,
}

impl Problem {
    /// What is wrong where something was not taken; none where it was, or where there is nothing to answer.
    pub(super) fn of(answered: PortalAnswered) -> Option<Self> {
        match answered {
            PortalAnswered::Received | PortalAnswered::Gone => None,
            PortalAnswered::Mend(most) => Some(Self::Text(most)),
            PortalAnswered::Sensitive => Some(Self::Sensitive),
            PortalAnswered::TooMany => Some(Self::TooMany),
        }
    }

    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Text(_) | Self::Sensitive => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::File => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }

    fn said(self, words: Words) -> Markup {
        match self {
            Self::Text(most) => html! { (words.with("portal-text-wrong", &[("most", &most.to_string())])) },
            Self::TooMany => html! { (words.say("portal-too-many")) },
            Self::File => html! { (words.say("portal-file-wrong")) },
            Self::Sensitive => html! {
                (words.say("portal-sensitive")) " "
                a href=(Page::Secure.path(words.0)) target="_blank" { (words.say("portal-sensitive-way")) }
            },
        }
    }
}

/// An answer that is to be mended.
#[derive(Clone, Copy, Default)]
pub(super) struct Typed<'a> {
    pub(super) text: &'a str,
    pub(super) problem: Option<Problem>,
    /// Files came with it.
    pub(super) files_came: bool,
}

/// What was said in a case; the address of a file is `at` and its id.
pub(super) fn talk(words: Words, case: &Portal, at: &str) -> Markup {
    html! {
        p.lead { (case.title) }
        p { (words.with("portal-state", &[("state", &state(words, case.state))])) }
        @for entry in &case.said {
            (crate::desk::parts::entry(
                &html! {
                    strong { (speaker(words, &entry.by)) }
                    span.muted { (words.moment(entry.at)) }
                },
                &html! {
                    p.written { (entry.text) }
                    @if !entry.files.is_empty() {
                        ul { @for file in &entry.files { li { a href={ (at) "/" (file.id) } { (file.title) } } } }
                    }
                },
                entry.by == PortalSpeaker::Us,
            ))
        }
    }
}

fn speaker(words: Words, by: &PortalSpeaker) -> String {
    match by {
        PortalSpeaker::Us => words.say("portal-ours"),
        PortalSpeaker::You => words.say("portal-theirs"),
        PortalSpeaker::Other(name) if name.is_empty() => words.say("portal-colleague"),
        PortalSpeaker::Other(name) => name.clone(),
    }
}

/// The form for an answer.
pub(super) fn form(words: Words, path: &str, is_shared: bool, typed: &Typed<'_>) -> Markup {
    let Typed { text: written, problem, files_came } = *typed;
    html! {
        form method="post" action=(path) enctype="multipart/form-data" novalidate {
            (text(words, "portal-answer", is_shared, (written, problem)))
            (files(words, files_came))
            button.button { (words.say("portal-send")) }
        }
    }
}

/// The field for what is said; `label` is the key of its name.
pub(super) fn text(words: Words, label: &str, is_shared: bool, (typed, problem): (&str, Option<Problem>)) -> Markup {
    let described = if problem.is_some() { "text-hint text-error" } else { "text-hint" };
    html! {
        div.field.wrong[problem.is_some()] {
            label for="text" { (words.say(label)) }
            p.hint #text-hint {
                (words.say("portal-hint"))
                @if is_shared { " " (words.say("portal-shared")) }
            }
            @if let Some(problem) = problem { p.error #text-error role="alert" { (problem.said(words)) } }
            textarea #text name="text" rows="7" required aria-describedby=(described)
                aria-invalid=[problem.map(|_| "true")] { "\n" (typed) }
        }
    }
}

/// The fields for files; `came` says that some came with the form which is shown anew: they are not kept.
pub(super) fn files(words: Words, came: bool) -> Markup {
    html! {
        @if came { p.error role="alert" { (words.say("file-again")) } }
        @for (at, name) in FILES.into_iter().enumerate() {
            div.field {
                label for=(name) {
                    (words.with("portal-file", &[("number", &(at + 1).to_string())])) " "
                    span.optional { (words.say("field-optional")) }
                }
                input id=(name) name=(name) type="file";
            }
        }
    }
}

/// The part of a path at `place`, counted from nothing before its first slash.
pub(super) fn part(path: &str, place: usize) -> &str {
    path.split('/').nth(place).unwrap_or_default()
}

/// The row that ends a path.
pub(super) fn row(path: &str) -> Option<RowId> {
    path.rsplit('/').next().and_then(|id| id.parse().ok())
}
