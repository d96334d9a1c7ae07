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
    let all = place.run(&["explain"]).done();
    assert!(all.contains("## Lawfulness") && all.contains("\n| R013 | "), "{all}");
}

#[test]
fn without_a_company_file_the_command_that_writes_one_is_named() {
    let place = Place::new();
    let ran = place.run(&["check", "--company", "none.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("none.toml") && ran.err.contains("`ryddig init` writes one"), "{}", ran.err);
}

#[test]
fn the_schema_of_a_register_file_is_printed() {
    let printed = Place::new().run(&["register", "schema"]).done();
    let json: serde_json::Value = serde_json::from_str(&printed).expect("it is JSON");
    assert_eq!(json["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(json["properties"]["entity"].is_object());
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
fn the_record_is_one_thing_in_every_form() {
    let place = Place::new();
    let check = |format: &str, expected: &str| {
        let printed = place.run(&["record", "--language", "nb", "--format", format]).done();
        assert!(printed.contains(expected), "{format}: {printed}");
        assert!(printed.contains("slettes 6 måneder etter «Besvart»"), "{format}: {printed}");
    };
    check("markdown", "# Protokoll over behandlingsaktiviteter");
    check("html", "<h1>Protokoll over behandlingsaktiviteter</h1>");
    check("csv", "\"Formål\",\"Grunnlag\",\"Kategorier av registrerte\"");
    check("json", "\"title\": \"Protokoll over behandlingsaktiviteter\"");
    let customers = place.run(&["record", "--format", "customers-csv"]).done();
    assert!(customers.contains("\"Databehandler\"") && customers.lines().count() == 1, "{customers}");
    let workbook = place.command(&["record", "--format", "xlsx"]).output().expect("the program runs").stdout;
    assert!(workbook.starts_with(b"PK\x03\x04"), "a ZIP archive");
    assert!(workbook.windows(24).any(|name| name == b"xl/worksheets/sheet2.xml"), "with two sheets");
    let english = place.run(&["record", "--language", "en"]).done();
    assert!(english.starts_with("# Record of processing activities\n"), "{english}");
}

/// Whether customers are listed depends on rows: who has none at hand must not say that there are none.
#[test]
fn the_record_says_whether_the_customers_are_in_it() {
    let place = Place::new();
    let without = place.run(&["record"]);
    assert!(without.err.contains("no data folder data: the customers are not included"), "{}", without.err);
    let (left_out, none) = ("Kundene er ikke tatt med her", "Ingen kunder er ført opp.");
    let text = without.done();
    assert!(text.contains(left_out) && !text.contains(none), "{text}");
    let server = place.serve(&[]);
    let through = place.run(&["record"]);
    assert!(!through.err.contains("not included"), "{}", through.err);
    let text = through.done();
    assert!(text.contains(none) && !text.contains(left_out), "{text}");
    let workbook = || place.command(&["record", "--format", "xlsx"]).output().expect("the program runs").stdout;
    let through = workbook();
    assert!(through.starts_with(b"PK\x03\x04"), "bytes go through the socket as they are");
    assert_eq!(server.stop(), 0);
    assert_eq!(place.run(&["record"]).done(), text);
    assert_eq!(workbook(), through);
}

/// What was agreed with a customer is read from the rows, through the server and without it.
#[test]
fn an_agreement_made_at_the_desk_is_in_the_record() {
    let place = Place::new();
    let server = place.serve(&[]);
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "privacy-lead"]).done();
    let ida = server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done());
    let promised = [
        "instructions",
        "secrecy",
        "secured",
        "sub_processing",
        "assists_rights",
        "assists_duties",
        "returns",
        "audits",
    ]
    .map(|key| (format!("f.{key}"), "yes"));
    let mut fields: Vec<(&str, &str)> = promised.iter().map(|(key, yes)| (key.as_str(), *yes)).collect();
    fields.extend([
        ("f.organisation", ""),
        ("new.name", "Kysten Eksempel AS"),
        ("f.title", "Drift"),
        ("f.state", "signed"),
        ("f.subject_matter", "Drift av lagersystemet"),
        ("f.nature", "Lagring"),
        ("f.data_kinds", "navn"),
        ("f.special_kinds", "no"),
        ("f.data_subjects", "ansatte"),
        ("f.countries", "Norge"),
        ("f.new_processors", "told"),
        ("f.at_the_end", "delete"),
        ("f.valid_from", "2020-01-01"),
        ("f.valid_to", "2020-12-31"),
    ]);
    let made = ida.post("/desk/data/processing_agreement/new", &fields);
    assert_eq!(made.status, 303, "{}", made.text);
    let through = place.run(&["record", "--format", "json"]).done();
    let json: serde_json::Value = serde_json::from_str(&through).expect("it is JSON");
    assert_eq!(json["customers"][0]["name"], "Kysten Eksempel AS");
    assert_eq!(json["customers"][0]["agreement"][1], "Utløpt. Siste dag var 31. desember 2020.");
    assert_eq!(server.stop(), 0);
    assert_eq!(place.run(&["record", "--format", "json"]).done(), through);
}

#[test]
fn the_register_is_handed_out_for_programs() {
    let place = Place::new();
    let export = place.run(&["register", "export"]);
    assert_eq!(export.err, "", "nothing to warn of");
    let json: serde_json::Value = serde_json::from_str(&export.done()).expect("it is JSON");
    assert_eq!((&json["format"], &json["controller"]["name"]), (&1.into(), &"Fjordlys Rådgivning AS".into()));
    let entities = json["entities"].as_array().expect("entities");
    assert!(entities.iter().any(|entity| entity["key"] == "contact_request" && entity["keep"]["kind"] == "terms"));
}

/// The rows go to standard output alone; that they are personal data is said beside them.
#[test]
fn the_rows_are_handed_out_with_a_warning() {
    let place = Place::new();
    let server = place.serve(&[]);
    assert_eq!(server.visitor().write("Kari Nordmann", "kari@kunde.example", "Hva koster det?").status, 303);
    let through = place.run(&["register", "export", "--rows"]);
    assert!(through.err.contains("personal data"), "{}", through.err);
    let json: serde_json::Value = serde_json::from_str(&through.done()).expect("it is JSON");
    assert_eq!(json["rows"]["contact_request"][0]["message"], "Hva koster det?");
    assert_eq!(server.stop(), 0);
    let alone: serde_json::Value =
        serde_json::from_str(&place.run(&["register", "export", "--rows"]).done()).expect("it is JSON");
    assert_eq!(alone["rows"]["contact_request"], json["rows"]["contact_request"]);
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

#[test]
fn a_changed_register_makes_a_new_version_and_keeps_the_old_one() {
    let place = Place::new();
    assert_eq!(place.serve(&[]).stop(), 0);
    let company = std::fs::read_to_string(place.path("ryddig.toml")).expect("the company file");
    std::fs::write(place.path("ryddig.toml"), company.replace("Postfjord AS", "Brevdue AS")).expect("it is written");
    let server = place.serve(&[]);
    let visitor = server.visitor();
    let nb = ("/personvern/utgaver", ["− fjernet", "+ lagt til"], "Hvem andre som får dem:", "Svare dem som skriver");
    let en = ("/privacy/versions", ["− removed", "+ added"], "Who else receives them:", "Answer those who write");
    for (path, badges, where_it_goes, purpose) in [nb, en] {
        let list = visitor.get(path).text;
        assert!(list.contains(purpose), "the purposes it changed for are named: {list}");
        let [removed, added] = badges;
        for (badge, element, name) in [(removed, "del", "Postfjord AS"), (added, "ins", "Brevdue AS")] {
            let lines: Vec<&str> = list.split("<li class=").filter(|line| line.contains(badge)).collect();
            assert!(lines.len() > 2, "one line for all activities, and those on the recipient: {list}");
            assert_eq!(lines.iter().filter(|line| line.contains(where_it_goes)).count(), 1, "{list}");
            for line in lines {
                assert!(line.contains(&format!("<{element}>")) && line.contains(name), "{line}");
            }
        }
        let start = format!("href=\"{path}/");
        let ids: Vec<&str> = list.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids.len(), 2, "two versions: {list}");
        for (id, name) in [(ids[0], "Brevdue AS"), (ids[1], "Postfjord AS")] {
            let version = visitor.get(&format!("{path}/{id}"));
            assert!(version.status == 200 && version.text.contains(name), "{name} in {}", version.text);
        }
    }
}

#[test]
fn a_company_changes_a_period_in_its_own_file() {
    let place = Place::new();
    place.declare(
        "[change.contact_request]\nkeep = \"1 month after answered_at, at most 2 months after received_at\"\n",
    );
    let printed = place.run(&["statement"]).done();
    assert!(printed.contains("slettes 1 måned etter «Besvart», senest 2 måneder etter «Mottatt»"), "{printed}");
    let server = place.serve(&[]);
    assert_eq!(server.visitor().write("Kari", "kari@kunde.example", "Hei").status, 303);
    place.wait_until_sent("kari@kunde.example");
    assert!(place.run(&["sweep", "--on", "2099-01-01"]).done().contains("Henvendelse: 1 slettet"));
    place
        .declare("[change.contact_request]\nkeep = \"2 years after answered_at, at most 3 years after received_at\"\n");
    let longer = place.run(&["check"]);
    assert!(
        longer.code == 2 && longer.err.contains("R033") && longer.err.contains("the register says"),
        "{}",
        longer.err
    );
}
