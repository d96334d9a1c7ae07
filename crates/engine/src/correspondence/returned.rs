//! A mail of ours did not arrive: whoever waits for an answer to it waits in vain, so those who deal with its case are told.

use super::thread::{EmailMessage, MailState, Part};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::jobs::{Done, JobKind};
use crate::notices;
use crate::parties::AddressState;
use crate::support;
use model::{Column, Language, Moment, RowId, Value};
use store::{Changes, Condition, Stored};

/// Queues that those who deal with it are told. A machine's mail is nobody's to repeat.
pub(super) fn queue(engine: &Engine, changes: &mut Changes, now: Moment, mail: &Stored<EmailMessage>) {
    if !mail.row.automatic {
        changes.enqueue(JobKind::TellReturned.about(engine, mail.id, now));
    }
}

/// Tells those who deal with the case of the mail `id`, or who follow its thread where it is in none.
pub(crate) async fn tell(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(mail) = tables.email_message.get_in_use(store, id).await? else { return Ok(Done::Finished) };
    if !matches!(mail.row.state, MailState::Bounced | MailState::Failed) {
        return Ok(Done::Finished);
    }
    let thread = tables.email_thread.get_in_use(store, mail.row.thread).await?;
    let Some(thread) = thread else { return Ok(Done::Finished) };
    let mut changes = Changes::new();
    if let Some(case) = thread.row.case {
        support::came_back(engine, &mut changes, now, case).await?;
    } else {
        let at = (tables.email_thread.f.entity, thread.id);
        notices::changed(engine, &Caller::command(Language::Nb), now, &mut changes, at).await?;
    }
    Ok(Done::FinishedWith(changes))
}

/// Adds to `changes` that mail to this address comes back, if the mail went to it: a report may name any.
pub(super) async fn bounces(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (mail, address): (RowId, &str),
) -> Result<(), Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(address) = crate::parties::email(address) else { return Ok(()) };
    let f = &tables.email_participant.f;
    let on = tables.email_participant.all().matching(Condition::Is(f.message, Value::Id(mail)));
    let on = on.matching(Condition::Is(f.address, Value::Text(address.clone())));
    let on = tables.email_participant.find(store, on).await?;
    if !on.iter().any(|one| matches!(one.row.part, Part::To | Part::Cc | Part::Bcc)) {
        return Ok(());
    }
    let same = Condition::Is(tables.email_address.f.address, Value::Text(address));
    comes_back(engine, changes, now, same).await
}

/// Adds to `changes` that mail to the address that `which` finds comes back.
pub(super) async fn comes_back(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    which: Condition,
) -> Result<(), Failure> {
    let table = &engine.tables().email_address;
    let Some(known) = table.first(engine.store(), table.in_use().matching(which)).await? else { return Ok(()) };
    // What somebody has judged of it stands.
    if known.row.state.is_none_or(|state| state == AddressState::InUse) {
        let today = Value::Day(rights::day_of(now));
        let cells = vec![(table.f.state, AddressState::Bounced.write()), (table.f.state_on, today)];
        changes.update(&table.write, known.id, known.version, cells)?;
    }
    Ok(())
}
