//! Handling a request: who asks, what is outside, how long it takes, and the answer.

use super::deadlines::{remind, right};
use super::desk::{load, task_rows};
use super::follow::is_for_a_package;
use super::intake::ask;
use super::mails::{Draft, Said, last, queue, without_gaps};
use super::proof::proof;
use super::rows::{Identity, Kind, MailKind, Outcome, Request, State, TaskState};
use super::taken_up::take_up;
use super::texts::waiting;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{ANSWER_CHARACTERS, FORGET_REQUEST_SECONDS, NOTE_CHARACTERS, REASON_CHARACTERS};
use model::{Column, Moment, RowId, Value};
use rights::Operation;
use store::{ApplyError, Changes, Stored};

/// What stands against a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Somebody changed the request since it was shown.
    Changed,
    /// It is answered already.
    Answered,
    /// There is no text.
    Missing,
    /// It is longer than this many characters.
    TooLong(usize),
    /// It holds characters that no text has.
    NotText,
    /// A refusal has no reasons.
    NoReason,
    /// So many places outside have not been answered for.
    TasksOpen(usize),
    /// So many texts that tell of others too have not been decided about.
    TextsOpen(usize),
    /// It is not sure enough who asks.
    Identity,
    /// There is no address to write to.
    NoAddress,
    /// The deadline is extended within the first month, once, and only where the law says so.
    TooLate,
    /// That a task is done must be shown by something.
    NoEvidence,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is stored.
    Done,
    /// It was not taken; nothing is stored.
    Not(Obstacle),
}

/// A request that is open, by the caller's right to write it.
async fn open(
    engine: &Engine,
    caller: &Caller,
    id: RowId,
    version: i64,
) -> Result<Result<Stored<Request>, Obstacle>, Failure> {
    let request = load(engine, caller, id, Operation::Write).await?;
    Ok(if request.row.state == State::Answered {
        Err(Obstacle::Answered)
    } else if request.version != version {
        Err(Obstacle::Changed)
    } else {
        Ok(request)
    })
}

pub(super) async fn apply(engine: &Engine, changes: Changes) -> Result<Step, Failure> {
    match engine.store().apply(changes).await {
        Ok(()) => Ok(Step::Done),
        Err(ApplyError::Stale { .. }) => Ok(Step::Not(Obstacle::Changed)),
        Err(other) => Err(other.into()),
    }
}

/// A text as it is stored.
fn text(typed: &str, most: usize) -> Result<String, Obstacle> {
    let text = typed.trim().replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().count() > most {
        return Err(Obstacle::TooLong(most));
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Obstacle::NotText);
    }
    Ok(text)
}

/// Sends the person a link to confirm that it is them.
pub async fn ask_who(engine: &Engine, caller: &Caller, now: Moment, id: RowId, version: i64) -> Result<Step, Failure> {
    let request = match open(engine, caller, id, version).await? {
        Ok(request) => request,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let Some(to) = request.row.answer_to else { return Ok(Step::Not(Obstacle::NoAddress)) };
    let table = &engine.tables().request;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    let mut changes = Changes::new();
    changes.update(&scope, id, version, vec![(table.f.state, State::Identity.write())])?;
    ask(engine, now, &mut changes, (id, &request.row), to)?;
    let entry = Deed::Changed.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(request.row.person).fields(vec![table.f.state]));
    apply(engine, changes).await
}

