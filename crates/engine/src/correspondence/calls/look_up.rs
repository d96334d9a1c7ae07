//! Whose a number may be, as far as the caller may know: the people, whom they work for, and their open cases.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{CASES_OF_A_CALLER, PEOPLE_OF_A_NUMBER, ROWS_OF_A_NUMBER};
use crate::parties::{Holder, NumberState, phone};
use crate::privacy::is_known_to;
use crate::records::{linked_for, readable_row};
use crate::show::Show;
use crate::support::CaseState;
use model::{Column, Day, FieldId, Record, RowId, Value};
use rights::Operation;
use std::collections::HashSet;
use store::{Condition, Query};

/// Somebody whose the number may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Who; none where only the organisation is known.
    pub person: Option<RowId>,
    /// What they, or the organisation, are called; may be empty.
    pub name: String,
    /// Whom they work for, where the caller may know it.
    pub organisation: Option<(RowId, String)>,
    /// Nobody else has the number.
    pub sure: bool,
    /// Their cases in which something is to be done, the newest first, as far as the caller may know them.
    pub open_cases: Vec<OpenCase>,
}

/// A case in which something is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCase {
    /// Which.
    pub id: RowId,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
}

/// Whose `number`, in any spelling, may be. Nobody where it is none, and nobody who is not there for the caller.
pub async fn look_up(engine: &Engine, caller: &Caller, number: &str, today: Day) -> Result<Vec<Match>, Failure> {
    let tables = engine.tables();
    let f = &tables.phone_number.f;
    let scope = engine.scope(caller, f.entity, Operation::Read)?;
    engine.scope(caller, tables.person.f.entity, Operation::Read)?;
    let Some(number) = phone(number) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).matching(Condition::Is(f.number, Value::Text(number))).limit(ROWS_OF_A_NUMBER);
    let rows = in_use(engine.store().find(query).await?);
    let holder = |row: &Record| row.get(f.holder).and_then(Holder::read);
    let is_wrong = |row: &Record| row.get(f.state).and_then(NumberState::read) == Some(NumberState::Wrong);
    let own = rows.iter().filter(|row| holder(row) == Some(Holder::Person));
    let mut people: Vec<RowId> = own.filter_map(|row| row.link(f.person)).collect();
    let shared = rows.iter().filter(|row| holder(row) == Some(Holder::Organisation));
    let organisations: Vec<RowId> = shared.filter_map(|row| row.link(f.organisation)).collect();
    let is_doubtful = !organisations.is_empty() || rows.iter().any(is_wrong);
    for organisation in &organisations {
        people.extend(working_at(engine, caller, *organisation, today).await?);
    }
    let mut found = matches_of(engine, caller, &people, today).await?;
    let is_one = found.len() == 1 && !is_doubtful;
    for one in &mut found {
        // Somebody of whom nothing is known but the number may be anybody.
        one.sure = is_one && !one.name.is_empty();
    }
    let labels = linked_for(engine, caller, &rows, today).await?;
    let show = Show::new(engine.model(), caller.language, &labels);
    let seen: HashSet<RowId> = organisations.into_iter().collect();
    for row in labels.iter().filter(|row| seen.contains(&row.id) && row.restricted.is_none()) {
        if !is_organisation_there(engine, caller, row.id, today).await? {
            continue;
        }
        let name = show.label(row);
        let open_cases = open_cases(engine, caller, (tables.case.f.organisation, row.id)).await?;
        let organisation = Some((row.id, name.clone()));
        found.push(Match { person: None, name, organisation, sure: false, open_cases });
    }
    Ok(found)
}

/// Those of the people who are there for the caller, each once. That somebody is one of them says nothing of who called.
pub(super) async fn matches_of(
    engine: &Engine,
    caller: &Caller,
    people: &[RowId],
    today: Day,
) -> Result<Vec<Match>, Failure> {
    let tables = engine.tables();
    let f = &tables.person.f;
    let scope = engine.scope(caller, f.entity, Operation::Read)?;
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for person in people.iter().filter(|person| seen.insert(**person)) {
        if found.len() == PEOPLE_OF_A_NUMBER {
            break;
        }
        let record = engine.store().get(&scope, *person).await?.filter(|record| record.restricted.is_none());
        let Some(record) = record else { continue };
        if is_known_to(engine, caller, *person, today).await? {
            found.push(Match {
                person: Some(*person),
                name: record.get(f.name).and_then(String::read).unwrap_or_default(),
                organisation: workplace(engine, caller, *person, today).await?,
                sure: false,
                open_cases: open_cases(engine, caller, (tables.case.f.contact, *person)).await?,
            });
        }
    }
    engine.looked(caller, f.entity, None, found.iter().filter_map(|one| one.person).collect())?;
    Ok(found)
}

