//! The receipt: who has written is told that a case is there, with its deadline's policy left out and its number in the subject.
//!
//! It is a machine's mail: it goes to no machine, to nobody more than a few times a day, and says nothing of what was written.

use super::came::CameMail;
use crate::context::Engine;
use crate::correspondence::{Outgoing, WORDS, ids_of, write};
use crate::failure::Failure;
use crate::jobs::{Done, JobKind};
use crate::limits::{RECEIPTS_OF_AN_ADDRESS, RECEIPTS_SECONDS};
use crate::requests::LINK_MARK;
use documents::ControllerInfo;
use model::{Language, Moment, RowId, Value};
use store::{Changes, Condition};

/// Queues the receipt, where the queue gives one. It is written by a job, when the case has its number.
pub(super) async fn queue(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    queue: RowId,
    (case, mail): (RowId, &CameMail),
) -> Result<(), Failure> {
    let tables = engine.tables();
    let Some(address) = mail.address else { return Ok(()) };
    let gives = tables.queue.get(engine.store(), queue).await?.is_some_and(|queue| queue.row.receipt);
    let f = &tables.case.f;
    let since = now.plus_seconds(-RECEIPTS_SECONDS);
    let lately = tables.case.all().matching(Condition::Is(f.answer_to, Value::Id(address)));
    let lately = lately.matching(Condition::AtLeast(f.created_at, Value::Moment(since)));
    if gives && engine.store().count_to(lately, RECEIPTS_OF_AN_ADDRESS).await? < RECEIPTS_OF_AN_ADDRESS {
        changes.enqueue(JobKind::SendReceipt.about(engine, case, now));
    }
    Ok(())
}

/// Writes the receipt of a case.
pub(crate) async fn send(engine: &Engine, now: Moment, case: RowId) -> Result<Done, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(stored) = tables.case.get(store, case).await? else { return Ok(Done::Finished) };
    let Some(address) = stored.row.answer_to.filter(|_| stored.row.junk_on.is_none()) else {
        return Ok(Done::Finished);
    };
    let f = &tables.email_thread.f;
    let threads = tables.email_thread.all().matching(Condition::Is(f.case, Value::Id(case))).oldest_first(f.began_at);
    let Some(thread) = tables.email_thread.first(store, threads).await? else { return Ok(Done::Finished) };
    let Some(address) = tables.email_address.get(store, address).await? else { return Ok(Done::Finished) };
    let person = tables.person.get(store, stored.row.contact).await?;
    let language = person.and_then(|person| person.row.language).map_or(Language::Nb, Language::from);
    let controller = ControllerInfo::of(engine.model(), language);
    let number = stored.row.number.unwrap_or_default().to_string();
    let statement = engine.settings().statement(language);
    let arguments = [
        ("company", controller.name.as_str()),
        ("link", LINK_MARK),
        ("number", number.as_str()),
        ("statement", statement.as_str()),
    ];
    let said = ["receipt-subject", "receipt-body"].map(|key| WORDS.say(language, key, &arguments));
    let answers = ids_of(engine, thread.id).await?;
    let outgoing = Outgoing::by_machine((thread.id, &thread.row), answers, said, address.row.address);
    let mut changes = Changes::new();
    write(engine, &mut changes, now, outgoing).await?;
    Ok(Done::FinishedWith(changes))
}
