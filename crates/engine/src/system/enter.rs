//! Coming in with a password, and with a second factor where there is one.
//!
//! An unknown address, a user without a password and a wrong password are told apart by nothing: the same is counted, reckoned, written
//! on the ledger and answered.

use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::INTAKE_ATTEMPTS;
use crate::parties;
use crate::system::factor::{self, Shown};
use crate::system::password::{Reckoner, Reckoning, Verdict};
use crate::system::rows::{Method, Proof, User, UserPassword};
use crate::system::secret::unhex;

use crate::system::session::{Begun, Others, Stage, Standing, Way, begin_proved, begin_with, standing};
use crate::system::sign_on;
use crate::system::throttle::{self, Brake, Source};
use crate::system::users::user_at;
use model::{Moment, RowId, Value};
use store::{Actor, ApplyError, Changes, Condition, Stored};

/// How an attempt to come in ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// A session has begun, which may be only a half one.
    Begun {
        /// It.
        begun: Begun,
        /// By this the device is known again; none while something is left to show.
        known_device: Option<String>,
    },
    /// What was shown is wrong.
    Refused,
    /// There were too many attempts: not before this moment. Nothing was looked at.
    Wait(Moment),
    /// Too many come in at once: try again.
    Busy,
    /// There is no half session, or it has ended: begin anew.
    Gone,
}

/// Comes in with an address and a password.
pub async fn enter(
    engine: &Engine,
    now: Moment,
    (address, password): (&str, &str),
    source: &Source<'_>,
    reckoner: Reckoner<'_>,
) -> Result<Entered, Failure> {
    let address = typed_address(address);
    let guard = match throttle::count(engine, now, "password", &address, source).await? {
        Brake::Off(guard) => guard,
        Brake::On(until) => return Ok(Entered::Wait(until)),
    };
    let user = user_at(engine, now, &address).await?;
    let stored = match user {
        Some(user) => password_of(engine, user).await?,
        None => None,
    };
    let hash = stored.as_ref().map(|stored| stored.row.hash.clone());
    let Some(outcome) = reckoner(Reckoning::verify(password, hash, salt(engine))).await else {
        throttle::forget(engine, guard).await?;
        return Ok(Entered::Busy);
    };
    let (Some(user), Some(stored), Verdict::Right { renewed }) = (user, stored, outcome.verdict()) else {
        refused(engine, now, guard, user).await?;
        return Ok(Entered::Refused);
    };
    throttle::forget(engine, guard).await?;
    let way =
        Way { method: Method::Password, two_factors: false, user_agent: source.user_agent, previous: source.previous };
    let begun = begin_by_password(engine, now, user, stored, renewed, way).await?;
    Ok(begun.map_or(Entered::Refused, |begun| {
        let known_device = (begun.stage != Stage::SecondFactor).then(|| throttle::device_token(engine, now, &address));
        Entered::Begun { begun, known_device }
    }))
}

/// Begins a session for `user`, who showed the password `stored`. The change expects that row as it is: a sign-in under way
/// does not outlive a change of the password. None where it was changed meanwhile.
async fn begin_by_password(
    engine: &Engine,
    now: Moment,
    user: RowId,
    mut stored: Stored<UserPassword>,
    renewed: Option<String>,
    way: Way<'_>,
) -> Result<Option<Begun>, Failure> {
    let table = &engine.tables().user_password;
    let (shown, renewed) = (stored.row.hash.clone(), renewed.map(|hash| (table.f.hash, Value::Text(hash))));
    for _ in 0..INTAKE_ATTEMPTS {
        let mut changes = Changes::new();
        changes.update(&table.write, stored.id, stored.version, renewed.iter().cloned().collect())?;
        match begin_with(engine, now, changes, user, (way, Others::Stay)).await {
            // The same user came in at the same moment, or the password is another one now.
            Err(Failure::Stale) => match password_of(engine, user).await? {
                Some(other) if other.row.hash == shown => stored = other,
                Some(_) | None => return Ok(None),
            },
            other => return other,
        }
    }
    Err(Failure::Stale)
}

