//! Every pair of headers that browsers send, and what it means.

use super::*;

const OWN: &str = "http://localhost:8080";
const SITE: &str = "https://www.fjordlys.example";

fn check(site: Option<&str>, from: Option<&str>, expected: Origin) {
    let mut headers = HeaderMap::new();
    if let Some(site) = site {
        headers.insert("sec-fetch-site", site.parse().unwrap());
    }
    if let Some(from) = from {
        headers.insert(ORIGIN, from.parse().unwrap());
    }
    let websites = ["https://other.example".to_owned(), SITE.to_owned()];
    assert_eq!(origin(&headers, OWN, &websites), expected, "{site:?} {from:?}");
}

#[test]
fn our_own_pages() {
    check(Some("same-origin"), Some(OWN), Origin::Here);
    check(Some("same-origin"), Some("null"), Origin::Here);
    // The same server under another of its names.
    check(Some("same-origin"), Some("http://127.0.0.1:8080"), Origin::Here);
    check(Some("none"), None, Origin::Here);
    // Plain HTTP over a network: no fetch metadata.
    check(None, Some(OWN), Origin::Here);
}

#[test]
fn clients_that_are_no_browser() {
    check(None, None, Origin::Here);
}

#[test]
fn listed_websites() {
    check(Some("cross-site"), Some(SITE), Origin::Website(1));
    check(Some("same-site"), Some(SITE), Origin::Website(1));
    check(None, Some(SITE), Origin::Website(1));
}

#[test]
fn everybody_else() {
    check(Some("cross-site"), Some("https://evil.example"), Origin::Elsewhere);
    check(Some("cross-site"), Some("null"), Origin::Elsewhere);
    check(Some("cross-site"), None, Origin::Elsewhere);
    check(Some("same-site"), None, Origin::Elsewhere);
    check(None, Some("null"), Origin::Elsewhere);
    check(None, Some("http://www.fjordlys.example"), Origin::Elsewhere);
    check(None, Some("https://www.fjordlys.example.evil.example"), Origin::Elsewhere);
    check(None, Some("http://localhost:8081"), Origin::Elsewhere);
}
