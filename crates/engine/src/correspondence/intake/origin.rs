//! Where a message lies, and what follows from it: in a mailbox that we share, or in the folder into which somebody puts what they share
//! of a mailbox of their own. Either has rows of its own about its messages.

use super::Taking;
use crate::context::Engine;
use crate::correspondence::mailboxes::{IntakeRow, MailboxRow, Otherwise, Outcome, Rule};
use crate::correspondence::own::SharedMail;
use crate::correspondence::thread::{Because, PartOf};
use crate::failure::Failure;
use crate::system::address_of_user;
use model::{Moment, RowId, Value};
use std::collections::HashMap;
use std::time::UNIX_EPOCH;
use store::{Changes, Condition, Query, Stored};

/// Where a message was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundIn {
    /// In the shared mailbox with this row.
    Shared(RowId),
    /// In the folder of shared mail in the mailbox of somebody's own with this row.
    Own(RowId),
}

/// The same with its row.
pub(super) enum Origin {
    /// A mailbox that we share.
    Shared(Box<Stored<MailboxRow>>),
    /// A mailbox of somebody's own.
    Own(Owned),
}

/// A mailbox of somebody's own.
pub(super) struct Owned {
    account: RowId,
    /// Whose.
    pub(super) user: RowId,
    /// What they write from, in the normal form.
    pub(super) addresses: Vec<String>,
}

/// What a row says of a message that was seen before.
pub(super) struct Seen {
    pub(super) id: RowId,
    pub(super) version: i64,
    pub(super) outcome: Outcome,
    /// The mail that it was is deleted here.
    pub(super) is_deleted: bool,
}

impl FoundIn {
    /// Where a message lies, in one word.
    pub(super) fn place(self, validity: u32, number: u32) -> String {
        let (Self::Shared(row) | Self::Own(row)) = self;
        format!("{row}/{validity}/{number}")
    }

    /// Its row, as it is now.
    pub(super) async fn origin(self, engine: &Engine) -> Result<Origin, Failure> {
        let (tables, store) = (engine.tables(), engine.store());
        let account = match self {
            Self::Shared(row) => {
                let mailbox = tables.mailbox.get(store, row).await?.ok_or(Failure::NotFound)?;
                return Ok(Origin::Shared(Box::new(mailbox)));
            }
            Self::Own(row) => tables.mail_account.get_in_use(store, row).await?.ok_or(Failure::NotFound)?,
        };
        let user = tables.user.get_in_use(store, account.row.user).await?.ok_or(Failure::NotFound)?;
        let address = address_of_user(engine, user.id).await?;
        let addresses = address.into_iter().chain(crate::parties::email(&account.row.user_name)).collect();
        Ok(Origin::Own(Owned { account: account.id, user: user.id, addresses }))
    }

    /// What is known of the messages in these places, by place.
    pub(super) async fn seen(self, engine: &Engine, places: Vec<Value>) -> Result<HashMap<String, Seen>, Failure> {
        let (tables, store) = (engine.tables(), engine.store());
        let mut seen = HashMap::new();
        match self {
            Self::Shared(_) => {
                let table = &tables.mail_intake;
                let query = table.all().matching(Condition::OneOf(table.f.place, places));
                for Stored { id, version, row } in table.find(store, query).await? {
                    let is_deleted = is_deleted((row.outcome, &row.print, row.message));
                    let Some(place) = row.place else { continue };
                    seen.insert(place, Seen { id, version, outcome: row.outcome, is_deleted });
                }
            }
            Self::Own(_) => {
                let table = &tables.shared_mail;
                let query = table.all().matching(Condition::OneOf(table.f.place, places));
                for Stored { id, version, row } in table.find(store, query).await? {
                    let known = Outcome::ALL.iter().find(|outcome| outcome.key() == row.outcome);
                    let outcome = known.copied().unwrap_or(Outcome::Stored);
                    let is_deleted = is_deleted((outcome, &row.print, row.message));
                    seen.insert(row.place, Seen { id, version, outcome, is_deleted });
                }
            }
        }
        Ok(seen)
    }
}

/// Whether the mail that a message was is deleted here, and not yet in its mailbox.
fn is_deleted((outcome, print, message): (Outcome, &Option<String>, Option<RowId>)) -> bool {
    matches!(outcome, Outcome::Stored | Outcome::Known) && print.is_some() && message.is_none()
}

