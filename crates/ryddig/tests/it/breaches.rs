//! Breaches on the command line.

use crate::harness::Place;

const KARI: &str = "kari@kunde.example";

#[test]
fn a_breach_is_opened_shown_searched_and_written_about() {
    let place = Place::new();
    let server = place.serve(&[]);
    let answer = server.visitor().write("Kari Nordmann", KARI, "Hva koster det?");
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert!(place.run(&["breaches"]).done().contains("Ingen avvik"));
    let opened = place.run(&["breach", "open", "Liste på avveie", "--what", "En liste lå ute.", "--kind", "published"]);
    assert!(opened.done().contains("nummer 1"));
    assert!(place.run(&["breaches", "--language", "en"]).done().contains("(71 hours left)"));
    let shown = place.run(&["breach", "show", "1"]).done();
    for part in ["Avvik nr. 1: Liste på avveie", "En liste lå ute.", "Risikoen er ikke vurdert", "Åpnet."] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let found = place.run(&["breach", "find", "1", "--kind", "contact_request"]).done();
    assert!(found.contains("Nye: 1.") && found.contains("Kari Nordmann"), "{found}");
    let fingerprint = found.split_whitespace().last().expect("it ends with how to go on").to_owned();
    let wrong = place.run(&["breach", "find", "1", "--person", KARI, "--add", &"0".repeat(64)]);
    assert_eq!(wrong.code, 1, "{}", wrong.err);
    let added = place.run(&["breach", "find", "1", "--kind", "contact_request", "--add", &fingerprint]).done();
    assert!(added.contains("Skrevet opp: 1."), "{added}");
    let again = place.run(&["breach", "find", "1", "--person", KARI]).done();
    assert!(again.contains("Alt skrevet opp: 1. Nye: 0."), "{again}");
    let notice = place.run(&["breach", "notice", "1", "--language", "en"]).done();
    assert!(notice.contains("GDPR art. 33") && notice.contains("Follows later."), "{notice}");
    let document = place.run(&["breach", "document", "1"]).done();
    assert!(document.starts_with("<!DOCTYPE html>") && document.contains("artikkel 33 nr. 5"), "{document}");
    assert!(!document.contains("Kari"), "the record names nobody");
    drop(server);
}

#[test]
fn what_cannot_be_understood_is_said_and_nothing_is_stored() {
    let place = Place::new();
    let server = place.serve(&[]);
    assert_eq!(server.stop(), 0);
    for (arguments, code, told) in [
        (&["breach", "open", "T", "--what", "W", "--kind", "nei"][..], 2, "wrong-recipient"),
        (&["breach", "open", "T", "--what", "W", "--aware", "i går"], 1, "2026-11-22T18:04"),
        (&["breach", "open", "T", "--what", "W", "--aware", "2999-01-01T12:00"], 1, "ikke kommet ennå"),
        (&["breach", "open", "T", "--what", "W", "--agreement", "7"], 1, "avtale"),
        (&["breach", "show", "4"], 1, "nummer 4"),
        (&["breach", "find", "1"], 2, "Søket mangler noe"),
    ] {
        let run = place.run(arguments);
        assert_eq!((run.code, run.err.contains(told)), (code, true), "{arguments:?}: {}", run.err);
    }
    assert!(place.run(&["breaches"]).done().contains("Ingen avvik"));
}
