//! The data folder: one process at a time, full disks, folders that cannot be written, sudden ends.

use crate::harness::Place;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

#[test]
fn a_folder_in_use_is_refused_by_name() {
    let place = Place::new();
    let server = place.serve(&[]);
    let second = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, 1);
    let expected = format!("data folder data is in use by process {} (ryddig serve)", server.id());
    assert!(second.err.contains(&expected), "{}", second.err);
    assert_eq!(server.visitor().get("/health/live").status, 200, "the first goes on");
}

#[test]
fn a_server_that_was_killed_leaves_nothing_locked_and_loses_nothing() {
    let place = Place::new();
    for round in 0..3 {
        let server = place.serve(&[]);
        let email = format!("kari{round}@kunde.example");
        assert_eq!(server.visitor().write("Kari", &email, "Hei").status, 303);
        // Dropping it is SIGKILL: nothing is flushed, nothing is said.
        drop(server);
    }
    for round in 0..3 {
        let who = place.run(&["who", &format!("kari{round}@kunde.example")]).done();
        assert!(who.contains("Henvendelse"), "{who}");
    }
    let _server = place.serve(&[]);
    assert_eq!(place.wait_for_mails(3).len(), 3, "what was queued before the end is sent after it");
}

#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    let place = Place::new();
    std::fs::write(place.path("file"), "in the way").expect("a file is written");
    let refused = place.run(&["--data", "file/data", "serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("data folder file/data cannot be used"), "{}", refused.err);
    let nowhere = place.run(&["--data", "nowhere", "who", "kari@kunde.example"]);
    assert_eq!(nowhere.code, 1);
    assert!(nowhere.err.contains("there is no data folder nowhere"), "{}", nowhere.err);
    assert!(!place.path("nowhere").exists(), "a question makes no folder");
}

#[test]
fn a_full_disk_loses_no_message_and_heals() {
    let place = Place::new();
    let data = place.data();
    std::fs::create_dir(&data).expect("the folder is made");
    let Some(_disk) = SmallDisk::at(&data) else {
        // Without the right to mount there is no small disk; the store's own tests fill the database instead.
        eprintln!("no right to mount: the full disk was not tried here");
        return;
    };
    let server = place.serve(&[]);
    let visitor = server.visitor();
    assert_eq!(visitor.write("Kari", "kari@kunde.example", "Hei").status, 303);
    let ballast = data.join("ballast");
    fill(&ballast);
    let mut refused = None;
    for number in 0..200 {
        let typed = format!("{} marker-typed", "x".repeat(9000));
        let answer = visitor.write("Full", &format!("full{number}@kunde.example"), &typed);
        if answer.status != 303 {
            refused = Some((number, answer));
            break;
        }
    }
    let (number, answer) = refused.expect("a disk that is full refuses");
    assert!(matches!(answer.status, 503 | 507), "{}", answer.status);
    assert!(answer.text.contains("marker-typed"), "what was typed is still on the page");
    std::fs::remove_file(&ballast).expect("room is made");
    assert_eq!(visitor.write("Full", &format!("full{number}@kunde.example"), "Igjen").status, 303, "it heals");
    for taken in 0..number {
        assert_eq!(place.run(&["who", &format!("full{taken}@kunde.example")]).code, 0, "what was taken is there");
    }
}

/// A file system of a few megabytes in memory.
struct SmallDisk<'a>(&'a std::path::Path);

impl<'a> SmallDisk<'a> {
    fn at(path: &'a std::path::Path) -> Option<Self> {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"]).arg(path).output();
        mounted.ok().filter(|output| output.status.success()).map(|_| Self(path))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0).status();
    }
}

/// Writes to the last free byte.
fn fill(path: &std::path::Path) {
    use std::io::Write;
    let mut file = std::fs::File::create(path).expect("the ballast is made");
    while file.write_all(&[0; 512]).is_ok() {}
}

#[test]
fn only_the_owner_may_look_into_the_folders() {
    let place = Place::new();
    std::fs::create_dir(place.data()).expect("a folder that anybody may enter");
    let server = place.serve(&[]);
    assert_eq!(server.visitor().write("Kari", "kari@kunde.example", "Hei").status, 303);
    place.wait_for_mails(1);
    place.run(&["access", "kari@kunde.example", "--to", "package"]).done();
    let mode = |name: &str| std::fs::metadata(place.path(name)).expect(name).permissions().mode() & 0o777;
    assert_eq!(mode("data"), 0o700);
    assert_eq!(mode("data/secret.key"), 0o600);
    assert_eq!((mode("outbox"), mode("package"), mode("package/data.json")), (0o700, 0o700, 0o600));
    let mails = std::fs::read_dir(place.path("outbox")).expect("the outbox").flatten();
    for mail in mails {
        let mode = mail.metadata().expect("a mail").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", mail.path());
    }
}

