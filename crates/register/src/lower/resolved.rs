//! A resolved register: names are ids, places are kept for the rules, and what a finding has spoilt is known to be
//! broken. Becomes a [`model::Model`] when nothing is.

use crate::finding::{At, Part, Place};
use crate::syntax::draft::{Addressees, AgreementDraft};
use model::{
    ActivityId, Area, Backup, Body, Category, CategoryId, CategoryKind, Confidence, Controller, Day, Destroyed,
    EntityId, FieldId, FieldKind, Grant, Ground, Held, Keep, Label, LawId, List, Minimum, Narrowing, Origin, OurPart,
    Path, RecipientId, RecipientKind, Right, RoleId, Sealed, Source, Span, Subject, Term, Transfer, Use, When, Words,
};
use std::ops::{Index, Range};

#[derive(Debug)]
pub(crate) struct Register {
    pub(crate) controller: Option<Controller>,
    pub(crate) roles: Vec<Role>,
    pub(crate) recipients: Vec<Recipient>,
    pub(crate) systems: Vec<System>,
    pub(crate) laws: Vec<Law>,
    /// None where a finding says why not.
    pub(crate) rights: Vec<Option<Right>>,
    /// None where a finding says why not.
    pub(crate) categories: Vec<Option<Category>>,
    /// None where a finding says why not.
    pub(crate) lists: Vec<Option<List>>,
    pub(crate) activities: Vec<Activity>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) fields: Vec<Field>,
    pub(crate) backup: Option<Backup>,
    pub(crate) destroyed: Destroyed,
}

#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) key: At<String>,
    pub(crate) name: Part<At<Words>>,
    pub(crate) rights: bool,
    pub(crate) break_glass: bool,
    pub(crate) second_factor: bool,
}

#[derive(Debug)]
pub(crate) struct Recipient {
    pub(crate) key: At<String>,
    pub(crate) name: Part<At<String>>,
    pub(crate) kind: Part<At<RecipientKind>>,
    pub(crate) task: Part<At<Words>>,
    pub(crate) country: Part<At<String>>,
    pub(crate) categories: Vec<At<CategoryId>>,
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
    pub(crate) categories: Vec<At<CategoryId>>,
    pub(crate) keep: Part<At<Words>>,
    pub(crate) owner: Part<RoleId>,
    pub(crate) routine: Part<At<Words>>,
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
    pub(crate) minimum: Part<At<Minimum>>,
}

/// A ground for special categories, and where it stands.
#[derive(Debug)]
pub(crate) struct Special {
    pub(crate) place: Place,
    pub(crate) it: model::Special,
}

/// A law that forbids erasure, where it is named, and its date.
#[derive(Debug)]
pub(crate) struct Requirement {
    pub(crate) law: At<LawId>,
    pub(crate) from: Path,
}

#[derive(Debug)]
pub(crate) struct Activity {
    pub(crate) key: At<String>,
    /// Whether the company does it.
    pub(crate) in_use: bool,
    pub(crate) purpose: Part<At<Words>>,
    pub(crate) subjects: Part<At<Words>>,
    pub(crate) part: OurPart,
    /// Where the basis stands.
    pub(crate) basis: Option<Place>,
    pub(crate) ground: Option<Ground>,
    /// The laws of the ground, each where it is named.
    pub(crate) laws: Part<Vec<At<LawId>>>,
    pub(crate) special: Part<Special>,
    pub(crate) marketing: Part<At<Addressees>>,
    /// The field that shows the sale.
    pub(crate) sale: Part<At<FieldId>>,
    pub(crate) source: Part<At<Source>>,
    pub(crate) notice: Part<At<Words>>,
    pub(crate) uses: Vec<Use>,
    pub(crate) responsible: Option<RoleId>,
    pub(crate) access: Part<Vec<(RoleId, Grant)>>,
    /// Where that stands.
    pub(crate) access_place: Option<Place>,
    pub(crate) recipients: Vec<RecipientId>,
    pub(crate) longest: Part<At<Span>>,
}

