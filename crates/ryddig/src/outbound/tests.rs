//! Which addresses are asked, and what is done with answers.

use super::*;
use std::io::{Read, Write};
use std::net::TcpListener;

fn url(text: &str) -> Url {
    Url::parse(text).expect(text)
}

#[test]
fn addresses_lead_where_the_registry_says() {
    use Place::{Here, Network, Nowhere, Public};
    for (address, expected) in [
        ("8.8.8.8", Public),
        ("100.63.255.255", Public),
        ("100.64.0.0", Network),
        ("172.15.255.255", Public),
        ("172.16.0.1", Network),
        ("172.31.255.255", Network),
        ("172.32.0.0", Public),
        ("10.0.0.1", Network),
        ("192.168.1.1", Network),
        ("127.0.0.1", Here),
        ("127.255.255.255", Here),
        ("0.0.0.0", Nowhere),
        ("169.254.169.254", Nowhere),
        ("192.0.2.1", Nowhere),
        ("198.18.0.1", Nowhere),
        ("224.0.0.1", Nowhere),
        ("255.255.255.255", Nowhere),
        ("::1", Here),
        ("::", Nowhere),
        ("::ffff:127.0.0.1", Here),
        ("::ffff:10.0.0.1", Network),
        ("::ffff:169.254.169.254", Nowhere),
        ("::ffff:8.8.8.8", Public),
        ("::127.0.0.1", Nowhere),
        ("64:ff9b::7f00:1", Here),
        ("64:ff9b::808:808", Public),
        ("64:ff9b:1::808:808", Nowhere),
        ("2002:7f00:1::", Here),
        ("2002:a00:1::", Network),
        ("2001::1", Nowhere),
        ("2001:db8::1", Nowhere),
        ("2001:200::1", Public),
        ("2a00:1450:400f::1", Public),
        ("3fff::1", Nowhere),
        ("fd00::1", Network),
        ("fe80::1", Nowhere),
        ("fec0::1", Nowhere),
        ("ff02::1", Nowhere),
        ("4000::1", Nowhere),
    ] {
        assert_eq!(place(address.parse().expect(address)), expected, "{address}");
    }
}

/// Whether a provider at `home` may have `asked` be asked, by the address alone.
fn check(home: &str, asked: &str, expected: bool) {
    let home = Home::of(&url(home)).unwrap_or_else(|| panic!("{home} is no home"));
    assert_eq!(home.admits(&url(asked)), expected, "{asked} from {home:?}");
}

#[test]
fn numbers_are_looked_at_however_they_are_written() {
    let provider = "https://login.example";
    for asked in [
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://10.1.2.3/",
        "http://8.8.8.8/",
        "http://login.example/",
        "ftp://login.example/",
        "file:///etc/passwd",
        "https://user@login.example/",
    ] {
        check(provider, asked, false);
    }
    for asked in ["https://8.8.8.8/", "https://login.example/keys", "https://elsewhere.example:8443/keys"] {
        check(provider, asked, true);
    }
}

#[test]
fn the_home_may_lie_in_the_companys_network_and_others_may_not() {
    check("https://10.0.0.5", "https://10.0.0.5/keys", true);
    check("https://10.0.0.5", "https://10.0.0.6/keys", false);
    check("https://10.0.0.5", "https://127.0.0.1/keys", false);
    check("http://127.0.0.1:9000", "http://127.0.0.1:9000/keys", true);
    check("http://127.0.0.1:9000", "http://127.0.0.2:9000/keys", false);
    check("http://localhost:9000", "http://localhost:9001/keys", true);
    check("http://localhost:9000", "http://elsewhere.example/keys", false);
    for home in ["http://login.example", "https://169.254.169.254", "https://[fe80::1]", "ftp://localhost"] {
        assert_eq!(Home::of(&url(home)), None, "{home}");
    }
}

/// What comes of resolving `name` for a provider at `home`.
async fn resolved(home: &str, name: &str) -> Result<Vec<SocketAddr>, String> {
    let lookup = Lookup(Home::of(&url(home)).expect("a home"));
    let found = lookup.resolve(name.parse().expect("a name")).await;
    found.map(Iterator::collect).map_err(|problem| problem.to_string())
}

#[tokio::test]
async fn a_name_that_leads_here_is_resolved_for_nobody_else() {
    let forbidden = Err(OutboundProblem::Forbidden.to_string());
    assert_eq!(resolved("https://login.example", "localhost").await, forbidden);
    let found = resolved("http://localhost:9000", "localhost").await.expect("it is at home");
    assert!(found.iter().all(|address| address.ip().is_loopback()), "{found:?}");
    assert_eq!(resolved("http://127.0.0.1:9000", "localhost").await, forbidden, "another name of this machine");
}

/// A server that answers one question with these bytes.
fn server(answer: Vec<u8>) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = url(&format!("http://{}/", listener.local_addr().expect("an address")));
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("somebody asks");
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(&answer);
    });
    at
}

async fn asked(at: &Url) -> Result<(u16, usize), OutboundProblem> {
    let outbound = Outbound::to(at).expect("a home");
    let request = Request::get(at.as_str()).body(Vec::new()).expect("a question");
    outbound.ask(request).await.map(|answer| (answer.status().as_u16(), answer.body().len()))
}

fn answer(status: &str, length: usize) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nlocation: /elsewhere\r\ncontent-length: {length}\r\n\r\n");
    [head.into_bytes(), vec![b'x'; length]].concat()
}

#[tokio::test]
async fn an_answer_has_a_limit_and_a_redirect_is_not_followed() {
    assert_eq!(asked(&server(answer("200 OK", ANSWER_BYTES))).await, Ok((200, ANSWER_BYTES)));
    assert_eq!(asked(&server(answer("200 OK", ANSWER_BYTES + 1))).await, Err(OutboundProblem::TooLarge));
    assert_eq!(asked(&server(answer("302 Found", 0))).await, Ok((302, 0)));
    assert_eq!(
        asked(&server(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_vec())).await.err(),
        Some(OutboundProblem::Unreachable)
    );
    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
    assert_eq!(asked(&url(&format!("http://{nobody}/"))).await, Err(OutboundProblem::Unreachable));
}
