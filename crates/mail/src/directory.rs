//! Messages as files: whole under their name, or not there. Only the owner may read them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Writes `bytes` to `name` in `folder` and returns when both are durable.
///
/// The bytes stand under a name with a leading dot until they are safe, so that nobody reads half a message; what
/// a crash leaves there is overwritten by the next attempt.
pub(crate) fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let unfinished = folder.join(format!(".{name}"));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(name))?;
    File::open(folder)?.sync_all()
}

/// Whether a message could be written to `folder`: what is written for it goes again.
pub(crate) fn try_write(folder: &Path) -> io::Result<()> {
    const NAME: &str = ".trial";
    write(folder, NAME, b"a trial\n")?;
    fs::remove_file(folder.join(NAME))
}
