//! System: the people who may sign in and how they do, their roles and teams, the programs with their tokens, the notices
//! they get, and the jobs that were given up.

mod account;
mod acting;
mod areas;
mod break_glass;
mod capacity;
mod ceremony;
mod choose;
mod colleagues;
mod device;
pub(crate) mod emergency_jobs;
mod enter;
mod factor;
mod form_token;
mod given_up;
mod grants;
mod invite;
pub(crate) mod jobs;
mod leaving;
mod links;
mod notices;
mod owner;
pub mod passkeys;
mod password;
mod people;
mod rows;
mod secret;
mod session;
mod sign_in;
pub mod sign_on;
mod signed_in;
mod teams;
mod throttle;
mod tokens;
mod users;
mod vitals;
mod words;

pub use account::{
    Account, Guarded, Offer, account, offer_app, remove_app, renew_recovery, reset_factor, set_up_app, user_with,
};
pub use acting::act_as;
pub use areas::rows_out_of_use;
pub use break_glass::{
    EmergencyLine, EmergencyProblem, break_glass, count_to_review, emergencies, emergency_roles, give_back, review,
};
pub use capacity::{Capacity, Emergency};
pub use ceremony::Browser;
pub use choose::{Choice, Invited, NewPassword, change_password, choose_by_link, forgotten, link_for};
pub use colleagues::on_behalf_of;
pub use enter::{Entered, enter, second_step};
pub use factor::{SetUp, Shown};
pub use form_token::{form_token, form_token_fits};
pub use given_up::{GivenUp, count_given_up, given_up, let_go, try_again};
pub use grants::{AccessProblem, administers, end_grant, grant, grantable};
pub use invite::{Invitation, RoleChoice, invitations, invite, invite_again, may_invite, roles_to_give, withdraw};
pub use leaving::{end_access, end_departed, end_user};
pub use owner::{OwnerProblem, first_owner};
pub use password::{BadPassword, Reckoned, Reckoner, Reckoning};
pub use people::{Access, GrantLine, UserLine, UserPage, Users, user, users};
pub use rows::{About, LinkPurpose, Method};
pub use session::{
    Begun, SessionLine, Stage, Way, end_session, end_sessions, just_signed_in, session_stage, sessions, sign_out,
};
pub use sign_in::{sign_in, sign_in_by, sign_in_link};
pub(crate) use signed_in::Standings;
pub use signed_in::{signed_in, signed_in_unattended};
pub use teams::TeamLine;
pub use throttle::Source;
pub(crate) use throttle::{Brake, count as count_attempt, forget as forget_attempt};
pub use tokens::{
    NewToken, TOKEN_PREFIX, TokenLine, TokenProblem, machine, make_token, revoke_token, token_activities, tokens,
};
pub use users::{UserProblem, add_user};
pub use vitals::{Unready, Vitals, readiness, vitals};

pub(crate) use colleagues::{
    Colleague, Named, colleague, colleague_viewer, colleagues, in_charge, named_users, names_of,
};
pub(crate) use enter::address_of_user;
pub(crate) use grants::may_readdress;
#[cfg(test)]
pub(crate) use leaving::key_links;
pub(crate) use leaving::{Departure, is_in};
pub(crate) use links::deliver_link;
pub(crate) use notices::{message, tell_account};
pub(crate) use rows::{
    AccountNotice, Authenticator, BreakGlass, Ceremony, ExternalIdentity, MachineToken, PasskeyRow, RecoveryCode,
    RoleGrant, Session, SignInGuard, SignInLink, Team, TeamMember, User, UserPassword,
};
pub(crate) use secret::{hash, hex, unhex};
#[cfg(test)]
pub(crate) use session::begin_session;
#[cfg(test)]
pub(crate) use words::WORDS;
