//! A call that the switchboard tells of, as often as it likes: the same call is one row, later reports fill in what is not there
//! yet, and what a colleague wrote stays.

use super::look_up::{Match, look_up};
use super::register::{may_be_part_of, number_row, recorded, summary_of};
use super::rows::{CallOutcome, PhoneCall, Recognised, Recorded};
use crate::context::{Caller, Engine};
use crate::correspondence::Direction;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{
    BATCH_ROWS, CALL_AHEAD_SECONDS, CALL_ID_CHARACTERS, CALL_MINUTES, CALL_SUMMARY_CHARACTERS, INTAKE_ATTEMPTS,
};
use crate::notices;
use crate::parties::{self, Source};
use crate::system::colleague_viewer;
use model::{Column, FieldId, Moment, Row, RowId, Value};
use rights::Operation;
use std::collections::HashSet;
use std::str::FromStr;
use store::{ApplyError, Changes, Condition, Stored};

const MINUTE_SECONDS: i64 = 60;

/// What a switchboard tells of a call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// What it calls the call.
    pub call_id: String,
    /// The number of the other side, in any spelling.
    pub number: String,
    /// It came in; otherwise it went out.
    pub is_in: bool,
    /// What came of it; none while it rings.
    pub outcome: Option<CallOutcome>,
    /// When it began; now where that is not said.
    pub began_at: Option<Moment>,
    /// How long they talked.
    pub took_seconds: Option<i64>,
    /// The address of the user who took it, or made it.
    pub agent: Option<String>,
    /// What was said, where somebody wrote it at the telephone.
    pub summary: Option<String>,
}

/// What is wrong with a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportProblem {
    /// The call has no name, or one of more than this many characters.
    CallId(usize),
    /// That is no telephone number.
    Number,
    /// It is still to come.
    BeganAt,
    /// No call lasts so long; this many seconds at most.
    Took(i64),
    /// What was said is longer than this many characters.
    Summary(usize),
}

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reported {
    /// It is stored, durably.
    Stored {
        /// The call.
        call: RowId,
        /// It was not known before.
        is_new: bool,
        /// It is sure who it was.
        is_sure: bool,
    },
    /// This must be mended first; nothing is stored.
    Mend(Vec<ReportProblem>),
}

