//! R036: why a row is held, whom it is about, or who may read it, hangs on a choice that may be left empty.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::{Field, Register};
use model::{EntityId, Held, Narrowing};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R036.md");

/// What hangs on the choice, and what the law says of it.
type Stake = (&'static str, &'static str);

const ABOUT: Stake = (
    "the choice says whether a row is about a person",
    "GDPR art. 15 and 17: a row whose choice is empty would count as about nobody, and would not be found for the person \
     in it",
);

const READ: Stake = (
    "the choice says whether this is open to fewer",
    "GDPR art. 25(2): where the choice is empty, this would be open to more people than was meant",
);

const HELD: Stake = (
    "the choice says why a row is held",
    "GDPR art. 5(1)(b): a row whose choice is empty would be held for no purpose; nobody would reach it, and it would be \
     deleted",
);

pub(super) fn check(register: &Register, findings: &mut Findings) {
    // The fields of shared rows are emptied one by one, so none of them can be required (R028).
    for id in register.entity_ids().filter(|&id| register[id].held.get() != Some(&Held::AsClaimed)) {
        let entity = &register[id];
        let about = entity.subject_when.get().into_iter().map(|when| (when.field, ABOUT, entity.key.place));
        let guarded = |field: &&Field| matches!(field.terms.access.get(), Some(Narrowing::Engine | Narrowing::To(_)));
        let read = register
            .fields_of(id)
            .filter(guarded)
            .filter_map(|field| Some((field.terms.when.get()?.field, READ, field.key.place)));
        let held = match entity.held.get() {
            Some(Held::ByChoice { choice, .. }) if register[choice.field].entity == id => Some(choice.field),
            // Whoever owns the choice says whether it may stay empty.
            Some(Held::ByChoice { .. } | Held::By(_) | Held::AsClaimed | Held::Impersonal) | None => None,
        };
        let held = held.into_iter().map(|field| (field, HELD, entity.key.place));
        let mut told = Vec::new();
        for (field, (words, law), because) in held.chain(about).chain(read) {
            let choice = &register[field];
            if choice.is_always_there() || told.contains(&field) {
                continue;
            }
            told.push(field);
            findings.push(empty(register, id, choice).related(because, words).note(law));
        }
    }
}

fn empty(register: &Register, entity: EntityId, choice: &Field) -> Finding {
    let name = format!("{}.{}", register[entity].key.it, choice.key.it);
    Finding::error(Code::R036, choice.key.place, format!("`{name}` may stay empty, and a condition hangs on it"))
        .help(format!("add `required = true` to `{}`", choice.key.it))
        .insert(choice.key.place, "required = true")
}
