//! Resolving `[activity.X]`.

use super::access::grants;
use super::entity::Resolver;
use super::names::Names;
use super::resolved::Activity;
use super::{path, special};
use crate::finding::{At, Findings, Part};
use crate::rules::{r016_no_balancing, r017_no_consent_text, r031_shared_field};
use crate::syntax::draft::{ActivityDraft, Basis, Item};
use model::{Ground, LawId, OurPart, Use, Words};

pub(super) fn resolve(
    in_use: bool,
    item: Item<ActivityDraft>,
    resolver: &Resolver<'_>,
    findings: &mut Findings,
) -> Activity {
    let Item { key, it: draft } = item;
    let names = resolver.names;
    let laws = laws(&draft, names, findings);
    let ground = ground(&key, &draft, &laws, findings);
    let uses = draft.uses.iter().filter_map(|(entity, fields)| used(entity, fields, resolver, findings)).collect();
    let responsible = draft.responsible.into_option().and_then(|role| names.role(&role, findings));
    let access_place = draft.access.get().map(|access| access.place);
    let access = draft.access.and_then(|access| grants(names, &access.it, findings));
    let special = special::resolve(&draft.special, names, findings);
    let sale = draft
        .sale
        .as_ref()
        .and_then(|name| Some(At { it: path::of_any_entity(resolver, name, findings)?, place: name.place }));
    let recipients = draft.recipients.iter().filter_map(|name| names.recipient(name, findings)).collect();
    Activity {
        key,
        in_use,
        purpose: draft.purpose,
        subjects: draft.subjects,
        part: draft.part.get().map_or(OurPart::Controller, |part| part.it),
        basis: draft.basis.get().map(|basis| basis.place),
        ground,
        laws,
        special,
        marketing: draft.marketing,
        sale,
        source: draft.source,
        notice: draft.notice,
        uses,
        responsible,
        access,
        access_place,
        recipients,
        longest: draft.longest,
    }
}

/// The laws that are named.
fn laws(draft: &ActivityDraft, names: &Names, findings: &mut Findings) -> Part<Vec<At<LawId>>> {
    draft.law.as_ref().and_then(|named| {
        let laws: Vec<_> =
            named.iter().map(|name| Some(At { it: names.law(name, findings)?, place: name.place })).collect();
        laws.into_iter().collect()
    })
}

/// The ground with what it demands be written down; what is not has a finding for each ground. Laws are judged later.
fn ground(
    key: &At<String>,
    draft: &ActivityDraft,
    laws: &Part<Vec<At<LawId>>>,
    findings: &mut Findings,
) -> Option<Ground> {
    let mut spoken = |part: &Part<At<Words>>, finding: &dyn Fn() -> crate::Finding| {
        if part.is_absent() {
            findings.push(finding());
        }
        part.get().map(|words| words.it.clone())
    };
    let laws = || laws.get().into_iter().flatten().map(|law| law.it).collect();
    Some(match draft.basis.get()?.it {
        Basis::Consent => Ground::Consent { text: spoken(&draft.consent, &|| r017_no_consent_text::finding(key))? },
        Basis::Contract => Ground::Contract,
        Basis::LegalObligation => Ground::LegalObligation { laws: laws() },
        Basis::VitalInterests => Ground::VitalInterests,
        Basis::PublicTask => Ground::PublicTask { laws: laws() },
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
