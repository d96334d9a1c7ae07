//! Shared mailboxes: what is missing of one, and how fetching goes.

use crate::context::{Caller, Engine};
use crate::correspondence::mailboxes::Outcome;
use crate::correspondence::words::cut;
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, INTAKE_LATE_SECONDS, MAILBOX_FAILURE_CHARACTERS};
use model::{Column, Moment, RowId, Value};
use rights::Operation;
use std::collections::HashSet;
use store::{Changes, Condition, Query};

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
    /// Why it did not.
    pub failure: Option<String>,
    /// It is to be read, and for too long it has not been.
    pub is_late: bool,
    /// How many messages came to each end.
    pub outcomes: Vec<(Outcome, u64)>,
}

/// The row of the mailbox with this address.
pub async fn mailbox_named(engine: &Engine, address: &str) -> Result<Option<RowId>, Failure> {
    let table = &engine.tables().mailbox;
    let Some(address) = crate::parties::email(address) else { return Ok(None) };
    let query = table.all().matching(Condition::Is(table.f.address, Value::Text(address)));
    Ok(table.first(engine.store(), query).await?.map(|mailbox| mailbox.id))
}

/// Every shared mailbox that the caller may see, and how fetching it goes.
pub async fn mailboxes(engine: &Engine, caller: &Caller, now: Moment) -> Result<Vec<MailboxState>, Failure> {
    let tables = engine.tables();
    let scope = engine.scope(caller, tables.mailbox.f.entity, Operation::Read)?;
    let mut found = Vec::new();
    for mailbox in tables.mailbox.find(engine.store(), Query::over(&scope)).await? {
        let mut outcomes = Vec::new();
        for outcome in Outcome::ALL {
            let f = &tables.mail_intake.f;
            let query = tables.mail_intake.all().matching(Condition::Is(f.mailbox, Value::Id(mailbox.id)));
            let count = engine.store().count(query.matching(Condition::Is(f.outcome, outcome.write()))).await?;
            outcomes.extend((count > 0).then_some((*outcome, count)));
        }
        let row = mailbox.row;
        let since = row.worked_at.or(row.tried_at);
        let is_late = row.open && since.is_some_and(|since| since.plus_seconds(INTAKE_LATE_SECONDS) < now);
        found.push(MailboxState {
            id: mailbox.id,
            address: row.address,
            is_open: row.open,
            tried_at: row.tried_at,
            worked_at: row.worked_at,
            failure: row.failure,
            is_late,
            outcomes,
        });
    }
    Ok(found)
}

/// Which of the messages with these numbers have no row.
pub async fn missing(engine: &Engine, mailbox: RowId, validity: u32, numbers: &[u32]) -> Result<Vec<u32>, Failure> {
    let table = &engine.tables().mail_intake;
    let mut missing = Vec::new();
    for some in numbers.chunks(BATCH_IDS) {
        let places = some.iter().map(|number| Value::Text(format!("{mailbox}/{validity}/{number}"))).collect();
        let query = table.all().matching(Condition::OneOf(table.f.place, places));
        let seen: HashSet<i64> =
            table.find(engine.store(), query).await?.into_iter().map(|seen| seen.row.number).collect();
        missing.extend(some.iter().filter(|number| !seen.contains(&i64::from(**number))));
    }
    Ok(missing)
}

/// Notes that a mailbox was looked at, and how that went. `failure` holds nothing of what a server said.
pub async fn looked(engine: &Engine, now: Moment, mailbox: RowId, failure: Option<&str>) -> Result<(), Failure> {
    let table = &engine.tables().mailbox;
    let Some(stored) = table.get(engine.store(), mailbox).await? else { return Ok(()) };
    let mut cells = vec![(table.f.tried_at, Value::Moment(now))];
    match failure {
        Some(why) => cells.push((table.f.failure, Value::Text(cut(why, MAILBOX_FAILURE_CHARACTERS)))),
        None => cells.extend([(table.f.worked_at, Value::Moment(now)), (table.f.failure, Value::Null)]),
    }
    let mut changes = Changes::new();
    changes.update(&table.write, mailbox, stored.version, cells)?;
    match engine.store().apply(changes).await {
        // Somebody changed it at the same time: the next look says how it goes.
        Ok(()) | Err(store::ApplyError::Stale { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}
