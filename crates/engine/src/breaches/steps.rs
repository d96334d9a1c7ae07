//! The decisions about a breach, each with its line in the log: how high the risk is, who is told and who is not, and that it is
//! over.

use super::clock::is_stopped;
use super::log;
use super::reminders::remind;
use super::rows::{Breach, BreachNotice, EntryKind, Exemption, Part, Receiver, Risk, State};
use super::step::{Obstacle, Step, apply, begin, change, optional, required};
use super::words::{choice, moment, say, with};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use model::{Column, FieldId, Language, Moment, RowId, Value};
use store::{Changes, Stored};

/// That the authority or the customer was told, as somebody notes it.
#[derive(Debug, Clone)]
pub struct Told {
    /// Which of them.
    pub receiver: Receiver,
    /// When; none where that could not be read.
    pub at: Option<Moment>,
    /// What they call it; may be empty.
    pub reference: String,
    /// Why it was late; may be empty.
    pub late_why: String,
    /// In which language.
    pub language: Language,
    /// The subject.
    pub subject: String,
    /// What they were told, word by word.
    pub text: String,
}

/// Judges the risk. A decision that the new judgement takes the ground from falls.
pub async fn judge(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    (risk, reason): (Risk, &str),
) -> Result<Step, Failure> {
    let breach = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let f = &engine.tables().breach.f;
    let reason = match required(engine, f.risk_reason, reason) {
        _ if risk == Risk::Unknown => return Ok(Step::Not(Obstacle::NoRisk)),
        Ok(reason) => reason,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let mut changes = Changes::new();
    let mut cells = vec![(f.risk, risk.write()), (f.risk_reason, Value::Text(reason.clone()))];
    let mut lines = vec![with(
        caller.language,
        "entry-judged",
        &[("risk", &choice(engine, f.risk, &risk, caller.language)), ("why", &reason)],
    )];
    let runs_again = breach.row.not_notified_why.is_some() && risk != Risk::Unlikely;
    if runs_again {
        cells.push((f.not_notified_why, Value::Null));
        lines.push(say(caller.language, "entry-authority-anew"));
    }
    if breach.row.people_not_told_for == Some(Exemption::LowRisk) && risk == Risk::High {
        cells.extend([(f.people_not_told_for, Value::Null), (f.people_not_told_why, Value::Null)]);
        lines.push(say(caller.language, "entry-people-anew"));
    }
    change(engine, caller, now, &mut changes, &breach, cells)?;
    for text in lines {
        log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Decision, text))?;
    }
    if runs_again {
        remind(engine, now, &mut changes, breach.id, breach.row.notify_by).await?;
    }
    apply(engine, changes).await
}

/// Adds a line to the log.
pub async fn note(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    (kind, text): (EntryKind, &str),
) -> Result<Step, Failure> {
    let breach = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let text = match required(engine, engine.tables().breach_entry.f.text, text) {
        Ok(text) => text,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let mut changes = Changes::new();
    log::write(engine, caller, now, &mut changes, (breach.id, kind, text))?;
    apply(engine, changes).await
}

/// Notes that the authority, or the customer, was told: in phases where more became known later (GDPR art. 33(4)).
pub async fn notify(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    told: &Told,
) -> Result<Step, Failure> {
    let breach = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let checked = match check(engine, now, &breach.row, told) {
        Ok(checked) => checked,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let tables = engine.tables();
    let f = &tables.breach.f;
    let first = first(&breach.row, told.receiver);
    let mut cells = Vec::new();
    if first.is_none() {
        cells.push((told_at(engine, told.receiver), Value::Moment(checked.at)));
        cells.push((f.not_notified_why, Value::Null));
    }
    if first.is_none() || checked.late_why.is_some() {
        cells.push((f.late_why, checked.late_why.clone().write()));
    }
    if let Some(reference) = checked.reference.as_ref().filter(|_| told.receiver == Receiver::Authority) {
        cells.push((f.authority_ref, Value::Text(reference.clone())));
    }
    if breach.row.state == State::Open {
        cells.push((f.state, State::Notified.write()));
    }
    let mut changes = Changes::new();
    if !cells.is_empty() {
        change(engine, caller, now, &mut changes, &breach, cells)?;
    }
    let text = said(engine, caller.language, told.receiver, &checked);
    let notice = BreachNotice {
        breach: breach.id,
        to: told.receiver,
        language: told.language.into(),
        subject: checked.subject,
        text: checked.text,
        reference: checked.reference,
        author: caller.user,
        sent_at: checked.at,
    };
    tables.breach_notice.insert(&mut changes, engine.new_id(now), &notice)?;
    log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Notice, text))?;
    apply(engine, changes).await
}

