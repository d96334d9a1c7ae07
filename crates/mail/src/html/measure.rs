//! How much HTML there is, before a parser builds a tree of it: never less than the parser would build.
//!
//! It counts whatever looks like a tag, also inside comments, scripts and attributes: a place where a parser sees a tag and
//! this does not would be a way past the limits. What it takes for open is never less than what is.

use super::CleanError;
use crate::limits::{HTML_ATTRIBUTES_MAX_COUNT, HTML_DEPTH_MAX_COUNT, HTML_ELEMENTS_MAX_COUNT};

/// Elements without an end.
const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source",
    b"track", b"wbr",
];

/// Elements that a parser opens again after their surroundings were closed (HTML, 13.2.4.3).
const FORMATTING: [&[u8]; 14] =
    [b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt", b"u"];

/// Elements inside which nothing outside can be closed (HTML, 13.2.4.2).
const SCOPES: [&[u8]; 10] =
    [b"applet", b"caption", b"html", b"table", b"td", b"th", b"marquee", b"object", b"template", b"select"];

/// Elements that make up tables, whose scope is the table.
const OF_TABLES: [&[u8]; 9] = [b"table", b"tbody", b"thead", b"tfoot", b"tr", b"td", b"th", b"caption", b"colgroup"];

/// Elements of which the next one ends the one before.
const ENDED_BY_NEXT: [&[u8]; 8] = [b"p", b"li", b"dd", b"dt", b"td", b"th", b"tr", b"option"];

/// What a parser has open at least, and how many elements it has made at most.
#[derive(Default)]
struct Measure {
    open: Vec<Vec<u8>>,
    elements: usize,
    /// A drawing or a formula began: other rules hold in it, for which nothing is taken for closed any more.
    is_foreign: bool,
}

/// Goes through the HTML once.
pub(super) fn within_limits(html: &str) -> Result<(), CleanError> {
    let mut measure = Measure::default();
    let mut rest = html.as_bytes();
    while let Some(start) = memchr::memchr(b'<', rest) {
        rest = &rest[start + 1..];
        let is_end = rest.first() == Some(&b'/');
        let after = if is_end { &rest[1..] } else { rest };
        if !after.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'<');
        let name = after[..after.iter().position(ends).unwrap_or(after.len())].to_ascii_lowercase();
        attributes(&after[name.len()..])?;
        rest = &after[name.len()..];
        if is_end {
            measure.end(&name)?;
        } else {
            measure.begin(name)?;
        }
    }
    Ok(())
}

impl Measure {
    fn begin(&mut self, name: Vec<u8>) -> Result<(), CleanError> {
        self.count()?;
        self.is_foreign |= matches!(name.as_slice(), b"svg" | b"math");
        let cell = |it: Option<&Vec<u8>>| it.is_some_and(|it| matches!(it.as_slice(), b"td" | b"th"));
        let open = &mut self.open;
        if !self.is_foreign {
            // A row ends the cell before it, and by that the row before it.
            if name == b"tr" && cell(open.last()) && open.len() >= 2 && open[open.len() - 2] == b"tr" {
                open.pop();
            }
            let is_next = open.last() == Some(&name) && ENDED_BY_NEXT.contains(&name.as_slice());
            if VOID.contains(&name.as_slice()) || is_next || (cell(Some(&name)) && cell(open.last())) {
                return Ok(());
            }
        }
        open.push(name);
        if open.len() > HTML_DEPTH_MAX_COUNT { Err(CleanError::Depth) } else { Ok(()) }
    }

    fn end(&mut self, name: &[u8]) -> Result<(), CleanError> {
        // Where none is open, a parser makes one.
        if matches!(name, b"p" | b"br") {
            self.count()?;
        }
        if !self.is_foreign {
            close(&mut self.open, name);
        }
        Ok(())
    }

    /// One element more, before which each of the formatting elements may be opened anew.
    fn count(&mut self) -> Result<(), CleanError> {
        let formatting = self.open.iter().filter(|name| FORMATTING.contains(&name.as_slice())).count();
        self.elements += 1 + formatting;
        if self.elements > HTML_ELEMENTS_MAX_COUNT { Err(CleanError::Elements) } else { Ok(()) }
    }
}

/// Takes what an end tag closes, and leaves what a parser would open again.
fn close(open: &mut Vec<Vec<u8>>, name: &[u8]) {
    let is_formatting = |name: &[u8]| FORMATTING.contains(&name);
    let in_table = OF_TABLES.contains(&name);
    let boundary = |it: &[u8]| if in_table { it == b"table" } else { SCOPES.contains(&it) };
    for at in (0..open.len()).rev() {
        if open[at] == name {
            if is_formatting(name) {
                open.remove(at);
            } else {
                let kept: Vec<Vec<u8>> = open.drain(at..).filter(|it| is_formatting(it)).collect();
                open.extend(kept);
            }
            return;
        }
        if boundary(&open[at]) {
            return;
        }
    }
}

/// Counts the attributes up to the end of the tag: a parser compares each with all before it.
fn attributes(mut tag: &[u8]) -> Result<(), CleanError> {
    for _ in 0..=HTML_ATTRIBUTES_MAX_COUNT {
        let blanks = tag.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b'/').count();
        tag = &tag[blanks..];
        if tag.is_empty() || tag[0] == b'>' {
            return Ok(());
        }
        // An equals sign that comes first belongs to the name.
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=');
        let name = 1 + tag[1..].iter().position(ends).unwrap_or(tag.len() - 1);
        tag = &tag[name..];
        let blanks = tag.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let Some(value) = tag[blanks..].strip_prefix(b"=") else { continue };
        let blanks = value.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let value = &value[blanks..];
        tag = if let Some(quote @ (b'"' | b'\'')) = value.first() {
            // A quote without an end is the rest of the text.
            let Some(end) = memchr::memchr(*quote, &value[1..]) else { return Ok(()) };
            &value[end + 2..]
        } else {
            let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
            &value[value.iter().position(ends).unwrap_or(value.len())..]
        };
    }
    Err(CleanError::Attributes)
}
