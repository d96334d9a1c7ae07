//! Grants: which roles somebody has, from which day to which, and who may grant and end them.
//!
//! The rule of who grants what stands in [`may_grant`] alone; that an owner is always left, in [`keep_an_owner`].

use super::leaving::has_left;
use super::rows::RoleGrant;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, GRANT_AHEAD_DAYS};
use model::{Day, Model, Moment, RoleId, RowId, Value};
use rights::{Operation, Viewer, scope};
use std::fmt;
use store::{Changes, Condition, Stored};

/// The word of the role that decides who may come in.
pub(crate) const OWNER: &str = "owner";

/// Why something about who may come in was not done.
#[derive(Debug)]
pub enum AccessProblem {
    /// The register has no such role.
    NoSuchRole,
    /// The caller does not grant or end this role.
    NotTheirs,
    /// They have the role, or are to have it.
    HasIt,
    /// The last day is before the first, in the past, or too far away.
    Days,
    /// Nobody would be left who decides who may come in.
    LastOwner,
    /// The use case could not be done.
    Failed(Failure),
}

impl fmt::Display for AccessProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchRole => f.write_str("the register has no such role"),
            Self::NotTheirs => f.write_str("this role is granted and ended by an owner"),
            Self::HasIt => f.write_str("the user has this role already; end that grant first"),
            Self::Days => f.write_str("the last day is before the first, in the past, or too far away"),
            Self::LastOwner => f.write_str("this is the last owner who is to stay; make somebody else an owner first"),
            Self::Failed(failure) => failure.fmt(f),
        }
    }
}

impl<T: Into<Failure>> From<T> for AccessProblem {
    fn from(error: T) -> Self {
        Self::Failed(error.into())
    }
}

/// Whether `today` lies between the two days, both of them counted; an absent one sets no limit.
pub(super) fn holds((starts_on, ends_on): (Option<Day>, Option<Day>), today: Day) -> bool {
    starts_on.is_none_or(|first| first <= today) && ends_on.is_none_or(|last| today <= last)
}

/// The roles granted to `user` today. A grant of a role that the register no longer has counts for nothing.
pub(super) async fn granted(engine: &Engine, today: Day, user: RowId) -> Result<Vec<RoleId>, Failure> {
    let grants = grants_of(engine, user).await?;
    let today = grants.iter().filter(|grant| holds((grant.row.starts_on, grant.row.ends_on), today));
    let mut roles: Vec<RoleId> = Vec::new();
    for role in today.filter_map(|grant| engine.model().role_named(&grant.row.role)) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    Ok(roles)
}

/// Every grant to `user`, past ones and those to come among them.
pub(super) async fn grants_of(engine: &Engine, user: RowId) -> Result<Vec<Stored<RoleGrant>>, Failure> {
    let table = &engine.tables().role_grant;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user))).limit(BATCH_ROWS);
    table.find(engine.store(), query).await
}

/// Whether the caller decides who may come in: whoever may write grants by the register. A program never does.
pub fn administers(engine: &Engine, caller: &Caller) -> bool {
    match caller.viewer {
        Viewer::Machine { .. } => false,
        Viewer::Engine | Viewer::Staff { .. } => may_write_grants(engine, &caller.viewer),
    }
}

/// Refuses whoever does not administer users: who may not give roles.
pub(super) fn demand_administrator(engine: &Engine, caller: &Caller) -> Result<(), Failure> {
    if administers(engine, caller) { Ok(()) } else { Err(Failure::Denied) }
}

/// Whether the role by itself decides who may come in.
pub(super) fn role_administers(engine: &Engine, role: RoleId) -> bool {
    let nobody = RowId([0; 16]);
    may_write_grants(engine, &Viewer::Staff { user: nobody, person: nobody, team: Vec::new(), roles: vec![role] })
}

