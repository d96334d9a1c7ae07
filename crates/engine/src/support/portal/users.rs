//! A user of the portal is written in a form of the register: they are told by mail, and whoever ends is out at once.

use super::door::shut_out;
use crate::context::Engine;
use crate::failure::Failure;
use crate::jobs::JobKind;
use model::{Column, Day, EntityId, FieldId, Moment, RowId, Value};
use store::Changes;

/// Adds to `changes` what follows where a row of `entity` gets these cells; nothing where it is no user of the portal.
pub(crate) async fn user_by_hand(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (entity, id, is_new): (EntityId, RowId, bool),
    cells: &[(FieldId, Value)],
) -> Result<(), Failure> {
    let f = &engine.tables().portal_user.f;
    if entity != f.entity {
        return Ok(());
    }
    let of = |field: FieldId| cells.iter().find(|(known, _)| *known == field).map(|(_, value)| value);
    let is_readdressed = of(f.address).is_some() || of(f.person).is_some();
    let ended = of(f.ended_on).and_then(Day::read).is_some_and(|ended| ended <= rights::day_of(now));
    if !is_new && (is_readdressed || ended) {
        shut_out(engine, changes, id).await?;
    }
    if is_new || is_readdressed {
        changes.enqueue(JobKind::InvitePortalUser.about(engine, id, now));
    }
    Ok(())
}
