//! Breaches as staff see them: the list by deadline, and one breach with all that handling it takes.

use super::clock::{self, Clock, tell_people_by};
use super::log;
use super::notices::{measures, standing};
use super::people;
use super::rows::{Breach, EntryKind, Exemption, Kind, Part, Receiver, Risk, State};
use super::step::{Obstacle, load};
use super::steps::against_closing;
use super::words::choice;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, PAGE_ROWS};
use crate::privacy::AgreementState;
use crate::records::{Fact, record};
use crate::system::names_of;
use model::{Column, Day, Language, Moment, RowId, Value};
use rights::{Operation, day_of};
use store::{Condition, Query, Stored};

/// A breach in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The breach.
    pub id: RowId,
    /// Its number.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// Our part.
    pub part: Part,
    /// How far it has come.
    pub state: State,
    /// By when the authority or the customer must know.
    pub notify_by: Moment,
    /// How that stands.
    pub clock: Clock,
}

/// How many are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All that are not closed.
    pub open: usize,
    /// Of them, those whose clock runs.
    pub running: usize,
    /// Of them, those whose deadline has passed.
    pub late: usize,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// What it tells.
    pub kind: EntryKind,
    /// In words.
    pub text: String,
    /// Who wrote it; empty where they are gone, where the caller may not know, or where it was at the command line.
    pub author: String,
    /// When.
    pub written_at: Moment,
}

/// A notice that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// To whom.
    pub to: Receiver,
    /// In which language.
    pub language: Language,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// What the receiver calls it.
    pub reference: Option<String>,
    /// When.
    pub sent_at: Moment,
}

/// A measure after the breach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureView {
    /// The measure.
    pub id: RowId,
    /// What is done.
    pub title: String,
    /// How far it has come.
    pub standing: Standing,
}

/// How far a measure has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is to be done by this day.
    Due(Day),
    /// It was done on this day.
    Done(Day),
    /// It was done; nobody noted when.
    DoneOnce,
}

/// An agreement with a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementLine {
    /// The agreement.
    pub id: RowId,
    /// Its number.
    pub number: Option<i64>,
    /// What it is called, and with whom it is.
    pub name: String,
    /// Within so many hours the customer is to be told.
    pub hours: Option<i64>,
    /// Where the customer wants to be told.
    pub told_at: Option<String>,
}

/// One breach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The breach.
    pub id: RowId,
    /// Its version; every step names the one that it was shown at.
    pub version: i64,
    /// Its number.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// What went wrong.
    pub kind: Kind,
    /// The same in words.
    pub kind_name: String,
    /// Our part.
    pub part: Part,
    /// The customer's agreement, where we are the processor.
    pub agreement: Option<AgreementLine>,
    /// How far it has come.
    pub state: State,
    /// When we became aware.
    pub aware_at: Moment,
    /// By when the authority or the customer must know.
    pub notify_by: Moment,
    /// How that stands.
    pub clock: Clock,
    /// By when those affected are to be told, and how that stands; none where they need not be, or know.
    pub people_by: Option<(Moment, Clock)>,
    /// What happened.
    pub what: String,
    /// What the record holds, in words.
    pub facts: Vec<Fact>,
    /// How high the risk is.
    pub risk: Risk,
    /// Why.
    pub risk_reason: Option<String>,
    /// When the authority was told first.
    pub authority_told_at: Option<Moment>,
    /// Its reference.
    pub authority_ref: Option<String>,
    /// Why it is not told.
    pub not_notified_why: Option<String>,
    /// When the customer was told first.
    pub customer_told_at: Option<Moment>,
    /// When those affected were told first.
    pub people_told_at: Option<Moment>,
    /// Why they are not.
    pub people_not_told: Option<(Exemption, String)>,
    /// How many stand on the list of those affected.
    pub affected: u64,
    /// How many of them have not been told.
    pub left: u64,
    /// What was told.
    pub notices: Vec<NoticeLine>,
    /// The log, the oldest first.
    pub log: Vec<EntryLine>,
    /// The measures, by their dates; none where the caller may not see them.
    pub measures: Vec<MeasureView>,
    /// What stands against closing it.
    pub against_closing: Vec<Obstacle>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// The caller may act on it.
    pub may_write: bool,
    /// The caller may see who is affected.
    pub may_see_affected: bool,
    /// The caller may look for those affected, and tell them.
    pub may_find: bool,
}

