//! The erasure journal: what was erased does not come back with an older copy of the database.

use crate::harness::{Place, Ran, wait};
use std::fs;
use std::io::Write;

const KARI: &str = "kari@kunde.example";
const OLA: &str = "ola@kunde.example";
const JOURNAL: &str = "data/erasures.journal";

/// A place where two people have written, and a backup of it, `before`.
fn after_two() -> Place {
    let place = Place::new();
    let server = place.serve(&[]);
    for (name, address) in [("Kari", KARI), ("Ola", OLA)] {
        assert_eq!(server.visitor().write(name, address, "Hva koster det?").status, 303);
        place.wait_until_sent(address);
    }
    assert_eq!(server.stop(), 0);
    place.run(&["backup", "before"]).done();
    place
}

fn erase(place: &Place, who: &str) {
    let plan = place.run(&["erase", who]).done();
    let fingerprint = plan.split_whitespace().last().expect("the plan ends with how to run it").to_owned();
    place.run(&["erase", who, "--plan", &fingerprint]).done();
}

/// The database is lost, and the older one takes its place.
fn restore(place: &Place) -> Ran {
    for file in ["ryddig.db", "ryddig.db-wal", "ryddig.db-shm"] {
        let _ = fs::remove_file(place.data().join(file));
    }
    place.run(&["restore", "before"])
}

/// The same by hand: the file of the older database is put where the lost one was.
fn put_back(place: &Place) {
    for file in ["ryddig.db-wal", "ryddig.db-shm"] {
        let _ = fs::remove_file(place.data().join(file));
    }
    fs::copy(place.path("older.db"), place.data().join("ryddig.db")).expect("the older database");
}

fn journal(place: &Place) -> String {
    fs::read_to_string(place.path(JOURNAL)).expect("the journal")
}

#[test]
fn who_was_erased_is_not_in_the_restored_store_when_it_serves() {
    let place = after_two();
    erase(&place, KARI);
    assert!(!journal(&place).to_lowercase().contains("kari"), "it names nobody");
    let restored = restore(&place);
    assert!(restored.code == 0 && restored.err.contains("erased again"), "{}", restored.err);
    let server = place.serve(&[]);
    assert_eq!(place.run(&["who", KARI]).code, 1);
    assert_eq!(place.run(&["who", OLA]).code, 0, "nobody else went");
    wait("the scrub", || place.files_with(KARI).is_empty().then_some(()));
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "privacy-lead"]).done();
    let ida = server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done());
    let receipts = ida.get("/desk/receipts").text;
    assert!(receipts.contains("Slettet på nytt etter at en kopi var lagt tilbake"), "{receipts}");
    drop(server);
    assert!(!place.run(&["who", OLA]).err.contains("erased again"), "once is enough");
}

#[test]
fn a_journal_elsewhere_survives_the_data_folder() {
    let place = after_two();
    fs::rename(place.path(JOURNAL), place.path("journal")).expect("it is moved");
    let elsewhere = |arguments: &[&str]| {
        let ran = place.command(arguments).env("RYDDIG_JOURNAL", "journal").output().expect("the program runs");
        Ran::from(ran)
    };
    let plan = elsewhere(&["erase", KARI]).done();
    let fingerprint = plan.split_whitespace().last().expect("a fingerprint").to_owned();
    elsewhere(&["erase", KARI, "--plan", &fingerprint]).done();
    fs::remove_dir_all(place.data()).expect("the folder is lost");
    elsewhere(&["restore", "before"]).done();
    assert_eq!(elsewhere(&["who", KARI]).code, 1);
    assert_eq!(elsewhere(&["who", OLA]).code, 0);
}

#[test]
fn a_replay_that_is_killed_is_done_by_the_next_start() {
    let place = after_two();
    fs::copy(place.data().join("ryddig.db"), place.path("older.db")).expect("a copy while nothing runs");
    erase(&place, KARI);
    erase(&place, OLA);
    let lines = journal(&place).lines().count();
    put_back(&place);
    for written in 0..3 {
        let mut child = place.command(&["serve", "--listen", "127.0.0.1:0"]).spawn().expect("the program runs");
        wait("the replay", || (journal(&place).lines().count() >= lines + written).then_some(()));
        child.kill().expect("it is killed");
        child.wait().expect("it has ended");
    }
    let _server = place.serve(&[]);
    for who in [KARI, OLA] {
        assert_eq!(place.run(&["who", who]).code, 1, "{who}");
    }
}

#[test]
fn a_torn_line_takes_nothing_with_it() {
    let place = after_two();
    erase(&place, KARI);
    let mut file = fs::OpenOptions::new().append(true).open(place.path(JOURNAL)).expect("the journal");
    file.write_all(b"0123456789abcdef row 0192").expect("half a line");
    drop(file);
    erase(&place, OLA);
    let restored = restore(&place);
    assert!(restored.code == 0 && restored.err.contains("1 lines of the erasure journal"), "{}", restored.err);
    for who in [KARI, OLA] {
        assert_eq!(place.run(&["who", who]).code, 1, "{who}");
    }
}

#[test]
fn what_was_begun_and_never_happened_erases_nobody_and_what_may_have_happened_does() {
    let place = after_two();
    fs::copy(place.data().join("ryddig.db"), place.path("older.db")).expect("a copy while nothing runs");
    erase(&place, KARI);
    // As if the process had ended between the journal and the database.
    let whole = journal(&place);
    let begun: Vec<&str> = whole.split_inclusive('\n').filter(|line| !line.contains(" done ")).collect();
    let begun = begun.concat();
    fs::write(place.path(JOURNAL), &begun).expect("the journal");
    put_back(&place);
    assert_eq!(place.run(&["who", KARI]).code, 0, "the receipt is not there, so it never happened");
    assert!(journal(&place).contains(" void "), "and that is noted");
    drop(place.serve(&[]));
    assert_eq!(restore(&place).code, 0);
    assert_eq!(place.run(&["who", KARI]).code, 0, "what is void stays so");
    // The same, and the database was lost before anybody could look for the receipt.
    fs::write(place.path(JOURNAL), &begun).expect("the journal");
    assert_eq!(restore(&place).code, 0);
    assert_eq!(place.run(&["who", KARI]).code, 1, "somebody asked for it");
}

#[test]
fn backups_that_are_too_old_go_and_are_told() {
    let place = after_two();
    fs::create_dir(place.path("backups")).expect("a folder");
    let old = place.path("backups/old");
    fs::write(&old, "{\"ryddig\":\"backup\",\"format\":1,\"fingerprint\":\"f\",\"at\":0}\n").expect("an old one");
    fs::rename(place.path("before"), place.path("backups/before")).expect("a new one");
    let told = place.run(&["backups", "--backups", "backups"]);
    assert!(told.code == 1 && told.out.contains("old  (too old)") && told.err.contains("1 of 2"), "{}", told.out);
    let checked = place.run(&["check", "--backups", "backups"]);
    assert!(checked.code == 0 && checked.err.contains("the register keeps backups for 35 days"), "{}", checked.err);
    let _server = place.serve(&["--backups", "backups"]);
    wait("the old one to go", || (!old.exists()).then_some(()));
    place.run(&["backups", "--backups", "backups"]).done();
    assert!(place.path("backups/before").exists());
}
