//! How it went, as the contact of a case says: asked by one mail some time after the case was solved, where its queue wants that, and
//! answered on a page behind a link that only that mail has.

mod answer;
mod ask;
mod link;
mod rows;
mod shown;

pub use answer::{FeedbackPage, FeedbackProblem, FeedbackSaid, FeedbackTaken, answer_feedback, feedback_page};
pub use rows::How;
pub use shown::Feedback;

pub(crate) use ask::ask;
pub(super) use ask::plan;
pub(crate) use link::{ANSWER_MARK, address_of as feedback_address};
pub(crate) use rows::CaseFeedback;
pub(super) use shown::of_case;
