//! Places as people count them: lines and columns from 1, a column for each character.

use crate::SourceFile;
use crate::finding::Place;

/// A place in a file, for programs that do not count bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span<'a> {
    /// What the file is called.
    pub(super) file: &'a str,
    /// Where it begins.
    pub(super) start: Position,
    /// One past its last character.
    pub(super) end: Position,
}

/// A point between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// Of the file, the first is 1.
    pub(super) line: usize,
    /// The number of the character that follows, the first of a line is 1.
    pub(super) column: usize,
}

/// Where `place` is; none where there is no such file.
pub(super) fn span(place: Place, files: &[SourceFile]) -> Option<Span<'_>> {
    let file = files.get(place.file)?;
    let position = |byte| position(&file.text, byte);
    Some(Span { file: &file.name, start: position(place.start)?, end: position(place.end)? })
}

/// The line at which a place begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The file's name.
    pub file: String,
    /// Its number, from 1.
    pub number: usize,
    /// What it says.
    pub text: String,
}

/// The line at which `place` begins; none where there is no such place.
pub fn line(place: Place, files: &[SourceFile]) -> Option<Line> {
    let file = files.get(place.file)?;
    let number = position(&file.text, place.start)?.line;
    let text = file.text.lines().nth(number - 1)?;
    Some(Line { file: file.name.clone(), number, text: text.to_owned() })
}

fn position(text: &str, byte: usize) -> Option<Position> {
    let before = text.get(..byte)?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    Some(Position { line: lines(before) + 1, column: line.chars().count() + 1 })
}

/// How many lines end in `text`.
pub(super) fn lines(text: &str) -> usize {
    // Bytes are counted many at a time, and there may be as many findings as lines.
    text.bytes().filter(|byte| *byte == b'\n').count()
}
