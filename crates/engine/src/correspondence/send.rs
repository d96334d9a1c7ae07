//! Handing over a mail of a thread.

use super::outgoing::answers_to;
use super::returned;
use super::thread::{EmailMessage, MailState, Part};
use crate::context::Engine;
use crate::correspondence::jobs::system_time;
use crate::failure::Failure;
use crate::jobs::Done;
use crate::limits::{BATCH_ROWS, MAIL_FAILURE_CHARACTERS};
use crate::requests::LINK_MARK;
use crate::support::{self, ANSWER_MARK};
use mail::{DeliverError, File, Letter, Mailbox, Message, Purpose, Refusal};
use model::{Column, Language, Moment, RowId, Value};
use store::{Changes, Condition, Stored};

/// Hands the mail `id` to the transport. A second copy after a crash bears the same id.
pub(crate) async fn deliver(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let table = &engine.tables().email_message;
    let Some(record) = engine.store().get(&table.read, id).await? else { return Ok(Done::Finished) };
    let stored = table.typed(&record)?;
    // What is only stored is not used: it is not sent either.
    if stored.row.state != MailState::Queued || record.restricted.is_some() {
        return Ok(Done::Finished);
    }
    let letter = letter(engine, &stored).await?;
    let (state, failure) = match &letter {
        // It cannot be put together: nothing would change by waiting.
        Err(why) => (MailState::Failed, Some((*why).to_owned())),
        Ok(letter) => match engine.send(letter).await {
            Ok(refused) if refused.is_empty() => (MailState::Sent, None),
            Ok(refused) => (MailState::Bounced, Some(why(&refused))),
            Err(error @ DeliverError::Refused { .. }) => {
                (MailState::Failed, Some(super::cut(&error.to_string(), MAIL_FAILURE_CHARACTERS)))
            }
            Err(error @ DeliverError::Later { .. }) => return Ok(Done::Later(error.to_string())),
        },
    };
    let mut changes = Changes::new();
    let failure = failure.map(|why| (table.f.failure, Value::Text(why)));
    let cells = [(table.f.state, state.write())].into_iter().chain(failure).collect();
    changes.update(&table.write, id, stored.version, cells)?;
    // It is said where it was written.
    if state != MailState::Sent {
        returned::queue(engine, &mut changes, now, &stored);
    }
    Ok(Done::FinishedWith(changes))
}

/// How many of several recipients did not get it, and the server's numbers.
fn why(refused: &[Refusal]) -> String {
    let codes = refused.iter().filter_map(|refusal| match refusal.error {
        DeliverError::Refused { code, .. } | DeliverError::Later { code, .. } => code,
    });
    let codes: Vec<String> = codes.map(|code| code.to_string()).collect();
    format!("{} ({})", refused.len(), codes.join(", "))
}

/// The mail `id` could not be handed over in all its attempts.
pub(crate) async fn give_up(engine: &Engine, now: Moment, id: RowId) -> Result<Changes, Failure> {
    let mut changes = turn(engine, id, MailState::Queued, MailState::Failed).await?;
    if let Some(mail) = engine.tables().email_message.get(engine.store(), id).await?.filter(|_| !changes.is_empty()) {
        returned::queue(engine, &mut changes, now, &mail);
    }
    Ok(changes)
}

/// The mail `id` waits to be sent again, where it had failed.
pub(crate) async fn queue_again(engine: &Engine, id: RowId) -> Result<Changes, Failure> {
    turn(engine, id, MailState::Failed, MailState::Queued).await
}

async fn turn(engine: &Engine, id: RowId, from: MailState, to: MailState) -> Result<Changes, Failure> {
    let table = &engine.tables().email_message;
    let mut changes = Changes::new();
    let mail = table.get(engine.store(), id).await?;
    if let Some(mail) = mail.filter(|mail| mail.row.state == from) {
        changes.update(&table.write, id, mail.version, vec![(table.f.state, to.write())])?;
    }
    Ok(changes)
}

