//! Columns: which fields of a list stand beside each other, in which order, and by which of them its rows are ordered.

use super::filter::Ask;
use super::{Align, Column};
use crate::context::{Caller, Engine};
use crate::limits::LIST_COLUMNS;
use crate::records::value::is_ordered;
use model::{Class, EntityId, Field, FieldId, FieldKind, Sealed};
use rights::Scope;
use store::Query;

/// The fields asked for that the scope covers, else those of the register's list, else the first ones of all.
pub(in super::super) fn columns(engine: &Engine, entity: EntityId, scope: &Scope, asked: &[String]) -> Vec<FieldId> {
    const UNNAMED: usize = 4;
    let model = engine.model();
    let mut chosen: Vec<FieldId> = Vec::new();
    for key in asked {
        let field = model.field_named(entity, key).filter(|field| scope.covers(*field) && is_shown(&model[*field]));
        chosen.extend(field.filter(|field| !chosen.contains(field)));
    }
    chosen.truncate(LIST_COLUMNS);
    if chosen.is_empty() {
        chosen.extend(model[entity].list.iter().copied().filter(|field| scope.covers(*field)));
    }
    if chosen.is_empty() {
        chosen.extend(scope.fields().iter().copied().take(UNNAMED));
    }
    chosen
}

/// The other fields that could be shown, in the order of the register.
pub(super) fn others(engine: &Engine, scope: &Scope, chosen: &[FieldId]) -> Vec<FieldId> {
    let model = engine.model();
    let other = |field: &FieldId| !chosen.contains(field) && is_shown(&model[*field]);
    scope.fields().iter().copied().filter(other).collect()
}

fn is_shown(field: &Field) -> bool {
    !matches!(field.kind, FieldKind::Links { .. })
}

/// The order asked for, by any field that the scope covers; otherwise the latest date first, or the first column.
pub(in super::super) fn order(
    engine: &Engine,
    scope: &Scope,
    columns: &[FieldId],
    asked: Option<&str>,
) -> Option<(FieldId, bool)> {
    let model = engine.model();
    let asked = asked.map(|key| (key.strip_prefix('-').unwrap_or(key), key.starts_with('-')));
    let field = asked.and_then(|(key, down)| Some((model.field_named(scope.entity(), key)?, down)));
    if let Some((field, down)) = field.filter(|(field, _)| scope.covers(*field) && can_order(&model[*field])) {
        return Some((field, down));
    }
    let mut can = columns.iter().copied().filter(|field| can_order(&model[*field]));
    let is_date = |field: &FieldId| matches!(model[*field].kind.class(), Class::Day | Class::Moment);
    can.clone().find(is_date).map(|field| (field, true)).or_else(|| can.next().map(|field| (field, false)))
}

/// Whether the rows can be put into an order by `field`: what is sealed has none.
fn can_order(field: &Field) -> bool {
    field.sealed == Sealed::No && is_ordered(&field.kind)
}

pub(in super::super) fn ordered(query: Query<'_>, order: Option<(FieldId, bool)>) -> Query<'_> {
    match order {
        Some((field, true)) => query.newest_first(field),
        Some((field, false)) => query.oldest_first(field),
        None => query,
    }
}

pub(in super::super) fn column(engine: &Engine, caller: &Caller, field: FieldId) -> Column {
    let (model, it) = (engine.model(), &engine.model()[field]);
    let align = match Ask::of(model, field) {
        Some(Ask::Number(_)) => Align::Number,
        Some(Ask::Choice) if it.kind != FieldKind::Boolean => Align::Badge,
        Some(Ask::Day) => Align::Day,
        Some(Ask::Choice | Ask::Row | Ask::Text | Ask::LongText | Ask::Presence) | None => Align::Text,
    };
    Column { key: it.key.clone(), name: it.name.get(caller.language).to_owned(), is_ordered: can_order(it), align }
}
