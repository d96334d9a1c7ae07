//! Minimums: until when a law forbids that something be erased.

use crate::calendar::{after, after_fiscal_year, day_of};
use crate::facts::World;
use model::{Day, LawId, Record, Requirement, Value};

/// A law that keeps something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kept {
    /// Up to this day; on the day itself it may go.
    pub until: Day,
    /// The law.
    pub law: LawId,
}

/// The law among `requirements` that keeps `record` longest. None where no date has started one.
pub(crate) fn minimum<'a>(world: &World<'a>, requirements: &[Requirement], record: &'a Record) -> Option<Kept> {
    let kept = requirements.iter().filter_map(|one| {
        let minimum = world.model[one.law].minimum;
        let dates = world.values(record, &one.from).into_iter().filter_map(|value| match value {
            Value::Day(day) => Some(*day),
            Value::Moment(moment) => Some(day_of(*moment)),
            _ => None,
        });
        let end = dates.max().zip(minimum).map(|(day, minimum)| {
            let start = if minimum.after_fiscal_year {
                after_fiscal_year(day, world.model.controller.fiscal_year_end)
            } else {
                day
            };
            after(start, minimum.span)
        });
        end.map(|until| Kept { until, law: one.law })
    });
    kept.max()
}
