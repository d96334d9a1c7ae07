//! Restriction at the person's wish (GDPR art. 18): which rows are only stored then, and used again afterwards.

use crate::choice::activities;
use crate::facts::{Facts, World};
use crate::plan::{Action, Plan, Reason, step};
use model::{Model, Record, Restriction};

/// Restricts what is about the person. Left out is what those who carry out the rights of persons answer for: without it
/// the request itself could not be carried on, nor anybody sign in.
pub fn restriction(model: &Model, facts: &Facts) -> Plan {
    let world = World::new(model, facts, None);
    let carries_rights = |record: &Record| {
        let activities = activities(&world, record);
        !activities.is_empty() && activities.into_iter().all(|activity| model[model[activity].responsible].rights)
    };
    let used = facts.rows.iter().filter(|record| record.restricted.is_none() && !carries_rights(record));
    Plan { steps: used.map(|record| step(record, Action::Restrict(Restriction::Asked), Reason::Asked)).collect() }
}

/// Lets what was restricted at the person's wish be used again.
pub fn lifting(facts: &Facts) -> Plan {
    let restricted = facts.rows.iter().filter(|record| record.restricted == Some(Restriction::Asked));
    Plan { steps: restricted.map(|record| step(record, Action::Lift, Reason::Lifted)).collect() }
}