/// Takes a report in, as part of the work that the caller's token is for.
pub async fn report(engine: &Engine, caller: &Caller, now: Moment, report: &Report) -> Result<Reported, Failure> {
    let told = match told(now, report) {
        Ok(told) => told,
        Err(problems) => return Ok(Reported::Mend(problems)),
    };
    let table = &engine.tables().phone_call;
    let id = Value::Text(told.call_id.clone());
    for _ in 0..INTAKE_ATTEMPTS {
        let query = table.all().matching(Condition::Is(table.f.exchange_id, id.clone()));
        let (changes, done) = match table.first(engine.store(), query).await? {
            Some(known) => told_again(engine, caller, now, (&known, &told)).await?,
            None => told_first(engine, caller, now, &told).await?,
        };
        if changes.is_empty() {
            return Ok(done);
        }
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(done),
            // Another report of the call, or a colleague, was first: look again.
            Err(ApplyError::Stale { .. } | ApplyError::Taken { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Failure::Stale)
}

/// A report that has passed.
struct Told {
    call_id: String,
    number: String,
    direction: Direction,
    outcome: Option<CallOutcome>,
    began_at: Moment,
    took: Option<i64>,
    agent: Option<String>,
    summary: Option<String>,
}

fn told(now: Moment, report: &Report) -> Result<Told, Vec<ReportProblem>> {
    let mut problems = Vec::new();
    let call_id = report.call_id.trim().to_owned();
    let is_line = !call_id.is_empty() && !call_id.chars().any(char::is_control);
    if !is_line || call_id.chars().count() > CALL_ID_CHARACTERS {
        problems.push(ReportProblem::CallId(CALL_ID_CHARACTERS));
    }
    let number = parties::phone(&report.number).unwrap_or_default();
    if number.is_empty() {
        problems.push(ReportProblem::Number);
    }
    let began_at = report.began_at.unwrap_or(now);
    if began_at > now.plus_seconds(CALL_AHEAD_SECONDS) {
        problems.push(ReportProblem::BeganAt);
    }
    let longest = CALL_MINUTES * MINUTE_SECONDS;
    if report.took_seconds.is_some_and(|seconds| !(0..=longest).contains(&seconds)) {
        problems.push(ReportProblem::Took(longest));
    }
    let summary = summary_of(report.summary.as_deref().unwrap_or_default()).unwrap_or_else(|()| {
        problems.push(ReportProblem::Summary(CALL_SUMMARY_CHARACTERS));
        None
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let direction = if report.is_in { Direction::In } else { Direction::Out };
    // A minute that was begun counts.
    let took = report.took_seconds.map(|seconds| (seconds + MINUTE_SECONDS - 1) / MINUTE_SECONDS);
    let agent = report.agent.clone();
    Ok(Told { call_id, number, direction, outcome: report.outcome, began_at, took, agent, summary })
}

/// A call of which nothing was known.
async fn told_first(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    told: &Told,
) -> Result<(Changes, Reported), Failure> {
    let (table, today) = (&engine.tables().phone_call, rights::day_of(now));
    let part_of = may_be_part_of(engine, caller).first().copied().ok_or(Failure::Denied)?;
    let (mut changes, id) = (Changes::new(), engine.new_id(now));
    let found = likeliest(look_up(engine, caller, &told.number, today).await?);
    let person = match found.as_ref().and_then(|found| found.person) {
        Some(person) => person,
        None => parties::somebody(engine, &mut changes, now, (None, None), Source::Phone)?,
    };
    let organisation = found.as_ref().and_then(|found| found.organisation.as_ref()).map(|(place, _)| *place);
    let number = number_row(engine, &mut changes, now, (person, true), organisation, &told.number).await?;
    let is_sure = found.is_some_and(|found| found.sure);
    let row = PhoneCall {
        person,
        matched: if is_sure { Recognised::Sure } else { Recognised::Maybe },
        number,
        part_of,
        organisation,
        case: None,
        direction: told.direction,
        outcome: told.outcome.unwrap_or(unanswered(told.direction)),
        summary: told.summary.clone(),
        taken_by: agent(engine, now, told).await?,
        exchange_id: Some(told.call_id.clone()),
        recorded_because: Recorded::Exchange,
        took: told.took,
        began_at: told.began_at,
    };
    let write = engine.scope(caller, table.f.entity, Operation::Write)?;
    let cells = row.cells(&table.f);
    // What the switchboard calls it is the machinery's to keep, and nobody else's to write.
    let is_open =
        |(field, value): &(FieldId, Value)| value.is_null() || *field == table.f.exchange_id || write.covers(*field);
    if !cells.iter().all(is_open) {
        return Err(Failure::Denied);
    }
    changes.insert(&table.write, id, cells)?;
    recorded(engine, caller, now, &mut changes, (id, &row)).await?;
    if told.outcome.is_some() {
        ask_for_summary(engine, caller, now, &mut changes, (id, &row)).await?;
    }
    Ok((changes, Reported::Stored { call: id, is_new: true, is_sure }))
}

/// While it rings, nobody has answered.
fn unanswered(direction: Direction) -> CallOutcome {
    match direction {
        Direction::In => CallOutcome::Missed,
        Direction::Out => CallOutcome::NoAnswer,
    }
}

/// The likeliest of those whose number it may be: one with an open case before one without, and a person before a place.
fn likeliest(mut found: Vec<Match>) -> Option<Match> {
    found.sort_by_key(|one| (one.person.is_none(), one.open_cases.is_empty()));
    found.into_iter().next()
}

/// A call that is known: what the report says and the row does not is filled in.
async fn told_again(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (known, told): (&Stored<PhoneCall>, &Told),
) -> Result<(Changes, Reported), Failure> {
    let table = &engine.tables().phone_call;
    let f = &table.f;
    let write = engine.scope(caller, f.entity, Operation::Write)?;
    // One that another token told of, or that is only stored, is not there for this one.
    engine.store().get(&write, known.id).await?.ok_or(Failure::Denied)?;
    let by_hand = set_by_hand(engine, known.id).await?;
    let (mut row, mut cells) = (known.row.clone(), Vec::new());
    if let Some(outcome) = told.outcome.filter(|outcome| *outcome != row.outcome && !by_hand.contains(&f.outcome)) {
        cells.push((f.outcome, outcome.write()));
        row.outcome = outcome;
    }
    if told.took.is_some() && told.took != row.took && !by_hand.contains(&f.took) {
        cells.push((f.took, told.took.map_or(Value::Null, Value::Integer)));
        row.took = told.took;
    }
    if let (None, Some(summary), false) = (&row.summary, &told.summary, by_hand.contains(&f.summary)) {
        cells.push((f.summary, Value::Text(summary.clone())));
        row.summary = Some(summary.clone());
    }
    if row.taken_by.is_none()
        && !by_hand.contains(&f.taken_by)
        && let Some(user) = agent(engine, now, told).await?
    {
        cells.push((f.taken_by, Value::Id(user)));
        row.taken_by = Some(user);
    }
    let is_sure = row.matched == Recognised::Sure;
    let mut changes = Changes::new();
    if !cells.is_empty() {
        let fields = cells.iter().map(|(field, _)| *field).collect();
        changes.update(&write, known.id, known.version, cells)?;
        let entry = Deed::Changed.entry(engine, now, caller.actor(), (f.entity, known.id));
        changes.record(entry.about(row.person).fields(fields));
        if told.outcome.is_some() {
            ask_for_summary(engine, caller, now, &mut changes, (known.id, &row)).await?;
        }
    }
    Ok((changes, Reported::Stored { call: known.id, is_new: false, is_sure }))
}

/// The fields of the call that a colleague has set: no report sets them again. The ledger knows.
async fn set_by_hand(engine: &Engine, call: RowId) -> Result<HashSet<FieldId>, Failure> {
    let (model, tables) = (engine.model(), engine.tables());
    let f = &tables.ledger_line.f;
    let lines = tables.ledger_line.all().matching(Condition::Is(f.target, Value::Text(call.to_string())));
    let lines = lines.matching(Condition::Is(f.action, Value::Text(Deed::Changed.key().to_owned())));
    let lines = tables.ledger_line.find(engine.store(), lines.newest_first(f.at).limit(BATCH_ROWS)).await?;
    // A user stands there by the id of their row alone, a program and the machinery by a word.
    let by_users = lines.iter().filter(|line| RowId::from_str(&line.row.actor).is_ok());
    let keys = by_users.flat_map(|line| line.row.fields.iter().flat_map(|fields| fields.split(' ')));
    Ok(keys.filter_map(|key| model.field_named(tables.phone_call.f.entity, key)).collect())
}

/// Whoever talked is asked to write what was said, where nobody has.
async fn ask_for_summary(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (id, row): (RowId, &PhoneCall),
) -> Result<(), Failure> {
    let is_to_be_written = match row.outcome {
        CallOutcome::Talked | CallOutcome::Message => row.summary.is_none(),
        CallOutcome::NoAnswer | CallOutcome::Missed | CallOutcome::WrongNumber => false,
    };
    match row.taken_by.filter(|_| is_to_be_written) {
        Some(user) => {
            let at = (engine.tables().phone_call.f.entity, id);
            notices::given(engine, caller, now, changes, at, user).await
        }
        None => Ok(()),
    }
}

/// The user with the address that the report names, if they have access. That there is none is not told.
async fn agent(engine: &Engine, now: Moment, told: &Told) -> Result<Option<RowId>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(address) = told.agent.as_deref().and_then(parties::email) else { return Ok(None) };
    let f = &tables.email_address.f;
    let query = tables.email_address.all().matching(Condition::Is(f.address, Value::Text(address)));
    let Some(address) = tables.email_address.first(store, query).await? else { return Ok(None) };
    let users = tables.user.all().matching(Condition::Is(tables.user.f.address, Value::Id(address.id)));
    let Some(user) = tables.user.first(store, users).await? else { return Ok(None) };
    Ok(colleague_viewer(engine, now, user.id).await?.map(|_| user.id))
}
