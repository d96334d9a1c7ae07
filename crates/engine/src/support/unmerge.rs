//! A merge that is undone: the case is one of its own again, with what it brought along. Mail goes with its thread, also what has come
//! into it since; what was said otherwise since then stays where it was said.

use super::clock::CaseState;
use super::places;
use super::rows::{CaseEvent, Step};
use super::watch;
use super::work::{Work, moved};
use crate::context::{Caller, Engine};
use crate::correspondence::sealed;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::CASE_ENTRIES;
use model::{Moment, RowId, Value};
use store::Condition;

/// How undoing a merge ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmerged {
    /// It is undone.
    Done,
    /// The case with this number became part of another itself: that is to be undone first.
    MergedOn(i64),
}

/// Undoes that the case became part of another.
///
/// # Errors
/// [`Failure::NotFound`] where it did not, or the other is gone.
pub async fn unmerge(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, version): (RowId, i64),
) -> Result<Unmerged, Failure> {
    let tables = engine.tables();
    let f = &tables.case.f;
    let mut source = Work::on(engine, caller, now, (id, Some(version))).await?;
    let other = source.case.row.merged_into.ok_or(Failure::NotFound)?;
    let mut target = Work::on(engine, caller, now, (other, None)).await?;
    if target.case.row.merged_into.is_some() {
        return Ok(Unmerged::MergedOn(target.case.row.number.unwrap_or_default()));
    }
    let own = own(engine, id).await?;
    let threads = places::come_back(engine, &mut source.changes, (target.case.id, id), &own).await?;
    sealed::hand_over(engine, &mut source.changes, threads, source.case.row.owner).await?;
    let to = before(engine, (id, target.case.id)).await?;
    if source.case.row.state == CaseState::Closed && to != CaseState::Closed {
        for (field, value) in moved(engine, &source.case.row, to, now) {
            source.set(field, value);
        }
        source.event(CaseEvent { state: Some(to), ..CaseEvent::of(id, Step::State, now) })?;
    }
    source.set(f.merged_into, Value::Null);
    source.event(CaseEvent { other: Some(target.case.id), ..CaseEvent::of(id, Step::Unmerged, now) })?;
    target.event(CaseEvent { other: Some(id), ..CaseEvent::of(target.case.id, Step::Unmerged, now) })?;
    // Whoever writes to the version before is told to look first.
    target.set(f.due_at, target.case.row.due_at.map_or(Value::Null, Value::Moment));
    // The clocks of both follow from what stands in them when this is done.
    watch::keep(engine, &mut source.changes, now, id, Some(now)).await?;
    watch::keep(engine, &mut target.changes, now, target.case.id, Some(now)).await?;
    let entry = Deed::Unmerged.entry(engine, now, caller.actor(), (f.entity, id)).about(source.case.row.contact);
    source.changes.record(entry);
    let mut changes = source.changes().await?;
    changes.join(target.changes().await?);
    engine.store().apply(changes).await?;
    Ok(Unmerged::Done)
}

/// The case and those that had become part of it: what was in them comes back with it.
async fn own(engine: &Engine, id: RowId) -> Result<Vec<RowId>, Failure> {
    let table = &engine.tables().case;
    let (mut all, mut next) = (vec![id], 0);
    while let Some(into) = all.get(next).copied() {
        let parts = table.all().matching(Condition::Is(table.f.merged_into, Value::Id(into))).limit(CASE_ENTRIES);
        let parts = engine.store().find(parts.only(vec![table.f.merged_into])).await?;
        all.extend(parts.iter().map(|part| part.id).filter(|part| !all.contains(part)).collect::<Vec<_>>());
        next += 1;
    }
    Ok(all)
}

/// The state of the case before it became part of the other: it was closed at the moment of that.
async fn before(engine: &Engine, (id, other): (RowId, RowId)) -> Result<CaseState, Failure> {
    let table = &engine.tables().case_event;
    let query = table.all().matching(Condition::Is(table.f.case, Value::Id(id)));
    let events = table.find(engine.store(), query.newest_first(table.f.at).limit(CASE_ENTRIES)).await?;
    let merged = events.iter().find(|event| event.row.what == Step::Merged && event.row.other == Some(other));
    let Some(at) = merged.map(|event| event.row.at) else { return Ok(CaseState::Open) };
    let is_before = |state: CaseState, event_at: Moment| event_at < at || event_at == at && state != CaseState::Closed;
    let mut states = events.iter().filter_map(|event| Some((event.row.state?, event.row.at)));
    Ok(states.find(|(state, event_at)| is_before(*state, *event_at)).map_or(CaseState::Open, |(state, _)| state))
}
