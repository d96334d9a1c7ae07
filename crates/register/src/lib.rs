//! The register compiler: TOML text to a [`model::Model`], or findings that say what is wrong, where, and why.
//!
//! Pure: no files, no clock, no environment. It never panics, never stops at the first problem and never repairs;
//! the same input gives the same output. `syntax` reads, `lower` resolves names, `rules` judges, `render` prints;
//! `edit` changes a register as text, to try what would follow.

pub mod edit;
mod finding;
mod fingerprint;
mod limits;
mod lower;
mod nearest;
mod render;
mod rules;
mod standard;
mod syntax;

pub use finding::{Finding, Place, Severity};
pub use render::{Format, render};
pub use rules::Code;
pub use standard::standard;

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
}

/// Compiles a register: the files together, in the order given.
///
/// `today` decides on warnings only: whether there is a model, and which, does not depend on it.
pub fn compile(files: &[SourceFile], today: Day) -> Compiled {
    let mut findings = Findings::default();
    let register = syntax::read(files, &mut findings).map(|draft| lower::resolve(draft, &mut findings));
    if let Some(register) = &register {
        rules::check(register, today, &mut findings);
    }
    let whole = register.filter(|_| !findings.any_error());
    let model = whole.and_then(|register| register.into_model(fingerprint::of(files)));
    Compiled { model, findings: findings.sorted() }
}

/// The manual's page on a finding, in Markdown: what it is, why, an example that fails and one that passes.
///
/// `code` is as printed, `R013`; small letters do as well. None where there is no such finding.
pub fn explain(code: &str) -> Option<&'static str> {
    Code::ALL.iter().find(|known| known.key().eq_ignore_ascii_case(code)).map(|known| known.page())
}

#[cfg(test)]
mod tests;
