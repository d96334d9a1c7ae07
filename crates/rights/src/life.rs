//! Lives: how long each row that is not shared lives by its own periods and the law's, and its fields.

use crate::due::{Measure, Until, lives_with, own_due, terms};
use crate::facts::World;
use crate::minimum::{Kept, minimum};
use model::{FieldId, Held, Keep, Record, RowId};
use std::collections::HashMap;

/// The life of one row that is not shared.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    /// Its last day.
    pub(crate) until: Until,
    /// All of it lives.
    pub(crate) whole: bool,
    /// It lives only because a law demands it.
    pub(crate) law: Option<Kept>,
    /// The shared row that it lives with, at the end of its `with` links.
    pub(crate) hub: Option<RowId>,
    /// Fields with a value and a period or a law of their own.
    pub(crate) fields: Vec<FieldLife>,
}

/// The life of one field that has a period or a law of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldLife {
    pub(crate) field: FieldId,
    pub(crate) until: Until,
    pub(crate) lives: bool,
    pub(crate) law: Option<Kept>,
}

impl Life {
    /// What lives of its own right, whole or in part.
    pub(crate) fn lives(&self) -> bool {
        self.whole || self.fields.iter().any(|field| field.lives)
    }

    /// The last day of the row or of a field of it.
    pub(crate) fn longest(&self) -> Until {
        let fields = self.fields.iter().filter(|field| field.lives).map(|field| field.until);
        let own = self.whole.then_some(self.until);
        own.into_iter().chain(fields).max().unwrap_or(self.until)
    }

    /// The law that alone keeps what lives of it.
    pub(crate) fn only_law(&self) -> Option<Kept> {
        if self.whole {
            return self.law;
        }
        let living = || self.fields.iter().filter(|field| field.lives);
        if living().all(|field| field.law.is_some()) { living().filter_map(|field| field.law).max() } else { None }
    }
}

/// The lives of `records`; shared rows have none of their own.
pub(crate) fn lives<'a>(
    world: &World<'a>,
    records: impl Iterator<Item = &'a Record>,
    measure: Measure,
) -> HashMap<RowId, Life> {
    let mut known = HashMap::new();
    for record in records {
        reckon(world, record, measure, &mut known);
    }
    known
}

/// The life of `record`. The checker allows no circle of `with` links, so that this ends.
fn reckon<'a>(world: &World<'a>, record: &'a Record, measure: Measure, known: &mut HashMap<RowId, Life>) -> Life {
    if let Some(life) = known.get(&record.id) {
        return life.clone();
    }
    let it = &world.model[record.entity];
    let own = own_due(world, terms(&it.keep), record);
    let mut life = Life { until: own, whole: measure.lives(own), law: None, hub: None, fields: Vec::new() };
    if let Some(link) = lives_with(&it.keep) {
        match world.linked(record, link) {
            // What it lived with is gone: so is its reason.
            None => (life.until, life.whole) = (Until::NEVER, false),
            Some(other) if world.model[other.entity].held == Held::AsClaimed => life.hub = Some(other.id),
            Some(other) => {
                let company = reckon(world, other, measure, known);
                life.whole &= company.whole;
                life.law = company.law;
                life.hub = company.hub;
                life.until = life.until.min(company.until);
            }
        }
    }
    if !life.whole {
        life.law = None;
    }
    if let Some(kept) = minimum(world, &it.require, record).filter(|kept| !measure.is_over(Until::Day(kept.until))) {
        if !life.whole || life.law.is_some() {
            life.law = life.law.max(Some(kept));
        }
        life.until = if life.law.is_some() { Until::Day(kept.until) } else { life.until.max(Until::Day(kept.until)) };
        life.whole = true;
    }
    life.fields = fields(world, record, &life, measure);
    known.insert(record.id, life.clone());
    life
}

fn fields<'a>(world: &World<'a>, record: &'a Record, life: &Life, measure: Measure) -> Vec<FieldLife> {
    let filled = record.cells.iter().filter(|(_, value)| !value.is_null()).map(|(field, _)| *field);
    let own = filled.filter(|&field| world.model[field].keep.is_some() || !world.model[field].require.is_empty());
    let reckon = |field: FieldId| {
        let it = &world.model[field];
        let until = it.keep.as_ref().map_or(life.until, |terms| own_due(world, terms, record));
        let by_period = if it.keep.is_some() { measure.lives(until) } else { life.whole };
        let kept = minimum(world, &it.require, record);
        let kept = kept.filter(|kept| !measure.is_over(Until::Day(kept.until)));
        let law = if by_period { None } else { kept.max(life.law) };
        FieldLife {
            field,
            lives: by_period || law.is_some(),
            until: match (law, kept) {
                (Some(law), _) => Until::Day(law.until),
                (None, Some(kept)) => until.max(Until::Day(kept.until)),
                (None, None) => until,
            },
            law,
        }
    };
    own.map(reckon).collect()
}

/// Whether rows with this `keep` have lives of their own at all.
pub(crate) fn has_life(keep: &Keep) -> bool {
    matches!(keep, Keep::Terms(_))
}
