//! The commands, alone on the folder and through the running server.

use crate::harness::Place;

const KARI: &str = "kari@kunde.example";

/// A place where Kari has written, with a server that has stopped again.
fn after_kari() -> Place {
    let place = Place::new();
    let server = place.serve(&[]);
    let answer = server.visitor().write("Kari Nordmann", KARI, "Hva koster det?");
    assert_eq!(answer.status, 303, "{}", answer.text);
    place.wait_for_mails(1);
    assert_eq!(server.stop(), 0);
    place
}

#[test]
fn who_says_the_same_through_the_server_and_on_the_folder() {
    let place = after_kari();
    let alone = place.run(&["who", KARI]).done();
    let server = place.serve(&[]);
    let through = place.run(&["who", KARI]).done();
    drop(server);
    assert_eq!(alone, through);
    for part in ["Kari Nordmann: 4 rader", "Henvendelse:", "E-post:", "Melding: Hva koster det?", "art. 6 nr. 1 f"] {
        assert!(alone.contains(part), "{part} in {alone}");
    }
    let held = alone.lines().filter(|line| line.trim_start().starts_with("holdes til")).count();
    assert_eq!(held, 4, "each row says until when: {alone}");
}

#[test]
fn who_answers_in_english_and_knows_nobody_politely() {
    let place = after_kari();
    let english = place.run(&["who", KARI, "--language", "en"]).done();
    assert!(english.contains("held until"), "{english}");
    let nobody = place.run(&["who", "ola@kunde.example"]);
    assert_eq!((nobody.code, nobody.out.as_str()), (1, ""));
    assert!(nobody.err.contains("Ingen er registrert"), "{}", nobody.err);
}

#[test]
fn access_writes_a_package_that_opens_anywhere() {
    let place = after_kari();
    place.run(&["access", KARI, "--to", "package", "--language", "en"]).done();
    let html = std::fs::read_to_string(place.path("package/index.html")).expect("the page is there");
    let json = std::fs::read_to_string(place.path("package/data.json")).expect("the data are there");
    let data: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    for value in ["Kari Nordmann", KARI, "Hva koster det?", "Postfjord AS", "6(1)(f)"] {
        assert!(html.contains(value), "{value} in the page");
        assert!(json.contains(value), "{value} in the data");
    }
    let sections: Vec<&str> = data["sections"]
        .as_array()
        .expect("sections")
        .iter()
        .filter_map(|section| section["entity"].as_str())
        .collect();
    assert_eq!(sections, ["person", "email_address", "contact_request", "email"]);
    assert!(!html.contains("src=\"http") && !html.contains("<script"), "the page asks nobody for anything");
    assert!(json.contains("access given") || json.contains("Person: access given"), "the giving is in the history");
}

#[test]
fn erasure_shows_its_plan_runs_exactly_that_and_leaves_no_byte() {
    let place = after_kari();
    let words = ["Kari Nordmann", KARI, "Hva koster det?"];
    assert!(words.iter().all(|word| !place.files_with(word).is_empty()), "the markers are on the disk before");
    let plan = place.run(&["erase", KARI]).done();
    assert_eq!(plan.matches("slettes:").count(), 4, "{plan}");
    let fingerprint = plan.split_whitespace().last().expect("the plan ends with how to run it").to_owned();
    let wrong = place.run(&["erase", KARI, "--plan", &"0".repeat(64)]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("Ingenting er gjort"), "{}", wrong.err);
    assert!(place.run(&["who", KARI]).code == 0, "nothing was erased");
    let done = place.run(&["erase", KARI, "--plan", &fingerprint]).done();
    assert!(done.contains("4 rader") && done.contains("Kvittering"), "{done}");
    assert!(done.ends_with(&format!("{KARI}: in no file\n")), "{done}");
    for word in words {
        assert_eq!(place.files_with(word), Vec::<String>::new(), "{word}");
    }
    assert_eq!(place.run(&["who", KARI]).code, 1);
    let scan = place.run(&["scan", KARI]).done();
    assert_eq!(scan, format!("{KARI}: in no file\n"));
}

