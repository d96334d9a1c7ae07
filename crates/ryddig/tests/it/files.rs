//! Files from outside: sent to the server, backed up, handed out, erased, and what is left when the power goes.

use crate::harness::{Answer, Place, Server, Visitor, wait};
use serde_json::Value;
use std::io::{Cursor, Read, Write};
use std::process::Command;

const BOUNDARY: &str = "----aBoundary";
const MARKER: &str = "Kvittering MARKØR-8842 fra Nesodden";
const NAME: &str = "Kvittering fra Kari.txt";

pub(crate) fn place() -> Place {
    let place = Place::new();
    place.declare(testkit::PAPERS);
    place
}

pub(crate) fn desk(place: &Place, server: &Server) -> Visitor {
    place
        .run(&["add-user", "Ida Eksempelsen", "ida@fjordlys.example", "--role", "support", "--role", "privacy-lead"])
        .done();
    server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done())
}

/// The form of a paper that Kari hands in, with files, as a page shown to Ida sends it.
fn form(ida: &Visitor, files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let texts = [
        ("form_token", ida.form_token()),
        ("f.guest", ""),
        ("new.name", "Kari Nordmann"),
        ("new.email", "kari@kunde.example"),
        ("f.topic", "Kvittering"),
        ("f.came_on", "2026-11-20"),
    ];
    let mut body = Vec::new();
    for (name, text) in texts {
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend(part.into_bytes());
    }
    for (field, name, bytes) in files {
        let head = format!("Content-Disposition: form-data; name=\"f.{field}\"; filename=\"{name}\"");
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").into_bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

pub(crate) fn hand_in(ida: &Visitor, files: &[(&str, &str, &[u8])]) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    ida.post_raw("/desk/data/paper/new", &form(ida, files), &[("content-type", &kind), ("origin", &ida.url)])
}

/// A paper with two files; where it is.
fn with_a_paper(ida: &Visitor) -> String {
    let large = vec![b'x'; 6_000_000];
    let made = hand_in(ida, &[("content", NAME, MARKER.as_bytes()), ("secret", "stor.bin", &large)]);
    assert_eq!(made.status, 303, "{}", made.text);
    made.header("location").expect("it is made").to_owned()
}

fn files(place: &Place) -> (usize, usize) {
    let told = place.run(&["files", "check"]);
    let number = |line: &str| told.out.split(line).nth(1).and_then(|rest| rest.lines().next()?.trim().parse().ok());
    (number("files that a row names:").expect("a number"), number("files that wait for a row:").expect("a number"))
}

#[test]
fn a_file_is_handed_out_and_gone_after_an_erasure() {
    let place = place();
    let server = place.serve(&[]);
    let ida = desk(&place, &server);
    let row = with_a_paper(&ida);
    assert_eq!(ida.get(&format!("{row}/files/content")).text, MARKER);
    assert_eq!(ida.get(&format!("{row}/files/secret")).bytes.len(), 6_000_000);
    assert_eq!(files(&place), (2, 0));
    for word in [MARKER, "Kvittering fra"] {
        assert_eq!(place.files_with(word), Vec::<String>::new(), "it lies nowhere in the clear");
    }
    // The access package on the command line and at the desk.
    place.run(&["access", "kari@kunde.example", "--to", "package"]).done();
    let given = std::fs::read_to_string(place.path("package/files/1-Kvittering_fra_Kari.txt")).expect("the file");
    assert_eq!(given, MARKER);
    let data = std::fs::read_to_string(place.path("package/data.json")).expect("the data");
    assert!(data.contains("\"file\": \"files/1-Kvittering_fra_Kari.txt\"") && data.contains(NAME));
    let person = ida.get("/desk/people?q=kari").text;
    let person =
        person.split("/desk/people/").nth(1).and_then(|rest| rest.split('"').next()).expect("a link").to_owned();
    let package = ida.post(&format!("/desk/people/{person}/access"), &[("language", "nb")]);
    let mut zip = zip::ZipArchive::new(Cursor::new(package.bytes)).expect("an archive");
    let mut text = String::new();
    zip.by_name("files/1-Kvittering_fra_Kari.txt").expect("the file").read_to_string(&mut text).expect("a text");
    assert_eq!(text, MARKER);
    // The rows for programs say what is known of each.
    let rows: Value = serde_json::from_str(&place.run(&["register", "export", "--rows"]).done()).expect("JSON");
    let id = rows["rows"]["paper"][0]["content"].as_str().expect("an id");
    assert_eq!(rows["files"][id]["title"], NAME);
    assert_eq!(rows["files"][id]["media_type"], "text/plain");
    erase(&place);
    assert_eq!(files(&place), (0, 0));
    assert_eq!(stored(&place), 0);
    assert_eq!(ida.get(&format!("{row}/files/content")).status, 404);
}

fn erase(place: &Place) {
    let plan = place.run(&["erase", "kari@kunde.example"]).done();
    let words: Vec<&str> = plan.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "--plan").expect("what to type");
    place.run(&["erase", "kari@kunde.example", "--plan", words[at + 1]]).done();
}

/// How many files lie in the folder, whatever their names are.
fn stored(place: &Place) -> usize {
    let folders = std::fs::read_dir(place.path("data/files")).expect("the folder of the files").flatten();
    folders.map(|folder| std::fs::read_dir(folder.path()).expect("a folder").count()).sum()
}

