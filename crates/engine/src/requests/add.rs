//! Requests that staff enter: they came by telephone, letter, mail, in a meeting, or through the contact form.

use super::deadlines::{due_on, remind};
use super::intake::ask;
use super::mails::address_for;
use super::rows::{Authority, CameBy, Identity, Kind, Request, State};
use crate::context::{Caller, Engine};
use crate::correspondence::known_at;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{ENTERED_LATE_DAYS, MESSAGE_CHARACTERS, NAME_CHARACTERS};
use crate::parties::{self, EmailAddress, Person, Source};
use crate::privacy::{Found, find};
use crate::website::{State as ContactState, load as load_contact};
use model::{Column, Day, Language, Moment, RowId, Value};
use rights::{Operation, day_of, start_of};
use store::Changes;

/// What somebody here enters.
#[derive(Debug, Clone)]
pub struct Entry {
    /// An e-mail address, a telephone number, or the person's id.
    pub person: String,
    /// The name of somebody who is not recorded.
    pub name: String,
    /// What is asked for.
    pub kind: Kind,
    /// How it came.
    pub came_by: CameBy,
    /// The day it came.
    pub received_on: Day,
    /// In the person's words; may be empty.
    pub text: String,
    /// The language in which they are answered.
    pub language: Language,
    /// Who asked on their behalf; may be empty.
    pub on_behalf: String,
    /// Whether they may.
    pub authority: Option<Authority>,
    /// How sure it is who asks.
    pub identity: Identity,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Nobody is recorded under it: a name and an address are needed.
    Nobody,
    /// These people share it.
    Several(Vec<RowId>),
    /// The day is in the future, or too long ago.
    Day,
    /// A text is longer than so many characters.
    TooLong(usize),
    /// A text holds characters that no text has.
    NotText,
    /// A link to the address is no proof that staff can have seen.
    Code,
}

/// How an entry ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It is stored.
    Done(RowId),
    /// It must be mended first; nothing is stored.
    Mend(Wrong),
}

/// Enters a request.
pub async fn add(engine: &Engine, caller: &Caller, now: Moment, entry: &Entry) -> Result<Added, Failure> {
    engine.scope(caller, engine.tables().request.f.entity, Operation::Write)?;
    if let Some(wrong) = wrong(now, entry) {
        return Ok(Added::Mend(wrong));
    }
    let mut changes = Changes::new();
    let (person, address) = match person(engine, now, &mut changes, entry).await? {
        Ok(found) => found,
        Err(wrong) => return Ok(Added::Mend(wrong)),
    };
    let answer_to = address_for(engine, now, person, address).await?;
    let received_at = if entry.received_on == day_of(now) { now } else { start_of(entry.received_on) };
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let row = Request {
        text: text(&entry.text),
        on_behalf: text(&entry.on_behalf),
        authority_shown: entry.authority,
        ..new(engine, person, (entry.kind, entry.came_by), received_at, (entry.language, answer_to))
    };
    let id = store(engine, caller, now, changes, &row).await?;
    if entry.identity != Identity::Open {
        super::work::identify(engine, caller, now, id, 1, entry.identity).await?;
    }
    Ok(Added::Done(id))
}

fn wrong(now: Moment, entry: &Entry) -> Option<Wrong> {
    let today = day_of(now);
    if entry.received_on > today || entry.received_on.0 < today.0 - ENTERED_LATE_DAYS {
        return Some(Wrong::Day);
    }
    if entry.identity == Identity::Code {
        return Some(Wrong::Code);
    }
    let lines =
        [(&entry.name, NAME_CHARACTERS), (&entry.on_behalf, NAME_CHARACTERS), (&entry.text, MESSAGE_CHARACTERS)];
    let too_long = lines.iter().find(|(text, most)| text.chars().count() > *most);
    if let Some((_, most)) = too_long {
        return Some(Wrong::TooLong(*most));
    }
    let odd = |text: &str| text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    lines.iter().any(|(text, _)| odd(text)).then_some(Wrong::NotText)
}

