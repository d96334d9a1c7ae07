//! From one shape to another: what is altered by itself, and what only a person may decide.
//!
//! Pure: it compares two shapes and writes statements, and runs none.

use crate::dialect::{Dialect, quoted};
use crate::rebuild::Rebuild;
use crate::shape::{ColumnShape, IndexShape, Over, SearchShape, Shape, TableShape};
use crate::sorting;
use crate::tables::{ID, KEY};
use model::Destroyed;
use sea_query::{Alias, ColumnDef};
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

/// One step from the shape found to the shape declared. None loses data that the register does not give up by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Alteration<'a> {
    /// From what it was called before.
    RenameTable(&'a str, &'a TableShape),
    /// From what it was called before.
    RenameColumn(&'a TableShape, &'a str, &'a ColumnShape),
    CreateTable(&'a TableShape),
    AddColumn(&'a TableShape, &'a ColumnShape),
    /// With all that is new in it, and under its name.
    RebuildTable(Rebuild<'a>),
    CreateIndex(&'a IndexShape),
    DropIndex(&'a IndexShape),
    CreateSearch(&'a SearchShape),
    DropSearch(&'a SearchShape),
    /// With all its rows.
    DropTable(&'a TableShape),
    /// Of the table that is declared so and was found so: the column, with what it holds in every row.
    DropColumn(&'a TableShape, &'a TableShape, &'a ColumnShape),
}

/// The steps that lead from `found` to `declared`, or all that stands in the way.
///
/// Indexes that are not declared go first: one that names a table by its former name is of no use.
pub(crate) fn decide<'a>(
    declared: &'a Shape,
    found: &'a Shape,
    given_up: &Destroyed,
) -> Result<Vec<Alteration<'a>>, Vec<Difference>> {
    let mut alterations = Vec::new();
    let mut differences = Vec::new();
    let same = |one: &SearchShape, other: &SearchShape| one == other;
    alterations.extend(missing(&found.searches, &declared.searches, same).map(Alteration::DropSearch));
    let same = |one: &IndexShape, other: &IndexShape| one == other;
    alterations.extend(missing(&found.indexes, &declared.indexes, same).map(Alteration::DropIndex));
    let mut taken = Vec::new();
    for table in &declared.tables {
        match former(&table.name, table.was.as_ref(), &found.tables, &declared.tables, |one| &one.name) {
            None => alterations.push(Alteration::CreateTable(table)),
            Some(existing) => {
                taken.push(&existing.name);
                columns(table, existing, given_up, &mut alterations, &mut differences);
            }
        }
    }
    for table in found.tables.iter().filter(|table| !taken.contains(&&table.name)) {
        if given_up.entities.contains(&table.name) {
            alterations.push(Alteration::DropTable(table));
        } else {
            differences.push(Difference::UndeclaredTable { table: table.name.clone() });
        }
    }
    // An index goes with its table when that is made anew.
    let anew = |name: &str| {
        alterations.iter().any(|one| matches!(one, Alteration::RebuildTable(it) if it.declared.name == name))
    };
    let same = |one: &IndexShape, other: &IndexShape| one == other && !anew(&one.table);
    let indexes: Vec<&IndexShape> = missing(&declared.indexes, &found.indexes, same).collect();
    alterations.extend(indexes.into_iter().map(Alteration::CreateIndex));
    let same = |one: &SearchShape, other: &SearchShape| one == other;
    alterations.extend(missing(&declared.searches, &found.searches, same).map(Alteration::CreateSearch));
    if differences.is_empty() { Ok(alterations) } else { Err(differences) }
}

/// What was found of `name`, or else of what it `was` called, where that is nobody else's name now.
fn former<'a, T>(
    name: &str,
    was: Option<&String>,
    found: &'a [T],
    declared: &[T],
    name_of: impl Fn(&T) -> &String,
) -> Option<&'a T> {
    let called = |name: &str| found.iter().find(|one| name_of(one) == name);
    let free = |was: &&String| !declared.iter().any(|one| name_of(one) == *was);
    called(name).or_else(|| was.filter(free).and_then(|was| called(was)))
}

/// The steps that a table needs: each column for itself, or all of it anew where a column's hold on its
/// rows differs.
fn columns<'a>(
    declared: &'a TableShape,
    found: &'a TableShape,
    given_up: &Destroyed,
    alterations: &mut Vec<Alteration<'a>>,
    differences: &mut Vec<Difference>,
) {
    let table = || declared.name.clone();
    let mut pairs = Vec::new();
    let mut steps = Vec::new();
    let mut anew = false;
    for column in &declared.columns {
        let existing = former(&column.name, column.was.as_ref(), &found.columns, &declared.columns, |one| &one.name);
        pairs.push((column, existing));
        match existing {
            Some(existing) => {
                // Another storage is for columns that no row has a value in.
                anew |= existing.required != column.required || existing.storage != column.storage;
                if existing.name != column.name {
                    steps.push(Alteration::RenameColumn(declared, &existing.name, column));
                }
            }
            None if column.required && !found.empty && column.told_by.is_empty() => {
                differences.push(Difference::Required { table: table(), column: column.name.clone() });
            }
            None => {
                anew |= column.required && !found.empty;
                steps.push(Alteration::AddColumn(declared, column));
            }
        }
    }
    let is_known = |column: &&ColumnShape| pairs.iter().any(|(_, known)| known.is_some_and(|one| one == *column));
    for column in found.columns.iter().filter(|column| !is_known(column)) {
        if given_up.fields.iter().any(|(entity, field)| *entity == declared.name && *field == column.name) {
            steps.push(Alteration::DropColumn(declared, found, column));
        } else {
            differences.push(Difference::UndeclaredColumn { table: table(), column: column.name.clone() });
        }
    }
    if anew {
        let given_up = steps
            .iter()
            .filter_map(|step| if let Alteration::DropColumn(_, _, column) = step { Some(*column) } else { None });
        let given_up = given_up.collect();
        alterations.push(Alteration::RebuildTable(Rebuild { declared, found, columns: pairs, given_up }));
        return;
    }
    if found.name != declared.name {
        alterations.push(Alteration::RenameTable(&found.name, declared));
    }
    alterations.extend(steps);
}

fn missing<'a, T>(of: &'a [T], from: &[T], same: impl Fn(&T, &T) -> bool) -> impl Iterator<Item = &'a T> {
    of.iter().filter(move |one| !from.iter().any(|other| same(one, other)))
}

impl ColumnShape {
    pub(crate) fn describe(&self) -> String {
        format!("{}, {}", self.storage, if self.required { "required" } else { "may be empty" })
    }

    pub(crate) fn definition(&self, dialect: Dialect) -> ColumnDef {
        let mut column = ColumnDef::new(Alias::new(&self.name));
        column.custom(Alias::new(self.storage_in(dialect)));
        if self.required {
            column.not_null();
        }
        match self.name.as_str() {
            KEY if dialect == Dialect::Postgres => column.extra("GENERATED BY DEFAULT AS IDENTITY").primary_key(),
            KEY => column.primary_key(),
            ID => column.unique_key(),
            _ => &mut column,
        };
        column
    }

    /// Numbers, texts and bytes; texts are compared byte by byte everywhere.
    pub(crate) fn storage_in(&self, dialect: Dialect) -> &str {
        match (dialect, self.storage.as_str()) {
            (Dialect::Postgres, "INTEGER") => "bigint",
            (Dialect::Postgres, "TEXT") => "text COLLATE \"C\"",
            (Dialect::Postgres, "BLOB") => "bytea",
            (Dialect::Sqlite | Dialect::Postgres, storage) => storage,
        }
    }
}

impl Alteration<'_> {
    /// What is done, for people; each with the question how many rows lose something by it, where they do. Nothing of
    /// indexes: they hold nothing that is not in the rows.
    pub(crate) fn words(&self) -> Vec<(String, Option<String>)> {
        let gone = |table: &TableShape, name: &str, column: &ColumnShape| {
            let count = format!("SELECT count({}) FROM {}", quoted(&column.name), quoted(&table.name));
            (format!("destroy `{name}.{}`", column.name), Some(count))
        };
        match self {
            Self::RenameTable(was, table) => vec![(format!("`{was}` is called `{}` now", table.name), None)],
            Self::RenameColumn(table, was, column) => {
                vec![(format!("`{0}.{was}` is called `{0}.{1}` now", table.name, column.name), None)]
            }
            Self::CreateTable(table) => vec![(format!("make a place for `{}`", table.name), None)],
            Self::AddColumn(table, column) => vec![(format!("add `{}.{}`", table.name, column.name), None)],
            Self::RebuildTable(rebuild) => {
                let name = &rebuild.declared.name;
                let gone = rebuild.given_up.iter().map(|column| gone(rebuild.found, name, column));
                [(format!("alter what must be filled in of `{name}`"), None)].into_iter().chain(gone).collect()
            }
            Self::DropTable(table) => {
                let count = format!("SELECT count(*) FROM {}", quoted(&table.name));
                vec![(format!("destroy `{}`", table.name), Some(count))]
            }
            Self::DropColumn(table, found, column) => vec![gone(found, &table.name, column)],
            Self::CreateIndex(_) | Self::DropIndex(_) | Self::CreateSearch(_) | Self::DropSearch(_) => Vec::new(),
        }
    }

    /// The statements, to be run in this order.
    pub(crate) fn statements(&self, dialect: Dialect) -> Vec<String> {
        match self {
            Self::RenameTable(was, table) => {
                let mut rename = sea_query::Table::rename();
                rename.table(Alias::new(*was), Alias::new(&table.name));
                vec![dialect.schema(&rename)]
            }
            Self::RenameColumn(table, was, column) => {
                let mut alter = sea_query::Table::alter();
                alter.table(Alias::new(&table.name)).rename_column(Alias::new(*was), Alias::new(&column.name));
                vec![dialect.schema(&alter)]
            }
            Self::CreateTable(table) => vec![create_table(dialect, table, &table.name)],
            Self::RebuildTable(rebuild) => match dialect {
                Dialect::Sqlite => rebuild.anew(|name| create_table(dialect, rebuild.declared, name)),
                Dialect::Postgres => rebuild.in_place(dialect),
            },
            Self::AddColumn(table, column) => {
                let mut alter = sea_query::Table::alter();
                alter.table(Alias::new(&table.name)).add_column(column.definition(dialect));
                vec![dialect.schema(&alter)]
            }
            Self::CreateIndex(index) => vec![create_index(dialect, index)],
            Self::DropIndex(index) => vec![format!("DROP INDEX {}", quoted(&index.name))],
            Self::CreateSearch(search) => create_search(dialect, search),
            Self::DropTable(table) => vec![format!("DROP TABLE {}", quoted(&table.name))],
            Self::DropColumn(table, _, column) => {
                vec![format!("ALTER TABLE {} DROP COLUMN {}", quoted(&table.name), quoted(&column.name))]
            }
            Self::DropSearch(search) => {
                vec![format!("DROP TABLE {}", quoted(&search.name))]
            }
        }
    }
}