/// Whether the organisation is there for the caller.
pub(super) async fn is_organisation_there(
    engine: &Engine,
    caller: &Caller,
    id: RowId,
    today: Day,
) -> Result<bool, Failure> {
    let key = engine.model()[engine.tables().organisation.f.entity].key.as_str();
    match readable_row(engine, caller, key, id, today).await {
        Ok(_) => Ok(true),
        Err(Failure::Denied | Failure::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

/// What is restricted is only stored, for whoever asks.
fn in_use(rows: Vec<Record>) -> Vec<Record> {
    rows.into_iter().filter(|row| row.restricted.is_none()).collect()
}

/// Who works there, as far as the caller may read it.
async fn working_at(engine: &Engine, caller: &Caller, place: RowId, today: Day) -> Result<Vec<RowId>, Failure> {
    let f = &engine.tables().position.f;
    let rows = positions(engine, caller, (f.organisation, place), today).await?;
    Ok(rows.iter().filter_map(|row| row.link(f.person)).collect())
}

/// Where somebody works.
async fn workplace(
    engine: &Engine,
    caller: &Caller,
    person: RowId,
    today: Day,
) -> Result<Option<(RowId, String)>, Failure> {
    let f = &engine.tables().position.f;
    let rows = positions(engine, caller, (f.person, person), today).await?;
    let Some((row, place)) = rows.iter().rev().find_map(|row| Some((row, row.link(f.organisation)?))) else {
        return Ok(None);
    };
    let labels = linked_for(engine, caller, std::slice::from_ref(row), today).await?;
    let show = Show::new(engine.model(), caller.language, &labels);
    let found = labels.iter().find(|row| row.id == place && row.restricted.is_none());
    Ok(found.map(|row| (place, show.label(row))))
}

/// Positions that have not ended, in which the link names this row.
async fn positions(
    engine: &Engine,
    caller: &Caller,
    (link, to): (FieldId, RowId),
    today: Day,
) -> Result<Vec<Record>, Failure> {
    let f = &engine.tables().position.f;
    let Ok(scope) = engine.scope(caller, f.entity, Operation::Read) else { return Ok(Vec::new()) };
    if !scope.covers(link) {
        return Ok(Vec::new());
    }
    let query = Query::over(&scope).matching(Condition::Is(link, Value::Id(to))).limit(ROWS_OF_A_NUMBER);
    let mut rows = in_use(engine.store().find(query).await?);
    rows.retain(|row| row.get(f.ended_on).and_then(Day::read).is_none_or(|day| day > today));
    Ok(rows)
}

/// The open cases in which the link names this row.
async fn open_cases(engine: &Engine, caller: &Caller, (link, to): (FieldId, RowId)) -> Result<Vec<OpenCase>, Failure> {
    let f = &engine.tables().case.f;
    let Ok(scope) = engine.scope(caller, f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let needed = [link, f.number, f.title, f.state, f.created_at];
    if !needed.iter().all(|field| scope.covers(*field)) {
        return Ok(Vec::new());
    }
    let open = CaseState::ALL.iter().filter(|state| state.is_open()).map(Column::write).collect();
    let query = Query::over(&scope).matching(Condition::Is(link, Value::Id(to)));
    let query = query.matching(Condition::OneOf(f.state, open)).newest_first(f.created_at);
    let rows = in_use(engine.store().find(query.limit(CASES_OF_A_CALLER).only(vec![f.number, f.title])).await?);
    engine.looked(caller, f.entity, None, rows.iter().map(|row| row.id).collect())?;
    let case = |row: &Record| OpenCase {
        id: row.id,
        number: row.get(f.number).and_then(i64::read).unwrap_or_default(),
        title: row.get(f.title).and_then(String::read).unwrap_or_default(),
    };
    Ok(rows.iter().map(case).collect())
}
