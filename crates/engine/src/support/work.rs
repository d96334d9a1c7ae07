//! Work on a case: what becomes of it is gathered, and written at once with its events, its deadlines and its line on the ledger.

use super::clock::CaseState;
use super::deadlines::{self, Happened, Marks};
use super::rows::{Case, CaseEvent, Step};
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::notices;
use crate::system::colleague_viewer;
use model::{Column, EntityId, FieldId, Moment, RowId, Value};
use rights::Operation;
use store::{Actor, Changes, Stored};

/// What else a case says when its state becomes another: when it was solved and closed, or that it is not, and that it is no junk.
pub(super) fn moved(engine: &Engine, case: &Case, to: CaseState, now: Moment) -> Vec<(FieldId, Value)> {
    let f = &engine.tables().case.f;
    let solved = (f.solved_at, Value::Moment(case.solved_at.unwrap_or(now)));
    let rest = match to {
        CaseState::Solved => [(f.solved_at, Value::Moment(now)), (f.closed_on, Value::Null)],
        CaseState::Closed => [solved, (f.closed_on, Value::Day(rights::day_of(now)))],
        CaseState::New | CaseState::Open | CaseState::Customer | CaseState::Supplier => {
            [(f.solved_at, Value::Null), (f.closed_on, Value::Null)]
        }
    };
    [(f.state, to.write()), (f.junk_on, Value::Null)].into_iter().chain(rest).collect()
}

/// Whether `user` is there and may deal with cases.
pub(super) async fn handles(engine: &Engine, now: Moment, user: RowId) -> Result<bool, Failure> {
    let case = engine.tables().case.f.entity;
    let viewer = colleague_viewer(engine, now, user).await?;
    Ok(viewer.is_some_and(|viewer| rights::scope(engine.model(), &viewer, case, Operation::Write).is_ok()))
}

/// A case in somebody's hands.
pub(super) struct Work<'a> {
    pub(super) engine: &'a Engine,
    pub(super) caller: &'a Caller,
    pub(super) now: Moment,
    pub(super) case: Stored<Case>,
    pub(super) changes: Changes,
    pub(super) happened: Vec<Happened>,
    /// What has happened before now and becomes known with it.
    pub(super) brought: Vec<(Moment, Happened)>,
    /// What is told and done about its deadlines, where they are looked at because of the time.
    pub(super) marks: Option<Marks>,
    /// Who does it.
    pub(super) actor: Actor,
    cells: Vec<(FieldId, Value)>,
    /// It was open, and is over from now on.
    ends: bool,
}

impl<'a> Work<'a> {
    /// Takes the case up, as it was at `version` where that is said.
    pub(super) async fn on(
        engine: &'a Engine,
        caller: &'a Caller,
        now: Moment,
        (id, version): (RowId, Option<i64>),
    ) -> Result<Self, Failure> {
        let table = &engine.tables().case;
        let read = engine.scope(caller, table.f.entity, Operation::Read)?;
        let write = engine.scope(caller, table.f.entity, Operation::Write)?;
        engine.store().get(&write, id).await?.ok_or(Failure::NotFound)?;
        let record = engine.store().get(&read, id).await?.ok_or(Failure::NotFound)?;
        if version.is_some_and(|version| version != record.version) {
            return Err(Failure::Stale);
        }
        let case = table.typed(&record)?;
        Ok(Self {
            engine,
            caller,
            now,
            case,
            changes: Changes::new(),
            happened: Vec::new(),
            brought: Vec::new(),
            marks: None,
            actor: caller.actor(),
            cells: Vec::new(),
            ends: false,
        })
    }

    /// The field has this value from now on.
    pub(super) fn set(&mut self, field: FieldId, value: Value) {
        self.cells.retain(|(known, _)| *known != field);
        self.cells.push((field, value));
    }

    /// An event of the case, by the caller.
    pub(super) fn event(&mut self, mut event: CaseEvent) -> Result<(), Failure> {
        event.by = self.caller.user;
        self.engine.tables().case_event.insert(&mut self.changes, self.engine.new_id(self.now), &event)?;
        Ok(())
    }

    /// The case is in this state from now on, if it is not already.
    pub(super) fn move_to(&mut self, to: CaseState) -> Result<(), Failure> {
        if self.case.row.state == to {
            return Ok(());
        }
        self.becomes(to, Step::State)
    }

