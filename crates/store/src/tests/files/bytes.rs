//! The bytes of files: what goes in comes out, whatever its size; what was altered, cut off or exchanged does not.

use super::super::home::{Home, NOW, id, text};
use super::super::raw;
use super::home::{FilesHome, MARKER};
use crate::FileError;
use crate::limits::{FILE_BYTES_MAX, FILE_CHUNK_BYTES, FILE_PART_BYTES};
use model::Value;

/// Bytes that repeat at no chunk's length.
fn bytes(count: usize) -> Vec<u8> {
    let mut bytes = (0..251).collect::<Vec<u8>>().repeat(count / 251 + 1);
    bytes.truncate(count);
    bytes
}

#[tokio::test]
async fn what_goes_in_comes_out() {
    let home = FilesHome::new();
    let most = usize::try_from(FILE_BYTES_MAX).unwrap();
    let sizes = [
        0,
        1,
        FILE_CHUNK_BYTES - 1,
        FILE_CHUNK_BYTES,
        FILE_CHUNK_BYTES + 1,
        2 * FILE_CHUNK_BYTES,
        FILE_PART_BYTES - 37,
        FILE_PART_BYTES,
        2 * FILE_PART_BYTES + 1,
        most,
    ];
    for (number, size) in (1..).zip(sizes) {
        let put = home.put(number, &bytes(size)).await.unwrap();
        assert_eq!(put.size, u64::try_from(size).unwrap());
        home.insert(number, &[("person.cv", Value::Id(id(number)))]).await.unwrap();
        let (scope, field) = (home.home.read("person"), home.home.field("person.cv"));
        let known = home.home.store.file_info(&scope, id(number), field).await.unwrap().unwrap();
        assert_eq!(known, put);
        assert!(home.read(number, "person.cv").await.unwrap() == Some(bytes(size)), "{size} bytes");
    }
    home.expect(sizes.len(), 0, 0).await;
}

#[tokio::test]
async fn one_byte_too_many_is_refused_and_nothing_of_it_stays() {
    let home = FilesHome::new();
    let most = usize::try_from(FILE_BYTES_MAX).unwrap();
    let mut writer = home.home.store.put_file(id(1), "stor", NOW).await.unwrap();
    writer.write(&bytes(most)).await.unwrap();
    assert_eq!(writer.write(b"x").await, Err(FileError::TooLarge));
    writer.discard().await;
    home.expect(0, 0, 0).await;
}

#[tokio::test]
async fn without_keys_no_file_is_put() {
    let home = Home::with(super::home::files_model());
    let refused = home.store.put_file(id(1), "brev.txt", NOW).await.map(drop);
    assert_eq!(refused, Err(FileError::NoKeys));
    assert_eq!(home.count("stored_file").await, 0);
}

#[tokio::test]
async fn the_type_is_what_the_bytes_say() {
    let home = FilesHome::new();
    let deflated = [&b"PK\x03\x04"[..], &[0; 60]].concat();
    let cases: [(&[u8], &str); 8] = [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"<!DOCTYPE html><script>", "text/html"),
        ("Blåbær og ætt\n".as_bytes(), "text/plain"),
        (b"\xff\xfe\xfd\x01", "application/octet-stream"),
        (b"a\0b", "application/octet-stream"),
        (b"", "application/octet-stream"),
        (&deflated, "application/zip"),
    ];
    for (number, (bytes, expected)) in (1..).zip(cases) {
        assert_eq!(home.put(number, bytes).await.unwrap().media_type, expected, "{bytes:?}");
    }
    // A sign that the end of the head cuts in two.
    let long = format!("a{}", "å".repeat(10_000));
    assert_eq!(home.put(100, long.as_bytes()).await.unwrap().media_type, "text/plain");
}

async fn check_damaged(damage: fn(&mut Vec<u8>)) {
    let home = FilesHome::new();
    home.put(1, &bytes(3 * FILE_CHUNK_BYTES)).await.unwrap();
    home.insert(1, &[("person.cv", Value::Id(id(1)))]).await.unwrap();
    let mut stored = std::fs::read(home.path(1)).unwrap();
    damage(&mut stored);
    std::fs::write(home.path(1), stored).unwrap();
    assert_eq!(home.read(1, "person.cv").await, Err(FileError::Damaged));
}

#[tokio::test]
async fn what_was_altered_is_not_read() {
    const HEAD: usize = 20;
    const SEALED: usize = FILE_CHUNK_BYTES + 16;
    check_damaged(|stored| stored[0] = 2).await;
    check_damaged(|stored| stored[HEAD + 5] ^= 1).await;
    check_damaged(|stored| stored.truncate(HEAD + 2 * SEALED)).await;
    check_damaged(|stored| stored.truncate(HEAD + 2 * SEALED + 100)).await;
    check_damaged(|stored| stored.truncate(HEAD)).await;
    check_damaged(Vec::clear).await;
    check_damaged(|stored| stored.push(0)).await;
    check_damaged(|stored| drop(stored.drain(HEAD..HEAD + SEALED))).await;
    check_damaged(|stored| {
        let second = stored[HEAD + SEALED..HEAD + 2 * SEALED].to_vec();
        stored.splice(HEAD..HEAD + SEALED, second);
    })
    .await;
}

#[tokio::test]
async fn the_bytes_of_another_file_are_not_read() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    home.person_with(2, 2).await;
    std::fs::copy(home.path(1), home.path(2)).unwrap();
    assert_eq!(home.read(2, "person.cv").await, Err(FileError::Damaged));
    assert_eq!(home.read(1, "person.cv").await, Ok(Some(MARKER.as_bytes().to_vec())));
}

#[tokio::test]
async fn neither_bytes_nor_name_lie_in_the_clear() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    home.home.store.scrub().await.unwrap();
    let folder = home.home.folder.path();
    for sought in [MARKER, "Søknad fra"] {
        let texts = [sought.to_owned()];
        assert_eq!(home.home.store.scan(&texts).unwrap(), []);
        let places = raw::places(folder).into_iter().chain([home.keys.path().to_owned()]);
        assert_eq!(places.flat_map(|place| crate::scan::scan(&place, &texts).unwrap()).collect::<Vec<_>>(), []);
        assert!(!String::from_utf8_lossy(&raw::content(folder)).contains(sought));
    }
    // If they did, the scan would say so.
    std::fs::write(home.path(1), MARKER).unwrap();
    let found = home.home.store.scan(&[MARKER.to_owned()]).unwrap();
    assert_eq!(found.into_iter().map(|one| one.file).collect::<Vec<_>>(), [home.path(1)]);
}

#[tokio::test]
async fn a_file_of_a_sealed_field_is_read_like_any_other() {
    let home = FilesHome::new();
    home.put(1, MARKER.as_bytes()).await.unwrap();
    home.insert(1, &[("person.photo", Value::Id(id(1)))]).await.unwrap();
    assert_eq!(home.read(1, "person.photo").await, Ok(Some(MARKER.as_bytes().to_vec())));
    assert_eq!(home.read(1, "person.cv").await, Ok(None));
    home.home.update("person", id(1), 1, &[("person.name", text("Ola"))]).await.unwrap();
    home.expect(1, 0, 0).await;
}
