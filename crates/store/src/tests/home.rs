//! A store in a temporary folder, and short ways to ask it things.

use crate::{ApplyError, Changes, Folder, Keys, Master, OpenError, Query, Store};
use model::{
    Day, EntityId, Field, FieldId, FieldKind, Model, Moment, Narrowing, Origin, Record, RowId, Sealed, Value, Words,
};
use rights::{Operation, Scope, Viewer};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

pub(super) const NOW: Moment = Moment(1_795_000_000_000_000);

/// The first of two people from whom requests come: the even ones from the first, the odd from the second.
pub(super) const SENDERS: u128 = 1 << 100;

/// The file in a folder that says which PostgreSQL database goes with it.
const DATABASE: &str = "database";

/// A store and the folder that goes with it.
pub(super) struct Home {
    pub(super) store: Store,
    pub(super) folder: TempDir,
}

impl Home {
    /// The standard register in an empty folder.
    pub(super) fn new() -> Self {
        Self::with(model())
    }

    pub(super) fn with(model: Model) -> Self {
        let folder = TempDir::new().unwrap();
        let store = open(folder.path(), model).unwrap();
        Self { store, folder }
    }

    /// With the keys of sealed fields in `keys`.
    pub(super) fn with_keys(model: Model, keys: &Path) -> Self {
        let folder = TempDir::new().unwrap();
        let store = open_with_keys(folder.path(), keys, model).unwrap();
        Self { store, folder }
    }

    /// The store closed and opened again.
    pub(super) fn again(self, keys: &Path, model: Model) -> Self {
        let Self { store, folder } = self;
        drop(store);
        let store = open_with_keys(folder.path(), keys, model).unwrap();
        Self { store, folder }
    }

    pub(super) fn entity(&self, key: &str) -> EntityId {
        self.store.model().entity_named(key).unwrap()
    }

    /// `person.name`
    pub(super) fn field(&self, path: &str) -> FieldId {
        field(self.store.model(), path)
    }

    pub(super) fn read(&self, key: &str) -> Scope {
        self.scope(key, Operation::Read)
    }

    pub(super) fn write(&self, key: &str) -> Scope {
        self.scope(key, Operation::Write)
    }

    fn scope(&self, key: &str, operation: Operation) -> Scope {
        rights::scope(self.store.model(), &Viewer::Engine, self.entity(key), operation).unwrap()
    }

    /// Cells from paths.
    pub(super) fn cells(&self, cells: &[(&str, Value)]) -> Vec<(FieldId, Value)> {
        cells.iter().map(|(path, value)| (self.field(path), value.clone())).collect()
    }

    /// The cells of a person called `name`.
    pub(super) fn person(&self, name: &str) -> Vec<(FieldId, Value)> {
        self.cells(&[
            ("person.name", text(name)),
            ("person.source", text("company")),
            ("person.since", Value::Day(Day(20_000))),
        ])
    }

    /// Two people with an address each, from whom requests come.
    pub(super) async fn senders(&self) {
        let mut changes = Changes::new();
        for sender in [id(SENDERS), id(SENDERS + 1)] {
            changes.insert(&self.write("person"), sender, self.person("Ola")).unwrap();
            let address = self.cells(&[
                ("email_address.holder", text("person")),
                ("email_address.person", Value::Id(sender)),
                ("email_address.address", text(&format!("{sender}@kunde.example"))),
                ("email_address.source", text("company")),
                ("email_address.since", Value::Day(Day(20_000))),
            ]);
            changes.insert(&self.write("email_address"), sender, address).unwrap();
        }
        self.store.apply(changes).await.unwrap();
    }

    /// The cells of a request that says `message`, from one of the [`senders`](Self::senders).
    pub(super) fn request(&self, number: u128, message: &str) -> Vec<(FieldId, Value)> {
        self.cells(&[
            ("contact_request.person", Value::Id(id(SENDERS + number % 2))),
            ("contact_request.address", Value::Id(id(SENDERS + number % 2))),
            ("contact_request.name_written", text("Ola")),
            ("contact_request.message", text(message)),
            ("contact_request.language", text("nb")),
            ("contact_request.came_from", text("here")),
            ("contact_request.state", text("new")),
            ("contact_request.received_at", Value::Moment(NOW)),
            ("contact_request.submission", text(&format!("submission {number}"))),
        ])
    }

