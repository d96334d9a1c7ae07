//! What a compiled register *is*: entities, fields, grounds, periods and access, all resolved.
//!
//! The register compiler is the only maker of a [`Model`]; everyone else reads it. After
//! compilation nothing is looked up by name: ids index tables, and every set of alternatives is a
//! closed enum. This crate knows no files, no clock, no database, and depends on `std` alone.

mod activity;
mod area;
mod company;
mod entity;
mod ids;
mod keep;
mod law;
pub mod number;
mod record;
mod row;
mod value;
mod words;

pub use activity::{
    Access, Activity, Grant, Ground, Marketing, OurPart, Reach, Source, Special, SpecialGround, Use, reach,
};
pub use area::Area;
pub use company::{Agreement, Backup, Controller, Recipient, RecipientKind, Role, System, Transfer, YearDay};
pub use entity::{
    Alternative, Category, CategoryKind, Entity, Field, FieldKind, Held, Label, LabelPart, List, Narrowing, Origin,
    Sealed, Subject, When,
};
pub use ids::{ActivityId, CategoryId, EntityId, FieldId, LawId, ListId, RecipientId, RoleId};
pub use keep::{Clock, Keep, Path, Requirement, Span, Term};
pub use law::{Body, Confidence, Deadline, Law, Minimum, Right};
pub use record::{Record, Restriction};
pub use row::{Column, Misfit, Row};
#[doc(hidden)]
pub use row::{bind_field, read_cell};
pub use value::{Class, Day, Moment, NotAnId, RowId, Value};
pub use words::{Language, Words};

use std::ops::Index;

/// A whole compiled register. Immutable once made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Who answers for the processing.
    pub controller: Controller,
    /// Those who work here, by task.
    pub roles: Vec<Role>,
    /// Those outside who receive data.
    pub recipients: Vec<Recipient>,
    /// The places outside where the company keeps data.
    pub systems: Vec<System>,
    /// The laws that activities may rest on.
    pub laws: Vec<Law>,
    /// The deadlines of law.
    pub rights: Vec<Right>,
    /// The kinds of personal data.
    pub categories: Vec<Category>,
    /// The long closed lists.
    pub lists: Vec<List>,
    /// The processing activities.
    pub activities: Vec<Activity>,
    /// The things stored.
    pub entities: Vec<Entity>,
    /// The fields of all entities; an entity's own are neighbours, its `links` fields among them.
    pub fields: Vec<Field>,
    /// How long copies that are kept for safety may be kept.
    pub backup: Backup,
    /// What is declared no more and is to go from the database.
    pub destroyed: Destroyed,
    /// A hash of the register's source text, hexadecimal. Equal text, equal fingerprint.
    pub fingerprint: String,
}

/// What was declared once and whose data the register says are to be destroyed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Destroyed {
    /// Entities, by their words.
    pub entities: Vec<String>,
    /// Fields: the word of an entity that is still declared, and their own.
    pub fields: Vec<(String, String)>,
}

impl Model {
    /// All entity ids in the order of the register.
    pub fn entity_ids(&self) -> impl Iterator<Item = EntityId> + use<> {
        (0..self.entities.len()).map(EntityId::from_index)
    }

    /// All activity ids in the order of the register.
    pub fn activity_ids(&self) -> impl Iterator<Item = ActivityId> + use<> {
        (0..self.activities.len()).map(ActivityId::from_index)
    }

    /// All role ids in the order of the register.
    pub fn role_ids(&self) -> impl Iterator<Item = RoleId> + use<> {
        (0..self.roles.len()).map(RoleId::from_index)
    }

    /// The stored fields of `entity`, in the order of the register.
    pub fn fields_of(&self, entity: EntityId) -> &[FieldId] {
        &self[entity].fields
    }

    /// The entity called `key`. For binding and for the command line only.
    pub fn entity_named(&self, key: &str) -> Option<EntityId> {
        self.entity_ids().find(|&id| self[id].key == key)
    }

    /// The field of `entity` called `key`. For binding and for the command line only.
    pub fn field_named(&self, entity: EntityId, key: &str) -> Option<FieldId> {
        self.fields_of(entity).iter().copied().find(|&id| self[id].key == key)
    }

    /// The role called `key`. For binding and for the command line only.
    pub fn role_named(&self, key: &str) -> Option<RoleId> {
        self.role_ids().find(|&id| self[id].key == key)
    }

    /// The activities whose `uses` names `entity`, each with the fields it uses.
    pub fn users_of(&self, entity: EntityId) -> impl Iterator<Item = (ActivityId, &[FieldId])> {
        self.activity_ids().flat_map(move |id| {
            let uses = self[id].uses.iter().filter(move |used| used.entity == entity);
            uses.map(move |used| (id, used.fields.as_slice()))
        })
    }

    /// The entity that a link field, or a `links` field, leads to.
    pub fn target(&self, link: FieldId) -> Option<EntityId> {
        match self[link].kind {
            FieldKind::Link { to, .. } => Some(to),
            FieldKind::Links { from } => Some(self[from].entity),
            _ => None,
        }
    }

    /// The activities that hold `field`: its own, or its entity's.
    pub fn activities_of(&self, field: FieldId) -> Vec<ActivityId> {
        let it = &self[field];
        it.activities.clone().unwrap_or_else(|| self[it.entity].held.activities())
    }

    /// The alternatives of a choice, its own or those of its list; none for other kinds.
    pub fn alternatives(&self, field: FieldId) -> Option<&[Alternative]> {
        match &self[field].kind {
            FieldKind::Choice(of) => Some(of),
            FieldKind::Listed(list) => Some(&self[*list].of),
            _ => None,
        }
    }
}

macro_rules! index {
    ($($id:ty => $table:ident: $item:ty),* $(,)?) => {$(
        impl Index<$id> for Model {
            type Output = $item;
            fn index(&self, id: $id) -> &$item {
                &self.$table[id.index()]
            }
        }
    )*};
}

index! {
    RoleId => roles: Role,
    RecipientId => recipients: Recipient,
    LawId => laws: Law,
    CategoryId => categories: Category,
    ListId => lists: List,
    ActivityId => activities: Activity,
    EntityId => entities: Entity,
    FieldId => fields: Field,
}

#[cfg(test)]
mod tests;
