//! Choosing a password: the first one by an invitation, a new one by a link that was mailed, another one at the desk.

use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{PASSWORD_LINK_PAUSE_SECONDS, SIGN_IN_LINK_SECONDS};
use crate::parties;
use crate::system::enter::{address_of, password_of, refused, salt};
use crate::system::links;
use crate::system::notices::tell;
use crate::system::passkeys;
use crate::system::password::{BadPassword, Reckoner, Reckoning, Verdict, belongs};
use crate::system::rows::{About, LinkPurpose, Method, Proof, User, UserPassword};
use crate::system::session::{Begun, Others, Stage, Standing, Way, begin_proved, begin_with, is_fresh, standing};
use crate::system::sign_on;
use crate::system::throttle::{self, Brake, Source};
use crate::system::users::user_at;
use crate::website::Pressure;
use model::{Moment, Value};
use store::{Actor, ApplyError, Changes, Stored};

/// Whom a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// What they are called.
    pub name: String,
    /// What they will sign in with.
    pub address: String,
}

/// A password as it was typed, twice.
#[derive(Debug, Clone, Copy)]
pub struct NewPassword<'a> {
    /// It.
    pub password: &'a str,
    /// Once more.
    pub again: &'a str,
}

/// How choosing a password ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// It is chosen and every other session has ended; this is the new one.
    Chosen(Begun),
    /// It is no good.
    Bad(BadPassword),
    /// The present password is wrong.
    Refused,
    /// There were too many attempts: not before this moment.
    Wait(Moment),
    /// Too many choose at once: try again.
    Busy,
    /// There is no present password to show, and they did not sign in just now.
    NotFresh,
    /// The link was used, has expired, or never was.
    Gone,
}

/// Whom the link with this secret is for; none where it does not work. Changes nothing.
pub async fn link_for(
    engine: &Engine,
    now: Moment,
    purpose: LinkPurpose,
    secret: &str,
) -> Result<Option<Invited>, Failure> {
    let Some(link) = links::find(engine, now, purpose, secret).await? else { return Ok(None) };
    let Some(user) = engine.tables().user.get(engine.store(), link.row.user).await? else { return Ok(None) };
    Ok(Some(Invited { name: name_of(engine, &user.row).await?, address: address_of(engine, &user.row).await? }))
}

/// Chooses a password by the link with this secret, which is used up, and begins a session.
pub async fn choose_by_link(
    engine: &Engine,
    now: Moment,
    (purpose, secret): (LinkPurpose, &str),
    new: NewPassword<'_>,
    source: &Source<'_>,
    reckoner: Reckoner<'_>,
) -> Result<Choice, Failure> {
    let Some(link) = links::find(engine, now, purpose, secret).await? else { return Ok(Choice::Gone) };
    let Some(user) = engine.tables().user.get(engine.store(), link.row.user).await? else { return Ok(Choice::Gone) };
    let hash = match hash_of(engine, &user.row, new, reckoner).await? {
        Ok(hash) => hash,
        Err(choice) => return Ok(choice),
    };
    let mut changes = Changes::new();
    set(engine, now, &mut changes, &user, hash).await?;
    let way =
        Way { method: Method::Password, two_factors: false, user_agent: source.user_agent, previous: source.previous };
    match begin_with(engine, now, changes, user.id, (way, Others::End)).await {
        Ok(Some(begun)) => Ok(Choice::Chosen(begun)),
        // Access has ended, or two used the link at once: one of them is in.
        Ok(None) | Err(Failure::Stale) => Ok(Choice::Gone),
        Err(other) => Err(other),
    }
}

