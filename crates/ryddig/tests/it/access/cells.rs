//! The cells of the matrix through HTTP: each route with each row that it may be about, and what is right there.

use super::http::Site;
use super::oracle::entities;
use super::routes::{Need, ROUTES};
use model::{Access, EntityId, FieldId, FieldKind, Held, Model, Record, RoleId, RowId, Value};
use rights::{Mate, Operation, Viewer, scope};
use std::collections::BTreeMap;

/// What the program keeps for itself and is about nobody: for those who carry out rights alone.
const KEPT: [&str; 3] = ["receipt", "statement_version", "record_version"];

/// One request, and whether it is to be answered; none where that hangs on more than the row.
pub(super) struct Cell {
    pub(super) path: String,
    pub(super) sends: bool,
    pub(super) need: Need,
    pub(super) expected: Option<bool>,
    /// The version of the row that it is about.
    pub(super) version: Option<i64>,
}

impl Cell {
    /// A form that whoever carries out rights may send.
    pub(super) fn form(path: &str) -> Self {
        Self { path: path.to_owned(), sends: true, need: Need::Rights, expected: None, version: None }
    }

    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method(), self.path)
    }

    pub(super) fn method(&self) -> &'static str {
        if self.sends { "POST" } else { "GET" }
    }
}

impl Site {
    /// Every route with every row that it may be about: one's own, another's, a restricted one.
    pub(super) fn cells(&self, role: RoleId) -> Vec<Cell> {
        let mut cells = Vec::new();
        for (path, read, send) in ROUTES {
            let kinds: Vec<EntityId> = if path.contains("{entity}") {
                entities(&self.model).collect()
            } else {
                kind_of(&self.model, path).into_iter().collect()
            };
            for (need, sends) in [(*read, false), (*send, true)] {
                if need == Need::Nobody {
                    continue;
                }
                if kinds.is_empty() || !path.contains("{id}") && !path.contains("{entity}") {
                    let concrete = concrete(path, "person", self.user);
                    cells.push(Cell {
                        path: concrete,
                        sends,
                        need,
                        expected: self.expected(role, need, None, None),
                        version: None,
                    });
                    continue;
                }
                for entity in &kinds {
                    let rows: Vec<Option<&Record>> = if path.contains("{id}") {
                        self.rows_of(*entity, role).into_iter().map(Some).collect()
                    } else {
                        vec![None]
                    };
                    for row in rows {
                        if need == Need::Fetches && self.file_of(*entity).is_none() {
                            continue;
                        }
                        let id = row.map_or(self.user, |row| row.id);
                        for part in parts(path, sends) {
                            let path = self.concrete(path, *entity, id) + part;
                            let expected = self.expected(role, need, Some(*entity), row);
                            cells.push(Cell { path, sends, need, expected, version: row.map(|row| row.version) });
                        }
                    }
                }
            }
        }
        cells
    }

    fn concrete(&self, path: &str, entity: EntityId, id: RowId) -> String {
        let field = self.file_of(entity).map_or("", |field| &self.model[field].key);
        concrete(&path.replace("{field}", field), &self.model[entity].key, id)
    }

    fn file_of(&self, entity: EntityId) -> Option<FieldId> {
        self.model.fields_of(entity).iter().copied().find(|field| self.model[*field].kind == FieldKind::File)
    }

    /// A row of each sort: one's own and not, restricted and not. Where a role may read nothing of such rows, all of them are the
    /// same to it, and one will do: its own, if there is any.
    fn rows_of(&self, entity: EntityId, role: RoleId) -> Vec<&Record> {
        let oracle = self.oracle(role);
        let mut found: BTreeMap<(bool, bool), &Record> = BTreeMap::new();
        let mut rows: Vec<&Record> = self.rows.values().filter(|row| row.entity == entity).collect();
        rows.sort_by_key(|row| row.id);
        for row in rows {
            found.entry((oracle.is_own(row) && row.restricted.is_none(), row.restricted.is_some())).or_insert(row);
        }
        match scope(&self.model, &self.viewer(role), entity, Operation::Read) {
            Ok(_) => found.into_values().collect(),
            Err(_) => found.into_values().next_back().into_iter().collect(),
        }
    }

    /// Whether threads of mail stand on rows of `entity`: a link of theirs names it, which is neither who looks after them nor a case, which
    /// is answered elsewhere; or it is they.
    fn takes_mail(&self, entity: EntityId) -> bool {
        let threads = self.model.entity_named("email_thread").expect("there are threads");
        let is_other = ["user", "case"].contains(&&*self.model[entity].key);
        let leads = |field: &FieldId| matches!(self.model[*field].kind, FieldKind::Link { to, .. } if to == entity);
        entity == threads || !is_other && self.model.fields_of(threads).iter().any(leads)
    }