/// The person that is meant and the address by which they were named; somebody new is made.
async fn person(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    entry: &Entry,
) -> Result<Result<(RowId, Option<RowId>), Wrong>, Failure> {
    let tables = engine.tables();
    match find(engine, entry.person.trim()).await? {
        Found::One(person) => return Ok(Ok((person, None))),
        Found::Several(people) => return Ok(Err(Wrong::Several(people))),
        Found::Nobody => {}
    }
    let (name, email) = (entry.name.trim(), parties::email(&entry.person));
    let Some(email) = email.filter(|_| !name.is_empty()) else { return Ok(Err(Wrong::Nobody)) };
    let since = day_of(now);
    let person = engine.new_id(now);
    let row = Person {
        name: Some(name.to_owned()),
        language: Some(entry.language.into()),
        no_marketing: None,
        source: Source::Phone,
        since,
    };
    tables.person.insert(changes, person, &row)?;
    let address = engine.new_id(now);
    known_at(engine, changes, (&email, person)).await?;
    let row = EmailAddress::of_person(person, email, Source::Phone, since);
    tables.email_address.insert(changes, address, &row)?;
    Ok(Ok((person, Some(address))))
}

/// A request that nothing has been done with yet.
fn new(
    engine: &Engine,
    person: RowId,
    (kind, came_by): (Kind, CameBy),
    received_at: Moment,
    (language, answer_to): (Language, Option<RowId>),
) -> Request {
    Request {
        number: None,
        person,
        kind,
        text: None,
        came_by,
        language: Some(language.into()),
        received_at,
        answer_to,
        on_behalf: None,
        authority_shown: None,
        identity: Identity::Open,
        identity_at: None,
        identity_asked: None,
        due_on: due_on(engine, kind, received_at),
        extended_to: None,
        extended_why: None,
        extension_told: None,
        state: State::New,
        handler: None,
        outcome: None,
        reason: None,
        answered_at: None,
        passed_on_to: None,
        receipt: None,
    }
}

async fn store(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    mut changes: Changes,
    row: &Request,
) -> Result<RowId, Failure> {
    let table = &engine.tables().request;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    let id = engine.new_id(now);
    changes.insert_row(&scope, id, row, &table.f)?;
    remind(engine, now, &mut changes, id, row.due());
    let entry = Deed::Made.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(row.person));
    engine.store().apply(changes).await?;
    Ok(id)
}

/// Makes a request of a message from the contact form, with the message's own time. The person is asked to confirm that it
/// is them, which answers the message.
pub async fn from_contact(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    contact: RowId,
    version: i64,
    kind: Kind,
) -> Result<RowId, Failure> {
    let message = load_contact(engine, caller, contact, Operation::Write).await?;
    if message.version != version || message.row.state == ContactState::Doubtful {
        return Err(Failure::Stale);
    }
    let table = &engine.tables().request;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    let it = &message.row;
    let to = address_for(engine, now, it.person, Some(it.address)).await?;
    let row = Request {
        text: Some(it.message.clone()),
        state: State::Identity,
        ..new(engine, it.person, (kind, CameBy::ContactForm), it.received_at, (it.language.into(), to))
    };
    let mut changes = Changes::new();
    let id = engine.new_id(now);
    changes.insert_row(&scope, id, &row, &table.f)?;
    if let Some(to) = to {
        ask(engine, now, &mut changes, (id, &row), to)?;
    }
    remind(engine, now, &mut changes, id, row.due());
    let f = &engine.tables().contact_request.f;
    let answered = engine.scope(caller, f.entity, Operation::Write)?;
    let cells = vec![
        (f.state, ContactState::Answered.write()),
        (f.answered_at, Value::Moment(now)),
        (f.owner, caller.user.map_or(Value::Null, Value::Id)),
    ];
    changes.update(&answered, contact, version, cells)?;
    let entry = Deed::Made.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(it.person));
    let entry = Deed::Answered.entry(engine, now, caller.actor(), (f.entity, contact));
    changes.record(entry.about(it.person).fields(vec![f.state, f.answered_at, f.owner]));
    engine.store().apply(changes).await?;
    Ok(id)
}
