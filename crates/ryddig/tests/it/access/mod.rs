//! The access matrix of the whole standard register: every role before every cell of every kind of row, read and written, own
//! rows, those of the team, those of others and restricted ones, on both databases; and every route before every role
//! (`http`).
//!
//! The rows are seeded, what is right an oracle says that knows nothing of scopes. Nothing is written for good: each try
//! goes together with a change that cannot be, so that whatever is allowed ends as stale.

mod cells;
mod http;
mod oracle;
mod routes;

use crate::outside::seed::{Amounts, Dice, WORDS, open, seed};
use model::{Access, EntityId, FieldId, Model, Record, Restriction, RoleId, RowId, Value};
use oracle::{Oracle, entities};
use rights::{Mate, Operation, Scope, Viewer, scope};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use store::{ApplyError, Changes, Folder, Keys, Master, Query, Reason, Store};
use tempfile::TempDir;

const SEED: u64 = 20_261_128;
/// Few people, so that many rows are somebody's own.
const AMOUNTS: Amounts = Amounts { people: 3, shared: 12, rows: 16, sealed: true, texts: WORDS };
/// Of the rows of a kind, every so many is restricted.
const RESTRICTED_EVERY: usize = 3;

#[test]
fn every_role_before_every_cell_on_the_embedded_database() {
    let folder = TempDir::new().expect("a folder");
    let model = Arc::new(testkit::model());
    let store = open(&folder.path().join("data"), &model);
    tokio::runtime::Runtime::new().expect("a runtime").block_on(matrix(&store, &model));
}

#[test]
fn every_role_before_every_cell_on_postgres() {
    let folder = TempDir::new().expect("a folder");
    let model = Arc::new(testkit::model());
    let keys = folder.path().join("keys");
    let keys = Keys::open(&keys, Master::file(keys.join("master.key"))).expect("the keys open");
    let lock = Folder::lock(&folder.path().join("data"), "a test").expect("it is free").with_keys(keys);
    let now = model::Moment(1_795_000_000_000_000);
    let store = Store::connect(lock, &testkit::postgres::database(), Arc::clone(&model), now).expect("it opens");
    tokio::runtime::Runtime::new().expect("a runtime").block_on(matrix(&store, &model));
}

async fn matrix(store: &Store, model: &Model) {
    seed(store, model, &mut Dice(SEED), AMOUNTS).await;
    restrict_some(store, model).await;
    let rows = everything(store, model).await;
    let user = model.entity_named("user").expect("there are users");
    let person_of = model.field_named(user, "person").expect("a user is somebody");
    let mut users: Vec<&Record> = rows.values().filter(|row| row.entity == user).collect();
    users.sort_by_key(|row| row.id);
    let person = |row: &Record| row.link(person_of).expect("a user is somebody");
    let (user, mate) =
        (users[0], users.iter().find(|row| person(row) != person(users[0])).expect("another works here"));
    let mate = Mate { user: mate.id, person: person(mate) };
    let person = person(user);
    let mut met: BTreeMap<EntityId, BTreeSet<(bool, bool)>> = BTreeMap::new();
    let (mut cells, mut of_team) = (0, 0);
    for role in model.role_ids() {
        let oracle = Oracle { model, rows: &rows, user: user.id, person, team: vec![(mate.user, mate.person)], role };
        let viewer = Viewer::Staff { user: user.id, person, team: vec![mate], roles: vec![role] };
        for entity in entities(model) {
            let of_kind: Vec<&Record> = rows.values().filter(|row| row.entity == entity).collect();
            let seen = seen(store, model, &viewer, entity).await;
            for row in of_kind {
                met.entry(entity).or_default().insert((oracle.is_own(row), row.restricted.is_some()));
                let read = seen.get(&row.id).cloned().unwrap_or_default();
                assert_eq!(read, allowed(&oracle, row, Access::Read), "{}", case(model, role, row, "read"));
                let may = allowed(&oracle, row, Access::Write);
                writes(store, model, &viewer, (role, row), &may).await;
                of_team += usize::from(!read.is_empty() && !oracle.is_own(row) && oracle.is_of_team(row));
                cells += 2 * model.fields_of(entity).len();
            }
        }
    }
    let missing: Vec<&str> =
        entities(model).filter(|it| !met.contains_key(it)).map(|it| model[it].key.as_str()).collect();
    assert_eq!(missing, [] as [&str; 0], "no row of these was met");
    let both = met.values().filter(|met| met.len() == 4).count();
    assert!(both > 30, "own rows and others', restricted and not, of {both} kinds");
    assert!(of_team > 0, "rows that only the team opens");
    assert!(cells > 100_000, "{cells} cells");
}

