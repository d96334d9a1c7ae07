//! The shape of a PostgreSQL database as it is: the tables of the schema that the connection works in.

use crate::dialect::quoted;
use crate::session::{DbError, Session};
use crate::shape::{ColumnShape, IndexShape, SearchShape, Shape, TableShape};
use crate::tables::KEY;

/// What a column is called here that holds the words of a text.
const WORDS: &str = "TSVECTOR";

/// Everything in the database that has a name.
pub(crate) fn found(session: &dyn Session) -> Result<Shape, DbError> {
    let mut shape = Shape { tables: Vec::new(), indexes: Vec::new(), searches: Vec::new() };
    let list = "SELECT relname::text FROM pg_class \
                WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1";
    for name in session.all(list, &[], |cells| cells.word(0))? {
        let columns = columns(session, &name)?;
        match name.strip_suffix("_search") {
            Some(table) if columns.iter().any(|column| column.storage == WORDS) => {
                let columns = columns.into_iter().map(|column| column.name).filter(|column| column != KEY).collect();
                shape.searches.push(SearchShape { table: table.to_owned(), columns, name });
            }
            Some(_) | None => {
                let empty = !session.is_there(&format!("SELECT 1 FROM {} LIMIT 1", quoted(&name)), &[])?;
                shape.tables.push(TableShape { name, was: None, columns, empty });
            }
        }
    }
    let list = "SELECT i.relname::text, t.relname::text, x.indisunique::int::bigint, \
                       (SELECT string_agg(a.attname::text, ' ' ORDER BY k.place) \
                        FROM unnest(x.indkey) WITH ORDINALITY AS k(number, place) \
                        JOIN pg_attribute AS a ON a.attrelid = x.indrelid AND a.attnum = k.number) \
                FROM pg_index AS x \
                JOIN pg_class AS i ON i.oid = x.indexrelid \
                JOIN pg_class AS t ON t.oid = x.indrelid \
                WHERE t.relnamespace = current_schema()::regnamespace \
                  AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.oid) ORDER BY 1";
    let indexes = session.all(list, &[], |cells| {
        let unique = cells.number(2)? != 0;
        Ok(IndexShape::found(cells.word(0)?, cells.word(1)?, unique, cells.text(3)?.as_deref()))
    })?;
    let of_rows = |index: &IndexShape| shape.tables.iter().any(|table| table.name == index.table);
    shape.indexes = indexes.into_iter().filter(of_rows).collect();
    Ok(shape)
}

fn columns(session: &dyn Session, table: &str) -> Result<Vec<ColumnShape>, DbError> {
    let list = "SELECT a.attname::text, \
                       CASE t.typname WHEN 'int8' THEN 'INTEGER' WHEN 'text' THEN 'TEXT' WHEN 'bytea' THEN 'BLOB' \
                                      ELSE upper(t.typname::text) END, \
                       a.attnotnull::int::bigint \
                FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid \
                WHERE a.attrelid = (quote_ident(current_schema()) || '.' || quote_ident($1))::regclass \
                  AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";
    session.all(list, &[table.into()], |cells| {
        let required = cells.number(2)? != 0;
        Ok(ColumnShape { name: cells.word(0)?, was: None, storage: cells.word(1)?, required, told_by: Vec::new() })
    })
}
