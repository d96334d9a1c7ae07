//! The register at the desk, and trying another one: who may, what they see, and what is wrong with what they type.

use super::steps::BOTH;
use super::wiring::{World, world};
use crate::PERIOD_CHARACTERS;
use axum::http::StatusCode;

const KARI: &str = "name=Kari+Nordmann&email=kari%40example.no&phone=22225555&message=Hei&website=";
const WHAT_IF: &str = "/desk/register/what-if";
const MONTH_SECONDS: i64 = 31 * 24 * 60 * 60;

/// A site where Kari wrote three months ago, and the cookie of somebody who may try things.
async fn three_months_on() -> (World, String) {
    let world = world();
    world.write(KARI).await;
    world.wait_seconds(3 * MONTH_SECONDS);
    let cookie = world.signed_in(&BOTH).await;
    (world, cookie)
}

fn period(period: &str) -> String {
    format!("entity=contact_request&period={}", crate::form_body::encode(period))
}

#[tokio::test]
async fn the_register_is_for_all_who_are_signed_in_and_trying_for_some() {
    let world = world();
    let cookie = world.signed_in(&["support"]).await;
    let page = world.get_as(&cookie, "/desk/register").await;
    assert_eq!(page.status, StatusCode::OK);
    let part = world.get_as(&cookie, "/desk/register?of=purpose-contact").await;
    assert_eq!(part.status, StatusCode::OK);
    assert!(!page.body.contains(WHAT_IF) && !part.body.contains(WHAT_IF), "no link to what is not allowed");
    for answer in [
        world.get_as(&cookie, WHAT_IF).await,
        world.post_as(&cookie, WHAT_IF, &period("1 month after received_at")).await,
        world.post_as(&cookie, WHAT_IF, "activity=contact").await,
    ] {
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn what_the_company_does_otherwise_is_shown_with_both_places() {
    let world = world();
    let cookie = world.signed_in(&["support"]).await;
    let page = world.get_as(&cookie, "/desk/register").await.body;
    for words in ["contact_request.keep", "register/website.toml:7", "ryddig.toml:7", "6 months after received_at"] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn the_register_says_what_why_who_and_how_long() {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    let index = world.get_as(&cookie, "/desk/register").await.body;
    for part in ["purpose-contact\">Svare dem som skriver", "shared", "impersonal"] {
        assert!(index.contains(&format!("href=\"/desk/register?of={part}")), "{part}");
    }
    let parts: [(&str, &[&str]); 4] = [
        (
            "purpose-contact",
            &[
                "<h1>Svare dem som skriver til oss gjennom kontaktskjemaet</h1>",
                "artikkel 6 nr. 1 bokstav f",
                "De som sender oss en melding",
                "Postfjord AS",
                "Kundebehandler kan lese og endre",
                "slettes 6 måneder etter «Besvart», senest 12 måneder etter «Mottatt»",
                "href=\"/personvern#activity-contact\"",
                "tekst, høyst 10000 tegn",
                "ikke om en person: a keyed hash",
                "href=\"/desk/register/what-if?entity=contact_request\"",
            ],
        ),
        ("shared", &["Person", "Svare dem som skriver til oss gjennom kontaktskjemaet»: "]),
        ("impersonal", &["href=\"/desk/register?of=entity-blocked_sender\""]),
        ("entity-blocked_sender", &["id=\"entity-blocked_sender\""]),
    ];
    for (part, told) in parts {
        let page = world.get_as(&cookie, &format!("/desk/register?of={part}")).await.body;
        for told in told {
            assert!(page.contains(told), "{told} in {part}");
        }
    }
    for part in ["purpose-none", "entity-none", "else"] {
        let answer = world.get_as(&cookie, &format!("/desk/register?of={part}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{part}");
    }
}

#[tokio::test]
async fn a_shorter_period_names_rows_sentence_and_line() {
    let (world, cookie) = three_months_on().await;
    let form = world.get_as(&cookie, &format!("{WHAT_IF}?entity=contact_request")).await.body;
    assert!(form.contains("6 months after answered_at, at most 12 months after received_at"));
    let shorter = period("6 months after answered_at, at most 2 months after received_at");
    let page = world.post_as(&cookie, WHAT_IF, &shorter).await;
    assert_eq!(page.status, StatusCode::OK);
    for told in [
        "Rader som ville forfalt i dag",
        ">Kari Nordmann</a>",
        "senest 12 måneder etter «Mottatt»</p>",
        "senest 2 måneder etter «Mottatt»</p>",
        "+++ b/examples/fjordlys/ryddig.toml",
        "\n+[change.contact_request]",
        "\n+keep = &quot;6 months after answered_at, at most 2 months after received_at&quot;",
    ] {
        assert!(page.body.contains(told), "{told} in {}", page.body);
    }
    let longer = world.post_as(&cookie, WHAT_IF, &period("2 years after received_at")).await.body;
    assert!(longer.contains("error[R033]"), "a company may keep less, never more: {longer}");
    let turned = period("12 months after received_at, 6 months after answered_at");
    assert!(world.post_as(&cookie, WHAT_IF, &turned).await.body.contains("Ingen rader ville forfalt i dag."));
}

#[tokio::test]
async fn what_the_checker_refuses_is_shown_as_it_prints_it() {
    let (world, cookie) = three_months_on().await;
    for (body, told) in [
        (period("as long as necessary"), "error[R013]"),
        ("activity=contact".to_owned(), "error[R010]"),
        (period("<script>alert(1)</script>"), "&lt;script&gt;"),
    ] {
        let page = world.post_as(&cookie, WHAT_IF, &body).await;
        assert_eq!(page.status, StatusCode::OK, "{body}");
        assert!(page.body.contains("Registeret blir avvist") && page.body.contains(told), "{body}: {}", page.body);
        assert_eq!(page.body.matches("<script").count(), 1, "the one of the desk: {body}");
    }
}

#[tokio::test]
async fn a_mistake_is_told_beside_what_was_typed() {
    let (world, cookie) = three_months_on().await;
    let long = |characters: usize| "x".repeat(characters);
    for (typed, told) in [
        ("  ".to_owned(), "Skriv en frist."),
        ("6 months  after answered_at, at most 12 months after received_at ".to_owned(), "fristen som gjelder nå"),
        ("2 days\u{7} after received_at".to_owned(), "tegn som ikke hører hjemme i tekst"),
        (long(PERIOD_CHARACTERS + 1), "Det er plass til 200 tegn"),
    ] {
        let page = world.post_as(&cookie, WHAT_IF, &period(&typed)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.body.contains(told) && page.body.contains("id=\"period-error\""), "{typed}");
    }
    assert_eq!(world.post_as(&cookie, WHAT_IF, &period(&long(PERIOD_CHARACTERS))).await.status, StatusCode::OK);
    for body in ["", "entity=person&period=x", "entity=receipt&period=x", "entity=x&period=x", "activity=x"] {
        assert_eq!(world.post_as(&cookie, WHAT_IF, body).await.status, StatusCode::NOT_FOUND, "{body}");
    }
}
