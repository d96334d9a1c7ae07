//! System: the people who may sign in and how they do, the notices they get, and the jobs that were given up.

mod account;
mod areas;
mod ceremony;
mod choose;
mod colleagues;
mod device;
mod enter;
mod factor;
mod given_up;
mod invite;
pub(crate) mod jobs;
mod links;
mod notices;
mod owner;
pub mod passkeys;
mod password;
mod rows;
mod secret;
mod session;
mod sign_in;
pub mod sign_on;
mod throttle;
mod users;
mod vitals;

pub use account::{
    Account, Guarded, Offer, account, offer_app, remove_app, renew_recovery, reset_factor, set_up_app, user_with,
};
pub use areas::rows_out_of_use;
pub use ceremony::Browser;
pub use choose::{Choice, Invited, NewPassword, change_password, choose_by_link, forgotten, link_for};
pub use enter::{Entered, enter, second_step};
pub use factor::{SetUp, Shown};
pub use given_up::{GivenUp, count_given_up, given_up, let_go, try_again};
pub use invite::{Invitation, RoleChoice, invitations, invite, invite_again, may_invite, roles_to_give, withdraw};
pub use owner::{OwnerProblem, first_owner};
pub use password::{BadPassword, Reckoned, Reckoner, Reckoning};
pub use rows::{About, LinkPurpose, Method};
pub use session::{Begun, SessionLine, Stage, Way, end_session, end_sessions, session_stage, sessions, sign_out};
pub use sign_in::{sign_in, sign_in_by, sign_in_link, signed_in};
pub use throttle::Source;
pub use users::{UserProblem, add_user, end_user};
pub use vitals::{Unready, Vitals, readiness, vitals};

pub(crate) use colleagues::{Colleague, colleague, colleagues, names_of};
pub(crate) use links::deliver_link;
pub(crate) use notices::tell_account;
pub(crate) use rows::{
    AccountNotice, Authenticator, Ceremony, ExternalIdentity, PasskeyRow, RecoveryCode, RoleGrant, Session,
    SignInGuard, SignInLink, User, UserPassword,
};
pub(crate) use secret::{hash, hex, unhex};
