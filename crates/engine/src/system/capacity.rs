//! In which capacity a user works today: whether they may come in, which roles count, and who is in a team with them.
//!
//! Whatever decides about a member of staff takes their [`Viewer`] from here and from nowhere else. Nothing here widens what
//! is granted: a role counts on the days of its grant, emergency access until its hour, and whoever works as some of their
//! roles has only these.

use super::break_glass::in_force as emergencies_in_force;
use super::grants::granted;
use super::leaving::is_in;
use super::rows::User;
use super::session::Standing;
use super::teams::mates;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use model::{Language, Moment, RoleId, RowId};
use rights::Viewer;
use store::Stored;

/// In which session somebody works, and in which of their roles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Capacity {
    /// The session; none outside the desk.
    pub session: Option<RowId>,
    /// All roles that are theirs now, those of emergency access among them.
    pub roles: Vec<RoleId>,
    /// They work in some of these only.
    pub is_acting: bool,
    /// The roles that they have for some hours.
    pub emergencies: Vec<Emergency>,
}

/// A role that somebody has for some hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emergency {
    /// The row.
    pub id: RowId,
    /// The role.
    pub role: RoleId,
    /// Until when.
    pub ends_at: Moment,
}

/// Whoever has signed in, as they stand now.
pub(super) async fn caller_in(engine: &Engine, now: Moment, standing: Standing) -> Result<Caller, Failure> {
    let Standing { session, user, roles, emergencies, .. } = standing;
    let person = engine.tables().person.get(engine.store(), user.row.person).await?;
    let (name, language) = match person {
        Some(person) => (person.row.name.unwrap_or_default(), person.row.language.map(Language::from)),
        None => (String::new(), None),
    };
    let only = session.row.acting.as_deref();
    let counts = |role: &RoleId| only.is_none_or(|only| only.split(' ').any(|key| key == engine.model()[*role].key));
    let acting: Vec<RoleId> = roles.iter().copied().filter(counts).collect();
    let viewer = viewer(engine, now, &user, acting).await?;
    let capacity = Capacity { session: Some(session.id), roles, is_acting: only.is_some(), emergencies };
    Ok(Caller { user: Some(user.id), name, language: language.unwrap_or(Language::Nb), viewer, capacity })
}

/// The user as they stand now, in all of their roles; none where they may not come in any more.
pub(crate) async fn viewer_of(engine: &Engine, now: Moment, user: &Stored<User>) -> Result<Option<Viewer>, Failure> {
    if !is_in(engine, rights::day_of(now), user).await? {
        return Ok(None);
    }
    let (roles, _) = roles_of(engine, now, user.id).await?;
    Ok(Some(viewer(engine, now, user, roles).await?))
}

async fn viewer(engine: &Engine, now: Moment, user: &Stored<User>, roles: Vec<RoleId>) -> Result<Viewer, Failure> {
    let team = mates(engine, rights::day_of(now), user.id).await?;
    Ok(Viewer::Staff { user: user.id, person: user.row.person, team, roles })
}

/// The roles that `user` has now, and which of them only for some hours.
pub(super) async fn roles_of(
    engine: &Engine,
    now: Moment,
    user: RowId,
) -> Result<(Vec<RoleId>, Vec<Emergency>), Failure> {
    let mut roles = granted(engine, rights::day_of(now), user).await?;
    let emergencies = emergencies_in_force(engine, now, user).await?;
    for emergency in &emergencies {
        if !roles.contains(&emergency.role) {
            roles.push(emergency.role);
        }
    }
    Ok((roles, emergencies))
}
