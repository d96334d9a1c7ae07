//! The answer: one for each question. Looking at the page changes nothing.

use super::link::behind;
use super::rows::How;
use crate::context::{Caller, Engine};
use crate::correspondence::{clean_text, hints};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{FEEDBACK_CHARACTERS, INTAKE_ATTEMPTS};
use crate::notices;
use crate::website::{Network, Pressure};
use model::{Column, Language, Moment, Value};
use store::{Actor, ApplyError, Changes};

/// What a contact is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedbackPage {
    /// The number of the case.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// What they have answered.
    pub how: Option<How>,
}

/// What somebody answers.
#[derive(Debug, Clone, Copy)]
pub struct FeedbackSaid<'a> {
    /// How it went; none where nothing is chosen.
    pub how: Option<How>,
    /// As typed.
    pub comment: &'a str,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedbackProblem {
    /// Nothing is chosen.
    Missing,
    /// The comment is longer than so many characters.
    TooLong(usize),
    /// The comment is too sensitive to be written here: nothing is stored.
    Sensitive,
}

/// How an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedbackTaken {
    /// It is stored, or one was before, which stands.
    Received,
    /// It must be mended first.
    Mend(FeedbackProblem),
    /// Its network sends far too much.
    TooMany,
    /// The link does not hold.
    Gone,
}

/// The page behind a link; none where that does not hold.
pub async fn feedback_page(engine: &Engine, now: Moment, link: &str) -> Result<Option<FeedbackPage>, Failure> {
    Ok(behind(engine, now, link).await?.map(|(asked, case)| FeedbackPage {
        number: case.row.number.unwrap_or_default(),
        title: case.row.title,
        how: asked.row.how,
    }))
}

/// Takes an answer. The first one stands.
pub async fn answer_feedback(
    engine: &Engine,
    now: Moment,
    (link, said): (&str, FeedbackSaid<'_>),
    network: Network,
) -> Result<FeedbackTaken, Failure> {
    if behind(engine, now, link).await?.is_none() {
        return Ok(FeedbackTaken::Gone);
    }
    let (how, comment) = match checked(engine, said) {
        Ok(checked) => checked,
        Err(problem) => return Ok(FeedbackTaken::Mend(problem)),
    };
    if engine.caps().count(network, now) == Pressure::Flood {
        return Ok(FeedbackTaken::TooMany);
    }
    let (table, cases) = (&engine.tables().case_feedback, engine.tables().case.f.entity);
    for _ in 0..INTAKE_ATTEMPTS {
        let Some((asked, case)) = behind(engine, now, link).await? else { return Ok(FeedbackTaken::Gone) };
        if asked.row.how.is_some() {
            return Ok(FeedbackTaken::Received);
        }
        let mut changes = Changes::new();
        let mut cells = vec![(table.f.how, how.write()), (table.f.answered_at, Value::Moment(now))];
        cells.extend(comment.clone().map(|comment| (table.f.comment, Value::Text(comment))));
        changes.update(&table.write, asked.id, asked.version, cells)?;
        let entry = Deed::Received.entry(engine, now, Actor::Part("visitor"), (table.f.entity, asked.id));
        changes.record(entry.about(case.row.contact));
        notices::changed(engine, &Caller::command(Language::Nb), now, &mut changes, (cases, case.id)).await?;
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(FeedbackTaken::Received),
            Err(ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Failure::Stale)
}

/// The answer as it can be stored.
fn checked(engine: &Engine, said: FeedbackSaid<'_>) -> Result<(How, Option<String>), FeedbackProblem> {
    let how = said.how.ok_or(FeedbackProblem::Missing)?;
    let comment = clean_text(&said.comment.trim().replace("\r\n", "\n").replace('\r', "\n"));
    if comment.chars().count() > FEEDBACK_CHARACTERS {
        return Err(FeedbackProblem::TooLong(FEEDBACK_CHARACTERS));
    }
    if hints(engine, "", &comment, "", &[]).iter().any(|hint| hint.is_sure) {
        return Err(FeedbackProblem::Sensitive);
    }
    Ok((how, (!comment.is_empty()).then_some(comment)))
}
