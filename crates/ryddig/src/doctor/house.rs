//! What the company file, the options and the folder of backups say.

use super::Running;
use super::finding::Finding;
use crate::limits::BACKUP_AGE_SECONDS;
use crate::{backups, company, options};
use engine::Moment;
use model::Model;
use register::Severity;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use url::{Host, Url};

/// Days change what the register says without a line of it being changed: a finding that comes with them.
const DATED: &[&str] = &["R018"];

/// Whether the register can be used, what about it depends on the day, and who may change the company file.
pub(super) fn register(company: &Path) -> (Option<Model>, Vec<Finding>) {
    let check = "register";
    let files = match company::files(company) {
        Ok(files) => files,
        Err(problem) => {
            let why = "without it the program does not start";
            return (None, vec![Finding::error(check, problem.text.trim(), why, "name it with --company")]);
        }
    };
    let compiled = company::judge(&files);
    let mut findings = Vec::new();
    for found in compiled.findings.iter().filter(|found| DATED.contains(&&*found.code.to_string())) {
        let (why, mend) = ("the statement says what no agreement stands behind any more", found.help.clone());
        let mend = mend.unwrap_or_else(|| format!("ryddig explain {}", found.code));
        findings.push(Finding::warning(check, format!("{}: {}", found.code, found.headline), why, mend));
    }
    let errors = compiled.findings.iter().filter(|found| found.severity == Severity::Error).count();
    let warnings = compiled.findings.len() - errors;
    if compiled.model.is_none() {
        let what = format!("the register has errors: {errors}");
        findings.push(Finding::error(check, what, "the next start is refused", "ryddig check"));
    } else {
        findings.push(Finding::fine(check, format!("the register can be used; `ryddig check` warns of {warnings}")));
    }
    findings.push(company_file(company));
    (compiled.model, findings)
}

/// The company file decides who may see what: others may read it, and must not write it.
fn company_file(company: &Path) -> Finding {
    let mode = fs::metadata(company).map(|found| found.permissions().mode() & 0o777).unwrap_or_default();
    if mode & 0o022 == 0 {
        return Finding::fine("permissions", format!("only its owner may change {}", company.display()));
    }
    Finding::error(
        "permissions",
        format!("others than its owner may change the company file {} (mode {mode:o})", company.display()),
        "it decides who may see what, and for how long it is kept",
        format!("chmod go-w {}", company.display()),
    )
}

/// Whether people reach the server over an encrypted connection.
pub(super) fn url(text: &str) -> Finding {
    let check = "url";
    let Ok(origin) = options::origin("--url", text) else {
        let why = "links in mails lead nowhere";
        return Finding::error(
            check,
            format!("{text:?} is not the address of a site"),
            why,
            "--url https://ryddig.example.no",
        );
    };
    let local = Url::parse(&origin).ok().is_some_and(|url| match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    });
    if origin.starts_with("https://") || local {
        return Finding::fine(check, format!("people reach the server at {origin}"));
    }
    Finding::error(
        check,
        format!("people reach the server at {origin}, which is not encrypted"),
        "whoever sits on the way reads sessions and everything that is shown",
        "end TLS here or in a proxy, and begin --url with https",
    )
}

