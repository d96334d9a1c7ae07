//! A file lives as long as one field of one row names it.

use super::super::home::{NOW, id, text};
use super::super::raw::raw;
use super::home::{FilesHome, MARKER, is_refused};
use crate::limits::{FILE_STAGED_SECONDS, FILE_WAITS_SECONDS};
use crate::{Changes, Collected, FileError};
use model::Value;

#[tokio::test]
async fn a_row_names_a_file_that_is_whole_and_nobody_elses() {
    let home = FilesHome::new();
    let named = |number: u128| [("person.cv", Value::Id(id(number)))];
    assert!(is_refused(&home.insert(1, &named(1)).await), "there is none");
    let arriving = home.home.store.put_file(id(1), "a", NOW).await.unwrap();
    assert!(is_refused(&home.insert(1, &named(1)).await), "it is on its way");
    arriving.finish().await.unwrap();
    let twice = [("person.cv", Value::Id(id(1))), ("person.photo", Value::Id(id(1)))];
    assert!(is_refused(&home.insert(1, &twice).await), "two fields of a row");
    home.insert(1, &named(1)).await.unwrap();
    assert!(is_refused(&home.insert(2, &named(1)).await), "another row has it");
    home.expect(1, 0, 0).await;
    // What is written as it stands changes nothing.
    home.home.update("person", id(1), 1, &named(1)).await.unwrap();
    home.expect(1, 0, 0).await;
}

#[tokio::test]
async fn a_file_goes_with_its_row_and_with_its_field() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    home.home.delete("person", id(1), 1).await.unwrap();
    assert!(!home.path(1).exists());
    home.expect(0, 0, 0).await;
    home.person_with(2, 2).await;
    home.home.update("person", id(2), 1, &[("person.cv", Value::Null)]).await.unwrap();
    assert!(!home.path(2).exists());
    home.expect(0, 0, 0).await;
    home.put(3, b"first").await.unwrap();
    home.put(4, b"second").await.unwrap();
    home.home.update("person", id(2), 2, &[("person.cv", Value::Id(id(3)))]).await.unwrap();
    home.home.update("person", id(2), 3, &[("person.cv", Value::Id(id(4)))]).await.unwrap();
    assert!(!home.path(3).exists());
    assert_eq!(home.read(2, "person.cv").await, Ok(Some(b"second".to_vec())));
    home.expect(1, 0, 0).await;
}

#[tokio::test]
async fn a_change_that_is_not_applied_takes_no_file_along() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    home.home.delete("person", id(1), 7).await.unwrap_err();
    home.home.update("person", id(1), 7, &[("person.cv", Value::Null)]).await.unwrap_err();
    assert_eq!(home.read(1, "person.cv").await, Ok(Some(MARKER.as_bytes().to_vec())));
    home.expect(1, 0, 0).await;
    home.put(2, b"x").await.unwrap();
    let stale = [("person.cv", Value::Id(id(2)))];
    home.home.update("person", id(1), 7, &stale).await.unwrap_err();
    home.expect(1, 1, 0).await;
}

#[tokio::test]
async fn a_file_moves_from_row_to_row_in_one_change() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    let (write, cv) = (home.home.write("person"), home.home.field("person.cv"));
    let mut changes = Changes::new();
    let mut cells = home.home.person("Ola");
    cells.push((cv, Value::Id(id(1))));
    changes.insert(&write, id(2), cells).unwrap();
    changes.delete(&write, id(1), 1).unwrap();
    home.home.store.apply(changes).await.unwrap();
    assert_eq!(home.read(2, "person.cv").await, Ok(Some(MARKER.as_bytes().to_vec())));
    home.expect(1, 0, 0).await;
    // Made and gone again in the same change.
    home.put(3, b"x").await.unwrap();
    let mut changes = Changes::new();
    let mut cells = home.home.person("Per");
    cells.push((cv, Value::Id(id(3))));
    changes.insert(&write, id(3), cells).unwrap();
    changes.update(&write, id(3), 1, vec![(cv, Value::Null)]).unwrap();
    home.home.store.apply(changes).await.unwrap();
    home.expect(1, 1, 0).await;
}

