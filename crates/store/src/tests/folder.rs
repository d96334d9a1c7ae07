//! The data folder: one process at a time, and a clear word where it cannot be used.

use crate::{Folder, FolderError};
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

#[test]
fn a_missing_folder_is_made_for_its_owner_alone() {
    let above = TempDir::new().unwrap();
    let path = above.path().join("data");
    let folder = Folder::lock(&path, "ryddig serve").unwrap();
    assert_eq!(folder.path(), path);
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(path.join("lock").metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_folder_in_use_is_refused_by_name_until_it_is_free() {
    let above = TempDir::new().unwrap();
    let path = above.path().join("data");
    let first = Folder::lock(&path, "ryddig serve").unwrap();
    let refused = Folder::lock(&path, "ryddig sweep").unwrap_err();
    let expected = format!("data folder {} is in use by process {} (ryddig serve)", path.display(), std::process::id());
    assert_eq!(refused.to_string(), expected);
    drop(first);
    Folder::lock(&path, "ryddig sweep").unwrap();
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let above = TempDir::new().unwrap();
    let path = above.path().join("data");
    std::fs::write(&path, "a file").unwrap();
    let refused = Folder::lock(&path, "test").unwrap_err();
    assert!(matches!(&refused, FolderError::Unusable { folder, .. } if *folder == path));
    assert!(refused.to_string().starts_with(&format!("data folder {} cannot be used: ", path.display())));
}