/// Whom we tell.
fn ours(part: Part) -> Receiver {
    match part {
        Part::Controller => Receiver::Authority,
        Part::Processor => Receiver::Customer,
    }
}

/// When the receiver was told first.
fn first(row: &Breach, receiver: Receiver) -> Option<Moment> {
    match receiver {
        Receiver::Authority => row.authority_told_at,
        Receiver::Customer => row.customer_told_at,
        Receiver::People => row.people_told_at,
    }
}

fn told_at(engine: &Engine, receiver: Receiver) -> FieldId {
    let f = &engine.tables().breach.f;
    match receiver {
        Receiver::Authority => f.authority_told_at,
        Receiver::Customer => f.customer_told_at,
        Receiver::People => f.people_told_at,
    }
}

/// A notice that can be noted.
struct Checked {
    at: Moment,
    subject: String,
    text: String,
    reference: Option<String>,
    late_why: Option<String>,
}

fn check(engine: &Engine, now: Moment, row: &Breach, told: &Told) -> Result<Checked, Obstacle> {
    if told.receiver != ours(row.part) {
        return Err(Obstacle::NotOurs);
    }
    let at = told.at.ok_or(Obstacle::NoMoment)?;
    if at > now {
        return Err(Obstacle::Future);
    }
    if at < row.aware_at {
        return Err(Obstacle::TooEarly);
    }
    let (f, notice) = (&engine.tables().breach.f, &engine.tables().breach_notice.f);
    let late_why = optional(engine, f.late_why, &told.late_why)?;
    // Late is what was told first; the deadline may have been put right since.
    let first = first(row, told.receiver);
    let is_late = first.unwrap_or(at) > row.notify_by;
    let is_owed = is_late && (first.is_none() || row.late_why.is_none());
    if is_owed && late_why.is_none() {
        return Err(Obstacle::LateWithoutReason);
    }
    Ok(Checked {
        at,
        subject: required(engine, notice.subject, &told.subject)?,
        text: required(engine, notice.text, &told.text)?,
        reference: optional(engine, f.authority_ref, &told.reference)?,
        late_why: late_why.filter(|_| is_owed),
    })
}

fn said(engine: &Engine, language: Language, receiver: Receiver, checked: &Checked) -> String {
    let to = choice(engine, engine.tables().breach_notice.f.to, &receiver, language);
    let at = moment(checked.at, language);
    let mut text = match &checked.reference {
        Some(reference) => with(language, "entry-notified-as", &[("to", &to), ("at", &at), ("reference", reference)]),
        None => with(language, "entry-notified", &[("to", &to), ("at", &at)]),
    };
    if let Some(why) = &checked.late_why {
        text = format!("{text} {}", with(language, "entry-late", &[("why", why)]));
    }
    text
}

/// Decides that the authority is not notified: only where a risk to people is unlikely, and judged so with reasons.
pub async fn not_notify(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    why: &str,
) -> Result<Step, Failure> {
    let breach = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let (row, f) = (&breach.row, &engine.tables().breach.f);
    let against = match row.risk {
        _ if row.part == Part::Processor => Some(Obstacle::NotOurs),
        _ if row.authority_told_at.is_some() => Some(Obstacle::AlreadyTold),
        _ if row.risk_reason.is_none() => Some(Obstacle::NoRisk),
        Risk::Unknown => Some(Obstacle::NoRisk),
        Risk::Risk | Risk::High => Some(Obstacle::RiskStands),
        Risk::Unlikely => None,
    };
    let why = match (against, required(engine, f.not_notified_why, why)) {
        (Some(obstacle), _) | (None, Err(obstacle)) => return Ok(Step::Not(obstacle)),
        (None, Ok(why)) => why,
    };
    let mut changes = Changes::new();
    change(engine, caller, now, &mut changes, &breach, vec![(f.not_notified_why, Value::Text(why.clone()))])?;
    let text = with(caller.language, "entry-not-notified", &[("why", &why)]);
    log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Decision, text))?;
    apply(engine, changes).await
}

