//! The rows: what there is for a token, lists, single rows, making and changing them.

use super::PATH;
use super::answer::{Answer, Problem};
use super::body::read;
use super::door::Program;
use crate::records::mistake_text;
use crate::words::Words;
use axum::extract::Request;
use engine::records::{
    DataKind, DataProblem, DataRow, DataWanted, Datum, Form, Saved, data_kinds, data_row_of, data_rows, data_save,
};
use engine::{DATA_ROWS, DATA_ROWS_MAX, Language, RowId, day_of};
use serde_json::{Map, Value, json};
use std::str::FromStr;

/// What this token may do.
pub(super) async fn overview(program: Program) -> Answer {
    let kinds = data_kinds(&program.app.engine, &program.caller);
    Answer::json(json!({ "program": program.caller.name, "entities": kinds.iter().map(kind).collect::<Value>() }))
}

fn kind(kind: &DataKind) -> Value {
    let fields = kind.fields.iter().map(|field| {
        let mut it =
            json!({ "key": field.key, "kind": field.kind, "required": field.required, "writable": field.writes });
        if !field.alternatives.is_empty() {
            it["alternatives"] = json!(field.alternatives);
        }
        if let Some(to) = &field.to {
            it["to"] = json!(to);
        }
        it
    });
    json!({
        "key": kind.key,
        "name": kind.name,
        "href": format!("{PATH}/{}", kind.key),
        "makes": kind.makes,
        "changes": kind.changes,
        "fields": fields.collect::<Value>(),
    })
}

pub(super) async fn list(program: Program) -> Result<Answer, Answer> {
    Ok(listed(&program).await?)
}

async fn listed(program: &Program) -> Result<Answer, Problem> {
    let key = program.entity()?;
    let wanted = wanted(program.query())?;
    let page = data_rows(&program.app.engine, &program.caller, key, &wanted, day_of(program.now)).await?;
    let next = page.next.map(|id| address(key, &wanted, id));
    Ok(Answer::json(json!({ "rows": page.rows.iter().map(row).collect::<Value>(), "next": next })))
}

/// The address of the page behind the row `after`.
fn address(key: &str, wanted: &DataWanted, after: RowId) -> String {
    let filters = wanted.filters.iter().map(|(key, value)| {
        let (key, value) = (crate::form_body::encode(key), crate::form_body::encode(value));
        format!("&{key}={value}")
    });
    format!("{PATH}/{key}?after={after}&limit={}{}", wanted.limit, filters.collect::<String>())
}

fn wanted(query: Vec<(String, String)>) -> Result<DataWanted, Problem> {
    let mut wanted = DataWanted { limit: DATA_ROWS, ..DataWanted::default() };
    for (name, value) in query {
        match name.as_str() {
            "after" => {
                let id = RowId::from_str(&value).map_err(|_| Problem::Query("after is no id".to_owned()))?;
                wanted.after = Some(id);
            }
            "limit" => {
                let limit = value.parse().ok().filter(|limit| (1..=DATA_ROWS_MAX).contains(limit));
                let wrong = || Problem::Query(format!("limit is a number from 1 to {DATA_ROWS_MAX}"));
                wanted.limit = limit.ok_or_else(wrong)?;
            }
            _ => wanted.filters.push((name, value)),
        }
    }
    Ok(wanted)
}

pub(super) async fn one(program: Program) -> Result<Answer, Answer> {
    Ok(Answer::json(shown(&program, program.id().map_err(Problem::from)?).await?))
}

async fn shown(program: &Program, id: RowId) -> Result<Value, Problem> {
    let found = data_row_of(&program.app.engine, &program.caller, program.entity()?, id, day_of(program.now)).await?;
    Ok(row(&found))
}

fn row(found: &DataRow) -> Value {
    let values: Map<String, Value> = found.values.iter().map(|(key, value)| (key.clone(), datum(value))).collect();
    json!({ "id": found.id.to_string(), "version": found.version, "values": values })
}

fn datum(value: &Datum) -> Value {
    match value {
        Datum::Nothing => Value::Null,
        Datum::Truth(yes) => json!(yes),
        Datum::Whole(number) => json!(number),
        Datum::Text(text) => json!(text),
    }
}

pub(super) async fn make(program: Program, request: Request) -> Result<Answer, Answer> {
    let id = saved(&program, None, request).await?;
    let location = format!("{PATH}/{}/{id}", program.entity().map_err(Problem::from)?);
    Ok(Answer::made(location, shown(&program, id).await?))
}

pub(super) async fn change(program: Program, request: Request) -> Result<Answer, Answer> {
    let id = saved(&program, Some(program.id().map_err(Problem::from)?), request).await?;
    Ok(Answer::json(shown(&program, id).await?))
}

async fn saved(program: &Program, id: Option<RowId>, request: Request) -> Result<RowId, Problem> {
    let (engine, key) = (&program.app.engine, program.entity()?);
    let typed = read(engine, key, request).await?;
    if id.is_some() && typed.version.is_none() {
        return Err(Problem::Fields(vec![("version".to_owned(), "say which version this changes".to_owned())]));
    }
    match data_save(engine, &program.caller, program.now, (key, id), &typed).await {
        Ok(Saved::Done(id)) => Ok(id),
        Ok(Saved::Mend(form)) if form.is_overtaken => Err(Problem::Stale(form.version, mistakes(&form))),
        Ok(Saved::Mend(form)) => Err(Problem::Fields(mistakes(&form))),
        Err(DataProblem::Filter(field)) => {
            Err(Problem::Fields(vec![(field, "this token may not write this field".to_owned())]))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// What is wrong, field by field, in English: programs are read by those who write them.
fn mistakes(form: &Form) -> Vec<(String, String)> {
    let words = Words(Language::En);
    let fields = form.fields.iter().map(|field| (field.key.clone(), field.mistake.as_ref()));
    let newcomer = form.newcomer.iter().flat_map(|newcomer| {
        let (name, email) = (newcomer.name_mistake.as_ref(), newcomer.email_mistake.as_ref());
        [("newcomer.name".to_owned(), name), ("newcomer.email".to_owned(), email)]
    });
    let all = fields.chain(newcomer);
    all.filter_map(|(key, mistake)| Some((key, mistake_text(words, mistake?)))).collect()
}
