//! One mailbox, as the engine takes its messages in.

use super::Declared;
use crate::open::now;
use engine::correspondence::{Arrival, Trouble, looked, missing, take_several};
use engine::{Engine, RowId};
use mail::{Fetched, ImapError, Intake, Login, Taken, UidList};
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

    async fn missing(&self, list: &UidList) -> Vec<u32> {
        match missing(self.engine, self.row, list.validity, &list.uids).await {
            Ok(missing) => missing,
            Err(failure) => {
                tracing::error!("it could not be looked what is missing of a mailbox: {failure}");
                // Each is offered then, and what is here already is not taken again.
                list.uids.clone()
            }
        }
    }

    async fn take(&self, message: Fetched) -> Taken {
        self.take_several(vec![message]).await.pop().unwrap_or(Taken::Later)
    }

    async fn take_several(&self, messages: Vec<Fetched>) -> Vec<Taken> {
        let arrivals: Vec<Arrival<'_>> = messages
            .iter()
            .map(|message| Arrival {
                mailbox: self.row,
                validity: message.validity,
                number: message.uid,
                bytes: message.bytes.as_deref(),
                vouches: self.mailbox.vouches.as_deref(),
            })
            .collect();
        let outcomes = take_several(self.engine, now(), &arrivals).await;
        let taken = messages.iter().zip(outcomes).map(|(message, outcome)| match outcome {
            Ok(_) => Taken::Done,
            Err(failure) => {
                let (number, line) = (message.uid, self.mailbox.line);
                tracing::error!("message {number} of the mailbox of line {line} could not be taken in: {failure}");
                Taken::Later
            }
        });
        taken.collect()
    }

    async fn looked(&self, outcome: Result<(), &ImapError>) {
        self.tell(outcome);
        if let Err(failure) = looked(self.engine, now(), self.row, outcome.err().map(trouble)).await {
            tracing::error!("it could not be noted how a mailbox was read: {failure}");
        }
    }
}

/// What is noted of an error: nothing that a server said.
fn trouble(error: &ImapError) -> Trouble {
    match error {
        ImapError::Unreachable(_) => Trouble::Unreachable,
        ImapError::SignIn => Trouble::SignIn,
        ImapError::NoMailbox => Trouble::NoFolder,
        ImapError::Connection(_) => Trouble::Broken,
        ImapError::Later => Trouble::Message,
        ImapError::Secret(_) => Trouble::Secret,
    }
}
