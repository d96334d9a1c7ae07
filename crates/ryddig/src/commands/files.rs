//! `ryddig files`: whether rows and files fit.

use crate::commands::Output;
use engine::{Caller, Engine, Failure, Language, files};
use std::fmt::Write;

/// `ryddig files check`: it fails where a row lacks its file, or a file its row.
pub(super) async fn check(engine: &Engine) -> Result<Output, Failure> {
    let found = files::check(engine, &Caller::command(Language::En)).await?;
    let mut text = format!("files that a row names: {}\nbytes stored: {}\n", found.files, found.bytes);
    let _ = writeln!(text, "files that wait for a row: {}", found.waiting);
    let _ = writeln!(text, "files without a row, which the next collection removes: {}", found.leftovers);
    let model = engine.model();
    for missing in &found.missing {
        let (entity, field) = (&model[missing.entity].key, &model[missing.field].key);
        let _ = writeln!(text, "missing: {entity} {} {field}", missing.row);
    }
    for file in &found.unnamed {
        let _ = writeln!(text, "named by no row: {file}");
    }
    let wrong = found.missing.len() + found.unnamed.len();
    let failed = (wrong > 0).then(|| format!("rows without their file, and files without their row: {wrong}"));
    Ok(Output { text, failed, ..Output::default() })
}
