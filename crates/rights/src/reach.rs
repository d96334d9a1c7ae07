//! Reach: which shared rows a claim holds up. Links lead from the claim to what it needs, and on from
//! there; what hangs on a shared row is reached with it. Reachability, never a count: a ring of rows
//! that no claim reaches holds nothing up.

use crate::facts::World;
use crate::needs::hangs_on;
use model::{EntityId, FieldId, FieldKind, Held, Record, RowId, Value};
use std::collections::{HashMap, HashSet};

/// The links over which shared rows hang on one another, by the entity they hang on.
pub(crate) struct Hanging(HashMap<EntityId, Vec<FieldId>>);

impl Hanging {
    pub(crate) fn of(world: &World<'_>) -> Self {
        let mut on: HashMap<EntityId, Vec<FieldId>> = HashMap::new();
        for entity in world.model.entity_ids() {
            for link in hangs_on(world.model, entity) {
                if let Some(to) = world.model.target(link) {
                    on.entry(to).or_default().push(link);
                }
            }
        }
        Self(on)
    }
}

/// The shared rows that `claim` reaches, over links that are not `over` themselves.
pub(crate) fn reached<'a>(
    world: &World<'a>,
    hanging: &Hanging,
    claim: &'a Record,
    over: impl Fn(&Record, FieldId) -> bool,
) -> Vec<&'a Record> {
    let mut seen: HashSet<RowId> = HashSet::from([claim.id]);
    let mut open = vec![claim];
    let mut shared = Vec::new();
    while let Some(row) = open.pop() {
        let lasting = holding_cells(world, row).filter(|(field, _)| !over(row, *field));
        let mut next: Vec<&Record> = lasting.filter_map(|(_, id)| world.get(id)).collect();
        if world.model[row.entity].held == Held::AsClaimed {
            shared.push(row);
            let hang = hanging.0.get(&row.entity).map_or(&[][..], Vec::as_slice);
            next.extend(hang.iter().flat_map(|link| world.pointing(*link, row.id)));
        }
        open.extend(next.into_iter().filter(|row| seen.insert(row.id)));
    }
    shared
}

/// The filled links of `record` that hold up what they name.
pub(crate) fn holding_cells<'a>(world: &World<'a>, record: &'a Record) -> impl Iterator<Item = (FieldId, RowId)> {
    record.cells.iter().filter_map(|(field, value)| match (&world.model[*field].kind, value) {
        (FieldKind::Link { mention: false, .. }, Value::Id(id)) => Some((*field, *id)),
        _ => None,
    })
}
