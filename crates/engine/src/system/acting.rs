//! Working as some of one's roles: for a while somebody sees only what these open. It never opens more than is theirs.

use super::capacity::Capacity;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use model::{RoleId, Value};
use rights::Viewer;
use store::Changes;

/// From now on, in this session, the caller works as `roles` only; as all of theirs where none or all are named. A role that
/// is not theirs is [`Failure::Denied`].
pub async fn act_as(engine: &Engine, caller: &Caller, now: model::Moment, roles: &[&str]) -> Result<(), Failure> {
    let Viewer::Staff { person, .. } = &caller.viewer else { return Err(Failure::Denied) };
    let (table, model) = (&engine.tables().session, engine.model());
    let Capacity { session: Some(session), roles: theirs, .. } = &caller.capacity else { return Err(Failure::Denied) };
    let mut chosen: Vec<RoleId> = Vec::new();
    for key in roles {
        let role = model.role_named(key).filter(|role| theirs.contains(role)).ok_or(Failure::Denied)?;
        if !chosen.contains(&role) {
            chosen.push(role);
        }
    }
    let only = if chosen.is_empty() || chosen.len() == theirs.len() {
        Value::Null
    } else {
        Value::Text(chosen.iter().map(|role| model[*role].key.as_str()).collect::<Vec<&str>>().join(" "))
    };
    let session = table.get(engine.store(), *session).await?.ok_or(Failure::Stale)?;
    let mut changes = Changes::new();
    changes.update(&table.write, session.id, session.version, vec![(table.f.acting, only)])?;
    let entry = Deed::ActedAs.entry(engine, now, caller.actor(), (table.f.entity, session.id));
    changes.record(entry.about(*person));
    Ok(engine.store().apply(changes).await?)
}
