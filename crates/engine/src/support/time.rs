//! What colleagues have worked on a case. Each writes what is theirs; who reads that of others, the register says.

use super::rows::CaseTime;
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::limits::{CASE_ENTRIES, CASE_TIME_CHARACTERS, CASE_TIME_MINUTES};
use crate::system::names_of;
use model::{Day, Moment, RowId, Value};
use rights::Operation;
use store::{Condition, Query, Stored};

/// What has been worked on a case, as far as the caller may know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeSpent {
    /// The latest day first.
    pub lines: Vec<TimeLine>,
    /// All of it, in minutes.
    pub minutes: i64,
    /// The caller may say what they have worked.
    pub may_write: bool,
}

/// What somebody has worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeLine {
    /// The row.
    pub id: RowId,
    /// Who; empty where the caller may not know.
    pub who: String,
    /// It is the caller.
    pub is_own: bool,
    /// When.
    pub day: Day,
    /// For how many minutes.
    pub minutes: i64,
    /// At what.
    pub what: Option<String>,
}

/// What has been worked on a case.
pub(super) async fn of_case(engine: &Engine, caller: &Caller, case: RowId) -> Result<TimeSpent, Failure> {
    let table = &engine.tables().case_time;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(TimeSpent::default()) };
    let query = Query::over(&scope).matching(Condition::Is(table.f.case, Value::Id(case)));
    let rows = table.find(engine.store(), query.newest_first(table.f.day).limit(CASE_ENTRIES)).await?;
    let names = names_of(engine, caller, rows.iter().filter_map(|time| time.row.user)).await?;
    let line = |time: Stored<CaseTime>| TimeLine {
        id: time.id,
        who: time.row.user.and_then(|user| names.get(&user).cloned()).unwrap_or_default(),
        is_own: caller.user.is_some() && time.row.user == caller.user,
        day: time.row.day,
        minutes: time.row.minutes,
        what: time.row.what,
    };
    let minutes = rows.iter().map(|time| time.row.minutes).sum();
    let may_write = engine.scope(caller, table.f.entity, Operation::Write).is_ok() && caller.user.is_some();
    Ok(TimeSpent { lines: rows.into_iter().map(line).collect(), minutes, may_write })
}

/// The caller has worked so many minutes on the case that day.
///
/// # Errors
/// [`Failure::TooLarge`] where it is no time at all, more than a day has, a day that has not come, or too long a text.
pub async fn spend(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    case: RowId,
    (minutes, day, what): (i64, Day, &str),
) -> Result<(), Failure> {
    let what = crate::correspondence::clean_line(what.trim());
    let is_time = (1..=CASE_TIME_MINUTES).contains(&minutes) && day <= rights::day_of(now);
    if !is_time || what.chars().count() > CASE_TIME_CHARACTERS {
        return Err(Failure::TooLarge);
    }
    let table = &engine.tables().case_time;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    let user = caller.user.ok_or(Failure::Denied)?;
    let mut work = Work::on(engine, caller, now, (case, None)).await?;
    let id = engine.new_id(now);
    let row = CaseTime { case, user: Some(user), day, minutes, what: (!what.is_empty()).then_some(what) };
    work.changes.insert_row(&scope, id, &row, &table.f)?;
    work.done_with(Deed::Made, (table.f.entity, id)).await
}

/// The caller takes back what they said.
pub async fn take_back(engine: &Engine, caller: &Caller, now: Moment, case: RowId, id: RowId) -> Result<(), Failure> {
    let table = &engine.tables().case_time;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    let mut work = Work::on(engine, caller, now, (case, None)).await?;
    let time = table.get_in_use(engine.store(), id).await?.filter(|time| time.row.case == case);
    let time = time.filter(|time| time.row.user == caller.user).ok_or(Failure::NotFound)?;
    work.changes.delete(&scope, id, time.version)?;
    work.done_with(Deed::Removed, (table.f.entity, id)).await
}
