//! Scopes: what a viewer may do with the rows of one entity.

use model::{Access, ActivityId, EntityAccess, EntityId, FieldId, Held, Model, RoleId, RowId, Subject};
use std::fmt;

/// Who wants to see or change something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewer {
    /// The machinery itself, acting for a use case that has decided already.
    Engine,
    /// A member of staff, signed in.
    Staff {
        /// Their row in `user`.
        user: RowId,
        /// The roles granted to them today.
        roles: Vec<RoleId>,
    },
}

impl Viewer {
    /// Whether the viewer carries out the rights of the persons concerned.
    pub fn carries_out_rights(&self, model: &Model) -> bool {
        match self {
            Self::Engine => true,
            Self::Staff { roles, .. } => roles.iter().any(|&role| model[role].rights),
        }
    }

    /// Whether some role of the viewer may read rows of `activity`.
    pub fn reads(&self, model: &Model, activity: ActivityId) -> bool {
        self.may(model, activity, Access::Read)
    }

    fn may(&self, model: &Model, activity: ActivityId, wanted: Access) -> bool {
        let granted = |&role: &RoleId| model[activity].access_of(role).is_some_and(|access| access >= wanted);
        match self {
            Self::Engine => true,
            Self::Staff { roles, .. } => roles.iter().any(granted),
        }
    }
}

/// What the viewer wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// See rows.
    Read,
    /// Make, change or remove rows.
    Write,
}

/// The right to one operation on some fields of one entity. Made only by [`scope`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    entity: EntityId,
    operation: Operation,
    fields: Vec<FieldId>,
}

impl Scope {
    /// The entity it is for.
    pub fn entity(&self) -> EntityId {
        self.entity
    }

    /// What it allows.
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// The fields it covers, in the order of the register.
    pub fn fields(&self) -> &[FieldId] {
        &self.fields
    }

    /// Whether it covers `field`.
    pub fn covers(&self, field: FieldId) -> bool {
        self.fields.binary_search(&field).is_ok()
    }
}

/// The viewer may not do that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denied {
    /// The entity it was about.
    pub entity: EntityId,
    /// What was wanted.
    pub operation: Operation,
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = match self.operation {
            Operation::Read => "read",
            Operation::Write => "write",
        };
        write!(f, "no role of this user may {verb} this")
    }
}

impl std::error::Error for Denied {}

/// Decides what `viewer` may do with rows of `entity`.
///
/// Roles read through activities: an entity held by its own activities is open to their roles, a
/// hub shows the fields that an activity they may read uses. Whoever carries out the rights of the
/// persons concerned reads everything that is about a person (GDPR art. 15 cannot be met otherwise).
pub fn scope(model: &Model, viewer: &Viewer, entity: EntityId, operation: Operation) -> Result<Scope, Denied> {
    let fields = match viewer {
        Viewer::Engine => model.fields_of(entity).to_vec(),
        Viewer::Staff { .. } => staff_fields(model, viewer, entity, operation),
    };
    if fields.is_empty() {
        return Err(Denied { entity, operation });
    }
    Ok(Scope { entity, operation, fields })
}

fn staff_fields(model: &Model, viewer: &Viewer, entity: EntityId, operation: Operation) -> Vec<FieldId> {
    let it = &model[entity];
    if it.access == EntityAccess::Engine {
        return Vec::new();
    }
    let all = || model.fields_of(entity).to_vec();
    let about_a_person = it.subject != Subject::None;
    if operation == Operation::Read && about_a_person && viewer.carries_out_rights(model) {
        return all();
    }
    let wanted = match operation {
        Operation::Read => Access::Read,
        Operation::Write => Access::Write,
    };
    let open = |activity: ActivityId| viewer.may(model, activity, wanted);
    match &it.held {
        Held::Impersonal if operation == Operation::Read => all(),
        Held::By(activities) if activities.iter().copied().any(open) => all(),
        Held::Impersonal | Held::By(_) => Vec::new(),
        Held::AsClaimed => {
            let users = model.users_of(entity).filter(|(activity, _)| open(*activity));
            let mut fields: Vec<FieldId> = users.flat_map(|(_, fields)| fields.iter().copied()).collect();
            // The links that lead to the person come along: without them the fields belong to nobody.
            if let (false, Subject::Path(path)) = (fields.is_empty(), &it.subject) {
                fields.extend(path.first());
            }
            fields.sort_unstable();
            fields.dedup();
            fields
        }
    }
}
