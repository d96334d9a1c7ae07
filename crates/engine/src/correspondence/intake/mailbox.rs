//! Shared mailboxes: how fetching goes, and who is told when it does not.

use crate::context::{Caller, Engine};
use crate::correspondence::mailboxes::{MailboxRow, Outcome, Rule, Trouble};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{INTAKE_LATE_SECONDS, NOT_KEPT_SHOWN};
use model::{Column, FieldId, Language, Moment, RowId, Value};
use rights::Operation;
use std::collections::HashMap;
use store::{Actor, ApplyError, Changes, Condition, Query};

/// How fetching one mailbox goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxState {
    /// Its row.
    pub id: RowId,
    /// Its address.
    pub address: String,
    /// It is to be read.
    pub is_open: bool,
    /// When it was last looked at.
    pub tried_at: Option<Moment>,
    /// When that last went well.
    pub worked_at: Option<Moment>,
    /// Why it did not, in words.
    pub failure: Option<String>,
    /// It is to be read, and for too long it has not been.
    pub is_late: bool,
    /// How many messages came to each end, with its word; nothing for whoever may not see them.
    pub outcomes: Vec<(Outcome, String, u64)>,
}

/// A message that was not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotKept {
    /// The address of the mailbox.
    pub mailbox: String,
    /// Its number there.
    pub number: i64,
    /// What became of it, in words.
    pub outcome: String,
    /// The rule that decided, in words.
    pub why: Option<String>,
    /// When it was found.
    pub seen_at: Moment,
}

/// A mailbox that the server is told to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Its row.
    pub id: RowId,
    /// It had none.
    pub is_new: bool,
    /// It is to be read.
    pub is_open: bool,
}

/// The row of the mailbox with this address.
pub async fn mailbox_named(engine: &Engine, address: &str) -> Result<Option<RowId>, Failure> {
    let table = &engine.tables().mailbox;
    let Some(address) = crate::parties::email(address) else { return Ok(None) };
    let query = table.all().matching(Condition::Is(table.f.address, Value::Text(address)));
    Ok(table.first(engine.store(), query).await?.map(|mailbox| mailbox.id))
}

