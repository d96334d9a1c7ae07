//! `ryddig doctor`: looks at everything that running Ryddig depends on, and says what to mend.
//!
//! What the data say of themselves a running server tells over its control socket; where none runs, the folder is opened
//! here. Nothing is changed, altered or sent: a database that the next start would alter is not opened.

mod certificate;
pub(crate) mod data;
pub(crate) mod finding;
mod house;
mod machine;
mod mailboxes;

use crate::arguments::{Backups, Data, PlanFormat, Serve};
use crate::commands::Command;
use crate::limits::EXAMINATION_SECONDS;
use crate::open::{self, now};
use crate::{Problem, control, say};
use clap::Args;
use engine::{Engine, Settings, Transport};
use finding::Finding;
use model::Model;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;
use std::time::Duration;
use store::{Folder, Store};

/// What `ryddig doctor` is told. Where a server runs, its own options count.
#[derive(Args)]
pub(crate) struct Doctor {
    /// Where people reach the server
    #[arg(long, env = "RYDDIG_URL", value_name = "URL")]
    url: Option<String>,
    /// The mail server that is looked at: it is greeted and signed in to, and gets no mail
    #[arg(long, env = "RYDDIG_SMTP", hide_env_values = true, value_name = "URL")]
    smtp: Option<String>,
    /// The folder of outgoing mail, where no mail server is named
    #[arg(long, env = "RYDDIG_OUTBOX", value_name = "FOLDER")]
    outbox: Option<PathBuf>,
    /// The file of the mailboxes that are looked at: each is signed in to, and left as it is
    #[arg(long, env = "RYDDIG_MAILBOXES", value_name = "FILE")]
    mailboxes: Option<PathBuf>,
    /// The certificate that the server shows, where it ends TLS itself
    #[arg(long, env = "RYDDIG_TLS_CERT", value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    #[command(flatten)]
    backups: Backups,
    /// In this form
    #[arg(long, value_enum, default_value = "human")]
    format: PlanFormat,
}

/// What a running server says it was started with. No password is in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Running {
    pub(crate) version: String,
    pub(crate) listen: String,
    pub(crate) url: String,
    pub(crate) demo: bool,
    pub(crate) smtp: bool,
    pub(crate) outbox: PathBuf,
    /// The file of the mailboxes that it reads.
    pub(crate) mailboxes: Option<PathBuf>,
    pub(crate) backups: Option<PathBuf>,
    pub(crate) keys: PathBuf,
    pub(crate) journal: PathBuf,
    /// Where files lie, if that is a folder.
    pub(crate) files: Option<PathBuf>,
    /// The certificate that it shows.
    pub(crate) tls_cert: Option<PathBuf>,
}

impl Running {
    pub(crate) fn of(data: &Data, options: &Serve, url: &str) -> Self {
        let whole = |path: &Path| absolute(path).unwrap_or_else(|_| path.to_owned());
        let places = Places::of(data, options.backups.backups.as_deref());
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            listen: options.doors.listen.to_string(),
            url: url.to_owned(),
            demo: options.demo,
            smtp: options.smtp.is_some(),
            outbox: whole(&options.outbox),
            mailboxes: options.mailboxes.as_deref().map(whole),
            backups: places.backups,
            keys: places.keys,
            journal: places.journal,
            files: places.files,
            tls_cert: options.doors.tls_cert.as_deref().map(whole),
        }
    }
}

/// Where everything lies.
struct Places {
    keys: PathBuf,
    journal: PathBuf,
    files: Option<PathBuf>,
    backups: Option<PathBuf>,
}

impl Places {
    fn of(data: &Data, backups: Option<&Path>) -> Self {
        let whole = |path: &Path| absolute(path).unwrap_or_else(|_| path.to_owned());
        let files = match &data.files {
            Some(place) if place.contains("://") => None,
            Some(place) => Some(whole(Path::new(place))),
            None => Some(whole(&data.folder.join("files"))),
        };
        let journal = data.journal.clone().unwrap_or_else(|| data.folder.join("erasures.journal"));
        Self {
            keys: whole(&data.keys.clone().unwrap_or_else(|| open::beside(&data.folder))),
            journal: whole(&journal),
            files,
            backups: backups.map(whole),
        }
    }
}

/// Looks, prints what was found, and fails where somebody has to do something.
pub(crate) async fn doctor(company: &Path, data: &Data, options: Doctor) -> Result<(), Problem> {
    if !control::has_rows(&data.folder) {
        let folder = data.folder.display();
        return Err(Problem::mistaken(format!("there is no data folder {folder}, nothing in it, or no way into it")));
    }
    let (model, mut findings) = house::register(company);
    let running = match control::ask_server(&data.folder, &Command::Running).await {
        Some(Ok(output)) => output.running,
        Some(Err(cause)) => return Err(Problem::mistaken(format!("the server does not answer: {cause}"))),
        None => None,
    };
    let places = match &running {
        Some(it) => Places {
            keys: it.keys.clone(),
            journal: it.journal.clone(),
            files: it.files.clone(),
            backups: it.backups.clone(),
        },
        None => Places::of(data, options.backups.backups.as_deref()),
    };
    findings.extend(around(&data.folder, &places));
    if let Some(url) = running.as_ref().map(|it| &it.url).or(options.url.as_ref()) {
        findings.push(house::url(url));
    }
    if let Some(file) = running.as_ref().map_or(options.tls_cert.as_deref(), |it| it.tls_cert.as_deref()) {
        findings.push(certificate::certificate(file, now()));
    }
    if let Some(file) = running.as_ref().map_or(options.mailboxes.as_deref(), |it| it.mailboxes.as_deref()) {
        findings.extend(mailboxes::mailboxes(file).await);
    }
    let keep_days = model.as_ref().map_or(u16::MAX, |model| model.backup.keep_days);
    findings.extend(house::backups(places.backups.as_deref(), keep_days, now()));
    match &running {
        Some(it) => {
            findings.extend(house::running(it));
            findings.extend(through_server(&data.folder).await?);
        }
        None => findings.extend(alone(data, &options, model).await?),
    }
    tell(&findings, options.format)
}

