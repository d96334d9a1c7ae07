//! Numbers as Norwegians type them and read them: decimals with a comma or a point, lengths of time,
//! and numbers in groups.
//!
//! It must not know fields: how many decimals there are and what comes behind is told by who asks.

use crate::limits::DURATION_MINUTES;
use model::Language;

/// The minus sign that Norwegians write, U+2212.
pub(super) const MINUS: char = '\u{2212}';
/// A space that no line breaks at.
const SPACE: char = '\u{a0}';

/// A number with up to `decimals` decimals, as so many parts of one: `1 234,50`, `1234.5`, `1.234,50`.
pub(super) fn read_scaled(typed: &str, decimals: u32) -> Option<i64> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace(MINUS, "-");
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, plain.as_str()),
    };
    let (whole, part) = split(digits)?;
    let places = u32::try_from(part.len()).ok().filter(|places| *places <= decimals)?;
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_plain(&whole) || !is_plain(&part) {
        return None;
    }
    let part: i64 = if part.is_empty() { 0 } else { part.parse().ok()? };
    let scale = 10_i64.checked_pow(decimals)?;
    let whole = whole.parse::<i64>().ok()?.checked_mul(scale)?;
    whole.checked_add(part * 10_i64.pow(decimals - places))?.checked_mul(sign)
}

/// The digits before and behind the decimal sign: the last comma or point, unless it stands there more
/// than once and so parts groups of three.
fn split(digits: &str) -> Option<(String, String)> {
    let Some(at) = digits.rfind([',', '.']) else { return Some((digits.to_owned(), String::new())) };
    let sign = &digits[at..=at];
    if digits.matches(sign).count() > 1 {
        return Some((grouped(digits, sign)?, String::new()));
    }
    let other = if sign == "," { "." } else { "," };
    Some((grouped(&digits[..at], other)?, digits[at + 1..].to_owned()))
}

/// The digits without `sign` between groups of three.
fn grouped(digits: &str, sign: &str) -> Option<String> {
    let mut groups = digits.split(sign);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let fits = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || (1..=3).contains(&first.len()));
    fits.then(|| digits.replace(sign, ""))
}

/// The number as a form holds it: `1234,50`, with at least `shown` decimals.
pub(super) fn typed_scaled(value: i64, decimals: u32, shown: u32) -> String {
    let (sign, whole, part) = parts(value, decimals, shown);
    format!("{sign}{whole}{}{part}", if part.is_empty() { "" } else { "," })
}

/// The number in words of `language`: `1 234,50`, `1,234.50`, with at least `shown` decimals.
pub(crate) fn say_scaled(value: i64, decimals: u32, shown: u32, language: Language) -> String {
    let (sign, whole, part) = parts(value, decimals, shown);
    let (group, point, minus) = match language {
        Language::Nb => (SPACE, ",", "\u{2212}"),
        Language::En => (',', ".", "-"),
    };
    let sign = if sign.is_empty() { "" } else { minus };
    let whole = in_groups(&whole, group);
    format!("{sign}{whole}{}{part}", if part.is_empty() { "" } else { point })
}

/// The sign, the whole, and the decimals without needless noughts.
fn parts(value: i64, decimals: u32, shown: u32) -> (&'static str, String, String) {
    let scale = 10_u64.pow(decimals);
    let (whole, part) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let width = usize::try_from(decimals).unwrap_or_default();
    let mut part = if width == 0 { String::new() } else { format!("{part:0width$}") };
    while part.len() > usize::try_from(shown).unwrap_or_default() && part.ends_with('0') {
        part.pop();
    }
    (if value < 0 { "-" } else { "" }, whole.to_string(), part)
}

fn in_groups(digits: &str, sign: char) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(sign);
        }
        text.push(digit);
    }
    text
}

/// A length of time in minutes: `1t 30m`, `1 time 30 min`, `1:30`, `90m`, and `1,5`, which is hours.
pub(super) fn read_duration(typed: &str) -> Option<i64> {
    let plain: String = typed.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let minutes = match plain.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => hours_and(hours, minutes)?,
        Some(_) => return None,
        None => with_units(&plain)?,
    };
    (0..=DURATION_MINUTES).contains(&minutes).then_some(minutes)
}

fn hours_and(hours: &str, minutes: &str) -> Option<i64> {
    let minutes = whole(minutes).filter(|minutes| *minutes < 60)?;
    whole(hours)?.checked_mul(60)?.checked_add(minutes)
}

/// Hours alone, or hours and minutes with their units.
fn with_units(plain: &str) -> Option<i64> {
    const HOUR: [&str; 6] = ["timer", "time", "hours", "hour", "t", "h"];
    const MINUTE: [&str; 6] = ["minutter", "minutt", "minutes", "minute", "min", "m"];
    let without = |text: &str, units: &[&str]| units.iter().find_map(|unit| text.strip_suffix(unit).map(str::to_owned));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    let (hours, minutes) = match plain.find(['t', 'h']) {
        Some(at) if is_number(&plain[..at]) => {
            let end = plain[at..].find(|c: char| c.is_ascii_digit()).map_or(plain.len(), |length| at + length);
            (hundredths(&without(&plain[..end], &HOUR)?)?, &plain[end..])
        }
        Some(_) | None => match without(plain, &MINUTE) {
            Some(_) => (0, plain),
            None => (hundredths(plain)?, ""),
        },
    };
    let minutes = if minutes.is_empty() { 0 } else { whole(&without(minutes, &MINUTE)?)? };
    hours.checked_add(minutes)
}

/// Hours with up to two decimals, in minutes.
fn hundredths(hours: &str) -> Option<i64> {
    let hundredths = read_scaled(hours, 2)?;
    Some(hundredths.checked_mul(60)?.checked_add(50)?.div_euclid(100))
}

fn whole(text: &str) -> Option<i64> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

/// A length of time as a form holds it: `1:30`.
pub(super) fn typed_duration(minutes: i64) -> String {
    format!("{}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}

/// A length of time in words: `1 t 30 min`, `1 h 30 min`.
pub(super) fn say_duration(minutes: i64, language: Language) -> String {
    let hour = match language {
        Language::Nb => "t",
        Language::En => "h",
    };
    match (minutes.div_euclid(60), minutes.rem_euclid(60)) {
        (0, minutes) => format!("{minutes}{SPACE}min"),
        (hours, 0) => format!("{hours}{SPACE}{hour}"),
        (hours, minutes) => format!("{hours}{SPACE}{hour} {minutes}{SPACE}min"),
    }
}

/// The digits that somebody typed, without the signs that part them.
pub(super) fn digits(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect()
}

/// The digits in groups of these lengths, as people write them.
pub(super) fn parted(digits: &str, lengths: &[usize]) -> String {
    let mut left = digits;
    let mut groups = Vec::new();
    for length in lengths {
        let (group, rest) = left.split_at_checked(*length).unwrap_or((left, ""));
        groups.push(group);
        left = rest;
    }
    let whole = left.is_empty() && groups.iter().all(|group| !group.is_empty());
    if whole { groups.join(&SPACE.to_string()) } else { digits.to_owned() }
}

#[cfg(test)]
mod tests;
