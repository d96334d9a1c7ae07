//! From a message to an answer that threads, and from a page about a person to a receipt.

use crate::harness::{Answer, Place, Server, Visitor};

const KARI: &str = "kari@kunde.example";

fn served(place: Place) -> (Place, Server, Visitor) {
    let server = place.serve(&[]);
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "support", "--role", "privacy-lead"]).done();
    let staff = server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done());
    (place, server, staff)
}

/// The first address on a page that begins with `start` and goes on with an id.
fn link(page: &Answer, start: &str) -> String {
    let mark = format!("href=\"{start}");
    let mut marks = page.text.split(&mark).skip(1).filter_map(|rest| rest.split('"').next());
    let id = marks.find(|rest| rest.starts_with('0')).unwrap_or_else(|| panic!("no link in {}", page.text));
    format!("{start}{id}")
}

#[test]
fn staff_answer_and_the_mail_threads_with_the_confirmation() {
    answer_threads(Place::new());
}

#[test]
fn staff_answer_on_postgres() {
    answer_threads(Place::on_postgres());
}

fn answer_threads(place: Place) {
    let (place, server, staff) = served(place);
    assert_eq!(server.visitor().write("Kåre Ødegård", KARI, "Hva koster det?\nOg når?").status, 303);
    let request = link(&staff.get("/desk/requests"), "/desk/requests/");
    let page = staff.get(&request);
    assert!(page.text.contains("Hva koster det?") && page.text.contains(KARI), "{}", page.text);
    place.wait_for_mails(2);
    let version = page.hidden("version");
    let empty = staff.post(&format!("{request}/answer"), &[("version", &version), ("text", "  ")]);
    assert_eq!(empty.status, 422);
    let text = "Det koster ingenting.\n\nFrom oss til deg:\n.punktum først";
    let answer = staff.post(&format!("{request}/answer"), &[("version", &version), ("text", text)]);
    assert_eq!(answer.status, 303, "{}", answer.text);
    let late = staff.post(&format!("{request}/answer"), &[("version", &version), ("text", "Enda et svar")]);
    assert!(late.status >= 400 && late.text.contains("Enda et svar"), "a colleague was first: {}", late.status);
    let mails = place.wait_for_mails(3);
    let parsed: Vec<mail_parser::Message> =
        mails.iter().filter_map(|mail| mail_parser::MessageParser::default().parse(mail.as_bytes())).collect();
    let to_kari = |message: &&mail_parser::Message| {
        message.to().and_then(|to| to.first()).and_then(|to| to.address()) == Some(KARI)
    };
    let answer = parsed.iter().filter(to_kari).find(|mail| mail.subject().unwrap_or_default().starts_with("Re: "));
    let answer = answer.expect("the answer went to Kari");
    let confirmation = parsed.iter().filter(to_kari).find(|mail| mail.message_id() != answer.message_id());
    let confirmation = confirmation.expect("so did the confirmation");
    assert_eq!(answer.in_reply_to().as_text(), confirmation.message_id());
    let body = answer.body_text(0).expect("it has a text");
    let body = body.replace("\r\n", "\n");
    for part in ["Det koster ingenting.", "\n.punktum først", "From oss til deg", "> Hva koster det?", "Ida"] {
        assert!(body.contains(part), "{part} in {body}");
    }
    assert_eq!(answer.to().and_then(|to| to.first()).and_then(|to| to.name()), Some("Kåre Ødegård"));
}

#[test]
fn the_persons_page_leads_to_package_plan_receipt_and_nothing_left() {
    page_to_receipt(Place::new());
}

#[test]
fn an_erasure_on_postgres_leaves_nothing() {
    page_to_receipt(Place::on_postgres());
}

fn page_to_receipt(place: Place) {
    let (place, server, staff) = served(place);
    assert_eq!(server.visitor().write("Kari Nordmann", KARI, "marker-melding").status, 303);
    place.wait_until_sent(KARI);
    let found = staff.get("/desk/people?q=nordm");
    let person = link(&found, "/desk/people/");
    let page = staff.get(&person);
    assert!(page.text.contains("Kari Nordmann") && page.text.contains("marker-melding"), "{}", page.text);
    let package = staff.post(&format!("{person}/access"), &[("language", "nb")]);
    assert_eq!((package.status, &package.bytes[..2]), (200, b"PK".as_slice()), "a ZIP archive");
    let plan = staff.get(&format!("{person}/erase"));
    let fingerprint = plan.hidden("fingerprint");
    let forged = staff.post_with(
        &format!("{person}/erase"),
        &[("fingerprint", &fingerprint)],
        &[("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")],
    );
    assert_eq!(forged.status, 403, "another site cannot press the button");
    let erased = staff.post(&format!("{person}/erase"), &[("fingerprint", &fingerprint)]);
    assert_eq!(erased.status, 303, "{}", erased.text);
    let receipt = erased.header("location").expect("the receipt").to_owned();
    crate::harness::wait("scrub", || {
        Some(staff.get(&receipt)).filter(|page| page.status == 200 && !page.text.contains("Venter"))
    });
    assert_eq!(staff.get(&person).status, 404);
    for word in ["Kari Nordmann", KARI, "marker-melding"] {
        assert_eq!(place.files_with(word), Vec::<String>::new(), "{word}");
    }
}

#[test]
fn the_desk_is_closed_to_those_who_are_not_signed_in_or_have_no_role() {
    let (place, server, staff) = served(Place::new());
    assert_eq!(server.visitor().write("Kari", KARI, "Hei").status, 303);
    let request = link(&staff.get("/desk/requests"), "/desk/requests/");
    let person = link(&staff.get("/desk/people?q=kari"), "/desk/people/");
    for path in ["/desk", "/desk/requests", &request, "/desk/people", &person, "/desk/receipts"] {
        assert_eq!(server.visitor().get(path).status, 401, "{path}");
    }
    place.run(&["add-user", "Sel Ger", "selger@fjordlys.example", "--role", "support"]).done();
    let seller = server.staff(&place.run(&["sign-in", "selger@fjordlys.example"]).done());
    assert_eq!(seller.get(&request).status, 200);
    for path in [format!("{person}/erase"), "/desk/receipts".to_owned()] {
        assert_eq!(seller.get(&path).status, 403, "{path}");
    }
    assert_eq!(seller.post(&format!("{person}/access"), &[("language", "nb")]).status, 403);
    assert_eq!(seller.post("/sign-out", &[]).status, 303);
    assert_eq!(seller.get("/desk").status, 401, "signed out is out");
}
