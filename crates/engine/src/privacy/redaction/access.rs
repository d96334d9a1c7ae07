//! Texts about a person that tell of somebody else too: what is not handed over before somebody has decided.

use super::passages::{Names, addresses, numbers, passages};
use super::who::{holders, names_of};
use super::{Aim, Item, with_decisions};
use crate::context::Engine;
use crate::failure::Failure;
use model::{FieldId, FieldKind, Model, Record, RowId, Subject, Value};
use rights::{Facts, company, free_fields};
use std::collections::{BTreeSet, HashMap};

/// The shared texts and files among the rows about `person`: those on a row that leads to another person, or with which a
/// row lives that does; and those with an address or a number of another person in the text, with the files beside it.
pub(in crate::privacy) async fn for_access(
    engine: &Engine,
    facts: &Facts,
    person: RowId,
) -> Result<Vec<Item>, Failure> {
    let model = engine.model();
    let mut tells_of = by_links(model, facts, person);
    let free = facts.rows.iter().flat_map(|row| free_fields(model, row).into_iter().map(move |field| (row, field)));
    let free: Vec<(&Record, FieldId)> = free.collect();
    for (row, people) in by_words(engine, &free, person).await? {
        tells_of.entry(row).or_default().extend(people);
    }
    let shared = free.into_iter().filter_map(|(row, field)| Some((row, field, tells_of.get(&row.id)?)));
    let shared: Vec<(&Record, FieldId, &BTreeSet<RowId>)> = shared.collect();
    let others = shared.iter().flat_map(|(.., people)| people.iter().copied()).collect();
    let names = names_of(engine, &others).await?;
    let item = |(record, field, people): (&Record, FieldId, &BTreeSet<RowId>)| {
        let known = people.iter().filter_map(|person| names.get(person));
        let suggested = match record.get(field) {
            Some(Value::Text(text)) => passages(text, &known.fold(Names::default(), Names::with)),
            _ => Vec::new(),
        };
        Item { record: record.clone(), field, suggested, stopped: None, known: None }
    };
    with_decisions(engine, facts, Aim::Access, shared.into_iter().map(item).collect())
}

/// Whom else rows lead to, and the rows that live with them.
fn by_links(model: &Model, facts: &Facts, person: RowId) -> HashMap<RowId, BTreeSet<RowId>> {
    let all = || facts.rows.iter().chain(&facts.around).chain(&facts.linked);
    let by_id: HashMap<RowId, &Record> = all().map(|row| (row.id, row)).collect();
    let mut tells_of: HashMap<RowId, BTreeSet<RowId>> = HashMap::new();
    for row in facts.rows.iter().chain(&facts.around) {
        let is_somebody = |field: &FieldId| model.target(*field).is_some_and(|to| model[to].subject == Subject::Itself);
        let links = row.cells.iter().map(|(field, _)| *field).filter(is_somebody);
        let others: BTreeSet<RowId> = links.filter_map(|link| row.link(link)).filter(|id| *id != person).collect();
        // The checker allows no circle of `with` links, so that this ends.
        let mut at = Some(row).filter(|_| !others.is_empty());
        while let Some(row) = at {
            tells_of.entry(row.id).or_default().extend(&others);
            at = company(model, row.entity).and_then(|link| row.link(link)).and_then(|id| by_id.get(&id).copied());
        }
    }
    with_files(model, facts, tells_of)
}

/// The same with the files that live with such a row: what is attached tells of whom the message does.
fn with_files(
    model: &Model,
    facts: &Facts,
    mut tells_of: HashMap<RowId, BTreeSet<RowId>>,
) -> HashMap<RowId, BTreeSet<RowId>> {
    let has_file = |row: &&Record| free_fields(model, row).iter().any(|field| model[*field].kind == FieldKind::File);
    let attached = facts.rows.iter().filter(has_file).filter_map(|row| {
        let with = company(model, row.entity).and_then(|link| row.link(link))?;
        Some((row.id, tells_of.get(&with)?.clone()))
    });
    for (file, people) in attached.collect::<Vec<_>>() {
        tells_of.entry(file).or_default().extend(people);
    }
    tells_of
}

/// Whose addresses and numbers stand in texts of rows.
async fn by_words(
    engine: &Engine,
    free: &[(&Record, FieldId)],
    person: RowId,
) -> Result<HashMap<RowId, BTreeSet<RowId>>, Failure> {
    let mut written: Vec<(RowId, String)> = Vec::new();
    let (mut all_addresses, mut all_numbers) = (BTreeSet::new(), BTreeSet::new());
    for (row, field) in free {
        let Some(Value::Text(text)) = row.get(*field) else { continue };
        for (_, address) in addresses(text) {
            written.push((row.id, address.clone()));
            all_addresses.insert(address);
        }
        for (_, number) in numbers(text) {
            written.push((row.id, number.clone()));
            all_numbers.insert(number);
        }
    }
    let holders = holders(engine, all_addresses, all_numbers).await?;
    let mut tells_of: HashMap<RowId, BTreeSet<RowId>> = HashMap::new();
    for (row, identifier) in written {
        let others = holders.get(&identifier).into_iter().flatten().copied().filter(|one| *one != person);
        let others: BTreeSet<RowId> = others.collect();
        if !others.is_empty() {
            tells_of.entry(row).or_default().extend(others);
        }
    }
    Ok(tells_of)
}
