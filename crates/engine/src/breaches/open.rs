//! Opening a breach, and putting right what its clock is reckoned from. Nobody types a deadline.

use super::clock::notify_by;
use super::log;
use super::reminders::remind;
use super::rows::{Breach, EntryKind, Kind, Part, Risk, State};
use super::step::{Obstacle, Step, apply, begin, change, required};
use super::words::{moment, say, with};
use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::limits::BREACH_ENTERED_LATE_DAYS;
use model::{Column, Moment, RowId, Value};
use rights::{Operation, day_of};
use store::Changes;

/// What is known when a breach is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// What it is called.
    pub title: String,
    /// What happened, naming nobody.
    pub what: String,
    /// When we became aware; none where that could not be read.
    pub aware_at: Option<Moment>,
    /// What went wrong.
    pub kind: Kind,
    /// Our part.
    pub part: Part,
    /// The customer's agreement, where we are the processor.
    pub agreement: Option<RowId>,
}

/// How opening one ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// It is stored.
    Done(RowId),
    /// It must be mended first; nothing is stored.
    Not(Obstacle),
}

/// What the clock is reckoned from, as somebody puts it right.
#[derive(Debug, Clone)]
pub struct Righted {
    /// When we became aware.
    pub aware_at: Option<Moment>,
    /// Our part.
    pub part: Part,
    /// The customer's agreement.
    pub agreement: Option<RowId>,
    /// Why it was otherwise before.
    pub why: String,
}

/// Opens a breach: its clock runs.
pub async fn open(engine: &Engine, caller: &Caller, now: Moment, opening: &Opening) -> Result<Opened, Failure> {
    let table = &engine.tables().breach;
    engine.scope(caller, table.f.entity, Operation::Write)?;
    let read = (required(engine, table.f.title, &opening.title), required(engine, table.f.what, &opening.what));
    let (title, what) = match read {
        (Ok(title), Ok(what)) => (title, what),
        (Err(obstacle), _) | (_, Err(obstacle)) => return Ok(Opened::Not(obstacle)),
    };
    let basis = match basis(engine, caller, now, opening.aware_at, (opening.part, opening.agreement)).await? {
        Ok(basis) => basis,
        Err(obstacle) => return Ok(Opened::Not(obstacle)),
    };
    let row = new(caller, (title, what), opening, &basis);
    let id = engine.new_id(now);
    let mut changes = Changes::new();
    table.insert(&mut changes, id, &row)?;
    remind(engine, now, &mut changes, id, row.notify_by).await?;
    let told = [("aware", moment(row.aware_at, caller.language)), ("by", moment(row.notify_by, caller.language))];
    let told = told.each_ref().map(|(key, text)| (*key, text.as_str()));
    let text = with(caller.language, "entry-opened", &told);
    log::write(engine, caller, now, &mut changes, (id, EntryKind::Fact, text))?;
    changes.record(Deed::Made.entry(engine, now, caller.actor(), (table.f.entity, id)));
    engine.store().apply(changes).await?;
    Ok(Opened::Done(id))
}

/// Puts right when we became aware, our part or the agreement, and reckons the deadline anew.
pub async fn put_right(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    righted: &Righted,
) -> Result<Step, Failure> {
    let breach = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let f = &engine.tables().breach.f;
    let why = match required(engine, f.late_why, &righted.why) {
        Ok(why) => why,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let basis = match basis(engine, caller, now, righted.aware_at, (righted.part, righted.agreement)).await? {
        Ok(basis) => basis,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let mut cells = vec![
        (f.aware_at, Value::Moment(basis.aware_at)),
        (f.part, righted.part.write()),
        (f.agreement, basis.agreement.write()),
        (f.notify_by, Value::Moment(basis.notify_by)),
    ];
    let row = &breach.row;
    let is_undone = righted.part != row.part && (row.not_notified_why.is_some() || row.people_not_told_for.is_some());
    if is_undone {
        let decisions = [f.not_notified_why, f.people_not_told_for, f.people_not_told_why];
        cells.extend(decisions.map(|field| (field, Value::Null)));
    }
    let mut changes = Changes::new();
    change(engine, caller, now, &mut changes, &breach, cells)?;
    remind(engine, now, &mut changes, breach.id, basis.notify_by).await?;
    let told = [
        ("before", moment(breach.row.aware_at, caller.language)),
        ("aware", moment(basis.aware_at, caller.language)),
        ("by", moment(basis.notify_by, caller.language)),
        ("why", why),
    ];
    let told = told.each_ref().map(|(key, text)| (*key, text.as_str()));
    let text = with(caller.language, "entry-righted", &told);
    log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Fact, text))?;
    if is_undone {
        let text = say(caller.language, "entry-part-anew");
        log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Decision, text))?;
    }
    apply(engine, changes).await
}

/// What a deadline is reckoned from, checked, and the deadline.
struct Basis {
    aware_at: Moment,
    agreement: Option<RowId>,
    notify_by: Moment,
}

async fn basis(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    aware_at: Option<Moment>,
    (part, agreement): (Part, Option<RowId>),
) -> Result<Result<Basis, Obstacle>, Failure> {
    let Some(aware_at) = aware_at else { return Ok(Err(Obstacle::NoMoment)) };
    if aware_at > now {
        return Ok(Err(Obstacle::Future));
    }
    if day_of(aware_at).0 < day_of(now).0 - BREACH_ENTERED_LATE_DAYS {
        return Ok(Err(Obstacle::TooEarly));
    }
    // Where we decide ourselves, no customer's agreement has a say.
    let agreement = agreement.filter(|_| part == Part::Processor);
    let agreed = match agreement {
        Some(id) => {
            let scope = engine.scope(caller, engine.tables().processing_agreement.f.entity, Operation::Read)?;
            let found = engine.store().get(&scope, id).await?;
            let found = found.map(|record| engine.tables().processing_agreement.typed(&record)).transpose()?;
            let Some(found) = found else { return Ok(Err(Obstacle::NoAgreement)) };
            found.row.breach_hours
        }
        None if part == Part::Processor => return Ok(Err(Obstacle::NoAgreement)),
        None => None,
    };
    Ok(Ok(Basis { aware_at, agreement, notify_by: notify_by(engine, part, aware_at, agreed)? }))
}

fn new(caller: &Caller, (title, what): (String, String), opening: &Opening, basis: &Basis) -> Breach {
    Breach {
        number: None,
        title,
        kind: opening.kind,
        part: opening.part,
        agreement: basis.agreement,
        began_at: None,
        stopped_at: None,
        aware_at: basis.aware_at,
        what,
        cause: None,
        effects: None,
        remedy: None,
        confidentiality: matches!(
            opening.kind,
            Kind::WrongRecipient | Kind::VisibleAddresses | Kind::Snooping | Kind::Published
        ),
        integrity: opening.kind == Kind::Wrong,
        availability: opening.kind == Kind::Destroyed,
        data_kinds: None,
        people_kinds: None,
        special_kinds: false,
        encrypted: false,
        people_count: None,
        affected_count: None,
        record_count: None,
        risk: Risk::Unknown,
        risk_reason: None,
        notify_by: basis.notify_by,
        authority_told_at: None,
        authority_ref: None,
        late_why: None,
        not_notified_why: None,
        customer_told_at: None,
        people_told_at: None,
        people_not_told_for: None,
        people_not_told_why: None,
        state: State::Open,
        handler: caller.user,
        closed_at: None,
    }
}
