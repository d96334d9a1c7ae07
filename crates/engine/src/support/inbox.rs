//! The inbox: cases that wait for somebody, the nearest deadline first.

use super::clock::{CaseState, Priority};
use super::junk::goes_on;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, INBOX_CASES, INBOX_COUNTED};
use crate::records::linked_for;
use crate::show::Show;
use model::{Column, Day, FieldId, Moment, Record, RowId, Value};
use rights::{Operation, Scope};
use store::{Condition, Cursor, Query};

/// Which cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tray {
    /// Those that the caller deals with.
    Mine,
    /// Those that nobody deals with.
    Free,
    /// All that wait for us.
    Open,
    /// Those that wait for others, or are put aside.
    Waiting,
    /// Those that are solved or over.
    Done,
    /// Those that are junk, until they go.
    Junk,
}

impl Tray {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] = [Self::Mine, Self::Free, Self::Open, Self::Waiting, Self::Done, Self::Junk];
}

/// What of the inbox is asked for.
#[derive(Debug, Clone, Copy)]
pub struct InboxAsked {
    /// Which cases.
    pub tray: Tray,
    /// Those of this queue alone.
    pub queue: Option<RowId>,
    /// Those of this category alone.
    pub category: Option<RowId>,
    /// Those behind this one.
    pub after: Option<RowId>,
}

/// A page of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbox {
    /// The cases.
    pub lines: Vec<CaseLine>,
    /// There are more behind the last one.
    pub is_more: bool,
    /// How many are in each tray; none where there are more than are counted.
    pub counts: Vec<(Tray, Option<u64>)>,
    /// The queues, by id and name.
    pub queues: Vec<(RowId, String)>,
    /// The categories, by id and name.
    pub categories: Vec<(RowId, String)>,
    /// What is done with cases again and again, by id and name.
    pub macros: Vec<(RowId, String)>,
    /// The caller may deal with cases.
    pub may_write: bool,
}

/// A case in the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// The case.
    pub id: RowId,
    /// Its version.
    pub version: i64,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// Who asks.
    pub contact: String,
    /// For whom.
    pub organisation: String,
    /// Where it lies.
    pub queue: String,
    /// Who deals with it.
    pub owner: String,
    /// How far it has come.
    pub state: CaseState,
    /// How soon.
    pub priority: Priority,
    /// When the next deadline is.
    pub due_at: Option<Moment>,
    /// When it came.
    pub created_at: Moment,
    /// When it goes, where it is junk.
    pub goes_on: Option<Day>,
}

/// Whether the caller sees cases at all.
pub fn may_see(engine: &Engine, caller: &Caller) -> bool {
    engine.scope(caller, engine.tables().case.f.entity, Operation::Read).is_ok()
}

/// A page of the inbox.
pub async fn inbox(engine: &Engine, caller: &Caller, now: Moment, asked: InboxAsked) -> Result<Inbox, Failure> {
    let f = &engine.tables().case.f;
    let scope = engine.scope(caller, f.entity, Operation::Read)?;
    let mut found = page(engine, caller, &scope, now, asked).await?;
    let is_more = found.len() as u64 > INBOX_CASES;
    found.truncate(usize::try_from(INBOX_CASES).unwrap_or(usize::MAX));
    engine.looked(caller, f.entity, None, found.iter().map(|case| case.id).collect())?;
    let mut counts = Vec::new();
    for tray in Tray::ALL {
        let query = chosen(engine, caller, &scope, now, InboxAsked { tray, ..asked });
        let count = engine.store().count_to(query, INBOX_COUNTED).await?;
        counts.push((tray, (count < INBOX_COUNTED).then_some(count)));
    }
    Ok(Inbox {
        lines: lines(engine, caller, &found, now).await?,
        is_more,
        counts,
        queues: queues(engine, caller).await?,
        categories: categories(engine, caller, asked.category).await?,
        macros: super::macros::of_case(engine, caller, None).await?,
        may_write: engine.scope(caller, f.entity, Operation::Write).is_ok(),
    })
}

/// The case behind `case` in a tray: what comes next when it is dealt with.
pub async fn next(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (asked, case): (InboxAsked, RowId),
) -> Result<Option<RowId>, Failure> {
    let scope = engine.scope(caller, engine.tables().case.f.entity, Operation::Read)?;
    let behind = page(engine, caller, &scope, now, InboxAsked { after: Some(case), ..asked }).await?;
    if let Some(next) = behind.into_iter().find(|other| other.id != case) {
        return Ok(Some(next.id));
    }
    let first = page(engine, caller, &scope, now, InboxAsked { after: None, ..asked }).await?;
    Ok(first.into_iter().map(|other| other.id).find(|other| *other != case))
}

/// The queues that are used.
pub(super) async fn queues(engine: &Engine, caller: &Caller) -> Result<Vec<(RowId, String)>, Failure> {
    let table = &engine.tables().queue;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let open = Query::over(&scope).matching(Condition::Is(table.f.open, Value::Boolean(true)));
    let found = table.find(engine.store(), open.oldest_first(table.f.name)).await?;
    Ok(found.into_iter().map(|queue| (queue.id, queue.row.name)).collect())
}

/// The categories that are used, and `also` this one.
pub(super) async fn categories(
    engine: &Engine,
    caller: &Caller,
    also: Option<RowId>,
) -> Result<Vec<(RowId, String)>, Failure> {
    let table = &engine.tables().case_category;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let open = Condition::Is(table.f.open, Value::Boolean(true));
    let also = also.map(|id| Condition::Ids(vec![id]));
    let either = Query::over(&scope).matching(Condition::Any([open].into_iter().chain(also).collect()));
    let found = table.find(engine.store(), either.oldest_first(table.f.name).limit(BATCH_ROWS)).await?;
    Ok(found.into_iter().map(|category| (category.id, category.row.name)).collect())
}

