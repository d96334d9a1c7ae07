//! The key store: a random key for each row with sealed fields, wrapped by the master key, in a folder of its own.
//!
//! It lies outside the data folder so that a backup of the data holds no key: destroying a row's key then destroys what
//! was sealed in every such backup too. It is an `SQLite` file with a rollback journal: small transactions that survive a
//! crash, several processes at once, and pages that are overwritten when a key goes, none of which a file of our own would
//! have without much care. It knows no register and no value of a row; keys are unwrapped when used and not kept.

pub(crate) mod cipher;
mod error;
mod master;
mod under_way;

pub use error::KeysError;
pub use master::Master;
pub(crate) use under_way::UnderWay;

use crate::limits::LOCK_WAIT_MILLISECONDS;
use cipher::Key;
use model::RowId;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The file of the keys.
const FILE: &str = "keys.db";
/// Held by whoever writes sealed rows, so that no key is destroyed that somebody else is about to use.
const TURN: &str = "turn";
/// Says of itself that the master key is the right one.
const CHECK: &[u8] = b"ryddig key store";
/// The place of the key with which equal values are marked.
pub(crate) const MARKS: Place = Place { entity: [0; 16], row: RowId([0; 16]) };

/// What an entity or a field is called in the key store, whatever it is called in the register.
pub(crate) type Tag = [u8; 16];

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) entity: Tag,
    pub(crate) row: RowId,
}

/// The id of a key and what it is wrapped into.
type Wrapped = ([u8; 16], Vec<u8>);

/// An open key store. Clones are the same one.
#[derive(Debug, Clone)]
pub struct Keys {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    master: Master,
    open: Mutex<Open>,
}

struct Open {
    connection: Connection,
    key: Key,
    settled: under_way::Settled,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.folder.display())
    }
}

impl Keys {
    /// Opens the key store in `folder`, which is made where it is missing and open to its owner alone.
    pub fn open(folder: &Path, master: Master) -> Result<Self, KeysError> {
        let unusable = |cause: &dyn ToString| KeysError::Unusable { path: folder.to_owned(), cause: cause.to_string() };
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|cause| unusable(&cause))?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(|cause| unusable(&cause))?;
        let _turn = turn(folder)?;
        let path = folder.join(FILE);
        crate::folder::private(&mut OpenOptions::new(), &path).map_err(|cause| unusable(&cause))?;
        let connection = connect(&path)?;
        let check = check(&connection)?;
        let key = match (&check, master.read()?) {
            (Some(check), read) => right(check, &master, read)?,
            (None, Some(read)) => read,
            (None, None) => match &master {
                Master::File(path) => Master::make(path)?,
                Master::Given { .. } => return Err(KeysError::Missing { master: master.to_string() }),
            },
        };
        if check.is_none() {
            let check = cipher::encrypt(&key, CHECK, &[0; 32]).map_err(|cause| unusable(&cause))?;
            connection.execute("INSERT INTO about (id, proof) VALUES (1, ?)", params![check])?;
        }
        let open = Mutex::new(Open { connection, key, settled: under_way::Settled::default() });
        Ok(Self { inner: Arc::new(Inner { folder: folder.to_owned(), master, open }) })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// Takes a new master key and wraps every key with it; how many. Whenever it is cut short, the keys can be read when
    /// the key store is opened again.
    pub fn rotate(&self) -> Result<u64, KeysError> {
        let _turn = self.turn()?;
        self.rotate_until(&mut |_| Ok(()))
    }

    /// `step` is told of each step that was done, and may end it there as a crash would.
    pub(crate) fn rotate_until(&self, step: &mut dyn FnMut(u8) -> Result<(), KeysError>) -> Result<u64, KeysError> {
        let mut open = self.locked();
        open.refresh(&self.inner.master)?;
        let next = self.inner.master.make_next(&open.key)?;
        step(1)?;
        let Open { connection, key, .. } = &mut *open;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let count = rewrap(&transaction, key, &next, &|cause: &str| self.unusable(&cause))?;
        step(2)?;
        transaction.commit()?;
        *key = next;
        step(3)?;
        self.inner.master.take_next()?;
        step(4)?;
        Ok(count)
    }

    /// Nobody else writes sealed rows or destroys keys as long as the file is open.
    pub(crate) fn turn(&self) -> Result<File, KeysError> {
        turn(&self.inner.folder)
    }

