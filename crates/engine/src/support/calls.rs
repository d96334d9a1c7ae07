//! Calls of a case: as they stand in its conversation, and what they do to its deadlines.

use super::came::{spoke, we_spoke};
use super::clock::What;
use super::view::{CallEntry, Called, Entry, EntryKind};
use crate::context::{Caller, Engine};
use crate::correspondence::calls::CallOutcome;
use crate::correspondence::{Direction, PhoneCall};
use crate::failure::Failure;
use crate::limits::{CASE_ENTRIES, MERGED_STEPS};
use crate::notices;
use crate::records::linked_for;
use crate::show::Show;
use model::{Column, Day, Moment, Record, RowId, Value};
use rights::Operation;
use std::str::FromStr;
use store::{Changes, Condition, Query};

/// Who has spoken in a call, as deadlines see it: a customer who called has asked, whether or not we took it; we have answered
/// where we called and talked.
fn who_spoke(direction: Direction, outcome: CallOutcome) -> Option<Direction> {
    match (direction, outcome) {
        (_, CallOutcome::WrongNumber)
        | (Direction::Out, CallOutcome::Message | CallOutcome::NoAnswer | CallOutcome::Missed) => None,
        (Direction::Out, CallOutcome::Talked) => Some(Direction::Out),
        (Direction::In, CallOutcome::Talked | CallOutcome::Message | CallOutcome::NoAnswer | CallOutcome::Missed) => {
            Some(Direction::In)
        }
    }
}

/// The case with this number or id, if it is there for the caller; of one that became part of another, that one.
pub(crate) async fn find(engine: &Engine, caller: &Caller, typed: &str) -> Result<Option<RowId>, Failure> {
    let f = &engine.tables().case.f;
    let Ok(scope) = engine.scope(caller, f.entity, Operation::Read) else { return Ok(None) };
    let typed = typed.trim().trim_start_matches('#');
    let one = match (RowId::from_str(typed), typed.parse()) {
        (Ok(id), _) => Condition::Ids(vec![id]),
        (Err(_), Ok(number)) if scope.covers(f.number) => Condition::Is(f.number, Value::Integer(number)),
        (Err(_), _) => return Ok(None),
    };
    let mut at = engine.store().find(Query::over(&scope).matching(one).limit(1)).await?.pop();
    for _ in 0..MERGED_STEPS {
        let Some(into) = at.as_ref().and_then(|case| case.link(f.merged_into)) else { break };
        at = engine.store().get(&scope, into).await?;
    }
    Ok(at.filter(|case| case.restricted.is_none()).map(|case| case.id))
}

/// What a call that is being recorded does to its case: it is the handlers' again where the customer has called, its deadlines
/// are reckoned from when the call began, and whoever follows it is told.
pub(crate) async fn called(
    engine: &Engine,
    caller: &Caller,
    changes: &mut Changes,
    now: Moment,
    call: &PhoneCall,
) -> Result<(), Failure> {
    let table = &engine.tables().case;
    let Some(id) = call.case else { return Ok(()) };
    let Some(stored) = table.get_in_use(engine.store(), id).await? else { return Ok(()) };
    let at = call.began_at.min(now);
    // A call out of which the case was opened is older than its clocks.
    match who_spoke(call.direction, call.outcome).filter(|_| at > stored.row.created_at) {
        Some(Direction::In) => spoke(engine, caller, changes, (now, at), id).await,
        Some(Direction::Out) => we_spoke(engine, caller, changes, (now, at), &stored).await,
        None => notices::changed(engine, caller, now, changes, (table.f.entity, id)).await,
    }
}

/// What was said in the calls of a case, for its deadlines.
pub(super) async fn spoken(engine: &Engine, case: RowId) -> Result<Vec<(Moment, What<'static>)>, Failure> {
    let table = &engine.tables().phone_call;
    let f = &table.f;
    // Texts may be long and are not looked at.
    let query = table.all().matching(Condition::Is(f.case, Value::Id(case))).newest_first(f.began_at);
    let calls = query.limit(CASE_ENTRIES).only(vec![f.began_at, f.direction, f.outcome]);
    let call = |record: &Record| {
        let direction = Direction::read(record.get(f.direction)?)?;
        let what = match who_spoke(direction, CallOutcome::read(record.get(f.outcome)?)?)? {
            Direction::In => What::CustomerWrote,
            Direction::Out => What::WeAnswered,
        };
        Some((Moment::read(record.get(f.began_at)?)?, what))
    };
    Ok(engine.store().find(calls).await?.iter().filter_map(call).collect())
}

/// The calls of a case that are there for the caller.
pub(super) async fn entries(
    engine: &Engine,
    caller: &Caller,
    (case, contact): (RowId, RowId),
    today: Day,
) -> Result<Vec<Entry>, Failure> {
    let table = &engine.tables().phone_call;
    let f = &table.f;
    let Ok(scope) = engine.scope(caller, f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).matching(Condition::Is(f.case, Value::Id(case)));
    let records = engine.store().find(query.newest_first(f.began_at).limit(CASE_ENTRIES)).await?;
    let (theirs, others): (Vec<&Record>, Vec<&Record>) =
        records.iter().partition(|call| call.link(f.person) == Some(contact));
    let ids = |calls: Vec<&Record>| calls.into_iter().map(|call| call.id).collect();
    engine.looked(caller, f.entity, Some(contact), ids(theirs))?;
    engine.looked(caller, f.entity, None, ids(others))?;
    let more = linked_for(engine, caller, &records, today).await?;
    let show = Show::new(engine.model(), caller.language, &more);
    let name = |id: RowId| more.iter().find(|row| row.id == id).map(|row| show.label(row)).unwrap_or_default();
    let entry = |record: &Record| {
        let person = record.link(f.person)?;
        let call = CallEntry {
            direction: Direction::read(record.get(f.direction)?)?,
            outcome: CallOutcome::read(record.get(f.outcome)?)?,
            matched: Column::read(record.get(f.matched)?)?,
            person: Called { id: person, name: name(person) },
            summary: record.get(f.summary).and_then(String::read).unwrap_or_default(),
            minutes: record.get(f.took).and_then(i64::read),
        };
        Some(Entry {
            at: Moment::read(record.get(f.began_at)?)?,
            id: record.id,
            who: String::new(),
            by: record.link(f.taken_by),
            what: EntryKind::Call(Box::new(call)),
        })
    };
    Ok(records.iter().filter_map(entry).collect())
}
