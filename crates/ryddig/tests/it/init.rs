//! `ryddig init`: a company file from options. Questions on a terminal are tested beside the code.

use crate::harness::{Place, Ran};
use std::process::Stdio;

const FACTS: [(&str, &str); 13] = [
    ("--name", "Skogholt Eksempel AS"),
    ("--organisation-number", "310 000 043"),
    ("--address", "Prøveveien 1, 0001 Oslo"),
    ("--contact", "Per Prøve"),
    ("--contact-title-nb", "daglig leder"),
    ("--contact-title-en", "managing director"),
    ("--email", "personvern@skogholt.example"),
    ("--phone", "+47 00 00 00 15"),
    ("--mail-provider", "Postfjord AS"),
    ("--mail-provider-country", "NO"),
    ("--mail-agreement-dated", "2026-01-15"),
    ("--fiscal-year-ends", "12-31"),
    ("--areas", "support, sales"),
];

/// A place without a company file.
fn empty() -> Place {
    let place = Place::new();
    std::fs::remove_file(place.path("ryddig.toml")).expect("the company file is removed");
    place
}

/// Runs `init` without a terminal, with all facts but those named, which are left out or changed.
fn init(place: &Place, changed: &[(&str, Option<&str>)], more: &[&str]) -> Ran {
    let mut command = place.command(&["init"]);
    for (flag, fact) in FACTS {
        let change = changed.iter().find(|(known, _)| *known == flag);
        if let Some(fact) = change.map_or(Some(fact), |(_, change)| *change) {
            command.args([flag, fact]);
        }
    }
    Ran::from(command.args(more).stdin(Stdio::null()).output().expect("the program runs"))
}

#[test]
fn the_file_passes_the_check_and_the_server_starts_with_it() {
    for (language, comment) in [("nb", "# Virksomhetens fil"), ("en", "# The company file")] {
        let place = empty();
        let said = init(&place, &[], &["--language", language]).done();
        assert!(said.contains("\n  ryddig serve\n  ryddig add-user") && said.contains("\n  ryddig sign-in"), "{said}");
        let text = std::fs::read_to_string(place.path("ryddig.toml")).expect("the file is there");
        assert!(text.starts_with(comment), "{text}");
        assert!(place.run(&["check"]).done().contains("0 findings"));
        let page = place.serve(&[]).visitor().get("/personvern").text;
        for fact in ["Skogholt Eksempel AS", "310 000 043", "Per Prøve", "Postfjord AS"] {
            assert!(page.contains(fact), "{fact} in {page}");
        }
    }
}

#[test]
fn the_file_can_have_another_name() {
    let place = empty();
    let said = init(&place, &[], &["--company", "skogholt.toml"]).done();
    assert!(said.contains("ryddig --company \"skogholt.toml\" serve"), "{said}");
    place.run(&["--company", "skogholt.toml", "check"]).done();
}

#[test]
fn what_is_missing_is_named_in_one_error() {
    let place = empty();
    let refused = init(&place, &[("--phone", None), ("--mail-provider", None)], &[]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--phone, --mail-provider."), "{}", refused.err);
    let refused = Ran::from(place.command(&["init"]).stdin(Stdio::null()).output().expect("the program runs"));
    assert!(refused.code == 2 && FACTS.iter().all(|(flag, _)| refused.err.contains(flag)), "{}", refused.err);
    assert!(!place.path("ryddig.toml").exists(), "nothing was written");
}

#[test]
fn wrong_facts_are_refused_together() {
    let place = empty();
    let wrong = [
        ("--organisation-number", Some("310 000 044")),
        ("--email", Some("personvern")),
        ("--phone", Some("00 00 00 15")),
        ("--mail-provider-country", Some("Norge")),
        ("--mail-agreement-dated", Some("2026-02-30")),
        ("--name", Some("A\n[role.thief]")),
    ];
    let refused = init(&place, &wrong, &["--language", "en"]);
    assert_eq!(refused.code, 2);
    for (flag, _) in wrong {
        assert!(refused.err.contains(&format!("{flag}: ")), "{flag} in {}", refused.err);
    }
    assert!(refused.err.contains("310 000 044") && refused.err.contains("check digit"), "{}", refused.err);
    assert!(!place.path("ryddig.toml").exists(), "nothing was written");
}

#[test]
fn a_file_that_exists_is_left_as_it_is() {
    let place = Place::new();
    std::fs::write(place.path("ryddig.toml"), "mine").expect("a file is written");
    std::os::unix::fs::symlink("nowhere", place.path("link.toml")).expect("a link is made");
    for company in ["ryddig.toml", "link.toml"] {
        let refused = init(&place, &[], &["--company", company]);
        assert!(refused.code == 1 && refused.err.contains(company), "{}", refused.err);
    }
    assert_eq!(std::fs::read_to_string(place.path("ryddig.toml")).expect("it is there"), "mine");
    assert!(!place.path("nowhere").exists(), "no link is followed");
}

#[test]
fn signs_of_toml_in_a_fact_are_text() {
    for name in ["A\" # \\", "'''", "\"\"\"", "'\"\\u0041", "C:\\new", "A = { nb = \"x\" }", "\u{202e}Æ", "{ $typed }"]
    {
        let place = empty();
        init(&place, &[("--name", Some(name)), ("--contact-title-en", Some(name))], &[]).done();
        place.run(&["check"]).done();
        let text = std::fs::read_to_string(place.path("ryddig.toml")).expect("the file is there");
        let file: toml::Table = text.parse().expect("the file is TOML");
        assert_eq!(file["controller"]["name"].as_str(), Some(name));
        assert_eq!(file["controller"]["contact_title"]["en"].as_str(), Some(name));
        assert_eq!(file.len(), 2, "{text}");
    }
}