/// The mail as it goes, or why it cannot.
async fn letter(engine: &Engine, mail: &Stored<EmailMessage>) -> Result<Result<Letter, &'static str>, Failure> {
    let (tables, row) = (engine.tables(), &mail.row);
    let thread = tables.email_thread.get(engine.store(), row.thread).await?.ok_or(Failure::NotFound)?;
    let mailbox = answers_to(engine, &thread.row).await?;
    let plus = mailbox.as_ref().map(|mailbox| mailbox.row.address.as_str());
    let marked = |purpose, id: u128| plus.and_then(|address| engine.marks().address(purpose, id, address));
    let token = u128::from_str_radix(&thread.row.token, 16).ok();
    let reply_to = token.and_then(|token| marked(Purpose::Reply, token));
    let query =
        tables.email_participant.all().matching(Condition::Is(tables.email_participant.f.message, Value::Id(mail.id)));
    let people = tables.email_participant.find(engine.store(), query.limit(BATCH_ROWS)).await?;
    let of = |part: Part| {
        let of = people.iter().filter(move |one| one.row.part == part);
        of.filter_map(|one| Some(Mailbox { name: one.row.name_written.clone(), address: one.row.address.clone()? }))
    };
    let mut to: Vec<Mailbox> = of(Part::To).collect();
    if to.is_empty() {
        return Ok(Err("nobody"));
    }
    let Some(files) = files(engine, mail.id).await? else { return Ok(Err("file")) };
    let first = to.remove(0);
    let from = of(Part::From).next().unwrap_or_else(|| engine.settings().sender.clone());
    let name = from.name.clone();
    let person = tables.person.get(engine.store(), thread.row.person).await?;
    let language = person.and_then(|person| person.row.language).map_or(Language::Nb, Language::from);
    let text = with_links(engine, &thread.row, (&row.body, language)).await?;
    let message = Message {
        id: row.message_id.clone(),
        date: system_time(row.occurred_at),
        from,
        to: first,
        reply_to: reply_to.map(|address| Mailbox { name, address }),
        subject: row.subject.clone(),
        text,
        in_reply_to: row.in_reply_to.clone(),
        references: row.refers_to.iter().flat_map(|ids| ids.split(' ')).map(str::to_owned).collect(),
        automatic: row.automatic,
        language: Some(language.tag()),
    };
    Ok(Ok(Letter {
        to,
        cc: of(Part::Cc).collect(),
        bcc: of(Part::Bcc).collect(),
        bounce_to: marked(Purpose::Bounce, u128::from_be_bytes(mail.id.0)),
        files,
        answers_by_itself: row.automatic && row.in_reply_to.is_some(),
        ..Letter::from(message)
    }))
}

/// The text with the links to the case, and to the question how it went, where their marks stand: no row holds a link.
async fn with_links(
    engine: &Engine,
    thread: &super::EmailThread,
    (body, language): (&str, Language),
) -> Result<String, Failure> {
    let is_marked = [LINK_MARK, ANSWER_MARK].iter().any(|mark| body.contains(mark));
    let case = match thread.case.filter(|_| is_marked) {
        Some(case) => engine.tables().case.get(engine.store(), case).await?,
        None => None,
    };
    let Some(case) = case else { return Ok(body.to_owned()) };
    let link = support::portal_address(engine, (case.id, &case.row), language);
    let answer = if body.contains(ANSWER_MARK) {
        support::feedback_address(engine, (case.id, case.row.contact), language).await?.unwrap_or_default()
    } else {
        String::new()
    };
    // What a mark in a quoted mail stood for was another mail's.
    let once = |body: &str, mark: &str, link: &str| body.replacen(mark, link, 1).replace(mark, "");
    Ok(once(&once(body, LINK_MARK, &link), ANSWER_MARK, &answer))
}

/// What goes along; none where a file is not there any more: a mail without what it speaks of is another mail.
async fn files(engine: &Engine, mail: RowId) -> Result<Option<Vec<File>>, Failure> {
    let table = &engine.tables().email_file;
    let query = table.all().matching(Condition::Is(table.f.message, Value::Id(mail))).limit(BATCH_ROWS);
    let mut files = Vec::new();
    for file in table.find(engine.store(), query).await? {
        let read = engine.store().read_file(&table.read, file.id, table.f.content).await?;
        let Some(read) = read else { return Ok(None) };
        let media_type = read.info().media_type.clone();
        files.push(File { name: file.row.title, media_type, content_id: None, bytes: read.whole().await? });
    }
    Ok(Some(files))
}