#[test]
fn a_register_that_drops_a_column_does_not_start_on_the_old_database() {
    let place = Place::new();
    place.declare(
        "[entity.shoe]\nname = { nb = \"Sko\", en = \"Shoe\" }\nimpersonal = \"a shoe\"\nlabel = \"{size}\"\n\
         [entity.shoe.fields]\nsize = { type = \"integer\", name = { nb = \"Størrelse\", en = \"Size\" } }\n",
    );
    assert_eq!(place.serve(&[]).stop(), 0);
    let with_shoes = std::fs::read(place.data().join("ryddig.db")).expect("the database is there");
    place.declare("");
    let refused = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("shoe"), "{}", refused.err);
    assert!(
        with_shoes == std::fs::read(place.data().join("ryddig.db")).expect("still there"),
        "the database is as it was"
    );
}

#[test]
fn a_demonstration_never_opens_a_companys_own_folder() {
    let place = Place::new();
    let server = place.serve(&[]);
    assert_eq!(server.visitor().write("Kari", "kari@kunde.example", "Hei").status, 303);
    drop(server);
    let refused = place.run(&["serve", "--demo", "--listen", "127.0.0.1:0"]);
    assert!(refused.code == 1 && refused.err.contains("a company of its own"), "{}", refused.err);
    let open = place.run(&["serve", "--demo", "--listen", "0.0.0.0:0"]);
    assert!(open.code == 2 && open.err.contains("this machine only"), "{}", open.err);
}

/// Who starts the demonstration sees something in every area, and what is agreed with the customer in the record.
#[test]
fn a_demonstration_has_something_in_every_area() {
    let place = Place::new();
    let server = place.serve(&["--demo"]);
    let ida = server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done());
    for (kind, told) in [
        ("customer", "Strandhagen Eksempel AS"),
        ("customer_contact", "Jonas Uvirkelig"),
        ("case", "Timelisten viser feil uke"),
        ("case_message", "2 rader"),
        ("opportunity", "Timeføring for to avdelinger til"),
        ("quote", "Timeføring for tolv brukere til"),
        ("project", "Innføring av timeføring"),
        ("time_entry", "3 rader"),
        ("employment", "Eskil Prøve"),
        ("subscription", "post@strandhagen.example"),
        ("processing_agreement", "Drift av timeføring"),
        ("routine", "Krav om innsyn og sletting"),
        ("risk", "E-post går til feil mottaker"),
    ] {
        let page = ida.get(&format!("/desk/data/{kind}"));
        assert!(page.status == 200 && page.text.contains(told), "{told} of {kind} in {}", page.text);
    }
    for ground in ["samtykke", "kundeforhold", "fellesadresse"] {
        let page = ida.get("/desk/data/subscription").text;
        assert!(page.contains(ground), "{ground} in {page}");
    }
    assert!(ida.get("/desk/record").text.contains("310\u{a0}000\u{a0}124"), "the customer is in the record");
    let due = place.run(&["sweep", "--trial"]).done();
    assert!(due.contains("Ingenting er forfalt"), "something holds every row up: {due}");
}

/// A larger example is a company like any other: nothing is due, the ledger is whole, and each person has a package.
#[test]
fn a_larger_demonstration_holds_what_a_company_may_hold() {
    let place = Place::new();
    let server = place.serve(&["--demo", "--people", "60", "--seed", "7"]);
    let ida = server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done());
    assert!(server.said.contains("rows of the example company in"), "{}", server.said);
    for kind in ["case", "email_message", "time_entry", "delivery", "employment", "matter", "breach_entry"] {
        let page = ida.get(&format!("/desk/data/{kind}"));
        assert!(page.status == 200 && !page.text.contains("Ingen rader her."), "{kind}");
    }
    let due = place.run(&["sweep", "--trial"]).done();
    assert!(due.contains("Ingenting er forfalt"), "something holds every row up: {due}");
    assert!(place.run(&["verify"]).done().contains("Loggen er slik den ble ført"));
    let people = ida.get("/desk/data/case").text;
    let person = people.split("/desk/data/person/").nth(1).and_then(|rest| rest.get(..36)).expect("a person");
    let page = ida.get(&format!("/desk/people/{person}"));
    assert!(page.status == 200 && page.text.contains("Innsyn på norsk"), "{}", page.text);
    drop(server);
    let again = place.serve(&["--demo", "--people", "60"]);
    assert!(!again.said.contains("rows of the example company"), "what is filled stays as it is: {}", again.said);
    let wrong = place.run(&["serve", "--people", "60"]);
    assert!(wrong.code == 2 && wrong.err.contains("--demo"), "{}", wrong.err);
}

#[test]
fn a_visitor_who_sends_slowly_does_not_hold_the_end_up() {
    use std::io::Write;
    let place = Place::new();
    let server = place.serve(&[]);
    let address = server.url.strip_prefix("http://").expect("an address").replace("localhost", "127.0.0.1");
    let mut slow = std::net::TcpStream::connect(address).expect("the server listens");
    let head = "POST /kontakt HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                Content-Length: 100\r\n\r\nname=";
    slow.write_all(head.as_bytes()).expect("the half of a form");
    assert_eq!(server.visitor().get("/health/live").status, 200);
    assert_eq!(server.stop(), 0, "it ends while the form is still on its way");
}
