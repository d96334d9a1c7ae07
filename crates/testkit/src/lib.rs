//! For tests only: models made from register text, and texts to try the compiler with.
//!
//! Whatever does not compile panics with the findings as a user would see them.

pub mod authenticator;
mod code;
pub mod inbox;
pub mod large;
pub mod mail_servers;
pub mod oidc;
pub mod postgres;
pub mod s3;
pub mod sink;
pub mod sound;
pub mod stir;

use model::{Day, Model};
use register::SourceFile;
use std::sync::LazyLock;

pub use code::code;
/// The compiler, for tests of crates that must not depend on it.
pub use register;
/// The day on which registers are compiled: 22 November 2026.
pub const TODAY: Day = Day(20_779);

/// The folder of the pages of keys, below `docs/`.
pub const KEYS: &str = "register/keys";

/// What a company may add to its register: an activity and two entities, with fields of every kind.
pub const VISITS: &str = include_str!("visits.toml");

/// An entity with files, as a company may add it.
pub const PAPERS: &str = include_str!("papers.toml");

/// The company file of the example company.
pub fn company() -> SourceFile {
    SourceFile {
        name: "examples/fjordlys/ryddig.toml".to_owned(),
        text: include_str!("../../../examples/fjordlys/ryddig.toml").to_owned(),
    }
}

/// The files of the standard register with the example company.
pub fn files() -> Vec<SourceFile> {
    let mut files = register::standard();
    files.push(company());
    files
}

/// The register of the manual, in which every key occurs.
pub fn example() -> Vec<SourceFile> {
    let files = [
        ("standard.toml", include_str!("../../../docs/register/example/standard.toml")),
        ("company.toml", include_str!("../../../docs/register/example/company.toml")),
    ];
    files.into_iter().map(|(name, text)| SourceFile { name: name.to_owned(), text: text.to_owned() }).collect()
}

/// The standard register with the example company.
pub fn model() -> Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| compile(&files()));
    MODEL.clone()
}

/// The standard register with the example company and one more file.
pub fn model_with(extra_toml: &str) -> Model {
    let mut files = files();
    if !extra_toml.is_empty() {
        files.push(file(extra_toml));
    }
    compile(&files)
}

/// This text alone: it needs a controller of its own.
pub fn model_of(toml: &str) -> Model {
    compile(&[file(toml)])
}

/// What parts one file from the next in [`files_of`]: a form feed, which TOML forbids.
pub const BETWEEN_FILES: char = '\u{c}';

/// Bytes as the files of a register.
pub fn files_of(bytes: &[u8]) -> Vec<SourceFile> {
    String::from_utf8_lossy(bytes).split(BETWEEN_FILES).map(file).collect()
}

fn file(text: &str) -> SourceFile {
    SourceFile { name: "test.toml".to_owned(), text: text.to_owned() }
}

fn compile(files: &[SourceFile]) -> Model {
    let compiled = register::compile(files, TODAY);
    match compiled.model {
        Some(model) => model,
        None => panic!("{}", register::render(&compiled.findings, files, register::Format::Human { colour: false })),
    }
}

#[cfg(test)]
mod tests;
