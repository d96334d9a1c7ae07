//! From one shape to another: what is altered by itself, and what only a person may decide.
//!
//! Pure: it compares two shapes and writes statements, and runs none.

use crate::shape::{ColumnShape, IndexShape, SearchShape, Shape, TableShape};
use crate::tables::{ID, KEY};
use sea_query::{Alias, ColumnDef, SqliteQueryBuilder};
use std::fmt;

/// Where the database and the register disagree in a way that data hang on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The database has a table that the register does not declare.
    UndeclaredTable {
        /// Its name.
        table: String,
    },
    /// The database has a column that the register does not declare.
    UndeclaredColumn {
        /// The table's name.
        table: String,
        /// The column's name.
        column: String,
    },
    /// A column is stored otherwise than the register declares.
    Changed {
        /// The table's name.
        table: String,
        /// The column's name.
        column: String,
        /// `TEXT, may be empty`.
        found: String,
        /// `INTEGER, required`.
        declared: String,
    },
    /// The register has a new required field, and there are rows that could not be without it.
    Required {
        /// The table's name.
        table: String,
        /// The column's name.
        column: String,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UndeclaredTable { table } => {
                write!(f, "{table}: the database has this table, the register does not declare it")
            }
            Self::UndeclaredColumn { table, column } => {
                write!(f, "{table}.{column}: the database has this column, the register does not declare it")
            }
            Self::Changed { table, column, found, declared } => {
                write!(f, "{table}.{column}: the database has {found}; the register declares {declared}")
            }
            Self::Required { table, column } => {
                write!(f, "{table}.{column}: new and required, but the table holds rows without it")
            }
        }
    }
}

/// One step from the shape found to the shape declared. None loses data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Alteration<'a> {
    CreateTable(&'a TableShape),
    AddColumn(&'a TableShape, &'a ColumnShape),
    CreateIndex(&'a IndexShape),
    DropIndex(&'a IndexShape),
    CreateSearch(&'a SearchShape),
    DropSearch(&'a SearchShape),
}

/// The steps that lead from `found` to `declared`, or all that stands in the way.
pub(crate) fn decide<'a>(declared: &'a Shape, found: &'a Shape) -> Result<Vec<Alteration<'a>>, Vec<Difference>> {
    let mut alterations = Vec::new();
    let mut differences = Vec::new();
    for table in &declared.tables {
        match found.tables.iter().find(|one| one.name == table.name) {
            None => alterations.push(Alteration::CreateTable(table)),
            Some(existing) => columns(table, existing, &mut alterations, &mut differences),
        }
    }
    for table in missing(&found.tables, &declared.tables, |one, other| one.name == other.name) {
        differences.push(Difference::UndeclaredTable { table: table.name.clone() });
    }
    let same = |one: &IndexShape, other: &IndexShape| one == other;
    alterations.extend(missing(&found.indexes, &declared.indexes, same).map(Alteration::DropIndex));
    alterations.extend(missing(&declared.indexes, &found.indexes, same).map(Alteration::CreateIndex));
    let same = |one: &SearchShape, other: &SearchShape| one == other;
    alterations.extend(missing(&found.searches, &declared.searches, same).map(Alteration::DropSearch));
    alterations.extend(missing(&declared.searches, &found.searches, same).map(Alteration::CreateSearch));
    if differences.is_empty() { Ok(alterations) } else { Err(differences) }
}

fn columns<'a>(
    declared: &'a TableShape,
    found: &TableShape,
    alterations: &mut Vec<Alteration<'a>>,
    differences: &mut Vec<Difference>,
) {
    let table = || declared.name.clone();
    for column in &declared.columns {
        match found.columns.iter().find(|one| one.name == column.name) {
            Some(existing) if existing == column => {}
            Some(existing) => differences.push(Difference::Changed {
                table: table(),
                column: column.name.clone(),
                found: existing.describe(),
                declared: column.describe(),
            }),
            None if column.required && !found.empty => {
                differences.push(Difference::Required { table: table(), column: column.name.clone() });
            }
            None => alterations.push(Alteration::AddColumn(declared, column)),
        }
    }
    for column in missing(&found.columns, &declared.columns, |one, other| one.name == other.name) {
        differences.push(Difference::UndeclaredColumn { table: table(), column: column.name.clone() });
    }
}

fn missing<'a, T>(of: &'a [T], from: &[T], same: impl Fn(&T, &T) -> bool) -> impl Iterator<Item = &'a T> {
    of.iter().filter(move |one| !from.iter().any(|other| same(one, other)))
}

impl ColumnShape {
    fn describe(&self) -> String {
        format!("{}, {}", self.storage, if self.required { "required" } else { "may be empty" })
    }

    fn definition(&self) -> ColumnDef {
        let mut column = ColumnDef::new(Alias::new(&self.name));
        column.custom(Alias::new(&self.storage));
        if self.required {
            column.not_null();
        }
        match self.name.as_str() {
            KEY => column.primary_key(),
            ID => column.unique_key(),
            _ => &mut column,
        };
        column
    }
}

impl Alteration<'_> {
    /// The statements, to be run in this order.
    pub(crate) fn statements(&self) -> Vec<String> {
        match self {
            Self::CreateTable(table) => {
                let mut create = sea_query::Table::create();
                create.table(Alias::new(&table.name)).extra("STRICT");
                for column in &table.columns {
                    create.col(column.definition());
                }
                vec![create.to_string(SqliteQueryBuilder)]
            }
            Self::AddColumn(table, column) => {
                let mut alter = sea_query::Table::alter();
                alter.table(Alias::new(&table.name)).add_column(column.definition());
                vec![alter.to_string(SqliteQueryBuilder)]
            }
            Self::CreateIndex(index) => {
                let mut create = sea_query::Index::create();
                create.name(&index.name).table(Alias::new(&index.table)).col(Alias::new(&index.column));
                if index.unique {
                    create.unique();
                }
                vec![create.to_string(SqliteQueryBuilder)]
            }
            Self::DropIndex(index) => vec![sea_query::Index::drop().name(&index.name).to_string(SqliteQueryBuilder)],
            Self::CreateSearch(search) => create_search(search),
            Self::DropSearch(search) => {
                vec![sea_query::Table::drop().table(Alias::new(&search.name)).to_string(SqliteQueryBuilder)]
            }
        }
    }
}

/// An index that holds no copy of the text, folds case and accents, and overwrites what it forgets.
fn create_search(search: &SearchShape) -> Vec<String> {
    let quoted: Vec<String> = search.columns.iter().map(|column| format!("\"{column}\"")).collect();
    let (name, table, columns) = (&search.name, &search.table, quoted.join(", "));
    vec![
        format!(
            "CREATE VIRTUAL TABLE \"{name}\" USING fts5({columns}, content='{table}', content_rowid='{KEY}', \
             tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
        ),
        format!("INSERT INTO \"{name}\" (\"{name}\", \"rank\") VALUES ('secure-delete', 1)"),
        format!("INSERT INTO \"{name}\" (\"{name}\") VALUES ('rebuild')"),
    ]
}
