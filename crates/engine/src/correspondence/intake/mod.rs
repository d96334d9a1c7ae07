//! Mail on its way in: every message of a shared mailbox, and every one that somebody shares of their own, gets a row that says what
//! became of it, in the transaction in which it becomes that. So the same message taken twice, by whatever way, is there once.

mod belongs;
mod blocked;
mod chains;
mod compare;
mod copied;
mod keep;
mod mailbox;
mod origin;
mod report;
mod requested;

pub use origin::FoundIn;

pub use compare::{Compared, compare, next_number, removed};
pub use mailbox::{
    Declared, MailboxState, NotKept, declare, late_mailboxes, looked, mailbox_named, mailboxes, may_see_mailboxes,
    not_kept, outcome_in_words, raise_alarm,
};

pub(crate) use keep::{body, is_in_text, new_token, subject};
pub(crate) use mailbox::{in_words, is_late, is_overdue, rule_in_words};

use crate::context::Engine;
use crate::correspondence::mailboxes::{Outcome, Rule};
use crate::correspondence::thread::print;
use crate::failure::Failure;
use crate::files::clean_name;
use crate::limits::INTAKE_ATTEMPTS;
use belongs::Place;
use chains::chains;
use futures_util::future::join_all;
use mail::{Class, Incoming, ParseError, classify, clues};
use model::{Moment, RowId, Value};
use origin::{Origin, was_here};
use store::{ApplyError, Changes, Condition};

/// What the whole of a mail is called as a file.
const ORIGINAL: &str = "e-post.eml";

/// A message as it was found in a mailbox.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// Where it was found.
    pub found_in: FoundIn,
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

