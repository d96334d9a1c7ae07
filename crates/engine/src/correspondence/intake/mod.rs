//! Mail on its way in: every message of a shared mailbox gets a row that says what became of it, in the transaction in which
//! it becomes that. So the same message taken twice, by whatever way, is there once.

mod belongs;
mod keep;
mod mailbox;
mod report;

pub use mailbox::{
    Declared, MailboxState, NotKept, declare, late_mailboxes, looked, mailbox_named, mailboxes, may_see_mailboxes,
    missing, next_number, not_kept, outcome_in_words, raise_alarm,
};

pub(crate) use keep::{body, is_in_text, new_token, subject};
pub(crate) use mailbox::{in_words, is_late};

use crate::context::Engine;
use crate::correspondence::mailboxes::{IntakeRow, MailboxRow, Outcome, Rule};
use crate::failure::Failure;
use crate::files::clean_name;
use crate::limits::INTAKE_ATTEMPTS;
use belongs::Place;
use mail::{Class, Incoming, ParseError, classify};
use model::{Moment, RowId, Value};
use store::{ApplyError, Changes, Condition, Stored};

/// What the whole of a mail is called as a file.
const ORIGINAL: &str = "e-post.eml";

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
    take_several(engine, now, std::slice::from_ref(arrival)).await.pop().unwrap_or(Err(Failure::Stale))
}

