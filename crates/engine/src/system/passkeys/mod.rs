//! Passkeys: signing in with a key that a device keeps (Web Authentication level 3, W3C).
//!
//! A passkey is made for the site's own host and works nowhere else. The device asks for a fingerprint, a face or a PIN, so
//! a passkey counts as both factors. Nobody types an address to sign in: the device knows whose key it is, and no answer tells
//! whether an account exists.

mod list;
mod register;
mod sign_in;

pub(super) use list::remove_all;
pub use list::{Known, list, remove};
pub use register::{Made, begin_by_link, begin_registration, finish_by_link, finish_registration};
pub use sign_in::{begin_sign_in, finish_sign_in};

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::system::rows::PasskeyRow;
use model::{RowId, Value};
use std::fmt;
use store::{Condition, Stored};
use url::{Host, Url};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// What a device is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// What ends it: to be handed back with the answer, once.
    pub secret: String,
    /// What the browser is to be asked: `CredentialCreationOptions` or `CredentialRequestOptions`, JSON.
    pub options: String,
}

/// Why a passkey was not added, removed or let in.
#[derive(Debug)]
pub enum PasskeyProblem {
    /// The ceremony was not begun here, ran out or was ended, or what the device answered does not fit it.
    Refused,
    /// It has no name.
    NoName,
    /// Its name is longer than [`PASSKEY_NAME_CHARACTERS`](crate::PASSKEY_NAME_CHARACTERS).
    LongName,
    /// The device holds one for this account already.
    Known,
    /// The user has [`PASSKEYS`](crate::PASSKEYS) of them.
    TooMany,
    /// Nothing else would let the user in.
    LastWayIn,
    /// The session began too long ago: whoever found it open must not stay for good.
    NotFresh,
    /// The use case could not be carried out.
    Failed(Failure),
}

impl fmt::Display for PasskeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => f.write_str("the answer does not fit a ceremony that is under way"),
            Self::NoName => f.write_str("the passkey has no name"),
            Self::LongName => f.write_str("the name of the passkey is too long"),
            Self::Known => f.write_str("the device holds a passkey for this account already"),
            Self::TooMany => f.write_str("the user has as many passkeys as there may be"),
            Self::LastWayIn => f.write_str("nothing else would let the user in"),
            Self::NotFresh => f.write_str("the session began too long ago to add a passkey"),
            Self::Failed(failure) => failure.fmt(f),
        }
    }
}

impl<T: Into<Failure>> From<T> for PasskeyProblem {
    fn from(error: T) -> Self {
        Self::Failed(error.into())
    }
}

/// Whether browsers offer passkeys where this site is reached: over HTTPS, or on this machine, under a name and not a number.
pub fn available(engine: &Engine) -> bool {
    site(engine).is_some()
}

/// The site's address and host, where browsers offer passkeys.
fn site(engine: &Engine) -> Option<(Url, String)> {
    let url = Url::parse(&engine.settings().url).ok()?;
    let Some(Host::Domain(host)) = url.host() else { return None };
    let host = host.to_owned();
    let is_local = host == "localhost" || host.ends_with(".localhost");
    (url.scheme() == "https" || is_local).then_some((url, host))
}

/// The one that passkeys are made for: this site.
fn relying_party(engine: &Engine) -> Result<Webauthn, Failure> {
    let (url, host) = site(engine).ok_or(Failure::NotFound)?;
    let named = WebauthnBuilder::new(&host, &url).map(|site| site.rp_name(&engine.model().controller.name));
    named.and_then(WebauthnBuilder::build).map_err(|cause| Failure::Unavailable(cause.to_string()))
}

/// The user behind `caller`; the command line has no passkeys.
fn me(caller: &Caller) -> Result<RowId, Failure> {
    caller.user.ok_or(Failure::Denied)
}

/// The passkeys of `user`, the oldest first.
pub(super) async fn of_user(engine: &Engine, user: RowId) -> Result<Vec<Stored<PasskeyRow>>, Failure> {
    let table = &engine.tables().passkey;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user))).oldest_first(table.f.made_at);
    table.find(engine.store(), query.limit(crate::limits::BATCH_ROWS)).await
}
