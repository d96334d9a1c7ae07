//! Resolving `[entity.X]`, once all entities and fields are known.

use super::names::Names;
use super::resolved::{Entity, Field};
use super::{keep, label, subject};
use crate::finding::{At, Findings, Part};
use crate::rules::{r003_unknown_name, r005_wrong_value};
use crate::syntax::draft::{ActivitiesDraft, EntityDraft, Item};
use model::{EntityAccess, EntityId, FieldId, FieldKind, Held, Keep, Subject};
use std::ops::Range;

/// All entities as drafts, all fields resolved.
pub(super) struct Resolver<'a> {
    pub(super) names: &'a Names,
    entities: &'a [Item<EntityDraft>],
    fields: &'a [Field],
    neighbours: &'a [Range<usize>],
}

impl<'a> Resolver<'a> {
    pub(super) fn new(
        names: &'a Names,
        entities: &'a [Item<EntityDraft>],
        fields: &'a [Field],
        neighbours: &'a [Range<usize>],
    ) -> Self {
        Self { names, entities, fields, neighbours }
    }

    pub(super) fn draft(&self, id: EntityId) -> &'a Item<EntityDraft> {
        &self.entities[id.index()]
    }

    pub(super) fn fields(&self, id: EntityId) -> &'a [Field] {
        &self.fields[self.neighbours[id.index()].clone()]
    }

    pub(super) fn field(&self, id: EntityId, name: &str) -> Option<&'a Field> {
        self.fields(id).iter().find(|field| field.key.it == name)
    }

    pub(super) fn field_names(&self, id: EntityId) -> impl Iterator<Item = &'a str> {
        self.fields(id).iter().map(|field| field.key.it.as_str())
    }

    /// Whether the entity has no purpose of its own.
    pub(super) fn is_shared(&self, id: EntityId) -> bool {
        matches!(self.draft(id).it.activity, Part::Is(ActivitiesDraft::AsClaimed))
    }

    /// The field of that name, or a finding.
    pub(super) fn named(&self, id: EntityId, name: &At<String>, findings: &mut Findings) -> Option<&'a Field> {
        let found = self.field(id, &name.it);
        if found.is_none() {
            let kind = format!("field of `{}` called", self.draft(id).key.it);
            findings.push(r003_unknown_name::finding(&kind, name, self.field_names(id)));
        }
        found
    }

    pub(super) fn entity(&self, index: usize, findings: &mut Findings) -> Entity {
        let id = EntityId::from_index(index);
        let Item { key, it: draft } = self.draft(id);
        if let (true, Part::Is(keep)) = (self.is_shared(id), &draft.keep)
            && keep.it != crate::syntax::keep::KeepDraft::WhileClaimed
        {
            findings.push(r005_wrong_value::shared_row_with_period(keep.place));
        }
        let held = self.held(draft, findings);
        // Only what is about nobody may do without a subject and without a period.
        let impersonal = held.get() == Some(&Held::Impersonal);
        Entity {
            held,
            key: key.clone(),
            name: draft.name.clone(),
            subject: match draft.subject.as_ref() {
                Part::Absent if impersonal => Part::Is(Subject::None),
                path => path.and_then(|path| subject::resolve(self, id, path, findings)),
            },
            access: match draft.access.as_ref() {
                Part::Absent => Part::Is(EntityAccess::ByActivity),
                access => access.map(|access| access.it),
            },
            label: draft.label.as_ref().and_then(|text| label::resolve(self, id, text, findings)),
            list: draft.list.iter().filter_map(|name| self.named(id, name, findings)).map(|field| field.id).collect(),
            search: self.search(id, &draft.search, findings),
            keep: match draft.keep.as_ref() {
                Part::Absent if impersonal => Part::Is(Keep::Always),
                keep => keep.and_then(|keep| keep::resolve(self, id, &keep.it, findings)),
            },
            keep_place: draft.keep.get().map(|keep| keep.place),
            fields: self.neighbours[index].clone(),
        }
    }

    fn held(&self, draft: &EntityDraft, findings: &mut Findings) -> Part<Held> {
        match (&draft.impersonal, &draft.activity) {
            (Part::Is(_), _) => Part::Is(Held::Impersonal),
            (Part::Broken, _) | (_, Part::Broken) => Part::Broken,
            (Part::Absent, Part::Absent) => Part::Absent,
            (Part::Absent, Part::Is(ActivitiesDraft::AsClaimed)) => Part::Is(Held::AsClaimed),
            (Part::Absent, Part::Is(ActivitiesDraft::Named(names))) if names.is_empty() => Part::Absent,
            (Part::Absent, Part::Is(ActivitiesDraft::Named(names))) => {
                let ids: Vec<_> = names.iter().map(|name| self.names.activity(name, findings)).collect();
                let ids: Option<Vec<_>> = ids.into_iter().collect();
                ids.map_or(Part::Broken, |ids| Part::Is(Held::By(ids)))
            }
        }
    }

    fn search(&self, id: EntityId, names: &[At<String>], findings: &mut Findings) -> Vec<FieldId> {
        let mut found = Vec::new();
        for name in names {
            let Some(field) = self.named(id, name, findings) else { continue };
            match field.kind.get() {
                Some(FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Email | FieldKind::Phone) => {
                    found.push(field.id);
                }
                None => {}
                Some(
                    FieldKind::Integer
                    | FieldKind::Boolean
                    | FieldKind::Date
                    | FieldKind::DateTime
                    | FieldKind::Choice(_)
                    | FieldKind::Link { .. },
                ) => findings.push(r005_wrong_value::not_searchable(name)),
            }
        }
        found
    }
}
