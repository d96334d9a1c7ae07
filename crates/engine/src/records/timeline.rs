//! What happened on a record, the newest first: the rows that link to it and have a date, and its own changes.
//!
//! Which date of a row tells when it happened follows from the register. Every source is read from the same place on, so that
//! a page is put together of the first rows of each.

use super::history::{Change, changes_behind};
use super::known::person_of;
use super::links::{Fact, fact, label, linked};
use super::list::columns;
use super::record::seen;
use super::related::{Leading, is_about, leading};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::TIMELINE_ENTRIES;
use crate::show::Show;
use model::{Class, Day, EntityId, FieldId, Held, Model, Moment, Record, RowId, Sealed, Value};
use rights::{day_of, start_of};
use std::collections::HashSet;
use std::str::FromStr;
use store::{Condition, Cursor, Query};

/// What is told of a row besides what it is called.
const COLUMNS: usize = 3;

/// When something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On this day.
    Day(Day),
    /// At this time.
    Moment(Moment),
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: When,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A row tells of it.
    Row {
        /// What the row is.
        kind: String,
        /// The entity's word in the register.
        entity: String,
        /// The row.
        id: RowId,
        /// What it is called.
        label: String,
        /// What the date is called.
        dated: String,
        /// More of it.
        facts: Vec<Fact>,
    },
    /// The record was changed.
    Change(Change),
}

/// A page of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// What happened, the newest first.
    pub events: Vec<Event>,
    /// Where it goes on.
    pub more: Option<Place>,
}

/// A place in a timeline: behind what happened at a time, and among that behind an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub(super) at: Moment,
    pub(super) id: RowId,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.at.0, self.id)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('.').ok_or(())?;
        let at = Moment(at.parse().map_err(|_| ())?);
        // A day that no calendar has would be no place.
        if at.0.unsigned_abs() > 1 << 60 {
            return Err(());
        }
        Ok(Self { at, id: id.parse().map_err(|_| ())? })
    }
}

impl When {
    fn moment(self) -> Moment {
        match self {
            Self::Day(day) => start_of(day),
            Self::Moment(at) => at,
        }
    }
}

/// What happened on the row `id` of the entity `key`, behind a place.
pub async fn timeline(
    engine: &Engine,
    caller: &Caller,
    (key, id): (&str, RowId),
    behind: Option<Place>,
    today: Day,
) -> Result<Timeline, Failure> {
    let (scope, found) = seen(engine, caller, key, id, today).await?;
    let person = person_of(engine, found.entity, id).await?;
    let mut rows: Vec<(Place, When, Record, FieldId)> = Vec::new();
    for leading in leading(engine, caller, &found).await?.into_iter().filter(|leading| leading.may) {
        rows.extend(of_source(engine, &leading, id, behind).await?);
    }
    let (changes, more_changes) = changes_behind(engine, caller, (&scope, id), behind).await?;
    let mut places: Vec<Place> = rows.iter().map(|(place, ..)| *place).collect();
    places.extend(changes.iter().map(|(place, _)| *place));
    places.sort_unstable_by(|one, other| other.cmp(one));
    places.dedup();
    // Whatever ends first ends the page.
    let more = (places.len() > TIMELINE_ENTRIES).then(|| places[TIMELINE_ENTRIES - 1]).max(more_changes);
    let is_here = |place: &Place| more.is_none_or(|last| *place >= last);
    // Two links of one row may both lead here.
    let mut seen = HashSet::new();
    rows.retain(|(place, _, row, _)| is_here(place) && seen.insert(row.id));
    looked(engine, caller, person, &rows)?;
    let mut events = told(engine, caller, id, &rows, today).await?;
    let changes = changes.into_iter().filter(|(place, _)| is_here(place));
    events.extend(
        changes.map(|(place, change)| (place, Event { at: When::Moment(change.at), what: What::Change(change) })),
    );
    events.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    Ok(Timeline { events: events.into_iter().map(|(_, event)| event).collect(), more })
}

/// The rows of one kind, the newest first, one more than a page holds.
async fn of_source(
    engine: &Engine,
    leading: &Leading,
    id: RowId,
    behind: Option<Place>,
) -> Result<Vec<(Place, When, Record, FieldId)>, Failure> {
    let (model, scope) = (engine.model(), &leading.scope);
    let Some(dated) = dated(model, scope.entity()).filter(|field| scope.covers(*field)) else { return Ok(Vec::new()) };
    let limit = u64::try_from(TIMELINE_ENTRIES + 1).unwrap_or(u64::MAX);
    let mut query = Query::over(scope).matching(Condition::Is(leading.link, Value::Id(id)));
    query = query.matching(Condition::Filled(dated)).newest_first(dated).limit(limit);
    if let Some(place) = behind {
        query = query.after(cursor(model[dated].kind.class(), place));
    }
    let found = engine.store().find(query).await?.into_iter();
    let placed = found.filter_map(|row| {
        let when = when(row.get(dated)?)?;
        Some((Place { at: when.moment(), id: row.id }, when, row, dated))
    });
    Ok(placed.collect())
}

