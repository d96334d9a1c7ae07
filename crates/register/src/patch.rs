//! Patches: how a finding is mended, to the byte.
//!
//! A rule knows what is to be done ([`Mend`]), and neither commas nor lines; those are settled here, once everything
//! is judged and the texts of the files are at hand. Where a file is written so that the place cannot be told surely,
//! there is no patch. Nothing is written to a file.

use crate::SourceFile;
use crate::finding::{Findings, Place};
use crate::syntax::tree::{Entry, Table, Value, parse};
use std::collections::HashMap;

/// What is left for people to say, in a template.
const BLANK: char = '…';

/// One stretch of a file, and the text that comes in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// What goes; of no length where something is only added.
    pub place: Place,
    /// What comes.
    pub text: String,
    /// Whether it can be applied as it stands.
    pub applicability: Applicability,
}

/// Whether a patch can be applied as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicability {
    /// It removes the finding. Whether that is what was meant, a person judges.
    Complete,
    /// It holds `…` where words or days belong that only people know.
    Template,
}

impl Applicability {
    /// What programs call it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Template => "template",
        }
    }
}

/// What a rule proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mend {
    /// Another word in the place of `old`, which stands there alone or in quotes.
    Word { place: Place, old: String, new: String },
    /// Another value, as TOML.
    Value { place: Place, new: String },
    /// More at the end of a string.
    Longer { string: Place, by: String },
    /// `key = value` in the table whose key, or whose value, is at this place.
    Insert { table: Place, line: String },
    /// `key = value` instead of the entry whose key, or whose value, is at this place; nothing instead of it.
    Instead { entry: Place, line: Option<String> },
}

/// Turns what rules proposed into patches.
pub(crate) fn settle(findings: &mut Findings, files: &[SourceFile]) {
    let mut trees: HashMap<usize, Option<Table>> = HashMap::new();
    for finding in findings.iter_mut() {
        let Some(mend) = finding.mend.take() else { continue };
        let index = mend.place().file;
        let Some(file) = files.get(index) else { continue };
        let tree = trees.entry(index).or_insert_with(|| parse(index, file, &mut Findings::default()));
        finding.patch = tree.as_ref().and_then(|tree| mend.settle(tree, &file.text));
    }
}

impl Mend {
    fn place(&self) -> Place {
        match self {
            Self::Word { place, .. } | Self::Value { place, .. } => *place,
            Self::Longer { string, .. } => *string,
            Self::Insert { table, .. } => *table,
            Self::Instead { entry, .. } => *entry,
        }
    }

    fn settle(&self, tree: &Table, text: &str) -> Option<Patch> {
        let Place { file, start, end } = self.place();
        let written = text.get(start..end)?;
        let (start, end, text) = match self {
            Self::Word { old, new, .. } => {
                let quotes = usize::from(written != old);
                let inner = written.get(quotes..written.len().checked_sub(quotes)?)?;
                (inner == old && (quotes == 0 || is_plain(written)))
                    .then(|| (start + quotes, end - quotes, new.clone()))
            }
            Self::Value { new, .. } => {
                (written.starts_with('{') || is_plain(written)).then(|| (start, end, new.clone()))
            }
            Self::Longer { by, .. } => is_plain(written).then(|| (end - 1, end - 1, by.clone())),
            Self::Insert { table, line } => find(tree, *table)?.inserted(text, line),
            Self::Instead { entry, line } => find(tree, *entry)?.replaced(text, line.as_deref()),
        }?;
        let applicability = if text.contains(BLANK) { Applicability::Template } else { Applicability::Complete };
        Some(Patch { place: Place { file, start, end }, text, applicability })
    }
}

/// Whether a string stands on one line between two quotes.
fn is_plain(written: &str) -> bool {
    let plain = |quote: char| {
        let inner = written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        inner.is_some_and(|inner| !inner.contains(quote))
    };
    plain('"') || plain('\'')
}

/// An entry among those of its table.
struct Found<'a> {
    entry: &'a Entry,
    table: &'a Table,
    /// Whether that table stands between braces.
    inline: bool,
}

/// The entry whose key or whose value is at `place`.
fn find(tree: &Table, place: Place) -> Option<Found<'_>> {
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

/// What goes from where to where, and what comes.
type Change = (usize, usize, String);

impl Found<'_> {
    /// `line` among the entries of the table that this entry is.
    fn inserted(&self, text: &str, line: &str) -> Option<Change> {
        let Value::Table(table) = &self.entry.value.it else { return None };
        let (key, value) = line.split_once(" = ")?;
        if table.get(key).is_some() {
            return None;
        }
        let Place { start, end, .. } = self.entry.value.place;
        if text.get(start..end)?.starts_with('{') {
            return Some(match table.0.iter().map(last).max() {
                Some(at) => (at, at, format!(", {line}")),
                None => (start + 1, start + 1, format!(" {line} ")),
            });
        }
        under_a_header(text, self.entry.key.place.end, table, key, value)
    }

    /// `line` in the place of this entry, or nothing.
    fn replaced(&self, text: &str, line: Option<&str>) -> Option<Change> {
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

/// A line below the last one of the table whose header ends soon behind `name`, with the same room before the `=`.
fn under_a_header(text: &str, name: usize, table: &Table, key: &str, value: &str) -> Option<Change> {
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
    let width = width.unwrap_or(0);
    if at < text.len() {
        return Some((at, at, format!("{key:width$} = {value}\n")));
    }
    // At the end of the file it goes on from the last line: none follows that could be moved down.
    let end = text.trim_end_matches(['\n', '\r']).len();
    Some((end, end, format!("\n{key:width$} = {value}")))
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// Behind the line that `at` stands in, its end included.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| at + newline + 1)
}
