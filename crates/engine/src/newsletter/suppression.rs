//! Suppression: a keyed hash of each address whose owner said no to marketing, asked by whatever takes addresses in.
//!
//! It answers yes or no and leads to nobody; see the register.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use crate::parties;
use crate::website::keyed_hash;
use model::{ActivityId, Day, FieldId, Moment, RowId, Value};
use store::{Changes, Condition};

/// The number of the key under which hashes are made.
const KEY_NUMBER: i64 = 1;

model::choice! {
    /// What a hash is of.
    pub enum Reached {
        /// An e-mail address.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// An organisation number.
        Org = "org",
    }
}

model::choice! {
    /// Why somebody is not to be written to.
    pub enum Why {
        /// They unsubscribed.
        Unsubscribed = "unsubscribed",
        /// They objected in another way.
        Objected = "objected",
        /// They reported a mail as junk.
        Complained = "complained",
        /// The address does not work.
        Bounced = "bounced",
    }
}

model::row! {
    /// The hash of an address whose owner said no.
    pub struct Suppression of "suppression", handles SuppressionFields {
        /// The keyed hash, hexadecimal.
        hash: String,
        /// What it is of.
        kind: Reached,
        /// The number of the key.
        key_no: i64,
        /// Why.
        why: Why,
        /// When.
        made_on: Day,
    }
}

model::choice! {
    /// Whom a prospect is about.
    pub enum ProspectAbout {
        /// A person.
        Person = "person",
        /// An organisation.
        Organisation = "organisation",
    }
}

model::row! {
    /// Somebody who may become a customer, as far as saying no needs to know.
    pub struct Prospect of "prospect", handles ProspectFields {
        /// Whom it is about.
        about: ProspectAbout,
        /// The person.
        person: Option<RowId>,
    }
}

model::row! {
    /// An address from an older list, as far as saying no needs to know.
    pub struct QuarantinedAddress of "quarantined_address", handles QuarantinedAddressFields {
        /// The address.
        address: RowId,
    }
}

/// Whether the owner of this address or number has said no to marketing. `value` is in its normal form.
pub async fn is_suppressed(engine: &Engine, kind: Reached, value: &str) -> Result<bool, Failure> {
    let table = &engine.tables().suppression;
    let known = Condition::Is(table.f.hash, Value::Text(hash(engine, kind, value)));
    Ok(table.first(engine.store(), table.all().matching(known)).await?.is_some())
}

/// Adds to `changes` the hash of every address and number that is `person`'s own.
pub(crate) async fn suppress(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    person: RowId,
) -> Result<(), Failure> {
    let table = &engine.tables().suppression;
    for (kind, value) in ways_to(engine, person).await? {
        if !is_suppressed(engine, kind, &value).await? {
            let row = Suppression {
                hash: hash(engine, kind, &value),
                kind,
                key_no: KEY_NUMBER,
                why: Why::Objected,
                made_on: rights::day_of(now),
            };
            table.insert(changes, engine.new_id(now), &row)?;
        }
    }
    Ok(())
}

/// Whether a new row that is there for marketing would bring somebody back who has said no: by the rows that its links
/// name, or by the address or the number of somebody new. What rests on consent is another yes and may come.
pub(crate) async fn said_no(
    engine: &Engine,
    cells: &[(FieldId, Value)],
    (address, number): (Option<&str>, Option<&str>),
) -> Result<bool, Failure> {
    let address = address.and_then(parties::email).map(|address| (Reached::Email, address));
    let number = number.and_then(parties::phone).map(|number| (Reached::Phone, number));
    for (kind, value) in address.into_iter().chain(number) {
        if is_suppressed(engine, kind, &value).await? {
            return Ok(true);
        }
    }
    let tables = engine.tables();
    for (field, value) in cells {
        let (Some(to), Value::Id(id)) = (engine.model().target(*field), value) else { continue };
        if to == tables.person.f.entity {
            for (kind, value) in ways_to(engine, *id).await? {
                if is_suppressed(engine, kind, &value).await? {
                    return Ok(true);
                }
            }
        }
        if to == tables.email_address.f.entity
            && let Some(address) = tables.email_address.get(engine.store(), *id).await?
            && is_suppressed(engine, Reached::Email, &address.row.address).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The addresses and numbers that are `person`'s own.
async fn ways_to(engine: &Engine, person: RowId) -> Result<Vec<(Reached, String)>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let theirs = Condition::Is(tables.email_address.f.person, Value::Id(person));
    let addresses = tables.email_address.all().matching(theirs).limit(BATCH_ROWS);
    let addresses = tables.email_address.find(store, addresses).await?;
    let theirs = Condition::Is(tables.phone_number.f.person, Value::Id(person));
    let numbers = tables.phone_number.all().matching(theirs).limit(BATCH_ROWS);
    let numbers = tables.phone_number.find(store, numbers).await?;
    let addresses = addresses.into_iter().map(|it| (Reached::Email, it.row.address));
    Ok(addresses.chain(numbers.into_iter().map(|it| (Reached::Phone, it.row.number))).collect())
}

fn hash(engine: &Engine, kind: Reached, value: &str) -> String {
    keyed_hash(&engine.settings().secret, "suppression", &[kind.key(), value])
}

/// The activities that end where a person says no to marketing: all marketing, the search for customers, and the
/// judging of older lists.
pub(crate) fn marketing(engine: &Engine) -> Vec<ActivityId> {
    let (model, tables) = (engine.model(), engine.tables());
    let mut all: Vec<ActivityId> =
        model.activity_ids().filter(|activity| model[*activity].marketing.is_some()).collect();
    all.extend(model[tables.prospect.f.entity].held.activities());
    all.extend(model[tables.quarantined_address.f.entity].held.activities());
    all.sort_unstable();
    all.dedup();
    all
}
