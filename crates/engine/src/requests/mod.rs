//! Requests: what persons ask of the company by right (GDPR art. 12 and 15 to 22), from the asking to the answer.
//!
//! The rows are those of `register/privacy.toml`. What is erased, and what a package holds, is for [`crate::privacy`].

mod add;
mod confirm;
mod deadlines;
mod desk;
mod ending;
mod follow;
mod intake;
pub(crate) mod jobs;
mod links;
mod mails;
mod outside;
mod page;
mod proof;
mod rows;
mod taken_up;
mod tasks;
mod texts;
mod work;

pub use add::{Added, Entry, Wrong, add, from_contact};
pub use confirm::{ToConfirm, confirm, to_confirm};
pub use desk::{Counts, Haste, Line, Mail, Task, View, Which, counts, numbered, request, requests};
pub use ending::{Ended, Ending, end};
pub use follow::{Followed, Parcel, fetch, follow, take_back};
pub use intake::{Asked, Taken, receive};
pub use links::LINK_MARK;
pub use outside::{OutsideTask, answer_outside, outside_of, outside_open};
pub use page::{AskPage, page};
pub use proof::Proof;
pub use rows::{Authority, CameBy, Identity, Kind, MailKind, Outcome, State, TaskState, TaskWhat};
pub use tasks::HERE;
pub use texts::{WaitingTexts, aim_of, waiting_texts};
pub use work::{Answer, Obstacle, Step, answer_task, ask_who, close, extend, identify, pass_on, take_receipt};

pub(crate) use outside::{ReceiptTask, add_outside, outside};
pub(crate) use rows::{Employment, PrivateContact, Request, RequestEmail, RequestLink, RequestTask};

#[cfg(test)]
pub(crate) use mails::WORDS;
