//! What persons ask by right: over a real mail server from the page to the package, and on the command line.

use crate::harness::{Answer, Place, Server, Visitor, wait};
use crate::mail::Sink;
use mail_parser::MessageParser;
use std::path::Path;

const KARI: &str = "kari@kunde.example";

/// Sends the form for rights as the page gives it.
fn ask(visitor: &Visitor, kind: &str, email: &str) -> Answer {
    let token = visitor.get("/rettigheter").hidden("token");
    let fields =
        [("kind", kind), ("name", "Kari Nordmann"), ("email", email), ("text", ""), ("website", ""), ("token", &token)];
    visitor.post("/rettigheter", &fields)
}

/// The text of the mail to `address` at the sink that says this.
fn mail_with(sink: &Path, address: &str, said: &str) -> String {
    wait(&format!("mail to {address} that says {said}"), || {
        let files = std::fs::read_dir(sink).ok()?.flatten();
        let mails = files.filter_map(|file| std::fs::read(file.path()).ok());
        let texts = mails.filter_map(|mail| {
            let mail = MessageParser::default().parse(&mail)?;
            let to = mail.to().and_then(|to| to.first()).and_then(|to| to.address())?.to_owned();
            (to == address).then(|| mail.body_text(0).map(|text| text.replace("\r\n", "\n")))?
        });
        texts.into_iter().find(|text| text.contains(said))
    })
}

/// The path of the link below `path` in a mail.
fn linked(server: &Server, mail: &str, path: &str) -> String {
    let word = mail.split_whitespace().find(|word| word.contains(path)).unwrap_or_else(|| panic!("{path} in {mail}"));
    word.strip_prefix(&server.url).unwrap_or_else(|| panic!("{word} leads elsewhere")).to_owned()
}

/// The address on `page` that begins with `start` and goes on with an id.
fn link(page: &Answer, start: &str) -> String {
    let mark = format!("href=\"{start}");
    let mut marks = page.text.split(&mark).skip(1).filter_map(|rest| rest.split('"').next());
    let id = marks.find(|rest| rest.starts_with('0')).unwrap_or_else(|| panic!("no link in {}", page.text));
    format!("{start}{id}")
}

