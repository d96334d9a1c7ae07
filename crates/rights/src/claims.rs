//! Claims: which purposes hold up each row about a person, and until when.
//!
//! A *claim* is a living row with a clock of its own. Hub rows (the person, addresses, numbers) live
//! while a living claim's activity uses them; rows that live `with` another end with it. Liveness is
//! reachability from claims and never a count, so that nothing can keep itself alive.

use crate::due::{Until, claims, lives_with, own_due};
use model::{ActivityId, EntityId, FieldId, Held, Keep, Model, Record, RowId};
use std::collections::HashMap;

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
}

/// One row and what holds it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The row.
    pub record: Record,
    /// Whether it is to live on. A row about a person that does has a hold; an impersonal one needs none.
    pub lives: bool,
    /// What holds it up.
    pub holds: Vec<Hold>,
    /// Fields with a value that no living purpose uses any more. Only hubs have such.
    pub unused: Vec<FieldId>,
}

impl Holding {
    /// The last day that any purpose gives it; [`Until::Open`] where one is open-ended.
    pub fn until(&self) -> Option<Until> {
        self.holds.iter().map(|hold| hold.until).max()
    }
}

/// Finds what holds up each of `rows`, all of which are about one person.
///
/// `living` decides whether a row with this end still counts: for a day's sweep
/// [`Until::lives`], for an erasure only what goes on.
pub fn holdings(model: &Model, rows: &[Record], living: impl Fn(Until) -> bool) -> Vec<Holding> {
    let by_id: HashMap<RowId, &Record> = rows.iter().map(|row| (row.id, row)).collect();
    let ends = Ends::of(model, rows, &by_id);
    let is_alive = |record: &Record| ends.of.get(&record.id).is_some_and(|until| living(*until));
    let claiming: Vec<&Record> = rows.iter().filter(|row| claims(&model[row.entity].keep) && is_alive(row)).collect();
    let of_row = |record: &Record| match &model[record.entity].keep {
        Keep::Always => Holding { record: record.clone(), lives: true, holds: Vec::new(), unused: Vec::new() },
        Keep::WhileClaimed => hub(model, record, &claiming, &ends),
        Keep::Terms(_) => {
            let lives = is_alive(record);
            let holds = if lives { own_holds(model, record, &ends, &by_id) } else { Vec::new() };
            Holding { record: record.clone(), lives, holds, unused: Vec::new() }
        }
    };
    rows.iter().map(of_row).collect()
}

/// The end of each row that is not a hub, `with` links followed.
struct Ends {
    of: HashMap<RowId, Until>,
}

impl Ends {
    fn of(model: &Model, rows: &[Record], by_id: &HashMap<RowId, &Record>) -> Self {
        let mut ends = Self { of: HashMap::new() };
        for row in rows {
            ends.reckon(model, row, by_id);
        }
        ends
    }

    /// The end of `row`: its own clocks or the end of the row it lives with, whichever comes first.
    /// The checker allows no circle of `with` links, so that this ends.
    fn reckon(&mut self, model: &Model, row: &Record, by_id: &HashMap<RowId, &Record>) -> Until {
        if let Some(known) = self.of.get(&row.id) {
            return *known;
        }
        let keep = &model[row.entity].keep;
        let own = own_due(keep, row);
        let end = match lives_with(keep) {
            None => own,
            Some(link) => match row.link(link).and_then(|id| by_id.get(&id).copied()) {
                Some(other) => own.min(self.reckon(model, other, by_id)),
                // What it lived with is gone: so is its reason.
                None => Until::Day(model::Day(i32::MIN)),
            },
        };
        self.of.insert(row.id, end);
        end
    }
}

fn own_holds(model: &Model, record: &Record, ends: &Ends, by_id: &HashMap<RowId, &Record>) -> Vec<Hold> {
    let until = ends.of.get(&record.id).copied().unwrap_or(Until::Open);
    let claim = root(model, record, by_id);
    let hold = |&activity: &ActivityId| Hold { activity, until, claim_entity: claim.entity, claim: claim.id };
    activities(model, record.entity).iter().map(hold).collect()
}

/// The claim that a row lives with, link by link; a claim lives with nothing but itself.
fn root<'a>(model: &Model, record: &'a Record, by_id: &HashMap<RowId, &'a Record>) -> &'a Record {
    let link = lives_with(&model[record.entity].keep);
    let other = link.and_then(|link| record.link(link)).and_then(|id| by_id.get(&id));
    other.map_or(record, |other| root(model, other, by_id))
}

fn hub(model: &Model, record: &Record, claiming: &[&Record], ends: &Ends) -> Holding {
    let mut holds: Vec<Hold> = Vec::new();
    let mut used: Vec<FieldId> = Vec::new();
    for claim in claiming {
        for &activity in activities(model, claim.entity) {
            let Some(need) = model[activity].uses.iter().find(|need| need.entity == record.entity) else { continue };
            let until = ends.of.get(&claim.id).copied().unwrap_or(Until::Open);
            holds.push(Hold { activity, until, claim_entity: claim.entity, claim: claim.id });
            used.extend(&need.fields);
        }
    }
    let unused = record.cells.iter().filter(|(field, value)| {
        let it = &model[*field];
        !value.is_null() && !it.required && !used.contains(field)
    });
    let unused = unused.map(|(field, _)| *field).collect();
    Holding { record: record.clone(), lives: !holds.is_empty(), holds, unused }
}

fn activities(model: &Model, entity: EntityId) -> &[ActivityId] {
    match &model[entity].held {
        Held::Impersonal | Held::AsClaimed => &[],
        Held::By(activities) => activities,
    }
}
