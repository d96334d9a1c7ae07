//! Legal holds, restrictions that a person asked for, and requests that are not answered: what they keep from being removed.
//!
//! A legal hold comes before everything else: before a minimum of law, an erasure and a period (GDPR art. 17(3)(e)). What a
//! person wants restricted is not removed because its time is over: they may need it for a claim (art. 18(1)(c)). Nor is
//! what they asked about before they have their answer (art. 12(2)).

use crate::choice::is_about_somebody;
use crate::due::{Measure, Until};
use crate::facts::{Facts, World};
use model::{Day, EntityId, Record, Restriction, RowId, Subject};

/// A legal hold: while it stands nothing that it covers goes, and nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalHold {
    /// The row that says so.
    pub id: RowId,
    /// About whom.
    pub person: RowId,
    /// Which of the rows about them.
    pub covers: Covered,
    /// Until somebody judges it again.
    pub review_on: Day,
    /// From this day it stands no more.
    pub ended_on: Option<Day>,
}

impl LegalHold {
    pub(crate) fn stands(&self, measure: Measure) -> bool {
        !self.ended_on.is_some_and(|day| measure.is_over(Until::Day(day)))
    }
}

/// Which rows about a person a legal hold covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covered {
    /// All of them.
    Everything,
    /// Those of one kind.
    Kind(EntityId),
    /// One of them.
    Row(RowId),
}

/// What keeps a row, though its time is over or somebody asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// The person asked for its restriction.
    Restricted,
    /// The person waits for an answer, which is due on this day.
    Request(Day),
    /// A legal hold, to be judged again on this day.
    Hold(Day),
}

/// What keeps `record` from being removed. Where the person asks for erasure, that goes before what they asked for earlier.
pub(crate) fn stop<'a>(world: &World<'a>, facts: &Facts, record: &'a Record, measure: Measure) -> Option<Stop> {
    let restricted = (!measure.is_asked() && record.restricted == Some(Restriction::Asked)).then_some(Stop::Restricted);
    if facts.legal_holds.is_empty() && facts.waiting.is_empty() {
        return restricted;
    }
    let about = subject(world, record);
    let covers = |hold: &&LegalHold| match hold.covers {
        Covered::Everything => about == Some(hold.person),
        Covered::Kind(entity) => record.entity == entity && about == Some(hold.person),
        Covered::Row(row) => record.id == row,
    };
    let holds = facts.legal_holds.iter().filter(|hold| hold.stands(measure)).filter(covers);
    let waits = about.and_then(|person| facts.waiting.get(&person)).map(|due_on| Stop::Request(*due_on));
    holds.map(|hold| Stop::Hold(hold.review_on)).chain(waits).chain(restricted).max()
}

/// The person that `record` is about.
fn subject<'a>(world: &World<'a>, record: &'a Record) -> Option<RowId> {
    if !is_about_somebody(world.model, record) {
        return None;
    }
    match &world.model[record.entity].subject {
        Subject::None => None,
        Subject::Itself => Some(record.id),
        Subject::Path(path) => {
            let (last, links) = path.split_last()?;
            links.iter().try_fold(record, |row, link| world.linked(row, *link))?.link(*last)
        }
    }
}
