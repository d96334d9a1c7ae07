//! The parts that typed values are read from: digits, lines, web addresses, whole numbers, one of several.
//!
//! It knows no kinds of fields: which part a kind takes is for `read` to say.

use super::super::number::digits;
use super::Mistake;
use crate::limits::URL_CHARACTERS;
use model::{Alternative, Value};
use url::Url;

/// Digits that check themselves.
pub(super) fn numbered(typed: &str, checks: fn(&str) -> bool, mistake: Mistake) -> Result<Value, Mistake> {
    let digits = digits(typed);
    if checks(&digits) { Ok(Value::Text(digits)) } else { Err(mistake) }
}

/// An address of the web in its one spelling; `https` where no scheme is typed.
pub(super) fn web_address(typed: &str) -> Result<String, Mistake> {
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let url = Url::parse(&whole).map_err(|_| Mistake::NotAWebAddress)?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    if !is_web || !url.host_str().is_some_and(|host| host.contains('.')) {
        return Err(Mistake::NotAWebAddress);
    }
    fits(url.to_string(), URL_CHARACTERS)
}

pub(super) fn characters(max: u32) -> usize {
    usize::try_from(max).unwrap_or(usize::MAX)
}

pub(super) fn line(typed: &str, max: usize) -> Result<String, Mistake> {
    if typed.chars().any(char::is_control) {
        return Err(Mistake::NotText);
    }
    fits(typed.to_owned(), max)
}

pub(super) fn lines(typed: &str, max: usize) -> Result<String, Mistake> {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Mistake::NotText);
    }
    fits(text, max)
}

pub(super) fn fits(text: String, max: usize) -> Result<String, Mistake> {
    if text.chars().count() > max { Err(Mistake::TooLong(max)) } else { Ok(text) }
}

/// A whole number, with spaces between its groups if need be.
pub(super) fn whole(typed: &str) -> Option<i64> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    plain.replace('\u{2212}', "-").parse().ok()
}

pub(super) fn among(of: &[Alternative], typed: &str) -> Result<Value, Mistake> {
    let known = of.iter().any(|alternative| alternative.key == typed);
    if known { Ok(Value::Text(typed.to_owned())) } else { Err(Mistake::NotAmong) }
}
