//! Whose word is taken, and for what.

use super::*;

fn proxies(header: ProxyHeader) -> Proxies {
    let nets = ["10.0.0.5", "10.1.0.0/16", "2001:db8:1::/48"].map(|net| net.parse().unwrap());
    Proxies { nets: nets.to_vec(), header }
}

fn check(header: ProxyHeader, peer: &str, lines: &[(&str, &str)], expected: &str, plainly: bool) {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
    }
    let visitor = proxies(header).visitor(SocketAddr::new(peer.parse().unwrap(), 1), &mut headers);
    let expected = Visitor { address: expected.parse().unwrap(), plainly };
    assert_eq!(visitor, expected, "{peer} {lines:?}");
    assert!(headers.is_empty(), "nobody else reads them");
}

#[test]
fn whoever_was_not_named_is_not_believed() {
    let says = [("x-forwarded-for", "198.51.100.1"), ("x-forwarded-proto", "http"), ("forwarded", "for=198.51.100.1")];
    for header in [ProxyHeader::XForwardedFor, ProxyHeader::Forwarded] {
        check(header, "203.0.113.9", &says, "203.0.113.9", false);
        check(header, "10.0.0.6", &says, "10.0.0.6", false);
        check(header, "2001:db8:2::1", &says, "2001:db8:2::1", false);
    }
    check(ProxyHeader::Forwarded, "10.0.0.5", &says[..2], "10.0.0.5", false);
    check(ProxyHeader::XForwardedFor, "10.0.0.5", &says[2..], "10.0.0.5", false);
}

#[test]
fn the_first_from_the_right_that_was_not_named_is_the_visitor() {
    let check = |lines, expected| check(ProxyHeader::XForwardedFor, "10.0.0.5", lines, expected, false);
    check(&[], "10.0.0.5");
    check(&[("x-forwarded-for", "198.51.100.1")], "198.51.100.1");
    check(&[("x-forwarded-for", "1.1.1.1, 198.51.100.1, 10.1.7.7")], "198.51.100.1");
    check(&[("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "198.51.100.1,10.1.7.7")], "198.51.100.1");
    check(&[("x-forwarded-for", "198.51.100.1:4711")], "198.51.100.1");
    check(&[("x-forwarded-for", "[2001:db8:9::1]:4711, 2001:db8:1::7")], "2001:db8:9::1");
    check(&[("x-forwarded-for", "::ffff:198.51.100.1")], "198.51.100.1");
    check(&[("x-forwarded-for", "10.1.7.7, 10.1.8.8")], "10.1.7.7");
    // What cannot be read ends the chain: whoever is before it may be anybody.
    check(&[("x-forwarded-for", "198.51.100.1, unknown")], "10.0.0.5");
    check(&[("x-forwarded-for", "198.51.100.1, <script>, 10.1.7.7")], "10.1.7.7");
    check(&[("x-forwarded-for", "")], "10.0.0.5");
    check(&[("x-forwarded-for", ",,,,")], "10.0.0.5");
}

#[test]
fn as_many_hops_as_the_limit_says_are_followed() {
    for (between, expected) in [(HOPS - 1, "198.51.100.1"), (HOPS, "10.1.0.1")] {
        let line = format!("198.51.100.1{}", ", 10.1.0.1".repeat(between));
        check(ProxyHeader::XForwardedFor, "10.0.0.5", &[("x-forwarded-for", &line)], expected, false);
    }
}

#[test]
fn plain_http_before_the_proxy_is_noticed() {
    let check = |proto, plainly| {
        let lines = [("x-forwarded-for", "198.51.100.1"), ("x-forwarded-proto", proto)];
        check(ProxyHeader::XForwardedFor, "10.0.0.5", &lines, "198.51.100.1", plainly);
    };
    check("http", true);
    check("HTTP", true);
    check("https", false);
    check("http, https", false);
    check("https, http", false);
    check("http,http", true);
}

#[test]
fn the_header_of_the_standard_is_read_with_its_quotes() {
    let check = |line, expected, plainly| {
        check(ProxyHeader::Forwarded, "10.0.0.5", &[("forwarded", line)], expected, plainly);
    };
    check("for=198.51.100.1", "198.51.100.1", false);
    check("For=\"[2001:db8:9::1]:4711\";proto=http;by=10.0.0.5", "2001:db8:9::1", true);
    check("for=1.1.1.1, for=198.51.100.1;proto=https, for=10.1.7.7", "198.51.100.1", false);
    check("for=\"198.51.100.1, for=1.1.1.1\"", "10.0.0.5", false);
    check("for=_hidden", "10.0.0.5", false);
    check("for=unknown;proto=http", "10.0.0.5", true);
    check("", "10.0.0.5", false);
}

#[test]
fn networks_are_read_strictly() {
    for (text, inside, outside) in [
        ("10.0.0.5", "10.0.0.5", "10.0.0.4"),
        ("10.1.0.0/16", "10.1.255.255", "10.2.0.0"),
        ("0.0.0.0/0", "255.255.255.255", "::1"),
        ("::/0", "10.0.0.5", ""),
        ("2001:db8::/32", "2001:db8:ffff::", "2001:db9::"),
        ("10.0.0.5/32", "::ffff:10.0.0.5", "10.0.0.6"),
    ] {
        let net: Net = text.parse().unwrap();
        assert!(net.holds(inside.parse().unwrap()), "{inside} in {text}");
        assert!(outside.is_empty() || !net.holds(outside.parse().unwrap()), "{outside} in {text}");
    }
    for text in ["", "10.0.0", "10.0.0.0/33", "10.1.2.3/16", "::/129", "proxy.example", "10.0.0.0/-1", "10.0.0.0/"] {
        assert!(text.parse::<Net>().is_err(), "{text}");
    }
}

#[test]
fn quotes_swallow_nothing_that_a_proxy_added() {
    let check =
        |line, expected, plainly| check(ProxyHeader::Forwarded, "10.0.0.5", &[("forwarded", line)], expected, plainly);
    check(r#"for=127.0.0.1;x="\"", for=203.0.113.5;proto=http"#, "203.0.113.5", true);
    check(r#"for=127.0.0.1;x="a\\", for=203.0.113.5"#, "203.0.113.5", false);
    check(r#"for=127.0.0.1;x=", for=203.0.113.5"#, "10.0.0.5", false);
    check(r#"for=127.0.0.1;x="\", for=203.0.113.5"#, "10.0.0.5", false);
    check(r#"for="127.0.0.1, for=1.1.1.1", for=203.0.113.5"#, "203.0.113.5", false);
}
