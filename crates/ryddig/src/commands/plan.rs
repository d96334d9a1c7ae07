//! Plans on the command line: row by row in words, and as JSON for those who check them with a program of their own.

use crate::commands::Output;
use crate::commands::words::WORDS;
use engine::privacy::{Action, PlanLine, Reason, reason_key};
use engine::{Day, Failure, Language, documents};
use serde_json::{Value, json};
use std::fmt::Write;

/// A line for each row: what is done, to which row, and why.
pub(super) fn lines(lines: &[PlanLine], language: Language) -> String {
    let mut text = String::new();
    for line in lines {
        let action = match &line.action {
            Action::Delete => WORDS.say(language, "action-delete", &[]),
            Action::Keep => WORDS.say(language, "action-keep", &[]),
            Action::Restrict(_) => WORDS.say(language, "action-restrict", &[]),
            Action::Lift => WORDS.say(language, "action-lift", &[]),
            Action::Clear(_) => WORDS.say(language, "action-clear", &[("fields", &line.fields.join(", "))]),
            Action::Redact(_) => WORDS.say(language, "action-redact", &[("fields", &line.fields.join(", "))]),
        };
        let reason = reason(line.reason, &line.law, language);
        let _ = writeln!(text, "  {action}: {} «{}» – {reason}", line.kind, line.label);
    }
    text
}

/// The same under the register's words, without any value: `docs/register/export.md` tells how it reads.
pub(super) fn json(on: Day, lines: &[PlanLine], about: Value) -> Result<Output, Failure> {
    let mut all = json!({ "on": documents::iso_day(on), "rows": lines.iter().map(row).collect::<Value>() });
    if let (Value::Object(all), Value::Object(about)) = (&mut all, about) {
        all.extend(about);
    }
    let text = serde_json::to_string_pretty(&all).map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    Ok(Output::text(text + "\n"))
}

fn row(line: &PlanLine) -> Value {
    let (action, reason) = line.keys();
    let until = match line.reason {
        Reason::Law { until, .. } => Some(documents::iso_day(until)),
        Reason::Hold { review_on: day } | Reason::Request { due_on: day } => Some(documents::iso_day(day)),
        Reason::Asked
        | Reason::Junk
        | Reason::Removed
        | Reason::Due
        | Reason::Unclaimed
        | Reason::Again
        | Reason::Mention
        | Reason::Shared
        | Reason::Restricted
        | Reason::Lifted
        | Reason::Ongoing => None,
    };
    json!({
        "entity": line.entity,
        "id": line.id.to_string(),
        "action": action,
        "fields": line.field_keys,
        "reason": reason,
        "law": line.law_key,
        "until": until,
    })
}

/// Why something is done with a row; `law` is what the law is called, where it is one.
pub(super) fn reason(reason: Reason, law: &str, language: Language) -> String {
    let key = format!("reason-{}", reason_key(reason));
    let day = |day| documents::day(day, language);
    match reason {
        Reason::Law { until, .. } => WORDS.say(language, &key, &[("law", law), ("day", &day(until))]),
        Reason::Hold { review_on: until } | Reason::Request { due_on: until } => {
            WORDS.say(language, &key, &[("day", &day(until))])
        }
        Reason::Asked
        | Reason::Junk
        | Reason::Removed
        | Reason::Due
        | Reason::Unclaimed
        | Reason::Again
        | Reason::Mention
        | Reason::Shared
        | Reason::Restricted
        | Reason::Lifted
        | Reason::Ongoing => WORDS.say(language, &key, &[]),
    }
}
