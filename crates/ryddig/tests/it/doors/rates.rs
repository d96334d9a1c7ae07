//! Visitors behind a proxy are counted each by themselves.

use crate::harness::Place;

#[test]
fn each_visitor_behind_the_proxy_has_a_rate_of_their_own() {
    let place = Place::new();
    let server = place.serve(&["--proxy", "127.0.0.1"]);
    let visitor = server.visitor();
    let try_it = |from: &str| {
        let headers = [("origin", server.url.as_str()), ("x-forwarded-for", from)];
        visitor.post_with("/sign-in/none", &[], &headers)
    };
    let mut tries = 0;
    let refused = loop {
        let answer = try_it("203.0.113.7");
        tries += 1;
        if answer.status != 410 {
            break answer;
        }
        assert!(tries < 10_000, "there is no limit");
    };
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").and_then(|text| text.parse().ok()).expect("when to come again");
    assert!((1..=60).contains(&wait), "{wait}");
    assert!(tries > web::SIGN_INS_AT_ONCE.get(), "{tries}");
    // What stands further left was written by the visitor.
    assert_eq!(try_it("198.51.100.1, 203.0.113.7").status, 429);
    assert!((1..9).any(|last| try_it(&format!("198.51.100.{last}")).status == 410), "others come in");
    let page = visitor.get("/personvern");
    assert_eq!(page.status, 200);
}
