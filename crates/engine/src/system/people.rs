//! Those who may come in, as whoever decides about that sees them: their roles today, when they were last here, and each
//! one's grants, teams and sessions.
//!
//! What is restricted (GDPR art. 18) is not shown here either: such a user stands in the list without a name, so that their
//! access can be ended all the same.

use super::break_glass::role_name;
use super::enter::password_of;
use super::grants::{demand_administrator, grants_of, holds, may_grant};
use super::leaving::{has_left, is_in};
use super::links::of_user;
use super::rows::{LinkPurpose, RoleGrant, Session, User};
use super::session::{SessionLine, last_use, sessions};
use super::teams::{TeamLine, teams_of};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, PAGE_ROWS};
use model::{Day, EntityId, FieldId, Moment, Record, RowId, Value};
use rights::Operation;
use std::collections::HashMap;
use store::{Condition, Cursor, Query, Stored};

/// Whether somebody may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// They may.
    Open,
    /// They have a link to come in for the first time, and have not used it.
    Invited,
    /// They may until this day, on which they may not any more.
    Ends(Day),
    /// They may not since this day.
    Ended(Day),
}

/// A user in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserLine {
    /// The row.
    pub id: RowId,
    /// What they are called.
    pub name: String,
    /// Their address.
    pub address: String,
    /// What their roles of today are called.
    pub roles: Vec<String>,
    /// When they were last here, as far as a session tells.
    pub seen_at: Option<Moment>,
    /// Whether they may come in.
    pub access: Access,
}

/// A page of users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Users {
    /// The users, in the order in which they came.
    pub lines: Vec<UserLine>,
    /// The last of them, where there are more.
    pub more: Option<RowId>,
}

/// A grant as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantLine {
    /// The row.
    pub id: RowId,
    /// Its version.
    pub version: i64,
    /// The role's word in the register.
    pub key: String,
    /// What the role is called.
    pub role: String,
    /// The first day, where one is set.
    pub starts_on: Option<Day>,
    /// The last day, where one is set.
    pub ends_on: Option<Day>,
    /// Who granted it, as far as that is known.
    pub granted_by: String,
    /// It counts today.
    pub holds: bool,
    /// It is over.
    pub is_over: bool,
    /// The caller may end it.
    pub may_end: bool,
}

/// One user with everything that lets them in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserPage {
    /// Who.
    pub line: UserLine,
    /// The person they are.
    pub person: RowId,
    /// Their grants, those that hold first.
    pub grants: Vec<GrantLine>,
    /// The teams they are in.
    pub teams: Vec<TeamLine>,
    /// Where they are signed in.
    pub sessions: Vec<SessionLine>,
}

/// A page of users behind the user `after`.
pub async fn users(engine: &Engine, caller: &Caller, now: Moment, after: Option<RowId>) -> Result<Users, Failure> {
    demand_administrator(engine, caller)?;
    let table = &engine.tables().user;
    let mut query = table.all().limit(PAGE_ROWS + 1);
    if let Some(id) = after {
        query = query.after(Cursor { value: Value::Null, id });
    }
    let mut found = table.find(engine.store(), query).await?;
    let page = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let more = (found.len() > page).then(|| found.truncate(page)).and_then(|()| found.last().map(|last| last.id));
    engine.looked(caller, table.f.entity, None, found.iter().map(|user| user.id).collect())?;
    Ok(Users { lines: lines(engine, caller, now, &found).await?, more })
}

