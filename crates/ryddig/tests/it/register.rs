//! The register at the start of the program, and the statement that it makes.

use crate::harness::Place;

#[test]
fn a_register_with_an_error_stops_the_start_and_touches_nothing() {
    let place = Place::new();
    place.declare("[entity.diary]\nname = { nb = \"Dagbok\", en = \"Diary\" }\nactivity = \"contct\"\n");
    let refused = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.code, 2);
    for part in ["R003", "contct", "contact", "ryddig.toml:"] {
        assert!(refused.err.contains(part), "{part} in {}", refused.err);
    }
    assert!(!place.data().exists(), "no data folder was made");
    let checked = place.run(&["check"]);
    assert_eq!(checked.code, 2);
    assert_eq!(place.run(&["check", "--company", "nothing.toml"]).code, 2);
}

#[test]
fn findings_are_printed_for_programs_with_the_same_exit_codes() {
    let place = Place::new();
    assert_eq!(place.run(&["check", "--format", "json"]).done(), "[]\n");
    assert_eq!(place.run(&["check", "--format", "github"]).done(), "");
    assert!(place.run(&["check", "--format", "sarif"]).done().contains("\"version\": \"2.1.0\""));
    place.declare("[entity.diary]\nname = { nb = \"Dagbok\", en = \"Diary\" }\nactivity = \"contct\"\n");
    for (format, part) in
        [("json", "\"code\": \"R003\""), ("github", "title=R003::"), ("sarif", "\"ruleId\": \"R003\"")]
    {
        let checked = place.run(&["check", "--format", format]);
        assert_eq!(checked.code, 2, "{}", checked.err);
        assert!(checked.out.contains(part), "{part} in {}", checked.out);
    }
}

#[test]
fn the_standard_register_has_no_finding() {
    let checked = Place::new().run(&["check"]).done();
    assert!(checked.contains("0 findings"), "{checked}");
}

#[test]
fn a_finding_is_explained() {
    let place = Place::new();
    assert!(place.run(&["explain", "R013"]).done().contains("R013"));
    assert_eq!(place.run(&["explain", "R999"]).code, 2);
}

#[test]
fn the_statement_follows_the_register() {
    let place = Place::new();
    let printed = place.run(&["statement", "--language", "nb"]).done();
    let server = place.serve(&[]);
    let page = server.visitor().get("/personvern");
    assert_eq!(page.status, 200);
    for sentence in ["slettes 6 måneder etter", "senest 12 måneder etter", "Postfjord AS", "310 000 043"] {
        assert!(printed.contains(sentence), "{sentence} in {printed}");
        assert!(page.text.contains(sentence), "{sentence} in the page");
    }
    drop(server);
    place.declare(
        "[activity.visit]\npurpose = { nb = \"Ta imot besøkende i resepsjonen\", en = \"Receive visitors\" }\n\
         subjects = { nb = \"Besøkende\", en = \"Visitors\" }\nbasis = \"contract\"\nsource = \"the person\"\n\
         uses = { person = [\"name\"] }\nresponsible = \"support\"\naccess = { support = \"write\" }\n\
         [entity.visit]\nname = { nb = \"Besøk\", en = \"Visit\" }\nactivity = \"visit\"\nsubject = \"person\"\n\
         label = \"{came_on}\"\nlist = [\"came_on\"]\nkeep = \"17 days after came_on\"\n[entity.visit.fields]\n\
         person = { type = \"link\", to = \"person\", required = true, name = { nb = \"Person\", en = \"Person\" } }\n\
         came_on = { type = \"date\", required = true, name = { nb = \"Kom\", en = \"Came\" } }\n",
    );
    let printed = place.run(&["statement", "--language", "nb"]).done();
    assert!(printed.contains("Ta imot besøkende") && printed.contains("17 dager etter «Kom»"), "{printed}");
    let server = place.serve(&[]);
    let page = server.visitor().get("/personvern").text;
    assert!(page.contains("17 dager etter"), "a declared entity is in the statement that is served");
    let english = place.run(&["statement", "--language", "en", "--format", "json"]).done();
    let json: serde_json::Value = serde_json::from_str(&english).expect("it is JSON");
    assert!(json.to_string().contains("17 days after"));
}

#[test]
fn the_statement_printed_is_the_one_that_is_served() {
    let place = Place::new();
    assert!(place.run(&["statement"]).done().contains("Ikke publisert ennå"));
    let server = place.serve(&[]);
    for (language, path) in [("nb", "/personvern.md"), ("en", "/privacy.md")] {
        let printed = place.run(&["statement", "--language", language]).done();
        assert_eq!(printed, server.visitor().get(path).text);
    }
    let company = std::fs::read_to_string(place.path("ryddig.toml")).expect("the company file");
    std::fs::write(place.path("ryddig.toml"), company.replace("Postfjord AS", "Brevdue AS")).expect("it is written");
    let changed = place.run(&["statement"]).done();
    assert!(changed.contains("Brevdue AS") && changed.contains("Ikke publisert ennå"), "{changed}");
}