#[test]
fn a_restriction_is_planned_carried_out_and_lifted_when_the_person_was_told() {
    let place = after_kari();
    let fingerprint = |plan: &str| plan.split_whitespace().last().expect("it ends with how to run it").to_owned();
    let plan = place.run(&["restrict", KARI]).done();
    assert_eq!(plan.matches("begrenses:").count(), 4, "{plan}");
    let done = place.run(&["restrict", KARI, "--plan", &fingerprint(&plan)]).done();
    assert!(done.contains("4 rader lagres bare fra nå av"), "{done}");
    let swept = place.run(&["sweep", "--on", "2099-01-01"]).done();
    assert!(swept.contains("Person: 1 er forfalt, men blir stående"), "{swept}");
    let plan = place.run(&["lift", KARI]).done();
    let untold = place.run(&["lift", KARI, "--plan", &fingerprint(&plan)]);
    assert_eq!(untold.code, 2, "{}", untold.out);
    let done = place.run(&["lift", KARI, "--told", "--plan", &fingerprint(&plan)]).done();
    assert!(done.contains("4 rader er i bruk igjen"), "{done}");
    place.run(&["sweep", "--on", "2099-01-01"]).done();
    assert_eq!(place.run(&["who", KARI]).code, 1);
}

#[test]
fn a_plan_that_the_world_has_overtaken_does_nothing() {
    let place = after_kari();
    let plan = place.run(&["erase", KARI]).done();
    let fingerprint = plan.split_whitespace().last().expect("a fingerprint").to_owned();
    let server = place.serve(&[]);
    assert_eq!(server.visitor().write("Kari Nordmann", KARI, "En ting til").status, 303);
    let overtaken = place.run(&["erase", KARI, "--plan", &fingerprint]);
    assert_eq!(overtaken.code, 1);
    assert!(overtaken.err.contains("endret seg"), "{}", overtaken.err);
    assert!(place.run(&["who", KARI]).done().contains("En ting til"));
}

#[test]
fn a_sweep_a_year_later_takes_the_message_and_the_person() {
    let place = after_kari();
    let tomorrow = place.run(&["sweep"]).done();
    assert!(tomorrow.contains("Ingenting er forfalt"), "{tomorrow}");
    let later = "2099-01-01";
    let trial = place.run(&["sweep", "--on", later, "--trial"]).done();
    assert!(place.run(&["who", KARI]).code == 0, "a trial deletes nothing");
    let done = place.run(&["sweep", "--on", later]).done();
    for kind in ["Person", "E-postadresse", "Henvendelse", "E-post"] {
        let line = format!("{kind}: 1 slettet");
        assert!(trial.contains(&line) && done.contains(&line), "{line} in {done}");
    }
    assert_eq!(place.run(&["who", KARI]).code, 1);
    assert_eq!(place.files_with(KARI), Vec::<String>::new());
    let again = place.run(&["sweep", "--on", later]).done();
    assert!(again.contains("Kvittering: 1 slettet"), "only the receipt was left to fall due: {again}");
    let bad = place.run(&["sweep", "--on", "tomorrow"]);
    assert_eq!(bad.code, 1);
    assert!(bad.err.contains("tomorrow er ikke en dato"), "{}", bad.err);
}

#[test]
fn a_sign_in_link_needs_a_user() {
    let place = Place::new();
    let server = place.serve(&[]);
    assert_eq!(place.run(&["sign-in", "ida@fjordlys.example"]).code, 1);
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "support"]).done();
    let twice = place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "support"]);
    assert!(twice.code == 1 && twice.err.contains("already"), "{}", twice.err);
    let unknown = place.run(&["add-user", "Ola", "ola@fjordlys.example", "--role", "suport"]);
    assert!(unknown.code == 1 && unknown.err.contains("suport"), "{}", unknown.err);
    let link = place.run(&["sign-in", "ida@fjordlys.example"]).done();
    let staff = server.staff(&link);
    assert_eq!(staff.get("/desk").status, 200);
    let path = link.trim().strip_prefix(&server.url).expect("a link here");
    let again = server.visitor().post(path, &[]);
    assert!(again.status >= 400 && again.header("set-cookie").is_none(), "a link works once");
    place.run(&["end-user", "ida@fjordlys.example"]).done();
    assert_eq!(staff.get("/desk").status, 401, "whoever leaves is out at once");
    assert_eq!(place.run(&["end-user", "ida@fjordlys.example"]).code, 1);
}

#[test]
fn options_that_could_only_do_harm_are_refused() {
    let place = Place::new();
    let check = |arguments: &[&str], expected: &str| {
        let mut all = vec!["serve", "--listen", "127.0.0.1:0"];
        all.extend(arguments);
        let refused = place.run(&all);
        assert!(refused.code == 2 && refused.err.contains(expected), "{arguments:?}: {} {}", refused.code, refused.err);
        assert!(!place.data().exists(), "nothing was made");
    };
    check(&["--url", "nonsense"], "--url");
    check(&["--url", "https://ryddig.example/desk"], "--url");
    check(&["--form-origin", "not an origin"], "--form-origin");
    check(&["--form-origin", "https://www.example.no/kontakt"], "--form-origin");
    check(&["--mail-from", "no address"], "--mail-from");
    check(&["--mail-from", "post@example.no\r\nBcc: x@y.example"], "--mail-from");
    check(&["--outbox", "data/outbox"], "outside");
    check(&["--smtp", "http://mail.example.no"], "");
}

