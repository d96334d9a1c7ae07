//! For tests only: models made from register text.
//!
//! Whatever does not compile panics with the findings as a user would see them.

use model::{Day, Model};
use register::SourceFile;

/// The compiler, for tests of crates that must not depend on it.
pub use register;
/// The day on which registers are compiled: 22 November 2026.
pub const TODAY: Day = Day(20_779);

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

/// The standard register with the example company.
pub fn model() -> Model {
    model_with("")
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
