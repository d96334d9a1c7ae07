//! The sweep of shared rows that are about nobody: organisations, and the addresses of organisations.
//!
//! They have no clock that could be looked for. Each is looked at with what claims it, the nearest claims
//! first: most are held up by one that is one link away.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{SHARED_DEPTHS, SHARED_ROWS};
use crate::privacy::around::{ANY_DEPTH, Root, complete};
use model::{Day, EntityId, Held, Model, Record, RowId, Sealed, Subject, Value};
use rights::{Facts, Holding, Measure, Operation, Viewer, hangs_on, holdings, is_about_somebody, scope};
use std::collections::HashSet;
use store::{Condition, Cursor, Query};

/// The entities that such rows are of: what hangs on others before those it hangs on.
pub(super) fn entities(model: &Model) -> Vec<EntityId> {
    let about_nobody = |entity: &EntityId| {
        let it = &model[*entity];
        it.held == Held::AsClaimed && (it.subject == Subject::None || it.subject_when.is_some())
    };
    let mut entities: Vec<EntityId> = model.entity_ids().filter(about_nobody).collect();
    entities.sort_by_key(|entity| std::cmp::Reverse(height(model, *entity, &mut HashSet::new())));
    entities
}

/// How many shared rows one of `entity` hangs on, one on the other.
fn height(model: &Model, entity: EntityId, seen: &mut HashSet<EntityId>) -> usize {
    if !seen.insert(entity) {
        return 0;
    }
    let targets = hangs_on(model, entity).into_iter().filter_map(|link| model.target(link));
    let targets: Vec<EntityId> = targets.collect();
    targets.into_iter().map(|to| 1 + height(model, to, seen)).max().unwrap_or(0)
}

/// The next rows of `entity` behind `last` that are about nobody, and the last row looked at; none at the end.
pub(super) async fn page(
    engine: &Engine,
    entity: EntityId,
    last: Option<RowId>,
) -> Result<Option<(Vec<Record>, RowId)>, Failure> {
    let read = scope(engine.model(), &Viewer::Engine, entity, Operation::Read)?;
    let mut query = Query::over(&read).limit(SHARED_ROWS);
    if let Some(last) = last {
        query = query.after(Cursor { value: Value::Null, id: last });
    }
    let model = engine.model();
    // The many that are about somebody are not even read.
    if let Some(when) = &model[entity].subject_when
        && model[when.field].sealed == Sealed::No
    {
        let others = model.alternatives(when.field).unwrap_or(&[]).iter().map(|one| &one.key);
        let others = others.filter(|key| !when.among.contains(key)).cloned().map(Value::Text).collect();
        let empty = Condition::Is(when.field, Value::Null);
        query = query.matching(Condition::Any(vec![empty, Condition::OneOf(when.field, others)]));
    }
    let mut rows = engine.store().find(query).await?;
    let Some(last) = rows.last().map(|row| row.id) else { return Ok(None) };
    // A sole proprietor's organisation is a person, and yet held up like any other organisation.
    let is_whole = matches!(model[entity].subject, Subject::None | Subject::Itself);
    rows.retain(|row| is_whole || !is_about_somebody(model, row));
    Ok(Some((rows, last)))
}

/// The facts about those of `rows` that something is to be done with on `today`.
pub(super) async fn unclaimed(engine: &Engine, rows: Vec<Record>, today: Day) -> Result<Facts, Failure> {
    let mut open = rows;
    for depth in SHARED_DEPTHS.into_iter().chain([ANY_DEPTH]) {
        if open.is_empty() {
            break;
        }
        let facts = complete(engine, engine.model(), open, Root::Nobody(depth)).await?;
        let held = holdings(engine.model(), &facts, Measure::on(today));
        let is_open = |holding: &Holding| !holding.lives || !holding.unused.is_empty();
        let still: HashSet<RowId> = held.iter().filter(|one| is_open(one)).map(|one| one.record.id).collect();
        if depth == ANY_DEPTH {
            return Ok(facts);
        }
        open = facts.rows.into_iter().filter(|row| still.contains(&row.id)).collect();
    }
    Ok(Facts::default())
}
