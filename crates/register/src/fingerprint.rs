//! The fingerprint of a register: equal files, equal fingerprint.

use crate::SourceFile;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// SHA-256, hexadecimal, over each file's name and text, each led by its length in bytes as eight bytes, big end
/// first: without the lengths the end of one and the beginning of the next could trade places.
pub(crate) fn of(files: &[SourceFile]) -> String {
    let mut hash = Sha256::new();
    for part in files.iter().flat_map(|file| [&file.name, &file.text]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
