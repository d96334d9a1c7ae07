//! The database of a folder without a store around it, whichever it is.

use super::home::{is_postgres, url};
use crate::postgres::Postgres;
use crate::session::Session;
use crate::sqlite::FILE;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Works with the database of `folder`, on a thread that may wait.
pub(super) fn raw<T: Send>(folder: &Path, work: impl FnOnce(&dyn Session) -> T + Send) -> T {
    let work = || {
        if is_postgres() {
            let (_connections, session) = Postgres::raw(&url(folder)).unwrap();
            work(&session)
        } else {
            work(&rusqlite::Connection::open(folder.join(FILE)).unwrap())
        }
    };
    std::thread::scope(|scope| scope.spawn(work).join().unwrap())
}

/// Every `table.column` of the database, but for what a full-text index derives from its table.
pub(super) fn columns(folder: &Path) -> BTreeSet<String> {
    let list = if is_postgres() {
        "SELECT table_name::text || '.' || column_name::text FROM information_schema.columns AS c \
         WHERE table_schema = current_schema() AND NOT EXISTS \
           (SELECT 1 FROM information_schema.columns AS o WHERE o.table_schema = c.table_schema \
            AND o.table_name = c.table_name AND o.udt_name = 'tsvector')"
    } else {
        "SELECT t.name || '.' || c.name FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c \
         WHERE t.schema = 'main' AND t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite_%'"
    };
    raw(folder, |session| session.all(list, &[], |cells| cells.word(0)).unwrap().into_iter().collect())
}

/// The names of the tables with rows, or of the indexes that were asked for.
pub(super) fn names(folder: &Path, kind: &str) -> Vec<String> {
    let list = match (is_postgres(), kind) {
        (true, "table") => "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1",
        (true, _) => "SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1",
        (false, "table") => "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
        (false, _) => "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name",
    };
    raw(folder, |session| session.all(list, &[], |cells| cells.word(0)).unwrap())
}

/// Everything that the database holds as it is stored: the bytes of its file, or a dump.
pub(super) fn content(folder: &Path) -> Vec<u8> {
    if !is_postgres() {
        return std::fs::read(folder.join(FILE)).unwrap();
    }
    let dump = testkit::postgres::program("pg_dump").arg("--dbname").arg(url(folder)).output().unwrap();
    assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
    // Two lines that fence off the dump are of this dump alone.
    let lines = dump.stdout.split(|byte| *byte == b'\n').filter(|line| !line.starts_with(b"\\"));
    lines.collect::<Vec<_>>().join(&b'\n')
}

/// The folders in which bytes of the rows may lie.
pub(super) fn places(folder: &Path) -> Vec<PathBuf> {
    if !is_postgres() {
        return vec![folder.to_owned()];
    }
    let number = "SELECT oid::bigint FROM pg_database WHERE datname = current_database()";
    let number = raw(folder, |session| session.first(number, &[], |cells| cells.number(0)).unwrap().unwrap());
    let data = testkit::postgres::folder().join("data");
    vec![data.join("base").join(number.to_string()), data.join("pg_wal"), data.join("global")]
}
