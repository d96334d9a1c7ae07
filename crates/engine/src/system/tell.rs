//! Telling a user by mail that a way into their account came, went or was refused.
//!
//! The mail says what happened and what to do about it, and leads to no secret.

use super::colleagues::colleague;
use crate::catalogue::Catalogue;
use crate::context::Engine;
use crate::correspondence::jobs::system_time;
use crate::failure::Failure;
use crate::jobs::Done;
use mail::{DeliverError, Mailbox, Message};
use model::Moment;
use std::sync::LazyLock;
use store::QueuedJob;

/// The words of these mails.
pub(crate) static WORDS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(include_str!("../../languages/tell.nb.ftl"), include_str!("../../languages/tell.en.ftl"))
});

/// Mails the user whom the job is about; the message `what` says what happened. Its Message-ID is the same at every attempt.
pub(crate) async fn tell(engine: &Engine, now: Moment, job: &QueuedJob, what: &str) -> Result<Done, Failure> {
    let Some(user) = colleague(engine, job.target).await? else { return Ok(Done::Finished) };
    let sender = &engine.settings().sender;
    let domain = sender.address.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let arguments = [
        ("company", engine.model().controller.name.as_str()),
        ("link", &format!("{}/desk/account/passkeys", engine.settings().url)),
    ];
    let message = Message {
        id: format!("told.{}@{domain}", job.id),
        date: system_time(now),
        from: sender.clone(),
        to: Mailbox { name: None, address: user.address },
        reply_to: None,
        subject: WORDS.say(user.language, &format!("{what}-subject"), &arguments),
        text: WORDS.say(user.language, &format!("{what}-body"), &arguments),
        in_reply_to: None,
        references: Vec::new(),
        automatic: true,
        language: Some(user.language.tag()),
    };
    match engine.settings().transport.deliver(&message).await {
        // An address that takes no mail is no reason to try for days: the ledger has it.
        Ok(()) | Err(DeliverError::Refused { .. }) => Ok(Done::Finished),
        Err(error @ DeliverError::Later { .. }) => Ok(Done::Later(error.to_string())),
    }
}
