//! `ryddig requests`, `ryddig request …` and `ryddig portability`: what persons ask by right, on the command line.

use crate::arguments::Tongue;
use crate::commands::Output;
use crate::commands::redactions::{Purpose, undecided};
use crate::commands::sweep::day_or_today;
use crate::commands::who::named;
use crate::commands::words::WORDS;
use engine::requests::{
    Added, Answer, CameBy, Entry, Haste, Identity, Kind, Line, Obstacle, Outcome, Step, TaskState, View, Which, Wrong,
    add, answer_task, close, numbered, request, requests,
};
use engine::{Caller, Engine, Failure, Language, Moment, RowId, day_of, documents, privacy};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::path::Path;

/// What is done with one request.
#[derive(clap::Subcommand, Serialize, Deserialize)]
pub(crate) enum RequestCommand {
    /// Enter a request that came by telephone, letter, mail or in person
    Add {
        /// An e-mail address, a telephone number, or the person's id
        person: String,
        /// What is asked for: access, rectification, erasure, restriction, portability, objection, …
        #[arg(long)]
        kind: String,
        /// How it came: phone, letter, mail, meeting, …
        #[arg(long, default_value = "phone")]
        came_by: String,
        /// The day it came: 2026-11-22
        #[arg(long, value_name = "DATE")]
        received: Option<String>,
        /// The name of somebody who is not recorded
        #[arg(long, default_value = "")]
        name: String,
        /// In the person's words
        #[arg(long, default_value = "")]
        text: String,
        /// How sure it is who asks: open, known, in-person, signed-in
        #[arg(long, default_value = "open")]
        identity: String,
        /// The language of the answer
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Show one request: its deadline, the places outside, and what the answer may say
    Show {
        /// Its number
        number: i64,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Answer for a place outside: done, with what shows it; without, there was nothing
    Answer {
        /// The number of the request
        number: i64,
        /// The system or the recipient
        place: String,
        /// What shows that it was done
        #[arg(long)]
        evidence: Option<String>,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
    /// Answer a request and close it
    Close {
        /// Its number
        number: i64,
        /// How it ends: done, partly, refused, nothing, withdrawn
        #[arg(long)]
        outcome: String,
        /// The answer; otherwise what `show` proposes
        #[arg(long)]
        text: Option<String>,
        /// Why, where less is done than was asked
        #[arg(long, default_value = "")]
        reason: String,
        /// In this language
        #[arg(long, value_enum, default_value = "nb")]
        language: Tongue,
    },
}

/// The requests that wait, by deadline; with `answered` the latest that do not.
pub(super) async fn list(engine: &Engine, now: Moment, answered: bool, language: Language) -> Result<Output, Failure> {
    let caller = Caller::command(language);
    let which: &[Which] = if answered { &[Which::Answered] } else { &[Which::Open, Which::Waiting] };
    let mut lines = Vec::new();
    for which in which {
        lines.extend(requests(engine, &caller, *which, day_of(now)).await?);
    }
    if !answered {
        lines.sort_by_key(|line| (line.due, line.number));
    }
    if lines.is_empty() {
        return Ok(Output::text(WORDS.say(language, "requests-none", &[]) + "\n"));
    }
    let text: Vec<String> = lines.iter().map(|line| one_line(engine, line, language)).collect();
    Ok(Output::text(text.join("\n") + "\n"))
}

fn one_line(engine: &Engine, line: &Line, language: Language) -> String {
    let day = documents::day(line.due, language);
    let due = match line.haste {
        Haste::Late => "requests-late",
        Haste::Soon => "requests-soon",
        Haste::Calm => "requests-calm",
    };
    let due = WORDS.say(language, due, &[("day", &day)]);
    let number = line.number.to_string();
    let outcome = line.outcome.map(|outcome| word(engine, "outcome", outcome.key(), language)).unwrap_or_default();
    let key = if line.outcome.is_some() { "requests-answered-line" } else { "requests-line" };
    let arguments = [
        ("number", number.as_str()),
        ("due", due.as_str()),
        ("kind", line.kind.as_str()),
        ("name", line.name.as_str()),
        ("outcome", outcome.as_str()),
    ];
    WORDS.say(language, key, &arguments).trim_end().to_owned()
}

/// What the register calls the alternative `key` of a choice of a request.
fn word(engine: &Engine, field: &str, key: &str, language: Language) -> String {
    of_entity(engine, "request", field, key, language)
}

fn of_entity(engine: &Engine, entity: &str, field: &str, key: &str, language: Language) -> String {
    let model = engine.model();
    let field = model.entity_named(entity).and_then(|entity| model.field_named(entity, field));
    let of = field.and_then(|field| model.alternatives(field)).unwrap_or_default();
    let found = of.iter().find(|one| one.key == key);
    found.map_or_else(|| key.to_owned(), |one| one.name.get(language).to_owned())
}

/// Carries out one command about a request.
pub(super) async fn one(engine: &Engine, now: Moment, what: &RequestCommand) -> Result<Output, Failure> {
    match what {
        RequestCommand::Add { person, kind, came_by, received, name, text, identity, language } => {
            let language = Language::from(*language);
            let received_on = match day_or_today(received.as_deref(), now, language) {
                Ok(day) => day,
                Err(why) => return Ok(Output::mistaken(why)),
            };
            let words = (
                among(Kind::ALL, Kind::key, kind, language),
                among(CameBy::ALL, CameBy::key, came_by, language),
                among(Identity::ALL, Identity::key, identity, language),
            );
            let (kind, came_by, identity) = match words {
                (Ok(kind), Ok(came_by), Ok(identity)) => (kind, came_by, identity),
                (Err(why), _, _) | (_, Err(why), _) | (_, _, Err(why)) => return Ok(Output::mistaken(why)),
            };
            let entry = Entry {
                person: person.clone(),
                name: name.clone(),
                kind,
                came_by,
                received_on,
                text: text.clone(),
                language,
                on_behalf: String::new(),
                authority: None,
                identity,
            };
            enter(engine, now, &entry).await
        }
        RequestCommand::Show { number, language } => show(engine, now, *number, (*language).into()).await,
        RequestCommand::Answer { number, place, evidence, language } => {
            answer(engine, now, (*number, place), evidence.as_deref(), (*language).into()).await
        }
        RequestCommand::Close { number, outcome, text, reason, language } => {
            let language = Language::from(*language);
            let outcome = match among(Outcome::ALL, Outcome::key, outcome, language) {
                Ok(outcome) => outcome,
                Err(why) => return Ok(Output::mistaken(why)),
            };
            end(engine, now, *number, (outcome, reason, text.as_deref()), language).await
        }
    }
}

/// The alternative that `word` names; otherwise what to say instead.
fn among<T: Copy>(
    all: &'static [T],
    key: impl Fn(T) -> &'static str,
    word: &str,
    language: Language,
) -> Result<T, String> {
    all.iter().copied().find(|one| key(*one) == word).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|one| key(*one)).collect();
        WORDS.say(language, "request-word", &[("word", word), ("known", &known.join(", "))])
    })
}

