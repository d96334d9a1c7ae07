//! Contact requests as staff see them: the list and one request with its mails.

use crate::context::{Caller, Engine};
use crate::correspondence::{Delivery, Kind};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, PAGE_ROWS};
use crate::support;
use crate::website::rows::{CameFrom, ContactRequest, Doubt, State};
use model::{Column, FieldId, Language, Moment, RowId, Value};
use rights::{Operation, Scope};
use store::{Condition, Cursor, Query, Stored};

/// Which requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that wait for an answer.
    Open,
    /// Those that have one.
    Answered,
    /// Those that wait to be judged.
    Doubtful,
}

/// A request in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// The request.
    pub id: RowId,
    /// The name as it was written.
    pub name: String,
    /// The organisation as it was written; may be empty.
    pub organisation: String,
    /// The beginning of the message, on one line.
    pub excerpt: String,
    /// When it came.
    pub received_at: Moment,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// Why it is doubtful.
    pub doubt: Option<Doubt>,
}

/// One request with everything that answering takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    /// The request.
    pub id: RowId,
    /// Its version; an answer names the one it was written to.
    pub version: i64,
    /// Whose.
    pub person: RowId,
    /// The name as it was written.
    pub name: String,
    /// The organisation as it was written; may be empty.
    pub organisation: String,
    /// Where the answer goes.
    pub email: String,
    /// The person's telephone numbers.
    pub phones: Vec<String>,
    /// The message.
    pub message: String,
    /// The language that the person wrote in.
    pub language: Language,
    /// Which form.
    pub came_from: CameFrom,
    /// How far it has come.
    pub state: State,
    /// Why it was doubtful.
    pub doubt: Option<Doubt>,
    /// When it came.
    pub received_at: Moment,
    /// The mails about it, oldest first.
    pub mails: Vec<Mail>,
    /// The cases in which it goes on, each with its number.
    pub cases: Vec<(RowId, i64)>,
    /// The caller may answer and judge.
    pub may_write: bool,
}

/// A mail about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its row.
    pub id: RowId,
    /// Which user wrote it; none where a machine did.
    pub author: Option<RowId>,
    /// What it is.
    pub kind: Kind,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// How far it has come.
    pub state: Delivery,
    /// When it was queued.
    pub queued_at: Moment,
    /// When it was sent.
    pub sent_at: Option<Moment>,
}

/// How much of a message a list shows.
const EXCERPT_CHARACTERS: usize = 140;

/// The newest requests of one kind; `after` is the last one of the page before.
pub async fn requests(
    engine: &Engine,
    caller: &Caller,
    which: Which,
    after: Option<RowId>,
) -> Result<Vec<RequestLine>, Failure> {
    let table = &engine.tables().contact_request;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let mut query = chosen(engine, &scope, which).newest_first(table.f.received_at).limit(PAGE_ROWS);
    let last = match after {
        Some(id) => engine.store().get(&scope, id).await?,
        None => None,
    };
    if let Some(last) = &last {
        query = query.after(Cursor::behind(last, table.f.received_at));
    }
    let found = table.find(engine.store(), query).await?;
    engine.looked(caller, table.f.entity, None, found.iter().map(|request| request.id).collect())?;
    Ok(found.into_iter().map(line).collect())
}

/// How many there are of one kind.
pub async fn count(engine: &Engine, caller: &Caller, which: Which) -> Result<u64, Failure> {
    let scope = engine.scope(caller, engine.tables().contact_request.f.entity, Operation::Read)?;
    Ok(engine.store().count(chosen(engine, &scope, which)).await?)
}

/// Whether the caller sees requests at all.
pub fn may_see(engine: &Engine, caller: &Caller) -> bool {
    engine.scope(caller, engine.tables().contact_request.f.entity, Operation::Read).is_ok()
}

/// When the oldest one of one kind came.
pub async fn oldest(engine: &Engine, caller: &Caller, which: Which) -> Result<Option<Moment>, Failure> {
    let table = &engine.tables().contact_request;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let query = chosen(engine, &scope, which).oldest_first(table.f.received_at);
    Ok(table.first(engine.store(), query).await?.map(|oldest| oldest.row.received_at))
}

