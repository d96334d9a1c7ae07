//! Patches: how a finding is mended, to the byte.
//!
//! A rule knows what is to be done ([`Mend`]), and neither commas nor lines; those are settled here, once everything
//! is judged and the texts of the files are at hand. Where a file is written so that the place cannot be told surely,
//! there is no patch. Nothing is written to a file.

mod list;
mod period;
mod table;

use crate::SourceFile;
use crate::finding::{Finding, Findings, Place};
use crate::syntax::tree::{Table, parse};
use std::collections::HashMap;
use table::find;

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
    /// The same with the first of these names that does not stand beside it already.
    Name { place: Place, old: String, near: Vec<String> },
    /// Another value, as TOML.
    Value { place: Place, new: String },
    /// Another value, as TOML, of a key in the table whose key, or whose value, is at this place.
    ValueOf { table: Place, key: &'static str, new: String },
    /// That value without these words, wherever in it they stand.
    Without { table: Place, key: &'static str, words: &'static str },
    /// A string as it stands in another place.
    Copy { string: Place, from: Place },
    /// More at the end of a string.
    Longer { string: Place, by: String },
    /// Another length, up to the date, in one term of a period: `5 years after`.
    Length { period: Place, term: usize, new: String },
    /// Lines `key = value` in the table whose key, or whose value, is at this place.
    Insert { table: Place, lines: Vec<String> },
    /// `key = value` instead of the entry whose key, or whose value, is at this place; nothing instead of it.
    Instead { entry: Place, line: Option<String> },
    /// A table of that name with its lines, at the end of a file.
    Append { file: usize, table: String, lines: Vec<String> },
    /// Another item in a list, behind this one.
    ItemAfter { item: Place, new: String },
    /// Another item in a list that stands under two keys, one in the other, in the table at this place.
    ItemIn { table: Place, list: [String; 2], new: String },
    /// A list without this item.
    ItemOut { item: Place },
}

/// Turns what rules proposed into patches.
pub(crate) fn settle(findings: &mut Findings, files: &[SourceFile]) {
    let mut trees: HashMap<usize, Option<Table>> = HashMap::new();
    for finding in findings.iter_mut() {
        let Some(mend) = finding.mend.take() else { continue };
        let index = mend.place().file;
        let Some(file) = files.get(index) else { continue };
        let tree = trees.entry(index).or_insert_with(|| parse(index, file, &mut Findings::default()));
        let mend = match mend {
            Mend::Name { place, old, near } => name(finding, tree.as_ref(), place, old, &near),
            mend => Some(mend),
        };
        finding.patch = mend.zip(tree.as_ref()).and_then(|(mend, tree)| mend.settle(tree, file, files));
    }
}

/// Chooses among near names, and says so in the finding's help.
fn name(finding: &mut Finding, tree: Option<&Table>, place: Place, old: String, near: &[String]) -> Option<Mend> {
    let beside = tree.map_or_else(Vec::new, |tree| list::beside(tree, place));
    if let Some(new) = near.iter().find(|name| !beside.contains(&name.as_str())) {
        finding.help = Some(format!("write `{new}`"));
        return Some(Mend::Word { place, old, new: new.clone() });
    }
    if let Some(there) = near.first() {
        finding.help = Some(format!("`{there}` stands here already: remove `{old}`, or write another name"));
    }
    None
}

impl Mend {
    fn place(&self) -> Place {
        match self {
            Self::Word { place, .. } | Self::Name { place, .. } | Self::Value { place, .. } => *place,
            Self::Copy { string, .. } | Self::Longer { string, .. } => *string,
            Self::Length { period, .. } => *period,
            Self::Insert { table, .. }
            | Self::ItemIn { table, .. }
            | Self::ValueOf { table, .. }
            | Self::Without { table, .. } => *table,
            Self::Instead { entry, .. } => *entry,
            Self::Append { file, .. } => Place { file: *file, start: 0, end: 0 },
            Self::ItemAfter { item, .. } | Self::ItemOut { item } => *item,
        }
    }

    fn settle(&self, tree: &Table, SourceFile { text, .. }: &SourceFile, files: &[SourceFile]) -> Option<Patch> {
        let Place { file, start, end } = self.place();
        let written = text.get(start..end)?;
        let (start, end, text) = match self {
            Self::Word { old, new, .. } => {
                let quotes = usize::from(written != old);
                let inner = written.get(quotes..written.len().checked_sub(quotes)?)?;
                (inner == old && (quotes == 0 || is_plain(written)))
                    .then(|| (start + quotes, end - quotes, new.clone()))
            }
            // Has become a word.
            Self::Name { .. } => None,
            Self::Value { new, .. } => {
                (written.starts_with('{') || is_plain(written)).then(|| (start, end, new.clone()))
            }
            Self::ValueOf { table, key, new } => {
                let (start, end) = find(tree, *table)?.value(text, key)?;
                Some((start, end, new.clone()))
            }
            Self::Without { table, key, words } => {
                let (start, end) = find(tree, *table)?.value(text, key)?;
                Some((start, end, text.get(start..end)?.replace(words, "")))
            }
            Self::Copy { from, .. } => {
                let new = files.get(from.file)?.text.get(from.start..from.end)?;
                (is_plain(written) && is_plain(new)).then(|| (start, end, new.to_owned()))
            }
            Self::Longer { by, .. } => is_plain(written).then(|| (end - 1, end - 1, by.clone())),
            Self::Length { term, new, .. } => {
                let length = is_plain(written).then(|| period::length(written, *term))??;
                Some((start + length.start, start + length.end, new.clone()))
            }
            Self::Insert { table, lines } => find(tree, *table)?.inserted(text, lines),
            Self::Instead { entry, line } => find(tree, *entry)?.replaced(text, line.as_deref()),
            Self::Append { table, lines, .. } => table::appended(tree, text, table, lines),
            Self::ItemAfter { item, new } => list::after(tree, *item, new),
            Self::ItemIn { table, list, new } => list::within(find(tree, *table)?.entry, text, list, new),
            Self::ItemOut { item } => list::out(tree, *item),
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

/// What goes from where to where, and what comes.
type Change = (usize, usize, String);
