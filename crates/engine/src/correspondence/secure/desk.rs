//! Secure messages at the desk: one's own, and all of them for those who answer for them. What waits to be confirmed is not
//! among them.

use super::rows::SecureMessage;
use crate::context::{Caller, Engine};
use crate::correspondence::Direction;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{SECURE_LISTED, SECURE_LOOKS};
use crate::notices;
use crate::records::linked_for;
use crate::show::Show;
use crate::system::{Named, colleague_viewer, named_users, names_of};
use model::{Moment, Record, RowId, Value};
use rights::Operation;
use std::cmp::Reverse;
use std::collections::HashMap;
use store::{Changes, Condition, Cursor, Query, Stored};

/// A message in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub id: RowId,
    /// Which way.
    pub direction: Direction,
    /// With whom; empty where nobody knows what they are called.
    pub person: String,
    /// Who deals with it.
    pub handler: String,
    /// When it was written.
    pub written_at: Moment,
    /// When whom it is to read it first.
    pub read_at: Option<Moment>,
    /// When it was dealt with.
    pub handled_at: Option<Moment>,
}

/// A message.
#[derive(Debug, Clone)]
pub struct View {
    /// What a list says of it.
    pub line: Line,
    /// Its version.
    pub version: i64,
    /// With whom.
    pub person: RowId,
    /// Its text.
    pub text: String,
    /// It has a file.
    pub has_file: bool,
    /// Until when its link works.
    pub expires_at: Moment,
    /// It waits for its sender to confirm it: there is nothing to read yet.
    pub is_unconfirmed: bool,
    /// Whom it can be handed to.
    pub colleagues: Vec<(RowId, String)>,
}

/// Whether the caller may see any.
pub fn may_see(engine: &Engine, caller: &Caller) -> bool {
    engine.scope(caller, engine.tables().secure_message.f.entity, Operation::Read).is_ok()
}

/// The caller's messages, newest first.
pub async fn list(engine: &Engine, caller: &Caller, now: Moment) -> Result<Vec<Line>, Failure> {
    let (table, store) = (&engine.tables().secure_message, engine.store());
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let (mut records, mut found, mut behind) = (Vec::new(), Vec::new(), None);
    for _ in 0..SECURE_LOOKS {
        let query = Query::over(&scope).newest_first(table.f.written_at).limit(SECURE_LISTED);
        let query = behind.into_iter().fold(query, Query::after);
        let some = store.find(query.only(vec![table.f.person, table.f.written_at])).await?;
        let ids: Vec<RowId> = some.iter().map(|row| row.id).collect();
        let messages = table.find(store, table.all().matching(Condition::Ids(ids))).await?;
        // What strangers have not confirmed takes no place.
        found.extend(messages.into_iter().filter(|message| message.row.unconfirmed.is_none()));
        let is_last = (some.len() as u64) < SECURE_LISTED || found.len() as u64 >= SECURE_LISTED;
        behind = some.last().map(|last| Cursor::behind(last, table.f.written_at));
        records.extend(some);
        if is_last {
            break;
        }
    }
    found.sort_by_key(|message| Reverse((message.row.written_at, message.id)));
    found.truncate(usize::try_from(SECURE_LISTED).unwrap_or(usize::MAX));
    engine.looked(caller, table.f.entity, None, found.iter().map(|message| message.id).collect())?;
    let people = people(engine, caller, now, &records).await?;
    let users = names_of(engine, caller, found.iter().filter_map(|message| message.row.handler)).await?;
    Ok(found.into_iter().map(|message| line(&message, &people, &users)).collect())
}

/// What those are called whom the rows name and the caller may know.
async fn people(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    of: &[Record],
) -> Result<HashMap<RowId, String>, Failure> {
    let more = linked_for(engine, caller, of, rights::day_of(now)).await?;
    let show = Show::new(engine.model(), caller.language, &more);
    let person = engine.tables().person.f.entity;
    Ok(more.iter().filter(|row| row.entity == person).map(|row| (row.id, show.label(row))).collect())
}

