//! A backup carries files as they are stored: of use only to somebody who has the keys.

use super::super::home::{Home, NOW, id, is_postgres, open_with_keys, url};
use super::home::{FilesHome, MARKER, files_model};
use crate::{BackupError, FileError, Folder, Store};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::Value;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

async fn backup(home: &FilesHome) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().unwrap();
    home.home.store.back_up(file.reopen().unwrap(), NOW).await.unwrap();
    std::fs::read(file.path()).unwrap()
}

/// Restores `backup` into an empty folder and opens it with `keys`.
async fn restored(backup: Vec<u8>, keys: &Path) -> Result<Home, BackupError> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().to_owned();
    let restore = move || {
        let lock = Folder::lock(&path, "test").unwrap();
        let url = is_postgres().then(|| url(&path));
        Store::restore(&lock, url.as_deref(), Arc::new(files_model()), NOW, Cursor::new(backup)).map(drop)
    };
    tokio::task::spawn_blocking(restore).await.unwrap()?;
    let store = open_with_keys(folder.path(), keys, files_model()).unwrap();
    Ok(Home { store, folder })
}

#[tokio::test]
async fn files_come_back_with_their_rows() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    let large = vec![9; 6_000_000];
    home.put(2, &large).await.unwrap();
    home.insert(2, &[("person.cv", Value::Id(id(2)))]).await.unwrap();
    let backup = backup(&home).await;
    let text = String::from_utf8_lossy(&backup);
    assert!(!text.contains(MARKER) && !text.contains(&STANDARD.encode(MARKER)));
    let FilesHome { home: old, keys } = home;
    drop(old);
    let again = FilesHome { home: restored(backup.clone(), keys.path()).await.unwrap(), keys };
    assert_eq!(again.read(1, "person.cv").await, Ok(Some(MARKER.as_bytes().to_vec())));
    assert!(again.read(2, "person.cv").await == Ok(Some(large)));
    again.expect(2, 0, 0).await;
    // What is erased now cannot be read in the copy, however old it is.
    again.home.delete("person", id(1), 1).await.unwrap();
    let FilesHome { home, keys } = again;
    drop(home);
    let copy = FilesHome { home: restored(backup, keys.path()).await.unwrap(), keys };
    assert_eq!(copy.read(1, "person.cv").await, Err(FileError::Damaged));
    assert_eq!(copy.report().await.missing.len(), 1);
}

#[tokio::test]
async fn a_backup_whose_files_were_altered_is_refused() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    let text = String::from_utf8(backup(&home).await).unwrap();
    let (keys, lines) = (TempDir::new().unwrap(), text.lines().collect::<Vec<_>>());
    let at = lines.iter().position(|line| line.starts_with("{\"file\"")).unwrap();
    for (line, instead) in
        [(at + 1, "\"AAAA\""), (at + 1, "\"?\""), (at + 2, "{\"end_of\":1}"), (at, "{\"file\":\"x\"}")]
    {
        let mut altered = lines.clone();
        altered[line] = instead;
        let refused = restored((altered.join("\n") + "\n").into_bytes(), keys.path()).await.map(drop);
        assert!(matches!(refused, Err(BackupError::Damaged { .. })), "{instead}: {refused:?}");
    }
}
