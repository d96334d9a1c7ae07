//! Who a visitor is, and where plain HTTP leads.

use super::super::to_https;
use super::*;

#[tokio::test]
async fn a_proxy_that_was_named_says_who_the_visitor_is() {
    let ask = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: 1.1.1.1, 203.0.113.7\r\n\r\n";
    for (proxies, expected) in [
        (vec!["127.0.0.1"], "from 203.0.113.7\n"),
        (vec!["10.0.0.5"], "from 127.0.0.1\n"),
        (vec![], "from 127.0.0.1\n"),
    ] {
        let world = Setup { proxies, ..Setup::default() }.open().await;
        let answer = world.say(ask.as_bytes()).await;
        assert!(answer.ends_with(expected), "{answer}");
    }
}

#[tokio::test]
async fn who_came_to_the_proxy_plainly_is_led_to_https() {
    let https = Some("https://kontor.fjordlys.example");
    let world = Setup { proxies: vec!["127.0.0.1"], https, ..Setup::default() }.open().await;
    let ask = |path: &str, proto: &str| {
        format!(
            "GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nX-Forwarded-For: 203.0.113.7\r\n\
             X-Forwarded-Proto: {proto}\r\n\r\n"
        )
    };
    let plain = world.say(ask("/desk?a=b", "http").as_bytes()).await;
    assert_eq!(status(&plain), 308, "{plain}");
    assert!(plain.contains("location: https://kontor.fjordlys.example/desk?a=b\r\n"), "{plain}");
    assert_eq!(status(&world.say(ask("/desk", "https").as_bytes()).await), 200);
    assert_eq!(status(&world.say(ask("/health/live", "http").as_bytes()).await), 200, "machines come plainly");
}

#[test]
fn it_leads_to_its_own_host_whatever_is_asked() {
    for (target, expected) in [
        ("/desk?a=b", "/desk?a=b"),
        ("//evil.example/", "//evil.example/"),
        ("http://evil.example/x", "/x"),
        ("/@evil.example", "/@evil.example"),
        ("/%0d%0aSet-Cookie:a=b", "/%0d%0aSet-Cookie:a=b"),
        ("*", "/"),
        ("evil.example:443", "/"),
    ] {
        let response = to_https("https://kontor.fjordlys.example", &target.parse().unwrap());
        let location = response.headers()["location"].to_str().unwrap();
        assert_eq!(location, format!("https://kontor.fjordlys.example{expected}"), "{target}");
    }
}