/// Breaches: those that are not closed by deadline, those whose clock has stopped last; or the latest that are closed.
pub async fn breaches(engine: &Engine, caller: &Caller, closed: bool, now: Moment) -> Result<Vec<Line>, Failure> {
    let table = &engine.tables().breach;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let query = if closed {
        let is = Condition::Is(table.f.state, State::Closed.write());
        Query::over(&scope).matching(is).newest_first(table.f.closed_at).limit(PAGE_ROWS)
    } else {
        let states = vec![State::Open.write(), State::Notified.write()];
        let open = Condition::OneOf(table.f.state, states);
        Query::over(&scope).matching(open).oldest_first(table.f.notify_by).limit(BATCH_ROWS)
    };
    let line = |it: Stored<Breach>| Line {
        id: it.id,
        number: it.row.number.unwrap_or_default(),
        part: it.row.part,
        state: it.row.state,
        notify_by: it.row.notify_by,
        clock: clock::of(&it.row, now),
        title: it.row.title,
    };
    let mut lines: Vec<Line> = table.find(engine.store(), query).await?.into_iter().map(line).collect();
    if !closed {
        lines.sort_by_key(|line| line.clock == Clock::Stopped);
    }
    Ok(lines)
}

/// Whether the caller sees breaches at all.
pub fn may_see(engine: &Engine, caller: &Caller) -> bool {
    engine.scope(caller, engine.tables().breach.f.entity, Operation::Read).is_ok()
}

/// How many are open, for whoever may see them; none otherwise.
pub async fn counts(engine: &Engine, caller: &Caller, now: Moment) -> Result<Option<Counts>, Failure> {
    if !may_see(engine, caller) {
        return Ok(None);
    }
    let mut counts = Counts::default();
    for line in breaches(engine, caller, false, now).await? {
        counts.open += 1;
        counts.running += usize::from(line.clock != Clock::Stopped);
        counts.late += usize::from(matches!(line.clock, Clock::Late(_)));
    }
    Ok(Some(counts))
}

/// The breach with this number.
pub async fn numbered(engine: &Engine, caller: &Caller, number: i64) -> Result<Option<RowId>, Failure> {
    let table = &engine.tables().breach;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let query = Query::over(&scope).matching(Condition::Is(table.f.number, Value::Integer(number)));
    Ok(table.first(engine.store(), query).await?.map(|found| found.id))
}

/// What the form for a new breach offers: the agreements in force, for whoever may open one.
pub async fn form(engine: &Engine, caller: &Caller) -> Result<Vec<AgreementLine>, Failure> {
    engine.scope(caller, engine.tables().breach.f.entity, Operation::Write)?;
    let tables = engine.tables();
    let table = &tables.processing_agreement;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).limit(BATCH_ROWS);
    let mut offered = Vec::new();
    for found in table.find(engine.store(), query).await? {
        if found.row.state != AgreementState::Draft {
            offered.push(agreement(engine, &found).await?);
        }
    }
    Ok(offered)
}

async fn agreement(
    engine: &Engine,
    found: &Stored<crate::privacy::ProcessingAgreement>,
) -> Result<AgreementLine, Failure> {
    let customer = engine.tables().organisation.get(engine.store(), found.row.organisation).await?;
    let customer = customer.and_then(|it| it.row.name).unwrap_or_default();
    Ok(AgreementLine {
        id: found.id,
        number: found.row.number,
        name: format!("{customer}: {}", found.row.title),
        hours: found.row.breach_hours,
        told_at: found.row.breach_contact.clone(),
    })
}

