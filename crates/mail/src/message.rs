//! What a message is, before it is text.

use std::time::SystemTime;

/// A person's or a role's place in a header: `Kari Nordmann <kari@example.no>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The name shown; none or empty shows the address.
    pub name: Option<String>,
    /// The address: ASCII before the `@`; the domain may be written with letters such as æ, ø and å.
    pub address: String,
}

/// One outgoing message of plain text, to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The `Message-ID` without its brackets: `uuid@host`, of ASCII letters, digits, `.`, `-` and `_`.
    /// Delivering the same message again must bear the same id.
    pub id: String,
    /// When the message was written, 1970 to 9999.
    pub date: SystemTime,
    /// Who writes. Also the envelope's sender, to whom a mail server reports failure.
    pub from: Mailbox,
    /// Who receives.
    pub to: Mailbox,
    /// Where an answer goes, if not to `from`.
    pub reply_to: Option<Mailbox>,
    /// The subject line. Several spaces in a row, here or in a name, are sent as one.
    pub subject: String,
    /// The text. Its line ends may be of any kind and leave as CRLF; a last line without one gets one.
    pub text: String,
    /// The id of the message that this one answers, without brackets (RFC 5322, 3.6.4).
    pub in_reply_to: Option<String>,
    /// The ids of the thread so far, oldest first, without brackets. `in_reply_to` is added where it lacks.
    pub references: Vec<String>,
    /// No person wrote it: other machines must not answer (RFC 3834, 5).
    pub automatic: bool,
    /// The language of the text as a tag of RFC 5646, such as `nb`.
    pub language: Option<&'static str>,
}
