//! R035: a role is given its own rows, and nothing says whose own a row is.

use super::Code;
use crate::finding::{Finding, Findings, Part};
use crate::lower::resolved::{Field, Register};
use crate::patch::Mend;
use model::{Narrowing, Reach, Subject};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R035.md");

/// Rows about a person are that person's own, where nothing else is said; rows about nobody are nobody's.
pub(super) fn check(register: &Register, findings: &mut Findings) {
    for id in register.entity_ids() {
        let entity = &register[id];
        if entity.subject.get() != Some(&Subject::None) {
            continue;
        }
        let of_fields = register.fields_of(id).map(|field: &Field| (&field.key, &field.terms.access));
        for (key, access) in std::iter::once((&entity.key, &entity.access)).chain(of_fields) {
            if reaches_some(access) {
                let headline =
                    format!("`{}` opens to a role its own rows or its team's, and no row is anybody's own", key.it);
                findings.push(
                    Finding::error(Code::R035, key.place, headline)
                        .note(
                            "GDPR art. 25(2) and 32(4): a role reaches only the rows it is meant to; here nobody would \
                             reach any",
                        )
                        .help(
                            "give `read` or `write` without `own`, or say with `activity` and `subject` whom a row is \
                             about",
                        )
                        .mend(Mend::Without { table: key.place, key: "access", words: " own" }),
                );
            }
        }
    }
}

fn reaches_some(access: &Part<Narrowing>) -> bool {
    match access.get() {
        Some(Narrowing::To(grants)) => grants.iter().any(|(_, grant)| grant.reach != Reach::All),
        Some(Narrowing::None | Narrowing::Engine) | None => false,
    }
}
