//! The package as one file to hand over: a ZIP with the page, its machine-readable twin, and the files.

use super::{Package, to_html, to_json};
use crate::dates::local;
use crate::words::texts;
use model::Moment;
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The name of the machine-readable file; the page calls it by that name.
const DATA_FILE: &str = "data.json";

/// The bytes of a ZIP archive with `innsyn.html` or `access.html`, `data.json`, and the files. The same package
/// gives the same bytes; all of it is dated when the package was made.
///
/// # Panics
/// Never: writing to memory does not fail.
pub fn archive(package: &Package) -> Vec<u8> {
    let page = (texts(package.language).package.file_name, to_html(package));
    let data = (DATA_FILE, to_json(package));
    let texts = [page, data].map(|(name, text)| (name, text.into_bytes()));
    let texts = texts.iter().map(|(name, bytes)| (*name, bytes.as_slice()));
    let files = package.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
    zipped(package.made_on, texts.chain(files)).expect("writing to memory does not fail")
}

pub(super) fn zipped<'a>(made_on: Moment, files: impl Iterator<Item = (&'a str, &'a [u8])>) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(date_time(made_on));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new())).set_auto_large_file();
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Norwegian local time, as ZIP has no zones; 1 January 1980 for what ZIP cannot express.
fn date_time(moment: Moment) -> DateTime {
    let local = local(moment);
    let part = |number: i8| number.unsigned_abs();
    DateTime::from_date_and_time(
        u16::try_from(local.year()).unwrap_or_default(),
        part(local.month()),
        part(local.day()),
        part(local.hour()),
        part(local.minute()),
        part(local.second()),
    )
    .unwrap_or(DateTime::DEFAULT)
}
