//! `ryddig erase`, `restrict` and `lift`: each shows the plan, and carries out exactly that plan when it is named.

use crate::arguments::PlanFormat;
use crate::commands::Output;
use crate::commands::plan::{json, lines};
use crate::commands::redactions::{Purpose, undecided};
use crate::commands::scan::scan;
use crate::commands::sweep::day_or_today;
use crate::commands::who::named;
use crate::commands::words::WORDS;
use engine::privacy::{self, Action, Carried, PlanLine, PlanView, Wish};
use engine::{Caller, Engine, Failure, Language, Moment, RowId, day_of};
use serde_json::json;
use std::fmt::Write;

/// What was asked for on the command line.
pub(super) struct Asked<'a> {
    /// About whom.
    pub(super) person: &'a str,
    pub(super) wish: Wish,
    /// The fingerprint of the plan that is to be carried out.
    pub(super) plan: Option<&'a str>,
}

/// Without a plan shows what would be done; with one does that, then scrubs the storage where something went, and looks
/// for the addresses and numbers that went in every byte of it.
pub(super) async fn wish(
    engine: &Engine,
    now: Moment,
    asked: Asked<'_>,
    shown: (Option<&str>, PlanFormat),
    language: Language,
) -> Result<Output, Failure> {
    let id = match named(engine, asked.person, language).await? {
        Ok(id) => id,
        Err(output) => return Ok(output),
    };
    let caller = Caller::command(language);
    let Some(fingerprint) = asked.plan else { return tell(engine, &caller, now, (&asked, id), shown).await };
    let going = match asked.wish {
        Wish::Erasure => {
            identifiers(&privacy::plan_wish(engine, &caller, (id, asked.wish), language, day_of(now)).await?)
        }
        Wish::Restriction | Wish::Lifting => Vec::new(),
    };
    let carried = match privacy::carry_out(engine, &caller, now, (id, asked.wish), fingerprint, language).await {
        Err(Failure::Undecided(texts)) => return Ok(undecided(texts, asked.person, Purpose::Erasure, language)),
        other => other?,
    };
    match carried {
        Carried::Done(receipt) => {
            let mut output = finish(engine, &caller, now, (receipt, asked.wish), language).await?;
            if !going.is_empty() {
                output.text.push_str(&scan(engine, &going)?.text);
            }
            Ok(output)
        }
        Carried::Changed(view) => Ok(Output {
            text: show(&view, asked.wish, language),
            failed: Some(WORDS.say(language, "wish-changed", &[("fingerprint", view.fingerprint.as_str())])),
            ..Output::default()
        }),
    }
}

/// The addresses and numbers that a plan removes: what is looked for when it is done.
fn identifiers(plan: &PlanView) -> Vec<String> {
    let is_one = |line: &&PlanLine| ["email_address", "phone_number"].contains(&line.entity.as_str());
    let going = plan.lines.iter().filter(|line| line.action == Action::Delete).filter(is_one);
    going.map(|line| line.label.clone()).collect()
}

/// The plan as of a day, and how to carry it out if that is today.
async fn tell(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (asked, id): (&Asked<'_>, RowId),
    (on, format): (Option<&str>, PlanFormat),
) -> Result<Output, Failure> {
    let language = caller.language;
    let day = match day_or_today(on, now, language) {
        Ok(day) => day,
        Err(why) => return Ok(Output::failed(why)),
    };
    let view = privacy::plan_wish(engine, caller, (id, asked.wish), language, day).await?;
    let mut text = match format {
        PlanFormat::Human => show(&view, asked.wish, language),
        PlanFormat::Json => {
            let texts = json!({ "all": view.texts.all, "open": view.texts.open });
            let about = json!({ "person": id.to_string(), "fingerprint": view.fingerprint, "texts": texts });
            return json(day, &view.lines, about);
        }
    };
    if view.texts.all > 0 {
        let (all, open) = (view.texts.all.to_string(), view.texts.open.to_string());
        text.push_str(&WORDS.say(language, "texts-count", &[("all", &all), ("open", &open)]));
        text.push('\n');
    }
    if view.texts.open > 0 {
        let arguments = [("person", asked.person), ("purpose", "erasure")];
        text.push_str(&WORDS.say(language, "texts-how", &arguments));
        text.push('\n');
    } else if view.does_something && on.is_none() {
        let arguments = [("person", asked.person), ("fingerprint", view.fingerprint.as_str())];
        text.push_str(&WORDS.say(language, &format!("{}-how", word(asked.wish)), &arguments));
        text.push('\n');
    }
    Ok(Output::text(text))
}

async fn finish(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (receipt, wish): (RowId, Wish),
    language: Language,
) -> Result<Output, Failure> {
    if wish == Wish::Erasure {
        privacy::scrub_now(engine, now).await?;
    }
    let receipt = privacy::receipt(engine, caller, receipt).await?;
    let id = receipt.id.to_string();
    let arguments = [("rows", receipt.rows.to_string()), ("receipt", id), ("plan", receipt.plan.clone())];
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(key, value)| (*key, value.as_str())).collect();
    Ok(Output::text(WORDS.say(language, &format!("{}-done", word(wish)), &arguments) + "\n"))
}

/// The command, with which its words begin.
fn word(wish: Wish) -> &'static str {
    match wish {
        Wish::Erasure => "erase",
        Wish::Restriction => "restrict",
        Wish::Lifting => "lift",
    }
}

fn show(view: &PlanView, wish: Wish, language: Language) -> String {
    let mut text = WORDS.say(language, &format!("{}-heading", word(wish)), &[]);
    text.push('\n');
    text.push_str(&lines(&view.lines, language));
    if view.does_something && !view.outside.is_empty() {
        let _ = writeln!(text, "{}", WORDS.say(language, "plan-outside", &[("systems", &view.outside.join(", "))]));
    }
    let _ = writeln!(text, "{}", WORDS.say(language, "plan-fingerprint", &[("fingerprint", &view.fingerprint)]));
    text
}
