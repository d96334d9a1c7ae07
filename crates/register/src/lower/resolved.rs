//! A resolved register: names are ids, places are kept for the rules, and what a finding has spoilt is known to be
//! broken. Becomes a [`model::Model`] when nothing is.

use crate::finding::{At, Part, Place};
use crate::syntax::draft::AgreementDraft;
use model::{
    Access, ActivityId, Agreement, Body, Confidence, Controller, Day, EntityAccess, EntityId, FieldId, FieldKind,
    Ground, Held, Keep, Label, LawId, Model, RecipientId, RecipientKind, RoleId, Source, Subject, Transfer, Use, Words,
};
use std::ops::{Index, Range};

#[derive(Debug)]
pub(crate) struct Register {
    pub(crate) controller: Option<Controller>,
    pub(crate) roles: Vec<Role>,
    pub(crate) recipients: Vec<Recipient>,
    pub(crate) systems: Vec<System>,
    pub(crate) laws: Vec<Law>,
    pub(crate) activities: Vec<Activity>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) fields: Vec<Field>,
}

#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) key: At<String>,
    pub(crate) name: Part<At<Words>>,
    pub(crate) rights: bool,
}

#[derive(Debug)]
pub(crate) struct Recipient {
    pub(crate) key: At<String>,
    pub(crate) name: Part<At<String>>,
    pub(crate) kind: Part<At<RecipientKind>>,
    pub(crate) task: Part<At<Words>>,
    pub(crate) country: Part<At<String>>,
    /// As it is written: there is no name in it.
    pub(crate) agreement: Part<At<AgreementDraft>>,
    pub(crate) transfer: Part<At<Transfer>>,
}

#[derive(Debug)]
pub(crate) struct System {
    pub(crate) key: At<String>,
    pub(crate) name: Part<At<String>>,
    pub(crate) holds: Part<At<Words>>,
    pub(crate) activities: Vec<ActivityId>,
    pub(crate) keep: Part<At<Words>>,
    pub(crate) owner: Part<RoleId>,
    pub(crate) country: Part<At<String>>,
    pub(crate) transfer: Part<At<Transfer>>,
}

#[derive(Debug)]
pub(crate) struct Law {
    pub(crate) key: At<String>,
    pub(crate) title: Part<At<Words>>,
    pub(crate) source: Part<At<String>>,
    pub(crate) valid_from: Part<At<Day>>,
    pub(crate) valid_to: Part<At<Day>>,
    pub(crate) checked_on: Part<At<Day>>,
    pub(crate) confidence: Part<At<Confidence>>,
    pub(crate) applies_to: Part<Vec<At<Body>>>,
    /// The one that a company would rest on.
    pub(crate) instead: Option<LawId>,
}

#[derive(Debug)]
pub(crate) struct Activity {
    pub(crate) key: At<String>,
    pub(crate) purpose: Part<At<Words>>,
    pub(crate) subjects: Part<At<Words>>,
    pub(crate) ground: Option<Ground>,
    /// The laws of the ground, each where it is named.
    pub(crate) laws: Part<Vec<At<LawId>>>,
    pub(crate) source: Part<At<Source>>,
    pub(crate) notice: Part<At<Words>>,
    pub(crate) uses: Vec<Use>,
    pub(crate) responsible: Option<RoleId>,
    pub(crate) access: Part<Vec<(RoleId, Access)>>,
    pub(crate) recipients: Vec<RecipientId>,
}

#[derive(Debug)]
pub(crate) struct Entity {
    pub(crate) key: At<String>,
    pub(crate) name: Part<At<Words>>,
    pub(crate) held: Part<Held>,
    pub(crate) subject: Part<Subject>,
    pub(crate) access: Part<EntityAccess>,
    pub(crate) label: Part<Label>,
    pub(crate) list: Vec<FieldId>,
    pub(crate) search: Vec<FieldId>,
    pub(crate) keep: Part<Keep>,
    pub(crate) keep_place: Option<Place>,
    /// Its fields' indices: they are neighbours.
    pub(crate) fields: Range<usize>,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) id: FieldId,
    pub(crate) key: At<String>,
    pub(crate) entity: EntityId,
    pub(crate) name: Part<At<Words>>,
    pub(crate) kind: Part<FieldKind>,
    /// Where it says so.
    pub(crate) required: Option<Place>,
    pub(crate) unique: bool,
    pub(crate) impersonal: Part<At<String>>,
}