    /// The key of `place`; none where it was destroyed or never was.
    pub(crate) fn get(&self, place: Place) -> Result<Option<Key>, KeysError> {
        let mut open = self.locked();
        let Some((id, wrapped)) = wrapped(&open.connection, place)? else { return Ok(None) };
        let about = about(&id, place);
        if let Some(key) = unwrap(&open.key, &about, &wrapped) {
            return Ok(Some(key));
        }
        // Somebody else may have made a new master key meanwhile.
        open.refresh(&self.inner.master)?;
        let Some((id, wrapped)) = self::wrapped(&open.connection, place)? else { return Ok(None) };
        let key = unwrap(&open.key, &self::about(&id, place), &wrapped);
        key.map(Some).ok_or_else(|| self.unusable(&"a key in it is not as it was written"))
    }

    /// Makes the key with which equal values are marked, where there is none.
    pub(crate) fn make_marks(&self) -> Result<(), KeysError> {
        let mut open = self.locked();
        open.refresh(&self.inner.master)?;
        let Open { connection, key, .. } = &mut *open;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if wrapped(&transaction, MARKS)?.is_none() {
            make_one(&transaction, key, MARKS).map_err(|cause| self.unusable(&cause))?;
        }
        Ok(transaction.commit()?)
    }

    /// Every row of `entity` that has a key.
    pub(crate) fn rows(&self, entity: Tag) -> Result<Vec<RowId>, KeysError> {
        let open = self.locked();
        let mut list = open.connection.prepare("SELECT row FROM row_key WHERE entity = ? ORDER BY row")?;
        let rows = list.query_map(params![entity], |row| row.get(0).map(RowId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The tag of what is called `path` now, or was called one of `former`; a new one where there is none.
    pub(crate) fn tag(&self, path: &str, former: &[String]) -> Result<Tag, KeysError> {
        let mut open = self.locked();
        let transaction = open.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let known = |path: &str| {
            transaction.query_row("SELECT tag FROM name WHERE path = ?", [path], |row| row.get::<_, Tag>(0)).optional()
        };
        if let Some(tag) = known(path)? {
            return Ok(tag);
        }
        for was in former {
            if let Some(tag) = known(was)? {
                transaction.execute("UPDATE name SET path = ? WHERE path = ?", [path, was])?;
                transaction.commit()?;
                return Ok(tag);
            }
        }
        let tag: Tag = cipher::random().map_err(|cause| self.unusable(&cause))?;
        transaction.execute("INSERT INTO name (path, tag) VALUES (?, ?)", params![path, tag])?;
        transaction.commit()?;
        Ok(tag)
    }

    fn locked(&self) -> MutexGuard<'_, Open> {
        self.inner.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unusable(&self, cause: &dyn ToString) -> KeysError {
        KeysError::Unusable { path: self.inner.folder.clone(), cause: cause.to_string() }
    }
}

impl Open {
    /// Takes the master key that the keys are wrapped with now.
    fn refresh(&mut self, master: &Master) -> Result<(), KeysError> {
        let Some(check) = check(&self.connection)? else {
            return Err(KeysError::Missing { master: master.to_string() });
        };
        if cipher::decrypt(&self.key, CHECK, &check).is_none() {
            self.key = right_of(&check, master, master.read()?)?.0;
        }
        Ok(())
    }
}

fn turn(folder: &Path) -> Result<File, KeysError> {
    let path = folder.join(TURN);
    let file = crate::folder::private(&mut OpenOptions::new(), &path).and_then(|file| file.lock().map(|()| file));
    file.map_err(|cause| KeysError::Unusable { path, cause: cause.to_string() })
}

fn connect(path: &Path) -> Result<Connection, KeysError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_millis(LOCK_WAIT_MILLISECONDS))?;
    connection.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; \
         BEGIN IMMEDIATE; \
         CREATE TABLE IF NOT EXISTS about (id INTEGER PRIMARY KEY, proof BLOB NOT NULL) STRICT; \
         CREATE TABLE IF NOT EXISTS name (path TEXT PRIMARY KEY, tag BLOB NOT NULL) STRICT; \
         CREATE TABLE IF NOT EXISTS row_key (entity BLOB NOT NULL, row BLOB NOT NULL, id BLOB NOT NULL, \
         wrapped BLOB NOT NULL, PRIMARY KEY (entity, row)) STRICT, WITHOUT ROWID; \
         CREATE TABLE IF NOT EXISTS under_way (change BLOB NOT NULL, entity BLOB NOT NULL, row BLOB NOT NULL, \
         PRIMARY KEY (change, entity, row)) STRICT, WITHOUT ROWID; \
         COMMIT",
    )?;
    Ok(connection)
}

