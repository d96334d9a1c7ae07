//! A table made anew with its rows: where a column that had to be filled in may now be empty, where one
//! must be that might not, where a new choice is told by what the rows hold already, and where a column in which no row
//! has a value is stored otherwise.
//!
//! It writes statements, and runs none. Keys stay, so that a full-text index goes on.

use crate::alter::Difference;
use crate::dialect::{Dialect, quoted};
use crate::shape::{ColumnShape, TableShape};
use crate::tables::{ID, KEY, VERSION};
use sea_query::Alias;

/// A table as it is declared, made from one that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rebuild<'a> {
    pub(crate) declared: &'a TableShape,
    pub(crate) found: &'a TableShape,
    /// Each declared column with what was found of it.
    pub(crate) columns: Vec<(&'a ColumnShape, Option<&'a ColumnShape>)>,
    /// What was found and is not declared any more.
    pub(crate) given_up: Vec<&'a ColumnShape>,
}

impl Rebuild<'_> {
    /// The statements that come before the table stands under its name, `create` first: it makes a table
    /// of the name that it is given.
    pub(crate) fn anew(&self, create: impl FnOnce(&str) -> String) -> Vec<String> {
        let new = format!("{}~", self.declared.name);
        let into: Vec<String> = self.columns.iter().map(|(column, _)| quoted(&column.name)).collect();
        let from: Vec<String> = self.columns.iter().map(|(column, found)| self.source(column, *found)).collect();
        vec![
            create(&new),
            format!(
                "INSERT INTO {} ({}) SELECT {} FROM {}",
                quoted(&new),
                into.join(", "),
                from.join(", "),
                quoted(&self.found.name)
            ),
            format!("DROP TABLE {}", quoted(&self.found.name)),
            format!("ALTER TABLE {} RENAME TO {}", quoted(&new), quoted(&self.declared.name)),
        ]
    }

    /// The statements that alter the table where it stands, with its rows.
    pub(crate) fn in_place(&self, dialect: Dialect) -> Vec<String> {
        let table = quoted(&self.declared.name);
        let mut statements = Vec::new();
        if self.found.name != self.declared.name {
            statements.push(format!("ALTER TABLE {} RENAME TO {table}", quoted(&self.found.name)));
        }
        for (column, found) in &self.columns {
            let name = quoted(&column.name);
            let Some(found) = found else {
                let open = ColumnShape { required: false, ..(*column).clone() };
                let mut alter = sea_query::Table::alter();
                alter.table(Alias::new(&self.declared.name)).add_column(open.definition(dialect));
                statements.push(dialect.schema(&alter));
                continue;
            };
            if found.name != column.name {
                statements.push(format!("ALTER TABLE {table} RENAME COLUMN {} TO {name}", quoted(&found.name)));
            }
            if found.storage != column.storage {
                let storage = column.storage_in(dialect);
                let alter = format!("ALTER TABLE {table} ALTER COLUMN {name}");
                statements.push(format!("{alter} TYPE {storage} USING NULL"));
            }
            if found.required != column.required {
                let verb = if column.required { "SET" } else { "DROP" };
                statements.push(format!("ALTER TABLE {table} ALTER COLUMN {name} {verb} NOT NULL"));
            }
        }
        for column in &self.given_up {
            statements.push(format!("ALTER TABLE {table} DROP COLUMN {}", quoted(&column.name)));
        }
        // Every column bears its new name by now.
        for (column, _) in self.columns.iter().filter(|(column, found)| found.is_none() && column.required) {
            let name = quoted(&column.name);
            let told = case(column.told_by.iter().map(|(key, by)| (key, by)));
            statements.push(format!("UPDATE {table} SET {name} = {told}"));
            statements.push(format!("ALTER TABLE {table} ALTER COLUMN {name} SET NOT NULL"));
        }
        statements
    }

    /// For each column that must be filled in and may not be: a question whether it is missing in some
    /// row, and what stands in the way then.
    pub(crate) fn questions(&self) -> impl Iterator<Item = (String, Difference)> {
        let own = |column: &ColumnShape| [KEY, ID, VERSION].contains(&column.name.as_str());
        let open = self.columns.iter().filter(move |(column, found)| {
            column.required && !own(column) && !found.is_some_and(|found| found.required)
        });
        let stored = self.columns.iter().filter_map(|(column, found)| {
            let found = found.filter(|found| found.storage != column.storage)?;
            let (table, name) = (quoted(&self.found.name), quoted(&found.name));
            let question = format!("SELECT 1 FROM {table} WHERE {name} IS NOT NULL LIMIT 1");
            Some((question, self.changed(column, found)))
        });
        let missing = open.map(|(column, found)| {
            let question = format!(
                "SELECT 1 FROM {} WHERE {} IS NULL LIMIT 1",
                quoted(&self.found.name),
                self.source(column, *found)
            );
            let (table, name) = (self.declared.name.clone(), column.name.clone());
            let difference = match found {
                Some(found) => self.changed(column, found),
                None => Difference::Required { table, column: name },
            };
            (question, difference)
        });
        missing.chain(stored)
    }

    fn changed(&self, column: &ColumnShape, found: &ColumnShape) -> Difference {
        Difference::Changed {
            table: self.declared.name.clone(),
            column: column.name.clone(),
            found: found.describe(),
            declared: column.describe(),
        }
    }

    /// What a column of the new table gets from a row of the old one.
    fn source(&self, column: &ColumnShape, found: Option<&ColumnShape>) -> String {
        if let Some(found) = found {
            return quoted(&found.name);
        }
        let found =
            |name: &String| self.columns.iter().find(|(one, _)| one.name == *name).and_then(|(_, found)| *found);
        case(column.told_by.iter().filter_map(|(key, by)| Some((key, &found(by)?.name))))
    }
}

/// The alternative that the first filled of some columns tells; empty where none is.
fn case<'a>(told: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    let one =
        |(key, by): (&String, &String)| format!("WHEN {} IS NOT NULL THEN '{}'", quoted(by), key.replace('\'', "''"));
    let cases: Vec<String> = told.map(one).collect();
    if cases.is_empty() { "NULL".to_owned() } else { format!("(CASE {} END)", cases.join(" ")) }
}
