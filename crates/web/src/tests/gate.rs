//! The gate over the real router: hosts, rates, lengths, and where writes come from.

use super::wiring::{WEBSITE, World, world, world_at, world_reached_by};
use crate::limits::{PLAIN_BODY_BYTES, SIGN_INS_AT_ONCE, TARGET_BYTES};
use crate::router::{desk_routes, public_routes};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

async fn asked_for(world: &World, host: &[&str], target: &str) -> StatusCode {
    let mut request = Request::get(target);
    for host in host {
        request = request.header("host", *host);
    }
    world.ask_raw(request.body(Body::empty()).unwrap()).await.status
}

#[tokio::test]
async fn it_answers_for_its_own_hosts_alone() {
    let (ok, other, bad) = (StatusCode::OK, StatusCode::MISDIRECTED_REQUEST, StatusCode::BAD_REQUEST);
    let local = world();
    let public = world_reached_by("https://kontor.fjordlys.example", &["intern.fjordlys.example"]);
    for (world, host, expected) in [
        (&local, &["localhost:8080"][..], ok),
        (&local, &["127.0.0.1:1"], ok),
        (&local, &["[::1]:8080"], ok),
        (&local, &["LocalHost."], ok),
        (&local, &["evil.example"], other),
        (&local, &["localhost.evil.example"], other),
        (&public, &["kontor.fjordlys.example"], ok),
        (&public, &["KONTOR.fjordlys.example:443"], ok),
        (&public, &["intern.fjordlys.example"], ok),
        (&public, &["localhost"], other),
        (&public, &["fjordlys.example"], other),
        (&public, &["a.kontor.fjordlys.example"], other),
        (&public, &["kontor.fjordlys.example.evil.example"], other),
        (&public, &["evil.example", "kontor.fjordlys.example"], bad),
        (&public, &["kontor.fjordlys.example", "kontor.fjordlys.example"], bad),
        (&public, &["a@kontor.fjordlys.example"], bad),
        (&public, &["kontor.fjordlys.example/x"], bad),
        (&public, &[""], bad),
        (&public, &[], bad),
    ] {
        assert_eq!(asked_for(world, host, "/personvern").await, expected, "{host:?}");
    }
    let both = "http://evil.example/personvern";
    assert_eq!(asked_for(&public, &["kontor.fjordlys.example"], both).await, other);
    let swapped = "http://kontor.fjordlys.example/personvern";
    assert_eq!(asked_for(&public, &["evil.example"], swapped).await, other);
    assert_eq!(asked_for(&public, &["10.0.0.5:8080"], "/health/live").await, ok, "a machine asks by the address");
}

#[tokio::test]
async fn an_address_is_as_long_as_it_may_be_and_no_longer() {
    let world = world();
    let path = "/personvern?";
    let longest = format!("{path}{}", "a".repeat(TARGET_BYTES - path.len()));
    assert_eq!(world.get(&longest).await.status, StatusCode::OK);
    assert_eq!(world.get(&format!("{longest}a")).await.status, StatusCode::URI_TOO_LONG);
}

