//! A process that is killed while files come and go: no row names a file that is lost, and nothing is left for ever.

use super::super::home::{Home, NOW, id, is_postgres, open_with_keys, url};
use super::home::{FilesHome, files_model};
use crate::limits::{FILE_CHUNK_BYTES, FILE_WAITS_SECONDS};
use crate::{Collected, Store};
use model::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// Set for the process that is to be killed: the folder to write to.
const FOLDER: &str = "STORE_FILES_CRASH_FOLDER";
/// The number of the first file it puts.
const FIRST: &str = "STORE_FILES_CRASH_FIRST";
const WRITERS: u128 = 4;
const FILES_OF_A_PROCESS: u128 = 1_000_000;

#[test]
fn a_kill_loses_no_file_that_a_row_names() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return work_until_killed(Path::new(&folder));
    }
    let keys = TempDir::new().unwrap();
    let mut home = TempDir::new().unwrap();
    if is_postgres() {
        url(home.path()); // The server is to outlive whoever is killed.
    }
    let mut seen = 0;
    for (round, lines) in (0..).zip([1, 23, 5, 40, 2, 9, 31]) {
        kill_after(lines, home.path(), keys.path(), round * FILES_OF_A_PROCESS);
        let store = open_with_keys(home.path(), keys.path(), files_model()).unwrap();
        let folder = std::mem::replace(&mut home, TempDir::new().unwrap());
        let found = FilesHome { home: Home { store, folder }, keys: TempDir::new().unwrap() };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        seen += runtime.block_on(check(&found));
        home = found.home.folder;
    }
    assert!(seen > 0, "some kill left something to collect");
}

/// Looks at what a kill left, collects it, and says how much it was.
async fn check(found: &FilesHome) -> usize {
    let before = found.report().await;
    assert_eq!((before.missing, before.unnamed), (Vec::new(), Vec::new()), "no row names what is not there");
    let day = NOW.plus_seconds(FILE_WAITS_SECONDS);
    let Collected { unnamed, leftovers, unfinished: _ } = found.home.store.collect_files(day).await.unwrap();
    let after = found.report().await;
    assert_eq!((after.missing, after.unnamed, after.waiting, after.leftovers), (Vec::new(), Vec::new(), 0, 0));
    let keys = found.home.store.keys_report().await.unwrap().unwrap();
    assert_eq!((keys.without_key, keys.rows), (0, after.files));
    for number in 0..after.files.min(1) {
        let people = found.home.store.find(crate::Query::over(&found.home.read("person"))).await.unwrap();
        let named = people.iter().filter(|row| row.get(found.home.field("person.cv")) != Some(&Value::Null));
        let row = named.clone().nth(number).unwrap();
        let (scope, field) = (found.home.read("person"), found.home.field("person.cv"));
        let read = found.home.store.read_file(&scope, row.id, field).await.unwrap().unwrap().whole().await.unwrap();
        assert_eq!(read.len(), 2 * FILE_CHUNK_BYTES);
    }
    unnamed + leftovers
}

/// Runs a process that works with files, and kills it as soon as it has told of `lines` steps.
fn kill_after(lines: usize, folder: &Path, keys: &Path, first: u128) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::files::crash::a_kill_loses_no_file_that_a_row_names", "--nocapture"])
        .env(FOLDER, folder)
        .env("STORE_FILES_CRASH_KEYS", keys)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap()).lines();
    let told = output.filter(|line| line.as_ref().is_ok_and(|line| line.starts_with("step "))).take(lines).count();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(told, lines);
}

fn work_until_killed(folder: &Path) {
    let first: u128 = std::env::var(FIRST).unwrap().parse().unwrap();
    let keys = std::path::PathBuf::from(std::env::var_os("STORE_FILES_CRASH_KEYS").unwrap());
    let store: Store = open_with_keys(folder, &keys, files_model()).unwrap();
    let keys = TempDir::new().unwrap();
    let home = Arc::new(FilesHome { home: Home { store, folder: TempDir::new().unwrap() }, keys });
    println!();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let home = Arc::clone(&home);
            runtime.spawn(async move {
                for number in (first + writer..first + FILES_OF_A_PROCESS).step_by(4) {
                    work(&home, number).await;
                }
            })
        })
        .collect();
    runtime.block_on(async {
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

/// A file comes and is named; every second one goes again, by turns with its row and alone.
async fn work(home: &FilesHome, number: u128) {
    let step = |what: &str| {
        let mut out = std::io::stdout().lock();
        out.write_all(format!("step {what} {number}\n").as_bytes()).and_then(|()| out.flush()).unwrap();
    };
    home.put(number, &vec![5; 2 * FILE_CHUNK_BYTES]).await.unwrap();
    step("put");
    home.insert(number, &[("person.cv", Value::Id(id(number)))]).await.unwrap();
    step("named");
    match number / WRITERS % 4 {
        0 => home.home.delete("person", id(number), 1).await.unwrap(),
        2 => home.home.update("person", id(number), 1, &[("person.cv", Value::Null)]).await.unwrap(),
        _ => {}
    }
}
