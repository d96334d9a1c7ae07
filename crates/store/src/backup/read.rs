//! Restoring a backup: into a store without rows, in one transaction, or not at all.

use super::{BackupError, BackupHead, FORMAT, section};
use crate::dialect::{Dialect, quoted};
use crate::feed::Feed;
use crate::files::{Files, read_backup};
use crate::folder::Folder;
use crate::limits::{BACKUP_LINE_BYTES_MAX, BACKUP_ROWS_AT_A_TIME};
use crate::postgres::Postgres;
use crate::schema::Destruction;
use crate::session::{Cell, Param, Session};
use crate::sqlite;
use crate::store::Store;
use crate::tables::{Tables, VERSION};
use model::{EntityId, Model, Moment};
use sea_query::{Alias, Expr, ExprTrait};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::{BufRead, Read};
use std::sync::Arc;
use tokio::runtime::Handle;

impl Store {
    /// Puts every row of the backup `from` into the store of `folder`, or into the PostgreSQL database at `url`, which must
    /// have none, and every file to its place. How many rows. Whatever goes wrong, and whenever it ends, all of them are there or none.
    ///
    /// Blocks: call it where a runtime is at hand, on a thread that may wait.
    pub fn restore(
        folder: &Folder,
        url: Option<&str>,
        model: Arc<Model>,
        now: Moment,
        from: impl BufRead + Send,
    ) -> Result<u64, BackupError> {
        let (mut lines, made) = Lines::of(from, &model)?;
        if folder.journal()?.forgotten_until()?.is_some_and(|until| made < until) {
            return Err(BackupError::TooOld);
        }
        let runtime = Handle::try_current().map_err(|cause| BackupError::Unavailable(cause.to_string()))?;
        let files = (&folder.files()?, &runtime);
        let Some(url) = url else {
            folder.refuse_elsewhere()?;
            let tables = Tables::new(model, Dialect::Sqlite)?;
            let connection = sqlite::open(&folder.path().join(sqlite::FILE), &tables, now, Destruction::Refused)?;
            connection.batch("BEGIN IMMEDIATE")?;
            let rows = fill(&connection, &tables, files, &mut lines)?;
            replaced(&connection, &tables, now)?;
            connection.batch("COMMIT")?;
            return Ok(rows);
        };
        folder.refuse_rows()?;
        let tables = Arc::new(Tables::new(model, Dialect::Postgres)?);
        let postgres = Postgres::open(url, Arc::clone(&tables), now, Destruction::Refused)?;
        postgres.with(|session| {
            session.batch("BEGIN ISOLATION LEVEL SERIALIZABLE")?;
            let rows = fill(session, &tables, files, &mut lines)?;
            replaced(session, &tables, now)?;
            session.batch("COMMIT")?;
            Ok(rows)
        })
    }
}

/// The lines of a backup, each read once.
struct Lines<R> {
    from: R,
    digest: Sha256,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines behind the first one, which must be about this register, and when they were made.
    fn of(from: R, model: &Model) -> Result<(Self, Moment), BackupError> {
        let mut lines = Self { from, digest: Sha256::new(), number: 0 };
        let head = lines.bytes()?;
        lines.digest.update(&head);
        let head = BackupHead::parse(&head)?;
        if head.format != FORMAT {
            return Err(BackupError::Foreign);
        }
        if head.fingerprint == model.fingerprint { Ok((lines, head.at)) } else { Err(BackupError::OtherRegister) }
    }

    fn bytes(&mut self) -> Result<Vec<u8>, BackupError> {
        let mut line = Vec::new();
        self.number += 1;
        self.from.by_ref().take(BACKUP_LINE_BYTES_MAX).read_until(b'\n', &mut line)?;
        if line.ends_with(b"\n") { Ok(line) } else { Err(self.damaged()) }
    }

    /// The next line, and what the digest was before it.
    fn next(&mut self) -> Result<(Value, Sha256), BackupError> {
        let line = self.bytes()?;
        let before = self.digest.clone();
        self.digest.update(&line);
        let value = serde_json::from_slice(&line).map_err(|_| self.damaged())?;
        Ok((value, before))
    }

    fn damaged(&self) -> BackupError {
        BackupError::Damaged { line: self.number }
    }
}

