//! Who may do what with one cell, told a second time: row by row and yes or no, where the program reckons with conditions.
//!
//! It takes the register's grants at their word and knows none of the program's scopes.

use model::{
    Access, ActivityId, EntityId, FieldId, FieldKind, Grant, Held, Model, Narrowing, Path, Reach, Record, RoleId,
    RowId, Subject, Value, When,
};
use std::collections::HashMap;

/// Everything stored, and who looks at it in one role.
pub(super) struct Oracle<'a> {
    pub(super) model: &'a Model,
    pub(super) rows: &'a HashMap<RowId, Record>,
    pub(super) user: RowId,
    pub(super) person: RowId,
    /// The other members of their teams: the user and the person of each.
    pub(super) team: Vec<(RowId, RowId)>,
    pub(super) role: RoleId,
}

impl Oracle<'_> {
    /// Whether the role may see the cell, or change it.
    pub(super) fn may(&self, row: &Record, field: FieldId, wanted: Access) -> bool {
        let it = &self.model[row.entity];
        let is_open = |field: FieldId| self.is_open(row, field, wanted);
        // A shared row is shown with the link to the person, whatever else of it is shown.
        let leads =
            matches!((&it.held, &it.subject), (Held::AsClaimed, Subject::Path(path)) if path.first() == Some(&field));
        is_open(field)
            || leads && self.model[field].access != Narrowing::Engine && it.fields.iter().any(|other| is_open(*other))
    }

    fn is_open(&self, row: &Record, field: FieldId, wanted: Access) -> bool {
        let (it, own_field) = (&self.model[row.entity], &self.model[field]);
        // A condition on a narrowing lets the field be under the other alternatives as though it were not narrowed.
        let narrowing = match &own_field.when {
            Some(when) if own_field.access != Narrowing::None && !is_chosen(row, when) => {
                if !is_made(self.model, row, when) {
                    return false;
                }
                &Narrowing::None
            }
            _ => &own_field.access,
        };
        if it.access == Narrowing::Engine || *narrowing == Narrowing::Engine {
            return false;
        }
        let about_somebody =
            it.subject != Subject::None && it.subject_when.as_ref().is_none_or(|when| is_chosen(row, when));
        if self.model[self.role].rights && wanted == Access::Read && about_somebody {
            return true;
        }
        let is_restricted = row.restricted.is_some() && it.subject != Subject::None;
        if is_restricted || !it.in_use {
            return false;
        }
        let through = |activity: &ActivityId| self.through(row, *activity, &it.access, narrowing, wanted);
        match (&own_field.activities, &it.held) {
            (Some(own), _) => own.iter().any(through),
            (None, Held::By(activities)) => activities.iter().any(through),
            (None, Held::AsClaimed) => {
                let uses = |activity: &&ActivityId| {
                    self.model[**activity]
                        .uses
                        .iter()
                        .any(|used| used.entity == row.entity && used.fields.contains(&field))
                };
                let all: Vec<ActivityId> = self.model.activity_ids().collect();
                all.iter().filter(uses).any(through)
            }
            (None, Held::ByChoice { choice, of }) => {
                let chosen = self.texts(row, choice);
                let of_choice =
                    of.iter().filter(|(key, _)| chosen.contains(key)).any(|(_, activity)| through(activity));
                of_choice || of.iter().all(|(_, activity)| through(activity))
            }
            (None, Held::Impersonal) => self.impersonal(row, &it.access, narrowing, wanted),
        }
    }

    fn through(
        &self,
        row: &Record,
        activity: ActivityId,
        entity: &Narrowing,
        field: &Narrowing,
        wanted: Access,
    ) -> bool {
        let activity = &self.model[activity];
        activity.in_use
            && self.granted(&activity.access, wanted).is_some_and(|reach| self.reaches(row, reach))
            && [entity, field].into_iter().all(|narrowing| self.lets(row, narrowing, wanted))
    }

    fn impersonal(&self, row: &Record, entity: &Narrowing, field: &Narrowing, wanted: Access) -> bool {
        if *entity == Narrowing::None && wanted == Access::Write {
            return false;
        }
        [entity, field].into_iter().all(|narrowing| self.lets(row, narrowing, wanted))
    }

    fn lets(&self, row: &Record, narrowing: &Narrowing, wanted: Access) -> bool {
        match narrowing {
            Narrowing::None => true,
            Narrowing::Engine => false,
            Narrowing::To(grants) => self.granted(grants, wanted).is_some_and(|reach| self.reaches(row, reach)),
        }
    }

    fn granted(&self, grants: &[(RoleId, Grant)], wanted: Access) -> Option<Reach> {
        let enough = |grant: &Grant| grant.access == Access::Write || wanted == Access::Read;
        let given: Vec<Reach> = grants
            .iter()
            .filter(|(role, grant)| *role == self.role && enough(grant))
            .map(|(_, grant)| grant.reach)
            .collect();
        [Reach::All, Reach::Team, Reach::Own].into_iter().find(|reach| given.contains(reach))
    }

    fn reaches(&self, row: &Record, reach: Reach) -> bool {
        match reach {
            Reach::All => true,
            Reach::Team => self.is_own(row) || self.is_of_team(row),
            Reach::Own => self.is_own(row),
        }
    }

    /// Whether the row is the own of somebody in a team with the viewer.
    pub(super) fn is_of_team(&self, row: &Record) -> bool {
        self.team.iter().any(|mate| self.is_own_of(row, *mate))
    }

    /// Whether the row is the viewer's own: over the paths that the register names, or because it is about them.
    pub(super) fn is_own(&self, row: &Record) -> bool {
        self.is_own_of(row, (self.user, self.person))
    }

    fn is_own_of(&self, row: &Record, (user, person): (RowId, RowId)) -> bool {
        let it = &self.model[row.entity];
        let me = |id: &RowId| *id == person || *id == user;
        if !it.own.is_empty() {
            return it.own.iter().any(|path| self.ends(row, path).iter().any(me));
        }
        match &it.subject {
            Subject::None => false,
            Subject::Itself => row.id == person,
            Subject::Path(path) => {
                self.ends(row, path).contains(&person)
                    && it.subject_when.as_ref().is_none_or(|when| is_chosen(row, when))
            }
        }
    }

    /// The rows that the last of `links` names.
    fn ends(&self, row: &Record, links: &[FieldId]) -> Vec<RowId> {
        let mut at = vec![row.id];
        for link in links {
            at = at.iter().flat_map(|id| self.step(*id, *link)).collect();
        }
        at
    }

    fn step(&self, from: RowId, link: FieldId) -> Vec<RowId> {
        match self.model[link].kind {
            FieldKind::Links { from: far } => {
                self.rows.values().filter(|row| row.link(far) == Some(from)).map(|row| row.id).collect()
            }
            _ => self.rows.get(&from).and_then(|row| row.link(link)).into_iter().collect(),
        }
    }

    fn texts(&self, row: &Record, path: &Path) -> Vec<String> {
        let ends = self.ends(row, &path.links);
        let values = ends.iter().filter_map(|id| self.rows.get(id)?.get(path.field));
        values.filter_map(|value| if let Value::Text(text) = value { Some(text.clone()) } else { None }).collect()
    }
}

/// Whether the choice on which something hangs is one of those named.
fn is_chosen(row: &Record, when: &When) -> bool {
    matches!(row.get(when.field), Some(Value::Text(word)) if when.among.contains(word))
}

/// Whether the choice on which something hangs is made at all.
fn is_made(model: &Model, row: &Record, when: &When) -> bool {
    let known = |word: &String| model.alternatives(when.field).unwrap_or(&[]).iter().any(|one| one.key == *word);
    matches!(row.get(when.field), Some(Value::Text(word)) if known(word))
}

/// Every entity that somebody may come to see.
pub(super) fn entities(model: &Model) -> impl Iterator<Item = EntityId> {
    model.entity_ids().filter(|entity| model[*entity].access != Narrowing::Engine)
}