fn line(message: &Stored<SecureMessage>, people: &HashMap<RowId, String>, users: &HashMap<RowId, String>) -> Line {
    let row = &message.row;
    Line {
        id: message.id,
        direction: row.direction,
        person: people.get(&row.person).cloned().unwrap_or_default(),
        handler: row.handler.and_then(|handler| users.get(&handler)).cloned().unwrap_or_default(),
        written_at: row.written_at,
        read_at: row.read_at,
        handled_at: row.handled_at,
    }
}

/// The message, where the caller may do that with it.
async fn load(
    engine: &Engine,
    caller: &Caller,
    id: RowId,
    operation: Operation,
) -> Result<(Stored<SecureMessage>, Record), Failure> {
    let table = &engine.tables().secure_message;
    let scope = engine.scope(caller, table.f.entity, operation)?;
    let record = engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    let found = table.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    Ok((found, record))
}

/// The message that the caller is to do something with.
async fn confirmed(engine: &Engine, caller: &Caller, id: RowId) -> Result<Stored<SecureMessage>, Failure> {
    let (found, _) = load(engine, caller, id, Operation::Write).await?;
    if found.row.unconfirmed.is_some() { Err(Failure::Stale) } else { Ok(found) }
}

/// One message.
pub async fn message(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<View, Failure> {
    let table = &engine.tables().secure_message;
    let (found, record) = load(engine, caller, id, Operation::Read).await?;
    engine.looked(caller, table.f.entity, Some(found.row.person), vec![id])?;
    let people = people(engine, caller, now, std::slice::from_ref(&record)).await?;
    let users = names_of(engine, caller, found.row.handler.into_iter()).await?;
    let is_unconfirmed = found.row.unconfirmed.is_some();
    Ok(View {
        line: line(&found, &people, &users),
        version: found.version,
        person: found.row.person,
        has_file: found.row.document.is_some(),
        expires_at: found.row.expires_at,
        colleagues: if is_unconfirmed { Vec::new() } else { others(engine, caller, now).await? },
        text: found.row.text,
        is_unconfirmed,
    })
}

/// The colleagues who may deal with secure messages.
async fn others(engine: &Engine, caller: &Caller, now: Moment) -> Result<Vec<(RowId, String)>, Failure> {
    let entity = engine.tables().secure_message.f.entity;
    let mut found = Vec::new();
    for Named { user, name, .. } in named_users(engine, caller, rights::day_of(now)).await? {
        let viewer = colleague_viewer(engine, now, user).await?;
        let may = viewer.is_some_and(|viewer| rights::scope(engine.model(), &viewer, entity, Operation::Write).is_ok());
        found.extend(may.then_some((user, name)));
    }
    found.sort_by(|(_, one), (_, other)| one.cmp(other));
    Ok(found)
}

/// Hands the message to a colleague, who is told.
pub async fn hand(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, version): (RowId, i64),
    to: RowId,
) -> Result<(), Failure> {
    let found = confirmed(engine, caller, id).await?;
    if others(engine, caller, now).await?.iter().all(|(user, _)| *user != to) {
        return Err(Failure::NotFound);
    }
    let table = &engine.tables().secure_message;
    let mut changes = Changes::new();
    // By the engine's right: whoever hands a message of theirs on does not see it any more.
    changes.update(&table.write, id, version, vec![(table.f.handler, Value::Id(to))])?;
    let entry = Deed::SecureHanded.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(found.row.person).fields(vec![table.f.handler]));
    notices::given(engine, caller, now, &mut changes, (table.f.entity, id), to).await?;
    Ok(engine.store().apply(changes).await?)
}

/// Nothing more is to be done with the message: it goes thirty days later.
pub async fn handled(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, version): (RowId, i64),
) -> Result<(), Failure> {
    let found = confirmed(engine, caller, id).await?;
    let table = &engine.tables().secure_message;
    let mut changes = Changes::new();
    changes.update(&table.write, id, version, vec![(table.f.handled_at, Value::Moment(now))])?;
    let entry = Deed::SecureHandled.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(found.row.person).fields(vec![table.f.handled_at]));
    Ok(engine.store().apply(changes).await?)
}
