//! A secure message of ours: a row with the text sealed, and a mail that says no more than that it waits.

use super::links::secret;
use super::rows::SecureMessage;
use crate::context::{Caller, Engine};
use crate::correspondence::{Direction, clean_text};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::files;
use crate::jobs::JobKind;
use crate::limits::{SECURE_SECONDS, SECURE_TEXT_CHARACTERS};
use crate::once;
use crate::records::readable_row;
use crate::system::hash;
use model::{Moment, RowId, Value};
use rights::Operation;
use store::{ApplyError, Changes, Condition};

/// A message as it was typed.
#[derive(Debug, Clone)]
pub struct New {
    /// To whom.
    pub person: RowId,
    /// The row of the address at which they are told of it.
    pub address: RowId,
    /// The text.
    pub text: String,
    /// A file that was put for it.
    pub file: Option<RowId>,
    /// The key of the form: the same message sent twice in it is one.
    pub form: String,
}

/// What is wrong with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// There is no text.
    Missing,
    /// It is longer than this many characters.
    TooLong(usize),
    /// The person has no such address.
    NoAddress,
    /// The file has waited too long: it must be chosen again.
    FileGone,
}

/// How writing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is stored, and the mail is on its way.
    Done(RowId),
    /// It must be mended first; nothing is stored.
    Mend(Problem),
}

/// Whether the caller may write any.
pub fn may_write(engine: &Engine, caller: &Caller) -> bool {
    engine.scope(caller, engine.tables().secure_message.f.entity, Operation::Write).is_ok()
}

/// Somebody who can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The person.
    pub id: RowId,
    /// What they are called.
    pub name: String,
    /// Their addresses.
    pub addresses: Vec<(RowId, String)>,
    /// The key of the form in which a message to them is written.
    pub form: RowId,
}

/// The person, where the caller may know them and write secure messages.
pub async fn addressee(engine: &Engine, caller: &Caller, now: Moment, person: RowId) -> Result<Addressee, Failure> {
    let (tables, store, today) = (engine.tables(), engine.store(), rights::day_of(now));
    engine.scope(caller, tables.secure_message.f.entity, Operation::Write)?;
    readable_row(engine, caller, "person", person, today).await?;
    let row = tables.person.get(store, person).await?.ok_or(Failure::NotFound)?.row;
    engine.looked(caller, tables.person.f.entity, Some(person), vec![person])?;
    let f = &tables.email_address.f;
    let query = tables.email_address.all().matching(Condition::Is(f.person, Value::Id(person)));
    let mut addresses = Vec::new();
    for address in tables.email_address.find(store, query.newest_first(f.since)).await? {
        if readable_row(engine, caller, "email_address", address.id, today).await.is_ok() {
            addresses.push((address.id, address.row.address));
        }
    }
    Ok(Addressee { id: person, name: row.name.unwrap_or_default(), addresses, form: engine.new_id(now) })
}

/// Writes a message. It can be read for thirty days.
pub async fn write(engine: &Engine, caller: &Caller, now: Moment, new: &New) -> Result<Written, Failure> {
    let author = caller.user.ok_or(Failure::Denied)?;
    let text = clean_text(&new.text.trim().replace("\r\n", "\n").replace('\r', "\n"));
    if text.is_empty() {
        return Ok(Written::Mend(Problem::Missing));
    }
    if text.chars().count() > SECURE_TEXT_CHARACTERS {
        return Ok(Written::Mend(Problem::TooLong(SECURE_TEXT_CHARACTERS)));
    }
    let to = addressee(engine, caller, now, new.person).await?;
    if to.addresses.iter().all(|(address, _)| *address != new.address) {
        return Ok(Written::Mend(Problem::NoAddress));
    }
    let table = &engine.tables().secure_message;
    let holds = match new.file {
        Some(file) => files::digest(engine, file).await?.unwrap_or_default(),
        None => String::new(),
    };
    let address = new.address.to_string();
    let said = [address.as_str(), &text, &holds];
    let once = once::row_of(engine, caller.user, ("secure message", new.person), &new.form, &said);
    if let Some(known) = once
        && is_there(engine, once).await?
    {
        return Ok(Written::Done(known));
    }
    if !files::are_waiting(engine, new.file.as_slice()).await? {
        return Ok(Written::Mend(Problem::FileGone));
    }
    let id = once.unwrap_or_else(|| engine.new_id(now));
    let row = SecureMessage {
        person: new.person,
        address: new.address,
        direction: Direction::Out,
        agreed_at: None,
        text,
        unconfirmed: None,
        document: new.file,
        token_hash: hash(&secret(engine, id)),
        expires_at: now.plus_seconds(SECURE_SECONDS),
        author: Some(author),
        handler: Some(author),
        written_at: now,
        read_at: None,
        // Nothing more is to be done with it: it goes with its link.
        handled_at: Some(now),
    };
    let mut changes = Changes::new();
    table.insert(&mut changes, id, &row)?;
    let entry = Deed::SecureWritten.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(new.person));
    changes.enqueue(JobKind::TellSecure.about(engine, id, now));
    match engine.store().apply(changes).await {
        Ok(()) => Ok(Written::Done(id)),
        // Sent twice at the same moment: the other was first.
        Err(ApplyError::Stale { .. } | ApplyError::Taken { .. }) if is_there(engine, once).await? => {
            Ok(Written::Done(id))
        }
        Err(other) => Err(other.into()),
    }
}

async fn is_there(engine: &Engine, message: Option<RowId>) -> Result<bool, Failure> {
    let Some(message) = message else { return Ok(false) };
    Ok(engine.tables().secure_message.get(engine.store(), message).await?.is_some())
}
