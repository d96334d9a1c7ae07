//! Which queries share a statement: those with the same outline.
//!
//! An outline holds all that the text of a statement and its constants depend on, the scope whole. Two queries whose
//! outlines are equal differ in bound values only. What it cannot say of a query is not shared at all.

use super::{Template, places};
use crate::limits::{LONG_LIST_VALUES, TEMPLATE_VALUES_MAX, TEMPLATES_MAX};
use crate::query::{Condition, Direction, Query};
use crate::sealing::is_sealed;
use crate::tables::Tables;
use model::{Class, FieldId, Restriction, Value};
use rights::Scope;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a statement answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    /// The rows.
    Rows,
    /// How many there are.
    Count,
    /// The same, as far as the limit.
    CountTo,
}

/// A query without its values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Outline<'a> {
    scope: Cow<'a, Scope>,
    answer: Answer,
    conditions: Vec<Part>,
    order: Option<(FieldId, Direction)>,
    after: Begin,
    only: Option<Cow<'a, [FieldId]>>,
}

/// Where the rows begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Begin {
    AtTheFirst,
    BehindAnEmptyOne,
    Behind(Class),
}

/// A condition without its values, which all have the class that is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Part {
    Ids(usize),
    Empty(FieldId),
    Is(FieldId, Class),
    OneOf(FieldId, usize, Class),
    NoneAtAll(FieldId),
    NoneOf(FieldId, usize, Class),
    Anything(FieldId),
    Filled(FieldId),
    AtLeast(FieldId, Class),
    AtMost(FieldId, Class),
    Contains(FieldId, Class),
    Any(Vec<Part>),
    Restricted(Restriction),
}

impl<'a> Outline<'a> {
    /// The outline of a query; none where values decide what its statement says.
    pub(crate) fn of(tables: &Tables, answer: Answer, query: &'a Query<'_>) -> Option<Self> {
        let mut values = TEMPLATE_VALUES_MAX;
        Some(Self {
            scope: Cow::Borrowed(query.scope),
            answer,
            conditions: parts(tables, &query.conditions, &mut values)?,
            order: query.order,
            after: match query.after.as_ref().map(|cursor| cursor.value.class()) {
                None => Begin::AtTheFirst,
                Some(None) => Begin::BehindAnEmptyOne,
                Some(Some(class)) => Begin::Behind(class),
            },
            only: query.only.as_deref().map(Cow::Borrowed),
        })
    }

    fn kept(&self) -> Outline<'static> {
        Outline {
            scope: Cow::Owned(self.scope.clone().into_owned()),
            conditions: self.conditions.clone(),
            only: self.only.as_ref().map(|only| Cow::Owned(only.to_vec())),
            ..*self
        }
    }
}

fn parts(tables: &Tables, conditions: &[Condition], values: &mut usize) -> Option<Vec<Part>> {
    conditions.iter().map(|condition| part(tables, condition, values)).collect()
}

fn part(tables: &Tables, condition: &Condition, left: &mut usize) -> Option<Part> {
    let mut take = |values: usize| {
        let places = Some(places(values)).filter(|places| *places <= LONG_LIST_VALUES)?;
        *left = left.checked_sub(places)?;
        Some(places)
    };
    // What is sealed is compared by marks, which are reckoned from the values.
    let plain = |field: &FieldId| (!is_sealed(&tables.model, *field)).then_some(*field);
    Some(match condition {
        Condition::Ids(ids) => Part::Ids(take(ids.len())?),
        Condition::Is(field, Value::Null) => Part::Empty(*field),
        Condition::Is(field, value) => {
            take(1)?;
            Part::Is(plain(field)?, value.class()?)
        }
        Condition::OneOf(field, values) if values.is_empty() => Part::NoneAtAll(plain(field)?),
        Condition::OneOf(field, values) => Part::OneOf(plain(field)?, take(values.len())?, same_class(values)?),
        Condition::NoneOf(field, values) if values.is_empty() => Part::Anything(plain(field)?),
        Condition::NoneOf(field, values) => Part::NoneOf(plain(field)?, take(values.len())?, same_class(values)?),
        Condition::Filled(field) => Part::Filled(*field),
        Condition::AtLeast(field, value) => {
            take(1)?;
            Part::AtLeast(plain(field)?, value.class()?)
        }
        Condition::Contains(field, value) => {
            take(1)?;
            Part::Contains(plain(field)?, value.class()?)
        }
        Condition::AtMost(field, value) => {
            take(1)?;
            Part::AtMost(plain(field)?, value.class()?)
        }
        Condition::Any(of) => {
            take(1)?;
            Part::Any(parts(tables, of, left)?)
        }
        Condition::Restricted(why) => Part::Restricted(*why),
        Condition::Words(_) => return None,
    })
}

/// The class that all of `values` have.
fn same_class(values: &[Value]) -> Option<Class> {
    let class = values.first()?.class()?;
    values.iter().all(|value| value.class() == Some(class)).then_some(class)
}

/// The templates that were used last.
#[derive(Debug, Default)]
pub(crate) struct Templates(Mutex<Generations>);

type Kept = HashMap<Outline<'static>, Arc<Template>>;

/// What was not asked for while a whole generation came in goes with the next one.
#[derive(Debug, Default)]
struct Generations {
    recent: Kept,
    former: Kept,
}

impl Templates {
    /// The template for this outline, if it is kept.
    pub(crate) fn get(&self, outline: &Outline<'_>) -> Option<Arc<Template>> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(template) = in_generation(&generations.recent, outline) {
            return Some(template);
        }
        let template = in_generation(&generations.former, outline)?;
        generations.keep(outline, &template);
        Some(template)
    }

    /// Keeps a template for the queries that have this outline.
    pub(crate) fn keep(&self, outline: &Outline<'_>, template: &Arc<Template>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keep(outline, template);
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        let generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        generations.recent.len() + generations.former.len()
    }
}

impl Generations {
    fn keep(&mut self, outline: &Outline<'_>, template: &Arc<Template>) {
        if self.recent.len() >= TEMPLATES_MAX / 2 {
            self.former = std::mem::take(&mut self.recent);
        }
        self.recent.insert(outline.kept(), Arc::clone(template));
    }
}

/// Looks for a borrowed outline among kept ones.
fn in_generation<'a>(kept: &HashMap<Outline<'a>, Arc<Template>>, outline: &Outline<'a>) -> Option<Arc<Template>> {
    kept.get(outline).map(Arc::clone)
}