    fn viewer(&self, role: RoleId) -> Viewer {
        let team = self.team.iter().map(|&(user, person)| Mate { user, person }).collect();
        Viewer::Staff { user: self.user, person: self.person, team, roles: vec![role] }
    }

    fn expected(&self, role: RoleId, need: Need, entity: Option<EntityId>, row: Option<&Record>) -> Option<bool> {
        let oracle = self.oracle(role);
        let viewer = self.viewer(role);
        let named = |name: &str| {
            entity
                .filter(|_| name == "{entity}")
                .or_else(|| self.model.entity_named(name))
                .expect("it is in the register")
        };
        let is_kept = |entity: EntityId| KEPT.contains(&&*self.model[entity].key) && !self.model[role].rights;
        let is_open = |name: &str, operation| {
            !is_kept(named(name)) && scope(&self.model, &viewer, named(name), operation).is_ok()
        };
        let may = |row: &Record, wanted| {
            if is_kept(row.entity) {
                return Some(false);
            }
            let fields = self.model.fields_of(row.entity).iter();
            let (open, all) = fields
                .fold((0, 0), |(open, all), field| (open + usize::from(oracle.may(row, *field, wanted)), all + 1));
            match open {
                0 => Some(false),
                open if open == all || wanted == Access::Read => Some(true),
                _ => None,
            }
        };
        match (need, row) {
            (Need::Nobody | Need::Own, _) => Some(false),
            (Need::Anybody | Need::SignedIn, _) => Some(true),
            // Whether there is such a thing is another question.
            (Need::Rights, _) => (!self.model[role].rights).then_some(false),
            (Need::Lists(name), _) | (Need::Reads(name), None) => Some(is_open(name, Operation::Read)),
            (Need::Writes(name), None) => (!is_open(name, Operation::Write)).then_some(false),
            // A hub is there only for whom a purpose holds it up that they may read; what such pages tell is looked at.
            (Need::Reads(_), Some(row))
                if self.model[row.entity].held == Held::AsClaimed && !self.model[role].rights =>
            {
                None
            }
            (Need::Reads(_), Some(row)) => may(row, Access::Read),
            (Need::Fetches, row) => {
                let (row, file) = row.and_then(|row| Some((row, self.file_of(row.entity)?)))?;
                let is_there = row.get(file).is_some_and(|value| *value != Value::Null);
                Some(is_there && oracle.may(row, file, Access::Read))
            }
            (Need::Mails, row) => {
                let row = row?;
                let stands = self.takes_mail(row.entity) && is_open("email_thread", Operation::Write);
                let is_seen = self.model[row.entity].held == Held::AsClaimed || may(row, Access::Read) != Some(false);
                (!stands || !is_seen || row.restricted.is_some()).then_some(false)
            }
            (Need::Writes(_), Some(row)) => may(row, Access::Write).filter(|may| !may),
        }
    }
}

/// The parts of a page that are shown one at a time.
fn parts(path: &str, sends: bool) -> &'static [&'static str] {
    match path {
        "/desk/data/{entity}/{id}" if !sends => &["", "?tab=timeline", "?tab=files", "?tab=history"],
        _ => &[""],
    }
}

/// What a route is about that names no kind of row.
fn kind_of(model: &Model, path: &str) -> Option<EntityId> {
    const KINDS: [(&str, &str); 14] = [
        ("/desk/requests/", "contact_request"),
        ("/desk/cases/", "case"),
        ("/desk/mails/", "email_message"),
        ("/desk/threads/", "email_thread"),
        ("/desk/call/", "phone_call"),
        ("/desk/people/", "person"),
        ("/desk/secure/", "secure_message"),
        ("/desk/sealed/", "sealed_mail"),
        ("/desk/organisations/", "organisation"),
        ("/desk/rights/from/", "contact_request"),
        ("/desk/rights/", "request"),
        ("/desk/breaches/", "breach"),
        ("/desk/receipts/", "receipt"),
        ("/desk/record/versions/", "record_version"),
    ];
    let (_, kind) = KINDS.iter().find(|(start, _)| path.starts_with(start))?;
    model.entity_named(kind)
}

fn concrete(path: &str, entity: &str, id: RowId) -> String {
    path.replace("{entity}", entity)
        .replace("{id}", &id.to_string())
        .replace("{secret}", "0000")
        .replace("{area}", "privacy")
}