fn create_index(dialect: Dialect, index: &IndexShape) -> String {
    // Those of an altered table are there already; empty values come first in every order.
    let (if_new, nulls) = match dialect {
        Dialect::Sqlite => ("", ""),
        Dialect::Postgres => ("IF NOT EXISTS ", " NULLS FIRST"),
    };
    let each =
        |of: &dyn Fn(&str) -> String| index.columns.iter().map(|column| of(column)).collect::<Vec<_>>().join(", ");
    let values = || each(&|column| format!("{}{nulls}", quoted(column)));
    let sorted = || each(&|column| format!("{}{nulls}", sorting::of_column(column)));
    let (unique, what, which) = match index.over {
        Over::Values => ("", values(), String::new()),
        Over::Unique => ("UNIQUE ", values(), String::new()),
        Over::Sorted => ("", format!("{}, {}", sorted(), quoted(ID)), String::new()),
        Over::Ordered => ("", format!("{}, {}", values(), quoted(ID)), String::new()),
        Over::Filled => {
            let columns = each(&quoted);
            let filled = format!(" WHERE {columns} IS NOT NULL");
            ("", columns, filled)
        }
    };
    let (name, table) = (quoted(&index.name), quoted(&index.table));
    format!("CREATE {unique}INDEX {if_new}{name} ON {table} ({what}){which}")
}

