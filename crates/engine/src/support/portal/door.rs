//! Signing in to the portal: a link that works once, mailed to those who were invited, and the session that it begins.
//!
//! Whoever asks for a link is answered alike, known or not. Of a link and a session the database has a hash. Opening a link changes
//! nothing, since programs open links; a button uses it up. A session ends after a while without use, after a longest time in any
//! case, and with the access of its user at once.

use super::rows::{PortalLink, PortalSession, PortalUser, Sees};
use super::said::VISITOR;
use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{
    BATCH_ROWS, PORTAL_ACCESSES_OF_AN_ADDRESS, PORTAL_IDLE_SECONDS, PORTAL_LINK_SECONDS, PORTAL_LINKS_OF_A_USER,
    PORTAL_SESSION_SECONDS, PORTAL_SESSIONS_OF_A_USER, SEEN_EVERY_SECONDS,
};
use crate::parties;
use crate::system::hash;
use crate::website::{Mistake, Network, Pressure, keyed_hash};
use model::{Language, Moment, RowId, Value};
use store::{Actor, ApplyError, Changes, Condition, Stored};

/// The word in the ledger for a user of the portal.
pub(super) const PERSON: Actor = Actor::Part("person");

/// Somebody asks for a link.
#[derive(Debug, Clone, Copy)]
pub struct PortalKnock<'a> {
    /// As typed.
    pub address: &'a str,
    /// The field that no human sees.
    pub trap: &'a str,
    /// Where from; used to count and then forgotten.
    pub network: Network,
}

/// What they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortalAsked {
    /// If they were invited, a mail is on its way. Says nothing of whether they were.
    Received,
    /// That is no address.
    Mend(Mistake),
    /// Too many from their network.
    TooMany,
}

/// Somebody who is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalCaller {
    pub(super) person: RowId,
    pub(super) address: RowId,
    /// The organisation of their customer.
    pub(super) customer: Option<RowId>,
    /// The organisation all of whose cases they see.
    pub(super) sees_all_of: Option<RowId>,
}

/// Takes the wish for a link.
pub async fn knock_at_portal(engine: &Engine, now: Moment, knock: PortalKnock<'_>) -> Result<PortalAsked, Failure> {
    if knock.address.trim().is_empty() {
        return Ok(PortalAsked::Mend(Mistake::Missing));
    }
    let Some(address) = parties::email(knock.address) else {
        return Ok(PortalAsked::Mend(Mistake::NotAnAddress));
    };
    if engine.attempts().count(knock.network, now) != Pressure::Normal {
        return Ok(PortalAsked::TooMany);
    }
    let users = if knock.trap.is_empty() { users_with(engine, now, &address).await? } else { Vec::new() };
    let mut changes = Changes::new();
    for user in users {
        link(engine, &mut changes, now, &user).await?;
    }
    match engine.store().apply(changes).await {
        // Two asked at once: one mail is on its way.
        Ok(()) | Err(ApplyError::Stale { .. }) => Ok(PortalAsked::Received),
        Err(other) => Err(other.into()),
    }
}

/// Adds a link for `user`, unless they have enough that work; those that work no more go.
async fn link(engine: &Engine, changes: &mut Changes, now: Moment, user: &Stored<PortalUser>) -> Result<(), Failure> {
    let table = &engine.tables().portal_link;
    let links = links_of(engine, user.id).await?;
    let (alive, over): (Vec<_>, Vec<_>) = links.into_iter().partition(|link| link.row.expires_at > now);
    if alive.len() >= PORTAL_LINKS_OF_A_USER {
        return Ok(());
    }
    for link in over {
        changes.delete(&table.write, link.id, link.version)?;
    }
    let id = engine.new_id(now);
    let row = PortalLink {
        portal_user: user.id,
        token_hash: hash(&secret(engine, id)),
        expires_at: now.plus_seconds(PORTAL_LINK_SECONDS),
    };
    table.insert(changes, id, &row)?;
    changes.enqueue(JobKind::SendPortalLink.about(engine, id, now));
    let entry = Deed::LinkMade.entry(engine, now, VISITOR, (table.f.entity, id));
    changes.record(entry.about(user.row.person));
    Ok(())
}