/// Brings every row in, inside a transaction that somebody else opened.
fn fill<R: BufRead>(
    session: &dyn Session,
    tables: &Tables,
    files: (&Files, &Handle),
    lines: &mut Lines<R>,
) -> Result<u64, BackupError> {
    refuse_rows(session, tables)?;
    // What opening noted there gives way to what the backup says.
    session.batch(&format!("DELETE FROM {}", quoted(&tables.of(tables.state.entity).name)))?;
    let mut target = Target { session, tables, feed: Feed::default(), waiting: 0 };
    let mut rows = 0;
    let mut entities = tables.model.entity_ids();
    let mut entity = None;
    loop {
        let (line, before) = lines.next()?;
        if let Value::Array(cells) = &line {
            let row: Option<Vec<Cell>> = cells.iter().map(stored).collect();
            let (Some(entity), Some(row)) = (entity, row) else { return Err(lines.damaged()) };
            target.insert(entity, &row)?;
            rows += 1;
            continue;
        }
        entity = entities.next();
        match entity {
            Some(entity) if line == section(tables, entity) => {}
            Some(_) => return Err(lines.damaged()),
            None if line["file"].is_string() => {
                let taken = read_backup(files, &line, &mut || lines.next().map(|(line, _)| line))?;
                taken.ok_or_else(|| lines.damaged())?;
            }
            None => {
                let whole = line["rows"] == rows && line["sha256"] == super::hex(&before.finalize());
                let over = lines.from.fill_buf()?.is_empty();
                return if whole && over { target.index().map(|()| rows) } else { Err(lines.damaged()) };
            }
        }
    }
}

/// Notes that all rows were replaced: what has happened since the backup is gone, legal holds and restrictions too.
fn replaced(session: &dyn Session, tables: &Tables, now: Moment) -> Result<(), BackupError> {
    let state = &tables.state;
    let mut update = sea_query::Query::update();
    update.table(Alias::new(&tables.of(state.entity).name));
    update.value(VERSION, Expr::col(VERSION).add(1i64));
    update.value(Alias::new(&tables.model[state.applied_at].key), now.0);
    let update = tables.dialect.build(&update);
    session.execute(&update.sql, &update.params())?;
    Ok(())
}

/// Refuses a store with rows, but for the one that opening makes.
fn refuse_rows(session: &dyn Session, tables: &Tables) -> Result<(), BackupError> {
    for entity in tables.model.entity_ids().filter(|&entity| entity != tables.state.entity) {
        let name = &tables.of(entity).name;
        if session.is_there(&format!("SELECT 1 FROM {} LIMIT 1", quoted(name)), &[])? {
            return Err(BackupError::NotEmpty { entity: name.clone() });
        }
    }
    Ok(())
}

/// Where the rows go.
struct Target<'a> {
    session: &'a dyn Session,
    tables: &'a Tables,
    feed: Feed,
    /// Rows that their index does not know yet.
    waiting: u64,
}

impl Target<'_> {
    fn insert(&mut self, entity: EntityId, row: &[Cell]) -> Result<(), BackupError> {
        let table = self.tables.of(entity);
        let params: Vec<Param<'_>> = row.iter().map(Param::from).collect();
        if table.index.is_none() {
            self.session.execute(&table.insert, &params)?;
            return Ok(());
        }
        if let Some(key) = self.session.first(&table.insert, &params, |cells| cells.number(0))? {
            self.feed.note(entity, key, None);
            self.waiting += 1;
        }
        if self.waiting >= BACKUP_ROWS_AT_A_TIME { self.index() } else { Ok(()) }
    }

    /// Tells the indexes of the rows that wait.
    fn index(&mut self) -> Result<(), BackupError> {
        self.waiting = 0;
        Ok(std::mem::take(&mut self.feed).write(self.session, self.tables)?)
    }
}

/// A cell as the database is to store it; none where it is something else.
fn stored(value: &Value) -> Option<Cell> {
    match value {
        Value::Null => Some(Cell::Null),
        Value::Number(number) => number.as_i64().map(Cell::Integer),
        Value::String(text) => Some(Cell::Text(text.clone())),
        Value::Object(bytes) => bytes.get("x")?.as_str().and_then(unhex).map(Cell::Bytes),
        Value::Bool(_) | Value::Array(_) => None,
    }
}

fn unhex(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?, 16).ok())
        .collect()
}
