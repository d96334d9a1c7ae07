//! A real PostgreSQL server for tests, from the installed binaries, in a temporary folder, reached over a socket in it.
//!
//! One server per test process; it ends with the process, however that ends. As root it runs as the user `postgres`,
//! because the server refuses to run as root.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{LazyLock, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

const START_TIMEOUT_SECONDS: u64 = 60;
const POLL_MILLISECONDS: u64 = 20;
/// What the names of the folders begin with; the number of the process follows.
const FOLDER: &str = "ryddig-postgres-";
const USER: &str = "ryddig";

/// Nothing here is to survive the machine, and what is erased must not be kept in recycled logs.
const SETTINGS: [&str; 9] = [
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "max_connections=300",
    "shared_buffers=64MB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "wal_recycle=off",
    "log_min_messages=fatal",
];

/// What a server is told besides that must keep what is committed, as one in use does.
const DURABLE: [&str; 3] = ["fsync=on", "full_page_writes=on", "wal_recycle=on"];

static IS_DURABLE: AtomicBool = AtomicBool::new(false);

/// The running server.
struct Server {
    folder: PathBuf,
    binaries: PathBuf,
}

static SERVER: LazyLock<Server> = LazyLock::new(Server::start);

/// The server keeps what is committed whatever happens to the machine: to measure what that costs. It is to be said
/// before the first database is asked for.
pub fn keep_what_is_committed() {
    IS_DURABLE.store(true, Ordering::Relaxed);
}

/// The address of a new, empty database.
pub fn database() -> String {
    made("")
}

/// The address of a new database with all that `fill` put into the first one that was asked for. Nobody may be
/// connected to that when `fill` returns.
pub fn filled_database(fill: impl FnOnce(&str)) -> String {
    static FILLED: OnceLock<String> = OnceLock::new();
    let address = FILLED.get_or_init(|| {
        let address = database();
        fill(&address);
        address
    });
    let name = address.rsplit('/').next().unwrap_or_default();
    made(&format!(" TEMPLATE {name} STRATEGY file_copy"))
}

fn made(how: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let server = &*SERVER;
    let name = format!("test{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let create = format!("CREATE DATABASE {name}{how}");
    let mut psql = program("psql");
    psql.args(["--no-psqlrc", "--quiet", "--username", USER, "--dbname", "postgres", "--command", &create]);
    run(psql.arg("--host").arg(&server.folder));
    format!("postgres://{USER}@{}/{name}", server.folder.display().to_string().replace('/', "%2F"))
}

/// The folder in which the server keeps its files.
pub fn folder() -> &'static Path {
    &SERVER.folder
}

/// One of the programs that come with the server.
pub fn program(name: &str) -> Command {
    Command::new(SERVER.binaries.join(name))
}

impl Server {
    fn start() -> Self {
        sweep();
        let folder = std::env::temp_dir().join(format!("{FOLDER}{}", std::process::id()));
        let binaries = binaries();
        fs::create_dir(&folder).expect("a folder for the server");
        fs::set_permissions(&folder, Permissions::from_mode(0o777)).expect("it is ours");
        let data = folder.join("data");
        let mut init = unprivileged(&binaries.join("initdb"));
        init.args(["--username", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]);
        run(init.arg("--pgdata").arg(&data).stdout(Stdio::null()));
        let mut server = unprivileged(&binaries.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(&folder).stdin(Stdio::null()).stdout(Stdio::null());
        let durable = DURABLE.iter().filter(|_| IS_DURABLE.load(Ordering::Relaxed));
        for setting in SETTINGS.iter().chain(durable) {
            server.args(["-c", setting]);
        }
        // The server is told when the thread that started it ends: that must not be the thread of one test.
        thread::spawn(move || server.status());
        let server = Self { folder, binaries };
        server.wait();
        server
    }

    fn wait(&self) {
        let began = Instant::now();
        let mut ready = Command::new(self.binaries.join("pg_isready"));
        ready.args(["--quiet", "--username", USER, "--dbname", "postgres"]).arg("--host").arg(&self.folder);
        while !ready.status().expect("pg_isready runs").success() {
            assert!(began.elapsed() < Duration::from_secs(START_TIMEOUT_SECONDS), "the server does not answer");
            thread::sleep(Duration::from_millis(POLL_MILLISECONDS));
        }
    }
}

/// The newest installed version.
fn binaries() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").expect("Debian's package postgresql is installed");
    let number = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions.filter_map(Result::ok).map(|entry| entry.path()).max_by_key(|path| number(path));
    newest.expect("a version of PostgreSQL").join("bin")
}

/// A program as a user who is not root, that ends when we do.
fn unprivileged(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]);
    }
    command.args(["--pdeathsig", "KILL", "--"]).arg(program);
    command
}

fn run(command: &mut Command) {
    let done = command.stderr(Stdio::piped()).output().expect("the program is installed");
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// Removes the folders of processes that are no more.
fn sweep() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let process = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix(FOLDER));
        if process.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            let _ = fs::remove_dir_all(&path);
        }
    }
}
