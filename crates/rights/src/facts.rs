//! Facts: what is stored, as far as a decision needs it.

use crate::hold::LegalHold;
use model::{Day, FieldId, FieldKind, Model, Path, Record, RowId, Value};
use std::collections::HashMap;

/// Everything stored that one decision needs.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The rows that are decided on: those about one person, or some that are about nobody.
    pub rows: Vec<Record>,
    /// What leads to them over links that hold up, link by link: the claims on shared rows, what lives
    /// with them. Their lives are reckoned as well.
    pub around: Vec<Record>,
    /// Rows that are only looked at: those that a date, a choice or a path stands on. Taken to live.
    pub linked: Vec<Record>,
    /// Rows of others that mention one of them.
    pub mentions: Vec<Record>,
    /// The legal holds that stand, on whomever.
    pub legal_holds: Vec<LegalHold>,
    /// The persons who wait for the answer to a request, and by when they are to have it; for a decision that waits for it.
    pub waiting: HashMap<RowId, Day>,
}

/// The rows of some facts, to be found by id and by what they point at.
pub(crate) struct World<'a> {
    pub(crate) model: &'a Model,
    by_id: HashMap<RowId, &'a Record>,
    pointing: HashMap<(FieldId, RowId), Vec<&'a Record>>,
}

impl<'a> World<'a> {
    /// All rows but `without`, as though that were gone.
    pub(crate) fn new(model: &'a Model, facts: &'a Facts, without: Option<RowId>) -> Self {
        let mut world = Self { model, by_id: HashMap::new(), pointing: HashMap::new() };
        let all = facts.rows.iter().chain(&facts.around).chain(&facts.linked);
        for record in all.filter(|record| Some(record.id) != without) {
            // The same row may be there for two reasons.
            if world.by_id.insert(record.id, record).is_some() {
                continue;
            }
            for (field, value) in &record.cells {
                if let (Value::Id(to), FieldKind::Link { .. }) = (value, &model[*field].kind) {
                    world.pointing.entry((*field, *to)).or_default().push(record);
                }
            }
        }
        world
    }

    pub(crate) fn get(&self, id: RowId) -> Option<&'a Record> {
        self.by_id.get(&id).copied()
    }

    /// The rows whose `link` names `to`.
    pub(crate) fn pointing(&self, link: FieldId, to: RowId) -> &[&'a Record] {
        self.pointing.get(&(link, to)).map_or(&[], Vec::as_slice)
    }

    /// The row that `link` of `record` names, where it is known.
    pub(crate) fn linked(&self, record: &Record, link: FieldId) -> Option<&'a Record> {
        record.link(link).and_then(|id| self.get(id))
    }

    /// The rows that one link, or one `links` field, leads to.
    fn step(&self, from: &Record, link: FieldId) -> Vec<&'a Record> {
        match self.model[link].kind {
            FieldKind::Links { from: field } => self.pointing(field, from.id).to_vec(),
            _ => self.linked(from, link).into_iter().collect(),
        }
    }

    /// The rows at the end of `links`.
    pub(crate) fn follow(&self, record: &Record, links: &[FieldId]) -> Vec<&'a Record> {
        let Some((first, rest)) = links.split_first() else { return self.get(record.id).into_iter().collect() };
        let mut ends = self.step(record, *first);
        for link in rest {
            ends = ends.iter().flat_map(|row| self.step(row, *link)).collect();
        }
        ends
    }

    /// The values at the end of `path`, the empty ones left out.
    pub(crate) fn values(&self, record: &'a Record, path: &Path) -> Vec<&'a Value> {
        let ends = if path.links.is_empty() { vec![record] } else { self.follow(record, &path.links) };
        ends.into_iter().filter_map(|row| row.get(path.field)).filter(|value| !value.is_null()).collect()
    }
}
