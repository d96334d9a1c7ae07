//! Mail that came in although it is too sensitive for e-mail. It is looked through before it is kept; where the guard is sure,
//! its text, its files and the mail as it came are kept sealed, and the mail itself says only that.
//!
//! Whoever deals with it opens it again, or takes it away once it stands where it belongs. What was found is kept as a kind,
//! never as a value.

mod desk;
mod hand;
mod judge;
mod rows;
mod seal;

pub use desk::{Line, View, clear, remove, view, waiting};
pub use hand::seal_by_hand;
pub use rows::{Found, State};

pub(crate) use hand::{follow_owner, hand_over};
pub(crate) use judge::{Judged, is_doubtful, judge};
pub(crate) use rows::SealedMail;
pub(crate) use seal::{Mark, Sealing, marks, seal};

use super::WORDS;
use model::Language;

/// What stands in a mail in place of its text.
pub(crate) fn instead_of_text() -> String {
    WORDS.say(Language::Nb, "sealed-text", &[])
}

/// What stands in a mail in place of its subject.
pub(crate) fn instead_of_subject() -> String {
    WORDS.say(Language::Nb, "sealed-subject", &[])
}

/// What stands in a mail whose text was taken away.
fn instead_of_removed() -> String {
    WORDS.say(Language::Nb, "sealed-removed", &[])
}
