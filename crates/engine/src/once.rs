//! Forms that count once. A form has a key of its own, and what is sent in it makes the same row each time: a double click, or
//! a page that is sent again, makes one mail, one note. Whoever goes back and writes something else has written something
//! else.
//!
//! It must not know what the row is.

use crate::context::Engine;
use crate::website::keyed_hash;
use model::RowId;
use std::str::FromStr;

/// What is random in an id, in hexadecimal digits.
const TAIL_DIGITS: usize = 20;

/// The row that `said` makes where `by`, a user or a person, sends it in the form with this key, as `what` about that row; none where the form
/// has no key.
pub(crate) fn row_of(
    engine: &Engine,
    by: impl Into<Option<RowId>>,
    (what, about): (&str, RowId),
    key: &str,
    said: &[&str],
) -> Option<RowId> {
    let (key, by) = (RowId::from_str(key).ok()?, by.into()?);
    let ids = [by, about, key].map(|id| id.to_string());
    let parts: Vec<&str> = ids.iter().map(String::as_str).chain([what]).chain(said.iter().copied()).collect();
    let hash = keyed_hash(&engine.settings().secret, "form that counts once", &parts);
    let number = u128::from_str_radix(&hash[..TAIL_DIGITS], 16).ok()?.to_be_bytes();
    let tail: [u8; 10] = number.last_chunk().copied()?;
    // Ids rise with time (RFC 9562, 5.7): that of the form is little before that of the row.
    let milliseconds = key.0[..6].iter().fold(0, |time, byte| (time << 8) | u64::from(*byte));
    Some(RowId(*uuid::Builder::from_unix_timestamp_millis(milliseconds, &tail).as_uuid().as_bytes()))
}
