//! Telling those affected (GDPR art. 34): each by a mail in their own language, to the address on record. Those without one are
//! left on the list, for a letter or a call.

use super::affected::untold;
use super::log;
use super::rows::{Affected, Breach, BreachNotice, EntryKind, Part, Receiver, Risk};
use super::step::{Obstacle, begin, change, required};
use super::words::with;
use crate::context::{Caller, Engine};
use crate::correspondence::Delivery;
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::parties::Tongue;
use model::{Column, Language, Moment, RowId, Value};
use rights::day_of;
use std::collections::HashMap;
use store::{ApplyError, Changes, Condition, Stored};

/// How many were written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mailed {
    /// So many mails are queued.
    pub mails: usize,
    /// So many have no address.
    pub without: usize,
}

/// Queues a mail to everybody on the list who has not been told and has an address: `texts` has a subject and a text in each
/// language.
pub async fn tell_people(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    texts: &[(Language, String, String)],
) -> Result<Result<Mailed, Obstacle>, Failure> {
    engine.scope(caller, engine.tables().breach_affected.f.entity, rights::Operation::Write)?;
    let breach = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Err(obstacle)),
    };
    let notices = match notices(engine, caller, now, &breach, texts) {
        Ok(notices) => notices,
        Err(obstacle) => return Ok(Err(obstacle)),
    };
    let mailed = count(engine, now, breach.id).await?;
    if mailed.mails == 0 {
        return Ok(Err(Obstacle::NobodyLeft));
    }
    let mut changes = Changes::new();
    let mut ids = HashMap::new();
    for notice in &notices {
        let id = engine.new_id(now);
        engine.tables().breach_notice.insert(&mut changes, id, notice)?;
        ids.insert(notice.language.key(), id);
    }
    begun(engine, caller, now, &mut changes, &breach)?;
    let told = [("mails", mailed.mails.to_string()), ("without", mailed.without.to_string())];
    let told = told.each_ref().map(|(key, text)| (*key, text.as_str()));
    let text = with(caller.language, "entry-mailed", &told);
    log::write(engine, caller, now, &mut changes, (breach.id, EntryKind::Notice, text))?;
    match engine.store().apply(changes).await {
        Ok(()) => {}
        Err(ApplyError::Stale { .. }) => return Ok(Err(Obstacle::Changed)),
        Err(other) => return Err(other.into()),
    }
    queue(engine, now, breach.id, &ids).await?;
    Ok(Ok(mailed))
}

/// The notices that can be sent: one in each language.
fn notices(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    breach: &Stored<Breach>,
    texts: &[(Language, String, String)],
) -> Result<Vec<BreachNotice>, Obstacle> {
    if breach.row.part == Part::Processor {
        return Err(Obstacle::NotOurs);
    }
    if breach.row.risk == Risk::Unknown {
        return Err(Obstacle::NoRisk);
    }
    let f = &engine.tables().breach_notice.f;
    let each = Language::ALL.into_iter().map(|language| {
        let found = texts.iter().find(|(of, ..)| *of == language).ok_or(Obstacle::Missing)?;
        Ok(BreachNotice {
            breach: breach.id,
            to: Receiver::People,
            language: language.into(),
            subject: required(engine, f.subject, &found.1)?,
            text: required(engine, f.text, &found.2)?,
            reference: None,
            author: caller.user,
            sent_at: now,
        })
    });
    each.collect()
}

/// Notes on the breach that those affected are told from now on.
fn begun(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    breach: &Stored<Breach>,
) -> Result<(), Failure> {
    let f = &engine.tables().breach.f;
    let first = breach.row.people_told_at.unwrap_or(now);
    let cells = vec![
        (f.people_told_at, Value::Moment(first)),
        (f.people_not_told_for, Value::Null),
        (f.people_not_told_why, Value::Null),
    ];
    change(engine, caller, now, changes, breach, cells)
}

/// Whether a mail is to be written: not where one waits.
fn is_open(row: &Affected) -> bool {
    match row.delivery {
        None | Some(Delivery::Failed) => true,
        Some(Delivery::Queued | Delivery::Sent) => false,
    }
}

/// How many have an address and how many have none.
pub(super) async fn count(engine: &Engine, now: Moment, breach: RowId) -> Result<Mailed, Failure> {
    let mut mailed = Mailed::default();
    let mut last = None;
    loop {
        let some = untold(engine, breach, last).await?;
        let Some(end) = some.last() else { return Ok(mailed) };
        last = Some(end.id);
        let people: Vec<RowId> = some.iter().filter(|one| is_open(&one.row)).map(|one| one.row.person).collect();
        let reached = addresses(engine, now, &people).await?;
        let mails = people.iter().filter(|person| reached.contains_key(person)).count();
        mailed.mails += mails;
        mailed.without += people.len() - mails;
    }
}

/// Queues the mails, so many at a time. Whoever presses the button again goes on where this stopped.
async fn queue(
    engine: &Engine,
    now: Moment,
    breach: RowId,
    notices: &HashMap<&'static str, RowId>,
) -> Result<(), Failure> {
    let table = &engine.tables().breach_affected;
    let mut last = None;
    loop {
        let some = untold(engine, breach, last).await?;
        let Some(end) = some.last() else { return Ok(()) };
        last = Some(end.id);
        let open: Vec<&Stored<Affected>> = some.iter().filter(|one| is_open(&one.row)).collect();
        let people: Vec<RowId> = open.iter().map(|one| one.row.person).collect();
        let reached = addresses(engine, now, &people).await?;
        let tongues = tongues(engine, &people).await?;
        let mut changes = Changes::new();
        for one in open.iter().filter(|one| reached.contains_key(&one.row.person)) {
            let tongue = tongues.get(&one.row.person).copied().unwrap_or(Tongue::Nb);
            let notice = notices.get(tongue.key()).copied();
            let cells = vec![(table.f.notice, notice.write()), (table.f.delivery, Delivery::Queued.write())];
            changes.update(&table.write, one.id, one.version, cells)?;
            changes.enqueue(JobKind::TellAffected.about(engine, one.id, now));
        }
        engine.store().apply(changes).await?;
    }
}

/// The address by which each of `people` is written to: the private one that somebody who has left gave for it, else the newest.
pub(super) async fn addresses(
    engine: &Engine,
    now: Moment,
    people: &[RowId],
) -> Result<HashMap<RowId, RowId>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let (private, own) = (&tables.private_contact, &tables.email_address);
    let mut found = HashMap::new();
    let ids: Vec<Value> = people.iter().map(|id| Value::Id(*id)).collect();
    if ids.is_empty() {
        return Ok(found);
    }
    let today = day_of(now);
    let query = private.all().matching(Condition::OneOf(private.f.person, ids.clone()));
    for contact in private.find(store, query).await? {
        if let Some(address) = contact.row.address.filter(|_| contact.row.ended_on.is_none_or(|end| end > today)) {
            found.entry(contact.row.person).or_insert(address);
        }
    }
    let query = own.all().matching(Condition::OneOf(own.f.person, ids)).newest_first(own.f.since);
    for address in own.find(store, query).await? {
        if let Some(person) = address.row.person {
            found.entry(person).or_insert(address.id);
        }
    }
    Ok(found)
}

/// The language of each of `people` who has one.
async fn tongues(engine: &Engine, people: &[RowId]) -> Result<HashMap<RowId, Tongue>, Failure> {
    let table = &engine.tables().person;
    let found = table.find(engine.store(), table.all().matching(Condition::Ids(people.to_vec()))).await?;
    Ok(found.into_iter().filter_map(|person| Some((person.id, person.row.language?))).collect())
}
