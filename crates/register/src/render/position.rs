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

fn position(text: &str, byte: usize) -> Option<Position> {
    let before = text.get(..byte)?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    Some(Position { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 })
}