#[tokio::test]
async fn no_body_is_without_a_limit() {
    let world = world();
    let most = "a".repeat(PLAIN_BODY_BYTES);
    // Nobody reads this one.
    assert_eq!(world.post_with("/sign-out", &most, &[]).await.status, StatusCode::SEE_OTHER);
    let more = format!("{most}a");
    assert_eq!(world.post_with("/sign-out", &more, &[]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn too_many_tries_to_sign_in_are_told_when_to_come_again() {
    let world = world();
    let away = "203.0.113.7:4000".parse().unwrap();
    let link = || Request::post("/sign-in/x").body(Body::empty()).unwrap();
    for _ in 0..SIGN_INS_AT_ONCE.get() {
        assert_eq!(world.ask_from(away, link()).await.status, StatusCode::GONE);
    }
    let refused = world.ask_from(away, link()).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait) && refused.body.contains("Det går for fort"), "{wait}");
    let page = Request::get("/personvern").body(Body::empty()).unwrap();
    assert_eq!(world.ask_from(away, page).await.status, StatusCode::OK, "pages have a rate of their own");
    world.wait_seconds(wait);
    assert_eq!(world.ask_from(away, link()).await.status, StatusCode::GONE);
}

/// Where a form comes from.
#[derive(Clone, Copy)]
enum From {
    Website,
    Elsewhere,
}

/// What browsers say of it.
const CAME_FROM: [(&[(&str, &str)], From); 8] = [
    (&[("sec-fetch-site", "cross-site")], From::Elsewhere),
    (&[("sec-fetch-site", "same-site")], From::Elsewhere),
    (&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")], From::Elsewhere),
    (&[("sec-fetch-site", "same-site"), ("origin", "http://localhost:8081")], From::Elsewhere),
    (&[("origin", "null")], From::Elsewhere),
    (&[("origin", "http://localhost:8080.evil.example")], From::Elsewhere),
    (&[("sec-fetch-site", "cross-site"), ("origin", WEBSITE)], From::Website),
    (&[("origin", WEBSITE)], From::Website),
];

/// Every route by every method that may change something: none is open to another site, and a listed website may send the
/// contact form and nothing else.
#[tokio::test]
async fn no_route_takes_a_write_from_another_site() {
    let world = world();
    let cookie = world.signed_in(&["privacy-lead", "support"]).await;
    let routes: Vec<String> = public_routes().into_iter().chain(desk_routes()).map(|(path, _)| path).collect();
    assert!(routes.len() > 60, "{}", routes.len());
    let paths = routes.into_iter().chain(["/nothing-here".to_owned(), "/apix".to_owned()]);
    for path in paths.map(|path| path.replace(['{', '}', '*'], "")) {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            for (headers, from) in CAME_FROM {
                let mut request = Request::builder().method(method.clone()).uri(&path).header("cookie", &cookie);
                for (name, value) in headers {
                    request = request.header(*name, *value);
                }
                let answer = world.ask(request.body(Body::empty()).unwrap()).await;
                let refused = match from {
                    From::Website => !matches!(path.as_str(), "/kontakt" | "/contact"),
                    From::Elsewhere => true,
                };
                let told = answer.body.contains("derfra") || answer.body.contains("from there");
                let told = told && answer.status == StatusCode::FORBIDDEN;
                assert_eq!(told, refused, "{method} {path} {headers:?}: {}", answer.status);
            }
        }
    }
    assert_eq!(world.get_as(&cookie, "/desk").await.status, StatusCode::OK, "and nobody was signed out");
}

#[tokio::test]
async fn programs_are_told_as_programs_and_need_no_page() {
    let world = world();
    let mut request = Request::post("/api/v1/nothing").header("origin", "https://evil.example");
    request = request.header("host", "evil.example");
    let answer = world.ask_raw(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.body, r#"{"status":421,"title":"Misdirected Request","type":"about:blank"}"#);
}

#[tokio::test]
async fn headers_that_name_another_method_or_address_are_passed_over() {
    let world = world();
    let cookie = world.signed_in(&["support"]).await;
    for name in ["x-http-method-override", "x-http-method", "x-method-override", "x-original-url", "x-rewrite-url"] {
        let value = if name.ends_with("url") { "/sign-out" } else { "POST" };
        let request = Request::get("/desk").header("cookie", &cookie).header(name, value);
        assert_eq!(world.ask(request.body(Body::empty()).unwrap()).await.status, StatusCode::OK, "{name}");
    }
    let query = world.get_as(&cookie, "/sign-out?_method=POST").await;
    assert_eq!(query.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(world.get_as(&cookie, "/desk").await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn browsers_are_told_to_come_over_https_where_there_is_https() {
    assert_eq!(world().get("/").await.header("strict-transport-security"), "");
    let secure = world_at("https://kontor.fjordlys.example");
    assert_eq!(secure.get("/").await.header("strict-transport-security"), "max-age=31536000");
    assert_eq!(secure.get("/none").await.header("strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn what_was_shown_is_cleared_when_somebody_signs_out() {
    let world = world();
    let cookie = world.signed_in(&["support"]).await;
    assert_eq!(world.get_as(&cookie, "/desk").await.header("clear-site-data"), "");
    let out = world.post_as(&cookie, "/sign-out", "").await;
    assert_eq!((out.status, out.header("clear-site-data")), (StatusCode::SEE_OTHER, "\"cache\", \"storage\""));
}

/// A form of another session: nothing is done, and what was typed can be sent again with one press.
#[tokio::test]
async fn a_form_of_another_session_is_not_taken_and_nothing_typed_is_lost() {
    let world = world();
    let cookie = world.signed_in(&["privacy-lead"]).await;
    let here = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let path = "/desk/breaches/new";
    let shown = world.get_as(&cookie, path).await;
    assert_eq!(shown.hidden("form_token"), world.form_token(&cookie));
    for token in ["", "&form_token=", "&form_token=00", "&form_token=æ"] {
        let answer = world.post_with(path, &format!("title=Tapt+%22mappe%22{token}"), &here).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{token}");
        assert_eq!(answer.hidden("title"), "Tapt &quot;mappe&quot;", "{token}");
        assert!(answer.body.contains(&format!("action=\"{path}\"")) && answer.body.contains("Send det jeg skrev"));
        assert!(answer.body.contains(&world.form_token(&cookie)), "the button works");
    }
    let other = world.form_token("ryddig=another");
    let forged = world.post_with(path, &format!("title=a&form_token={other}"), &here).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
}
