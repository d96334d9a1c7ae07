//! What follows of a decision: the cells of a row that is cut, and a package without what concerns others.

use super::Item;
use super::passages::without;
use crate::context::Engine;
use crate::failure::Failure;
use model::{FieldId, FieldKind, Model, Record, RowId, Value};
use rights::{Cut, Decision, Removal, Taken, removal_of};

/// What stands in a row for what was taken out: of the same width, whatever it was.
const MARK: &str = "███";
/// The same where the text must not become longer.
const SHORT_MARK: &str = "█";

/// The fields of `record` with what `cuts` leave of them.
fn cells(model: &Model, record: &Record, cuts: &[Cut]) -> Result<Vec<(FieldId, Value)>, Failure> {
    cuts.iter().map(|cut| Ok((cut.field, left(model, record, cut).ok_or(Failure::Stale)?))).collect()
}

/// Whether `cut` can be carried out on `record`.
pub(in crate::privacy) fn fits(model: &Model, record: &Record, cut: &Cut) -> bool {
    left(model, record, cut).is_some()
}

fn left(model: &Model, record: &Record, cut: &Cut) -> Option<Value> {
    match &cut.what {
        Taken::Whole => match removal_of(model, cut.field, record) {
            Removal::Emptied => Some(Value::Null),
            Removal::Replaced => Some(Value::Text(SHORT_MARK.to_owned())),
            Removal::Never => None,
        },
        Taken::Passages(passages) => {
            let Some(Value::Text(text)) = record.get(cut.field) else { return None };
            let most = match model[cut.field].kind {
                FieldKind::LongText { max } | FieldKind::RichText { max } => usize::try_from(max).ok()?,
                _ => return None,
            };
            let wide = without(text, passages, MARK)?;
            let text = if wide.chars().count() > most { without(text, passages, SHORT_MARK)? } else { wide };
            Some(Value::Text(text))
        }
    }
}

/// A field that is handed over without some of it, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::privacy) struct Withheld {
    pub(in crate::privacy) row: RowId,
    pub(in crate::privacy) field: FieldId,
    /// All of it is missing.
    pub(in crate::privacy) whole: bool,
    pub(in crate::privacy) reason: String,
}

/// Takes out of `rows` what was decided not to be handed over, and puts `mark` in its place; tells what it was.
///
/// # Errors
/// [`Failure::Undecided`] while some of it is not decided.
pub(in crate::privacy) fn withhold(rows: &mut [Record], items: &[Item], mark: &str) -> Result<Vec<Withheld>, Failure> {
    let open = super::open(items);
    if open > 0 {
        return Err(Failure::Undecided(open));
    }
    let mut withheld = Vec::new();
    for item in items {
        let Some(Decision::Take(taken)) = item.decision() else { continue };
        let cell = rows.iter_mut().find(|row| row.id == item.record.id);
        let cell = cell.and_then(|row| row.cells.iter_mut().find(|(field, _)| *field == item.field));
        let Some((field, value)) = cell else { continue };
        let text = match (&taken, item.text()) {
            (Taken::Passages(passages), Some(text)) => without(text, passages, mark),
            (Taken::Passages(_), None) | (Taken::Whole, _) => None,
        };
        let reason = item.decided().and_then(|row| row.reason.clone()).unwrap_or_default();
        withheld.push(Withheld { row: item.record.id, field: *field, whole: text.is_none(), reason });
        *value = text.map_or(Value::Null, Value::Text);
    }
    Ok(withheld)
}

/// What an erasure leaves of a row: read again, in the version that was decided on.
pub(in crate::privacy) async fn cut_row(
    engine: &Engine,
    step: &rights::Step,
    cuts: &[Cut],
) -> Result<Vec<(FieldId, Value)>, Failure> {
    let read = engine.ways().scope(step.entity).ok_or(Failure::NotFound)?;
    let record = engine.store().get(read, step.id).await?;
    let record = record.filter(|record| record.version == step.version).ok_or(Failure::Stale)?;
    cells(engine.model(), &record, cuts)
}
