//! The first owner: whoever has the server says who it is.

use crate::context::Engine;
use crate::deed::Deed;
use crate::parties;
use crate::system::colleagues::colleagues;
use crate::system::grants::{OWNER, granted};
use crate::system::rows::LinkPurpose;
use crate::system::sign_in::server_link;
use crate::system::users::{NewUser, UserProblem, grant, prepare, user_at};
use model::{Language, Moment};
use std::fmt;
use store::{Actor, Changes};

/// Why nobody was made an owner.
#[derive(Debug)]
pub enum OwnerProblem {
    /// There is an owner already, who can invite others.
    HasOwner,
    /// The user could not be added.
    User(UserProblem),
}

impl fmt::Display for OwnerProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HasOwner => {
                f.write_str("there is an owner already, who can invite others; with --again, make another")
            }
            Self::User(problem) => problem.fmt(f),
        }
    }
}

impl<T: Into<UserProblem>> From<T> for OwnerProblem {
    fn from(error: T) -> Self {
        Self::User(error.into())
    }
}

/// Makes the one with this address an owner, as a new user where they are none, and gives a link by which they choose a
/// password. Where there is an owner already it takes `again`.
pub async fn first_owner(
    engine: &Engine,
    now: Moment,
    (name, address): (&str, &str),
    language: Language,
    again: bool,
) -> Result<String, OwnerProblem> {
    let role = engine.model().role_named(OWNER).ok_or_else(|| UserProblem::NoSuchRole(OWNER.to_owned()))?;
    if !again && !colleagues(engine, now, role).await.map_err(UserProblem::from)?.is_empty() {
        return Err(OwnerProblem::HasOwner);
    }
    let known = parties::email(address).ok_or(UserProblem::NotAnAddress)?;
    let mut changes = Changes::new();
    let user = if let Some(user) = user_at(engine, now, &known).await.map_err(UserProblem::from)? {
        if !granted(engine, rights::day_of(now), user).await.map_err(UserProblem::from)?.contains(&role) {
            let part = Actor::Part("command");
            grant(engine, now, &mut changes, user, OWNER, part).map_err(UserProblem::from)?;
            changes.record(Deed::Granted.entry(engine, now, part, (engine.tables().user.f.entity, user)));
        }
        user
    } else {
        let new = NewUser { name, address, language, roles: &[OWNER] };
        prepare(engine, now, &mut changes, &new, Actor::Part("command")).await?.user
    };
    engine.store().apply(changes).await.map_err(UserProblem::from)?;
    Ok(server_link(engine, now, user, LinkPurpose::Welcome).await.map_err(UserProblem::from)?)
}