#[derive(Debug)]
pub(crate) struct Entity {
    pub(crate) key: At<String>,
    pub(crate) area: Area,
    /// Whether the company uses that area.
    pub(crate) in_use: bool,
    pub(crate) name: Part<At<Words>>,
    pub(crate) held: Part<Held>,
    pub(crate) subject: Part<Subject>,
    pub(crate) subject_when: Part<When>,
    pub(crate) own: Vec<Vec<FieldId>>,
    pub(crate) access: Part<Narrowing>,
    pub(crate) special: Part<Special>,
    pub(crate) sealed: Part<At<Sealed>>,
    pub(crate) label: Part<Label>,
    pub(crate) list: Vec<FieldId>,
    pub(crate) search: Vec<FieldId>,
    pub(crate) keep: Part<Keep>,
    pub(crate) keep_place: Option<Place>,
    pub(crate) require: Vec<Requirement>,
    pub(crate) was: Option<String>,
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
    /// What it says beside its kind.
    pub(crate) terms: FieldTerms,
}

/// What a field says beside its kind.
#[derive(Debug, Default)]
pub(crate) struct FieldTerms {
    pub(crate) category: Option<CategoryId>,
    pub(crate) origin: Option<Origin>,
    pub(crate) sealed: Part<At<Sealed>>,
    pub(crate) activities: Part<Vec<ActivityId>>,
    pub(crate) access: Part<Narrowing>,
    pub(crate) keep: Part<At<Vec<Term>>>,
    pub(crate) with: Option<FieldId>,
    pub(crate) require: Vec<Requirement>,
    pub(crate) when: Part<When>,
    pub(crate) was: Option<String>,
    pub(crate) need: Part<At<Words>>,
}

impl Register {
    pub(crate) fn entity_ids(&self) -> impl Iterator<Item = EntityId> + use<> {
        (0..self.entities.len()).map(EntityId::from_index)
    }

    /// The stored fields of an entity.
    pub(crate) fn fields_of(&self, entity: EntityId) -> impl Iterator<Item = &Field> {
        self.fields[self[entity].fields.clone()].iter().filter(|field| field.is_stored())
    }

    /// The entity that a link, or a `links` field, leads to.
    pub(crate) fn target(&self, link: FieldId) -> Option<EntityId> {
        match self[link].kind.get() {
            Some(FieldKind::Link { to, .. }) => Some(*to),
            Some(FieldKind::Links { from }) => Some(self[*from].entity),
            _ => None,
        }
    }

    /// The activities that use a shared field.
    pub(crate) fn users_of(&self, field: FieldId) -> impl Iterator<Item = &Activity> {
        self.activities.iter().filter(move |activity| activity.uses.iter().any(|used| used.fields.contains(&field)))
    }

    /// The activities that hold a field: its own, or its entity's.
    pub(crate) fn activities_of(&self, field: &Field) -> Vec<ActivityId> {
        match (&field.terms.activities, self[field.entity].held.get()) {
            (Part::Is(own), _) => own.clone(),
            (Part::Absent | Part::Broken, Some(held)) => held.activities(),
            (Part::Absent | Part::Broken, None) => Vec::new(),
        }
    }

    /// Whether a field is about a person.
    pub(crate) fn is_personal(&self, field: &Field) -> bool {
        let held = self[field.entity].held.get();
        matches!(held, Some(Held::AsClaimed | Held::By(_) | Held::ByChoice { .. })) && field.impersonal.is_absent()
    }

    /// How the law protects what a field holds.
    pub(crate) fn protection_of(&self, field: &Field) -> CategoryKind {
        let category = field.terms.category.and_then(|id| self.categories[id.index()].as_ref());
        category.map_or(CategoryKind::Ordinary, |category| category.kind)
    }

    /// Whether a field is stored encrypted.
    pub(crate) fn sealed(&self, field: &Field) -> Sealed {
        let own = field.terms.sealed.get().or_else(|| self[field.entity].sealed.get());
        own.map_or(Sealed::No, |sealed| sealed.it)
    }
}

impl Field {
    /// Whether it has a column: `links` fields have none.
    pub(crate) fn is_stored(&self) -> bool {
        !matches!(self.kind.get(), Some(FieldKind::Links { .. }))
    }

    /// Whether no row is without it.
    pub(crate) fn is_always_there(&self) -> bool {
        self.required.is_some() && self.terms.when.is_absent()
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
