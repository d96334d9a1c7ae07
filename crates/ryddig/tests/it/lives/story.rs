//! Reads the lines of a life, and makes cells of what they tell. It knows nothing of periods.

use super::Stored;
use jiff::civil::Date;
use model::{Day, EntityId, FieldId, FieldKind, Model, Moment, RowId, Value};
use std::collections::BTreeMap;

type Given<'a> = BTreeMap<&'a str, &'a str>;

/// One line.
pub(super) enum Told<'a> {
    Row { on: Date, name: &'a str, entity: &'a str, given: Given<'a> },
    Set { name: &'a str, given: Given<'a> },
    Gone { on: Date, what: Stored },
    Asks { on: Date, who: &'a str, gone: Stored, kept: Stored },
    End { left: Stored },
}

pub(super) fn read(line: &str) -> Told<'_> {
    let (told, _why) = line.split_once('|').unwrap_or((line, ""));
    let words: Vec<&str> = told.split_whitespace().collect();
    let date = |word: &str| word.parse::<Date>().unwrap_or_else(|_| panic!("a day: {line}"));
    let stored = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match words.as_slice() {
        ["end", left @ ..] => Told::End { left: stored(left) },
        [on, "row", name, "=", entity, given @ ..] => {
            Told::Row { on: date(on), name, entity, given: pairs(given, line) }
        }
        [_, "set", name, given @ ..] => Told::Set { name, given: pairs(given, line) },
        [on, "gone", what @ ..] => Told::Gone { on: date(on), what: stored(what) },
        [on, "asks", who, "gone", rest @ ..] => {
            let at = rest.iter().position(|word| *word == "kept").unwrap_or(rest.len());
            let (gone, kept) = rest.split_at(at);
            let kept = kept.get(1..).unwrap_or_default();
            Told::Asks { on: date(on), who, gone: stored(gone), kept: stored(kept) }
        }
        _ => panic!("what is this? {line}"),
    }
}

fn pairs<'a>(words: &[&'a str], line: &str) -> Given<'a> {
    words.iter().map(|word| word.split_once('=').unwrap_or_else(|| panic!("{word} of {line}"))).collect()
}

/// The cells of a row, or of what is changed in one; a new row of `made` gets what it is required to have.
pub(super) fn cells(
    model: &Model,
    rows: &BTreeMap<String, (EntityId, RowId)>,
    entity: EntityId,
    given: &Given<'_>,
    made: Option<Date>,
) -> Vec<(FieldId, Value)> {
    for key in given.keys() {
        assert!(model.field_named(entity, key).is_some(), "no field {key} in {}", model[entity].key);
    }
    let mut fields: Vec<FieldId> = model.fields_of(entity).to_vec();
    // Choices first: others depend on them.
    fields.sort_by_key(|field| !matches!(model[*field].kind, FieldKind::Choice(_)));
    let mut cells: Vec<(FieldId, Value)> = Vec::new();
    for id in fields {
        let field = &model[id];
        let holds = field.when.as_ref().is_none_or(|when| {
            let met = |value: &Value| matches!(value, Value::Text(text) if when.among.contains(text));
            cells.iter().any(|(known, value)| *known == when.field && met(value))
        });
        let is_due = field.required && holds && field.kind != FieldKind::Sequence;
        match (given.get(field.key.as_str()), made) {
            (Some(word), _) => cells.push((id, value(&field.kind, word, rows))),
            (None, Some(on)) if is_due => cells.push((id, anything(&field.kind, on, &field.key, rows.len()))),
            (None, _) => {}
        }
    }
    cells
}

fn day(date: Date) -> Day {
    Day(date.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1))).expect("near").get_days())
}

fn value(kind: &FieldKind, word: &str, rows: &BTreeMap<String, (EntityId, RowId)>) -> Value {
    match kind {
        FieldKind::Date => Value::Day(day(word.parse().expect("a day"))),
        FieldKind::DateTime => {
            let at: jiff::Timestamp = word.parse().expect("a moment");
            Value::Moment(Moment(at.as_microsecond()))
        }
        FieldKind::Link { .. } => Value::Id(rows.get(word).unwrap_or_else(|| panic!("nobody called {word}")).1),
        FieldKind::Boolean => Value::Boolean(word == "true"),
        _ => Value::Text(word.to_owned()),
    }
}

/// Something that a required field may hold. Days are those on which the row is made.
fn anything(kind: &FieldKind, on: Date, key: &str, row: usize) -> Value {
    match kind {
        FieldKind::Choice(of) => Value::Text(of[0].key.clone()),
        FieldKind::Date => Value::Day(day(on)),
        FieldKind::DateTime => {
            let noon = on.at(12, 0, 0, 0).in_tz("Europe/Oslo").expect("it is there").timestamp();
            Value::Moment(Moment(noon.as_microsecond()))
        }
        FieldKind::Boolean => Value::Boolean(false),
        FieldKind::Integer | FieldKind::Decimal | FieldKind::Money | FieldKind::Percent | FieldKind::Duration => {
            Value::Integer(100)
        }
        // Each row has files of its own.
        FieldKind::File => {
            let mut id = [200; 16];
            (id[0], id[1]) = (u8::try_from(row).expect("a short life"), u8::try_from(key.len()).expect("a short word"));
            Value::Id(RowId(id))
        }
        FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::RichText { .. } => Value::Text("x".to_owned()),
        FieldKind::AccountNumber => Value::Text("12345678911".to_owned()),
        FieldKind::Email => Value::Text("post@fjordlys.example".to_owned()),
        FieldKind::Phone => Value::Text("+4700000021".to_owned()),
        _ => panic!("{key} must be told"),
    }
}
