//! Signing in through a provider (OIDC Core 1.0): what a provider has confirmed becomes a session.
//!
//! Nobody gets in who was not added here. The first time, a user is found by the address that the provider has confirmed;
//! from then on only by the provider's own number for them, whatever address it gives. It must not know how a provider is
//! asked: that is the program's.

use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, IDENTITY_CHARACTERS, INTAKE_ATTEMPTS};
use crate::parties;
use crate::system::ceremony::{Browser, Purpose, open, take};
use crate::system::enter::password_of;
use crate::system::links;
use crate::system::notices::tell;
use crate::system::passkeys;
use crate::system::rows::{About, ExternalIdentity, Method};
use crate::system::secret::hash;
use crate::system::session::{Begun, Others, begin_with, would_be_half};
use crate::system::users::user_at;
use model::{Moment, RowId, Value};
use store::{Actor, Changes, Condition, Stored};

/// Who somebody is, as a provider says whose signature was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's address, `iss`.
    pub issuer: String,
    /// Its number for them, `sub`.
    pub subject: String,
    /// Their address, where the provider has confirmed it and the company lets its domain in.
    pub address: Option<String>,
    /// Whether the provider asked for a second factor, and is trusted with that.
    pub second_factor: bool,
}

/// Begins signing in through a provider; gives what ends it. `state` is what the program needs to know then.
pub async fn begin(engine: &Engine, now: Moment, state: String) -> Result<String, Failure> {
    open(engine, now, Purpose::SignOn, state).await
}

/// Takes out what was begun with this secret, once.
pub async fn end(engine: &Engine, now: Moment, secret: &str) -> Result<Option<String>, Failure> {
    take(engine, now, Purpose::SignOn, secret).await
}

/// Begins a session for whom `identity` means. None where no user fits, or not any more.
pub async fn sign_on(
    engine: &Engine,
    now: Moment,
    identity: &Identity,
    browser: Browser<'_>,
) -> Result<Option<Begun>, Failure> {
    let is_short = |text: &str| !text.is_empty() && text.chars().count() <= IDENTITY_CHARACTERS;
    if !is_short(&identity.issuer) || !is_short(&identity.subject) {
        return Ok(None);
    }
    let table = &engine.tables().external_identity;
    for _ in 0..INTAKE_ATTEMPTS {
        let mut changes = Changes::new();
        let user = match known(engine, identity).await? {
            Some(found) if found.row.used_at.is_some() => {
                changes.update(&table.write, found.id, found.version, vec![(table.f.used_at, Value::Moment(now))])?;
                found.row.user
            }
            found => match link(engine, now, identity, found, &mut changes).await? {
                Some(user) => user,
                None => return Ok(None),
            },
        };
        let way = browser.way(Method::Provider, identity.second_factor);
        match begin_with(engine, now, changes, user, (way, Others::Stay)).await {
            // They came back twice at once, and the other one linked them: look again.
            Err(Failure::Stale) => {}
            other => return other,
        }
    }
    Err(Failure::Stale)
}

/// A link to a provider as the user sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// Its row.
    pub id: RowId,
    /// The provider's address.
    pub issuer: String,
    /// When it was linked.
    pub made_at: Moment,
    /// When the user last came in by it.
    pub used_at: Option<Moment>,
}

/// The providers by which the caller comes in, the first linked first.
pub async fn linked(engine: &Engine, caller: &Caller) -> Result<Vec<Linked>, Failure> {
    let rows = of_user(engine, caller.user.ok_or(Failure::Denied)?).await?;
    let shown = |found: Stored<ExternalIdentity>| Linked {
        id: found.id,
        issuer: found.row.issuer,
        made_at: found.row.made_at,
        used_at: found.row.used_at,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Unlinks the caller from a provider; tells whether something else lets them in, as nothing is done otherwise. The provider's
/// next sign-in with their address links anew: so whoever has another number there gets in again.
pub async fn unlink(engine: &Engine, now: Moment, caller: &Caller, id: RowId) -> Result<bool, Failure> {
    let user = caller.user.ok_or(Failure::Denied)?;
    let all = of_user(engine, user).await?;
    let found = all.iter().find(|found| found.id == id).ok_or(Failure::NotFound)?;
    let is_last = all.len() == 1
        && password_of(engine, user).await?.is_none()
        && passkeys::of_user(engine, user).await?.is_empty();
    if is_last {
        return Ok(false);
    }
    let tables = engine.tables();
    let person = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?.row.person;
    let mut changes = Changes::new();
    changes.delete(&tables.external_identity.write, id, found.version)?;
    let target = (tables.external_identity.f.entity, id);
    changes.record(Deed::SignOnUnlinked.entry(engine, now, Actor::User(user), target).about(person));
    tell(engine, now, &mut changes, user, About::SignOnUnlinked)?;
    engine.store().apply(changes).await?;
    Ok(true)
}

/// The links of `user` that hold.
async fn of_user(engine: &Engine, user: RowId) -> Result<Vec<Stored<ExternalIdentity>>, Failure> {
    let mut found = all_of_user(engine, user).await?;
    found.retain(|one| one.row.used_at.is_some());
    Ok(found)
}

/// The same with one that waits for the second factor.
async fn all_of_user(engine: &Engine, user: RowId) -> Result<Vec<Stored<ExternalIdentity>>, Failure> {
    let table = &engine.tables().external_identity;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user))).oldest_first(table.f.made_at);
    table.find(engine.store(), query.limit(BATCH_ROWS)).await
}

