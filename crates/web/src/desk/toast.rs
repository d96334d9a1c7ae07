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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toast {
    Made,
    Saved,
    Removed,
    Told,
    Sent,
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
        html! { @if let Some(said) = said { (toast(&Words(caller.language).say(said.key()))) } }
    }
}

impl Toast {
    fn key(self) -> &'static str {
        match self {
            Self::Made => "toast-made",
            Self::Saved => "toast-saved",
            Self::Removed => "toast-removed",
            Self::Told => "toast-told",
            Self::Sent => "toast-sent",
        }
    }
}

impl Desk {
    /// Another page, which says what was done.
    pub(crate) fn see_other(&self, path: &str, said: Toast) -> DeskPage {
        self.app.toasts.leave(&self.caller, said);
        DeskPage::see_other(path)
    }
}
