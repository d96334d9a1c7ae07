//! A case as its customer sees it: what was said between whoever asks in it and us, oldest first.
//!
//! Whoever asked before somebody else became the contact said it for themselves: it is shown to nobody else. Colleagues at the
//! customer who see all its cases speak to each other by what they write, and are told so.

use super::before::before;
use super::rows::Sees;
use crate::context::Engine;
use crate::correspondence::{Direction, EmailMessage, EmailParticipant, Part};
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, BATCH_ROWS, CASE_ENTRIES, THREADS_OF_A_CASE};
use crate::support::reply::addresses_of;
use crate::support::{Case, CaseState, Said};
use model::{Column, Moment, RowId, Value};
use std::collections::HashMap;
use store::{Condition, Stored};

/// A case as its customer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// Its row.
    pub id: RowId,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// How far it has come.
    pub state: CaseState,
    /// Others at the customer read along.
    pub is_shared: bool,
    /// What was said, oldest first.
    pub said: Vec<PortalEntry>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalEntry {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: PortalSpeaker,
    /// What.
    pub text: String,
    /// With which files.
    pub files: Vec<PortalFile>,
}

/// Who said something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortalSpeaker {
    /// We.
    Us,
    /// Whoever looks at it.
    You,
    /// Somebody else at the customer, by name.
    Other(String),
}

/// A file that somebody said something with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalFile {
    /// The row that names it.
    pub id: RowId,
    /// What it is called.
    pub title: String,
}

/// Those on the customer's side of a case, and which of them looks at it.
pub(super) struct Voices {
    viewer: RowId,
    contact: RowId,
    /// The addresses of the contact.
    addresses: Vec<String>,
    /// The contact, the viewer, and colleagues who see all cases of the customer.
    names: HashMap<RowId, String>,
}

impl Voices {
    async fn of(engine: &Engine, now: Moment, case: &Case, viewer: RowId) -> Result<Self, Failure> {
        let mut people = colleagues(engine, now, case).await?;
        people.extend([case.contact, viewer]);
        let tables = engine.tables();
        let query = tables.person.all().matching(Condition::Ids(people));
        let people = tables.person.find(engine.store(), query).await?;
        let names = people.into_iter().map(|person| (person.id, person.row.name.unwrap_or_default())).collect();
        Ok(Self { viewer, contact: case.contact, addresses: addresses_of(engine, case).await?, names })
    }

    pub(super) fn speaker(&self, person: RowId) -> Option<PortalSpeaker> {
        if person == self.viewer {
            return Some(PortalSpeaker::You);
        }
        self.names.get(&person).cloned().map(PortalSpeaker::Other)
    }
}

/// Those of the customer who see all its cases, for as long as they do.
async fn colleagues(engine: &Engine, now: Moment, case: &Case) -> Result<Vec<RowId>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(organisation) = case.organisation else { return Ok(Vec::new()) };
    let f = &tables.customer.f;
    let query = tables.customer.in_use().matching(Condition::Is(f.organisation, Value::Id(organisation)));
    let customers = tables.customer.find(store, query.limit(BATCH_ROWS)).await?;
    let customers = customers.into_iter().map(|customer| Value::Id(customer.id)).collect();
    let f = &tables.portal_user.f;
    let query = tables.portal_user.in_use().matching(Condition::OneOf(f.customer, customers));
    let query = query.matching(Condition::Is(f.sees, Sees::All.write())).limit(BATCH_ROWS);
    let users = tables.portal_user.find(store, query).await?;
    let today = rights::day_of(now);
    Ok(users.into_iter().filter(|user| user.row.is_open(today)).map(|user| user.row.person).collect())
}

/// The case as `viewer` sees it, who may.
pub(super) async fn shown(engine: &Engine, now: Moment, case: &Stored<Case>, viewer: RowId) -> Result<Portal, Failure> {
    let voices = Voices::of(engine, now, &case.row, viewer).await?;
    let (mut said, are_all_theirs) = mails(engine, case, &voices).await?;
    said.extend(before(engine, &case.row, &voices).await?);
    said.extend(messages(engine, case, &voices, are_all_theirs).await?);
    said.sort_by_key(|entry| entry.at);
    Ok(Portal {
        id: case.id,
        number: case.row.number.unwrap_or_default(),
        title: case.row.title.clone(),
        state: case.row.state,
        is_shared: voices.names.len() > 1,
        said,
    })
}

/// What was said in the portal. An answer of ours is to whoever spoke last before it; where nobody had, to the contact, if no thread
/// of the case is with anybody else.
async fn messages(
    engine: &Engine,
    case: &Stored<Case>,
    voices: &Voices,
    are_all_theirs: bool,
) -> Result<Vec<PortalEntry>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.case_message.f;
    let kinds = vec![Said::FromCustomer.write(), Said::ToCustomer.write()];
    let query = tables.case_message.in_use().matching(Condition::Is(f.case, Value::Id(case.id)));
    let query = query.matching(Condition::OneOf(f.kind, kinds)).newest_first(f.written_at).limit(CASE_ENTRIES);
    let mut messages = tables.case_message.find(store, query).await?;
    messages.reverse();
    let mut files = files_said(engine, messages.iter().map(|message| message.id)).await?;
    let mut last = are_all_theirs.then_some(voices.contact);
    let mut entries = Vec::new();
    for message in messages {
        let by = match message.row.kind {
            Said::FromCustomer => {
                last = message.row.sender.or(last);
                message.row.sender.and_then(|sender| voices.speaker(sender))
            }
            Said::ToCustomer => last.filter(|to| voices.names.contains_key(to)).map(|_| PortalSpeaker::Us),
            Said::InPerson | Said::Internal => None,
        };
        entries.extend(by.map(|by| PortalEntry {
            at: message.row.written_at,
            by,
            text: message.row.text,
            files: files.remove(&message.id).unwrap_or_default(),
        }));
    }
    Ok(entries)
}

