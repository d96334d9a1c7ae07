//! Opening the data folder: the database, the keys, the engine.

use crate::arguments::Data;
use crate::limits::LOCK_LOOK_TIME;
use crate::{Problem, files};
use engine::privacy::{self, Replayed};
use engine::{Engine, Mailbox, Moment, Settings, Transport};
use model::Model;
use std::env::VarError;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Folder, FolderError, Keys, Master, Store};

/// The file of the server's own key, inside the data folder.
const KEY: &str = "secret.key";
/// The file of the seed of the key that signs the ledger, inside the data folder.
const LEDGER_KEY: &str = "ledger.key";
/// The variable that holds the master key.
const MASTER: &str = "RYDDIG_MASTER_KEY";
/// The variable that holds the master key that a rotation goes over to.
const MASTER_NEW: &str = "RYDDIG_MASTER_KEY_NEW";
/// The variable that names the file of the master key.
const MASTER_FILE: &str = "RYDDIG_MASTER_KEY_FILE";

/// The clock: the only place that reads it.
pub(crate) fn now() -> Moment {
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since_1970.as_micros()).unwrap_or(i64::MAX))
}

/// Unguessable bytes from the operating system.
pub(crate) fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives random bytes");
}

/// The folder of the keys beside the data folder: no copy of the data folder holds it.
pub(crate) fn beside(data: &Path) -> PathBuf {
    // With all its links followed: the same data has the same keys, however it is named.
    let data = data.canonicalize().or_else(|_| std::path::absolute(data)).unwrap_or_else(|_| data.to_owned());
    let mut name = data.file_name().unwrap_or_default().to_owned();
    name.push("-keys");
    data.with_file_name(name)
}

/// Opens the key store: the master key is given in the environment or lies in a file, by itself among the keys.
fn keys(folder: &Path) -> Result<Keys, Problem> {
    let master = match (digits(MASTER)?, digits(MASTER_NEW)?, std::env::var_os(MASTER_FILE)) {
        (Some(digits), next, _) => Master::given(digits, next),
        (None, Some(_), _) => {
            return Err(Problem::failed(format!("{MASTER_NEW} is of use only with the present key in {MASTER}")));
        }
        (None, None, Some(file)) => Master::file(file),
        (None, None, None) => Master::file(folder.join("master.key")),
    };
    Keys::open(folder, master).map_err(Problem::failed)
}

fn digits(variable: &str) -> Result<Option<String>, Problem> {
    match std::env::var(variable) {
        Ok(digits) => Ok(Some(digits)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Problem::failed(format!("{variable} is not 64 hexadecimal digits"))),
    }
}

/// The folder with its keys, which lie outside of it.
pub(crate) fn with_keys(folder: Folder, data: &Data) -> Result<Folder, Problem> {
    let at = data.keys.clone().unwrap_or_else(|| beside(&data.folder));
    if let (Ok(keys), Ok(data)) = (std::path::absolute(&at), std::path::absolute(&data.folder))
        && keys.starts_with(&data)
    {
        return Err(Problem::mistaken("the keys must lie outside the data folder"));
    }
    Ok(folder.with_keys(keys(&at)?))
}

/// Takes the data folder for this process when the one before it lets go of it, within `patience`.
pub(crate) async fn lock_after(data: &Data, who: &str, patience: Duration) -> Result<Folder, Problem> {
    let until = Instant::now() + patience;
    loop {
        match Folder::lock(&data.folder, who) {
            Err(FolderError::InUse { .. }) if Instant::now() < until => tokio::time::sleep(LOCK_LOOK_TIME).await,
            locked => return furnished(locked.map_err(Problem::failed)?, data),
        }
    }
}

/// Takes the data folder for this process.
pub(crate) fn lock(data: &Data, who: &str) -> Result<Folder, Problem> {
    furnished(Folder::lock(&data.folder, who).map_err(Problem::failed)?, data)
}

/// The folder with its files and its journal, which may lie elsewhere.
fn furnished(folder: Folder, data: &Data) -> Result<Folder, Problem> {
    let folder = files::with_files(folder, data)?;
    Ok(match &data.journal {
        None => folder,
        Some(journal) => folder.with_journal(journal.clone()),
    })
}

