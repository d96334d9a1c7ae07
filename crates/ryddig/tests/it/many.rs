//! A backup in which one person stands many times, for what takes so long that it can be cut short.

use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The id of the person with this number.
pub(crate) fn id(number: usize) -> String {
    format!("0193ffff-0000-7000-8000-{number:012x}")
}

/// Puts `many` people more into the backup `file`: copies of the first person in it, with the ids of their numbers.
pub(crate) fn multiply(file: &Path, many: usize) {
    let text = fs::read_to_string(file).expect("the backup");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let last: serde_json::Value = serde_json::from_str(&lines.pop().expect("a last line")).expect("JSON");
    let at = lines.iter().position(|line| line.contains("\"rows_of\":\"person\"")).expect("people");
    let first: serde_json::Value = serde_json::from_str(&lines[at + 1]).expect("JSON");
    let copies = (0..many).map(|number| {
        let mut copy = first.clone();
        copy[0]["x"] = id(number).replace('-', "").into();
        copy.to_string()
    });
    let copies: Vec<String> = copies.collect();
    lines.splice(at + 1..=at, copies);
    let mut text = lines.join("\n");
    text.push('\n');
    let rows = last["rows"].as_u64().expect("a number") + u64::try_from(many).expect("a number");
    let sum = hex(&Sha256::digest(text.as_bytes()));
    let _ = writeln!(text, "{}", serde_json::json!({ "rows": rows, "sha256": sum }));
    fs::write(file, text).expect("the backup is written");
}

/// The lines of a journal by which each of `many` people was erased, under a receipt of its own.
pub(crate) fn erased(many: usize) -> String {
    let mut text = String::new();
    for number in 0..many {
        let receipt = format!("0193eeee-0000-7000-8000-{number:012x}");
        let row = format!("row {receipt} person {} 1", id(number));
        for words in [row, format!("begin {receipt} 1795000000000000 1"), format!("done {receipt}")] {
            let _ = writeln!(text, "{} {words}", &hex(&Sha256::digest(words.as_bytes()))[..16]);
        }
    }
    text
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
