//! The contact form from outside: everything that can be wrong with it, and what is stored.

use super::wiring::{Answer, URL, WEBSITE, World, world};
use crate::CONTACT_BODY_BYTES;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use engine::website::{Which, count};
use engine::{Caller, Language};

const GOOD: &str = "name=Kari+Nordmann&email=kari%40example.no&phone=&organisation=&message=Hei+der&website=";

async fn stored(world: &World) -> (u64, u64) {
    let caller = Caller::command(Language::Nb);
    let open = count(&world.engine, &caller, Which::Open).await.unwrap();
    (open, count(&world.engine, &caller, Which::Doubtful).await.unwrap())
}

#[tokio::test]
async fn a_good_form_is_stored_once_and_thanked_for() {
    let world = world();
    let token = world.get("/kontakt").await.hidden("token").to_owned();
    world.wait_seconds(10);
    for _ in 0..2 {
        let answer = world.post("/kontakt", &format!("{GOOD}&token={token}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), "/kontakt/takk");
    }
    assert_eq!(stored(&world).await, (1, 0));
}

#[tokio::test]
async fn errors_stand_beside_their_fields_and_what_was_typed_is_kept() {
    let world = world();
    let answer = world.post("/contact", "name=&email=not+%3Cthis%3E&phone=abc&organisation=Acme&message=+%0D%0A").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for expected in [
        "<title>Error: Contact us",
        "href=\"#name\"",
        "id=\"name-error\"",
        "aria-describedby=\"email-error\" aria-invalid=\"true\"",
        "value=\"not &lt;this&gt;\"",
        "value=\"abc\"",
        "value=\"Acme\"",
        "aria-describedby=\"message-hint message-error\"",
    ] {
        assert!(answer.body.contains(expected), "{expected}");
    }
    assert_eq!(stored(&world).await, (0, 0));
}

#[tokio::test]
async fn a_form_that_stood_open_too_long_is_shown_anew() {
    let world = world();
    let old = world.get("/kontakt").await.hidden("token").to_owned();
    world.wait_seconds(engine::FORM_LIFE_SECONDS + 1);
    let answer = world.post("/kontakt", &format!("{GOOD}&token={old}")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Skjemaet sto åpent for lenge") && answer.body.contains("value=\"Kari Nordmann\""));
    let new = answer.hidden("token").to_owned();
    world.wait_seconds(10);
    assert_eq!(world.post("/kontakt", &format!("{GOOD}&token={new}")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stored(&world).await, (1, 0));
}

#[tokio::test]
async fn the_doubtful_wait_and_a_flood_is_turned_away_with_its_text() {
    let world = world();
    world.write("name=A&email=a%40example.no&message=Hei&website=http://spam.example").await;
    world.write("name=B&email=b%40example.no&message=Hei").await;
    assert_eq!(stored(&world).await, (1, 1));
    let mut last: Option<Answer> = None;
    for number in 0..30 {
        last = Some(world.write(&format!("name=C&email=c%40example.no&message=Melding+{number}")).await);
    }
    let last = last.unwrap();
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.body.contains("Melding 29") && last.body.contains("+47 00 00 00 00"));
}

#[tokio::test]
async fn what_is_no_form_is_refused_and_named() {
    let world = world();
    let large = format!("{GOOD}&token={}", "x".repeat(CONTACT_BODY_BYTES));
    for (body, status, expected) in [
        (large.as_str(), StatusCode::PAYLOAD_TOO_LARGE, "for stort"),
        ("name=%FF", StatusCode::BAD_REQUEST, "UTF-8"),
        ("name=a&admin=1", StatusCode::BAD_REQUEST, "«admin»"),
        ("name=a&name=b", StatusCode::BAD_REQUEST, "«name» mer enn én gang"),
    ] {
        let answer = world.post("/kontakt", body).await;
        assert_eq!(answer.status, status, "{expected}");
        assert!(answer.body.contains(expected), "{expected}");
    }
    let json = Request::post("/kontakt").header("content-type", "application/json").body(Body::from("{}")).unwrap();
    assert_eq!(world.ask(json).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(stored(&world).await, (0, 0));
}

#[tokio::test]
async fn forms_are_taken_from_here_and_from_listed_websites_only() {
    let world = world();
    let short = "name=K&email=k%40example.no&message=Hei";
    for (headers, status, location) in [
        (vec![("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN, ""),
        (vec![("origin", "null"), ("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN, ""),
        (vec![("origin", WEBSITE), ("sec-fetch-site", "cross-site")], StatusCode::SEE_OTHER, "/kontakt/takk?site=0"),
        (vec![("origin", URL)], StatusCode::SEE_OTHER, "/kontakt/takk"),
        (vec![], StatusCode::SEE_OTHER, "/kontakt/takk"),
    ] {
        let answer = world.post_with("/kontakt", short, &headers).await;
        assert_eq!((answer.status, answer.header("location")), (status, location), "{headers:?}");
    }
}

#[tokio::test]
async fn a_website_needs_no_token_and_its_mistakes_are_mended_here() {
    let world = world();
    let headers = [("origin", WEBSITE), ("sec-fetch-site", "cross-site")];
    world.post_with("/kontakt", "name=K&email=k%40example.no&message=Hei", &headers).await;
    assert_eq!(stored(&world).await, (1, 0));
    let wrong = world.post_with("/kontakt", "name=K&email=nei&message=Hei", &headers).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let token = wrong.hidden("token").to_owned();
    world.wait_seconds(10);
    let mended = format!("name=K&email=k%40example.no&message=Hei+igjen&token={token}");
    assert_eq!(world.post("/kontakt", &mended).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stored(&world).await, (2, 0));
}

#[tokio::test]
async fn the_notice_comes_before_the_first_field() {
    let page = world().get("/kontakt").await.body;
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not on the page"));
    assert!(place("Før du skriver") < place("id=\"name\""));
    assert!(place("Berettiget interesse") < place("id=\"name\""));
    assert!(place("6 måneder") < place("id=\"name\""));
    place("fødselsnummer");
}
