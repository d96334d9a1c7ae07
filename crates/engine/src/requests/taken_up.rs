//! A request is taken up: it is sure who asks, so its tasks are set out, the person gets a way to follow it, and the
//! responsible are told.

use super::links::make;
use super::mails::{Draft, Said, last, queue, without_gaps};
use super::proof::proof;
use super::rows::{Identity, LinkPurpose, MailKind, Request, State};
use super::tasks;
use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::JobKind;
use model::{Column, Moment, Value};
use store::{Actor, Changes, Stored};

/// What was made.
pub(super) struct TakenUp {
    pub(super) changes: Changes,
    /// The secret of the link by which the person follows the request.
    pub(super) follow: String,
    /// The identity is enough, and nothing outside waits: what a program can do may be done at once.
    pub(super) ready: bool,
}

/// Everything that follows from it being `identity` who asks. Where that is not enough for what is held about them, the
/// request goes on waiting, and says why.
pub(super) async fn take_up(
    engine: &Engine,
    now: Moment,
    actor: Actor,
    request: &Stored<Request>,
    identity: Identity,
) -> Result<TakenUp, Failure> {
    let table = &engine.tables().request;
    let row = &request.row;
    let mut changes = Changes::new();
    let mut said = Said::about(engine, row);
    let proof = proof(engine, row.person, said.language).await?;
    let enough = proof.is_met_by(identity);
    let state = if enough { State::Working } else { State::Identity };
    let mut cells = vec![
        (table.f.identity, identity.write()),
        (table.f.identity_at, Value::Moment(now)),
        (table.f.state, state.write()),
    ];
    let more = if enough { String::new() } else { said.say("request-more-proof") };
    if !enough {
        cells.push((table.f.identity_asked, Value::Text(more.clone())));
    }
    let fields = cells.iter().map(|(field, _)| *field).collect();
    changes.update(&table.write, request.id, request.version, cells)?;
    let tasks = if enough { tasks::add(engine, now, &mut changes, (request.id, row)).await? } else { 0 };
    let follow = make(engine, now, &mut changes, request.id, (LinkPurpose::Follow, None))?;
    if let Some(to) = row.answer_to {
        let before = last(engine, request.id).await?;
        said = said.with("more", more);
        let draft = Draft {
            request: request.id,
            to,
            kind: MailKind::Received,
            subject: said.say("request-received-subject"),
            body: without_gaps(&said.say("request-received-body")),
            author: None,
            in_reply_to: before.as_deref(),
        };
        queue(engine, now, &mut changes, draft)?;
    }
    changes.enqueue(JobKind::TellRequest.about(engine, request.id, now));
    let entry = Deed::IdentityConfirmed.entry(engine, now, actor, (table.f.entity, request.id));
    changes.record(entry.about(row.person).fields(fields));
    Ok(TakenUp { changes, follow, ready: enough && tasks == 0 })
}
