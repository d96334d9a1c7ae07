//! Claims: which purposes hold up each row, and until when.
//!
//! A *claim* is a living row with a clock of its own. Shared rows (the person, organisations, addresses)
//! live while a claim that reaches them belongs to an activity that uses them; rows that live `with`
//! another end with it. What a living row cannot be without stays under it as a skeleton: its links,
//! and what its required fields hold.

use crate::choice::{activities, activities_of, is_required};
use crate::due::{Measure, Until, claims, lives_with, own_due};
use crate::facts::{Facts, World};
use crate::hold::{Stop, stop};
use crate::life::{Life, has_life, lives};
use crate::minimum::{Kept, minimum};
use crate::needs::reckoned;
use crate::reach::{Hanging, holding_cells, reached};
use model::{ActivityId, EntityId, FieldId, Held, Keep, Model, Record, RowId, Subject};
use std::collections::{HashMap, HashSet};

/// Why one row is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The activity whose purpose holds it.
    pub activity: ActivityId,
    /// Until when.
    pub until: Until,
    /// The entity of the claim that holds it.
    pub claim_entity: EntityId,
    /// The claim: the row itself, or another one that needs it.
    pub claim: RowId,
    /// The one field that it holds; none where it holds the row.
    pub field: Option<FieldId>,
    /// The law that alone keeps the claim.
    pub law: Option<Kept>,
}

/// One row and what holds it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The row.
    pub record: Record,
    /// Whether it is to live on, if only as a skeleton.
    pub lives: bool,
    /// What holds it up.
    pub holds: Vec<Hold>,
    /// Fields with a value whose time is over, or that no living purpose uses any more.
    pub unused: Vec<FieldId>,
    /// It lives, or some fields of it do, only because a law demands it.
    pub law: Option<Kept>,
    /// It stays only because of this.
    pub stop: Option<Stop>,
    until: Option<Until>,
}

impl Holding {
    /// The last day that anything gives it; [`Until::Open`] where that is open-ended. None where it is due.
    pub fn until(&self) -> Option<Until> {
        self.until
    }
}

/// Finds what holds up each of the rows of `facts`.
pub fn holdings(model: &Model, facts: &Facts, measure: Measure) -> Vec<Holding> {
    judge(model, facts, measure, None).rows
}

/// What becomes of the rows that are decided on, and which of those around them live.
pub(crate) struct Judgement {
    pub(crate) rows: Vec<Holding>,
    pub(crate) living: HashSet<RowId>,
}

/// Judges the rows of `facts` as though `without` were gone.
pub(crate) fn judge(model: &Model, facts: &Facts, measure: Measure, without: Option<RowId>) -> Judgement {
    judge_ended(model, facts, measure, without, &[])
}

/// The same where the person has ended these `purposes`: what rests on them alone lives no more.
pub(crate) fn judge_ended(
    model: &Model,
    facts: &Facts,
    measure: Measure,
    without: Option<RowId>,
    purposes: &[ActivityId],
) -> Judgement {
    let world = World::new(model, facts, without);
    let mut seen = HashSet::new();
    let judged = facts.rows.iter().chain(&facts.around).filter(|row| Some(row.id) != without && seen.insert(row.id));
    let mut court = Court {
        judged: judged.collect(),
        decided: facts.rows.iter().map(|row| row.id).collect(),
        lives: HashMap::new(),
        holds: HashMap::new(),
        frame: Frame::of(model),
        world,
        measure,
        facts,
    };
    court.lives = court.own_lives(purposes);
    court.holds = court.shared_holds();
    court.end_with_shared();
    let standing = court.standing();
    let rows = facts.rows.iter().filter(|row| Some(row.id) != without);
    Judgement {
        rows: rows.map(|row| court.holding(row, standing.get(&row.id))).collect(),
        living: standing.into_keys().collect(),
    }
}

/// What keeps a row standing: a law alone, somebody who stops its removal, or something that goes on beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Law(Kept),
    Stop(Stop),
    Period,
}

