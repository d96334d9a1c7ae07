//! What is different between two documents, line by line, as they are read, and under which heading.
//!
//! It must not know what they are about, nor which of them is newer than today.

use crate::document::{Content, Document, Level};
use similar::{Algorithm, ChangeTag, capture_diff_slices};

/// Lines that changed together, with a line around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The headings they stand under, each from the outermost in; more than one where the same changed in many places.
    pub headings: Vec<Vec<String>>,
    /// The lines. Those around them stand there only where it is one place.
    pub lines: Vec<Line>,
}

/// A line, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whether it stayed.
    pub fate: Fate,
    /// What it says.
    pub text: String,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is in both.
    Stayed,
    /// It is in the older one only.
    Removed,
    /// It is in the newer one only.
    Added,
}

/// The places that differ, in the order in which they are read; none where the two say the same.
pub fn difference(older: &Document, newer: &Document) -> Vec<Place> {
    let mut places: Vec<(Vec<Vec<String>>, Run)> = Vec::new();
    for run in runs(older, newer) {
        let trail = run.trail.clone();
        match places.iter_mut().find(|(_, known)| known.changed == run.changed) {
            Some((trails, _)) if trails.contains(&trail) => {}
            Some((trails, _)) => trails.push(trail),
            None => places.push((vec![trail], run)),
        }
    }
    places.into_iter().map(|(headings, run)| Place { lines: run.lines(headings.len() == 1), headings }).collect()
}

/// Lines without one that stayed between them.
struct Run {
    /// The headings above them.
    trail: Vec<String>,
    before: Option<String>,
    changed: Vec<Line>,
    after: Option<String>,
}

impl Run {
    fn lines(self, with_those_around: bool) -> Vec<Line> {
        let around = |text: Option<String>| {
            text.filter(|_| with_those_around).map(|text| Line { fate: Fate::Stayed, text }).into_iter()
        };
        around(self.before).chain(self.changed).chain(around(self.after)).collect()
    }
}

fn runs(older: &Document, newer: &Document) -> Vec<Run> {
    let (old, new) = (spoken(older), spoken(newer));
    let texts = |all: &[Spoken]| all.iter().map(|it| it.text.clone()).collect::<Vec<String>>();
    let (old_texts, new_texts) = (texts(&old), texts(&new));
    let mut walk = Walk { trail: Trail::under(&newer.title), runs: Vec::new(), open: None, before: None };
    for part in capture_diff_slices(Algorithm::Myers, &old_texts, &new_texts) {
        for change in part.iter_changes(&old_texts, &new_texts) {
            let line =
                change.new_index().and_then(|at| new.get(at)).or_else(|| change.old_index().and_then(|at| old.get(at)));
            let fate = match change.tag() {
                ChangeTag::Equal => Fate::Stayed,
                ChangeTag::Delete => Fate::Removed,
                ChangeTag::Insert => Fate::Added,
            };
            if let Some(line) = line {
                walk.step(fate, line);
            }
        }
    }
    walk.runs.extend(walk.open);
    walk.runs
}

/// The way through both documents at once.
struct Walk {
    /// The headings of the newer one, where it has come to.
    trail: Trail,
    runs: Vec<Run>,
    open: Option<Run>,
    /// The line just above, where it stayed and is no heading.
    before: Option<String>,
}

impl Walk {
    fn step(&mut self, fate: Fate, line: &Spoken) {
        if fate == Fate::Stayed {
            let around = line.level.is_none().then(|| line.text.clone());
            if let Some(run) = self.open.take() {
                self.runs.push(Run { after: around.clone(), ..run });
            }
            self.before = around;
        } else {
            let run = self.open.get_or_insert_with(|| Run {
                // A heading that comes or goes stands under those above it.
                trail: line.level.map_or_else(|| self.trail.names(), |level| self.trail.above(level)),
                before: self.before.take().filter(|_| line.level.is_none()),
                changed: Vec::new(),
                after: None,
            });
            run.changed.push(Line { fate, text: line.text.clone() });
        }
        if let (Some(level), Fate::Stayed | Fate::Added) = (line.level, fate) {
            self.trail.enter(level, &line.text);
        }
    }
}

/// The headings above a line, the outermost first.
struct Trail {
    title: String,
    headings: Vec<(Level, String)>,
}

impl Trail {
    fn under(title: &str) -> Self {
        Self { title: title.to_owned(), headings: Vec::new() }
    }

    fn enter(&mut self, level: Level, text: &str) {
        self.headings.retain(|(above, _)| is_above(*above, level));
        self.headings.push((level, text.to_owned()));
    }

    fn names(&self) -> Vec<String> {
        self.named(self.headings.iter())
    }

    fn above(&self, level: Level) -> Vec<String> {
        self.named(self.headings.iter().filter(|(above, _)| is_above(*above, level)))
    }

    /// The title stands for what is above every heading.
    fn named<'a>(&'a self, headings: impl Iterator<Item = &'a (Level, String)>) -> Vec<String> {
        let names: Vec<String> = headings.map(|(_, text)| text.clone()).collect();
        if names.is_empty() { vec![self.title.clone()] } else { names }
    }
}

fn is_above(one: Level, other: Level) -> bool {
    let depth = |level| match level {
        Level::Chapter => 0,
        Level::Part => 1,
        Level::Section => 2,
    };
    depth(one) < depth(other)
}

/// A line of a document: a heading, a paragraph, a point, a term with what is said of it.
struct Spoken {
    level: Option<Level>,
    text: String,
}

fn spoken(document: &Document) -> Vec<Spoken> {
    let plain = |text: String| Spoken { level: None, text };
    let mut lines = vec![plain(document.title.clone())];
    for block in &document.blocks {
        match &block.content {
            Content::Heading { level, text, .. } => lines.push(Spoken { level: Some(*level), text: text.clone() }),
            Content::Paragraph { text } => lines.push(plain(text.clone())),
            Content::List { items } => lines.extend(items.iter().cloned().map(plain)),
            Content::Definition { term, details } | Content::Fold { term, details } => {
                lines.extend(details.iter().map(|detail| plain(format!("{term}: {detail}"))));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests;
