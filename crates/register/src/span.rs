//! Lengths of time, to be held against each other.

use model::Span;

const SHORTEST_MONTH_DAYS: u32 = 28;
const LONGEST_MONTH_DAYS: u32 = 31;
const MONTH_DAYS: u32 = 30;
const YEAR_MONTHS: u32 = 12;
const YEAR_DAYS: u32 = 365;

/// Whether `span` is no longer than `longest`, in whichever months it falls.
pub(crate) fn is_at_most(span: Span, longest: Span) -> bool {
    match (months(span), months(longest)) {
        (Ok(span), Ok(longest)) => span <= longest,
        (Err(days), Ok(longest)) => days <= longest * SHORTEST_MONTH_DAYS,
        (Ok(span), Err(days)) => span * LONGEST_MONTH_DAYS <= days,
        (Err(days), Err(longest)) => days <= longest,
    }
}

/// The days of a span: whole years count 365, months 30. Spans of one unit keep their order.
pub(crate) fn rough_days(span: Span) -> u32 {
    match months(span) {
        Ok(months) => months / YEAR_MONTHS * YEAR_DAYS + months % YEAR_MONTHS * MONTH_DAYS,
        Err(days) => days,
    }
}

/// A span as periods are written: `1 year`, `60 days`.
pub(crate) fn words(span: Span) -> String {
    let (count, unit) = match span {
        Span::Days(count) => (count, "day"),
        Span::Months(count) => (count, "month"),
        Span::Years(count) => (count, "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// The months of a span; the days where it is counted in days.
fn months(span: Span) -> Result<u32, u32> {
    match span {
        Span::Days(days) => Err(u32::from(days)),
        Span::Months(months) => Ok(u32::from(months)),
        Span::Years(years) => Ok(u32::from(years) * YEAR_MONTHS),
    }
}
