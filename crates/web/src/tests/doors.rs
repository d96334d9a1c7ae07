//! What holds of every route there is, whoever asks and however crooked.

use super::wiring::{Answer, World, world};
use crate::desk::DeskPage;
use crate::public::PublicPage;
use crate::router::{desk_routes, public_routes};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};

/// The headers of every answer, and nothing on the page that the policy would forbid.
fn is_safe(path: &str, answer: &Answer) {
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
    for (name, value) in [
        ("x-frame-options", "DENY"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "same-origin"),
        ("server", ""),
        ("x-powered-by", ""),
    ] {
        assert_eq!(answer.header(name), value, "{name} of {path}");
    }
    assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
    let page = answer.header("content-type").starts_with("text/html");
    for tag in answer.body.split('<').skip(1).filter(|_| page) {
        let tag = tag.split('>').next().unwrap().to_ascii_lowercase();
        let inline = tag.split_whitespace().any(|word| word.starts_with("on") && word.contains('='));
        assert!(!inline && !tag.contains(" style=") && !tag.contains("javascript:"), "<{tag}> of {path}");
        assert!(
            !tag.starts_with("style") && (!tag.starts_with("script") || tag.contains(" src=")),
            "<{tag}> of {path}"
        );
    }
}

async fn everybody() -> (World, String) {
    let world = world();
    world.published().await;
    world.record_published().await;
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
    let cookie = world.signed_in(&["privacy-lead", "support", "owner"]).await;
    (world, cookie)
}

/// Every route with something in the place of what the address names.
fn routes(filled: &str) -> Vec<(String, bool)> {
    let all = public_routes().into_iter().chain(desk_routes()).map(|(path, _)| path);
    let fill = |path: String| {
        let named = path.contains('{');
        let parts: Vec<&str> = path.split('/').map(|part| if part.starts_with('{') { filled } else { part }).collect();
        (parts.join("/"), named)
    };
    all.map(fill).collect()
}

#[tokio::test]
async fn every_answer_has_the_headers_and_no_page_anything_inline() {
    let (world, cookie) = everybody().await;
    for kind in ["person", "contact_request", "01970000-0000-7000-8000-000000000001", "<script>"] {
        for (path, named) in routes(&kind.replace('<', "%3C").replace('>', "%3E")) {
            if !named && kind != "person" {
                continue;
            }
            let answers = [world.get_as(&cookie, &path).await, world.get(&path).await];
            for answer in answers {
                assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
                is_safe(&path, &answer);
                let desk = path.starts_with("/desk");
                assert!(!desk || answer.header("cache-control") == "no-store", "{path} is not kept");
            }
            is_safe(&path, &world.post_as(&cookie, &path, "a=b").await);
        }
    }
    for path in ["/nothing", "/desk/nothing", "/assets/nothing.css", "/health/live"] {
        is_safe(path, &world.get_as(&cookie, path).await);
    }
}

/// Ways out of a folder, as addresses have been seen to say them.
const OUT: [&str; 14] = [
    "..",
    "..%2f..%2fsecret.key",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "%2e%2e",
    "..%5c..%5csecret.key",
    "..%252f..%252fsecret.key",
    "%c0%ae%c0%ae%c0%afsecret.key",
    "%e0%80%ae%e0%80%ae%2fsecret.key",
    "secret.key%00",
    "%00",
    "%0d%0aset-cookie:%20a=b",
    "....%2f%2fsecret.key",
    "%2fetc%2fpasswd",
    "%ff%fe",
];

