//! Looking for words in the raw bytes of the data folder: the proof that what is gone is gone.

use crate::context::{Caller, Engine};
use crate::failure::Failure;

/// A word and the files that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The word.
    pub word: String,
    /// The names of the files under the data folder that hold its bytes.
    pub files: Vec<String>,
}

/// The most words sought at once.
pub const SOUGHT_WORDS: usize = 20;

/// Reads every file under the data folder and tells which hold any of `words`. Nothing of the words is
/// kept. Words past the twentieth are not looked for.
pub fn scan(engine: &Engine, caller: &Caller, words: &[String]) -> Result<Vec<Sought>, Failure> {
    engine.demand_rights(caller)?;
    let words: Vec<String> =
        words.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).take(SOUGHT_WORDS).collect();
    let sightings = engine.store().scan(&words).map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    let files = |at: usize| {
        let here = sightings.iter().filter(|sighting| sighting.needle == at);
        here.map(|sighting| sighting.file.file_name().unwrap_or_default().to_string_lossy().into_owned()).collect()
    };
    Ok(words.iter().enumerate().map(|(at, word)| Sought { word: word.clone(), files: files(at) }).collect())
}
