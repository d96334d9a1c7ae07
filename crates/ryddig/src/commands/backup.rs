//! `ryddig backup`: every row in one file, while the server works.

use crate::backups;
use crate::commands::Output;
use engine::{Engine, Failure, Moment};
use std::path::Path;

/// Writes the backup beside its place and moves it there when it is whole and on the disk.
pub(super) async fn backup(engine: &Engine, now: Moment, file: &Path) -> Result<Output, Failure> {
    let (Some(folder), Some(_)) = (file.parent(), file.file_name()) else {
        return Ok(Output::failed(format!("{} is not the name of a file", file.display())));
    };
    if file.exists() {
        return Ok(Output::failed(format!("there is a file {} already", file.display())));
    }
    if inside(folder, engine.store().folder()) {
        return Ok(Output::failed("a backup must lie outside the data folder: it would be lost with it"));
    }
    match backups::write(engine, now, file).await {
        Ok(rows) => Ok(Output::text(format!("{rows} rows in {}. They are personal data\n", file.display()))),
        Err(cause) => Err(Failure::Unavailable(format!("{}: {cause}", file.display()))),
    }
}

/// Whether `folder` lies in the data folder.
pub(crate) fn inside(folder: &Path, data: &Path) -> bool {
    match (folder.canonicalize(), data.canonicalize()) {
        (Ok(folder), Ok(data)) => folder.starts_with(data),
        _ => false,
    }
}