/// Whether a mail with this print was taken in before, from wherever.
pub(super) async fn was_here(engine: &Engine, print: &str) -> Result<bool, Failure> {
    async fn any(engine: &Engine, query: Query<'_>) -> Result<bool, Failure> {
        Ok(engine.store().count_to(query, 1).await? > 0)
    }
    let (intake, shared) = (&engine.tables().mail_intake, &engine.tables().shared_mail);
    let print = || Value::Text(print.to_owned());
    Ok(any(engine, intake.all().matching(Condition::Is(intake.f.print, print()))).await?
        || any(engine, shared.all().matching(Condition::Is(shared.f.print, print()))).await?)
}

impl Origin {
    /// The queue in which a mail of somebody new opens a case.
    pub(super) fn queue(&self) -> Option<RowId> {
        match self {
            Self::Shared(mailbox) => mailbox.row.queue,
            Self::Own(_) => None,
        }
    }

    /// It takes copies from colleagues, and mail from nobody else.
    pub(super) fn takes_copies(&self) -> bool {
        match self {
            Self::Shared(mailbox) => mailbox.row.copies == Some(true),
            Self::Own(_) => false,
        }
    }

    /// The work that a thread from here is part of.
    pub(super) fn part_of(&self) -> PartOf {
        let Self::Shared(mailbox) = self else { return PartOf::Work };
        match (mailbox.row.queue, mailbox.row.part_of) {
            (Some(_), _) => PartOf::Support,
            (None, Some(Otherwise::Sales)) => PartOf::Sales,
            (None, Some(Otherwise::Customer)) => PartOf::Customer,
            (None, Some(Otherwise::Project)) => PartOf::Project,
            (None, Some(Otherwise::Work) | None) => PartOf::Work,
        }
    }

    /// Whoever shares what lies here.
    pub(super) fn shared_by(&self) -> Option<RowId> {
        match self {
            Self::Shared(_) => None,
            Self::Own(owned) => Some(owned.user),
        }
    }

    /// Why a mail from here is kept, and who saw to that; `by` is the colleague who wrote it.
    pub(super) fn because(&self, by: Option<RowId>) -> (Because, Option<RowId>) {
        match (self, by) {
            (Self::Own(owned), _) => (Because::SharedThread, Some(owned.user)),
            (Self::Shared(_), Some(by)) => (Because::Copy, Some(by)),
            (Self::Shared(_), None) => (Because::SharedMailbox, None),
        }
    }
}

impl Taking<'_> {
    /// When a mail was: what comes to us is from now, whatever it says itself. What somebody shares may be old, and they have seen what it
    /// says.
    pub(super) fn written_at(&self, incoming: &mail::Incoming) -> Moment {
        let Origin::Own(_) = self.origin else { return self.now };
        let since = incoming.date.and_then(|date| date.duration_since(UNIX_EPOCH).ok());
        let at = since.and_then(|since| i64::try_from(since.as_micros()).ok());
        at.map_or(self.now, |at| Moment(at).min(self.now))
    }

    /// Adds the row that says what became of the message, and the rule that decided. The print of the mail that it is outlives that
    /// mail: what is deleted here does not come in again, and is deleted in the mailbox.
    pub(super) fn note(
        &self,
        changes: &mut Changes,
        (outcome, why): (Outcome, Rule),
        (message, print): (Option<RowId>, Option<String>),
    ) -> Result<(), Failure> {
        let (tables, id) = (self.engine.tables(), self.engine.new_id(self.now));
        let (number, place, seen_at) = (i64::from(self.arrival.number), self.arrival.place(), self.now);
        match self.origin {
            Origin::Shared(mailbox) => {
                let (mailbox, place, why) = (mailbox.id, Some(place), Some(why));
                let validity = i64::from(self.arrival.validity);
                let row = IntakeRow { mailbox, validity, number, place, message, print, outcome, why, seen_at };
                Ok(tables.mail_intake.insert(changes, id, &row)?)
            }
            Origin::Own(owned) => {
                let (outcome, why) = (outcome.key().to_owned(), why.key().to_owned());
                let account = owned.account.to_string();
                let row = SharedMail { account, number, place, message, print, outcome, why, seen_at };
                Ok(tables.shared_mail.insert(changes, id, &row)?)
            }
        }
    }
}
