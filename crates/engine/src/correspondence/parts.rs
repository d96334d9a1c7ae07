//! The work that correspondence is part of, as far as somebody may write of it.

use super::thread::PartOf;
use crate::context::{Caller, Engine};
use model::{Access, ActivityId, EntityId, Held};
use rights::Operation;

/// The work of which the caller may write rows of `entity`, which belongs to one kind of it or another.
pub(crate) fn parts_of(engine: &Engine, caller: &Caller, entity: EntityId) -> Vec<PartOf> {
    if engine.scope(caller, entity, Operation::Write).is_err() {
        return Vec::new();
    }
    let may = |part: &PartOf| {
        let activity = activity_of(engine, entity, *part);
        activity.is_some_and(|activity| caller.viewer.reach(engine.model(), activity, Access::Write).is_some())
    };
    PartOf::ALL.iter().copied().filter(may).collect()
}

/// Why a row of `entity` is held that is part of this work.
pub(super) fn activity_of(engine: &Engine, entity: EntityId, part: PartOf) -> Option<ActivityId> {
    let Held::ByChoice { of, .. } = &engine.model()[entity].held else { return None };
    of.iter().find(|(key, _)| key == part.key()).map(|(_, activity)| *activity)
}
