//! `ryddig erase`: shows the plan, and carries out exactly that plan when it is named.

use crate::commands::Output;
use crate::commands::who::named;
use crate::commands::words::WORDS;
use engine::privacy::{self, Action, Erased, PlanView, Reason};
use engine::{Caller, Engine, Failure, Language, Moment, RowId};
use std::fmt::Write;

/// Without `plan` shows what would be done; with it does that, then scrubs the storage.
pub(super) async fn erase(
    engine: &Engine,
    now: Moment,
    person: &str,
    plan: Option<&str>,
    language: Language,
) -> Result<Output, Failure> {
    let id = match named(engine, person, language).await? {
        Ok(id) => id,
        Err(output) => return Ok(output),
    };
    let caller = Caller::command(language);
    let Some(fingerprint) = plan else {
        let view = privacy::plan_erasure(engine, &caller, id, language).await?;
        let mut text = show(&view, language);
        if view.does_something {
            let arguments = [("person", person), ("fingerprint", view.fingerprint.as_str())];
            text.push_str(&WORDS.say(language, "erase-how", &arguments));
            text.push('\n');
        }
        return Ok(Output::text(text));
    };
    match privacy::erase(engine, &caller, now, id, fingerprint, language).await? {
        Erased::Done(receipt) => finish(engine, &caller, now, receipt, language).await,
        Erased::Changed(view) => Ok(Output {
            text: show(&view, language),
            failed: Some(WORDS.say(language, "erase-changed", &[("fingerprint", view.fingerprint.as_str())])),
            ..Output::default()
        }),
    }
}

async fn finish(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    receipt: RowId,
    language: Language,
) -> Result<Output, Failure> {
    privacy::scrub_now(engine, now).await?;
    let receipt = privacy::receipt(engine, caller, receipt).await?;
    let id = receipt.id.to_string();
    let arguments = [("rows", receipt.rows.to_string()), ("receipt", id), ("plan", receipt.plan.clone())];
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(key, value)| (*key, value.as_str())).collect();
    Ok(Output::text(WORDS.say(language, "erased", &arguments) + "\n"))
}

fn show(view: &PlanView, language: Language) -> String {
    let mut text = WORDS.say(language, "plan-heading", &[]);
    text.push('\n');
    for line in &view.lines {
        let action = match &line.action {
            Action::Delete => WORDS.say(language, "action-delete", &[]),
            Action::Keep => WORDS.say(language, "action-keep", &[]),
            Action::Clear(_) => WORDS.say(language, "action-clear", &[("fields", &line.fields.join(", "))]),
        };
        let reason = WORDS.say(language, reason(line.reason), &[]);
        let _ = writeln!(text, "  {action}: {} «{}» – {reason}", line.kind, line.label);
    }
    let _ = writeln!(text, "{}", WORDS.say(language, "plan-fingerprint", &[("fingerprint", &view.fingerprint)]));
    text
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Asked => "reason-asked",
        Reason::Junk => "reason-junk",
        Reason::Due => "reason-due",
        Reason::Unclaimed => "reason-unclaimed",
        Reason::Mention => "reason-mention",
        Reason::Ongoing => "reason-ongoing",
    }
}
