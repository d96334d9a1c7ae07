//! Patches of tables: lines that come into one, that go, and whole tables at the end of a file.
//!
//! Knows how TOML is written, and nothing of what a key means.

use super::Change;
use crate::finding::Place;
use crate::syntax::tree::{Entry, Table, Value};

/// A key and its value, as TOML.
type Pair<'a> = (&'a str, &'a str);

/// An entry among those of its table.
pub(super) struct Found<'a> {
    pub(super) entry: &'a Entry,
    pub(super) table: &'a Table,
    /// Whether that table stands between braces.
    inline: bool,
}

/// The entry whose key or whose value is at `place`.
pub(super) fn find(tree: &Table, place: Place) -> Option<Found<'_>> {
    let mut tables = vec![(tree, false)];
    while let Some((table, inline)) = tables.pop() {
        for entry in &table.0 {
            if entry.key.place == place || entry.value.place == place {
                return Some(Found { entry, table, inline });
            }
            match &entry.value.it {
                Value::Table(inner) => tables.push((inner, inline || is_after(entry))),
                Value::List(items) => tables.extend(items.iter().filter_map(|item| Some((item.it.table()?, true)))),
                Value::Text(_) | Value::Integer(_) | Value::Boolean(_) | Value::Date(_) | Value::Other(_) => {}
            }
        }
    }
    None
}

/// Whether the value stands behind its key, as an inline table does and one under a header does not.
fn is_after(entry: &Entry) -> bool {
    entry.key.place.end < entry.value.place.start
}

/// One past the last byte of an entry and of all that stands in it.
fn last(entry: &Entry) -> usize {
    let inner = entry.value.it.table().map_or(&[][..], |table| &table.0);
    inner.iter().map(last).fold(entry.key.place.end.max(entry.value.place.end), usize::max)
}

impl Found<'_> {
    /// Lines among the entries of the table that this entry is.
    pub(super) fn inserted(&self, text: &str, lines: &[String]) -> Option<Change> {
        let Value::Table(table) = &self.entry.value.it else { return None };
        let pairs: Option<Vec<Pair<'_>>> = lines.iter().map(|line| line.split_once(" = ")).collect();
        let pairs = pairs?;
        if pairs.iter().any(|(key, _)| table.get(key).is_some()) {
            return None;
        }
        let Place { start, end, .. } = self.entry.value.place;
        if text.get(start..end)?.starts_with('{') {
            let lines = lines.join(", ");
            return Some(match table.0.iter().map(last).max() {
                Some(at) => (at, at, format!(", {lines}")),
                None => (start + 1, start + 1, format!(" {lines} ")),
            });
        }
        under_a_header(text, self.entry.key.place.end, table, &pairs)
    }

    /// Where the value of one key of the table that this entry is stands, if it stands behind its key.
    pub(super) fn value(&self, text: &str, key: &str) -> Option<(usize, usize)> {
        let entry = self.entry.value.it.table()?.get(key)?;
        let Place { start, end, .. } = entry.value.place;
        let whole = text.get(start..end)?.starts_with(['{', '[', '"', '\'']);
        (whole && is_after(entry)).then_some((start, end))
    }

    /// `line` in the place of this entry, or nothing.
    pub(super) fn replaced(&self, text: &str, line: Option<&str>) -> Option<Change> {
        let (start, end) = (self.entry.key.place.start, last(self.entry));
        if !is_after(self.entry) {
            return None;
        }
        if let Some(line) = line {
            return Some((start, end, line.to_owned()));
        }
        if !self.inline {
            let (first, after) = (line_start(text, start), line_end(text, end));
            let alone = text.get(first..start)?.trim().is_empty();
            return alone.then(|| (first, after, String::new()));
        }
        let at = self.table.0.iter().position(|entry| entry.key.place == self.entry.key.place)?;
        let before = at.checked_sub(1).and_then(|at| self.table.0.get(at)).map(last);
        let after = self.table.0.get(at + 1).map(|entry| entry.key.place.start);
        Some(match (before, after) {
            (Some(before), _) => (before, end, String::new()),
            (None, Some(after)) => (start, after, String::new()),
            (None, None) => (start, end, String::new()),
        })
    }
}

/// Lines below the last one of the table whose header ends soon behind `name`, with the same room before the `=`.
fn under_a_header(text: &str, name: usize, table: &Table, pairs: &[Pair<'_>]) -> Option<Change> {
    text.get(name..)?.trim_start_matches([' ', '\t', '"', '\'']).strip_prefix(']')?;
    let header = line_end(text, name);
    let own = table.0.iter().filter(|entry| {
        let start = entry.key.place.start;
        start >= header && text.get(line_start(text, start)..start).is_some_and(|lead| lead.trim().is_empty())
    });
    let below = own.max_by_key(|entry| last(entry));
    let at = below.map_or(header, |entry| line_end(text, last(entry)));
    let width = below.and_then(|entry| {
        let start = entry.key.place.start;
        text.get(start..line_end(text, start))?.find('=')?.checked_sub(1)
    });
    let lines = aligned(pairs, width);
    if at < text.len() {
        return Some((at, at, lines + "\n"));
    }
    // At the end of the file they go on from the last line: none follows that could be moved down.
    let end = text.trim_end_matches(['\n', '\r']).len();
    Some((end, end, format!("\n{lines}")))
}

/// The pairs as lines, with the same room before each `=`.
fn aligned(pairs: &[Pair<'_>], width: Option<usize>) -> String {
    let width = width.or_else(|| pairs.iter().map(|(key, _)| key.len()).max()).unwrap_or(0);
    let lines: Vec<String> = pairs.iter().map(|(key, value)| format!("{key:width$} = {value}")).collect();
    lines.join("\n")
}

/// A table with its lines at the end of the file; none where it is there, or its name is part of one in braces.
pub(super) fn appended(tree: &Table, text: &str, name: &str, lines: &[String]) -> Option<Change> {
    let mut here = tree;
    for key in name.split('.') {
        let Some(entry) = here.get(key) else { break };
        match &entry.value.it {
            Value::Table(inner) if !is_after(entry) => here = inner,
            _ => return None,
        }
    }
    let pairs: Option<Vec<Pair<'_>>> = lines.iter().map(|line| line.split_once(" = ")).collect();
    let room = match text {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    Some((text.len(), text.len(), format!("{room}[{name}]\n{}\n", aligned(&pairs?, None))))
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// Behind the line that `at` stands in, its end included.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| at + newline + 1)
}
