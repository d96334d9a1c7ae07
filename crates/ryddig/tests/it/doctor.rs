//! `ryddig doctor` from outside, with a server and without one.

use crate::harness::{Place, Ran};
use crate::mail::Sink;
use serde_json::Value;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

/// What is to be mended: the check, and what is the case.
fn to_mend(ran: &Ran) -> Vec<(String, String)> {
    let said: Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = said["findings"].as_array().expect("findings").iter();
    let bad = findings.filter(|it| matches!(it["severity"].as_str(), Some("warning" | "error")));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    bad.map(|it| (text(&it["check"]), text(&it["what"]))).collect()
}

/// Everything but what has to do with the machine that the test runs on.
fn of_ours(ran: &Ran) -> Vec<String> {
    let found = to_mend(ran).into_iter().filter(|(check, what)| check != "disk" && !what.contains("time server"));
    found.map(|(check, _)| check).collect()
}

fn look(place: &Place, flags: &[&str]) -> Ran {
    place.run(&[&["doctor", "--format", "json"], flags].concat())
}

#[test]
fn a_house_in_order_has_nothing_to_mend_and_trouble_is_named() {
    let place = Place::new();
    assert_eq!(look(&place, &[]).code, 2, "there is nothing to look at");
    assert!(!place.data().exists(), "looking makes nothing");
    let sink = Sink::start(&place.path("sink"));
    fs::create_dir(place.path("backups")).expect("a folder");
    let smtp = format!("smtp://127.0.0.1:{}", sink.port);
    let server = place.serve(&["--smtp", &smtp, "--backups", "backups"]);
    crate::harness::wait("backup", || {
        fs::read_dir(place.path("backups"))
            .ok()?
            .flatten()
            .find(|it| !it.file_name().to_string_lossy().starts_with('.'))
    });
    let well = look(&place, &[]);
    assert_eq!(of_ours(&well), [] as [&str; 0], "{}", well.out);
    drop(sink);
    assert_eq!(of_ours(&look(&place, &[])), ["mail"], "the server looks at its own mail server");
    server.stop();

    let alone = look(&place, &["--backups", "backups", "--outbox", "outbox"]);
    assert_eq!(of_ours(&alone), [] as [&str; 0], "{}", alone.out);
    assert_eq!(of_ours(&look(&place, &["--outbox", "outbox"])), ["backups"]);
    fs::set_permissions(place.path("data/secret.key"), Permissions::from_mode(0o644)).expect("it is opened");
    let open = look(&place, &["--backups", "backups"]);
    assert_eq!((open.code, of_ours(&open)), (1, vec!["permissions".to_owned()]));
    assert!(open.err.contains("to be mended"), "{}", open.err);
    fs::set_permissions(place.path("data/secret.key"), Permissions::from_mode(0o600)).expect("it is closed");
    fs::rename(place.path("data/ledger.key"), place.path("ledger.key")).expect("it is moved");
    assert_eq!(of_ours(&look(&place, &["--backups", "backups"])), ["keys"]);
    assert!(!place.path("data/ledger.key").exists(), "looking makes no key");
    fs::rename(place.path("ledger.key"), place.path("data/ledger.key")).expect("it is moved back");

    let human = place.run(&["doctor", "--backups", "backups", "--url", "http://ryddig.example"]);
    assert_eq!(human.code, 1);
    assert!(human.out.contains("is not encrypted") && human.out.contains("mend: "), "{}", human.out);
}

#[test]
fn a_database_that_would_be_altered_is_left_as_it_is() {
    let place = Place::new();
    place.serve(&[]).stop();
    place.declare(include_str!("../../../testkit/src/visits.toml"));
    let looked = look(&place, &["--outbox", "outbox"]);
    let said = looked.out.contains("the next start alters the database");
    assert!(said, "{}", looked.out);
    assert!(place.run(&["plan"]).done().contains("visit"), "the steps are still to be done");
}

#[test]
fn a_register_with_errors_and_a_damaged_database_are_told() {
    let place = Place::new();
    place.serve(&[]).stop();
    place.declare("[nonsense");
    let looked = look(&place, &["--outbox", "outbox"]);
    assert_eq!(
        (looked.code, of_ours(&looked)),
        (1, vec!["register".to_owned(), "backups".to_owned()]),
        "{}",
        looked.out
    );
    place.declare("");
    let file = place.path("data/ryddig.db");
    let mut bytes = fs::read(&file).expect("it is read");
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 40 * 4096].fill(0xa5);
    fs::write(&file, bytes).expect("it is written");
    let found = of_ours(&look(&place, &["--outbox", "outbox"]));
    assert!(found.contains(&"database".to_owned()), "{found:?}");
}
