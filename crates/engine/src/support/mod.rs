//! Support: cases, from the first mail to the last clock.
//!
//! A case is a row; what is said in it are mails of threads, calls, and messages of its own; what is decided in it are events, from
//! which its deadlines are reckoned.

mod act;
mod blocked;
mod bulk;
mod by_hand;
mod calls;
mod came;
mod clock;
mod deadlines;
mod drafts;
mod feedback;
mod forward;
mod inbox;
mod junk;
mod macros;
mod mails;
mod merge;
mod messages;
mod note;
mod open;
mod parts;
mod places;
mod policies;
mod portal;
mod presence;
mod receipt;
mod reply;
pub mod reports;
mod requests;
mod rows;
mod templates;
mod thread;
mod time;
mod unmerge;
mod view;
mod watch;
mod work;

pub use act::{Act, Acted, act};
pub use blocked::{
    Blocked, BlockedLine, BlockedSenders, Familiar, block, blocked_senders, find_blocked, may_see_blocked, unblock,
};
pub use bulk::{Bulk, several};
pub use clock::{CaseState, Change, DeadlineKind, DeadlineState, DropReason, Pause, PauseReason, Priority, Side};
pub use deadlines::Clock;
pub use drafts::{Draft, Writing, discard_draft, draft, keep_draft};
pub use feedback::{
    Feedback, FeedbackPage, FeedbackProblem, FeedbackSaid, FeedbackTaken, How, answer_feedback, feedback_page,
};
pub use forward::{Forward, Forwarding, forward, forwarding};
pub use inbox::{CaseLine, Inbox, InboxAsked, Tray, inbox, may_see, next};
pub use junk::JunkState;
pub use macros::{Ran, run_macro, several_by};
pub use merge::{merge, split};
pub use note::{Noted, note};
pub use parts::{Item, LinkedCase, Parts, TaskAct, child, link, task, unlink};
pub use portal::{
    Portal, PortalAnswered, PortalAsked, PortalCaller, PortalCase, PortalCases, PortalEntry, PortalFile, PortalKnock,
    PortalOpened, PortalQueueChoice, PortalRaised, PortalSaid, PortalSpeaker, ReportPage, ReportTaken, Reported,
    answer_in_portal, answer_portal_case, enter_portal, file_in_portal, in_portal, knock_at_portal, leave_portal,
    portal, portal_case, portal_case_file, portal_cases, portal_form, portal_link_works, portal_queues,
    raise_in_portal, report, report_page, report_was_shown,
};
pub use reply::{Reply, ReplyProblem, Sent, here, reply};
pub use requests::BeforeEntry;
pub use rows::{CaseKind, Covered, LinkKind, Remedy, Said, Step};
pub use templates::from_template;
pub use time::{TimeLine, TimeSpent, spend, take_back};
pub use unmerge::{Unmerged, unmerge};
pub use view::{Belongs, CallEntry, Called, CaseView, Entry, EntryKind, Link, MailEntry, OtherCase, case};
pub use watch::watch_deadlines;

pub(crate) use blocked::is_blocked;
pub(crate) use by_hand::{by_hand, ends_with_open_parts};
pub(crate) use calls::{called, find};
pub(crate) use came::{CameMail, RequestBefore, answered, came_back, wrote};
pub(crate) use feedback::{ANSWER_MARK, CaseFeedback, ask as ask_how, feedback_address};
pub(crate) use junk::is_junk;
pub(crate) use mails::entries_of_thread;
pub(crate) use open::opened_by_mail;
pub(crate) use places::{CallPlace, MessagePlace, ThreadPlace};
pub(crate) use portal::{
    CaseFile, CustomerOrganisation, PortalLink, PortalQueue, PortalSession, PortalUser, address as portal_address,
    confirm_case, invite as invite_to_portal, send_link as send_portal_link,
};
pub(crate) use presence::Presence;
pub(crate) use receipt::send as send_receipt;
pub(crate) use reply::language_of;
pub(crate) use requests::arisen_from;
pub(crate) use rows::{
    AnswerTemplate, BlockedSender, Case, CaseCategory, CaseDeadline, CaseEvent, CaseLink, CaseMessage, CaseTask,
    CaseTime, CaseWatch, ClosedDay, DeadlinePolicy, DeadlineTarget, EscalationStep, Installation, Macro,
    OpeningHoursRow, Queue, ServiceAgreement,
};
pub(crate) use templates::{filled as filled_template, for_all as templates_for_all};

#[cfg(test)]
pub(crate) use portal::WORDS as PORTAL_WORDS;
