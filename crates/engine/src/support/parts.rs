//! What a case is made of beside its conversation: a checklist, parts that are cases of their own, and other cases that it hangs
//! together with.

use super::clock::CaseState;
use super::open::opened;
use super::rows::{CameBy, Case, CaseLink, CaseTask, LinkKind};
use super::view::{Belongs, OtherCase, other};
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::limits::{CASE_LINKS, CASE_TASKS, CASE_TITLE_CHARACTERS};
use crate::system::names_of;
use model::{Column, EntityId, Moment, RowId, Value};
use rights::Operation;
use store::{Condition, Query, Stored};

/// What a case is made of, as far as the caller may know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// Its checklist, in order.
    pub items: Vec<Item>,
    /// Cases that it hangs together with.
    pub links: Vec<LinkedCase>,
}

/// Something on a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The row.
    pub id: RowId,
    /// What is to be done.
    pub title: String,
    /// When it was done.
    pub done_at: Option<Moment>,
    /// Who did it; empty where the caller may not know.
    pub done_by: String,
}

/// A case that another hangs together with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedCase {
    /// The row that says so.
    pub id: RowId,
    /// How.
    pub kind: LinkKind,
    /// It was said of the case that is shown; otherwise of the other one.
    pub is_from_here: bool,
    /// The other one's row.
    pub case: RowId,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// How far it has come.
    pub state: CaseState,
}

/// What is done with a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskAct {
    /// This is to be done, too.
    Add(String),
    /// It is done, or not yet.
    Tick(RowId, bool),
    /// It is not to be done any more.
    Remove(RowId),
}

/// The checklist of a case and the cases that it hangs together with.
pub(super) async fn of_case(engine: &Engine, caller: &Caller, case: RowId) -> Result<Parts, Failure> {
    let tasks = items(engine, caller, case).await?;
    let names = names_of(engine, caller, tasks.iter().filter_map(|task| task.row.done_by)).await?;
    let item = |task: Stored<CaseTask>| Item {
        id: task.id,
        title: task.row.title,
        done_at: task.row.done_at,
        done_by: task.row.done_by.and_then(|user| names.get(&user).cloned()).unwrap_or_default(),
    };
    Ok(Parts { items: tasks.into_iter().map(item).collect(), links: links(engine, caller, case).await? })
}

async fn items(engine: &Engine, caller: &Caller, case: RowId) -> Result<Vec<Stored<CaseTask>>, Failure> {
    let table = &engine.tables().case_task;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).matching(Condition::Is(table.f.case, Value::Id(case)));
    table.find(engine.store(), query.oldest_first(table.f.place).limit(CASE_TASKS)).await
}

async fn links(engine: &Engine, caller: &Caller, case: RowId) -> Result<Vec<LinkedCase>, Failure> {
    let (table, cases) = (&engine.tables().case_link, &engine.tables().case);
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let here = |field| Condition::Is(field, Value::Id(case));
    let either = Condition::Any(vec![here(table.f.case), here(table.f.other)]);
    let rows = table.find(engine.store(), Query::over(&scope).matching(either).limit(CASE_LINKS)).await?;
    let far = |row: &CaseLink| if row.case == case { row.other } else { Some(row.case) };
    let ids = rows.iter().filter_map(|link| far(&link.row)).collect();
    let read = engine.scope(caller, cases.f.entity, Operation::Read)?;
    let query = Query::over(&read).matching(Condition::Ids(ids));
    let known = engine.store().find(query.only(vec![cases.f.number, cases.f.title, cases.f.state])).await?;
    let linked = |link: Stored<CaseLink>| {
        let far = far(&link.row)?;
        // What the caller may not know of is left out.
        let OtherCase { id, number, title, state, .. } =
            other(engine, known.iter().find(|case| case.id == far)?, Belongs::Child);
        let is_from_here = link.row.case == case;
        Some(LinkedCase { id: link.id, kind: link.row.kind, is_from_here, case: id, number, title, state })
    };
    Ok(rows.into_iter().filter_map(linked).collect())
}

/// The parts of a case that are open.
pub(super) async fn open_parts(engine: &Engine, caller: &Caller, case: RowId) -> Result<Vec<OtherCase>, Failure> {
    let f = &engine.tables().case.f;
    let scope = engine.scope(caller, f.entity, Operation::Read)?;
    let open = CaseState::ALL.iter().filter(|state| state.is_open()).map(Column::write).collect();
    let parts = Query::over(&scope).matching(Condition::Is(f.parent, Value::Id(case)));
    let parts = parts.matching(Condition::OneOf(f.state, open)).only(vec![f.number, f.title, f.state]);
    let found = engine.store().find(parts.limit(CASE_LINKS)).await?;
    Ok(found.iter().map(|part| other(engine, part, Belongs::Child)).collect())
}

