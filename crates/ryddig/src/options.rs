//! The options of `serve`, held against each other before anything is opened.

use crate::Problem;
use crate::arguments::Serve;
use engine::{Transport, parties};
use std::path::{Path, absolute};
use url::{Origin, Url};

/// Refuses options that could only do harm later.
pub(crate) fn check(options: &Serve, data: &Path) -> Result<(), Problem> {
    if options.demo && !options.listen.ip().is_loopback() {
        return Err(Problem::mistaken(
            "--demo lets everybody in: it listens on this machine only, as on 127.0.0.1:8080",
        ));
    }
    origin("--url", &options.url)?;
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
    outside(&options.outbox, data)
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

/// What was sent is with its receiver: an erasure must not promise to reach it, nor a scan find it.
fn outside(outbox: &Path, data: &Path) -> Result<(), Problem> {
    let (Ok(outbox), Ok(data)) = (absolute(outbox), absolute(data)) else { return Ok(()) };
    if outbox.starts_with(&data) {
        return Err(Problem::mistaken("the outbox must lie outside the data folder"));
    }
    Ok(())
}
