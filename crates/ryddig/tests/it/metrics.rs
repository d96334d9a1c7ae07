//! Health, metrics and the log from outside: what they tell, and what they must not.

use crate::harness::{Place, Server, Visitor, wait};
use std::net::TcpListener;
use std::process::Stdio;

/// Marks that stand in what people send, and nowhere else.
const MARKS: [&str; 4] = ["zqkari", "zqmelding", "zqsti", "zqorg"];

struct Measured {
    server: Server,
    metrics: String,
}

fn measured(place: &Place, flags: &[&str]) -> Measured {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port").port();
    let at = format!("127.0.0.1:{port}");
    let server = place.serve(&[&["--metrics", &at], flags].concat());
    Measured { server, metrics: format!("http://{at}") }
}

impl Measured {
    fn read(&self) -> String {
        let mut visitor = self.server.visitor();
        visitor.url.clone_from(&self.metrics);
        let answer = visitor.get("/metrics");
        assert_eq!(answer.status, 200);
        assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("application/openmetrics-text")));
        assert_eq!(visitor.get("/").status, 404);
        answer.text
    }
}

/// The value of the metric that begins like this.
fn value(text: &str, begins: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(begins)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {begins} in {text}")).parse().expect("a number")
}

/// That a line says just this.
fn stands(text: &str, expected: &str) {
    assert!(text.lines().any(|line| line == expected), "no {expected} in {text}");
}

/// Things that people ask for, and things that nobody should.
fn odd_requests(visitor: &Visitor) {
    visitor.write("zqkari Nordmann", "zqkari@zqorg.example", "zqmelding");
    for path in
        ["/zqsti", "/desk/people/zqsti?zqsti=zqmelding", "/personvern?zqsti=1", "/wp-admin/zqsti.php", "/%7Bzqsti%7D"]
    {
        visitor.get(path);
    }
    visitor.post("/zqsti", &[("zqsti", "zqmelding")]);
    visitor.post_with("/kontakt", &[("zqsti", "zqmelding")], &[("origin", "https://zqorg.example")]);
}

#[test]
fn metrics_count_what_happens_and_every_label_is_from_a_closed_set() {
    let place = Place::new();
    let it = measured(&place, &[]);
    odd_requests(&it.server.visitor());
    place.wait_for_mails(1);
    let text = wait("mail that is counted", || {
        Some(it.read()).filter(|text| value(text, "ryddig_mails_total{outcome=\"sent\"}") >= 1.0)
    });
    stands(&text, "ryddig_http_requests_total{route=\"/kontakt\",method=\"POST\",status=\"3xx\"} 1");
    assert!(value(&text, "ryddig_http_requests_total{route=\"none\",method=\"GET\",status=\"4xx\"}") >= 3.0);
    assert!(value(&text, "ryddig_http_request_duration_seconds_count{route=\"none\"}") >= 4.0);
    stands(&text, "ryddig_http_requests_in_flight 0");
    stands(&text, "ryddig_store_answers 1");
    assert!(value(&text, "ryddig_disk_free_bytes{place=\"data\"}") > 0.0);
    assert!(value(&text, "process_resident_memory_bytes") > 0.0);
    assert!(text.trim_end().ends_with("# EOF"));
    for mark in MARKS {
        assert!(!text.contains(mark), "{mark} in {text}");
    }
    labels_are_known(&text);
}

/// Names of labels, and what may stand in them: words of the program, templates of routes, numbers.
fn labels_are_known(text: &str) {
    const NAMES: [&str; 10] =
        ["route", "method", "status", "kind", "outcome", "of", "place", "version", "le", "quantile"];
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((_, labels)) = line.split_once('{') else { continue };
        let (labels, _) = labels.rsplit_once('}').expect("labels end");
        for label in labels.split("\",") {
            let (name, said) = label.split_once("=\"").expect("a label");
            assert!(NAMES.contains(&name), "{line}");
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/-_{}.:*".contains(c);
            let known = match name {
                "method" => ["GET", "HEAD", "POST", "other"].contains(&said.trim_end_matches('"')),
                "le" => true,
                _ => said.trim_end_matches('"').chars().all(plain),
            };
            assert!(known, "{line}");
        }
    }
}

#[test]
fn an_address_that_others_reach_is_refused_unless_asked_for() {
    let place = Place::new();
    let refused = place.run(&["serve", "--metrics", "0.0.0.0:0"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--metrics-anywhere"), "{}", refused.err);
    assert!(!place.data().exists());
}

#[test]
fn a_server_that_is_told_to_stop_is_not_ready_and_serves_on_for_a_while() {
    let place = Place::new();
    let server = place.serve(&["--drain-seconds", "60"]);
    let visitor = server.visitor();
    assert_eq!((visitor.get("/health/ready").status, visitor.get("/health/live").status), (200, 200));
    let term = || std::process::Command::new("kill").args(["-TERM", &server.id().to_string()]).status();
    assert!(term().expect("kill runs").success());
    wait("answer that it is stopping", || Some(visitor.get("/health/ready")).filter(|answer| answer.status == 503));
    assert_eq!(visitor.get("/health/live").status, 200);
    assert_eq!(visitor.get("/personvern").status, 200);
    // The second signal ends it at once.
    assert_eq!(server.stop(), 0);
}

#[test]
fn the_log_holds_no_value_however_much_is_asked_of_it() {
    for format in ["text", "json"] {
        let place = Place::new();
        let log = place.path("log");
        let file = std::fs::File::create(&log).expect("a file");
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0", "--url", "http://localhost:0"]);
        command.args(["--form-minimum-seconds", "0", "--log-format", format]).env("RUST_LOG", "trace");
        let server = Server::of(command.stderr(Stdio::from(file)));
        odd_requests(&server.visitor());
        place.wait_until_sent("zqkari@zqorg.example");
        place.run(&["erase", "zqkari@zqorg.example"]).done();
        assert_eq!(server.stop(), 0);
        let said = std::fs::read_to_string(&log).expect("the log");
        assert!(!said.is_empty(), "it says something");
        for mark in MARKS {
            assert!(!said.to_lowercase().contains(mark), "{mark} in {said}");
        }
        if format == "json" {
            for line in said.lines().filter(|line| line.starts_with('{')) {
                let line: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
                assert!(line["target"].is_string() && line["level"].is_string(), "{line}");
            }
        }
    }
}

#[test]
fn what_fails_bears_a_reference_that_the_log_has_too() {
    let place = Place::on_postgres();
    let log = place.path("log");
    let file = std::fs::File::create(&log).expect("a file");
    let mut command = place.command(&["serve", "--listen", "127.0.0.1:0", "--url", "http://localhost:0"]);
    let server = Server::of(command.stderr(Stdio::from(file)));
    let visitor = server.visitor();
    assert_eq!(visitor.get("/personvern").header("x-request-id"), None, "what is well bears none");
    let mut psql = testkit::postgres::program("psql");
    psql.args(["--quiet", "--command", "DROP TABLE statement_version CASCADE", "--dbname"]);
    assert!(psql.arg(place.database().expect("a database")).status().expect("psql runs").success());
    let failed = visitor.get("/personvern/utgaver");
    assert!(failed.status >= 500, "{}", failed.status);
    let reference = failed.header("x-request-id").expect("a reference");
    assert!(failed.text.contains(reference), "{}", failed.text);
    let said = std::fs::read_to_string(&log).expect("the log");
    assert!(said.contains(reference), "{reference}: {said}");
}