/// Who signs in with `address`: somebody may have access at several customers, and gets a link to each.
async fn users_with(engine: &Engine, now: Moment, address: &str) -> Result<Vec<Stored<PortalUser>>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_address.f;
    let query = tables.email_address.in_use().matching(Condition::Is(f.address, Value::Text(address.to_owned())));
    let Some(address) = tables.email_address.first(store, query).await? else { return Ok(Vec::new()) };
    let f = &tables.portal_user.f;
    let query = tables.portal_user.in_use().matching(Condition::Is(f.address, Value::Id(address.id)));
    let mut found = tables.portal_user.find(store, query.limit(BATCH_ROWS)).await?;
    // An address that several share says nothing of who reads its mail.
    let is_theirs = |user: &Stored<PortalUser>| address.row.person == Some(user.row.person);
    found.retain(|user| is_theirs(user) && is_let_in(&user.row, now));
    found.truncate(PORTAL_ACCESSES_OF_AN_ADDRESS);
    Ok(found)
}

/// Whether a user may sign in: they have been told that they can, at the address that they do it with, and it has not ended.
fn is_let_in(user: &PortalUser, now: Moment) -> bool {
    user.told == Some(user.address) && user.is_open(rights::day_of(now))
}

/// The secret of a link: 256 bits that only who has the server's key can make.
fn secret(engine: &Engine, link: RowId) -> String {
    keyed_hash(&engine.settings().secret, "portal link", &[&link.to_string()])
}

/// The address of the page on which one signs in.
pub(super) fn address(engine: &Engine, language: Language) -> String {
    let path = match language {
        Language::Nb => "/kundeportal",
        Language::En => "/portal",
    };
    format!("{}{path}", engine.settings().url)
}

/// The address of a link.
pub(super) fn link_address(engine: &Engine, language: Language, link: RowId) -> String {
    let path = match language {
        Language::Nb => "inn",
        Language::En => "in",
    };
    format!("{}/{path}/{}", address(engine, language), secret(engine, link))
}

/// The link with this secret and its user, if both still let in.
async fn behind(
    engine: &Engine,
    now: Moment,
    secret: &str,
) -> Result<Option<(Stored<PortalLink>, Stored<PortalUser>)>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.portal_link.f;
    let query = tables.portal_link.in_use().matching(Condition::Is(f.token_hash, Value::Text(hash(secret))));
    let link = tables.portal_link.first(store, query).await?;
    let Some(link) = link.filter(|link| link.row.expires_at > now) else { return Ok(None) };
    let user = tables.portal_user.get_in_use(store, link.row.portal_user).await?;
    Ok(user.filter(|user| is_let_in(&user.row, now)).map(|user| (link, user)))
}

/// Whether the link with this secret still works. Changes nothing.
pub async fn portal_link_works(engine: &Engine, now: Moment, secret: &str) -> Result<bool, Failure> {
    Ok(behind(engine, now, secret).await?.is_some())
}

