//! Scopes: what a viewer may do with the rows of one entity, field by field.

use crate::rows::Rows;
use crate::viewer::{Mate, Viewer, limit, narrowed};
use model::{
    Access, ActivityId, EntityId, FieldId, Held, Model, Narrowing, Path, Reach, RoleId, Sealed, Subject, When,
};
use std::fmt;

/// What the viewer wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// See rows.
    Read,
    /// Make, change or remove rows.
    Write,
}

/// The right to one operation on some fields of some rows of one entity. Made only by [`scope`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scope {
    entity: EntityId,
    operation: Operation,
    fields: Vec<FieldId>,
    /// For each field, the rows in which it is covered.
    rows_of: Vec<Rows>,
    rows: Rows,
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

    /// The fields it covers in some rows, in the order of the register.
    pub fn fields(&self) -> &[FieldId] {
        &self.fields
    }

    /// Whether it covers `field`, if only in some rows.
    pub fn covers(&self, field: FieldId) -> bool {
        self.fields.binary_search(&field).is_ok()
    }

    /// The rows it is for: those in which it covers some field.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The same without what is restricted (GDPR art. 18(2)): for uses that are not the machinery's own.
    #[must_use]
    pub fn in_use(self, model: &Model) -> Self {
        match model[self.entity].subject {
            Subject::None => self,
            Subject::Itself | Subject::Path(_) => {
                let in_use = |rows: Rows| rows.and(Rows::Unrestricted);
                Self { rows_of: self.rows_of.into_iter().map(in_use).collect(), rows: in_use(self.rows), ..self }
            }
        }
    }

    /// The rows in which it covers `field`; none where it never does.
    pub fn rows_of(&self, field: FieldId) -> Option<&Rows> {
        self.fields.binary_search(&field).ok().and_then(|at| self.rows_of.get(at))
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
/// shared one shows the fields that an activity they may read uses. An entity or a field may narrow that
/// further. Whoever carries out the rights of the persons concerned reads everything that is about a
/// person (GDPR art. 15 cannot be met otherwise); nobody else sees what is restricted (art. 18(2)).
///
/// A machine reaches what its one activity holds or uses, where neither the entity nor the field is narrowed to
/// somebody: nothing that is about nobody, nothing restricted, nothing sealed.
pub fn scope(model: &Model, viewer: &Viewer, entity: EntityId, operation: Operation) -> Result<Scope, Denied> {
    let open: Vec<(FieldId, Rows)> = match viewer {
        Viewer::Engine => model.fields_of(entity).iter().map(|field| (*field, Rows::All)).collect(),
        Viewer::Staff { .. } => Before { model, viewer, entity, operation }.fields(),
        Viewer::Machine { entities, .. } if entities.as_ref().is_some_and(|listed| !listed.contains(&entity)) => {
            Vec::new()
        }
        Viewer::Machine { .. } => {
            let mut fields = Before { model, viewer, entity, operation }.fields();
            fields.retain(|(field, _)| model[*field].sealed == Sealed::No);
            fields
        }
    };
    if open.is_empty() {
        return Err(Denied { entity, operation });
    }
    let rows = open.iter().fold(Rows::none(), |rows, (_, more)| rows.or(more.clone()));
    let (fields, rows_of) = open.into_iter().unzip();
    Ok(Scope { entity, operation, fields, rows_of, rows })
}

/// The viewer's own rows: over the links that the register names, or else those that are about them.
pub fn own_rows(model: &Model, viewer: &Viewer, entity: EntityId) -> Rows {
    match viewer {
        Viewer::Engine => Rows::All,
        Viewer::Staff { user, person, .. } => own(model, entity, &[Mate { user: *user, person: *person }]),
        Viewer::Machine { .. } => Rows::none(),
    }
}

/// The viewer's own rows and those of the members of their teams.
pub fn team_rows(model: &Model, viewer: &Viewer, entity: EntityId) -> Rows {
    match viewer {
        Viewer::Engine => Rows::All,
        Viewer::Staff { user, person, team, .. } => {
            let mut all = vec![Mate { user: *user, person: *person }];
            all.extend(team);
            own(model, entity, &all)
        }
        Viewer::Machine { .. } => Rows::none(),
    }
}

/// The rows that are the own of any of `them`.
fn own(model: &Model, entity: EntityId, them: &[Mate]) -> Rows {
    let it = &model[entity];
    let leads = |links: &[FieldId]| {
        let end = links.last().and_then(|last| model.target(*last));
        let is_person = end.is_none_or(|end| model[end].subject == Subject::Itself);
        let to = them.iter().map(|one| if is_person { one.person } else { one.user }).collect();
        Rows::Leads { links: links.to_vec(), to }
    };
    let about = it.subject_when.as_ref().map_or(Rows::All, chosen);
    match (&it.own[..], &it.subject) {
        ([], Subject::None) => Rows::none(),
        ([], Subject::Itself) => leads(&[]),
        ([], Subject::Path(path)) => leads(path).and(about),
        (own, _) => own.iter().fold(Rows::none(), |rows, path| rows.or(leads(path))),
    }
}

fn chosen(when: &When) -> Rows {
    Rows::Chosen { choice: Path { links: Vec::new(), field: when.field }, among: when.among.clone() }
}

/// One viewer before one entity.
struct Before<'a> {
    model: &'a Model,
    viewer: &'a Viewer,
    entity: EntityId,
    operation: Operation,
}

