//! The contact form: what it takes, what it refuses, and what is kept of a visitor.

use crate::harness::{Place, Server, Visitor};

const FIELDS: [(&str, &str); 7] = [
    ("name", "Kari Nordmann"),
    ("email", "kari@kunde.example"),
    ("phone", "00 00 00 21"),
    ("organisation", "Kunde Eksempel AS"),
    ("message", "Hva koster det?"),
    ("website", ""),
    ("token", ""),
];

/// The form with a fresh token and some fields changed.
fn fields<'a>(token: &'a str, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let value = |key: &str, standard: &'a str| {
        let standard = if key == "token" { token } else { standard };
        changed.iter().find(|(known, _)| *known == key).map_or(standard, |(_, value)| *value)
    };
    FIELDS.iter().map(|(key, standard)| (*key, value(key, standard))).collect()
}

fn served() -> (Place, Server) {
    let place = Place::new();
    let server = place.serve(&["--form-origin", "https://www.fjordlys.example"]);
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "support", "--role", "privacy-lead"]).done();
    (place, server)
}

fn ida(place: &Place, server: &Server) -> Visitor {
    server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done())
}

/// How many requests lie in a list of the desk.
fn listed(staff: &Visitor, which: &str) -> usize {
    staff.get(&format!("/desk/requests?which={which}")).text.matches("href=\"/desk/requests/0").count()
}

#[test]
fn a_message_in_either_language_is_taken_and_confirmed_in_it() {
    let (place, server) = served();
    let visitor = server.visitor();
    for (path, thanks, name) in [("/kontakt", "/kontakt/takk", "Kari"), ("/contact", "/contact/thanks", "Sam")] {
        let page = visitor.get(path);
        assert_eq!(page.status, 200);
        let email = format!("{}@kunde.example", name.to_lowercase());
        let answer = visitor.post(path, &fields(&page.hidden("token"), &[("name", name), ("email", &email)]));
        assert_eq!((answer.status, answer.header("location")), (303, Some(thanks)), "{}", answer.text);
        assert_eq!(visitor.get(thanks).status, 200);
    }
    // Two confirmations, two notices to Ida.
    let mails = place.wait_for_mails(4);
    let subject = |mail: &&String| mail.contains("received your message") || mail.contains("We_have_received");
    assert_eq!(mails.iter().filter(subject).count(), 1, "one confirmation is English: {mails:?}");
}

#[test]
fn every_mistake_stands_beside_its_field_and_nothing_typed_is_lost() {
    let (place, server) = served();
    let visitor = server.visitor();
    let long_name = "x".repeat(201);
    let long_message = "y".repeat(10_001);
    let wrong: [(&str, &str); 8] = [
        ("name", ""),
        ("name", &long_name),
        ("email", ""),
        ("email", "kari at kunde"),
        ("phone", "ring meg"),
        ("organisation", &long_name),
        ("message", " \n "),
        ("message", &long_message),
    ];
    for (field, value) in wrong {
        let token = visitor.get("/kontakt").hidden("token");
        let answer = visitor.post("/kontakt", &fields(&token, &[(field, value)]));
        assert_eq!(answer.status, 422, "{field} {value:.20}");
        assert!(answer.text.contains(&format!("id=\"{field}-error\"")), "an error beside {field}");
        let elsewhere = if field == "message" { "Kunde Eksempel AS" } else { "Hva koster det?" };
        assert!(answer.text.contains(elsewhere), "what was typed elsewhere is kept");
        assert!(value.trim().is_empty() || answer.text.contains(value), "what was typed in {field} is kept");
    }
    assert_eq!(place.run(&["who", "kari@kunde.example"]).code, 1, "no half-written row");
    let at_the_limit = [("name", "x".repeat(200)), ("message", "y".repeat(10_000))];
    for (field, value) in &at_the_limit {
        let token = visitor.get("/kontakt").hidden("token");
        assert_eq!(visitor.post("/kontakt", &fields(&token, &[(field, value)])).status, 303, "{field} at its limit");
    }
}

#[test]
fn bodies_that_are_not_the_form_get_a_clear_answer() {
    let (place, server) = served();
    let visitor = server.visitor();
    let form = [("content-type", "application/x-www-form-urlencoded"), ("origin", server.url.as_str())];
    let check = |body: &[u8], headers: &[(&str, &str)], status: u16| {
        let answer = visitor.post_raw("/kontakt", body, headers);
        assert_eq!(
            answer.status,
            status,
            "{:?}: {}",
            String::from_utf8_lossy(&body[..body.len().min(60)]),
            answer.text
        );
        assert!(answer.text.contains("<html"), "a page, not a word");
    };
    // So much that the sender is still sending when the answer is clear.
    check(&vec![b'a'; 3_000_000], &form, 413);
    check(&vec![b'a'; 3_000_000], &[("content-type", "image/png"), ("origin", &server.url)], 415);
    check(&vec![b'a'; 3_000_000], &[form[0], ("origin", "https://elsewhere.example")], 403);
    check(b"{\"name\":\"Kari\"}", &[("content-type", "application/json"), ("origin", &server.url)], 415);
    check(b"name=Kari%FF&email=kari@kunde.example&message=Hei", &form, 400);
    check(b"name=Kari\xff", &form, 400);
    check(b"name=Kari&email=kari@kunde.example&message=Hei&admin=true", &form, 400);
    check(b"name=Kari&name=Ola&email=kari@kunde.example&message=Hei", &form, 400);
    assert_eq!(place.run(&["who", "kari@kunde.example"]).code, 1, "no half-written row");
}