/// Notes how it is known who asks, and takes the request up. The mailbox alone is not proof that staff can have seen.
pub async fn identify(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    id: RowId,
    version: i64,
    identity: Identity,
) -> Result<Step, Failure> {
    let request = match open(engine, caller, id, version).await? {
        Ok(request) => request,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let seen = match identity {
        Identity::SignedIn | Identity::InPerson | Identity::Known => true,
        Identity::Open | Identity::Code => false,
    };
    if !seen || request.row.state == State::Working {
        return Ok(Step::Not(Obstacle::Identity));
    }
    let taken = take_up(engine, now, caller.actor(), &request, identity).await?;
    apply(engine, taken.changes).await
}

/// What shows that a place outside was answered for, as it is stored: that something was done there must be shown.
pub(super) fn evidence(state: TaskState, typed: &str) -> Result<Option<String>, Obstacle> {
    let note = text(typed, NOTE_CHARACTERS)?;
    if state == TaskState::Done && note.is_empty() {
        return Err(Obstacle::NoEvidence);
    }
    Ok(Some(note).filter(|note| !note.is_empty()))
}

/// Answers a task: done, with what shows it, or nothing there.
pub async fn answer_task(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (task, version): (RowId, i64),
    state: TaskState,
    note: &str,
) -> Result<Step, Failure> {
    let table = &engine.tables().request_task;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    let note = match evidence(state, note) {
        Ok(note) => note,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let Some(found) = table.get(engine.store(), task).await? else { return Err(Failure::NotFound) };
    let request = load(engine, caller, found.row.request, Operation::Write).await?;
    if request.row.state == State::Answered {
        return Ok(Step::Not(Obstacle::Answered));
    }
    let is_open = state == TaskState::Open;
    let cells = vec![
        (table.f.state, state.write()),
        (table.f.note, note.map_or(Value::Null, Value::Text)),
        (table.f.doer, caller.user.filter(|_| !is_open).map_or(Value::Null, Value::Id)),
        (table.f.done_on, if is_open { Value::Null } else { Value::Day(rights::day_of(now)) }),
    ];
    let fields = cells.iter().map(|(field, _)| *field).collect();
    let mut changes = Changes::new();
    changes.update(&scope, task, version, cells)?;
    let entry = Deed::TaskAnswered.entry(engine, now, caller.actor(), (table.f.entity, task));
    changes.record(entry.about(request.row.person).fields(fields));
    apply(engine, changes).await
}

/// Extends the deadline, and tells the person why (GDPR art. 12(3)). Where there is no address, whoever does it has told
/// the person in another way.
pub async fn extend(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, version): (RowId, i64),
    why: &str,
) -> Result<Step, Failure> {
    let request = match open(engine, caller, id, version).await? {
        Ok(request) => request,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let why = match text(why, NOTE_CHARACTERS) {
        Ok(why) if why.is_empty() => return Ok(Step::Not(Obstacle::NoReason)),
        Ok(why) => why,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let row = &request.row;
    let by = right(engine, row.kind).and_then(|right| right.extension);
    let in_time = rights::day_of(now) <= row.due_on && row.extended_to.is_none();
    let Some(by) = by.filter(|_| in_time) else { return Ok(Step::Not(Obstacle::TooLate)) };
    let table = &engine.tables().request;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    let to = rights::extended(row.due_on, by);
    let cells = vec![
        (table.f.extended_to, Value::Day(to)),
        (table.f.extended_why, Value::Text(why.clone())),
        (table.f.extension_told, Value::Moment(now)),
    ];
    let fields = cells.iter().map(|(field, _)| *field).collect();
    let mut changes = Changes::new();
    changes.update(&scope, id, version, cells)?;
    if let Some(address) = row.answer_to {
        let said = Said::about(engine, row).with("why", why);
        let until = said.day(to);
        let said = said.with("until", until);
        let before = last(engine, id).await?;
        let draft = Draft {
            request: id,
            to: address,
            kind: MailKind::Extension,
            subject: said.say("request-extension-subject"),
            body: said.say("request-extension-body"),
            author: caller.user,
            in_reply_to: before.as_deref(),
        };
        queue(engine, now, &mut changes, draft)?;
    }
    remind(engine, now, &mut changes, id, to);
    let entry = Deed::DeadlineExtended.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(row.person).fields(fields));
    apply(engine, changes).await
}

/// An answer as it was written.
#[derive(Debug, Clone)]
pub struct Answer {
    /// How the request ends.
    pub outcome: Outcome,
    /// Why, where less is done than was asked.
    pub reason: String,
    /// The mail; where there is no address, empty: the answer was given in another way.
    pub text: String,
}

/// Whether the outcome says that what was asked was done, so that every place outside must have been answered for.
fn claims_work(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Done | Outcome::Partly | Outcome::Nothing => true,
        Outcome::Refused | Outcome::PassedOn | Outcome::Withdrawn | Outcome::Unconfirmed => false,
    }
}

/// Answers the request and closes it.
pub async fn close(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, version): (RowId, i64),
    answer: &Answer,
) -> Result<Step, Failure> {
    let request = match open(engine, caller, id, version).await? {
        Ok(request) => request,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let checked = match check(engine, caller, now, &request, answer).await? {
        Ok(checked) => checked,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let (body, reason) = checked;
    let row = &request.row;
    let table = &engine.tables().request;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    let cells = vec![
        (table.f.state, State::Answered.write()),
        (table.f.outcome, answer.outcome.write()),
        (table.f.reason, if reason.is_empty() { Value::Null } else { Value::Text(reason.clone()) }),
        (table.f.answered_at, Value::Moment(now)),
        (table.f.handler, caller.user.map_or(Value::Null, Value::Id)),
    ];
    let fields = cells.iter().map(|(field, _)| *field).collect();
    let mut changes = Changes::new();
    changes.update(&scope, id, version, cells)?;
    if let Some(to) = row.answer_to {
        let said =
            Said::about(engine, row).with("text", body).with("reason", reason).with("author", caller.name.clone());
        let key = match answer.outcome {
            Outcome::Refused | Outcome::Partly => "request-refusal-body",
            Outcome::Done | Outcome::Nothing | Outcome::PassedOn | Outcome::Withdrawn | Outcome::Unconfirmed => {
                "request-answer-body"
            }
        };
        let before = last(engine, id).await?;
        let draft = Draft {
            request: id,
            to,
            kind: MailKind::Answer,
            subject: said.say("request-answer-subject"),
            body: said.say(key),
            author: caller.user,
            in_reply_to: before.as_deref(),
        };
        queue(engine, now, &mut changes, draft)?;
    }
    if is_soon_forgotten(row.kind, answer.outcome) {
        changes.enqueue(JobKind::ForgetRequest.about(engine, id, now.plus_seconds(FORGET_REQUEST_SECONDS)));
    }
    let deed = if answer.outcome == Outcome::Refused { Deed::RequestRefused } else { Deed::Answered };
    let entry = deed.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(row.person).fields(fields));
    apply(engine, changes).await
}

/// The text of the mail and the reasons, or what stands against them.
async fn check(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    request: &Stored<Request>,
    answer: &Answer,
) -> Result<Result<(String, String), Obstacle>, Failure> {
    let (body, reason) = match (text(&answer.text, ANSWER_CHARACTERS), text(&answer.reason, REASON_CHARACTERS)) {
        (Ok(body), Ok(reason)) => (body, reason),
        (Err(obstacle), _) | (_, Err(obstacle)) => return Ok(Err(obstacle)),
    };
    if reason.is_empty() && matches!(answer.outcome, Outcome::Refused | Outcome::Partly) {
        return Ok(Err(Obstacle::NoReason));
    }
    if body.is_empty() && request.row.answer_to.is_some() {
        return Ok(Err(Obstacle::Missing));
    }
    if claims_work(answer.outcome) {
        let open = task_rows(engine, request.id).await?;
        let open = open.iter().filter(|task| task.row.state == TaskState::Open).count();
        if open > 0 {
            return Ok(Err(Obstacle::TasksOpen(open)));
        }
        // A package is made when it is fetched: it must not be promised before it can be.
        if is_for_a_package(request.row.kind) && answer.outcome != Outcome::Nothing {
            let texts = waiting(engine, request.row.kind, request.row.person, now).await?;
            if texts > 0 {
                return Ok(Err(Obstacle::TextsOpen(texts)));
            }
        }
        let proof = proof(engine, request.row.person, caller.language).await?;
        if !proof.is_met_by(request.row.identity) {
            return Ok(Err(Obstacle::Identity));
        }
    }
    Ok(Ok((body, reason)))
}

/// Whether the request must not stay for its whole period: of somebody who wanted to be gone, or about whom nothing is held.
fn is_soon_forgotten(kind: Kind, outcome: Outcome) -> bool {
    match outcome {
        Outcome::Nothing | Outcome::Unconfirmed => true,
        Outcome::Done => kind == Kind::Erasure,
        Outcome::Partly | Outcome::Refused | Outcome::PassedOn | Outcome::Withdrawn => false,
    }
}

/// Passes the request on to the customer who is responsible, under the agreement with this id: a mail to the contact there,
/// and one to the person.
pub async fn pass_on(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, version): (RowId, i64),
    agreement: RowId,
) -> Result<Step, Failure> {
    let request = match open(engine, caller, id, version).await? {
        Ok(request) => request,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let (tables, store) = (engine.tables(), engine.store());
    let row = &request.row;
    let Some(found) = tables.processing_agreement.get(store, agreement).await? else { return Err(Failure::NotFound) };
    let customer = tables.organisation.get(store, found.row.organisation).await?;
    let customer = customer.and_then(|customer| customer.row.name).unwrap_or_default();
    let contact = match found.row.contact {
        Some(contact) => super::mails::address_for(engine, now, contact, None).await?,
        None => None,
    };
    let Some(contact) = contact else { return Ok(Step::Not(Obstacle::NoAddress)) };
    let person = tables.person.get(store, row.person).await?.and_then(|person| person.row.name).unwrap_or_default();
    let address = match row.answer_to {
        Some(address) => tables.email_address.get(store, address).await?.map(|address| address.row.address),
        None => None,
    };
    let scope = engine.scope(caller, tables.request.f.entity, Operation::Write)?;
    let f = &tables.request.f;
    let cells = vec![
        (f.state, State::Answered.write()),
        (f.outcome, Outcome::PassedOn.write()),
        (f.passed_on_to, Value::Id(agreement)),
        (f.answered_at, Value::Moment(now)),
        (f.handler, caller.user.map_or(Value::Null, Value::Id)),
    ];
    let fields = cells.iter().map(|(field, _)| *field).collect();
    let mut changes = Changes::new();
    changes.update(&scope, id, version, cells)?;
    let said = Said::about(engine, row)
        .with("customer", customer)
        .with("person", person)
        .with("address", address.unwrap_or_default())
        .with("text", row.text.clone().unwrap_or_default())
        .with("author", caller.name.clone());
    let draft = Draft {
        request: id,
        to: contact,
        kind: MailKind::PassedOn,
        subject: said.say("request-passed-on-subject"),
        body: without_gaps(&said.say("request-passed-on-body")),
        author: caller.user,
        in_reply_to: None,
    };
    queue(engine, now, &mut changes, draft)?;
    if let Some(to) = row.answer_to {
        let before = last(engine, id).await?;
        let draft = Draft {
            request: id,
            to,
            kind: MailKind::Answer,
            subject: said.say("request-answer-subject"),
            body: said.say("request-passed-on-told"),
            author: caller.user,
            in_reply_to: before.as_deref(),
        };
        queue(engine, now, &mut changes, draft)?;
    }
    let entry = Deed::PassedOn.entry(engine, now, caller.actor(), (f.entity, id));
    changes.record(entry.about(row.person).fields(fields));
    apply(engine, changes).await
}

/// Notes the receipt of what was erased for the request.
pub async fn take_receipt(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    id: RowId,
    receipt: RowId,
) -> Result<(), Failure> {
    let request = load(engine, caller, id, Operation::Write).await?;
    let table = &engine.tables().request;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    let mut changes = Changes::new();
    let cells = vec![(table.f.receipt, Value::Text(receipt.to_string()))];
    changes.update(&scope, id, request.version, cells)?;
    let entry = Deed::Changed.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(request.row.person).fields(vec![table.f.receipt]));
    Ok(engine.store().apply(changes).await?)
}
