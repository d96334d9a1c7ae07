//! The register compiler: TOML text to a [`model::Model`], or findings that say what is wrong, where, and why.
//!
//! Pure: no files, no clock, no environment. It never panics, never stops at the first problem and never repairs;
//! the same input gives the same output. `syntax` reads, `lower` resolves names, `rules` judges, `render` prints;
//! `edit` changes a register as text, to try what would follow.

mod country;
pub mod edit;
mod finding;
mod fingerprint;
mod limits;
mod lower;
mod manual;
mod nearest;
mod patch;
mod render;
mod rules;
mod schema;
mod span;
mod standard;
mod syntax;

pub use finding::{Finding, Place, Severity};
pub use lower::Change;
pub use manual::{Page, manual};
pub use patch::{Applicability, Patch};
pub use render::position::{Line, line};
pub use render::{Format, render};
pub use rules::{Code, Group};
pub use schema::schema;
pub use standard::{AREAS, standard};

use finding::Findings;
use model::{Day, Model};

/// One file of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// What findings call it; usually its path.
    pub name: String,
    /// Its text, TOML 1.1.
    pub text: String,
}

/// What came of compiling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiled {
    /// The model; there is one exactly when no finding is an error.
    pub model: Option<Model>,
    /// Everything that was found, in the order of the files.
    pub findings: Vec<Finding>,
    /// What the company does otherwise than the register it builds on.
    pub changes: Vec<Change>,
}

/// Compiles a register: the files together, in the order given.
///
/// `today` decides on warnings only: whether there is a model, and which, does not depend on it.
pub fn compile(files: &[SourceFile], today: Day) -> Compiled {
    let mut findings = Findings::default();
    let areas: Vec<_> = files.iter().map(|file| standard::area(&file.name)).collect();
    let resolved = syntax::read(files, &mut findings).map(|draft| lower::resolve(draft, &areas, &mut findings));
    let (register, changes) = resolved.map_or((None, Vec::new()), |(register, changes)| (Some(register), changes));
    if let Some(register) = &register {
        rules::check(register, today, &mut findings);
    }
    let whole = register.filter(|_| !findings.any_error());
    let model = whole.and_then(|register| register.into_model(fingerprint::of(files)));
    rules::gather(&mut findings);
    patch::settle(&mut findings, files);
    Compiled { model, findings: findings.sorted(), changes }
}

/// The manual's page on a finding, in Markdown: what it is, why, an example that fails and one that passes.
///
/// `code` is as printed, `R013`; small letters do as well. None where there is no such finding.
pub fn explain(code: &str) -> Option<&'static str> {
    Code::ALL.iter().find(|known| known.key().eq_ignore_ascii_case(code)).map(|known| known.page())
}

/// The manual's list of all findings, in Markdown, by group.
pub fn findings() -> &'static str {
    rules::INDEX
}

#[cfg(test)]
mod tests;
