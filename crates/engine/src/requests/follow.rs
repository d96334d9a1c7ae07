//! The person follows the request, on a page that only their link opens.
//!
//! It tells how far the request has come and nothing of what is held. The access package is made when it is fetched and
//! stored nowhere, for a limited time, and only where the link is proof enough.

use super::confirm::PERSON;
use super::links::find;
use super::mails::kind_name;
use super::proof::proof;
use super::rows::{Identity, Kind, LinkPurpose, Outcome, Request, State};
use super::texts::waiting;
use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::PACKAGE_SECONDS;
use crate::privacy::{access_archive_for, portable_archive_for};
use model::{Column, Day, Language, Moment, Value};
use store::{Actor, ApplyError, Changes, Stored};

/// A request as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Its number.
    pub number: i64,
    /// What was asked for, in words.
    pub kind: String,
    /// How far it has come.
    pub state: State,
    /// It is sure enough who asks.
    pub identity: Identity,
    /// Why more is asked for.
    pub more: Option<String>,
    /// When it came.
    pub received_at: Moment,
    /// By when it is answered.
    pub due: Day,
    /// Why that was put off.
    pub extended_why: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Why.
    pub reason: Option<String>,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// The receipt of what was erased.
    pub receipt: Option<String>,
    /// Whether there is a package to fetch.
    pub package: Parcel,
}

/// A package for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parcel {
    /// None was asked for, or it is not ready.
    None,
    /// It can be fetched until then.
    Ready(Moment),
    /// The time for fetching it is over.
    Over,
    /// Staff have yet to decide about texts that tell of others too.
    Waiting,
    /// It is handed over in person: the link is not proof enough for what is in it.
    ByHand,
}

/// The request behind the link with this secret; none where there is none.
pub async fn follow(
    engine: &Engine,
    now: Moment,
    secret: &str,
    language: Language,
) -> Result<Option<Followed>, Failure> {
    let Some((_, request)) = find(engine, now, LinkPurpose::Follow, secret).await? else { return Ok(None) };
    let package = parcel(engine, now, &request.row).await?;
    let row = request.row;
    Ok(Some(Followed {
        number: row.number.unwrap_or_default(),
        kind: kind_name(engine, row.kind, language),
        state: row.state,
        identity: row.identity,
        more: row.identity_asked.clone().filter(|_| row.state == State::Identity),
        received_at: row.received_at,
        due: row.due(),
        extended_why: row.extended_why,
        outcome: row.outcome,
        reason: row.reason,
        answered_at: row.answered_at,
        receipt: row.receipt,
        package,
    }))
}

async fn parcel(engine: &Engine, now: Moment, row: &Request) -> Result<Parcel, Failure> {
    let was_given = matches!(row.outcome, Some(Outcome::Done | Outcome::Partly));
    let Some(answered) = row.answered_at.filter(|_| is_for_a_package(row.kind) && was_given) else {
        return Ok(Parcel::None);
    };
    let until = answered.plus_seconds(PACKAGE_SECONDS);
    if until <= now {
        return Ok(Parcel::Over);
    }
    // What is held may be more than when it was answered.
    let proof = proof(engine, row.person, Language::Nb).await?;
    if !proof.link_is_enough() || row.identity == Identity::Open {
        return Ok(Parcel::ByHand);
    }
    let texts = waiting(engine, row.kind, row.person, now).await?;
    Ok(if texts > 0 { Parcel::Waiting } else { Parcel::Ready(until) })
}

/// Whether such a request is answered by a package.
pub(super) fn is_for_a_package(kind: Kind) -> bool {
    match kind {
        Kind::Access | Kind::Portability => true,
        Kind::Rectification
        | Kind::Erasure
        | Kind::Restriction
        | Kind::Objection
        | Kind::MarketingObjection
        | Kind::Withdrawal
        | Kind::HumanDecision
        | Kind::Complaint
        | Kind::Question => false,
    }
}

/// The package of the request behind the link, made now; none where there is none to fetch. That it was fetched is put on
/// the ledger first.
pub async fn fetch(engine: &Engine, now: Moment, secret: &str, language: Language) -> Result<Option<Vec<u8>>, Failure> {
    let Some((_, request)) = find(engine, now, LinkPurpose::Follow, secret).await? else { return Ok(None) };
    match parcel(engine, now, &request.row).await? {
        Parcel::Ready(_) => {}
        Parcel::None | Parcel::Over | Parcel::Waiting | Parcel::ByHand => return Ok(None),
    }
    let person = request.row.person;
    let archive = if request.row.kind == Kind::Portability {
        portable_archive_for(engine, PERSON, now, person, language).await?
    } else {
        access_archive_for(engine, PERSON, now, person, language).await?
    };
    Ok(Some(archive))
}

/// The person takes the request back. Tells whether there was one that could be.
pub async fn take_back(engine: &Engine, now: Moment, secret: &str) -> Result<bool, Failure> {
    let Some((_, request)) = find(engine, now, LinkPurpose::Follow, secret).await? else { return Ok(false) };
    if request.row.state == State::Answered {
        return Ok(false);
    }
    match engine.store().apply(closed(engine, now, PERSON, &request, Outcome::Withdrawn)?).await {
        Ok(()) => Ok(true),
        Err(ApplyError::Stale { .. }) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

/// The request ends without an answer from us.
pub(super) fn closed(
    engine: &Engine,
    now: Moment,
    actor: Actor,
    request: &Stored<Request>,
    outcome: Outcome,
) -> Result<Changes, Failure> {
    let table = &engine.tables().request;
    let mut changes = Changes::new();
    let cells = vec![
        (table.f.state, State::Answered.write()),
        (table.f.outcome, outcome.write()),
        (table.f.answered_at, Value::Moment(now)),
    ];
    let fields = cells.iter().map(|(field, _)| *field).collect();
    changes.update(&table.write, request.id, request.version, cells)?;
    let entry = Deed::RequestClosed.entry(engine, now, actor, (table.f.entity, request.id));
    changes.record(entry.about(request.row.person).fields(fields));
    Ok(changes)
}
