//! From a message to its text: RFC 5322, MIME (RFC 2045), names and subjects by RFC 2047.
//!
//! Nothing that a stranger typed can add a header line: a control character in any field of the
//! header is refused, not mended. Text is always quoted-printable, in which long lines, leading
//! dots and trailing blanks pass every server unchanged, and files are base64.

mod parts;

use std::fmt;
use std::time::{Duration, SystemTime};

use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox as Entry, MessageBuilder, SinglePart};

use crate::limits::{
    HEADER_LENGTH_MAX_BYTES, ID_LENGTH_MAX_BYTES, RECIPIENTS_MAX_COUNT, REFERENCES_MAX_COUNT, TEXT_LENGTH_MAX_BYTES,
};
use crate::{Dkim, Letter, Mailbox, Message, address};

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
    /// More recipients, or more files, than one message may have.
    Many {
        /// The field.
        field: &'static str,
        /// How many there may be.
        limit_count: usize,
    },
    /// Not the type of a file.
    MediaType,
    /// Not an address of the web by which somebody can unsubscribe.
    Unsubscribe,
    /// It could not be signed with the key of its domain.
    Signature,
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

/// The same for a letter, which is signed if a key is given.
///
/// # Errors
/// Returns [`ComposeError`] if a field is not what [`Letter`] says it must be.
pub fn compose_letter(letter: &Letter, dkim: Option<&Dkim>) -> Result<Vec<u8>, ComposeError> {
    Ok(build_letter(letter, dkim)?.bytes)
}

/// A message ready for a server.
pub(crate) struct Built {
    pub(crate) envelope: Envelope,
    pub(crate) bytes: Vec<u8>,
}

/// The message with its envelope.
pub(crate) fn build(message: &Message) -> Result<lettre::Message, ComposeError> {
    let (builder, from, to) = begin(message)?;
    let envelope = Envelope::new(Some(from.email.clone()), vec![to.email]).map_err(|_| ComposeError::Address("to"))?;
    let builder = automatic(builder, message.automatic.then_some("auto-generated"));
    builder.envelope(envelope).singlepart(text_part(message)?).map_err(|_| ComposeError::Whole)
}

/// The letter with its envelope, signed if there is a key.
pub(crate) fn build_letter(letter: &Letter, dkim: Option<&Dkim>) -> Result<Built, ComposeError> {
    let message = &letter.message;
    let (mut builder, from, to) = begin(message)?;
    let mut recipients = vec![to.email];
    for (field, people) in [("to", &letter.to), ("cc", &letter.cc), ("bcc", &letter.bcc)] {
        for person in people {
            let person = entry(field, person)?;
            recipients.push(person.email.clone());
            builder = match field {
                "to" => builder.to(person),
                "cc" => builder.cc(person),
                // Nobody is to see whom else it went to: they stand in the envelope alone.
                _ => builder,
            };
        }
    }
    if recipients.len() > RECIPIENTS_MAX_COUNT {
        return Err(ComposeError::Many { field: "recipients", limit_count: RECIPIENTS_MAX_COUNT });
    }
    let mut known = std::collections::HashSet::new();
    recipients.retain(|recipient| known.insert(recipient.clone()));
    let back = match &letter.bounce_to {
        Some(address) => address::read(header("bounce_to", address)?).ok_or(ComposeError::Address("bounce_to"))?,
        None => from.email,
    };
    let envelope = Envelope::new(Some(back), recipients).map_err(|_| ComposeError::Address("to"))?;
    let by_itself = letter.answers_by_itself.then_some("auto-replied");
    builder = automatic(builder, by_itself.or(message.automatic.then_some("auto-generated")));
    if let Some(url) = &letter.unsubscribe {
        // GET leads to a page and only POST unsubscribes: programs that look at links do not unsubscribe anybody.
        let sound = url::Url::parse(header("unsubscribe", url)?).is_ok_and(|url| url.scheme() == "https");
        if !sound || !url.is_ascii() || url.contains(['<', '>', ' ']) {
            return Err(ComposeError::Unsubscribe);
        }
        builder = builder
            .raw_header(plain("List-Unsubscribe", &format!("<{url}>")))
            .raw_header(plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let built = parts::body(builder.envelope(envelope), letter)?;
    let mut bytes = built.formatted();
    if let Some(dkim) = dkim {
        let signature = dkim.sign(&bytes).ok_or(ComposeError::Signature)?;
        bytes.splice(0..0, signature.into_bytes());
    }
    Ok(Built { envelope: built.envelope().clone(), bytes })
}

/// All fields that every message has, with its sender and its first recipient.
fn begin(message: &Message) -> Result<(MessageBuilder, Entry, Entry), ComposeError> {
    let from = entry("from", &message.from)?;
    let to = entry("to", &message.to)?;
    let mut builder = lettre::Message::builder()
        .message_id(Some(format!("<{}>", own_id(&message.id)?)))
        .date(date(message.date)?)
        .from(from.clone())
        .to(to.clone())
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
    if let Some(language) = message.language {
        builder = builder.raw_header(plain("Content-Language", header("language", language)?));
    }
    Ok((builder, from, to))
}

/// Says to other machines that a machine wrote it (RFC 3834, 5), and to Exchange in its own words.
fn automatic(builder: MessageBuilder, how: Option<&'static str>) -> MessageBuilder {
    let Some(how) = how else { return builder };
    builder.raw_header(plain("Auto-Submitted", how)).raw_header(plain("X-Auto-Response-Suppress", "All"))
}

/// The plain text.
fn text_part(message: &Message) -> Result<SinglePart, ComposeError> {
    within("text", &message.text)?;
    let part = SinglePart::builder().header(ContentType::TEXT_PLAIN).header(ContentTransferEncoding::QuotedPrintable);
    Ok(part.body(lines(&message.text)))
}

/// Whether a text is not too long.
fn within(field: &'static str, text: &str) -> Result<(), ComposeError> {
    if text.len() > TEXT_LENGTH_MAX_BYTES {
        return Err(ComposeError::Long { field, limit_bytes: TEXT_LENGTH_MAX_BYTES });
    }
    Ok(())
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
            Self::Many { field, limit_count } => write!(f, "the message has more {field} than {limit_count}"),
            Self::MediaType => f.write_str("the type of a file is not one"),
            Self::Unsubscribe => f.write_str("the address to unsubscribe at is not one of the web (https)"),
            Self::Signature => f.write_str("the message could not be signed with the key of its domain"),
            Self::Date => f.write_str("the message's date is before 1970 or after 9999"),
            Self::Whole => f.write_str("the parts make no message"),
        }
    }
}

impl std::error::Error for ComposeError {}
