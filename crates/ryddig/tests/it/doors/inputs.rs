//! Texts that have kept readers of text busy for minutes elsewhere: each is answered soon, whatever is said to it.

use crate::harness::Place;
use std::time::{Duration, Instant};

/// The longest that an answer may take here, in a build without optimisation on a busy machine.
const SOON: Duration = Duration::from_secs(5);
/// As much as the contact form takes.
const MOST: usize = web::CONTACT_BODY_BYTES;

/// The texts, each about as long as a form may be.
fn texts() -> Vec<(&'static str, String)> {
    let fill = |unit: &str| unit.repeat((MOST - 2_000) / unit.len());
    vec![
        ("one letter", fill("a")),
        ("at signs", fill("@")),
        ("an address without end", format!("{}@{}.example", fill("a.").split_at(MOST / 2).0, "b".repeat(MOST / 4))),
        ("blanks", format!("a{}b", fill("+"))),
        ("dots", fill("a.")),
        ("brackets", fill("(")),
        ("quotes", fill("\"")),
        ("comments", fill("<!--")),
        ("tags", fill("<a ")),
        ("links", fill("http://a.example ")),
        ("digits", fill("1")),
        ("escapes of nothing", fill("%")),
        ("combining marks", fill("%cc%81")),
        ("turns of direction", fill("%e2%80%ae")),
        ("ends of lines", fill("%0d%0a")),
        ("parameters", fill("&a=b")),
        ("one parameter", fill("&name=b")),
        ("empty parameters", fill("&")),
        ("signs of equality", fill("=")),
    ]
}

#[test]
fn every_reader_that_anybody_can_reach_answers_soon() {
    let place = Place::new();
    let server = place.serve(&["--contact-cap", "1000000"]);
    let visitor = server.visitor();
    let form = [("content-type", "application/x-www-form-urlencoded"), ("origin", server.url.as_str())];
    for (what, text) in texts() {
        let contact = ["name", "email", "phone", "organisation", "message", "token", "website"];
        for (path, fields) in [("/kontakt", &contact[..]), ("/rettigheter", &["email", "text"])] {
            for field in fields {
                let began = Instant::now();
                let answer = visitor.post_raw(path, format!("{field}={text}").as_bytes(), &form);
                assert!(began.elapsed() < SOON, "{what} in {field} of {path} took {:?}", began.elapsed());
                assert!(answer.status < 500, "{what} in {field} of {path}: {}", answer.status);
            }
        }
        let short: String =
            text.chars().take(7_000).filter(|c| c.is_ascii_graphic() && !"\"<>(){}".contains(*c)).collect();
        for path in
            ["/?", "/personvern?", "/sign-in/", "/personvern/utgaver/", "/rettigheter/bekreft/", "/kontakt/takk?site="]
        {
            let began = Instant::now();
            let answer = visitor.get(&format!("{path}{short}"));
            assert!(began.elapsed() < SOON, "{what} at {path} took {:?}", began.elapsed());
            assert!(answer.status < 500, "{what} at {path}: {}", answer.status);
        }
        for header in ["accept-language", "cookie", "if-none-match", "sec-fetch-site", "referer"] {
            let began = Instant::now();
            let answer = visitor.get_with("/desk", &[(header, &short)]);
            assert!(began.elapsed() < SOON, "{what} in {header} took {:?}", began.elapsed());
            assert!(answer.status < 500, "{what} in {header}: {}", answer.status);
        }
    }
}
