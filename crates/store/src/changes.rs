//! Changes: a write as a value, to be carried out whole or not at all.
//!
//! What is asked for is held against the scope at once, and against the register when it is applied.

use crate::check::{Reason, Refused};
use crate::ledger::LedgerEntry;
use crate::queue::{Job, QueuedJob};
use model::{EntityId, FieldId, Row, RowId, Value};
use rights::{Operation, Scope};

/// Rows with the versions they are expected to have, ledger lines and jobs: one transaction.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    pub(crate) steps: Vec<Step>,
}

/// One row written.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Insert { entity: EntityId, id: RowId, cells: Vec<(FieldId, Value)> },
    Update { entity: EntityId, id: RowId, version: i64, cells: Vec<(FieldId, Value)> },
    Delete { entity: EntityId, id: RowId, version: i64 },
    Enqueue(Job),
    Lease { job: RowId, version: i64, cells: Vec<(FieldId, Value)> },
    Finish { job: RowId, version: i64 },
    Record(LedgerEntry),
}

impl Changes {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A new row. Fields that are not named are empty.
    pub fn insert(&mut self, scope: &Scope, id: RowId, cells: Vec<(FieldId, Value)>) -> Result<(), Refused> {
        allowed(scope, &cells)?;
        self.steps.push(Step::Insert { entity: scope.entity(), id, cells });
        Ok(())
    }

    /// A new row from a typed one.
    pub fn insert_row<R: Row>(
        &mut self,
        scope: &Scope,
        id: RowId,
        row: &R,
        handles: &R::Handles,
    ) -> Result<(), Refused> {
        self.insert(scope, id, row.cells(handles))
    }

    /// Other values for some fields of the row, which must have `version`; it has the next one then.
    pub fn update(
        &mut self,
        scope: &Scope,
        id: RowId,
        version: i64,
        cells: Vec<(FieldId, Value)>,
    ) -> Result<(), Refused> {
        allowed(scope, &cells)?;
        self.steps.push(Step::Update { entity: scope.entity(), id, version, cells });
        Ok(())
    }

    /// The row goes; it must have `version`.
    pub fn delete(&mut self, scope: &Scope, id: RowId, version: i64) -> Result<(), Refused> {
        allowed(scope, &[])?;
        self.steps.push(Step::Delete { entity: scope.entity(), id, version });
        Ok(())
    }

    /// A job, queued with the change that causes it.
    pub fn enqueue(&mut self, job: Job) {
        self.steps.push(Step::Enqueue(job));
    }

    /// The job is done and leaves the queue with the change that it made.
    ///
    /// Where its lease ran out and another took it, all of the change is stale.
    pub fn finish(&mut self, job: &QueuedJob) {
        self.steps.push(Step::Finish { job: job.id, version: job.version });
    }

    /// A line of the ledger about the change.
    pub fn record(&mut self, entry: LedgerEntry) {
        self.steps.push(Step::Record(entry));
    }

    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// How many rows are written, ledger and queue among them.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Other values for some fields of a job.
    pub(crate) fn lease(&mut self, job: RowId, version: i64, cells: Vec<(FieldId, Value)>) {
        self.steps.push(Step::Lease { job, version, cells });
    }
}

fn allowed(scope: &Scope, cells: &[(FieldId, Value)]) -> Result<(), Refused> {
    let refused = |field, reason| Err(Refused { entity: scope.entity(), field, reason });
    match scope.operation() {
        Operation::Write => {}
        Operation::Read => return refused(None, Reason::ReadOnly),
    }
    match cells.iter().find(|(field, _)| !scope.covers(*field)) {
        Some((field, _)) => refused(Some(*field), Reason::OutOfScope),
        None => Ok(()),
    }
}
