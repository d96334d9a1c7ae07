//! Internal control: the risks by likelihood and consequence, the measures by their dates, and what is overdue for review.
//!
//! Risks, measures and routines are about nobody; who may read them, the register says.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use crate::system::names_of;
use crate::table::Table;
use model::{Column, Day, Row, RowId};
use rights::Operation;
use std::collections::HashMap;
use store::{Condition, Query, Stored};

model::choice! {
    /// How likely it is that something goes wrong.
    pub enum Likelihood {
        /// Very unlikely.
        Rare = "rare",
        /// Unlikely.
        Unlikely = "unlikely",
        /// Possible.
        Possible = "possible",
        /// Likely.
        Likely = "likely",
    }
}

model::choice! {
    /// What it would mean for those concerned.
    pub enum Consequence {
        /// Next to nothing.
        Slight = "slight",
        /// Something that is noticed.
        Some = "some",
        /// Something serious.
        Serious = "serious",
        /// Something very serious.
        Severe = "severe",
    }
}

model::choice! {
    /// How far a measure has come.
    pub enum MeasureState {
        /// It is planned.
        Planned = "planned",
        /// It is under way.
        Running = "running",
        /// It is done.
        Done = "done",
        /// It was given up.
        Dropped = "dropped",
    }
}

model::choice! {
    /// How far a routine has come.
    pub enum RoutineState {
        /// It is being written.
        Draft = "draft",
        /// It holds.
        InForce = "in-force",
        /// It holds no more.
        Retired = "retired",
    }
}

model::row! {
    /// What may go wrong.
    pub struct RiskRow of "risk", handles RiskFields {
        /// What.
        title: String,
        /// How likely.
        likelihood: Likelihood,
        /// With what consequence.
        consequence: Consequence,
        /// Who looks after it.
        owner: Option<RowId>,
        /// When it is judged again.
        review_on: Day,
        /// When it ceased to matter.
        closed_on: Option<Day>,
    }
}

model::row! {
    /// What is done about a risk, or after a breach.
    pub struct MeasureRow of "measure", handles MeasureFields {
        /// What.
        title: String,
        /// After which breach.
        breach: Option<RowId>,
        /// How far it has come.
        state: MeasureState,
        /// Who looks after it.
        owner: Option<RowId>,
        /// By when.
        due_on: Day,
        /// When it was done.
        done_on: Option<Day>,
        /// When it is checked again.
        review_on: Option<Day>,
    }
}

model::row! {
    /// How something is done here.
    pub struct RoutineRow of "routine", handles RoutineFields {
        /// What it is called.
        title: String,
        /// The rules of the register that carry it out.
        carried_out: Option<String>,
        /// How far it has come.
        state: RoutineState,
        /// Who looks after it.
        owner: Option<RowId>,
        /// By when it is gone through again.
        review_on: Day,
    }
}

/// What is to be done again, or at last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// A risk is to be judged again.
    Risk,
    /// A measure is to be done.
    Measure,
    /// A measure that was done is to be checked again.
    Check,
    /// A routine is to be gone through again.
    Routine,
}

/// A risk, a measure or a routine in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlLine {
    /// What is to be done.
    pub matter: Matter,
    /// The row.
    pub id: RowId,
    /// What it is called.
    pub title: String,
    /// Who looks after it: a user.
    pub owner: Option<RowId>,
    /// What they are called, where the caller may know.
    pub owner_name: String,
    /// The breach that it follows from.
    pub breach: Option<RowId>,
    /// By when.
    pub due: Day,
}

/// An open risk in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskLine {
    /// The risk.
    pub id: RowId,
    /// What it is called.
    pub title: String,
    /// How likely.
    pub likelihood: Likelihood,
    /// With what consequence.
    pub consequence: Consequence,
}

/// The whole of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Control {
    /// What is overdue, the longest first.
    pub overdue: Vec<ControlLine>,
    /// The open risks.
    pub risks: Vec<RiskLine>,
    /// The measures that are not done, by their dates.
    pub measures: Vec<ControlLine>,
}

/// Whether the caller sees risks and measures at all.
pub fn may_see_control(engine: &Engine, caller: &Caller) -> bool {
    engine.scope(caller, engine.tables().risk.f.entity, Operation::Read).is_ok()
}

