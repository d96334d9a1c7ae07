//! Support: cases, from the first mail to the last clock.
//!
//! A case is a row; what is said in it are mails of threads, calls, and messages of its own; what is decided in it are events, from
//! which its deadlines are reckoned.

mod act;
mod bulk;
mod by_hand;
mod calls;
mod came;
mod clock;
mod deadlines;
mod inbox;
mod mails;
mod merge;
mod note;
mod open;
mod portal;
mod presence;
mod receipt;
mod reply;
mod rows;
mod templates;
mod view;
mod work;

pub use act::{Act, act};
pub use bulk::{Bulk, several};
pub use clock::{CaseState, Change, DeadlineKind, DeadlineState, DropReason, Pause, PauseReason, Priority};
pub use deadlines::Clock;
pub use inbox::{CaseLine, Inbox, InboxAsked, Tray, inbox, may_see, next};
pub use merge::{merge, split};
pub use note::note;
pub use portal::{Portal, PortalAnswered, PortalEntry, answer_in_portal, portal};
pub use reply::{Draft, Reply, ReplyProblem, Sent, discard_draft, draft, here, keep_draft, reply};
pub use rows::{CaseKind, Covered, Said, Step};
pub use templates::from_template;
pub use view::{Belongs, CallEntry, Called, CaseView, Entry, EntryKind, Link, MailEntry, OtherCase, case};

pub(crate) use by_hand::by_hand;
pub(crate) use calls::{called, find};
pub(crate) use came::{CameMail, answered};
pub(crate) use open::opened_by_mail;
pub(crate) use portal::address as portal_address;
pub(crate) use presence::Presence;
pub(crate) use receipt::send as send_receipt;
pub(crate) use rows::{
    AnswerTemplate, Case, CaseDeadline, CaseEvent, CaseMessage, ClosedDay, DeadlinePolicy, DeadlineTarget,
    Installation, OpeningHoursRow, Queue, ServiceAgreement,
};