#[tokio::test]
async fn what_nobody_came_for_is_collected_after_a_day() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    home.put(2, b"left").await.unwrap();
    let arriving = home.home.store.put_file(id(3), "b", NOW).await.unwrap();
    std::mem::forget(arriving);
    let day = NOW.plus_seconds(FILE_WAITS_SECONDS);
    assert_eq!(home.home.store.collect_files(day.plus_seconds(-1)).await.unwrap(), Collected::default());
    home.expect(1, 2, 0).await;
    let collected = home.home.store.collect_files(day).await.unwrap();
    assert_eq!(collected, Collected { unnamed: 2, leftovers: 1, unfinished: 0 });
    home.expect(1, 0, 0).await;
    assert_eq!(home.home.store.collect_files(day).await.unwrap(), Collected::default());
}

#[tokio::test]
async fn an_upload_that_nobody_ends_is_discarded() {
    let home = FilesHome::new();
    let mut writer = home.home.store.put_file(id(1), "a", NOW).await.unwrap();
    writer.write(&vec![7; 6_000_000]).await.unwrap();
    drop(writer);
    // Its row goes first, its key and its bytes behind it.
    while home.home.store.keys_report().await.unwrap().unwrap().keys > 0 {
        tokio::task::yield_now().await;
    }
    home.expect(0, 0, 0).await;
}

#[tokio::test]
async fn the_scrub_takes_bytes_that_have_no_row() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    let stranger = super::home::path_in(&home.home.folder.path().join("files"), id(9));
    std::fs::create_dir_all(stranger.parent().unwrap()).unwrap();
    std::fs::write(&stranger, "x").unwrap();
    // What bears no name of a file is not ours.
    let other = home.home.folder.path().join("files").join("les-meg.txt");
    std::fs::write(&other, "x").unwrap();
    home.expect(1, 0, 1).await;
    home.home.store.scrub().await.unwrap();
    home.expect(1, 0, 0).await;
    assert!(!stranger.exists() && other.exists() && home.path(1).exists());
}

#[tokio::test]
async fn what_an_upload_left_behind_goes_when_it_is_a_day_old() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    let folder = home.path(1).parent().unwrap().to_owned();
    let left = |name: &str, seconds: u64| {
        let path = folder.join(name);
        let age = std::time::Duration::from_secs(seconds);
        std::fs::File::create(&path).unwrap().set_modified(std::time::SystemTime::now() - age).unwrap();
        path
    };
    // A minute for the test itself.
    let younger = left("a#1", FILE_STAGED_SECONDS - 60);
    let older = left("a#2", FILE_STAGED_SECONDS + 1);
    assert_eq!(home.home.store.collect_files(NOW).await.unwrap().unfinished, 1);
    assert!(younger.exists() && !older.exists() && home.path(1).exists());
}

#[tokio::test]
async fn files_go_with_a_column_that_the_register_gives_up() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    home.put(2, b"x").await.unwrap();
    home.insert(2, &[("person.photo", Value::Id(id(2)))]).await.unwrap();
    assert_eq!(home.home.store.release_files().await.unwrap(), 0);
    raw(home.home.folder.path(), |session| session.batch("UPDATE person SET cv = NULL").unwrap());
    assert_eq!(home.report().await.unnamed, [id(1)]);
    assert_eq!(home.home.store.release_files().await.unwrap(), 1);
    assert!(!home.path(1).exists());
    home.expect(1, 0, 0).await;
}

#[tokio::test]
async fn what_is_missing_is_told() {
    let home = FilesHome::new();
    home.person_with(1, 1).await;
    home.person_with(2, 2).await;
    std::fs::remove_file(home.path(2)).unwrap();
    let missing = home.report().await.missing;
    assert_eq!(
        missing.iter().map(|one| (one.row, one.field)).collect::<Vec<_>>(),
        [(id(2), home.home.field("person.cv"))]
    );
    assert_eq!(home.read(2, "person.cv").await, Err(FileError::Missing));
    // It can be let go of all the same.
    home.home.update("person", id(2), 1, &[("person.cv", Value::Null)]).await.unwrap();
    home.expect(1, 0, 0).await;
    home.home.update("person", id(2), 2, &[("person.name", text("Ola"))]).await.unwrap();
}
