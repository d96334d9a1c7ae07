//! What somebody wrote, without what their program repeats below it: the quoted mail, and the signature.
//!
//! It is a guess, as there is no rule by which programs do it: the whole message is always kept by the caller, one click away.
//! Where nothing would be left, nothing is taken.

mod html;
mod words;

use crate::limits::STRIP_MAX_BYTES;

pub use html::strip_html;

/// Beginnings of quotes that are looked into: after so many with answers below, the rest will have some too.
const QUOTES_MAX_COUNT: usize = 20;

/// A text in its three parts. Together they are the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stripped {
    /// What was written.
    pub written: String,
    /// The signature, if one was found.
    pub signature: String,
    /// What is quoted, with the line that says whom.
    pub quoted: String,
}

/// Takes a plain text apart. Answers between the quoted lines are left where they are, with the lines.
pub fn strip_text(text: &str) -> Stripped {
    let whole = || Stripped { written: text.to_owned(), ..Stripped::default() };
    if text.len() > STRIP_MAX_BYTES {
        return whole();
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let quote = quote_start(&lines);
    let signature = signature_start(&lines[..quote]);
    let written = lines[..signature].concat();
    if written.trim().is_empty() {
        // Somebody who sends a signature alone, or forwards without a word.
        let written = lines[..quote].concat();
        if written.trim().is_empty() {
            return whole();
        }
        return Stripped { written, signature: String::new(), quoted: lines[quote..].concat() };
    }
    Stripped { written, signature: lines[signature..quote].concat(), quoted: lines[quote..].concat() }
}

/// The line from which on everything is quoted; the number of lines if nothing is.
fn quote_start(lines: &[&str]) -> usize {
    let is_quoted = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('>');
    // From here on nobody wrote anything between the quoted lines.
    let only_quoted = lines.iter().rposition(|line| !is_quoted(line)).map_or(0, |last| last + 1);
    let starts = (0..lines.len()).filter(|at| begins_quote(lines, *at, only_quoted)).take(QUOTES_MAX_COUNT);
    let mut starts = starts.filter(|at| !is_answered_below(&lines[*at..]));
    starts.next().unwrap_or(lines.len())
}

fn begins_quote(lines: &[&str], at: usize, only_quoted: usize) -> bool {
    let line = lines[at].trim();
    if line.is_empty() {
        return false;
    }
    if words::is_separator(line) || begins_header(lines, at) {
        return true;
    }
    // `On … Kari wrote:` is broken over up to three lines.
    let attribution = (1..=3).filter_map(|count| lines.get(at..at + count)).any(|lines| {
        let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
        !lines.contains(&"") && words::is_attribution(&lines.join(" "), lines.len() > 1)
    });
    attribution || (line.starts_with('>') && at >= only_quoted)
}

/// The header that Outlook puts over a quoted mail: three of its lines in a row, the first of them the sender.
fn begins_header(lines: &[&str], at: usize) -> bool {
    let after = lines[at..].iter().map(|line| line.trim().trim_matches('*')).filter(|line| !line.is_empty());
    let mut labels = after.take(5).map(words::header_label);
    matches!(labels.next(), Some(Some(words::Label::From))) && labels.flatten().count() >= 2
}

/// Whether somebody wrote between quoted lines further down: then the quote is part of what they say.
fn is_answered_below(lines: &[&str]) -> bool {
    let own = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('>');
    let Some(first) = lines.iter().position(|line| line.trim_start().starts_with('>')) else { return false };
    // Nothing but the attribution stands before the first quoted line, or the quote is of another kind.
    if first > 4 {
        return false;
    }
    let after = &lines[first..];
    let written = after.iter().filter(|line| own(line)).count();
    written > 0
        && !after.iter().any(|line| words::is_separator(line.trim()))
        && signature_start(after) > after.iter().position(own).unwrap_or(after.len())
}

/// The line from which on it is a signature; the number of lines if there is none.
fn signature_start(lines: &[&str]) -> usize {
    // `-- ` by itself, as Usenet had it and most programs write it.
    if let Some(at) = lines.iter().position(|line| matches!(line.trim_end_matches(['\r', '\n']), "-- " | "--" | "—"))
    {
        return at;
    }
    let last = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
    let from = last.saturating_sub(words::SIGNATURE_MAX_LINES);
    let tail = from..last;
    if let Some(at) = tail.clone().find(|at| words::is_device(lines[*at].trim())) {
        return at;
    }
    // A greeting with a name below it ends what was written.
    tail.into_iter().rev().find(|at| words::is_farewell(lines[*at].trim())).unwrap_or(lines.len())
}
