//! Breaches of the security of personal data (GDPR art. 33 and 34): the clock from awareness, those affected, who is told, and the
//! log.
//!
//! The rows are those of `register/privacy.toml`. The record of a breach names nobody; those affected stand in rows of their own
//! and go much sooner.

mod affected;
mod clock;
mod desk;
mod document;
mod find;
pub(crate) mod jobs;
mod log;
mod notices;
mod open;
mod owners;
mod people;
mod reminders;
mod rows;
mod seen;
mod step;
mod steps;
mod words;

pub use affected::{AffectedLine, AffectedPage, affected, take_off, told_otherwise};
pub use clock::Clock;
pub use desk::{
    AgreementLine, Counts, EntryLine, Line, MeasureView, NoticeLine, Standing, View, breach, breaches, counts, form,
    may_see, numbered, reachable,
};
pub use document::document;
pub use find::{Find, Finding, Listed, Search, add, find, searchers};
pub use notices::{Notice, draft};
pub use open::{Opened, Opening, Righted, open, put_right};
pub use people::{Mailed, tell_people};
pub use rows::{EntryKind, Exemption, Kind, Part, Receiver, Risk, State, ToldBy};
pub use step::{Obstacle, Step};
pub use steps::{Told, close, judge, leave_people, not_notify, note, notify};

pub(crate) use clock::check;
pub(crate) use log::facts_changed;
pub(crate) use rows::{Affected, Breach, BreachEntry, BreachNotice};
pub(crate) use step::is_closed;

#[cfg(test)]
pub(crate) use words::WORDS;