/// One case more than a page holds, where there are so many.
async fn page(
    engine: &Engine,
    caller: &Caller,
    scope: &Scope,
    now: Moment,
    asked: InboxAsked,
) -> Result<Vec<Record>, Failure> {
    let (f, store) = (&engine.tables().case.f, engine.store());
    let only = columns(engine, scope);
    let query = || chosen(engine, caller, scope, now, asked).only(only.clone());
    let last = match asked.after {
        Some(id) => store.get(scope, id).await?,
        None => None,
    };
    if matches!(asked.tray, Tray::Done | Tray::Junk) {
        let query = query().newest_first(f.created_at).limit(INBOX_CASES + 1);
        let behind = last.map(|last| Cursor::behind(&last, f.created_at));
        let query = behind.into_iter().fold(query, Query::after);
        return Ok(store.find(query).await?);
    }
    let is_due = |record: &Record| record.get(f.due_at).is_some_and(|due| !due.is_null());
    let mut found = Vec::new();
    // Those with a deadline come first, and those without behind them all.
    if last.as_ref().is_none_or(is_due) {
        let due = query().matching(Condition::Filled(f.due_at)).oldest_first(f.due_at).limit(INBOX_CASES + 1);
        let behind = last.as_ref().map(|last| Cursor::behind(last, f.due_at));
        found = store.find(behind.into_iter().fold(due, Query::after)).await?;
    }
    let room = (INBOX_CASES + 1).saturating_sub(found.len() as u64);
    if room > 0 {
        let others = query().matching(Condition::Is(f.due_at, Value::Null)).limit(room);
        let behind = last.filter(|last| !is_due(last)).map(|last| Cursor { value: Value::Null, id: last.id });
        found.extend(store.find(behind.into_iter().fold(others, Query::after)).await?);
    }
    Ok(found)
}

fn columns(engine: &Engine, scope: &Scope) -> Vec<FieldId> {
    let f = &engine.tables().case.f;
    let wanted = [
        f.number,
        f.title,
        f.contact,
        f.organisation,
        f.queue,
        f.owner,
        f.state,
        f.priority,
        f.due_at,
        f.created_at,
        f.junk_on,
    ];
    wanted.into_iter().filter(|field| scope.covers(*field)).collect()
}

fn chosen<'a>(engine: &Engine, caller: &Caller, scope: &'a Scope, now: Moment, asked: InboxAsked) -> Query<'a> {
    let f = &engine.tables().case.f;
    let in_state = |states: &[CaseState]| Condition::OneOf(f.state, states.iter().map(Column::write).collect());
    let today = Value::Day(rights::day_of(now));
    let ours = in_state(&[CaseState::New, CaseState::Open]);
    let theirs = in_state(&[CaseState::Customer, CaseState::Supplier]);
    // What is put aside to today is back.
    let awake = Condition::Any(vec![Condition::Is(f.wait_until, Value::Null), Condition::AtMost(f.wait_until, today)]);
    let asleep = Condition::AtLeast(f.wait_until, Value::Day(model::Day(rights::day_of(now).0 + 1)));
    let query = Query::over(scope);
    let query = match asked.tray {
        Tray::Mine => {
            let me = caller.user.map_or(Value::Null, Value::Id);
            query.matching(Condition::Is(f.owner, me)).matching(ours).matching(awake)
        }
        Tray::Free => query.matching(Condition::Is(f.owner, Value::Null)).matching(ours).matching(awake),
        Tray::Open => query.matching(ours).matching(awake),
        Tray::Waiting => {
            let open = [CaseState::New, CaseState::Open, CaseState::Customer, CaseState::Supplier];
            query.matching(in_state(&open)).matching(Condition::Any(vec![theirs, asleep]))
        }
        Tray::Done => {
            let over = in_state(&[CaseState::Solved, CaseState::Closed]);
            query.matching(over).matching(Condition::Is(f.junk_on, Value::Null))
        }
        Tray::Junk => query.matching(Condition::Filled(f.junk_on)),
    };
    let queue = asked.queue.map(|queue| Condition::Is(f.queue, Value::Id(queue)));
    let category = asked.category.map(|category| Condition::Is(f.category, Value::Id(category)));
    queue.into_iter().chain(category).fold(query, Query::matching)
}

async fn lines(engine: &Engine, caller: &Caller, found: &[Record], now: Moment) -> Result<Vec<CaseLine>, Failure> {
    let f = &engine.tables().case.f;
    let more = linked_for(engine, caller, found, rights::day_of(now)).await?;
    let show = Show::new(engine.model(), caller.language, &more);
    let said = |record: &Record, field: FieldId| match record.get(field) {
        Some(Value::Id(id)) if !show.knows(*id) => String::new(),
        Some(value) => show.text(field, value),
        None => String::new(),
    };
    let line = |record: &Record| CaseLine {
        id: record.id,
        version: record.version,
        number: record.get(f.number).and_then(i64::read).unwrap_or_default(),
        title: said(record, f.title),
        contact: said(record, f.contact),
        organisation: said(record, f.organisation),
        queue: said(record, f.queue),
        owner: said(record, f.owner),
        state: record.get(f.state).and_then(CaseState::read).unwrap_or(CaseState::Open),
        priority: record.get(f.priority).and_then(Priority::read).unwrap_or(Priority::Normal),
        due_at: record.get(f.due_at).and_then(Moment::read),
        created_at: record.get(f.created_at).and_then(Moment::read).unwrap_or(now),
        goes_on: record.get(f.junk_on).and_then(Day::read).and_then(|day| goes_on(engine, day)),
    };
    Ok(found.iter().map(line).collect())
}
