//! `cargo xtask tidy`: the rules of the house that no compiler knows.
//!
//! Which crate may name which, how long a file may be, where SQL stands, that every crate is on the map, and that
//! nothing unfinished is left. The rules are pure functions over texts; only this file reads the folder.

mod edges;
mod text;

use std::fs;
use std::path::Path;

use crate::run::{files, root};

/// Prints nothing if all is well; otherwise every finding, one to a line.
pub(crate) fn run() -> Result<(), String> {
    let root = root();
    // A missing map has no crate on it.
    let map = read(&root.join("ARCHITECTURE.md")).unwrap_or_default();
    let mut findings = Vec::new();
    for folder in ["crates", "xtask"] {
        for path in files(&root.join(folder))? {
            let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().into_owned();
            if name.ends_with("Cargo.toml") {
                let manifest = read(&path)?;
                findings.extend(edges::findings(&name, &manifest)?);
                findings.extend(text::unmapped(&name, &map));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                findings.extend(text::findings(&name, &read(&path)?));
            }
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings.join("\n")) }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
