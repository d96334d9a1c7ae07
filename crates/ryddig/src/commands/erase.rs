//! `ryddig erase`: shows the plan, and carries out exactly that plan when it is named.

use crate::arguments::PlanFormat;
use crate::commands::Output;
use crate::commands::plan::{json, lines};
use crate::commands::sweep::day_or_today;
use crate::commands::who::named;
use crate::commands::words::WORDS;
use engine::privacy::{self, Erased, PlanView};
use engine::{Caller, Engine, Failure, Language, Moment, RowId};
use serde_json::json;
use std::fmt::Write;

/// Without `plan` shows what would be done; with it does that, then scrubs the storage.
pub(super) async fn erase(
    engine: &Engine,
    now: Moment,
    person: &str,
    plan: Option<&str>,
    shown: (Option<&str>, PlanFormat),
    language: Language,
) -> Result<Output, Failure> {
    let id = match named(engine, person, language).await? {
        Ok(id) => id,
        Err(output) => return Ok(output),
    };
    let caller = Caller::command(language);
    let Some(fingerprint) = plan else { return tell(engine, &caller, now, (person, id), shown).await };
    match privacy::erase(engine, &caller, now, id, fingerprint, language).await? {
        Erased::Done(receipt) => finish(engine, &caller, now, receipt, language).await,
        Erased::Changed(view) => Ok(Output {
            text: show(&view, language),
            failed: Some(WORDS.say(language, "erase-changed", &[("fingerprint", view.fingerprint.as_str())])),
            ..Output::default()
        }),
    }
}

/// The plan as of a day, and how to carry it out if that is today.
async fn tell(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (person, id): (&str, RowId),
    (on, format): (Option<&str>, PlanFormat),
) -> Result<Output, Failure> {
    let language = caller.language;
    let day = match day_or_today(on, now, language) {
        Ok(day) => day,
        Err(why) => return Ok(Output::failed(why)),
    };
    let view = privacy::plan_erasure(engine, caller, id, language, day).await?;
    let mut text = match format {
        PlanFormat::Human => show(&view, language),
        PlanFormat::Json => {
            return json(day, &view.lines, json!({ "person": id.to_string(), "fingerprint": view.fingerprint }));
        }
    };
    if view.does_something && on.is_none() {
        let arguments = [("person", person), ("fingerprint", view.fingerprint.as_str())];
        text.push_str(&WORDS.say(language, "erase-how", &arguments));
        text.push('\n');
    }
    Ok(Output::text(text))
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
    text.push_str(&lines(&view.lines, language));
    let _ = writeln!(text, "{}", WORDS.say(language, "plan-fingerprint", &[("fingerprint", &view.fingerprint)]));
    text
}
