//! What was asked and answered about a case, as those who work on it see it.

use super::rows::How;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::CASE_ENTRIES;
use model::{Moment, RowId, Value};
use rights::Operation;
use store::{Condition, Query};

/// That the contact was asked how it went, and what they said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// When they were asked.
    pub asked_at: Moment,
    /// What they said; none where they have not answered.
    pub how: Option<How>,
    /// What else they said.
    pub comment: Option<String>,
    /// When they answered.
    pub answered_at: Option<Moment>,
}

/// All that was asked about a case and the caller may see, the latest first.
pub(in crate::support) async fn of_case(
    engine: &Engine,
    caller: &Caller,
    (case, contact): (RowId, RowId),
) -> Result<Vec<Feedback>, Failure> {
    let table = &engine.tables().case_feedback;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).matching(Condition::Is(table.f.case, Value::Id(case)));
    let found = table.find(engine.store(), query.newest_first(table.f.asked_at).limit(CASE_ENTRIES)).await?;
    engine.looked(caller, table.f.entity, Some(contact), found.iter().map(|asked| asked.id).collect())?;
    Ok(found
        .into_iter()
        .map(|asked| Feedback {
            asked_at: asked.row.asked_at,
            how: asked.row.how,
            comment: asked.row.comment,
            answered_at: asked.row.answered_at,
        })
        .collect())
}
