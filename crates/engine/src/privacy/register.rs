//! The register in words, for those who never open a file: each activity with what it stores, and what they share.
//!
//! It reads the model alone. It must not know the files behind it.

use crate::context::Engine;
use documents::{ActivityInfo, Content, field_period, period, statement};
use model::{
    Activity, ActivityId, EntityId, FieldId, FieldKind, Grant, Held, Language, Model, Narrowing, RoleId, Sealed,
};
use std::collections::HashSet;

/// The whole register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterView {
    /// The purposes, in the order of the register.
    pub activities: Vec<ActivityView>,
    /// What has no purpose of its own and lives while others use it.
    pub shared: Vec<SharedView>,
    /// What tells nothing about a person.
    pub impersonal: Vec<EntityView>,
}

/// A purpose, what follows from it, and what it stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityView {
    /// What the statement says of it, too.
    pub info: ActivityInfo,
    /// The heading of its part of the statement, where it has one.
    pub anchor: Option<String>,
    /// The roles that may see its rows, and whether they may write them.
    pub access: Vec<(String, Grant)>,
    /// What it stores itself.
    pub entities: Vec<EntityView>,
    /// The word and the name of what it holds that is shown whole under an activity before it.
    pub elsewhere: Vec<(String, String)>,
    /// What it uses of shared entities: the entity and the fields.
    pub uses: Vec<(String, Vec<String>)>,
}

/// A shared entity and who uses what of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedView {
    /// The entity.
    pub entity: EntityView,
    /// The purposes, each with its own fields.
    pub users: Vec<(String, Vec<String>)>,
}

/// A thing stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityView {
    /// The word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// How long a row lives, as the end of a sentence.
    pub period: String,
    /// Whether the register gives its rows about persons a period that could be another.
    pub timed: bool,
    /// Whether the program alone reads it.
    pub closed: bool,
    /// Its fields.
    pub fields: Vec<FieldView>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    /// What people call it.
    pub name: String,
    /// What it holds.
    pub kind: KindView,
    /// A row cannot be without it.
    pub required: bool,
    /// Why it tells nothing about a person, as the register says it; none where it does.
    pub impersonal: Option<String>,
    /// What kind of personal data it holds, where it holds any.
    pub category: Option<String>,
    /// Its own period, where it has one.
    pub period: Option<String>,
    /// Whether it is stored only encrypted.
    pub sealed: bool,
    /// Why a national identity number is needed.
    pub need: Option<String>,
}

/// What a field holds, with names in place of ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KindView {
    /// One line of at most so many characters.
    Text(u32),
    /// Several lines of at most so many characters together.
    LongText(u32),
    /// Several lines of Markdown, of at most so many characters together.
    RichText(u32),
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A postal address.
    Address,
    /// An organisation number.
    OrgNumber,
    /// A national identity number.
    NationalId,
    /// An account number.
    AccountNumber,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Decimal,
    /// An amount in kroner.
    Money,
    /// A percentage.
    Percent,
    /// A length of time.
    Duration,
    /// A number that each row is given.
    Sequence,
    /// Yes or no.
    Boolean,
    /// A calendar day.
    Date,
    /// A point in time.
    DateTime,
    /// One of these.
    Choice(Vec<String>),
    /// One of the list of this name.
    Listed(String),
    /// A stored file.
    File,
    /// Every row of this kind that points here.
    Links(String),
    /// A row of this kind.
    Link(String),
    /// A row of this kind, which it does not hold up.
    Mention(String),
}

/// The register in use, in words. What it says is no secret to those who work here.
pub fn register(engine: &Engine, language: Language) -> RegisterView {
    let words = InWords { model: engine.model(), language };
    let ids = |fits: fn(&Held) -> bool| {
        words.model.entity_ids().filter(move |&id| words.model[id].in_use && fits(&words.model[id].held))
    };
    RegisterView {
        activities: words.activities(),
        shared: ids(|held| *held == Held::AsClaimed).map(|id| words.shared(id)).collect(),
        impersonal: ids(|held| *held == Held::Impersonal).map(|id| words.entity(id)).collect(),
    }
}

#[derive(Clone, Copy)]
struct InWords<'a> {
    model: &'a Model,
    language: Language,
}

