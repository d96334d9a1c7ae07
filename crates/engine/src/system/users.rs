//! Users: colleagues who may sign in, with their roles.

use crate::context::Engine;
use crate::correspondence::known_at;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, NAME_CHARACTERS};
use crate::parties::{self, EmailAddress, Person, Source};
use crate::system::leaving::is_in;
use crate::system::rows::{RoleGrant, User};
use model::{Language, Moment, RowId, Value};
use std::fmt;
use store::{Actor, Changes, Condition};

/// Why a user was not added.
#[derive(Debug)]
pub enum UserProblem {
    /// That is not an e-mail address.
    NotAnAddress,
    /// The register has no such role.
    NoSuchRole(String),
    /// There is a user with this address.
    Exists,
    /// A user must have a name.
    NoName,
    /// The name has more than so many characters.
    NameTooLong(usize),
    /// The caller does not give this role.
    NotYours(String),
    /// The store could not do it.
    Failed(Failure),
}

impl fmt::Display for UserProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnAddress => f.write_str("that is not an e-mail address"),
            Self::NoSuchRole(role) => write!(f, "the register has no role called {role}"),
            Self::Exists => f.write_str("there is a user with this address already"),
            Self::NoName => f.write_str("a user must have a name"),
            Self::NameTooLong(characters) => write!(f, "the name has more than {characters} characters"),
            Self::NotYours(role) => write!(f, "only an owner may give the role {role}"),
            Self::Failed(failure) => failure.fmt(f),
        }
    }
}

impl<T: Into<Failure>> From<T> for UserProblem {
    fn from(error: T) -> Self {
        Self::Failed(error.into())
    }
}

/// Adds a colleague. A person who is known by the address already becomes the user.
pub async fn add_user(
    engine: &Engine,
    now: Moment,
    name: &str,
    address: &str,
    language: Language,
    roles: &[&str],
) -> Result<RowId, UserProblem> {
    let mut changes = Changes::new();
    let new = NewUser { name, address, language, roles };
    let added = prepare(engine, now, &mut changes, &new, Actor::Part("command")).await?;
    engine.store().apply(changes).await?;
    Ok(added.user)
}

/// A colleague to be added.
pub(super) struct NewUser<'a> {
    pub(super) name: &'a str,
    pub(super) address: &'a str,
    pub(super) language: Language,
    pub(super) roles: &'a [&'a str],
}

/// The rows of a colleague who was added.
pub(super) struct AddedUser {
    pub(super) user: RowId,
    pub(super) person: RowId,
}

/// Adds a colleague to `changes`.
pub(super) async fn prepare(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    new: &NewUser<'_>,
    actor: Actor,
) -> Result<AddedUser, UserProblem> {
    let name = new.name.trim();
    match name.chars().count() {
        0 => return Err(UserProblem::NoName),
        length if length > NAME_CHARACTERS => return Err(UserProblem::NameTooLong(NAME_CHARACTERS)),
        _ => {}
    }
    let address = parties::email(new.address).ok_or(UserProblem::NotAnAddress)?;
    if let Some(unknown) = new.roles.iter().find(|role| engine.model().role_named(role).is_none()) {
        return Err(UserProblem::NoSuchRole((*unknown).to_owned()));
    }
    if user_at(engine, now, &address).await?.is_some() {
        return Err(UserProblem::Exists);
    }
    let tables = engine.tables();
    let query = tables.email_address.all();
    let query = query.matching(Condition::Is(tables.email_address.f.address, Value::Text(address.clone())));
    let found = tables.email_address.first(engine.store(), query).await?;
    let (person, address) = match found.map(|found| (found.row.person, found.id)) {
        Some((Some(person), id)) => {
            rename(engine, changes, person, name).await?;
            (person, id)
        }
        // An address that an organisation shares is nobody's own: who uses it is a new person.
        Some((None, id)) => (new_person(engine, now, changes, name, new.language)?, id),
        None => {
            let person = new_person(engine, now, changes, name, new.language)?;
            (person, new_address(engine, now, changes, person, address).await?)
        }
    };
    let user = engine.new_id(now);
    tables.user.insert(changes, user, &User { person, address, ended_on: None })?;
    for role in new.roles {
        grant(engine, now, changes, user, role, actor)?;
    }
    let entry = Deed::Added.entry(engine, now, actor, (tables.user.f.entity, user));
    changes.record(entry.about(person));
    Ok(AddedUser { user, person })
}

/// Adds to `changes` that `user` has `role`, given by `actor`.
pub(super) fn grant(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: RowId,
    role: &str,
    actor: Actor,
) -> Result<(), Failure> {
    let granted_by = match actor {
        Actor::User(id) => Some(id),
        Actor::Machine(_) | Actor::Part(_) => None,
    };
    let grant = RoleGrant { user, role: role.to_owned(), starts_on: None, ends_on: None, granted_by };
    Ok(engine.tables().role_grant.insert(changes, engine.new_id(now), &grant)?)
}

/// What a colleague is called is the company's word, not that of whoever first wrote from the address.
async fn rename(engine: &Engine, changes: &mut Changes, person: RowId, name: &str) -> Result<(), Failure> {
    let table = &engine.tables().person;
    let Some(known) = table.get(engine.store(), person).await? else { return Ok(()) };
    let name = Value::Text(name.trim().to_owned());
    changes.update(&table.write, person, known.version, vec![(table.f.name, name)])?;
    Ok(())
}

fn new_person(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    name: &str,
    language: Language,
) -> Result<RowId, Failure> {
    let person = engine.new_id(now);
    let since = rights::day_of(now);
    let row = Person {
        name: Some(name.trim().to_owned()),
        language: Some(language.into()),
        no_marketing: None,
        source: Source::Company,
        since,
    };
    engine.tables().person.insert(changes, person, &row)?;
    Ok(person)
}

async fn new_address(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    person: RowId,
    address: String,
) -> Result<RowId, Failure> {
    let id = engine.new_id(now);
    let (source, since) = (Source::Company, rights::day_of(now));
    known_at(engine, changes, (&address, person)).await?;
    let row = EmailAddress::of_person(person, address, source, since);
    engine.tables().email_address.insert(changes, id, &row)?;
    Ok(id)
}

/// The user whose address this is, if they have access.
pub(super) async fn user_at(engine: &Engine, now: Moment, address: &str) -> Result<Option<RowId>, Failure> {
    let tables = engine.tables();
    let query = tables.email_address.all();
    let query = query.matching(Condition::Is(tables.email_address.f.address, Value::Text(address.to_owned())));
    let Some(found) = tables.email_address.first(engine.store(), query).await? else { return Ok(None) };
    let query = tables.user.all().matching(Condition::Is(tables.user.f.address, Value::Id(found.id)));
    for user in tables.user.find(engine.store(), query.limit(BATCH_ROWS)).await? {
        if is_in(engine, rights::day_of(now), &user).await? {
            return Ok(Some(user.id));
        }
    }
    Ok(None)
}
