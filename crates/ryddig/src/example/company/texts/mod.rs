//! The words of the made-up company: data, as an import would bring them, and nothing that the program says.

mod cases;
mod words;
mod work;

pub(super) use cases::*;
pub(super) use words::*;
pub(super) use work::*;

/// The text with each `{…}` filled in.
pub(super) fn fill(text: &str, words: &[(&str, String)]) -> String {
    words.iter().fold(text.to_owned(), |text, (slot, word)| text.replace(slot, word))
}
