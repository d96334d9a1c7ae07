//! R019: data leave the European Economic Area without a ground.

use super::Code;
use crate::finding::{At, Finding, Findings, Part};
use crate::lower::resolved::Register;
use model::Transfer;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R019.md");

/// The member states of the European Union, and Iceland, Liechtenstein and Norway; ISO 3166.
const EEA: &str = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";

pub(super) fn check(register: &Register, findings: &mut Findings) {
    let recipients = register.recipients.iter().map(|it| (&it.key, &it.country, &it.transfer));
    let systems = register.systems.iter().map(|it| (&it.key, &it.country, &it.transfer));
    for (key, country, transfer) in recipients.chain(systems) {
        if let Some(country) = country.get() {
            judge(key, country, transfer, findings);
        }
    }
}

fn judge(key: &At<String>, country: &At<String>, transfer: &Part<At<Transfer>>, findings: &mut Findings) {
    let inside = EEA.split(' ').any(|member| member == country.it);
    match transfer {
        Part::Absent if !inside => {
            let headline = format!("`{}` has data outside the European Economic Area without a ground", key.it);
            findings.push(
                Finding::error(Code::R019, country.place, headline)
                    .note("GDPR art. 44: a transfer needs an adequacy decision (art. 45), safeguards (art. 46) or an exception (art. 49)")
                    .help("add `transfer = \"…\"`: `adequacy`, `standard-clauses`, `binding-rules` or `consent`")
                    .insert(key.place, "transfer = \"…\""),
            );
        }
        Part::Is(ground) if inside => findings.push(
            Finding::warning(Code::R019, ground.place, format!("`{}` is inside the European Economic Area", key.it))
                .related(country.place, "here")
                .help("remove `transfer`: nothing is transferred out")
                .remove(ground.place),
        ),
        Part::Absent | Part::Broken | Part::Is(_) => {}
    }
}