/// Everything about the rows that are judged together.
struct Court<'a> {
    world: World<'a>,
    measure: Measure,
    judged: Vec<&'a Record>,
    decided: HashSet<RowId>,
    lives: HashMap<RowId, Life>,
    holds: HashMap<RowId, Vec<Hold>>,
    frame: Frame,
    facts: &'a Facts,
}

impl<'a> Court<'a> {
    fn own_lives(&self, ended: &[ActivityId]) -> HashMap<RowId, Life> {
        let own = self.judged.iter().copied().filter(|row| has_life(&self.world.model[row.entity].keep));
        lives(&self.world, own, self.measure, (self.decided.clone(), ended))
    }

    fn is_shared(&self, entity: EntityId) -> bool {
        self.world.model[entity].keep == Keep::WhileClaimed
    }

    /// The holds of every shared row: those of the claims that reach it, of activities that use it.
    fn shared_holds(&self) -> HashMap<RowId, Vec<Hold>> {
        let hanging = Hanging::of(&self.world);
        let mut holds: HashMap<RowId, Vec<Hold>> = HashMap::new();
        for claim in self.judged.iter().filter(|row| claims(&self.world.model[row.entity].keep)) {
            let Some(life) = self.lives.get(&claim.id) else { continue };
            let own = self.own_holds(claim, life, claim);
            if own.is_empty() {
                continue;
            }
            for shared in reached(&self.world, &hanging, claim, |row, field| self.is_over(row, field)) {
                let uses = |hold: &&Hold| self.used(hold.activity, shared.entity).is_some();
                let reaching = own.iter().filter(uses).map(|hold| Hold { field: None, ..hold.clone() });
                holds.entry(shared.id).or_default().extend(reaching);
            }
        }
        holds
    }

