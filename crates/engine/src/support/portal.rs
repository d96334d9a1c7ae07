//! The customer's side of a case: a page behind a link that only their mail has. It needs no account and no cookie, shows what
//! was said between them and us and nothing of what was said among ourselves, and takes an answer.
//!
//! The link is signed and not stored: it names the case, and holds for whoever asks in it. When somebody else does, or the case
//! has been over for long, it leads nowhere.

use super::came::{CameMail, answered};
use super::clock::CaseState;
use super::reply::addresses_of;
use super::rows::{Case, CaseMessage, Said};
use crate::context::Engine;
use crate::correspondence::{Direction, clean_text};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, CASE_ENTRIES, CASE_LINK_DAYS, CASE_TEXT_CHARACTERS, THREADS_OF_A_CASE};
use crate::requests::LINK_MARK;
use crate::website::{Network, Pressure, fits, keyed_hash};
use model::{Language, Moment, RowId, Value};
use store::{Actor, Changes, Condition, Stored};

/// A case as its customer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// How far it has come.
    pub state: CaseState,
    /// What was said, oldest first.
    pub said: Vec<PortalEntry>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalEntry {
    /// When.
    pub at: Moment,
    /// By us, and not by the customer.
    pub is_ours: bool,
    /// What.
    pub text: String,
}

/// How an answer in the portal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortalAnswered {
    /// It is stored. The same words sent twice are stored once.
    Received,
    /// There is no text, or it is longer than so many characters.
    Mend(usize),
    /// Its network sends far too much.
    TooMany,
    /// The link leads nowhere.
    Gone,
}

const PURPOSE: &str = "case link";

/// The address of the page of a case.
pub(crate) fn address(engine: &Engine, (id, case): (RowId, &Case), language: Language) -> String {
    let key = keyed_hash(&engine.settings().secret, PURPOSE, &[&id.to_string(), &case.contact.to_string()]);
    format!("{}{id}.{key}", start(engine, language))
}

fn start(engine: &Engine, language: Language) -> String {
    let path = match language {
        Language::Nb => "/sak/",
        Language::En => "/case/",
    };
    format!("{}{path}", engine.settings().url)
}

/// A text without links to cases, nor marks that would become one: what is quoted is read by others than the contact.
pub(super) fn without_links(engine: &Engine, text: &str) -> String {
    let text = text.replace(LINK_MARK, "");
    Language::ALL.into_iter().fold(text, |text, language| {
        let start = start(engine, language);
        let mut parts = text.split(&start);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |kept, part| {
            kept + part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-.".contains(c))
        })
    })
}

/// The case behind a link.
pub async fn portal(engine: &Engine, now: Moment, link: &str) -> Result<Option<Portal>, Failure> {
    let Some(case) = behind(engine, now, link).await? else { return Ok(None) };
    let mut said = mails(engine, &case).await?;
    let f = &engine.tables().case_message.f;
    let query = engine.tables().case_message.all().matching(Condition::Is(f.case, Value::Id(case.id)));
    let messages = engine.tables().case_message.find(engine.store(), query.limit(CASE_ENTRIES)).await?;
    said.extend(messages.into_iter().filter_map(|message| {
        let is_ours = match message.row.kind {
            Said::FromCustomer => false,
            Said::ToCustomer => true,
            Said::InPerson | Said::Internal => return None,
        };
        Some(PortalEntry { at: message.row.written_at, is_ours, text: message.row.text })
    }));
    said.sort_by_key(|entry| entry.at);
    Ok(Some(Portal { number: case.row.number.unwrap_or_default(), title: case.row.title, state: case.row.state, said }))
}