/// Decides that those affected are not told, on one of the grounds of GDPR art. 34.
pub async fn leave_people(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    (ground, why): (Exemption, &str),
) -> Result<Step, Failure> {
    let breach = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let (row, f) = (&breach.row, &engine.tables().breach.f);
    let against = match (ground, row.risk) {
        _ if row.part == Part::Processor => Some(Obstacle::NotOurs),
        _ if row.people_told_at.is_some() => Some(Obstacle::AlreadyTold),
        (_, Risk::Unknown) => Some(Obstacle::NoRisk),
        (Exemption::LowRisk, Risk::High) => Some(Obstacle::RiskStands),
        (Exemption::Unreadable, _) if !row.encrypted => Some(Obstacle::Readable),
        (Exemption::LowRisk | Exemption::Unreadable | Exemption::Measures | Exemption::Public, _) => None,
    };
    let why = match (against, required(engine, f.people_not_told_why, why)) {
        (Some(obstacle), _) | (None, Err(obstacle)) => return Ok(Step::Not(obstacle)),
        (None, Ok(why)) => why,
    };
    let cells = vec![(f.people_not_told_for, ground.write()), (f.people_not_told_why, Value::Text(why.clone()))];
    let mut changes = Changes::new();
    change(engine, caller, now, &mut changes, &breach, cells)?;
    let ground = choice(engine, f.people_not_told_for, &ground, caller.language);
    let text = with(caller.language, "entry-people-left", &[("ground", &ground), ("why", &why)]);
    log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Decision, text))?;
    apply(engine, changes).await
}

/// Closes the breach: facts, effects and remedy are told, and every decision is taken (GDPR art. 33(5)).
pub async fn close(engine: &Engine, caller: &Caller, now: Moment, at: (RowId, i64)) -> Result<Step, Failure> {
    let breach = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    if let Some(obstacle) = against_closing(engine, &breach).await?.into_iter().next() {
        return Ok(Step::Not(obstacle));
    }
    let f = &engine.tables().breach.f;
    let cells = vec![(f.state, State::Closed.write()), (f.closed_at, Value::Moment(now))];
    let mut changes = Changes::new();
    change(engine, caller, now, &mut changes, &breach, cells)?;
    let text = say(caller.language, "entry-closed");
    log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Decision, text))?;
    apply(engine, changes).await
}

/// Everything that stands against closing it.
pub(super) async fn against_closing(engine: &Engine, breach: &Stored<Breach>) -> Result<Vec<Obstacle>, Failure> {
    let row = &breach.row;
    let mut against = Vec::new();
    if row.effects.is_none() || row.remedy.is_none() {
        against.push(Obstacle::FactsMissing);
    }
    if row.late_why.is_none() && first(row, ours(row.part)).is_some_and(|at| at > row.notify_by) {
        against.push(Obstacle::LateWithoutReason);
    }
    match row.part {
        Part::Processor if row.customer_told_at.is_none() => against.push(Obstacle::CustomerOpen),
        Part::Processor => {}
        Part::Controller => {
            if row.risk == Risk::Unknown || row.risk_reason.is_none() {
                against.push(Obstacle::NoRisk);
            }
            if !is_stopped(row) {
                against.push(Obstacle::AuthorityOpen);
            }
            if row.people_told_at.is_none() && row.people_not_told_for.is_none() {
                against.push(Obstacle::PeopleOpen);
            }
            let left = super::affected::left(engine, breach.id).await?;
            if row.people_told_at.is_some() && left > 0 {
                against.push(Obstacle::PeopleLeft(left));
            }
        }
    }
    Ok(against)
}
