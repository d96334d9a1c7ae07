//! Requests as staff see them: the list by deadline, and one request with all that handling it takes.

use super::deadlines::right;
use super::mails::{Said, kind_name, language_of};
use super::proof::{Proof, proof};
use super::rows::{
    Authority, CameBy, Identity, Kind, MailKind, Outcome, Request, RequestTask, State, TaskState, TaskWhat,
};
use crate::context::{Caller, Engine};
use crate::correspondence::Delivery;
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, BATCH_ROWS, PAGE_ROWS};
use crate::privacy::AgreementState;
use model::{Column, Day, Language, Moment, RowId, Value};
use rights::{Operation, working_days_before};
use std::collections::HashMap;
use store::{Condition, Query, Stored};

/// Which requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that are to be handled.
    Open,
    /// Those that wait until it is sure who asks.
    Waiting,
    /// Those that are answered.
    Answered,
}

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Haste {
    /// It has passed.
    Late,
    /// It is a week of work away, or less.
    Soon,
    /// There is time.
    Calm,
}

/// A request in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The request.
    pub id: RowId,
    /// Its number.
    pub number: i64,
    /// What was asked for, in words.
    pub kind: String,
    /// The person's name; may be empty.
    pub name: String,
    /// How far it has come.
    pub state: State,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// By when.
    pub due: Day,
    /// How that stands.
    pub haste: Haste,
    /// When it was answered.
    pub answered_at: Option<Moment>,
}

/// How many wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// To be handled.
    pub open: usize,
    /// Of all that are not answered, those whose deadline has passed.
    pub late: usize,
    /// Of the others, those whose deadline is near.
    pub soon: usize,
    /// Waiting for identity.
    pub waiting: usize,
}

/// How `due` stands on `today`.
fn haste(due: Day, today: Day) -> Haste {
    if today > due {
        Haste::Late
    } else if today >= working_days_before(due, SOON_WORKING_DAYS) {
        Haste::Soon
    } else {
        Haste::Calm
    }
}

/// From so many working days before the deadline on, it is near.
const SOON_WORKING_DAYS: u32 = 7;

fn states(which: Which) -> &'static [State] {
    match which {
        Which::Open => &[State::New, State::Working],
        Which::Waiting => &[State::Identity],
        Which::Answered => &[State::Answered],
    }
}

/// The requests of one kind: the open ones by deadline, the answered ones the latest first.
pub async fn requests(engine: &Engine, caller: &Caller, which: Which, today: Day) -> Result<Vec<Line>, Failure> {
    let table = &engine.tables().request;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let states = states(which).iter().map(Column::write).collect();
    let query = Query::over(&scope).matching(Condition::OneOf(table.f.state, states));
    let query = match which {
        Which::Open | Which::Waiting => query.oldest_first(table.f.due_on).limit(BATCH_ROWS),
        Which::Answered => query.newest_first(table.f.answered_at).limit(PAGE_ROWS),
    };
    let mut found = table.find(engine.store(), query).await?;
    if which != Which::Answered {
        found.sort_by_key(|request| (request.row.due(), request.id));
    }
    engine.looked(caller, table.f.entity, None, found.iter().map(|request| request.id).collect())?;
    let names = names(engine, found.iter().map(|request| request.row.person)).await?;
    let line = |it: &Stored<Request>| Line {
        id: it.id,
        number: it.row.number.unwrap_or_default(),
        kind: kind_name(engine, it.row.kind, caller.language),
        name: names.get(&it.row.person).cloned().unwrap_or_default(),
        state: it.row.state,
        outcome: it.row.outcome,
        due: it.row.due(),
        haste: haste(it.row.due(), today),
        answered_at: it.row.answered_at,
    };
    Ok(found.iter().map(line).collect())
}

/// How many wait, for whoever may see them; none otherwise.
pub async fn counts(engine: &Engine, caller: &Caller, today: Day) -> Result<Option<Counts>, Failure> {
    let table = &engine.tables().request;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(None) };
    let open = State::OPEN.iter().map(Column::write).collect();
    let query = Query::over(&scope).matching(Condition::OneOf(table.f.state, open)).limit(BATCH_ROWS);
    let mut counts = Counts::default();
    for request in table.find(engine.store(), query).await? {
        match request.row.state {
            State::New | State::Working => counts.open += 1,
            State::Identity => counts.waiting += 1,
            State::Answered => {}
        }
        match haste(request.row.due(), today) {
            Haste::Late => counts.late += 1,
            Haste::Soon => counts.soon += 1,
            Haste::Calm => {}
        }
    }
    Ok(Some(counts))
}

