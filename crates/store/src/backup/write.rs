//! Making a backup: every row of one moment, one after the other, while others write.

use super::{BackupError, BackupHead, FORMAT, columns, hex, section};
use crate::files::write_backup;
use crate::session::{Cell, DbError, Session};
use crate::store::Store;
use crate::tables::{ID, KEY, Tables};
use model::{EntityId, Moment, RowId};
use sea_query::{Alias, Order};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write};
use tokio::runtime::Handle;

impl Store {
    /// Writes every row into `file`, as they are at one moment; it is on the disk when this returns. How many rows.
    ///
    /// Others go on writing meanwhile. On the embedded database the log grows until it is done, and a scrub waits.
    pub async fn back_up(&self, file: File, now: Moment) -> Result<u64, BackupError> {
        let (tables, place) = (self.shared_tables(), (self.files().clone(), Handle::current()));
        let work = move |session: &dyn Session| {
            let mut out = Out { file: BufWriter::new(file), digest: Sha256::new(), rows: 0 };
            let head = BackupHead { fingerprint: tables.model.fingerprint.clone(), at: now, format: FORMAT };
            out.line(&head.line())?;
            for entity in tables.model.entity_ids() {
                out.line(&section(&tables, entity))?;
                rows(session, &tables, entity, &mut out)?;
            }
            for id in files(session, &tables)? {
                write_backup((&place.0, &place.1), id, &mut |line| out.line(line))?;
            }
            out.end()
        };
        self.database().snapshot(work).await
    }
}

/// The file that is being written.
struct Out {
    file: BufWriter<File>,
    digest: Sha256,
    rows: u64,
}

impl Out {
    fn line(&mut self, value: &Value) -> Result<(), BackupError> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        self.digest.update(&line);
        Ok(self.file.write_all(&line)?)
    }

    fn end(mut self) -> Result<u64, BackupError> {
        let digest = hex(&self.digest.clone().finalize());
        self.line(&json!({ "rows": self.rows, "sha256": digest }))?;
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        Ok(self.rows)
    }
}

/// The files that are there at this moment.
fn files(session: &dyn Session, tables: &Tables) -> Result<Vec<RowId>, BackupError> {
    let mut select = sea_query::Query::select();
    select.column(ID).from(Alias::new(&tables.of(tables.file.entity).name)).order_by(ID, Order::Asc);
    Ok(session.all(&tables.dialect.text(&select), &[], |cells| cells.row_id(0))?)
}

fn rows(session: &dyn Session, tables: &Tables, entity: EntityId, out: &mut Out) -> Result<(), BackupError> {
    let columns = columns(tables, entity);
    let mut select = sea_query::Query::select();
    select.columns(columns.iter().map(|name| Alias::new(*name)));
    select.from(Alias::new(&tables.of(entity).name)).order_by(KEY, Order::Asc);
    let mut failed = None;
    let read = session.each(&tables.dialect.text(&select), &[], &mut |cells| {
        let row = (0..columns.len()).map(|at| cells.cell(at).map(plain)).collect::<Result<_, _>>()?;
        out.rows += 1;
        out.line(&Value::Array(row)).map_err(|cause| {
            failed = Some(cause);
            DbError::Unavailable("the backup could not be written".to_owned())
        })
    });
    match failed {
        Some(cause) => Err(cause),
        None => Ok(read?),
    }
}

fn plain(cell: Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Integer(number) => number.into(),
        Cell::Text(text) => text.into(),
        Cell::Bytes(bytes) => json!({ "x": hex(&bytes) }),
    }
}
