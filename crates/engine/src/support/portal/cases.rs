//! The cases that a user of the portal sees: their own, or all of their customer's; and a new one.
//!
//! What is only to be stored is not there, and of cases that became one only that one is.

use super::door::{PERSON, PortalCaller};
use super::files::file_of;
use super::said::{PortalAnswered, PortalSaid, Words, checked, written};
use super::shown::{Portal, shown};
use crate::context::Engine;
use crate::correspondence::clean_line;
use crate::failure::Failure;
use crate::files::{FileReader, said_by};
use crate::limits::{BATCH_ROWS, CASE_TITLE_CHARACTERS, PORTAL_CASES};
use crate::once;
use crate::support::open::{Customer, customer_of, opened_as};
use crate::support::rows::CameBy;
use crate::support::{Case, CaseState};
use crate::website::{Network, Pressure};
use model::{Column, Moment, RowId, Value};
use std::collections::HashMap;
use store::{ApplyError, Changes, Condition, Cursor, Stored};

/// Some cases of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalCases {
    /// The latest first.
    pub lines: Vec<PortalCase>,
    /// The last of them, where there are more behind it.
    pub next: Option<RowId>,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalCase {
    /// Its row.
    pub id: RowId,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// How far it has come.
    pub state: CaseState,
    /// Who asks in it, where that is somebody else.
    pub contact: Option<String>,
    /// When it came.
    pub created_at: Moment,
}

/// A queue in which a case can be raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalQueueChoice {
    /// Its row.
    pub id: RowId,
    /// What it is called.
    pub name: String,
}

/// A case that somebody raises.
#[derive(Debug, Clone, Copy)]
pub struct PortalRaised<'a> {
    /// The key of the form: the same case raised twice in it is one.
    pub form: &'a str,
    /// In which queue.
    pub queue: Option<RowId>,
    /// What it is about, as typed.
    pub title: &'a str,
    /// What is said in it.
    pub said: PortalSaid<'a>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortalOpened {
    /// It is there.
    Opened(RowId),
    /// No such queue is open to customers.
    NoQueue,
    /// It is about nothing, or that is longer than so many characters.
    NoTitle(usize),
    /// As with an answer.
    Not(PortalAnswered),
}

/// The cases that `caller` sees, those that are dealt with or those that are not; `after` is the last one of the page before.
pub async fn portal_cases(
    engine: &Engine,
    caller: &PortalCaller,
    are_over: bool,
    after: Option<RowId>,
) -> Result<PortalCases, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.case.f;
    let over = vec![CaseState::Solved.write(), CaseState::Closed.write()];
    let state = if are_over { Condition::OneOf(f.state, over) } else { Condition::NoneOf(f.state, over) };
    let theirs = [Condition::Is(f.contact, Value::Id(caller.person))];
    let all = caller.sees_all_of.map(|organisation| Condition::Is(f.organisation, Value::Id(organisation)));
    let query = tables.case.in_use().matching(Condition::Any(theirs.into_iter().chain(all).collect()));
    let query = query.matching(state).matching(Condition::Is(f.merged_into, Value::Null));
    let mut query = query.newest_first(f.created_at).limit(PORTAL_CASES + 1);
    let last = match after {
        Some(id) => case_of(engine, caller, id).await?,
        None => None,
    };
    if let Some(last) = last {
        query = query.after(Cursor { value: Value::Moment(last.row.created_at), id: last.id });
    }
    let mut found = tables.case.find(store, query).await?;
    let are_more = found.len() as u64 > PORTAL_CASES;
    found.truncate(usize::try_from(PORTAL_CASES).unwrap_or(usize::MAX));
    engine.looked_in_portal(f.entity, others(caller, &found))?;
    let names = names_of(engine, caller, &found).await?;
    let next = found.last().map(|last| last.id).filter(|_| are_more);
    let line = |case: Stored<Case>| PortalCase {
        id: case.id,
        number: case.row.number.unwrap_or_default(),
        title: case.row.title,
        state: case.row.state,
        contact: names.get(&case.row.contact).cloned(),
        created_at: case.row.created_at,
    };
    Ok(PortalCases { lines: found.into_iter().map(line).collect(), next })
}

/// Those of the cases in which somebody else asks.
fn others(caller: &PortalCaller, cases: &[Stored<Case>]) -> Vec<RowId> {
    cases.iter().filter(|case| case.row.contact != caller.person).map(|case| case.id).collect()
}

/// What the others are called who ask in these cases.
async fn names_of(
    engine: &Engine,
    caller: &PortalCaller,
    cases: &[Stored<Case>],
) -> Result<HashMap<RowId, String>, Failure> {
    let table = &engine.tables().person;
    let mut ids: Vec<RowId> = cases.iter().map(|case| case.row.contact).filter(|id| *id != caller.person).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = table.find(engine.store(), table.in_use().matching(Condition::Ids(ids))).await?;
    Ok(found.into_iter().map(|person| (person.id, person.row.name.unwrap_or_default())).collect())
}

