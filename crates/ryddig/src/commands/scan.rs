//! `ryddig scan`: which files of the data folder hold some words.

use crate::commands::Output;
use engine::{Caller, Engine, Failure, Language, privacy};
use std::fmt::Write;

/// One line for each word.
pub(super) fn scan(engine: &Engine, words: &[String]) -> Result<Output, Failure> {
    if words.iter().all(|word| word.trim().is_empty()) {
        return Ok(Output::failed("there is no word to look for"));
    }
    let mut text = String::new();
    for sought in privacy::scan(engine, &Caller::command(Language::En), words)? {
        let where_ = if sought.files.is_empty() { "in no file".to_owned() } else { sought.files.join(", ") };
        let _ = writeln!(text, "{}: {where_}", sought.word);
    }
    Ok(Output::text(text))
}
