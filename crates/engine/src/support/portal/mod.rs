//! The customer's side of cases: a page behind the link in their mail, and an area for those who were invited.
//!
//! Both show what was said between the customer and us and nothing of what was said among ourselves, and take answers. It must not know
//! how a case is worked on here.

mod answer;
mod before;
mod cases;
mod door;
mod files;
mod jobs;
mod link;
mod report;
mod rows;
mod said;
mod shown;
mod users;

pub use answer::{answer_in_portal, answer_portal_case};
pub use cases::{
    PortalCase, PortalCases, PortalOpened, PortalQueueChoice, PortalRaised, portal_case, portal_case_file,
    portal_cases, portal_form, portal_queues, raise_in_portal,
};
pub use door::{
    PortalAsked, PortalCaller, PortalKnock, enter_portal, in_portal, knock_at_portal, leave_portal, portal_link_works,
};
pub use files::file_in_portal;
pub use link::portal;
pub use report::{ReportPage, ReportTaken, Reported, report, report_page, report_was_shown};
pub use said::{PortalAnswered, PortalSaid};
pub use shown::{Portal, PortalEntry, PortalFile, PortalSpeaker};

#[cfg(test)]
pub(crate) use jobs::WORDS;
pub(crate) use jobs::{confirm_case, invite, send_link};
pub(crate) use link::address;
pub(crate) use rows::{CaseFile, CustomerOrganisation, PortalLink, PortalQueue, PortalSession, PortalUser};
pub(crate) use users::user_by_hand;

pub(super) use link::without_links;
