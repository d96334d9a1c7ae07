//! The confirmation: one short mail that says a message arrived.
//!
//! Nobody has proved yet that the address is theirs, so the mail repeats nothing that was typed, and
//! an address gets at most one a day.

use crate::context::Engine;
use crate::correspondence::{Delivery, Email, Kind, WORDS, marked_id};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::CONFIRMATION_PAUSE_SECONDS;
use documents::ControllerInfo;
use model::{Column, Language, Moment, RowId, Value};
use store::{Changes, Condition};

/// Adds the confirmation and the job that sends it to `changes`.
pub(crate) fn confirm(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    request: RowId,
    address: RowId,
    language: Language,
) -> Result<(), Failure> {
    let controller = ControllerInfo::of(engine.model(), language);
    let statement = engine.settings().statement(language);
    let arguments = [
        ("company", controller.name.as_str()),
        ("phone", controller.phone.as_str()),
        ("statement", statement.as_str()),
    ];
    let id = engine.new_id(now);
    let email = Email {
        contact_request: request,
        to: address,
        kind: Kind::Confirmation,
        subject: WORDS.say(language, "confirmation-subject", &arguments),
        body: WORDS.say(language, "confirmation-body", &arguments),
        author: None,
        message_id: marked_id(engine, id, &engine.settings().sender.address),
        in_reply_to: None,
        state: Delivery::Queued,
        queued_at: now,
        sent_at: None,
    };
    engine.tables().email.insert(changes, id, &email)?;
    changes.enqueue(JobKind::DeliverEmail.about(engine, id, now));
    Ok(())
}

/// Whether `address` was sent a confirmation within the pause between two.
pub(crate) async fn confirmed_lately(engine: &Engine, now: Moment, address: RowId) -> Result<bool, Failure> {
    let table = &engine.tables().email;
    let query = table
        .all()
        .matching(Condition::Is(table.f.to, Value::Id(address)))
        .matching(Condition::Is(table.f.kind, Kind::Confirmation.write()))
        .newest_first(table.f.queued_at);
    let last = table.first(engine.store(), query).await?;
    Ok(last.is_some_and(|last| last.row.queued_at.plus_seconds(CONFIRMATION_PAUSE_SECONDS) > now))
}
