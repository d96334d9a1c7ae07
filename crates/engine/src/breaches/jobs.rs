//! What is done after the fact: staff are reminded of the deadline, and those affected are written to.

use super::clock::{Clock, HOUR_SECONDS};
use super::people::addresses;
use super::reminders::{fits, is_open, queue_next};
use super::rows::{Affected, Breach, Part, ToldBy};
use super::words::{moment, with};
use crate::context::Engine;
use crate::correspondence::{Delivery, automatic};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::Done;
use crate::system::{Colleague, colleague, colleagues, message as message_to};
use mail::{DeliverError, Message};
use model::{Column, Language, Moment, RowId, Value};
use store::{Actor, Changes, Stored};

/// Reminds the one who handles the breach and the role that answers for breaches: when it is opened, before the deadline, and
/// when it is late, then day after day. A reminder of another deadline than the present one says nothing.
pub(crate) async fn remind(engine: &Engine, now: Moment, (job, id): (RowId, RowId)) -> Result<Done, Failure> {
    let Some(breach) = engine.tables().breach.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    if !is_open(&breach.row) || !fits(&breach, job, now) {
        return Ok(Done::Finished);
    }
    match write_to_staff(engine, now, &breach).await? {
        Done::Finished => Ok(Done::FinishedWith(queue_next(engine, now, &breach).await?)),
        done @ (Done::FinishedWith(_) | Done::Later(_)) => Ok(done),
    }
}

/// Nobody could be reminded in all attempts: the next reminder is queued all the same.
pub(crate) async fn go_on(engine: &Engine, now: Moment, id: RowId) -> Result<Changes, Failure> {
    match engine.tables().breach.get(engine.store(), id).await? {
        Some(breach) => queue_next(engine, now, &breach).await,
        None => Ok(Changes::new()),
    }
}

async fn write_to_staff(engine: &Engine, now: Moment, breach: &Stored<Breach>) -> Result<Done, Failure> {
    let model = engine.model();
    let mut receivers: Vec<Colleague> = Vec::new();
    if let Some(handler) = breach.row.handler {
        receivers.extend(colleague(engine, now, handler).await?);
    }
    for activity in model[engine.tables().breach_affected.f.entity].held.activities() {
        receivers.extend(colleagues(engine, now, model[activity].responsible).await?);
    }
    receivers.sort_by_key(|one| one.user);
    receivers.dedup_by_key(|one| one.user);
    let (mut told, mut failed) = (false, None);
    for to in receivers {
        match engine.deliver(&reminder(engine, now, breach, &to)).await {
            Ok(()) => told = true,
            // A colleague's address that does not work must not keep the others from being told.
            Err(error @ (DeliverError::Refused { .. } | DeliverError::Later { .. })) => failed = Some(error),
        }
    }
    match failed {
        Some(error @ DeliverError::Later { .. }) if !told => Ok(Done::Later(error.to_string())),
        Some(_) | None => Ok(Done::Finished),
    }
}

/// Says which breach and by when, and nothing of what happened: mail is not a place for it.
fn reminder(engine: &Engine, now: Moment, breach: &Stored<Breach>, to: &Colleague) -> Message {
    let (row, language) = (&breach.row, to.language);
    let (subject, lead, hours) = match super::clock::of(row, now) {
        Clock::Late(seconds) => ("reminder-late-subject", late(seconds / HOUR_SECONDS), seconds / HOUR_SECONDS),
        Clock::Calm(seconds) | Clock::Soon(seconds) => {
            // Rounded up: who was reminded 24 hours before reads 24 and not 23.
            let hours = (seconds.max(1) + HOUR_SECONDS - 1) / HOUR_SECONDS;
            ("reminder-subject", if hours == 1 { "reminder-left-one" } else { "reminder-left" }, hours)
        }
        Clock::Stopped => ("reminder-subject", "reminder-left", 0),
    };
    let body = match row.part {
        Part::Controller => "reminder-body",
        Part::Processor => "reminder-body-customer",
    };
    let arguments = [
        ("number", row.number.unwrap_or_default().to_string()),
        ("by", moment(row.notify_by, language)),
        ("hours", hours.to_string()),
        ("link", format!("{}/desk/breaches/{}", engine.settings().url, breach.id)),
        ("company", engine.model().controller.name.clone()),
    ];
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(key, text)| (*key, text.as_str())).collect();
    let lead = with(language, lead, &arguments);
    let text = [arguments.as_slice(), &[("lead", lead.as_str())]].concat();
    // One mail an hour at the most.
    let id = format!("breach.{}.{}.{}", breach.id, to.user, now.milliseconds() / 3_600_000);
    message_to(engine, to, &id, (now, with(language, subject, &arguments), with(language, body, &text)))
}

