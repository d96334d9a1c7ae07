//! What the screens show of calls: what is offered where one is registered, and one that is there.

use super::look_up::{Match, OpenCase, look_up, matches_of};
use super::register::may_be_part_of;
use super::rows::{CallOutcome, Recognised};
use crate::context::{Caller, Engine};
use crate::correspondence::{Direction, PartOf};
use crate::failure::Failure;
use crate::parties::phone;
use crate::records::{linked_for, readable_row};
use crate::show::Show;
use crate::system::names_of;
use model::{Column, Day, Moment, RowId, Value};
use rights::Operation;
use store::{Condition, Query};

/// What a call that is to be registered is known to be about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// The number, in any spelling; may be empty.
    pub number: String,
    /// The person.
    pub person: Option<RowId>,
    /// The case.
    pub case: Option<RowId>,
}

/// What is offered to whoever registers a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The number in its normal form; as it was typed where it is none.
    pub number: String,
    /// It is one.
    pub is_number: bool,
    /// Whom the call may be with.
    pub matches: Vec<Match>,
    /// The one of them whom the caller came from, or whose number it surely is.
    pub chosen: Option<RowId>,
    /// The case that the caller came from.
    pub case: Option<OpenCase>,
    /// The work that it may be part of.
    pub parts: Vec<PartOf>,
}

/// A call that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallView {
    /// Which.
    pub id: RowId,
    /// Its version.
    pub version: i64,
    /// With whom: their name may be empty.
    pub person: (RowId, String),
    /// Whether that is sure.
    pub matched: Recognised,
    /// The number of theirs; may be empty.
    pub number: String,
    /// The case that it was about, and what that is called.
    pub case: Option<(RowId, String)>,
    /// Which way.
    pub direction: Direction,
    /// What came of it.
    pub outcome: CallOutcome,
    /// What was said; may be empty.
    pub summary: String,
    /// Who took it, or made it; may be empty.
    pub taken_by: String,
    /// For how many minutes.
    pub minutes: Option<i64>,
    /// When it began.
    pub began_at: Moment,
    /// Who else it may have been.
    pub matches: Vec<Match>,
    /// The caller may say who it was, and what was said.
    pub may_write: bool,
}

/// What to offer.
pub async fn offered(engine: &Engine, caller: &Caller, today: Day, asked: &Asked) -> Result<Offered, Failure> {
    let parts = may_be_part_of(engine, caller);
    if parts.is_empty() {
        return Err(Failure::Denied);
    }
    let case = match asked.case {
        Some(case) => case_of(engine, caller, case).await?,
        None => None,
    };
    let person = asked.person.or(case.as_ref().map(|(_, contact)| *contact));
    let mut number = asked.number.trim().to_owned();
    let mut matches = look_up(engine, caller, &number, today).await?;
    let mut chosen = matches.iter().find(|one| one.sure).and_then(|one| one.person);
    if let Some(person) = person {
        let there = matches_of(engine, caller, &[person], today).await?;
        chosen = there.first().and_then(|one| one.person);
        if number.is_empty() && chosen.is_some() {
            number = number_of(engine, caller, person).await?.unwrap_or_default();
        }
        if !matches.iter().any(|one| one.person == Some(person)) {
            matches.splice(0..0, there);
        }
    }
    let normal = phone(&number);
    let is_number = normal.is_some();
    Ok(Offered {
        number: normal.unwrap_or(number),
        is_number,
        matches,
        chosen,
        case: case.map(|(case, _)| case),
        parts,
    })
}

/// The case and its contact, if it is there for the caller.
async fn case_of(engine: &Engine, caller: &Caller, id: RowId) -> Result<Option<(OpenCase, RowId)>, Failure> {
    let f = &engine.tables().case.f;
    let Ok(scope) = engine.scope(caller, f.entity, Operation::Read) else { return Ok(None) };
    let Some(case) = engine.store().get(&scope, id).await?.filter(|case| case.restricted.is_none()) else {
        return Ok(None);
    };
    let Some(contact) = case.link(f.contact) else { return Ok(None) };
    engine.looked(caller, f.entity, Some(contact), vec![id])?;
    let number = case.get(f.number).and_then(i64::read).unwrap_or_default();
    let title = case.get(f.title).and_then(String::read).unwrap_or_default();
    Ok(Some((OpenCase { id, number, title }, contact)))
}

/// A number of the person's, if the caller may know one.
async fn number_of(engine: &Engine, caller: &Caller, person: RowId) -> Result<Option<String>, Failure> {
    let f = &engine.tables().phone_number.f;
    let scope = engine.scope(caller, f.entity, Operation::Read)?;
    if !scope.covers(f.person) {
        return Ok(None);
    }
    let theirs = Query::over(&scope).matching(Condition::Is(f.person, Value::Id(person))).limit(1);
    Ok(engine.store().find(theirs).await?.first().and_then(|row| String::read(row.get(f.number)?)))
}

/// One call.
pub async fn call(engine: &Engine, caller: &Caller, id: RowId, today: Day) -> Result<CallView, Failure> {
    let table = &engine.tables().phone_call;
    let f = &table.f;
    let (scope, person) = readable_row(engine, caller, &engine.model()[f.entity].key, id, today).await?;
    let record = engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    let row = table.get(engine.store(), id).await?.ok_or(Failure::NotFound)?.row;
    engine.looked(caller, f.entity, person, vec![id])?;
    let more = linked_for(engine, caller, std::slice::from_ref(&record), today).await?;
    let show = Show::new(engine.model(), caller.language, &more);
    let label = |id: RowId| more.iter().find(|row| row.id == id).map(|row| show.label(row));
    let number = row.number.and_then(label).unwrap_or_default();
    let may_write = match engine.scope(caller, f.entity, Operation::Write) {
        Ok(write) => engine.store().get(&write, id).await?.is_some(),
        Err(_) => false,
    };
    let mut matches = match row.matched {
        Recognised::Maybe if may_write => look_up(engine, caller, &number, today).await?,
        Recognised::Maybe | Recognised::Sure => Vec::new(),
    };
    if row.matched == Recognised::Maybe && !matches.iter().any(|one| one.person == Some(row.person)) {
        matches.splice(0..0, matches_of(engine, caller, &[row.person], today).await?);
    }
    matches.retain(|one| one.person.is_some());
    let taken_by = names_of(engine, caller, row.taken_by.into_iter()).await?.into_values().next();
    Ok(CallView {
        id,
        version: record.version,
        person: (row.person, label(row.person).unwrap_or_default()),
        matched: row.matched,
        number,
        case: row.case.and_then(|case| Some((case, label(case)?))),
        direction: row.direction,
        outcome: row.outcome,
        summary: row.summary.unwrap_or_default(),
        taken_by: taken_by.unwrap_or_default(),
        minutes: row.took,
        began_at: row.began_at,
        matches,
        may_write,
    })
}
