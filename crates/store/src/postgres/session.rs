//! A connection to PostgreSQL that a thread works with and waits for.

use crate::dialect::Dialect;
use crate::limits::RECEIVED_ROWS_AT_A_TIME;
use crate::session::{Cell, Cells, DbError, Each, Param, Session, unreadable};
use crate::tables::ID;
use bytes::BytesMut;
use deadpool_postgres::Object;
use futures_util::StreamExt;
use model::RowId;
use std::error::Error;
use std::pin::pin;
use tokio::runtime::Handle;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Row, Statement};

/// A connection while one thread has it.
#[derive(Debug)]
pub(crate) struct Blocking {
    client: Object,
    runtime: Handle,
    conflicted: std::cell::Cell<bool>,
}

impl Blocking {
    pub(super) fn new(client: Object, runtime: Handle) -> Self {
        Self { client, runtime, conflicted: std::cell::Cell::new(false) }
    }

    /// Whether somebody else's transaction came between.
    pub(super) fn is_conflicted(&self) -> bool {
        self.conflicted.get()
    }

    /// The connection is of no use any more.
    pub(super) fn discard(self) {
        drop(Object::take(self.client));
    }

    fn wait<T>(&self, answer: impl Future<Output = Result<T, tokio_postgres::Error>>) -> Result<T, DbError> {
        self.told(self.runtime.block_on(answer))
    }

    /// Keeps in mind whether somebody else's transaction came between.
    fn told<T>(&self, answer: Result<T, tokio_postgres::Error>) -> Result<T, DbError> {
        answer.map_err(|cause| {
            let cause = DbError::from(cause);
            self.conflicted.set(self.conflicted.get() || cause == DbError::Conflict);
            cause
        })
    }
}

impl Session for Blocking {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64, DbError> {
        self.wait(async {
            let statement = prepared(&self.client, sql, params).await?;
            self.client.execute(&statement, &bound(params)).await
        })
    }

    fn each(&self, sql: &str, params: &[Param<'_>], row: Each<'_>) -> Result<(), DbError> {
        let rows = self.wait(async {
            let statement = prepared(&self.client, sql, params).await?;
            self.client.query_raw(&statement, params).await
        })?;
        // Looked at as they come, a handful at a time: however many there are, few are in memory.
        let mut lots = pin!(rows.ready_chunks(RECEIVED_ROWS_AT_A_TIME));
        while let Some(lot) = self.runtime.block_on(lots.next()) {
            for cells in lot {
                row(&self.told(cells)?)?;
            }
        }
        Ok(())
    }

    fn batch(&self, sql: &str) -> Result<(), DbError> {
        self.wait(self.client.batch_execute(sql))
    }
}

/// Every row that a statement answers with.
pub(super) async fn rows(client: &Object, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, tokio_postgres::Error> {
    let statement = prepared(client, sql, params).await?;
    client.query(&statement, &bound(params)).await
}

/// The classes of what is bound are said, and not guessed from the statement.
async fn prepared(client: &Object, sql: &str, params: &[Param<'_>]) -> Result<Statement, tokio_postgres::Error> {
    let types: Vec<Type> = params.iter().map(Param::class).collect();
    client.prepare_typed_cached(sql, &types).await
}

fn bound<'a>(params: &'a [Param<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    params.iter().map(|param| param as &(dyn ToSql + Sync)).collect()
}

impl Param<'_> {
    fn class(&self) -> Type {
        match self {
            Self::Null => Type::UNKNOWN,
            Self::Integer(_) => Type::INT8,
            Self::Text(_) => Type::TEXT,
            Self::Bytes(_) => Type::BYTEA,
        }
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Integer(number) => out.extend_from_slice(&number.to_be_bytes()),
            Self::Text(text) => out.extend_from_slice(text.as_bytes()),
            Self::Bytes(bytes) => out.extend_from_slice(bytes),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Cells for Row {
    fn integer(&self, at: usize) -> Result<Option<i64>, DbError> {
        Ok(self.try_get(at)?)
    }

    fn text(&self, at: usize) -> Result<Option<String>, DbError> {
        Ok(self.try_get(at)?)
    }

    fn id(&self, at: usize) -> Result<Option<RowId>, DbError> {
        let bytes: Option<&[u8]> = self.try_get(at)?;
        let id = |bytes: &[u8]| bytes.try_into().map(RowId).map_err(|_| unreadable(at));
        bytes.map(id).transpose()
    }

    fn bytes(&self, at: usize) -> Result<Option<Vec<u8>>, DbError> {
        Ok(self.try_get(at)?)
    }

    fn cell(&self, at: usize) -> Result<Cell, DbError> {
        let class = self.columns().get(at).ok_or_else(|| unreadable(at))?.type_();
        let cell = match *class {
            Type::INT8 => self.try_get::<_, Option<i64>>(at)?.map(Cell::Integer),
            Type::TEXT => self.try_get::<_, Option<String>>(at)?.map(Cell::Text),
            Type::BYTEA => self.try_get::<_, Option<Vec<u8>>>(at)?.map(Cell::Bytes),
            _ => return Err(unreadable(at)),
        };
        Ok(cell.unwrap_or(Cell::Null))
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(cause: tokio_postgres::Error) -> Self {
        let Some(answer) = cause.as_db_error() else { return Self::Unavailable(cause.to_string()) };
        let code = answer.code();
        match *code {
            SqlState::UNIQUE_VIOLATION => Self::Unique { column: column(answer.constraint().unwrap_or_default()) },
            SqlState::DISK_FULL => Self::Full,
            SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Self::Conflict,
            // What is wrong with a value may be told with the value.
            _ if code.code().starts_with("22") || code.code().starts_with("23") => {
                Self::Unavailable(format!("PostgreSQL does not take a value (SQLSTATE {})", code.code()))
            }
            _ => Self::Unavailable(format!("PostgreSQL: {} (SQLSTATE {})", answer.message(), code.code())),
        }
    }
}

/// The column of an index: `email_address.address.unique`. Otherwise it is the id, which alone is unique beside.
fn column(index: &str) -> String {
    let named = index.strip_suffix(".unique").and_then(|name| name.rsplit('.').next());
    named.unwrap_or(ID).to_owned()
}