/// The user `id` with everything that lets them in.
pub async fn user(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<UserPage, Failure> {
    demand_administrator(engine, caller)?;
    let table = &engine.tables().user;
    let found = table.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    let person = found.row.person;
    engine.looked(caller, table.f.entity, Some(person), vec![id])?;
    let line = lines(engine, caller, now, std::slice::from_ref(&found)).await?.pop().ok_or(Failure::NotFound)?;
    let today = rights::day_of(now);
    let grants = seen_grants(engine, caller, id).await?;
    let granters: Vec<RowId> = grants.iter().filter_map(|grant| grant.row.granted_by).collect();
    let names = crate::system::names_of(engine, caller, granters.into_iter()).await?;
    let mut grants: Vec<GrantLine> =
        grants.into_iter().map(|grant| grant_line(engine, caller, today, grant, &names)).collect();
    grants.sort_by_key(|grant| (grant.is_over, !grant.holds, grant.role.clone()));
    let sessions = sessions(engine, caller, now, id, None).await?;
    Ok(UserPage { line, person, grants, teams: teams_of(engine, id).await?, sessions })
}

fn grant_line(
    engine: &Engine,
    caller: &Caller,
    today: Day,
    grant: Stored<RoleGrant>,
    names: &HashMap<RowId, String>,
) -> GrantLine {
    let Stored { id, version, row } = grant;
    let role = engine.model().role_named(&row.role);
    let is_over = row.ends_on.is_some_and(|last| last < today);
    GrantLine {
        id,
        version,
        role: role_name(engine, caller, &row.role),
        key: row.role,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        granted_by: row.granted_by.and_then(|by| names.get(&by).cloned()).unwrap_or_default(),
        holds: role.is_some() && holds((row.starts_on, row.ends_on), today),
        is_over,
        may_end: !is_over && role.is_none_or(|role| may_grant(engine, caller, role)),
    }
}

async fn lines(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    users: &[Stored<User>],
) -> Result<Vec<UserLine>, Failure> {
    let (tables, today) = (engine.tables(), rights::day_of(now));
    let ids = |of: fn(&User) -> RowId| users.iter().map(|user| of(&user.row)).collect();
    let people = shown(engine, caller, tables.person.f.entity, ids(|user| user.person)).await?;
    let addresses = shown(engine, caller, tables.email_address.f.entity, ids(|user| user.address)).await?;
    let text = |record: Option<&Record>, field: FieldId| match record.and_then(|record| record.get(field)) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let every: Vec<RowId> = users.iter().map(|user| user.id).collect();
    let sessions = sessions_of(engine, &every).await?;
    let mut lines = Vec::with_capacity(users.len());
    for user in users {
        let person = people.iter().find(|person| person.id == user.row.person);
        let address = addresses.iter().find(|address| address.id == user.row.address);
        let grants = seen_grants(engine, caller, user.id).await?;
        let in_force = grants.iter().filter(|grant| holds((grant.row.starts_on, grant.row.ends_on), today));
        let mut roles: Vec<String> = in_force.map(|grant| role_name(engine, caller, &grant.row.role)).collect();
        roles.sort();
        roles.dedup();
        let seen = sessions.iter().filter(|session| session.row.user == user.id);
        lines.push(UserLine {
            id: user.id,
            name: text(person, tables.person.f.name),
            address: text(address, tables.email_address.f.address),
            roles,
            seen_at: seen.map(|session| last_use(&session.row)).max(),
            access: access(engine, today, user).await?,
        });
    }
    Ok(lines)
}

/// Those rows of `entity` that the caller may read: what is restricted is not among them.
async fn shown(engine: &Engine, caller: &Caller, entity: EntityId, ids: Vec<RowId>) -> Result<Vec<Record>, Failure> {
    let Ok(scope) = engine.scope(caller, entity, Operation::Read) else { return Ok(Vec::new()) };
    Ok(engine.store().find(Query::over(&scope).matching(Condition::Ids(ids))).await?)
}

/// The grants to `user` that the caller may read.
async fn seen_grants(engine: &Engine, caller: &Caller, user: RowId) -> Result<Vec<Stored<RoleGrant>>, Failure> {
    let mut grants = grants_of(engine, user).await?;
    let ids = grants.iter().map(|grant| grant.id).collect();
    let seen = shown(engine, caller, engine.tables().role_grant.f.entity, ids).await?;
    grants.retain(|grant| seen.iter().any(|record| record.id == grant.id));
    Ok(grants)
}

async fn access(engine: &Engine, today: Day, user: &Stored<User>) -> Result<Access, Failure> {
    Ok(match user.row.ended_on {
        Some(day) if day <= today => Access::Ended(day),
        _ if !is_in(engine, today, user).await? => {
            Access::Ended(has_left(engine, today, user.row.person).await?.unwrap_or(today))
        }
        Some(day) => Access::Ends(day),
        None if is_invited(engine, user.id).await? => Access::Invited,
        None => Access::Open,
    })
}

/// Whether they have a link to come in for the first time and have not used it.
async fn is_invited(engine: &Engine, user: RowId) -> Result<bool, Failure> {
    let open = of_user(engine, user, LinkPurpose::Welcome).await?;
    Ok(!open.is_empty() && password_of(engine, user).await?.is_none())
}

/// The sessions of these users, those that are over among them as long as they are kept.
async fn sessions_of(engine: &Engine, users: &[RowId]) -> Result<Vec<Stored<Session>>, Failure> {
    let table = &engine.tables().session;
    let of = users.iter().map(|user| Value::Id(*user)).collect();
    let query = table.all().matching(Condition::OneOf(table.f.user, of)).newest_first(table.f.began_at);
    table.find(engine.store(), query.limit(BATCH_ROWS)).await
}
