//! `ryddig keys`: the keys of sealed fields, and the master key that they are wrapped with.

use crate::commands::{KeysCommand, Output};
use engine::{Caller, Engine, Failure, Language, privacy};

/// `ryddig keys`.
pub(super) async fn keys(engine: &Engine, what: &KeysCommand) -> Result<Output, Failure> {
    match what {
        KeysCommand::Rotate => rotate(engine).await,
        KeysCommand::Check => check(engine).await,
        KeysCommand::DropUnused => drop_unused(engine).await,
    }
}

/// `ryddig keys rotate`.
async fn rotate(engine: &Engine) -> Result<Output, Failure> {
    let keys = privacy::rotate_keys(engine, &Caller::command(Language::En)).await?;
    Ok(Output::text(format!("there is a new master key; keys wrapped with it: {keys}\n")))
}

/// `ryddig keys check`: it fails where a sealed row has no key.
async fn check(engine: &Engine) -> Result<Output, Failure> {
    let found = privacy::check_keys(engine, &Caller::command(Language::En)).await?;
    let text = format!("rows with sealed fields: {}\nkeys of rows: {}\n", found.rows, found.keys);
    let failed = (found.without_key > 0)
        .then(|| format!("rows whose key is gone, so that they read as empty: {}", found.without_key));
    Ok(Output { text, failed, ..Output::default() })
}

/// `ryddig keys drop-unused`.
async fn drop_unused(engine: &Engine) -> Result<Output, Failure> {
    let gone = privacy::drop_unused_keys(engine, &Caller::command(Language::En)).await?;
    Ok(Output::text(format!("keys of rows that the data do not hold, destroyed: {gone}\n")))
}