/// How it is said that the deadline passed so many whole hours ago.
fn late(hours: i64) -> &'static str {
    match hours {
        0 => "reminder-late-now",
        1 => "reminder-late-one",
        _ => "reminder-late",
    }
}

/// Writes to somebody affected. Its Message-ID is the same at every attempt.
pub(crate) async fn tell(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let table = &engine.tables().breach_affected;
    let Some(affected) = table.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    if affected.row.delivery != Some(Delivery::Queued) || affected.row.told_at.is_some() {
        return Ok(Done::Finished);
    }
    let Some((message, author)) = message(engine, now, &affected).await? else {
        return Ok(Done::FinishedWith(set(engine, &affected, Delivery::Failed)?));
    };
    let mut changes = match engine.deliver(&message).await {
        Ok(()) => Changes::new(),
        Err(DeliverError::Refused { .. }) => {
            return Ok(Done::FinishedWith(set(engine, &affected, Delivery::Failed)?));
        }
        Err(error @ DeliverError::Later { .. }) => return Ok(Done::Later(error.to_string())),
    };
    let cells = vec![
        (table.f.delivery, Delivery::Sent.write()),
        (table.f.told_at, Value::Moment(now)),
        (table.f.told_by, ToldBy::Mail.write()),
    ];
    let fields = cells.iter().map(|(field, _)| *field).collect();
    changes.update(&table.write, id, affected.version, cells)?;
    let actor = author.map_or(Actor::Part("command"), Actor::User);
    let entry = Deed::ToldOfBreach.entry(engine, now, actor, (table.f.entity, id));
    changes.record(entry.about(affected.row.person).fields(fields));
    Ok(Done::FinishedWith(changes))
}

/// Somebody could not be written to in all attempts: the list says so.
pub(crate) async fn give_up(engine: &Engine, id: RowId) -> Result<Changes, Failure> {
    let affected = engine.tables().breach_affected.get(engine.store(), id).await?;
    match affected.filter(|one| one.row.delivery == Some(Delivery::Queued)) {
        Some(one) => set(engine, &one, Delivery::Failed),
        None => Ok(Changes::new()),
    }
}

/// The mail to somebody affected waits again, where it had failed and they were not told otherwise.
pub(crate) async fn queue_again(engine: &Engine, id: RowId) -> Result<Changes, Failure> {
    let affected = engine.tables().breach_affected.get(engine.store(), id).await?;
    match affected.filter(|one| one.row.delivery == Some(Delivery::Failed) && one.row.told_at.is_none()) {
        Some(one) => set(engine, &one, Delivery::Queued),
        None => Ok(Changes::new()),
    }
}

fn set(engine: &Engine, affected: &Stored<Affected>, delivery: Delivery) -> Result<Changes, Failure> {
    let table = &engine.tables().breach_affected;
    let mut changes = Changes::new();
    changes.update(&table.write, affected.id, affected.version, vec![(table.f.delivery, delivery.write())])?;
    Ok(changes)
}

/// The mail as it goes out, and who wrote it; none where the address or the notice is gone.
async fn message(
    engine: &Engine,
    now: Moment,
    affected: &Stored<Affected>,
) -> Result<Option<(Message, Option<RowId>)>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let person = affected.row.person;
    let Some(address) = addresses(engine, now, &[person]).await?.remove(&person) else { return Ok(None) };
    let Some(address) = tables.email_address.get(store, address).await? else { return Ok(None) };
    let Some(notice) = affected.row.notice else { return Ok(None) };
    let Some(notice) = tables.breach_notice.get(store, notice).await? else { return Ok(None) };
    let author = notice.row.author;
    let to = (address.row.address, Language::from(notice.row.language));
    let id = format!("breach.{}", affected.id);
    let mail = automatic(engine, &id, notice.row.sent_at, to, (notice.row.subject, notice.row.text));
    let message = Message { automatic: author.is_none(), ..mail };
    Ok(Some((message, author)))
}
