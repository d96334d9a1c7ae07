//! A call that a colleague registers: checked as a whole, and stored with whoever is new, what it does to its case, and its
//! line on the ledger.

use super::look_up::{is_organisation_there, matches_of};
use super::rows::{CallOutcome, PhoneCall, Recognised, Recorded};
use crate::context::{Caller, Engine};
use crate::correspondence::{Direction, PartOf, clean_line, clean_text, parts_of};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{CALL_AHEAD_SECONDS, CALL_MINUTES, CALL_SUMMARY_CHARACTERS, INTAKE_ATTEMPTS, NAME_CHARACTERS};
use crate::parties::{self, Source};
use crate::support;
use model::{Moment, Row, RowId, Value};
use rights::Operation;
use store::{ApplyError, Changes, Condition};

/// With whom a call was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// This person.
    Known(RowId),
    /// Somebody of whom nothing is known but their number, and their name where it is not empty.
    New(String),
}

/// A call as it is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Which way.
    pub direction: Direction,
    /// What came of it.
    pub outcome: CallOutcome,
    /// The number of theirs, in any spelling; may be empty where the person is known.
    pub number: String,
    /// With whom; none where nobody was chosen.
    pub whom: Option<Whom>,
    /// Whom they spoke for; where none is said, whom they work for.
    pub organisation: Option<RowId>,
    /// The work that it is part of.
    pub part_of: PartOf,
    /// The number or the id of the case that it was about; may be empty.
    pub case: String,
    /// What was said; may be empty.
    pub summary: String,
    /// When it began; none where that is no moment.
    pub began_at: Option<Moment>,
    /// For how many minutes; none where that is not said.
    pub took: Option<i64>,
}

/// What is wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallProblem {
    /// Nobody was chosen.
    Nobody,
    /// Whoever was chosen is not there any more.
    Gone,
    /// Somebody new needs a number.
    NoNumber,
    /// That is no number.
    NotANumber,
    /// A name is longer than this many characters.
    LongName(usize),
    /// There is no such case.
    NoCase,
    /// The caller registers no calls for such work.
    NotTheirs,
    /// What was said is longer than this many characters.
    TooLong(usize),
    /// It began at no moment, or is still to come.
    Began,
    /// No call lasts so long; this many minutes at most.
    Took(i64),
}

/// What became of a call that was registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registered {
    /// It is stored, durably.
    Done {
        /// The call.
        call: RowId,
        /// With whom it was.
        person: RowId,
        /// About which case.
        case: Option<RowId>,
    },
    /// This must be mended first; nothing is stored.
    Mend(Vec<CallProblem>),
}

/// Whether the caller may register calls at all.
pub fn may_register(engine: &Engine, caller: &Caller) -> bool {
    !may_be_part_of(engine, caller).is_empty()
}

/// The work that a call of the caller's may be part of.
pub fn may_be_part_of(engine: &Engine, caller: &Caller) -> Vec<PartOf> {
    parts_of(engine, caller, engine.tables().phone_call.f.entity)
}

