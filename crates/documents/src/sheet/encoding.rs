//! From bytes to characters: the encodings that spreadsheet programs save text in.
//!
//! A mark at the beginning decides, otherwise what the bytes are. It must not know what stands in the text.

/// How text is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at the beginning.
    Utf8,
    /// UTF-16, as «Unicode text» of Excel.
    Utf16,
    /// Windows-1252, as older programs in Western Europe.
    Windows1252,
}

/// The characters, and how they were encoded. None where the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    let (text, encoding) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (String::from_utf8_lossy(rest).into_owned(), Encoding::Utf8),
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, Encoding::Utf16),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, Encoding::Utf16),
        plain => match std::str::from_utf8(plain) {
            Ok(text) => (text.to_owned(), Encoding::Utf8),
            Err(_) => (plain.iter().map(|byte| windows_1252(*byte)).collect(), Encoding::Windows1252),
        },
    };
    let is_text = !text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}'));
    is_text.then_some((text, encoding))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<String, _>>();
    text.ok().filter(|_| rest.is_empty())
}

/// The character of a byte: Latin-1, but for the 32 places in which Windows has signs (WHATWG Encoding, index windows-1252).
fn windows_1252(byte: u8) -> char {
    const SIGNS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => SIGNS[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}
