//! Somebody new: a person or an organisation is made only together with the first row about them, in one transaction.
//!
//! Whoever is known by the address already is not made twice, and what is known of them stays as it is.

mod brought;

use super::value::{Mistake, read};
use crate::context::{Caller, Engine};
use crate::correspondence::known_at;
use crate::failure::Failure;
use crate::parties::{EmailAddress, Organisation, OrganisationSource, Person, Source};
use model::{EntityId, FieldId, FieldKind, Held, Moment, RowId, Subject, Value};
use rights::Operation;
use std::collections::HashMap;
use store::Changes;

pub(super) use self::brought::{acquaintance, complete, is_open, organisation_of};

/// How a form of some entity can name somebody new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Door {
    /// The link that leads to the newcomer.
    pub(super) link: FieldId,
    /// What the newcomer is.
    pub(super) who: Who,
    /// The purposes of the entity use addresses, too.
    pub(super) email: bool,
}

/// What a newcomer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A human being.
    Person,
    /// A company, or another organisation.
    Organisation,
}

/// Somebody new, as they can be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Newcomer {
    pub(super) who: Who,
    pub(super) name: String,
    pub(super) email: Option<String>,
    /// What else a file says of them; none where a form names them.
    pub(super) brought: Option<Brought>,
}

/// What a file says of somebody besides name and address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Brought {
    /// Who it is, where they are known already.
    pub(super) known: Option<RowId>,
    pub(super) phone: Option<String>,
    pub(super) title: Option<String>,
    /// Where they work: the name.
    pub(super) organisation: Option<String>,
    /// The number of the organisation; of the newcomer itself, where it is one.
    pub(super) org_number: Option<String>,
}

/// Rows that the same transaction makes, by what they are known by: they are found by nobody yet.
pub(super) type Fresh = HashMap<String, RowId>;

/// What is wrong with the name and with the address.
pub(super) type Mistakes = (Option<Mistake>, Option<Mistake>);

/// Whether a new row of `entity` can be about somebody new: it must link to the person itself, or to the organisation
/// with whose owner it is concerned, and a purpose of it must use the name. Otherwise nothing would hold them up.
pub(super) fn door(engine: &Engine, caller: &Caller, entity: EntityId) -> Option<Door> {
    let (model, tables) = (engine.model(), engine.tables());
    let Subject::Path(path) = &model[entity].subject else { return None };
    let (link, rest) = path.split_first()?;
    let target = model.target(*link)?;
    let who = if target == tables.person.f.entity && rest.is_empty() {
        Who::Person
    } else if target == tables.organisation.f.entity {
        Who::Organisation
    } else {
        return None;
    };
    if model[entity].held == Held::AsClaimed {
        return None;
    }
    let used = |field: FieldId| is_used(engine, caller, entity, field);
    let (name, email) = match who {
        Who::Person => (tables.person.f.name, used(tables.email_address.f.address)),
        Who::Organisation => (tables.organisation.f.name, false),
    };
    used(name).then_some(Door { link: *link, who, email })
}

/// Whether a purpose of `entity` uses this field of a shared row, so that it is held up, and the caller may write it.
pub(super) fn is_used(engine: &Engine, caller: &Caller, entity: EntityId, field: FieldId) -> bool {
    let model = engine.model();
    let of = model[entity].held.activities();
    of.iter().any(|activity| model[*activity].uses.iter().any(|used| used.fields.contains(&field)))
        && engine.scope(caller, model[field].entity, Operation::Write).is_ok_and(|scope| scope.covers(field))
}

/// Reads what was typed of somebody new; none where nothing was.
pub(super) fn check(engine: &Engine, door: Door, name: &str, email: &str) -> Result<Option<Newcomer>, Mistakes> {
    let model = engine.model();
    let text = |value: Value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    };
    let named = match door.who {
        Who::Person => engine.tables().person.f.name,
        Who::Organisation => engine.tables().organisation.f.name,
    };
    let name = read(model, &model[named].kind, name).map(text);
    let email = if door.email { read(model, &FieldKind::Email, email).map(text) } else { Ok(None) };
    match (name, email) {
        (Ok(None), Ok(None)) => Ok(None),
        (Ok(Some(name)), Ok(email)) => Ok(Some(Newcomer { who: door.who, name, email, brought: None })),
        (Ok(None), Ok(Some(_))) => Err((Some(Mistake::NamelessNewcomer), None)),
        (name, email) => Err((name.err(), email.err())),
    }
}

/// The row of the newcomer: whoever is known by the address already, otherwise a new one in `changes`.
pub(super) async fn newcomer(
    engine: &Engine,
    now: Moment,
    (changes, fresh): (&mut Changes, &mut Fresh),
    newcomer: &Newcomer,
) -> Result<RowId, Failure> {
    match (newcomer.who, &newcomer.brought) {
        (Who::Person, _) => person(engine, now, (changes, fresh), newcomer).await,
        (Who::Organisation, None) => organisation(engine, now, changes, newcomer),
        (Who::Organisation, Some(brought)) => {
            let named = (newcomer.name.as_str(), brought.org_number.as_deref());
            brought::organisation(engine, now, (changes, fresh), named).await
        }
    }
}

fn organisation(engine: &Engine, now: Moment, changes: &mut Changes, newcomer: &Newcomer) -> Result<RowId, Failure> {
    let id = engine.new_id(now);
    let row = Organisation {
        name: Some(newcomer.name.clone()),
        org_number: None,
        postal_address: None,
        source: OrganisationSource::Company,
        since: rights::day_of(now),
    };
    engine.tables().organisation.insert(changes, id, &row)?;
    Ok(id)
}

async fn person(
    engine: &Engine,
    now: Moment,
    (changes, fresh): (&mut Changes, &mut Fresh),
    newcomer: &Newcomer,
) -> Result<RowId, Failure> {
    let tables = engine.tables();
    let by_address = newcomer.email.as_ref().map(|address| format!("email:{address}"));
    if let Some(person) = by_address.as_ref().and_then(|key| fresh.get(key)) {
        return Ok(*person);
    }
    let holder = match &newcomer.email {
        Some(address) => brought::address(engine, address).await?,
        None => None,
    };
    let known = newcomer.brought.as_ref().and_then(|brought| brought.known);
    if let Some(person) = known.or(holder.as_ref().and_then(|address| address.row.person)) {
        // Only of whom it was judged to be: whether the caller may add to it was asked then.
        if let Some(brought) = newcomer.brought.as_ref().filter(|brought| brought.known == Some(person)) {
            brought::complete(engine, now, (changes, fresh), person, (newcomer.email.as_deref(), brought)).await?;
        }
        return Ok(person);
    }
    let (person, since) = (engine.new_id(now), rights::day_of(now));
    let source = if newcomer.brought.is_some() { Source::Import } else { Source::Company };
    let row = Person { name: Some(newcomer.name.clone()), language: None, no_marketing: None, source, since };
    tables.person.insert(changes, person, &row)?;
    // An address that an organisation shares stays the organisation's.
    if let (Some(address), None) = (newcomer.email.clone(), holder) {
        known_at(engine, changes, (&address, person)).await?;
        let row = EmailAddress::of_person(person, address, source, since);
        tables.email_address.insert(changes, engine.new_id(now), &row)?;
    }
    if let Some(brought) = &newcomer.brought {
        brought::complete(engine, now, (changes, fresh), person, (None, brought)).await?;
    }
    fresh.extend(by_address.map(|key| (key, person)));
    Ok(person)
}
