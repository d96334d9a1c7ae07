//! Changes: a write as a value, to be carried out whole or not at all.
//!
//! What is asked for is held against the scope at once, and against the register when it is applied.

use crate::check::{Reason, Refused};
use crate::files::StoredFile;
use crate::journal::Erasure;
use crate::ledger::{HeadRow, LedgerEntry};
use crate::queue::{Job, QueuedJob};
use model::{EntityId, FieldId, Moment, Restriction, Row, RowId, Value};
use rights::{Cut, Operation, Rows, Scope};

/// Rows with the versions they are expected to have, ledger lines and jobs: one transaction.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    pub(crate) steps: Vec<Step>,
    /// What is noted in the erasure journal before.
    pub(crate) erasure: Option<Erasure>,
    /// What is taken out of texts, by row, for the journal.
    pub(crate) cuts: Vec<(RowId, Vec<Cut>)>,
}

/// What a row must meet to be written: each of these. Empty for whoever may write every row.
pub(crate) type Guard = Vec<Rows>;

/// What a write does to the mark of a row that is only stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It stays as it is.
    Untouched,
    /// It goes: the row is used again.
    Lifted,
    /// The row is only stored from now on.
    Set(Restriction),
}

/// One row written.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Insert { entity: EntityId, id: RowId, cells: Vec<(FieldId, Value)>, guard: Guard },
    Update { entity: EntityId, id: RowId, version: i64, cells: Vec<(FieldId, Value)>, mark: Mark, guard: Guard },
    Delete { entity: EntityId, id: RowId, version: i64, guard: Guard },
    Enqueue(Job),
    Lease { job: RowId, version: i64, cells: Vec<(FieldId, Value)> },
    Finish { job: RowId, version: i64 },
    GiveUp { job: RowId, version: i64, at: Moment, failure: String },
    TryAgain { job: RowId, version: i64, run_at: Moment },
    Record(LedgerEntry),
    Number { entry: RowId, version: i64, cells: Vec<(FieldId, Value)> },
    Sign { id: RowId, head: Box<HeadRow> },
    PutFile { id: RowId, row: Box<StoredFile> },
    ChangeFile { id: RowId, version: i64, cells: Vec<(FieldId, Value)> },
    DropFile { id: RowId, version: i64 },
}

impl Changes {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A new row. Fields that are not named are empty.
    pub fn insert(&mut self, scope: &Scope, id: RowId, cells: Vec<(FieldId, Value)>) -> Result<(), Refused> {
        allowed(scope, &cells)?;
        let guard = guard(scope, cells.iter().map(|(field, _)| *field));
        self.steps.push(Step::Insert { entity: scope.entity(), id, cells, guard });
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
        self.alter(scope, (id, version), cells, Mark::Untouched)
    }

    /// The row is only stored from now on, with other values for some fields; it must have `version`.
    pub fn restrict(
        &mut self,
        scope: &Scope,
        id: RowId,
        version: i64,
        cells: Vec<(FieldId, Value)>,
        why: Restriction,
    ) -> Result<(), Refused> {
        self.alter(scope, (id, version), cells, Mark::Set(why))
    }

    /// The row is used again; it must have `version`.
    pub fn lift(&mut self, scope: &Scope, id: RowId, version: i64) -> Result<(), Refused> {
        self.alter(scope, (id, version), Vec::new(), Mark::Lifted)
    }

    fn alter(
        &mut self,
        scope: &Scope,
        (id, version): (RowId, i64),
        cells: Vec<(FieldId, Value)>,
        mark: Mark,
    ) -> Result<(), Refused> {
        allowed(scope, &cells)?;
        let guard = guard(scope, cells.iter().map(|(field, _)| *field));
        self.steps.push(Step::Update { entity: scope.entity(), id, version, cells, mark, guard });
        Ok(())
    }

    /// The row goes; it must have `version`.
    pub fn delete(&mut self, scope: &Scope, id: RowId, version: i64) -> Result<(), Refused> {
        allowed(scope, &[])?;
        // What goes goes whole: it takes the right to all that one may write of any row.
        let guard = guard(scope, scope.fields().iter().copied());
        self.steps.push(Step::Delete { entity: scope.entity(), id, version, guard });
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

    /// The change erases: what it destroys is listed in the erasure journal first, under the receipt that it inserts.
    pub fn erases(&mut self, receipt: RowId, at: Moment) {
        self.erasure = Some(Erasure { receipt, at });
    }

    /// What the change takes out of texts of the row: the erasure journal says where, and nothing of what stood there.
    pub fn takes_out(&mut self, id: RowId, cuts: Vec<Cut>) {
        self.cuts.push((id, cuts));
    }

    /// A line of the ledger about the change.
    pub fn record(&mut self, entry: LedgerEntry) {
        self.steps.push(Step::Record(entry));
    }

    /// The place of an entry in the ledger.
    pub(crate) fn number(&mut self, entry: RowId, version: i64, cells: Vec<(FieldId, Value)>) {
        self.steps.push(Step::Number { entry, version, cells });
    }

    /// A signed head of the ledger.
    pub(crate) fn sign(&mut self, id: RowId, head: HeadRow) {
        self.steps.push(Step::Sign { id, head: Box::new(head) });
    }

    /// A file that is about to come.
    pub(crate) fn put_file(&mut self, id: RowId, row: StoredFile) {
        self.steps.push(Step::PutFile { id, row: Box::new(row) });
    }

    /// Other values for some fields of a file's row.
    pub(crate) fn change_file(&mut self, id: RowId, version: i64, cells: Vec<(FieldId, Value)>) {
        self.steps.push(Step::ChangeFile { id, version, cells });
    }

    /// A file goes.
    pub(crate) fn drop_file(&mut self, id: RowId, version: i64) {
        self.steps.push(Step::DropFile { id, version });
    }

    /// All that `other` does too, in the same transaction. `other` must not erase.
    pub fn join(&mut self, other: Changes) {
        self.steps.extend(other.steps);
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

/// The rows of the scope, and those in which it covers each of `fields`.
fn guard(scope: &Scope, fields: impl Iterator<Item = FieldId>) -> Guard {
    let of_cells = fields.filter_map(|field| scope.rows_of(field));
    let mut guard: Guard = Vec::new();
    for rows in [scope.rows()].into_iter().chain(of_cells) {
        if *rows != Rows::All && !guard.contains(rows) {
            guard.push(rows.clone());
        }
    }
    guard
}
