//! Texts and files that people write freely, and that may tell of more than one person: which they are, what keeps one from
//! being cut, and what becomes of those that somebody decided about.
//!
//! Whom a text tells of is not known here: that is for whoever reads it.

use crate::choice::is_required;
use crate::due::Measure;
use crate::facts::{Facts, World};
use crate::hold::{Stop, stop};
use crate::minimum::{Kept, minimum};
use crate::needs::company;
use crate::plan::{Action, Plan, Reason, step};
use model::{Day, FieldId, FieldKind, Model, Record, RowId};

/// A run of a text, counted in characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// The first one.
    pub from: usize,
    /// The first one behind it.
    pub to: usize,
}

/// What is taken out of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// These passages, in order, none in another.
    Passages(Vec<Passage>),
    /// All of it.
    Whole,
}

/// A field of which something is taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The field.
    pub field: FieldId,
    /// What goes.
    pub what: Taken,
}

impl Taken {
    /// `3-7+12-20`, or `*` for all of it: in fingerprints and in the erasure journal.
    pub fn words(&self) -> String {
        match self {
            Self::Whole => "*".to_owned(),
            Self::Passages(passages) => {
                let each = passages.iter().map(|Passage { from, to }| format!("{from}-{to}"));
                each.collect::<Vec<String>>().join("+")
            }
        }
    }

    /// What such words say; none where they say nothing.
    pub fn read(words: &str) -> Option<Self> {
        if words == "*" {
            return Some(Self::Whole);
        }
        let passage = |words: &str| {
            let (from, to) = words.split_once('-')?;
            let passage = Passage { from: from.parse().ok()?, to: to.parse().ok()? };
            (passage.from < passage.to).then_some(passage)
        };
        Some(Self::Passages(words.split('+').map(passage).collect::<Option<_>>()?))
    }
}

impl Cut {
    /// `body 3-7+12-20`.
    pub(crate) fn words(&self, model: &Model) -> String {
        format!("{} {}", model[self.field].key, self.what.words())
    }
}

/// What somebody decided about a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It stays as it is.
    Keep,
    /// This is taken out.
    Take(Taken),
}

/// A text or a file on a row of others that may tell of the person who goes.
#[derive(Debug, Clone)]
pub struct SharedText {
    /// The row.
    pub record: Record,
    /// The field.
    pub field: FieldId,
    /// What keeps it whatever anybody decides.
    pub stopped: Option<Reason>,
    /// What was decided about the row as it is; none while it is open.
    pub decision: Option<Decision>,
}

/// What becomes of a field that goes whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// It is emptied.
    Emptied,
    /// The row cannot be without it: a few signs that tell nothing stand there instead.
    Replaced,
    /// The row cannot be without this file: only the whole row can go.
    Never,
}

impl SharedText {
    /// Whether somebody has yet to decide about it.
    pub fn is_open(&self) -> bool {
        self.stopped.is_none() && self.decision.is_none()
    }
}

/// The fields of `record` that hold a text or a file, and that may tell something about a person.
pub fn free_fields(model: &Model, record: &Record) -> Vec<FieldId> {
    let filled = record.cells.iter().filter(|(_, value)| !value.is_null()).map(|(field, _)| *field);
    filled.filter(|field| is_free(model, *field)).collect()
}

/// Whether `field` is of those that people fill in freely, and may tell something about a person.
pub fn is_free(model: &Model, field: FieldId) -> bool {
    model[field].kind.is_free() && model[field].impersonal.is_none()
}

/// Whether a mention link of `record` names a row that `is_meant`.
pub fn mentions(model: &Model, record: &Record, is_meant: impl Fn(RowId) -> bool) -> bool {
    let is_mention = |field: FieldId| matches!(model[field].kind, FieldKind::Link { mention: true, .. });
    record.cells.iter().any(|(field, _)| is_mention(*field) && record.link(*field).is_some_and(&is_meant))
}

/// What becomes of `field` of `record` where all of it goes.
pub fn removal_of(model: &Model, field: FieldId, record: &Record) -> Removal {
    match (is_required(model, field, record), &model[field].kind) {
        (false, _) => Removal::Emptied,
        (true, FieldKind::File) => Removal::Never,
        (true, _) => Removal::Replaced,
    }
}

/// What keeps `field` of `record` from being cut on `today`, though a person asks: a legal hold, or a law (GDPR
/// art. 17(3)(b) and (e)).
pub fn stopped(model: &Model, facts: &Facts, record: &Record, field: FieldId, today: Day) -> Option<Reason> {
    let world = World::new(model, facts, None);
    let record = world.get(record.id)?;
    // That the other waits for an answer, or wants to be left alone, is no reason to tell of this person.
    if let Some(stop @ Stop::Hold(_)) = stop(&world, facts, record, Measure::asked(today)) {
        return Some(stop.into());
    }
    let mut laws: Vec<Kept> = minimum(&world, &model[field].require, record).into_iter().collect();
    // The checker allows no circle of `with` links, so that this ends.
    let mut at = Some(record);
    while let Some(row) = at {
        laws.extend(minimum(&world, &model[row.entity].require, row));
        at = company(model, row.entity).and_then(|link| world.linked(row, link));
    }
    let kept = laws.into_iter().filter(|kept| today < kept.until).max()?;
    Some(Reason::Law { law: kept.law, until: kept.until })
}

/// Puts what was decided about `texts` of others into the plan of an erasure. What something keeps stays as it is, like other
/// rows that nothing happens to.
pub fn settle(model: &Model, plan: &mut Plan, texts: &[SharedText]) {
    for text in texts.iter().filter(|text| text.stopped.is_none()) {
        let Some(decision) = &text.decision else { continue };
        let is_possible =
            |what: &Taken| *what != Taken::Whole || removal_of(model, text.field, &text.record) != Removal::Never;
        match decision {
            Decision::Take(what) if is_possible(what) => {
                cut(plan, &text.record, Cut { field: text.field, what: what.clone() });
            }
            Decision::Take(_) | Decision::Keep => {
                plan.steps.push(step(&text.record, Action::Keep, Reason::Shared));
            }
        }
    }
}

/// One step for all that is taken out of a row.
fn cut(plan: &mut Plan, record: &Record, cut: Cut) {
    let known = plan.steps.iter_mut().filter(|step| step.id == record.id);
    let known = known.map(|step| &mut step.action).find_map(|action| match action {
        Action::Redact(cuts) => Some(cuts),
        Action::Delete | Action::Clear(_) | Action::Restrict(_) | Action::Lift | Action::Keep => None,
    });
    match known {
        Some(cuts) => cuts.push(cut),
        None => plan.steps.push(step(record, Action::Redact(vec![cut]), Reason::Shared)),
    }
}