#[test]
fn the_same_form_sent_twice_is_one_request() {
    let (place, server) = served();
    let visitor = server.visitor();
    let token = visitor.get("/kontakt").hidden("token");
    for _ in 0..2 {
        assert_eq!(visitor.post("/kontakt", &fields(&token, &[])).status, 303);
    }
    let staff = ida(&place, &server);
    assert_eq!(listed(&staff, "open"), 1);
    let mended = fields(&token, &[("phone", "00 00 00 22")]);
    assert_eq!(visitor.post("/kontakt", &mended).status, 303, "the same page with another number is another one");
    assert_eq!(listed(&staff, "open"), 2);
    let who = place.run(&["who", "kari@kunde.example"]).done();
    assert_eq!(who.matches("Telefonnummer:").count(), 2, "a number is recorded once: {who}");
    place.wait_for_mails(3);
    assert_eq!(who.matches("bekreftelse").count(), 1, "an address gets one confirmation a day: {who}");
}

#[test]
fn the_doubtful_wait_for_a_person_and_none_vanish() {
    let (place, server) = served();
    let visitor = server.visitor();
    let doubtful: [(&str, &[(&str, &str)]); 3] = [
        ("trap@kunde.example", &[("website", "https://spam.example")]),
        ("token@kunde.example", &[("token", "1700000000000.abc.0123")]),
        ("links@kunde.example", &[("message", "http://a.example http://b.example http://c.example")]),
    ];
    for (email, changed) in doubtful {
        let token = visitor.get("/kontakt").hidden("token");
        let mut changed = changed.to_vec();
        changed.push(("email", email));
        assert_eq!(visitor.post("/kontakt", &fields(&token, &changed)).status, 303, "{email}");
    }
    let staff = ida(&place, &server);
    assert_eq!((listed(&staff, "open"), listed(&staff, "doubtful")), (0, 3));
    assert_eq!(place.mails().len(), 0, "nobody is mailed about a doubtful message");
    let list = staff.get("/desk/requests?which=doubtful").text;
    let ids: Vec<&str> =
        list.split("href=\"/desk/requests/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let judge = |id: &str, verdict: &str| {
        let path = format!("/desk/requests/{id}");
        let version = staff.get(&path).hidden("version");
        staff.post(&format!("{path}/{verdict}"), &[("version", &version)]).status
    };
    let real: Vec<&str> = ids.into_iter().filter(|id| id.starts_with('0')).collect();
    assert_eq!(judge(real[0], "accept"), 303);
    assert_eq!(judge(real[1], "discard"), 303);
    assert_eq!((listed(&staff, "open"), listed(&staff, "doubtful")), (1, 1));
    assert_eq!(place.wait_for_mails(2).len(), 2, "a message that is let in is confirmed and told of");
    let known = doubtful.iter().filter(|(email, _)| place.run(&["who", email]).code == 0).count();
    assert_eq!(known, 2, "the person behind a discarded message is gone");
}

#[test]
fn many_from_one_network_are_put_before_a_person() {
    let place = Place::new();
    let server = place.serve(&["--contact-cap", "2"]);
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "support"]).done();
    for number in 0..3 {
        let email = format!("kari{number}@kunde.example");
        assert_eq!(server.visitor().write("Kari", &email, "Hei").status, 303);
    }
    let staff = ida(&place, &server);
    assert_eq!((listed(&staff, "open"), listed(&staff, "doubtful")), (2, 1));
    let mut last = 0;
    for number in 3..21 {
        last = server.visitor().write("Kari", &format!("kari{number}@kunde.example"), "Hei").status;
    }
    assert_eq!(last, 429, "a flood is told to come back later");
}

#[test]
fn the_plain_form_works_on_the_companys_own_site_and_nowhere_else() {
    let (place, server) = served();
    let visitor = server.visitor();
    let plain = [("name", "Kari"), ("email", "kari@kunde.example"), ("message", "Hei")];
    let from = |origin: &str, email: &str| {
        let mut fields = plain.to_vec();
        fields[1].1 = email;
        visitor.post_with("/kontakt", &fields, &[("origin", origin), ("sec-fetch-site", "cross-site")]).status
    };
    assert_eq!(from("https://www.fjordlys.example", "kari@kunde.example"), 303);
    assert_eq!(from("https://www.fjordlys.example", "kari@kunde.example"), 303, "twice is once");
    assert_eq!(from("https://elsewhere.example", "ola@kunde.example"), 403);
    assert_eq!(from("null", "ola@kunde.example"), 403);
    let staff = ida(&place, &server);
    assert_eq!((listed(&staff, "open"), listed(&staff, "doubtful")), (1, 0));
    assert_eq!(place.run(&["who", "ola@kunde.example"]).code, 1);
    let snippet = staff.get("/desk/form").text;
    assert!(snippet.contains("/kontakt") && snippet.contains("website"), "the desk shows the form to copy");
}

#[test]
fn nothing_else_about_the_visitor_is_kept() {
    let (place, server) = served();
    let visitor = server.visitor();
    let token = visitor.get("/kontakt").hidden("token");
    let headers = [
        ("origin", server.url.as_str()),
        ("user-agent", "MarkedAgent/1.0 (marker-agent)"),
        ("referer", "https://marker-referer.example/"),
        ("x-forwarded-for", "203.0.113.77"),
        ("cookie", "marker-cookie=1"),
        ("accept-language", "marker-language"),
    ];
    let answer = visitor.post_with("/kontakt", &fields(&token, &[]), &headers);
    assert_eq!((answer.status, answer.header("set-cookie")), (303, None));
    place.wait_for_mails(2);
    assert_eq!(server.stop(), 0);
    assert!(!place.files_with("Hva koster det?").is_empty(), "the message is there");
    for marker in ["marker-agent", "marker-referer", "203.0.113.77", "127.0.0.1", "marker-cookie", "marker-language"] {
        assert_eq!(place.files_with(marker), Vec::<String>::new(), "{marker}");
    }
}