fn tell(findings: &[Finding], format: PlanFormat) -> Result<(), Problem> {
    match format {
        PlanFormat::Human => say(&finding::human(findings)),
        PlanFormat::Json => {
            say(&(serde_json::to_string_pretty(&finding::json(findings)).map_err(Problem::failed)? + "\n"));
        }
    }
    match findings.iter().filter(|finding| finding.is_to_mend()).count() {
        0 => Ok(()),
        1 => Err(Problem::failed("one thing is to be mended")),
        many => Err(Problem::failed(format!("{many} things are to be mended"))),
    }
}

/// What lies around the data, seen without opening them.
fn around(data: &Path, places: &Places) -> Vec<Finding> {
    let folder_of = |file: &Path| file.parent().map_or_else(|| PathBuf::from("."), Path::to_owned);
    let mut written =
        vec![("data", data.to_owned()), ("keys", places.keys.clone()), ("journal", folder_of(&places.journal))];
    // The folder of files is made with the first of them.
    written.extend(places.files.clone().filter(|files| files.exists()).map(|files| ("files", files)));
    written.extend(places.backups.clone().map(|folder| ("backups", folder)));
    let database_bytes = std::fs::metadata(data.join("ryddig.db")).map_or(0, |found| found.len());
    let mut findings = machine::disks(&written, database_bytes);
    findings.extend(machine::permissions(data, &places.keys));
    findings.push(machine::place_of_keys(data, &places.keys, places.backups.as_deref()));
    findings.push(machine::clock_source());
    findings
}

async fn through_server(data: &Path) -> Result<Vec<Finding>, Problem> {
    let asked =
        tokio::time::timeout(Duration::from_secs(EXAMINATION_SECONDS), control::ask_server(data, &Command::Examine));
    match asked.await {
        Ok(Some(Ok(output))) => match output.failed {
            None => Ok(output.findings),
            Some(why) => Err(Problem::mistaken(why)),
        },
        Ok(Some(Err(cause))) => Err(Problem::mistaken(format!("the server ended while it looked: {cause}"))),
        Ok(None) => Err(Problem::mistaken("the server has ended; look again")),
        Err(_) => Err(Problem::mistaken(format!("the server has not answered for {EXAMINATION_SECONDS} seconds"))),
    }
}

/// Opens the folder, where that changes nothing in it, and looks.
async fn alone(data: &Data, options: &Doctor, model: Option<Model>) -> Result<Vec<Finding>, Problem> {
    let mut findings = vec![Finding::note("server", "no server runs on this folder")];
    let transport = match (&options.smtp, &options.outbox) {
        (Some(url), _) => Transport::smtp(url).map_err(Problem::mistaken)?,
        (None, Some(folder)) => Transport::Directory(folder.clone()),
        (None, None) => Transport::Memory(Arc::default()),
    };
    let Some(model) = model.map(Arc::new) else {
        findings.extend(data::mail(&transport).await);
        return Ok(findings);
    };
    if let Some(missing) = missing_key(data) {
        findings.extend(data::mail(&transport).await);
        findings.push(missing);
        return Ok(findings);
    }
    match engine(data, model, transport) {
        Ok(engine) => findings.extend(data::examine(&engine, now(), false).await),
        Err(finding) => findings.push(finding),
    }
    Ok(findings)
}

/// A key without which opening the folder would make a new one.
fn missing_key(data: &Data) -> Option<Finding> {
    let keys = data.keys.clone().unwrap_or_else(|| open::beside(&data.folder));
    let files = [data.folder.join("secret.key"), data.folder.join("ledger.key"), keys.join("keys.db")];
    let missing = files.into_iter().find(|file| !file.exists())?;
    Some(Finding::error(
        "keys",
        format!("{} is missing", missing.display()),
        "the next start makes a new one: what was signed, sent or sealed with the old one is not known any more",
        "bring it back from where you keep a copy; where there is none, start the server",
    ))
}

/// An engine that changes nothing: a database that would be altered is not opened.
fn engine(data: &Data, model: Arc<Model>, transport: Transport) -> Result<Engine, Finding> {
    let cannot = |problem: Problem| {
        let why = "no server would start with it";
        Finding::error("database", problem.text, why, "mend what it says, then look again")
    };
    let lock = || open::lock(data, "ryddig doctor").map_err(cannot);
    let steps = Store::plan(&lock()?, data.database.as_deref(), Arc::clone(&model));
    let steps = steps.map_err(Problem::failed).map_err(cannot)?;
    if !steps.is_empty() {
        let what = format!("the next start alters the database in {} steps: it was not looked into", steps.len());
        return Err(Finding::note("database", what + "; `ryddig plan` says which"));
    }
    let folder: Folder = lock()?;
    let quiet = open::quiet_settings(&model, &data.folder).map_err(cannot)?;
    let settings = Settings { transport, ..quiet };
    let store = open::store(folder, data, &model).map_err(cannot)?;
    open::engine(model, store, settings).map_err(cannot)
}