/// Erases again what an older copy of the database has brought back: before anything else is done with it.
pub(crate) async fn replay(engine: &Engine, restored: bool) -> Result<(), Problem> {
    let replayed = privacy::replay(engine, now(), restored).await;
    let replayed = replayed.map_err(|cause| Problem::failed(format!("erasures could not be replayed: {cause}")))?;
    if replayed.erasures > 0 {
        let Replayed { erasures, rows, .. } = replayed;
        let _ = writeln!(
            std::io::stderr(),
            "note: the database is older than {erasures} erasures: {rows} rows that it had brought back are erased again"
        );
    }
    if replayed.broken_lines > 0 {
        let lines = replayed.broken_lines;
        let _ = writeln!(std::io::stderr(), "warning: {lines} lines of the erasure journal were torn or altered");
    }
    Ok(())
}

/// Opens the store of a folder that is locked already, with its rows in a database where one is named.
pub(crate) fn store(folder: Folder, data: &Data, model: &Arc<Model>) -> Result<Store, Problem> {
    let folder = with_keys(folder, data)?;
    let store = match &data.database {
        None => Store::open(folder, Arc::clone(model), now()),
        Some(url) => Store::connect(folder, url, Arc::clone(model), now()),
    };
    store.map_err(Problem::failed)
}

/// The engine over an open store.
pub(crate) fn engine(model: Arc<Model>, store: Store, settings: Settings) -> Result<Engine, Problem> {
    Engine::new(model, store, settings, Box::new(random))
        .map_err(|misfit| Problem::failed(format!("the register does not fit the program: {misfit}")))
}

/// Settings for a command that works on the folder by itself: nothing is served and nothing is sent.
pub(crate) fn quiet_settings(model: &Model, data: &Path) -> Result<Settings, Problem> {
    Ok(Settings {
        url: "http://localhost:8080".to_owned(),
        form_origins: Vec::new(),
        sender: sender(model, None),
        transport: Transport::Memory(Arc::default()),
        own_mailboxes: None,
        form_minimum_seconds: 0,
        contact_cap: 0,
        secret: secret(data)?,
        ledger_seed: ledger_seed(data)?,
    })
}

/// The sender of all mail: the address named, otherwise the controller's.
pub(crate) fn sender(model: &Model, address: Option<String>) -> Mailbox {
    let controller = &model.controller;
    Mailbox { name: Some(controller.name.clone()), address: address.unwrap_or_else(|| controller.email.clone()) }
}

/// The server's own key.
pub(crate) fn secret(data: &Path) -> Result<[u8; 32], Problem> {
    key(data, KEY, "remove it, and forms that are open now must be sent again")
}

/// The seed of the key that signs the ledger.
pub(crate) fn ledger_seed(data: &Path) -> Result<[u8; 32], Problem> {
    key(
        data,
        LEDGER_KEY,
        "bring it back from where you keep a copy of it, or remove it and trust its public key on the command line",
    )
}

/// A key: 32 random bytes that only the owner of the folder may read; made when missing. It is written under another
/// name first, so that no crash leaves half a key.
fn key(data: &Path, name: &str, mend: &str) -> Result<[u8; 32], Problem> {
    let path = data.join(name);
    let problem = |cause: std::io::Error| Problem::failed(format!("the key {}: {cause}", path.display()));
    match fs::read(&path) {
        Ok(bytes) => bytes
            .try_into()
            .map_err(|_| Problem::failed(format!("the key {} is not 32 bytes long; {mend}", path.display()))),
        Err(cause) if cause.kind() == ErrorKind::NotFound => {
            let mut key = [0; 32];
            random(&mut key);
            let unfinished = data.join(format!(".{name}"));
            let mut options = OpenOptions::new();
            let file = options.write(true).create(true).truncate(true).mode(0o600).open(&unfinished);
            file.and_then(|mut file| file.write_all(&key).and_then(|()| file.sync_all())).map_err(problem)?;
            fs::rename(&unfinished, &path).map_err(problem)?;
            Ok(key)
        }
        Err(cause) => Err(problem(cause)),
    }
}