/// Chooses another password at the desk. Whoever has one shows it first, and whoever has none has just signed in; `secret` is that of the session, which is replaced.
pub async fn change_password(
    engine: &Engine,
    now: Moment,
    secret: &str,
    (present, new): (&str, NewPassword<'_>),
    source: &Source<'_>,
    reckoner: Reckoner<'_>,
) -> Result<Choice, Failure> {
    let Some(Standing { session, user, stage: Stage::In, .. }) = standing(engine, now, secret).await? else {
        return Ok(Choice::Gone);
    };
    if let Some(stored) = password_of(engine, user.id).await? {
        let address = address_of(engine, &user.row).await?;
        let guard = match throttle::count(engine, now, "password", &address, source).await? {
            Brake::Off(guard) => guard,
            Brake::On(until) => return Ok(Choice::Wait(until)),
        };
        let outcome = reckoner(Reckoning::verify(present, Some(stored.row.hash), salt(engine))).await;
        let Some(outcome) = outcome else { return Ok(Choice::Busy) };
        if outcome.verdict() == Verdict::Wrong {
            refused(engine, now, guard, Some(user.id)).await?;
            return Ok(Choice::Refused);
        }
        throttle::forget(engine, guard).await?;
    } else if !is_fresh(&session.row, now) {
        return Ok(Choice::NotFresh);
    }
    let hash = match hash_of(engine, &user.row, new, reckoner).await? {
        Ok(hash) => hash,
        Err(choice) => return Ok(choice),
    };
    let mut changes = Changes::new();
    set(engine, now, &mut changes, &user, hash).await?;
    let (method, proof) = (session.row.method.unwrap_or(Method::Link), session.row.proof.unwrap_or(Proof::Two));
    let way = Way { method, two_factors: false, user_agent: source.user_agent, previous: Some(secret) };
    let secret = begin_proved(engine, now, &mut changes, &user, (proof, way, Others::End)).await?;
    engine.store().apply(changes).await?;
    Ok(Choice::Chosen(Begun { secret, stage: Stage::In }))
}

/// Mails a link by which a new password is chosen to the user with this address. Tells nobody whether there is one.
pub async fn forgotten(engine: &Engine, now: Moment, address: &str, source: &Source<'_>) -> Result<(), Failure> {
    if engine.attempts().count(source.network, now) != Pressure::Normal {
        return Ok(());
    }
    let Some(address) = parties::email(address) else { return Ok(()) };
    let Some(user) = user_at(engine, now, &address).await? else { return Ok(()) };
    let earlier = links::of_user(engine, user, LinkPurpose::Password).await?;
    let lately = |made: Moment| made.plus_seconds(PASSWORD_LINK_PAUSE_SECONDS) > now;
    if earlier.iter().any(|link| link.row.made_at.is_some_and(lately)) {
        return Ok(());
    }
    let tables = engine.tables();
    let mut changes = Changes::new();
    // One that still works goes on working: nobody can end what somebody else asked for by asking again.
    for link in earlier.into_iter().filter(|link| link.row.expires_at <= now) {
        changes.delete(&tables.sign_in_link.write, link.id, link.version)?;
    }
    let id = links::make(engine, now, &mut changes, user, (LinkPurpose::Password, SIGN_IN_LINK_SECONDS))?;
    links::queue(engine, now, &mut changes, id);
    let entry = Deed::LinkMade.entry(engine, now, Actor::Part("visitor"), (tables.sign_in_link.f.entity, id));
    let account = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    changes.record(entry.about(account.row.person));
    match engine.store().apply(changes).await {
        // Asked for twice at once: one link goes out.
        Ok(()) | Err(ApplyError::Stale { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}

/// The hash of a good new password, or what came instead.
async fn hash_of(
    engine: &Engine,
    user: &User,
    new: NewPassword<'_>,
    reckoner: Reckoner<'_>,
) -> Result<Result<String, Choice>, Failure> {
    if new.password != new.again {
        return Ok(Err(Choice::Bad(BadPassword::NotTheSame)));
    }
    let (name, address) = (name_of(engine, user).await?, address_of(engine, user).await?);
    let about = belongs(&name, &address, &engine.model().controller.name);
    let outcome = reckoner(Reckoning::choose(new.password, about, salt(engine))).await;
    Ok(outcome.map_or(Err(Choice::Busy), |outcome| outcome.chosen().map_err(Choice::Bad)))
}

/// Adds the password to `changes`: links to choose one are used up, and whoever had one is told.
async fn set(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: &Stored<User>,
    hash: String,
) -> Result<(), Failure> {
    let table = &engine.tables().user_password;
    links::use_up(engine, changes, user.id).await?;
    let id = if let Some(stored) = password_of(engine, user.id).await? {
        let cells = vec![(table.f.hash, Value::Text(hash)), (table.f.set_at, Value::Moment(now))];
        changes.update(&table.write, stored.id, stored.version, cells)?;
        tell(engine, now, changes, user.id, About::PasswordChanged)?;
        stored.id
    } else {
        let id = engine.new_id(now);
        table.insert(changes, id, &UserPassword { user: user.id, hash, set_at: now })?;
        // The first one is no news to somebody who had no other way in.
        if !passkeys::of_user(engine, user.id).await?.is_empty() || sign_on::lets_in(engine, user.id).await? {
            tell(engine, now, changes, user.id, About::PasswordChanged)?;
        }
        id
    };
    let entry = Deed::PasswordChosen.entry(engine, now, Actor::User(user.id), (table.f.entity, id));
    changes.record(entry.about(user.row.person));
    Ok(())
}

pub(super) async fn name_of(engine: &Engine, user: &User) -> Result<String, Failure> {
    let person = engine.tables().person.get(engine.store(), user.person).await?;
    Ok(person.and_then(|person| person.row.name).unwrap_or_default())
}

/// One's own account, for [`crate::system::account`].
pub(super) async fn own(engine: &Engine, caller: &Caller) -> Result<Stored<User>, Failure> {
    let id = caller.user.ok_or(Failure::Denied)?;
    engine.tables().user.get(engine.store(), id).await?.ok_or(Failure::NotFound)
}
