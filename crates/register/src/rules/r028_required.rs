//! R028: a required field that could not be emptied while its row lives on.

use super::Code;
use crate::finding::{At, Finding, Findings, Place};
use crate::lower::keep::is_no_longer;
use crate::lower::resolved::{Field, Register};
use model::{EntityId, FieldId, FieldKind, Held, Keep, Subject, Term};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R028.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    let outliving = Outliving::of(register);
    for id in register.entity_ids() {
        match register[id].held.get() {
            Some(Held::AsClaimed) => shared(register, id, findings),
            Some(Held::By(_) | Held::ByChoice { .. }) => {
                if let Some(reason) = outliving.reason(register, id) {
                    skeleton(register, id, &reason, findings);
                }
            }
            Some(Held::Impersonal) | None => {}
        }
    }
}

/// A shared row lives on for others when the last use of one of its fields ends.
fn shared(register: &Register, id: EntityId, findings: &mut Findings) {
    for field in register.fields_of(id) {
        let Some(required) = field.required else { continue };
        let identifies = field.unique || matches!(field.kind.get(), Some(FieldKind::Email | FieldKind::Phone) | None);
        if !is_on_the_way(register, field) && !identifies && field.impersonal.is_absent() {
            let headline = format!("`{}.{}` cannot be required", register[id].key.it, field.key.it);
            findings.push(
                Finding::error(Code::R028, required, headline)
                    .note(
                        "GDPR art. 5(1)(c): a field of a shared row is emptied when the last activity that uses it ends, \
                         while the row may live on for others",
                    )
                    .help("remove `required`, or say with `impersonal` why it tells nothing about a person")
                    .remove(required),
            );
        }
    }
}

/// A row that outlives its period keeps only what has a longer one, and the way to its person.
fn skeleton(register: &Register, id: EntityId, reason: &(Place, &'static str), findings: &mut Findings) {
    for field in register.fields_of(id) {
        let Some(required) = field.required else { continue };
        if !is_on_the_way(register, field) && field.impersonal.is_absent() && field.kind.get().is_some() {
            let headline = format!("`{}.{}` cannot be required", register[id].key.it, field.key.it);
            let (place, words) = reason;
            findings.push(
                Finding::error(Code::R028, required, headline)
                    .related(*place, *words)
                    .note(
                        "GDPR art. 5(1)(e): the row lives on when its own period has ended, and this field must be \
                         emptied then",
                    )
                    .help("remove `required`, or say with `impersonal` why it tells nothing about a person")
                    .remove(required),
            );
        }
    }
}

/// Whether the field is the link towards the person.
fn is_on_the_way(register: &Register, field: &Field) -> bool {
    match register[field.entity].subject.get() {
        Some(Subject::Path(path)) => path.first() == Some(&field.id),
        Some(Subject::Itself | Subject::None) => false,
        None => true,
    }
}

/// The links over which other entities' rows reach their person.
struct Outliving(Vec<(EntityId, FieldId)>);

impl Outliving {
    fn of(register: &Register) -> Self {
        let mut passed = Vec::new();
        for id in register.entity_ids() {
            let Some(Subject::Path(path)) = register[id].subject.get() else { continue };
            // What lives `with` the row it passes over never outlives it.
            let lives_with = |link: &FieldId| match register[id].keep.get() {
                Some(Keep::Terms(terms)) => terms.contains(&Term::With(*link)),
                Some(Keep::Always | Keep::WhileClaimed) | None => true,
            };
            if path.first().is_some_and(lives_with) {
                continue;
            }
            let over = path.iter().take(path.len().saturating_sub(1));
            passed.extend(over.filter_map(|link| Some((register.target(*link)?, *link))));
        }
        Self(passed)
    }

    /// What may keep a row of the entity alive when its own period has ended.
    fn reason(&self, register: &Register, id: EntityId) -> Option<(Place, &'static str)> {
        let row = register[id].keep.get()?;
        let longer = |keep: &&At<Vec<Term>>| !is_no_longer(row, &Keep::Terms(keep.it.clone()));
        let own = register.fields_of(id).filter_map(|field| field.terms.keep.get()).find(longer);
        let passed = self.0.iter().find(|(entity, _)| *entity == id);
        own.map(|keep| (keep.place, "this may be later than the row's own period: it does not keep each of its limits"))
            .or_else(|| passed.map(|(_, link)| (register[*link].key.place, "rows that lead over it may live longer")))
    }
}
