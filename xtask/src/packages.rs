//! Programs that tests and measurements need: found where they are, otherwise installed as Debian's packages.
//!
//! Nothing that exists is installed again, and nothing is installed without the right to.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::run::{cannot_start, line, quiet, shown, step};

/// Something needed, the places where it may stand, and the package that brings it.
pub(crate) struct Need {
    /// A program looked for on the path, or a path of its own.
    place: &'static str,
    package: &'static str,
}

pub(crate) const TESTS: &[Need] = &[
    Need { place: "/usr/bin/chromium", package: "chromium" },
    Need { place: "/usr/sbin/dovecot", package: "dovecot-imapd" },
    Need { place: "fakeroot", package: "fakeroot" },
    Need { place: "/usr/share/fonts/truetype", package: "fonts-dejavu-core" },
    Need { place: "node", package: "nodejs" },
    Need { place: "npm", package: "npm" },
    Need { place: "notmuch", package: "notmuch" },
    Need { place: "pebble", package: "pebble" },
    Need { place: "/usr/sbin/smtp-sink", package: "postfix" },
    Need { place: "/usr/lib/postgresql", package: "postgresql" },
    Need { place: "python3", package: "python3" },
];

pub(crate) const BENCH: &[Need] = &[
    Need { place: "/usr/bin/chromium", package: "chromium" },
    Need { place: "node", package: "nodejs" },
    Need { place: "npm", package: "npm" },
    Need { place: "/usr/lib/postgresql", package: "postgresql" },
    Need { place: "wrk", package: "wrk" },
];

const LOCK_WAIT_SECONDS: u64 = 300;
const LOCK_RETRY_SECONDS: u64 = 10;

/// Installs what is missing, or says what is.
pub(crate) fn ensure(needs: &[Need]) -> Result<(), String> {
    let missing = missing(needs);
    if missing.is_empty() {
        return Ok(());
    }
    if !exists("apt-get") {
        return Err(advice(&missing, "There is no apt-get here."));
    }
    let Some(prefix) = privilege() else {
        return Err(advice(&missing, "Installing needs root, or sudo without a password."));
    };
    step(&format!("installing {}", missing.join(", ")));
    if missing.contains(&"postfix") {
        leave_postfix_unconfigured(prefix)?;
    }
    update(prefix)?;
    let lock = format!("DPkg::Lock::Timeout={LOCK_WAIT_SECONDS}");
    shown(
        privileged(prefix, "apt-get")
            .args(["-o", &lock, "install", "--yes", "--quiet", "--no-install-recommends"])
            .args(&missing),
    )?;
    match self::missing(needs) {
        still if still.is_empty() => Ok(()),
        still => {
            Err(advice(&still, "The packages are installed, yet their programs are not where they are looked for."))
        }
    }
}

/// The packages whose programs are not there.
fn missing(needs: &[Need]) -> Vec<&'static str> {
    needs.iter().filter(|need| !exists(need.place)).map(|need| need.package).collect()
}

/// Whether a path exists, or a program of that name on the search path.
fn exists(place: &str) -> bool {
    if place.starts_with('/') {
        return Path::new(place).exists();
    }
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(place).is_file()))
}

/// How a command that needs root begins; none if there is no way.
fn privilege() -> Option<&'static [&'static str]> {
    let succeeds = |command: &mut Command| quiet(command).is_ok_and(|output| output.status.success());
    if quiet(Command::new("id").arg("-u")).is_ok_and(|output| output.stdout == b"0\n") {
        Some(&["env"])
    } else if succeeds(Command::new("sudo").args(["-n", "true"])) {
        Some(&["sudo", "-n", "env"])
    } else {
        None
    }
}

fn privileged(prefix: &[&str], program: &str) -> Command {
    let mut command = Command::new(prefix[0]);
    command.args(&prefix[1..]).arg("DEBIAN_FRONTEND=noninteractive").arg(program);
    command
}

/// Only its test server is used: it shall not start a mail server on this machine.
fn leave_postfix_unconfigured(prefix: &[&str]) -> Result<(), String> {
    let mut command = privileged(prefix, "debconf-set-selections");
    let mut child = command.stdin(Stdio::piped()).spawn().map_err(|error| cannot_start(&command, &error))?;
    let mut input = child.stdin.take().expect("the input is piped");
    let written = input.write_all(b"postfix postfix/main_mailer_type select No configuration\n");
    drop(input);
    let status = child.wait().map_err(|error| format!("{}: {error}", line(&command)))?;
    if written.is_ok() && status.success() { Ok(()) } else { Err(format!("{} ended with {status}", line(&command))) }
}

/// Fetches the lists of packages. Another apt may hold them: unlike `install`, `update` does not wait by itself.
fn update(prefix: &[&str]) -> Result<(), String> {
    let mut waited_seconds = 0;
    loop {
        let mut command = privileged(prefix, "apt-get");
        let output = quiet(command.args(["update", "--quiet"]))?;
        if output.status.success() {
            return Ok(());
        }
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        if !words.contains("lock") || waited_seconds >= LOCK_WAIT_SECONDS {
            return Err(format!("{} ended with {}\n{words}", line(&command), output.status));
        }
        std::thread::sleep(Duration::from_secs(LOCK_RETRY_SECONDS));
        waited_seconds += LOCK_RETRY_SECONDS;
    }
}

fn advice(missing: &[&str], why: &str) -> String {
    let list = missing.join(" ");
    format!("Missing: {list}\n{why} On Debian, as root: apt-get install --no-install-recommends {list}")
}
