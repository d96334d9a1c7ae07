//! For programs: a JSON array with an object for each finding, in the order of the files.

use super::position::{Position, Span, span};
use crate::SourceFile;
use crate::finding::{Finding, Place};
use crate::patch::Patch;
use serde::Serialize;

#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    group: &'static str,
    headline: &'a str,
    #[serde(flatten)]
    place: Option<Stretch<'a>>,
    related: Vec<Related<'a>>,
    note: Option<&'a str>,
    help: Option<&'a str>,
    patch: Option<Change<'a>>,
}

/// A stretch and the text that comes in its place: `complete`, or a `template` with `…` to be filled in.
#[derive(Serialize)]
struct Change<'a> {
    #[serde(flatten)]
    place: Stretch<'a>,
    text: &'a str,
    applicability: &'static str,
}

/// A place: line and column of its first character, and `end` one past the last.
#[derive(Serialize)]
struct Stretch<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end: End,
}

#[derive(Serialize)]
struct End {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Stretch<'a>,
    words: &'a str,
}

pub(super) fn text(findings: &[Finding], files: &[SourceFile]) -> String {
    let entries: Vec<Entry<'_>> = findings.iter().map(|finding| entry(finding, files)).collect();
    // These types hold nothing that JSON lacks, and a string takes all that is written.
    serde_json::to_string_pretty(&entries).unwrap_or_default() + "\n"
}

fn entry<'a>(finding: &'a Finding, files: &'a [SourceFile]) -> Entry<'a> {
    let related = finding.related.iter().filter_map(|(place, words)| {
        let place = stretch(*place, files)?;
        Some(Related { place, words })
    });
    Entry {
        code: finding.code.key(),
        severity: finding.severity.word(),
        group: finding.code.group().name(),
        headline: &finding.headline,
        place: finding.place.and_then(|place| stretch(place, files)),
        related: related.collect(),
        note: finding.note.as_deref(),
        help: finding.help.as_deref(),
        patch: finding.patch.as_ref().and_then(|Patch { place, text, applicability }| {
            Some(Change { place: stretch(*place, files)?, text, applicability: applicability.word() })
        }),
    }
}

fn stretch(place: Place, files: &[SourceFile]) -> Option<Stretch<'_>> {
    let Span { file, start, end: Position { line, column } } = span(place, files)?;
    Some(Stretch { file, line: start.line, column: start.column, end: End { line, column } })
}