pub(super) fn may_write_grants(engine: &Engine, viewer: &Viewer) -> bool {
    scope(engine.model(), viewer, engine.tables().role_grant.f.entity, Operation::Write).is_ok()
}

/// Whether the caller is an owner, or the one who runs the server.
pub(crate) fn is_owner(model: &Model, caller: &Caller) -> bool {
    match &caller.viewer {
        Viewer::Engine => true,
        Viewer::Staff { roles, .. } => roles.iter().any(|role| model[*role].key == OWNER),
        Viewer::Machine { .. } => false,
    }
}

/// Whether the caller grants and ends `role`. Whoever administers users does, but two kinds of role are the owners'
/// alone: `owner` itself, and those that carry out the rights of persons and so see everything about everybody.
pub(crate) fn may_grant(engine: &Engine, caller: &Caller, role: RoleId) -> bool {
    let it = &engine.model()[role];
    administers(engine, caller) && (is_owner(engine.model(), caller) || (it.key != OWNER && !it.rights))
}

/// Whether the caller may change the address in the row `address`. Whoever reads mail there chooses the password of who signs
/// in with it: of a colleague, it is for those who grant all that they have.
pub(crate) async fn may_readdress(engine: &Engine, caller: &Caller, address: RowId) -> Result<bool, Failure> {
    let table = &engine.tables().user;
    let query = table.all().matching(Condition::Is(table.f.address, Value::Id(address))).limit(BATCH_ROWS);
    for user in table.find(engine.store(), query).await? {
        let grants = grants_of(engine, user.id).await?;
        let mut roles = grants.iter().filter_map(|grant| engine.model().role_named(&grant.row.role));
        if !administers(engine, caller) || !roles.all(|role| may_grant(engine, caller, role)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The roles that the caller grants: the word of each and what people call it.
pub fn grantable(engine: &Engine, caller: &Caller) -> Vec<(String, String)> {
    let model = engine.model();
    let theirs = model.role_ids().filter(|role| may_grant(engine, caller, *role));
    theirs.map(|role| (model[role].key.clone(), model[role].name.get(caller.language).to_owned())).collect()
}

/// Grants a role from one day to another, both counted. Without a first day it holds from now, without a last one on and on.
pub async fn grant(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    user: RowId,
    role: &str,
    (starts_on, ends_on): (Option<Day>, Option<Day>),
) -> Result<RowId, AccessProblem> {
    let (tables, today) = (engine.tables(), rights::day_of(now));
    demand_administrator(engine, caller)?;
    let id = engine.model().role_named(role).ok_or(AccessProblem::NoSuchRole)?;
    if !may_grant(engine, caller, id) {
        return Err(AccessProblem::NotTheirs);
    }
    let known = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    if known.row.ended_on.is_some_and(|ended| ended <= today) {
        return Err(Failure::NotFound.into());
    }
    let first = starts_on.unwrap_or(today);
    let furthest = Day(today.0.saturating_add(GRANT_AHEAD_DAYS));
    if ends_on.is_some_and(|last| last < first.max(today) || last > furthest) || first > furthest {
        return Err(AccessProblem::Days);
    }
    let theirs = grants_of(engine, user).await?;
    if theirs.iter().any(|grant| grant.row.role == role && grant.row.ends_on.is_none_or(|last| last >= today)) {
        return Err(AccessProblem::HasIt);
    }
    let mut changes = Changes::new();
    let row = RoleGrant { user, role: role.to_owned(), starts_on, ends_on, granted_by: caller.user };
    let grant = engine.new_id(now);
    tables.role_grant.insert(&mut changes, grant, &row)?;
    // Written again so that two who grant the same at once do not both.
    changes.update(
        &tables.user.write,
        user,
        known.version,
        vec![(tables.user.f.person, Value::Id(known.row.person))],
    )?;
    let entry = Deed::Granted.entry(engine, now, caller.actor(), (tables.role_grant.f.entity, grant));
    changes.record(entry.about(known.row.person));
    engine.store().apply(changes).await?;
    Ok(grant)
}

/// Ends a grant at once. One that has held on some day before stays as what was; one that has not is removed.
pub async fn end_grant(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, version): (RowId, i64),
) -> Result<(), AccessProblem> {
    let (tables, today) = (engine.tables(), rights::day_of(now));
    demand_administrator(engine, caller)?;
    let grant = tables.role_grant.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    if grant.version != version || grant.row.ends_on.is_some_and(|last| last < today) {
        return Err(Failure::Stale.into());
    }
    // What the register does not have any more is nobody's to keep.
    if engine.model().role_named(&grant.row.role).is_some_and(|role| !may_grant(engine, caller, role)) {
        return Err(AccessProblem::NotTheirs);
    }
    let user = tables.user.get(engine.store(), grant.row.user).await?.ok_or(Failure::NotFound)?;
    let mut changes = Changes::new();
    keep_an_owner(engine, today, &mut changes, user.id, Some(id)).await?;
    let yesterday = Day(today.0 - 1);
    if grant.row.starts_on.is_none_or(|first| first <= yesterday) {
        let cells = vec![(tables.role_grant.f.ends_on, Value::Day(yesterday))];
        changes.update(&tables.role_grant.write, id, version, cells)?;
    } else {
        changes.delete(&tables.role_grant.write, id, version)?;
    }
    let entry = Deed::Ungranted.entry(engine, now, caller.actor(), (tables.role_grant.f.entity, id));
    changes.record(entry.about(user.row.person));
    engine.store().apply(changes).await?;
    Ok(())
}

/// The grants that make somebody an owner for good: begun, without an end, of somebody whose access has none either.
pub(super) async fn lasting_owners(engine: &Engine, today: Day) -> Result<Vec<Stored<RoleGrant>>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.role_grant;
    let query = table.all().matching(Condition::Is(table.f.role, Value::Text(OWNER.to_owned())));
    let query = query.matching(Condition::Is(table.f.ends_on, Value::Null)).limit(BATCH_ROWS);
    let mut lasting = Vec::new();
    for grant in table.find(store, query).await? {
        let Some(user) = tables.user.get(store, grant.row.user).await? else { continue };
        let begun = holds((grant.row.starts_on, None), today);
        if begun && user.row.ended_on.is_none() && has_left(engine, today, user.row.person).await?.is_none() {
            lasting.push(grant);
        }
    }
    Ok(lasting)
}

/// Refuses to let the last owner go: `grant` of `user`, or all of theirs. The owner who is left is written along, so that two
/// who go at the same time do not both.
pub(super) async fn keep_an_owner(
    engine: &Engine,
    today: Day,
    changes: &mut Changes,
    user: RowId,
    grant: Option<RowId>,
) -> Result<(), AccessProblem> {
    let tables = engine.tables();
    let goes = |one: &Stored<RoleGrant>| one.row.user == user && grant.is_none_or(|grant| grant == one.id);
    let in_force = |one: &Stored<RoleGrant>| holds((one.row.starts_on, one.row.ends_on), today);
    let theirs = grants_of(engine, user).await?;
    if !theirs.iter().any(|one| one.row.role == OWNER && goes(one) && in_force(one)) {
        return Ok(());
    }
    let lasting = lasting_owners(engine, today).await?;
    let left = lasting.iter().find(|one| !goes(one)).ok_or(AccessProblem::LastOwner)?;
    let owner = Value::Text(left.row.role.clone());
    changes.update(&tables.role_grant.write, left.id, left.version, vec![(tables.role_grant.f.role, owner)])?;
    if left.row.user != user {
        let other = tables.user.get(engine.store(), left.row.user).await?.ok_or(Failure::Stale)?;
        let same = vec![(tables.user.f.person, Value::Id(other.row.person))];
        changes.update(&tables.user.write, other.id, other.version, same)?;
    }
    Ok(())
}