impl Before<'_> {
    /// The fields that are open, each with the rows in which it is.
    fn fields(&self) -> Vec<(FieldId, Rows)> {
        let open = |field: &FieldId| (*field, self.rows_of(*field));
        let mut open: Vec<(FieldId, Rows)> = self.model.fields_of(self.entity).iter().map(open).collect();
        // The links that lead to the person come along: without them the fields belong to nobody.
        let it = &self.model[self.entity];
        if let (Held::AsClaimed, Subject::Path(path)) = (&it.held, &it.subject) {
            let all = open.iter().fold(Rows::none(), |rows, (_, more)| rows.or(more.clone()));
            for (field, rows) in &mut open {
                if path.first() == Some(field) && self.model[*field].access != Narrowing::Engine {
                    *rows = all.clone();
                }
            }
        }
        open.retain(|(_, rows)| !rows.is_none());
        open
    }

    fn wanted(&self) -> Access {
        match self.operation {
            Operation::Read => Access::Read,
            Operation::Write => Access::Write,
        }
    }

    /// The rows in which `field` is open, its own narrowing counted only where the register says so.
    fn rows_of(&self, field: FieldId) -> Rows {
        let it = &self.model[field];
        match &it.when {
            Some(when) if it.access != Narrowing::None => {
                let others = self.model.alternatives(when.field).unwrap_or(&[]).iter().map(|one| &one.key);
                let others = others.filter(|key| !when.among.contains(key)).cloned().collect();
                let otherwise = When { field: when.field, among: others };
                let narrowed = chosen(when).and(self.open(field, &it.access));
                narrowed.or(chosen(&otherwise).and(self.open(field, &Narrowing::None)))
            }
            Some(_) | None => self.open(field, &it.access),
        }
    }

    fn open(&self, field: FieldId, narrowing: &Narrowing) -> Rows {
        let entity = &self.model[self.entity];
        if entity.access == Narrowing::Engine || *narrowing == Narrowing::Engine {
            return Rows::none();
        }
        let by_right = self.by_right();
        if !entity.in_use {
            return by_right;
        }
        let activities = match (&self.model[field].activities, &entity.held) {
            (Some(own), _) => self.through(own, narrowing),
            (None, Held::By(activities)) => self.through(activities, narrowing),
            (None, Held::AsClaimed) => {
                let users = self.model.users_of(self.entity).filter(|(_, fields)| fields.contains(&field));
                self.through(&users.map(|(activity, _)| activity).collect::<Vec<ActivityId>>(), narrowing)
            }
            (None, Held::ByChoice { choice, of }) => self.through_choice(choice, of, narrowing),
            (None, Held::Impersonal) => self.impersonal(&entity.access, narrowing),
        };
        by_right.or(activities.and(self.in_use()))
    }

    /// What is about persons may be restricted; then its purposes do not open it.
    fn in_use(&self) -> Rows {
        match self.model[self.entity].subject {
            Subject::None => Rows::All,
            Subject::Itself | Subject::Path(_) => Rows::Unrestricted,
        }
    }

    /// Everything about a person, for whoever carries out the rights of persons.
    fn by_right(&self) -> Rows {
        let it = &self.model[self.entity];
        match (self.operation, &it.subject) {
            (Operation::Read, Subject::Itself | Subject::Path(_)) if self.viewer.carries_out_rights(self.model) => {
                it.subject_when.as_ref().map_or(Rows::All, chosen)
            }
            (Operation::Read | Operation::Write, _) => Rows::none(),
        }
    }

    /// Open through any of `activities`.
    fn through(&self, activities: &[ActivityId], narrowing: &Narrowing) -> Rows {
        let reach = activities.iter().filter_map(|activity| self.reach(*activity, narrowing)).max();
        self.within(reach)
    }

    /// Open through the activity that the row's choice decides. Where that cannot be told, only to those
    /// to whom every one of them is open.
    fn through_choice(&self, choice: &Path, of: &[(String, ActivityId)], narrowing: &Narrowing) -> Rows {
        let reaches: Vec<Option<Reach>> = of.iter().map(|(_, activity)| self.reach(*activity, narrowing)).collect();
        let each = of.iter().zip(&reaches).map(|((key, _), reach)| {
            let chosen = Rows::Chosen { choice: choice.clone(), among: vec![key.clone()] };
            chosen.and(self.within(*reach))
        });
        let told = each.fold(Rows::none(), Rows::or);
        // An absent reach is the least of all.
        let always = reaches.into_iter().min().flatten();
        self.within(always).or(told)
    }

    /// What is about nobody is open to everybody who works here; who may write it, the entity's own
    /// access says.
    fn impersonal(&self, entity: &Narrowing, field: &Narrowing) -> Rows {
        let roles: &[RoleId] = match self.viewer {
            Viewer::Engine | Viewer::Machine { .. } => return Rows::none(),
            Viewer::Staff { roles, .. } => roles,
        };
        if *entity == Narrowing::None && self.operation == Operation::Write {
            return Rows::none();
        }
        let reach = |role: &RoleId| {
            let entity = limit(entity, *role, self.wanted())?;
            Some(entity.min(limit(field, *role, self.wanted())?))
        };
        match (entity, field) {
            (Narrowing::None, Narrowing::None) => Rows::All,
            (Narrowing::None | Narrowing::Engine | Narrowing::To(_), _) => {
                self.within(roles.iter().filter_map(reach).max())
            }
        }
    }

    /// How far the widest of the viewer's roles reaches. A machine has none: what is narrowed to roles is closed to it.
    fn reach(&self, activity: ActivityId, narrowing: &Narrowing) -> Option<Reach> {
        let narrowings = [&self.model[self.entity].access, narrowing];
        match self.viewer {
            Viewer::Engine => None,
            Viewer::Staff { roles, .. } => {
                let of_role = |role: &RoleId| narrowed(self.model, *role, activity, self.wanted(), &narrowings);
                roles.iter().filter_map(of_role).max()
            }
            Viewer::Machine { .. } => {
                let open = narrowings.iter().all(|narrowing| **narrowing == Narrowing::None);
                self.viewer.reach(self.model, activity, self.wanted()).filter(|_| open)
            }
        }
    }

    fn within(&self, reach: Option<Reach>) -> Rows {
        match reach {
            None => Rows::none(),
            Some(Reach::All) => Rows::All,
            Some(Reach::Team) => team_rows(self.model, self.viewer, self.entity),
            Some(Reach::Own) => own_rows(self.model, self.viewer, self.entity),
        }
    }
}
