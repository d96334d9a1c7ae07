//! Filters: which rows of a list are wanted, as they stand in an address, as conditions, and in words.
//!
//! A filter is named by its field and how it narrows: `state`, `state.not`, `came_on.within`. What the caller may not see
//! cannot be asked for, and is answered like what there is not. How a field can be asked about stands in [`Ask::of`] and nowhere else.

use super::super::picker::named;
use super::super::value::{Input, Mistake, narrows, read, said};
use super::Wanted;
use super::time::Within;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{FILTER_VALUES, FILTER_WORDS, FILTERS, SEARCH_CHARACTERS};
use model::{Day, FieldId, FieldKind, Language, Model, RowId, Sealed, Value};
use rights::{Scope, Viewer, end_of, start_of};
use store::Condition;

/// How a filter narrows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// It has one of these values.
    Is,
    /// It has none of them.
    Not,
    /// It has all of these words in it.
    Words,
    /// It is no less, or no earlier.
    Least,
    /// It is no greater, or no later.
    Most,
    /// It lies between two values, both of them within.
    Between,
    /// It lies in a time that moves with today.
    Within,
    /// It is empty.
    Empty,
    /// It is filled in.
    Filled,
}

impl Operator {
    const ALL: [(&'static str, Self); 9] = [
        ("", Self::Is),
        ("not", Self::Not),
        ("words", Self::Words),
        ("least", Self::Least),
        ("most", Self::Most),
        ("between", Self::Between),
        ("within", Self::Within),
        ("empty", Self::Empty),
        ("filled", Self::Filled),
    ];

    /// Every way there is.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.iter().map(|(_, one)| *one)
    }

    /// The name of a filter in an address.
    pub fn name(self, field: &str) -> String {
        match Self::ALL.iter().find(|(_, one)| *one == self) {
            Some((word, _)) if !word.is_empty() => format!("{field}.{word}"),
            Some(_) | None => field.to_owned(),
        }
    }

    fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word && !word.is_empty()).map(|(_, one)| *one)
    }
}

/// What stands between two values in an address.
pub const TO: &str = "..";
/// The word for oneself among the values of a link to a user or a person.
pub const ME: &str = "me";

/// How a field can be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// By some of its alternatives.
    Choice,
    /// By rows that it links to.
    Row,
    /// By words in it, or the whole of it.
    Text,
    /// By words in it.
    LongText,
    /// From one number to another.
    Number(Input),
    /// From one day to another, or by a time that moves.
    Day,
    /// Whether it is filled in.
    Presence,
}

impl Ask {
    /// How `field` can be asked about; none where it stores nothing.
    pub(super) fn of(model: &Model, field: FieldId) -> Option<Self> {
        let it = &model[field];
        Some(match &it.kind {
            FieldKind::Links { .. } => return None,
            _ if it.sealed != Sealed::No => Self::Presence,
            FieldKind::File => Self::Presence,
            FieldKind::Choice(_) | FieldKind::Listed(_) | FieldKind::Boolean => Self::Choice,
            FieldKind::Link { .. } => Self::Row,
            FieldKind::Text { .. }
            | FieldKind::Email
            | FieldKind::Phone
            | FieldKind::Url
            | FieldKind::OrgNumber
            | FieldKind::NationalId
            | FieldKind::AccountNumber => Self::Text,
            FieldKind::LongText { .. } | FieldKind::RichText { .. } | FieldKind::Address => Self::LongText,
            FieldKind::Integer | FieldKind::Sequence => Self::Number(Input::Whole),
            FieldKind::Decimal => Self::Number(Input::Decimal),
            FieldKind::Money => Self::Number(Input::Money),
            FieldKind::Percent => Self::Number(Input::Percent),
            FieldKind::Duration => Self::Number(Input::Duration),
            FieldKind::Date | FieldKind::DateTime => Self::Day,
        })
    }

    fn takes(self, operator: Operator) -> bool {
        match operator {
            Operator::Empty | Operator::Filled => true,
            Operator::Is => matches!(self, Self::Choice | Self::Row | Self::Text | Self::Number(_) | Self::Day),
            Operator::Not => matches!(self, Self::Choice | Self::Row | Self::Text),
            Operator::Words => matches!(self, Self::Text | Self::LongText),
            Operator::Least | Operator::Most | Operator::Between => matches!(self, Self::Number(_) | Self::Day),
            Operator::Within => self == Self::Day,
        }
    }
}

