//! Plans: what is to be done with each row, why, and a fingerprint of the whole.
//!
//! Finding, deciding and acting are one list: a plan is shown before it runs, and the executor runs
//! exactly this list. Each step names the version of the row it was decided on, so a changed world
//! stops the plan.

use crate::choice::is_required;
use crate::claims::{Holding, Judgement, judge, judge_ended};
use crate::due::Measure;
use crate::facts::{Facts, World};
use crate::hold::{Stop, stop};
use crate::minimum::{Kept, minimum};
use crate::needs;
use crate::texts::Cut;
use model::{ActivityId, Day, EntityId, FieldId, FieldKind, Keep, LawId, Model, Record, Restriction, RowId, Subject};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// What is to be done with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The row goes.
    Delete,
    /// These fields are emptied.
    Clear(Vec<FieldId>),
    /// This is taken out of texts and files that tell of others too.
    Redact(Vec<Cut>),
    /// It is only stored from now on.
    Restrict(Restriction),
    /// It is used again.
    Lift,
    /// It stays as it is.
    Keep,
}

impl Action {
    /// Whether something of the row is gone, or out of use, when it is done.
    pub fn takes(&self) -> bool {
        match self {
            Self::Delete | Self::Clear(_) | Self::Redact(_) | Self::Restrict(_) => true,
            Self::Lift | Self::Keep => false,
        }
    }
}

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The person asked, and nothing stands against it (GDPR art. 17(1), 18(1)).
    Asked,
    /// Somebody judged the message to be junk.
    Junk,
    /// Staff removed it, because it is wrong or is not needed.
    Removed,
    /// Its period has ended (GDPR art. 5(1)(e)).
    Due,
    /// No living purpose needs it any more.
    Unclaimed,
    /// It points at a row that goes.
    Mention,
    /// A text or a file of others tells of the person too, and somebody decided what becomes of it.
    Shared,
    /// It was erased before, and an older copy of the database has brought it back.
    Again,
    /// A relation that goes on needs it (GDPR art. 17(1)(a) does not apply).
    Ongoing,
    /// A law demands that it be kept for a while yet (GDPR art. 17(3)(b)).
    Law {
        /// The law.
        law: LawId,
        /// On this day it may go.
        until: Day,
    },
    /// The person asked for its restriction, which comes before the end of its period (GDPR art. 18(1)).
    Restricted,
    /// The person has asked for something and waits for the answer, which is due on this day (GDPR art. 12(2) and (3)).
    Request {
        /// The day.
        due_on: Day,
    },
    /// A legal hold keeps it, which comes before everything else (GDPR art. 17(3)(e)).
    Hold {
        /// On this day somebody judges the hold again.
        review_on: Day,
    },
    /// Somebody decided that the restriction ends, and told the person before (GDPR art. 18(3)).
    Lifted,
}

impl Reason {
    /// Words for the fingerprint, without any id of the model.
    fn words(self, model: &Model) -> String {
        match self {
            Self::Law { law, until } => format!("Law {} {}", model[law].key, until.0),
            Self::Request { due_on } => format!("Request {}", due_on.0),
            Self::Hold { review_on } => format!("Hold {}", review_on.0),
            Self::Asked
            | Self::Junk
            | Self::Removed
            | Self::Due
            | Self::Unclaimed
            | Self::Mention
            | Self::Shared
            | Self::Again
            | Self::Restricted
            | Self::Lifted
            | Self::Ongoing => {
                format!("{self:?}")
            }
        }
    }
}

/// One row of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub entity: EntityId,
    /// Which one.
    pub id: RowId,
    /// The version that was decided on.
    pub version: i64,
    /// What is to be done.
    pub action: Action,
    /// Why.
    pub reason: Reason,
}

/// What is to be done, in the order in which it is done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Each row once; twice where some of it goes and only a law keeps the rest.
    pub steps: Vec<Step>,
}