/// Takes messages in and says of each what became of it, as though they came one after another in their order. Their files are put
/// together, and those that have nothing to do with one another are written together: so several at once take less time than
/// each by itself.
pub async fn take_several(engine: &Engine, now: Moment, arrivals: &[Arrival<'_>]) -> Vec<Result<Outcome, Failure>> {
    let parsed: Vec<_> =
        arrivals.iter().map(|arrival| arrival.bytes.map_or(Err(ParseError::Large), mail::parse)).collect();
    let clues: Vec<_> = parsed.iter().map(|parsed| Some(clues(parsed.as_ref().ok()?, engine.marks()))).collect();
    let mut files: Vec<_> = put_all(engine, now, arrivals, &parsed).await.into_iter().map(Some).collect();
    let chains = chains(&clues)
        .into_iter()
        .map(|chain| -> Vec<_> { chain.into_iter().filter_map(|at| Some((at, files.get_mut(at)?.take()?))).collect() });
    let taken = chains.map(async |chain| {
        let mut taken = Vec::with_capacity(chain.len());
        for (at, files) in chain {
            taken.push((
                at,
                match files {
                    Ok(files) => take_with(engine, now, &arrivals[at], &parsed[at], &files).await,
                    Err(failure) => Err(failure),
                },
            ));
        }
        taken
    });
    let mut taken: Vec<_> = join_all(taken).await.into_iter().flatten().collect();
    taken.sort_by_key(|(at, _)| *at);
    taken.into_iter().map(|(_, outcome)| outcome).collect()
}

/// Puts the files of all messages together, or those of each by itself where that fails: one of them may be the cause, and the others
/// need not suffer from it.
async fn put_all(
    engine: &Engine,
    now: Moment,
    arrivals: &[Arrival<'_>],
    parsed: &[Result<Incoming, ParseError>],
) -> Vec<Result<Vec<RowId>, Failure>> {
    if let Ok(files) = put(engine, now, arrivals, parsed).await {
        return files.into_iter().map(Ok).collect();
    }
    let mut all = Vec::with_capacity(arrivals.len());
    for (arrival, parsed) in arrivals.iter().zip(parsed) {
        let files = put(engine, now, std::slice::from_ref(arrival), std::slice::from_ref(parsed)).await;
        all.push(files.map(|mut files| files.pop().unwrap_or_default()));
    }
    all
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
            && self::before(engine, arrival).await?.is_none()
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
    let origin = arrival.found_in.origin(engine).await?;
    for _ in 0..INTAKE_ATTEMPTS {
        if let Some(before) = before(engine, arrival).await? {
            return Ok((before, false));
        }
        let taking = Taking { engine, now, arrival, origin: &origin, files };
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

/// What became of the message, if it was seen before.
async fn before(engine: &Engine, arrival: &Arrival<'_>) -> Result<Option<Outcome>, Failure> {
    let seen = arrival.found_in.seen(engine, vec![Value::Text(arrival.place())]).await?;
    Ok(seen.into_values().next().map(|seen| seen.outcome))
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
        self.found_in.place(self.validity, self.number)
    }
}

/// What is to be written, and what became of the message.
type Taken = (Changes, Outcome);

/// A message that is being taken in.
pub(super) struct Taking<'a> {
    pub(super) engine: &'a Engine,
    pub(super) now: Moment,
    pub(super) arrival: &'a Arrival<'a>,
    origin: &'a Origin,
    /// The original and what is attached, as they were put; none where it is not to be kept.
    pub(super) files: &'a [RowId],
}

impl Taking<'_> {
    /// A message that is not kept: the row alone.
    fn left(&self, outcome: Outcome, why: Rule) -> Result<Taken, Failure> {
        let mut changes = Changes::new();
        self.note(&mut changes, (outcome, why), (None, None))?;
        Ok((changes, outcome))
    }

    /// A message that is, or was, here as this mail by another way.
    fn known(&self, incoming: &Incoming, (mail, why): (Option<RowId>, Rule)) -> Result<Taken, Failure> {
        let mut changes = Changes::new();
        self.note(&mut changes, (Outcome::Known, why), (mail, Some(print(&self.message_id(incoming)))))?;
        Ok((changes, Outcome::Known))
    }

    async fn judged(&self, incoming: &Incoming) -> Result<Taken, Failure> {
        let own = own(self.engine).await?;
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let classified = classify(incoming, &own, self.engine.marks());
        match classified.class {
            Class::Own => {
                return match self.is_here(incoming).await? {
                    Some(here) => self.known(incoming, here),
                    None => self.left(Outcome::Own, Rule::Own),
                };
            }
            Class::Bounce => return self.bounced(incoming).await,
            Class::AbuseReport => return self.complained(incoming).await,
            Class::List => return self.left(Outcome::List, Rule::List),
            Class::Person | Class::AutoReply | Class::OutOfOffice => {}
        }
        if let Some(here) = self.is_here(incoming).await? {
            return self.known(incoming, here);
        }
        let place = self.belongs(incoming).await?;
        let answers = !incoming.in_reply_to.is_empty() || !incoming.references.is_empty();
        match (classified.class, &place) {
            // A notice that answers nothing may be an alarm; somebody's holiday is none.
            (Class::OutOfOffice, Place::New | Place::Request(_)) => self.left(Outcome::Automatic, Rule::OutOfOffice),
            (Class::AutoReply, Place::New) if answers => self.left(Outcome::Automatic, Rule::AutoReply),
            (Class::AutoReply, Place::Request(_)) => self.left(Outcome::Automatic, Rule::AutoReply),
            _ => self.kept(incoming, &classified, place).await,
        }
    }

    /// The same mail, from another mailbox or written here: where it is here, or was and is deleted, as the rule says.
    async fn is_here(&self, incoming: &Incoming) -> Result<Option<(Option<RowId>, Rule)>, Failure> {
        let (tables, store) = (self.engine.tables(), self.engine.store());
        let (f, id) = (&tables.email_message.f, self.message_id(incoming));
        let same = tables.email_message.all().matching(Condition::Is(f.message_id, Value::Text(id.clone())));
        if let Some(mail) = tables.email_message.first(store, same).await? {
            return Ok(Some((Some(mail.id), Rule::SameId)));
        }
        Ok(was_here(self.engine, &print(&id)).await?.then_some((None, Rule::Deleted)))
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
