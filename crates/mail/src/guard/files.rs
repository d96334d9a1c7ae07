//! What somebody reads who opens a file: of texts, in the ways in which they are written, and of the documents of office programs
//! (ISO/IEC 29500 and 26300). Pictures and PDF are not read.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::limits::{GUARD_FILE_PARTS_MAX_COUNT, GUARD_FILE_XML_MAX_BYTES, GUARD_MAX_BYTES};

/// A text has at most one strange sign in so many.
const STRANGE_SIGNS_ONE_IN: usize = 100;

/// The text of a file; none where it is none of these. Of a long one so much that the guard finds the rest unread.
pub fn file_text(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"PK\x03\x04") { document(bytes) } else { plain(bytes) }
}

/// Texts in UTF-8, in UTF-16 with or without its mark, and in one byte for each sign.
fn plain(bytes: &[u8]) -> Option<String> {
    let bytes = &bytes[..bytes.len().min(GUARD_MAX_BYTES + 4)];
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [_, 0, _, 0, ..] => wide(bytes, u16::from_le_bytes),
        [0, _, 0, _, ..] => wide(bytes, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // It was cut in a sign of several bytes.
            Err(cut) if cut.error_len().is_none() => String::from_utf8_lossy(&bytes[..cut.valid_up_to()]).into_owned(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
    };
    // A text may have a sign or two from some old program in it, and none has a zero.
    let strange = text.chars().filter(|c| matches!(c, '\u{1}'..='\u{8}' | '\u{e}'..='\u{1f}')).count();
    let is_text = !text.is_empty() && !text.contains('\0') && strange <= 1 + text.len() / STRANGE_SIGNS_ONE_IN;
    is_text.then_some(text)
}

fn wide(bytes: &[u8], pair: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|two| pair([two[0], two[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The words of a document that is a packed folder of XML.
fn document(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    let (mut parts, mut left, mut is_whole) = (0, GUARD_FILE_XML_MAX_BYTES, true);
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else { continue };
        if !part.name().is_ok_and(|name| holds_words(&name)) {
            continue;
        }
        parts += 1;
        if text.len() > GUARD_MAX_BYTES || left == 0 || parts > GUARD_FILE_PARTS_MAX_COUNT {
            is_whole = false;
            break;
        }
        let mut xml = Vec::new();
        // What is damaged behind a place is read up to it.
        let _ = part.take(left + 1).read_to_end(&mut xml);
        let length = u64::try_from(xml.len()).unwrap_or(u64::MAX);
        is_whole &= length <= left;
        left = left.saturating_sub(length);
        words(&String::from_utf8_lossy(&xml), &mut text);
    }
    text.truncate(text.floor_char_boundary(GUARD_MAX_BYTES + 4));
    if !is_whole {
        // So long that the guard says that there is more than was read.
        text.extend(std::iter::repeat_n('\n', (GUARD_MAX_BYTES + 1).saturating_sub(text.len())));
    }
    (parts > 0).then_some(text)
}

fn holds_words(name: &str) -> bool {
    let is_part = |folder: &str, starts: &[&str]| {
        name.strip_prefix(folder).is_some_and(|name| starts.iter().any(|start| name.starts_with(start)))
    };
    name == "content.xml"
        || is_part("word/", &["document", "header", "footer", "comments", "footnotes", "endnotes"])
        || is_part("xl/", &["sharedStrings", "worksheets/", "comments"])
        || is_part("ppt/", &["slides/slide", "notesSlides/"])
}

/// Adds the words between the tags. A word may be cut by tags of its looks, and ends at those of its place.
fn words(xml: &str, text: &mut String) {
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        unescape(&rest[..open], text);
        let Some(close) = rest[open..].find('>') else { return };
        if ends_word(&rest[open + 1..open + close]) {
            text.push('\n');
        }
        rest = &rest[open + close + 1..];
    }
    unescape(rest, text);
}

fn ends_word(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    let name = name.rsplit(':').next().unwrap_or_default();
    matches!(
        name,
        "p" | "h" | "br" | "line-break" | "tab" | "s" | "tc" | "tr" | "table-cell" | "c" | "row" | "si" | "v"
    )
}

fn unescape(escaped: &str, text: &mut String) {
    let mut rest = escaped;
    while let Some(start) = rest.find('&') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(';').filter(|end| *end < 10);
        let sign = end.and_then(|end| match &rest[1..end] {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            number => {
                let number = number.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        text.push(sign.unwrap_or('&'));
        rest = &rest[sign.and(end).map_or(1, |end| end + 1)..];
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::file_text;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    const NUMBER: &str = "01 81 70 00 036";

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_text_is_read_however_it_is_written() {
        let text = format!("Søker: {NUMBER}");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let marked = [&[0xFF, 0xFE], &wide[..]].concat();
        for bytes in [text.as_bytes(), &wide, &marked, &latin] {
            assert_eq!(file_text(bytes).as_deref(), Some(text.as_str()));
        }
        let ended = format!("{text}\u{1a}");
        assert_eq!(file_text(ended.as_bytes()), Some(ended));
        assert_eq!(file_text(&[137, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0]), None);
        assert_eq!(file_text(&[1, 2, 3, 4, 200]), None);
        assert_eq!(file_text(b""), None);
    }

    #[test]
    fn a_word_of_a_document_is_whole_and_its_cells_stand_apart() {
        let letter = packed(&[
            ("[Content_Types].xml", "<Types/>"),
            (
                "word/document.xml",
                "<w:p><w:r><w:t>01817</w:t></w:r><w:r><w:t>000036 &amp; &#229;</w:t></w:r></w:p><w:p/>",
            ),
        ]);
        assert_eq!(file_text(&letter).unwrap().trim(), "01817000036 & å");
        let sheet = packed(&[("xl/worksheets/sheet1.xml", "<row><c><v>01817</v></c><c><v>000036</v></c></row>")]);
        assert!(!file_text(&sheet).unwrap().contains("01817000036"));
        let open = packed(&[("content.xml", "<text:p>Hei<text:tab/>du</text:p>"), ("meta.xml", "<a>nei</a>")]);
        assert_eq!(file_text(&open).unwrap().split_whitespace().collect::<Vec<_>>(), ["Hei", "du"]);
        assert_eq!(file_text(&packed(&[("bilde.png", "x")])), None);
        let whole = packed(&[("content.xml", "<p>Hei</p>")]);
        assert_eq!(file_text(&whole[..whole.len() - 10]), None, "what cannot be opened tells nothing");
    }

    #[test]
    fn a_document_of_nothing_but_size_is_cut() {
        let huge = "a ".repeat(crate::limits::GUARD_MAX_BYTES);
        let text = file_text(&packed(&[("word/document.xml", &huge)])).unwrap();
        assert!(text.len() > crate::limits::GUARD_MAX_BYTES && text.len() < huge.len());
        let tags = "<w:p><w:r/></w:p>".repeat(usize::try_from(crate::limits::GUARD_FILE_XML_MAX_BYTES).unwrap() / 16);
        let text = file_text(&packed(&[("word/document.xml", &tags)])).unwrap();
        assert!(text.len() > crate::limits::GUARD_MAX_BYTES, "what was not read is told");
        let bare = file_text(huge.as_bytes()).unwrap();
        assert!(bare.len() > crate::limits::GUARD_MAX_BYTES && bare.len() < huge.len());
    }
}
