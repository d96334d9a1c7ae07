//! The page on which a customer says how it went: no cookie, nothing changed by looking, one answer.

use super::steps::{KARI, told, untold};
use super::support::made;
use super::wiring::{World, world};
use axum::http::StatusCode;

/// The id of the first row of a kind, as the list at the desk has it.
async fn first(world: &World, cookie: &str, list: &str) -> String {
    let page = world.get_as(cookie, list).await.body;
    let path = list.split('?').next().unwrap();
    let rest = page.split(&format!("href=\"{path}/0")).nth(1).unwrap_or_else(|| panic!("no row in {page}"));
    format!("0{}", rest.split(['"', '?', '/']).next().unwrap())
}

/// A case of Kari's that was solved in a queue which asks at once; the cookie of the desk, the case, and the path of her page.
async fn asked() -> (World, String, String, String) {
    let world = world();
    let cookie = world.signed_in(&["support", "support-lead", "privacy-lead"]).await;
    world.write(KARI).await;
    let kari = first(&world, &cookie, "/desk/people?q=kari").await;
    let address = first(&world, &cookie, "/desk/data/email_address?q=kari").await;
    let policy = made(&world, &cookie, "deadline_policy", "f.name=Vanlig&f.holidays=no&f.pauses=yes").await;
    let queue = format!("f.name=Hjelp&f.policy={policy}&f.receipt=no&f.open=yes&f.ask_after=0");
    let queue = made(&world, &cookie, "queue", &queue).await;
    let case = format!(
        "f.title=Feil&f.contact={kari}&f.answer_to={address}&f.covered=not-judged&f.came_by=phone&f.priority=normal&f.state=open&f.queue={queue}&f.created_at=2026-11-22T12%3A00"
    );
    let case = format!("/desk/cases/{}", made(&world, &cookie, "case", &case).await);
    let page = world.get_as(&cookie, &case).await;
    let solved = format!("version={}&do=state%3Asolved", page.hidden("version"));
    let solved = world.post_as(&cookie, &format!("{case}/act"), &solved).await;
    assert_eq!(solved.status, StatusCode::SEE_OTHER, "{}", solved.body);
    world.work().await;
    let path = format!("/hvordan-gikk-det/{}", world.mailed("kari@example.no", "/hvordan-gikk-det/"));
    (world, cookie, case, path)
}

#[tokio::test]
async fn a_customer_says_how_it_went_and_the_case_shows_it() {
    let (world, cookie, case, path) = asked().await;
    for _ in 0..2 {
        let page = world.get(&path).await;
        assert_eq!((page.status, page.header("set-cookie")), (StatusCode::OK, ""), "{}", page.body);
        assert_eq!(page.header("cache-control"), "no-store");
        told(&page, &["Hvordan gikk det?", "«Feil»", "value=\"middling\"", "name=\"comment\""]);
    }
    told(&world.get_as(&cookie, &case).await, &["id=\"feedback\"", "ikke svart"]);
    let empty = world.post(&path, "how=&comment=Hei").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&empty, &["Velg hvordan det gikk", ">\nHei</textarea>"]);
    let sent = world.post(&path, "how=poor&comment=Det+tok+lang+tid").await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, path.as_str()), "{}", sent.body);
    world.post(&path, "how=good&comment=").await;
    let page = world.get(&path).await;
    told(&page, &["Takk for svaret", "Du svarte: Dårlig"]);
    untold(&page, &["<textarea"]);
    told(&world.get_as(&cookie, &case).await, &["Dårlig, ", "Det tok lang tid"]);
    told(&world.get_as(&cookie, "/desk/cases/reports").await, &["of=feedback"]);
}

#[tokio::test]
async fn a_link_that_holds_no_more_says_so() {
    let (world, _, _, path) = asked().await;
    for path in [&path[..path.len() - 1], "/how-did-it-go/0"] {
        let page = world.get(path).await;
        assert_eq!(page.status, StatusCode::GONE, "{path}");
        assert_eq!(world.post(path, "how=good").await.status, StatusCode::GONE, "{path}");
    }
}
