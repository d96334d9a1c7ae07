//! Legal holds and open requests as the rights decide by them.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, LEGAL_HOLDS};
use crate::requests::State;
use model::{Column, Day, RowId, Value};
use rights::{Covered, LegalHold};
use std::collections::HashMap;
use store::{Condition, Cursor};

model::choice! {
    /// What a legal hold covers.
    pub enum HoldScope {
        /// Everything about the person.
        All = "all",
        /// One kind of row.
        Kind = "kind",
        /// One row.
        Row = "row",
    }
}

model::row! {
    /// What is not to be removed for now, as far as removal goes by it.
    pub struct HoldRow of "legal_hold", handles HoldFields {
        /// About whom.
        person: RowId,
        /// What it covers.
        scope: HoldScope,
        /// The register's word of the kind of row.
        of_kind: Option<String>,
        /// The row.
        row: Option<String>,
        /// When somebody judges it again.
        review_on: Day,
        /// When it ended.
        ended_on: Option<Day>,
    }
}

/// Every legal hold, ended ones too: a plan is for a day. There are few; more than the limit stop whatever removes.
pub(crate) async fn legal_holds(engine: &Engine) -> Result<Vec<LegalHold>, Failure> {
    let table = &engine.tables().legal_hold;
    let rows = table.find(engine.store(), table.all().limit(LEGAL_HOLDS + 1)).await?;
    if u64::try_from(rows.len()).unwrap_or(u64::MAX) > LEGAL_HOLDS {
        return Err(Failure::TooLarge);
    }
    Ok(rows.into_iter().map(|stored| hold(engine, stored.id, &stored.row)).collect())
}

/// How many legal holds stand and were to be judged again by `today`, for those who carry out rights; none for others.
pub async fn holds_to_judge(engine: &Engine, caller: &Caller, today: Day) -> Result<usize, Failure> {
    if !caller.viewer.carries_out_rights(engine.model()) {
        return Ok(0);
    }
    let holds = legal_holds(engine).await?.into_iter();
    let stands = |hold: &LegalHold| hold.ended_on.is_none_or(|ended| ended > today);
    Ok(holds.filter(|hold| stands(hold) && hold.review_on <= today).count())
}

/// What cannot be told covers everything: a slip of the pen must not remove what somebody wanted kept.
fn hold(engine: &Engine, id: RowId, row: &HoldRow) -> LegalHold {
    let covers = match row.scope {
        HoldScope::All => None,
        HoldScope::Kind => row.of_kind.as_deref().and_then(|key| engine.model().entity_named(key)).map(Covered::Kind),
        HoldScope::Row => row.row.as_deref().and_then(|id| id.parse().ok()).map(Covered::Row),
    };
    LegalHold {
        id,
        person: row.person,
        covers: covers.unwrap_or(Covered::Everything),
        review_on: row.review_on,
        ended_on: row.ended_on,
    }
}

/// The persons who wait for an answer, and by when they are to have it.
pub(super) async fn waiting(engine: &Engine) -> Result<HashMap<RowId, Day>, Failure> {
    let table = &engine.tables().request;
    let open = State::OPEN.iter().map(Column::write).collect();
    let open = Condition::OneOf(table.f.state, open);
    let mut due: HashMap<RowId, Day> = HashMap::new();
    let mut last = None;
    loop {
        let mut query = table.all().matching(open.clone()).limit(BATCH_ROWS);
        if let Some(id) = last {
            query = query.after(Cursor { value: Value::Null, id });
        }
        let rows = table.find(engine.store(), query).await?;
        for request in &rows {
            let day = due.entry(request.row.person).or_insert(request.row.due());
            *day = request.row.due().max(*day);
        }
        last = rows.last().map(|request| request.id);
        if (rows.len() as u64) < BATCH_ROWS {
            return Ok(due);
        }
    }
}
