//! Who may, whose, and until when: pure decisions over a model and facts.
//!
//! Nothing here reads or writes: facts come in as arguments, decisions go out as values. This crate
//! alone makes a [`Scope`], and the store takes nothing else. It must not know SQL, HTTP or the clock.

mod calendar;
mod claims;
mod due;
mod plan;
mod scope;

pub use calendar::{after, before, day_of, start_of};
pub use claims::{Hold, Holding, holdings};
pub use due::{Until, candidates};
pub use plan::{Action, Facts, Plan, Reason, Step, due, erasure, removal};
pub use scope::{Denied, Operation, Scope, Viewer, scope};

#[cfg(test)]
mod tests;