    /// The same by a step of this kind, whatever its state was.
    pub(super) fn becomes(&mut self, to: CaseState, step: Step) -> Result<(), Failure> {
        for (field, value) in moved(self.engine, &self.case.row, to, self.now) {
            self.set(field, value);
        }
        self.ends = self.case.row.state.is_open() && !to.is_open();
        self.case.row.state = to;
        self.happened.push(Happened::Moved(to));
        self.event(CaseEvent { state: Some(to), ..CaseEvent::of(self.case.id, step, self.now) })
    }

    /// This colleague deals with it from now on, or nobody; whoever does follows it.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where they may not deal with cases.
    pub(super) async fn give(&mut self, owner: Option<RowId>) -> Result<(), Failure> {
        if self.case.row.owner == owner {
            return Ok(());
        }
        let f = &self.engine.tables().case.f;
        if let Some(owner) = owner
            && !handles(self.engine, self.now, owner).await?
        {
            return Err(Failure::NotFound);
        }
        self.set(f.owner, owner.map_or(Value::Null, Value::Id));
        self.case.row.owner = owner;
        crate::correspondence::sealed::follow_owner(self.engine, &mut self.changes, (self.case.id, owner)).await?;
        let at = (f.entity, self.case.id);
        if let Some(owner) = owner {
            notices::given(self.engine, self.caller, self.now, &mut self.changes, at, owner).await?;
        }
        self.event(CaseEvent { owner, ..CaseEvent::of(self.case.id, Step::Owner, self.now) })
    }

    /// Reckons the deadlines and gives what is to be written.
    pub(super) async fn changes(mut self) -> Result<Changes, Failure> {
        let (engine, now, id) = (self.engine, self.now, self.case.id);
        let f = &engine.tables().case.f;
        if self.ends {
            super::feedback::plan(engine, &mut self.changes, now, (id, &self.case.row)).await?;
        }
        if !self.happened.is_empty() || !self.brought.is_empty() || self.marks.is_some() {
            let (case, mut happened) = ((id, &self.case.row), self.brought);
            happened.extend(self.happened.iter().map(|it| (now, *it)));
            let new = (&happened[..], &self.marks.take().unwrap_or_default());
            let due = deadlines::go_on_with(engine, &mut self.changes, now, case, new).await?;
            if due != self.case.row.due_at {
                self.cells.retain(|(field, _)| *field != f.due_at);
                self.cells.push((f.due_at, due.map_or(Value::Null, Value::Moment)));
            }
        }
        if self.cells.is_empty() && !self.happened.is_empty() {
            // What happened makes a version all the same: whoever writes to the one before is told to look first.
            let due = self.case.row.due_at.map_or(Value::Null, Value::Moment);
            self.changes.update(&engine.tables().case.write, id, self.case.version, vec![(f.due_at, due)])?;
        }
        if !self.cells.is_empty() {
            let fields = self.cells.iter().map(|(field, _)| *field).collect();
            let write = engine.scope(self.caller, f.entity, Operation::Write)?;
            // What is reckoned is no caller's to set.
            let (reckoned, set): (Vec<_>, Vec<_>) =
                self.cells.into_iter().partition(|(field, _)| !write.covers(*field));
            let (scope, cells) = if reckoned.is_empty() {
                (write.as_ref(), set)
            } else {
                (&engine.tables().case.write, set.into_iter().chain(reckoned).collect())
            };
            self.changes.update(scope, id, self.case.version, cells)?;
            let entry = Deed::Changed.entry(engine, now, self.actor, (f.entity, id)).fields(fields);
            self.changes.record(entry.about(self.case.row.contact));
            notices::changed(engine, self.caller, now, &mut self.changes, (f.entity, id)).await?;
        }
        Ok(self.changes)
    }

    /// Writes it, with a line on the ledger that this was done to a row of the case.
    pub(super) async fn done_with(mut self, deed: Deed, at: (EntityId, RowId)) -> Result<(), Failure> {
        let entry = deed.entry(self.engine, self.now, self.caller.actor(), at);
        self.changes.record(entry.about(self.case.row.contact));
        self.done().await
    }

    /// Writes it.
    pub(super) async fn done(self) -> Result<(), Failure> {
        let engine = self.engine;
        let changes = self.changes().await?;
        if changes.is_empty() {
            return Ok(());
        }
        Ok(engine.store().apply(changes).await?)
    }
}