#[test]
fn a_backup_brings_files_back_and_the_journal_takes_them_again() {
    let place = place();
    let server = place.serve(&["--contact-cap", "9"]);
    let ida = desk(&place, &server);
    let row = with_a_paper(&ida);
    place.run(&["backup", "copy"]).done();
    drop(server);
    // On PostgreSQL, with the same keys.
    let other = Place::on_postgres();
    other.declare(testkit::PAPERS);
    let (copy, keys) = (place.path("copy").display().to_string(), place.path("data-keys").display().to_string());
    other.run(&["--keys", &keys, "restore", &copy]).done();
    let again = other.serve(&["--keys", &keys]);
    let there = again.staff(&other.run(&["sign-in", "ida@fjordlys.example"]).done());
    assert_eq!(there.get(&format!("{row}/files/content")).text, MARKER);
    assert_eq!(there.get(&format!("{row}/files/secret")).bytes.len(), 6_000_000);
    drop(again);
    // Erased in the first place: a copy that is restored beside its journal has neither rows nor files.
    erase(&place);
    let third = self::place();
    let journal = place.path("data/erasures.journal").display().to_string();
    let restored = third.run(&["--keys", &keys, "--journal", &journal, "restore", &copy]);
    assert_eq!(restored.code, 0, "{}{}", restored.out, restored.err);
    assert!(restored.err.contains("erased again"), "{}", restored.err);
    assert_eq!(stored(&third), 0);
    let check = third.run(&["--keys", &keys, "--journal", &journal, "files", "check"]).done();
    assert!(check.contains("files that a row names: 0") && check.contains("bytes stored: 0"), "{check}");
}

#[test]
fn a_server_that_is_killed_during_an_upload_starts_again_and_keeps_nothing_of_it() {
    let place = place();
    let server = place.serve(&[]);
    let ida = desk(&place, &server);
    let row = with_a_paper(&ida);
    let half = vec![b'y'; 20_000_000];
    let body = form(&ida, &[("content", "halv.bin", &half)]);
    let address = server.url.strip_prefix("http://").expect("an address").replace("localhost", "127.0.0.1");
    let mut connection = std::net::TcpStream::connect(address).expect("the server listens");
    let cookie = ida.cookie.clone().expect("she is signed in");
    let head = format!(
        "POST /desk/data/paper/new HTTP/1.1\r\nHost: localhost\r\nOrigin: {}\r\nCookie: {cookie}\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {}\r\n\r\n",
        server.url,
        body.len()
    );
    connection.write_all(head.as_bytes()).expect("the head is sent");
    connection.write_all(&body[..12_000_000]).expect("a good part is sent");
    wait("the file is on its way", || (files(&place).1 == 1).then_some(()));
    // As the power would.
    let killed = Command::new("kill").args(["-KILL", &server.id().to_string()]).status();
    assert!(killed.expect("kill runs").success());
    drop(server);
    let server = place.serve(&[]);
    let ida = server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done());
    assert_eq!(ida.get(&format!("{row}/files/content")).text, MARKER);
    let told = place.run(&["files", "check"]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    // It is collected when it is a day old; nobody can reach it before.
    assert_eq!(files(&place), (2, 1));
}

#[test]
fn a_full_disk_is_said_and_leaves_nothing_of_a_file() {
    let place = place();
    let data = place.data();
    std::fs::create_dir(&data).expect("a folder");
    let Some(_disk) = SmallDisk::at(&data) else {
        eprintln!("mounting needs root: not tried here");
        return;
    };
    let server = place.serve(&[]);
    let ida = desk(&place, &server);
    let large = vec![b'x'; 24_000_000];
    let full = hand_in(&ida, &[("content", "stor.bin", &large)]);
    assert_eq!(full.status, 507, "{}", full.text);
    assert_eq!(hand_in(&ida, &[("content", NAME, MARKER.as_bytes())]).status, 303, "a small one still fits");
    assert_eq!(files(&place), (1, 0));
    assert_eq!(stored(&place), 1);
}

/// A file system of some megabytes in memory.
struct SmallDisk<'a>(&'a std::path::Path);

impl<'a> SmallDisk<'a> {
    fn at(path: &'a std::path::Path) -> Option<Self> {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=16m", "tmpfs"]).arg(path).output();
        mounted.ok().filter(|output| output.status.success()).map(|_| Self(path))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0).status();
    }
}

#[test]
fn files_lie_in_a_bucket_where_one_is_named() {
    let (disk, place) = (tempfile::tempdir().expect("a folder"), place());
    let bucket = testkit::s3::Server::start(disk.path());
    let place_of_files = format!("s3://{}/firma", testkit::s3::BUCKET);
    let run = |arguments: &[&str]| {
        let mut command = place.command(arguments);
        command.env("RYDDIG_FILES", &place_of_files).env("RYDDIG_FILES_ENDPOINT", bucket.endpoint());
        command.env("RYDDIG_FILES_ACCESS_KEY", testkit::s3::KEY).env("RYDDIG_FILES_SECRET_KEY", testkit::s3::KEY);
        command.output().expect("the program runs")
    };
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "support"]);
    let refused = place.run(&["--files", "s3://bucket", "files", "check"]);
    assert!(refused.code != 0, "{}", refused.out);
    drop(place.serve(&[]));
    let checked = run(&["files", "check"]);
    let (out, err) = (String::from_utf8_lossy(&checked.stdout), String::from_utf8_lossy(&checked.stderr));
    assert!(checked.status.success() && out.contains("files that a row names: 0"), "{out}{err}");
    let missing = place.run(&["--files", "s3://bucket", "files", "check"]);
    assert!(missing.code == 2 && missing.err.contains("RYDDIG_FILES_ACCESS_KEY is needed"), "{}", missing.err);
    let strange = place.run(&["--files", "ftp://bucket", "files", "check"]);
    assert!(strange.code == 2 && strange.err.contains("neither a folder nor s3://"), "{}", strange.err);
}