fn create_table(dialect: Dialect, table: &TableShape, name: &str) -> String {
    let mut create = sea_query::Table::create();
    create.table(Alias::new(name));
    if dialect == Dialect::Sqlite {
        create.extra("STRICT");
    }
    for column in &table.columns {
        create.col(column.definition(dialect));
    }
    dialect.schema(&create)
}

/// An index that folds case and accents. In the embedded database it holds no copy of the text and overwrites what it
/// forgets; otherwise it is a table of words, see [`search`](crate::search).
fn create_search(dialect: Dialect, search: &SearchShape) -> Vec<String> {
    let columns: Vec<String> = search.columns.iter().map(|column| quoted(column)).collect();
    let (name, table, key) = (quoted(&search.name), &search.table, quoted(KEY));
    match dialect {
        Dialect::Sqlite => vec![
            format!(
                "CREATE VIRTUAL TABLE {name} USING fts5({}, content='{table}', content_rowid='{KEY}', \
                 tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
                columns.join(", ")
            ),
            format!("INSERT INTO {name} ({name}, \"rank\") VALUES ('secure-delete', 1)"),
            format!("INSERT INTO {name} ({name}) VALUES ('rebuild')"),
        ],
        Dialect::Postgres => {
            let vectors: Vec<String> = columns.iter().map(|column| format!("{column} tsvector NOT NULL")).collect();
            let by_words: Vec<String> =
                columns.iter().map(|column| format!("CREATE INDEX ON {name} USING gin ({column})")).collect();
            let table = format!("CREATE TABLE {name} ({key} bigint PRIMARY KEY, {})", vectors.join(", "));
            [table].into_iter().chain(by_words).collect()
        }
    }
}
