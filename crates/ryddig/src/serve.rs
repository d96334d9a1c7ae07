//! The server: everything wired together, until a signal ends it.

use crate::anchor::Anchor;
use crate::arguments::{Data, Serve};
use crate::book::Book;
use crate::doctor::Running;
use crate::lane::Lane;
use crate::metrics::Metrics;
use crate::open::{self, now};
use crate::{
    Problem, backups, company, control, example, listen, log, mail_in, metrics, options, outbox, say, sign_on, worker,
};
use engine::jobs::Lane as Jobs;
use engine::{Engine, Language, Settings, Transport, ledger, privacy, system};
use model::Model;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How long requests and jobs that were begun may take to end after the signal to stop.
const END_SECONDS: u64 = 10;

/// `ryddig serve`.
pub(crate) async fn serve(company: &Path, data: &Data, options: Serve) -> Result<(), Problem> {
    options::check(&options, &data.folder)?;
    metrics::check(options.metrics, options.metrics_anywhere)?;
    control::check(&data.folder)?;
    let files = company::files(company)?;
    let providers = options.sign_on.as_deref().map(sign_on::read).transpose()?;
    let mailboxes = options.mailboxes.as_deref().map(mail_in::read).transpose()?.unwrap_or_default();
    let model = Arc::new(company::compile_files(&files)?);
    log::begin(options.log_format);
    let keys = listen::keys(&options.doors)?;
    let folder = open::lock_after(data, "ryddig serve", Duration::from_secs(options.doors.wait_for_lock)).await?;
    let doors = listen::open(&options.doors, keys)?;
    let asked_for_metrics = metrics::listen(options.metrics).await?;
    let own_mailboxes = mailboxes.own.as_ref().map(mail_in::OwnServer::as_told);
    let settings = Settings { own_mailboxes, ..settings(&model, &data.folder, &options, doors.address)? };
    // A socket that was handed over may be another than the one that was asked for.
    options.doors.check(&settings.url, doors.address.ip(), &data.folder)?;
    let store = open::store(folder, data, &model)?;
    let engine = open::engine(model, store, settings)?;
    open::replay(&engine, false).await?;
    refuse_silence(&engine).await?;
    privacy::publish_statement(&engine, now()).await.map_err(Problem::failed)?;
    privacy::publish_record(&engine, now()).await.map_err(Problem::failed)?;
    if options.demo {
        example::fill(&engine, &data.folder, &options.size).await?;
    }
    let (stop, stopped) = watch::channel(false);
    let stopping_soon = Arc::new(AtomicBool::new(false));
    end(stop, Arc::clone(&stopping_soon), Duration::from_secs(options.drain_seconds))?;
    let lanes = lanes(&engine, (data, &options), mailboxes, &stopped)?;
    let running = Running::of(data, &options, &engine.settings().url);
    let requests = metrics::requests();
    let measured = Metrics::new(engine.clone(), running.clone(), &requests);
    let measured = tokio::spawn(metrics::serve(asked_for_metrics, measured, stopped.clone()));
    let control = tokio::spawn(control::listen(engine.clone(), running, control::open(&data.folder)?, stopped.clone()));
    announce(&engine, &data.folder, &options).await?;
    let site = web::Site {
        engine: engine.clone(),
        book: Arc::new(Book::of(files)),
        sign_on: providers.map(|providers| sign_on(providers, &engine)).transpose()?,
        clock: Arc::new(now),
        demo: options
            .demo
            .then(|| web::Demo { inbox: outbox::reader(&options.outbox), owner: example::OWNER.to_owned() }),
        doors: web::Doors { hosts: options.doors.hosts.clone(), subdomains: options.doors.https_subdomains },
        observer: requests,
        stopping: stopping_soon,
    };
    let url = engine.settings().url.clone();
    let served = listen::serve(doors, &options.doors, &url, web::router(site), stopped.clone());
    let everything = async {
        served.await;
        for lane in lanes {
            lane.end().await;
        }
        for task in [control, measured] {
            let _ = task.await;
        }
        // What the last requests were shown.
        if let Err(failure) = ledger::upkeep(&engine, now()).await {
            tracing::error!("what was looked at could not be put on the ledger: {failure}");
        }
    };
    tokio::select! {
        () = everything => {}
        // Somebody who sends slowly, or a mail server that does not answer, must not hold the end up:
        // what was promised is on the disk, and jobs that were begun are done again.
        () = deadline(stopped) => {}
    }
    Ok(())
}

