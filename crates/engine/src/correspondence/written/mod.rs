//! Mail that is written on a record: whatever kind of record a thread can stand on, by the register alone.
//!
//! A record whose kind a link of the thread names gets a new thread; on a thread itself it is gone on with. A case has a page of its own
//! for that, see [`crate::support`].

mod check;
mod drafts;
mod offer;
mod place;
mod read;
mod receivers;
mod send;

pub use drafts::{MailDraft, discard_mail_draft, keep_mail_draft, mail_draft};
pub use offer::{MailOffer, mail_from_template, mail_offer};
pub use place::may_write_mail;
pub use read::{ThreadView, thread};
pub use receivers::Receiver;
pub use send::{MailSent, MailTyped, MailWrong, write_mail};
