//! Portability (GDPR art. 20): what the person gave, as far as it is held on consent or contract, for use elsewhere.
//!
//! The register says of each field how its data came about (`origin`); what was seen, worked out or told by others stays
//! behind, and so does what an activity has from elsewhere than the person.

use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::privacy::access::raw;
use crate::privacy::dossier::gather;
use crate::privacy::redaction::{Item, Withheld, for_access, open, withhold};
use documents::package::{Gap, Portable, PortableColumn, PortableGap, PortableRow, PortableTable, gap};
use model::{ActivityId, FieldId, FieldKind, Ground, Keep, Language, Moment, Origin, RowId, Source};
use rights::{Facts, Holding, Measure, holdings};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Actor, Changes};

/// What `person` gave. That it was handed over is put on the ledger first.
///
/// # Errors
/// [`Failure::Undecided`] while a text of it that tells of others too waits for a decision.
pub async fn portable(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    person: RowId,
    language: Language,
) -> Result<Portable, Failure> {
    engine.demand_rights(caller)?;
    portable_for(engine, caller.actor(), now, person, language).await
}

/// The same as a ZIP archive of JSON and CSV.
pub async fn portable_archive(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    person: RowId,
    language: Language,
) -> Result<Vec<u8>, Failure> {
    Ok(portable(engine, caller, now, person, language).await?.archive())
}

/// The archive for the person, who has shown to be it by the link to their request.
pub(crate) async fn portable_archive_for(
    engine: &Engine,
    actor: Actor,
    now: Moment,
    person: RowId,
    language: Language,
) -> Result<Vec<u8>, Failure> {
    Ok(portable_for(engine, actor, now, person, language).await?.archive())
}

async fn portable_for(
    engine: &Engine,
    actor: Actor,
    now: Moment,
    person: RowId,
    language: Language,
) -> Result<Portable, Failure> {
    let model = engine.model();
    let mut facts = gather(engine, person).await?;
    if facts.rows.is_empty() {
        return Err(Failure::NotFound);
    }
    let items = items(engine, &facts, person, now).await?;
    let withheld = withhold(&mut facts.rows, &items, gap(language))?;
    let mut changes = Changes::new();
    let entry = Deed::PortableGiven.entry(engine, now, actor, (engine.tables().person.f.entity, person));
    changes.record(entry.about(person));
    engine.store().apply(changes).await?;
    let held = holdings(model, &facts, Measure::on(rights::day_of(now)));
    let mut given: BTreeMap<model::EntityId, Vec<(&Holding, BTreeSet<FieldId>)>> = BTreeMap::new();
    for holding in &held {
        let fields = given_fields(engine, holding);
        if !fields.is_empty() {
            given.entry(holding.record.entity).or_default().push((holding, fields));
        }
    }
    let table = |(entity, rows): (model::EntityId, Vec<(&Holding, BTreeSet<FieldId>)>)| {
        let fields: BTreeSet<FieldId> = rows.iter().flat_map(|(_, fields)| fields.iter().copied()).collect();
        let column = |field: &FieldId| PortableColumn {
            key: model[*field].key.clone(),
            name: model[*field].name.get(language).to_owned(),
        };
        let row = |(holding, own): &(&Holding, BTreeSet<FieldId>)| PortableRow {
            id: holding.record.id,
            values: fields
                .iter()
                .map(|field| {
                    let value = holding.record.get(*field).filter(|_| own.contains(field));
                    value.map_or(serde_json::Value::Null, raw)
                })
                .collect(),
        };
        PortableTable {
            entity: model[entity].key.clone(),
            name: model[entity].name.get(language).to_owned(),
            columns: fields.iter().map(column).collect(),
            rows: rows.iter().map(row).collect(),
        }
    };
    Ok(Portable {
        made_on: now,
        language,
        controller: model.controller.name.clone(),
        tables: given.into_iter().map(table).collect(),
        withheld: withheld.into_iter().map(|gap| left_out(engine, gap)).collect(),
    })
}

/// How many texts wait for a decision before what `person` gave can be handed over.
pub(crate) async fn portable_undecided(engine: &Engine, person: RowId, now: Moment) -> Result<usize, Failure> {
    let facts = gather(engine, person).await?;
    Ok(open(&items(engine, &facts, person, now).await?))
}

/// The texts that the person gave and that tell of others too.
async fn items(engine: &Engine, facts: &Facts, person: RowId, now: Moment) -> Result<Vec<Item>, Failure> {
    let held = holdings(engine.model(), facts, Measure::on(rights::day_of(now)));
    let held = held.iter().map(|holding| (holding.record.id, given_fields(engine, holding)));
    let given: HashMap<RowId, BTreeSet<FieldId>> = held.collect();
    let mut items = for_access(engine, facts, person).await?;
    items.retain(|item| given.get(&item.record.id).is_some_and(|fields| fields.contains(&item.field)));
    Ok(items)
}

/// What concerns others and is missing (GDPR art. 20(4)).
fn left_out(engine: &Engine, gap: Withheld) -> PortableGap {
    PortableGap {
        id: gap.row,
        field: engine.model()[gap.field].key.clone(),
        gap: Gap { whole: gap.whole, reason: gap.reason },
    }
}

/// The filled fields of a row that the person gave, for activities on consent or contract that have data from them.
fn given_fields(engine: &Engine, holding: &Holding) -> BTreeSet<FieldId> {
    let model = engine.model();
    let counts = |activity: ActivityId| {
        let it = &model[activity];
        let on_will = matches!(it.ground, Ground::Consent { .. } | Ground::Contract);
        on_will && matches!(it.source, Source::Person | Source::PersonAndOthers)
    };
    let is_shared = model[holding.record.entity].keep == Keep::WhileClaimed;
    let reached = |field: FieldId| {
        holding.holds.iter().filter(|hold| counts(hold.activity)).any(|hold| {
            if is_shared {
                return model[hold.activity].uses.iter().any(|used| used.fields.contains(&field));
            }
            match hold.field {
                Some(one) => one == field,
                None => model[field].activities.as_ref().is_none_or(|own| own.contains(&hold.activity)),
            }
        })
    };
    let filled = holding.record.cells.iter().filter(|(_, value)| !value.is_null()).map(|(field, _)| *field);
    let is_theirs = |field: &FieldId| {
        let it = &model[*field];
        // Links and files lead to rows; a file is handed over with what holds it.
        let is_data = !matches!(it.kind, FieldKind::Link { .. } | FieldKind::Links { .. } | FieldKind::File);
        it.origin == Origin::Subject && it.impersonal.is_none() && is_data
    };
    filled.filter(is_theirs).filter(|field| reached(*field)).collect()
}