/// A filter as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Active {
    /// The field's word in the register; empty where the list has no such filter for the caller.
    pub field: String,
    /// What people call the field.
    pub name: String,
    /// How it is asked about.
    pub ask: Ask,
    /// How it narrows.
    pub operator: Operator,
    /// What was asked for, as it stands in the address.
    pub typed: Vec<String>,
    /// The same as people read it.
    pub said: Vec<Said>,
    /// Why it does not narrow the list.
    pub mistake: Option<Mistake>,
}

/// A value of a filter as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// In words.
    Value(String),
    /// Whoever asks.
    Me,
    /// A row that they may not see.
    Hidden,
    /// A time that moves.
    Time(Within),
}

/// A filter as it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) field: FieldId,
    operator: Operator,
    typed: Vec<String>,
    values: Result<Vec<Operand>, Mistake>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Operand {
    Value(Value),
    Me(RowId),
    Time(Within),
}

impl Operand {
    fn value(&self) -> Value {
        match self {
            Self::Value(value) => value.clone(),
            Self::Me(id) => Value::Id(*id),
            Self::Time(_) => Value::Null,
        }
    }
}

/// The filters of an address, and whether others stand there that the list does not have for the caller.
pub(super) fn filters(engine: &Engine, caller: &Caller, scope: &Scope, wanted: &Wanted) -> (Vec<Filter>, bool) {
    let mut named: Vec<(&str, Vec<String>)> = Vec::new();
    let mut unknown = false;
    for (name, value) in wanted.filters.iter().filter(|(_, value)| !value.trim().is_empty()) {
        match named.iter().position(|(known, _)| known == name) {
            Some(at) if named[at].1.len() < FILTER_VALUES => named[at].1.push(value.clone()),
            None if named.len() < FILTERS => named.push((name, vec![value.clone()])),
            Some(_) | None => unknown = true,
        }
    }
    let mut filters = Vec::new();
    for (name, typed) in named {
        match filter(engine, caller, scope, name, typed) {
            Some(filter) => filters.push(filter),
            None => unknown = true,
        }
    }
    (filters, unknown)
}

fn filter(engine: &Engine, caller: &Caller, scope: &Scope, name: &str, typed: Vec<String>) -> Option<Filter> {
    let model = engine.model();
    let (key, operator) = match name.split_once('.') {
        Some((key, word)) => (key, Operator::read(word)?),
        None => (name, Operator::Is),
    };
    let field = model.field_named(scope.entity(), key)?;
    let takes = scope.covers(field) && Ask::of(model, field)?.takes(operator);
    takes.then(|| Filter { field, operator, values: operands(model, caller, field, operator, &typed), typed })
}

fn operands(
    model: &Model,
    caller: &Caller,
    field: FieldId,
    operator: Operator,
    typed: &[String],
) -> Result<Vec<Operand>, Mistake> {
    let kind = &model[field].kind;
    let one = |text: &str| match text {
        ME if model.target(field).is_some() => me(model, caller, field).map(Operand::Me).ok_or(Mistake::NotAmong),
        text => read_for(model, kind, text).map(Operand::Value),
    };
    match operator {
        Operator::Empty | Operator::Filled => Ok(Vec::new()),
        Operator::Words => {
            let text: String = typed.concat().chars().take(SEARCH_CHARACTERS).collect();
            Ok(text
                .split_whitespace()
                .take(FILTER_WORDS)
                .map(|word| Operand::Value(Value::Text(word.to_owned())))
                .collect())
        }
        Operator::Within => {
            let word = typed.first().map_or("", String::as_str);
            Ok(vec![Operand::Time(Within::read(word).ok_or(Mistake::NotAmong)?)])
        }
        Operator::Between => {
            let (from, to) = typed.first().and_then(|text| text.split_once(TO)).ok_or(Mistake::Missing)?;
            Ok(vec![one(from)?, one(to)?])
        }
        Operator::Least | Operator::Most => Ok(vec![one(typed.first().map_or("", String::as_str))?]),
        Operator::Is | Operator::Not => typed.iter().map(|text| one(text)).collect(),
    }
}

/// A value of a filter: days for what lies in time, numbers for what the store counts.
fn read_for(model: &Model, kind: &FieldKind, text: &str) -> Result<Value, Mistake> {
    let value = match kind {
        FieldKind::DateTime => read(model, &FieldKind::Date, text),
        FieldKind::Sequence => read(model, &FieldKind::Integer, text),
        other => read(model, other, text),
    };
    value.and_then(|value| if value.is_null() { Err(Mistake::Missing) } else { Ok(value) })
}

