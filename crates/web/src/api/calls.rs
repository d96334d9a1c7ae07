//! Calls, for telephone systems: who a number may be, and what became of a call.

use super::answer::{Answer, Problem};
use super::body::object;
use super::door::Program;
use crate::parties::of_person;
use crate::records::page_of;
use axum::extract::Request;
use engine::correspondence::calls::{CallOutcome, Match, OpenCase, Report, ReportProblem, Reported, look_up, report};
use engine::day_of;
use engine::documents::read_iso_moment;
use engine::parties::phone;
use serde_json::{Map, Value, json};

/// Whose number it may be.
pub(super) async fn lookup(program: Program) -> Result<Answer, Answer> {
    Ok(found(&program).await?)
}

async fn found(program: &Program) -> Result<Answer, Problem> {
    let number = program.query().into_iter().find(|(name, _)| name == "number").map(|(_, value)| value);
    // A plus that was not encoded is a space.
    let number = number.unwrap_or_default();
    let number = number.strip_prefix(' ').map_or_else(|| number.clone(), |rest| format!("+{}", rest.trim_start()));
    if phone(&number).is_none() {
        return Err(Problem::Query("number is no telephone number".to_owned()));
    }
    let engine = &program.app.engine;
    let matches = look_up(engine, &program.caller, &number, day_of(program.now)).await?;
    let url = &engine.settings().url;
    Ok(Answer::json(json!({ "matches": matches.iter().map(|one| line(url, one)).collect::<Value>() })))
}

fn line(url: &str, one: &Match) -> Value {
    let case = |case: &OpenCase| {
        let path = page_of("case", case.id);
        json!({ "number": case.number, "title": case.title, "url": format!("{url}{path}") })
    };
    json!({
        "name": one.name,
        "organisation": one.organisation.as_ref().map(|(_, name)| name),
        "sure": one.sure,
        "person_url": one.person.map(|person| format!("{url}{}", of_person(person))),
        "open_cases": one.open_cases.iter().map(case).collect::<Value>(),
    })
}

/// A call is reported.
pub(super) async fn reported(program: Program, request: Request) -> Result<Answer, Answer> {
    Ok(taken_in(&program, request).await?)
}

async fn taken_in(program: &Program, request: Request) -> Result<Answer, Problem> {
    let told = read(object(request).await?)?;
    match report(&program.app.engine, &program.caller, program.now, &told).await? {
        Reported::Stored { call, is_new, is_sure } => {
            let body = json!({ "id": call.to_string(), "matched": if is_sure { "sure" } else { "maybe" } });
            let path = format!("{}/phone_call/{call}", super::PATH);
            Ok(if is_new { Answer::made(path, body) } else { Answer::json(body) })
        }
        Reported::Mend(problems) => Err(Problem::Fields(problems.into_iter().map(wrong).collect())),
    }
}

fn read(body: Map<String, Value>) -> Result<Report, Problem> {
    let (mut told, mut wrong, mut has_direction) = (Report::default(), Vec::new(), false);
    for (name, value) in body {
        let is_right = match (name.as_str(), value) {
            (_, Value::Null) => true,
            ("call_id", Value::String(text)) => set(&mut told.call_id, text),
            ("number", Value::String(text)) => set(&mut told.number, text),
            ("agent", Value::String(text)) => set(&mut told.agent, Some(text)),
            ("summary", Value::String(text)) => set(&mut told.summary, Some(text)),
            ("direction", Value::String(text)) => {
                has_direction = true;
                told.is_in = text == "in";
                matches!(text.as_str(), "in" | "out")
            }
            ("outcome", Value::String(text)) => {
                told.outcome = CallOutcome::ALL.iter().copied().find(|it| it.key() == text);
                told.outcome.is_some()
            }
            ("began_at", Value::String(text)) => {
                told.began_at = read_iso_moment(&text);
                told.began_at.is_some()
            }
            ("took_seconds", Value::Number(seconds)) => {
                told.took_seconds = seconds.as_i64();
                told.took_seconds.is_some()
            }
            _ => false,
        };
        if !is_right {
            wrong.push((name, "there is no such field, or this is no value of it".to_owned()));
        }
    }
    if !has_direction {
        wrong.push(("direction".to_owned(), "say in or out".to_owned()));
    }
    if wrong.is_empty() { Ok(told) } else { Err(Problem::Fields(wrong)) }
}

fn set<T>(at: &mut T, value: T) -> bool {
    *at = value;
    true
}

fn wrong(problem: ReportProblem) -> (String, String) {
    let (field, detail) = match problem {
        ReportProblem::CallId(most) => ("call_id", format!("a call has a name of 1 to {most} characters")),
        ReportProblem::Number => ("number", "this is no telephone number".to_owned()),
        ReportProblem::BeganAt => ("began_at", "this is still to come".to_owned()),
        ReportProblem::Took(most) => ("took_seconds", format!("a number from 0 to {most}")),
        ReportProblem::Summary(most) => ("summary", format!("at most {most} characters")),
    };
    (field.to_owned(), detail)
}
