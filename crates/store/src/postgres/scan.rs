//! Looking for texts in every column of the database that may hold one, whether a register declares it or not.
//!
//! The database looks for itself: no row is read out of it. It sees living rows only; what was deleted before the last
//! scrub lies in its files, which are not ours to read.

use crate::dialect::quoted;
use crate::scan::{Sighting, folded};
use crate::session::{DbError, Param, Session};
use std::path::PathBuf;

/// Small letters of a Western European language, whatever the database was told of languages.
const CAPITALS: &str = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ";
const SMALL: &str = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ";

/// The tables, their columns that are no numbers, and what is in these.
const COLUMNS: &str = "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
    WHERE table_schema = current_schema() AND data_type NOT IN ('bigint', 'integer', 'boolean') \
    ORDER BY table_name, ordinal_position";

/// Every column that holds one of `texts`, in UTF-8, in capitals or small letters; it is called `table.column`.
pub(super) fn scan(session: &dyn Session, texts: &[String]) -> Result<Vec<Sighting>, DbError> {
    let columns = session.all(COLUMNS, &[], |cells| {
        let text = |at| Ok::<_, DbError>(cells.text(at)?.unwrap_or_default());
        Ok((text(0)?, (text(1)?, text(2)?)))
    })?;
    let mut tables: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for (table, column) in columns {
        match tables.last_mut() {
            Some((last, columns)) if *last == table => columns.push(column),
            Some(_) | None => tables.push((table, vec![column])),
        }
    }
    let mut sightings = Vec::new();
    for (table, columns) in &tables {
        let looks: Vec<String> = columns.iter().map(|(column, kind)| look(column, kind)).collect();
        let select = format!("SELECT {} FROM {}", looks.join(", "), quoted(table));
        for (needle, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let text = String::from_utf8_lossy(&folded(text)).into_owned();
            let found = session.first(&select, &[Param::Text(&text)], |cells| {
                (0..columns.len()).map(|at| Ok(cells.integer(at)? == Some(1))).collect::<Result<Vec<bool>, DbError>>()
            })?;
            let here = columns.iter().zip(found.unwrap_or_default()).filter(|(_, found)| *found);
            sightings.extend(
                here.map(|((column, _), _)| Sighting { file: PathBuf::from(format!("{table}.{column}")), needle }),
            );
        }
    }
    Ok(sightings)
}

/// Whether any row has the text in this column, as a number.
fn look(column: &str, kind: &str) -> String {
    let column = quoted(column);
    let found = match kind {
        "bytea" => format!("position(convert_to($1::text, 'UTF8') IN {column})"),
        _ => format!("strpos(lower(translate({column}::text COLLATE \"C\", '{CAPITALS}', '{SMALL}')), $1::text)"),
    };
    format!("max(CASE WHEN {found} > 0 THEN 1 ELSE 0 END)::bigint")
}
