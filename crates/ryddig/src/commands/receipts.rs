//! `ryddig receipts` and `ryddig outside`: what was done, and the systems outside where it must be done as well.

use crate::commands::Output;
use crate::commands::requests::obstacle;
use crate::commands::words::WORDS;
use engine::privacy::receipts;
use engine::requests::{OutsideTask, Step, TaskState, answer_outside, outside_of, outside_open};
use engine::{Caller, Engine, Failure, Language, Moment, RowId, documents};
use std::fmt::Write;

/// The latest receipts, each with the systems that wait.
pub(super) async fn list(engine: &Engine, language: Language) -> Result<Output, Failure> {
    let caller = Caller::command(language);
    let open = outside_open(engine, &caller).await?;
    let mut text = String::new();
    for receipt in receipts(engine, &caller).await? {
        let at = documents::moment(receipt.rows_at, language);
        let kind = WORDS.say(language, &format!("receipt-{}", receipt.kind), &[]);
        let _ = writeln!(text, "{}  {at}  {kind}: {}", receipt.id, receipt.rows);
        for task in open.iter().filter(|task| task.receipt == receipt.id) {
            let _ = writeln!(text, "    {}", WORDS.say(language, "receipt-open", &[("system", &task.place)]));
        }
    }
    Ok(Output::text(text))
}

/// Answers for the system of this name under the receipt.
pub(super) async fn answer(
    engine: &Engine,
    now: Moment,
    (receipt, system): (&str, &str),
    evidence: Option<&str>,
    language: Language,
) -> Result<Output, Failure> {
    let caller = Caller::command(language);
    let tasks = match receipt.parse::<RowId>() {
        Ok(id) => outside_of(engine, &caller, id).await?,
        Err(_) => Vec::new(),
    };
    let Some(task) = tasks.iter().find(|task| task.place == system) else {
        let systems: Vec<&str> = tasks.iter().map(|task: &OutsideTask| task.place.as_str()).collect();
        let arguments = [("system", system), ("systems", &systems.join(", "))];
        return Ok(Output::failed(WORDS.say(language, "receipt-no-system", &arguments)));
    };
    let state = if evidence.is_some() { TaskState::Done } else { TaskState::Nothing };
    let at = (task.id, task.version);
    Ok(match answer_outside(engine, &caller, now, at, state, evidence.unwrap_or_default()).await? {
        Step::Done => Output::text(WORDS.say(language, "receipt-answered", &[("system", system)]) + "\n"),
        Step::Not(against) => Output::failed(obstacle(against, language)),
    })
}
