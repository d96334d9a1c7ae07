//! One mailbox, as the engine takes its messages in.

use super::Declared;
use crate::open::now;
use engine::correspondence::{Arrival, FoundIn, Trouble, compare, looked, removed, take_several};
use engine::{Engine, Failure, RowId};
use mail::{Compared, Fetched, ImapError, Intake, Login, Taken, UidList};
use std::sync::{Mutex, PoisonError};

/// Takes the messages of a mailbox in.
pub(super) struct Reader<'a> {
    engine: &'a Engine,
    mailbox: &'a Declared,
    row: RowId,
    /// How the last look went; none before the first.
    last: Mutex<Option<Result<(), Trouble>>>,
}

impl<'a> Reader<'a> {
    /// Whose row is `row`.
    pub(super) fn new(engine: &'a Engine, mailbox: &'a Declared, row: RowId) -> Self {
        Self { engine, mailbox, row, last: Mutex::new(None) }
    }

    /// Logs how a look went, if the one before went otherwise.
    fn tell(&self, outcome: Result<(), &ImapError>) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let this = outcome.map_err(trouble);
        if *last != Some(this) {
            match outcome {
                Ok(()) => tracing::info!("the mailbox of line {} is read", self.mailbox.line),
                Err(error) => tracing::warn!("the mailbox of line {} is not read: {error}", self.mailbox.line),
            }
            *last = Some(this);
        }
    }
}

impl Intake for Reader<'_> {
    async fn login(&self) -> Result<Login, ImapError> {
        self.mailbox.login().await
    }

    async fn compare(&self, list: &UidList) -> Result<Compared, ImapError> {
        let compared =
            compare(self.engine, FoundIn::Shared(self.row), list.validity, &list.uids).await.map_err(|failure| {
                tracing::error!("it could not be looked what is missing of a mailbox: {failure}");
                ImapError::Later
            })?;
        let deleted = if self.mailbox.keeps_deleted { Vec::new() } else { compared.deleted };
        Ok(Compared { missing: compared.missing, deleted })
    }

    async fn removed(&self, validity: u32, uids: &[u32]) {
        // What is not noted is deleted again at the next look, which changes nothing.
        if let Err(failure) = removed(self.engine, self.row, validity, uids).await {
            tracing::error!("it could not be noted what was deleted in a mailbox: {failure}");
        }
    }

    async fn take(&self, message: Fetched) -> Taken {
        self.take_several(vec![message]).await.pop().unwrap_or(Taken::Later)
    }

    async fn take_several(&self, messages: Vec<Fetched>) -> Vec<Taken> {
        take_in(self.engine, (FoundIn::Shared(self.row), self.mailbox.vouches.as_deref()), &messages, &|number| {
            format!("message {number} of the mailbox of line {}", self.mailbox.line)
        })
        .await
    }

    async fn looked(&self, outcome: Result<(), &ImapError>) {
        self.tell(outcome);
        if let Err(failure) = looked(self.engine, now(), self.row, outcome.err().map(trouble)).await {
            tracing::error!("it could not be noted how a mailbox was read: {failure}");
        }
    }
}

/// Takes messages in, and logs by its name which could not be.
pub(super) async fn take_in(
    engine: &Engine,
    (found_in, vouches): (FoundIn, Option<&str>),
    messages: &[Fetched],
    name: &(dyn Fn(u32) -> String + Sync),
) -> Vec<Taken> {
    let arrivals: Vec<Arrival<'_>> = messages
        .iter()
        .map(|message| {
            let (validity, number, bytes) = (message.validity, message.uid, message.bytes.as_deref());
            Arrival { found_in, validity, number, bytes, vouches }
        })
        .collect();
    let outcomes = take_several(engine, now(), &arrivals).await;
    let taken = messages.iter().zip(outcomes).map(|(message, outcome)| match outcome {
        Ok(_) => Taken::Done,
        // Its owner disconnected it meanwhile.
        Err(Failure::NotFound) if matches!(found_in, FoundIn::Own(_)) => {
            tracing::debug!("{} is not taken in: its mailbox is not connected any more", name(message.uid));
            Taken::Later
        }
        Err(failure) => {
            tracing::error!("{} could not be taken in: {failure}", name(message.uid));
            Taken::Later
        }
    });
    taken.collect()
}

/// What is noted of an error: nothing that a server said.
pub(super) fn trouble(error: &ImapError) -> Trouble {
    match error {
        ImapError::Unreachable(_) => Trouble::Unreachable,
        ImapError::SignIn => Trouble::SignIn,
        ImapError::NoMailbox => Trouble::NoFolder,
        ImapError::Connection(_) => Trouble::Broken,
        ImapError::Later => Trouble::Message,
        ImapError::Secret(_) => Trouble::Secret,
    }
}
