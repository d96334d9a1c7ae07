//! How soon a browser on this machine has painted the largest part of a page of the desk.

use super::server::Server;
use crate::run::{quiet, root};
use std::process::Command;

/// What the journey `paint.mjs` says of each path: the page, and the time in milliseconds. The link works once.
pub(super) fn of(server: &Server, link: &str, paths: &[&str]) -> Result<Vec<(String, f64)>, String> {
    let mut journey = Command::new("node");
    journey.current_dir(root()).arg("tests/browser/paint.mjs").arg(server.url()).arg(link).args(paths);
    let output = quiet(&mut journey)?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let figure = |line: &str| {
        let mut parts = line.split('\t');
        Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?))
    };
    let figures: Option<Vec<_>> = printed.lines().map(figure).collect();
    figures.ok_or_else(|| format!("no figures: {printed}{}", String::from_utf8_lossy(&output.stderr)))
}
