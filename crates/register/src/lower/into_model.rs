//! From a resolved register to a model, once no finding stands against it.

use super::resolved::{Activity, Entity, Field, Law, Recipient, Register, Requirement, Role, System};
use crate::finding::Part;
use crate::syntax::draft::{Addressees, AgreementDraft};
use model::{Agreement, FieldId, Marketing, Model, Narrowing, Origin, Source};

impl Register {
    /// The model; none where a part is missing or broken, which a finding has said.
    pub(crate) fn into_model(self, fingerprint: String) -> Option<Model> {
        let entities = self.entities.iter().map(|entity| entity.to_model(&self)).collect::<Option<_>>()?;
        let fields = self.fields.iter().map(|field| field.to_model(&self)).collect::<Option<_>>()?;
        Some(Model {
            entities,
            fields,
            roles: self.roles.into_iter().map(Role::into_model).collect::<Option<_>>()?,
            recipients: self.recipients.into_iter().map(Recipient::into_model).collect::<Option<_>>()?,
            systems: self.systems.into_iter().map(System::into_model).collect::<Option<_>>()?,
            laws: self.laws.into_iter().map(Law::into_model).collect::<Option<_>>()?,
            rights: self.rights.into_iter().collect::<Option<_>>()?,
            categories: self.categories.into_iter().collect::<Option<_>>()?,
            lists: self.lists.into_iter().collect::<Option<_>>()?,
            activities: self.activities.into_iter().map(Activity::into_model).collect::<Option<_>>()?,
            controller: self.controller?,
            backup: self.backup?,
            destroyed: self.destroyed,
            fingerprint,
        })
    }
}

impl Role {
    fn into_model(self) -> Option<model::Role> {
        Some(model::Role {
            key: self.key.it,
            name: self.name.into_option()?.it,
            rights: self.rights,
            second_factor: self.second_factor,
            break_glass: self.break_glass,
        })
    }
}

impl Recipient {
    fn into_model(self) -> Option<model::Recipient> {
        Some(model::Recipient {
            key: self.key.it,
            name: self.name.into_option()?.it,
            kind: self.kind.into_option()?.it,
            task: self.task.into_option()?.it,
            country: self.country.into_option()?.it,
            categories: self.categories.into_iter().map(|category| category.it).collect(),
            agreement: match self.agreement {
                Part::Absent => None,
                agreement => Some(into_agreement(agreement.into_option()?.it)?),
            },
            transfer: self.transfer.into_option().map(|ground| ground.it),
        })
    }
}

fn into_agreement(draft: AgreementDraft) -> Option<Agreement> {
    let AgreementDraft { dated, expires, .. } = draft;
    Some(Agreement { dated: dated.into_option()?.it, expires: expires.into_option().map(|day| day.it) })
}

impl System {
    fn into_model(self) -> Option<model::System> {
        Some(model::System {
            key: self.key.it,
            name: self.name.into_option()?.it,
            holds: self.holds.into_option()?.it,
            activities: self.activities,
            categories: self.categories.into_iter().map(|category| category.it).collect(),
            routine: self.routine.into_option().map(|words| words.it),
            keep: self.keep.into_option()?.it,
            owner: self.owner.into_option()?,
            country: self.country.into_option().map(|code| code.it),
            transfer: self.transfer.into_option().map(|ground| ground.it),
        })
    }
}

impl Law {
    fn into_model(self) -> Option<model::Law> {
        Some(model::Law {
            key: self.key.it,
            title: self.title.into_option()?.it,
            source: self.source.into_option()?.it,
            valid_from: self.valid_from.into_option()?.it,
            valid_to: self.valid_to.into_option().map(|day| day.it),
            checked_on: self.checked_on.into_option()?.it,
            confidence: self.confidence.into_option()?.it,
            applies_to: self.applies_to.into_option()?.into_iter().map(|body| body.it).collect(),
            minimum: self.minimum.into_option().map(|minimum| minimum.it),
        })
    }
}

impl Activity {
    fn into_model(self) -> Option<model::Activity> {
        Some(model::Activity {
            key: self.key.it,
            in_use: self.in_use,
            purpose: self.purpose.into_option()?.it,
            subjects: self.subjects.into_option()?.it,
            part: self.part,
            ground: self.ground?,
            special: self.special.into_option().map(|special| special.it),
            marketing: match self.marketing.into_option().map(|to| to.it) {
                None => None,
                Some(Addressees::Consent) => Some(Marketing::Consent),
                Some(Addressees::ExistingCustomer) => {
                    Some(Marketing::ExistingCustomer { sale: self.sale.into_option()?.it })
                }
                Some(Addressees::ImpersonalAddress) => Some(Marketing::ImpersonalAddress),
            },
            source: self.source.into_option()?.it,
            notice: self.notice.into_option().map(|notice| notice.it),
            uses: self.uses,
            responsible: self.responsible?,
            access: self.access.into_option()?,
            recipients: self.recipients,
            longest: self.longest.into_option().map(|span| span.it),
        })
    }
}

impl Entity {
    fn to_model(&self, register: &Register) -> Option<model::Entity> {
        let (links, fields): (Vec<FieldId>, Vec<FieldId>) =
            self.fields.clone().map(FieldId::from_index).partition(|&field| !register[field].is_stored());
        Some(model::Entity {
            key: self.key.it.clone(),
            name: self.name.get()?.it.clone(),
            area: self.area,
            in_use: self.in_use,
            held: self.held.get()?.clone(),
            subject: self.subject.get()?.clone(),
            subject_when: self.subject_when.get().cloned(),
            own: self.own.clone(),
            access: self.access.get()?.clone(),
            special: self.special.get().map(|special| special.it.clone()),
            label: self.label.get()?.clone(),
            list: self.list.clone(),
            search: self.search.clone(),
            keep: self.keep.get()?.clone(),
            require: self.require.iter().map(Requirement::to_model).collect(),
            was: self.was.clone(),
            fields,
            links,
        })
    }
}

impl Requirement {
    fn to_model(&self) -> model::Requirement {
        model::Requirement { law: self.law.it, from: self.from.clone() }
    }
}

impl Field {
    fn to_model(&self, register: &Register) -> Option<model::Field> {
        let terms = &self.terms;
        Some(model::Field {
            key: self.key.it.clone(),
            entity: self.entity,
            name: self.name.get()?.it.clone(),
            kind: self.kind.get()?.clone(),
            required: self.required.is_some(),
            unique: self.unique,
            impersonal: self.impersonal.get().map(|reason| reason.it.clone()),
            category: terms.category,
            origin: terms.origin.unwrap_or_else(|| register.usual_origin(self)),
            sealed: register.sealed(self),
            activities: terms.activities.get().cloned(),
            access: terms.access.get().cloned().unwrap_or(Narrowing::None),
            keep: terms.keep.get().map(|keep| keep.it.clone()),
            with: terms.with,
            require: terms.require.iter().map(Requirement::to_model).collect(),
            when: terms.when.get().cloned(),
            was: terms.was.clone(),
            need: terms.need.get().map(|need| need.it.clone()),
        })
    }
}

impl Register {
    /// How data come about where the field does not say: as its first activity's source has it.
    fn usual_origin(&self, field: &Field) -> Origin {
        let source = self.activities_of(field).first().and_then(|&activity| self[activity].source.get());
        match source.map(|source| source.it) {
            Some(Source::Person | Source::PersonAndOthers) | None => Origin::Subject,
            Some(Source::Ourselves) => Origin::Derived,
            Some(Source::OpenSources | Source::ThirdParty) => Origin::ThirdParty,
        }
    }
}
