//! Those who have a role, and where they are written to.

use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::limits::BATCH_IDS;
use crate::system::account::user_with;
use crate::system::capacity::viewer_of;
use crate::system::grants::may_write_grants;
use crate::system::leaving::is_in;
use crate::system::rows::User;
use model::{Column, Day, Language, Moment, Record, RoleId, RowId};
use rights::{Operation, Viewer};
use std::collections::{BTreeSet, HashMap};
use store::{Actor, Changes, Condition, Query, Stored};

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

/// Everybody who has access now and answers for the system: who decides who may come in, and who carries out the rights of persons.
pub(crate) async fn in_charge(engine: &Engine, now: Moment) -> Result<Vec<Colleague>, Failure> {
    let mut found = Vec::new();
    for (user, viewer) in staff(engine, now).await? {
        if may_write_grants(engine, &viewer) || viewer.carries_out_rights(engine.model()) {
            found.extend(written_to(engine, &user).await?);
        }
    }
    Ok(found)
}

/// Everybody who has access, as they stand now.
pub(super) async fn staff(engine: &Engine, now: Moment) -> Result<Vec<(Stored<User>, Viewer)>, Failure> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let users = engine.tables().user.batch(engine.store(), after).await?;
        let Some(last) = users.last() else { return Ok(found) };
        after = Some(last.id);
        for user in users {
            if let Some(viewer) = viewer_of(engine, now, &user).await? {
                found.push((user, viewer));
            }
        }
    }
}

/// The user with this id as they stand now, if they still have access.
pub(crate) async fn colleague_viewer(engine: &Engine, now: Moment, user: RowId) -> Result<Option<Viewer>, Failure> {
    match engine.tables().user.get(engine.store(), user).await? {
        Some(user) => viewer_of(engine, now, &user).await,
        None => Ok(None),
    }
}

/// The user with this address as somebody who asks, in all of their roles. For the command line, where anybody could be let in: that it
/// used their rights is on the ledger.
pub async fn on_behalf_of(
    engine: &Engine,
    now: Moment,
    address: &str,
    language: Language,
) -> Result<Option<Caller>, Failure> {
    let Some(user) = user_with(engine, now, address).await? else { return Ok(None) };
    let Some(viewer) = colleague_viewer(engine, now, user).await? else { return Ok(None) };
    let mut changes = Changes::new();
    changes.record(Deed::ActedFor.entry(engine, now, Actor::Part("command"), (engine.tables().user.f.entity, user)));
    engine.store().apply(changes).await?;
    Ok(Some(Caller { user: Some(user), viewer, ..Caller::command(language) }))
}

/// A user as they are named.
pub(crate) struct Named {
    /// Their row in `user`.
    pub(crate) user: RowId,
    /// Their name.
    pub(crate) name: String,
    /// The part of their address before the at-sign, in small letters, where the caller may read addresses.
    pub(crate) before_at: Option<String>,
}

/// Everybody whose access has not been ended, as far as the caller may read what they are called. Whether they may come in
/// today is a question for each of them.
pub(crate) async fn named_users(engine: &Engine, caller: &Caller, today: Day) -> Result<Vec<Named>, Failure> {
    let tables = engine.tables();
    if !may_name(engine, caller) {
        return Ok(Vec::new());
    }
    let may_write_to = engine.scope(caller, tables.email_address.f.entity, Operation::Read).is_ok();
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let users = engine.tables().user.batch(engine.store(), after).await?;
        let Some(last) = users.last() else { return Ok(all) };
        after = Some(last.id);
        let users: Vec<_> = users.into_iter().filter(|user| user.row.ended_on.is_none_or(|day| day > today)).collect();
        let names = names(engine, caller, &users).await?;
        let addresses = Condition::Ids(users.iter().map(|user| user.row.address).filter(|_| may_write_to).collect());
        let addresses = tables.email_address.find(engine.store(), tables.email_address.all().matching(addresses));
        let before_at = |address: String| address.split('@').next().unwrap_or_default().to_lowercase();
        let mut addresses: HashMap<RowId, String> =
            addresses.await?.into_iter().map(|found| (found.id, before_at(found.row.address))).collect();
        all.extend(users.iter().filter_map(|user| {
            let name = names.get(&user.id)?.clone();
            Some(Named { user: user.id, name, before_at: addresses.remove(&user.row.address) })
        }));
    }
}

/// What users with these ids are called, as far as the caller may read it; everybody may read their own name.
pub(crate) async fn names_of(
    engine: &Engine,
    caller: &Caller,
    users: impl Iterator<Item = RowId>,
) -> Result<HashMap<RowId, String>, Failure> {
    let (table, may) = (&engine.tables().user, may_name(engine, caller));
    let users: BTreeSet<RowId> = users.filter(|user| may || caller.user == Some(*user)).collect();
    let (users, mut found): (Vec<RowId>, _) = (users.into_iter().collect(), HashMap::new());
    for some in users.chunks(BATCH_IDS) {
        let some = table.find(engine.store(), table.all().matching(Condition::Ids(some.to_vec()))).await?;
        found.extend(names(engine, caller, &some).await?);
    }
    Ok(found)
}

/// Whether the caller may know what others here are called.
fn may_name(engine: &Engine, caller: &Caller) -> bool {
    let reads = [engine.tables().user.f.entity, engine.tables().person.f.entity];
    reads.into_iter().all(|entity| engine.scope(caller, entity, Operation::Read).is_ok())
}

/// By the caller's own scope: who is restricted is named to nobody but those who carry out rights, and to themselves.
async fn names(engine: &Engine, caller: &Caller, users: &[Stored<User>]) -> Result<HashMap<RowId, String>, Failure> {
    let (table, store) = (&engine.tables().person, engine.store());
    let mut names: HashMap<RowId, String> = HashMap::new();
    if let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) {
        let these = Condition::Ids(users.iter().map(|user| user.row.person).collect());
        let people = store.find(Query::over(&scope).matching(these).only(vec![table.f.name])).await?;
        let name = |person: &Record| person.get(table.f.name).and_then(String::read);
        names.extend(people.iter().filter_map(|person| Some((person.id, name(person)?))));
    }
    if let Some(me) = users.iter().find(|user| caller.user == Some(user.id)) {
        let own = table.get(store, me.row.person).await?.and_then(|person| person.row.name);
        names.extend(own.map(|name| (me.row.person, name)));
    }
    Ok(users.iter().filter_map(|user| Some((user.id, names.get(&user.row.person)?.clone()))).collect())
}
