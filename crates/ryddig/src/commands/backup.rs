//! `ryddig backup`: every row in one file, while the server works.

use crate::commands::Output;
use engine::{Engine, Failure, Moment};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Writes the backup beside its place and moves it there when it is whole and on the disk.
pub(super) async fn backup(engine: &Engine, now: Moment, file: &Path) -> Result<Output, Failure> {
    let problem = |cause: io::Error| Failure::Unavailable(format!("{}: {cause}", file.display()));
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        return Ok(Output::failed(format!("{} is not the name of a file", file.display())));
    };
    if file.exists() {
        return Ok(Output::failed(format!("there is a file {} already", file.display())));
    }
    if inside(folder, engine.store().folder()) {
        return Ok(Output::failed("a backup must lie outside the data folder: it would be lost with it"));
    }
    let unfinished = folder.join(format!(".{}.unfinished", name.to_string_lossy()));
    let out = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished);
    let done = engine.store().back_up(out.map_err(problem)?, now).await;
    match done {
        Ok(rows) => {
            fs::rename(&unfinished, file).and_then(|()| File::open(folder)?.sync_all()).map_err(problem)?;
            Ok(Output::text(format!("{rows} rows in {}. They are personal data\n", file.display())))
        }
        Err(cause) => {
            let _ = fs::remove_file(&unfinished);
            Err(Failure::Unavailable(cause.to_string()))
        }
    }
}

fn inside(folder: &Path, data: &Path) -> bool {
    match (folder.canonicalize(), data.canonicalize()) {
        (Ok(folder), Ok(data)) => folder.starts_with(data),
        _ => false,
    }
}
