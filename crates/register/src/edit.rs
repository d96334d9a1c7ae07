//! Changing a register as it is written: another period, or one activity less, and every other character as it was.
//!
//! Knows places and no meaning: what the changed register is worth, [`compile`](crate::compile) says. Nothing is
//! written to a file.

use crate::SourceFile;
use crate::finding::{At, Findings, Place};
use crate::syntax::tree::{Entry, Table, Value, parse};
use std::fmt::Write;

mod purpose;

pub use purpose::without_activity;

/// A register with a change in it, and what that change is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// All files, those that are unchanged too.
    pub files: Vec<SourceFile>,
    /// What is to be changed by hand to come to these files, in their order.
    pub hunks: Vec<Hunk>,
}

/// Some lines of one file that become others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// The file's name.
    pub file: String,
    /// The number of the first line, from 1.
    pub line: usize,
    /// The lines as they are.
    pub old: Vec<String>,
    /// The lines as they become; none where they go.
    pub new: Vec<String>,
}

/// The period of `entity`, as its `keep` is written; none where it has none.
pub fn period(files: &[SourceFile], entity: &str) -> Option<String> {
    keep(&trees(files)?, entity)?.it.text()
}

/// The register in which `entity` is kept for `period`, whatever that says; none where it has no period to change.
///
/// The last file is the company's own: an entity of another file is changed there, by `[change.X]`.
pub fn with_period(files: &[SourceFile], entity: &str, period: &str) -> Option<Edit> {
    let trees = trees(files)?;
    let place = keep(&trees, entity)?.place;
    let own = files.len().checked_sub(1)?;
    if place.file == own || changed(&trees, entity).is_some() {
        change(files, &trees, vec![Change { place, text: quoted(period) }], |_| false)
    } else {
        Some(appended(files, own, &[format!("[change.{entity}]"), format!("keep = {}", quoted(period))]))
    }
}

/// The register with `lines` at the end of one file, after an empty one.
fn appended(files: &[SourceFile], file: usize, lines: &[String]) -> Edit {
    let mut edited = files.to_vec();
    let SourceFile { name, text } = &mut edited[file];
    let new: Vec<String> = std::iter::once(String::new()).chain(lines.iter().cloned()).collect();
    let hunk = Hunk { file: name.clone(), line: 1 + text.lines().count(), old: Vec::new(), new };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    *text += &(hunk.new.join("\n") + "\n");
    Edit { files: edited, hunks: vec![hunk] }
}

/// A stretch of a file and what comes in its place.
struct Change {
    place: Place,
    text: String,
}

impl Change {
    /// Takes out the whole lines that hold `entry`.
    fn without(entry: &Entry, files: &[SourceFile]) -> Self {
        let Place { file, start, .. } = entry.key.place;
        let text = &files[file].text;
        let place = Place { file, start: line_start(text, start), end: line_end(text, last(entry)) };
        Self { place, text: String::new() }
    }

    /// Takes out one of several things on a line, with the comma that goes with it.
    fn within(entry: &Entry, files: &[SourceFile]) -> Self {
        let Place { file, start, .. } = entry.key.place;
        let text = &files[file].text;
        let end = last(entry);
        let (before, after) = (text[..start].trim_end(), text[end..].trim_start());
        let place = match (after.strip_prefix(','), before.strip_suffix(',')) {
            (Some(rest), _) => Place { file, start, end: text.len() - rest.trim_start_matches(' ').len() },
            (None, Some(before)) => Place { file, start: before.len(), end },
            (None, None) => Place { file, start, end },
        };
        Self { place, text: String::new() }
    }

    /// The change as whole lines.
    fn hunk(&self, files: &[SourceFile]) -> Hunk {
        let SourceFile { name, text } = &files[self.place.file];
        let Place { start, end, .. } = self.place;
        let first = line_start(text, start);
        // What ends with its line does not reach into the next one.
        let last = if end > start && text[..end].ends_with('\n') { end } else { line_end(text, end) };
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        Hunk {
            file: name.clone(),
            line: 1 + text[..first].matches('\n').count(),
            old: lines(&text[first..last]),
            new: lines(&[&text[first..start], &self.text, &text[end..last]].concat()),
        }
    }
}

/// Carries out `changes`, if exactly the keys that are `gone` then lack, and each line is changed once.
fn change(
    files: &[SourceFile],
    trees: &[Table],
    mut changes: Vec<Change>,
    gone: impl Fn(&[&str]) -> bool,
) -> Option<Edit> {
    changes.sort_by_key(|change| change.place);
    let hunks: Vec<Hunk> = changes.iter().map(|change| change.hunk(files)).collect();
    let apart = |pair: &[Hunk]| pair[0].file != pair[1].file || pair[0].line + pair[0].old.len() <= pair[1].line;
    if !hunks.windows(2).all(apart) {
        return None;
    }
    let mut edited = files.to_vec();
    for Change { place, text } in changes.iter().rev() {
        edited[place.file].text.replace_range(place.start..place.end, text);
    }
    let mut left = paths(trees);
    left.retain(|path| !gone(&path.iter().map(String::as_str).collect::<Vec<_>>()));
    let same = paths(&self::trees(&edited)?) == left;
    same.then_some(Edit { files: edited, hunks })
}

/// Every file as a tree; none where one of them cannot be read.
fn trees(files: &[SourceFile]) -> Option<Vec<Table>> {
    let tree = |(index, file)| parse(index, file, &mut Findings::default());
    files.iter().enumerate().map(tree).collect()
}

fn named<'a>(tree: &'a Table, kind: &str, key: &str) -> Option<&'a Entry> {
    tree.get(kind)?.value.it.table()?.get(key)
}

/// The period that holds for `entity`: a changed one before the declared one.
fn keep<'a>(trees: &'a [Table], entity: &str) -> Option<&'a At<Value>> {
    changed(trees, entity).or_else(|| declared(trees, entity))
}

fn changed<'a>(trees: &'a [Table], entity: &str) -> Option<&'a At<Value>> {
    let change = trees.iter().find_map(|tree| named(tree, "change", entity))?;
    Some(&change.value.it.table()?.get("keep")?.value)
}

fn declared<'a>(trees: &'a [Table], entity: &str) -> Option<&'a At<Value>> {
    let entity = trees.iter().find_map(|tree| named(tree, "entity", entity))?;
    Some(&entity.value.it.table()?.get("keep")?.value)
}

/// The keys of everything that is not a table, with those of the tables around it, sorted.
fn paths(trees: &[Table]) -> Vec<Vec<String>> {
    fn walk(table: &Table, above: &[String], found: &mut Vec<Vec<String>>) {
        for Entry { key, value } in &table.0 {
            let path = [above, std::slice::from_ref(&key.it)].concat();
            match value.it.table() {
                Some(inner) => walk(inner, &path, found),
                None => found.push(path),
            }
        }
    }
    let mut found = Vec::new();
    for tree in trees {
        walk(tree, &[], &mut found);
    }
    found.sort_unstable();
    found
}

/// One past the last byte of an entry and of all that stands in it.
fn last(entry: &Entry) -> usize {
    let inner = entry.value.it.table().map_or(&[][..], |table| &table.0);
    inner.iter().map(last).fold(entry.key.place.end.max(entry.value.place.end), usize::max)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Behind the line that `at` stands in, its end included.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// `text` as a basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            // Writing to a string cannot fail.
            control if control.is_control() => drop(write!(quoted, "\\u{:04X}", u32::from(control))),
            plain => quoted.push(plain),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests;