#[tokio::test]
async fn no_address_leads_out_of_where_it_points() {
    let (world, cookie) = everybody().await;
    let secret = std::fs::read(world.folder.path().join("lock")).unwrap();
    let secret = String::from_utf8_lossy(&secret).into_owned();
    assert!(secret.contains("process"), "there is something to find: {secret}");
    let mut paths: Vec<String> =
        OUT.iter().flat_map(|out| routes(out)).filter(|(_, named)| *named).map(|all| all.0).collect();
    for out in OUT {
        paths.extend(["/assets/", "/", "/desk/", "/sign-in/"].map(|before| format!("{before}{out}")));
    }
    for path in paths {
        for method in [Method::GET, Method::POST] {
            let request = Request::builder().method(method.clone()).uri(&path).header("cookie", &cookie);
            let answer = world.ask(request.body(Body::empty()).unwrap()).await;
            assert!(!answer.status.is_server_error(), "{method} {path}: {}", answer.status);
            assert!(!answer.body.contains(&secret) && !answer.body.contains("root:x:"), "{method} {path}");
            assert_eq!(answer.header("set-cookie"), "", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn nobody_is_led_away_from_here() {
    let (world, cookie) = everybody().await;
    for away in ["https://evil.example", "//evil.example", "/\\evil.example", "%2f%2fevil.example", "http:evil.example"]
    {
        for name in ["next", "url", "return", "to", "redirect", "site", "from"] {
            for path in ["/kontakt/takk", "/", "/desk", "/sign-in/x", "/rettigheter/sendt", "/desk/people"] {
                let answer = world.get_as(&cookie, &format!("{path}?{name}={away}")).await;
                assert!(!answer.header("location").contains("evil"), "{path}?{name}={away}");
                assert!(
                    !answer.body.contains("href=\"https://evil") && !answer.body.contains("href=\"//evil"),
                    "{path}"
                );
            }
        }
        let out = world.post_as(&cookie, &format!("/sign-out?next={away}"), "").await;
        assert!(matches!(out.header("location"), "/" | "/en"), "{}", out.header("location"));
    }
}

#[tokio::test]
async fn methods_that_nothing_is_done_by_are_refused() {
    let (world, cookie) = everybody().await;
    for (path, _) in routes("01970000-0000-7000-8000-000000000001") {
        for method in ["TRACE", "OPTIONS", "PROPFIND", "DELETE", "PUT", "PATCH", "post", "G"] {
            let request = Request::builder().method(method).uri(&path).header("cookie", &cookie);
            let request = request.header("x-secret", "marker-echo").header("sec-fetch-site", "same-origin");
            let answer = world.ask(request.body(Body::from("marker-echo")).unwrap()).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(!answer.body.contains("marker-echo") && !answer.header("allow").is_empty(), "{method} {path}");
        }
    }
}

/// Whatever is put into the headers of an answer, each stays one line that says what it should.
#[test]
fn no_name_and_no_address_makes_a_header_of_its_own() {
    for text in [
        "a\r\nSet-Cookie: a=b",
        "a\nSet-Cookie: a=b",
        "a\r\n\r\n<script>",
        "a\"; filename=\"b.html",
        "a;filename*=UTF-8''b.html",
        "a\0b",
        "\u{202e}gpj.exe",
        "\u{2028}\u{85}\u{feff}",
        "bl\u{e5}b\u{e6}r.pdf",
        "\u{1f512}",
        "a\\b/c",
        "",
    ] {
        let answers: [Response; 4] = [
            DeskPage::stream(text, "text/plain", 1, Body::from("a")).into_response(),
            DeskPage::see_other(&format!("/{text}")).into_response(),
            PublicPage::see_other(&format!("/a{text}")).into_response(),
            PublicPage::file(text, "text/plain", Vec::new()).into_response(),
        ];
        for (at, answer) in answers.iter().enumerate() {
            assert!(!answer.headers().contains_key("set-cookie"), "{text:?} in {at}");
            for (name, value) in answer.headers() {
                let bytes = value.as_bytes();
                assert!(!bytes.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)), "{text:?} in {name} of {at}");
            }
        }
        let saved = answers[0].headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(saved.starts_with("attachment; filename=\""), "{saved}");
        assert_eq!((saved.matches('"').count(), saved.matches(';').count()), (2, 2), "{saved}");
        assert!(!saved.contains(['/', '\\']), "{saved}");
    }
}
