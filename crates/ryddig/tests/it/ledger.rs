//! The ledger from outside: numbered and anchored by the server, verified by a command, and what somebody did to the file.

use crate::harness::{Place, wait};
use std::os::unix::fs::PermissionsExt;

const KARI: &str = "kari@kunde.example";
/// Outside the data folder.
const ANCHOR: &str = "anchor.jsonl";

/// What `verify` says as JSON, and how it ends.
fn verify(place: &Place, more: &[&str]) -> (serde_json::Value, i32) {
    let ran = place.run(&[&["verify", "--format", "json"], more].concat());
    (serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{} {}", ran.out, ran.err)), ran.code)
}

/// Waits until every entry is numbered; how many there are.
fn numbered(place: &Place) -> u64 {
    wait("numbered ledger", || {
        let (report, _) = verify(place, &[]);
        let entries = report["entries"].as_u64().filter(|entries| *entries > 0);
        entries.filter(|_| report["unnumbered"] == 0)
    })
}

/// The signed heads in the anchor.
fn anchored(place: &Place) -> Vec<String> {
    let text = std::fs::read_to_string(place.path(ANCHOR)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// A folder whose ledger is numbered and anchored, with no server any more.
fn anchored_place() -> Place {
    let place = Place::new();
    let server = place.serve(&["--anchor", ANCHOR]);
    assert_eq!(server.visitor().write("Kari Nordmann", KARI, "Hva koster det?").status, 303);
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "support"]).done();
    let staff = server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done());
    assert_eq!(staff.get("/desk/data/person").status, 200);
    numbered(&place);
    wait("anchored head", || (verify(&place, &[]).0["heads"].as_u64()? == anchored(&place).len() as u64).then_some(()));
    let sound = place.run(&["verify", "--anchor", ANCHOR]).done();
    assert!(sound.contains("Loggen er slik den ble ført"), "through the server: {sound}");
    assert_eq!(server.stop(), 0);
    place
}

/// Runs SQL on the file behind everybody's back.
fn tamper(place: &Place, sql: &str) {
    let mut python = std::process::Command::new("python3");
    let program = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.close()";
    assert!(
        python.args(["-c", program]).arg(place.path("data/ryddig.db")).arg(sql).status().expect("it runs").success()
    );
}

#[test]
fn a_sound_ledger_is_said_to_be_so_and_an_unsound_one_is_not() {
    let place = anchored_place();
    let alone = place.run(&["verify", "--anchor", ANCHOR, "--language", "en"]).done();
    assert!(alone.contains("The ledger is as it was written"), "on the folder: {alone}");
    let (report, code) = verify(&place, &["--anchor", ANCHOR]);
    assert_eq!((code, &report["sound"], &report["findings"]), (0, &true.into(), &serde_json::json!([])));
    assert!(report["anchored"].as_u64() >= Some(1));
    tamper(&place, "UPDATE ledger_entry SET actor = 'x' WHERE number = 2");
    let (report, code) = verify(&place, &[]);
    let finding = &report["findings"][0];
    assert_eq!((code, &finding["finding"], &finding["number"]), (1, &"changed".into(), &2.into()), "{report}");
    let id = finding["id"].as_str().expect("an id");
    let told = place.run(&["verify"]);
    assert!(told.code == 1 && told.out.contains(&format!("linje 2 ({id}) er endret")), "{}", told.out);
    assert!(told.err.contains("ikke slik den ble ført"), "{}", told.err);
}

/// With the same key, and all of it new.
#[test]
fn a_ledger_that_was_begun_anew_is_not_the_anchored_one() {
    let place = anchored_place();
    for file in ["ryddig.db", "ryddig.db-wal", "ryddig.db-shm"] {
        let _ = std::fs::remove_file(place.data().join(file));
    }
    let server = place.serve(&[]);
    assert_eq!(server.visitor().write("Ola Nordmann", "ola@kunde.example", "Hei").status, 303);
    numbered(&place);
    assert_eq!(server.stop(), 0);
    let (report, code) = verify(&place, &[]);
    assert_eq!((code, &report["sound"]), (0, &true.into()), "by itself it is sound: {report}");
    let (report, code) = verify(&place, &["--anchor", ANCHOR]);
    let findings = report["findings"].as_array().expect("findings");
    let found = |word: &str| findings.iter().any(|one| one["finding"] == word);
    assert!(code == 1 && found("head-replaced"), "{report}");
}

/// A crash may leave half a line, and heads that were signed and not anchored.
#[test]
fn the_anchor_catches_up() {
    let place = anchored_place();
    let whole = std::fs::read_to_string(place.path(ANCHOR)).expect("is there");
    std::fs::write(place.path(ANCHOR), &whole[..whole.len() - 9]).expect("is cut");
    place.run(&["verify", "--anchor", ANCHOR]).done();
    let server = place.serve(&["--anchor", ANCHOR]);
    wait("mended anchor", || std::fs::read_to_string(place.path(ANCHOR)).ok().filter(|text| text.starts_with(&whole)));
    drop(server);
    place.run(&["verify", "--anchor", ANCHOR]).done();
}

#[test]
fn mistakes_are_told_as_such() {
    let place = anchored_place();
    let mistaken = |arguments: &[&str], expected: &str| {
        let ran = place.run(arguments);
        assert!(ran.code == 2 && ran.err.contains(expected), "{arguments:?}: {} {}", ran.code, ran.err);
    };
    mistaken(&["verify", "--trust", "abc"], "64");
    mistaken(&["verify", "--anchor", "nowhere"], "nowhere");
    std::fs::write(place.path("spoilt"), "what\n").expect("is written");
    mistaken(&["verify", "--anchor", "spoilt"], "line 1");
    mistaken(&["serve", "--anchor", "data/anchor"], "outside");
    mistaken(&["serve", "--anchor", "https://anchor.example"], "address");
}

#[test]
fn another_key_is_trusted_only_when_that_is_said() {
    let place = anchored_place();
    let key = place.run(&["verify", "--public-key"]).done();
    let key = key.trim();
    assert_eq!(key.len(), 64, "{key}");
    let file = place.path("data/ledger.key");
    assert_eq!(std::fs::metadata(&file).expect("is there").permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(place.path(ANCHOR)).expect("is there").permissions().mode() & 0o777, 0o600);
    std::fs::remove_file(&file).expect("is removed");
    let (report, code) = verify(&place, &[]);
    assert_eq!((code, &report["findings"][0]["finding"]), (1, &"head-foreign".into()), "{report}");
    assert_ne!(place.run(&["verify", "--public-key"]).done().trim(), key);
    place.run(&["verify", "--trust", key]).done();
    std::fs::write(&file, [1; 31]).expect("the key is spoilt");
    let refused = place.run(&["verify"]);
    assert!(refused.code == 1 && refused.err.contains("ledger.key is not 32 bytes"), "{}", refused.err);
}
