//! The keys of a change that was cut short are settled by the next start, and older data destroy no key.

use super::home::{Home, NOW, id, is_postgres, model, open_with_keys, text, url};
use super::sealed::{empty, expect, report, sealed_model, values, with_values};
use crate::sealed_writes::{Cut, Step};
use crate::{ApplyError, Changes, Folder, Store, check};
use model::Value;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// One change of a store in which row 1 has sealed values and row 2 has none.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Insert,
    Fill,
    Refill,
    Empty,
    Delete,
    /// Made and gone in the same change.
    Both,
    StaleFill,
    StaleDelete,
}

const DEEDS: [Deed; 8] =
    [Deed::Insert, Deed::Fill, Deed::Refill, Deed::Empty, Deed::Delete, Deed::Both, Deed::StaleFill, Deed::StaleDelete];

fn changes(home: &Home, deed: Deed) -> Changes {
    let scope = home.write("person");
    let mut changes = Changes::new();
    let mut whole = home.person("Mari");
    whole.extend(home.cells(&values()));
    match deed {
        Deed::Insert => changes.insert(&scope, id(3), whole),
        Deed::Fill => changes.update(&scope, id(2), 1, home.cells(&values())),
        Deed::Refill => changes.update(&scope, id(1), 1, home.cells(&values()[..1])),
        Deed::Empty => changes.update(&scope, id(1), 1, home.cells(&empty())),
        Deed::Delete => changes.delete(&scope, id(1), 1),
        Deed::Both => {
            changes.insert(&scope, id(3), whole).unwrap();
            changes.delete(&scope, id(3), 1)
        }
        Deed::StaleFill => changes.update(&scope, id(2), 7, home.cells(&values())),
        Deed::StaleDelete => changes.delete(&scope, id(1), 7),
    }
    .unwrap();
    changes
}

async fn carry_out(home: &Home, deed: Deed, cut: Cut) -> Result<(), ApplyError> {
    let writes = check::writes(home.store.tables(), changes(home, deed)).unwrap();
    home.store.write_until(writes, cut).await
}

fn noted(home: &Home) -> usize {
    let sealing = home.store.tables().sealing.as_ref().unwrap();
    sealing.keys.noted().unwrap().values().map(Vec::len).sum()
}

#[tokio::test]
async fn a_change_that_is_cut_short_anywhere_leaves_no_key_without_use_and_takes_none_that_is_used() {
    for deed in DEEDS {
        for cut in [None, Some(Step::Noted), Some(Step::Applied), Some(Step::Looked)] {
            let keys = TempDir::new().unwrap();
            let home = with_values(keys.path()).await;
            home.insert("person", id(2), home.person("Ola")).await.unwrap();
            let outcome = carry_out(&home, deed, cut).await;
            let is_stale = matches!(outcome, Err(ApplyError::Stale { .. }));
            let ends_stale = cut.is_none() && matches!(deed, Deed::StaleFill | Deed::StaleDelete);
            assert_eq!((outcome.is_ok(), is_stale), (cut.is_none() && !ends_stale, ends_stale), "{deed:?} {cut:?}");
            let home = home.again(keys.path(), sealed_model());
            let (rows, keys, without_key) = report(&home).await;
            assert_eq!((keys, without_key), (rows, 0), "{deed:?} {cut:?}");
            assert_eq!(noted(&home), 0, "{deed:?} {cut:?}");
            let done = cut != Some(Step::Noted);
            let expected = match deed {
                Deed::Insert | Deed::Fill if done => 2,
                Deed::Empty | Deed::Delete if done => 0,
                Deed::Insert
                | Deed::Fill
                | Deed::Empty
                | Deed::Delete
                | Deed::Refill
                | Deed::Both
                | Deed::StaleFill
                | Deed::StaleDelete => 1,
            };
            assert_eq!(rows, expected, "{deed:?} {cut:?}");
            if home.get("person", id(1)).await.is_some() && !matches!(deed, Deed::Empty) {
                expect(&home, &values()).await;
            }
        }
    }
}