/// Begins a session by a link, which is used up with the others of its user; `previous` is the secret of the session that the
/// browser has already, which ends. Gives the secret for the cookie; none where the link leads nowhere.
pub async fn enter_portal(
    engine: &Engine,
    now: Moment,
    secret: &str,
    previous: Option<&str>,
) -> Result<Option<String>, Failure> {
    let Some((_, user)) = behind(engine, now, secret).await? else { return Ok(None) };
    let (tables, mut changes) = (engine.tables(), Changes::new());
    for link in links_of(engine, user.id).await? {
        changes.delete(&tables.portal_link.write, link.id, link.version)?;
    }
    let previous = match previous {
        Some(secret) => session(engine, secret).await?,
        None => None,
    };
    let mut others = sessions_of(engine, user.id).await?;
    others.retain(|other| previous.as_ref().is_none_or(|previous| previous.id != other.id));
    // Only those longest in use go, where one more would be too many.
    others.sort_by_key(|other| other.row.expires_at);
    others.truncate((others.len() + 1).saturating_sub(PORTAL_SESSIONS_OF_A_USER));
    for ended in others.iter().chain(&previous) {
        changes.delete(&tables.portal_session.write, ended.id, ended.version)?;
    }
    let (id, token) = (engine.new_id(now), engine.new_secret());
    let row = PortalSession {
        portal_user: user.id,
        token_hash: hash(&token),
        began_at: now,
        expires_at: now.plus_seconds(PORTAL_IDLE_SECONDS),
    };
    tables.portal_session.insert(&mut changes, id, &row)?;
    let entry = Deed::SignedIn.entry(engine, now, PERSON, (tables.portal_session.f.entity, id));
    changes.record(entry.about(user.row.person));
    match engine.store().apply(changes).await {
        Ok(()) => Ok(Some(token)),
        // Two pressed at once: one of them was first.
        Err(ApplyError::Stale { .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// Who has the session with this secret; none where it has ended.
pub async fn in_portal(engine: &Engine, now: Moment, secret: &str) -> Result<Option<PortalCaller>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let session = session(engine, secret).await?;
    let Some(session) = session.filter(|session| session.row.expires_at > now) else { return Ok(None) };
    let user = tables.portal_user.get_in_use(store, session.row.portal_user).await?;
    let Some(Stored { row: user, .. }) = user.filter(|user| is_let_in(&user.row, now)) else { return Ok(None) };
    let customer = match user.customer {
        Some(customer) => tables.customer.get_in_use(store, customer).await?.map(|found| found.row.organisation),
        None => None,
    };
    go_on(engine, now, &session).await?;
    Ok(Some(PortalCaller {
        person: user.person,
        address: user.address,
        customer,
        sees_all_of: customer.filter(|_| user.sees == Sees::All),
    }))
}

/// A session that is used goes on: noted once a minute at most, and without harm where it cannot be written.
async fn go_on(engine: &Engine, now: Moment, session: &Stored<PortalSession>) -> Result<(), Failure> {
    let table = &engine.tables().portal_session;
    let longest = session.row.began_at.plus_seconds(PORTAL_SESSION_SECONDS);
    let until = longest.min(now.plus_seconds(PORTAL_IDLE_SECONDS));
    if until < session.row.expires_at.plus_seconds(SEEN_EVERY_SECONDS) {
        return Ok(());
    }
    let mut changes = Changes::new();
    changes.update(&table.write, session.id, session.version, vec![(table.f.expires_at, Value::Moment(until))])?;
    // Another request noted it, or the disk is full: whoever reads may read on.
    let _ = engine.store().apply(changes).await;
    Ok(())
}

/// Ends the session with this secret.
pub async fn leave_portal(engine: &Engine, secret: &str) -> Result<(), Failure> {
    let Some(session) = session(engine, secret).await? else { return Ok(()) };
    let mut changes = Changes::new();
    changes.delete(&engine.tables().portal_session.write, session.id, session.version)?;
    match engine.store().apply(changes).await {
        Ok(()) | Err(ApplyError::Stale { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}

async fn session(engine: &Engine, secret: &str) -> Result<Option<Stored<PortalSession>>, Failure> {
    let table = &engine.tables().portal_session;
    let query = table.in_use().matching(Condition::Is(table.f.token_hash, Value::Text(hash(secret))));
    table.first(engine.store(), query).await
}

async fn links_of(engine: &Engine, user: RowId) -> Result<Vec<Stored<PortalLink>>, Failure> {
    let table = &engine.tables().portal_link;
    let query = table.all().matching(Condition::Is(table.f.portal_user, Value::Id(user))).limit(BATCH_ROWS);
    table.find(engine.store(), query).await
}

async fn sessions_of(engine: &Engine, user: RowId) -> Result<Vec<Stored<PortalSession>>, Failure> {
    let table = &engine.tables().portal_session;
    let query = table.all().matching(Condition::Is(table.f.portal_user, Value::Id(user))).limit(BATCH_ROWS);
    table.find(engine.store(), query).await
}

/// Adds to `changes` the end of whatever lets this user in.
pub(super) async fn shut_out(engine: &Engine, changes: &mut Changes, user: RowId) -> Result<(), Failure> {
    let tables = engine.tables();
    for link in links_of(engine, user).await? {
        changes.delete(&tables.portal_link.write, link.id, link.version)?;
    }
    for session in sessions_of(engine, user).await? {
        changes.delete(&tables.portal_session.write, session.id, session.version)?;
    }
    Ok(())
}