/// Begins all that is done without anybody waiting for it.
fn lanes(
    engine: &Engine,
    (data, options): (&Data, &Serve),
    mailboxes: mail_in::Mailboxes,
    stopped: &watch::Receiver<bool>,
) -> Result<[Lane; 11], Problem> {
    let (engine, stopped) = (|| engine.clone(), || stopped.clone());
    let (anchor, backups) = (Anchor::of(options.anchor.clone()), || options.backups.clone());
    let numbering = worker::run(engine(), Jobs::Ledger, stopped());
    // With PostgreSQL it would begin threads that others use after it, and they would give way too.
    let numbering = match data.database {
        None => Lane::begin_behind("numbering", numbering),
        Some(_) => Lane::begin("numbering", numbering),
    };
    Ok([
        numbering?,
        Lane::begin("mail", worker::run(engine(), Jobs::Mail, stopped()))?,
        Lane::begin("mail-in", mail_in::run(engine(), mailboxes, stopped()))?,
        Lane::begin("upkeep", worker::run(engine(), Jobs::Upkeep, stopped()))?,
        Lane::begin("long-work", worker::run(engine(), Jobs::Long, stopped()))?,
        Lane::begin("ledger", worker::ledger(engine(), anchor, stopped()))?,
        Lane::begin("sweep", worker::sweep(engine(), stopped()))?,
        Lane::begin("old-backups", backups::upkeep(engine(), backups(), stopped()))?,
        Lane::begin("backup", backups::make(engine(), backups(), stopped()))?,
        Lane::begin("files", worker::collect(engine(), stopped()))?,
        Lane::begin("deadlines", worker::deadlines(engine(), stopped()))?,
    ])
}

/// The providers of sign-on, as the web asks them.
fn sign_on(declared: Vec<sign_on::Declared>, engine: &Engine) -> Result<Arc<dyn web::SignOn>, Problem> {
    let providers = sign_on::SignOn::new(declared, &engine.settings().url).map_err(Problem::failed)?;
    Ok(Arc::new(providers))
}

/// Refuses to serve a statement that is silent about rows which are there.
async fn refuse_silence(engine: &Engine) -> Result<(), Problem> {
    let found = system::rows_out_of_use(engine, Language::En).await.map_err(Problem::failed)?;
    if found.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = found.iter().map(|(kind, rows)| format!("{rows} of “{kind}”")).collect();
    Err(Problem::failed(format!(
        "areas that are not in use hold rows: {}. Add the areas to `areas` in the company file, or remove the rows \
         while they are in use",
        rows.join(", ")
    )))
}

/// Some time after the signal to stop.
async fn deadline(stopped: watch::Receiver<bool>) {
    stopping(stopped).await;
    tokio::time::sleep(Duration::from_secs(END_SECONDS)).await;
}

fn settings(model: &Model, data: &Path, options: &Serve, address: SocketAddr) -> Result<Settings, Problem> {
    let transport = match &options.smtp {
        Some(url) => Transport::smtp(url).map_err(Problem::mistaken)?,
        None => Transport::Directory(options.outbox.clone()),
    };
    let origins = options.form_origins.iter().map(|origin| options::origin("--form-origin", origin));
    Ok(Settings {
        // Port 0 asks for any free port: the address that people reach is known only now.
        url: options::origin("--url", &options.url.replace(":0", &format!(":{}", address.port())))?,
        form_origins: origins.collect::<Result<_, _>>()?,
        sender: open::sender(model, options.mail_from.clone()),
        transport,
        own_mailboxes: None,
        form_minimum_seconds: options.form_minimum_seconds,
        contact_cap: options.contact_cap,
        secret: open::secret(data)?,
        ledger_seed: open::ledger_seed(data)?,
    })
}

async fn announce(engine: &Engine, data: &Path, options: &Serve) -> Result<(), Problem> {
    let url = &engine.settings().url;
    if !options.demo {
        say(&format!("Ryddig serves {url}\n"));
        return Ok(());
    }
    let link = example::owner_link(engine).await?;
    let program = std::env::args().next().unwrap_or_else(|| "ryddig".to_owned());
    let folder = data.display().to_string();
    let folder = if folder == "data" { String::new() } else { format!(" --data {folder:?}") };
    say(&format!(
        "\n  The public site   {url}/\n  The desk          {link}\n  The inbox         {url}/demo/inbox\n\n  \
         The desk link works once. A new one: {program}{folder} sign-in {}\n  Ctrl-C stops the demo; its data stay in the data folder.\n\n",
        example::OWNER
    ));
    Ok(())
}

/// From now on says stop when the operating system does: at once that the server is not ready any more, and when it has
/// served on for `drain`, or at a second signal, that it stops.
fn end(stop: watch::Sender<bool>, soon: Arc<AtomicBool>, drain: Duration) -> Result<(), Problem> {
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Problem::failed)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Problem::failed)?;
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        soon.store(true, Relaxed);
        tokio::select! {
            () = tokio::time::sleep(drain) => {}
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        let _ = stop.send(true);
    });
    Ok(())
}

async fn stopping(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}
