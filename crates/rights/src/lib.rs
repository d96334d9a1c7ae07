//! Who may, whose, and until when: pure decisions over a model and facts.
//!
//! Nothing here reads or writes: facts come in as arguments, decisions go out as values. This crate
//! alone makes a [`Scope`], and the store takes nothing else. It must not know SQL, HTTP or the clock.

mod calendar;
mod candidates;
mod choice;
mod claims;
mod due;
mod facts;
mod hold;
mod life;
mod minimum;
mod needs;
mod plan;
mod reach;
mod restriction;
mod rows;
mod scope;
mod texts;
mod viewer;

pub use calendar::{
    DAY_MINUTES, Opening, OpeningHours, SEARCH_YEARS, Weekday, WrongHours, after, before, day_of, deadline,
    deadline_at, end_of, extended, first_of_month, first_of_year, is_public_holiday, is_working_day, next_month,
    start_of, working_days_before,
};
pub use candidates::{Candidate, candidates};
pub use choice::is_about_somebody;
pub use claims::{Hold, Holding, holdings};
pub use due::{Measure, Until};
pub use facts::Facts;
pub use hold::{Covered, LegalHold, Stop};
pub use minimum::Kept;
pub use needs::{company, hangs_on, holding, needs};
pub use plan::{Action, Plan, Reason, Step, due, ending, erasure, removal};
pub use restriction::{lifting, restriction};
pub use rows::{Known, Rows};
pub use scope::{Denied, Operation, Scope, own_rows, scope, team_rows};
pub use texts::{
    Cut, Decision, Passage, Removal, SharedText, Taken, free_fields, is_free, mentions, removal_of, settle, stopped,
};
pub use viewer::{Mate, Viewer};

#[cfg(test)]
mod tests;