/// Registers a call, which the caller took or made.
pub async fn register(engine: &Engine, caller: &Caller, now: Moment, call: &Call) -> Result<Registered, Failure> {
    if !may_register(engine, caller) {
        return Err(Failure::Denied);
    }
    for _ in 0..INTAKE_ATTEMPTS {
        let checked = match check(engine, caller, now, call).await? {
            Ok(checked) => checked,
            Err(problems) => return Ok(Registered::Mend(problems)),
        };
        let (mut changes, id) = (Changes::new(), engine.new_id(now));
        let row = row(engine, caller, now, &mut changes, (call, checked)).await?;
        let write = engine.scope(caller, engine.tables().phone_call.f.entity, Operation::Write)?;
        let mut cells = row.cells(&engine.tables().phone_call.f);
        cells.retain(|(_, value)| !value.is_null());
        changes.insert(&write, id, cells).map_err(|_| Failure::Denied)?;
        recorded(engine, caller, now, &mut changes, (id, &row)).await?;
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(Registered::Done { call: id, person: row.person, case: row.case }),
            // Somebody wrote the case, or removed whoever was chosen, at the same time: look again.
            Err(ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Failure::Stale)
}

/// What goes with every new call: its line on the ledger, and what it does to its case.
pub(super) async fn recorded(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (id, row): (RowId, &PhoneCall),
) -> Result<(), Failure> {
    let entry = Deed::Made.entry(engine, now, caller.actor(), (engine.tables().phone_call.f.entity, id));
    changes.record(entry.about(row.person));
    support::called(engine, caller, changes, now, row).await
}

/// A call that has passed.
struct Checked {
    number: Option<String>,
    whom: Whom,
    organisation: Option<RowId>,
    case: Option<RowId>,
    summary: Option<String>,
    began_at: Moment,
}

async fn check(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    call: &Call,
) -> Result<Result<Checked, Vec<CallProblem>>, Failure> {
    let (mut problems, today) = (Vec::new(), rights::day_of(now));
    let number = parties::phone(&call.number);
    if number.is_none() && !call.number.trim().is_empty() {
        problems.push(CallProblem::NotANumber);
    }
    let mut organisation = call.organisation;
    match &call.whom {
        None => problems.push(CallProblem::Nobody),
        Some(Whom::Known(person)) => match matches_of(engine, caller, &[*person], today).await?.pop() {
            Some(found) => organisation = organisation.or(found.organisation.map(|(id, _)| id)),
            None => problems.push(CallProblem::Gone),
        },
        Some(Whom::New(name)) => {
            if call.number.trim().is_empty() {
                problems.push(CallProblem::NoNumber);
            }
            if name.trim().chars().count() > NAME_CHARACTERS {
                problems.push(CallProblem::LongName(NAME_CHARACTERS));
            }
        }
    }
    if let Some(place) = call.organisation
        && !is_organisation_there(engine, caller, place, today).await?
    {
        problems.push(CallProblem::Gone);
    }
    if !may_be_part_of(engine, caller).contains(&call.part_of) {
        problems.push(CallProblem::NotTheirs);
    }
    let case = if call.case.trim().is_empty() { None } else { support::find(engine, caller, &call.case).await? };
    if case.is_none() && !call.case.trim().is_empty() {
        problems.push(CallProblem::NoCase);
    }
    let summary = summary_of(&call.summary);
    if summary.as_ref().is_err() {
        problems.push(CallProblem::TooLong(CALL_SUMMARY_CHARACTERS));
    }
    let began_at = call.began_at.filter(|at| *at <= now.plus_seconds(CALL_AHEAD_SECONDS));
    if began_at.is_none() {
        problems.push(CallProblem::Began);
    }
    if call.took.is_some_and(|minutes| !(0..=CALL_MINUTES).contains(&minutes)) {
        problems.push(CallProblem::Took(CALL_MINUTES));
    }
    match (call.whom.clone(), summary, began_at) {
        (Some(whom), Ok(summary), Some(began_at)) if problems.is_empty() => {
            Ok(Ok(Checked { number, whom, organisation, case, summary, began_at }))
        }
        _ => Ok(Err(problems)),
    }
}

/// What was said as it is stored, none where it is nothing; or that it is too long.
pub(super) fn summary_of(typed: &str) -> Result<Option<String>, ()> {
    let text = clean_text(&typed.trim().replace("\r\n", "\n").replace('\r', "\n"));
    if text.chars().count() > CALL_SUMMARY_CHARACTERS { Err(()) } else { Ok((!text.is_empty()).then_some(text)) }
}

async fn row(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (call, checked): (&Call, Checked),
) -> Result<PhoneCall, Failure> {
    let person = match &checked.whom {
        Whom::Known(person) => *person,
        Whom::New(name) => {
            let name = Some(clean_line(name)).filter(|name| !name.is_empty());
            parties::somebody(engine, changes, now, (name, None), Source::Phone)?
        }
    };
    // A wrong number is no number of whom was meant.
    let is_theirs = call.outcome != CallOutcome::WrongNumber || matches!(checked.whom, Whom::New(_));
    let number = match &checked.number {
        Some(number) => number_row(engine, changes, now, (person, is_theirs), checked.organisation, number).await?,
        None => None,
    };
    Ok(PhoneCall {
        person,
        // Whoever registers a call says who it was.
        matched: Recognised::Sure,
        number,
        part_of: call.part_of,
        organisation: checked.organisation,
        case: checked.case,
        direction: call.direction,
        outcome: call.outcome,
        summary: checked.summary,
        taken_by: caller.user,
        exchange_id: None,
        recorded_because: Recorded::ByHand,
        took: call.took,
        began_at: checked.began_at,
    })
}

/// The row of `number` that is the person's, or else shared at the organisation; a new one of theirs where there is neither.
pub(super) async fn number_row(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (person, is_theirs): (RowId, bool),
    organisation: Option<RowId>,
    number: &str,
) -> Result<Option<RowId>, Failure> {
    let table = &engine.tables().phone_number;
    let same = table.all().matching(Condition::Is(table.f.number, Value::Text(number.to_owned())));
    let rows = table.find(engine.store(), same.limit(crate::limits::ROWS_OF_A_NUMBER)).await?;
    let own = rows.iter().find(|row| row.row.person == Some(person));
    let shared = rows.iter().find(|row| organisation.is_some() && row.row.organisation == organisation);
    match own.or(shared) {
        Some(row) => Ok(Some(row.id)),
        None if is_theirs => parties::number_of(engine, changes, now, (person, number), Source::Phone).map(Some),
        None => Ok(None),
    }
}
