//! R039: a field is stored encrypted, and the database would have to look into it.

use super::{Code, r012_special};
use crate::finding::{Finding, Findings, Place};
use crate::lower::resolved::{Field, Register};
use crate::patch::Mend;
use model::{FieldId, FieldKind, Held, Keep, Path, Sealed, Term};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R039.md");

const CLOCK: &str = "a period counts from it";
const HANGS: &str = "this hangs on it";
const UNIQUE: &str = "no two rows may share it";

pub(super) fn check(register: &Register, findings: &mut Findings) {
    let asked = asked(register);
    for field in &register.fields {
        // A link and a number given by Ryddig itself are never encrypted.
        let follows = matches!(
            field.kind.get(),
            None | Some(FieldKind::Link { .. } | FieldKind::Links { .. } | FieldKind::Sequence)
        );
        if follows || register.sealed(field) == Sealed::No {
            continue;
        }
        let mut because: Vec<(Place, &str)> = Vec::new();
        for (_, place, why) in asked.iter().filter(|(id, _, _)| *id == field.id) {
            if !because.contains(&(*place, why)) {
                because.push((*place, why));
            }
        }
        if !because.is_empty() {
            findings.push(told(register, field, &because));
        }
    }
}

/// Every field that the database looks into, where that is said, and why.
fn asked(register: &Register) -> Vec<(FieldId, Place, &'static str)> {
    let mut asked = Vec::new();
    for id in register.entity_ids() {
        let entity = &register[id];
        let place = entity.keep_place.unwrap_or(entity.key.place);
        if let Some(Keep::Terms(terms)) = entity.keep.get() {
            asked.extend(clocks(terms).map(|field| (field, place, CLOCK)));
        }
        asked.extend(entity.require.iter().map(|it| (it.from.field, it.law.place, CLOCK)));
        asked.extend(entity.subject_when.get().map(|when| (when.field, entity.key.place, HANGS)));
        if let Some(Held::ByChoice { choice, .. }) = entity.held.get() {
            asked.push((choice.field, entity.key.place, HANGS));
        }
    }
    for field in &register.fields {
        if let Some(terms) = field.terms.keep.get() {
            asked.extend(clocks(&terms.it).map(|clock| (clock, terms.place, CLOCK)));
        }
        asked.extend(field.terms.require.iter().map(|it| (it.from.field, it.law.place, CLOCK)));
        asked.extend(field.terms.when.get().map(|when| (when.field, field.key.place, HANGS)));
        if field.unique {
            asked.push((field.id, field.key.place, UNIQUE));
        }
    }
    asked
}

/// The dates that periods count from.
fn clocks(terms: &[Term]) -> impl Iterator<Item = FieldId> {
    let of = terms.iter().flat_map(|term| match term {
        Term::With(_) => &[],
        Term::After { clock, .. } => clock.of.as_slice(),
    });
    of.map(|path: &Path| path.field)
}

fn told(register: &Register, field: &Field, because: &[(Place, &'static str)]) -> Finding {
    let name = format!("{}.{}", register[field.entity].key.it, field.key.it);
    let mut finding = Finding::error(Code::R039, field.key.place, format!("`{name}` is sealed, and the database would have to read it"))
        .note(
            "what is sealed is stored encrypted: the database can neither count from it, nor compare it, nor decide by it, and \
             rows would be kept for too long or not be found (GDPR art. 5(1)(e), 15 and 17)",
        )
        .help("take another field for that, or do not seal this one");
    for (place, why) in because.iter().filter(|(place, _)| *place != field.key.place) {
        finding = finding.related(*place, *why);
    }
    // What must be sealed stays so: then it is the other line that must change.
    if register.is_personal(field) && r012_special::is_delicate(register, field) {
        return finding;
    }
    match field.terms.sealed.get() {
        Some(sealed) => finding.mend(Mend::Instead { entry: sealed.place, line: Some("sealed = false".to_owned()) }),
        None => finding.insert(field.key.place, "sealed = false"),
    }
}
