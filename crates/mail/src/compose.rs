//! From a message to its text: RFC 5322, MIME (RFC 2045), names and subjects by RFC 2047.
//!
//! Nothing that a stranger typed can add a header line: a control character in any field of the
//! header is refused, not mended. The body is always quoted-printable, in which long lines, leading
//! dots and trailing blanks pass every server unchanged.

use std::fmt;
use std::time::{Duration, SystemTime};

use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox as Entry, SinglePart};

use crate::limits::{HEADER_LENGTH_MAX_BYTES, ID_LENGTH_MAX_BYTES, REFERENCES_MAX_COUNT, TEXT_LENGTH_MAX_BYTES};
use crate::{Mailbox, Message, address};

/// From 1970 to the year 10000: a `Date` field has four digits for the year.
const YEAR_10000_HOURS: u64 = 70_389_528;

/// Why a message cannot become text. It names the field and never repeats what stood in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComposeError {
    /// A control character, such as a line break, in a field of the header.
    Control(&'static str),
    /// Not an address that a mail server takes.
    Address(&'static str),
    /// Not a message id.
    Id(&'static str),
    /// Longer than its limit.
    Long {
        /// The field.
        field: &'static str,
        /// Its limit in bytes.
        limit_bytes: usize,
    },
    /// A date before 1970 or after 9999.
    Date,
    /// The parts are sound but make no message.
    Whole,
}

/// The message as it stands in a file or travels over SMTP, with CRLF line ends.
///
/// # Errors
/// Returns [`ComposeError`] if a field is not what [`Message`] says it must be.
pub fn compose(message: &Message) -> Result<Vec<u8>, ComposeError> {
    build(message).map(|built| built.formatted())
}

/// The message with its envelope.
pub(crate) fn build(message: &Message) -> Result<lettre::Message, ComposeError> {
    let from = entry("from", &message.from)?;
    let to = entry("to", &message.to)?;
    let envelope =
        Envelope::new(Some(from.email.clone()), vec![to.email.clone()]).map_err(|_| ComposeError::Address("to"))?;
    if message.text.len() > TEXT_LENGTH_MAX_BYTES {
        return Err(ComposeError::Long { field: "text", limit_bytes: TEXT_LENGTH_MAX_BYTES });
    }

    let mut builder = lettre::Message::builder()
        .envelope(envelope)
        .message_id(Some(format!("<{}>", own_id(&message.id)?)))
        .date(date(message.date)?)
        .from(from)
        .to(to)
        .subject(one_spaced(header("subject", &message.subject)?));
    if let Some(reply_to) = &message.reply_to {
        builder = builder.reply_to(entry("reply_to", reply_to)?);
    }
    if let Some(id) = &message.in_reply_to {
        builder = builder.in_reply_to(format!("<{}>", foreign_id("in_reply_to", id)?));
    }
    if let Some(references) = references(message)? {
        builder = builder.references(references);
    }
    if message.automatic {
        builder = builder
            .raw_header(plain("Auto-Submitted", "auto-generated"))
            .raw_header(plain("X-Auto-Response-Suppress", "All"));
    }
    if let Some(language) = message.language {
        builder = builder.raw_header(plain("Content-Language", header("language", language)?));
    }
    let body = SinglePart::builder()
        .header(ContentType::TEXT_PLAIN)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(lines(&message.text));
    builder.singlepart(body).map_err(|_| ComposeError::Whole)
}

/// The ids of the thread, oldest first, with the answered one last.
fn references(message: &Message) -> Result<Option<String>, ComposeError> {
    let mut ids: Vec<&str> = message.references.iter().map(String::as_str).collect();
    if let Some(answered) = message.in_reply_to.as_deref().filter(|id| !ids.contains(id)) {
        ids.push(answered);
    }
    if ids.len() > REFERENCES_MAX_COUNT {
        let excess = ids.len() - REFERENCES_MAX_COUNT;
        ids.drain(1..=excess);
    }
    let bracketed = ids.iter().map(|id| foreign_id("references", id).map(|id| format!("<{id}>")));
    let bracketed: Vec<String> = bracketed.collect::<Result<_, _>>()?;
    Ok((!bracketed.is_empty()).then(|| bracketed.join(" ")))
}

/// A name and an address for a field of the header.
fn entry(field: &'static str, mailbox: &Mailbox) -> Result<Entry, ComposeError> {
    let name = match mailbox.name.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(name) => Some(one_spaced(header(field, name)?)),
    };
    let email = address::read(header(field, &mailbox.address)?).ok_or(ComposeError::Address(field))?;
    Ok(Entry::new(name, email))
}

/// A value that fits a field of the header.
fn header<'a>(field: &'static str, value: &'a str) -> Result<&'a str, ComposeError> {
    if value.contains(char::is_control) {
        return Err(ComposeError::Control(field));
    }
    if value.len() > HEADER_LENGTH_MAX_BYTES {
        return Err(ComposeError::Long { field, limit_bytes: HEADER_LENGTH_MAX_BYTES });
    }
    Ok(value)
}

/// The words with one space between them: more are lost between words that have to be encoded (RFC 2047, 6.2).
fn one_spaced(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An id of ours: safe in a header and as a file name.
fn own_id(id: &str) -> Result<&str, ComposeError> {
    if id.len() > ID_LENGTH_MAX_BYTES {
        return Err(ComposeError::Long { field: "id", limit_bytes: ID_LENGTH_MAX_BYTES });
    }
    let word = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
    };
    match header("id", id)?.split_once('@') {
        Some((left, host)) if word(left) && word(host) => Ok(id),
        Some(_) | None => Err(ComposeError::Id("id")),
    }
}

/// An id that another program made: anything that ends where its bracket does.
fn foreign_id<'a>(field: &'static str, id: &'a str) -> Result<&'a str, ComposeError> {
    let sound =
        !header(field, id)?.is_empty() && id.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte));
    if sound { Ok(id) } else { Err(ComposeError::Id(field)) }
}

/// A date with a year of four digits.
fn date(date: SystemTime) -> Result<SystemTime, ComposeError> {
    let since_1970 = date.duration_since(SystemTime::UNIX_EPOCH).map_err(|_| ComposeError::Date)?;
    if since_1970 < Duration::from_hours(YEAR_10000_HOURS) { Ok(date) } else { Err(ComposeError::Date) }
}

/// A field whose value is ASCII and ours.
fn plain(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// The text with CRLF line ends only: a bare CR or LF is where servers disagree on where a message ends. The last line
/// stays open, for the builder ends it.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.strip_suffix('\n').unwrap_or(&text).replace('\n', "\r\n")
}

impl fmt::Display for ComposeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Control(field) => write!(f, "the message's `{field}` has a line break or another control character"),
            Self::Address(field) => write!(f, "the message's `{field}` is not an address that a mail server takes"),
            Self::Id(field) => write!(f, "the message's `{field}` is not a message id"),
            Self::Long { field, limit_bytes } => {
                write!(f, "the message's `{field}` is longer than {limit_bytes} bytes")
            }
            Self::Date => f.write_str("the message's date is before 1970 or after 9999"),
            Self::Whole => f.write_str("the parts make no message"),
        }
    }
}

impl std::error::Error for ComposeError {}
