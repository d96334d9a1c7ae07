//! HTTPS by the program itself, and the way there from HTTP.

use super::secure::{ask, header};
use super::{certificate, free};
use crate::harness::Place;
use std::io::{Read, Write};
use std::net::TcpStream;

#[test]
fn ida_signs_in_over_https_and_the_cookie_is_bound_to_it() {
    let place = Place::new();
    certificate(place.folder.path(), &["localhost"]);
    let plain = format!("127.0.0.1:{}", free());
    let flags =
        ["--listen", "127.0.0.1:0", "--url", "https://localhost:0", "--tls-cert", "cert.pem", "--tls-key", "key.pem"];
    let server = place.serve_with(&[&flags[..], &["--redirect-http", &plain]].concat());
    let looked = place.run(&["doctor", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&looked.out).expect("JSON");
    let checks = found["findings"].as_array().expect("findings").iter().map(|it| it["check"].as_str());
    assert!(
        checks.collect::<Vec<_>>().contains(&Some("certificate")),
        "the doctor sees what the server shows: {}",
        looked.out
    );
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "support"]).done();
    let root = std::fs::read(place.path("authority.pem")).expect("the authority");
    let port = server.url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    let say = |head: &str| ask(&root, "localhost", port, head).expect("an answer over HTTPS");
    let page = say("GET / HTTP/1.1\r\n");
    assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
    assert_eq!(header(&page, "strict-transport-security"), Some("max-age=31536000"));
    let link = place.run(&["sign-in", "ida@fjordlys.example"]).done();
    let path = link.trim().strip_prefix(&server.url).expect("a link to this server");
    let signed_in = say(&format!("POST {path} HTTP/1.1\r\nOrigin: {}\r\nContent-Length: 0\r\n", server.url));
    let cookie = header(&signed_in, "set-cookie").expect("a cookie");
    let mut parts = cookie.split("; ");
    assert!(parts.next().is_some_and(|part| part.starts_with("__Host-ryddig=")), "{cookie}");
    let parts: Vec<&str> = parts.collect();
    for attribute in ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"] {
        assert!(parts.contains(&attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    let secret = cookie.split(';').next().expect("name and value");
    let desk = |cookie: &str| say(&format!("GET /desk HTTP/1.1\r\nCookie: {cookie}\r\n"));
    assert!(desk(secret).starts_with("HTTP/1.1 200 "));
    let unbound = secret.trim_start_matches("__Host-");
    assert!(desk(unbound).starts_with("HTTP/1.1 401 "), "a name that another host could set counts for nothing");

    let mut stream = TcpStream::connect(&plain).expect("the plain door is open");
    stream
        .write_all(b"GET /desk?a=b HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        .expect("it is asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    assert!(answer.starts_with("HTTP/1.1 308 "), "{answer}");
    assert!(answer.contains(&format!("location: {}/desk?a=b\r\n", server.url)), "{answer}");
    assert!(!answer.contains("evil"), "{answer}");
    assert_eq!(server.stop(), 0);
}
