//! Signing in: a link that works once, and the session that it begins.

use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{SESSION_SECONDS, SIGN_IN_LINK_SECONDS};
use crate::parties;
use crate::system::rows::{Session, SignInLink};
use crate::system::secret::hash;
use crate::system::standing::caller_in;
use crate::system::users::user_at;
use model::{Moment, Value};
use store::{Actor, Changes, Condition, Stored};

/// Makes a one-time link for the user with this address. None where there is no such user.
pub async fn sign_in_link(engine: &Engine, now: Moment, address: &str) -> Result<Option<String>, Failure> {
    let Some(address) = parties::email(address) else { return Ok(None) };
    let Some(user) = user_at(engine, now, &address).await? else { return Ok(None) };
    let secret = engine.new_secret();
    let link = SignInLink { user, token_hash: hash(&secret), expires_at: now.plus_seconds(SIGN_IN_LINK_SECONDS) };
    let tables = engine.tables();
    let mut changes = Changes::new();
    let id = engine.new_id(now);
    tables.sign_in_link.insert(&mut changes, id, &link)?;
    let entry = Deed::LinkMade.entry(engine, now, Actor::Part("command"), (tables.sign_in_link.f.entity, id));
    let user = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    changes.record(entry.about(user.row.person));
    engine.store().apply(changes).await?;
    Ok(Some(format!("{}/sign-in/{secret}", engine.settings().url)))
}

/// Uses up the link with this secret and begins a session. Gives the session's secret; none where the
/// link was used, has expired, or never was.
pub async fn sign_in(engine: &Engine, now: Moment, secret: &str) -> Result<Option<String>, Failure> {
    let tables = engine.tables();
    let query = tables.sign_in_link.all();
    let query = query.matching(Condition::Is(tables.sign_in_link.f.token_hash, Value::Text(hash(secret))));
    let Some(link) = tables.sign_in_link.first(engine.store(), query).await? else { return Ok(None) };
    if link.row.expires_at <= now {
        return Ok(None);
    }
    let session = engine.new_secret();
    let row = Session {
        user: link.row.user,
        token_hash: hash(&session),
        began_at: now,
        expires_at: now.plus_seconds(SESSION_SECONDS),
        acting: None,
    };
    let mut changes = Changes::new();
    changes.delete(&tables.sign_in_link.write, link.id, link.version)?;
    let id = engine.new_id(now);
    tables.session.insert(&mut changes, id, &row)?;
    let entry = Deed::SignedIn.entry(engine, now, Actor::User(link.row.user), (tables.session.f.entity, id));
    let user = tables.user.get(engine.store(), link.row.user).await?;
    changes.record(match user {
        Some(user) => entry.about(user.row.person),
        None => entry,
    });
    match engine.store().apply(changes).await {
        Ok(()) => Ok(Some(session)),
        // Two opened the link at once: one of them is in.
        Err(store::ApplyError::Stale { .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// Who is signed in with this secret.
pub async fn signed_in(engine: &Engine, now: Moment, secret: &str) -> Result<Option<Caller>, Failure> {
    let Some(session) = session(engine, secret).await? else { return Ok(None) };
    if session.row.expires_at <= now {
        return Ok(None);
    }
    caller_in(engine, now, &session).await
}

/// Ends the session with this secret.
pub async fn sign_out(engine: &Engine, secret: &str) -> Result<(), Failure> {
    let Some(session) = session(engine, secret).await? else { return Ok(()) };
    let mut changes = Changes::new();
    changes.delete(&engine.tables().session.write, session.id, session.version)?;
    match engine.store().apply(changes).await {
        Ok(()) | Err(store::ApplyError::Stale { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}

async fn session(engine: &Engine, secret: &str) -> Result<Option<Stored<Session>>, Failure> {
    let table = &engine.tables().session;
    let query = table.all().matching(Condition::Is(table.f.token_hash, Value::Text(hash(secret))));
    table.first(engine.store(), query).await
}