fn check(connection: &Connection) -> Result<Option<Vec<u8>>, KeysError> {
    Ok(connection.query_row("SELECT proof FROM about WHERE id = 1", [], |row| row.get(0)).optional()?)
}

/// The master key that `check` was made with, with what a rotation that was cut short left put in order.
fn right(check: &[u8], master: &Master, read: Option<Key>) -> Result<Key, KeysError> {
    let (key, is_next) = right_of(check, master, read)?;
    if is_next {
        master.take_next()?;
    } else {
        master.drop_next()?;
    }
    Ok(key)
}

/// The master key that `check` was made with, and whether it still lies beside the one in use.
fn right_of(check: &[u8], master: &Master, read: Option<Key>) -> Result<(Key, bool), KeysError> {
    let fits = |key: &Key| cipher::decrypt(key, CHECK, check).is_some();
    let missing = read.is_none();
    if let Some(key) = read.filter(fits) {
        return Ok((key, false));
    }
    match master.read_next()?.filter(fits) {
        Some(key) => Ok((key, true)),
        None if missing => Err(KeysError::Missing { master: master.to_string() }),
        None => Err(KeysError::Wrong { master: master.to_string() }),
    }
}

fn wrapped(connection: &Connection, place: Place) -> Result<Option<Wrapped>, KeysError> {
    let mut select = connection.prepare_cached("SELECT id, wrapped FROM row_key WHERE entity = ? AND row = ?")?;
    let found = select.query_row(params![place.entity, place.row.0], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}

/// Makes a key for `place`, which has none, inside a transaction that somebody else ends.
fn make_one(transaction: &Transaction<'_>, master: &Key, place: Place) -> Result<(), String> {
    let id: [u8; 16] = cipher::random()?;
    let own = cipher::new_key()?;
    let wrapped = cipher::encrypt(master, &about(&id, place), &*own)?;
    let insert = "INSERT INTO row_key (entity, row, id, wrapped) VALUES (?, ?, ?, ?)";
    let made = transaction.execute(insert, params![place.entity, place.row.0, id, wrapped]);
    made.map(|_| ()).map_err(|cause| cause.to_string())
}

fn unwrap(master: &Key, about: &[u8], wrapped: &[u8]) -> Option<Key> {
    let plain = cipher::decrypt(master, about, wrapped)?;
    plain.as_slice().try_into().ok().map(Key::new)
}

fn about(id: &[u8; 16], place: Place) -> Vec<u8> {
    [&id[..], &place.entity, &place.row.0].concat()
}

/// Wraps every key with `next` instead of `key`, and says so in the proof.
fn rewrap(
    transaction: &Transaction<'_>,
    key: &Key,
    next: &Key,
    unusable: &dyn Fn(&str) -> KeysError,
) -> Result<u64, KeysError> {
    let mut list = transaction.prepare("SELECT entity, row, id, wrapped FROM row_key")?;
    let all = list.query_map([], |row| {
        let place = Place { entity: row.get(0)?, row: RowId(row.get(1)?) };
        Ok((place, row.get::<_, [u8; 16]>(2)?, row.get::<_, Vec<u8>>(3)?))
    })?;
    let mut count = 0;
    for one in all.collect::<Result<Vec<_>, _>>()? {
        let (place, id, wrapped) = one;
        let about = about(&id, place);
        let own = unwrap(key, &about, &wrapped).ok_or_else(|| unusable("a key in it is not as it was written"))?;
        let wrapped = cipher::encrypt(next, &about, &*own).map_err(|cause| unusable(&cause))?;
        transaction.execute(
            "UPDATE row_key SET wrapped = ? WHERE entity = ? AND row = ?",
            params![wrapped, place.entity, place.row.0],
        )?;
        count += u64::from(place != MARKS);
    }
    let proof = cipher::encrypt(next, CHECK, &[0; 32]).map_err(|cause| unusable(&cause))?;
    transaction.execute("UPDATE about SET proof = ? WHERE id = 1", params![proof])?;
    Ok(count)
}
