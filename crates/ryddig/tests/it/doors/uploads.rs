//! Files that mean ill: they are kept as they are, opened by nobody here, and shown by no browser as a page.

use crate::files::{desk, hand_in, place};
use std::io::Write;
use zip::write::SimpleFileOptions;

/// How much of a process has been in memory at most (proc(5)).
fn most_kilobytes(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("the process is there");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// An archive that is two hundred times as large when it is opened.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let zeros = vec![0; 1024 * 1024];
    for number in 0..64 {
        archive.start_file(format!("{number}"), SimpleFileOptions::default()).expect("a file in it");
        archive.write_all(&zeros).expect("zeros");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn what_means_ill_is_kept_closed() {
    let place = place();
    let server = place.serve(&[]);
    let ida = desk(&place, &server);
    let laughs = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>";
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(1)</script></svg>";
    let both = b"GIF89a/*<html><script>alert(1)</script>*/=1;";
    let archive = bomb();
    assert!(archive.len() < 1_000_000, "{} bytes", archive.len());
    let before = most_kilobytes(server.id());
    for (name, bytes) in [
        ("bombe.zip", &archive[..]),
        ("latter.xml", laughs.as_bytes()),
        ("tegning.svg", drawing.as_bytes()),
        ("bilde.gif", both),
        ("side.html", b"<html><script>alert(1)</script>"),
        ("skript.js", b"alert(1)"),
        ("tom.txt", b""),
        ("\u{202e}gpj.exe", b"MZ"),
        ("\u{1f512}\u{1f512}.pdf", b"%PDF-1.7"),
        ("a;b\"c'd\\e.txt", b"a"),
        ("../../../etc/passwd", b"a"),
        ("..\\..\\win.ini", b"a"),
        (&"\u{e5}".repeat(300), b"a"),
    ] {
        let name: String = name.chars().map(|c| if c == '"' { '\'' } else { c }).collect();
        let made = hand_in(&ida, &[("content", &name, bytes)]);
        assert_eq!(made.status, 303, "{name}: {}", made.text);
        let row = made.header("location").expect("it is made").to_owned();
        let page = ida.get(&row);
        assert!(page.status == 200 && !page.text.contains("<script>"), "{name}");
        let got = ida.get(&format!("{row}/files/content"));
        assert_eq!((got.status, &got.bytes[..]), (200, bytes), "{name}");
        assert_eq!(got.header("x-content-type-options"), Some("nosniff"), "{name}");
        assert!(got.header("content-security-policy").is_some_and(|policy| policy.starts_with("sandbox")), "{name}");
        let saved = got.header("content-disposition").expect("it is saved");
        assert!(saved.starts_with("attachment; filename=\"") && saved.is_ascii(), "{name}: {saved}");
        assert!(!saved.contains(['\r', '\n', '/', '\\']) && saved.matches('"').count() == 2, "{name}: {saved}");
    }
    let grown = most_kilobytes(server.id()) - before;
    assert!(grown < 48 * 1024, "{grown} kB more: something was opened");
}
