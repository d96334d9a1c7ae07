//! R031: a shared field that no activity uses, and a use of a field that is not shared.

use super::Code;
use crate::finding::{At, Finding, Findings};
use crate::lower::resolved::Register;
use crate::nearest::near;
use crate::patch::Mend;
use model::{Held, Subject};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R031.md");

const LAW: &str = "GDPR art. 5(1)(c): a field of a shared row lives as long as some activity uses it";

/// A use of a field that the entity does not have.
pub(crate) fn no_such_field<'a>(entity: &str, name: &At<String>, known: impl IntoIterator<Item = &'a str>) -> Finding {
    Finding::error(Code::R031, name.place, format!("`{entity}` has no field `{}` to use", name.it))
        .note(LAW)
        .propose(name, near(&name.it, known))
}

/// A use of an entity that has activities of its own.
pub(crate) fn not_shared(entity: &At<String>) -> Finding {
    Finding::error(Code::R031, entity.place, format!("`{}` is not shared, so it cannot be used", entity.it))
        .note("only entities with `activity = \"as claimed\"` are shared; the others name their activities")
        .help(format!("remove `{}` from `uses`", entity.it))
        .remove(entity.place)
}

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for id in register.entity_ids().filter(|&id| register[id].held.get() == Some(&Held::AsClaimed)) {
        let entity = &register[id];
        let path: &[_] = match entity.subject.get() {
            Some(Subject::Path(path)) => path,
            Some(Subject::Itself | Subject::None) | None => &[],
        };
        for field in register.fields_of(id) {
            if path.first() != Some(&field.id) && register.users_of(field.id).next().is_none() {
                let headline = format!("no activity uses `{}.{}`", entity.key.it, field.key.it);
                let finding = Finding::error(Code::R031, field.key.place, headline).note(LAW).help(format!(
                    "add it to the `uses` of an activity, as in `{{ {} = [\"{}\"] }}`, or remove it",
                    entity.key.it, field.key.it
                ));
                let mut users = register.activities.iter().filter(|one| one.uses.iter().any(|used| used.entity == id));
                findings.push(match (users.next(), users.next()) {
                    (Some(only), None) => finding.mend(Mend::ItemIn {
                        table: only.key.place,
                        list: ["uses".to_owned(), entity.key.it.clone()],
                        new: format!("\"{}\"", field.key.it),
                    }),
                    (None, _) | (Some(_), Some(_)) => finding,
                });
            }
        }
    }
}
