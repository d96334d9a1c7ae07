//! What runs by itself and may be killed: the backup of the day, and the replay of a long journal.

use crate::harness::{Place, wait};
use crate::many;
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Stdio};

/// A place with so many people more than one, made from a backup; nothing runs.
fn with_people(place: Place, many: usize) -> Place {
    let first = Place::new();
    let server = first.serve(&[]);
    assert_eq!(server.visitor().write("Kari", "kari@kunde.example", "Hei").status, 303);
    drop(server);
    first.run(&["backup", "copy"]).done();
    let copy = first.path("copy");
    many::multiply(&copy, many);
    fs::copy(first.path("ryddig.toml"), place.path("ryddig.toml")).expect("the company file");
    place.run(&["restore", &copy.display().to_string()]).done();
    place
}

fn names(place: &Place) -> Vec<String> {
    let names = fs::read_dir(place.path("backups"))
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn serving(place: &Place) -> Child {
    let mut command = place.command(&["serve", "--listen", "127.0.0.1:0", "--backups", "backups"]);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs")
}

#[test]
fn the_backup_of_the_day_is_made_whole_or_not_at_all() {
    let place = with_people(Place::new(), 30_000);
    fs::create_dir(place.path("backups")).expect("a folder");
    for _ in 0..2 {
        let mut child = serving(&place);
        wait("half a backup", || {
            let half = names(&place).into_iter().find(|name| name.ends_with(".unfinished"));
            let bytes = half.and_then(|name| fs::metadata(place.path("backups").join(name)).ok());
            bytes.is_some_and(|bytes| bytes.len() > 0).then_some(())
        });
        child.kill().expect("it is killed");
        child.wait().expect("it has ended");
        let left = names(&place);
        assert!(left.iter().all(|name| name.starts_with('.')), "it was killed in the middle: {left:?}");
        assert!(!left.is_empty(), "and left a half one");
    }
    let _server = place.serve(&["--backups", "backups"]);
    let made = wait("a whole one", || {
        let names = names(&place);
        names.iter().any(|name| !name.starts_with('.')).then_some(names)
    });
    assert!(made.len() == 1 && made[0].starts_with("ryddig-20"), "the halves are gone: {made:?}");
    let shown = place.run(&["backups", "--backups", "backups"]).done();
    assert!(shown.lines().count() == 1 && !shown.contains("too old"), "{shown}");
    let other = Place::new();
    fs::copy(place.path("ryddig.toml"), other.path("ryddig.toml")).expect("the company file");
    other.run(&["restore", &place.path("backups").join(&made[0]).display().to_string()]).done();
    assert_eq!(other.run(&["who", &many::id(29_999)]).code, 0);
}

#[test]
fn the_folder_of_backups_is_there_and_outside_the_data() {
    let place = Place::new();
    let missing = place.run(&["serve", "--listen", "127.0.0.1:0", "--backups", "nowhere"]);
    assert!(missing.code == 2 && missing.err.contains("there is no folder nowhere"), "{}", missing.err);
    fs::create_dir_all(place.data().join("copies")).expect("a folder");
    let inside = place.run(&["serve", "--listen", "127.0.0.1:0", "--backups", "data/copies"]);
    assert!(inside.code == 2 && inside.err.contains("outside the data folder"), "{}", inside.err);
}

fn killed_in_a_replay(place: Place) {
    const MANY: usize = 600;
    /// After how many erasures it is killed each time.
    const KILLS: [usize; 2] = [5, 100];
    let place = with_people(place, MANY);
    let journal: PathBuf = place.data().join("erasures.journal");
    fs::write(&journal, many::erased(MANY)).expect("the journal");
    fs::create_dir(place.path("backups")).expect("a folder");
    let done = || fs::read_to_string(&journal).expect("the journal").matches(" done ").count() - MANY;
    for least in KILLS {
        let mut child = serving(&place);
        wait("some of the replay", || (done() >= least).then_some(()));
        child.kill().expect("it is killed");
        child.wait().expect("it has ended");
        let replayed = done();
        assert!((least..MANY).contains(&replayed), "it was killed in the middle: {replayed}");
        let mut said = String::new();
        child.stdout.take().expect("its output").read_to_string(&mut said).expect("text");
        assert_eq!(said, "", "it serves nothing before all is erased");
    }
    let _server = place.serve(&[]);
    // An erasure that was carried out when the kill came may lack its word in the journal; its receipt tells.
    assert!(done() + KILLS.len() >= MANY, "when it serves, all is erased: {}", done());
    place.run(&["backup", "after"]).done();
    let after = fs::read_to_string(place.path("after")).expect("a backup");
    let left = (0..MANY).filter(|number| after.contains(&many::id(*number).replace('-', "")));
    assert_eq!(left.collect::<Vec<_>>(), Vec::<usize>::new());
    assert_eq!(place.run(&["who", "kari@kunde.example"]).code, 0, "nobody else went");
}

#[test]
fn a_kill_in_the_middle_of_a_replay_is_made_good_by_the_next_start() {
    killed_in_a_replay(Place::new());
}

#[test]
fn a_kill_in_the_middle_of_a_replay_is_made_good_by_the_next_start_on_postgresql() {
    killed_in_a_replay(Place::on_postgres());
}