impl InWords<'_> {
    fn activities(self) -> Vec<ActivityView> {
        let headings: HashSet<String> = statement(self.model, self.language, None)
            .blocks
            .into_iter()
            .filter_map(|block| match block.content {
                Content::Heading { id, .. } => Some(id),
                Content::Paragraph { .. }
                | Content::List { .. }
                | Content::Definition { .. }
                | Content::Fold { .. } => None,
            })
            .collect();
        self.model.activity_ids().filter(|&id| self.model[id].in_use).map(|id| self.activity(id, &headings)).collect()
    }

    fn activity(self, id: ActivityId, headings: &HashSet<String>) -> ActivityView {
        let Activity { key, access, uses, .. } = &self.model[id];
        let anchor = format!("activity-{key}");
        let own = self.model.entity_ids().filter(|&entity| self.model[entity].held.activities().contains(&id));
        let (whole, others): (Vec<EntityId>, Vec<EntityId>) =
            own.partition(|entity| self.first_of(*entity) == Some(id));
        let role = |&(role, grant): &(RoleId, Grant)| (self.model[role].name.get(self.language).to_owned(), grant);
        ActivityView {
            info: ActivityInfo::of(self.model, id, self.language),
            anchor: headings.contains(&anchor).then_some(anchor),
            access: access.iter().map(role).collect(),
            entities: whole.into_iter().map(|entity| self.entity(entity)).collect(),
            elsewhere: others.into_iter().map(|entity| (self.model[entity].key.clone(), self.name(entity))).collect(),
            uses: uses.iter().map(|used| (self.name(used.entity), self.names(&used.fields))).collect(),
        }
    }

    /// The first activity in use that holds an entity: there it is shown whole.
    fn first_of(self, entity: EntityId) -> Option<ActivityId> {
        let mut holding = self.model[entity].held.activities();
        holding.sort_unstable();
        holding.into_iter().find(|&activity| self.model[activity].in_use)
    }

    fn shared(self, id: EntityId) -> SharedView {
        let user = |(activity, fields): (ActivityId, &[FieldId])| {
            (self.model[activity].purpose.get(self.language).to_owned(), self.names(fields))
        };
        SharedView { entity: self.entity(id), users: self.model.users_of(id).map(user).collect() }
    }

    fn entity(self, id: EntityId) -> EntityView {
        let it = &self.model[id];
        EntityView {
            key: it.key.clone(),
            name: self.name(id),
            period: period(self.model, id, self.language),
            timed: super::what_if::is_timed(it),
            closed: it.access == Narrowing::Engine,
            fields: it.fields.iter().chain(&it.links).map(|&field| self.field(field)).collect(),
        }
    }

    fn field(self, id: FieldId) -> FieldView {
        let it = &self.model[id];
        FieldView {
            name: it.name.get(self.language).to_owned(),
            kind: self.kind(&it.kind),
            required: it.required,
            impersonal: it.impersonal.clone(),
            category: self.category(id),
            period: field_period(self.model, id, self.language),
            sealed: it.sealed != Sealed::No,
            need: it.need.as_ref().map(|need| need.get(self.language).to_owned()),
        }
    }

    fn category(self, id: FieldId) -> Option<String> {
        let it = &self.model[id];
        let personal = it.impersonal.is_none() && self.model[it.entity].held != Held::Impersonal;
        let category = it.category.filter(|_| personal)?;
        Some(self.model[category].name.get(self.language).to_owned())
    }

    fn kind(self, kind: &FieldKind) -> KindView {
        match kind {
            FieldKind::Text { max } => KindView::Text(*max),
            FieldKind::LongText { max } => KindView::LongText(*max),
            FieldKind::RichText { max } => KindView::RichText(*max),
            FieldKind::Url => KindView::Url,
            FieldKind::Address => KindView::Address,
            FieldKind::OrgNumber => KindView::OrgNumber,
            FieldKind::NationalId => KindView::NationalId,
            FieldKind::AccountNumber => KindView::AccountNumber,
            FieldKind::Decimal => KindView::Decimal,
            FieldKind::Money => KindView::Money,
            FieldKind::Percent => KindView::Percent,
            FieldKind::Duration => KindView::Duration,
            FieldKind::Sequence => KindView::Sequence,
            FieldKind::Listed(list) => KindView::Listed(self.model[*list].name.get(self.language).to_owned()),
            FieldKind::File => KindView::File,
            FieldKind::Links { from } => KindView::Links(self.name(self.model[*from].entity)),
            FieldKind::Email => KindView::Email,
            FieldKind::Phone => KindView::Phone,
            FieldKind::Integer => KindView::Integer,
            FieldKind::Boolean => KindView::Boolean,
            FieldKind::Date => KindView::Date,
            FieldKind::DateTime => KindView::DateTime,
            FieldKind::Choice(of) => {
                KindView::Choice(of.iter().map(|one| one.name.get(self.language).to_owned()).collect())
            }
            FieldKind::Link { to, mention: false } => KindView::Link(self.name(*to)),
            FieldKind::Link { to, mention: true } => KindView::Mention(self.name(*to)),
        }
    }

    fn name(self, id: EntityId) -> String {
        self.model[id].name.get(self.language).to_owned()
    }

    fn names(self, fields: &[FieldId]) -> Vec<String> {
        fields.iter().map(|&field| self.model[field].name.get(self.language).to_owned()).collect()
    }
}
