//! Viewers: who wants to see or change something, and how far their roles reach.

use model::{Access, ActivityId, EntityId, Grant, Model, Narrowing, Reach, RoleId, RowId, reach};

/// Who wants to see or change something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// The machinery itself, acting for a use case that has decided already.
    Engine,
    /// A member of staff, signed in.
    Staff {
        /// Their row in `user`.
        user: RowId,
        /// The person they are.
        person: RowId,
        /// The other members of their teams today.
        team: Vec<Mate>,
        /// The roles granted to them today.
        roles: Vec<RoleId>,
    },
    /// A program with a token: one activity is open to it, no role is its own.
    Machine {
        /// The row of its token.
        token: RowId,
        /// The activity that the token was made for.
        activity: ActivityId,
        /// What it may do there.
        access: Access,
        /// The entities that it may name; all that the activity opens where none are listed.
        entities: Option<Vec<EntityId>>,
    },
}

/// A member of a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mate {
    /// Their row in `user`.
    pub user: RowId,
    /// The person they are.
    pub person: RowId,
}

impl Viewer {
    /// Whether the viewer carries out the rights of the persons concerned.
    pub fn carries_out_rights(&self, model: &Model) -> bool {
        match self {
            Self::Engine => true,
            Self::Staff { roles, .. } => roles.iter().any(|&role| model[role].rights),
            Self::Machine { .. } => false,
        }
    }

    /// Whether some role of the viewer may read every row of `activity`.
    pub fn reads(&self, model: &Model, activity: ActivityId) -> bool {
        self.reach(model, activity, Access::Read) == Some(Reach::All)
    }

    /// To which rows of `activity` the viewer's roles reach.
    pub fn reach(&self, model: &Model, activity: ActivityId, wanted: Access) -> Option<Reach> {
        match self {
            Self::Engine => Some(Reach::All),
            Self::Staff { roles, .. } => roles.iter().filter_map(|role| model[activity].reach_of(*role, wanted)).max(),
            Self::Machine { activity: theirs, access, .. } => {
                (*theirs == activity && model[activity].in_use && *access >= wanted).then_some(Reach::All)
            }
        }
    }
}

/// How far one role reaches into what `activities` hold: what the widest of them gives, no further than
/// each of `narrowings` lets it.
pub(crate) fn narrowed(
    model: &Model,
    role: RoleId,
    activity: ActivityId,
    wanted: Access,
    narrowings: &[&Narrowing],
) -> Option<Reach> {
    let given = model[activity].reach_of(role, wanted)?;
    narrowings.iter().try_fold(given, |given, narrowing| Some(given.min(limit(narrowing, role, wanted)?)))
}

/// How far `narrowing` lets a role reach at most.
pub(crate) fn limit(narrowing: &Narrowing, role: RoleId, wanted: Access) -> Option<Reach> {
    match narrowing {
        Narrowing::None => Some(Reach::All),
        Narrowing::Engine => None,
        Narrowing::To(grants) => granted(grants, role, wanted),
    }
}

fn granted(grants: &[(RoleId, Grant)], role: RoleId, wanted: Access) -> Option<Reach> {
    reach(grants, role, wanted)
}
