//! Lives: how long each row that is not shared lives by its own periods and the law's, and its fields.

use crate::choice::{activities, activities_of};
use crate::due::{Measure, Until, lives_with, own_due, terms};
use crate::facts::World;
use crate::minimum::{Kept, minimum};
use model::{ActivityId, FieldId, Held, Keep, Record, RowId};
use std::collections::{HashMap, HashSet};

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

/// The lives of `records`; shared rows have none of their own. `decided` are the rows that the decision is about, and
/// `ended` the purposes that the person has ended for them.
pub(crate) fn lives<'a>(
    world: &World<'a>,
    records: impl Iterator<Item = &'a Record>,
    measure: Measure,
    (decided, ended): (HashSet<RowId>, &[ActivityId]),
) -> HashMap<RowId, Life> {
    let mut reckoning = Reckoning { world, measure, decided, ended, known: HashMap::new() };
    for record in records {
        reckoning.row(record);
    }
    reckoning.known
}

/// What lives are reckoned from, and those already known.
struct Reckoning<'w, 'a> {
    world: &'w World<'a>,
    measure: Measure,
    decided: HashSet<RowId>,
    ended: &'w [ActivityId],
    known: HashMap<RowId, Life>,
}

impl<'a> Reckoning<'_, 'a> {
    /// The life of `record`. The checker allows no circle of `with` links, so that this ends.
    fn row(&mut self, record: &'a Record) -> Life {
        if let Some(life) = self.known.get(&record.id) {
            return life.clone();
        }
        let it = &self.world.model[record.entity];
        let own = own_due(self.world, terms(&it.keep), record);
        let whole = self.counts(own, record, || activities(self.world, record));
        let mut life = Life { until: own, whole, law: None, hub: None, fields: Vec::new() };
        let mut in_company = true;
        if let Some(link) = lives_with(&it.keep) {
            match self.world.linked(record, link) {
                // What it lived with is gone: so is its reason.
                None => (life.until, life.whole, in_company) = (Until::NEVER, false, false),
                Some(other) if self.world.model[other.entity].held == Held::AsClaimed => life.hub = Some(other.id),
                Some(other) => {
                    let company = self.row(other);
                    in_company = company.whole && company.law.is_none();
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
        let kept = minimum(self.world, &it.require, record);
        if let Some(kept) = kept.filter(|kept| !self.measure.is_over(Until::Day(kept.until))) {
            if !life.whole || life.law.is_some() {
                life.law = life.law.max(Some(kept));
            }
            let until = Until::Day(kept.until);
            life.until = if life.law.is_some() { until } else { life.until.max(until) };
            life.whole = true;
        }
        let filled = record.cells.iter().filter(|(_, value)| !value.is_null()).map(|(field, _)| *field);
        life.fields = filled.filter_map(|field| self.field(record, &life, field, in_company.then_some(own))).collect();
        self.known.insert(record.id, life.clone());
        life
    }

    /// The life of a filled field that has one of its own: by its period, by a law, and where a person asks by its purposes.
    /// `row` is the row's period, unless what it lives with has ended.
    fn field(&self, record: &'a Record, life: &Life, field: FieldId, row: Option<Until>) -> Option<FieldLife> {
        let it = &self.world.model[field];
        let is_asked_for = self.is_choosing(record) && it.activities.is_some();
        if it.keep.is_none() && it.require.is_empty() && !is_asked_for {
            return None;
        }
        let own = it.keep.as_ref().map(|terms| own_due(self.world, terms, record));
        let until = own.unwrap_or(life.until);
        let by_period = match own.or(row.filter(|_| is_asked_for)) {
            Some(end) => self.counts(end, record, || activities_of(self.world, record, field)),
            None => life.whole && !is_asked_for,
        };
        let kept = minimum(self.world, &it.require, record);
        let kept = kept.filter(|kept| !self.measure.is_over(Until::Day(kept.until)));
        let law = if by_period { None } else { kept.max(life.law) };
        Some(FieldLife {
            field,
            lives: by_period || law.is_some(),
            until: match (law, kept) {
                (Some(law), _) => Until::Day(law.until),
                (None, Some(kept)) => until.max(Until::Day(kept.until)),
                (None, None) => until,
            },
            law,
        })
    }

    /// Whether a period with this end holds up `record`, or a field of it, for those purposes. A person who asks for
    /// erasure ends by that what rests on their consent, and all marketing.
    fn counts(&self, until: Until, record: &Record, purposes: impl FnOnce() -> Vec<ActivityId>) -> bool {
        let ends = || {
            let purposes = purposes();
            let is_over = |purpose: ActivityId| {
                self.ended.contains(&purpose)
                    || (self.measure.is_asked() && self.world.model[purpose].ends_when_asked())
            };
            !purposes.is_empty() && purposes.into_iter().all(is_over)
        };
        let lives = self.measure.of(record).lives(until);
        lives && !(self.is_choosing(record) && self.decided.contains(&record.id) && ends())
    }

    /// Whether the person ends some purposes and leaves others.
    fn is_choosing(&self, record: &Record) -> bool {
        self.measure.of(record).is_asked() || !self.ended.is_empty()
    }
}

/// Whether rows with this `keep` have lives of their own at all.
pub(crate) fn has_life(keep: &Keep) -> bool {
    matches!(keep, Keep::Terms(_))
}