fn case(model: &Model, role: RoleId, row: &Record, what: &str) -> String {
    format!("{} {what} {} {} restricted {:?}", model[role].key, model[row.entity].key, row.id, row.restricted)
}

fn allowed(oracle: &Oracle<'_>, row: &Record, wanted: Access) -> BTreeSet<FieldId> {
    let fields = oracle.model.fields_of(row.entity).iter().copied();
    fields.filter(|field| oracle.may(row, *field, wanted)).collect()
}

/// The rows that the viewer gets, each with the fields that are in it.
async fn seen(store: &Store, model: &Model, viewer: &Viewer, entity: EntityId) -> HashMap<RowId, BTreeSet<FieldId>> {
    let Ok(scope) = scope(model, viewer, entity, Operation::Read) else { return HashMap::new() };
    let found = store.find(Query::over(&scope)).await.expect("the store works");
    assert_eq!(store.count(Query::over(&scope)).await, Ok(found.len() as u64));
    found.into_iter().map(|row| (row.id, row.cells.into_iter().map(|(field, _)| field).collect())).collect()
}

/// What may be written is, all at once and nothing else; and the row goes only by whoever may write all that they may.
async fn writes(
    store: &Store,
    model: &Model,
    viewer: &Viewer,
    (role, row): (RoleId, &Record),
    may: &BTreeSet<FieldId>,
) {
    let Ok(scope) = scope(model, viewer, row.entity, Operation::Write) else {
        assert_eq!(*may, BTreeSet::new(), "{}", case(model, role, row, "write"));
        return;
    };
    let same = |field: FieldId| (field, row.get(field).cloned().expect("the engine reads all"));
    let together: Vec<(FieldId, Value)> =
        may.iter().filter(|field| is_written(model, **field)).map(|it| same(*it)).collect();
    if !together.is_empty() {
        let done = attempt(store, model, |changes| changes.update(&scope, row.id, row.version, together.clone())).await;
        assert!(done, "{}", case(model, role, row, "write what is theirs of"));
    }
    for field in model.fields_of(row.entity).iter().filter(|field| !may.contains(field) && is_written(model, **field)) {
        let done =
            attempt(store, model, |changes| changes.update(&scope, row.id, row.version, vec![same(*field)])).await;
        assert!(!done, "{} {}", case(model, role, row, "write"), model[*field].key);
    }
    let all = scope.fields().iter().all(|field| may.contains(field));
    let gone = attempt(store, model, |changes| changes.delete(&scope, row.id, row.version)).await;
    assert_eq!(gone, all, "{}", case(model, role, row, "delete"));
}

/// Numbers are given by the store.
fn is_written(model: &Model, field: FieldId) -> bool {
    !matches!(model[field].kind, model::FieldKind::Sequence | model::FieldKind::Links { .. })
}

/// Whether the change would be done: it is tried with another one that is stale.
async fn attempt(
    store: &Store,
    model: &Model,
    change: impl FnOnce(&mut Changes) -> Result<(), store::Refused>,
) -> bool {
    let mut changes = Changes::new();
    if change(&mut changes).is_err() {
        return false;
    }
    let person = model.entity_named("person").expect("there are people");
    let engine: Scope = scope(model, &Viewer::Engine, person, Operation::Write).expect("the engine may");
    changes.delete(&engine, RowId([0; 16]), 1).expect("the engine may");
    match store.apply(changes).await {
        Err(ApplyError::Stale { entity, id }) if (entity, id) == (person, RowId([0; 16])) => true,
        Err(ApplyError::Refused(refused)) if refused.reason == Reason::ForeignRow => false,
        other => panic!("{other:?}"),
    }
}

async fn everything(store: &Store, model: &Model) -> HashMap<RowId, Record> {
    let mut rows = HashMap::new();
    for entity in entities(model) {
        let engine = scope(model, &Viewer::Engine, entity, Operation::Read).expect("the engine may");
        let found = store.find(Query::over(&engine)).await.expect("the store works");
        rows.extend(found.into_iter().map(|row| (row.id, row)));
    }
    rows
}

async fn restrict_some(store: &Store, model: &Model) {
    for entity in entities(model).filter(|entity| model[*entity].subject != model::Subject::None) {
        let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let read = scope(model, &Viewer::Engine, entity, Operation::Read).expect("the engine may");
        let mut changes = Changes::new();
        let found = store.find(Query::over(&read)).await.expect("the store works");
        for (at, row) in found.iter().enumerate().filter(|(at, _)| at % RESTRICTED_EVERY == 1) {
            let why = if at % 2 == 0 { Restriction::Bound } else { Restriction::Asked };
            changes.restrict(&write, row.id, row.version, Vec::new(), why).expect("the engine may");
        }
        store.apply(changes).await.expect("the store works");
    }
}