/// Takes messages in, one after another in their order, and says of each what became of it. Their files are put together, which
/// is most of the work: so several at once take less time than each by itself.
pub async fn take_several(engine: &Engine, now: Moment, arrivals: &[Arrival<'_>]) -> Vec<Result<Outcome, Failure>> {
    let parsed: Vec<_> =
        arrivals.iter().map(|arrival| arrival.bytes.map_or(Err(ParseError::Large), mail::parse)).collect();
    let mut outcomes = Vec::with_capacity(arrivals.len());
    let mut together = put(engine, now, arrivals, &parsed).await.map(Vec::into_iter);
    for (arrival, parsed) in arrivals.iter().zip(&parsed) {
        let files = if let Ok(together) = &mut together {
            Ok(together.next().unwrap_or_default())
        } else {
            // One of them may be the cause, and the others need not suffer from it.
            let (arrival, parsed) = (std::slice::from_ref(arrival), std::slice::from_ref(parsed));
            put(engine, now, arrival, parsed).await.map(|mut files| files.pop().unwrap_or_default())
        };
        outcomes.push(match files {
            Ok(files) => take_with(engine, now, arrival, parsed, &files).await,
            Err(failure) => Err(failure),
        });
    }
    outcomes
}

/// Puts the files of the messages that may be kept: for each message the original, and then what is attached to it.
async fn put(
    engine: &Engine,
    now: Moment,
    arrivals: &[Arrival<'_>],
    parsed: &[Result<Incoming, ParseError>],
) -> Result<Vec<Vec<RowId>>, Failure> {
    let own = own(engine).await?;
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let (mut files, mut counts) = (Vec::new(), Vec::new());
    for (arrival, parsed) in arrivals.iter().zip(parsed) {
        let before = files.len();
        if let (Some(bytes), Ok(incoming)) = (arrival.bytes, parsed)
            && may_be_kept(classify(incoming, &own, engine.marks()).class)
            && self::before(engine, &arrival.place()).await?.is_none()
        {
            files.push((ORIGINAL.to_owned(), bytes));
            let attached = incoming.attachments.iter();
            files.extend(attached.map(|one| (clean_name(&one.name), one.bytes.as_slice())));
        }
        counts.push(files.len() - before);
    }
    let mut ids = crate::files::take_in_whole(engine, now, &files).await?.into_iter();
    Ok(counts.into_iter().map(|count| ids.by_ref().take(count).collect()).collect())
}

fn may_be_kept(class: Class) -> bool {
    match class {
        Class::Person | Class::AutoReply | Class::OutOfOffice => true,
        Class::Own | Class::Bounce | Class::AbuseReport | Class::List => false,
    }
}

/// Takes in one message whose files are put; those that it does not come to name go again.
async fn take_with(
    engine: &Engine,
    now: Moment,
    arrival: &Arrival<'_>,
    parsed: &Result<Incoming, ParseError>,
    files: &[RowId],
) -> Result<Outcome, Failure> {
    let outcome = tried(engine, now, arrival, parsed, files).await;
    // What is attached to a mail that was sealed is named by nothing.
    if !matches!(outcome, Ok((Outcome::Stored, true))) || files.len() > 1 {
        crate::files::discard(engine, files).await?;
    }
    outcome.map(|(outcome, _)| outcome)
}

/// What became of the message, and whether it became that now.
async fn tried(
    engine: &Engine,
    now: Moment,
    arrival: &Arrival<'_>,
    parsed: &Result<Incoming, ParseError>,
    files: &[RowId],
) -> Result<(Outcome, bool), Failure> {
    let mailbox = engine.tables().mailbox.get(engine.store(), arrival.mailbox).await?.ok_or(Failure::NotFound)?;
    for _ in 0..INTAKE_ATTEMPTS {
        if let Some(before) = before(engine, &arrival.place()).await? {
            return Ok((before, false));
        }
        let taking = Taking { engine, now, arrival, mailbox: &mailbox, files };
        let (changes, outcome) = match parsed {
            Ok(incoming) => taking.judged(incoming).await?,
            Err(ParseError::Large) => taking.left(Outcome::TooLarge, Rule::TooLarge)?,
            Err(_) => taking.left(Outcome::Unreadable, Rule::Unreadable)?,
        };
        match engine.store().apply(changes).await {
            Ok(()) => return Ok((outcome, true)),
            // The same message came by another way, or the thread, the case or the person was changed at the same time: look again.
            Err(ApplyError::Taken { .. } | ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
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

/// The addresses that are ours.
async fn own(engine: &Engine) -> Result<Vec<String>, Failure> {
    let table = &engine.tables().mailbox;
    let all = table.find(engine.store(), table.all()).await?;
    let sender = engine.settings().sender.address.to_lowercase();
    Ok(all.into_iter().map(|mailbox| mailbox.row.address).chain([sender]).collect())
}

impl Arrival<'_> {
    fn place(&self) -> String {
        format!("{}/{}/{}", self.mailbox, self.validity, self.number)
    }
}

/// What is to be written, and what became of the message.
type Taken = (Changes, Outcome);

/// A message that is being taken in.
pub(super) struct Taking<'a> {
    pub(super) engine: &'a Engine,
    pub(super) now: Moment,
    pub(super) arrival: &'a Arrival<'a>,
    pub(super) mailbox: &'a Stored<MailboxRow>,
    /// The original and what is attached, as they were put; none where it is not to be kept.
    pub(super) files: &'a [RowId],
}

impl Taking<'_> {
    /// A message that is not kept: the row alone.
    fn left(&self, outcome: Outcome, why: Rule) -> Result<Taken, Failure> {
        let mut changes = Changes::new();
        self.note(&mut changes, outcome, why, None)?;
        Ok((changes, outcome))
    }

    /// Adds the row that says what became of the message. `why` is the rule that decided.
    pub(super) fn note(
        &self,
        changes: &mut Changes,
        outcome: Outcome,
        why: Rule,
        message: Option<RowId>,
    ) -> Result<(), Failure> {
        let row = IntakeRow {
            mailbox: self.mailbox.id,
            validity: i64::from(self.arrival.validity),
            number: i64::from(self.arrival.number),
            place: Some(self.arrival.place()),
            message,
            outcome,
            why: Some(why),
            seen_at: self.now,
        };
        Ok(self.engine.tables().mail_intake.insert(changes, self.engine.new_id(self.now), &row)?)
    }

    async fn judged(&self, incoming: &Incoming) -> Result<Taken, Failure> {
        let own = own(self.engine).await?;
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let classified = classify(incoming, &own, self.engine.marks());
        match classified.class {
            Class::Own => return self.left(Outcome::Own, Rule::Own),
            Class::Bounce => return self.bounced(incoming).await,
            Class::AbuseReport => return self.complained(incoming).await,
            Class::List => return self.left(Outcome::List, Rule::List),
            Class::Person | Class::AutoReply | Class::OutOfOffice => {}
        }
        if self.is_here(incoming).await? {
            return self.left(Outcome::Known, Rule::SameId);
        }
        let place = self.belongs(incoming).await?;
        let answers = !incoming.in_reply_to.is_empty() || !incoming.references.is_empty();
        match (classified.class, &place) {
            // A notice that answers nothing may be an alarm; somebody's holiday is none.
            (Class::OutOfOffice, Place::New) => self.left(Outcome::Automatic, Rule::OutOfOffice),
            (Class::AutoReply, Place::New) if answers => self.left(Outcome::Automatic, Rule::AutoReply),
            _ => self.kept(incoming, &classified, place).await,
        }
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
