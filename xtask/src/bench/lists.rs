//! Lists: pages of fifty rows out of a million people, as HTML, for a colleague who is signed in. Every page is noted on the
//! ledger, as on any other day. The people are those of the example company, made by the program itself.

use super::server::{Server, new_folder};
use super::{Aim, paint, report, wrk};
use crate::run::{quiet, step, target};
use crate::test::node_packages;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// How many people the company has where nothing is said.
pub(super) const PEOPLE: &str = "1000000";
const PAGES_AIM_PER_SECOND: f64 = 2_500.0;
const LATE_AIM_MS: f64 = 10.0;
const PAGE_AIM_KB: f64 = 60.0;
const PAINT_AIM_MS: f64 = 200.0;
/// Who is signed in: the example company's one for privacy, who sees everybody.
const WHO: &str = "ida@fjordlys.example";

pub(super) fn measure(people: &str) -> Result<(), String> {
    node_packages("tests/browser")?;
    let folder = new_folder()?;
    step(&format!("making a company of {people} people, which takes a while for a million"));
    let server = Server::filled(&folder, &["--demo", "--people", people])?;
    let data = folder.join("data");
    let cookie = server.sign_in(&link(&data)?)?;
    for (what, path) in [
        ("list of people", "/desk/data/person?view=all"),
        ("the same by name", "/desk/data/person?order=name"),
        ("the same, narrowed", "/desk/data/person?f.source=contact-form&order=-since"),
    ] {
        let (pages, late) = wrk::desk_pages(&server, &folder, &cookie, path)?;
        report(what, pages, "/s", Aim::Above(PAGES_AIM_PER_SECOND));
        report("  95 of a hundred within", late, "ms", Aim::Below(LATE_AIM_MS));
        report("  size", wrk::size_kb(&server, &cookie, path)?, "KB", Aim::Below(PAGE_AIM_KB));
    }
    report("largest list of all", largest_kb(&server, &cookie)?, "KB", Aim::Below(PAGE_AIM_KB));
    for (what, late) in paint::of(&server, &link(&data)?, &["/desk", "/desk/people", "/desk/data/person?order=name"])? {
        report(&what, late, "ms", Aim::Below(PAINT_AIM_MS));
    }
    server.stop()
}

/// How large the largest of all lists is.
fn largest_kb(server: &Server, cookie: &str) -> Result<f64, String> {
    const LISTS: &str = "/desk/data/";
    let (_, page) = server.get_as("/desk/data", cookie)?;
    let lists: BTreeSet<&str> =
        page.split(LISTS).skip(1).filter_map(|rest| rest.split(['"', '?', '/']).next()).collect();
    let sizes = lists.iter().map(|list| wrk::size_kb(server, cookie, &format!("{LISTS}{list}?view=all")));
    let sizes: Vec<f64> = sizes.collect::<Result<_, _>>()?;
    sizes.into_iter().reduce(f64::max).ok_or_else(|| "there are no lists".to_owned())
}

/// A one-time link to the desk.
fn link(data: &Path) -> Result<String, String> {
    let mut command = Command::new(target().join("release/ryddig"));
    let output = quiet(command.arg("--data").arg(data).args(["sign-in", WHO]))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let link = printed.split_whitespace().find(|word| word.contains("/sign-in/"));
    link.map(str::to_owned).ok_or_else(|| "no link to sign in by".to_owned())
}
