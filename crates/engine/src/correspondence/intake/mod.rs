//! Mail on its way in: every message of a shared mailbox gets a row that says what became of it, in the transaction in which
//! it becomes that. So the same message taken twice, by whatever way, is there once.

mod belongs;
mod keep;
mod mailbox;
mod report;

pub use mailbox::{MailboxState, looked, mailbox_named, mailboxes, missing};

pub(crate) use keep::{body, is_in_text, new_token, subject};

use crate::context::Engine;
use crate::correspondence::mailboxes::{IntakeRow, MailboxRow, Outcome};
use crate::failure::Failure;
use crate::limits::INTAKE_ATTEMPTS;
use belongs::Place;
use mail::{Class, Incoming, ParseError, classify};
use model::{Moment, RowId, Value};
use store::{ApplyError, Changes, Condition, Stored};

/// A message as it was found in a mailbox.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// The mailbox's row.
    pub mailbox: RowId,
    /// `UIDVALIDITY` of the mailbox (RFC 3501, 2.3.1.1).
    pub validity: u32,
    /// The number of the message under it.
    pub number: u32,
    /// The message; none where it has more bytes than are read.
    pub bytes: Option<&'a [u8]>,
    /// What our own receiving server calls itself where it says what a sender is worth (RFC 8601).
    pub vouches: Option<&'a str>,
}

/// Takes a message in, durably, and says what became of it. One that was taken before is not taken again.
pub async fn take(engine: &Engine, now: Moment, arrival: &Arrival<'_>) -> Result<Outcome, Failure> {
    let tables = engine.tables();
    let mailbox = tables.mailbox.get(engine.store(), arrival.mailbox).await?.ok_or(Failure::NotFound)?;
    let parsed = arrival.bytes.map_or(Err(ParseError::Large), mail::parse);
    for _ in 0..INTAKE_ATTEMPTS {
        if let Some(before) = before(engine, &arrival.place()).await? {
            return Ok(before);
        }
        let taking = Taking { engine, now, arrival, mailbox: &mailbox };
        let (changes, outcome, files) = match &parsed {
            Ok(incoming) => taking.judged(incoming).await?,
            Err(ParseError::Large) => taking.left(Outcome::TooLarge, "too-large").await?,
            Err(_) => taking.left(Outcome::Unreadable, "unreadable").await?,
        };
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(outcome),
            // The same message came by another way, or the thread, the case or the person was changed at the same time: look again.
            Err(ApplyError::Taken { .. } | ApplyError::Stale { .. }) => crate::files::discard(engine, &files).await?,
            Err(other) => {
                crate::files::discard(engine, &files).await?;
                return Err(other.into());
            }
        }
    }
    Err(Failure::Stale)
}

/// What became of the message in this place, if it was seen before.
async fn before(engine: &Engine, place: &str) -> Result<Option<Outcome>, Failure> {
    let table = &engine.tables().mail_intake;
    let same = table.all().matching(Condition::Is(table.f.place, Value::Text(place.to_owned())));
    Ok(table.first(engine.store(), same).await?.map(|seen| seen.row.outcome))
}

impl Arrival<'_> {
    fn place(&self) -> String {
        format!("{}/{}/{}", self.mailbox, self.validity, self.number)
    }
}

/// What is to be written, what became of the message, and the files that were put for it.
type Taken = (Changes, Outcome, Vec<RowId>);

/// A message that is being taken in.
pub(super) struct Taking<'a> {
    pub(super) engine: &'a Engine,
    pub(super) now: Moment,
    pub(super) arrival: &'a Arrival<'a>,
    pub(super) mailbox: &'a Stored<MailboxRow>,
}

impl Taking<'_> {
    /// A message that is not kept: the row alone.
    async fn left(&self, outcome: Outcome, why: &str) -> Result<Taken, Failure> {
        let mut changes = Changes::new();
        self.note(&mut changes, outcome, why, None)?;
        Ok((changes, outcome, Vec::new()))
    }

    /// Adds the row that says what became of the message. `why` is the rule that decided.
    pub(super) fn note(
        &self,
        changes: &mut Changes,
        outcome: Outcome,
        why: &str,
        message: Option<RowId>,
    ) -> Result<(), Failure> {
        let row = IntakeRow {
            mailbox: self.mailbox.id,
            validity: i64::from(self.arrival.validity),
            number: i64::from(self.arrival.number),
            place: Some(self.arrival.place()),
            message,
            outcome,
            why: Some(why.to_owned()),
            seen_at: self.now,
        };
        Ok(self.engine.tables().mail_intake.insert(changes, self.engine.new_id(self.now), &row)?)
    }

    async fn judged(&self, incoming: &Incoming) -> Result<Taken, Failure> {
        let own = self.own().await?;
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let classified = classify(incoming, &own, self.engine.marks());
        match classified.class {
            Class::Own => return self.left(Outcome::Own, "own").await,
            Class::Bounce => return self.bounced(incoming).await,
            Class::AbuseReport => return self.complained(incoming).await,
            Class::List => return self.left(Outcome::List, "list").await,
            Class::Person | Class::AutoReply | Class::OutOfOffice => {}
        }
        if self.is_here(incoming).await? {
            return self.left(Outcome::Known, "same-id").await;
        }
        let place = self.belongs(incoming).await?;
        let answers = !incoming.in_reply_to.is_empty() || !incoming.references.is_empty();
        match (classified.class, &place) {
            // A notice that answers nothing may be an alarm; somebody's holiday is none.
            (Class::OutOfOffice, Place::New) => self.left(Outcome::Automatic, "out-of-office").await,
            (Class::AutoReply, Place::New) if answers => self.left(Outcome::Automatic, "auto-reply").await,
            _ => self.kept(incoming, &classified, place).await,
        }
    }

    /// The addresses that are ours.
    async fn own(&self) -> Result<Vec<String>, Failure> {
        let table = &self.engine.tables().mailbox;
        let all = table.find(self.engine.store(), table.all()).await?;
        let sender = self.engine.settings().sender.address.to_lowercase();
        Ok(all.into_iter().map(|mailbox| mailbox.row.address).chain([sender]).collect())
    }

    /// Whether the same mail is here already, from another mailbox or written here.
    async fn is_here(&self, incoming: &Incoming) -> Result<bool, Failure> {
        let table = &self.engine.tables().email_message;
        let id = Value::Text(self.message_id(incoming));
        let same = table.all().matching(Condition::Is(table.f.message_id, id));
        Ok(table.first(self.engine.store(), same).await?.is_some())
    }

    /// The id that the mail has, or one made of its bytes where it has none.
    pub(super) fn message_id(&self, incoming: &Incoming) -> String {
        let hashed = |bytes: &[u8]| {
            use sha2::{Digest, Sha256};
            format!("{}@without-id.invalid", crate::system::hex(&Sha256::digest(bytes)[..16]))
        };
        match &incoming.id {
            Some(id) if id.chars().count() <= crate::limits::MESSAGE_ID_CHARACTERS => id.clone(),
            Some(id) => hashed(id.as_bytes()),
            None => hashed(self.arrival.bytes.unwrap_or_default()),
        }
    }
}