/// The value of `name` in the form that is sent to `action`.
fn field(page: &Answer, action: &str, name: &str) -> String {
    let form = page.text.split(&format!("action=\"{action}\"")).nth(1).unwrap_or_else(|| panic!("{}", page.text));
    let value = form.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the field is there");
    value.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn kari_gets_what_is_hers_over_a_real_mail_server() {
    from_page_to_package(&Place::new());
}

#[test]
fn kari_gets_what_is_hers_on_postgres() {
    from_page_to_package(&Place::on_postgres());
}

fn from_page_to_package(place: &Place) {
    let folder = place.path("sink");
    let sink = Sink::start(&folder);
    let server = place.serve(&["--smtp", &format!("smtp://127.0.0.1:{}", sink.port)]);
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "support", "--role", "privacy-lead"]).done();
    let staff = server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done());
    let visitor = server.visitor();
    assert_eq!(visitor.write("Kari Nordmann", KARI, "marker-melding").status, 303);
    let (known, unknown) = (ask(&visitor, "access", KARI), ask(&visitor, "access", "ukjent@annen.example"));
    assert_eq!((known.status, known.header("location")), (303, Some("/rettigheter/sendt")));
    assert_eq!((unknown.status, unknown.header("location")), (known.status, known.header("location")));
    assert_eq!((&unknown.text, unknown.header("set-cookie")), (&known.text, None));
    let nothing = mail_with(&folder, "ukjent@annen.example", "ingenting på den");
    assert!(!nothing.contains("/rettigheter/bekreft"), "{nothing}");
    let confirm = linked(&server, &mail_with(&folder, KARI, "/rettigheter/bekreft/"), "/rettigheter/bekreft/");
    assert_eq!(visitor.get(&confirm).status, 200);
    let pressed = visitor.post(&confirm, &[]);
    let follow = pressed.header("location").expect("it leads to the request").to_owned();
    assert_eq!((visitor.post(&confirm, &[]).status, visitor.get(&confirm).status), (410, 410), "it works once");
    assert_eq!(place.files_with(confirm.rsplit('/').next().expect("a secret")), Vec::<String>::new());
    assert_eq!(place.files_with(follow.rsplit('/').next().expect("a secret")), Vec::<String>::new());
    let told = mail_with(&folder, "ida@fjordlys.example", "/desk/rights/");
    assert!(!told.contains("Kari") && !told.contains(KARI), "{told}");

    let path = link(&staff.get("/desk/rights"), "/desk/rights/");
    let page = staff.get(&path);
    let (task, close) = (format!("{path}/task"), format!("{path}/close"));
    let done = [
        ("task", &*field(&page, &task, "task")),
        ("version", &*field(&page, &task, "version")),
        ("state", "done"),
        ("note", "Søkt i kontorpakken 28. november: utskrift lagt ved"),
    ];
    assert_eq!(staff.post(&task, &done).status, 303);
    let version = field(&staff.get(&path), &close, "version");
    let answer = [("version", &*version), ("outcome", "done"), ("reason", ""), ("text", "Hent pakken her: [[lenke]]")];
    assert_eq!(staff.post(&close, &answer).status, 303);
    let answered = mail_with(&folder, KARI, "Hent pakken her");
    assert_eq!(linked(&server, &answered, "/rettigheter/krav/"), follow);
    let package = visitor.post(&follow, &[("do", "package")]);
    assert_eq!((package.status, &package.bytes[..2]), (200, b"PK".as_slice()));
    assert_eq!((package.header("set-cookie"), package.header("cache-control")), (None, Some("no-store")));
}

