//! Mail on its way in: the shared mailboxes that a file declares, and what colleagues share of their own, read for as long as the server
//! runs.
//!
//! What becomes of a message is the engine's affair, and how a server is asked that of `mail`. The log names a mailbox by its
//! line in the file, and repeats nothing of what a server said.

mod file;
mod mbox;
mod own;
mod reader;
mod secret;

pub(crate) use file::{Declared, Mailboxes, OwnServer, read};
pub(crate) use mbox::{Message, messages};
pub(crate) use secret::Secret;

use crate::limits::MAILBOX_LOOK_TIME;
use crate::open::now;
use engine::correspondence::{self, declare};
use engine::{Engine, RowId};
use futures_util::future::join_all;
use reader::Reader;
use std::convert::Infallible;
use tokio::sync::watch;

/// Reads the mailboxes, and says which of those that are to be read are not, until `stop` says so.
pub(crate) async fn run(engine: Engine, declared: Mailboxes, mut stop: watch::Receiver<bool>) {
    let reading = join_all(declared.shared.iter().map(|mailbox| keep(&engine, mailbox)));
    let reading = async { tokio::join!(reading, own::read(&engine, declared.own.as_ref())) };
    tokio::select! {
        // What was begun is offered again by the next start.
        _ = stop.wait_for(|stop| *stop) => {}
        (_, alarm) = async { tokio::join!(reading, alarm(&engine)) } => match alarm {},
    }
}

/// Lets those in charge be told of mailboxes that are late, whether or not this server is to read them.
async fn alarm(engine: &Engine) -> Infallible {
    loop {
        match correspondence::raise_alarm(engine, now()).await {
            Ok(0) => {}
            Ok(raised) => {
                tracing::warn!("{raised} shared mailboxes are not fetched any more: those in charge are told");
            }
            Err(failure) => tracing::error!("it could not be looked which mailboxes are late: {failure}"),
        }
        tokio::time::sleep(MAILBOX_LOOK_TIME).await;
    }
}

/// Reads one mailbox whenever its row says that it is to be read.
async fn keep(engine: &Engine, mailbox: &Declared) -> Infallible {
    loop {
        if let Some(row) = row(engine, mailbox).await {
            let reader = Reader::new(engine, mailbox, row);
            tokio::select! {
                () = mail::watch(&mailbox.server, &mailbox.folder, &reader) => {}
                () = until_not(engine, mailbox, row) => {
                    tracing::info!("the mailbox of line {} is not to be read any more", mailbox.line);
                }
            }
        }
        tokio::time::sleep(MAILBOX_LOOK_TIME).await;
    }
}

/// Its row, which is made where there is none; nothing if it is not to be read.
async fn row(engine: &Engine, mailbox: &Declared) -> Option<RowId> {
    match declare(engine, now(), &mailbox.address).await {
        Ok(declared) => {
            if declared.is_new {
                let (line, id) = (mailbox.line, declared.id);
                tracing::info!(
                    "the mailbox of line {line} has a row now, {id}: choose on the desk in which queue its cases go"
                );
            }
            declared.is_open.then_some(declared.id)
        }
        Err(failure) => {
            tracing::error!("the row of the mailbox of line {} cannot be read: {failure}", mailbox.line);
            None
        }
    }
}

/// Returns when another row, or none, says that the mailbox is to be read.
async fn until_not(engine: &Engine, mailbox: &Declared, row: RowId) {
    loop {
        tokio::time::sleep(MAILBOX_LOOK_TIME).await;
        if let Ok(declared) = declare(engine, now(), &mailbox.address).await
            && (!declared.is_open || declared.id != row)
        {
            return;
        }
    }
}