async fn names(engine: &Engine, people: impl Iterator<Item = RowId>) -> Result<HashMap<RowId, String>, Failure> {
    let table = &engine.tables().person;
    let mut people: Vec<RowId> = people.collect();
    people.sort_unstable();
    people.dedup();
    let mut names = HashMap::new();
    for some in people.chunks(BATCH_IDS) {
        let query = table.all().matching(Condition::Ids(some.to_vec()));
        let found = table.find(engine.store(), query).await?;
        names.extend(found.into_iter().filter_map(|it| Some((it.id, it.row.name?))));
    }
    Ok(names)
}

/// One request with all that handling it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The request.
    pub id: RowId,
    /// Its version; every step names the one that it was shown at.
    pub version: i64,
    /// Its number.
    pub number: i64,
    /// Whose.
    pub person: RowId,
    /// Their name; may be empty.
    pub name: String,
    /// What is asked for.
    pub kind: Kind,
    /// The same in words.
    pub kind_name: String,
    /// In the person's words.
    pub text: String,
    /// How it came.
    pub came_by: CameBy,
    /// What the person is written to in.
    pub language: Language,
    /// When it came.
    pub received_at: Moment,
    /// Where the answer goes; none where no address is known.
    pub answer_to: Option<String>,
    /// Who asked on their behalf.
    pub on_behalf: Option<String>,
    /// Whether they may.
    pub authority: Option<Authority>,
    /// How sure it is who asks.
    pub identity: Identity,
    /// Since when.
    pub identity_at: Option<Moment>,
    /// What must be shown.
    pub proof: Proof,
    /// By when, by law.
    pub due_on: Day,
    /// By when, where it was extended.
    pub extended_to: Option<Day>,
    /// Why it was.
    pub extended_why: Option<String>,
    /// How the deadline stands.
    pub haste: Haste,
    /// The day to which it may still be extended.
    pub may_extend_to: Option<Day>,
    /// How far it has come.
    pub state: State,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Why.
    pub reason: Option<String>,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// The receipt of what was erased.
    pub receipt: Option<String>,
    /// The places outside.
    pub tasks: Vec<Task>,
    /// The mails, oldest first.
    pub mails: Vec<Mail>,
    /// The agreements in force under which it may be passed on.
    pub agreements: Vec<(RowId, String)>,
    /// What the answer may begin with.
    pub draft: String,
    /// The caller may act on it.
    pub may_write: bool,
}

/// A task outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The task.
    pub id: RowId,
    /// Its version.
    pub version: i64,
    /// The system or the recipient.
    pub place: String,
    /// What is to be done there.
    pub what: TaskWhat,
    /// How it is done there, as the register says.
    pub routine: Option<String>,
    /// How far it has come.
    pub state: TaskState,
    /// When it was answered.
    pub done_on: Option<Day>,
    /// What shows that it was done.
    pub note: Option<String>,
}

/// A mail about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// What it is.
    pub kind: MailKind,
    /// Its subject.
    pub subject: String,
    /// Its text; a link in it is not shown to anybody here.
    pub body: String,
    /// How far it has come.
    pub state: Delivery,
    /// When it was queued.
    pub queued_at: Moment,
    /// When it was sent.
    pub sent_at: Option<Moment>,
}

/// Reads a request by the caller's right to it.
pub(super) async fn load(
    engine: &Engine,
    caller: &Caller,
    id: RowId,
    operation: Operation,
) -> Result<Stored<Request>, Failure> {
    let table = &engine.tables().request;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    engine.scope(caller, table.f.entity, operation)?;
    let record = engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    table.typed(&record)
}

/// One request.
pub async fn request(engine: &Engine, caller: &Caller, id: RowId, today: Day) -> Result<View, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Stored { row, version, .. } = load(engine, caller, id, Operation::Read).await?;
    engine.looked(caller, tables.request.f.entity, Some(row.person), vec![id])?;
    let name = names(engine, [row.person].into_iter()).await?.remove(&row.person).unwrap_or_default();
    let answer_to = match row.answer_to {
        Some(address) => tables.email_address.get(store, address).await?.map(|address| address.row.address),
        None => None,
    };
    let extension = right(engine, row.kind).and_then(|right| right.extension);
    let may_extend = row.extended_to.is_none() && today <= row.due_on && row.state != State::Answered;
    Ok(View {
        id,
        version,
        number: row.number.unwrap_or_default(),
        person: row.person,
        name,
        kind: row.kind,
        kind_name: kind_name(engine, row.kind, caller.language),
        came_by: row.came_by,
        language: language_of(&row),
        received_at: row.received_at,
        identity: row.identity,
        identity_at: row.identity_at,
        proof: proof(engine, row.person, caller.language).await?,
        authority: row.authority_shown,
        due_on: row.due_on,
        extended_to: row.extended_to,
        haste: haste(row.due(), today),
        may_extend_to: extension.filter(|_| may_extend).map(|by| rights::extended(row.due_on, by)),
        state: row.state,
        outcome: row.outcome,
        answered_at: row.answered_at,
        tasks: tasks(engine, caller, id, row.person).await?,
        mails: mails(engine, caller, id, row.person).await?,
        agreements: agreements(engine, today).await?,
        draft: draft(engine, &row),
        may_write: engine.scope(caller, tables.request.f.entity, Operation::Write).is_ok(),
        answer_to,
        text: row.text.unwrap_or_default(),
        on_behalf: row.on_behalf,
        extended_why: row.extended_why,
        reason: row.reason,
        receipt: row.receipt,
    })
}

