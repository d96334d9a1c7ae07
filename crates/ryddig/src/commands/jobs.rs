//! `ryddig jobs`: the jobs that were given up, and what becomes of each.

use crate::commands::{JobsCommand, Output};
use engine::{Caller, Engine, Failure, Language, Moment, RowId, day_of, documents, system};
use std::fmt::Write;

pub(super) async fn jobs(engine: &Engine, now: Moment, what: &JobsCommand) -> Result<Output, Failure> {
    match what {
        JobsCommand::List => list(engine).await,
        JobsCommand::Retry { id } => decide(engine, now, id, true).await,
        JobsCommand::Drop { id } => decide(engine, now, id, false).await,
    }
}

async fn list(engine: &Engine) -> Result<Output, Failure> {
    let jobs = system::given_up(engine, &Caller::command(Language::En), Language::En).await?;
    let mut text = String::new();
    for job in &jobs {
        let since = documents::day(day_of(job.at), Language::En);
        let why = job.failure.as_deref().unwrap_or("no reason was noted");
        let _ = writeln!(text, "{}  {since}  {}, {} attempts: {why}", job.id, job.kind, job.attempts);
    }
    if jobs.is_empty() {
        text.push_str("no job has been given up\n");
    }
    Ok(Output::text(text))
}

async fn decide(engine: &Engine, now: Moment, id: &str, again: bool) -> Result<Output, Failure> {
    let Ok(id) = id.parse::<RowId>() else { return Ok(Output::mistaken("this is no id of a job")) };
    let caller = Caller::command(Language::En);
    let decided = if again {
        system::try_again(engine, &caller, now, id).await
    } else {
        system::let_go(engine, &caller, now, id).await
    };
    match decided {
        Ok(()) if again => Ok(Output::text("it is tried again\n".to_owned())),
        Ok(()) => Ok(Output::text("it has left the queue\n".to_owned())),
        Err(Failure::NotFound) => Ok(Output::failed("no job with this id has been given up")),
        Err(failure) => Err(failure),
    }
}
