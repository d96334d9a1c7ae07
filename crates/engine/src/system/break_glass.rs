//! Emergency access: a role that somebody takes for some hours because nobody who has it is there.
//!
//! It works at once, with a reason in writing, for roles of which the register says so. Every owner is told by mail and on
//! *Today*, the desk says it on each page, and an owner says afterwards whether it was right. It is never a way to a role
//! that decides who may come in, nor to one that carries out the rights of persons, whatever the register says.

use super::capacity::Emergency;
use super::grants::{demand_administrator, is_owner, lasting_owners, role_administers};
use super::rows::BreakGlass;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{EMERGENCY_HOURS, EMERGENCY_NOTE_CHARACTERS, EMERGENCY_REASON_CHARACTERS, PAGE_ROWS};
use crate::system::names_of;
use crate::website::is_blank;
use model::{Moment, RoleId, RowId, Value};
use rights::{Operation, Viewer};
use std::ops::RangeInclusive;
use store::{Changes, Condition, Query};

/// An hour, in seconds.
const HOUR_SECONDS: i64 = 60 * 60;

/// Why a role was not taken, or not judged.
#[derive(Debug)]
pub enum EmergencyProblem {
    /// It is no role that is taken like this, or it is theirs already.
    NotOpen,
    /// The reason has fewer or more characters than this.
    Reason(RangeInclusive<usize>),
    /// There are characters in it that no text has.
    NotText,
    /// It is for less or more hours than this.
    Hours(RangeInclusive<i64>),
    /// They have taken this role before, and an owner said that it was not right.
    JudgedWrong,
    /// Whoever took the role does not judge that.
    OwnCase,
    /// The use case could not be done.
    Failed(Failure),
}

impl<T: Into<Failure>> From<T> for EmergencyProblem {
    fn from(error: T) -> Self {
        Self::Failed(error.into())
    }
}

/// One time that somebody took a role, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyLine {
    /// The row.
    pub id: RowId,
    /// Its version.
    pub version: i64,
    /// Who, as far as the caller may know.
    pub who: String,
    /// What the role is called.
    pub role: String,
    /// Why.
    pub reason: String,
    /// From when.
    pub starts_at: Moment,
    /// Until when.
    pub ends_at: Moment,
    /// Whether it was right, once it is judged.
    pub was_right: Option<bool>,
    /// What was noted then.
    pub note: String,
    /// The caller may judge it.
    pub may_review: bool,
}

/// What `user` has for some hours now.
pub(super) async fn in_force(engine: &Engine, now: Moment, user: RowId) -> Result<Vec<Emergency>, Failure> {
    let table = &engine.tables().break_glass;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user))).newest_first(table.f.ends_at);
    let found = table.find(engine.store(), query.limit(PAGE_ROWS)).await?;
    let now_in = found.iter().filter(|one| one.row.starts_at <= now && now < one.row.ends_at);
    let emergencies = now_in.filter_map(|one| {
        let role = engine.model().role_named(&one.row.role).filter(|role| is_open(engine, *role))?;
        Some(Emergency { id: one.id, role, ends_at: one.row.ends_at })
    });
    Ok(emergencies.collect())
}

/// Whether the role can be taken like this.
fn is_open(engine: &Engine, role: RoleId) -> bool {
    let it = &engine.model()[role];
    it.break_glass && !it.rights && !role_administers(engine, role)
}

/// The roles that the caller can take: the word of each and what people call it.
pub fn emergency_roles(engine: &Engine, caller: &Caller) -> Vec<(String, String)> {
    let model = engine.model();
    let lacks = |role: &RoleId| is_open(engine, *role) && !caller.capacity.roles.contains(role);
    let open = model.role_ids().filter(|role| caller.user.is_some() && lacks(role));
    open.map(|role| (model[role].key.clone(), model[role].name.get(caller.language).to_owned())).collect()
}

