//! By what persons are named: their names, addresses and numbers as we know them.

use super::passages::Names;
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_IDS;
use crate::privacy::dossier::{linking, where_is};
use model::{Column, Record, RowId, Value};
use std::collections::{BTreeSet, HashMap};
use store::Condition;

/// By what the person is named whose rows these are.
pub(super) fn named<'a>(engine: &Engine, rows: impl IntoIterator<Item = &'a Record>) -> Names {
    let mut names = Names::default();
    for row in rows {
        note(engine, &mut names, row);
    }
    names
}

fn note(engine: &Engine, names: &mut Names, row: &Record) {
    let tables = engine.tables();
    let text = |field| row.get(field).and_then(String::read);
    if let Some(name) = text(tables.person.f.name) {
        names.called(&name);
    }
    if let Some(address) = text(tables.email_address.f.address) {
        names.address(&address);
    }
    if let Some(number) = text(tables.phone_number.f.number) {
        names.number(&number);
    }
}

/// By what each of `people` is named.
pub(super) async fn names_of(engine: &Engine, people: &BTreeSet<RowId>) -> Result<HashMap<RowId, Names>, Failure> {
    let tables = engine.tables();
    let ids: Vec<RowId> = people.iter().copied().collect();
    let mut names: HashMap<RowId, Names> = HashMap::new();
    for some in ids.chunks(BATCH_IDS) {
        for row in where_is(engine, tables.person.f.entity, Condition::Ids(some.to_vec())).await? {
            note(engine, names.entry(row.id).or_default(), &row);
        }
    }
    let hubs = [
        (tables.email_address.f.entity, tables.email_address.f.person),
        (tables.phone_number.f.entity, tables.phone_number.f.person),
    ];
    for (entity, link) in hubs {
        for row in linking(engine, entity, link, &ids).await? {
            if let Some(person) = row.link(link) {
                note(engine, names.entry(person).or_default(), &row);
            }
        }
    }
    Ok(names)
}

/// Which persons have one of these addresses, and which one of these numbers, each in its normal form.
pub(super) async fn holders(
    engine: &Engine,
    addresses: BTreeSet<String>,
    numbers: BTreeSet<String>,
) -> Result<HashMap<String, BTreeSet<RowId>>, Failure> {
    let tables = engine.tables();
    let (address, number) = (&tables.email_address.f, &tables.phone_number.f);
    let mut holders: HashMap<String, BTreeSet<RowId>> = HashMap::new();
    for (entity, field, link, sought) in [
        (address.entity, address.address, address.person, addresses),
        (number.entity, number.number, number.person, numbers),
    ] {
        let sought: Vec<Value> = sought.into_iter().map(Value::Text).collect();
        for some in sought.chunks(BATCH_IDS) {
            for row in where_is(engine, entity, Condition::OneOf(field, some.to_vec())).await? {
                if let (Some(Value::Text(text)), Some(person)) = (row.get(field), row.link(link)) {
                    holders.entry(text.clone()).or_default().insert(person);
                }
            }
        }
    }
    Ok(holders)
}