/// Risks, measures and routines as they stand on `today`, as far as the caller may read them.
pub async fn control(engine: &Engine, caller: &Caller, today: Day) -> Result<Control, Failure> {
    if !may_see_control(engine, caller) {
        return Err(Failure::Denied);
    }
    let tables = engine.tables();
    let risks = readable(engine, caller, &tables.risk, tables.risk.f.entity, open_risk(engine)).await?;
    let measures = readable(engine, caller, &tables.measure, tables.measure.f.entity, kept(engine)).await?;
    let routines = readable(engine, caller, &tables.routine, tables.routine.f.entity, in_force(engine)).await?;
    let is_open = |it: &&Stored<MeasureRow>| matches!(it.row.state, MeasureState::Planned | MeasureState::Running);
    let mut control = Control {
        overdue: risks.iter().map(of_risk).chain(routines.iter().map(of_routine)).collect(),
        risks: risks.iter().map(risk_line).collect(),
        measures: measures.iter().filter(is_open).map(of_measure).collect(),
    };
    control.overdue.extend(control.measures.clone());
    control.overdue.extend(measures.iter().filter_map(of_check));
    control.overdue.retain(|line| line.due < today);
    control.overdue.sort_by_key(|line| (line.due, line.id));
    control.measures.sort_by_key(|line| (line.due, line.id));
    let owners = control.overdue.iter().chain(&control.measures).filter_map(|line| line.owner);
    let names = names_of(engine, caller, owners).await?;
    name(&mut control.overdue, &names);
    name(&mut control.measures, &names);
    Ok(control)
}

/// What is overdue and the caller's to see to: what they own, and what nobody owns where they may write it.
pub async fn overdue_for(engine: &Engine, caller: &Caller, today: Day) -> Result<Vec<ControlLine>, Failure> {
    if !may_see_control(engine, caller) {
        return Ok(Vec::new());
    }
    let may_write = engine.scope(caller, engine.tables().risk.f.entity, Operation::Write).is_ok();
    let mut lines = control(engine, caller, today).await?.overdue;
    lines.retain(|line| match line.owner {
        Some(owner) => caller.user == Some(owner),
        None => may_write,
    });
    Ok(lines)
}

fn open_risk(engine: &Engine) -> Condition {
    Condition::Is(engine.tables().risk.f.closed_on, model::Value::Null)
}

fn kept(engine: &Engine) -> Condition {
    let states = [MeasureState::Planned, MeasureState::Running, MeasureState::Done].map(|state| state.write());
    Condition::OneOf(engine.tables().measure.f.state, states.to_vec())
}

fn in_force(engine: &Engine) -> Condition {
    Condition::Is(engine.tables().routine.f.state, RoutineState::InForce.write())
}

async fn readable<R: Row>(
    engine: &Engine,
    caller: &Caller,
    table: &Table<R>,
    entity: model::EntityId,
    condition: Condition,
) -> Result<Vec<Stored<R>>, Failure> {
    let Ok(scope) = engine.scope(caller, entity, Operation::Read) else { return Ok(Vec::new()) };
    let mut found: Vec<Stored<R>> = Vec::new();
    loop {
        let mut query = Query::over(&scope).matching(condition.clone()).limit(BATCH_ROWS);
        if let Some(last) = found.last() {
            query = query.after(store::Cursor { value: model::Value::Null, id: last.id });
        }
        let some = table.find(engine.store(), query).await?;
        let is_last = (some.len() as u64) < BATCH_ROWS;
        found.extend(some);
        if is_last {
            return Ok(found);
        }
    }
}

fn line(matter: Matter, id: RowId, title: &str, owner: Option<RowId>, due: Day) -> ControlLine {
    ControlLine { matter, id, title: title.to_owned(), owner, owner_name: String::new(), breach: None, due }
}

fn of_risk(it: &Stored<RiskRow>) -> ControlLine {
    line(Matter::Risk, it.id, &it.row.title, it.row.owner, it.row.review_on)
}

fn of_routine(it: &Stored<RoutineRow>) -> ControlLine {
    line(Matter::Routine, it.id, &it.row.title, it.row.owner, it.row.review_on)
}

fn of_measure(it: &Stored<MeasureRow>) -> ControlLine {
    ControlLine { breach: it.row.breach, ..line(Matter::Measure, it.id, &it.row.title, it.row.owner, it.row.due_on) }
}

/// A measure that was done and is to be checked again.
fn of_check(it: &Stored<MeasureRow>) -> Option<ControlLine> {
    let review_on = it.row.review_on.filter(|_| it.row.state == MeasureState::Done)?;
    Some(ControlLine { breach: it.row.breach, ..line(Matter::Check, it.id, &it.row.title, it.row.owner, review_on) })
}

fn risk_line(it: &Stored<RiskRow>) -> RiskLine {
    RiskLine { id: it.id, title: it.row.title.clone(), likelihood: it.row.likelihood, consequence: it.row.consequence }
}

fn name(lines: &mut [ControlLine], names: &HashMap<RowId, String>) {
    for line in lines {
        let name = line.owner.and_then(|owner| names.get(&owner));
        line.owner_name = name.cloned().unwrap_or_default();
    }
}