/// The mails between the customer and us, without what is quoted: those that the contact was on. What we write to others is none.
/// Whether all threads are with the contact, too.
async fn mails(engine: &Engine, case: &Stored<Case>, voices: &Voices) -> Result<(Vec<PortalEntry>, bool), Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_thread.f;
    let threads =
        tables.email_thread.in_use().matching(Condition::Is(f.case, Value::Id(case.id))).limit(THREADS_OF_A_CASE);
    let threads = tables.email_thread.find(store, threads).await?;
    let are_all_theirs = threads.iter().all(|thread| thread.row.person == voices.contact);
    let threads = threads.iter().map(|thread| Value::Id(thread.id)).collect();
    let f = &tables.email_message.f;
    let query = tables.email_message.in_use().matching(Condition::OneOf(f.thread, threads));
    let query = query.matching(Condition::Is(f.automatic, Value::Boolean(false))).newest_first(f.occurred_at);
    let mails = tables.email_message.find(store, query.limit(BATCH_IDS as u64)).await?;
    let f = &tables.email_participant.f;
    let ids: Vec<Value> = mails.iter().map(|mail| Value::Id(mail.id)).collect();
    let on = tables.email_participant.in_use().matching(Condition::OneOf(f.message, ids));
    let theirs = Condition::OneOf(f.address, voices.addresses.iter().cloned().map(Value::Text).collect());
    let is_from = Condition::Is(f.part, Part::From.write());
    let on = tables.email_participant.find(store, on.matching(Condition::Any(vec![theirs, is_from]))).await?;
    let is_theirs = |mail: &Stored<EmailMessage>| {
        on.iter().any(|one| {
            one.row.message == mail.id && one.row.address.as_ref().is_some_and(|it| voices.addresses.contains(it))
        })
    };
    let mails: Vec<Stored<EmailMessage>> = mails.into_iter().filter(is_theirs).collect();
    let mut files = files_mailed(engine, mails.iter().map(|mail| mail.id)).await?;
    let entry = |mail: Stored<EmailMessage>| PortalEntry {
        at: mail.row.occurred_at,
        by: wrote(&mail, &on, voices),
        text: mail::strip_text(&mail.row.body).written.trim().to_owned(),
        files: files.remove(&mail.id).unwrap_or_default(),
    };
    Ok((mails.into_iter().map(entry).collect(), are_all_theirs))
}

/// Who wrote a mail, by the name that stands on it where it is another than the contact.
fn wrote(mail: &Stored<EmailMessage>, on: &[Stored<EmailParticipant>], voices: &Voices) -> PortalSpeaker {
    if mail.row.direction == Direction::Out {
        return PortalSpeaker::Us;
    }
    let is_theirs = mail.row.sender.as_ref().is_some_and(|sender| voices.addresses.contains(sender));
    let contact = is_theirs.then(|| voices.speaker(voices.contact)).flatten();
    contact.unwrap_or_else(|| {
        let mut from = on.iter().filter(|one| one.row.message == mail.id && one.row.part == Part::From);
        let name = from.find_map(|one| one.row.name_written.clone());
        PortalSpeaker::Other(name.or_else(|| mail.row.sender.clone()).unwrap_or_default())
    })
}

/// The files of each of these mails, but for the pictures of their texts.
async fn files_mailed(
    engine: &Engine,
    mails: impl Iterator<Item = RowId>,
) -> Result<HashMap<RowId, Vec<PortalFile>>, Failure> {
    let table = &engine.tables().email_file;
    let query = table.in_use().matching(Condition::OneOf(table.f.message, mails.map(Value::Id).collect()));
    let found =
        table.find(engine.store(), query.matching(Condition::Is(table.f.in_text, Value::Boolean(false)))).await?;
    let mut files: HashMap<RowId, Vec<PortalFile>> = HashMap::new();
    for file in found {
        files.entry(file.row.message).or_default().push(PortalFile { id: file.id, title: file.row.title });
    }
    Ok(files)
}

/// The files of each of these messages.
async fn files_said(
    engine: &Engine,
    messages: impl Iterator<Item = RowId>,
) -> Result<HashMap<RowId, Vec<PortalFile>>, Failure> {
    let table = &engine.tables().case_file;
    let query = table.in_use().matching(Condition::OneOf(table.f.case_message, messages.map(Value::Id).collect()));
    let mut files: HashMap<RowId, Vec<PortalFile>> = HashMap::new();
    for file in table.find(engine.store(), query).await? {
        files.entry(file.row.case_message).or_default().push(PortalFile { id: file.id, title: file.row.title });
    }
    Ok(files)
}