#[test]
fn requests_are_handled_on_the_command_line_with_and_without_a_server() {
    let place = Place::new();
    let server = place.serve(&[]);
    assert_eq!(server.visitor().write("Kari Nordmann", KARI, "Hei").status, 303);
    place.wait_until_sent(KARI);
    assert_eq!(place.run(&["requests"]).done(), "Ingen krav.\n");
    let add = ["request", "add", KARI, "--kind", "erasure", "--identity", "known", "--text", "Slett meg"];
    assert!(place.run(&add).done().starts_with("Kravet har nummer 1, og fristen er "));
    let listed = place.run(&["requests"]).done();
    assert!(listed.contains("nr. 1") && listed.contains("sletting") && listed.contains("Kari Nordmann"), "{listed}");
    let wrong = place.run(&["request", "add", KARI, "--kind", "sletting"]);
    assert!(wrong.code == 2 && wrong.err.contains("access, rectification"), "{} {}", wrong.code, wrong.err);
    let nobody = place.run(&["request", "add", "ola@annen.example", "--kind", "access"]);
    assert!(nobody.code == 1 && nobody.err.contains("--name"), "{}", nobody.err);
    assert_eq!(server.stop(), 0);

    let shown = place.run(&["request", "show", "1"]).done();
    for part in ["Slett meg", "Kontorpakken, slette: gjenstår", "Postfjord AS, si fra til mottakeren", "Kvitteringen"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let close = ["request", "close", "1", "--outcome", "done", "--text", "Slettet."];
    let early = place.run(&close);
    assert!(early.code == 1 && early.err.contains("2 steder utenfor"), "{}", early.err);
    place.run(&["request", "answer", "1", "Kontorpakken", "--evidence", "sak 12"]).done();
    place.run(&["request", "answer", "1", "Postfjord AS"]).done();
    assert!(place.run(&["request", "answer", "1", "Postfjord AS"]).err.contains("åpent gjøremål"));
    place.run(&close).done();
    assert_eq!(place.run(&["requests"]).done(), "Ingen krav.\n");
    let answered = place.run(&["requests", "--answered", "--language", "en"]).done();
    assert!(answered.contains("answered: done  erasure"), "{answered}");
    assert!(place.run(&["request", "show", "7"]).err.contains("nummer 7"));

    let written = place.run(&["portability", KARI, "--to", "given"]).done();
    assert!(written.contains("data.json"), "{written}");
    let json = std::fs::read_to_string(place.path("given/data.json")).expect("the file is there");
    let given: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(given["tables"], serde_json::json!([]), "a message rests on legitimate interests");
}

#[test]
fn texts_that_tell_of_others_are_decided_on_the_command_line_first() {
    let place = Place::new();
    let server = place.serve(&[]);
    let visitor = server.visitor();
    assert_eq!(visitor.write("Kari Nordmann", KARI, "Hei").status, 303);
    let told = "Kari Nordmann sa at naboen vet mer. Skriv til kari@kunde.example.";
    assert_eq!(visitor.write("Ola Hansen", "ola@kunde.example", told).status, 303);
    let plan = place.run(&["erase", KARI]).done();
    assert!(plan.contains("Ikke avgjort: 1") && plan.contains("ryddig redactions kari@kunde.example --for erasure"));
    let early = place.run(&["erase", KARI, "--plan", "0"]);
    assert!(early.code == 1 && early.err.contains("ingenting er gjort"), "{}", early.err);
    let package = place.run(&["access", "ola@kunde.example", "--to", "package", "--language", "en"]);
    assert!(package.code == 1 && package.err.contains("ryddig redactions ola@kunde.example --for access"));
    assert!(!place.path("package").exists());
    assert_eq!(server.stop(), 0);

    let queue = ["redactions", KARI, "--for", "erasure"];
    let with = |more: &[&str]| place.run(&[&queue[..], more].concat());
    let listed = with(&[]).done();
    assert!(listed.contains("[1 Kari Nordmann] sa at naboen vet mer. Skriv til [2 kari@kunde.example]."), "{listed}");
    assert_eq!(with(&["--redact"]).code, 2, "a decision is about one text");
    assert_eq!(with(&["--item", "1"]).code, 2, "and about a text something is decided");
    assert_eq!(with(&["--item", "1", "--keep", "x", "--remove"]).code, 2, "one thing");
    assert!(with(&["--item", "2", "--remove"]).err.contains("nummer 2"));
    assert!(with(&["--item", "1", "--keep", ""]).err.contains("Si hvorfor"));
    assert!(with(&["--item", "1", "--redact", "--also", "genser"]).err.contains("nummer 1"));
    let all = with(&["--all", "--remove", "--because", "Naboen"]).done();
    assert!(all.contains("Ikke avgjort ennå: 0") && with(&[]).done().contains("alt tas ut: Naboen"), "{all}");
    let stored = with(&["--item", "1", "--redact", "--not", "1", "--also", "naboen"]).done();
    assert!(stored.contains("Ikke avgjort ennå: 0"), "{stored}");
    let plan = place.run(&["erase", KARI, "--format", "json"]).done();
    let plan: serde_json::Value = serde_json::from_str(&plan).expect("it is JSON");
    assert_eq!(plan["texts"], serde_json::json!({ "all": 1, "open": 0 }));
    let rows = plan["rows"].as_array().expect("rows");
    let cut = rows.iter().find(|row| row["action"] == "redact").expect("a text is cut");
    assert_eq!((&cut["fields"], &cut["reason"]), (&serde_json::json!(["message"]), &serde_json::json!("shared")));
    place.run(&["erase", KARI, "--plan", plan["fingerprint"].as_str().expect("a fingerprint")]).done();
    let left = place.run(&["who", "ola@kunde.example"]).done();
    assert!(left.contains("Kari Nordmann sa at ███ vet mer. Skriv til ███."), "{left}");
    place.run(&["access", "ola@kunde.example", "--to", "package"]).done();
}
