//! Passkeys over the pages, with a device in software.

use super::wiring::{Answer, URL, World, world, world_at};
use crate::public::PASSKEYS;
use axum::http::StatusCode;
use serde_json::Value;
use testkit::authenticator::Authenticator;

const OWN: &str = "/desk/account/passkeys";
const SIGN_IN: &str = "/sign-in/passkey";

/// The secret and the options that a script is given.
fn challenge(answer: &Answer) -> (String, String) {
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"), "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");
    let begun: Value = serde_json::from_str(&answer.body).expect("it is JSON");
    (begun["secret"].as_str().expect("a secret").to_owned(), begun["options"].to_string())
}

/// What the form sends, encoded as browsers do.
fn filled(name: &str, secret: &str, answer: &str) -> String {
    let name = if name.is_empty() { String::new() } else { format!("name={}&", crate::form_body::encode(name)) };
    format!("{name}ceremony={secret}&answer={}", crate::form_body::encode(answer))
}

async fn add(world: &World, cookie: &str, device: &mut Authenticator, name: &str) -> Answer {
    let (secret, options) = challenge(&world.post_as(cookie, &format!("{OWN}/begin"), "").await);
    world.post_as(cookie, &format!("{OWN}/add"), &filled(name, &secret, &device.create(&options))).await
}

async fn enter(world: &World, device: &mut Authenticator) -> Answer {
    let (secret, options) = challenge(&world.post(&format!("{SIGN_IN}/begin"), "").await);
    world.post(SIGN_IN, &filled("", &secret, &device.get(&options))).await
}

#[tokio::test]
async fn a_passkey_is_made_used_and_removed() {
    let world = world();
    let ida = world.signed_in(&["support"]).await;
    let mut device = Authenticator::new(URL);
    let made = add(&world, &ida, &mut device, "Jobb & privat").await;
    assert_eq!((made.status, made.header("location")), (StatusCode::SEE_OTHER, OWN), "{}", made.body);
    let list = world.get_as(&ida, OWN).await.body;
    assert!(list.contains("Jobb &amp; privat") && list.contains("Ikke brukt ennå"), "{list}");
    let entered = enter(&world, &mut device).await;
    assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, "/desk"), "{}", entered.body);
    let cookie = entered.header("set-cookie").to_owned();
    assert!(
        cookie.starts_with("ryddig=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    let session = cookie.split(';').next().expect("a cookie");
    assert_eq!(world.get_as(session, "/desk").await.status, StatusCode::OK);
    let remove = list.split("action=\"").filter_map(|rest| rest.split('"').next()).find(|to| to.ends_with("/remove"));
    let only = world.post_as(&ida, remove.expect("a button"), "").await;
    assert_eq!(only.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(only.body.contains("den eneste måten du kan logge inn på"), "{}", only.body);
    add(&world, &ida, &mut Authenticator::new(URL), "En til").await;
    assert_eq!(world.post_as(&ida, remove.expect("a button"), "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(enter(&world, &mut device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_does_not_fit_is_said_and_nothing_is_lost() {
    let world = world();
    let ida = world.signed_in(&["support"]).await;
    let long = "x".repeat(engine::PASSKEY_NAME_CHARACTERS + 1);
    for (name, expected) in [(" ", "Gi tilgangsnøkkelen et navn"), (&long, "høyst 60 tegn"), ("Min", "passet ikke")] {
        let mut elsewhere = Authenticator::new("http://evil.example");
        let answer = add(&world, &ida, &mut elsewhere, name).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(expected), "{expected} in {}", answer.body);
        assert!(answer.body.contains(&format!("value=\"{name}\"")), "{name}");
    }
    for body in ["", "ceremony=&answer=", "ceremony=0&answer=%7B%7D"] {
        let answer = world.post(SIGN_IN, body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(answer.header("set-cookie"), "");
        assert!(answer.body.contains("slapp deg ikke inn"), "{}", answer.body);
    }
}

#[tokio::test]
async fn its_pages_have_the_script_and_only_this_site_asks() {
    let world = world();
    let ida = world.signed_in(&["support"]).await;
    let page = world.get(SIGN_IN).await;
    for answer in [&page, &world.get_as(&ida, OWN).await] {
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.body.matches(PASSKEYS.as_str()).count(), 1);
        assert!(answer.body.contains(" hidden") && answer.body.contains("Tilgangsnøkler trenger JavaScript"));
    }
    let script = world.get(&PASSKEYS).await;
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(script.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(!world.get_as(&ida, "/desk").await.body.contains(PASSKEYS.as_str()));
    for path in [SIGN_IN, "/sign-in/passkey/begin", "/desk/account/passkeys/begin", "/desk/account/passkeys/add"] {
        let elsewhere =
            [("cookie", ida.as_str()), ("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
        assert_eq!(world.post_with(path, "", &elsewhere).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(world.post("/desk/account/passkeys/begin", "").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn where_browsers_offer_none_nothing_is_offered() {
    for url in ["http://ryddig.example", "http://192.0.2.7:8080", "https://192.0.2.7"] {
        let world = world_at(url);
        assert_eq!(world.get(SIGN_IN).await.status, StatusCode::NOT_FOUND, "{url}");
        assert_eq!(world.post("/sign-in/passkey/begin", "").await.status, StatusCode::NOT_FOUND, "{url}");
        assert!(!world.get("/desk").await.body.contains("tilgangsnøkkel"), "{url}");
    }
}