/// The row of whoever asks that `link` could name.
pub(in super::super) fn me(model: &Model, caller: &Caller, link: FieldId) -> Option<RowId> {
    let to = model.target(link)?;
    match &caller.viewer {
        Viewer::Staff { user, .. } if Some(to) == model.entity_named("user") => Some(*user),
        Viewer::Staff { person, .. } if Some(to) == model.entity_named("person") => Some(*person),
        Viewer::Staff { .. } | Viewer::Engine | Viewer::Machine { .. } => None,
    }
}

impl Filter {
    /// What must hold for a row; nothing where the filter could not be read.
    pub(super) fn conditions(&self, model: &Model, today: Day) -> Vec<Condition> {
        let Ok(operands) = &self.values else { return Vec::new() };
        let values: Vec<Value> = operands.iter().map(Operand::value).collect();
        let field = self.field;
        let is_moment = model[field].kind == FieldKind::DateTime;
        let span = |from: Option<Value>, to: Option<Value>| span(field, is_moment, from, to);
        match (self.operator, values.as_slice()) {
            (Operator::Empty, _) => vec![Condition::Is(field, Value::Null)],
            (Operator::Filled, _) => vec![Condition::Filled(field)],
            (Operator::Words, words) => words.iter().map(|word| Condition::Contains(field, word.clone())).collect(),
            (Operator::Is, [day, ..]) if is_moment => span(Some(day.clone()), Some(day.clone())),
            (Operator::Is, [one]) => vec![Condition::Is(field, one.clone())],
            (Operator::Is, several) => vec![Condition::OneOf(field, several.to_vec())],
            (Operator::Not, several) => vec![Condition::NoneOf(field, several.to_vec())],
            (Operator::Least, [from, ..]) => span(Some(from.clone()), None),
            (Operator::Most, [to, ..]) => span(None, Some(to.clone())),
            (Operator::Between, [from, to, ..]) => span(Some(from.clone()), Some(to.clone())),
            (Operator::Within, _) => match operands.first() {
                Some(Operand::Time(within)) => {
                    let (first, last) = within.days(today);
                    span(first.map(Value::Day), Some(Value::Day(last)))
                }
                Some(Operand::Value(_) | Operand::Me(_)) | None => Vec::new(),
            },
            (Operator::Least | Operator::Most | Operator::Between, _) => Vec::new(),
        }
    }

    /// The filter as it is shown.
    pub(super) async fn active(&self, engine: &Engine, caller: &Caller, today: Day) -> Result<Active, Failure> {
        let (model, it) = (engine.model(), &engine.model()[self.field]);
        let mut words = Vec::new();
        for operand in self.values.iter().flatten() {
            words.push(match (operand, model.target(self.field)) {
                (Operand::Me(_), _) => Said::Me,
                (Operand::Time(within), _) => Said::Time(*within),
                (Operand::Value(Value::Id(id)), Some(to)) => {
                    named(engine, caller, to, *id, today).await?.map_or(Said::Hidden, Said::Value)
                }
                (Operand::Value(value), _) => Said::Value(in_words(model, &it.kind, value, caller.language)),
            });
        }
        Ok(Active {
            field: it.key.clone(),
            name: it.name.get(caller.language).to_owned(),
            ask: Ask::of(model, self.field).unwrap_or(Ask::Presence),
            operator: self.operator,
            typed: self.typed.clone(),
            said: words,
            mistake: self.values.as_ref().err().cloned(),
        })
    }
}

/// From one value to another, both of them within. Moments are asked about by days.
fn span(field: FieldId, is_moment: bool, from: Option<Value>, to: Option<Value>) -> Vec<Condition> {
    let edge = |value: Value, whole: bool| match value {
        Value::Day(day) if is_moment && whole => Value::Moment(end_of(day)),
        Value::Day(day) if is_moment => Value::Moment(start_of(day)),
        other => other,
    };
    let from = from.map(|from| Condition::AtLeast(field, edge(from, false)));
    let to = to.map(|to| Condition::AtMost(field, edge(to, true)));
    from.into_iter().chain(to).collect()
}

fn in_words(model: &Model, kind: &FieldKind, value: &Value, language: Language) -> String {
    match value {
        Value::Day(day) => documents::day(*day, language),
        Value::Text(text) if narrows(model, kind, language).is_none() => match kind {
            FieldKind::OrgNumber | FieldKind::AccountNumber => said(model, kind, value, language),
            _ => text.clone(),
        },
        other => said(model, kind, other, language),
    }
}
