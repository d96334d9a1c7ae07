//! Findings as text, one file for each form. Judges nothing and looks nothing up but lines and columns.

mod github;
mod human;
mod json;
pub(crate) mod position;
mod sarif;

use crate::SourceFile;
use crate::finding::Finding;

/// A form in which findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal, with a closing line that counts; nothing where there are no findings.
    Human {
        /// With ANSI escapes.
        colour: bool,
    },
    /// An array with an object for each finding.
    Json,
    /// Commands by which a GitHub workflow marks lines of a change.
    Github,
    /// SARIF 2.1.0, which editors and code hosts read.
    Sarif,
}

/// All findings in one form. `files` are those that were compiled.
pub fn render(findings: &[Finding], files: &[SourceFile], format: Format) -> String {
    match format {
        Format::Human { colour } => human::text(findings, files, colour),
        Format::Json => json::text(findings, files),
        Format::Github => github::text(findings, files),
        Format::Sarif => sarif::text(findings, files),
    }
}

#[cfg(test)]
mod tests;
