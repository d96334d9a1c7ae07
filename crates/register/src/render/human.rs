//! For a terminal, as compilers do: the place in its line with a caret under the words, the reason, the mend.

use super::position::lines;
use crate::SourceFile;
use crate::finding::{Finding, Place, Severity};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use std::ops::Range;

pub(super) fn text(findings: &[Finding], files: &[SourceFile], colour: bool) -> String {
    let first_error = findings.iter().find(|finding| finding.severity == Severity::Error);
    let Some(first) = first_error.or(findings.first()) else { return String::new() };
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let counts = [Severity::Error, Severity::Warning].map(|severity| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.word()))
    });
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let several = findings.iter().any(|finding| finding.code != first.code);
    let of = match (several, first.severity) {
        (false, _) => "",
        (true, Severity::Error) => " of the first error",
        (true, Severity::Warning) => " of the first warning",
    };
    let closing = format!("{}; `ryddig explain {}` says more{of}\n", counts.join(", "), first.code);
    let texts = findings.iter().map(|finding| renderer.render(&groups(finding, files)) + "\n\n");
    texts.chain([closing]).collect()
}

fn groups<'a>(finding: &'a Finding, files: &'a [SourceFile]) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(finding.headline.as_str()).id(finding.code.key()));
    for snippet in snippets(finding, files) {
        group = group.element(snippet);
    }
    if let Some(note) = &finding.note {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    match (&finding.help, suggestion(finding, files)) {
        (Some(help), Some(suggestion)) => {
            let help = Level::HELP.secondary_title(help.as_str());
            vec![group, Group::with_title(help).element(suggestion)]
        }
        (Some(help), None) => vec![group.element(Level::HELP.message(help.as_str()))],
        (None, _) => vec![group],
    }
}

/// The lines of a patch as they become.
fn suggestion<'a>(finding: &'a Finding, files: &'a [SourceFile]) -> Option<Snippet<'a, Patch<'a>>> {
    let patch = finding.patch.as_ref()?;
    let file = files.get(patch.place.file)?;
    let window = Window::around(patch.place.start..patch.place.end, file);
    let change = Patch::new(window.here(patch.place.start..patch.place.end), patch.text.as_str());
    Some(Snippet::source(window.text).line_start(window.line).path(file.name.as_str()).patch(change))
}

/// A snippet for each file that the finding points into, the one with its own place first.
fn snippets<'a>(finding: &'a Finding, files: &'a [SourceFile]) -> Vec<Snippet<'a, Annotation<'a>>> {
    let own = finding.place.map(|place| (place, AnnotationKind::Primary, None));
    let related = finding.related.iter().map(|(place, words)| (*place, AnnotationKind::Context, Some(words.as_str())));
    let mut by_file: Vec<(usize, Vec<Marked<'a>>)> = Vec::new();
    for (place, kind, words) in own.into_iter().chain(related) {
        let Some(file) = files.get(place.file) else { continue };
        let marked = (span(place, file), kind, words);
        match by_file.iter_mut().find(|(index, _)| *index == place.file) {
            Some((_, all)) => all.push(marked),
            None => by_file.push((place.file, vec![marked])),
        }
    }
    by_file.into_iter().filter_map(|(index, marked)| Some(snippet(files.get(index)?, marked))).collect()
}

/// Some words of a file: where, whether they are the place itself, what is said of them.
type Marked<'a> = (Range<usize>, AnnotationKind, Option<&'a str>);

fn snippet<'a>(file: &'a SourceFile, marked: Vec<Marked<'a>>) -> Snippet<'a, Annotation<'a>> {
    let first = marked.iter().map(|(span, ..)| span.start).min().unwrap_or_default();
    let last = marked.iter().map(|(span, ..)| span.end).max().unwrap_or_default();
    let window = Window::around(first..last, file);
    let annotations = marked.into_iter().map(|(span, kind, words)| kind.span(window.here(span)).label(words));
    let annotations: Vec<_> = annotations.collect();
    Snippet::source(window.text).line_start(window.line).path(file.name.as_str()).annotations(annotations)
}

/// The whole lines around some words: a long file is not read again for each finding.
struct Window<'a> {
    text: &'a str,
    /// The byte of the file at which it begins.
    start: usize,
    /// The number of its first line, from 1.
    line: usize,
}

impl<'a> Window<'a> {
    fn around(words: Range<usize>, file: &'a SourceFile) -> Self {
        let before = file.text.get(..words.start).unwrap_or_default();
        let after = file.text.get(words.end..).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let end = after.find('\n').map_or(file.text.len(), |end| words.end + end + 1);
        Self { text: file.text.get(start..end).unwrap_or_default(), start, line: lines(before) + 1 }
    }

    fn here(&self, span: Range<usize>) -> Range<usize> {
        span.start - self.start..span.end - self.start
    }
}

/// The place within the file; where it is too long for one line, its first line.
fn span(place: Place, file: &SourceFile) -> Range<usize> {
    let words = file.text.get(place.start..place.end).unwrap_or_default();
    let line = words.find(['\r', '\n']).unwrap_or(words.len());
    place.start..place.start + line
}

#[cfg(test)]
mod tests;
