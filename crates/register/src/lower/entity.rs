//! Resolving `[entity.X]`, once all entities and fields are known.

use super::names::Names;
use super::resolved::{Entity, Field};
use super::{access, field, keep, label, path, special, subject};
use crate::finding::{At, Findings, Part};
use crate::rules::{r003_unknown_name, r005_wrong_value, r010_no_activity};
use crate::syntax::draft::{ActivitiesDraft, EntityDraft, FieldDraft, Item};
use crate::syntax::field::Type;
use model::{
    ActivityId, Area, CategoryId, EntityId, FieldId, FieldKind, Held, Keep, List, ListId, Narrowing, Path, Subject,
};
use std::collections::HashMap;
use std::ops::Range;

/// The entity whose rows are people who work here, each with the person it is.
const USER: &str = "user";

/// All entities as drafts, all fields with their kinds.
pub(super) struct Resolver<'a> {
    pub(super) names: &'a Names,
    pub(super) entities: &'a [Item<EntityDraft>],
    pub(super) fields: &'a [Field],
    /// What each field says beside its kind, in the order of the fields.
    pub(super) drafts: &'a [FieldDraft],
    pub(super) neighbours: &'a [Range<usize>],
    pub(super) lists: &'a [Option<List>],
    pub(super) defaults: &'a [(Type, CategoryId)],
    /// Each entity's fields by name.
    by_name: Vec<HashMap<&'a str, usize>>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(
        names: &'a Names,
        entities: &'a [Item<EntityDraft>],
        (fields, drafts, neighbours): (&'a [Field], &'a [FieldDraft], &'a [Range<usize>]),
        lists: &'a [Option<List>],
        defaults: &'a [(Type, CategoryId)],
    ) -> Self {
        let by_name = neighbours.iter().map(|own| own.clone().map(|at| (fields[at].key.it.as_str(), at)).collect());
        let by_name = by_name.collect();
        Self { names, entities, fields, drafts, neighbours, lists, defaults, by_name }
    }

    pub(super) fn draft(&self, id: EntityId) -> &'a Item<EntityDraft> {
        &self.entities[id.index()]
    }

    pub(super) fn fields(&self, id: EntityId) -> &'a [Field] {
        &self.fields[self.neighbours[id.index()].clone()]
    }

    pub(super) fn field(&self, id: EntityId, name: &str) -> Option<&'a Field> {
        self.by_name[id.index()].get(name).map(|&at| &self.fields[at])
    }

    pub(super) fn field_of(&self, id: FieldId) -> &'a Field {
        &self.fields[id.index()]
    }

    pub(super) fn field_draft(&self, id: FieldId) -> &'a FieldDraft {
        &self.drafts[id.index()]
    }

    pub(super) fn entity_of(&self, id: FieldId) -> EntityId {
        self.fields[id.index()].entity
    }

    /// The keys of a list; none where it is broken.
    pub(super) fn entries(&self, id: ListId) -> Option<Vec<&'a str>> {
        let list = self.lists[id.index()].as_ref()?;
        Some(list.of.iter().map(|one| one.key.as_str()).collect())
    }

    /// The category that fields of a type hold where nothing else is said.
    pub(super) fn default_category(&self, ty: Type) -> Option<CategoryId> {
        self.defaults.iter().find(|(known, _)| *known == ty).map(|(_, category)| *category)
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

    pub(super) fn entity(&self, index: usize, (area, in_use): (Area, bool), findings: &mut Findings) -> Entity {
        let id = EntityId::from_index(index);
        let Item { key, it: draft } = self.draft(id);
        if let (true, Part::Is(keep)) = (self.is_shared(id), &draft.keep)
            && keep.it != crate::syntax::keep::KeepDraft::WhileClaimed
        {
            findings.push(r005_wrong_value::shared_row_with_period(keep.place));
        }
        if let Some(category) = draft.category.get() {
            self.names.category(category, findings);
        }
        if let Some(was) = draft.was.get() {
            let earlier = self.entities.iter().take(index).filter_map(|other| other.it.was.get());
            field::former_name(was, self.entities.iter().map(|entity| entity.key.it.as_str()), earlier, findings);
        }
        let held = self.held(id, draft, findings);
        // Only what is about nobody may do without a subject and without a period.
        let impersonal = held.get() == Some(&Held::Impersonal);
        let subject_draft = draft.subject.as_ref();
        Entity {
            area,
            in_use,
            held,
            key: key.clone(),
            name: draft.name.clone(),
            subject_when: match draft.subject.get().and_then(|subject| subject.when.as_ref()) {
                None => Part::Absent,
                Some(when) => field::when(self, id, when, findings).map_or(Part::Broken, Part::Is),
            },
            subject: match subject_draft {
                Part::Absent if impersonal => Part::Is(Subject::None),
                draft => draft.and_then(|draft| subject::resolve(self, id, draft, findings)),
            },
            own: self.own(id, draft, findings),
            access: match draft.access.as_ref() {
                Part::Absent => Part::Is(Narrowing::None),
                access => access.and_then(|draft| access::narrowing(self.names, draft, findings)),
            },
            special: special::resolve(&draft.special, self.names, findings),
            sealed: draft.sealed.clone(),
            label: draft.label.as_ref().and_then(|text| label::resolve(self, id, text, findings)),
            list: draft.list.iter().filter_map(|name| self.named(id, name, findings)).map(|field| field.id).collect(),
            search: self.search(id, &draft.search, findings),
            keep: match draft.keep.as_ref() {
                Part::Absent if impersonal => Part::Is(Keep::Always),
                keep => keep.and_then(|keep| keep::resolve(self, id, &keep.it, findings)),
            },
            keep_place: draft.keep.get().map(|keep| keep.place),
            require: field::requirements(self, id, &draft.require, findings),
            was: draft.was.get().map(|was| was.it.clone()),
            fields: self.neighbours[index].clone(),
        }
    }

    fn held(&self, id: EntityId, draft: &EntityDraft, findings: &mut Findings) -> Part<Held> {
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
            (Part::Absent, Part::Is(ActivitiesDraft::ByChoice { choice, of })) => {
                self.by_choice(id, choice, of, findings).map_or(Part::Broken, Part::Is)
            }
        }
    }

    /// One activity for each alternative of a choice, and for nothing else.
    fn by_choice(
        &self,
        id: EntityId,
        choice: &At<String>,
        named: &[(At<String>, At<String>)],
        findings: &mut Findings,
    ) -> Option<Held> {
        let activities: Vec<Option<(String, ActivityId)>> = named
            .iter()
            .map(|(alternative, activity)| Some((alternative.it.clone(), self.names.activity(activity, findings)?)))
            .collect();
        let path::End { links, entity, last } = path::walk(self, id, choice, findings)?;
        let field = self.named(entity, &last, findings)?;
        let known = field::alternatives(self, field, &last, findings)?;
        for (alternative, _) in named.iter().filter(|(one, _)| !known.contains(&one.it.as_str())) {
            let kind = format!("alternative of `{}` called", field.key.it);
            findings.push(r003_unknown_name::finding(&kind, alternative, known.iter().copied()));
        }
        for alternative in &known {
            if !named.iter().any(|(one, _)| one.it == *alternative) {
                findings.push(r010_no_activity::under(&self.draft(id).key, alternative, choice.place));
            }
        }
        let of = activities.into_iter().collect::<Option<_>>()?;
        Some(Held::ByChoice { choice: Path { links, field: field.id }, of })
    }

    /// The links that lead to those whose own a row is.
    fn own(&self, id: EntityId, draft: &EntityDraft, findings: &mut Findings) -> Vec<Vec<FieldId>> {
        let mut own = Vec::new();
        for name in draft.own.get().into_iter().flatten() {
            let Some((links, end)) = path::links(self, id, name, findings) else { continue };
            let last = self.draft(end);
            let is_person = last.it.subject.get().is_some_and(|subject| subject.path.it == subject::SELF);
            if is_person || last.key.it == USER {
                own.push(links);
            } else {
                findings.push(r005_wrong_value::own_of_nobody(name, &last.key.it));
            }
        }
        own
    }

    fn search(&self, id: EntityId, names: &[At<String>], findings: &mut Findings) -> Vec<FieldId> {
        let mut found = Vec::new();
        for name in names {
            let Some(field) = self.named(id, name, findings) else { continue };
            match field.kind.get() {
                Some(
                    FieldKind::Text { .. }
                    | FieldKind::LongText { .. }
                    | FieldKind::RichText { .. }
                    | FieldKind::Email
                    | FieldKind::Phone
                    | FieldKind::Url
                    | FieldKind::Address
                    | FieldKind::OrgNumber,
                ) => found.push(field.id),
                None => {}
                Some(_) => findings.push(r005_wrong_value::not_searchable(name)),
            }
        }
        found
    }
}
