//! The shape of the embedded database as it is.

use crate::dialect::quoted;
use crate::session::{DbError, Session};
use crate::shape::{ColumnShape, IndexShape, SearchShape, Shape, TableShape};

/// Everything in the database that has a name.
pub(crate) fn found(session: &dyn Session) -> Result<Shape, DbError> {
    let mut shape = Shape { tables: Vec::new(), indexes: Vec::new(), searches: Vec::new() };
    let list = "SELECT name, type FROM pragma_table_list \
                WHERE schema = 'main' AND type IN ('table', 'virtual', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                ORDER BY name";
    for (name, kind) in session.all(list, &[], |cells| Ok((cells.word(0)?, cells.word(1)?)))? {
        let columns = columns(session, &name)?;
        match name.strip_suffix("_search") {
            Some(table) if kind == "virtual" => {
                let columns = columns.into_iter().map(|column| column.name).collect();
                shape.searches.push(SearchShape { table: table.to_owned(), columns, name });
            }
            Some(_) | None => {
                let empty = !session.is_there(&format!("SELECT 1 FROM {} LIMIT 1", quoted(&name)), &[])?;
                shape.tables.push(TableShape { name, was: None, columns, empty });
            }
        }
    }
    let list = "SELECT list.name, master.tbl_name, list.\"unique\", \
                       (SELECT group_concat(info.name, ' ') FROM pragma_index_info(list.name) AS info) \
                FROM sqlite_master AS master JOIN pragma_index_list(master.name) AS list \
                WHERE master.type = 'table' AND list.origin = 'c' ORDER BY list.name";
    shape.indexes = session.all(list, &[], |cells| {
        let unique = cells.number(2)? != 0;
        Ok(IndexShape::found(cells.word(0)?, cells.word(1)?, unique, cells.text(3)?.as_deref()))
    })?;
    Ok(shape)
}

fn columns(session: &dyn Session, table: &str) -> Result<Vec<ColumnShape>, DbError> {
    let list = "SELECT name, upper(type), \"notnull\" FROM pragma_table_info(?)";
    session.all(list, &[table.into()], |cells| {
        let required = cells.number(2)? != 0;
        Ok(ColumnShape { name: cells.word(0)?, was: None, storage: cells.word(1)?, required, told_by: Vec::new() })
    })
}