/// Whether the latest verdict on taking the role is that it was not right: then it takes an owner to let `user` into it.
async fn was_wrong(engine: &Engine, user: RowId, role: &str) -> Result<bool, Failure> {
    let table = &engine.tables().break_glass;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    let query = query.matching(Condition::Is(table.f.role, Value::Text(role.to_owned())));
    let query = query.matching(Condition::Filled(table.f.reviewed_at)).newest_first(table.f.reviewed_at);
    Ok(table.first(engine.store(), query).await?.is_some_and(|one| one.row.was_right == Some(false)))
}

/// Takes a role for some hours. Whoever worked as some of their roles only works as all of them again.
pub async fn break_glass(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (role, hours): (&str, i64),
    reason: &str,
) -> Result<RowId, EmergencyProblem> {
    let (tables, model) = (engine.tables(), engine.model());
    let Viewer::Staff { user, person, .. } = &caller.viewer else { return Err(Failure::Denied.into()) };
    let taken = model.role_named(role).filter(|role| is_open(engine, *role));
    if taken.is_none_or(|role| caller.capacity.roles.contains(&role)) {
        return Err(EmergencyProblem::NotOpen);
    }
    if !EMERGENCY_HOURS.contains(&hours) {
        return Err(EmergencyProblem::Hours(EMERGENCY_HOURS));
    }
    let reason = text(reason)?;
    if !EMERGENCY_REASON_CHARACTERS.contains(&reason.chars().count()) {
        return Err(EmergencyProblem::Reason(EMERGENCY_REASON_CHARACTERS));
    }
    if was_wrong(engine, *user, role).await? {
        return Err(EmergencyProblem::JudgedWrong);
    }
    let id = engine.new_id(now);
    let row = BreakGlass {
        user: *user,
        role: role.to_owned(),
        reason,
        starts_at: now,
        ends_at: now.plus_seconds(hours * HOUR_SECONDS),
        reviewed_by: None,
        reviewed_at: None,
        was_right: None,
        note: None,
    };
    let mut changes = Changes::new();
    tables.break_glass.insert(&mut changes, id, &row)?;
    if let Some(session) = caller.capacity.session.filter(|_| caller.capacity.is_acting) {
        let session = tables.session.get(engine.store(), session).await?.ok_or(Failure::Stale)?;
        let all = vec![(tables.session.f.acting, Value::Null)];
        changes.update(&tables.session.write, session.id, session.version, all)?;
    }
    changes.enqueue(JobKind::TellEmergency.about(engine, id, now));
    let entry = Deed::BrokeGlass.entry(engine, now, caller.actor(), (tables.break_glass.f.entity, id));
    changes.record(entry.about(*person));
    engine.store().apply(changes).await?;
    Ok(id)
}

/// Gives a role back before its time.
pub async fn give_back(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<(), Failure> {
    let table = &engine.tables().break_glass;
    let Viewer::Staff { user, person, .. } = &caller.viewer else { return Err(Failure::Denied) };
    let taken = table.get(engine.store(), id).await?.filter(|taken| taken.row.user == *user);
    let taken = taken.ok_or(Failure::NotFound)?;
    if taken.row.ends_at <= now {
        return Ok(());
    }
    let mut changes = Changes::new();
    changes.update(&table.write, id, taken.version, vec![(table.f.ends_at, Value::Moment(now))])?;
    let entry = Deed::GaveBack.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(*person));
    Ok(engine.store().apply(changes).await?)
}

