//! Findings: what is wrong with a register, as data. Printing them is `render`'s task.

use crate::patch::{Mend, Patch};
use crate::rules::Code;
use std::ops::Range;

/// One mistake, or something worth knowing, in a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which kind of finding.
    pub code: Code,
    /// Whether it stops the register from being used.
    pub severity: Severity,
    /// What is wrong, in one line that can be understood alone.
    pub headline: String,
    /// Where; none where something is missing from all files together.
    pub place: Option<Place>,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
    /// Why it is wrong: what the law says, with the article.
    pub note: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
    /// The same as a change of a file, where it can be said to the byte.
    pub patch: Option<Patch>,
    /// What becomes the patch once the texts are at hand.
    pub(crate) mend: Option<Mend>,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The register cannot be used.
    Error,
    /// The register can be used; somebody should look.
    Warning,
}

impl Severity {
    /// What printed findings call it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A stretch of one file: bytes `start..end`, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index into the files given to [`compile`](crate::compile).
    pub file: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Finding {
    pub(crate) fn error(code: Code, place: impl Into<Option<Place>>, headline: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            headline: headline.into(),
            place: place.into(),
            related: Vec::new(),
            note: None,
            help: None,
            patch: None,
            mend: None,
        }
    }

    pub(crate) fn warning(code: Code, place: Place, headline: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, headline) }
    }

    #[must_use]
    pub(crate) fn related(mut self, place: Place, words: impl Into<String>) -> Self {
        self.related.push((place, words.into()));
        self
    }

    #[must_use]
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub(crate) fn mend(mut self, mend: Mend) -> Self {
        self.mend = Some(mend);
        self
    }

    /// Adds `key = value` to the table whose key, or whose value, is at `table`.
    #[must_use]
    pub(crate) fn insert(self, table: Place, line: impl Into<String>) -> Self {
        self.insert_all(table, vec![line.into()])
    }

    /// Adds several such lines.
    #[must_use]
    pub(crate) fn insert_all(self, table: Place, lines: Vec<String>) -> Self {
        self.mend(Mend::Insert { table, lines })
    }

    /// Takes out the entry whose key, or whose value, is at `entry`.
    #[must_use]
    pub(crate) fn remove(self, entry: Place) -> Self {
        self.mend(Mend::Instead { entry, line: None })
    }

    /// Another word in the place of the one that is written.
    #[must_use]
    pub(crate) fn replace(self, written: &At<String>, new: impl Into<String>) -> Self {
        self.mend(Mend::Word { place: written.place, old: written.it.clone(), new: new.into() })
    }

    /// The nearest name as a proposal, if there is one that does not stand beside it already.
    #[must_use]
    pub(crate) fn propose<'a>(self, written: &At<String>, near: impl IntoIterator<Item = &'a str>) -> Self {
        let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
        if near.is_empty() {
            return self;
        }
        self.mend(Mend::Name { place: written.place, old: written.it.clone(), near })
    }
}

/// Findings as they are collected.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    pub(crate) fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.0.extend(findings);
    }

    /// Makes other findings of all of them.
    pub(crate) fn change(&mut self, change: impl FnOnce(Vec<Finding>) -> Vec<Finding>) {
        self.0 = change(std::mem::take(&mut self.0));
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Finding> {
        self.0.iter_mut()
    }

    pub(crate) fn any(&self, code: Code) -> bool {
        self.0.iter().any(|finding| finding.code == code)
    }

    pub(crate) fn any_error(&self) -> bool {
        self.0.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// All of them, in the order of the files.
    pub(crate) fn sorted(mut self) -> Vec<Finding> {
        self.0.sort_by(|a, b| (a.place, a.code, &a.headline).cmp(&(b.place, b.code, &b.headline)));
        self.0
    }
}

/// Something read from a file, with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct At<T> {
    pub(crate) it: T,
    pub(crate) place: Place,
}

impl At<String> {
    /// The place of some bytes of a string. The whole string where it is not written plainly between two
    /// quotes: an escape or a triple quote always makes the source longer.
    pub(crate) fn part(&self, bytes: Range<usize>) -> Place {
        let Place { file, start, end } = self.place;
        if end - start != self.it.len() + 2 {
            return self.place;
        }
        Place { file, start: start + 1 + bytes.start, end: start + 1 + bytes.end }
    }

    /// The stretches of `bytes` between separators, which are ASCII.
    pub(crate) fn pieces(&self, bytes: Range<usize>, separator: impl Fn(char) -> bool) -> Vec<Range<usize>> {
        let mut start = bytes.start;
        let pieces = self.it[bytes].split(separator).map(|piece| {
            let end = start + piece.len();
            std::mem::replace(&mut start, end + 1)..end
        });
        pieces.collect()
    }

    /// A stretch without the blanks around it.
    pub(crate) fn trim(&self, bytes: Range<usize>) -> Range<usize> {
        let text = &self.it[bytes.clone()];
        let start = bytes.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }

    /// A stretch as a string of its own.
    pub(crate) fn cut(&self, bytes: Range<usize>) -> Self {
        Self { it: self.it[bytes.clone()].to_owned(), place: self.part(bytes) }
    }

    /// The words of a stretch.
    pub(crate) fn words(&self, bytes: Range<usize>) -> Vec<Self> {
        let pieces = self.pieces(bytes, |c| c.is_ascii_whitespace());
        pieces.into_iter().filter(|piece| !piece.is_empty()).map(|piece| self.cut(piece)).collect()
    }
}

/// What became of one key of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Part<T> {
    /// It is not written.
    #[default]
    Absent,
    /// It is written, and a finding says why it cannot be used.
    Broken,
    /// It is this.
    Is(T),
}

impl<T> Part<T> {
    pub(crate) fn as_ref(&self) -> Part<&T> {
        match self {
            Self::Absent => Part::Absent,
            Self::Broken => Part::Broken,
            Self::Is(it) => Part::Is(it),
        }
    }

    /// What it is, if it is anything.
    pub(crate) fn get(&self) -> Option<&T> {
        match self {
            Self::Absent | Self::Broken => None,
            Self::Is(it) => Some(it),
        }
    }

    /// What it is, if it is anything.
    pub(crate) fn into_option(self) -> Option<T> {
        match self {
            Self::Absent | Self::Broken => None,
            Self::Is(it) => Some(it),
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Part<U> {
        match self {
            Self::Absent => Part::Absent,
            Self::Broken => Part::Broken,
            Self::Is(it) => Part::Is(change(it)),
        }
    }

    /// Goes on with what it is; where that gives nothing, a finding has been made.
    pub(crate) fn and_then<U>(self, go_on: impl FnOnce(T) -> Option<U>) -> Part<U> {
        match self {
            Self::Absent => Part::Absent,
            Self::Broken => Part::Broken,
            Self::Is(it) => go_on(it).map_or(Part::Broken, Part::Is),
        }
    }
}
