//! What many of these tests do again: who writes, what is told on a page, and a visit to begin with.

use super::wiring::{Answer, World, world_with};
use axum::http::StatusCode;

/// What Kari sends with the form of the website.
pub(super) const KARI: &str =
    "name=Kari+Nordmann&email=kari%40example.no&phone=22225555&message=Hei+p%C3%A5+dere&website=";
/// Who answers messages and carries out rights.
pub(super) const BOTH: [&str; 2] = ["support", "privacy-lead"];
/// The form of a new visit (`testkit::VISITS`), and one filled in with somebody new.
pub(super) const NEW: &str = "/desk/data/visit/new";
pub(super) const VISIT: &str = "f.guest=&new.name=Ola+Oppdiktet&new.email=ola%40kunde.example&f.topic=Kaffe&f.came_on=2026-11-20&f.state=planned&f.web=kunde.example&f.fare=1+234%2C50&f.lasted=1t+30m";

/// A world with visits, somebody in it with these roles, and the address of a visit.
pub(super) async fn with_a_visit(roles: &[&str]) -> (World, String, String) {
    let world = world_with(testkit::VISITS);
    let cookie = world.signed_in(roles).await;
    let made = world.post_as(&cookie, NEW, VISIT).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let row = made.header("location").to_owned();
    (world, cookie, row)
}

pub(super) fn told(page: &Answer, all: &[&str]) {
    for one in all {
        assert!(page.body.contains(one), "{one} in {}", page.body);
    }
}

pub(super) fn untold(page: &Answer, all: &[&str]) {
    for one in all {
        assert!(!page.body.contains(one), "{one} in {}", page.body);
    }
}
