//! How a use case can end without doing its work.

use std::fmt;
use store::{ApplyError, ReadError};

/// Why a use case did nothing. Whoever shows it chooses the words.
#[derive(Debug)]
pub enum Failure {
    /// The caller may not do that.
    Denied,
    /// There is no such thing, or none that the caller may see.
    NotFound,
    /// Somebody else changed it in the meantime; look again.
    Stale,
    /// So many texts that tell of others too wait for somebody to decide about them: nothing was done.
    Undecided(usize),
    /// It is more than one transaction takes: nothing was written.
    TooLarge,
    /// The disk is full: nothing was written.
    Full,
    /// The store could not be reached or written: nothing was written. Says what went wrong, without values.
    Unavailable(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied => f.write_str("this needs a role that the user does not have"),
            Self::NotFound => f.write_str("there is no such thing"),
            Self::Stale => f.write_str("somebody else changed it in the meantime"),
            Self::Undecided(texts) => {
                write!(f, "{texts} texts that tell of others too wait for a decision; nothing was done")
            }
            Self::TooLarge => f.write_str("it is more than one transaction takes; nothing was written"),
            Self::Full => f.write_str("the disk is full; nothing was written"),
            Self::Unavailable(what) => write!(f, "the store did not answer; nothing was written: {what}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<rights::Denied> for Failure {
    fn from(_: rights::Denied) -> Self {
        Self::Denied
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<ApplyError> for Failure {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Stale { .. } => Self::Stale,
            ApplyError::Full => Self::Full,
            ApplyError::Refused(store::Refused { reason: store::Reason::TooMany, .. }) => Self::TooLarge,
            ApplyError::Taken { .. } | ApplyError::Refused(_) | ApplyError::Unavailable(_) => {
                Self::Unavailable(error.to_string())
            }
        }
    }
}

impl From<store::Refused> for Failure {
    fn from(refused: store::Refused) -> Self {
        Self::Unavailable(refused.to_string())
    }
}

impl From<model::Misfit> for Failure {
    fn from(misfit: model::Misfit) -> Self {
        Self::Unavailable(misfit.to_string())
    }
}
