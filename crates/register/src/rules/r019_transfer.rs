//! R019: data leave the European Economic Area.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::Register;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R019.md");

/// The member states of the European Union, and Iceland, Liechtenstein and Norway; ISO 3166.
const EEA: &str = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";

pub(super) fn check(register: &Register, findings: &mut Findings) {
    let recipients = register.recipients.iter().map(|recipient| (&recipient.key, recipient.country.get()));
    let systems = register.systems.iter().map(|system| (&system.key, system.country.get()));
    for (key, country) in recipients.chain(systems) {
        let Some(country) = country else { continue };
        if EEA.split(' ').all(|member| member != country.it) {
            let headline = format!("`{}` receives data outside the European Economic Area", key.it);
            findings.push(
                Finding::warning(Code::R019, country.place, headline)
                    .note("GDPR art. 44: a transfer needs an adequacy decision (art. 45) or safeguards (art. 46)")
                    .help("see to the ground outside the register; it cannot be declared here yet"),
            );
        }
    }
}
