//! From the bytes of a message to what can be read in it: RFC 5322 and MIME (RFC 2045 to 2049), as senders really write them.
//!
//! Nothing is mended in what the caller keeps: the bytes stay the caller's, and whatever cannot be read is an error that
//! says why. It must not know who anybody is.

mod body;
mod fields;
mod flowed;
mod names;
mod pieces;
mod structure;

use std::borrow::Cow;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::SystemTime;

use crate::Mailbox;
use crate::limits::INCOMING_MAX_BYTES;

/// A message that came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incoming {
    /// Its `Message-ID`, as all ids here without brackets.
    pub id: Option<String>,
    /// The ids of the messages it answers.
    pub in_reply_to: Vec<String>,
    /// The ids of the thread it says that it belongs to, oldest first.
    pub references: Vec<String>,
    /// Who wrote it, by its own word. See [`crate::Sender`] for what that is worth.
    pub from: Vec<Mailbox>,
    /// Who sent it, where that is somebody else than who wrote it.
    pub sender: Option<Mailbox>,
    /// Where answers are to go, if not to `from`.
    pub reply_to: Vec<Mailbox>,
    /// Whom it is written to.
    pub to: Vec<Mailbox>,
    /// Who has a copy.
    pub cc: Vec<Mailbox>,
    /// The subject, decoded and on one line; empty if there is none.
    pub subject: String,
    /// When it was written, by its own word.
    pub date: Option<SystemTime>,
    /// Its text: the plain one, or what the HTML says. Lines end with LF.
    pub text: String,
    /// Its HTML as it was written: never to be shown before [`crate::clean`].
    pub html: Option<String>,
    /// Everything else that it brought.
    pub attachments: Vec<Attachment>,
    /// Every field of its header in order: the name in small letters, the value on one line and not decoded.
    pub fields: Vec<(String, String)>,
}

/// What came with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// A name that is safe as the name of a file; made up where the sender gave none.
    pub name: String,
    /// The type by the sender's word, in small letters: `application/pdf`.
    pub media_type: String,
    /// The `Content-ID` without brackets, by which HTML refers to a picture: `cid:…` (RFC 2392).
    pub content_id: Option<String>,
    /// What it is for a reader.
    pub kind: AttachmentKind,
    /// Its content, without the encoding of the transport.
    pub bytes: Vec<u8>,
}

/// What an attachment is for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentKind {
    /// A file.
    File,
    /// A picture or the like that belongs into the HTML, known by its `Content-ID`.
    Inline,
    /// A whole message, which can be parsed in its turn.
    Message,
    /// The header alone of a message, as bounces bring it back (`text/rfc822-headers`).
    MessageHeader,
    /// An entry for a calendar (RFC 5545).
    Calendar,
    /// A report for machines: `message/delivery-status`, `message/feedback-report`, `message/disposition-notification`.
    Report,
    /// `winmail.dat`: what Outlook packed so that others cannot read it.
    Winmail,
}

/// Why a message cannot be read. Nothing is lost: the caller still has its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParseError {
    /// Larger than [`INCOMING_MAX_BYTES`].
    Large,
    /// A header longer than its limit.
    Header,
    /// More parts than [`crate::limits::PARTS_MAX_COUNT`].
    Parts,
    /// Parts nested deeper than [`crate::limits::PARTS_DEPTH_MAX_COUNT`].
    Depth,
    /// No header at all: these bytes are no message.
    NoMessage,
    /// The library that reads headers gave up on it.
    Library,
}

/// Reads a message.
///
/// # Errors
/// Returns [`ParseError`] where the message is beyond a limit or no message.
pub fn parse(bytes: &[u8]) -> Result<Incoming, ParseError> {
    if bytes.len() > INCOMING_MAX_BYTES {
        return Err(ParseError::Large);
    }
    // Checks of arithmetic in a build for tests make the library panic over malformed text. What it was given is
    // dropped with it, so nothing half done is seen afterwards.
    catch_unwind(AssertUnwindSafe(|| read(&line_ends(bytes)))).unwrap_or(Err(ParseError::Library))
}

fn read(raw: &[u8]) -> Result<Incoming, ParseError> {
    let raw = without_envelope(raw);
    let parts = structure::walk(raw)?;
    let header = parts.first().map(|root| &raw[root.header.clone()]).unwrap_or_default();
    let mut incoming = fields::read(header).ok_or(ParseError::NoMessage)?;
    body::read(raw, &parts, &mut incoming);
    Ok(incoming)
}

/// Line ends that are a bare CR, or one CR too many, become LF. What comes from old Macintoshes and from some fax gateways
/// has no other line end, and would be one endless field.
fn line_ends(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr2(b'\r', b'\n', bytes) else { return Cow::Borrowed(bytes) };
    if bytes[first] == b'\n' || bytes[first..].starts_with(b"\r\n") {
        return Cow::Borrowed(bytes);
    }
    let mut lines = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(end) = memchr::memchr(b'\r', rest) {
        lines.extend_from_slice(&rest[..end]);
        lines.push(b'\n');
        rest = [&b"\r\r\n"[..], b"\r\n", b"\r"].iter().find_map(|it| rest[end..].strip_prefix(*it)).unwrap_or_default();
    }
    lines.extend_from_slice(rest);
    Cow::Owned(lines)
}

/// Without empty lines before it, and without the line `From …` by which folders of messages part them.
fn without_envelope(raw: &[u8]) -> &[u8] {
    let start = raw.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(raw.len());
    let raw = &raw[start..];
    if raw.starts_with(b"From ") || raw.starts_with(b">From ") {
        return memchr::memchr(b'\n', raw).map_or(&raw[raw.len()..], |end| &raw[end + 1..]);
    }
    raw
}

impl Incoming {
    /// Every id it mentions, its own among them, each once: by any of them an answer may find its thread.
    pub fn mentioned(&self) -> Vec<&str> {
        let all = self.id.iter().chain(&self.in_reply_to).chain(self.references.iter().rev());
        let mut ids: Vec<&str> = Vec::new();
        for id in all {
            if !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
        ids
    }

    /// The first field of this name, given in small letters.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Each field of this name, given in small letters, the topmost first.
    pub fn every<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// For whom the servers on its way say it was: of a blind copy, nothing else does.
    pub(crate) fn delivered_to(&self) -> impl Iterator<Item = &str> {
        ["delivered-to", "x-original-to", "envelope-to"].into_iter().flat_map(|name| self.every(name))
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Large => "the message is larger than any that is read",
            Self::Header => "the message has a header that is longer than any that is read",
            Self::Parts => "the message has more parts than are read",
            Self::Depth => "the message's parts are nested deeper than is read",
            Self::NoMessage => "there is no header: this is no message",
            Self::Library => "the message is malformed in a way that cannot be read",
        })
    }
}

impl std::error::Error for ParseError {}