/// Takes an answer.
pub async fn answer_in_portal(
    engine: &Engine,
    now: Moment,
    (link, text): (&str, &str),
    network: Network,
) -> Result<PortalAnswered, Failure> {
    let text = clean_text(&text.trim().replace("\r\n", "\n"));
    if text.is_empty() || text.chars().count() > CASE_TEXT_CHARACTERS {
        return Ok(PortalAnswered::Mend(CASE_TEXT_CHARACTERS));
    }
    if engine.caps().count(network, now) == Pressure::Flood {
        return Ok(PortalAnswered::TooMany);
    }
    for _ in 0..crate::limits::INTAKE_ATTEMPTS {
        let Some(case) = behind(engine, now, link).await? else { return Ok(PortalAnswered::Gone) };
        let table = &engine.tables().case_message;
        let query = table.all().matching(Condition::Is(table.f.case, Value::Id(case.id)));
        let last = table.first(engine.store(), query.newest_first(table.f.written_at)).await?;
        if last.is_some_and(|last| last.row.kind == Said::FromCustomer && last.row.text == text) {
            return Ok(PortalAnswered::Received);
        }
        let (mut changes, id) = (Changes::new(), engine.new_id(now));
        let sender = Some(case.row.contact);
        let row = CaseMessage {
            case: case.id,
            kind: Said::FromCustomer,
            author: None,
            sender,
            text: text.clone(),
            written_at: now,
        };
        table.insert(&mut changes, id, &row)?;
        let mail = CameMail {
            person: case.row.contact,
            address: None,
            subject: String::new(),
            is_automatic: false,
            may_be_answered: false,
        };
        answered(engine, &mut changes, now, case.id, &mail).await?;
        let entry = Deed::Received.entry(engine, now, Actor::Part("visitor"), (table.f.entity, id));
        changes.record(entry.about(case.row.contact));
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(PortalAnswered::Received),
            Err(store::ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Failure::Stale)
}

/// The case that a link names, if it holds.
async fn behind(engine: &Engine, now: Moment, link: &str) -> Result<Option<Stored<Case>>, Failure> {
    let named = link.split_once('.').and_then(|(id, key)| Some((id.parse::<RowId>().ok()?, key)));
    let Some((id, key)) = named else { return Ok(None) };
    let table = &engine.tables().case;
    let record = engine.store().get(&table.read, id).await?.filter(|record| record.restricted.is_none());
    let Some(case) = record.map(|record| table.typed(&record)).transpose()? else { return Ok(None) };
    let parts = [id.to_string(), case.row.contact.to_string()];
    if !fits(&engine.settings().secret, PURPOSE, &[&parts[0], &parts[1]], key) {
        return Ok(None);
    }
    let is_over = case.row.closed_on.is_some_and(|closed| closed.0 + CASE_LINK_DAYS < rights::day_of(now).0);
    Ok((!is_over && case.row.merged_into.is_none()).then_some(case))
}

/// The mails between the customer and us, without what is quoted: those that they were on. What we write to others is none.
async fn mails(engine: &Engine, case: &Stored<Case>) -> Result<Vec<PortalEntry>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_thread.f;
    let threads =
        tables.email_thread.all().matching(Condition::Is(f.case, Value::Id(case.id))).limit(THREADS_OF_A_CASE);
    let threads: Vec<Value> =
        tables.email_thread.find(store, threads).await?.iter().map(|thread| Value::Id(thread.id)).collect();
    let f = &tables.email_message.f;
    let query = tables.email_message.all().matching(Condition::OneOf(f.thread, threads));
    let query = query.matching(Condition::Is(f.automatic, Value::Boolean(false))).newest_first(f.occurred_at);
    let mails = tables.email_message.find(store, query.limit(BATCH_IDS as u64)).await?;
    let theirs = addresses_of(engine, &case.row).await?.into_iter().map(Value::Text).collect();
    let f = &tables.email_participant.f;
    let ids = mails.iter().map(|mail| Value::Id(mail.id)).collect();
    let on = tables.email_participant.all().matching(Condition::OneOf(f.message, ids));
    let on = tables.email_participant.find(store, on.matching(Condition::OneOf(f.address, theirs))).await?;
    let mails = mails.into_iter().filter(|mail| on.iter().any(|one| one.row.message == mail.id));
    let entry = |mail: Stored<crate::correspondence::EmailMessage>| PortalEntry {
        at: mail.row.occurred_at,
        is_ours: mail.row.direction == Direction::Out,
        text: mail::strip_text(&mail.row.body).written.trim().to_owned(),
    };
    Ok(mails.map(entry).collect())
}
