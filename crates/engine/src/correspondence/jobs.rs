//! Delivering one mail.

use super::replies::{Replies, replies};
use crate::context::Engine;
use crate::correspondence::{Delivery, Email, Kind};
use crate::failure::Failure;
use crate::jobs::Done;
use crate::limits::BATCH_ROWS;
use mail::{DeliverError, Mailbox, Message};
use model::{Column, Moment, RowId, Value};
use std::time::{Duration, SystemTime};
use store::{Changes, Condition, Stored};

/// Hands the mail `id` to the transport. Its Message-ID is the same at every attempt, so that a second
/// copy after a crash is recognised by the receiver.
pub(crate) async fn deliver(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let table = &engine.tables().email;
    let Some(email) = table.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    if email.row.state != Delivery::Queued {
        return Ok(Done::Finished);
    }
    let message = message(engine, &email).await?;
    let Some(message) = message else { return Ok(Done::Finished) };
    let mut changes = Changes::new();
    let cells = match engine.deliver(&message).await {
        Ok(()) => vec![(table.f.state, Delivery::Sent.write()), (table.f.sent_at, Value::Moment(now))],
        Err(DeliverError::Refused { .. }) => vec![(table.f.state, Delivery::Failed.write())],
        Err(error @ DeliverError::Later { .. }) => return Ok(Done::Later(error.to_string())),
    };
    changes.update(&table.write, id, email.version, cells)?;
    Ok(Done::FinishedWith(changes))
}

/// The mail `id` could not be delivered in all its attempts: its request says so.
pub(crate) async fn give_up(engine: &Engine, id: RowId) -> Result<Changes, Failure> {
    let table = &engine.tables().email;
    let mut changes = Changes::new();
    let email = table.get(engine.store(), id).await?;
    if let Some(email) = email.filter(|email| email.row.state == Delivery::Queued) {
        changes.update(&table.write, id, email.version, vec![(table.f.state, Delivery::Failed.write())])?;
    }
    Ok(changes)
}

/// The mail `id` waits for delivery again, where it had failed.
pub(crate) async fn queue_again(engine: &Engine, id: RowId) -> Result<Changes, Failure> {
    let table = &engine.tables().email;
    let mut changes = Changes::new();
    let email = table.get(engine.store(), id).await?;
    if let Some(email) = email.filter(|email| email.row.state == Delivery::Failed) {
        changes.update(&table.write, id, email.version, vec![(table.f.state, Delivery::Queued.write())])?;
    }
    Ok(changes)
}

async fn message(engine: &Engine, email: &Stored<Email>) -> Result<Option<Message>, Failure> {
    let tables = engine.tables();
    let row = &email.row;
    let Some(address) = tables.email_address.get(engine.store(), row.to).await? else { return Ok(None) };
    let Some(request) = tables.contact_request.get(engine.store(), row.contact_request).await? else {
        return Ok(None);
    };
    // The name on a form is anybody's word until somebody here has answered it.
    let name = (row.kind == Kind::Answer).then(|| request.row.name_written.clone());
    let Replies { from, reply_to } = replies(engine, row.contact_request).await?;
    Ok(Some(Message {
        id: row.message_id.clone(),
        date: system_time(row.queued_at),
        from,
        to: Mailbox { name, address: address.row.address },
        reply_to,
        subject: row.subject.clone(),
        text: row.body.clone(),
        in_reply_to: row.in_reply_to.clone(),
        references: references(engine, email).await?,
        automatic: row.kind == Kind::Confirmation,
        language: Some(model::Language::from(request.row.language).tag()),
    }))
}

/// The Message-IDs of every earlier mail about the same request, oldest first (RFC 5322, 3.6.4).
async fn references(engine: &Engine, email: &Stored<Email>) -> Result<Vec<String>, Failure> {
    let table = &engine.tables().email;
    let query = table
        .all()
        .matching(Condition::Is(table.f.contact_request, Value::Id(email.row.contact_request)))
        .oldest_first(table.f.queued_at)
        .limit(BATCH_ROWS);
    let mails = table.find(engine.store(), query).await?;
    Ok(mails.into_iter().take_while(|mail| mail.id != email.id).map(|mail| mail.row.message_id).collect())
}

pub(crate) fn system_time(moment: Moment) -> SystemTime {
    let since_1970 = Duration::from_micros(u64::try_from(moment.0).unwrap_or(0));
    SystemTime::UNIX_EPOCH + since_1970
}
