//! What staff looked at: noted in memory while they read, and put into the ledger by the upkeep.
//!
//! The reader waits for nothing. A crash loses what was noted since the last time, about a second of it. Ids alone
//! are noted, never what was read.

use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::limits::{LOOK_ROWS, LOOKS_WAITING};
use model::{Access, ActivityId, EntityId, Held, Moment, RoleId, RowId};
use rights::Viewer;
use std::sync::{Mutex, PoisonError};
use store::{Actor, Changes, LedgerEntry, Seen};

/// Stands in the ledger where somebody looked at more than one row: they are named beside it.
const SEVERAL: RowId = RowId([0; 16]);

/// One time that somebody looked.
#[derive(Debug, Clone)]
struct Look {
    actor: Actor,
    roles: Vec<RoleId>,
    entity: EntityId,
    activity: Option<ActivityId>,
    person: Option<RowId>,
    rows: Vec<RowId>,
}

/// What was looked at and does not stand in the ledger yet.
#[derive(Debug, Default)]
pub(crate) struct Looks(Mutex<Vec<Look>>);

impl Looks {
    /// Notes it, unless as many wait already as are kept.
    fn note(&self, look: Look) -> Result<(), Failure> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= LOOKS_WAITING {
            return Err(Failure::Unavailable("what is read cannot be put on the ledger".to_owned()));
        }
        waiting.push(look);
        Ok(())
    }

    fn take(&self) -> Vec<Look> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts back what could not be written, before what came since.
    fn put_back(&self, mut looks: Vec<Look>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.append(&mut waiting);
        *waiting = looks;
    }

    fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Engine {
    /// Notes that a member of staff or a program is shown `rows` of `entity`; of `person`, where all of it is about one. Nothing is
    /// noted of what is about nobody, nor of what the machinery reads. Whoever is not shown what they asked for where
    /// this fails has seen nothing that is not noted.
    pub fn looked(
        &self,
        caller: &Caller,
        entity: EntityId,
        person: Option<RowId>,
        rows: Vec<RowId>,
    ) -> Result<(), Failure> {
        let is_told = caller.viewer != Viewer::Engine && self.model()[entity].held != Held::Impersonal;
        if rows.is_empty() || !is_told {
            return Ok(());
        }
        self.looks().note(self.look(caller, entity, (person, rows)))
    }

    /// Notes that a user of the customer portal is shown `rows` of `entity` that are about others at the same customer.
    pub(crate) fn looked_in_portal(&self, entity: EntityId, rows: Vec<RowId>) -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        let actor = Actor::Part("portal");
        self.looks().note(Look { actor, roles: Vec::new(), entity, activity: None, person: None, rows })
    }

    fn look(&self, caller: &Caller, entity: EntityId, (person, rows): (Option<RowId>, Vec<RowId>)) -> Look {
        let roles = match &caller.viewer {
            Viewer::Staff { roles, .. } => roles.clone(),
            Viewer::Engine | Viewer::Machine { .. } => Vec::new(),
        };
        let may = |activity: &ActivityId| caller.viewer.reach(self.model(), *activity, Access::Read).is_some();
        let activity = self.model()[entity].held.activities().into_iter().find(may);
        Look { actor: caller.actor(), roles, entity, activity, person, rows }
    }

    /// The lines that tell that the caller took `rows` of `entity` along in a file, each with as many of them as it can
    /// name; they go into the ledger together with what makes the file theirs.
    pub(crate) fn exported(
        &self,
        caller: &Caller,
        now: Moment,
        entity: EntityId,
        rows: Vec<RowId>,
    ) -> Vec<LedgerEntry> {
        entries(self, now, Deed::ListExported, &self.look(caller, entity, (None, rows)))
    }
}

/// How many times somebody looked that do not stand in the ledger yet.
pub fn looks_waiting(engine: &Engine) -> usize {
    engine.looks().len()
}

/// Puts what was looked at into the ledger.
pub(super) async fn flush(engine: &Engine, now: Moment) -> Result<(), Failure> {
    let looks = engine.looks().take();
    let mut changes = Changes::new();
    for look in &looks {
        for entry in entries(engine, now, Deed::Read, look) {
            changes.record(entry);
        }
    }
    let applied = engine.store().apply(changes).await;
    if applied.is_err() {
        engine.looks().put_back(looks);
    }
    Ok(applied?)
}

/// One entry, or as many as it takes to name every row.
fn entries(engine: &Engine, now: Moment, deed: Deed, look: &Look) -> Vec<LedgerEntry> {
    let entry = |rows: &[RowId]| {
        let target = match rows {
            [one] => *one,
            _ => look.person.unwrap_or(SEVERAL),
        };
        let mut entry = deed.entry(engine, now, look.actor, (look.entity, target));
        entry.person = look.person;
        entry.seen = Some(Seen { rows: rows.to_vec(), activity: look.activity, roles: look.roles.clone() });
        entry
    };
    look.rows.chunks(LOOK_ROWS).map(entry).collect()
}
