//! What was done is said once, on the page that its session sees next.

use super::parts::toast;
use super::{Desk, DeskPage};
use crate::limits::TOASTS;
use crate::words::Words;
use engine::{Caller, RowId};
use maud::{Markup, html};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Toast {
    Made,
    Saved,
    Removed,
    Told,
    Sent,
    SentBefore,
    /// Something that is undone by one press.
    Undoable(Undo),
}

/// What was done, in words, and the form by which it is undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Undo {
    pub(crate) said: String,
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

/// What is still to be said, by session. It is a courtesy: where there is too much of it, or the server ends, it goes unsaid.
#[derive(Debug, Default)]
pub(crate) struct Toasts(Mutex<HashMap<RowId, Toast>>);

impl Toasts {
    fn leave(&self, caller: &Caller, said: Toast) {
        let Some(session) = caller.capacity.session else { return };
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= TOASTS {
            waiting.clear();
        }
        waiting.insert(session, said);
    }

    /// What is to be said on the page that is made for `caller`.
    pub(super) fn take(&self, caller: &Caller) -> Markup {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let said = caller.capacity.session.and_then(|session| waiting.remove(&session));
        html! { @if let Some(said) = said { (said.shown(Words(caller.language))) } }
    }
}

impl Toast {
    fn shown(&self, words: Words) -> Markup {
        toast(&match self {
            Self::Made => html! { (words.say("toast-made")) },
            Self::Saved => html! { (words.say("toast-saved")) },
            Self::Removed => html! { (words.say("toast-removed")) },
            Self::Told => html! { (words.say("toast-told")) },
            Self::Sent => html! { (words.say("toast-sent")) },
            Self::SentBefore => html! { (words.say("toast-sent-before")) },
            Self::Undoable(undo) => html! {
                form.undo method="post" action=(undo.action) {
                    @for (name, value) in &undo.fields { input type="hidden" name=(name) value=(value); }
                    (undo.said) " " button.plain { (words.say("toast-undo")) }
                }
            },
        })
    }
}

impl Desk {
    /// Another page, which says what was done.
    pub(crate) fn see_other(&self, path: &str, said: Toast) -> DeskPage {
        self.app.toasts.leave(&self.caller, said);
        DeskPage::see_other(path)
    }
}
