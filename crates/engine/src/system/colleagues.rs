//! Those who have a role, and where they are written to.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use crate::system::rows::User;
use crate::system::sign_in::roles;
use model::{Language, RoleId, RowId, Value};
use rights::Operation;
use std::collections::{BTreeSet, HashMap};
use store::{Condition, Stored};

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
pub(crate) async fn colleague(engine: &Engine, user: RowId) -> Result<Option<Colleague>, Failure> {
    let found = engine.tables().user.get(engine.store(), user).await?;
    match found.filter(|user| user.row.ended_on.is_none()) {
        Some(user) => written_to(engine, &user).await,
        None => Ok(None),
    }
}

async fn written_to(engine: &Engine, user: &Stored<User>) -> Result<Option<Colleague>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(address) = tables.email_address.get(store, user.row.address).await? else { return Ok(None) };
    let person = tables.person.get(store, user.row.person).await?;
    let language = person.and_then(|person| person.row.language).map_or(Language::Nb, Language::from);
    Ok(Some(Colleague { user: user.id, address: address.row.address, language }))
}

/// Everybody who has `role` and still has access.
pub(crate) async fn colleagues(engine: &Engine, role: RoleId) -> Result<Vec<Colleague>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let query = tables.user.all().matching(Condition::Is(tables.user.f.ended_on, Value::Null)).limit(BATCH_ROWS);
    let mut found = Vec::new();
    for user in tables.user.find(store, query).await? {
        if !roles(engine, user.id).await?.contains(&role) {
            continue;
        }
        found.extend(written_to(engine, &user).await?);
    }
    Ok(found)
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
