//! Files in a bucket that speaks S3, and in a folder of their own.

use super::super::home::{Home, NOW, id, is_postgres, url};
use super::home::{FilesHome, MARKER, files_model};
use crate::{FileError, Files, Folder, Keys, Master, S3, Store};
use model::Value;
use std::sync::Arc;
use tempfile::TempDir;
use testkit::s3::{BUCKET, KEY, Server};

fn with(files: Files) -> FilesHome {
    let (folder, keys) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let open = Keys::open(keys.path(), Master::file(keys.path().join("master.key"))).unwrap();
    let lock = Folder::lock(folder.path(), "test").unwrap().with_keys(open).with_files(files);
    let store = if is_postgres() {
        Store::connect(lock, &url(folder.path()), Arc::new(files_model()), NOW).unwrap()
    } else {
        Store::open(lock, Arc::new(files_model()), NOW).unwrap()
    };
    FilesHome { home: Home { store, folder }, keys }
}

fn bucket(server: &Server, prefix: &str) -> Files {
    let key = Some(KEY.to_owned());
    let (bucket, prefix, endpoint) = (BUCKET.to_owned(), prefix.to_owned(), Some(server.endpoint()));
    let region = Some("eu-north-1".to_owned());
    Files::s3(&S3 { bucket, prefix, endpoint, region, access_key: key.clone(), secret_key: key }).unwrap()
}

#[tokio::test]
async fn a_bucket_holds_files_as_a_folder_does() {
    let disk = TempDir::new().unwrap();
    let mut server = Server::start(disk.path());
    let home = with(bucket(&server, "firma/filer"));
    home.person_with(1, 1).await;
    let large: Vec<u8> = (0..12_000_000_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
    for (number, bytes) in [(2, &large[..]), (3, &[])] {
        home.put(number, bytes).await.unwrap();
        home.insert(number, &[("person.cv", Value::Id(id(number)))]).await.unwrap();
        assert!(home.read(number, "person.cv").await == Ok(Some(bytes.to_vec())), "file {number}");
    }
    assert_eq!(home.read(1, "person.cv").await, Ok(Some(MARKER.as_bytes().to_vec())));
    home.expect(3, 0, 0).await;
    assert_eq!(crate::scan::scan(disk.path(), &[MARKER.to_owned()]).unwrap(), []);
    home.home.delete("person", id(1), 1).await.unwrap();
    home.expect(2, 0, 0).await;
    // Another firm in the same bucket is not seen.
    let other = with(bucket(&server, "annen"));
    other.home.store.scrub().await.unwrap();
    other.person_with(1, 1).await;
    other.expect(1, 0, 0).await;
    home.expect(2, 0, 0).await;
    let mut writer = home.home.store.put_file(id(9), "a", NOW).await.unwrap();
    writer.write(&large[..6_000_000]).await.unwrap();
    writer.discard().await;
    home.expect(2, 0, 0).await;
    server.stop();
    let refused = home.put(5, b"x").await;
    assert!(matches!(refused, Err(FileError::Unavailable(_))), "{refused:?}");
}

#[tokio::test]
async fn a_folder_elsewhere_is_scanned_too() {
    let elsewhere = TempDir::new().unwrap();
    let place = elsewhere.path().join("filer");
    let home = with(Files::folder(&place).unwrap());
    home.person_with(1, 1).await;
    let path = super::home::path_in(&place, id(1));
    assert!(path.exists());
    std::fs::write(&path, MARKER).unwrap();
    let found = home.home.store.scan(&[MARKER.to_owned()]).unwrap();
    assert_eq!(found.into_iter().map(|one| one.file).collect::<Vec<_>>(), [path]);
}
