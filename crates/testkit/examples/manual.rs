//! Writes the pages that are made into the folder given, and removes pages of keys that are no more. For `cargo xtask docs`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use testkit::{KEYS, register};

fn main() -> io::Result<()> {
    let docs = env::args_os().nth(1).map(PathBuf::from);
    let docs = docs.ok_or_else(|| io::Error::other("the folder of the manual is to be given"))?;
    let pages = register::manual();
    fs::create_dir_all(docs.join(KEYS))?;
    for entry in fs::read_dir(docs.join(KEYS))? {
        let path = entry?.path();
        if pages.iter().all(|page| docs.join(&page.path) != path) {
            fs::remove_file(&path)?;
        }
    }
    for page in pages {
        write(&docs.join(page.path), &page.text)?;
    }
    Ok(())
}

/// Leaves a file alone that says just this.
fn write(path: &Path, text: &str) -> io::Result<()> {
    match fs::read(path) {
        Ok(now) if now == text.as_bytes() => Ok(()),
        _ => fs::write(path, text),
    }
}
