//! `ryddig sweep`: deletes what is due and says what it did. `ryddig due`: says it row by row and does nothing.

use crate::arguments::PlanFormat;
use crate::commands::Output;
use crate::commands::plan::{json, lines};
use crate::commands::words::WORDS;
use engine::privacy::{self, Action, PlanLine, SweepReport};
use engine::{Caller, Day, Engine, Failure, Language, Moment, day_of, documents};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Sweeps as if it were `on`, or today; with `trial` it only says what would go.
pub(super) async fn sweep(
    engine: &Engine,
    now: Moment,
    on: Option<&str>,
    trial: bool,
    language: Language,
) -> Result<Output, Failure> {
    let day = match day_or_today(on, now, language) {
        Ok(day) => day,
        Err(why) => return Ok(Output::failed(why)),
    };
    let report = privacy::sweep(engine, now, day, trial).await?;
    if !report.receipts.is_empty() {
        privacy::scrub_now(engine, now).await?;
    }
    Ok(Output::text(show(engine, &report, day, trial, language)))
}

/// What a sweep on that day would do, row by row.
pub(super) async fn due(
    engine: &Engine,
    now: Moment,
    on: Option<&str>,
    format: PlanFormat,
    language: Language,
) -> Result<Output, Failure> {
    let day = match day_or_today(on, now, language) {
        Ok(day) => day,
        Err(why) => return Ok(Output::failed(why)),
    };
    let due = privacy::due_on(engine, &Caller::command(language), day).await?;
    match format {
        PlanFormat::Json => {
            let done: Vec<PlanLine> = due.into_iter().filter(|line| line.action != Action::Keep).collect();
            json(day, &done, json!({}))
        }
        PlanFormat::Human => {
            let heading = WORDS.say(language, "due-heading", &[("day", &documents::day(day, language))]);
            let nothing = if due.is_empty() {
                format!("  {}\n", WORDS.say(language, "sweep-nothing", &[]))
            } else {
                String::new()
            };
            Ok(Output::text(format!("{heading}\n{}{nothing}", lines(&due, language))))
        }
    }
}

fn show(engine: &Engine, report: &SweepReport, day: Day, trial: bool, language: Language) -> String {
    let heading = if trial { "sweep-trial" } else { "sweep-done" };
    let mut text = WORDS.say(language, heading, &[("day", &documents::day(day, language))]);
    text.push('\n');
    let mut count = |counts: &BTreeMap<String, usize>, key: &str| {
        for (entity, number) in counts {
            let name = SweepReport::name_of(engine, entity, language);
            let arguments = [("kind", name.as_str()), ("count", &number.to_string())];
            let _ = writeln!(text, "  {}", WORDS.say(language, key, &arguments));
        }
    };
    count(&report.deleted, "sweep-deleted");
    count(&report.cleared, "sweep-cleared");
    count(&report.stopped, "sweep-stopped");
    if report.deleted.is_empty() && report.cleared.is_empty() {
        let _ = writeln!(text, "  {}", WORDS.say(language, "sweep-nothing", &[]));
    }
    if report.put_off > 0 {
        let _ = writeln!(text, "  {}", WORDS.say(language, "sweep-put-off", &[("count", &report.put_off.to_string())]));
    }
    if !report.receipts.is_empty() {
        let _ = writeln!(text, "  {}", WORDS.say(language, "sweep-scrubbed", &[]));
    }
    text
}

/// The day that `on` names, or today; otherwise what to say instead.
pub(super) fn day_or_today(on: Option<&str>, now: Moment, language: Language) -> Result<Day, String> {
    let Some(text) = on else { return Ok(day_of(now)) };
    parse(text).ok_or_else(|| WORDS.say(language, "not-a-day", &[("text", text)]))
}

fn parse(text: &str) -> Option<Day> {
    let date: jiff::civil::Date = text.parse().ok()?;
    let since_1970 = date.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1))).ok()?;
    Some(Day(since_1970.get_days()))
}
