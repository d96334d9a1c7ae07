//! Backups: made while the server works, restored whole, and the way from one database to the other.

use crate::harness::{Place, wait};
use std::cell::RefCell;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A place without rows, with the company file of `place`, and where a backup of it lies.
fn empty_beside(place: &Place) -> Place {
    let other = Place::new();
    std::fs::copy(place.path("ryddig.toml"), other.path("ryddig.toml")).expect("the company file");
    other
}

fn rows(place: &Place) -> serde_json::Value {
    let mut rows: serde_json::Value =
        serde_json::from_str(&place.run(&["register", "export", "--rows"]).done()).expect("JSON");
    rows["rows"].take()
}

/// The rows of the engine's own tables, which no register export shows, and everything else: a backup without its
/// first and last line.
fn lines(place: &Place, name: &str) -> Vec<String> {
    let file = place.path(name);
    place.run(&["backup", &file.display().to_string()]).done();
    let text = std::fs::read_to_string(file).expect("the backup");
    let mut lines: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    lines.pop();
    lines
}

#[test]
fn what_was_acknowledged_before_the_backup_is_in_it_though_others_write() {
    let place = Place::new();
    let server = place.serve(&["--contact-cap", "100000"]);
    let (stop, acknowledged) = (AtomicBool::new(false), AtomicUsize::new(0));
    let file = place.path("copy.ryddig");
    let before = std::thread::scope(|scope| {
        scope.spawn(|| {
            let visitor = server.visitor();
            for number in 0.. {
                let answer = visitor.write("Kari", &format!("kari{number}@kunde.example"), "Hei");
                assert_eq!(answer.status, 303, "{}", answer.text);
                acknowledged.store(number + 1, Ordering::SeqCst);
                if stop.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        wait("twenty messages", || (acknowledged.load(Ordering::SeqCst) >= 20).then_some(()));
        let before = acknowledged.load(Ordering::SeqCst);
        place.run(&["backup", "copy.ryddig"]).done();
        stop.store(true, Ordering::SeqCst);
        before
    });
    drop(server);
    let mode = std::fs::metadata(&file).expect("the backup").permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let again = place.run(&["backup", "copy.ryddig"]);
    assert!(again.code == 1 && again.err.contains("already"), "{}", again.err);
    let other = empty_beside(&place);
    other.run(&["restore", &file.display().to_string()]).done();
    for number in 0..before {
        let who = other.run(&["who", &format!("kari{number}@kunde.example")]);
        assert_eq!(who.code, 0, "message {number} of {before}: {}", who.err);
    }
    drop(other.serve(&[]));
}

#[test]
fn rows_go_to_postgresql_and_back_as_they_were() {
    let place = Place::new();
    drop(place.serve(&["--demo"]));
    let (all, own) = (rows(&place), lines(&place, "one"));
    let there = Place::on_postgres();
    std::fs::copy(place.path("ryddig.toml"), there.path("ryddig.toml")).expect("the company file");
    there.run(&["import", &place.path("one").display().to_string()]).done();
    assert!(all == rows(&there), "the rows on PostgreSQL");
    // Reading all rows put a line on the ledger, so there is one more than in the first copy.
    there.run(&["export", &there.path("two").display().to_string()]).done();
    let back = empty_beside(&place);
    back.run(&["import", &there.path("two").display().to_string()]).done();
    let returned = lines(&back, "three");
    let more: Vec<&String> = returned.iter().filter(|line| !own.contains(line)).collect();
    let is_state = |line: &str| line.contains("{\"x\":\"00000000000000000000000000000000\"}");
    assert!(more.len() == 2 && more.iter().any(|line| line.contains("rows exported")), "{more:?}");
    assert!(more.iter().any(|line| is_state(line)), "when the rows were restored is noted: {more:?}");
    assert_eq!(returned.len(), own.len() + 1);
    assert!(all == rows(&back), "the rows on the embedded database");
    for place in [&there, &back] {
        let server = place.serve(&["--demo"]);
        let ida = server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done());
        let page = ida.get("/desk/people?q=uvirk").text;
        assert!(page.contains("Jonas Uvirkelig"), "the search finds it: {page}");
    }
}

#[test]
fn a_backup_goes_into_an_empty_place_only_and_whole_or_not_at_all() {
    let place = Place::new();
    let server = place.serve(&[]);
    assert_eq!(server.visitor().write("Kari", "kari@kunde.example", "Hei").status, 303);
    let inside = place.run(&["backup", "data/copy"]);
    assert!(inside.code == 1 && inside.err.contains("outside the data folder"), "{}", inside.err);
    let copy = place.path("copy");
    place.run(&["backup", "copy"]).done();
    drop(server);
    let full = place.run(&["restore", "copy"]);
    assert!(full.code == 1 && full.err.contains("there are rows already"), "{}", full.err);
    let bytes = std::fs::read(&copy).expect("the backup");
    let other = empty_beside(&place);
    let restore = |bytes: &[u8]| {
        std::fs::write(other.path("copy"), bytes).expect("a file is written");
        other.run(&["restore", "copy"])
    };
    let altered = String::from_utf8(bytes.clone()).expect("text").replace("kari@kunde", "mari@kunde");
    for damaged in [&bytes[..bytes.len() - 1], &bytes[..bytes.len() / 2], altered.as_bytes()] {
        let refused = restore(damaged);
        assert!(refused.code == 1 && refused.err.contains("cut off or altered"), "{}", refused.err);
    }
    let foreign = restore(b"something else\n");
    assert!(foreign.code == 1 && foreign.err.contains("not a backup"), "{}", foreign.err);
    restore(&bytes).done();
    assert!(other.run(&["who", "kari@kunde.example"]).done().contains("Henvendelse"));
    let declared = Place::new();
    declared.declare(
        "[entity.shoe]\nname = { nb = \"Sko\", en = \"Shoe\" }\nimpersonal = \"a shoe\"\nlabel = \"{size}\"\n\
         [entity.shoe.fields]\nsize = { type = \"integer\", name = { nb = \"Størrelse\", en = \"Size\" } }\n",
    );
    let other_register = declared.run(&["restore", &copy.display().to_string()]);
    assert!(other_register.code == 1 && other_register.err.contains("another register"), "{}", other_register.err);
    assert!(!declared.data().exists(), "nothing was made");
}

#[test]
fn a_restore_that_is_killed_leaves_no_row_or_all_of_them() {
    let place = Place::new();
    drop(place.serve(&["--demo"]));
    place.run(&["backup", "copy"]).done();
    let copy = place.path("copy").display().to_string();
    let all = rows(&place);
    for bytes in [0, 1, 200_000] {
        let other = empty_beside(&place);
        let child = other.command(&["restore", &copy]).spawn().expect("the program runs");
        let child = RefCell::new(child);
        wait("so much of the log", || {
            let ended = child.borrow_mut().try_wait().expect("it is looked at").is_some();
            let log = std::fs::metadata(other.data().join("ryddig.db-wal"));
            (ended || log.is_ok_and(|log| log.len() >= bytes)).then_some(())
        });
        let mut child = child.into_inner();
        child.kill().expect("it is killed");
        child.wait().expect("it has ended");
        let again = other.run(&["restore", &copy]);
        assert!(again.code == 0 || again.err.contains("there are rows already"), "{}", again.err);
        assert!(all == rows(&other), "killed at {bytes} bytes");
    }
}
