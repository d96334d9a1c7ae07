//! Requests that cannot be done yet because texts tell of others too, and nobody has decided about them.

use super::follow::is_for_a_package;
use super::rows::{Kind, Outcome, Request, State};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{PACKAGE_SECONDS, SHARED_TEXTS, WAITING_REQUESTS};
use crate::privacy::{Aim, portable_undecided, undecided};
use model::{Column, Moment, RowId};
use rights::Operation;
use store::{Condition, Query};

/// A request with texts that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingTexts {
    /// The request.
    pub request: RowId,
    /// Its number.
    pub number: i64,
    /// Whose.
    pub person: RowId,
    /// What the texts are decided on for.
    pub aim: Aim,
    /// How many wait.
    pub texts: usize,
}

/// What texts are to be decided on for, where a request of this kind needs it.
pub fn aim_of(kind: Kind) -> Option<Aim> {
    match kind {
        Kind::Access | Kind::Portability => Some(Aim::Access),
        Kind::Erasure => Some(Aim::Erasure),
        Kind::Rectification
        | Kind::Restriction
        | Kind::Objection
        | Kind::MarketingObjection
        | Kind::Withdrawal
        | Kind::HumanDecision
        | Kind::Complaint
        | Kind::Question => None,
    }
}

/// How many texts wait before a request of this kind from `person` can be done.
pub(super) async fn waiting(engine: &Engine, kind: Kind, person: RowId, now: Moment) -> Result<usize, Failure> {
    let found = match (kind, aim_of(kind)) {
        (_, None) => Ok(0),
        (Kind::Portability, _) => portable_undecided(engine, person, now).await,
        (_, Some(aim)) => undecided(engine, (person, aim), now).await,
    };
    match found {
        // Nothing is held, and nothing waits.
        Err(Failure::NotFound) => Ok(0),
        // They are more than a plan takes; somebody must look at it.
        Err(Failure::TooLarge) => Ok(SHARED_TEXTS),
        other => other,
    }
}

/// The requests whose texts wait, those first that are due first: the open ones, and those whose package can be fetched.
/// Nothing for those who do not carry out the rights of persons.
pub async fn waiting_texts(engine: &Engine, caller: &Caller, now: Moment) -> Result<Vec<WaitingTexts>, Failure> {
    let table = &engine.tables().request;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    if engine.demand_rights(caller).is_err() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let kinds = [Kind::Access, Kind::Portability, Kind::Erasure].iter().map(Column::write).collect();
    let kinds = Condition::OneOf(table.f.kind, kinds);
    let of = |states: &[State]| {
        let states = Condition::OneOf(table.f.state, states.iter().map(Column::write).collect());
        Query::over(&scope).matching(kinds.clone()).matching(states).limit(WAITING_REQUESTS)
    };
    let open = of(&[State::New, State::Working]).oldest_first(table.f.due_on);
    let answered = of(&[State::Answered]).newest_first(table.f.answered_at);
    for query in [open, answered] {
        found.extend(table.find(engine.store(), query).await?);
    }
    found.retain(|request| is_to_be_done(&request.row, now));
    found.sort_by_key(|request| (request.row.due(), request.id));
    let mut waiting_for = Vec::new();
    for request in found {
        let Some(aim) = aim_of(request.row.kind) else { continue };
        let texts = waiting(engine, request.row.kind, request.row.person, now).await?;
        if texts > 0 {
            let (number, person) = (request.row.number.unwrap_or_default(), request.row.person);
            waiting_for.push(WaitingTexts { request: request.id, number, person, aim, texts });
        }
    }
    engine.looked(caller, table.f.entity, None, waiting_for.iter().map(|one| one.request).collect())?;
    Ok(waiting_for)
}

/// Whether it is open, or answered by a package that can be fetched still.
fn is_to_be_done(row: &Request, now: Moment) -> bool {
    match (row.answered_at, row.outcome) {
        (None, _) => true,
        (Some(at), Some(Outcome::Done | Outcome::Partly)) => {
            is_for_a_package(row.kind) && now < at.plus_seconds(PACKAGE_SECONDS)
        }
        (Some(_), _) => false,
    }
}
