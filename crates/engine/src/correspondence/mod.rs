//! Correspondence: the mail that comes in and goes out, calls, and what is kept of them.
//!
//! A mail that goes out is a row first, written with what caused it; a job then hands it to the transport. One that comes in is
//! taken in once, with a row that says what became of it.

mod answer;
mod automatic;
pub mod calls;
mod confirm;
mod guard;
mod intake;
pub(crate) mod jobs;
pub(crate) mod late;
mod mailboxes;
mod original;
mod outgoing;
pub mod own;
mod parts;
mod quote;
mod replies;
pub(crate) mod returned;
mod rows;
pub mod sealed;
pub mod secure;
pub(crate) mod send;
mod thread;
mod typed;
mod words;
mod written;

pub use answer::{AnswerProblem, Answered, Past, answer};
pub use guard::{Hint, HintPlace, Release};
pub use intake::{
    Arrival, Compared, Declared, FoundIn, MailboxState, NotKept, compare, declare, late_mailboxes, looked,
    mailbox_named, mailboxes, may_see_mailboxes, next_number, not_kept, outcome_in_words, raise_alarm, removed, take,
    take_several,
};
pub use mailboxes::{Outcome, Trouble};
pub use original::{Original, original};
pub use rows::{Delivery, Kind};
pub use thread::{Direction, MailState, PartOf, Verified};
pub use written::{
    MailDraft, MailOffer, MailSent, MailTyped, MailWrong, Receiver, ThreadView, discard_mail_draft, keep_mail_draft,
    mail_draft, mail_from_template, mail_offer, may_write_mail, thread, write_mail,
};

pub(crate) use automatic::{automatic, own_id};
pub(crate) use calls::PhoneCall;
pub(crate) use confirm::{confirm, confirmed_lately};
pub(crate) use guard::{hints, texts_of};
pub(crate) use intake::{is_late, new_token};
pub(crate) use mailboxes::{IntakeRow, MailboxRow};
pub(crate) use outgoing::{Outgoing, ids_of, write, write_as};
pub(crate) use own::{MailAccount, SharedMail};
pub(crate) use parts::parts_of;
pub(crate) use quote::{answered_by, quoted};
pub(crate) use rows::Email;
pub(crate) use sealed::SealedMail;
pub(crate) use secure::SecureMessage;
pub(crate) use thread::{EmailFile, EmailMessage, EmailParticipant, EmailReference, EmailThread, Part, known_at};
pub(crate) use typed::addresses;
pub(crate) use words::{clean_line, clean_text, cut};

use crate::catalogue::Catalogue;
use crate::context::Engine;
use model::{Moment, RowId};
use std::sync::LazyLock;

/// The words of the mails.
pub(crate) static WORDS: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(include_str!("../../languages/nb.ftl"), include_str!("../../languages/en.ftl")));

/// A new Message-ID (RFC 5322, 3.6.4) under the sender's domain, without brackets.
pub(crate) fn new_message_id(engine: &Engine, now: Moment) -> String {
    own_id(engine, &engine.new_id(now).to_string())
}

/// The Message-ID of a mail of ours `from` an address that is the row `id`, with a mark by which a report of it is believed.
pub(crate) fn marked_id(engine: &Engine, id: RowId, from: &str) -> String {
    engine.marks().message_id(u128::from_be_bytes(id.0), automatic::domain_of(from))
}
