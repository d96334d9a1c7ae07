//! TOML to a tree in the order of the file, each key and value with its place.
//!
//! Knows TOML and nothing of registers.

use crate::SourceFile;
use crate::finding::{At, Findings, Place};
use crate::limits::{DEPTH_MAX_LEVELS, FILE_MAX_BYTES};
use crate::rules;
use crate::syntax::{depth, twice};
use jiff::Unit;
use jiff::civil::Date;
use model::Day;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};
use toml::value::Datetime;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// A table: its entries in the order of the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table(pub(crate) Vec<Entry>);

/// A key and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: At<String>,
    pub(crate) value: At<Value>,
}

/// A value. What a register never holds is known by its name only.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(String),
    Integer(i64),
    Boolean(bool),
    Date(Day),
    List(Vec<At<Value>>),
    Table(Table),
    Other(&'static str),
}

impl Value {
    /// What TOML calls it, with the article.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Integer(_) => "an integer",
            Self::Boolean(_) => "a boolean",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(name) => name,
        }
    }

    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Text(it) => Some(it.clone()),
            _ => None,
        }
    }

    pub(crate) fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(it) => Some(*it),
            _ => None,
        }
    }

    pub(crate) fn boolean(&self) -> Option<bool> {
        match self {
            Self::Boolean(it) => Some(*it),
            _ => None,
        }
    }

    pub(crate) fn date(&self) -> Option<Day> {
        match self {
            Self::Date(it) => Some(*it),
            _ => None,
        }
    }

    pub(crate) fn list(&self) -> Option<&[At<Self>]> {
        match self {
            Self::List(it) => Some(it),
            _ => None,
        }
    }

    pub(crate) fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(it) => Some(it),
            _ => None,
        }
    }
}

impl Table {
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key.it == key)
    }
}

/// Reads one file. None where parts of it were lost to syntax errors; a key written twice loses nothing.
pub(crate) fn parse(index: usize, source: &SourceFile, findings: &mut Findings) -> Option<Table> {
    let text = source.text.as_str();
    let file = File { index, text };
    if text.len() > FILE_MAX_BYTES {
        findings.push(rules::r001_syntax::too_long(file.place(0..0)));
        return None;
    }
    if let Some(name) = depth::long_name(text) {
        findings.push(rules::r001_syntax::long_name(file.place(name)));
        return None;
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut whole = true;
    let mut again = Vec::new();
    let mut last = None;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        if error.message() == "duplicate key" {
            again.push(span);
            continue;
        }
        whole = false;
        // Several at one place are one mistake, which the first names best.
        if last.as_ref() != Some(&span) {
            let place = file.place(span.clone());
            let first = last.is_none();
            findings.push(if first && lacks_only_a_quote(text, place.start) {
                rules::r001_syntax::unclosed(place, error.message())
            } else {
                rules::r001_syntax::finding(place, error.message())
            });
        }
        last = Some(span);
    }
    for span in twice::without_consequences(&root, text, &again) {
        let first = twice::first(&root, text, &span).map(|first| file.place(first));
        let name = text.get(span.clone()).unwrap_or_default();
        findings.push(rules::r004_duplicate::finding(name, file.place(span), first));
    }
    whole.then(|| file.table(root.into_inner(), 0))
}

/// Whether a quote at the end of this line makes the file right.
fn lacks_only_a_quote(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return false };
    let ends = after.is_empty() || after.starts_with(['\n', '\r']);
    ends && !before.ends_with('\n') && {
        let closed = [before, rules::r001_syntax::QUOTE, after].concat();
        DeTable::parse_recoverable(&closed).1.is_empty()
    }
}

/// The calendar day that is written, and nothing smaller.
fn day(written: &Datetime) -> Option<Day> {
    let (Some(date), None) = (written.date, written.time) else { return None };
    let (year, month, day) = (date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?);
    let since_1970 = Date::new(year, month, day).ok()?.since((Unit::Day, EPOCH)).ok()?;
    Some(Day(since_1970.get_days()))
}

/// One file while its values are turned into ours.
struct File<'a> {
    index: usize,
    text: &'a str,
}

impl File<'_> {
    fn table(&self, table: DeTable<'_>, depth: usize) -> Table {
        let mut entries: Vec<Entry> = table.into_iter().map(|(key, value)| self.entry(key, value, depth)).collect();
        entries.sort_by_key(|entry| entry.key.place);
        Table(entries)
    }

    fn entry(&self, key: Spanned<DeString<'_>>, value: Spanned<DeValue<'_>>, depth: usize) -> Entry {
        let key = At { place: self.place(key.span()), it: key.into_inner().into_owned() };
        Entry { key, value: self.value(value, depth) }
    }

    fn value(&self, value: Spanned<DeValue<'_>>, depth: usize) -> At<Value> {
        let place = self.place(value.span());
        let it = match value.into_inner() {
            DeValue::String(it) => Value::Text(it.into_owned()),
            DeValue::Integer(it) => {
                i64::from_str_radix(it.as_str(), it.radix()).map_or(Value::Other("a huge integer"), Value::Integer)
            }
            DeValue::Float(_) => Value::Other("a decimal number"),
            DeValue::Boolean(it) => Value::Boolean(it),
            DeValue::Datetime(it) => {
                day(&it).map_or(Value::Other("a date or time that is not a calendar day"), Value::Date)
            }
            DeValue::Array(_) | DeValue::Table(_) if depth >= DEPTH_MAX_LEVELS => Value::Other("nested too deeply"),
            DeValue::Array(it) => Value::List(it.into_iter().map(|item| self.value(item, depth + 1)).collect()),
            DeValue::Table(it) => Value::Table(self.table(it, depth + 1)),
        };
        At { it, place }
    }

    /// The place of `span`, widened to whole characters.
    fn place(&self, span: Range<usize>) -> Place {
        let start = self.text.floor_char_boundary(span.start.min(self.text.len()));
        let end = self.text.ceil_char_boundary(span.end.clamp(start, self.text.len()));
        Place { file: self.index, start, end }
    }
}
