//! What is done after the fact: mails go out, staff are told and reminded, what nobody confirmed is closed, and what was
//! answered is forgotten.

use super::follow::closed;
use super::links::{LINK_MARK, address, of_request, secret};
use super::mails::{WORDS, kind_name, language_of};
use super::rows::{CameBy, Identity, LinkPurpose, MailKind, Outcome, Request, RequestEmail, State};
use crate::context::Engine;
use crate::correspondence::Delivery;
use crate::correspondence::jobs::system_time;
use crate::failure::Failure;
use crate::jobs::{Done, JobKind};
use crate::limits::{LATE_REMINDER_SECONDS, REMIND_WORKING_DAYS};
use crate::privacy::forget_row;
use crate::system::{Colleague, colleagues, message as message_to};
use mail::{DeliverError, Mailbox, Message};
use model::{Column, Moment, RowId, Value};
use rights::{Reason, working_days_before};
use store::{Actor, Changes, Stored};

/// Hands the mail `id` to the transport, with the link in its place. Its Message-ID is the same at every attempt.
pub(crate) async fn deliver(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let table = &engine.tables().request_email;
    let Some(email) = table.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    if email.row.state != Delivery::Queued {
        return Ok(Done::Finished);
    }
    let Some(message) = message(engine, &email.row).await? else {
        return Ok(Done::FinishedWith(failed(engine, &email)?));
    };
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
    let email = engine.tables().request_email.get(engine.store(), id).await?;
    match email.filter(|email| email.row.state == Delivery::Queued) {
        Some(email) => failed(engine, &email),
        None => Ok(Changes::new()),
    }
}

fn failed(engine: &Engine, email: &Stored<RequestEmail>) -> Result<Changes, Failure> {
    let table = &engine.tables().request_email;
    let mut changes = Changes::new();
    changes.update(&table.write, email.id, email.version, vec![(table.f.state, Delivery::Failed.write())])?;
    Ok(changes)
}

/// The mail as it goes out; none where its address, or the link that it promises, is gone.
async fn message(engine: &Engine, row: &RequestEmail) -> Result<Option<Message>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(to) = row.to else { return Ok(None) };
    let Some(to) = tables.email_address.get(store, to).await? else { return Ok(None) };
    let Some(request) = tables.request.get(store, row.request).await? else { return Ok(None) };
    let language = language_of(&request.row);
    let mut text = row.body.clone();
    if text.contains(LINK_MARK) && row.kind != MailKind::PassedOn {
        let purpose = if row.kind == MailKind::Confirm { LinkPurpose::Confirm } else { LinkPurpose::Follow };
        let Some(link) = of_request(engine, row.request, purpose).await? else { return Ok(None) };
        text = text.replace(LINK_MARK, &address(engine, language, purpose, &secret(engine, link.id)));
    }
    Ok(Some(Message {
        id: row.message_id.clone(),
        date: system_time(row.queued_at),
        from: engine.settings().sender.clone(),
        to: Mailbox { name: None, address: to.row.address },
        reply_to: None,
        subject: row.subject.clone(),
        text,
        in_reply_to: row.in_reply_to.clone(),
        references: row.in_reply_to.clone().into_iter().collect(),
        automatic: row.author.is_none(),
        language: Some(language.tag()),
    }))
}

/// Why staff are written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Because {
    Came,
    Soon,
    Late,
}

/// Tells the responsible role that a request came.
pub(crate) async fn tell(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let Some(request) = engine.tables().request.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    if request.row.state == State::Answered {
        return Ok(Done::Finished);
    }
    write_to_staff(engine, now, &request, Because::Came).await
}

/// Reminds the responsible role, on the days for it and when it is late; then again and again. One that was queued before
/// the deadline was extended finds nothing to say, and of what nobody has confirmed nobody is told.
pub(crate) async fn remind(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let Some(request) = engine.tables().request.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    let row = &request.row;
    let unconfirmed = row.state == State::Identity && row.identity == Identity::Open && row.came_by == CameBy::Page;
    if row.state == State::Answered || unconfirmed {
        return Ok(Done::Finished);
    }
    let (today, due) = (rights::day_of(now), request.row.due());
    let is_late = today > due;
    // One that comes a little late, because the server was down, still tells.
    let first = REMIND_WORKING_DAYS.iter().map(|days| working_days_before(due, *days)).min();
    if !is_late && first.is_some_and(|first| today < first) {
        return Ok(Done::Finished);
    }
    let because = if is_late { Because::Late } else { Because::Soon };
    match write_to_staff(engine, now, &request, because).await? {
        Done::Finished if is_late => {
            let mut changes = Changes::new();
            let again = now.plus_seconds(LATE_REMINDER_SECONDS);
            changes.enqueue(JobKind::RemindRequest.about(engine, id, again));
            Ok(Done::FinishedWith(changes))
        }
        done @ (Done::Finished | Done::FinishedWith(_) | Done::Later(_)) => Ok(done),
    }
}

