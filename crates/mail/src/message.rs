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

/// One outgoing message of plain text, to one recipient. A [`Letter`] is one that has more.
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

/// An outgoing message with whatever else mail can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its header and its text; `to` is the first recipient.
    pub message: Message,
    /// Further recipients in `To`.
    pub to: Vec<Mailbox>,
    /// Who has a copy that everybody sees.
    pub cc: Vec<Mailbox>,
    /// Who has a copy that nobody sees: the message does not name them.
    pub bcc: Vec<Mailbox>,
    /// Where servers report failure, if not to `from`: an address with a mark ([`crate::Marks::address`]).
    pub bounce_to: Option<String>,
    /// The text as HTML, for programs that prefer it. It says the same.
    pub html: Option<String>,
    /// Files, and pictures of the HTML.
    pub files: Vec<File>,
    /// A machine answers somebody's mail: `auto-replied`, and not only `auto-generated` (RFC 3834, 5).
    pub answers_by_itself: bool,
    /// How to get no more of these with one click (RFC 8058).
    pub unsubscribe: Option<String>,
}

/// A file that goes with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its type: `application/pdf`.
    pub media_type: String,
    /// For a picture of the HTML, the id by which that refers to it (`cid:…`), without brackets.
    pub content_id: Option<String>,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl From<Message> for Letter {
    /// A letter that has no more than the message.
    fn from(message: Message) -> Self {
        Self {
            message,
            to: Vec::new(),
            cc: Vec::new(),
            bcc: Vec::new(),
            bounce_to: None,
            html: None,
            files: Vec::new(),
            answers_by_itself: false,
            unsubscribe: None,
        }
    }
}
