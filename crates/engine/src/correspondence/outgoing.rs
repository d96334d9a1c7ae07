//! A mail of ours in a thread: rows first, in the transaction that causes it; a job then hands it over. Its Message-ID bears a
//! mark of ours, by which answers and bounces find back whatever their programs leave out.

use super::mailboxes::Otherwise;
use super::marked_id;
use super::thread::{
    Because, Direction, EmailFile, EmailMessage, EmailParticipant, EmailReference, EmailThread, MailState, Part,
    PartOf, print,
};
use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{BATCH_ROWS, WRITTEN_ID_BYTES};
use crate::parties;
use mail::Mailbox;
use model::{Moment, RowId, Value};
use store::{Actor, Changes, Condition, Stored};

/// A mail that is to be sent.
pub(crate) struct Outgoing<'a> {
    /// In which thread. Its row is there already, or in the same changes.
    pub(crate) thread: (RowId, &'a EmailThread),
    /// The mail that it answers: its id, and those before it.
    pub(crate) answers: Vec<String>,
    /// Its subject.
    pub(crate) subject: String,
    /// All of its text.
    pub(crate) body: String,
    /// To whom.
    pub(crate) to: Vec<Mailbox>,
    /// With a copy.
    pub(crate) cc: Vec<Mailbox>,
    /// With a copy that the others do not see.
    pub(crate) bcc: Vec<Mailbox>,
    /// Files that were put for it, with what each is called.
    pub(crate) files: Vec<(RowId, String)>,
    /// Which user wrote it; none where the machinery did.
    pub(crate) author: Option<RowId>,
    /// The mail that it hands on to somebody else.
    pub(crate) forwards: Option<RowId>,
}

impl<'a> Outgoing<'a> {
    /// What the machinery writes in a thread to one address.
    pub(crate) fn by_machine(
        thread: (RowId, &'a EmailThread),
        answers: Vec<String>,
        [subject, body]: [String; 2],
        to: String,
    ) -> Self {
        let to = vec![Mailbox { name: None, address: to }];
        let (cc, bcc, files) = (Vec::new(), Vec::new(), Vec::new());
        Self { thread, answers, subject, body, to, cc, bcc, files, author: None, forwards: None }
    }
}

/// Adds the mail and the job that sends it to `changes`. Gives its row.
pub(crate) async fn write(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    mail: Outgoing<'_>,
) -> Result<RowId, Failure> {
    let id = engine.new_id(now);
    write_as(engine, changes, now, id, mail).await?;
    Ok(id)
}

/// The same as the row `id`: a mail that is written again as the same row is there once.
pub(crate) async fn write_as(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    id: RowId,
    mail: Outgoing<'_>,
) -> Result<(), Failure> {
    let tables = engine.tables();
    let (thread, row) = mail.thread;
    let from = sender(engine, row).await?;
    let message_id = marked_id(engine, id, &from.address);
    let refers_to = mail.answers.join(" ");
    let message = EmailMessage {
        thread,
        direction: Direction::Out,
        recorded_because: Because::WrittenHere,
        recorded_by: None,
        author: mail.author,
        sender: Some(from.address.clone()),
        sent_by: None,
        verified: None,
        automatic: mail.author.is_none(),
        subject: mail.subject,
        body: mail.body,
        original: None,
        message_id: message_id.clone(),
        in_reply_to: mail.answers.last().cloned(),
        refers_to: (!refers_to.is_empty()).then_some(refers_to),
        forwards: mail.forwards,
        state: MailState::Queued,
        failure: None,
        occurred_at: now,
        recorded_at: now,
    };
    tables.email_message.insert(changes, id, &message)?;
    let reference = EmailReference { message: id, print: print(&message_id) };
    tables.email_reference.insert(changes, engine.new_id(now), &reference)?;
    let from = vec![from];
    let receivers = mail.to.iter().chain(&mail.cc).chain(&mail.bcc);
    let people = parties::people_at(engine, receivers.map(|one| one.address.as_str())).await?;
    let fields = [(Part::From, &from), (Part::To, &mail.to), (Part::Cc, &mail.cc), (Part::Bcc, &mail.bcc)];
    for (part, one) in fields.into_iter().flat_map(|(part, people)| people.iter().map(move |one| (part, one))) {
        let (name_written, address) = (one.name.clone(), Some(one.address.clone()));
        let person = people.get(&one.address).copied();
        let row = EmailParticipant { message: id, part, name_written, address, person };
        tables.email_participant.insert(changes, engine.new_id(now), &row)?;
    }
    for (content, title) in mail.files {
        let row = EmailFile { message: id, title, content, in_text: false, content_id: None };
        tables.email_file.insert(changes, engine.new_id(now), &row)?;
    }
    let actor = mail.author.map_or(Actor::Part("support"), Actor::User);
    let entry = Deed::MailWritten.entry(engine, now, actor, (tables.email_message.f.entity, id));
    changes.record(entry.about(row.person));
    changes.enqueue(JobKind::DeliverThreadEmail.about(engine, id, now));
    Ok(())
}

/// The ids of the mails of a thread, oldest first: what an answer refers to.
pub(crate) async fn ids_of(engine: &Engine, thread: RowId) -> Result<Vec<String>, Failure> {
    let table = &engine.tables().email_message;
    let query = table.all().matching(Condition::Is(table.f.thread, Value::Id(thread)));
    let query = query.newest_first(table.f.occurred_at).limit(crate::limits::REFERENCES_WRITTEN);
    let mut mails = table.find(engine.store(), query).await?;
    mails.reverse();
    Ok(mails.into_iter().map(|mail| mail.row.message_id).filter(|id| is_writable(id)).collect())
}

/// Whether an id that some program made can stand in a mail of ours (RFC 5322, 3.6.4): one of other signs is known here, and left out.
fn is_writable(id: &str) -> bool {
    id.len() <= WRITTEN_ID_BYTES && id.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte))
}

