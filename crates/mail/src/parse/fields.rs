//! The header of a message.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use mail_parser::{Address, HeaderName, HeaderValue, MessageParser};

use super::{Incoming, pieces};
use crate::Mailbox;
use crate::limits::{FOREIGN_ID_MAX_BYTES, INCOMING_FIELD_MAX_BYTES};

/// Reads the header; none if it has no field.
pub(super) fn read(header: &[u8]) -> Option<Incoming> {
    let header = [&*utf8(header), b"\r\n"].concat();
    let fields = raw_fields(&header);
    let header = pieces::joined(&header);
    if fields.is_empty() {
        return None;
    }
    let mut incoming = Incoming { fields, ..Incoming::default() };
    let parser = MessageParser::new().with_message_ids().with_minimal_headers();
    let parser = parser.header_address(HeaderName::Sender).default_header_ignore();
    let Some(message) = parser.parse_headers(&header) else { return Some(incoming) };
    // Of a field that stands twice the first counts, as every mail program shows it (RFC 5322, 3.6, allows one).
    for field in message.parts.first().map(|part| &part.headers[..]).unwrap_or_default() {
        let value = &field.value;
        match &field.name {
            HeaderName::MessageId if incoming.id.is_none() => incoming.id = ids(value).into_iter().next(),
            HeaderName::InReplyTo if incoming.in_reply_to.is_empty() => incoming.in_reply_to = ids(value),
            HeaderName::References if incoming.references.is_empty() => incoming.references = ids(value),
            HeaderName::From if incoming.from.is_empty() => incoming.from = mailboxes(value),
            HeaderName::Sender if incoming.sender.is_none() => incoming.sender = mailboxes(value).into_iter().next(),
            HeaderName::ReplyTo if incoming.reply_to.is_empty() => incoming.reply_to = mailboxes(value),
            HeaderName::To => incoming.to.extend(mailboxes(value)),
            HeaderName::Cc => incoming.cc.extend(mailboxes(value)),
            HeaderName::Subject if incoming.subject.is_empty() => {
                incoming.subject = value.as_text().map(one_line).unwrap_or_default();
            }
            HeaderName::Date if incoming.date.is_none() => incoming.date = date(value),
            _ => {}
        }
    }
    Some(incoming)
}

/// Every field with its name in small letters and its value unfolded (RFC 5322, 2.2.3).
fn raw_fields(header: &[u8]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in String::from_utf8_lossy(header).lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut().filter(|(_, value)| value.len() < INCOMING_FIELD_MAX_BYTES) {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            let name = name.trim_end();
            if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic()) {
                fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }
    fields
}

/// The header in UTF-8 (RFC 6532). Bytes of another kind are what old programs write unencoded: Latin 1, as a rule.
fn utf8(header: &[u8]) -> Cow<'_, [u8]> {
    if std::str::from_utf8(header).is_ok() {
        return Cow::Borrowed(header);
    }
    Cow::Owned(header.iter().copied().map(char::from).collect::<String>().into_bytes())
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    let one = value.as_text_list().is_none().then(|| value.as_text()).flatten();
    let many = value.as_text_list().unwrap_or_default().iter().map(AsRef::as_ref);
    // Just what an answer may name.
    let graphic = |id: &str| id.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte));
    let sound = |id: &&str| !id.is_empty() && id.len() <= FOREIGN_ID_MAX_BYTES && graphic(id);
    one.into_iter().chain(many).map(str::trim).filter(sound).map(str::to_owned).collect()
}

/// The people in a field, whose groups are taken apart (RFC 5322, 3.4). Whoever has no address is left out.
fn mailboxes(value: &HeaderValue<'_>) -> Vec<Mailbox> {
    let all = value.as_address().map(Address::iter).into_iter().flatten();
    let mailbox = |found: &mail_parser::Addr<'_>| {
        let address = found.address.as_deref()?.trim();
        let name = found.name.as_deref().map(one_line).filter(|name| !name.is_empty());
        let sound = address.contains('@') && !address.contains(|c: char| c.is_control() || c.is_whitespace());
        sound.then(|| Mailbox { name, address: address.to_owned() })
    };
    all.filter_map(mailbox).collect()
}

/// The text without what would break a line, or turn what follows it around on a screen.
pub(super) fn one_line(text: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().filter(|c| !is_direction(*c)).map(shown).collect();
    text.trim().to_owned()
}

/// Marks that turn the direction of writing: in a name they make `gpj.exe` look like `exe.jpg`.
pub(super) fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn date(value: &HeaderValue<'_>) -> Option<SystemTime> {
    let date = value.as_datetime().filter(|date| date.is_valid())?;
    let seconds = u64::try_from(date.to_timestamp()).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}
