//! Mailboxes of colleagues' own: whoever connects theirs has one folder of it read, until they pause or disconnect it or leave.
//!
//! The log names such a mailbox by its row, and nothing that is in it.

use super::file::OwnServer;
use super::reader::{take_in, trouble};
use crate::limits::OWN_MAILBOX_LOOK_TIME;
use crate::open::now;
use engine::correspondence::own::{OwnAccount, credentials, looked_at_own, own_accounts};
use engine::correspondence::{FoundIn, compare};
use engine::{Engine, Failure};
use mail::{Compared, Fetched, ImapError, Intake, Login, Taken, UidList};
use std::collections::HashMap;
use std::convert::Infallible;
use std::future::pending;
use tokio::task::{AbortHandle, JoinSet};

/// Reads each mailbox that is connected, for as long as it is.
pub(super) async fn read(engine: &Engine, server: Option<&OwnServer>) -> Infallible {
    let Some(server) = server else { return pending().await };
    // What is read ends with the set.
    let (mut tasks, mut read) = (JoinSet::new(), HashMap::<OwnAccount, AbortHandle>::new());
    loop {
        match own_accounts(engine, now()).await {
            Ok(accounts) => {
                read.retain(|account, task| {
                    let stays = accounts.contains(account) && !task.is_finished();
                    if !stays {
                        task.abort();
                    }
                    stays
                });
                for account in accounts {
                    let reader = Reader { engine: engine.clone(), server: server.clone(), account };
                    read.entry(account).or_insert_with(|| tasks.spawn(reader.watch()));
                }
            }
            Err(failure) => tracing::error!("it could not be looked which mailboxes are connected: {failure}"),
        }
        while tasks.try_join_next().is_some() {}
        tokio::time::sleep(OWN_MAILBOX_LOOK_TIME).await;
    }
}

/// Takes what is shared of one mailbox in.
struct Reader {
    engine: Engine,
    server: OwnServer,
    account: OwnAccount,
}

impl Reader {
    async fn watch(self) {
        Box::pin(mail::watch(&self.server.server, &self.server.folder, &self)).await;
    }

    fn failed(&self, what: &str, failure: &Failure) -> ImapError {
        tracing::error!("{what} the connected mailbox {}: {failure}", self.account.id);
        ImapError::Later
    }
}

impl Intake for Reader {
    async fn login(&self) -> Result<Login, ImapError> {
        match credentials(&self.engine, now(), self.account).await {
            Ok(Some((user, Some(password)))) if self.server.token.is_none() => Ok(Login::Password { user, password }),
            Ok(Some((user, None))) => match &self.server.token {
                Some(token) => token.login(&user).await,
                None => Err(ImapError::SignIn),
            },
            Ok(Some((_, Some(_)))) => Err(ImapError::SignIn),
            // The next look at which are connected ends this.
            Ok(None) => Err(ImapError::Later),
            Err(failure) => Err(self.failed("there is no password of", &failure)),
        }
    }

    async fn compare(&self, list: &UidList) -> Result<Compared, ImapError> {
        let compared = compare(&self.engine, FoundIn::Own(self.account.id), list.validity, &list.uids).await;
        let compared =
            compared.map_err(|failure| self.failed("it could not be looked what is missing of", &failure))?;
        // What its owner has in their mailbox is theirs.
        Ok(Compared { missing: compared.missing, deleted: Vec::new() })
    }

    async fn removed(&self, _: u32, _: &[u32]) {}

    async fn take(&self, message: Fetched) -> Taken {
        self.take_several(vec![message]).await.pop().unwrap_or(Taken::Later)
    }

    async fn take_several(&self, messages: Vec<Fetched>) -> Vec<Taken> {
        let from = (FoundIn::Own(self.account.id), self.server.vouches.as_deref());
        take_in(&self.engine, from, &messages, &|number| {
            format!("message {number} of the connected mailbox {}", self.account.id)
        })
        .await
    }

    async fn looked(&self, outcome: Result<(), &ImapError>) {
        let looked = looked_at_own(&self.engine, now(), self.account.id, outcome.err().map(trouble)).await;
        if let Err(failure) = looked {
            self.failed("it could not be noted how it was read", &failure);
        }
    }
}
