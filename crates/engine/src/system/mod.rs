//! System: the people who may sign in, the notices they get, and the jobs that were given up.

mod areas;
mod colleagues;
mod form_token;
mod given_up;
pub(crate) mod jobs;
mod rows;
mod secret;
mod sign_in;
mod users;
mod vitals;

pub use areas::rows_out_of_use;
pub use form_token::{form_token, form_token_fits};
pub use given_up::{GivenUp, count_given_up, given_up, let_go, try_again};
pub use sign_in::{sign_in, sign_in_link, sign_out, signed_in};
pub use users::{UserProblem, add_user, end_user};
pub use vitals::{Unready, Vitals, readiness, vitals};

pub(crate) use colleagues::{Colleague, colleague, colleagues, names_of};
pub(crate) use rows::{RoleGrant, Session, SignInLink, User};
pub(crate) use secret::{hash, hex, unhex};
