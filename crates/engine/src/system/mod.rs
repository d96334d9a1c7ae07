//! System: the people who may sign in with their roles and teams, the programs with their tokens, the notices staff get, and
//! the jobs that were given up.

mod acting;
mod areas;
mod break_glass;
mod colleagues;
pub(crate) mod emergency_jobs;
mod given_up;
mod grants;
pub(crate) mod jobs;
mod leaving;
mod people;
mod rows;
mod secret;
mod sign_in;
mod standing;
mod teams;
mod tokens;
mod users;
mod words;

pub use acting::act_as;
pub use areas::rows_out_of_use;
pub use break_glass::{
    EmergencyLine, EmergencyProblem, break_glass, count_to_review, emergencies, emergency_roles, give_back, review,
};
pub use given_up::{GivenUp, count_given_up, given_up, let_go, try_again};
pub use grants::{AccessProblem, administers, end_grant, grant, grantable};
pub use leaving::{end_access, end_departed, end_user};
pub use people::{Access, GrantLine, SessionLine, UserLine, UserPage, Users, end_session, user, user_with, users};
pub use sign_in::{sign_in, sign_in_link, sign_out, signed_in};
pub use standing::{Emergency, Standing};
pub use teams::TeamLine;
pub use tokens::{
    NewToken, TOKEN_PREFIX, TokenLine, TokenProblem, machine, make_token, revoke_token, token_activities, tokens,
};
pub use users::{UserProblem, add_user};

pub(crate) use colleagues::{Colleague, colleague, colleagues, names_of};
pub(crate) use leaving::Departure;
#[cfg(test)]
pub(crate) use leaving::key_links;
pub(crate) use rows::{BreakGlass, MachineToken, RoleGrant, Session, SignInLink, Team, TeamMember, User};
pub(crate) use secret::{hash, hex, unhex};
#[cfg(test)]
pub(crate) use words::WORDS;
