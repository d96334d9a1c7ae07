//! Making a backup: every row of one moment, read page by page, while others write.

use super::{BackupError, BackupHead, FORMAT, columns, hex, section};
use crate::limits::BACKUP_ROWS_AT_A_TIME;
use crate::session::{Cell, Session};
use crate::store::Store;
use crate::tables::{KEY, Tables};
use model::{EntityId, Moment};
use sea_query::{Alias, Expr, ExprTrait, Order};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write};

impl Store {
    /// Writes every row into `file`, as they are at one moment; it is on the disk when this returns. How many rows.
    ///
    /// Others go on writing meanwhile. On the embedded database the log grows until it is done, and a scrub waits.
    pub async fn back_up(&self, file: File, now: Moment) -> Result<u64, BackupError> {
        let tables = self.shared_tables();
        let work = move |session: &dyn Session| {
            let mut out = Out { file: BufWriter::new(file), digest: Sha256::new(), rows: 0 };
            let head = BackupHead { fingerprint: tables.model.fingerprint.clone(), at: now, format: FORMAT };
            out.line(&head.line())?;
            for entity in tables.model.entity_ids() {
                out.line(&section(&tables, entity))?;
                rows(session, &tables, entity, &mut out)?;
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

fn rows(session: &dyn Session, tables: &Tables, entity: EntityId, out: &mut Out) -> Result<(), BackupError> {
    let columns = columns(tables, entity);
    let mut behind = 0;
    loop {
        let mut select = sea_query::Query::select();
        select.column(KEY).columns(columns.iter().map(|name| Alias::new(*name)));
        select.from(Alias::new(&tables.of(entity).name)).and_where(Expr::col(KEY).gt(behind));
        select.order_by(KEY, Order::Asc).limit(BACKUP_ROWS_AT_A_TIME);
        let select = session.dialect().build(&select);
        let page = session.all(&select.sql, &select.params(), |cells| {
            let row: Result<Vec<Value>, _> = (1..=columns.len()).map(|at| cells.cell(at).map(plain)).collect();
            Ok((cells.number(0)?, row?))
        })?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        behind = *last;
        for (_, row) in page {
            out.line(&Value::Array(row))?;
            out.rows += 1;
        }
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