/// The latest times that somebody took a role, for those who decide who may come in.
pub async fn emergencies(engine: &Engine, caller: &Caller) -> Result<Vec<EmergencyLine>, Failure> {
    demand_administrator(engine, caller)?;
    let (table, model) = (&engine.tables().break_glass, engine.model());
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let query = Query::over(&scope).newest_first(table.f.starts_at).limit(PAGE_ROWS);
    let found = engine.store().find(query).await?;
    let found = found.iter().map(|record| table.typed(record)).collect::<Result<Vec<_>, Failure>>()?;
    let names = names_of(engine, caller, found.iter().map(|one| one.row.user)).await?;
    engine.looked(caller, table.f.entity, None, found.iter().map(|one| one.id).collect())?;
    let judges = is_owner(model, caller);
    let line = |one: store::Stored<BreakGlass>| EmergencyLine {
        id: one.id,
        version: one.version,
        who: names.get(&one.row.user).cloned().unwrap_or_default(),
        role: role_name(engine, caller, &one.row.role),
        reason: one.row.reason,
        starts_at: one.row.starts_at,
        ends_at: one.row.ends_at,
        was_right: one.row.was_right,
        note: one.row.note.unwrap_or_default(),
        may_review: judges && one.row.reviewed_at.is_none(),
    };
    Ok(found.into_iter().map(line).collect())
}

/// What a role is called; its word where the register does not have it any more.
pub(super) fn role_name(engine: &Engine, caller: &Caller, key: &str) -> String {
    let role = engine.model().role_named(key);
    role.map_or_else(|| key.to_owned(), |role| engine.model()[role].name.get(caller.language).to_owned())
}

/// How many wait to be judged, for the owners; none for others.
pub async fn count_to_review(engine: &Engine, caller: &Caller) -> Result<u64, Failure> {
    if !is_owner(engine.model(), caller) {
        return Ok(0);
    }
    let table = &engine.tables().break_glass;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let query = Query::over(&scope).matching(Condition::Is(table.f.reviewed_at, Value::Null));
    Ok(engine.store().count(query).await?)
}

/// An owner says whether it was right. Their own case another owner judges, where there is one.
pub async fn review(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, version): (RowId, i64),
    (was_right, note): (bool, &str),
) -> Result<(), EmergencyProblem> {
    let tables = engine.tables();
    let table = &tables.break_glass;
    if !is_owner(engine.model(), caller) {
        return Err(Failure::Denied.into());
    }
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let taken = engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    let taken = table.typed(&taken)?;
    if taken.version != version || taken.row.reviewed_at.is_some() {
        return Err(Failure::Stale.into());
    }
    if caller.user == Some(taken.row.user) {
        let owners = lasting_owners(engine, rights::day_of(now)).await?;
        if owners.iter().any(|owner| owner.row.user != taken.row.user) {
            return Err(EmergencyProblem::OwnCase);
        }
    }
    let note = text(note)?;
    if note.chars().count() > EMERGENCY_NOTE_CHARACTERS {
        return Err(EmergencyProblem::Reason(0..=EMERGENCY_NOTE_CHARACTERS));
    }
    let note = if note.is_empty() { Value::Null } else { Value::Text(note) };
    let by = caller.user.map_or(Value::Null, Value::Id);
    let mut cells = vec![
        (table.f.reviewed_by, by),
        (table.f.reviewed_at, Value::Moment(now)),
        (table.f.was_right, Value::Boolean(was_right)),
        (table.f.note, note),
    ];
    // What was not right does not go on.
    if !was_right && taken.row.ends_at > now {
        cells.push((table.f.ends_at, Value::Moment(now)));
    }
    let mut changes = Changes::new();
    changes.update(&table.write, id, version, cells)?;
    let entry = Deed::Reviewed.entry(engine, now, caller.actor(), (table.f.entity, id));
    let user = tables.user.get(engine.store(), taken.row.user).await?;
    changes.record(user.map_or(entry.clone(), |user| entry.about(user.row.person)));
    Ok(engine.store().apply(changes).await?)
}

/// What somebody wrote, trimmed, its line ends made one kind.
fn text(typed: &str) -> Result<String, EmergencyProblem> {
    let text = typed.trim().replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(EmergencyProblem::NotText);
    }
    Ok(if is_blank(&text) { String::new() } else { text })
}