impl Register {
    pub(crate) fn entity_ids(&self) -> impl Iterator<Item = EntityId> + use<> {
        (0..self.entities.len()).map(EntityId::from_index)
    }

    pub(crate) fn fields_of(&self, entity: EntityId) -> &[Field] {
        &self.fields[self[entity].fields.clone()]
    }

    /// The entity that a link leads to.
    pub(crate) fn target(&self, link: FieldId) -> Option<EntityId> {
        match self[link].kind.get() {
            Some(FieldKind::Link { to, .. }) => Some(*to),
            _ => None,
        }
    }

    /// The activities that use a shared field.
    pub(crate) fn users_of(&self, field: FieldId) -> impl Iterator<Item = &Activity> {
        self.activities.iter().filter(move |activity| activity.uses.iter().any(|used| used.fields.contains(&field)))
    }

    /// The model; none where a part is missing or broken, which a finding has said.
    pub(crate) fn into_model(self, fingerprint: String) -> Option<Model> {
        Some(Model {
            controller: self.controller?,
            roles: self.roles.into_iter().map(Role::into_model).collect::<Option<_>>()?,
            recipients: self.recipients.into_iter().map(Recipient::into_model).collect::<Option<_>>()?,
            systems: self.systems.into_iter().map(System::into_model).collect::<Option<_>>()?,
            laws: self.laws.into_iter().map(Law::into_model).collect::<Option<_>>()?,
            activities: self.activities.into_iter().map(Activity::into_model).collect::<Option<_>>()?,
            entities: self.entities.into_iter().map(Entity::into_model).collect::<Option<_>>()?,
            fields: self.fields.into_iter().map(Field::into_model).collect::<Option<_>>()?,
            fingerprint,
        })
    }
}

impl Role {
    fn into_model(self) -> Option<model::Role> {
        Some(model::Role { key: self.key.it, name: self.name.into_option()?.it, rights: self.rights })
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
        })
    }
}

impl Activity {
    fn into_model(self) -> Option<model::Activity> {
        Some(model::Activity {
            key: self.key.it,
            purpose: self.purpose.into_option()?.it,
            subjects: self.subjects.into_option()?.it,
            ground: self.ground?,
            source: self.source.into_option()?.it,
            notice: self.notice.into_option().map(|notice| notice.it),
            uses: self.uses,
            responsible: self.responsible?,
            access: self.access.into_option()?,
            recipients: self.recipients,
        })
    }
}

impl Entity {
    fn into_model(self) -> Option<model::Entity> {
        Some(model::Entity {
            key: self.key.it,
            name: self.name.into_option()?.it,
            held: self.held.into_option()?,
            subject: self.subject.into_option()?,
            access: self.access.into_option()?,
            label: self.label.into_option()?,
            list: self.list,
            search: self.search,
            keep: self.keep.into_option()?,
            fields: self.fields.map(FieldId::from_index).collect(),
        })
    }
}

impl Field {
    fn into_model(self) -> Option<model::Field> {
        Some(model::Field {
            key: self.key.it,
            entity: self.entity,
            name: self.name.into_option()?.it,
            kind: self.kind.into_option()?,
            required: self.required.is_some(),
            unique: self.unique,
            impersonal: match self.impersonal {
                Part::Absent => None,
                reason => Some(reason.into_option()?.it),
            },
        })
    }
}

impl Index<ActivityId> for Register {
    type Output = Activity;
    fn index(&self, id: ActivityId) -> &Activity {
        &self.activities[id.index()]
    }
}

impl Index<LawId> for Register {
    type Output = Law;
    fn index(&self, id: LawId) -> &Law {
        &self.laws[id.index()]
    }
}

impl Index<EntityId> for Register {
    type Output = Entity;
    fn index(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }
}

impl Index<FieldId> for Register {
    type Output = Field;
    fn index(&self, id: FieldId) -> &Field {
        &self.fields[id.index()]
    }
}
