//! For GitHub workflows: a line for each finding, which marks the place in a change.
//!
//! The form and its escapes are those of GitHub's "workflow commands".

use super::position::{Span, span};
use crate::SourceFile;
use crate::finding::Finding;

pub(super) fn text(findings: &[Finding], files: &[SourceFile]) -> String {
    findings.iter().map(|finding| command(finding, files)).collect()
}

fn command(finding: &Finding, files: &[SourceFile]) -> String {
    let place =
        finding.place.and_then(|place| span(place, files)).map_or_else(String::new, |Span { file, start, .. }| {
            format!("file={},line={},col={},", property(file), start.line, start.column)
        });
    let parts = [("", Some(&finding.headline)), ("note: ", finding.note.as_ref()), ("help: ", finding.help.as_ref())];
    let lines: Vec<String> = parts.iter().filter_map(|(lead, text)| Some(format!("{lead}{}", (*text)?))).collect();
    let word = finding.severity.word();
    format!("::{word} {place}title={}::{}\n", property(finding.code.key()), message(&lines.join("\n")))
}

/// What would end the line, escaped; the per cent sign first, since the escapes hold it.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The same, and what would end a property.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
