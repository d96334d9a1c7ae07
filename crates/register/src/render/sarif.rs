//! SARIF 2.1.0 (OASIS), one run. Its rules are the manual's pages on the findings.

use super::position::{Position, Span, span};
use crate::SourceFile;
use crate::finding::{Finding, Place};
use crate::patch::Patch;
use crate::rules::Code;
use serde_json::{Value, json};
use std::fmt::Write;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn text(findings: &[Finding], files: &[SourceFile]) -> String {
    let rules: Vec<Value> = Code::ALL.iter().map(|&code| rule(code)).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, files)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "ryddig", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// A page: its title, the words before its examples, and the whole.
fn rule(code: Code) -> Value {
    let page = code.page();
    let (title, rest) = page.split_once('\n').unwrap_or((page, ""));
    let title = title.split_once(": ").map_or(title, |(_, title)| title);
    let words = rest.split("\n## ").next().unwrap_or_default().trim();
    json!({
        "id": code.key(),
        "properties": { "tags": [code.group().name()] },
        "shortDescription": { "text": title },
        "fullDescription": { "text": words },
        "help": { "text": page, "markdown": page },
    })
}

fn result(finding: &Finding, files: &[SourceFile]) -> Value {
    let mut message = finding.headline.clone();
    for (lead, text) in [("note", &finding.note), ("help", &finding.help)] {
        if let Some(text) = text {
            // Writing to a string cannot fail.
            let _ = write!(message, "\n{lead}: {text}");
        }
    }
    let own = finding.place.and_then(|place| location(place, files));
    let related = finding.related.iter().filter_map(|(place, words)| {
        let mut location = location(*place, files)?;
        location["message"] = json!({ "text": words });
        Some(location)
    });
    let mut result = json!({
        "ruleId": finding.code.key(),
        "level": finding.severity.word(),
        "message": { "text": message },
        "locations": own.into_iter().collect::<Vec<_>>(),
        "relatedLocations": related.collect::<Vec<_>>(),
    });
    if let Some(patch) = &finding.patch {
        result["fixes"] = fix(finding, patch, files).into_iter().collect();
    }
    result
}

/// A patch as SARIF's `fix`; whether it must be filled in stands among its properties.
fn fix(finding: &Finding, patch: &Patch, files: &[SourceFile]) -> Option<Value> {
    let Span { file, start, end } = span(patch.place, files)?;
    Some(json!({
        "description": { "text": finding.help.as_ref().unwrap_or(&finding.headline) },
        "artifactChanges": [{
            "artifactLocation": { "uri": reference(file) },
            "replacements": [{
                "deletedRegion": region(start, end),
                "insertedContent": { "text": patch.text },
            }],
        }],
        "properties": { "applicability": patch.applicability.word() },
    }))
}

fn location(place: Place, files: &[SourceFile]) -> Option<Value> {
    let Span { file, start, end } = span(place, files)?;
    Some(json!({
        "physicalLocation": {
            "artifactLocation": { "uri": reference(file) },
            "region": region(start, end),
        },
    }))
}

fn region(start: Position, end: Position) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// A path as a URI reference (RFC 3986): whatever is not a plain letter, digit or mark is percent-encoded.
fn reference(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        let _ = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                write!(uri, "{}", char::from(byte))
            }
            b'\\' => write!(uri, "/"),
            other => write!(uri, "%{other:02X}"),
        };
    }
    uri
}
