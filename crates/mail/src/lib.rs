//! Mail, out and in: a message becomes text that every mail program reads, and is handed over; what comes in is read, told
//! apart, threaded, and made safe to show.
//!
//! What goes out can be looked through for what does not belong in a mail. Three ways lead out: a mail server (SMTP), a folder of
//! files, and memory for tests. This crate knows nothing of companies, registers, databases or queues: it is given whole messages
//! and says whether each was taken, refused, or should be tried again; it gives whole messages and asks what was done with them.

mod address;
mod classify;
mod compose;
mod directory;
mod dkim;
mod guard;
mod html;
mod imap;
pub mod limits;
mod marks;
mod message;
mod pace;
mod parse;
mod sender;
mod smtp;
mod strip;
#[cfg(test)]
mod tests;
mod thread;
mod transport;
mod verify;

// What the fuzzer holds against mail is held in the tests too, and names this crate from outside.
#[cfg(test)]
extern crate self as mail;

pub use address::{is_address, normal_form};
pub use classify::{Bounce, Class, Classified, FailedRecipient, Signal, Status, bounce, classify, complaint};
pub use compose::{ComposeError, compose, compose_letter};
pub use dkim::{Dkim, KeyError};
pub use guard::{Confidence, Found, Kind, Numbers, Place, file_text, guard};
pub(crate) use html::escape;
pub use html::{Clean, CleanError, RemotePictures, clean};
pub use imap::{
    Compared, Fetched, ImapError, ImapServer, ImapTls, Intake, Login, Taken, UidList, greet, list_uids, watch,
};
pub use marks::{Mark, Marks, Purpose};
pub use message::{File, Letter, Mailbox, Message};
pub use pace::{Pace, retry_after};
pub use parse::{Attachment, AttachmentKind, Incoming, ParseError, parse};
pub use sender::{Sender, Trust, sender};
pub use smtp::{Smtp, SmtpOptions, UrlError};
pub use strip::{Stripped, strip_html, strip_text};
pub use thread::{Candidate, Clues, Placement, Why, clues, place, same_subject};
pub use transport::{CheckError, DeliverError, Refusal, Transport};
pub use verify::{Peer, ResolverError, Verifier};
