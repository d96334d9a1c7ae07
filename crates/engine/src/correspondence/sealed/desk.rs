//! Sealed mails at the desk: read by whoever deals with them, opened again, or taken away.

use super::rows::{Found, SealedMail, State};
use super::{instead_of_removed, instead_of_subject, instead_of_text};
use crate::context::{Caller, Engine};
use crate::correspondence::intake::{body, is_in_text, subject};
use crate::correspondence::{EmailFile, EmailMessage, EmailThread, cut};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::files::clean_name;
use crate::limits::{MESSAGE_ID_CHARACTERS, SECURE_LISTED};
use crate::privacy;
use mail::Incoming;
use model::{Column, Moment, RowId, Value};
use rights::Operation;
use store::{Changes, Condition, Query, Stored};

/// A sealed mail in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub id: RowId,
    /// Why it is sealed.
    pub found: Found,
    /// Since when.
    pub found_at: Moment,
}

/// A sealed mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What a list says of it.
    pub line: Line,
    /// Its version.
    pub version: i64,
    /// How far it has come.
    pub state: State,
    /// The case that it is in.
    pub case: Option<RowId>,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// What its files are called.
    pub files: Vec<String>,
    /// The mail as it came is here.
    pub has_original: bool,
}

/// What the caller may see of what waits to be judged, newest first.
pub async fn waiting(engine: &Engine, caller: &Caller) -> Result<Vec<Line>, Failure> {
    let table = &engine.tables().sealed_mail;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let query = Query::over(&scope).matching(Condition::Is(table.f.state, State::Waiting.write()));
    let query = query.newest_first(table.f.found_at).limit(SECURE_LISTED).only(vec![table.f.found, table.f.found_at]);
    let found = engine.store().find(query).await?;
    engine.looked(caller, table.f.entity, None, found.iter().map(|row| row.id).collect())?;
    let line = |row: &model::Record| {
        let found = row.get(table.f.found).and_then(Found::read)?;
        Some(Line { id: row.id, found, found_at: row.get(table.f.found_at).and_then(Moment::read)? })
    };
    Ok(found.iter().filter_map(line).collect())
}

/// A sealed mail with what it belongs to.
struct Loaded {
    sealed: Stored<SealedMail>,
    message: Stored<EmailMessage>,
    thread: Stored<EmailThread>,
    incoming: Option<(Vec<u8>, Incoming)>,
}

async fn load(engine: &Engine, caller: &Caller, id: RowId, operation: Operation) -> Result<Loaded, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.sealed_mail;
    let scope = engine.scope(caller, table.f.entity, operation)?;
    store.get(&scope, id).await?.ok_or(Failure::NotFound)?;
    let sealed = table.get(store, id).await?.ok_or(Failure::NotFound)?;
    let message = tables.email_message.get(store, sealed.row.message).await?.ok_or(Failure::NotFound)?;
    let thread = tables.email_thread.get(store, message.row.thread).await?.ok_or(Failure::NotFound)?;
    let incoming = match store.read_file(&table.read, id, table.f.original).await? {
        Some(file) => {
            let bytes = file.whole().await?;
            mail::parse(&bytes).ok().map(|incoming| (bytes, incoming))
        }
        None => None,
    };
    Ok(Loaded { sealed, message, thread, incoming })
}

/// One sealed mail.
pub async fn view(engine: &Engine, caller: &Caller, id: RowId) -> Result<View, Failure> {
    let Loaded { sealed, message, thread, incoming } = load(engine, caller, id, Operation::Read).await?;
    engine.looked(caller, engine.tables().sealed_mail.f.entity, Some(thread.row.person), vec![id])?;
    let incoming = incoming.as_ref().map(|(_, incoming)| incoming);
    let files = incoming.into_iter().flat_map(|incoming| &incoming.attachments);
    Ok(View {
        line: Line { id, found: sealed.row.found, found_at: sealed.row.found_at },
        version: sealed.version,
        state: sealed.row.state,
        case: thread.row.case,
        subject: incoming.map_or(message.row.subject, subject),
        files: files.filter(|file| !is_in_text(file)).map(|file| file.name.clone()).collect(),
        text: sealed.row.text,
        has_original: sealed.row.original.is_some(),
    })
}

/// The mail as it came, put for a row to name.
pub(super) async fn put(engine: &Engine, now: Moment, bytes: &[u8]) -> Result<RowId, Failure> {
    put_as(engine, now, ("e-post.eml", bytes)).await
}

async fn put_as(engine: &Engine, now: Moment, (title, bytes): (&str, &[u8])) -> Result<RowId, Failure> {
    let mut file = crate::files::take_in(engine, now, title).await?;
    file.write(bytes).await?;
    Ok(file.finish().await?)
}

