//! The list of those affected: who is on it, how each is told, and that nobody stands on it twice.

use super::find::{Listed, named};
use super::log;
use super::rows::{Affected, Breach, EntryKind, ToldBy};
use super::step::{Obstacle, Step, apply, begin, change, load};
use super::words::{choice, say, with};
use crate::context::{Caller, Engine};
use crate::correspondence::Delivery;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{AFFECTED_AT_ONCE, BATCH_ROWS, PAGE_ROWS};
use crate::privacy::{Reason, ReceiptKind, execute, freed, gather, release};
use model::{Column, Moment, RowId, Value};
use rights::{Operation, day_of};
use std::collections::HashSet;
use store::{ApplyError, Changes, Condition, Cursor, Query, Stored};

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AffectedLine {
    /// Their row.
    pub id: RowId,
    /// Who.
    pub person: Listed,
    /// How far the mail has come, where one was written.
    pub delivery: Option<Delivery>,
    /// When they were told.
    pub told_at: Option<Moment>,
    /// How.
    pub told_by: Option<ToldBy>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AffectedPage {
    /// The breach's number.
    pub number: i64,
    /// The breach's version; every step names the one that it was shown at.
    pub version: i64,
    /// How many are on the list.
    pub all: u64,
    /// How many have not been told.
    pub left: u64,
    /// The lines.
    pub lines: Vec<AffectedLine>,
    /// The last line, where more follow.
    pub more: Option<RowId>,
    /// The caller may write.
    pub may_write: bool,
}

/// A page of those affected; only of those who have not been told, where `left`.
pub async fn affected(
    engine: &Engine,
    caller: &Caller,
    breach: RowId,
    (only_left, after): (bool, Option<RowId>),
) -> Result<AffectedPage, Failure> {
    let Stored { row, version, .. } = load(engine, caller, breach, Operation::Read).await?;
    let table = &engine.tables().breach_affected;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let mut query = Query::over(&scope).matching(of(engine, breach)).limit(PAGE_ROWS + 1);
    if only_left {
        query = query.matching(Condition::Is(table.f.told_at, Value::Null));
    }
    if let Some(id) = after {
        query = query.after(Cursor { value: Value::Null, id });
    }
    let mut found = table.find(engine.store(), query).await?;
    let rows = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let is_more = found.len() > rows;
    found.truncate(rows);
    engine.looked(caller, table.f.entity, None, found.iter().map(|one| one.id).collect())?;
    let people: Vec<RowId> = found.iter().map(|one| one.row.person).collect();
    let named = named(engine, &people).await?;
    let line = |(it, person): (&Stored<Affected>, Listed)| AffectedLine {
        id: it.id,
        person,
        delivery: it.row.delivery,
        told_at: it.row.told_at,
        told_by: it.row.told_by,
    };
    Ok(AffectedPage {
        number: row.number.unwrap_or_default(),
        version,
        all: engine.store().count(table.all().matching(of(engine, breach))).await?,
        left: left(engine, breach).await?,
        more: found.last().filter(|_| is_more).map(|last| last.id),
        lines: found.iter().zip(named).map(line).collect(),
        may_write: engine.scope(caller, table.f.entity, Operation::Write).is_ok(),
    })
}

fn of(engine: &Engine, breach: RowId) -> Condition {
    Condition::Is(engine.tables().breach_affected.f.breach, Value::Id(breach))
}

/// How many have not been told.
pub(super) async fn left(engine: &Engine, breach: RowId) -> Result<u64, Failure> {
    let table = &engine.tables().breach_affected;
    let untold = Condition::Is(table.f.told_at, Value::Null);
    Ok(engine.store().count(table.all().matching(of(engine, breach)).matching(untold)).await?)
}

/// Everybody on the list.
pub(super) async fn known(engine: &Engine, breach: RowId) -> Result<HashSet<RowId>, Failure> {
    let table = &engine.tables().breach_affected;
    let mut rows = engine.store().stream(&table.all().matching(of(engine, breach)))?;
    let mut known = HashSet::new();
    while let Some(record) = rows.next().await? {
        known.extend(record.link(table.f.person));
    }
    Ok(known)
}

/// The rows of those who have not been told behind `last`, some of them at a time.
pub(super) async fn untold(
    engine: &Engine,
    breach: RowId,
    last: Option<RowId>,
) -> Result<Vec<Stored<Affected>>, Failure> {
    let table = &engine.tables().breach_affected;
    let untold = Condition::Is(table.f.told_at, Value::Null);
    let mut query = table.all().matching(of(engine, breach)).matching(untold).limit(BATCH_ROWS);
    if let Some(id) = last {
        query = query.after(Cursor { value: Value::Null, id });
    }
    table.find(engine.store(), query).await
}

/// Puts `people` on the list, so many at a time. The count on the breach goes up with each lot, so that two who do it at the same
/// time come between one another and nobody stands there twice; so does the line in the log.
pub(super) async fn put(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    breach: &Stored<Breach>,
    people: &[RowId],
) -> Result<Result<usize, Obstacle>, Failure> {
    let (tables, language) = (engine.tables(), caller.language);
    let mut breach = breach.clone();
    let mut done = 0;
    for some in people.chunks(AFFECTED_AT_ONCE) {
        let mut changes = Changes::new();
        for person in some {
            let row = Affected {
                breach: Some(breach.id),
                person: *person,
                added_on: day_of(now),
                notice: None,
                delivery: None,
                told_at: None,
                told_by: None,
            };
            let id = engine.new_id(now);
            tables.breach_affected.insert(&mut changes, id, &row)?;
            let entry = Deed::FoundAffected.entry(engine, now, caller.actor(), (tables.breach_affected.f.entity, id));
            changes.record(entry.about(*person));
        }
        let count = breach.row.affected_count.unwrap_or(0) + i64::try_from(some.len()).unwrap_or(i64::MAX);
        let cells = vec![(tables.breach.f.affected_count, Value::Integer(count))];
        change(engine, caller, now, &mut changes, &breach, cells)?;
        let text = with(language, "entry-found", &[("people", &some.len().to_string())]);
        log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Fact, text))?;
        match engine.store().apply(changes).await {
            Ok(()) => {}
            Err(ApplyError::Stale { .. }) => return Ok(Err(Obstacle::Changed)),
            Err(other) => return Err(other.into()),
        }
        done += some.len();
        breach.version += 1;
        breach.row.affected_count = Some(count);
    }
    Ok(Ok(done))
}

