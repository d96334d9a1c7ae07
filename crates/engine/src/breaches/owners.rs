//! Whom rows are about: many rows at a time, over the subject paths of the register, by the machinery's own right.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_IDS;
use model::{EntityId, FieldId, Record, RowId, Subject};
use rights::is_about_somebody;
use std::collections::HashSet;
use store::{Condition, Query};

/// Those whom rows are about, and how many of the rows are not there any more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Owners {
    pub(super) people: HashSet<RowId>,
    pub(super) gone: usize,
}

/// Whom the rows of `entity` with these ids are about.
pub(super) async fn owners(engine: &Engine, entity: EntityId, rows: &HashSet<RowId>) -> Result<Owners, Failure> {
    let (first, rest) = match &engine.model()[entity].subject {
        Subject::None => return Ok(Owners::default()),
        Subject::Itself => (None, &[][..]),
        Subject::Path(path) => match path.split_first() {
            Some((first, rest)) => (Some(*first), rest),
            None => return Ok(Owners::default()),
        },
    };
    let mut near = HashSet::new();
    let mut found = 0;
    let mut take = |record: &Record| {
        found += 1;
        near.extend(nearest(engine, record, first));
    };
    each(engine, entity, rows, &mut take).await?;
    Ok(Owners { people: behind(engine, near, rest).await?, gone: rows.len() - found })
}

/// Where the subject path of a row leads first; none where the row is about nobody.
pub(super) fn nearest(engine: &Engine, record: &Record, first: Option<FieldId>) -> Option<RowId> {
    let about = is_about_somebody(engine.model(), record);
    about.then(|| first.map_or(Some(record.id), |link| record.link(link))).flatten()
}

/// The ends of the links `path` that begin at these rows.
pub(super) async fn behind(
    engine: &Engine,
    mut rows: HashSet<RowId>,
    path: &[FieldId],
) -> Result<HashSet<RowId>, Failure> {
    for &link in path {
        let mut next = HashSet::new();
        each(engine, engine.model()[link].entity, &rows, &mut |record| next.extend(record.link(link))).await?;
        rows = next;
    }
    Ok(rows)
}

/// Takes each of the rows that is there.
async fn each(
    engine: &Engine,
    entity: EntityId,
    rows: &HashSet<RowId>,
    take: &mut impl FnMut(&Record),
) -> Result<(), Failure> {
    let Some(scope) = engine.ways().scope(entity) else { return Ok(()) };
    let rows: Vec<RowId> = rows.iter().copied().collect();
    for some in rows.chunks(BATCH_IDS) {
        let query = Query::over(scope).matching(Condition::Ids(some.to_vec()));
        engine.store().find(query).await?.iter().for_each(&mut *take);
    }
    Ok(())
}
