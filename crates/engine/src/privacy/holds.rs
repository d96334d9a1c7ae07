//! Legal holds as the rights decide by them.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::LEGAL_HOLDS;
use model::{Day, RowId};
use rights::{Covered, LegalHold};

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
