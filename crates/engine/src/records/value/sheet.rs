//! Values in sheets: as a spreadsheet reckons with them, and what stands in somebody's sheet as a form would hold it.

use super::{DECIMAL_PLACES, MONEY_PLACES, NO, PERCENT_PLACES, YES, said};
use documents::sheet::Cell;
use model::{Alternative, FieldKind, Language, Model, Value};

/// The value in a cell. What links and files are called is not known here.
pub(crate) fn in_cell(model: &Model, kind: &FieldKind, value: &Value, language: Language) -> Cell {
    let number = |parts: i64, places| Cell::Number { parts, places };
    match (kind, value) {
        (_, Value::Null) => Cell::Empty,
        (FieldKind::Decimal, Value::Integer(parts)) => number(*parts, DECIMAL_PLACES),
        (FieldKind::Money, Value::Integer(parts)) => number(*parts, MONEY_PLACES),
        (FieldKind::Percent, Value::Integer(parts)) => number(*parts, PERCENT_PLACES),
        (FieldKind::Duration, Value::Integer(minutes)) => Cell::Minutes(*minutes),
        (_, Value::Integer(whole)) => number(*whole, 0),
        (_, Value::Day(day)) => Cell::Day(*day),
        (_, Value::Moment(moment)) => Cell::Moment(*moment),
        // Digits in groups would be found by nobody.
        (_, Value::Text(text)) if !matches!(kind, FieldKind::Choice(_) | FieldKind::Listed(_)) => {
            Cell::Text(text.clone())
        }
        (kind, value @ (Value::Text(_) | Value::Boolean(_) | Value::Id(_))) => {
            Cell::Text(said(model, kind, value, language))
        }
    }
}

/// What stands in a cell of a sheet that somebody brings, as it would be typed: choices are called by their names in either
/// language or by their words, a day may come with an hour behind it.
pub(crate) fn from_cell(model: &Model, kind: &FieldKind, cell: &str) -> String {
    match kind {
        FieldKind::Choice(of) => chosen(of, cell),
        FieldKind::Listed(list) => chosen(&model[*list].of, cell),
        FieldKind::Boolean => truth(cell).unwrap_or(cell).to_owned(),
        FieldKind::Date => cell.split(['T', ' ']).next().filter(|day| day.len() >= 8).unwrap_or(cell).to_owned(),
        FieldKind::DateTime if !cell.contains([':', '.']) || !cell.contains(['T', ' ']) => format!("{cell}T00:00"),
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::RichText { .. }
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Url
        | FieldKind::Address
        | FieldKind::OrgNumber
        | FieldKind::NationalId
        | FieldKind::AccountNumber
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Duration
        | FieldKind::Sequence
        | FieldKind::DateTime
        | FieldKind::Link { .. }
        | FieldKind::Links { .. }
        | FieldKind::File => cell.to_owned(),
    }
}

fn chosen(of: &[Alternative], cell: &str) -> String {
    let wanted = cell.to_lowercase();
    let is_it = |one: &&Alternative| {
        one.key == wanted
            || [Language::Nb, Language::En].iter().any(|language| one.name.get(*language).to_lowercase() == wanted)
    };
    of.iter().find(is_it).map_or(cell, |one| one.key.as_str()).to_owned()
}

fn truth(cell: &str) -> Option<&'static str> {
    match cell.to_lowercase().as_str() {
        "ja" | "j" | "yes" | "y" | "true" | "sann" | "1" | "x" => Some(YES),
        "nei" | "n" | "no" | "false" | "usann" | "0" => Some(NO),
        _ => None,
    }
}
