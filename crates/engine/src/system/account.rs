//! One's own account: what is known of it, and its second factor set up, removed and given new recovery codes.
//!
//! Whoever removes a factor shows it first, and whoever adds one has just signed in; every other session ends with it.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::parties;
use crate::system::capacity::roles_of;
use crate::system::choose::{name_of, own};
use crate::system::enter::{FactorShown, address_of, password_of, refused, show_factor};
use crate::system::factor::{self, SetUp, Shown};
use crate::system::notices::tell;
use crate::system::passkeys;
use crate::system::rows::{About, Method, Proof, User};
use crate::system::session::{
    Begun, Others, Stage, Standing, Way, begin_proved, demands_second_factor, drop_all, is_fresh, just_signed_in,
    standing,
};
use crate::system::throttle::{self, Brake, Source};
use crate::system::users::user_at;
use model::{Moment, RowId};
use store::{Actor, ApplyError, Changes, Stored};

/// What somebody sees of their own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Their row in `user`.
    pub user: RowId,
    /// What they are called.
    pub name: String,
    /// What they sign in with.
    pub address: String,
    /// When their password was chosen, if they have one.
    pub password_since: Option<Moment>,
    /// Since when an app shows their codes, if one does.
    pub app_since: Option<Moment>,
    /// Whether a role of theirs demands a second factor.
    pub is_demanded: bool,
    /// Recovery codes that are left.
    pub recovery_left: usize,
    /// Whether they have just signed in: only then they add what lets in for good.
    pub is_fresh: bool,
}

/// The caller's own account.
pub async fn account(engine: &Engine, now: Moment, caller: &Caller) -> Result<Account, Failure> {
    let user = own(engine, caller).await?;
    let app = factor::of(engine, user.id).await?;
    Ok(Account {
        user: user.id,
        name: name_of(engine, &user.row).await?,
        address: address_of(engine, &user.row).await?,
        password_since: password_of(engine, user.id).await?.map(|stored| stored.row.set_at),
        app_since: app.map(|app| app.row.made_at),
        is_demanded: demands_second_factor(engine, &caller.capacity.roles),
        recovery_left: factor::recovery_left(engine, user.id).await?,
        is_fresh: just_signed_in(engine, now, caller).await?,
    })
}

/// An app that can be set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What its form sends back: the key, and that it was made here for this session.
    pub token: String,
    /// What the app needs.
    pub set_up: SetUp,
    /// Whether a role demands it before anything else.
    pub is_demanded: bool,
}

/// An app to set up, for whoever has the session with this secret and no app yet; the one that `token` stands for, where a form
/// is shown again. Changes nothing.
pub async fn offer_app(
    engine: &Engine,
    now: Moment,
    secret: &str,
    token: Option<&str>,
) -> Result<Option<Offer>, Failure> {
    let Some(standing) = may_set_up(engine, now, secret).await? else { return Ok(None) };
    let Standing { session, user, stage, .. } = standing;
    let token = token.filter(|token| factor::offered(engine, session.id, token).is_some());
    let token = token.map_or_else(|| factor::offer(engine, session.id), str::to_owned);
    let address = address_of(engine, &user.row).await?;
    let key = factor::offered(engine, session.id, &token).unwrap_or_default();
    let set_up = factor::set_up(engine, key, &address);
    Ok(set_up.map(|set_up| Offer { token, set_up, is_demanded: stage == Stage::SetUp }))
}

async fn may_set_up(engine: &Engine, now: Moment, secret: &str) -> Result<Option<Standing>, Failure> {
    let Some(standing) = standing(engine, now, secret).await? else { return Ok(None) };
    match standing.stage {
        Stage::SecondFactor => Ok(None),
        Stage::In if !is_fresh(&standing.session.row, now) => Ok(None),
        Stage::In | Stage::SetUp => {
            Ok(if factor::has_second_factor(engine, standing.user.id).await? { None } else { Some(standing) })
        }
    }
}

/// How setting an app up, or making recovery codes anew, ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guarded {
    /// It is done, every other session has ended, and this is the new one.
    Done {
        /// It.
        begun: Begun,
        /// Recovery codes, to be shown now and never again.
        codes: Vec<String>,
        /// By this the device is known again.
        known_device: String,
    },
    /// The code is wrong.
    Refused,
    /// There were too many attempts: not before this moment.
    Wait(Moment),
    /// There is no such session, or nothing to be done with it.
    Gone,
}

/// Sets the app up that `token` stands for, whose code was shown; makes recovery codes with it.
pub async fn set_up_app(
    engine: &Engine,
    now: Moment,
    secret: &str,
    (token, code): (&str, &str),
    source: &Source<'_>,
) -> Result<Guarded, Failure> {
    let Some(Standing { session, user, .. }) = may_set_up(engine, now, secret).await? else {
        return Ok(Guarded::Gone);
    };
    let Some(key) = factor::offered(engine, session.id, token) else { return Ok(Guarded::Gone) };
    let address = address_of(engine, &user.row).await?;
    let guard = match throttle::count(engine, now, "code", &address, source).await? {
        Brake::Off(guard) => guard,
        Brake::On(until) => return Ok(Guarded::Wait(until)),
    };
    let Some(step) = factor::step_of(key, None, now, code) else {
        refused(engine, now, guard, Some(user.id)).await?;
        return Ok(Guarded::Refused);
    };
    throttle::forget(engine, guard).await?;
    let mut changes = Changes::new();
    factor::add(engine, now, &mut changes, &user, (key, step))?;
    factor::drop_recovery(engine, &mut changes, user.id, None).await?;
    let codes = factor::make_recovery(engine, now, &mut changes, &user)?;
    let method = session.row.method.unwrap_or(Method::Link);
    let renewed = Renewed { user: &user, method, proof: Proof::Two, secret, address: &address };
    done(engine, now, changes, renewed, codes, source).await
}

