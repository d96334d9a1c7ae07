//! The one way to begin a session, whatever proved who it is.

use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::SESSION_SECONDS;
use crate::system::rows::Session;
use crate::system::secret::hash;
use model::{Moment, RowId};
use store::{Actor, ApplyError, Changes};

/// Begins a session for `user` together with `changes`; gives its secret. None where they no longer have access, or where
/// what `changes` expects was changed meanwhile.
pub(crate) async fn begin_session(
    engine: &Engine,
    now: Moment,
    user: RowId,
    mut changes: Changes,
) -> Result<Option<String>, Failure> {
    let tables = engine.tables();
    let Some(found) = tables.user.get(engine.store(), user).await? else { return Ok(None) };
    if found.row.ended_on.is_some_and(|ended| ended <= rights::day_of(now)) {
        return Ok(None);
    }
    let secret = engine.new_secret();
    let row = Session { user, token_hash: hash(&secret), began_at: now, expires_at: now.plus_seconds(SESSION_SECONDS) };
    let id = engine.new_id(now);
    tables.session.insert(&mut changes, id, &row)?;
    let entry = Deed::SignedIn.entry(engine, now, Actor::User(user), (tables.session.f.entity, id));
    changes.record(entry.about(found.row.person));
    match engine.store().apply(changes).await {
        Ok(()) => Ok(Some(secret)),
        // Two came with the same proof at once: one of them is in.
        Err(ApplyError::Stale { .. } | ApplyError::Taken { .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}
