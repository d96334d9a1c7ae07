//! What a step of a breach begins and ends with: who may, on which version, what stands against it, and how it is stored.

use super::rows::{Breach, State};
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use model::{Column, FieldId, FieldKind, Moment, Record, RowId, Value};
use rights::Operation;
use store::{ApplyError, Changes, Stored};

/// What stands against a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Somebody changed the breach since it was shown.
    Changed,
    /// It is closed.
    Closed,
    /// A text is missing.
    Missing,
    /// A text is longer than this many characters.
    TooLong(usize),
    /// A text holds characters that no text has.
    NotText,
    /// A moment is missing or is none.
    NoMoment,
    /// A moment is still to come.
    Future,
    /// A moment lies before we became aware, or longer ago than a breach is entered.
    TooEarly,
    /// Where we are the processor, it takes the customer's agreement.
    NoAgreement,
    /// The risk has not been judged.
    NoRisk,
    /// A risk to people stands against it.
    RiskStands,
    /// The data are not said to have been unreadable.
    Readable,
    /// It is late, and the reason is missing.
    LateWithoutReason,
    /// The one who is told is another: the customer where we are the processor, the authority where we decide.
    NotOurs,
    /// The authority, or those affected, know already.
    AlreadyTold,
    /// The mail to them waits to be sent.
    MailWaits,
    /// Nobody on the list is left who could be written to.
    NobodyLeft,
    /// What a search asks for is missing or is not known.
    NoSearch,
    /// Others are affected than were shown.
    OthersFound,
    /// What happened is not told in full: effects or remedy are missing.
    FactsMissing,
    /// Whether the authority is notified is not decided.
    AuthorityOpen,
    /// The customer has not been told.
    CustomerOpen,
    /// Whether those affected are told is not decided.
    PeopleOpen,
    /// So many of those affected have not been told yet.
    PeopleLeft(u64),
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is stored.
    Done,
    /// It was not taken; nothing is stored.
    Not(Obstacle),
}

/// Reads a breach by the caller's right to it.
pub(super) async fn load(
    engine: &Engine,
    caller: &Caller,
    id: RowId,
    operation: Operation,
) -> Result<Stored<Breach>, Failure> {
    let table = &engine.tables().breach;
    engine.scope(caller, table.f.entity, Operation::Read)?;
    engine.scope(caller, table.f.entity, operation)?;
    table.get(engine.store(), id).await?.ok_or(Failure::NotFound)
}

/// A breach that is not closed, by the caller's right to write it.
pub(super) async fn begin(
    engine: &Engine,
    caller: &Caller,
    (id, version): (RowId, i64),
) -> Result<Result<Stored<Breach>, Obstacle>, Failure> {
    let breach = load(engine, caller, id, Operation::Write).await?;
    Ok(if breach.row.state == State::Closed {
        Err(Obstacle::Closed)
    } else if breach.version != version {
        Err(Obstacle::Changed)
    } else {
        Ok(breach)
    })
}

/// Whether `row` is a breach that is closed: nothing of it is changed any more.
pub(crate) fn is_closed(engine: &Engine, row: &Record) -> bool {
    let f = &engine.tables().breach.f;
    row.entity == f.entity && row.get(f.state) == Some(&State::Closed.write())
}

/// The text as it is stored in `field`, which the register gives a length; none where nothing was written.
pub(super) fn optional(engine: &Engine, field: FieldId, typed: &str) -> Result<Option<String>, Obstacle> {
    let text = typed.trim().replace("\r\n", "\n").replace('\r', "\n");
    let most = match &engine.model()[field].kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => usize::try_from(*max).unwrap_or(usize::MAX),
        _ => usize::MAX,
    };
    if text.chars().count() > most {
        return Err(Obstacle::TooLong(most));
    }
    let is_one_line = matches!(engine.model()[field].kind, FieldKind::Text { .. });
    let is_odd = |c: char| c.is_control() && (is_one_line || (c != '\n' && c != '\t'));
    if text.chars().any(is_odd) {
        return Err(Obstacle::NotText);
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// The same where something must be written.
pub(super) fn required(engine: &Engine, field: FieldId, typed: &str) -> Result<String, Obstacle> {
    optional(engine, field, typed)?.ok_or(Obstacle::Missing)
}

/// Adds new values for fields of the breach to `changes`, with their line in the ledger.
pub(super) fn change(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    breach: &Stored<Breach>,
    cells: Vec<(FieldId, Value)>,
) -> Result<(), Failure> {
    let table = &engine.tables().breach;
    let fields = cells.iter().map(|(field, _)| *field).collect();
    changes.update(&table.write, breach.id, breach.version, cells)?;
    let entry = Deed::Changed.entry(engine, now, caller.actor(), (table.f.entity, breach.id));
    changes.record(entry.fields(fields));
    Ok(())
}

pub(super) async fn apply(engine: &Engine, changes: Changes) -> Result<Step, Failure> {
    match engine.store().apply(changes).await {
        Ok(()) => Ok(Step::Done),
        Err(ApplyError::Stale { .. }) => Ok(Step::Not(Obstacle::Changed)),
        Err(other) => Err(other.into()),
    }
}