/// Writes on the checklist of a case. It need not be as it was: an item is ticked by itself.
///
/// # Errors
/// [`Failure::TooLarge`] where there is no text, too much of it, or as many items as there can be.
pub async fn task(engine: &Engine, caller: &Caller, now: Moment, case: RowId, what: TaskAct) -> Result<(), Failure> {
    let table = &engine.tables().case_task;
    let (mut work, known) =
        (begun(engine, caller, now, case, table.f.entity).await?, items(engine, caller, case).await?);
    let one = |id: RowId| known.iter().find(|task| task.id == id).ok_or(Failure::NotFound);
    let (id, deed) = match what {
        TaskAct::Add(title) => {
            if known.len() as u64 >= CASE_TASKS {
                return Err(Failure::TooLarge);
            }
            let place = known.last().map_or(1, |last| last.row.place + 1);
            let row = CaseTask { case, place, title: titled(&title)?, done_at: None, done_by: None };
            let id = engine.new_id(now);
            table.insert(&mut work.changes, id, &row)?;
            (id, Deed::Made)
        }
        TaskAct::Tick(id, is_done) => {
            let task = one(id)?;
            if task.row.done_at.is_some() == is_done {
                return Ok(());
            }
            let by = caller.user.filter(|_| is_done).map_or(Value::Null, Value::Id);
            let at = if is_done { Value::Moment(now) } else { Value::Null };
            work.changes.update(&table.write, id, task.version, vec![(table.f.done_at, at), (table.f.done_by, by)])?;
            (id, Deed::Changed)
        }
        TaskAct::Remove(id) => {
            work.changes.delete(&table.write, id, one(id)?.version)?;
            (id, Deed::Removed)
        }
    };
    work.done_with(deed, (table.f.entity, id)).await
}

/// Opens a case that is a part of this one: for the same customer, about the same installation. Gives it.
///
/// # Errors
/// [`Failure::TooLarge`] where there is no title, or it is too long.
pub async fn child(engine: &Engine, caller: &Caller, now: Moment, of: RowId, title: &str) -> Result<RowId, Failure> {
    let mut work = Work::on(engine, caller, now, (of, None)).await?;
    let (title, row) = (titled(title)?, work.case.row.clone());
    // Whoever asked waits for an answer in the case that it is a part of.
    let case = Case { title, came_by: CameBy::Ourselves, parent: Some(of), owner: None, ..row.anew(now) };
    let new = opened(engine, &mut work.changes, now, (caller.actor(), caller.user), case).await?;
    work.done().await?;
    Ok(new)
}

/// The case hangs together with the one of this number. Said twice is said once.
///
/// # Errors
/// [`Failure::NotFound`] where there is no such case for the caller, or it is the same.
pub async fn link(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    case: RowId,
    (kind, number): (LinkKind, i64),
) -> Result<(), Failure> {
    let (table, f) = (&engine.tables().case_link, &engine.tables().case.f);
    let work = begun(engine, caller, now, case, table.f.entity).await?;
    let read = engine.scope(caller, f.entity, Operation::Read)?;
    let found = Query::over(&read).matching(Condition::Is(f.number, Value::Integer(number))).only(vec![f.number]);
    let other = engine.store().find(found.limit(1)).await?.into_iter().next().ok_or(Failure::NotFound)?.id;
    if other == case {
        return Err(Failure::NotFound);
    }
    let known = links(engine, caller, case).await?;
    if known.iter().any(|link| link.case == other && link.kind == kind) {
        return Ok(());
    }
    if known.len() as u64 >= CASE_LINKS {
        return Err(Failure::TooLarge);
    }
    let (mut work, id) = (work, engine.new_id(now));
    table.insert(&mut work.changes, id, &CaseLink { case, kind, other: Some(other) })?;
    work.done_with(Deed::Made, (table.f.entity, id)).await
}

/// It does not any more. Either of the two may say so.
pub async fn unlink(engine: &Engine, caller: &Caller, now: Moment, case: RowId, id: RowId) -> Result<(), Failure> {
    let table = &engine.tables().case_link;
    let mut work = begun(engine, caller, now, case, table.f.entity).await?;
    let link = table.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    if link.row.case != case && link.row.other != Some(case) {
        return Err(Failure::NotFound);
    }
    work.changes.delete(&table.write, id, link.version)?;
    work.done_with(Deed::Removed, (table.f.entity, id)).await
}

/// Work on a case by somebody who may write rows of `entity`, too.
async fn begun<'a>(
    engine: &'a Engine,
    caller: &'a Caller,
    now: Moment,
    case: RowId,
    entity: EntityId,
) -> Result<Work<'a>, Failure> {
    engine.scope(caller, entity, Operation::Write)?;
    Work::on(engine, caller, now, (case, None)).await
}

fn titled(typed: &str) -> Result<String, Failure> {
    let title = crate::correspondence::clean_line(typed.trim());
    if title.is_empty() || title.chars().count() > CASE_TITLE_CHARACTERS { Err(Failure::TooLarge) } else { Ok(title) }
}
