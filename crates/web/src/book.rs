//! The register as text, for those who try a change of it: what only the program that read the files can do.
//!
//! This crate knows neither files nor the compiler; the program hands in both behind [`Book`].

use engine::Model;

/// The files that the register in use was made from. Nothing here changes them.
pub trait Book: Send + Sync {
    /// The period of the entity with this word, as it is written; none where it has none.
    fn period(&self, entity: &str) -> Option<String>;

    /// What the company does otherwise than the standard register, both places side by side.
    fn otherwise(&self) -> Vec<Otherwise>;

    /// The register with a change in it; none where the text cannot be changed so.
    fn changed(&self, change: &Change) -> Option<Edition>;
}

/// Something that the company does otherwise than the standard register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otherwise {
    /// What it is, with dots: `contact_request.keep`.
    pub what: String,
    /// What the standard register says; none where it leaves that open.
    pub declared: Option<Said>,
    /// What the company says.
    pub changed: Said,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The file's name.
    pub file: String,
    /// Its number, from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
}

/// A change to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An entity gets another period.
    Period {
        /// The entity's word in the register.
        entity: String,
        /// The period, as it was typed.
        period: String,
    },
    /// An activity goes, and its name with it wherever an entity names it.
    Without {
        /// The activity's word in the register.
        activity: String,
    },
}

/// A register that was changed: what the compiler makes of it, and how to come to it.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The register; none where the findings stop it.
    pub model: Option<Model>,
    /// What the compiler found, as it prints it; empty where it found nothing.
    pub findings: String,
    /// What is to be changed by hand.
    pub patch: Vec<Hunk>,
}

/// Some lines of one file that become others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// The file's name.
    pub file: String,
    /// Whether the file came with the program.
    pub standard: bool,
    /// The number of the first line, from 1.
    pub line: usize,
    /// The lines as they are.
    pub old: Vec<String>,
    /// The lines as they become.
    pub new: Vec<String>,
}