async fn enter(engine: &Engine, now: Moment, entry: &Entry) -> Result<Output, Failure> {
    let language = entry.language;
    let caller = Caller::command(language);
    let say = |key: &str| WORDS.say(language, key, &[]);
    Ok(match add(engine, &caller, now, entry).await? {
        Added::Done(id) => {
            let view = request(engine, &caller, id, day_of(now)).await?;
            let due = documents::day(view.due_on, language);
            let arguments = [("number", view.number.to_string()), ("due", due)];
            let arguments: Vec<(&str, &str)> = arguments.iter().map(|(key, text)| (*key, text.as_str())).collect();
            Output::text(WORDS.say(language, "request-added", &arguments) + "\n")
        }
        Added::Mend(Wrong::Nobody) => Output::failed(say("request-nobody")),
        Added::Mend(Wrong::Several(people)) => {
            let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
            let arguments = [("count", ids.len().to_string()), ("ids", ids.join("\n  "))];
            let arguments: Vec<(&str, &str)> = arguments.iter().map(|(key, text)| (*key, text.as_str())).collect();
            Output::failed(WORDS.say(language, "several", &arguments))
        }
        Added::Mend(Wrong::Day) => Output::failed(say("request-day")),
        Added::Mend(Wrong::TooLong(most)) => {
            Output::failed(WORDS.say(language, "request-long", &[("most", &most.to_string())]))
        }
        Added::Mend(Wrong::NotText) => Output::failed(say("request-text")),
        Added::Mend(Wrong::Code) => Output::failed(say("request-identity")),
    })
}

/// The request with this number; otherwise what to say instead.
async fn found(engine: &Engine, number: i64, language: Language) -> Result<Result<RowId, Output>, Failure> {
    let id = numbered(engine, &Caller::command(language), number).await?;
    Ok(id.ok_or_else(|| Output::failed(WORDS.say(language, "request-unknown", &[("number", &number.to_string())]))))
}

async fn show(engine: &Engine, now: Moment, number: i64, language: Language) -> Result<Output, Failure> {
    let id = match found(engine, number, language).await? {
        Ok(id) => id,
        Err(output) => return Ok(output),
    };
    let view = request(engine, &Caller::command(language), id, day_of(now)).await?;
    Ok(Output::text(described(engine, &view, language)))
}

