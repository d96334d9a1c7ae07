//! What holds of the compiler whatever it is given; for tests that make texts up, and for the fuzzer.

use crate::TODAY;
use register::{Compiled, Finding, Format, Place, Severity, SourceFile, compile, render};

/// Compiles files and prints what is found in every form: nothing panics, the same files give the same again, there
/// is a model exactly when no finding is an error, and every place lies on whole characters of its file.
///
/// # Panics
/// If that does not hold; the message says what.
pub fn check(files: &[SourceFile]) -> Compiled {
    let compiled = compile(files, TODAY);
    assert!(compiled == compile(files, TODAY), "the same files gave something else");
    let errors = compiled.findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(compiled.model.is_some(), !errors, "there is a model exactly when no finding is an error");
    for finding in &compiled.findings {
        places(finding, files);
    }
    for change in &compiled.changes {
        for place in change.declared.iter().chain([&change.changed]) {
            lies_in(place, files, &change.what);
        }
    }
    for colour in [false, true] {
        let text = render(&compiled.findings, files, Format::Human { colour });
        assert_eq!(text.is_empty(), compiled.findings.is_empty(), "what is found is printed, and nothing else");
    }
    for format in [Format::Json, Format::Github, Format::Sarif] {
        render(&compiled.findings, files, format);
    }
    compiled
}

fn places(finding: &Finding, files: &[SourceFile]) {
    let related = finding.related.iter().map(|(place, _)| place);
    for place in finding.place.iter().chain(related) {
        lies_in(place, files, &finding.headline);
    }
}

fn lies_in(place: &Place, files: &[SourceFile], what: &str) {
    let text = files.get(place.file).map(|file| file.text.as_str());
    let words = text.and_then(|text| text.get(place.start..place.end));
    assert!(words.is_some(), "{place:?} is no stretch of whole characters: {what}");
}
