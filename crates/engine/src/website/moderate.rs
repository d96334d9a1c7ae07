//! Moderation: a person judges what looked doubtful. Nothing vanishes by itself.

use crate::context::{Caller, Engine};
use crate::correspondence;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::privacy;
use crate::website::requests::load;
use crate::website::rows::State;
use model::{Column, Moment, RowId};
use rights::Operation;
use store::Changes;

/// Lets a doubtful message in: from now on it is a request like any other, confirmed and notified.
pub async fn accept(engine: &Engine, caller: &Caller, now: Moment, id: RowId, version: i64) -> Result<(), Failure> {
    let request = load(engine, caller, id, Operation::Write).await?;
    if request.row.state != State::Doubtful || request.version != version {
        return Err(Failure::Stale);
    }
    let table = &engine.tables().contact_request;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    let mut changes = Changes::new();
    changes.update(&scope, id, version, vec![(table.f.state, State::New.write())])?;
    changes.enqueue(JobKind::NotifyStaff.about(engine, id, now));
    if !correspondence::confirmed_lately(engine, now, request.row.address).await? {
        let language = request.row.language.into();
        correspondence::confirm(engine, now, &mut changes, id, request.row.address, language)?;
    }
    let entry = Deed::LetIn.entry(engine, now, caller.actor(), (table.f.entity, id));
    changes.record(entry.about(request.row.person).fields(vec![table.f.state]));
    Ok(engine.store().apply(changes).await?)
}

/// Removes a doubtful message, and the person behind it where nothing else holds them up.
pub async fn discard(engine: &Engine, caller: &Caller, now: Moment, id: RowId, version: i64) -> Result<(), Failure> {
    let request = load(engine, caller, id, Operation::Write).await?;
    if request.row.state != State::Doubtful {
        return Err(Failure::Stale);
    }
    privacy::discard(engine, caller, now, request.row.person, id, version).await?;
    Ok(())
}
