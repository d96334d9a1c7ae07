//! `ryddig verify`: the ledger worked out anew, and what is not as it was.

use crate::anchor;
use crate::arguments::PlanFormat;
use crate::commands::Output;
use crate::commands::words::WORDS;
use engine::ledger::{self, Head, LedgerFinding, LedgerReport};
use engine::{Caller, Engine, Failure, Language};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// Digits of a public key.
const KEY_DIGITS: usize = 64;

/// What is asked for.
pub(super) struct What<'a> {
    pub(super) anchor: Option<&'a Path>,
    pub(super) trusted: &'a [String],
    pub(super) format: PlanFormat,
}

/// The public key with which this server signs.
pub(super) fn public_key(engine: &Engine) -> Result<Output, Failure> {
    Ok(Output::text(ledger::public_key(engine)? + "\n"))
}

/// Verifies, and fails where something is found.
pub(super) async fn verify(engine: &Engine, what: &What<'_>, language: Language) -> Result<Output, Failure> {
    let is_key = |key: &&String| key.len() == KEY_DIGITS && key.chars().all(|digit| digit.is_ascii_hexdigit());
    if let Some(key) = what.trusted.iter().find(|key| !is_key(key)) {
        return Ok(Output::mistaken(WORDS.say(language, "verify-no-key", &[("key", key)])));
    }
    let trusted: Vec<String> = what.trusted.iter().map(|key| key.to_ascii_lowercase()).collect();
    let anchored: Vec<Head> = match what.anchor.map(anchor::read) {
        None => Vec::new(),
        Some(Ok(lines)) => lines.into_iter().map(Head::from).collect(),
        Some(Err(problem)) => return Ok(Output::mistaken(problem.text)),
    };
    let report = ledger::verify(engine, &Caller::command(language), &trusted, &anchored).await?;
    let text = match what.format {
        PlanFormat::Human => human(&report, language),
        PlanFormat::Json => {
            let text = serde_json::to_string_pretty(&json(&report));
            text.map_err(|cause| Failure::Unavailable(cause.to_string()))? + "\n"
        }
    };
    let mut output = Output::text(text);
    if !report.findings.is_empty() {
        output.failed = Some(WORDS.say(language, "verify-failed", &[]));
    }
    Ok(output)
}

fn human(report: &LedgerReport, language: Language) -> String {
    let numbers = [
        ("entries", report.entries.to_string()),
        ("heads", report.heads.to_string()),
        ("anchored", report.anchored.to_string()),
        ("unnumbered", report.unnumbered.to_string()),
    ];
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let mut text = WORDS.say(language, "verify-counted", &numbers) + "\n";
    for finding in &report.findings {
        let (word, said) = said(*finding);
        let said: Vec<(&str, &str)> = said.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let _ = writeln!(text, "  {}", WORDS.say(language, &format!("verify-{word}"), &said));
    }
    if report.more > 0 {
        let _ = writeln!(text, "  {}", WORDS.say(language, "verify-more", &[("count", &report.more.to_string())]));
    }
    if report.findings.is_empty() {
        let _ = writeln!(text, "{}", WORDS.say(language, "verify-sound", &[]));
    }
    text
}

fn json(report: &LedgerReport) -> Value {
    let finding = |finding: &LedgerFinding| {
        let (word, said) = said(*finding);
        let mut all = serde_json::Map::from_iter([("finding".to_owned(), word.into())]);
        all.extend(said.into_iter().map(|(key, value)| {
            let value = value.parse::<i64>().map_or_else(|_| Value::from(value), Value::from);
            (key.to_owned(), value)
        }));
        Value::Object(all)
    };
    json!({
        "sound": report.findings.is_empty(),
        "entries": report.entries,
        "unnumbered": report.unnumbered,
        "heads": report.heads,
        "anchored": report.anchored,
        "root": report.root,
        "findings": report.findings.iter().map(finding).collect::<Value>(),
        "more": report.more,
    })
}

/// The word for a finding, and what it is about.
fn said(finding: LedgerFinding) -> (&'static str, Vec<(&'static str, String)>) {
    let range = |from: i64, to: i64| vec![("from", from.to_string()), ("to", to.to_string())];
    let head = |head: i64| vec![("head", head.to_string())];
    let entry = |number: i64, id: engine::RowId| vec![("number", number.to_string()), ("id", id.to_string())];
    match finding {
        LedgerFinding::Changed { number, id } => ("changed", entry(number, id)),
        LedgerFinding::Moved { number, was, id } => {
            let mut said = entry(number, id);
            said.push(("was", was.to_string()));
            ("moved", said)
        }
        LedgerFinding::Inserted { number, id } => ("inserted", entry(number, id)),
        LedgerFinding::Removed { from, to } => ("removed", range(from, to)),
        LedgerFinding::Rewritten { from, to } => ("rewritten", range(from, to)),
        LedgerFinding::Uncovered { from, to } => ("uncovered", range(from, to)),
        LedgerFinding::HeadRemoved { head: number } => ("head-removed", head(number)),
        LedgerFinding::HeadChanged { head: number } => ("head-changed", head(number)),
        LedgerFinding::HeadForeign { head: number } => ("head-foreign", head(number)),
        LedgerFinding::HeadReplaced { head: number } => ("head-replaced", head(number)),
        LedgerFinding::AnchorChanged { head: number } => ("anchor-changed", head(number)),
    }
}
