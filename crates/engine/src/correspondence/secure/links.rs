//! Links and codes: made from the server's key, compared in constant time, and stored nowhere.

use super::rows::SecureMessage;
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::SECURE_CODE_SECONDS;
use crate::system::hash;
use crate::website::{fits, keyed_hash};
use model::{Language, Moment, RowId, Value};
use std::str::FromStr;
use store::{Condition, Stored};

/// Hexadecimal digits of which a code is made.
const CODE_SOURCE_DIGITS: usize = 12;

/// The secret of the link of this message: 256 bits that only who has the server's key can make.
pub(super) fn secret(engine: &Engine, message: RowId) -> String {
    keyed_hash(&engine.settings().secret, "secure link", &[&message.to_string()])
}

/// The address of the page that the link opens.
pub(super) fn address(engine: &Engine, language: Language, message: RowId) -> String {
    let path = match language {
        Language::Nb => "/sikker",
        Language::En => "/secure",
    };
    format!("{}{path}/{}", engine.settings().url, secret(engine, message))
}

/// The message whose link has this secret, if the link still works.
pub(super) async fn find(engine: &Engine, now: Moment, secret: &str) -> Result<Option<Stored<SecureMessage>>, Failure> {
    let table = &engine.tables().secure_message;
    let query = table.all().matching(Condition::Is(table.f.token_hash, Value::Text(hash(secret))));
    let Some(found) = engine.store().find(query.limit(1)).await?.into_iter().next() else { return Ok(None) };
    // What is only stored is not used: its link opens nothing.
    if found.restricted.is_some() {
        return Ok(None);
    }
    let message = table.typed(&found)?;
    Ok((message.row.expires_at > now).then_some(message))
}

/// The code that was asked for by the job `asked`.
pub(super) fn code(engine: &Engine, message: RowId, asked: RowId) -> String {
    let made = keyed_hash(&engine.settings().secret, "secure code", &[&message.to_string(), &asked.to_string()]);
    let number = u64::from_str_radix(&made[..CODE_SOURCE_DIGITS], 16).unwrap_or_default();
    format!("{:06}", number % 1_000_000)
}

/// When it was asked for: ids hold their time (RFC 9562, 5.7).
fn asked_at(asked: RowId) -> i64 {
    asked.0[..6].iter().fold(0, |time, byte| (time << 8) | i64::from(*byte))
}

/// What a typed code is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worth {
    Right,
    Wrong,
    Old,
}

/// What `typed` is worth as the code that was asked for by `asked`.
pub(super) fn worth(engine: &Engine, now: Moment, message: RowId, (asked, typed): (&str, &str)) -> Worth {
    let Ok(asked) = RowId::from_str(asked) else { return Worth::Wrong };
    let age = now.milliseconds() - asked_at(asked);
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let key = &engine.settings().secret;
    let right = keyed_hash(key, "typed code", &[&code(engine, message, asked)]);
    match (fits(key, "typed code", &[&typed], &right), (0..SECURE_CODE_SECONDS * 1000).contains(&age)) {
        (true, true) => Worth::Right,
        (true, false) => Worth::Old,
        (false, _) => Worth::Wrong,
    }
}