#[tokio::test]
async fn what_makes_and_leaves_no_key_is_not_noted() {
    let keys = TempDir::new().unwrap();
    let home = with_values(keys.path()).await;
    home.insert("person", id(2), home.person("Ola")).await.unwrap();
    let sealing = home.store.tables().sealing.as_ref().unwrap();
    sealing.keys.forget().unwrap();
    carry_out(&home, Deed::Refill, Some(Step::Noted)).await.unwrap_err();
    assert_eq!(noted(&home), 0, "the row had a key and keeps it");
    home.delete("person", id(2), 1).await.unwrap();
    assert_eq!(noted(&home), 0, "a row without a key leaves none");
}

#[tokio::test]
async fn the_note_of_a_settled_change_goes_by_itself() {
    let keys = TempDir::new().unwrap();
    let home = with_values(keys.path()).await;
    assert_eq!(noted(&home), 1);
    while noted(&home) > 0 {
        tokio::task::yield_now().await;
    }
    expect(&home, &values()).await;
}

/// The rows of `home` as a backup holds them.
async fn copy(home: &Home, into: &TempDir) -> std::path::PathBuf {
    let path = into.path().join("copy");
    home.store.back_up(File::create(&path).unwrap(), NOW).await.unwrap();
    path
}

/// Another folder, with the rows of that backup.
fn restored(copy: &Path) -> TempDir {
    let folder = TempDir::new().unwrap();
    let lock = Folder::lock(folder.path(), "test").unwrap();
    let url = is_postgres().then(|| url(folder.path()));
    let from = BufReader::new(File::open(copy).unwrap());
    Store::restore(&lock, url.as_deref(), Arc::new(sealed_model()), NOW, from).unwrap();
    folder
}

#[tokio::test]
async fn older_data_started_with_the_keys_in_use_destroy_none() {
    let (keys, place) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let home = Home::with_keys(sealed_model(), keys.path());
    home.insert("person", id(9), home.person("Ola")).await.unwrap();
    let before = copy(&home, &place).await;
    let mut cells = home.person("Kari");
    cells.extend(home.cells(&values()));
    home.insert("person", id(1), cells).await.unwrap();
    home.update("person", id(9), 1, &values()).await.unwrap();
    let Home { store, folder } = home;
    drop(store);
    let older = restored(&before);
    let older = Home { store: open_with_keys(older.path(), keys.path(), sealed_model()).unwrap(), folder: older };
    assert_eq!(older.count("person").await, 1);
    older.insert("person", id(8), older.person("Mari")).await.unwrap();
    older.update("person", id(8), 1, &values()).await.unwrap();
    assert_eq!(report(&older).await, (1, 3, 0));
    drop(older);
    let home = Home { store: open_with_keys(folder.path(), keys.path(), sealed_model()).unwrap(), folder };
    expect(&home, &values()).await;
    assert_eq!(report(&home).await, (2, 3, 0));
    assert_eq!(home.store.drop_unused_keys().await, Ok(Some(1)), "on order, they go");
    assert_eq!(report(&home).await, (2, 2, 0));
    expect(&home, &values()).await;
}

#[tokio::test]
async fn a_backup_with_sealed_fields_is_read_with_its_keys_and_not_without() {
    let (keys, others, place) = (TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap());
    let home = with_values(keys.path()).await;
    let copy = copy(&home, &place).await;
    drop(home);
    let text = std::fs::read_to_string(&copy).unwrap();
    assert!(text.contains("Kari") && !text.contains("migrene"));
    let again = |keys: &TempDir| {
        let folder = restored(&copy);
        Home { store: open_with_keys(folder.path(), keys.path(), sealed_model()).unwrap(), folder }
    };
    let without = again(&others);
    expect(&without, &empty()).await;
    assert_eq!(report(&without).await, (1, 0, 1));
    let with = again(&keys);
    expect(&with, &values()).await;
    with.delete("person", id(1), 1).await.unwrap();
    drop(with);
    expect(&again(&keys), &empty()).await;
}