impl Plan {
    /// SHA-256 over every step, hexadecimal: two plans with the same one do the same to the same rows.
    pub fn fingerprint(&self, model: &Model) -> String {
        let mut hash = Sha256::new();
        for step in &self.steps {
            let fields: Vec<Cow<'_, str>> = match &step.action {
                Action::Delete => vec!["delete".into()],
                Action::Keep => vec!["keep".into()],
                Action::Restrict(why) => vec!["restrict".into(), why.key().into()],
                Action::Lift => vec!["lift".into()],
                Action::Clear(fields) => fields.iter().map(|field| model[*field].key.as_str().into()).collect(),
                Action::Redact(cuts) => cuts.iter().map(|cut| cut.words(model).into()).collect(),
            };
            let line = format!(
                "{} {} {} {} {}\n",
                model[step.entity].key,
                step.id,
                step.version,
                step.reason.words(model),
                fields.join(",")
            );
            hash.update(line);
        }
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// Whether it changes anything.
    pub fn does_something(&self) -> bool {
        self.steps.iter().any(|step| step.action != Action::Keep)
    }

    /// The rows that go.
    pub fn deletions(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.action == Action::Delete)
    }
}

/// Decides an erasure that the person asks for on `today`: everything goes but what a relation that goes on needs, and
/// what a law demands or a legal hold keeps for a while yet. That is only stored from then on, unless a relation with the
/// person goes on for which it is used.
pub fn erasure(model: &Model, facts: &Facts, today: Day) -> Plan {
    let judgement = judge(model, facts, Measure::asked(today), None);
    let mut plan = decide(model, facts, &judgement, None, |_| Reason::Asked);
    let is_person = |holding: &&Holding| model[holding.record.entity].subject == Subject::Itself;
    let mut people = judgement.rows.iter().filter(is_person);
    if !people.any(|holding| holding.lives && holding.law.is_none() && holding.stop.is_none()) {
        restrict_what_is_bound(facts, &mut plan);
    }
    plan
}

/// What only a law or a legal hold keeps is restricted, but for the record of the hold itself: somebody ends it one day.
fn restrict_what_is_bound(facts: &Facts, plan: &mut Plan) {
    let is_record = |row: &&Record| facts.legal_holds.iter().any(|hold| hold.id == row.id);
    let unbound = facts.rows.iter().filter(|row| row.restricted != Some(Restriction::Bound) && !is_record(row));
    let unbound: HashSet<RowId> = unbound.map(|row| row.id).collect();
    for step in plan.steps.iter_mut().filter(|step| step.action == Action::Keep && unbound.contains(&step.id)) {
        if matches!(step.reason, Reason::Law { .. } | Reason::Hold { .. }) {
            step.action = Action::Restrict(Restriction::Bound);
        }
    }
}

/// Decides what is due on `today`. Rows that stay as they are are left out, but for those that somebody keeps from going.
pub fn due(model: &Model, facts: &Facts, today: Day) -> Plan {
    let judgement = judge(model, facts, Measure::on(today), None);
    let reason = |record: &Record| match model[record.entity].keep {
        Keep::WhileClaimed => Reason::Unclaimed,
        Keep::Always | Keep::Terms(_) => Reason::Due,
    };
    let mut plan = decide(model, facts, &judgement, None, reason);
    let world = World::new(model, facts, None);
    let is_record = |id: RowId| facts.legal_holds.iter().any(|hold| hold.id == id);
    let is_stopped = |step: &Step| {
        let row = world.get(step.id).filter(|row| !is_record(row.id));
        row.is_some_and(|row| stop(&world, facts, row, Measure::on(today)).is_some())
            && matches!(step.reason, Reason::Hold { .. } | Reason::Request { .. } | Reason::Restricted)
    };
    plan.steps.retain(|step| step.action != Action::Keep || is_stopped(step));
    plan
}