/// The place in a list that is ordered by days or by times.
fn cursor(class: Class, place: Place) -> Cursor {
    if class != Class::Day {
        return Cursor { value: Value::Moment(place.at), id: place.id };
    }
    let day = day_of(place.at);
    // In the middle of a day all of that day is behind.
    let id = if start_of(day) == place.at { place.id } else { RowId([0xff; 16]) };
    Cursor { value: Value::Day(day), id }
}

fn when(value: &Value) -> Option<When> {
    match value {
        Value::Day(day) => Some(When::Day(*day)),
        Value::Moment(at) => Some(When::Moment(*at)),
        Value::Null | Value::Boolean(_) | Value::Integer(_) | Value::Text(_) | Value::Id(_) => None,
    }
}

/// When `record` happened, as far as its fields tell.
pub(crate) fn happened(model: &Model, record: &Record) -> Option<When> {
    when(record.get(dated(model, record.entity)?)?)
}

/// The date that tells when a row of `entity` happened: the one its list begins with, else the first that every row has,
/// else the first. A hub does not happen.
fn dated(model: &Model, entity: EntityId) -> Option<FieldId> {
    let it = &model[entity];
    if it.held == Held::AsClaimed {
        return None;
    }
    let is_date = |field: &FieldId| {
        let field = &model[*field];
        matches!(field.kind.class(), Class::Day | Class::Moment) && field.sealed == Sealed::No
    };
    let first = it.list.first().copied().filter(is_date);
    let mut dates = it.fields.iter().copied().filter(is_date);
    let always = dates.clone().find(|field| model[*field].required);
    first.or(always).or_else(|| dates.next())
}

/// Notes what is shown, each kind by itself.
fn looked(
    engine: &Engine,
    caller: &Caller,
    person: Option<RowId>,
    rows: &[(Place, When, Record, FieldId)],
) -> Result<(), Failure> {
    let mut kinds: Vec<(EntityId, Vec<RowId>)> = Vec::new();
    for (.., row, _) in rows {
        match kinds.iter_mut().find(|(entity, _)| *entity == row.entity) {
            Some((_, ids)) => ids.push(row.id),
            None => kinds.push((row.entity, vec![row.id])),
        }
    }
    for (entity, ids) in kinds {
        let first = engine.model().fields_of(entity).iter().copied().find(|field| is_about(engine, *field));
        let about = rows
            .iter()
            .filter(|(.., row, _)| row.entity == entity)
            .all(|(.., row, _)| first.is_some_and(|link| row.link(link).is_some_and(|to| Some(to) == person)));
        engine.looked(caller, entity, person.filter(|_| about), ids)?;
    }
    Ok(())
}

/// What is told of each row; nothing of that it belongs to the record `id`, on whose page it stands.
async fn told(
    engine: &Engine,
    caller: &Caller,
    id: RowId,
    rows: &[(Place, When, Record, FieldId)],
    today: Day,
) -> Result<Vec<(Place, Event)>, Failure> {
    let model = engine.model();
    let all: Vec<Record> = rows.iter().map(|(.., row, _)| row.clone()).collect();
    let more = linked(engine, caller, &all, today).await?;
    let show = Show::new(model, caller.language, all.iter().chain(&more));
    let told = rows.iter().map(|(place, at, row, dated)| {
        let label = label(&show, row);
        let scope = engine.scope(caller, row.entity, rights::Operation::Read).ok();
        let fields = scope.map_or_else(Vec::new, |scope| columns(engine, row.entity, &scope, &[]));
        let facts = fields.into_iter().filter(|field| field != dated).map(|field| fact(model, &show, row, field));
        let is_new = |Fact { cell, .. }: &Fact| {
            let leads_back = cell.link.as_ref().is_some_and(|link| link.id == id);
            !cell.text.is_empty() && !label.contains(&cell.text) && !leads_back
        };
        let facts = facts.filter(is_new).take(COLUMNS);
        let what = What::Row {
            kind: model[row.entity].name.get(caller.language).to_owned(),
            entity: model[row.entity].key.clone(),
            id: row.id,
            dated: model[*dated].name.get(caller.language).to_owned(),
            facts: facts.collect(),
            label,
        };
        (*place, Event { at: *at, what })
    });
    Ok(told.collect())
}

#[cfg(test)]
mod tests;
