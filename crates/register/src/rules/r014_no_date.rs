//! R014: a period counted from something that is not a date of the row.

use super::Code;
use crate::finding::{At, Finding, Place};
use crate::nearest::nearest;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R014.md");

/// `dates` are the dates that the entity has; `field` is where the name leads, if it leads anywhere.
pub(crate) fn finding<'a>(
    entity: &str,
    name: &At<String>,
    field: Option<Place>,
    dates: impl Iterator<Item = &'a str>,
) -> Finding {
    let dates: Vec<&str> = dates.collect();
    let near = match (nearest(&name.it, dates.iter().copied()), dates.as_slice()) {
        (None, [only]) => Some(*only),
        (near, _) => near,
    };
    let help = match (near, dates.is_empty()) {
        (Some(date), _) => format!("write `{date}`"),
        (None, false) => format!("count from one of: {}", dates.join(", ")),
        (None, true) => "add a field of type `date` or `datetime` to count from".to_owned(),
    };
    let headline = format!("the period of `{entity}` counts from `{}`, which is not a date of it", name.it);
    let finding = Finding::error(Code::R014, name.place, headline)
        .note("GDPR art. 5(1)(e): a period that counts from nothing never ends")
        .help(help);
    let finding = match near {
        Some(date) => finding.replace(name, date),
        None => finding,
    };
    match field {
        Some(place) => finding.related(place, "this is not a date"),
        None => finding,
    }
}
