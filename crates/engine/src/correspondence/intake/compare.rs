//! A mailbox held against its rows: what has none, and what is deleted here and lies there yet.

use super::origin::{FoundIn, Seen};
use crate::context::Engine;
use crate::correspondence::mailboxes::Outcome;
use crate::failure::Failure;
use crate::limits::BATCH_IDS;
use model::{Column, RowId, Value};
use std::collections::HashMap;
use store::{ApplyError, Changes, Condition};

/// What the rows say of the messages of a mailbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// No row says what became of them.
    pub missing: Vec<u32>,
    /// The mail that each was is deleted here.
    pub deleted: Vec<u32>,
}

/// Holds the messages with these numbers against their rows.
pub async fn compare(engine: &Engine, found_in: FoundIn, validity: u32, numbers: &[u32]) -> Result<Compared, Failure> {
    let mut compared = Compared::default();
    for some in numbers.chunks(BATCH_IDS) {
        let seen = rows(engine, found_in, validity, some).await?;
        for number in some {
            match seen.get(number) {
                None => compared.missing.push(*number),
                Some(seen) if seen.is_deleted => compared.deleted.push(*number),
                Some(_) => {}
            }
        }
    }
    Ok(compared)
}

/// Notes that the messages with these numbers are deleted in the shared mailbox as well.
pub async fn removed(engine: &Engine, mailbox: RowId, validity: u32, numbers: &[u32]) -> Result<(), Failure> {
    let table = &engine.tables().mail_intake;
    for some in numbers.chunks(BATCH_IDS) {
        let mut changes = Changes::new();
        for row in rows(engine, FoundIn::Shared(mailbox), validity, some).await?.values().filter(|row| row.is_deleted) {
            changes.update(&table.write, row.id, row.version, vec![(table.f.outcome, Outcome::Gone.write())])?;
        }
        match engine.store().apply(changes).await {
            // Another node has noted it.
            Ok(()) | Err(ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(())
}

/// The first number behind all that the shared mailbox has under `validity`.
pub async fn next_number(engine: &Engine, mailbox: RowId, validity: u32) -> Result<u32, Failure> {
    let table = &engine.tables().mail_intake;
    let query = table.all().matching(Condition::Is(table.f.mailbox, Value::Id(mailbox)));
    let query = query.matching(Condition::Is(table.f.validity, Value::Integer(i64::from(validity))));
    let last = table.first(engine.store(), query.newest_first(table.f.number)).await?;
    Ok(last.map_or(1, |last| u32::try_from(last.row.number).unwrap_or(u32::MAX).saturating_add(1)))
}

/// What is known of messages, by their numbers.
async fn rows(
    engine: &Engine,
    found_in: FoundIn,
    validity: u32,
    numbers: &[u32],
) -> Result<HashMap<u32, Seen>, Failure> {
    let places: Vec<String> = numbers.iter().map(|number| found_in.place(validity, *number)).collect();
    let mut seen = found_in.seen(engine, places.iter().cloned().map(Value::Text).collect()).await?;
    Ok(numbers.iter().zip(&places).filter_map(|(number, place)| Some((*number, seen.remove(place)?))).collect())
}
