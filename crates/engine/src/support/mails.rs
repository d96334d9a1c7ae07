//! The mails of a case, as they stand in its conversation.

use super::reply::addresses_of;
use super::rows::Case;
use super::view::{Entry, EntryKind, MailEntry};
use crate::context::{Caller, Engine};
use crate::correspondence::{Direction, EmailMessage, EmailThread, Part, sealed};
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, CASE_ENTRIES, THREADS_OF_A_CASE};
use model::{EntityId, RowId, Value};
use rights::Operation;
use std::collections::{HashMap, HashSet};
use store::{Condition, Query, Stored};

/// The mails of a case.
#[derive(Default)]
pub(super) struct Mails {
    threads: Vec<Stored<EmailThread>>,
    messages: Vec<Stored<EmailMessage>>,
    people: HashMap<RowId, Vec<(Part, String, String)>>,
    files: HashMap<RowId, Vec<(RowId, String)>>,
    sealed: HashMap<RowId, sealed::Mark>,
}

impl Mails {
    pub(super) async fn of(engine: &Engine, caller: &Caller, case: RowId, contact: RowId) -> Result<Self, Failure> {
        let of_case = Condition::Is(engine.tables().email_thread.f.case, Value::Id(case));
        Self::matching(engine, caller, of_case, contact).await
    }

    /// The mails of the threads that `which` finds, of which it is noted that they were looked at for what they tell of `contact`.
    async fn matching(engine: &Engine, caller: &Caller, which: Condition, contact: RowId) -> Result<Self, Failure> {
        let (tables, store) = (engine.tables(), engine.store());
        let mut mails = Self::default();
        let read = |entity: EntityId| engine.scope(caller, entity, Operation::Read);
        let f = &tables.email_thread.f;
        let (Ok(threads), Ok(messages)) = (read(f.entity), read(tables.email_message.f.entity)) else {
            return Ok(mails);
        };
        // Which rows there are for the caller is the scope's to say; what the engine keeps for itself of them is read by its own.
        let query = Query::over(&threads).matching(which).limit(THREADS_OF_A_CASE);
        let ids: Vec<RowId> = store.find(query.only(vec![f.case])).await?.into_iter().map(|thread| thread.id).collect();
        let of_case = tables.email_thread.all().matching(Condition::Ids(ids.clone()));
        mails.threads = tables.email_thread.find(store, of_case).await?;
        let ids: Vec<Value> = ids.into_iter().map(Value::Id).collect();
        let f = &tables.email_message.f;
        let query = Query::over(&messages).matching(Condition::OneOf(f.thread, ids)).newest_first(f.occurred_at);
        let query = query.limit(CASE_ENTRIES).only(vec![f.occurred_at]);
        let ids: Vec<RowId> = store.find(query).await?.into_iter().map(|message| message.id).collect();
        for some in ids.chunks(BATCH_IDS) {
            let these = tables.email_message.all().matching(Condition::Ids(some.to_vec()));
            mails.messages.extend(tables.email_message.find(store, these).await?);
        }
        mails.messages.sort_by_key(|message| (message.row.occurred_at, message.id));
        let rows: Vec<RowId> = mails.messages.iter().map(|message| message.id).collect();
        engine.looked(caller, f.entity, Some(contact), rows.clone())?;
        for some in rows.chunks(BATCH_IDS) {
            let ids: Vec<Value> = some.iter().map(|id| Value::Id(*id)).collect();
            mails.sealed.extend(sealed::marks(engine, caller, some).await?);
            let f = &tables.email_participant.f;
            let query = tables.email_participant.all().matching(Condition::OneOf(f.message, ids.clone()));
            for one in tables.email_participant.find(store, query).await? {
                let Some(address) = one.row.address else { continue };
                let name = one.row.name_written.unwrap_or_default();
                mails.people.entry(one.row.message).or_default().push((one.row.part, name, address));
            }
            let f = &tables.email_file.f;
            let query = tables.email_file.all().matching(Condition::OneOf(f.message, ids));
            for file in tables.email_file.find(store, query).await?.into_iter().filter(|file| !file.row.in_text) {
                mails.files.entry(file.row.message).or_default().push((file.id, file.row.title));
            }
        }
        Ok(mails)
    }