/// The request with this number.
pub async fn numbered(engine: &Engine, caller: &Caller, number: i64) -> Result<Option<RowId>, Failure> {
    let table = &engine.tables().request;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let query = Query::over(&scope).matching(Condition::Is(table.f.number, Value::Integer(number)));
    Ok(table.first(engine.store(), query).await?.map(|found| found.id))
}

/// The tasks of `request`, as their rows.
pub(super) async fn task_rows(engine: &Engine, request: RowId) -> Result<Vec<Stored<RequestTask>>, Failure> {
    let table = &engine.tables().request_task;
    let query = table.all().matching(Condition::Is(table.f.request, Value::Id(request))).limit(BATCH_ROWS);
    table.find(engine.store(), query).await
}

async fn tasks(engine: &Engine, caller: &Caller, request: RowId, person: RowId) -> Result<Vec<Task>, Failure> {
    let entity = engine.tables().request_task.f.entity;
    engine.scope(caller, entity, Operation::Read)?;
    let rows = task_rows(engine, request).await?;
    engine.looked(caller, entity, Some(person), rows.iter().map(|task| task.id).collect())?;
    let systems = &engine.model().systems;
    let task = |it: Stored<RequestTask>| Task {
        id: it.id,
        version: it.version,
        what: it.row.what,
        routine: systems
            .iter()
            .find(|system| system.name == it.row.place)
            .and_then(|system| system.routine.as_ref())
            .map(|routine| routine.get(caller.language).to_owned()),
        state: it.row.state,
        done_on: it.row.done_on,
        note: it.row.note,
        place: it.row.place,
    };
    Ok(rows.into_iter().map(task).collect())
}

async fn mails(engine: &Engine, caller: &Caller, request: RowId, person: RowId) -> Result<Vec<Mail>, Failure> {
    let table = &engine.tables().request_email;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let query = Query::over(&scope)
        .matching(Condition::Is(table.f.request, Value::Id(request)))
        .oldest_first(table.f.queued_at)
        .limit(BATCH_ROWS);
    let found = table.find(engine.store(), query).await?;
    engine.looked(caller, table.f.entity, Some(person), found.iter().map(|mail| mail.id).collect())?;
    let mail = |it: Stored<super::rows::RequestEmail>| Mail {
        kind: it.row.kind,
        subject: it.row.subject,
        body: it.row.body,
        state: it.row.state,
        queued_at: it.row.queued_at,
        sent_at: it.row.sent_at,
    };
    Ok(found.into_iter().map(mail).collect())
}

/// The processing agreements in force, each with the customer's name.
async fn agreements(engine: &Engine, today: Day) -> Result<Vec<(RowId, String)>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.processing_agreement;
    let query = table.all().matching(Condition::Is(table.f.state, AgreementState::Signed.write())).limit(BATCH_ROWS);
    let mut named = Vec::new();
    for agreement in table.find(store, query).await? {
        let last = agreement.row.ended_on.or(agreement.row.valid_to);
        if agreement.row.valid_from <= today && last.is_none_or(|last| last >= today) {
            let organisation = tables.organisation.get(store, agreement.row.organisation).await?;
            let name = organisation.and_then(|it| it.row.name).unwrap_or_default();
            named.push((agreement.id, name));
        }
    }
    Ok(named)
}

/// What an answer may begin with; whoever answers changes it as they like.
fn draft(engine: &Engine, row: &Request) -> String {
    let key = match row.kind {
        Kind::Access => "request-draft-access",
        Kind::Rectification => "request-draft-rectification",
        Kind::Erasure => "request-draft-erasure",
        Kind::Restriction => "request-draft-restriction",
        Kind::Portability => "request-draft-portability",
        Kind::Objection => "request-draft-objection",
        Kind::MarketingObjection => "request-draft-marketing-objection",
        Kind::Withdrawal => "request-draft-withdrawal",
        Kind::HumanDecision => "request-draft-human-decision",
        Kind::Complaint | Kind::Question => "request-draft-question",
    };
    let receipt = row.receipt.clone().unwrap_or_else(|| "…".to_owned());
    Said::about(engine, row).with("receipt", receipt).say(key)
}
