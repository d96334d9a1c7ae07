//! Whom a mail on a record may be to: those whom it names, those whom rows about it name, and those who work at its organisation, as far
//! as the caller may know them and they may be written to.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{RECEIVERS_OFFERED, ROWS_OF_A_NUMBER};
use crate::parties::AddressState;
use crate::privacy::is_known_to;
use model::{Column, Day, EntityId, FieldId, FieldKind, Record, RowId, Subject, Value};
use rights::Operation;
use store::{Condition, Query};

/// Somebody to whom a mail may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiver {
    /// What they are called; may be empty.
    pub name: String,
    /// Where they are reached.
    pub address: String,
}

/// Those who are offered on `record`; the first so many whom it names itself.
pub(super) async fn receivers(
    engine: &Engine,
    caller: &Caller,
    record: &Record,
    today: Day,
) -> Result<(Vec<Receiver>, usize), Failure> {
    let tables = engine.tables();
    let (person, organisation) = (tables.person.f.entity, tables.organisation.f.entity);
    let mut people = named_by(engine, record, person);
    let places = named_by(engine, record, organisation);
    let named = people.len();
    people.extend(named_beside(engine, caller, record).await?);
    for place in &places {
        people.extend(working_at(engine, caller, *place, today).await?);
    }
    let (mut offered, mut first, mut seen) = (Vec::new(), 0, Vec::new());
    for (at, one) in people.into_iter().enumerate() {
        if offered.len() >= RECEIVERS_OFFERED || seen.contains(&one) {
            continue;
        }
        seen.push(one);
        if let Some(name) = name_of(engine, caller, one, today).await? {
            offered.extend(addresses(engine, caller, (tables.email_address.f.person, one), &name).await?);
        }
        if at < named {
            first = offered.len();
        }
    }
    for place in places {
        offered.extend(addresses(engine, caller, (tables.email_address.f.organisation, place), "").await?);
    }
    offered.truncate(RECEIVERS_OFFERED);
    Ok((offered, first))
}

/// The rows of `entity` that the record is, or names.
fn named_by(engine: &Engine, record: &Record, entity: EntityId) -> Vec<RowId> {
    if record.entity == entity {
        return vec![record.id];
    }
    let leads = |field: &FieldId| matches!(engine.model()[*field].kind, FieldKind::Link { to, .. } if to == entity);
    record.cells.iter().filter(|(field, _)| leads(field)).filter_map(|(field, _)| record.link(*field)).collect()
}

/// The people of rows that lead to the record and are about one person each.
async fn named_beside(engine: &Engine, caller: &Caller, record: &Record) -> Result<Vec<RowId>, Failure> {
    let (model, mut people) = (engine.model(), Vec::new());
    let leads = |field: FieldId| matches!(model[field].kind, FieldKind::Link { to, .. } if to == record.entity);
    for entity in model.entity_ids() {
        let Subject::Path(path) = &model[entity].subject else { continue };
        let [person] = path.as_slice() else { continue };
        if model.target(*person) != Some(engine.tables().person.f.entity) {
            continue;
        }
        let links = model.fields_of(entity).iter().copied().filter(|field| leads(*field) && field != person);
        let Ok(scope) = engine.scope(caller, entity, Operation::Read) else { continue };
        for link in links.filter(|link| scope.covers(*link) && scope.covers(*person)) {
            let query = Query::over(&scope).matching(Condition::Is(link, Value::Id(record.id)));
            let rows = engine.store().find(query.only(vec![*person]).limit(ROWS_OF_A_NUMBER)).await?;
            people.extend(rows.iter().filter_map(|row| row.link(*person)));
        }
    }
    Ok(people)
}

/// Who works at an organisation.
async fn working_at(engine: &Engine, caller: &Caller, place: RowId, today: Day) -> Result<Vec<RowId>, Failure> {
    let f = &engine.tables().position.f;
    let Ok(scope) = engine.scope(caller, f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).matching(Condition::Is(f.organisation, Value::Id(place))).limit(ROWS_OF_A_NUMBER);
    let rows = engine.store().find(query).await?.into_iter();
    let is_there = |row: &Record| {
        let ended = row.get(f.ended_on).and_then(Day::read);
        row.restricted.is_none() && ended.is_none_or(|day| day > today)
    };
    Ok(rows.filter(is_there).filter_map(|row| row.link(f.person)).collect())
}

/// What somebody is called, where the caller may know them and their data are used.
pub(super) async fn name_of(
    engine: &Engine,
    caller: &Caller,
    person: RowId,
    today: Day,
) -> Result<Option<String>, Failure> {
    let f = &engine.tables().person.f;
    let Ok(scope) = engine.scope(caller, f.entity, Operation::Read) else { return Ok(None) };
    let record = engine.store().get(&scope, person).await?.filter(|record| record.restricted.is_none());
    let Some(record) = record else { return Ok(None) };
    let is_known = is_known_to(engine, caller, person, today).await?;
    Ok(is_known.then(|| record.get(f.name).and_then(String::read).unwrap_or_default()))
}

/// The addresses by which the row that a link names is reached.
async fn addresses(
    engine: &Engine,
    caller: &Caller,
    (link, of): (FieldId, RowId),
    name: &str,
) -> Result<Vec<Receiver>, Failure> {
    let f = &engine.tables().email_address.f;
    let Ok(scope) = engine.scope(caller, f.entity, Operation::Read) else { return Ok(Vec::new()) };
    if !scope.covers(link) {
        return Ok(Vec::new());
    }
    let query = Query::over(&scope).matching(Condition::Is(link, Value::Id(of))).limit(ROWS_OF_A_NUMBER);
    let rows = engine.store().find(query).await?.into_iter();
    let rows = rows.filter(|row| {
        row.restricted.is_none() && AddressState::is_reached(row.get(f.state).and_then(AddressState::read))
    });
    let address = |row: Record| row.get(f.address).and_then(String::read);
    Ok(rows.filter_map(address).map(|address| Receiver { name: name.to_owned(), address }).collect())
}