/// The case `id`, where `caller` sees it.
pub(super) async fn case_of(
    engine: &Engine,
    caller: &PortalCaller,
    id: RowId,
) -> Result<Option<Stored<Case>>, Failure> {
    let case = engine.tables().case.get_in_use(engine.store(), id).await?;
    let sees = |case: &Case| {
        let is_customers = case.organisation.is_some() && case.organisation == caller.sees_all_of;
        case.merged_into.is_none() && (case.contact == caller.person || is_customers)
    };
    Ok(case.filter(|case| sees(&case.row)))
}

/// One case; none where `caller` does not see it.
pub async fn portal_case(
    engine: &Engine,
    caller: &PortalCaller,
    now: Moment,
    id: RowId,
) -> Result<Option<Portal>, Failure> {
    let Some(case) = case_of(engine, caller, id).await? else { return Ok(None) };
    engine.looked_in_portal(engine.tables().case.f.entity, others(caller, std::slice::from_ref(&case)))?;
    shown(engine, now, &case, caller.person).await.map(Some)
}

/// A file of a case; none where `caller` is not shown it.
pub async fn portal_case_file(
    engine: &Engine,
    caller: &PortalCaller,
    now: Moment,
    (id, file): (RowId, RowId),
) -> Result<Option<FileReader>, Failure> {
    let Some(case) = case_of(engine, caller, id).await? else { return Ok(None) };
    engine.looked_in_portal(engine.tables().case.f.entity, others(caller, std::slice::from_ref(&case)))?;
    file_of(engine, now, &case, (caller.person, file)).await
}

/// The queues in which a case can be raised in the portal, by name.
pub async fn portal_queues(engine: &Engine) -> Result<Vec<PortalQueueChoice>, Failure> {
    let table = &engine.tables().portal_queue;
    let query = table.in_use().matching(Condition::Is(table.f.portal, Value::Boolean(true)));
    let query = query.matching(Condition::Is(table.f.open, Value::Boolean(true))).oldest_first(table.f.name);
    let found = table.find(engine.store(), query.limit(BATCH_ROWS)).await?;
    Ok(found.into_iter().map(|queue| PortalQueueChoice { id: queue.id, name: queue.row.name }).collect())
}

/// The key of a form in which somebody raises a case.
pub fn portal_form(engine: &Engine, now: Moment) -> RowId {
    engine.new_id(now)
}

/// Raises a case.
pub async fn raise_in_portal(
    engine: &Engine,
    caller: &PortalCaller,
    now: Moment,
    raised: PortalRaised<'_>,
    network: Network,
) -> Result<PortalOpened, Failure> {
    let queues = portal_queues(engine).await?;
    let Some(queue) = raised.queue.filter(|id| queues.iter().any(|queue| queue.id == *id)) else {
        return Ok(PortalOpened::NoQueue);
    };
    let title = clean_line(raised.title.trim());
    if title.is_empty() || title.chars().count() > CASE_TITLE_CHARACTERS {
        return Ok(PortalOpened::NoTitle(CASE_TITLE_CHARACTERS));
    }
    let text = match checked(engine, &title, raised.said).await? {
        Ok(text) => text,
        Err(problem) => return Ok(PortalOpened::Not(problem)),
    };
    let files = said_by(engine, raised.said.files).await?;
    let said: Vec<&str> = [title.as_str(), &text].into_iter().chain(files.iter().map(String::as_str)).collect();
    let once = once::row_of(engine, caller.person, ("case", queue), raised.form, &said);
    let id = once.unwrap_or_else(|| engine.new_id(now));
    if case_of(engine, caller, id).await?.is_some() {
        return Ok(PortalOpened::Opened(id));
    }
    if engine.caps().count(network, now) == Pressure::Flood {
        return Ok(PortalOpened::Not(PortalAnswered::TooMany));
    }
    let about = customer_of(engine, caller.person, rights::day_of(now)).await?;
    let about = match caller.customer {
        Some(customer) if about.organisation != Some(customer) => {
            Customer { organisation: Some(customer), ..Customer::default() }
        }
        Some(_) | None => about,
    };
    let mut changes = Changes::new();
    let case = Case::of((queue, title), (caller.person, Some(caller.address)), &about, (CameBy::Portal, now));
    opened_as(engine, &mut changes, now, (PERSON, None), (id, case)).await?;
    let words = Words { sender: caller.person, text: &text, files: raised.said.files };
    written(engine, &mut changes, now, id, &words)?;
    match engine.store().apply(changes).await {
        Ok(()) => Ok(PortalOpened::Opened(id)),
        // The same form, sent at the same moment, was first.
        Err(_) if case_of(engine, caller, id).await?.is_some() => Ok(PortalOpened::Opened(id)),
        Err(ApplyError::Stale { .. } | ApplyError::Taken { .. }) => Err(Failure::Stale),
        Err(other) => Err(other.into()),
    }
}
