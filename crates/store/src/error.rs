//! What can go wrong, and what a caller may do about it.
//!
//! No message here carries a value of a row: they end up in logs.

use crate::alter::Difference;
use crate::check::Refused;
use crate::keys::KeysError;
use crate::schema::Step;
use crate::session::DbError;
use model::{EntityId, FieldId, Misfit, RowId};
use std::fmt;

/// The store cannot be opened. The database is as it was.
#[derive(Debug)]
pub enum OpenError {
    /// The database and the register disagree in a way that only a person may resolve.
    Schema(Vec<Difference>),
    /// The register gives data up that are there: only `migrate` destroys them.
    Destroys(Vec<Step>),
    /// A newer program has written the database.
    Newer {
        /// In this format.
        format: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The register does not declare what the store itself needs.
    Register(Misfit),
    /// The keys of sealed fields cannot be used.
    Keys(KeysError),
    /// The database cannot be read or written.
    Unavailable(String),
}

/// Rows cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// A condition or an order on a field that the scope does not cover.
    OutOfScope(FieldId),
    /// A condition compares a field with a value of another class.
    WrongClass(FieldId),
    /// A condition or an order on a field that is stored encrypted.
    Sealed(FieldId),
    /// A search, and the scope covers no searchable field.
    NotSearchable(EntityId),
    /// More conditions, values or rows than one query may have.
    TooMany,
    /// The rows do not fit the struct that they were asked for.
    Misfit(Misfit),
    /// The database cannot be read.
    Unavailable(String),
}

/// Changes were not applied; nothing of them is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplyError {
    /// A row is not as expected: it has another version, is gone, or is there already where a new one
    /// was to be. Read again and decide again.
    Stale {
        /// What it is.
        entity: EntityId,
        /// Which one.
        id: RowId,
    },
    /// Another row has this value in a unique field.
    Taken {
        /// The field.
        field: FieldId,
    },
    /// Something does not fit the register.
    Refused(Refused),
    /// The disk is full.
    Full,
    /// The database cannot be written.
    Unavailable(String),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema(differences) => {
                f.write_str("the database does not fit the register")?;
                differences.iter().try_for_each(|one| write!(f, "\n  {one}"))
            }
            Self::Destroys(steps) => {
                f.write_str(
                    "the register gives up data that are there; look at `ryddig plan`, and run `ryddig migrate`",
                )?;
                steps.iter().try_for_each(|step| write!(f, "\n  {step}"))
            }
            Self::Newer { format, known } => write!(
                f,
                "a newer program has written this database (format {format}, this program knows {known}): take that program"
            ),
            Self::Register(misfit) => write!(f, "the register does not fit the program: {misfit}"),
            Self::Keys(cause) => write!(f, "{cause}"),
            Self::Unavailable(cause) => write!(f, "the database cannot be opened: {cause}"),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfScope(_) => f.write_str("a query names a field outside its scope"),
            Self::WrongClass(_) => f.write_str("a query compares a field with a value of another class"),
            Self::Sealed(_) => f.write_str("a query compares or orders by a field that is stored encrypted"),
            Self::NotSearchable(_) => f.write_str("a query searches where no field is searchable"),
            Self::TooMany => f.write_str("a query has more conditions, values or rows than one may have"),
            Self::Misfit(misfit) => write!(f, "a row does not fit the program: {misfit}"),
            Self::Unavailable(cause) => write!(f, "the database cannot be read: {cause}"),
        }
    }
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stale { id, .. } => write!(f, "row {id} is not as expected: it was changed or removed meanwhile"),
            Self::Taken { .. } => f.write_str("another row has this value in a unique field"),
            Self::Refused(refused) => write!(f, "{refused}"),
            Self::Full => f.write_str("the disk is full"),
            Self::Unavailable(cause) => write!(f, "the database cannot be written: {cause}"),
        }
    }
}

impl std::error::Error for OpenError {}
impl std::error::Error for ReadError {}
impl std::error::Error for ApplyError {}

impl From<Misfit> for OpenError {
    fn from(misfit: Misfit) -> Self {
        Self::Register(misfit)
    }
}

impl From<DbError> for OpenError {
    fn from(cause: DbError) -> Self {
        Self::Unavailable(cause.to_string())
    }
}

impl From<Misfit> for ReadError {
    fn from(misfit: Misfit) -> Self {
        Self::Misfit(misfit)
    }
}

impl From<DbError> for ReadError {
    fn from(cause: DbError) -> Self {
        Self::Unavailable(cause.to_string())
    }
}

impl From<DbError> for ApplyError {
    fn from(cause: DbError) -> Self {
        match cause {
            DbError::Full => Self::Full,
            other => Self::Unavailable(other.to_string()),
        }
    }
}

impl From<ReadError> for ApplyError {
    fn from(cause: ReadError) -> Self {
        Self::Unavailable(cause.to_string())
    }
}
