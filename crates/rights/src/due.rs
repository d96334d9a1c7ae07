//! When the clocks of a row, or of a field of it, say that it must go.

use crate::calendar::{after, after_fiscal_year, day_of};
use crate::facts::World;
use model::{Clock, Day, FieldId, Keep, Record, Restriction, Span, Term, Value};

/// How long something may live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// Up to this day; on the day itself it goes.
    Day(Day),
    /// No clock has started: the relation goes on.
    Open,
}

impl Until {
    /// Long over.
    pub(crate) const NEVER: Self = Self::Day(Day(i32::MIN));

    /// Whether it is still to live on `today`.
    pub fn lives(self, today: Day) -> bool {
        match self {
            Self::Day(day) => today < day,
            Self::Open => true,
        }
    }
}

/// What decides whether a period still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    today: Day,
    asked: bool,
}

impl Measure {
    /// By the calendar: what has not ended on `today` lives.
    pub fn on(today: Day) -> Self {
        Self { today, asked: false }
    }

    /// An erasure that the person asks for on `today`: only what goes on, and what a law demands, lives. To ask is to
    /// withdraw consent and to object to marketing (GDPR art. 7(3) and 21(2)), so these go on no more.
    pub fn asked(today: Day) -> Self {
        Self { today, asked: true }
    }

    /// What decides about `record`: where only a law or a legal hold keeps it from an erasure that was asked for, it is
    /// still asked for.
    pub(crate) fn of(self, record: &Record) -> Self {
        Self { asked: self.asked || record.restricted == Some(Restriction::Bound), ..self }
    }

    /// Whether a person asks.
    pub(crate) fn is_asked(self) -> bool {
        self.asked
    }

    /// Whether a period with this end holds something up.
    pub(crate) fn lives(self, until: Until) -> bool {
        if self.asked { until == Until::Open } else { until.lives(self.today) }
    }

    /// Whether its last day has come, whatever was asked for.
    pub(crate) fn is_over(self, until: Until) -> bool {
        !until.lives(self.today)
    }
}

/// The earliest day on which one of the clocks of `terms` runs out.
///
/// `with …` terms are not clocks of the row and count as open here.
pub(crate) fn own_due<'a>(world: &World<'a>, terms: &[Term], record: &'a Record) -> Until {
    terms.iter().map(|term| term_due(world, term, record)).min().unwrap_or(Until::Open)
}

/// The terms of a period; none for what no term ends.
pub(crate) fn terms(keep: &Keep) -> &[Term] {
    match keep {
        Keep::Always | Keep::WhileClaimed => &[],
        Keep::Terms(terms) => terms,
    }
}

/// The link that the row lives and ends with, if its `keep` names one.
pub(crate) fn lives_with(keep: &Keep) -> Option<FieldId> {
    terms(keep).iter().find_map(|term| match term {
        Term::With(link) => Some(*link),
        Term::After { .. } => None,
    })
}

/// Whether rows with this `keep` hold others up: they have a clock of their own and follow no other row.
pub(crate) fn claims(keep: &Keep) -> bool {
    matches!(keep, Keep::Terms(_)) && lives_with(keep).is_none()
}

fn term_due<'a>(world: &World<'a>, term: &Term, record: &'a Record) -> Until {
    match term {
        Term::With(_) => Until::Open,
        Term::After { span, clock, .. } => clock_due(world, clock, *span, record),
    }
}

/// The latest date of the clock decides; one without any date has not started.
fn clock_due<'a>(world: &World<'a>, clock: &Clock, span: Span, record: &'a Record) -> Until {
    let values = clock.of.iter().flat_map(|path| world.values(record, path));
    let ends = values.filter_map(|value| {
        let (day, is_moment) = match value {
            Value::Day(day) => (*day, false),
            Value::Moment(moment) => (day_of(*moment), true),
            _ => return None,
        };
        Some(if clock.fiscal_year {
            after(after_fiscal_year(day, world.model.controller.fiscal_year_end), span)
        } else if is_moment && span == Span::NONE {
            // `until` a moment lasts through its day: what holds until noon is not gone in the morning.
            after(day, Span::Days(1))
        } else {
            after(day, span)
        })
    });
    ends.max().map_or(Until::Open, Until::Day)
}
