//! Resolving `[activity.X]`.

use super::entity::Resolver;
use super::resolved::Activity;
use crate::finding::{At, Findings, Part};
use crate::rules::{r015_no_law, r016_no_balancing, r017_no_consent_text, r031_shared_field};
use crate::syntax::draft::{ActivityDraft, Basis, Item};
use model::{Ground, Use, Words};

pub(super) fn resolve(item: Item<ActivityDraft>, resolver: &Resolver<'_>, findings: &mut Findings) -> Activity {
    let Item { key, it: draft } = item;
    let names = resolver.names;
    let ground = ground(&key, &draft, findings);
    let uses = draft.uses.iter().filter_map(|(entity, fields)| used(entity, fields, resolver, findings)).collect();
    let responsible = draft.responsible.into_option().and_then(|role| names.role(&role, findings));
    let access = draft.access.and_then(|access| {
        let roles: Vec<_> =
            access.iter().map(|(role, access)| Some((names.role(role, findings)?, access.it))).collect();
        roles.into_iter().collect()
    });
    let recipients = draft.recipients.iter().filter_map(|name| names.recipient(name, findings)).collect();
    Activity {
        key,
        purpose: draft.purpose,
        subjects: draft.subjects,
        ground,
        source: draft.source,
        uses,
        responsible,
        access,
        recipients,
    }
}

/// The ground with what it demands be written down; what is not has a finding for each ground.
fn ground(key: &At<String>, draft: &ActivityDraft, findings: &mut Findings) -> Option<Ground> {
    let mut spoken = |part: &Part<At<Words>>, finding: &dyn Fn() -> crate::Finding| {
        if part.is_absent() {
            findings.push(finding());
        }
        part.get().map(|words| words.it.clone())
    };
    let no_law = || r015_no_law::finding(key);
    Some(match draft.basis.get()?.it {
        Basis::Consent => Ground::Consent { text: spoken(&draft.consent, &|| r017_no_consent_text::finding(key))? },
        Basis::Contract => Ground::Contract,
        Basis::LegalObligation => Ground::LegalObligation { law: spoken(&draft.law, &no_law)? },
        Basis::VitalInterests => Ground::VitalInterests,
        Basis::PublicTask => Ground::PublicTask { law: spoken(&draft.law, &no_law)? },
        Basis::LegitimateInterests => {
            let interest = spoken(&draft.interest, &|| r016_no_balancing::finding(key, "interest"));
            let balancing = spoken(&draft.balancing, &|| r016_no_balancing::finding(key, "balancing"));
            Ground::LegitimateInterests { interest: interest?, balancing: balancing? }
        }
    })
}

fn used(entity: &At<String>, names: &[At<String>], resolver: &Resolver<'_>, findings: &mut Findings) -> Option<Use> {
    let id = resolver.names.entity(entity, findings)?;
    if !resolver.is_shared(id) {
        findings.push(r031_shared_field::not_shared(entity));
        return None;
    }
    let mut fields = Vec::new();
    for name in names {
        match resolver.field(id, &name.it) {
            Some(field) => fields.push(field.id),
            None => findings.push(r031_shared_field::no_such_field(&entity.it, name, resolver.field_names(id))),
        }
    }
    Some(Use { entity: id, fields })
}
