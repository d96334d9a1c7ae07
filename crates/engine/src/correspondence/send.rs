//! Handing over a mail of a thread.

use super::outgoing::mailbox_of;
use super::thread::{EmailMessage, MailState, Part};
use crate::context::Engine;
use crate::correspondence::jobs::system_time;
use crate::failure::Failure;
use crate::jobs::Done;
use crate::limits::{BATCH_ROWS, MAIL_FAILURE_CHARACTERS};
use crate::requests::LINK_MARK;
use crate::support;
use mail::{DeliverError, File, Letter, Mailbox, Message, Purpose, Refusal};
use model::{Column, Language, Moment, RowId, Value};
use store::{Changes, Condition, Stored};

/// Hands the mail `id` to the transport. A second copy after a crash bears the same id.
pub(crate) async fn deliver(engine: &Engine, _now: Moment, id: RowId) -> Result<Done, Failure> {
    let table = &engine.tables().email_message;
    let Some(record) = engine.store().get(&table.read, id).await? else { return Ok(Done::Finished) };
    let stored = table.typed(&record)?;
    // What is only stored is not used: it is not sent either.
    if stored.row.state != MailState::Queued || record.restricted.is_some() {
        return Ok(Done::Finished);
    }
    let Some(letter) = letter(engine, &stored).await? else { return Ok(Done::Finished) };
    let cells = match engine.send(&letter).await {
        Ok(refused) if refused.is_empty() => vec![(table.f.state, MailState::Sent.write())],
        Ok(refused) => {
            vec![(table.f.state, MailState::Bounced.write()), (table.f.failure, Value::Text(why(&refused)))]
        }
        Err(error @ DeliverError::Refused { .. }) => {
            let why = super::cut(&error.to_string(), MAIL_FAILURE_CHARACTERS);
            vec![(table.f.state, MailState::Failed.write()), (table.f.failure, Value::Text(why))]
        }
        Err(error @ DeliverError::Later { .. }) => return Ok(Done::Later(error.to_string())),
    };
    let mut changes = Changes::new();
    changes.update(&table.write, id, stored.version, cells)?;
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
pub(crate) async fn give_up(engine: &Engine, id: RowId) -> Result<Changes, Failure> {
    turn(engine, id, MailState::Queued, MailState::Failed).await
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

async fn letter(engine: &Engine, mail: &Stored<EmailMessage>) -> Result<Option<Letter>, Failure> {
    let (tables, row) = (engine.tables(), &mail.row);
    let Some(thread) = tables.email_thread.get(engine.store(), row.thread).await? else { return Ok(None) };
    let mailbox = mailbox_of(engine, &thread.row).await?;
    let plus = mailbox.as_ref().filter(|mailbox| mailbox.row.plus == Some(true)).map(|it| it.row.address.as_str());
    let marked = |purpose, id: u128| plus.and_then(|address| engine.marks().address(purpose, id, address));
    let token = u128::from_str_radix(&thread.row.token, 16).ok();
    let reply_to = token.and_then(|token| marked(Purpose::Reply, token));
    let query =
        tables.email_participant.all().matching(Condition::Is(tables.email_participant.f.message, Value::Id(mail.id)));
    let people = tables.email_participant.find(engine.store(), query.limit(BATCH_ROWS)).await?;
    let of = |part: Part| {
        let of = people.iter().filter(move |one| one.row.part == part);
        of.map(|one| Mailbox { name: one.row.name_written.clone(), address: one.row.address.clone() })
    };
    let mut to: Vec<Mailbox> = of(Part::To).collect();
    if to.is_empty() {
        return Ok(None);
    }
    let first = to.remove(0);
    let from = of(Part::From).next().unwrap_or_else(|| engine.settings().sender.clone());
    let name = from.name.clone();
    let person = tables.person.get(engine.store(), thread.row.person).await?;
    let language = person.and_then(|person| person.row.language).map_or(Language::Nb, Language::from);
    let text = with_link(engine, &thread.row, (&row.body, language)).await?;
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
    Ok(Some(Letter {
        to,
        cc: of(Part::Cc).collect(),
        bcc: of(Part::Bcc).collect(),
        bounce_to: marked(Purpose::Bounce, u128::from_be_bytes(mail.id.0)),
        files: files(engine, mail.id).await?,
        answers_by_itself: row.automatic && row.in_reply_to.is_some(),
        ..Letter::from(message)
    }))
}

/// The text with the link to the case where its mark stands: no row holds a link.
async fn with_link(
    engine: &Engine,
    thread: &super::EmailThread,
    (body, language): (&str, Language),
) -> Result<String, Failure> {
    let case = match thread.case.filter(|_| body.contains(LINK_MARK)) {
        Some(case) => engine.tables().case.get(engine.store(), case).await?,
        None => None,
    };
    let Some(case) = case else { return Ok(body.to_owned()) };
    let link = support::portal_address(engine, (case.id, &case.row), language);
    // What a mark in a quoted mail stood for was another mail's.
    Ok(body.replacen(LINK_MARK, &link, 1).replace(LINK_MARK, ""))
}

async fn files(engine: &Engine, mail: RowId) -> Result<Vec<File>, Failure> {
    let table = &engine.tables().email_file;
    let query = table.all().matching(Condition::Is(table.f.message, Value::Id(mail))).limit(BATCH_ROWS);
    let mut files = Vec::new();
    for file in table.find(engine.store(), query).await? {
        let read = engine.store().read_file(&table.read, file.id, table.f.content).await?;
        let Some(read) = read else { continue };
        let media_type = read.info().media_type.clone();
        files.push(File { name: file.row.title, media_type, content_id: None, bytes: read.whole().await? });
    }
    Ok(files)
}
