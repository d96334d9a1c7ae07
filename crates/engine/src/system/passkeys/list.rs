//! One's own passkeys: which there are, and letting go of one.

use super::{PasskeyProblem, me, of_user};
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::system::enter::password_of;
use crate::system::notices::tell;
use crate::system::rows::{About, User};
use crate::system::sign_on;
use model::{Moment, RowId};
use store::{Actor, Changes, Stored};

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its row.
    pub id: RowId,
    /// What it is called.
    pub name: String,
    /// When it was added.
    pub made_at: Moment,
    /// When it last let its owner in.
    pub used_at: Option<Moment>,
}

/// The caller's passkeys, the oldest first.
pub async fn list(engine: &Engine, caller: &Caller) -> Result<Vec<Known>, Failure> {
    let rows = of_user(engine, me(caller)?).await?;
    let known = rows.into_iter().map(|found| Known {
        id: found.id,
        name: found.row.title,
        made_at: found.row.made_at,
        used_at: found.row.used_at,
    });
    Ok(known.collect())
}

/// Adds to `changes` that all passkeys of `user` go, as the telephone with them is lost; gives how many.
pub(in crate::system) async fn remove_all(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: &Stored<User>,
    actor: Actor,
) -> Result<usize, Failure> {
    let table = &engine.tables().passkey;
    let all = of_user(engine, user.id).await?;
    for passkey in &all {
        changes.delete(&table.write, passkey.id, passkey.version)?;
        let entry = Deed::PasskeyRemoved.entry(engine, now, actor, (table.f.entity, passkey.id));
        changes.record(entry.about(user.row.person));
    }
    if !all.is_empty() {
        tell(engine, now, changes, user.id, About::PasskeyRemoved)?;
    }
    Ok(all.len())
}

/// Removes the caller's passkey `id`, unless nothing else lets them in.
pub async fn remove(engine: &Engine, now: Moment, caller: &Caller, id: RowId) -> Result<(), PasskeyProblem> {
    let user = me(caller)?;
    let all = of_user(engine, user).await?;
    let passkey = all.iter().find(|passkey| passkey.id == id).ok_or(Failure::NotFound)?;
    let is_last =
        all.len() == 1 && password_of(engine, user).await?.is_none() && !sign_on::lets_in(engine, user).await?;
    if is_last {
        return Err(PasskeyProblem::LastWayIn);
    }
    let tables = engine.tables();
    let found = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    let mut changes = Changes::new();
    changes.delete(&tables.passkey.write, id, passkey.version)?;
    let entry = Deed::PasskeyRemoved.entry(engine, now, Actor::User(user), (tables.passkey.f.entity, id));
    changes.record(entry.about(found.row.person));
    tell(engine, now, &mut changes, user, About::PasskeyRemoved)?;
    Ok(engine.store().apply(changes).await?)
}
