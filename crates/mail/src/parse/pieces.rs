//! What senders cut into pieces in the middle of a letter: parameters by RFC 2231, 3, and encoded words by RFC 2047, 6.2.
//! The library decodes piece by piece, so here they are put together first.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use memchr::memmem;

/// The value of a parameter that stands in pieces (`name*0*=…; name*1=…`), from the field's value.
pub(super) fn parameter(field: &str, name: &str) -> Option<String> {
    let mut pieces: Vec<(u32, Vec<u8>)> = Vec::new();
    let mut charset = String::new();
    for parameter in parameters(field) {
        let Some((key, value)) = parameter.split_once('=') else { continue };
        let Some((key, number)) = key.trim().split_once('*') else { continue };
        let encoded = number.ends_with('*');
        let Ok(number) = number.trim_end_matches('*').parse::<u32>() else { continue };
        if !key.eq_ignore_ascii_case(name) {
            continue;
        }
        let value = value.trim();
        let mut value = value.strip_prefix('"').map_or(value, |value| value.strip_suffix('"').unwrap_or(value));
        if encoded && number == 0 {
            let mut stretches = value.splitn(3, '\'');
            if let (Some(named), Some(_), Some(rest)) = (stretches.next(), stretches.next(), stretches.next()) {
                named.clone_into(&mut charset);
                value = rest;
            }
        }
        pieces.push((number, if encoded { unescaped(value) } else { value.as_bytes().to_vec() }));
    }
    pieces.sort_by_key(|(number, _)| *number);
    let bytes: Vec<u8> = pieces.into_iter().flat_map(|(_, bytes)| bytes).collect();
    let decoder = charset_decoder(charset.as_bytes()).filter(|_| !charset.is_empty());
    let text = decoder.map_or_else(|| String::from_utf8_lossy(&bytes).into_owned(), |decoder| decoder(&bytes));
    Some(text).filter(|text| !text.is_empty())
}

/// What stands between semicolons that are in no quotes.
fn parameters(field: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    field.split(move |c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    })
}

/// Without the percent signs of RFC 2231, 4.
fn unescaped(value: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    bytes
}

/// The longest name of a charset, in bytes.
const CHARSET_MAX_BYTES: usize = 64;

/// An encoded word: `=?charset?encoding?text?=`.
struct Word<'a> {
    charset: &'a [u8],
    encoding: u8,
    text: &'a [u8],
    length: usize,
}

/// The header with encoded words that belong together in one.
pub(super) fn joined(header: &[u8]) -> Cow<'_, [u8]> {
    if memmem::find_iter(header, b"=?").nth(1).is_none() {
        return Cow::Borrowed(header);
    }
    let mut whole = Vec::with_capacity(header.len());
    let mut rest = header;
    while let Some(start) = memmem::find(rest, b"=?") {
        whole.extend_from_slice(&rest[..start]);
        rest = &rest[start..];
        let Some(first) = word(rest) else {
            whole.extend_from_slice(&rest[..2]);
            rest = &rest[2..];
            continue;
        };
        rest = &rest[first.length..];
        let mut texts = vec![first.text];
        while let Some((next, blanks)) = following(rest, &first) {
            texts.push(next.text);
            rest = &rest[blanks + next.length..];
        }
        let text = if first.encoding == b'B' && texts.len() > 1 {
            let bytes: Vec<u8> = texts.iter().filter_map(|text| base64_decode(text)).flatten().collect();
            STANDARD.encode(bytes).into_bytes()
        } else {
            texts.concat()
        };
        whole.extend_from_slice(b"=?");
        whole.extend_from_slice(first.charset);
        whole.extend_from_slice(&[b'?', first.encoding, b'?']);
        whole.extend_from_slice(&text);
        whole.extend_from_slice(b"?=");
    }
    whole.extend_from_slice(rest);
    Cow::Owned(whole)
}

/// The encoded word that these bytes begin with. It looks no further than the next question mark three times.
fn word(bytes: &[u8]) -> Option<Word<'_>> {
    let inner = bytes.strip_prefix(b"=?")?;
    let charset = &inner[..inner.iter().take(CHARSET_MAX_BYTES).position(|byte| *byte == b'?')?];
    let (encoding, text) = match &inner[charset.len()..] {
        [b'?', b'b' | b'B', b'?', text @ ..] => (b'B', text),
        [b'?', b'q' | b'Q', b'?', text @ ..] => (b'Q', text),
        _ => return None,
    };
    let text = &text[..memchr::memchr(b'?', text)?];
    let length = 2 + charset.len() + 3 + text.len() + 2;
    let sound = bytes[..length - 1].ends_with(b"?") && bytes.get(length - 1) == Some(&b'=');
    (sound && !text.iter().any(u8::is_ascii_whitespace)).then_some(Word { charset, encoding, text, length })
}

/// The word after some blanks, if it goes on with `first`, and how many blanks.
fn following<'a>(rest: &'a [u8], first: &Word<'_>) -> Option<(Word<'a>, usize)> {
    let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    // A line end without a blank after it ends the field.
    let folded = blanks > 0 && rest[blanks - 1] != b'\n';
    let next = word(&rest[blanks..]).filter(|_| folded || blanks == 0)?;
    let same = next.charset.eq_ignore_ascii_case(first.charset) && next.encoding == first.encoding;
    same.then_some((next, blanks))
}
