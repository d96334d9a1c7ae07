//! Mail on its way out: a message becomes text that every mail program reads, and is handed over.
//!
//! Three ways lead out: a mail server (SMTP), a folder of files, and memory for tests. This crate knows
//! nothing of companies, registers, databases or queues: it is given whole messages and says
//! whether each was taken, refused, or should be tried again.

mod address;
mod compose;
mod directory;
pub mod limits;
mod message;
mod smtp;
#[cfg(test)]
mod tests;
mod transport;

pub use address::{is_address, normal_form};
pub use compose::{ComposeError, compose};
pub use message::{Mailbox, Message};
pub use smtp::{Smtp, UrlError};
pub use transport::{CheckError, DeliverError, Transport};