    pub(super) async fn insert(&self, key: &str, id: RowId, cells: Vec<(FieldId, Value)>) -> Result<(), ApplyError> {
        let mut changes = Changes::new();
        changes.insert(&self.write(key), id, cells).unwrap();
        self.store.apply(changes).await
    }

    pub(super) async fn update(
        &self,
        key: &str,
        id: RowId,
        version: i64,
        cells: &[(&str, Value)],
    ) -> Result<(), ApplyError> {
        let mut changes = Changes::new();
        changes.update(&self.write(key), id, version, self.cells(cells)).unwrap();
        self.store.apply(changes).await
    }

    pub(super) async fn delete(&self, key: &str, id: RowId, version: i64) -> Result<(), ApplyError> {
        let mut changes = Changes::new();
        changes.delete(&self.write(key), id, version).unwrap();
        self.store.apply(changes).await
    }

    pub(super) async fn get(&self, key: &str, id: RowId) -> Option<Record> {
        self.store.get(&self.read(key), id).await.unwrap()
    }

    pub(super) async fn count(&self, key: &str) -> u64 {
        self.store.count(Query::over(&self.read(key))).await.unwrap()
    }
}

pub(super) fn model() -> Model {
    testkit::model()
}

/// The store of `folder`; on the database that this run is for, see [`is_postgres`].
pub(super) fn open(folder: &Path, model: Model) -> Result<Store, OpenError> {
    open_locked(Folder::lock(folder, "test").unwrap(), model)
}

/// The same with the keys of sealed fields in a folder of their own.
pub(super) fn open_with_keys(folder: &Path, keys: &Path, model: Model) -> Result<Store, OpenError> {
    let keys = Keys::open(keys, Master::file(keys.join("master.key")))?;
    open_locked(Folder::lock(folder, "test").unwrap().with_keys(keys), model)
}

fn open_locked(lock: Folder, model: Model) -> Result<Store, OpenError> {
    let folder = lock.path().to_owned();
    let folder = folder.as_path();
    let model = Arc::new(model);
    if !is_postgres() {
        return Store::open(lock, model, NOW);
    }
    let note = folder.join(DATABASE);
    if !note.exists() && model.fingerprint == testkit::model().fingerprint {
        std::fs::write(&note, testkit::postgres::filled_database(fill)).unwrap();
    }
    Store::connect(lock, &url(folder), model, NOW)
}

/// The tables of the standard register, so that not every test makes them anew.
fn fill(url: &str) {
    let folder = TempDir::new().unwrap();
    drop(Store::connect(Folder::lock(folder.path(), "test").unwrap(), url, Arc::new(model()), NOW).unwrap());
}

/// Whether this run is for PostgreSQL: the same tests run once for each database.
pub(super) fn is_postgres() -> bool {
    std::env::var_os("RYDDIG_TEST_DATABASE").is_some_and(|database| database == "postgres")
}

/// The address of the PostgreSQL database that goes with `folder`.
pub(super) fn url(folder: &Path) -> String {
    let note = folder.join(DATABASE);
    std::fs::read_to_string(&note).unwrap_or_else(|_| {
        let url = testkit::postgres::database();
        std::fs::write(&note, &url).unwrap();
        url
    })
}

/// The model with one more field in `entity`, and another fingerprint.
pub(super) fn with_field(mut model: Model, entity: &str, key: &str, kind: FieldKind, required: bool) -> Model {
    let owner = model.entity_named(entity).unwrap();
    let id = FieldId::from_index(model.fields.len());
    let name = Words::default();
    model.fields.push(Field {
        key: key.to_owned(),
        entity: owner,
        name,
        kind,
        required,
        unique: false,
        impersonal: None,
        category: None,
        origin: Origin::Subject,
        sealed: Sealed::No,
        activities: None,
        access: Narrowing::None,
        keep: None,
        require: Vec::new(),
        when: None,
        was: None,
        need: None,
        with: None,
    });
    model.entities[owner.index()].fields.push(id);
    model.fingerprint.push('+');
    model
}

pub(super) fn field(model: &Model, path: &str) -> FieldId {
    let (entity, field) = path.split_once('.').unwrap();
    model.field_named(model.entity_named(entity).unwrap(), field).unwrap()
}

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(super) fn id(number: u128) -> RowId {
    RowId(number.to_be_bytes())
}