/// Shows the second factor: `secret` is that of the half session.
pub async fn second_step(
    engine: &Engine,
    now: Moment,
    secret: &str,
    shown: Shown<'_>,
    source: &Source<'_>,
) -> Result<Entered, Failure> {
    let Some(Standing { session, user, stage: Stage::SecondFactor, .. }) = standing(engine, now, secret).await? else {
        return Ok(Entered::Gone);
    };
    let mut changes = Changes::new();
    let address = match show_factor(engine, now, &mut changes, &user, shown, source).await? {
        FactorShown::Right { address } => address,
        FactorShown::Wrong => return Ok(Entered::Refused),
        FactorShown::Wait(until) => return Ok(Entered::Wait(until)),
    };
    let method = session.row.method.unwrap_or(Method::Password);
    if method == Method::Provider {
        sign_on::confirm(engine, now, &mut changes, (user.id, session.row.began_at)).await?;
    }
    let way = Way { method, two_factors: true, user_agent: source.user_agent, previous: Some(secret) };
    let secret = begin_proved(engine, now, &mut changes, &user, (Proof::Two, way, Others::Stay)).await?;
    match engine.store().apply(changes).await {
        Ok(()) => {}
        // The same code was shown twice at once: one of them is in.
        Err(ApplyError::Stale { .. }) => return Ok(Entered::Refused),
        Err(other) => return Err(other.into()),
    }
    let known_device = Some(throttle::device_token(engine, now, &address));
    Ok(Entered::Begun { begun: Begun { secret, stage: Stage::In }, known_device })
}

/// What showing a second factor came to.
pub(super) enum FactorShown {
    /// It is right, and the changes say that it is used up.
    Right {
        address: String,
    },
    Wrong,
    Wait(Moment),
}

/// Counts, checks and uses up what somebody shows as their second factor.
pub(super) async fn show_factor(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: &Stored<User>,
    shown: Shown<'_>,
    source: &Source<'_>,
) -> Result<FactorShown, Failure> {
    let address = address_of(engine, &user.row).await?;
    let guard = match throttle::count(engine, now, "code", &address, source).await? {
        Brake::Off(guard) => guard,
        Brake::On(until) => return Ok(FactorShown::Wait(until)),
    };
    if !factor::show(engine, now, changes, user, shown).await? {
        refused(engine, now, guard, Some(user.id)).await?;
        return Ok(FactorShown::Wrong);
    }
    throttle::forget(engine, guard).await?;
    Ok(FactorShown::Right { address })
}

/// Puts on the ledger that somebody was not let in, and nothing of what they typed.
pub(super) async fn refused(engine: &Engine, now: Moment, guard: RowId, user: Option<RowId>) -> Result<(), Failure> {
    let tables = engine.tables();
    let target = (tables.sign_in_guard.f.entity, guard);
    let entry = Deed::SignInRefused.entry(engine, now, Actor::Part("visitor"), target);
    let user = match user {
        Some(user) => tables.user.get(engine.store(), user).await?,
        None => None,
    };
    let mut changes = Changes::new();
    changes.record(match user {
        Some(user) => entry.about(user.row.person),
        None => entry,
    });
    Ok(engine.store().apply(changes).await?)
}

/// The address as it is compared; what is none is left as it was typed, in part.
fn typed_address(typed: &str) -> String {
    parties::email(typed).unwrap_or_else(|| typed.chars().take(crate::limits::NAME_CHARACTERS).collect())
}

/// The address with which the user `id` signs in.
pub(crate) async fn address_of_user(engine: &Engine, id: RowId) -> Result<Option<String>, Failure> {
    let Some(user) = engine.tables().user.get(engine.store(), id).await? else { return Ok(None) };
    Ok(Some(address_of(engine, &user.row).await?).filter(|address| !address.is_empty()))
}

pub(super) async fn address_of(engine: &Engine, user: &User) -> Result<String, Failure> {
    let address = engine.tables().email_address.get(engine.store(), user.address).await?;
    Ok(address.map(|address| address.row.address).unwrap_or_default())
}

pub(super) async fn password_of(engine: &Engine, user: RowId) -> Result<Option<Stored<UserPassword>>, Failure> {
    let table = &engine.tables().user_password;
    table.first(engine.store(), table.all().matching(Condition::Is(table.f.user, Value::Id(user)))).await
}

/// Sixteen unguessable bytes (RFC 9106, 3.1).
pub(super) fn salt(engine: &Engine) -> [u8; 16] {
    let mut salt = [0; 16];
    let bytes = unhex(&engine.new_secret()).unwrap_or_default();
    salt.iter_mut().zip(bytes).for_each(|(byte, random)| *byte = random);
    salt
}