#[test]
fn a_data_folder_with_too_long_a_path_is_refused_before_anything_is_made() {
    let place = Place::new();
    let long = format!("data{}", "x".repeat(200));
    let refused = place.run(&["--data", &long, "serve", "--listen", "127.0.0.1:0"]);
    assert!(refused.code == 2 && refused.err.contains("longer than"), "{}", refused.err);
    assert!(!place.path(&long).exists());
}

#[test]
fn a_question_to_an_empty_folder_is_not_answered_with_nobody() {
    let place = Place::new();
    std::fs::create_dir(place.data()).expect("an empty folder");
    let asked = place.run(&["who", KARI]);
    assert!(asked.code == 1 && asked.err.contains("nothing in it"), "{}", asked.err);
    assert_eq!(std::fs::read_dir(place.data()).expect("the folder").count(), 0, "nothing was made");
}

#[test]
fn a_key_that_is_not_a_key_says_what_to_do() {
    let place = after_kari();
    for bytes in [7, 64] {
        std::fs::write(place.path("data/secret.key"), vec![1; bytes]).expect("the key is spoilt");
        let refused = place.run(&["who", KARI]);
        assert!(refused.code == 1 && refused.err.contains("is not 32 bytes long; remove it"), "{}", refused.err);
    }
    std::fs::remove_file(place.path("data/secret.key")).expect("the key is removed");
    place.run(&["who", KARI]).done();
}

#[test]
fn a_master_key_from_the_environment_is_exchanged_in_two_steps() {
    let place = after_kari();
    std::fs::remove_dir_all(place.path("data-keys")).expect("the keys go: there are none");
    let (old, new) = ("1".repeat(64), "2".repeat(64));
    let with = |keys: &[(&str, &str)], arguments: &[&str]| {
        let ran = place.command(arguments).envs(keys.iter().copied()).output().expect("the program runs");
        crate::harness::Ran::from(ran)
    };
    let (first, last) = ([("RYDDIG_MASTER_KEY", old.as_str())], [("RYDDIG_MASTER_KEY", new.as_str())]);
    let both = [first[0], ("RYDDIG_MASTER_KEY_NEW", new.as_str())];
    with(&first, &["keys", "check"]).done();
    let alone = with(&first, &["keys", "rotate"]);
    assert!(alone.code == 1 && alone.err.contains("another one in RYDDIG_MASTER_KEY_NEW"), "{}", alone.err);
    let nothing = with(&both[1..], &["keys", "check"]);
    assert!(nothing.code == 1 && nothing.err.contains("with the present key in RYDDIG_MASTER_KEY"), "{}", nothing.err);
    with(&both, &["keys", "check"]).done();
    with(&both, &["keys", "rotate"]).done();
    with(&both, &["keys", "check"]).done();
    with(&last, &["keys", "check"]).done();
    let refused = with(&first, &["keys", "check"]);
    assert!(refused.code == 1 && refused.err.contains("is not the one"), "{}", refused.err);
    let unused = with(&last, &["keys", "drop-unused"]).done();
    assert!(unused.ends_with("destroyed: 0\n"), "{unused}");
}

#[test]
fn the_keys_are_counted_and_get_a_new_master_key() {
    let place = after_kari();
    let master = place.path("data-keys").join("master.key");
    let first = std::fs::read_to_string(&master).expect("the master key");
    let counted = "rows with sealed fields: 0\nkeys of rows: 0\n";
    assert_eq!(place.run(&["keys", "check"]).done(), counted);
    let server = place.serve(&[]);
    assert!(place.run(&["keys", "rotate"]).done().starts_with("there is a new master key"));
    assert_eq!(place.run(&["keys", "check"]).done(), counted);
    drop(server);
    assert_ne!(std::fs::read_to_string(&master).expect("the master key"), first);
    assert_eq!(place.run(&["keys", "check"]).done(), counted);
    // The copy of the one before is of no use, and neither is none.
    std::fs::write(&master, first).expect("it is written");
    let refused = place.run(&["who", KARI]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("is not the one that the keys of sealed fields are wrapped with"), "{}", refused.err);
    std::fs::remove_file(&master).expect("it goes");
    let refused = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("is missing"), "{}", refused.err);
    let inside = place.run(&["keys", "check", "--keys", "data/keys"]);
    assert_eq!(inside.code, 2);
}