/// The row of the mailbox with this address, which is made where there is none: open, and without a queue.
pub async fn declare(engine: &Engine, now: Moment, address: &str) -> Result<Declared, Failure> {
    let table = &engine.tables().mailbox;
    let address = crate::parties::email(address).ok_or(Failure::NotFound)?;
    loop {
        let query = table.all().matching(Condition::Is(table.f.address, Value::Text(address.clone())));
        if let Some(known) = table.first(engine.store(), query).await? {
            return Ok(Declared { id: known.id, is_new: false, is_open: known.row.open });
        }
        let row = MailboxRow {
            address: address.clone(),
            queue: None,
            part_of: None,
            plus: None,
            copies: None,
            open: true,
            tried_at: None,
            worked_at: None,
            failure: None,
            told_at: None,
        };
        let (id, mut changes) = (engine.new_id(now), Changes::new());
        table.insert(&mut changes, id, &row)?;
        changes.record(Deed::Made.entry(engine, now, Actor::Part("intake"), (table.f.entity, id)));
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(Declared { id, is_new: true, is_open: true }),
            // Another node was first.
            Err(ApplyError::Taken { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
}

/// Whether the caller may see shared mailboxes.
pub fn may_see_mailboxes(engine: &Engine, caller: &Caller) -> bool {
    engine.scope(caller, engine.tables().mailbox.f.entity, Operation::Read).is_ok()
}

/// Every shared mailbox that the caller may see, and how fetching it goes.
pub async fn mailboxes(engine: &Engine, caller: &Caller, now: Moment) -> Result<Vec<MailboxState>, Failure> {
    let tables = engine.tables();
    let scope = engine.scope(caller, tables.mailbox.f.entity, Operation::Read)?;
    let sees_messages = engine.scope(caller, tables.mail_intake.f.entity, Operation::Read).is_ok();
    let mut found = Vec::new();
    for mailbox in tables.mailbox.find(engine.store(), Query::over(&scope)).await? {
        let mut state = state(engine, (mailbox.id, mailbox.row), caller.language, now);
        for outcome in Outcome::ALL.iter().filter(|_| sees_messages) {
            let f = &tables.mail_intake.f;
            let query = tables.mail_intake.all().matching(Condition::Is(f.mailbox, Value::Id(mailbox.id)));
            let count = engine.store().count(query.matching(Condition::Is(f.outcome, outcome.write()))).await?;
            if count > 0 {
                let word = outcome_in_words(engine, *outcome, caller.language);
                state.outcomes.push((*outcome, word, count));
            }
        }
        found.push(state);
    }
    found.sort_by(|a, b| a.address.cmp(&b.address));
    Ok(found)
}

/// The mailboxes that are late, for whoever may see them; nothing for others.
pub async fn late_mailboxes(engine: &Engine, caller: &Caller, now: Moment) -> Result<Vec<MailboxState>, Failure> {
    let table = &engine.tables().mailbox;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let found = table.find(engine.store(), Query::over(&scope)).await?.into_iter();
    let states = found.map(|mailbox| state(engine, (mailbox.id, mailbox.row), caller.language, now));
    Ok(states.filter(|state| state.is_late).collect())
}

fn state(engine: &Engine, (id, row): (RowId, MailboxRow), language: Language, now: Moment) -> MailboxState {
    let is_late = is_late(&row, now);
    MailboxState {
        id,
        address: row.address,
        is_open: row.open,
        tried_at: row.tried_at,
        worked_at: row.worked_at,
        failure: row.failure.map(|why| in_words(engine, why, language)),
        is_late,
        outcomes: Vec::new(),
    }
}

/// Whether it is to be read and has not been for too long. One that never was is late as soon as that has failed.
pub(crate) fn is_late(row: &MailboxRow, now: Moment) -> bool {
    is_overdue((row.open, row.worked_at, row.failure), now)
}

/// The same of what is said of it: whether it is to be read, when that last went well, and why it did not since.
pub(crate) fn is_overdue((is_open, worked_at, failure): (bool, Option<Moment>, Option<Trouble>), now: Moment) -> bool {
    let is_late = match worked_at {
        Some(at) => at.plus_seconds(INTAKE_LATE_SECONDS) < now,
        None => failure.is_some(),
    };
    is_open && is_late
}

/// Why a mailbox could not be read, as the register says it.
pub(crate) fn in_words(engine: &Engine, why: Trouble, language: Language) -> String {
    word(engine, engine.tables().mailbox.f.failure, why.key(), language)
}

/// What became of a message, as the register says it.
pub fn outcome_in_words(engine: &Engine, outcome: Outcome, language: Language) -> String {
    word(engine, engine.tables().mail_intake.f.outcome, outcome.key(), language)
}

/// The rule that decided, as the register says it.
pub(crate) fn rule_in_words(engine: &Engine, rule: Rule, language: Language) -> String {
    word(engine, engine.tables().mail_intake.f.why, rule.key(), language)
}

fn word(engine: &Engine, field: FieldId, key: &str, language: Language) -> String {
    let known = engine.model().alternatives(field).unwrap_or(&[]).iter().find(|one| one.key == key);
    known.map_or(key, |one| one.name.get(language)).to_owned()
}

/// The latest messages that were not kept, the newest first; nothing for whoever may not see them.
pub async fn not_kept(engine: &Engine, caller: &Caller) -> Result<Option<Vec<NotKept>>, Failure> {
    let tables = engine.tables();
    let (f, mailbox) = (&tables.mail_intake.f, &tables.mailbox);
    let Ok(scope) = engine.scope(caller, f.entity, Operation::Read) else { return Ok(None) };
    let others = Outcome::ALL.iter().filter(|outcome| **outcome != Outcome::Stored).map(Column::write).collect();
    let query = Query::over(&scope).matching(Condition::OneOf(f.outcome, others)).newest_first(f.seen_at);
    // The caller reads all but the place, which is for the machinery.
    let theirs = engine.store().find(query.limit(NOT_KEPT_SHOWN)).await?.iter().map(|row| row.id).collect();
    let found = tables.mail_intake.all().matching(Condition::Ids(theirs)).newest_first(f.seen_at);
    let found = tables.mail_intake.find(engine.store(), found).await?;
    let boxes = mailbox.find(engine.store(), mailbox.all()).await?;
    let addresses: HashMap<RowId, String> = boxes.into_iter().map(|it| (it.id, it.row.address)).collect();
    let shown = found.into_iter().map(|message| NotKept {
        mailbox: addresses.get(&message.row.mailbox).cloned().unwrap_or_default(),
        number: message.row.number,
        outcome: outcome_in_words(engine, message.row.outcome, caller.language),
        why: message.row.why.map(|why| rule_in_words(engine, why, caller.language)),
        seen_at: message.row.seen_at,
    });
    Ok(Some(shown.collect()))
}

/// Notes that a mailbox was looked at, and how that went.
pub async fn looked(engine: &Engine, now: Moment, mailbox: RowId, failure: Option<Trouble>) -> Result<(), Failure> {
    let table = &engine.tables().mailbox;
    let Some(stored) = table.get(engine.store(), mailbox).await? else { return Ok(()) };
    let mut cells = vec![(table.f.tried_at, Value::Moment(now))];
    match failure {
        Some(why) => cells.push((table.f.failure, why.write())),
        None => cells.extend([
            (table.f.worked_at, Value::Moment(now)),
            (table.f.failure, Value::Null),
            (table.f.told_at, Value::Null),
        ]),
    }
    let mut changes = Changes::new();
    changes.update(&table.write, mailbox, stored.version, cells)?;
    match engine.store().apply(changes).await {
        // Somebody changed it at the same time: the next look says how it goes.
        Ok(()) | Err(ApplyError::Stale { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}

/// Lets those in charge be told by mail of each mailbox that has become late: once, until it is read again. How many.
pub async fn raise_alarm(engine: &Engine, now: Moment) -> Result<usize, Failure> {
    let table = &engine.tables().mailbox;
    let mut raised = 0;
    for mailbox in table.find(engine.store(), table.all()).await? {
        if mailbox.row.told_at.is_some() || !is_late(&mailbox.row, now) {
            continue;
        }
        let mut changes = Changes::new();
        changes.update(&table.write, mailbox.id, mailbox.version, vec![(table.f.told_at, Value::Moment(now))])?;
        changes.enqueue(JobKind::TellMailbox.about(engine, mailbox.id, now));
        match engine.store().apply(changes).await {
            Ok(()) => raised += 1,
            // It was looked at meanwhile, or another node was first.
            Err(ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(raised)
}