fn described(engine: &Engine, view: &View, language: Language) -> String {
    let say = |key: &str, arguments: &[(&str, &str)]| WORDS.say(language, key, arguments);
    let number = view.number.to_string();
    let day = documents::day(day_of(view.received_at), language);
    let due = documents::day(view.extended_to.unwrap_or(view.due_on), language);
    let by = word(engine, "came_by", view.came_by.key(), language);
    let state = word(engine, "state", view.state.key(), language);
    let identity = word(engine, "identity", view.identity.key(), language);
    let mut lines = vec![
        say("request-heading", &[("number", &number), ("kind", &view.kind_name)]),
        say("request-person", &[("name", &view.name), ("id", &view.person.to_string())]),
        say("request-received", &[("day", &day), ("by", &by)]),
        say("request-due", &[("due", &due)]),
        say("request-state", &[("state", &state), ("identity", &identity)]),
    ];
    if let Some(address) = &view.answer_to {
        lines.push(say("request-to", &[("address", address)]));
    }
    if !view.text.is_empty() {
        lines.push(format!("\n{}\n", view.text));
    }
    for task in &view.tasks {
        let what = of_entity(engine, "request_task", "what", task.what.key(), language);
        let state = of_entity(engine, "request_task", "state", task.state.key(), language);
        lines.push(format!("  {}", say("request-task", &[("place", &task.place), ("what", &what), ("state", &state)])));
    }
    match view.outcome {
        Some(outcome) => {
            lines.push(say("request-outcome", &[("outcome", &word(engine, "outcome", outcome.key(), language))]));
        }
        None => lines.push(format!("\n{}\n\n{}", say("request-draft", &[]), view.draft)),
    }
    let mut text = String::new();
    for line in lines {
        let _ = writeln!(text, "{line}");
    }
    text
}

async fn answer(
    engine: &Engine,
    now: Moment,
    (number, place): (i64, &str),
    evidence: Option<&str>,
    language: Language,
) -> Result<Output, Failure> {
    let caller = Caller::command(language);
    let id = match found(engine, number, language).await? {
        Ok(id) => id,
        Err(output) => return Ok(output),
    };
    let view = request(engine, &caller, id, day_of(now)).await?;
    let task = view.tasks.iter().find(|task| task.place == place && task.state == TaskState::Open);
    let Some(task) = task else {
        return Ok(Output::failed(WORDS.say(language, "request-no-place", &[("place", place)])));
    };
    let state = if evidence.is_some() { TaskState::Done } else { TaskState::Nothing };
    let step = answer_task(engine, &caller, now, (task.id, task.version), state, evidence.unwrap_or_default()).await?;
    Ok(said(step, "request-answered", language))
}

async fn end(
    engine: &Engine,
    now: Moment,
    number: i64,
    (outcome, reason, text): (Outcome, &str, Option<&str>),
    language: Language,
) -> Result<Output, Failure> {
    let caller = Caller::command(language);
    let id = match found(engine, number, language).await? {
        Ok(id) => id,
        Err(output) => return Ok(output),
    };
    let view = request(engine, &caller, id, day_of(now)).await?;
    let text = text.map_or(view.draft, str::to_owned);
    let answer = Answer { outcome, reason: reason.to_owned(), text };
    let step = close(engine, &caller, now, (id, view.version), &answer).await?;
    Ok(said(step, "request-closed", language))
}

/// What came of a step: `done`, or what stood against it.
fn said(step: Step, done: &str, language: Language) -> Output {
    match step {
        Step::Done => Output::text(WORDS.say(language, done, &[]) + "\n"),
        Step::Not(against) => Output::failed(obstacle(against, language)),
    }
}

/// What stood against a step.
pub(super) fn obstacle(obstacle: Obstacle, language: Language) -> String {
    let say = |key: &str| WORDS.say(language, key, &[]);
    match obstacle {
        Obstacle::Changed => say("request-changed"),
        Obstacle::Answered => say("request-is-answered"),
        Obstacle::Missing => say("request-missing"),
        Obstacle::TooLong(most) => WORDS.say(language, "request-long", &[("most", &most.to_string())]),
        Obstacle::NotText => say("request-text"),
        Obstacle::NoReason => say("request-no-reason"),
        Obstacle::TasksOpen(tasks) => WORDS.say(language, "request-tasks-open", &[("tasks", &tasks.to_string())]),
        Obstacle::TextsOpen(texts) => WORDS.say(language, "texts-undecided", &[("texts", &texts.to_string())]),
        Obstacle::Identity => say("request-identity"),
        Obstacle::NoAddress => say("request-no-address"),
        Obstacle::TooLate => say("request-too-late"),
        Obstacle::NoEvidence => say("request-no-evidence"),
    }
}

/// What a person gave, for use elsewhere, for the folder `to`.
pub(super) async fn portability(
    engine: &Engine,
    now: Moment,
    person: &str,
    language: Language,
    to: &Path,
) -> Result<Output, Failure> {
    let id = match named(engine, person, language).await? {
        Ok(id) => id,
        Err(output) => return Ok(output),
    };
    let portable = match privacy::portable(engine, &Caller::command(language), now, id, language).await {
        Err(Failure::Undecided(texts)) => return Ok(undecided(texts, person, Purpose::Access, language)),
        other => other?,
    };
    let files = portable.files();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let key = if portable.tables.is_empty() { "portable-nothing" } else { "portable-written" };
    let folder = to.display().to_string();
    let text = WORDS.say(language, key, &[("folder", &folder), ("files", &names.join(", "))]);
    Ok(Output { text: text + "\n", files, ..Output::default() })
}
