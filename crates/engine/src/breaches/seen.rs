//! What the ledger tells of a span of time: which rows somebody looked at or changed.
//!
//! Its lines are read one after the other, in the order of their ids, which rise with time: whatever its length, only the ids
//! that it names are in memory.

use crate::context::Engine;
use crate::deed::Deed;
use crate::failure::Failure;
use crate::privacy::LedgerLine;
use model::{EntityId, Moment, Row, RowId, Value};
use std::collections::{HashMap, HashSet};
use std::str::FromStr;
use store::{Condition, Cursor};

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted<'a> {
    /// The word of whoever did it; anybody where there is none.
    pub(super) actor: Option<&'a str>,
    /// Rows of this entity; of all where there is none.
    pub(super) entity: Option<EntityId>,
    /// From this moment, to this one.
    pub(super) period: (Moment, Moment),
    /// Where rows were looked at.
    pub(super) looks: bool,
    /// Where rows were made, changed or taken away.
    pub(super) changes: bool,
}

/// What the ledger names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Traces {
    /// The persons whom lines are about.
    pub(super) people: HashSet<RowId>,
    /// Rows of lines that name no person.
    pub(super) rows: HashMap<EntityId, HashSet<RowId>>,
    /// Somebody took all rows out.
    pub(super) everything: bool,
}

pub(super) async fn traces(engine: &Engine, wanted: Wanted<'_>) -> Result<Traces, Failure> {
    let table = &engine.tables().ledger_line;
    let (from, to) = wanted.period;
    let mut query = table.all().after(Cursor { value: Value::Null, id: first_id(from) });
    if let Some(actor) = wanted.actor {
        query = query.matching(Condition::Is(table.f.actor, Value::Text(actor.to_owned())));
    }
    if let Some(entity) = wanted.entity {
        let kind = engine.model()[entity].key.clone();
        query = query.matching(Condition::Is(table.f.kind, Value::Text(kind)));
    }
    let beyond = first_id(to.plus_seconds(1));
    let mut lines = engine.store().stream(&query)?;
    let mut traces = Traces::default();
    while let Some(record) = lines.next().await? {
        if record.id >= beyond {
            break;
        }
        let line = LedgerLine::read(&table.f, &record)?;
        if line.at >= from && line.at <= to {
            note(engine, wanted, &line, &mut traces);
        }
    }
    Ok(traces)
}

fn note(engine: &Engine, wanted: Wanted<'_>, line: &LedgerLine, traces: &mut Traces) {
    let is_look = [Deed::Read.key(), Deed::ListExported.key()].contains(&line.action.as_str());
    let is_wanted = if is_look { wanted.looks } else { wanted.changes };
    // Whoever signs in sees nobody by that.
    if !is_wanted || [Deed::SignedIn.key(), Deed::LinkMade.key()].contains(&line.action.as_str()) {
        return;
    }
    traces.everything |= line.action == Deed::RowsExported.key();
    if let Some(person) = line.person.as_deref().and_then(|id| RowId::from_str(id).ok()) {
        traces.people.insert(person);
        return;
    }
    let Some(entity) = engine.model().entity_named(&line.kind) else { return };
    let rows = traces.rows.entry(entity).or_default();
    if is_look && line.rows.is_some() {
        rows.extend(line.shown());
    } else {
        rows.extend(RowId::from_str(&line.target));
    }
}

/// The least id that a row made at `moment` can have (RFC 9562, 5.7: the time in milliseconds comes first).
pub(super) fn first_id(moment: Moment) -> RowId {
    let milliseconds = u64::try_from(moment.milliseconds()).unwrap_or(0).to_be_bytes();
    let mut id = [0; 16];
    id[..6].copy_from_slice(&milliseconds[2..]);
    RowId(id)
}