/// Who writes in a thread: the mailbox of the case's queue, or the one for this part of the work, or else the company.
pub(crate) async fn sender(engine: &Engine, thread: &EmailThread) -> Result<Mailbox, Failure> {
    let name = engine.settings().sender.name.clone();
    let found = mailbox_of(engine, thread).await?;
    Ok(found.map_or_else(|| engine.settings().sender.clone(), |mailbox| Mailbox { name, address: mailbox.row.address }))
}

/// The mailbox that answers in a thread come to.
pub(super) async fn mailbox_of(
    engine: &Engine,
    thread: &EmailThread,
) -> Result<Option<Stored<super::mailboxes::MailboxRow>>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let case = match thread.case {
        Some(case) => tables.case.get(store, case).await?,
        None => None,
    };
    let f = &tables.mailbox.f;
    let open = tables.mailbox.all().matching(Condition::Is(f.open, Value::Boolean(true))).limit(BATCH_ROWS);
    let all = tables.mailbox.find(store, open).await?;
    let queue = case.map(|case| case.row.queue);
    let fits = |mailbox: &Stored<super::mailboxes::MailboxRow>| match (queue, mailbox.row.queue) {
        (Some(queue), of) => of == Some(queue),
        (None, None) => mailbox.row.part_of.is_some_and(|part| part_of(part) == thread.part_of),
        (None, Some(_)) => false,
    };
    // To where copies go nobody is asked to write.
    Ok(all.into_iter().filter(|mailbox| mailbox.row.copies != Some(true)).find(fits))
}

/// The mailbox to whose marked addresses answers in a thread come: the one above, or else any other that takes addresses with a plus and
/// that people write to, that of the company's own address first.
pub(super) async fn answers_to(
    engine: &Engine,
    thread: &EmailThread,
) -> Result<Option<Stored<super::mailboxes::MailboxRow>>, Failure> {
    if let Some(own) = mailbox_of(engine, thread).await? {
        return Ok(Some(own).filter(|mailbox| mailbox.row.plus == Some(true)));
    }
    let (table, sender) = (&engine.tables().mailbox, engine.settings().sender.address.to_lowercase());
    let open = table.all().matching(Condition::Is(table.f.open, Value::Boolean(true)));
    let plus = open.matching(Condition::Is(table.f.plus, Value::Boolean(true))).limit(BATCH_ROWS);
    let mut all = table.find(engine.store(), plus).await?;
    all.retain(|mailbox| mailbox.row.copies != Some(true));
    all.sort_by_key(|mailbox| (mailbox.row.address != sender, mailbox.row.address.clone()));
    Ok(all.into_iter().next())
}

fn part_of(otherwise: Otherwise) -> PartOf {
    match otherwise {
        Otherwise::Sales => PartOf::Sales,
        Otherwise::Customer => PartOf::Customer,
        Otherwise::Project => PartOf::Project,
        Otherwise::Work => PartOf::Work,
    }
}
