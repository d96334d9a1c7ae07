//! Looking for texts in the raw bytes of every file of the data folder.
//!
//! It shows what erasure left behind. It knows no database: files are bytes, names are ignored. What is in the columns of
//! one elsewhere, `postgres/scan.rs` tells.

use crate::limits::SCAN_CHUNK_BYTES;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A text was found in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// The file; on PostgreSQL also the column, `table.column`.
    pub file: PathBuf,
    /// Which of the texts, counted from nothing.
    pub needle: usize,
}

/// Every file under `folder` that holds one of `texts` in UTF-8, in capitals or small letters of a
/// Western European language. Links are not followed; empty texts are nowhere.
pub(crate) fn scan(folder: &Path, texts: &[String]) -> io::Result<Vec<Sighting>> {
    let needles: Vec<Vec<u8>> = texts.iter().map(|text| folded(text)).collect();
    let mut sightings = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                let file = match File::open(entry.path()) {
                    // It went meanwhile.
                    Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
                    file => file?,
                };
                let found = scan_file(file, &needles)?;
                sightings.extend(found.into_iter().map(|needle| Sighting { file: entry.path(), needle }));
            }
        }
    }
    sightings.sort();
    Ok(sightings)
}

/// The needles in one file, read piece by piece; a piece begins with the end of the one before.
fn scan_file(mut file: impl Read, needles: &[Vec<u8>]) -> io::Result<Vec<usize>> {
    let overlap = needles.iter().map(Vec::len).max().unwrap_or(0);
    let mut piece = Vec::with_capacity(overlap + SCAN_CHUNK_BYTES);
    let mut found = Vec::new();
    loop {
        let kept = piece.len().min(overlap);
        piece.drain(..piece.len() - kept);
        let limit = u64::try_from(SCAN_CHUNK_BYTES).unwrap_or(u64::MAX);
        if file.by_ref().take(limit).read_to_end(&mut piece)? == 0 {
            return Ok(found);
        }
        fold(&mut piece, kept);
        for (index, needle) in needles.iter().enumerate() {
            if !found.contains(&index) && contains(&piece, needle) {
                found.push(index);
            }
        }
    }
}

pub(crate) fn folded(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    fold(&mut bytes, 0);
    bytes
}

/// Makes the letters a to z and those of the Latin-1 block (À to Þ: in UTF-8 C3 80 to C3 9E) small.
fn fold(bytes: &mut [u8], from: usize) {
    const LEAD: u8 = 0xC3;
    const TIMES_SIGN: u8 = 0x97;
    bytes[from..].make_ascii_lowercase();
    for at in from.max(1)..bytes.len() {
        if bytes[at - 1] == LEAD && matches!(bytes[at], 0x80..=0x9E) && bytes[at] != TIMES_SIGN {
            bytes[at] += 0x20;
        }
    }
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    let Some((&first, rest)) = needle.split_first() else { return false };
    let mut hay = hay;
    while let Some(at) = hay.iter().position(|&byte| byte == first) {
        hay = &hay[at + 1..];
        if hay.starts_with(rest) {
            return true;
        }
    }
    false
}