/// Whether some provider lets `user` in.
pub(super) async fn lets_in(engine: &Engine, user: RowId) -> Result<bool, Failure> {
    Ok(!of_user(engine, user).await?.is_empty())
}

fn mark(identity: &Identity) -> String {
    hash(&format!("{}\n{}", identity.issuer, identity.subject))
}

async fn known(engine: &Engine, identity: &Identity) -> Result<Option<Stored<ExternalIdentity>>, Failure> {
    let table = &engine.tables().external_identity;
    let query = table.all().matching(Condition::Is(table.f.mark, Value::Text(mark(identity))));
    table.first(engine.store(), query).await
}

/// Finds the user with the confirmed address, and links them. Where a second factor is still to be shown the link waits for it, in the
/// place of one that waited before (`waiting`, or another number): nobody who has the address alone becomes known by their
/// number. None where there is no such user, or where the same provider has another number for them: then the address has
/// gone over to somebody else there.
async fn link(
    engine: &Engine,
    now: Moment,
    identity: &Identity,
    waiting: Option<Stored<ExternalIdentity>>,
    changes: &mut Changes,
) -> Result<Option<RowId>, Failure> {
    let table = &engine.tables().external_identity;
    let Some(address) = identity.address.as_deref().and_then(parties::email) else { return Ok(None) };
    let Some(user) = user_at(engine, now, &address).await? else { return Ok(None) };
    let mut others = all_of_user(engine, user).await?;
    others.retain(|other| other.row.issuer == identity.issuer);
    if others.iter().any(|other| other.row.used_at.is_some()) {
        return Ok(None);
    }
    others.extend(waiting.filter(|waiting| waiting.row.user != user));
    for other in others {
        changes.delete(&table.write, other.id, other.version)?;
    }
    let row = ExternalIdentity {
        user,
        issuer: identity.issuer.clone(),
        identifier: identity.subject.clone(),
        mark: mark(identity),
        made_at: now,
        used_at: None,
    };
    let id = engine.new_id(now);
    table.insert(changes, id, &row)?;
    if identity.second_factor || !would_be_half(engine, now, user).await? {
        hold(engine, now, changes, user, (id, FIRST_VERSION)).await?;
    }
    Ok(Some(user))
}

/// The version of a row that is inserted in the same changes.
const FIRST_VERSION: i64 = 1;

/// Adds to `changes` that the link which waited since `since` for the second factor of `user` holds: it was shown.
pub(super) async fn confirm(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (user, since): (RowId, Moment),
) -> Result<(), Failure> {
    let waiting = all_of_user(engine, user).await?;
    match waiting.iter().find(|one| one.row.used_at.is_none() && one.row.made_at == since) {
        Some(link) => hold(engine, now, changes, user, (link.id, link.version)).await,
        None => Ok(()),
    }
}

/// Adds to `changes` that the link holds: an invitation is taken up by it, and the user is told.
async fn hold(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: RowId,
    (id, version): (RowId, i64),
) -> Result<(), Failure> {
    let tables = engine.tables();
    let table = &tables.external_identity;
    changes.update(&table.write, id, version, vec![(table.f.used_at, Value::Moment(now))])?;
    links::use_up(engine, changes, user).await?;
    let person = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?.row.person;
    changes.record(Deed::SignOnLinked.entry(engine, now, Actor::User(user), (table.f.entity, id)).about(person));
    tell(engine, now, changes, user, About::SignOnLinked)
}
