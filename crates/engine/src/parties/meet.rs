//! Somebody turns to us: the person whom we know by their address, or a new one.

use super::{EmailAddress, Holder, Person, PhoneNumber, Source, Tongue, in_use_again};
use crate::context::Engine;
use crate::failure::Failure;
use model::{Moment, RowId, Value};
use std::collections::HashMap;
use store::{Changes, Condition};

/// What somebody says of themselves.
pub(crate) struct Stranger<'a> {
    /// In its normal form, see [`super::email`].
    pub(crate) address: &'a str,
    /// Their name.
    pub(crate) name: Option<String>,
    /// What they write in.
    pub(crate) language: Option<Tongue>,
    /// How we met.
    pub(crate) source: Source,
}

/// Who it is.
pub(crate) struct Met {
    /// The person.
    pub(crate) person: RowId,
    /// The row of the address.
    pub(crate) address: RowId,
    /// They were here before.
    pub(crate) is_known: bool,
}

/// The person with this address, who is used again where an erasure had ended that; otherwise a new one, in `changes`.
pub(crate) async fn meet(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    stranger: Stranger<'_>,
) -> Result<Met, Failure> {
    let met = known_or_new(engine, changes, now, stranger).await?;
    if met.is_known {
        in_use_again(engine, changes, met.person, met.address).await?;
    }
    Ok(met)
}

/// The person with this address; otherwise a new one, in `changes`. What is known of a person is never overwritten.
/// An address that an organisation shares says nothing of who is writing: they are a new person.
pub(crate) async fn known_or_new(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    stranger: Stranger<'_>,
) -> Result<Met, Failure> {
    let tables = engine.tables();
    let address = Value::Text(stranger.address.to_owned());
    let query = tables.email_address.all().matching(Condition::Is(tables.email_address.f.address, address));
    let found = tables.email_address.first(engine.store(), query).await?;
    if let Some((address, person)) = found.as_ref().and_then(|found| Some((found.id, found.row.person?))) {
        return Ok(Met { person, address, is_known: true });
    }
    let person = somebody(engine, changes, now, (stranger.name, stranger.language), stranger.source)?;
    if let Some(shared) = found {
        return Ok(Met { person, address: shared.id, is_known: false });
    }
    let address = engine.new_id(now);
    let since = rights::day_of(now);
    let row = EmailAddress::of_person(person, stranger.address.to_owned(), stranger.source, since);
    tables.email_address.insert(changes, address, &row)?;
    crate::correspondence::known_at(engine, changes, (stranger.address, person)).await?;
    Ok(Met { person, address, is_known: false })
}

/// Whose these addresses are, each in its normal form; those that are nobody's own are left out.
pub(crate) async fn people_at(
    engine: &Engine,
    addresses: impl IntoIterator<Item = &str>,
) -> Result<HashMap<String, RowId>, Failure> {
    let table = &engine.tables().email_address;
    let addresses = addresses.into_iter().map(|address| Value::Text(address.to_owned())).collect();
    let known = table.all().matching(Condition::OneOf(table.f.address, addresses));
    let known = table.find(engine.store(), known).await?.into_iter();
    Ok(known.filter_map(|known| Some((known.row.address, known.row.person?))).collect())
}

/// A new person.
pub(crate) fn somebody(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (name, language): (Option<String>, Option<Tongue>),
    source: Source,
) -> Result<RowId, Failure> {
    let id = engine.new_id(now);
    let row = Person { name, language, no_marketing: None, source, since: rights::day_of(now) };
    engine.tables().person.insert(changes, id, &row)?;
    Ok(id)
}

/// A new row that says that the person is reached at `number`, which is in its normal form.
pub(crate) fn number_of(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (person, number): (RowId, &str),
    source: Source,
) -> Result<RowId, Failure> {
    let id = engine.new_id(now);
    let row = PhoneNumber {
        holder: Holder::Person,
        person: Some(person),
        organisation: None,
        number: number.to_owned(),
        state: None,
        source,
        since: rights::day_of(now),
    };
    engine.tables().phone_number.insert(changes, id, &row)?;
    Ok(id)
}
