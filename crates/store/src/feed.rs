//! Feeding the full-text indexes once per commit, with the difference between before and after.
//!
//! An index keeps no copy of the text: to forget a row it must be told what it had of it.

use crate::dialect::Dialect;
use crate::search::{Index, vector};
use crate::session::{Cells, DbError, Param, Session};
use crate::tables::Tables;
use model::{EntityId, RowId};
use std::collections::HashMap;

/// The rows that changed since the last commit, each with what its index has of it.
#[derive(Debug, Default)]
pub(crate) struct Feed(HashMap<(EntityId, i64), Indexed>);

/// What an index has of a row: nothing, or these texts.
pub(crate) type Indexed = Option<Vec<Option<String>>>;

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
    pub(crate) fn write(self, session: &dyn Session, tables: &Tables) -> Result<(), DbError> {
        for ((entity, key), indexed) in self.0 {
            let Some(index) = &tables.of(entity).index else { continue };
            match session.dialect() {
                Dialect::Sqlite => {
                    if let Some(texts) = indexed {
                        let command = [Param::Text("delete"), Param::Integer(key)];
                        let params: Vec<Param<'_>> =
                            command.into_iter().chain(texts.iter().map(|one| text(one.as_ref()))).collect();
                        session.execute(&index.remove, &params)?;
                    }
                    session.execute(&index.add, &[Param::Integer(key)])?;
                }
                Dialect::Postgres => {
                    if indexed.is_some() {
                        session.execute(&index.remove, &[Param::Integer(key)])?;
                    }
                    let now = session.first(&index.now, &[Param::Integer(key)], |cells| texts(cells, index))?;
                    if let Some((key, texts)) = now {
                        add(session, index, key, &texts)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Adds the words of a row to an index that keeps them in a table.
pub(crate) fn add(session: &dyn Session, index: &Index, key: i64, texts: &[Option<String>]) -> Result<(), DbError> {
    let vectors: Vec<String> = texts.iter().map(|text| vector(text.as_deref().unwrap_or_default())).collect();
    let vectors = vectors.iter().map(|vector| Param::Text(vector));
    let params: Vec<Param<'_>> = [Param::Integer(key)].into_iter().chain(vectors).collect();
    session.execute(&index.add, &params).map(|_| ())
}

/// The key of a row and the text that its index has of it; none where there is no such row.
pub(crate) fn indexed(session: &dyn Session, index: &Index, id: RowId) -> Result<Option<(i64, Indexed)>, DbError> {
    session.first(&index.text, &[(&id).into()], |cells| texts(cells, index).map(|(key, texts)| (key, Some(texts))))
}

/// The key of a row and its searchable texts, from one of the statements of its index.
pub(crate) fn texts(cells: &dyn Cells, index: &Index) -> Result<(i64, Vec<Option<String>>), DbError> {
    let texts = (1..=index.fields.len()).map(|at| cells.text(at)).collect::<Result<_, _>>()?;
    Ok((cells.number(0)?, texts))
}

fn text(text: Option<&String>) -> Param<'_> {
    text.map_or(Param::Null, |text| Param::Text(text))
}
