//! Telephone calls: whose a number may be, a call that a colleague registers, one that the switchboard reports, and who it was
//! where that was not sure.
//!
//! A number is a clue and no proof: nobody is taken for the one who called but by a number of theirs alone, or by a colleague's
//! word. Not known here: how a switchboard speaks, and any screen.

mod confirm;
mod look_up;
mod register;
mod report;
mod rows;
mod view;

pub use confirm::{confirm, summarise};
pub use look_up::{Match, OpenCase, look_up};
pub use register::{Call, CallProblem, Registered, Whom, may_be_part_of, may_register, register};
pub use report::{Report, ReportProblem, Reported, report};
pub use rows::{CallOutcome, Recognised};
pub use view::{Asked, CallView, Offered, call, offered};

pub(crate) use rows::PhoneCall;
