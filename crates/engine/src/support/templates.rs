//! Answers that are used again: which there are for a case, and one with the names of this case in it.

use super::rows::{AnswerTemplate, Case};
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use model::{Moment, RowId};
use rights::Operation;
use store::{Query, Stored};

/// The templates for the case `id` that the caller may read, by row and name: those in the language of whoever asks, for its queue or
/// for any.
pub(super) async fn of_case(engine: &Engine, caller: &Caller, case: &Case) -> Result<Vec<(RowId, String)>, Failure> {
    let language = super::reply::language_of(engine, case.contact).await?.tag();
    let fits = |template: &Stored<AnswerTemplate>| {
        template.row.language == language && template.row.queue.is_none_or(|queue| queue == case.queue)
    };
    let all = templates(engine, caller).await?.into_iter().filter(fits);
    Ok(all.map(|template| (template.id, template.row.name)).collect())
}

/// The text of a template as an answer in the case: `{navn}` and `{name}` stand for the first name of whoever asks, `{nummer}` and
/// `{number}` for the case.
pub async fn from_template(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (case, template): (RowId, RowId),
) -> Result<String, Failure> {
    let work = Work::on(engine, caller, now, (case, None)).await?;
    let person = engine.tables().person.get(engine.store(), work.case.row.contact).await?;
    let name = person.and_then(|person| person.row.name).unwrap_or_default();
    let number = work.case.row.number.unwrap_or_default().to_string();
    filled(engine, caller, template, (&name, &number)).await
}

/// The templates that are for no queue and that the caller may read, by row and name.
pub(crate) async fn for_all(engine: &Engine, caller: &Caller) -> Result<Vec<(RowId, String)>, Failure> {
    let all = templates(engine, caller).await?.into_iter().filter(|template| template.row.queue.is_none());
    Ok(all.map(|template| (template.id, template.row.name)).collect())
}

/// The text of a template with the first name of whoever is written to, and the number of what it is about.
pub(crate) async fn filled(
    engine: &Engine,
    caller: &Caller,
    template: RowId,
    (name, number): (&str, &str),
) -> Result<String, Failure> {
    let all = templates(engine, caller).await?;
    let template = all.into_iter().find(|one| one.id == template).ok_or(Failure::NotFound)?;
    let first = name.split(' ').next().unwrap_or_default();
    let names = [("{navn}", first), ("{name}", first), ("{nummer}", number), ("{number}", number)];
    Ok(names.into_iter().fold(template.row.text, |text, (mark, value)| text.replace(mark, value)))
}

async fn templates(engine: &Engine, caller: &Caller) -> Result<Vec<Stored<AnswerTemplate>>, Failure> {
    let table = &engine.tables().answer_template;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    table.find(engine.store(), Query::over(&scope).oldest_first(table.f.name).limit(BATCH_ROWS)).await
}
