//! Somebody whom a file brings, with number, title and workplace: who they are among those who are known, and what of them
//! is missing.
//!
//! What is known stays as it is; only what is missing is added.

use super::{Brought, Fresh};
use crate::context::{Caller, Engine};
use crate::correspondence::known_at;
use crate::failure::Failure;
use crate::limits::SAME_NAME_ROWS;
use crate::parties::{EmailAddress, Organisation, OrganisationSource, Position, Source, number_of};
use crate::records::known;
use model::{Day, Moment, RowId, Value};
use rights::Operation;
use std::collections::BTreeSet;
use store::{Changes, Condition, Stored};

/// The row of an address.
pub(super) async fn address(engine: &Engine, address: &str) -> Result<Option<Stored<EmailAddress>>, Failure> {
    let table = &engine.tables().email_address;
    let is_it = Condition::Is(table.f.address, Value::Text(address.to_owned()));
    table.first(engine.store(), table.all().matching(is_it)).await
}

/// Who among those who are known this is: by the address; otherwise by the name, together with the number or the workplace,
/// where that fits exactly one of those who are there for the caller.
pub(in crate::records) async fn acquaintance(
    engine: &Engine,
    (caller, today): (&Caller, Day),
    name: &str,
    email: Option<&str>,
    brought: &Brought,
) -> Result<Option<RowId>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    if let Some(email) = email
        && let Some(found) = address(engine, email).await?
    {
        return Ok(found.row.person);
    }
    let mut people: BTreeSet<RowId> = BTreeSet::new();
    if let Some(number) = &brought.phone {
        let is_it = Condition::Is(tables.phone_number.f.number, Value::Text(number.clone()));
        let found = tables.phone_number.find(store, tables.phone_number.all().matching(is_it)).await?;
        people.extend(found.into_iter().filter_map(|number| number.row.person));
    }
    let workplace = organisation_of(engine, brought.organisation.as_deref(), brought.org_number.as_deref()).await?;
    if let Some(workplace) = workplace {
        let is_there = Condition::Is(tables.position.f.organisation, Value::Id(workplace));
        let found = tables.position.find(store, tables.position.all().matching(is_there)).await?;
        people.extend(found.into_iter().filter_map(|position| position.row.person));
    }
    let mut same = Vec::new();
    for person in people {
        let known = tables.person.get(store, person).await?.and_then(|person| person.row.name);
        if known.is_some_and(|known| is_same(&known, name)) && is_open(engine, caller, person, today).await? {
            same.push(person);
        }
    }
    // Of several of the same name nobody can tell which it is.
    Ok(same.pop().filter(|_| same.is_empty()))
}

/// Whether the person is there for the caller and in use: only then is anything that a file says of them added.
pub(in crate::records) async fn is_open(
    engine: &Engine,
    caller: &Caller,
    person: RowId,
    today: Day,
) -> Result<bool, Failure> {
    let table = &engine.tables().person.f;
    let Ok(scope) = engine.scope(caller, table.entity, Operation::Read) else { return Ok(false) };
    let found = known::row(engine, caller, &scope, person, today).await?;
    Ok(scope.covers(table.name) && found.is_some_and(|found| found.restricted.is_none()))
}

/// The organisation with this number, otherwise the one of this name without another number.
pub(in crate::records) async fn organisation_of(
    engine: &Engine,
    name: Option<&str>,
    number: Option<&str>,
) -> Result<Option<RowId>, Failure> {
    let (table, store) = (&engine.tables().organisation, engine.store());
    if let Some(number) = number {
        let is_it = Condition::Is(table.f.org_number, Value::Text(number.to_owned()));
        if let Some(found) = table.first(store, table.all().matching(is_it)).await? {
            return Ok(Some(found.id));
        }
    }
    let Some(name) = name else { return Ok(None) };
    let named = table.all().matching(Condition::Words(name.to_owned())).limit(SAME_NAME_ROWS);
    let found = table.find(store, named).await?;
    let is_it = |row: &Organisation| {
        row.name.as_deref().is_some_and(|known| is_same(known, name)) && (number.is_none() || row.org_number.is_none())
    };
    Ok(found.into_iter().find(|organisation| is_it(&organisation.row)).map(|organisation| organisation.id))
}

fn is_same(known: &str, name: &str) -> bool {
    known.trim().to_lowercase() == name.trim().to_lowercase()
}

/// The row of an organisation that is named so: one that is known, otherwise a new one.
pub(super) async fn organisation(
    engine: &Engine,
    now: Moment,
    (changes, fresh): (&mut Changes, &mut Fresh),
    (name, number): (&str, Option<&str>),
) -> Result<RowId, Failure> {
    let key = |of: &str| format!("organisation:{}", of.to_lowercase());
    if let Some(known) = fresh.get(&key(number.unwrap_or(name))) {
        return Ok(*known);
    }
    if let Some(known) = organisation_of(engine, Some(name), number).await? {
        return Ok(known);
    }
    let id = engine.new_id(now);
    let row = Organisation {
        name: Some(name.to_owned()),
        org_number: number.map(str::to_owned),
        postal_address: None,
        source: OrganisationSource::Import,
        since: rights::day_of(now),
    };
    engine.tables().organisation.insert(changes, id, &row)?;
    fresh.extend([Some(name), number].into_iter().flatten().map(|of| (key(of), id)));
    Ok(id)
}

/// Adds what the file says of `person` and nothing is known of yet: an address, a number, a workplace.
pub(in crate::records) async fn complete(
    engine: &Engine,
    now: Moment,
    (changes, fresh): (&mut Changes, &mut Fresh),
    person: RowId,
    (email, brought): (Option<&str>, &Brought),
) -> Result<(), Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let (source, since, theirs) = (Source::Import, rights::day_of(now), Value::Id(person));
    if let Some(email) = email {
        let query = tables.email_address.all().matching(Condition::Is(tables.email_address.f.person, theirs.clone()));
        if store.count(query).await? == 0 && address(engine, email).await?.is_none() {
            known_at(engine, changes, (email, person)).await?;
            let row = EmailAddress::of_person(person, email.to_owned(), source, since);
            tables.email_address.insert(changes, engine.new_id(now), &row)?;
        }
    }
    if let Some(number) = &brought.phone {
        let query = tables.phone_number.all().matching(Condition::Is(tables.phone_number.f.person, theirs.clone()));
        if store.count(query).await? == 0 {
            number_of(engine, changes, now, (person, number), source)?;
        }
    }
    if brought.title.is_some() || brought.organisation.is_some() {
        let query = tables.position.all().matching(Condition::Is(tables.position.f.person, theirs));
        if store.count(query).await? == 0 {
            let organisation = match &brought.organisation {
                Some(name) => {
                    let named = (name.as_str(), brought.org_number.as_deref());
                    Some(organisation(engine, now, (changes, fresh), named).await?)
                }
                None => None,
            };
            let row = Position { person: Some(person), organisation, title: brought.title.clone(), ended_on: None };
            tables.position.insert(changes, engine.new_id(now), &row)?;
        }
    }
    Ok(())
}