/// Removes the app of whoever has the session with this secret and shows a code.
pub async fn remove_app(
    engine: &Engine,
    now: Moment,
    secret: &str,
    shown: Shown<'_>,
    source: &Source<'_>,
) -> Result<Guarded, Failure> {
    guarded(engine, now, secret, shown, source, Proof::One).await
}

/// Makes recovery codes anew for whoever has the session with this secret and shows a code.
pub async fn renew_recovery(
    engine: &Engine,
    now: Moment,
    secret: &str,
    shown: Shown<'_>,
    source: &Source<'_>,
) -> Result<Guarded, Failure> {
    guarded(engine, now, secret, shown, source, Proof::Two).await
}

/// Does what a code is shown for; the session has `left` then.
async fn guarded(
    engine: &Engine,
    now: Moment,
    secret: &str,
    shown: Shown<'_>,
    source: &Source<'_>,
    left: Proof,
) -> Result<Guarded, Failure> {
    let Some(Standing { session, user, stage: Stage::In, .. }) = standing(engine, now, secret).await? else {
        return Ok(Guarded::Gone);
    };
    if !factor::has_second_factor(engine, user.id).await? {
        return Ok(Guarded::Gone);
    }
    let mut changes = Changes::new();
    let address = match show_factor(engine, now, &mut changes, &user, shown, source).await? {
        FactorShown::Right { address } => address,
        FactorShown::Wrong => return Ok(Guarded::Refused),
        FactorShown::Wait(until) => return Ok(Guarded::Wait(until)),
    };
    let used = match shown {
        Shown::Recovery(code) => Some(code),
        Shown::Code(_) => None,
    };
    factor::drop_recovery(engine, &mut changes, user.id, used).await?;
    let codes = if left == Proof::Two {
        tell(engine, now, &mut changes, user.id, About::RecoveryMade)?;
        factor::make_recovery(engine, now, &mut changes, &user)?
    } else {
        let actor = Actor::User(user.id);
        factor::remove(engine, now, &mut changes, (&user, actor), (About::FactorRemoved, used.is_none())).await?;
        Vec::new()
    };
    let method = session.row.method.unwrap_or(Method::Link);
    let renewed = Renewed { user: &user, method, proof: left, secret, address: &address };
    done(engine, now, changes, renewed, codes, source).await
}

/// The session that takes the place of another.
struct Renewed<'a> {
    user: &'a Stored<User>,
    method: Method,
    proof: Proof,
    secret: &'a str,
    address: &'a str,
}

async fn done(
    engine: &Engine,
    now: Moment,
    mut changes: Changes,
    renewed: Renewed<'_>,
    codes: Vec<String>,
    source: &Source<'_>,
) -> Result<Guarded, Failure> {
    let Renewed { user, method, proof, secret, address } = renewed;
    let way = Way { method, two_factors: false, user_agent: source.user_agent, previous: Some(secret) };
    let secret = begin_proved(engine, now, &mut changes, user, (proof, way, Others::End)).await?;
    match engine.store().apply(changes).await {
        Ok(()) => {}
        // Done twice at once, or with a code that was shown twice: once it was.
        Err(ApplyError::Stale { .. } | ApplyError::Taken { .. }) => return Ok(Guarded::Refused),
        Err(other) => return Err(other.into()),
    }
    let needs = proof == Proof::One && demands_second_factor(engine, &roles_of(engine, now, user.id).await?.0);
    let stage = if needs { Stage::SetUp } else { Stage::In };
    let known_device = throttle::device_token(engine, now, address);
    Ok(Guarded::Done { begun: Begun { secret, stage }, codes, known_device })
}

/// Takes the second factor of the user with this address away, for a lost telephone: every session of theirs ends, and they are
/// told. Whether there was such a user with a second factor. For whoever has the server.
pub async fn reset_factor(engine: &Engine, now: Moment, address: &str) -> Result<bool, Failure> {
    let Some(address) = parties::email(address) else { return Ok(false) };
    let Some(user) = user_at(engine, now, &address).await? else { return Ok(false) };
    let user = engine.tables().user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    let mut changes = Changes::new();
    let actor = Actor::Part("command");
    let had_app = factor::remove(engine, now, &mut changes, (&user, actor), (About::FactorReset, false)).await?;
    let passkeys = passkeys::remove_all(engine, now, &mut changes, &user, actor).await?;
    if !had_app && passkeys == 0 {
        return Ok(false);
    }
    factor::drop_recovery(engine, &mut changes, user.id, None).await?;
    drop_all(engine, &mut changes, user.id).await?;
    engine.store().apply(changes).await?;
    Ok(true)
}

/// The user with this address, if their access has not ended. For whoever has the server.
pub async fn user_with(engine: &Engine, now: Moment, address: &str) -> Result<Option<RowId>, Failure> {
    match parties::email(address) {
        Some(address) => user_at(engine, now, &address).await,
        None => Ok(None),
    }
}
