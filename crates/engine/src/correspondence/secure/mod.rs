//! Secure messages: what is too sensitive for e-mail is read and written over a page behind a link. The mail holds the link
//! alone; the page opens for whoever shows, by a code sent to the same address, that they read its mailbox.
//!
//! Of a link the database has a hash, of a code nothing: both are made from the server's key. It must not know how a mail that
//! came in is sealed, see [`super::sealed`].

mod brake;
mod desk;
pub(crate) mod jobs;
mod links;
mod open;
mod rows;
mod start;
mod write;

pub use desk::{Line, View, hand, handled, list, may_see, message};
pub use open::{Answered, Gate, Parcel, Reply, Shown, Typed, answer, ask_code, fetch, look, read};
pub use start::{Started, Taken, confirm, page, receive};
pub use write::{Addressee, New, Problem, Written, addressee, may_write, write};

pub(crate) use rows::SecureMessage;

#[cfg(test)]
pub(crate) use jobs::WORDS;
