//! Confirming: the person presses the button behind the link of their mail, once.

use super::ending::at_once;
use super::links::{address, find};
use super::mails::{kind_name, language_of};
use super::rows::{Identity, LinkPurpose, State};
use super::taken_up::take_up;
use crate::context::Engine;
use crate::failure::Failure;
use model::{Language, Moment};
use store::{Actor, ApplyError};

/// The word for the person in the ledger.
pub(super) const PERSON: Actor = Actor::Part("person");

/// What a link that still works is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToConfirm {
    /// What was asked for, in words.
    pub kind: String,
}

/// What the link with this secret would confirm; none where it was used, has expired, or never was. Changes nothing: mail
/// scanners open links.
pub async fn to_confirm(
    engine: &Engine,
    now: Moment,
    secret: &str,
    language: Language,
) -> Result<Option<ToConfirm>, Failure> {
    let found = find(engine, now, LinkPurpose::Confirm, secret).await?;
    Ok(found.map(|(_, request)| ToConfirm { kind: kind_name(engine, request.row.kind, language) }))
}

/// Uses the link up: the one who holds it reads the mailbox on record. Gives the path of the page on which the request is
/// followed; none where the link was used, has expired, or never was.
pub async fn confirm(engine: &Engine, now: Moment, secret: &str) -> Result<Option<String>, Failure> {
    let Some((link, request)) = find(engine, now, LinkPurpose::Confirm, secret).await? else { return Ok(None) };
    match request.row.state {
        State::Identity | State::New => {}
        State::Working | State::Answered => return Ok(None),
    }
    let mut taken = take_up(engine, now, PERSON, &request, Identity::Code).await?;
    taken.changes.delete(&engine.tables().request_link.write, link.id, link.version)?;
    match engine.store().apply(taken.changes).await {
        Ok(()) => {}
        // Two pressed at once: one of them was first.
        Err(ApplyError::Stale { .. }) => return Ok(None),
        Err(other) => return Err(other.into()),
    }
    if taken.ready {
        at_once(engine, now, request.id).await?;
    }
    let address = address(engine, language_of(&request.row), LinkPurpose::Follow, &taken.follow);
    Ok(address.strip_prefix(&engine.settings().url).map(str::to_owned))
}
