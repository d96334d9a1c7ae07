//! Correspondence: the mail that goes out to people, and what is kept of it.
//!
//! A mail is a row first, written with what caused it; a job then hands it to the transport.

mod answer;
mod confirm;
pub(crate) mod jobs;
mod rows;

pub use answer::{AnswerProblem, Answered, answer};
pub use rows::{Delivery, Kind};

pub(crate) use confirm::{confirm, confirmed_lately};
pub(crate) use rows::Email;

use crate::catalogue::Catalogue;
use crate::context::Engine;
use model::Moment;
use std::sync::LazyLock;

/// The words of the mails.
pub(crate) static WORDS: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(include_str!("../../languages/nb.ftl"), include_str!("../../languages/en.ftl")));

/// A new Message-ID (RFC 5322, 3.6.4) under the sender's domain, without brackets.
pub(crate) fn new_message_id(engine: &Engine, now: Moment) -> String {
    let sender = &engine.settings().sender.address;
    let domain = sender.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    format!("{}@{domain}", engine.new_id(now))
}