/// How old the newest backup is, and whether one is kept for too long.
pub(super) fn backups(folder: Option<&Path>, keep_days: u16, now: Moment) -> Vec<Finding> {
    let check = "backups";
    let Some(folder) = folder else {
        let why = "a lost disk takes everything with it, unless another program makes copies";
        let what = "the server makes no backups: it was given no folder for them";
        return vec![Finding::warning(check, what, why, "serve --backups FOLDER, on another disk")];
    };
    let found = match backups::found(folder) {
        Ok(found) => found,
        Err(cause) => {
            let what = format!("the backups in {} cannot be looked through: {cause}", folder.display());
            return vec![Finding::error(check, what, "no backup is made there", "make the folder, or mount its disk")];
        }
    };
    let mut findings = Vec::new();
    let mend = "see the server's log, and `ryddig jobs list`";
    match found.last() {
        None => findings.push(Finding::warning(
            check,
            "there is no backup yet",
            "a lost disk takes everything with it",
            mend,
        )),
        Some((_, made)) => {
            let hours = (now.0 - made.0) / 1_000_000 / 3600;
            let what = format!("the newest of {} backups is {hours} hours old", found.len());
            findings.push(if made.plus_seconds(BACKUP_AGE_SECONDS) < now {
                Finding::warning(check, what, "what was written since is lost with the disk", mend)
            } else {
                Finding::fine(check, what)
            });
        }
    }
    let old = found.iter().filter(|(_, made)| backups::is_too_old(*made, keep_days, now)).count();
    if old > 0 {
        let what = format!("{old} backups are older than the {keep_days} days that the register allows");
        let why = "the privacy statement says that they are gone";
        findings.push(Finding::error(check, what, why, "remove them: `ryddig backups` says which"));
    }
    findings
}

/// What the running server was started with.
pub(super) fn running(running: &Running) -> Vec<Finding> {
    let check = "server";
    let ours = env!("CARGO_PKG_VERSION");
    let mut findings = vec![if running.version == ours {
        Finding::fine(check, format!("version {ours} is running and listens on {}", running.listen))
    } else {
        let what = format!("version {} is running, and this is {ours}", running.version);
        Finding::warning(check, what, "the newer one is not in use", "restart the server")
    }];
    if running.demo {
        let why = "it lets everybody in";
        findings.push(Finding::warning(check, "it is a demonstration", why, "start it without --demo"));
    } else if !running.smtp {
        let what = format!("mail is written to {} and sent to nobody", running.outbox.display());
        findings.push(Finding::warning("mail", what, "whoever waits for an answer gets none", "serve --smtp"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{BACKUP_AGE_SECONDS, Moment, backups, company_file, url};
    use crate::doctor::finding::Severity;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn an_address_is_encrypted_or_of_this_machine() {
        for (text, expected) in [
            ("https://ryddig.example", Severity::Fine),
            ("http://localhost:8080", Severity::Fine),
            ("http://127.0.0.1:8080", Severity::Fine),
            ("http://[::1]:8080", Severity::Fine),
            ("http://ryddig.example", Severity::Error),
            ("http://localhost.example", Severity::Error),
            ("ryddig.example", Severity::Error),
        ] {
            assert_eq!(url(text).severity, expected, "{text}");
        }
    }

    #[test]
    fn a_backup_is_late_after_its_limit_and_kept_too_long_after_the_registers() {
        let folder = tempfile::tempdir().expect("a folder");
        let check = |days, now| {
            let found = backups(Some(folder.path()), days, Moment(now));
            found.iter().map(|finding| finding.severity).collect::<Vec<_>>()
        };
        assert_eq!(check(1, 0), [Severity::Warning], "there is none");
        let head = "{\"ryddig\":\"backup\",\"format\":1,\"fingerprint\":\"f\",\"at\":0}\n";
        fs::write(folder.path().join("one"), head).expect("it is written");
        let limit = BACKUP_AGE_SECONDS * 1_000_000;
        assert_eq!(check(2, limit), [Severity::Fine]);
        assert_eq!(check(2, limit + 1), [Severity::Warning]);
        assert_eq!(check(1, limit + 1), [Severity::Warning, Severity::Error]);
        assert_eq!(backups(None, 1, Moment(0))[0].severity, Severity::Warning);
        assert_eq!(backups(Some(&folder.path().join("none")), 1, Moment(0))[0].severity, Severity::Error);
    }

    #[test]
    fn others_may_read_the_company_file_and_not_write_it() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        for (mode, expected) in [(0o644, Severity::Fine), (0o664, Severity::Error), (0o602, Severity::Error)] {
            fs::set_permissions(file.path(), Permissions::from_mode(mode)).expect("it is set");
            assert_eq!(company_file(file.path()).severity, expected, "{mode:o}");
        }
    }
}
