//! The options of `serve`, held against each other before anything is opened.

use crate::Problem;
use crate::arguments::Serve;
use crate::commands::backup;
use engine::{Transport, parties};
use std::path::{Path, absolute};
use url::{Origin, Url};

/// Refuses options that could only do harm later.
pub(crate) fn check(options: &Serve, data: &Path) -> Result<(), Problem> {
    if options.demo && !options.doors.listen.ip().is_loopback() {
        return Err(Problem::mistaken(
            "--demo lets everybody in: it listens on this machine only, as on 127.0.0.1:8080",
        ));
    }
    let url = origin("--url", &options.url)?;
    options.doors.check(&url, options.doors.listen.ip(), data)?;
    for website in &options.form_origins {
        origin("--form-origin", website)?;
    }
    if let Some(sender) = &options.mail_from
        && parties::email(sender).is_none()
    {
        return Err(Problem::mistaken(format!("--mail-from {sender:?} is not an e-mail address")));
    }
    if let Some(server) = &options.smtp {
        Transport::smtp(server).map_err(Problem::mistaken)?;
    }
    if let Some(file) = &options.mailboxes
        && is_inside(file, data)
    {
        return Err(Problem::mistaken("--mailboxes names a file outside the data folder"));
    }
    // What was sent is with its receiver: an erasure must not promise to reach it, nor a scan find it.
    if is_inside(&options.outbox, data) {
        return Err(Problem::mistaken("the outbox must lie outside the data folder"));
    }
    if let Some(folder) = &options.backups.backups {
        if backup::inside(folder, data) {
            return Err(Problem::mistaken("the backups must lie outside the data folder: they would be lost with it"));
        }
        if !folder.is_dir() {
            return Err(Problem::mistaken(format!("there is no folder {} for the backups", folder.display())));
        }
    }
    anchor(options, data)
}

/// The file of anchors is only worth something where whoever has the data folder has no hand on it.
fn anchor(options: &Serve, data: &Path) -> Result<(), Problem> {
    let Some(file) = &options.anchor else { return Ok(()) };
    if is_inside(file, data) {
        return Err(Problem::mistaken("--anchor names a file outside the data folder"));
    }
    if file.to_string_lossy().contains("://") {
        return Err(Problem::mistaken("--anchor names a file; an address is not understood"));
    }
    Ok(())
}

/// The address of a site as browsers write it, `https://www.example.no`; anything behind it is refused.
pub(crate) fn origin(option: &str, text: &str) -> Result<String, Problem> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let alone = url.filter(|url| url.origin() != Origin::new_opaque() && url.path() == "/");
    let alone = alone.filter(|url| url.query().is_none() && url.fragment().is_none());
    let alone = alone.filter(|url| url.username().is_empty() && url.password().is_none());
    match alone {
        Some(url) => Ok(url.origin().ascii_serialization()),
        None => {
            Err(Problem::mistaken(format!("{option} {text:?} is not the address of a site, as https://www.example.no")))
        }
    }
}

pub(crate) fn is_inside(path: &Path, data: &Path) -> bool {
    let (Ok(path), Ok(data)) = (absolute(path), absolute(data)) else { return false };
    path.starts_with(&data)
}
