//! `cargo xtask demo`: from a fresh checkout to a running Ryddig with an example company.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::run::{cannot_start, cargo, quiet, root, shown, step, target};

const LISTEN: &str = "127.0.0.1:8080";
const URL: &str = "http://localhost:8080";

/// How many people the example company has where nothing is said.
const PEOPLE: &str = "2000";

/// Builds and becomes the server: Ctrl-C ends it, its output is ours. Returns only if that fails. `rest` goes to the
/// server: `--people N`, `--seed S`.
pub(crate) fn run(rest: &[&str]) -> Result<(), String> {
    step("1 of 3: looking for a free port and a C compiler");
    port_is_free()?;
    compiler_is_there()?;

    step("2 of 3: building Ryddig (the first time takes some minutes)");
    shown(&mut cargo(&["build", "--package", "ryddig"]))?;

    step("3 of 3: starting Ryddig; Ctrl-C stops it, ./data and ./outbox keep what was entered");
    let mut server = Command::new(target().join("debug/ryddig"));
    server
        .current_dir(root())
        .args(["serve", "--demo", "--company", "examples/fjordlys/ryddig.toml"])
        .args(["--data", "./data", "--outbox", "./outbox", "--listen", LISTEN, "--url", URL]);
    if !rest.iter().any(|word| *word == "--people" || word.starts_with("--people=")) {
        server.args(["--people", PEOPLE]);
    }
    server.args(rest);
    let error = server.exec();
    Err(cannot_start(&server, &error))
}

fn port_is_free() -> Result<(), String> {
    match TcpListener::bind(LISTEN) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(format!(
            "{LISTEN} is in use. Is a demo running already? Stop the program that listens there and try again."
        )),
        Err(error) => Err(format!("{LISTEN} cannot be listened on: {error}")),
    }
}

/// The embedded database is written in C.
fn compiler_is_there() -> Result<(), String> {
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    match quiet(Command::new(&compiler).arg("--version")) {
        Ok(output) if output.status.success() => Ok(()),
        Ok(_) | Err(_) => {
            Err(format!("No C compiler: `{compiler}` does not run. On Debian: apt-get install build-essential"))
        }
    }
}
