//! Which forms have been sent, so that none counts twice. In memory only, for as long as a form lives.

use crate::limits::{FORM_LIFE_SECONDS, USED_FORMS};
use model::Moment;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The tokens of forms that were taken.
#[derive(Default)]
pub(crate) struct UsedForms(Mutex<HashMap<String, Moment>>);

/// What is known of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sent {
    /// It was not taken before.
    First,
    /// It was.
    Again,
    /// More were taken lately than are remembered.
    TooMany,
}

impl UsedForms {
    /// Notes that the form with this token is taken.
    pub(crate) fn take(&self, token: &str, now: Moment) -> Sent {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if used.contains_key(token) {
            return Sent::Again;
        }
        if used.len() >= USED_FORMS {
            used.retain(|_, at| at.plus_seconds(FORM_LIFE_SECONDS) >= now);
        }
        if used.len() >= USED_FORMS {
            return Sent::TooMany;
        }
        used.insert(token.to_owned(), now);
        Sent::First
    }

    /// It was not taken after all.
    pub(crate) fn give_back(&self, token: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }
}
