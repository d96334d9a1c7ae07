//! Who it was, said by a colleague where a number alone did not say it; and what was said in a call that the switchboard told of.

use super::look_up::matches_of;
use super::register::summary_of;
use super::rows::{PhoneCall, Recognised};
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::notices;
use model::{Column, FieldId, Moment, RowId, Value};
use rights::Operation;
use store::{Changes, Stored};

/// It was this person, the one whom the number suggested or another: from now on that is sure.
pub async fn confirm(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    call: RowId,
    version: i64,
    person: RowId,
) -> Result<(), Failure> {
    let f = &engine.tables().phone_call.f;
    let stored = writable(engine, caller, (call, version)).await?;
    let found = matches_of(engine, caller, &[person], rights::day_of(now)).await?.pop().ok_or(Failure::NotFound)?;
    let mut changes = Changes::new();
    let mut cells = vec![(f.matched, Recognised::Sure.write())];
    if person != stored.row.person {
        cells.push((f.person, Value::Id(person)));
        if let (None, Some((place, _))) = (stored.row.organisation, found.organisation) {
            cells.push((f.organisation, Value::Id(place)));
        }
        hand_over(engine, caller, now, &mut changes, (&stored.row, person)).await?;
        let entry = Deed::Changed.entry(engine, now, caller.actor(), (f.entity, call));
        changes.record(entry.about(stored.row.person).fields(vec![f.person]));
    }
    change(engine, caller, now, changes, (&stored, person, cells)).await
}

/// This was said.
///
/// # Errors
/// [`Failure::TooLarge`] where it is longer than it may be.
pub async fn summarise(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (call, version): (RowId, i64),
    text: &str,
) -> Result<(), Failure> {
    let f = &engine.tables().phone_call.f;
    let stored = writable(engine, caller, (call, version)).await?;
    let summary = summary_of(text).map_err(|()| Failure::TooLarge)?;
    let cells = vec![(f.summary, summary.map_or(Value::Null, Value::Text))];
    let person = stored.row.person;
    change(engine, caller, now, Changes::new(), (&stored, person, cells)).await
}

async fn writable(engine: &Engine, caller: &Caller, (id, version): (RowId, i64)) -> Result<Stored<PhoneCall>, Failure> {
    let table = &engine.tables().phone_call;
    let scope = engine.scope(caller, table.f.entity, Operation::Write)?;
    engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    let stored = table.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    if stored.version == version { Ok(stored) } else { Err(Failure::Stale) }
}

async fn change(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    mut changes: Changes,
    (stored, person, cells): (&Stored<PhoneCall>, RowId, Vec<(FieldId, Value)>),
) -> Result<(), Failure> {
    let f = &engine.tables().phone_call.f;
    let fields = cells.iter().map(|(field, _)| *field).collect();
    let scope = engine.scope(caller, f.entity, Operation::Write)?;
    changes.update(&scope, stored.id, stored.version, cells).map_err(|_| Failure::Denied)?;
    let entry = Deed::Changed.entry(engine, now, caller.actor(), (f.entity, stored.id));
    changes.record(entry.about(person).fields(fields));
    notices::changed(engine, caller, now, &mut changes, (f.entity, stored.id)).await?;
    Ok(engine.store().apply(changes).await?)
}

/// The number is that of whoever it was, where it stands with somebody of whom nothing else is known.
async fn hand_over(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (call, person): (&PhoneCall, RowId),
) -> Result<(), Failure> {
    let tables = engine.tables();
    let Some(number) = call.number else { return Ok(()) };
    let before = tables.person.get(engine.store(), call.person).await?;
    let number = tables.phone_number.get(engine.store(), number).await?;
    let (Some(before), Some(number)) = (before, number) else { return Ok(()) };
    if before.row.name.is_some() || number.row.person != Some(call.person) {
        return Ok(());
    }
    let f = &tables.phone_number.f;
    changes.update(&tables.phone_number.write, number.id, number.version, vec![(f.person, Value::Id(person))])?;
    let entry = Deed::Changed.entry(engine, now, caller.actor(), (f.entity, number.id));
    changes.record(entry.about(person).fields(vec![f.person]));
    Ok(())
}