    fn used(&self, activity: ActivityId, entity: EntityId) -> Option<&'a [FieldId]> {
        let uses = &self.world.model[activity].uses;
        uses.iter().find(|used| used.entity == entity).map(|used| used.fields.as_slice())
    }

    /// What holds a row that is not shared: its activities for the row, those of its fields for each
    /// field that has an activity or a time of its own.
    fn own_holds(&self, record: &'a Record, life: &Life, claim: &Record) -> Vec<Hold> {
        let hold = |activity, until, field, law| Hold {
            activity,
            until,
            claim_entity: claim.entity,
            claim: claim.id,
            field,
            law,
        };
        let mut holds = Vec::new();
        if life.whole {
            let of_row = activities(&self.world, record).into_iter();
            holds.extend(of_row.map(|activity| hold(activity, life.until, None, life.law)));
        }
        for (field, value) in &record.cells {
            let field = *field;
            let own = life.fields.iter().find(|one| one.field == field);
            let of_its_own = || !value.is_null() && self.world.model[field].activities.is_some();
            let (until, law) = match own {
                Some(own) if own.lives => (own.until, own.law),
                None if life.whole && of_its_own() => (life.until, life.law),
                Some(_) | None => continue,
            };
            let of_field = activities_of(&self.world, record, field).into_iter();
            holds.extend(of_field.map(|activity| hold(activity, until, Some(field), law)));
        }
        holds
    }

    /// Rows that live with a shared row end with it.
    fn end_with_shared(&mut self) {
        let judged: HashSet<RowId> = self.judged.iter().map(|row| row.id).collect();
        for row in &self.judged {
            let Some(life) = self.lives.get(&row.id) else { continue };
            let Some(hub) = life.hub else { continue };
            // One that is not judged here is judged with its own.
            if !judged.contains(&hub) {
                continue;
            }
            let end = self.holds.get(&hub).and_then(|holds| holds.iter().map(|hold| hold.until).max());
            if let Some(life) = self.lives.get_mut(&row.id) {
                match end {
                    Some(end) => life.until = life.until.min(end),
                    None if life.law.is_none() => (life.until, life.whole) = (Until::NEVER, false),
                    None => {}
                }
            }
        }
    }

    /// Every row that stays, and why: what lives of its own right or is held, and what that needs.
    fn standing(&self) -> HashMap<RowId, Why> {
        let mut standing: HashMap<RowId, Why> = HashMap::new();
        let mut open: Vec<(&'a Record, Why)> =
            self.judged.iter().filter_map(|row| self.own_right(row).map(|why| (*row, why))).collect();
        while let Some((row, why)) = open.pop() {
            if standing.get(&row.id).is_some_and(|known| *known >= why) {
                continue;
            }
            standing.insert(row.id, why);
            open.extend(self.supports(row).into_iter().map(|row| (row, why)));
        }
        standing
    }

    /// Why a row stays, whatever else does.
    fn own_right(&self, record: &'a Record) -> Option<Why> {
        let itself = self.facts.legal_holds.iter().find(|hold| hold.id == record.id && hold.stands(self.measure));
        match itself {
            // It is no relation for which the person is needed.
            Some(hold) => Some(Why::Stop(Stop::Hold(hold.review_on))),
            None => self.own_life(record).max(self.stop(record).map(Why::Stop)),
        }
    }

    fn stop(&self, record: &'a Record) -> Option<Stop> {
        stop(&self.world, self.facts, record, self.measure)
    }

    /// Why a row lives, whatever else does.
    fn own_life(&self, record: &'a Record) -> Option<Why> {
        let law = |kept: Option<Kept>| kept.map_or(Why::Period, Why::Law);
        match &self.world.model[record.entity].keep {
            Keep::Always => Some(Why::Period),
            Keep::Terms(_) => {
                let life = self.lives.get(&record.id)?;
                life.lives().then(|| law(life.only_law()))
            }
            Keep::WhileClaimed => {
                let holds = self.holds.get(&record.id).map_or(&[][..], Vec::as_slice);
                holds.iter().map(|hold| law(hold.law)).max().or_else(|| self.shared_minimum(record).map(Why::Law))
            }
        }
    }

    /// The law that keeps a shared row, all of it or some field.
    fn shared_minimum(&self, record: &'a Record) -> Option<Kept> {
        let it = &self.world.model[record.entity];
        let fields = it.fields.iter().filter(|field| record.get(**field).is_some_and(|value| !value.is_null()));
        let of_fields = fields.filter_map(|field| self.field_minimum(record, *field));
        let of_row = self.running(minimum(&self.world, &it.require, record));
        of_fields.chain(of_row).max()
    }

    fn field_minimum(&self, record: &'a Record, field: FieldId) -> Option<Kept> {
        self.running(minimum(&self.world, &self.world.model[field].require, record))
    }

    fn running(&self, kept: Option<Kept>) -> Option<Kept> {
        kept.filter(|kept| !self.measure.is_over(Until::Day(kept.until)))
    }

    /// The rows that `record` cannot be without: those on its subject path and behind required links.
    fn supports(&self, record: &'a Record) -> Vec<&'a Record> {
        let required = holding_cells(&self.world, record);
        let required = required.filter(|(field, _)| is_required(self.world.model, *field, record));
        let mut supports: Vec<&Record> = required.filter_map(|(_, id)| self.world.get(id)).collect();
        if let Subject::Path(path) = &self.world.model[record.entity].subject {
            let mut at = record;
            for link in path {
                let Some(next) = self.world.linked(at, *link) else { break };
                supports.push(next);
                at = next;
            }
        }
        supports
    }

    fn holding(&self, record: &'a Record, why: Option<&Why>) -> Holding {
        let lives = why.is_some();
        let holds = match self.lives.get(&record.id) {
            Some(life) if life.lives() => self.own_holds(record, life, self.root(record)),
            Some(_) => Vec::new(),
            None => self.holds.get(&record.id).cloned().unwrap_or_default(),
        };
        let until = match self.lives.get(&record.id) {
            Some(life) if life.lives() => Some(life.longest()),
            Some(_) | None => holds.iter().map(|hold| hold.until).max(),
        };
        // Nothing of what is held is emptied.
        let loses = lives && self.stop(record).is_none();
        let unused = if loses { self.over(record, &holds) } else { Vec::new() };
        let (law, stop) = match why {
            Some(Why::Law(kept)) => (Some(*kept), None),
            Some(Why::Stop(stop)) => (None, Some(*stop)),
            Some(Why::Period) | None => (None, None),
        };
        Holding { record: record.clone(), lives, holds, unused, law, stop, until }
    }

    /// The claim that a row lives with, link by link; a claim lives with nothing but itself.
    fn root(&self, record: &'a Record) -> &'a Record {
        let link = lives_with(&self.world.model[record.entity].keep);
        let other = link.and_then(|link| self.world.linked(record, link));
        match other {
            Some(other) if !self.is_shared(other.entity) => self.root(other),
            Some(_) | None => record,
        }
    }

    /// The filled fields of a row that stays which nothing keeps. Never what it is required to have, nor
    /// what it is found and reckoned by.
    fn over(&self, record: &'a Record, holds: &[Hold]) -> Vec<FieldId> {
        let filled = record.cells.iter().filter(|(_, value)| !value.is_null()).map(|(field, _)| *field);
        let over = |field: &FieldId| {
            if self.is_shared(record.entity) {
                !self.is_framed(record, *field) && self.is_unused(record, *field, holds)
            } else {
                self.is_over(record, *field)
            }
        };
        filled.filter(over).collect()
    }

    /// Whether a row that is not shared loses `field`, if it stays at all.
    fn is_over(&self, record: &Record, field: FieldId) -> bool {
        let Some(life) = self.lives.get(&record.id) else { return false };
        let lives = life.fields.iter().find(|one| one.field == field).map_or(life.whole, |own| own.lives);
        !lives && !self.is_framed(record, field)
    }

    /// Whether the row is required to have `field`, or found or reckoned by it.
    fn is_framed(&self, record: &Record, field: FieldId) -> bool {
        let shared = self.is_shared(record.entity);
        let reckoned = if shared { &self.frame.own_dates } else { &self.frame.reckoned_by };
        reckoned.contains(&field)
            || self.frame.found_by.contains(&field)
            || is_required(self.world.model, field, record)
    }

    /// Whether no hold uses a field of a shared row, or its own period is over.
    fn is_unused(&self, record: &'a Record, field: FieldId, holds: &[Hold]) -> bool {
        let model = self.world.model;
        let whole = self.running(minimum(&self.world, &model[record.entity].require, record));
        if whole.or_else(|| self.field_minimum(record, field)).is_some() {
            return false;
        }
        let used = holds.iter().filter_map(|hold| self.used(hold.activity, record.entity));
        let is_used = used.into_iter().any(|fields| fields.contains(&field));
        let own = model[field].keep.as_ref().map(|terms| own_due(&self.world, terms, record));
        !is_used || own.is_some_and(|own| self.measure.is_over(own))
    }
}

/// The fields that rows are found and reckoned by.
struct Frame {
    /// Links of subject paths and of `with`, choices that decide.
    found_by: HashSet<FieldId>,
    /// Whatever a period counts from: without it the period would begin anew.
    reckoned_by: HashSet<FieldId>,
    /// Dates from which a period or a law of the same row counts.
    own_dates: HashSet<FieldId>,
}

impl Frame {
    fn of(model: &Model) -> Self {
        let (mut found_by, mut reckoned_by, mut own_dates) = (HashSet::new(), HashSet::new(), HashSet::new());
        for id in model.entity_ids() {
            let it = &model[id];
            if let Subject::Path(path) = &it.subject {
                found_by.extend(path);
            }
            if let Held::ByChoice { choice, .. } = &it.held {
                found_by.extend(&choice.links);
                found_by.insert(choice.field);
            }
            found_by.extend(it.subject_when.as_ref().map(|when| when.field));
            found_by.extend(it.fields.iter().filter_map(|field| model[*field].when.as_ref()).map(|when| when.field));
            found_by.extend(lives_with(&it.keep));
            for path in reckoned(model, id) {
                reckoned_by.extend(path.links.iter().chain([&path.field]));
                own_dates.extend(path.links.is_empty().then_some(path.field));
            }
        }
        Self { found_by, reckoned_by, own_dates }
    }
}
