//! Values of every kind as programs read them, and the word of each kind. The same questions as above, for other readers.

use super::{DECIMAL_PLACES, MONEY_PLACES, PERCENT_PLACES};
use crate::records::Datum;
use crate::records::number::typed_scaled;
use model::{FieldKind, Value};

/// The word of the register for a kind of field.
pub(in crate::records) fn word(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text { .. } => "text",
        FieldKind::LongText { .. } => "long_text",
        FieldKind::RichText { .. } => "rich_text",
        FieldKind::Email => "email",
        FieldKind::Phone => "phone",
        FieldKind::Url => "url",
        FieldKind::Address => "address",
        FieldKind::OrgNumber => "org_number",
        FieldKind::NationalId => "national_id",
        FieldKind::AccountNumber => "account_number",
        FieldKind::Integer => "integer",
        FieldKind::Decimal => "decimal",
        FieldKind::Money => "money",
        FieldKind::Percent => "percent",
        FieldKind::Duration => "duration",
        FieldKind::Sequence => "sequence",
        FieldKind::Boolean => "boolean",
        FieldKind::Date => "date",
        FieldKind::DateTime => "datetime",
        FieldKind::Choice(_) | FieldKind::Listed(_) => "choice",
        FieldKind::Link { .. } => "link",
        FieldKind::Links { .. } => "links",
        FieldKind::File => "file",
    }
}

/// The value as a program reads it.
pub(in crate::records) fn datum(kind: &FieldKind, value: &Value) -> Datum {
    let scaled = |places, shown, number| Datum::Text(typed_scaled(number, places, shown).replace(',', "."));
    match (kind, value) {
        (_, Value::Null) => Datum::Nothing,
        (FieldKind::Decimal, Value::Integer(number)) => scaled(DECIMAL_PLACES, 0, *number),
        (FieldKind::Money, Value::Integer(number)) => scaled(MONEY_PLACES, MONEY_PLACES, *number),
        (FieldKind::Percent, Value::Integer(number)) => scaled(PERCENT_PLACES, 0, *number),
        (_, Value::Integer(number)) => Datum::Whole(*number),
        (_, Value::Boolean(yes)) => Datum::Truth(*yes),
        (_, Value::Text(text)) => Datum::Text(text.clone()),
        (_, Value::Day(day)) => Datum::Text(documents::iso_day(*day)),
        (_, Value::Moment(moment)) => Datum::Text(documents::iso_moment(*moment)),
        (_, Value::Id(id)) => Datum::Text(id.to_string()),
    }
}
