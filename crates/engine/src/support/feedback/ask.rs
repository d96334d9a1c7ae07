//! The question: one mail, once for each time that a case was solved.
//!
//! It is a machine's mail, and nobody has asked for it: it goes to nobody who has said no to such, whose data are only stored, whose
//! address does not work, or who has only ever written by machine; and to no address more than once in a while.

use super::link::ANSWER_MARK;
use super::rows::CaseFeedback;
use crate::context::Engine;
use crate::correspondence::{Direction, Outgoing, WORDS, cut, ids_of, write};
use crate::failure::Failure;
use crate::jobs::{Done, JobKind};
use crate::limits::{FEEDBACK_PAUSE_SECONDS, MAIL_SUBJECT_CHARACTERS, THREADS_OF_A_CASE};
use crate::newsletter::{Reached, is_suppressed};
use crate::parties::{AddressState, EmailAddress};
use crate::support::Case;
use crate::support::reply::language_of;
use crate::support::rows::CameBy;
use crate::support::thread::thread_with;
use documents::ControllerInfo;
use model::{Column, Language, Moment, RowId, Value};
use store::{Changes, Condition, Stored};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// The case, which was open, is over from now on: the contact is asked when it has been so for as long as its queue says.
pub(in crate::support) async fn plan(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (id, case): (RowId, &Case),
) -> Result<(), Failure> {
    if let Some(at) = due(engine, case.queue, now).await?.filter(|_| is_asked_about(case)) {
        changes.enqueue(JobKind::AskHow.about(engine, id, at));
    }
    Ok(())
}

/// When a contact is asked about a case in this queue that was solved at `solved`; never where the queue does not want it.
async fn due(engine: &Engine, queue: RowId, solved: Moment) -> Result<Option<Moment>, Failure> {
    let queue = engine.tables().queue.get(engine.store(), queue).await?;
    let days = queue.and_then(|queue| queue.row.ask_after).filter(|days| *days >= 0);
    Ok(days.map(|days| solved.plus_seconds(days.saturating_mul(DAY_SECONDS))))
}

/// Whether somebody who asks in the case waits for its solution: not where we have raised it, it went on as another, or it is junk.
fn is_asked_about(case: &Case) -> bool {
    let is_theirs = match case.came_by {
        CameBy::Mail | CameBy::Phone | CameBy::Portal | CameBy::ContactForm => true,
        CameBy::Ourselves => false,
    };
    is_theirs && case.merged_into.is_none() && case.junk_on.is_none()
}

/// Asks how it went with a case, if that is still to be asked.
pub(crate) async fn ask(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let tables = engine.tables();
    let Some(case) = tables.case.get_in_use(engine.store(), id).await? else { return Ok(Done::Finished) };
    let solved = case.row.solved_at.filter(|_| !case.row.state.is_open() && is_asked_about(&case.row));
    let Some(solved_at) = solved else { return Ok(Done::Finished) };
    let Some(at) = due(engine, case.row.queue, solved_at).await? else { return Ok(Done::Finished) };
    let mut changes = Changes::new();
    if at > now {
        changes.enqueue(JobKind::AskHow.about(engine, id, at));
        return Ok(Done::FinishedWith(changes));
    }
    if is_asked(engine, id, solved_at).await? || !has_written(engine, &case).await? {
        return Ok(Done::Finished);
    }
    let Some(address) = reached(engine, now, &case.row).await? else { return Ok(Done::Finished) };
    let row = CaseFeedback {
        case: id,
        address: Some(address.id),
        solved_at,
        asked_at: now,
        how: None,
        comment: None,
        answered_at: None,
    };
    tables.case_feedback.insert(&mut changes, engine.new_id(now), &row)?;
    let thread = thread_with(engine, &mut changes, now, (id, &case.row)).await?;
    let language = language_of(engine, case.row.contact).await?;
    let [subject, body] = said(engine, &case.row, language);
    let said = [cut(&subject, MAIL_SUBJECT_CHARACTERS), body];
    let answers = ids_of(engine, thread.0).await?;
    let outgoing = Outgoing::by_machine((thread.0, &thread.1), answers, said, address.row.address);
    write(engine, &mut changes, now, outgoing).await?;
    Ok(Done::FinishedWith(changes))
}

/// Whether this solution of the case was asked about before.
async fn is_asked(engine: &Engine, case: RowId, solved_at: Moment) -> Result<bool, Failure> {
    let table = &engine.tables().case_feedback;
    let same = table.all().matching(Condition::Is(table.f.case, Value::Id(case)));
    let same = same.matching(Condition::Is(table.f.solved_at, Value::Moment(solved_at)));
    Ok(table.first(engine.store(), same).await?.is_some())
}

/// Whether a person has written in a case that came by mail.
async fn has_written(engine: &Engine, case: &Stored<Case>) -> Result<bool, Failure> {
    if case.row.came_by != CameBy::Mail {
        return Ok(true);
    }
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_thread.f;
    let threads = tables.email_thread.in_use().matching(Condition::Is(f.case, Value::Id(case.id)));
    let threads = tables.email_thread.find(store, threads.limit(THREADS_OF_A_CASE)).await?;
    let f = &tables.email_message.f;
    let threads = threads.iter().map(|thread| Value::Id(thread.id)).collect();
    let mails = tables.email_message.in_use().matching(Condition::OneOf(f.thread, threads));
    let mails = mails.matching(Condition::Is(f.direction, Direction::In.write()));
    let by_hand = mails.matching(Condition::Is(f.automatic, Value::Boolean(false)));
    Ok(tables.email_message.first(store, by_hand).await?.is_some())
}

/// The address that the contact is asked at; none where they are not to be asked.
async fn reached(engine: &Engine, now: Moment, case: &Case) -> Result<Option<Stored<EmailAddress>>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    if tables.person.get_in_use(store, case.contact).await?.is_none() {
        return Ok(None);
    }
    let Some(address) = case.answer_to else { return Ok(None) };
    let Some(address) = tables.email_address.get_in_use(store, address).await? else { return Ok(None) };
    if !AddressState::is_reached(address.row.state)
        || is_suppressed(engine, Reached::Email, &address.row.address).await?
    {
        return Ok(None);
    }
    let table = &tables.case_feedback;
    let lately = Value::Moment(now.plus_seconds(-FEEDBACK_PAUSE_SECONDS));
    let lately = table.all().matching(Condition::AtLeast(table.f.asked_at, lately));
    let lately = lately.matching(Condition::Is(table.f.address, Value::Id(address.id)));
    Ok(table.first(store, lately).await?.is_none().then_some(address))
}

/// Its subject and its text.
fn said(engine: &Engine, case: &Case, language: Language) -> [String; 2] {
    let controller = ControllerInfo::of(engine.model(), language);
    let number = case.number.unwrap_or_default().to_string();
    let statement = engine.settings().statement(language);
    let arguments = [
        ("company", controller.name.as_str()),
        ("link", ANSWER_MARK),
        ("number", number.as_str()),
        ("title", case.title.as_str()),
        ("statement", statement.as_str()),
    ];
    ["feedback-subject", "feedback-body"].map(|key| WORDS.say(language, key, &arguments))
}
