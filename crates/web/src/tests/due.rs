//! What is due, and the sweep that somebody asks for.

use super::wiring::{World, world};
use axum::http::StatusCode;

const KARI: &str = "name=Kari+Nordmann&email=kari%40example.no&phone=22225555&message=Hei+p%C3%A5+dere&website=";
const BOTH: [&str; 2] = ["support", "privacy-lead"];
const YEAR_SECONDS: i64 = 366 * 24 * 60 * 60;

/// Kari has written, and a year has passed.
async fn a_year_later() -> (World, String) {
    let world = world();
    world.write(KARI).await;
    world.wait_seconds(YEAR_SECONDS);
    let cookie = world.signed_in(&BOTH).await;
    (world, cookie)
}

#[tokio::test]
async fn what_is_due_is_told_and_goes_when_somebody_says_so() {
    let (world, cookie) = a_year_later().await;
    assert!(world.get_as(&cookie, "/desk/receipts").await.body.contains("href=\"/desk/due\""));
    let page = world.get_as(&cookie, "/desk/due").await;
    for told in ["Det som er forfalt", "Henvendelse", "Slettes", "action=\"/desk/due\""] {
        assert!(page.body.contains(told), "{told} in {}", page.body);
    }
    let begun = world.post_as(&cookie, "/desk/due", "").await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let work = begun.header("location").to_owned();
    assert!(world.get_as(&cookie, &work).await.body.contains("data-live"));
    world.work().await;
    let done = world.get_as(&cookie, &work).await.body;
    assert!(done.contains("Sletting av det som er forfalt") && done.contains("slettet"), "{done}");
    assert!(done.contains("href=\"/desk/receipts\""));
    let page = world.get_as(&cookie, "/desk/due").await.body;
    assert!(page.contains("Ingenting er forfalt.") && !page.contains("action=\"/desk/due\""), "{page}");
}

#[tokio::test]
async fn only_those_who_carry_out_rights_see_what_is_due() {
    let world = world();
    let cookie = world.signed_in_as("per@fjordlys.example", &["support"]).await;
    assert_eq!(world.get_as(&cookie, "/desk/due").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post_as(&cookie, "/desk/due", "").await.status, StatusCode::FORBIDDEN);
}
