//! The two dialects of SQL. Statements come from one builder; what a dialect says otherwise stands here,
//! in [`alter`](crate::alter) for what is created, and in the folder that bears its name.

use crate::session::Statement;
use sea_query::{PostgresQueryBuilder, QueryStatementWriter, SchemaStatementBuilder, SqliteQueryBuilder};

/// A database's way of saying it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// A statement that reads or writes rows, and what it binds.
    pub(crate) fn build(self, statement: &impl QueryStatementWriter) -> Statement {
        let (sql, values) = match self {
            Self::Sqlite => statement.build(SqliteQueryBuilder),
            Self::Postgres => statement.build(PostgresQueryBuilder),
        };
        Statement { sql, values }
    }

    /// The text of a statement that reads or writes rows; what it binds is bound anew each time.
    pub(crate) fn text(self, statement: &impl QueryStatementWriter) -> String {
        self.build(statement).sql
    }

    /// A statement that creates, alters or drops.
    pub(crate) fn schema(self, statement: &impl SchemaStatementBuilder) -> String {
        match self {
            Self::Sqlite => statement.build(SqliteQueryBuilder),
            Self::Postgres => statement.build(PostgresQueryBuilder),
        }
    }
}

/// A name in a statement that no builder writes.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
