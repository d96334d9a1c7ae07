//! Names of files that strangers chose, made safe: one name, in no folder, hidden from nobody.

use mail_parser::MessageParser;

use super::fields::is_direction;
use crate::limits::FILE_NAME_MAX_BYTES;

/// Names that some systems keep for themselves, whatever ending follows.
const RESERVED: [&str; 10] = ["con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "lpt3"];

/// The name as the sender meant it, or `otherwise` where nothing is left of it.
pub(super) fn safe(name: Option<&str>, otherwise: &str) -> String {
    let name = decoded(name.unwrap_or_default());
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let sound =
        |c: &char| !c.is_control() && !is_direction(*c) && !matches!(c, '"' | '<' | '>' | '|' | '?' | '*' | ':');
    let sound: String = last.chars().filter(sound).collect();
    let sound = sound.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let stem = sound.split('.').next().unwrap_or_default().to_ascii_lowercase();
    match sound {
        "" => otherwise.to_owned(),
        _ if RESERVED.contains(&stem.as_str()) => format!("_{}", short(sound)),
        _ => short(sound),
    }
}

/// Not more than fits, with the ending kept: it says what the file is.
fn short(name: &str) -> String {
    if name.len() <= FILE_NAME_MAX_BYTES {
        return name.to_owned();
    }
    let ending = name.rfind('.').map(|dot| &name[dot..]).filter(|ending| ending.len() <= 16).unwrap_or_default();
    let mut end = FILE_NAME_MAX_BYTES - ending.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{ending}", &name[..end])
}

/// Words that were encoded as in a subject (RFC 2047, 5 forbids it in a parameter, and many do it), and not decoded yet, as
/// where the encoded words were cut into pieces by RFC 2231.
fn decoded(name: &str) -> String {
    if !(name.contains("=?") && name.contains("?=")) {
        return name.to_owned();
    }
    // The pieces lack the blanks between encoded words that a subject has.
    let field = format!("Subject: {}\r\n\r\n", name.replace("?==?", "?= =?").replace(['\r', '\n'], " "));
    let message = MessageParser::new().parse_headers(field.as_bytes());
    message.and_then(|message| message.subject().map(str::to_owned)).unwrap_or_else(|| name.to_owned())
}
