//! Those who have a role, and where they are written to.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use crate::system::capacity::viewer_of;
use crate::system::leaving::is_in;
use crate::system::rows::User;
use model::{Language, Moment, RoleId, RowId, Value};
use rights::{Operation, Viewer};
use std::collections::{BTreeSet, HashMap};
use store::{Cursor, Stored};

/// A colleague who can be written to.
pub(crate) struct Colleague {
    /// Their row in `user`.
    pub(crate) user: RowId,
    /// Where.
    pub(crate) address: String,
    /// In which language.
    pub(crate) language: Language,
}

/// The user with this id, if they still have access.
pub(crate) async fn colleague(engine: &Engine, now: Moment, user: RowId) -> Result<Option<Colleague>, Failure> {
    match engine.tables().user.get(engine.store(), user).await? {
        Some(user) if is_in(engine, rights::day_of(now), &user).await? => written_to(engine, &user).await,
        Some(_) | None => Ok(None),
    }
}

async fn written_to(engine: &Engine, user: &Stored<User>) -> Result<Option<Colleague>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(address) = tables.email_address.get(store, user.row.address).await? else { return Ok(None) };
    let person = tables.person.get(store, user.row.person).await?;
    let language = person.and_then(|person| person.row.language).map_or(Language::Nb, Language::from);
    Ok(Some(Colleague { user: user.id, address: address.row.address, language }))
}

/// Everybody who has `role` now and still has access.
pub(crate) async fn colleagues(engine: &Engine, now: Moment, role: RoleId) -> Result<Vec<Colleague>, Failure> {
    let mut found = Vec::new();
    for (user, viewer) in staff(engine, now).await? {
        if matches!(&viewer, Viewer::Staff { roles, .. } if roles.contains(&role)) {
            found.extend(written_to(engine, &user).await?);
        }
    }
    Ok(found)
}

/// Everybody who has access, as they stand now.
pub(super) async fn staff(engine: &Engine, now: Moment) -> Result<Vec<(Stored<User>, Viewer)>, Failure> {
    let table = &engine.tables().user;
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let query = table.all().limit(BATCH_ROWS);
        let query = match after.take() {
            Some(id) => query.after(Cursor { value: Value::Null, id }),
            None => query,
        };
        let users = table.find(engine.store(), query).await?;
        let Some(last) = users.last() else { return Ok(found) };
        after = Some(last.id);
        for user in users {
            if let Some(viewer) = viewer_of(engine, now, &user).await? {
                found.push((user, viewer));
            }
        }
    }
}

/// Everybody who has access, as they stand now, by their row in `user`.
pub(crate) async fn colleague_viewers(engine: &Engine, now: Moment) -> Result<Vec<(RowId, Viewer)>, Failure> {
    Ok(staff(engine, now).await?.into_iter().map(|(user, viewer)| (user.id, viewer)).collect())
}

/// The user with this id as they stand now, if they still have access.
pub(crate) async fn colleague_viewer(engine: &Engine, now: Moment, user: RowId) -> Result<Option<Viewer>, Failure> {
    match engine.tables().user.get(engine.store(), user).await? {
        Some(user) => viewer_of(engine, now, &user).await,
        None => Ok(None),
    }
}

/// What users with these ids are called, as far as the caller may read it; everybody may read their own name.
pub(crate) async fn names_of(
    engine: &Engine,
    caller: &Caller,
    users: impl Iterator<Item = RowId>,
) -> Result<HashMap<RowId, String>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let reads = [tables.user.f.entity, tables.person.f.entity];
    let may = reads.into_iter().all(|entity| engine.scope(caller, entity, Operation::Read).is_ok());
    let users: BTreeSet<RowId> = users.filter(|user| may || caller.user == Some(*user)).collect();
    let mut names = HashMap::new();
    for id in users {
        let Some(user) = tables.user.get(store, id).await? else { continue };
        let person = tables.person.get(store, user.row.person).await?;
        names.extend(person.and_then(|person| person.row.name).map(|name| (id, name)));
    }
    Ok(names)
}
