//! In which thread of a case an answer goes. What was written with one is no other's to read: an answer goes on with those whom it
//! is to, or begins.

use super::reply::addresses_of;
use super::rows::Case;
use super::work::Work;
use crate::context::Engine;
use crate::correspondence::{EmailThread, PartOf, cut, new_token};
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, CASE_ENTRIES, MAIL_SUBJECT_CHARACTERS, THREADS_OF_A_CASE};
use crate::parties::{self, Source, Stranger};
use mail::Mailbox;
use model::{Moment, RowId, Value};
use store::{Changes, Condition, Stored};

/// The latest thread of the case with a mail that one of the receivers was on; a new one with them where there is none.
pub(super) async fn thread_to(work: &mut Work<'_>, to: &[Mailbox]) -> Result<(RowId, EmailThread), Failure> {
    let (engine, now, case) = (work.engine, work.now, &work.case);
    let table = &engine.tables().email_thread;
    let f = &table.f;
    let query = table.in_use().matching(Condition::Is(f.case, Value::Id(case.id))).newest_first(f.last_at);
    for Stored { id, version, row } in table.find(engine.store(), query.limit(THREADS_OF_A_CASE)).await? {
        if is_on(engine, id, to).await? {
            work.changes.update(&table.write, id, version, vec![(f.last_at, Value::Moment(now))])?;
            return Ok((id, row));
        }
    }
    let with = whose(engine, &mut work.changes, now, (&case.row, to)).await?;
    begin(engine, &mut work.changes, now, (case.id, &case.row), with)
}

/// The latest thread of the case with its contact; a new one where there is none.
pub(super) async fn thread_with(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (id, case): (RowId, &Case),
) -> Result<(RowId, EmailThread), Failure> {
    let table = &engine.tables().email_thread;
    let query = table.in_use().matching(Condition::Is(table.f.case, Value::Id(id)));
    let query = query.matching(Condition::Is(table.f.person, Value::Id(case.contact))).newest_first(table.f.last_at);
    match table.first(engine.store(), query).await? {
        Some(known) => Ok((known.id, known.row)),
        None => begin(engine, changes, now, (id, case), (case.contact, case.organisation)),
    }
}

/// A new thread of the case with somebody.
fn begin(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (case, row): (RowId, &Case),
    (person, organisation): (RowId, Option<RowId>),
) -> Result<(RowId, EmailThread), Failure> {
    let id = engine.new_id(now);
    let row = EmailThread {
        person,
        part_of: PartOf::Support,
        organisation,
        case: Some(case),
        subject: cut(&row.title, MAIL_SUBJECT_CHARACTERS),
        token: new_token(engine),
        split_from: None,
        owner: None,
        began_at: now,
        last_at: now,
    };
    engine.tables().email_thread.insert(changes, id, &row)?;
    Ok((id, row))
}

/// Whether a mail of the thread is from one of them, or went to one.
async fn is_on(engine: &Engine, thread: RowId, to: &[Mailbox]) -> Result<bool, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_message.f;
    let mails = tables.email_message.in_use().matching(Condition::Is(f.thread, Value::Id(thread)));
    let mails = mails.newest_first(f.occurred_at).limit(CASE_ENTRIES).only(vec![f.occurred_at]);
    let mails: Vec<Value> = store.find(mails).await?.into_iter().map(|mail| Value::Id(mail.id)).collect();
    let addresses: Vec<Value> = to.iter().map(|one| Value::Text(one.address.clone())).collect();
    let f = &tables.email_participant.f;
    for some in mails.chunks(BATCH_IDS) {
        let people = tables.email_participant.all().matching(Condition::OneOf(f.message, some.to_vec()));
        let people = people.matching(Condition::OneOf(f.address, addresses.clone()));
        if tables.email_participant.first(store, people).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whose a new thread is: the contact's, or that of whoever has the first address, who may be met by it; with the customer only where it
/// is the contact's. What is written to an address that several share is the contact's too.
async fn whose(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (case, to): (&Case, &[Mailbox]),
) -> Result<(RowId, Option<RowId>), Failure> {
    let theirs = addresses_of(engine, case).await?;
    let contact = (case.contact, case.organisation);
    let Some(first) = to.first().filter(|_| !to.iter().any(|one| theirs.contains(&one.address))) else {
        return Ok(contact);
    };
    let table = &engine.tables().email_address;
    let same = Condition::Is(table.f.address, Value::Text(first.address.clone()));
    let Some(known) = table.first(engine.store(), table.all().matching(same)).await? else {
        let (address, name) = (first.address.as_str(), first.name.clone());
        let stranger = Stranger { address, name, language: None, source: Source::Company };
        return Ok((parties::meet(engine, changes, now, stranger).await?.person, None));
    };
    match known.row.person {
        Some(person) if engine.tables().person.get_in_use(engine.store(), person).await?.is_some() => {
            Ok((person, None))
        }
        Some(_) | None => Ok(contact),
    }
}
