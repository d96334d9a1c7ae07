//! `cargo xtask bench`: the measures that Ryddig is held to, on this machine.
//!
//! The release binary serves from a new folder under `target/`; `wrk` is the client, on the same cores.

mod lists;
mod paint;
mod server;
mod wrk;

use std::time::Duration;

use server::Server;

use crate::packages;
use crate::run::{cargo, quiet, shown, step};

const START_RUNS: usize = 5;
const IDLE_SECONDS: u64 = 2;

const START_AIM_MS: f64 = 100.0;
const MEMORY_AIM_MB: f64 = 40.0;
const CHECK_AIM_MS: f64 = 100.0;
const POSTS_AIM_PER_SECOND: f64 = 1_000.0;
const PAGES_AIM_PER_SECOND: f64 = 10_000.0;

/// The store beside bare SQLite in the same run, and over a million people; rights and retention over as many as their own
/// measure fills in; how much of a page's time goes into noting that it was looked at. Whatever is measured besides, on
/// PostgreSQL for one, is told without an aim.
const AIMS: [(&str, Aim); 19] = [
    ("mails taken in, 64 at once", Aim::Above(500.0)),
    ("inbox of 100,000 open cases", Aim::Below(20.0)),
    ("reply in the outbox", Aim::Below(20.0)),
    ("parsing mixed mails", Aim::Above(100.0)),
    ("50,000 nested elements", Aim::Below(100.0)),
    ("ways around the count", Aim::Below(100.0)),
    ("guarding 1 MB", Aim::Below(100.0)),
    ("ordinary mails stopped", Aim::Below(1.0)),
    ("point read", Aim::Below(1.5)),
    ("list of 50", Aim::Below(1.5)),
    ("durable inserts", Aim::Above(10.0)),
    ("page of a million", Aim::Below(5.0)),
    ("search of a million", Aim::Below(20.0)),
    ("memory of a stream", Aim::Below(5.0)),
    ("noting a look", Aim::Below(2.0)),
    ("claims of a person", Aim::Below(1.0)),
    ("access package", Aim::Below(100.0)),
    ("erasure of a person", Aim::Below(100.0)),
    ("sweep", Aim::Above(20_000.0)),
];

/// Measures and prints. A figure short of its aim is printed as such; an answer that is an error ends it.
pub(crate) fn run() -> Result<(), String> {
    packages::ensure(packages::BENCH)?;
    step("building the release");
    shown(&mut cargo(&["build", "--release", "--package", "ryddig"]))?;

    step("building the measure of the checker");
    let check = check_ms()?;

    step("measuring the store beside the bare database");
    let mut store = [figures("store", "measure")?, figures("store", "measure_backup")?].concat();

    step("measuring the store on PostgreSQL beside the bare database");
    let postgres = figures("store", "measure_postgres")?;

    step("measuring rights and retention over many people");
    store.extend(figures("engine", "measure_rights")?);

    step("measuring what noting a look adds to a page");
    let looks = figures("engine", "measure_looks")?;

    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!("{cores} cores, shared by server and client");
    report("check of 10,000 fields", check, "ms", Aim::Below(CHECK_AIM_MS));
    store.iter().chain(&postgres).chain(&looks).for_each(told);
    let folder = server::new_folder()?;
    Server::start(&folder)?.stop()?;

    let mut starts = Vec::new();
    for _ in 0..START_RUNS {
        let server = Server::start(&folder)?;
        starts.push(server.started_in.as_secs_f64() * 1000.0);
        server.stop()?;
    }
    starts.sort_by(f64::total_cmp);
    report("start to first answer", starts[START_RUNS / 2], "ms", Aim::Below(START_AIM_MS));

    let server = Server::start(&folder)?;
    std::thread::sleep(Duration::from_secs(IDLE_SECONDS));
    report("idle memory", server.memory_mb()?, "MB", Aim::Below(MEMORY_AIM_MB));
    report("statement pages", wrk::pages(&server, "/personvern")?, "/s", Aim::Above(PAGES_AIM_PER_SECOND));
    report("contact forms", wrk::contact_forms(&server, &folder)?, "/s", Aim::Above(POSTS_AIM_PER_SECOND));
    server.stop()?;
    lists::measure(lists::PEOPLE)
}

/// Measures lists alone, of a company of so many people.
pub(crate) fn pages(people: Option<&str>) -> Result<(), String> {
    packages::ensure(packages::BENCH)?;
    step("building the release");
    shown(&mut cargo(&["build", "--release", "--package", "ryddig"]))?;
    lists::measure(people.unwrap_or(lists::PEOPLE))
}

/// Measures how mail is read and guarded, alone.
pub(crate) fn mail() -> Result<(), String> {
    step("measuring how mail is read and guarded");
    figures("mail", "measure_mail")?.iter().for_each(told);
    Ok(())
}

/// Measures how mail becomes cases, alone.
pub(crate) fn intake() -> Result<(), String> {
    step("measuring how mail is taken in");
    figures("engine", "measure_intake")?.iter().for_each(told);
    Ok(())
}

/// Measures the support desk alone.
pub(crate) fn support() -> Result<(), String> {
    step("measuring the support desk");
    figures("engine", "measure_support")?.iter().for_each(told);
    Ok(())
}

/// Prints a figure, with its aim if it has one.
fn told((what, figure, unit): &(String, f64, String)) {
    match AIMS.iter().find(|(known, _)| known == what) {
        Some((_, aim)) => report(what, *figure, unit, *aim),
        None => println!("{what:<34}{figure:>12.1} {unit}"),
    }
}

/// How long the checker takes over a large register, as its own measure in `testkit` prints it.
fn check_ms() -> Result<f64, String> {
    let measure = ["run", "--release", "--quiet", "--package", "testkit", "--example", "check_time"];
    let output = quiet(&mut cargo(&measure))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    printed.trim().parse().map_err(|_| format!("no figure: {printed}{}", String::from_utf8_lossy(&output.stderr)))
}

/// What one of the measures of a package prints: a name, a figure and its unit on each line, tabs between.
fn figures(package: &str, example: &str) -> Result<Vec<(String, f64, String)>, String> {
    let output = quiet(&mut cargo(&["run", "--release", "--quiet", "--package", package, "--example", example]))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let figure = |line: &str| {
        let mut parts = line.split('\t');
        Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?, parts.next()?.to_owned()))
    };
    let figures: Option<Vec<_>> = printed.lines().map(figure).collect();
    let figures = figures.filter(|figures| !figures.is_empty());
    figures.ok_or_else(|| format!("no figures: {printed}{}", String::from_utf8_lossy(&output.stderr)))
}

/// What a figure is held to.
#[derive(Clone, Copy)]
enum Aim {
    Below(f64),
    Above(f64),
}

fn report(what: &str, figure: f64, unit: &str, aim: Aim) {
    let (met, words) = match aim {
        Aim::Below(limit) => (figure < limit, format!("aim: under {limit}")),
        Aim::Above(limit) => (figure >= limit, format!("aim: at least {limit}")),
    };
    let verdict = if met { "met" } else { "MISSED" };
    println!("{what:<34}{figure:>12.1} {unit:<5}{words:<24}{verdict}");
}
