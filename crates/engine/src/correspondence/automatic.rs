//! Mails that the machinery writes by itself: to one receiver, from the company, under an id that is the same at every attempt, so
//! that what is tried twice is one mail.

use crate::context::Engine;
use crate::correspondence::jobs::system_time;
use mail::{Mailbox, Message};
use model::{Language, Moment};

/// A Message-ID (RFC 5322, 3.6.4) under the sender's domain, without brackets.
pub(crate) fn own_id(engine: &Engine, local: &str) -> String {
    format!("{local}@{}", domain_of(&engine.settings().sender.address))
}

/// What stands behind the at-sign.
pub(super) fn domain_of(address: &str) -> &str {
    address.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
}

/// A mail of which `local` says what and to whom; it is all of the id but its domain.
pub(crate) fn automatic(
    engine: &Engine,
    local: &str,
    at: Moment,
    (to, language): (String, Language),
    (subject, text): (String, String),
) -> Message {
    Message {
        id: own_id(engine, local),
        date: system_time(at),
        from: engine.settings().sender.clone(),
        to: Mailbox { name: None, address: to },
        reply_to: None,
        subject,
        text,
        in_reply_to: None,
        references: Vec::new(),
        automatic: true,
        language: Some(language.tag()),
    }
}
