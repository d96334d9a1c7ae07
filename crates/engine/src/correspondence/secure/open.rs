//! The page behind the link, for whom a message is to. It has no session: the code goes along with each form.
//!
//! Opening the link changes nothing, since programs open links. A code is mailed when a button is pressed.

use super::brake::count;
use super::links::{Worth, find, worth};
use super::rows::SecureMessage;
use crate::context::{Caller, Engine};
use crate::correspondence::Direction;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::files;
use crate::jobs::JobKind;
use crate::limits::{MESSAGE_CHARACTERS, SECURE_SECONDS};
use crate::notices;
use crate::system::{Brake, forget_attempt, hash};
use crate::website::{Mistake, Network, keyed_hash, text};
use model::{Language, Moment, RowId, Value};
use store::{Actor, ApplyError, Changes, Stored};

/// The word in the ledger for whoever opened a link.
pub(super) const PERSON: Actor = Actor::Part("person");

/// What is behind a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A message that waits to be read, for which a code is needed.
    Waits,
    /// A message of theirs that waits until they confirm that the address is theirs.
    ToConfirm,
}

/// What is behind the link with this secret; none where it has expired or never was. Changes nothing.
pub async fn look(engine: &Engine, now: Moment, secret: &str) -> Result<Option<Shown>, Failure> {
    let found = find(engine, now, secret).await?;
    Ok(found.map(|message| match message.row.direction {
        Direction::Out => Shown::Waits,
        Direction::In => Shown::ToConfirm,
    }))
}

/// What somebody sends along to show who they are.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// The secret of the link.
    pub secret: &'a str,
    /// By which asking the code was mailed.
    pub asked: &'a str,
    /// The code as typed.
    pub code: &'a str,
    /// Where from; used to count and then forgotten.
    pub network: Network,
}

/// Whether the page opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate<T> {
    /// It does.
    Open(T),
    /// The link has expired, or never was.
    Gone,
    /// The code is wrong.
    Wrong,
    /// The code was right and is too old.
    Old,
    /// Too many attempts: not before then.
    Wait(Moment),
}

/// Mails a code to the address that the message was sent to. Gives what the form must bring with it.
pub async fn ask_code(engine: &Engine, now: Moment, secret: &str, network: Network) -> Result<Gate<String>, Failure> {
    let Some(message) = waiting(engine, now, secret).await? else { return Ok(Gate::Gone) };
    if let Brake::On(until) = count(engine, now, "secure-mail", (message.id, network)).await? {
        return Ok(Gate::Wait(until));
    }
    let job = JobKind::SendSecureCode.about(engine, message.id, now);
    let asked = job.id.to_string();
    let mut changes = Changes::new();
    changes.enqueue(job);
    engine.store().apply(changes).await?;
    Ok(Gate::Open(asked))
}

/// The message of ours with this link.
async fn waiting(engine: &Engine, now: Moment, secret: &str) -> Result<Option<Stored<SecureMessage>>, Failure> {
    let found = find(engine, now, secret).await?;
    Ok(found.filter(|message| message.row.direction == Direction::Out))
}

/// The message, where the code is right. An attempt is counted before it is looked at, and forgotten when it was right.
async fn enter(engine: &Engine, now: Moment, typed: &Typed<'_>) -> Result<Gate<Stored<SecureMessage>>, Failure> {
    let Some(message) = waiting(engine, now, typed.secret).await? else { return Ok(Gate::Gone) };
    let counted = match count(engine, now, "secure-code", (message.id, typed.network)).await? {
        Brake::On(until) => return Ok(Gate::Wait(until)),
        Brake::Off(counted) => counted,
    };
    Ok(match worth(engine, now, message.id, (typed.asked, typed.code)) {
        Worth::Wrong => Gate::Wrong,
        Worth::Old => Gate::Old,
        Worth::Right => {
            forget_attempt(engine, counted).await?;
            Gate::Open(message)
        }
    })
}

impl<T> Gate<T> {
    /// The same about something else, where it does not open.
    fn closed<U>(self) -> Option<Gate<U>> {
        match self {
            Self::Open(_) => None,
            Self::Gone => Some(Gate::Gone),
            Self::Wrong => Some(Gate::Wrong),
            Self::Old => Some(Gate::Old),
            Self::Wait(until) => Some(Gate::Wait(until)),
        }
    }
}

/// What stands on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The text.
    pub text: String,
    /// What the file is called, where there is one.
    pub file: Option<String>,
    /// When it was written.
    pub written_at: Moment,
    /// Until when it can be read.
    pub expires_at: Moment,
}

