//! Feeding the full-text indexes once per commit, with the difference between before and after.
//!
//! An index keeps no copy of the text: to forget a row it must be told what it had of it.

use crate::dialect::Dialect;
use crate::limits::INDEXED_ROWS_AT_A_TIME;
use crate::search::{Index, vector};
use crate::session::{Cells, DbError, Param, Session};
use crate::tables::Tables;
use model::{EntityId, RowId};
use std::collections::{BTreeMap, HashMap};

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
        let mut of_entities: BTreeMap<EntityId, Vec<(i64, Indexed)>> = BTreeMap::new();
        for ((entity, key), indexed) in self.0 {
            of_entities.entry(entity).or_default().push((key, indexed));
        }
        for (entity, rows) in of_entities {
            let Some(index) = &tables.of(entity).index else { continue };
            for rows in rows.chunks(INDEXED_ROWS_AT_A_TIME) {
                bring(session, index, rows)?;
            }
        }
        Ok(())
    }
}

/// Brings an index up to date with some rows. All of them are added by one statement: before each that writes several
/// rows the embedded database writes what its index holds in memory to the disk, as though it were a commit.
fn bring(session: &dyn Session, index: &Index, rows: &[(i64, Indexed)]) -> Result<(), DbError> {
    let keys = |rows: &mut dyn Iterator<Item = &(i64, Indexed)>| {
        let keys = rows.map(|(key, _)| key.to_string()).collect::<Vec<_>>().join(",");
        match session.dialect() {
            Dialect::Sqlite => format!("[{keys}]"),
            Dialect::Postgres => format!("{{{keys}}}"),
        }
    };
    let all = keys(&mut rows.iter());
    match session.dialect() {
        Dialect::Sqlite => {
            for (key, texts) in rows.iter().filter_map(|(key, indexed)| Some((key, indexed.as_ref()?))) {
                let command = [Param::Text("delete"), Param::Integer(*key)];
                let params: Vec<Param<'_>> =
                    command.into_iter().chain(texts.iter().map(|one| text(one.as_ref()))).collect();
                session.execute(&index.remove, &params)?;
            }
            session.execute(&index.add, &[Param::Text(&all)]).map(|_| ())
        }
        Dialect::Postgres => {
            let mut indexed = rows.iter().filter(|(_, indexed)| indexed.is_some()).peekable();
            if indexed.peek().is_some() {
                session.execute(&index.remove, &[Param::Text(&keys(&mut indexed))])?;
            }
            let now = session.all(&index.now, &[Param::Text(&all)], |cells| texts(cells, index))?;
            add(session, index, &now)
        }
    }
}

/// Adds the words of rows to an index that keeps them in a table.
pub(crate) fn add(session: &dyn Session, index: &Index, rows: &[(i64, Vec<Option<String>>)]) -> Result<(), DbError> {
    if rows.is_empty() {
        return Ok(());
    }
    let row = |(key, texts): &(i64, Vec<Option<String>>)| {
        let vectors = texts.iter().map(|text| vector(text.as_deref().unwrap_or_default()).into());
        serde_json::Value::Array([(*key).into()].into_iter().chain(vectors).collect())
    };
    let rows = serde_json::Value::Array(rows.iter().map(row).collect()).to_string();
    session.execute(&index.add, &[Param::Text(&rows)]).map(|_| ())
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
