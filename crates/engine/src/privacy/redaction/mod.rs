//! Texts and files that tell of several persons, where one of them asks for access (GDPR art. 15(4)), for what they gave
//! (art. 20(4)), or for erasure (art. 17): which they are, what somebody decides about each, and what follows of it.
//!
//! Which fields are such, and what keeps one from being cut, [`rights`] says. Words are looked for here and stored nowhere.

mod access;
mod apply;
mod decide;
mod erasure;
mod gone;
mod passages;
mod rows;
mod view;
mod who;

pub use decide::{Against, Choice, Decided, Judged, decide_text};
pub use rows::{Aim, Verdict};
pub use view::{Place, SharedCount, TextView, TextsView, WhichText, count_shared, shared_texts};

pub(crate) use gone::Gone;
pub(crate) use rows::Redaction;
pub(crate) use view::undecided;

pub(super) use access::for_access;
pub(super) use apply::{Withheld, cut_row, fits, withhold};
pub(super) use erasure::for_erasure;

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::SHARED_TEXTS;
use model::{FieldId, Record, RowId, Value};
use rights::{Decision, Facts, Passage, Reason, SharedText, Taken};

/// A text or a file that tells of several persons.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(super) record: Record,
    pub(super) field: FieldId,
    /// Where the text names whoever is not to be told of, or to be forgotten. Nowhere in a file.
    suggested: Vec<Passage>,
    /// What keeps it as it is, whatever anybody decides.
    stopped: Option<Reason>,
    /// What was decided last.
    known: Option<Known>,
}

/// A decision as it is stored.
#[derive(Debug, Clone)]
struct Known {
    id: RowId,
    version: i64,
    row: Redaction,
}

impl Item {
    /// The text; none where it is a file.
    fn text(&self) -> Option<&str> {
        match self.record.get(self.field) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// What was decided about the row as it is.
    fn decided(&self) -> Option<&Redaction> {
        self.known.as_ref().map(|known| &known.row).filter(|row| row.at_version == self.record.version)
    }

    fn decision(&self) -> Option<Decision> {
        let row = self.decided()?;
        match row.decision {
            Verdict::Keep => Some(Decision::Keep),
            Verdict::Remove => Some(Decision::Take(Taken::Whole)),
            // What cannot be read was not decided.
            Verdict::Redact => Some(Decision::Take(Taken::read(row.passages.as_deref()?)?)),
        }
    }

    /// Whether somebody has yet to decide about it.
    pub(super) fn is_open(&self) -> bool {
        self.stopped.is_none() && self.decision().is_none()
    }
}

impl From<&Item> for SharedText {
    fn from(item: &Item) -> Self {
        Self { record: item.record.clone(), field: item.field, stopped: item.stopped, decision: item.decision() }
    }
}

/// How many of `items` wait for a decision.
pub(super) fn open(items: &[Item]) -> usize {
    items.iter().filter(|item| item.is_open()).count()
}

/// The items with what was decided about each for `aim`, in an order that lasts.
fn with_decisions(engine: &Engine, facts: &Facts, aim: Aim, mut items: Vec<Item>) -> Result<Vec<Item>, Failure> {
    if items.len() > SHARED_TEXTS {
        return Err(Failure::TooLarge);
    }
    let (model, table) = (engine.model(), &engine.tables().redaction);
    let mut known: Vec<Known> = Vec::new();
    for record in facts.rows.iter().filter(|record| record.entity == table.f.entity) {
        let stored = table.typed(record)?;
        known.push(Known { id: stored.id, version: stored.version, row: stored.row });
    }
    known.retain(|known| known.row.wish == aim);
    known.sort_by_key(|known| (known.row.decided_at, known.id));
    for item in &mut items {
        let (kind, field) = (&model[item.record.entity].key, &model[item.field].key);
        let row = item.record.id.to_string();
        let about = |known: &&Known| known.row.of_kind == *kind && known.row.row == row && known.row.field == *field;
        item.known = known.iter().rev().find(about).cloned();
    }
    items.sort_by_key(|item| (item.record.entity, item.record.id, item.field));
    Ok(items)
}