/// Decides the removal of one row at the hand of staff, and of what nothing else needs then; `why` it goes. A row that
/// a law or a legal hold keeps stays, and with it all else.
pub fn removal(model: &Model, facts: &Facts, row: RowId, why: Reason, today: Day) -> Plan {
    let Some(removed) = facts.rows.iter().find(|record| record.id == row) else { return Plan::default() };
    let world = World::new(model, facts, None);
    if let Some(stop) = stop(&world, facts, removed, Measure::on(today)) {
        return Plan { steps: vec![step(removed, Action::Keep, stop.into())] };
    }
    if let Some(Kept { law, until }) = bound(model, facts, removed, today) {
        return Plan { steps: vec![step(removed, Action::Keep, Reason::Law { law, until })] };
    }
    let before = judge(model, facts, Measure::on(today), None);
    let judgement = judge(model, facts, Measure::on(today), Some(row));
    let reason = |record: &Record| match &model[record.entity].keep {
        Keep::WhileClaimed => Reason::Unclaimed,
        Keep::Terms(_) if !before.living.contains(&record.id) => Reason::Due,
        Keep::Always | Keep::Terms(_) => why,
    };
    let mut plan = decide(model, facts, &judgement, Some((removed, why)), reason);
    plan.steps.retain(|step| step.action != Action::Keep);
    plan
}

/// Decides what goes where the person ends these `purposes` on `today`, as by withdrawing consent (GDPR art. 7(3)) or
/// objecting to marketing (art. 21(2)): what rests on them alone, and what nothing else needs then. What a law keeps
/// stays. What is due goes as well; rows that stay as they are are left out.
pub fn ending(model: &Model, facts: &Facts, purposes: &[ActivityId], today: Day) -> Plan {
    let before = judge(model, facts, Measure::on(today), None);
    let judgement = judge_ended(model, facts, Measure::on(today), None, purposes);
    let reason = |record: &Record| match &model[record.entity].keep {
        Keep::WhileClaimed => Reason::Unclaimed,
        Keep::Terms(_) if !before.living.contains(&record.id) => Reason::Due,
        Keep::Always | Keep::Terms(_) => Reason::Asked,
    };
    let mut plan = decide(model, facts, &judgement, None, reason);
    plan.steps.retain(|step| step.action != Action::Keep);
    plan
}

/// The law that forbids the erasure of `record`, of some field of it, or of a row that it lives with, on `today`.
fn bound(model: &Model, facts: &Facts, record: &Record, today: Day) -> Option<Kept> {
    let world = World::new(model, facts, None);
    let it = &model[record.entity];
    let filled = it.fields.iter().filter(|field| record.get(**field).is_some_and(|value| !value.is_null()));
    let mut laws: Vec<Kept> = filled.filter_map(|field| minimum(&world, &model[*field].require, record)).collect();
    // The checker allows no circle of `with` links, so that this ends.
    let mut at = Some(record);
    while let Some(row) = at {
        laws.extend(minimum(&world, &model[row.entity].require, row));
        at = needs::company(model, row.entity).and_then(|link| world.linked(row, link));
    }
    laws.into_iter().filter(|kept| today < kept.until).max()
}

/// Turns a judgement into steps. `removed` goes whatever holds it, and why; `reason` says why a row goes.
fn decide(
    model: &Model,
    facts: &Facts,
    judgement: &Judgement,
    removed: Option<(&Record, Reason)>,
    reason: impl Fn(&Record) -> Reason,
) -> Plan {
    let dead = judgement.rows.iter().filter(|holding| !holding.lives).map(|holding| &holding.record);
    let mut going: Vec<Step> = removed
        .map(|(record, why)| step(record, Action::Delete, why))
        .into_iter()
        .chain(dead.map(|record| step(record, Action::Delete, reason(record))))
        .collect();
    let mut gone: HashSet<RowId> = going.iter().map(|step| step.id).collect();
    let company = company_of(model, facts, judgement, &mut gone);
    going.extend(company.into_iter().map(|record| step(record, Action::Delete, reason(record))));
    let staying = judgement.rows.iter().filter(|holding| holding.lives);
    let staying = staying.flat_map(|holding| stay(model, holding, &gone, reason(&holding.record)));
    let own: HashSet<RowId> = facts.rows.iter().map(|record| record.id).collect();
    let mut seen = HashSet::new();
    let others = facts.mentions.iter().chain(&facts.around);
    let others =
        others.filter(|record| !gone.contains(&record.id) && !own.contains(&record.id) && seen.insert(record.id));
    let others = others.filter_map(|record| {
        let fields = pointing_at(model, record, &gone);
        (!fields.is_empty()).then(|| step(record, Action::Clear(fields), Reason::Mention))
    });
    let mut steps: Vec<Step> = going.into_iter().chain(staying).chain(others).collect();
    // Rows in the order in which they were found, those of others last.
    let places: HashMap<RowId, usize> = facts.rows.iter().enumerate().map(|(at, record)| (record.id, at)).collect();
    steps.sort_by_key(|step| places.get(&step.id).copied().unwrap_or(usize::MAX));
    Plan { steps }
}

