//! A finding of `ryddig doctor`: what was looked at, what is the case, why it matters and how to mend it.
//!
//! It holds names, paths, numbers and times, and never a value of a row or a password.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt::Write;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Severity {
    /// It is as it should be.
    Fine,
    /// It could not be told, or is only good to know.
    Note,
    /// It should be mended before it does harm.
    Warning,
    /// It does harm now, or will any moment.
    Error,
}

impl Severity {
    fn word(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What was found by one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Finding {
    /// What was looked at: one of the words of docs/operate/doctor.md.
    pub(crate) check: String,
    pub(crate) severity: Severity,
    /// What is the case, in a sentence that stands alone.
    pub(crate) what: String,
    /// Why that matters; none where all is well.
    pub(crate) why: Option<String>,
    /// What to do.
    pub(crate) mend: Option<String>,
}

impl Finding {
    pub(crate) fn fine(check: &str, what: impl Into<String>) -> Self {
        Self { check: check.to_owned(), severity: Severity::Fine, what: what.into(), why: None, mend: None }
    }

    pub(crate) fn note(check: &str, what: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::fine(check, what) }
    }

    pub(crate) fn warning(check: &str, what: impl Into<String>, why: &str, mend: impl Into<String>) -> Self {
        let (why, mend) = (Some(why.to_owned()), Some(mend.into()));
        Self { severity: Severity::Warning, why, mend, ..Self::fine(check, what) }
    }

    pub(crate) fn error(check: &str, what: impl Into<String>, why: &str, mend: impl Into<String>) -> Self {
        Self { severity: Severity::Error, ..Self::warning(check, what, why, mend) }
    }

    /// Whether somebody has to do something.
    pub(crate) fn is_to_mend(&self) -> bool {
        self.severity >= Severity::Warning
    }
}

/// The findings for reading: the worst first, each with why and what to do.
pub(crate) fn human(findings: &[Finding]) -> String {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut text = String::new();
    for finding in sorted {
        let _ = writeln!(text, "{:<8} {:<12} {}", finding.severity.word(), finding.check, finding.what);
        for (word, said) in [("why", &finding.why), ("mend", &finding.mend)] {
            if let Some(said) = said {
                let _ = writeln!(text, "{:<21} {word}: {said}", "");
            }
        }
    }
    let to_mend = findings.iter().filter(|finding| finding.is_to_mend()).count();
    let fine = findings.iter().filter(|finding| finding.severity == Severity::Fine).count();
    let _ = writeln!(text, "{} looked at: {to_mend} to mend, {fine} fine", findings.len());
    text
}

/// The same for programs.
pub(crate) fn json(findings: &[Finding]) -> Value {
    let worst = findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Fine);
    json!({ "worst": worst, "findings": findings })
}

#[cfg(test)]
mod tests {
    use super::{Finding, human, json};

    #[test]
    fn the_worst_stands_first_with_why_and_what_to_do() {
        let findings = [
            Finding::fine("queue", "no job waits"),
            Finding::error("disk", "no room", "nothing is stored", "make room"),
            Finding::note("clock", "nobody can tell"),
        ];
        let expected = "\
error    disk         no room
                      why: nothing is stored
                      mend: make room
note     clock        nobody can tell
fine     queue        no job waits
3 looked at: 1 to mend, 1 fine
";
        assert_eq!(human(&findings), expected);
        let json = json(&findings);
        assert_eq!(json["worst"], "error");
        assert_eq!(json["findings"][1]["mend"], "make room");
        assert_eq!(json["findings"][0]["why"], serde_json::Value::Null);
    }
}
