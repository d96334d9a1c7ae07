//! When a row's own clocks say that it must go.

use crate::calendar::{after, before, day_of, start_of};
use model::{Day, EntityId, FieldId, FieldKind, Keep, Model, Record, Span, Term, Value};

/// How long something may live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// Up to this day; on the day itself it goes.
    Day(Day),
    /// No clock has started: the relation goes on.
    Open,
}

impl Until {
    /// Whether it is still to live on `today`.
    pub fn lives(self, today: Day) -> bool {
        match self {
            Self::Day(day) => today < day,
            Self::Open => true,
        }
    }
}

/// The earliest day on which one of the row's own clocks runs out.
///
/// `with …` terms are not clocks of the row and count as open here.
pub(crate) fn own_due(keep: &Keep, record: &Record) -> Until {
    match keep {
        Keep::Always | Keep::WhileClaimed => Until::Open,
        Keep::Terms(terms) => terms.iter().map(|term| term_due(term, record)).min().unwrap_or(Until::Open),
    }
}

/// The link that the row lives and ends with, if its `keep` names one.
pub(crate) fn lives_with(keep: &Keep) -> Option<FieldId> {
    match keep {
        Keep::Always | Keep::WhileClaimed => None,
        Keep::Terms(terms) => terms.iter().find_map(|term| match term {
            Term::With(link) => Some(*link),
            Term::After { .. } => None,
        }),
    }
}

/// Whether rows with this `keep` hold others up: they have a clock of their own and follow no other row.
pub(crate) fn claims(keep: &Keep) -> bool {
    matches!(keep, Keep::Terms(_)) && lives_with(keep).is_none()
}

/// Where to look for rows that may be due on `today`: a row of `entity` is a candidate when one of these
/// fields holds this value or an earlier one. Empty for entities without clocks.
pub fn candidates(model: &Model, entity: EntityId, today: Day) -> Vec<(FieldId, Value)> {
    let Keep::Terms(terms) = &model[entity].keep else { return Vec::new() };
    let clocks = terms.iter().filter_map(|term| match term {
        Term::With(_) => None,
        Term::After { span, clock } => {
            let latest = before(today, *span);
            let value = match model[*clock].kind {
                FieldKind::DateTime => Value::Moment(start_of(latest)),
                _ => Value::Day(latest),
            };
            Some((*clock, value))
        }
    });
    clocks.collect()
}

fn term_due(term: &Term, record: &Record) -> Until {
    match term {
        Term::With(_) => Until::Open,
        Term::After { span, clock } => match record.get(*clock) {
            Some(Value::Day(day)) => Until::Day(after(*day, *span)),
            // `until` a moment lasts through its day: what holds until noon is not gone in the morning.
            Some(Value::Moment(moment)) if *span == Span::NONE => Until::Day(after(day_of(*moment), Span::Days(1))),
            Some(Value::Moment(moment)) => Until::Day(after(day_of(*moment), *span)),
            _ => Until::Open,
        },
    }
}