/// It was not sensitive: the mail has its text, its files and its original again. Gives the case that it is in.
pub async fn clear(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, version): (RowId, i64),
) -> Result<Option<RowId>, Failure> {
    let loaded = load(engine, caller, id, Operation::Write).await?;
    if loaded.sealed.row.state != State::Waiting || loaded.sealed.version != version {
        return Err(Failure::Stale);
    }
    let mut files = Vec::new();
    let applied = async {
        let mut changes = Changes::new();
        opened(engine, &mut changes, now, &loaded, &mut files).await?;
        let table = &engine.tables().sealed_mail;
        let cells = vec![
            (table.f.state, State::Cleared.write()),
            (table.f.text, Value::Text("–".to_owned())),
            (table.f.original, Value::Null),
            (table.f.handled_at, Value::Moment(now)),
        ];
        changes.update(&table.write, id, version, cells)?;
        let entry = Deed::MailUnsealed.entry(engine, now, caller.actor(), (table.f.entity, id));
        changes.record(entry.about(loaded.thread.row.person).fields(vec![table.f.state, table.f.text]));
        Ok::<(), Failure>(engine.store().apply(changes).await?)
    };
    if let Err(failure) = applied.await {
        crate::files::discard(engine, &files).await?;
        return Err(failure);
    }
    Ok(loaded.thread.row.case)
}

/// The mail as it would have been kept.
async fn opened(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    loaded: &Loaded,
    files: &mut Vec<RowId>,
) -> Result<(), Failure> {
    let tables = engine.tables();
    let (message, f) = (&loaded.message, &tables.email_message.f);
    let mut cells = vec![(f.body, Value::Text(loaded.sealed.row.text.clone()))];
    if let Some((bytes, incoming)) = &loaded.incoming {
        let original = put(engine, now, bytes).await?;
        files.push(original);
        let subject = subject(incoming);
        cells.extend([(f.original, Value::Id(original)), (f.subject, Value::Text(subject.clone()))]);
        cells[0].1 = Value::Text(body(incoming));
        for attachment in &incoming.attachments {
            let title = clean_name(&attachment.name);
            let content = put_as(engine, now, (&title, &attachment.bytes)).await?;
            files.push(content);
            let content_id = attachment.content_id.as_deref().map(|id| cut(id, MESSAGE_ID_CHARACTERS));
            let in_text = is_in_text(attachment);
            let row = EmailFile { message: message.id, title, content, in_text, content_id };
            tables.email_file.insert(changes, engine.new_id(now), &row)?;
        }
        named(engine, changes, &loaded.thread, &subject).await?;
    }
    Ok(changes.update(&tables.email_message.write, message.id, message.version, cells)?)
}

/// The thread and the case that the mail began are called as it is.
async fn named(
    engine: &Engine,
    changes: &mut Changes,
    thread: &Stored<EmailThread>,
    subject: &str,
) -> Result<(), Failure> {
    let (tables, hidden) = (engine.tables(), instead_of_subject());
    if thread.row.subject == hidden {
        let cells = vec![(tables.email_thread.f.subject, Value::Text(subject.to_owned()))];
        changes.update(&tables.email_thread.write, thread.id, thread.version, cells)?;
    }
    let Some(case) = thread.row.case else { return Ok(()) };
    let Some(case) = tables.case.get(engine.store(), case).await? else { return Ok(()) };
    if case.row.title == hidden {
        let title = cut(subject, crate::limits::CASE_TITLE_CHARACTERS);
        changes.update(&tables.case.write, case.id, case.version, vec![(tables.case.f.title, Value::Text(title))])?;
    }
    Ok(())
}

/// It stands where it belongs, or is not needed: what was sealed goes, and the mail says that something was removed. Gives the
/// case that it is in.
pub async fn remove(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, version): (RowId, i64),
) -> Result<Option<RowId>, Failure> {
    let Loaded { sealed, message, thread, .. } = load(engine, caller, id, Operation::Write).await?;
    if sealed.row.state != State::Waiting || sealed.version != version {
        return Err(Failure::Stale);
    }
    let tables = engine.tables();
    let person = thread.row.person;
    if message.row.body == instead_of_text() {
        let table = &tables.email_message;
        let mut changes = Changes::new();
        let cells = vec![(table.f.body, Value::Text(instead_of_removed()))];
        changes.update(&table.write, message.id, message.version, cells)?;
        let entry = Deed::SealedRemoved.entry(engine, now, caller.actor(), (tables.sealed_mail.f.entity, id));
        changes.record(entry.about(person).fields(vec![tables.sealed_mail.f.text, tables.sealed_mail.f.original]));
        engine.store().apply(changes).await?;
    }
    privacy::discard(engine, caller, now, person, id, version).await?;
    Ok(thread.row.case)
}
