//! Where the parts of a message begin and end (RFC 2046, 5.1), bounded in number, depth and length of header.
//!
//! The walk is ours because it is what a hostile message blows up; whatever stands inside a header, an encoding or a
//! charset is read by `mail-parser`. It never goes into an attached message.

use std::ops::Range;

use mail_parser::{ContentType, Header, HeaderName, HeaderValue, MessageParser};
use memchr::memmem;

use super::{ParseError, pieces};
use crate::limits::{INCOMING_HEADER_MAX_BYTES, PART_HEADER_MAX_BYTES, PARTS_DEPTH_MAX_COUNT, PARTS_MAX_COUNT};

/// One part, in the order in which the parts stand in the message.
pub(super) struct Part {
    /// The part it stands in, by its place in the list.
    pub(super) parent: Option<usize>,
    pub(super) header: Range<usize>,
    /// Without the line end that belongs to the boundary (RFC 2046, 5.1.1). Empty of a multipart.
    pub(super) body: Range<usize>,
    pub(super) mime: Mime,
}

/// What the header of a part says about its body.
#[derive(Debug, Default)]
pub(super) struct Mime {
    /// Type and subtype in small letters; `text` and `plain` where nothing else is said (RFC 2045, 5.2).
    pub(super) kind: String,
    pub(super) subkind: String,
    pub(super) charset: Option<String>,
    pub(super) boundary: Option<String>,
    pub(super) method: Option<String>,
    /// The lines belong together (RFC 3676), and whether the blank at their end is only for the journey.
    pub(super) flowed: Option<bool>,
    pub(super) name: Option<String>,
    pub(super) attached: bool,
    pub(super) content_id: Option<String>,
    pub(super) encoding: Encoding,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    #[default]
    None,
    Base64,
    QuotedPrintable,
}

impl Part {
    pub(super) fn is_multipart(&self) -> bool {
        self.mime.boundary.is_some()
    }
}

impl Mime {
    pub(super) fn is(&self, kind: &str, subkind: &str) -> bool {
        self.kind == kind && self.subkind == subkind
    }
}

/// A multipart that is still open.
struct Open {
    part: usize,
    boundary: Vec<u8>,
}

/// What a boundary line says.
enum Next {
    /// Another part of an open multipart.
    Part,
    /// No part: the multipart is closed, or the text has ended.
    End,
}

/// Finds every part.
pub(super) fn walk(raw: &[u8]) -> Result<Vec<Part>, ParseError> {
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    loop {
        if parts.len() == PARTS_MAX_COUNT {
            return Err(ParseError::Parts);
        }
        let parent = open.last().map(|open| open.part);
        let limit = if parts.is_empty() { INCOMING_HEADER_MAX_BYTES } else { PART_HEADER_MAX_BYTES };
        let (header, body_start) = header(raw, at, &open, limit)?;
        let in_digest = parent.is_some_and(|parent| parts[parent].mime.is("multipart", "digest"));
        let mut mime = mime(&raw[header.clone()], in_digest);
        let boundary = mime.boundary.take().filter(|boundary| !boundary.is_empty() && mime.kind == "multipart");
        let boundary = boundary.map(String::into_bytes);
        if let Some(after) = boundary.as_deref().and_then(|it| first_boundary(raw, body_start, it)) {
            if open.len() == PARTS_DEPTH_MAX_COUNT {
                return Err(ParseError::Depth);
            }
            mime.boundary = boundary.as_deref().map(|it| String::from_utf8_lossy(it).into_owned());
            parts.push(Part { parent, header, body: body_start..body_start, mime });
            open.push(Open { part: parts.len() - 1, boundary: boundary.unwrap_or_default() });
            at = after;
            continue;
        }
        if mime.kind == "multipart" {
            // A multipart without parts is read as the text that it is.
            (mime.kind, mime.subkind) = ("text".to_owned(), "plain".to_owned());
        }
        let (body_end, mut next, mut after) = next_boundary(raw, body_start, &mut open);
        parts.push(Part { parent, header, body: body_start..body_end, mime });
        // The end of a multipart leads to whatever follows it in the one around.
        while let Next::End = next {
            if open.is_empty() {
                return Ok(parts);
            }
            (_, next, after) = next_boundary(raw, after, &mut open);
        }
        at = after;
    }
}

/// The header that begins at `at`, and where its body begins. A boundary line ends it too.
fn header(raw: &[u8], at: usize, open: &[Open], limit: usize) -> Result<(Range<usize>, usize), ParseError> {
    let mut line = at;
    loop {
        let rest = &raw[line..];
        if rest.is_empty() {
            return Ok((at..line, line));
        }
        if let Some(blank) = [&b"\n"[..], b"\r\n"].into_iter().find(|blank| rest.starts_with(blank)) {
            return Ok((at..line, line + blank.len()));
        }
        if rest.starts_with(b"--") && open.iter().any(|open| boundary_line(rest, &open.boundary).is_some()) {
            return Ok((at..line, line));
        }
        if line - at > limit {
            return Err(ParseError::Header);
        }
        line = memchr::memchr(b'\n', rest).map_or(raw.len(), |end| line + end + 1);
        if line - at > limit {
            return Err(ParseError::Header);
        }
    }
}