#[tokio::test]
async fn the_keys_of_what_the_register_gives_up_go_with_it() {
    let keys = TempDir::new().unwrap();
    let home = with_values(keys.path()).await;
    home.insert("person", id(2), home.person("Ola")).await.unwrap();
    home.update("person", id(2), 1, &values()[..1]).await.unwrap();
    let Home { store, folder } = home;
    drop(store);
    let mut without = sealed_model();
    let health = without.fields.iter().position(|field| field.key == "health").unwrap();
    assert_eq!(without.fields[health].key, "health");
    let person = without.entity_named("person").unwrap();
    without.fields[health].sealed = model::Sealed::No;
    without.fields[health].key = "weather".to_owned();
    without.entities[person.index()].fields.retain(|field| field.index() != health);
    let spare = without.entities.len() - 1;
    without.fields[health].entity = model::EntityId::from_index(spare);
    without.entities[spare].fields.push(model::FieldId::from_index(health));
    without.destroyed.fields.push(("person".to_owned(), "health".to_owned()));
    without.fingerprint.push('-');
    let keys = crate::Keys::open(keys.path(), crate::Master::file(keys.path().join("master.key"))).unwrap();
    let lock = Folder::lock(folder.path(), "test").unwrap().with_keys(keys);
    let url = is_postgres().then(|| url(folder.path()));
    let store = Store::migrate(lock, url.as_deref(), Arc::new(without), NOW).unwrap();
    let home = Home { store, folder };
    assert_eq!(report(&home).await, (1, 1, 0), "row 2 holds nothing sealed any more");
    expect(&home, &values()[1..]).await;
}

/// Set for the process that is to be killed: the folder of the data and that of the keys.
const FOLDERS: &str = "STORE_SEALED_CRASH_FOLDERS";

#[test]
fn a_kill_leaves_a_key_for_each_sealed_row_and_no_other() {
    if let Some(folders) = std::env::var_os(FOLDERS) {
        let folders = folders.into_string().unwrap();
        let (folder, keys) = folders.split_once(':').unwrap();
        return write_until_killed(Path::new(folder), Path::new(keys));
    }
    let (folder, keys) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    if is_postgres() {
        url(folder.path()); // The server is to outlive whoever is killed.
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut rows = 0;
    for lines in [1, 9, 3, 14, 2] {
        killed_after(lines, folder.path(), keys.path());
        runtime.block_on(async {
            let store = open_with_keys(folder.path(), keys.path(), sealed_model()).unwrap();
            let home = Home { store, folder: TempDir::new().unwrap() };
            let (sealed, keys, without_key) = report(&home).await;
            assert_eq!((keys, without_key), (sealed, 0), "killed after {lines}");
            rows = sealed;
        });
    }
    assert!(rows > 0);
}

fn killed_after(lines: usize, folder: &Path, keys: &Path) {
    let name = "tests::under_way::a_kill_leaves_a_key_for_each_sealed_row_and_no_other";
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(FOLDERS, format!("{}:{}", folder.display(), keys.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = std::io::BufRead::lines(BufReader::new(child.stdout.take().unwrap()));
    let seen = output.map_while(Result::ok).filter(|line| line == "written").take(lines).count();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(seen, lines, "it was killed while it wrote");
}

/// Four writers each insert a sealed row, and delete every other one again.
fn write_until_killed(folder: &Path, keys: &Path) {
    let store = open_with_keys(folder, keys, sealed_model()).unwrap();
    let home = Arc::new(Home { store, folder: TempDir::new().unwrap() });
    println!();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let first = u128::from(std::process::id()) << 64;
        let writers = (0..4_u128).map(|writer| {
            let home = Arc::clone(&home);
            tokio::spawn(async move {
                for number in (first + writer..).step_by(4) {
                    let mut cells = home.person("Kari");
                    cells.push((home.field("person.health"), text("syk")));
                    cells.push((home.field("person.fit"), Value::Boolean(false)));
                    home.insert("person", id(number), cells).await.unwrap();
                    if number / 4 % 2 == 0 {
                        home.delete("person", id(number), 1).await.unwrap();
                    }
                    println!("written");
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
    });
}

#[test]
fn without_sealed_fields_no_key_is_made_or_sought() {
    let keys = TempDir::new().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let home = Home::with_keys(model(), keys.path());
        home.insert("person", id(1), home.person("Kari")).await.unwrap();
        assert_eq!(noted(&home), 0);
    });
}
