//! Forms as browsers send them: `application/x-www-form-urlencoded` (WHATWG URL standard, 5.1), read strictly.
//!
//! What is not UTF-8, is not known or comes twice is refused and named rather than mended or ignored.
//! It must not know which form it reads.

use crate::limits::{BODY_TIME, DRAINED_BYTES, FIELD_NAME_CHARACTERS};
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use http_body_util::BodyExt;

/// The fields of a form, each at most once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Form(Vec<(String, String)>);

/// Why a body could not be read as the form it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// Its type is another than a form's.
    NotAForm,
    /// It is larger than the form may be.
    TooLarge,
    /// It took too long to come.
    TooSlow,
    /// It does not hold UTF-8, plain or percent-encoded, or holds U+0000.
    NotText,
    /// It has a field that the form does not have.
    Unknown(String),
    /// It has this field twice.
    Repeated(String),
}

impl Form {
    /// Takes a field in, which must be one of `known` and a new one.
    pub(crate) fn add(&mut self, name: String, value: String, known: &[impl AsRef<str>]) -> Result<(), Unreadable> {
        if !known.iter().any(|known| known.as_ref() == name) {
            return Err(Unreadable::Unknown(name.chars().take(FIELD_NAME_CHARACTERS).collect()));
        }
        if self.0.iter().any(|(seen, _)| *seen == name) {
            return Err(Unreadable::Repeated(name));
        }
        self.0.push((name, value));
        Ok(())
    }

    /// The value of `field`; empty where the form was sent without it.
    pub(crate) fn get(&self, field: &str) -> &str {
        self.sent(field).unwrap_or_default()
    }

    /// The value of `field`; none where the form was sent without it.
    pub(crate) fn sent(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }
}

impl Form {
    /// Takes the value of `field` out; empty where the form was sent without it.
    pub(crate) fn take(&mut self, field: &str) -> String {
        let at = self.0.iter().position(|(name, _)| name == field);
        at.map(|at| self.0.remove(at).1).unwrap_or_default()
    }

    /// Every field with its value.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Reads the body of `request`: at most `limit` bytes in limited time, only the fields in `known`.
pub(crate) async fn read(request: Request, limit: usize, known: &[&str]) -> Result<Form, Unreadable> {
    let read = tokio::time::timeout(BODY_TIME, read_at_leisure(request, limit, known));
    read.await.unwrap_or(Err(Unreadable::TooSlow))
}

/// The whole body of `request`: at most `limit` bytes in limited time, whatever it is.
pub(crate) async fn whole_body(request: Request, limit: usize) -> Result<Vec<u8>, Unreadable> {
    let read = tokio::time::timeout(BODY_TIME, whole(request.into_body(), limit));
    read.await.unwrap_or(Err(Unreadable::TooSlow))
}

async fn read_at_leisure(request: Request, limit: usize, known: &[&str]) -> Result<Form, Unreadable> {
    if !is_form(request.headers()) {
        drain(request.into_body()).await;
        return Err(Unreadable::NotAForm);
    }
    parse(&whole(request.into_body(), limit).await?, known)
}

/// The whole body. One that stops half-way is refused like one that is too large.
async fn whole(mut body: Body, limit: usize) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Unreadable::TooLarge)?;
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > limit {
            drain(body).await;
            return Err(Unreadable::TooLarge);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// Reads on, up to a limit, and forgets what comes: a browser that is still sending when the answer
/// comes shows a broken connection instead of the answer.
pub(crate) async fn drain(mut body: Body) {
    let mut left = DRAINED_BYTES;
    while let Some(Ok(frame)) = body.frame().await {
        let length = frame.data_ref().map_or(0, Bytes::len);
        match left.checked_sub(length) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()) else { return false };
    let kind = kind.to_ascii_lowercase();
    let mut parts = kind.split(';').map(str::trim);
    parts.next() == Some("application/x-www-form-urlencoded")
        && parts.filter_map(|part| part.strip_prefix("charset=")).all(|charset| charset.trim_matches('"') == "utf-8")
}

/// Reads `body`, which may hold only the fields in `known`.
pub(crate) fn parse(body: &[u8], known: &[&str]) -> Result<Form, Unreadable> {
    let mut form = Form::default();
    for pair in pairs(body) {
        let (name, value) = pair?;
        form.add(name, value, known)?;
    }
    Ok(form)
}

/// The first value of `name` in the query of an address. Links are made by others too: what is
/// unknown there is passed over.
pub(crate) fn in_query(query: &str, name: &str) -> Option<String> {
    pairs(query.as_bytes()).filter_map(Result::ok).find(|(key, _)| key == name).map(|(_, value)| value)
}

/// Every value in the query of an address whose name begins with `start`, by the rest of its name.
pub(crate) fn in_query_from(query: &str, start: &str) -> Vec<(String, String)> {
    let pairs = pairs(query.as_bytes()).filter_map(Result::ok);
    pairs.filter_map(|(key, value)| Some((key.strip_prefix(start)?.to_owned(), value))).collect()
}

fn pairs(text: &[u8]) -> impl Iterator<Item = Result<(String, String), Unreadable>> {
    let pairs = text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let mut half = || decode(halves.next().unwrap_or_default());
        Ok((half()?, half()?))
    })
}

/// Percent-decodes; a plus is a space. A percent sign that begins no escape is itself.
fn decode(text: &[u8]) -> Result<String, Unreadable> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        let (byte, left) = match (first, tail) {
            (b'+', _) => (b' ', tail),
            (b'%', [high, low, left @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high * 16 + low, left),
                _ => (b'%', tail),
            },
            (other, _) => (*other, tail),
        };
        bytes.push(byte);
        rest = left;
    }
    // U+0000 is no character of any text, and no database takes it.
    let text = String::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
    if text.contains('\0') { Err(Unreadable::NotText) } else { Ok(text) }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// `text` as it stands in the query of an address.
pub(crate) fn encode(text: &str) -> String {
    let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => out.extend(['%', digit(other >> 4), digit(other & 15)]),
        }
    }
    out
}

#[cfg(test)]
mod tests;