/// Where the first part of a multipart begins; none if the boundary never comes.
fn first_boundary(raw: &[u8], from: usize, boundary: &[u8]) -> Option<usize> {
    let starts = line_starts(raw, from);
    starts.into_iter().find_map(|start| {
        let (closes, length) = boundary_line(&raw[start..], boundary)?;
        (!closes).then_some(start + length)
    })
}

/// The end of the body that begins at `from`, what the boundary line says that ends it, and where the text goes on. Whatever
/// it closes is taken from `open`.
fn next_boundary(raw: &[u8], from: usize, open: &mut Vec<Open>) -> (usize, Next, usize) {
    if open.is_empty() {
        return (raw.len(), Next::End, raw.len());
    }
    for start in line_starts(raw, from) {
        let found = open.iter().enumerate().rev().find_map(|(place, open)| {
            boundary_line(&raw[start..], &open.boundary).map(|(closes, length)| (place, closes, length))
        });
        let Some((place, closes, length)) = found else { continue };
        let end =
            raw[from..start].strip_suffix(b"\n").map_or(start - from, |it| it.strip_suffix(b"\r").unwrap_or(it).len());
        open.truncate(place + usize::from(!closes));
        let next = if closes { Next::End } else { Next::Part };
        return (from + end, next, start + length);
    }
    open.clear();
    (raw.len(), Next::End, raw.len())
}

/// The lines from `from` on that begin with `--`.
fn line_starts(raw: &[u8], from: usize) -> impl IntoIterator<Item = usize> {
    let first = raw[from..].starts_with(b"--").then_some(from);
    first.into_iter().chain(memmem::find_iter(&raw[from..], b"\n--").map(move |found| from + found + 1))
}

/// Whether a line is this boundary: does it close, and how long is the line with its end.
fn boundary_line(line: &[u8], boundary: &[u8]) -> Option<(bool, usize)> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
    let closes = rest.starts_with(b"--");
    let rest_is_blank = rest[..end].iter().all(u8::is_ascii_whitespace);
    (closes || rest_is_blank).then_some((closes, 2 + boundary.len() + end))
}

/// Reads what the header says about the body.
fn mime(header: &[u8], in_digest: bool) -> Mime {
    let (kind, subkind) = if in_digest { ("message", "rfc822") } else { ("text", "plain") };
    let mut mime = Mime { kind: kind.to_owned(), subkind: subkind.to_owned(), ..Mime::default() };
    // Without its blank line the library takes the last field for the text.
    let whole = [header, b"\r\n"].concat();
    let parser = MessageParser::new().with_mime_headers().default_header_ignore();
    let Some(message) = parser.parse_headers(&whole) else { return mime };
    let parameter = |value: &ContentType<'_>, name: &str| value.attribute(name).map(str::to_owned);
    let in_pieces = |field: &Header<'_>, name: &str| {
        let text =
            whole.get(field.offset_start as usize..field.offset_end as usize).filter(|text| text.contains(&b'*'))?;
        pieces::parameter(&String::from_utf8_lossy(text), name)
    };
    for field in message.parts.first().map(|part| &part.headers[..]).unwrap_or_default() {
        match (&field.name, &field.value) {
            (HeaderName::ContentType, HeaderValue::ContentType(value)) => {
                if let Some(subkind) = value.subtype() {
                    (mime.kind, mime.subkind) = (value.ctype().to_ascii_lowercase(), subkind.to_ascii_lowercase());
                }
                mime.charset = parameter(value, "charset");
                mime.boundary = parameter(value, "boundary");
                mime.method = parameter(value, "method");
                let says =
                    |name: &str, word: &str| value.attribute(name).is_some_and(|it| it.eq_ignore_ascii_case(word));
                mime.flowed = says("format", "flowed").then(|| says("delsp", "yes"));
                mime.name = mime.name.or_else(|| in_pieces(field, "name")).or_else(|| parameter(value, "name"));
            }
            (HeaderName::ContentDisposition, HeaderValue::ContentType(value)) => {
                mime.attached = value.is_attachment();
                let name = in_pieces(field, "filename").or_else(|| parameter(value, "filename"));
                mime.name = name.or(mime.name);
            }
            (HeaderName::ContentId, value) => mime.content_id = value.as_text().map(str::to_owned),
            (HeaderName::ContentTransferEncoding, HeaderValue::Text(value)) => {
                mime.encoding = match value.trim() {
                    it if it.eq_ignore_ascii_case("base64") => Encoding::Base64,
                    it if it.eq_ignore_ascii_case("quoted-printable") => Encoding::QuotedPrintable,
                    _ => Encoding::None,
                };
            }
            _ => {}
        }
    }
    mime
}
