//! Feeding the full-text indexes once per commit, with the difference between before and after.
//!
//! An index keeps no copy of the text: to forget a row it must be told what it had of it.

use crate::tables::{Index, Tables};
use model::{EntityId, RowId};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use std::collections::HashMap;

/// The rows that changed since the last commit, each with what its index has of it.
#[derive(Debug, Default)]
pub(crate) struct Feed(HashMap<(EntityId, i64), Indexed>);

/// What an index has of a row: nothing, or these texts.
pub(crate) type Indexed = Option<Vec<Value>>;

impl Feed {
    /// The row changed; what is known of it from before in this commit stays.
    pub(crate) fn note(&mut self, entity: EntityId, key: i64, indexed: Indexed) {
        self.0.entry((entity, key)).or_insert(indexed);
    }

    /// Takes over what `later` noted.
    pub(crate) fn merge(&mut self, later: Self) {
        for ((entity, key), indexed) in later.0 {
            self.note(entity, key, indexed);
        }
    }

    /// Brings every index up to date with the rows as they are now.
    pub(crate) fn write(self, connection: &Connection, tables: &Tables) -> rusqlite::Result<()> {
        for ((entity, key), indexed) in self.0 {
            let Some(index) = &tables.of(entity).index else { continue };
            if let Some(texts) = indexed {
                let command = [Value::Text("delete".to_owned()), Value::Integer(key)];
                let mut remove = connection.prepare_cached(&index.remove)?;
                remove.execute(params_from_iter(command.into_iter().chain(texts)))?;
            }
            connection.prepare_cached(&index.add)?.execute([key])?;
        }
        Ok(())
    }
}

/// The key of a row and the text that its index has of it; none where there is no such row.
pub(crate) fn indexed(connection: &Connection, index: &Index, id: RowId) -> rusqlite::Result<Option<(i64, Indexed)>> {
    let mut text = connection.prepare_cached(&index.text)?;
    text.query_row([&id.0[..]], |row| {
        let texts = (1..=index.fields.len()).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
        Ok((row.get(0)?, Some(texts)))
    })
    .optional()
}
