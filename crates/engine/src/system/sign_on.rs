//! Signing in through a provider (OIDC Core 1.0): what a provider has confirmed becomes a session.
//!
//! Nobody gets in who was not added here. The first time, a user is found by the address that the provider has confirmed;
//! from then on only by the provider's own number for them, whatever address it gives. It must not know how a provider is
//! asked: that is the program's.

use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::IDENTITY_CHARACTERS;
use crate::parties;
use crate::system::ceremony::{Browser, Purpose, open, take};
use crate::system::notices::tell;
use crate::system::rows::{About, ExternalIdentity, Method};
use crate::system::secret::hash;
use crate::system::session::{Begun, begin_with};
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
    let mut changes = Changes::new();
    let user = match known(engine, identity).await? {
        Some(found) => {
            changes.update(&table.write, found.id, found.version, vec![(table.f.used_at, Value::Moment(now))])?;
            found.row.user
        }
        None => match link(engine, now, identity, &mut changes).await? {
            Some(user) => user,
            None => return Ok(None),
        },
    };
    begin_with(engine, now, changes, user, browser.way(Method::Provider, identity.second_factor)).await
}

/// Whether some provider lets `user` in.
pub(super) async fn lets_in(engine: &Engine, user: RowId) -> Result<bool, Failure> {
    let table = &engine.tables().external_identity;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    Ok(table.first(engine.store(), query).await?.is_some())
}

fn mark(identity: &Identity) -> String {
    hash(&format!("{}\n{}", identity.issuer, identity.subject))
}

async fn known(engine: &Engine, identity: &Identity) -> Result<Option<Stored<ExternalIdentity>>, Failure> {
    let table = &engine.tables().external_identity;
    let query = table.all().matching(Condition::Is(table.f.mark, Value::Text(mark(identity))));
    table.first(engine.store(), query).await
}

/// Finds the user with the confirmed address, and links them. None where there is no such user, or where the same provider has
/// another number for them: then the address has gone over to somebody else there.
async fn link(
    engine: &Engine,
    now: Moment,
    identity: &Identity,
    changes: &mut Changes,
) -> Result<Option<RowId>, Failure> {
    let tables = engine.tables();
    let table = &tables.external_identity;
    let Some(address) = identity.address.as_deref().and_then(parties::email) else { return Ok(None) };
    let Some(user) = user_at(engine, &address).await? else { return Ok(None) };
    let others = table
        .all()
        .matching(Condition::Is(table.f.user, Value::Id(user)))
        .matching(Condition::Is(table.f.issuer, Value::Text(identity.issuer.clone())));
    if table.first(engine.store(), others).await?.is_some() {
        return Ok(None);
    }
    let row = ExternalIdentity {
        user,
        issuer: identity.issuer.clone(),
        identifier: identity.subject.clone(),
        mark: mark(identity),
        made_at: now,
        used_at: Some(now),
    };
    let id = engine.new_id(now);
    table.insert(changes, id, &row)?;
    let person = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?.row.person;
    changes.record(Deed::SignOnLinked.entry(engine, now, Actor::User(user), (table.f.entity, id)).about(person));
    tell(engine, now, changes, user, About::SignOnLinked)?;
    Ok(Some(user))
}