/// The message itself. The first time is noted.
pub async fn read(engine: &Engine, now: Moment, typed: &Typed<'_>) -> Result<Gate<Parcel>, Failure> {
    let message = match enter(engine, now, typed).await? {
        Gate::Open(message) => message,
        other => return Ok(other.closed().unwrap_or(Gate::Gone)),
    };
    let table = &engine.tables().secure_message;
    if message.row.read_at.is_none() {
        let mut changes = Changes::new();
        changes.update(&table.write, message.id, message.version, vec![(table.f.read_at, Value::Moment(now))])?;
        let entry = Deed::SecureOpened.entry(engine, now, PERSON, (table.f.entity, message.id));
        changes.record(entry.about(message.row.person));
        match engine.store().apply(changes).await {
            // Opened twice at once: the other has noted it.
            Ok(()) | Err(ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let file = match message.row.document {
        Some(_) => engine.store().file_info(&table.read, message.id, table.f.document).await?,
        None => None,
    };
    Ok(Gate::Open(Parcel {
        text: message.row.text,
        file: file.map(|file| file.title),
        written_at: message.row.written_at,
        expires_at: message.row.expires_at,
    }))
}

/// The file of the message and what it is called.
pub async fn fetch(engine: &Engine, now: Moment, typed: &Typed<'_>) -> Result<Gate<(String, Vec<u8>)>, Failure> {
    let message = match enter(engine, now, typed).await? {
        Gate::Open(message) => message,
        other => return Ok(other.closed().unwrap_or(Gate::Gone)),
    };
    let table = &engine.tables().secure_message;
    let Some(file) = engine.store().read_file(&table.read, message.id, table.f.document).await? else {
        return Ok(Gate::Gone);
    };
    let title = file.info().title.clone();
    Ok(Gate::Open((title, file.whole().await?)))
}

/// An answer as it came.
#[derive(Debug, Clone, Copy)]
pub struct Reply<'a> {
    /// As typed.
    pub text: &'a str,
    /// A file that was put for it.
    pub file: Option<RowId>,
    /// Whether they agree that we read what is sensitive in it.
    pub agreed: bool,
}

/// How an answer ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// It is with whoever wrote.
    Received,
    /// It must be mended first; nothing is stored.
    Mend {
        /// What is wrong with the text.
        text: Option<Mistake>,
        /// They did not agree that we read it.
        not_agreed: bool,
    },
}

/// Takes an answer to whoever wrote. The same one sent twice, with the same file or without one, is one.
pub async fn answer(
    engine: &Engine,
    now: Moment,
    typed: &Typed<'_>,
    reply: Reply<'_>,
) -> Result<Gate<Answered>, Failure> {
    let message = match enter(engine, now, typed).await? {
        Gate::Open(message) => message,
        other => return Ok(other.closed().unwrap_or(Gate::Gone)),
    };
    let (text, mistake) = checked(reply.text);
    if mistake.is_some() || !reply.agreed {
        return Ok(Gate::Open(Answered::Mend { text: mistake, not_agreed: !reply.agreed }));
    }
    let table = &engine.tables().secure_message;
    let holds = match reply.file {
        Some(file) => files::digest(engine, file).await?.unwrap_or_default(),
        None => String::new(),
    };
    let parts = [&message.id.to_string(), typed.asked, &text, &holds];
    let once = keyed_hash(&engine.settings().secret, "secure answer", &parts);
    let row = SecureMessage {
        person: message.row.person,
        address: message.row.address,
        direction: Direction::In,
        agreed_at: Some(now),
        text,
        unconfirmed: None,
        document: reply.file,
        token_hash: hash(&once),
        expires_at: now.plus_seconds(SECURE_SECONDS),
        author: None,
        handler: message.row.handler.or(message.row.author),
        written_at: now,
        read_at: None,
        handled_at: None,
    };
    match engine.store().apply(coming(engine, now, &row).await?).await {
        Ok(()) => Ok(Gate::Open(Answered::Received)),
        Err(ApplyError::Taken { field }) if field == table.f.token_hash => Ok(Gate::Open(Answered::Received)),
        Err(other) => Err(other.into()),
    }
}

async fn coming(engine: &Engine, now: Moment, row: &SecureMessage) -> Result<Changes, Failure> {
    let (table, id) = (&engine.tables().secure_message, engine.new_id(now));
    let mut changes = Changes::new();
    table.insert(&mut changes, id, row)?;
    let entry = Deed::Received.entry(engine, now, PERSON, (table.f.entity, id));
    changes.record(entry.about(row.person));
    told(engine, now, &mut changes, (id, row.handler)).await?;
    Ok(changes)
}

/// Adds to `changes` that whoever deals with the message, or else those who answer for all of them, are told.
pub(super) async fn told(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (id, handler): (RowId, Option<RowId>),
) -> Result<(), Failure> {
    let Some(handler) = handler else {
        changes.enqueue(JobKind::TellSecure.about(engine, id, now));
        return Ok(());
    };
    let machinery = Caller::command(Language::Nb);
    let at = (engine.tables().secure_message.f.entity, id);
    notices::given(engine, &machinery, now, changes, at, handler).await
}

/// A text from the net, and what is wrong with it.
pub(super) fn checked(written: &str) -> (String, Option<Mistake>) {
    let mut problems = Vec::new();
    let text = text(&mut problems, written);
    let mistake = problems.first().map(|problem| problem.mistake);
    let mistake = mistake.or_else(|| text.is_empty().then_some(Mistake::Missing));
    debug_assert!(mistake.is_some() || text.chars().count() <= MESSAGE_CHARACTERS);
    (text, mistake)
}
