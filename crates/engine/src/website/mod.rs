//! Website: the contact form, from a visitor's message to an answered request.

mod answered;
mod caps;
mod form;
mod moderate;
mod proof;
mod receive;
mod requests;
mod rows;
mod token;
mod used;

pub use caps::Network;
pub use form::{Field, FormPage, Mistake, Problem, Submission, form};
pub use moderate::{accept, discard};
pub use proof::Challenge;
pub use receive::{Outcome, receive};
pub use requests::{Mail, RequestLine, RequestView, Which, count, may_see, oldest, request, requests};
pub use rows::{CameFrom, Doubt, State};

pub(crate) use answered::answered_elsewhere;
pub(crate) use caps::{Caps, Pressure};
pub(crate) use form::{is_blank, text, who};
pub(crate) use proof::{challenge, is_proved};
pub(crate) use receive::keep_doubtful;
pub(crate) use requests::load;
pub(crate) use rows::ContactRequest;
pub(crate) use token::{Shown as ReadToken, fits, form_token, key, keyed_hash, read_token};
pub(crate) use used::{Sent as SentForm, UsedForms};
