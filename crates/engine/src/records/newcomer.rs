//! Somebody new: a person or an organisation is made only together with the first row about them, in one transaction.
//!
//! Whoever is known by the address already is not made twice, and what is known of them stays as it is.

use super::value::{Mistake, read};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::parties::{EmailAddress, Holder, Organisation, OrganisationSource, Person, Source};
use model::{EntityId, FieldId, FieldKind, Held, Moment, RowId, Subject, Value};
use rights::Operation;
use store::{Changes, Condition};

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
}

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
    let may = |entity: EntityId, field: FieldId| {
        engine.scope(caller, entity, Operation::Write).is_ok_and(|scope| scope.covers(field))
    };
    let used = |field: FieldId| {
        let of = model[entity].held.activities();
        of.iter().any(|activity| model[*activity].uses.iter().any(|used| used.fields.contains(&field)))
            && may(model[field].entity, field)
    };
    let (name, email) = match who {
        Who::Person => (tables.person.f.name, used(tables.email_address.f.address)),
        Who::Organisation => (tables.organisation.f.name, false),
    };
    used(name).then_some(Door { link: *link, who, email })
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
        (Ok(Some(name)), Ok(email)) => Ok(Some(Newcomer { who: door.who, name, email })),
        (Ok(None), Ok(Some(_))) => Err((Some(Mistake::NamelessNewcomer), None)),
        (name, email) => Err((name.err(), email.err())),
    }
}

/// The row of the newcomer: whoever has the address already, otherwise a new one in `changes`.
pub(super) async fn newcomer(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    newcomer: &Newcomer,
) -> Result<RowId, Failure> {
    match newcomer.who {
        Who::Person => person(engine, now, changes, newcomer).await,
        Who::Organisation => organisation(engine, now, changes, newcomer),
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

async fn person(engine: &Engine, now: Moment, changes: &mut Changes, newcomer: &Newcomer) -> Result<RowId, Failure> {
    let tables = engine.tables();
    let known = match &newcomer.email {
        Some(address) => {
            let is_theirs = Condition::Is(tables.email_address.f.address, Value::Text(address.clone()));
            let query = tables.email_address.all().matching(is_theirs);
            tables.email_address.first(engine.store(), query).await?
        }
        None => None,
    };
    if let Some(person) = known.as_ref().and_then(|address| address.row.person) {
        return Ok(person);
    }
    let (person, since) = (engine.new_id(now), rights::day_of(now));
    let name = Some(newcomer.name.clone());
    let row = Person { name, language: None, no_marketing: None, source: Source::Company, since };
    tables.person.insert(changes, person, &row)?;
    // An address that an organisation shares stays the organisation's.
    if let (Some(address), None) = (newcomer.email.clone(), known) {
        let row = EmailAddress {
            holder: Holder::Person,
            person: Some(person),
            organisation: None,
            address,
            source: Source::Company,
            since,
        };
        tables.email_address.insert(changes, engine.new_id(now), &row)?;
    }
    Ok(person)
}