/// One breach with all that handling it takes.
pub async fn breach(engine: &Engine, caller: &Caller, id: RowId, now: Moment) -> Result<View, Failure> {
    let tables = engine.tables();
    let stored = load(engine, caller, id, Operation::Read).await?;
    let row = &stored.row;
    let facts = record(engine, caller, "breach", id, day_of(now)).await?.facts;
    let may = |entity, operation| engine.scope(caller, entity, operation).is_ok();
    let (breach, affected) = (tables.breach.f.entity, tables.breach_affected.f.entity);
    let of = Condition::Is(tables.breach_affected.f.breach, Value::Id(id));
    // A customer decides for themselves; a decision of ours has no say there.
    let is_ours = row.part == Part::Controller;
    let agreement = match row.agreement {
        Some(id) => match tables.processing_agreement.get(engine.store(), id).await? {
            Some(found) => Some(agreement(engine, &found).await?),
            None => None,
        },
        None => None,
    };
    Ok(View {
        id,
        version: stored.version,
        number: row.number.unwrap_or_default(),
        title: row.title.clone(),
        kind: row.kind,
        kind_name: choice(engine, tables.breach.f.kind, &row.kind, caller.language),
        part: row.part,
        agreement,
        state: row.state,
        aware_at: row.aware_at,
        notify_by: row.notify_by,
        clock: clock::of(row, now),
        people_by: people_by(engine, row, now)?,
        what: row.what.clone(),
        facts,
        risk: row.risk,
        risk_reason: row.risk_reason.clone(),
        authority_told_at: row.authority_told_at,
        authority_ref: row.authority_ref.clone(),
        not_notified_why: row.not_notified_why.clone().filter(|_| is_ours),
        customer_told_at: row.customer_told_at,
        people_told_at: row.people_told_at,
        people_not_told: row.people_not_told_for.zip(row.people_not_told_why.clone()).filter(|_| is_ours),
        affected: engine.store().count(tables.breach_affected.all().matching(of)).await?,
        left: super::affected::left(engine, id).await?,
        notices: notices(engine, id).await?,
        log: log_lines(engine, caller, id).await?,
        measures: if may(tables.measure.f.entity, Operation::Read) {
            measure_views(engine, id).await?
        } else {
            Vec::new()
        },
        against_closing: against_closing(engine, &stored).await?,
        closed_at: row.closed_at,
        may_write: may(breach, Operation::Write),
        may_see_affected: may(affected, Operation::Read),
        may_find: may(breach, Operation::Write) && may(affected, Operation::Write),
    })
}

/// By when those affected are to be told, where the risk is high and it is neither done nor decided otherwise.
fn people_by(engine: &Engine, row: &Breach, now: Moment) -> Result<Option<(Moment, Clock)>, Failure> {
    let is_open = row.people_told_at.is_none() && row.people_not_told_for.is_none();
    if row.part == Part::Processor || row.risk != Risk::High || !is_open {
        return Ok(None);
    }
    let by = tell_people_by(engine, row.aware_at)?;
    Ok(Some((by, clock::clock(by, now))))
}

async fn notices(engine: &Engine, breach: RowId) -> Result<Vec<NoticeLine>, Failure> {
    let table = &engine.tables().breach_notice;
    let query = table.all().matching(Condition::Is(table.f.breach, Value::Id(breach)));
    let found = table.find(engine.store(), query.oldest_first(table.f.sent_at)).await?;
    let line = |it: Stored<super::rows::BreachNotice>| NoticeLine {
        to: it.row.to,
        language: it.row.language.into(),
        subject: it.row.subject,
        text: it.row.text,
        reference: it.row.reference,
        sent_at: it.row.sent_at,
    };
    Ok(found.into_iter().map(line).collect())
}

/// The log with the names of those who wrote it, where the caller may know them.
async fn log_lines(engine: &Engine, caller: &Caller, breach: RowId) -> Result<Vec<EntryLine>, Failure> {
    let lines = log::lines(engine, breach).await?;
    let authors = names_of(engine, caller, lines.iter().filter_map(|line| line.row.author)).await?;
    let line = |it: Stored<super::rows::BreachEntry>| EntryLine {
        kind: it.row.kind,
        author: it.row.author.and_then(|author| authors.get(&author).cloned()).unwrap_or_default(),
        text: it.row.text,
        written_at: it.row.written_at,
    };
    Ok(lines.into_iter().map(line).collect())
}

async fn measure_views(engine: &Engine, breach: RowId) -> Result<Vec<MeasureView>, Failure> {
    let view = |it: Stored<crate::privacy::MeasureRow>| MeasureView {
        id: it.id,
        standing: standing(&it.row),
        title: it.row.title,
    };
    Ok(measures(engine, breach).await?.into_iter().map(view).collect())
}

/// How many of those affected can be written to, and how many have no address.
pub async fn reachable(
    engine: &Engine,
    caller: &Caller,
    breach: RowId,
    now: Moment,
) -> Result<people::Mailed, Failure> {
    engine.scope(caller, engine.tables().breach_affected.f.entity, Operation::Write)?;
    people::count(engine, now, breach).await
}
