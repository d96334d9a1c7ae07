//! The use cases: what people and the machinery do with the system, one folder per area.
//!
//! A use case reads, decides, and hands one [`store::Changes`] to the store; nothing is told to a
//! user before it is durable. Time, randomness and the way mail goes out come in as arguments. The
//! engine knows neither HTTP nor HTML, neither arguments nor environment, and writes no SQL.

pub mod breaches;
mod catalogue;
mod context;
pub mod correspondence;
mod deed;
pub mod drafts;
mod failure;
pub mod figures;
pub mod files;
pub mod jobs;
pub mod ledger;
mod limits;
pub mod longwork;
pub mod newsletter;
pub mod notices;
mod once;
pub mod parties;
pub mod privacy;
pub mod records;
pub mod requests;
mod scopes;
mod show;
pub mod support;
pub mod system;
mod table;
mod tally;
pub mod website;

pub use catalogue::Catalogue;
pub use context::{Caller, Engine, OwnMailboxes, Random, Settings};
pub use documents;
pub use failure::Failure;
pub use limits::*;
pub use mail::{CheckError, Kind as GuardKind, Mailbox, Transport};
pub use model::{Access, Area, Day, EntityId, Grant, Language, Model, Moment, Reach, Restriction, RowId, System};
pub use rights::{Until, Viewer, day_of, first_of_month, first_of_year, is_working_day, next_month, start_of};
pub use show::Shown;
pub use tally::{Counts, JobCounts};

#[cfg(test)]
mod tests;
