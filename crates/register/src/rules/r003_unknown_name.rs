//! R003: a name that nothing bears.

use super::Code;
use super::r006_missing_key::required;
use crate::finding::{At, Finding};
use crate::limits::UNKNOWN_PLACES_MAX_COUNT;
use crate::nearest::near;
use crate::patch::Mend;
use crate::syntax::keys::Section;
use std::collections::HashMap;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R003.md");

/// `kind` is what was sought, as in "role"; `known` are the names there are.
pub(crate) fn finding<'a>(kind: &str, name: &At<String>, known: impl IntoIterator<Item = &'a str>) -> Finding {
    Finding::error(Code::R003, name.place, format!("there is no {kind} `{}`", name.it))
        .propose(name, near(&name.it, known))
}

/// The same of what a company declares itself, in the file `company`: where no name is near, it is still to come.
pub(crate) fn undeclared<'a>(
    section: Section,
    name: &At<String>,
    known: impl IntoIterator<Item = &'a str>,
    company: Option<usize>,
) -> Finding {
    let finding = finding(section.word(), name, known);
    let is_plain = name.it.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let (None, Some(file), true) = (&finding.mend, company, is_plain) else { return finding };
    let table = format!("{}.{}", section.word(), name.it);
    finding.help(format!("declare it in the company file, under `[{table}]`")).mend(Mend::Append {
        file,
        table,
        lines: required(section),
    })
}

/// A table with nothing but fields, which goes on with no entity.
pub(crate) fn to_add_to<'a>(name: &At<String>, known: impl IntoIterator<Item = &'a str>) -> Finding {
    finding("entity to add fields to called", name, known)
        .help("an entity of one's own says more than its fields: its `name`, its `label`, and why it is held")
}

/// Makes one finding of those that say the same of several places, unless each place has a mend of its own.
pub(crate) fn gather(findings: Vec<Finding>) -> Vec<Finding> {
    let alike = |finding: &Finding| finding.code == Code::R003 && !matches!(finding.mend, Some(Mend::Name { .. }));
    let (mut unknown, mut rest): (Vec<_>, Vec<_>) = findings.into_iter().partition(alike);
    unknown.sort_by_key(|finding| finding.place);
    let mut seen: HashMap<String, (usize, Finding)> = HashMap::new();
    for finding in unknown {
        match (seen.get_mut(&finding.headline), finding.place) {
            (Some((count, first)), Some(place)) => {
                *count += 1;
                if *count <= UNKNOWN_PLACES_MAX_COUNT {
                    first.related.push((place, "and here".to_owned()));
                }
            }
            (Some(_), None) | (None, _) => {
                seen.insert(finding.headline.clone(), (0, finding));
            }
        }
    }
    rest.extend(seen.into_values().map(|(count, finding)| match count.checked_sub(UNKNOWN_PLACES_MAX_COUNT) {
        Some(more @ 1..) => finding.note(format!("{more} more places name it")),
        Some(0) | None => finding,
    }));
    rest
}

/// A change names something that two things bear.
pub(crate) fn two_things(name: &At<String>) -> Finding {
    Finding::error(Code::R003, name.place, format!("`{}` is both an entity and an activity", name.it))
        .help("give the one that is yours another name")
}

pub(crate) fn not_a_field(name: &At<String>) -> Finding {
    Finding::error(Code::R003, name.place, format!("`{}` does not name a field", name.it))
        .help("write the entity and its field with a dot between, as in `subscription.sold_on`")
}
