//! Where to look for rows that may be due: dates, on the rows themselves and on rows they link to.

use crate::calendar::{before, last_fiscal_year, start_of};
use crate::due::{claims, terms};
use model::{Day, EntityId, FieldId, FieldKind, Model, Path, Span, Term, Value};

/// A place to look: rows of `entity` whose `date` is no later than `latest`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The entity that the date stands on.
    pub entity: EntityId,
    /// The date.
    pub date: FieldId,
    /// This value or an earlier one.
    pub latest: Value,
    /// How to come from there to the rows that may be due. Link by link: to the rows whose link names
    /// one of those found; for a `links` field, to the rows that its far link names. Empty where the
    /// date is their own.
    pub back: Vec<FieldId>,
    /// Only rows in which this field is filled in: it alone may be due.
    pub filled: Option<FieldId>,
    /// Only rows whose erasure was asked for and that something else still keeps.
    pub bound: bool,
}

/// Where to look for rows of `entity` that may be due on `today`, or of which a field may be. What is
/// found need not be due; what is due is found. Empty for entities without clocks.
pub fn candidates(model: &Model, entity: EntityId, today: Day) -> Vec<Candidate> {
    let mut all = Vec::new();
    let mut add = |path: &Path, span: Span, fiscal_year: bool, filled: Option<FieldId>, bound: bool| {
        let latest = before(today, span);
        let latest = if fiscal_year { last_fiscal_year(latest, model.controller.fiscal_year_end) } else { latest };
        all.push(Candidate {
            entity: model[path.field].entity,
            date: path.field,
            latest: match model[path.field].kind {
                FieldKind::DateTime => Value::Moment(start_of(latest)),
                _ => Value::Day(latest),
            },
            back: path.links.iter().rev().copied().collect(),
            filled,
            bound,
        });
    };
    let it = &model[entity];
    // Where a period ends a row, that is found all the while a law still keeps it. Other rows end with the law, and so does
    // what a person wanted erased.
    let ends_by_law = !claims(&it.keep);
    let parts = it.fields.iter().map(|&field| {
        let field_it = &model[field];
        (field_it.keep.as_deref().unwrap_or(&[]), field_it.require.as_slice(), Some(field))
    });
    for (terms, require, filled) in std::iter::once((terms(&it.keep), it.require.as_slice(), None)).chain(parts) {
        for term in terms {
            let Term::After { span, clock, .. } = term else { continue };
            clock.of.iter().for_each(|path| add(path, *span, clock.fiscal_year, filled, false));
        }
        for one in require {
            if let Some(minimum) = model[one.law].minimum {
                add(&one.from, minimum.span, minimum.after_fiscal_year, filled, !ends_by_law);
            }
        }
    }
    all
}