/// Mails everybody in the role that answers for requests. It says which request and by when, and nothing of whose: mail is
/// not a place for it.
async fn write_to_staff(
    engine: &Engine,
    now: Moment,
    request: &Stored<Request>,
    because: Because,
) -> Result<Done, Failure> {
    let model = engine.model();
    let activities = model[engine.tables().request.f.entity].held.activities();
    let (mut told, mut failed) = (false, None);
    for activity in activities {
        for colleague in colleagues(engine, now, model[activity].responsible).await? {
            match engine.deliver(&notice(engine, now, request, because, &colleague)).await {
                Ok(()) => told = true,
                // A colleague's address that does not work must not keep the others from being told.
                Err(error @ (DeliverError::Refused { .. } | DeliverError::Later { .. })) => failed = Some(error),
            }
        }
    }
    match failed {
        Some(error @ DeliverError::Later { .. }) if !told => Ok(Done::Later(error.to_string())),
        Some(_) | None => Ok(Done::Finished),
    }
}

fn notice(engine: &Engine, now: Moment, request: &Stored<Request>, because: Because, to: &Colleague) -> Message {
    let language = to.language;
    let (subject, lead) = match because {
        Because::Came => ("request-came-subject", "request-came-lead"),
        Because::Soon => ("request-soon-subject", "request-soon-lead"),
        Because::Late => ("request-late-subject", "request-late-lead"),
    };
    let arguments = [
        ("number", request.row.number.unwrap_or_default().to_string()),
        ("kind", kind_name(engine, request.row.kind, language)),
        ("due", documents::day(request.row.due(), language)),
        ("link", format!("{}/desk/rights/{}", engine.settings().url, request.id)),
        ("company", engine.model().controller.name.clone()),
    ];
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(key, text)| (*key, text.as_str())).collect();
    let lead = WORDS.say(language, lead, &arguments);
    let body = [arguments.as_slice(), &[("lead", lead.as_str())]].concat();
    let (subject, text) = (WORDS.say(language, subject, &arguments), WORDS.say(language, "request-notice-body", &body));
    // One mail a day at the most.
    let id = format!("request.{}.{}.{}", request.id, to.user, rights::day_of(now).0);
    message_to(engine, to, &id, (now, subject, text))
}

/// Closes a request that nobody has confirmed. It is gone soon after.
pub(crate) async fn lapse(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let Some(request) = engine.tables().request.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    let waits = request.row.state == State::Identity && request.row.identity == Identity::Open;
    // The link may have been sent anew meanwhile.
    let link = of_request(engine, id, LinkPurpose::Confirm).await?;
    let works = link.and_then(|link| link.row.expires_at).is_some_and(|end| end > now);
    if !waits || works {
        return Ok(Done::Finished);
    }
    let mut changes = closed(engine, now, Actor::Part("sweep"), &request, Outcome::Unconfirmed)?;
    let forget = now.plus_seconds(crate::limits::FORGET_REQUEST_SECONDS);
    changes.enqueue(JobKind::ForgetRequest.about(engine, id, forget));
    Ok(Done::FinishedWith(changes))
}

/// Takes away a request that was answered, and with it the person where nothing else holds them: a request for erasure must
/// not itself keep the one who asked.
pub(crate) async fn forget(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let Some(request) = engine.tables().request.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    if request.row.state == State::Answered {
        match forget_row(engine, now, request.row.person, id, Reason::Asked).await {
            Ok(_) | Err(Failure::NotFound) => {}
            Err(Failure::Stale) => return Ok(Done::Later("changed meanwhile".to_owned())),
            Err(
                other @ (Failure::Denied
                | Failure::Undecided(_)
                | Failure::TooLarge
                | Failure::Full
                | Failure::Unavailable(_)),
            ) => {
                return Err(other);
            }
        }
    }
    Ok(Done::Finished)
}