/// Notes that somebody on the list was told in another way than by mail.
pub async fn told_otherwise(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    (one, by): (RowId, ToldBy),
) -> Result<Step, Failure> {
    let (tables, language) = (engine.tables(), caller.language);
    let table = &tables.breach_affected;
    engine.scope(caller, table.f.entity, Operation::Write)?;
    let breach = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let found = table.get(engine.store(), one).await?.filter(|found| found.row.breach == Some(breach.id));
    let Some(found) = found else { return Err(Failure::NotFound) };
    if found.row.told_at.is_some() {
        return Ok(Step::Not(Obstacle::AlreadyTold));
    }
    if found.row.delivery == Some(Delivery::Queued) {
        return Ok(Step::Not(Obstacle::MailWaits));
    }
    let cells =
        vec![(table.f.told_at, Value::Moment(now)), (table.f.told_by, by.write()), (table.f.delivery, Value::Null)];
    let fields = cells.iter().map(|(field, _)| *field).collect();
    let mut changes = Changes::new();
    changes.update(&table.write, one, found.version, cells)?;
    let entry = Deed::ToldOfBreach.entry(engine, now, caller.actor(), (table.f.entity, one));
    changes.record(entry.about(found.row.person).fields(fields));
    if breach.row.people_told_at.is_none() {
        let f = &tables.breach.f;
        let cells = vec![
            (f.people_told_at, Value::Moment(now)),
            (f.people_not_told_for, Value::Null),
            (f.people_not_told_why, Value::Null),
        ];
        change(engine, caller, now, &mut changes, &breach, cells)?;
    }
    let by = choice(engine, table.f.told_by, &by, language);
    let text = with(language, "entry-told-one", &[("by", &by)]);
    log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Notice, text))?;
    apply(engine, changes).await
}

/// Takes somebody off the list who was put there by mistake and has not been told: as a plan, with a receipt, like every removal.
/// Gives the receipt.
pub async fn take_off(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    one: RowId,
) -> Result<Result<RowId, Obstacle>, Failure> {
    let table = &engine.tables().breach_affected;
    engine.scope(caller, table.f.entity, Operation::Write)?;
    let breach = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Err(obstacle)),
    };
    let found = table.get(engine.store(), one).await?.filter(|found| found.row.breach == Some(breach.id));
    let Some(found) = found else { return Err(Failure::NotFound) };
    if found.row.told_at.is_some() {
        return Ok(Err(Obstacle::AlreadyTold));
    }
    if found.row.delivery == Some(Delivery::Queued) {
        return Ok(Err(Obstacle::MailWaits));
    }
    let facts = gather(engine, found.row.person).await?;
    let plan = rights::removal(engine.model(), &facts, one, Reason::Removed, day_of(now));
    if !plan.deletions().any(|step| step.id == one) {
        return Err(Failure::NotFound);
    }
    let freed = freed(engine, &facts, &plan).await?;
    // Said first: what goes must not be gone without a line. Whoever tries again after a failure counts nobody twice, as the list
    // itself is counted.
    if let Step::Not(obstacle) = taken_off(engine, caller, now, &breach).await? {
        return Ok(Err(obstacle));
    }
    let receipt = execute(engine, now, caller.actor(), ReceiptKind::Removal, &plan).await?;
    release(engine, now, freed).await?;
    Ok(Ok(receipt))
}

/// Counts one less than the list has now, and says so in the log.
async fn taken_off(engine: &Engine, caller: &Caller, now: Moment, breach: &Stored<Breach>) -> Result<Step, Failure> {
    let all = engine.store().count(engine.tables().breach_affected.all().matching(of(engine, breach.id))).await?;
    let left = i64::try_from(all.saturating_sub(1)).unwrap_or(i64::MAX);
    let mut changes = Changes::new();
    let cells = vec![(engine.tables().breach.f.affected_count, Value::Integer(left))];
    change(engine, caller, now, &mut changes, breach, cells)?;
    let text = say(caller.language, "entry-taken-off");
    log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Fact, text))?;
    apply(engine, changes).await
}