    /// What was written, and by whom: `contact` at one of their addresses, where the mail does not say what its sender is called.
    pub(super) fn entries(&self, engine: &Engine, contact: &str, theirs: &[String]) -> Vec<Entry> {
        let mut known: HashSet<&str> = HashSet::new();
        let mut entries = Vec::new();
        for message in &self.messages {
            let row = &message.row;
            let people = self.people.get(&message.id).map_or(&[] as &[(Part, String, String)], Vec::as_slice);
            let is_first = known.is_empty();
            let sender = row.sender.as_deref();
            let is_new = sender.is_some_and(|sender| !known.contains(sender));
            let stranger = !is_first && row.direction == Direction::In && is_new;
            known.extend(sender);
            known.extend(people.iter().map(|(_, _, address)| address.as_str()));
            let thread = self.threads.iter().find(|thread| thread.id == row.thread);
            let named = |part: Part| people.iter().filter(move |one| one.0 == part);
            let all = |part| named(part).map(|(_, name, address)| with_name(name, address)).collect();
            let name = named(Part::From).map(|(_, name, _)| name.clone()).find(|name| !name.is_empty());
            let is_theirs = row.sender.as_ref().is_some_and(|sender| theirs.contains(sender));
            let who = match row.direction {
                Direction::Out => String::new(),
                Direction::In => name.unwrap_or_else(|| if is_theirs { contact.to_owned() } else { String::new() }),
            };
            let by = row.author.filter(|_| row.direction == Direction::Out);
            let stripped = mail::strip_text(&row.body);
            let rest = [stripped.signature.as_str(), stripped.quoted.as_str()].concat();
            let is_other = thread.is_some_and(|thread| !mail::same_subject(&thread.row.subject, &row.subject));
            let entry = MailEntry {
                direction: row.direction,
                subject: is_other.then(|| row.subject.clone()),
                sender: row.sender.clone().unwrap_or_default(),
                verified: row.verified,
                automatic: row.automatic,
                stranger,
                to: all(Part::To),
                cc: all(Part::Cc),
                written: stripped.written.trim_end().to_owned(),
                rest: rest.trim().to_owned(),
                state: row.state,
                failure: row.failure.clone(),
                forwarded: row.forwards.is_some(),
                has_original: row.original.is_some(),
                sealed: self.sealed.get(&message.id).map(|mark| (mark.id, mark.may_open)),
                doubtful: row.direction == Direction::In && sealed::is_doubtful(engine, &row.body),
                files: self.files.get(&message.id).cloned().unwrap_or_default(),
            };
            entries.push(Entry {
                at: row.occurred_at,
                id: message.id,
                who,
                by,
                what: EntryKind::Mail(Box::new(entry)),
            });
        }
        entries
    }

    /// Everybody on the last mail that came and that the contact was on, but for ourselves and the contact: whoever wrote to us
    /// alone is not put before the customer.
    pub(super) async fn copies(&self, engine: &Engine, case: &Case) -> Result<Vec<String>, Failure> {
        let theirs = addresses_of(engine, case).await?;
        let on = |message: &Stored<EmailMessage>| self.people.get(&message.id).into_iter().flatten();
        let last = self.messages.iter().rev().find(|message| {
            message.row.direction == Direction::In && on(message).any(|(_, _, address)| theirs.contains(address))
        });
        let Some(last) = last else { return Ok(Vec::new()) };
        let own = engine.tables().mailbox.find(engine.store(), engine.tables().mailbox.all()).await?;
        let mut known: HashSet<String> = own.into_iter().map(|mailbox| mailbox.row.address).collect();
        known.insert(engine.settings().sender.address.to_lowercase());
        known.extend(crate::parties::email(&engine.model().controller.email));
        known.extend(theirs.iter().cloned());
        let people = on(last).filter(|(part, _, _)| matches!(part, Part::From | Part::To | Part::Cc));
        Ok(people.map(|(_, _, address)| address.clone()).filter(|address| known.insert(address.clone())).collect())
    }
}

/// The mails of one thread, which is with `person`.
pub(crate) async fn entries_of_thread(
    engine: &Engine,
    caller: &Caller,
    (thread, person): (RowId, RowId),
    name: &str,
) -> Result<Vec<Entry>, Failure> {
    let mails = Mails::matching(engine, caller, Condition::Ids(vec![thread]), person).await?;
    let theirs = crate::parties::addresses_of(engine, person).await?;
    let mut entries = mails.entries(engine, name, &theirs);
    let users = entries.iter().filter_map(|entry| entry.by);
    let named = crate::system::names_of(engine, caller, users.collect::<Vec<_>>().into_iter()).await?;
    for entry in &mut entries {
        if let Some(user) = entry.by {
            entry.who = named.get(&user).cloned().unwrap_or_default();
        }
    }
    Ok(entries)
}

fn with_name(name: &str, address: &str) -> String {
    if name.is_empty() { address.to_owned() } else { format!("{name} <{address}>") }
}
