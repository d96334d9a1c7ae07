//! For a terminal, as compilers do: the place in its line with a caret under the words, the reason, the mend.

use crate::SourceFile;
use crate::finding::{Finding, Place, Severity};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

pub(super) fn text(findings: &[Finding], files: &[SourceFile], colour: bool) -> String {
    let Some(first) = findings.first() else { return String::new() };
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let counts = [Severity::Error, Severity::Warning].map(|severity| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.word()))
    });
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let closing = format!("{}; `ryddig explain {}` says more\n", counts.join(", "), first.code);
    let texts = findings.iter().map(|finding| renderer.render(&[group(finding, files)]) + "\n\n");
    texts.chain([closing]).collect()
}

fn group<'a>(finding: &'a Finding, files: &'a [SourceFile]) -> Group<'a> {
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
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// A snippet for each file that the finding points into, the one with its own place first.
fn snippets<'a>(finding: &'a Finding, files: &'a [SourceFile]) -> Vec<Snippet<'a, Annotation<'a>>> {
    let own = finding.place.map(|place| (place, AnnotationKind::Primary, None));
    let related = finding.related.iter().map(|(place, words)| (*place, AnnotationKind::Context, Some(words.as_str())));
    let mut by_file: Vec<(usize, Vec<Annotation<'a>>)> = Vec::new();
    for (place, kind, words) in own.into_iter().chain(related) {
        let Some(file) = files.get(place.file) else { continue };
        let annotation = kind.span(span(place, file)).label(words);
        match by_file.iter_mut().find(|(index, _)| *index == place.file) {
            Some((_, annotations)) => annotations.push(annotation),
            None => by_file.push((place.file, vec![annotation])),
        }
    }
    let snippets = by_file.into_iter().filter_map(|(index, annotations)| {
        let file = files.get(index)?;
        Some(Snippet::source(file.text.as_str()).path(file.name.as_str()).annotations(annotations))
    });
    snippets.collect()
}

/// The place within the file; where it is too long for one line, its first line.
fn span(place: Place, file: &SourceFile) -> std::ops::Range<usize> {
    let words = file.text.get(place.start..place.end).unwrap_or_default();
    let line = words.find(['\r', '\n']).unwrap_or(words.len());
    place.start..place.start + line
}

#[cfg(test)]
mod tests;