/// Rows of others that live and end with one that goes, link by link.
fn company_of<'a>(
    model: &Model,
    facts: &'a Facts,
    judgement: &Judgement,
    gone: &mut HashSet<RowId>,
) -> Vec<&'a Record> {
    let mut company = Vec::new();
    loop {
        let before = company.len();
        for record in &facts.around {
            let with = needs::company(model, record.entity).and_then(|link| record.link(link));
            let ends = with.is_some_and(|id| gone.contains(&id)) && !judgement.living.contains(&record.id);
            if ends && gone.insert(record.id) {
                company.push(record);
            }
        }
        if company.len() == before {
            return company;
        }
    }
}

/// A row that stays: emptied of what nothing needs and of links to rows that go; otherwise kept, and kept
/// beside that where only a law keeps the rest.
fn stay(model: &Model, holding: &Holding, gone: &HashSet<RowId>, unneeded: Reason) -> Vec<Step> {
    let record = &holding.record;
    let mut fields = pointing_at(model, record, gone);
    let why = if holding.unused.is_empty() { Reason::Mention } else { unneeded };
    fields.extend(&holding.unused);
    fields.sort_unstable();
    fields.dedup();
    let cleared = (!fields.is_empty()).then(|| step(record, Action::Clear(fields), why));
    let kept = match (holding.stop, holding.law, &cleared) {
        (Some(stop), _, _) => Some(step(record, Action::Keep, stop.into())),
        (None, Some(Kept { law, until }), _) => Some(step(record, Action::Keep, Reason::Law { law, until })),
        (None, None, None) => Some(step(record, Action::Keep, Reason::Ongoing)),
        (None, None, Some(_)) => None,
    };
    cleared.into_iter().chain(kept).collect()
}

impl From<Stop> for Reason {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Restricted => Self::Restricted,
            Stop::Request(due_on) => Self::Request { due_on },
            Stop::Hold(review_on) => Self::Hold { review_on },
        }
    }
}

pub(crate) fn step(record: &Record, action: Action, reason: Reason) -> Step {
    Step { entity: record.entity, id: record.id, version: record.version, action, reason }
}

/// The links in `record` to rows that go and that it can be without, and what tells of those rows. What a living row
/// needs stays; one that is due itself, and needs what goes, holds the plan up until it has gone.
fn pointing_at(model: &Model, record: &Record, gone: &HashSet<RowId>) -> Vec<FieldId> {
    let is_link =
        |field: FieldId| matches!(model[field].kind, FieldKind::Link { .. }) && !is_required(model, field, record);
    let points_at_gone = |field: FieldId| record.link(field).is_some_and(|id| gone.contains(&id));
    let fields = record.cells.iter().map(|(field, _)| *field);
    let links: Vec<FieldId> = fields.filter(|field| is_link(*field) && points_at_gone(*field)).collect();
    let told = model[record.entity].fields.iter().copied();
    let told = told.filter(|field| model[*field].with.is_some_and(|mention| links.contains(&mention)));
    links.iter().copied().chain(told).collect()
}
