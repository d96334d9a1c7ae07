//! R026: marketing on a ground that marketing law does not accept for that kind of address.

use super::Code;
use crate::finding::{At, Finding, Findings};
use crate::lower::resolved::{Activity, Register};
use crate::syntax::draft::Addressees;
use model::{ActivityId, FieldId, Ground};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R026.md");

const LAW: &str = "markedsføringsloven § 15: e-mail with marketing to natural persons needs consent given beforehand, or \
                   an address that came with a sale and services like the one sold";

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for (index, activity) in register.activities.iter().enumerate() {
        let (Some(to), Some(ground)) = (activity.marketing.get(), &activity.ground) else { continue };
        let consent = matches!(ground, Ground::Consent { .. });
        let interest = matches!(ground, Ground::LegitimateInterests { .. });
        match to.it {
            Addressees::Consent if !consent => findings.push(wrong_ground(activity, to, "consent")),
            Addressees::ExistingCustomer | Addressees::ImpersonalAddress if !interest => {
                findings.push(wrong_ground(activity, to, "legitimate-interests"));
            }
            Addressees::ExistingCustomer => {
                let id = ActivityId::from_index(index);
                if activity.sale.is_absent() {
                    findings.push(no_sale(activity, to));
                } else if let Some(sale) = activity.sale.get().filter(|sale| !shows(register, id, sale.it)) {
                    findings.push(elsewhere(activity, sale, register));
                }
            }
            Addressees::Consent | Addressees::ImpersonalAddress => {}
        }
    }
}

/// Whether the field stands on a row that the activity holds.
fn shows(register: &Register, activity: ActivityId, sale: FieldId) -> bool {
    register.activities_of(&register[sale]).contains(&activity)
}

fn wrong_ground(activity: &Activity, to: &At<Addressees>, wanted: &str) -> Finding {
    let headline = format!("`{}` is marketing on a ground that marketing law does not accept", activity.key.it);
    let mut finding = Finding::error(Code::R026, to.place, headline);
    if let Some(basis) = activity.basis {
        finding = finding.related(basis, "its ground");
    }
    finding.note(LAW).help(format!("write `basis = \"{wanted}\"`, or say rightly to whom it goes"))
}

fn no_sale(activity: &Activity, to: &At<Addressees>) -> Finding {
    Finding::error(
        Code::R026,
        to.place,
        format!("nothing shows that those whom `{}` reaches have bought", activity.key.it),
    )
    .note(LAW)
    .help("add `sale = \"…\"` with the field that shows the sale, as in `subscription.sold_on`")
    .insert(activity.key.place, "sale = \"…\"")
}

fn elsewhere(activity: &Activity, sale: &At<FieldId>, register: &Register) -> Finding {
    let field = &register[sale.it];
    let headline = format!("`{}` does not hold `{}.{}`", activity.key.it, register[field.entity].key.it, field.key.it);
    Finding::error(Code::R026, sale.place, headline)
        .related(field.key.place, "this field")
        .note(LAW)
        .help("name a field of an entity that the activity holds")
}