fn chosen<'a>(engine: &Engine, scope: &'a Scope, which: Which) -> Query<'a> {
    let state = match which {
        Which::Open => State::New,
        Which::Answered => State::Answered,
        Which::Doubtful => State::Doubtful,
    };
    let field = engine.tables().contact_request.f.state;
    Query::over(scope).matching(Condition::Is(field, Value::Text(state.key().to_owned())))
}

fn line(stored: Stored<ContactRequest>) -> RequestLine {
    let row = stored.row;
    let flat = row.message.split_whitespace().collect::<Vec<_>>().join(" ");
    let excerpt = match flat.char_indices().nth(EXCERPT_CHARACTERS) {
        Some((end, _)) => format!("{}…", flat[..end].trim_end()),
        None => flat,
    };
    RequestLine {
        id: stored.id,
        name: row.name_written,
        organisation: row.organisation.unwrap_or_default(),
        excerpt,
        received_at: row.received_at,
        answered_at: row.answered_at,
        doubt: row.doubt,
    }
}

/// Reads a request by the caller's right to it.
pub(crate) async fn load(
    engine: &Engine,
    caller: &Caller,
    id: RowId,
    operation: Operation,
) -> Result<Stored<ContactRequest>, Failure> {
    let table = &engine.tables().contact_request;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    engine.scope(caller, table.f.entity, operation)?;
    let record = engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    table.typed(&record)
}

/// One request with its mails.
pub async fn request(engine: &Engine, caller: &Caller, id: RowId) -> Result<RequestView, Failure> {
    let tables = engine.tables();
    let Stored { row, version, .. } = load(engine, caller, id, Operation::Read).await?;
    engine.looked(caller, tables.contact_request.f.entity, Some(row.person), vec![id])?;
    let mails = mails(engine, caller, id, row.person).await?;
    let address = Condition::Ids(vec![row.address]);
    let addresses = texts(engine, caller, tables.email_address.f.address, address).await?;
    let theirs = Condition::Is(tables.phone_number.f.person, Value::Id(row.person));
    let phones = texts(engine, caller, tables.phone_number.f.number, theirs).await?;
    Ok(RequestView {
        id,
        version,
        person: row.person,
        name: row.name_written,
        organisation: row.organisation.unwrap_or_default(),
        email: addresses.into_iter().next().unwrap_or_default(),
        phones,
        message: row.message,
        language: row.language.into(),
        came_from: row.came_from,
        state: row.state,
        doubt: row.doubt,
        received_at: row.received_at,
        mails,
        cases: support::arisen_from(engine, caller, id).await?,
        may_write: engine.scope(caller, tables.contact_request.f.entity, Operation::Write).is_ok(),
    })
}

/// The values of `field` that the caller may see, in the rows that meet `condition`.
async fn texts(engine: &Engine, caller: &Caller, field: FieldId, condition: Condition) -> Result<Vec<String>, Failure> {
    let entity = engine.model()[field].entity;
    let Ok(scope) = engine.scope(caller, entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).matching(condition).limit(PAGE_ROWS);
    let found = engine.store().find(query).await?;
    Ok(found.iter().filter_map(|record| record.get(field).and_then(String::read)).collect())
}

/// The mails about a request that the caller may see, oldest first.
async fn mails(engine: &Engine, caller: &Caller, request: RowId, person: RowId) -> Result<Vec<Mail>, Failure> {
    let table = &engine.tables().email;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope)
        .matching(Condition::Is(table.f.contact_request, Value::Id(request)))
        .oldest_first(table.f.queued_at)
        .limit(BATCH_ROWS);
    let found = table.find(engine.store(), query).await?;
    engine.looked(caller, table.f.entity, Some(person), found.iter().map(|mail| mail.id).collect())?;
    Ok(found.into_iter().map(mail).collect())
}

fn mail(stored: Stored<crate::correspondence::Email>) -> Mail {
    let row = stored.row;
    Mail {
        id: stored.id,
        author: row.author,
        kind: row.kind,
        subject: row.subject,
        body: row.body,
        state: row.state,
        queued_at: row.queued_at,
        sent_at: row.sent_at,
    }
}
