//! Junk at the desk: out of the inbox and back, a sender who is blocked, and a merge that is undone.

use super::steps::{told, untold};
use super::support::made;
use super::wiring::{World, world};
use axum::http::StatusCode;
use engine::correspondence::{Arrival, FoundIn, Outcome, mailbox_named, take};

const BLOCKED: &str = "/desk/cases/blocked";

/// A desk with a mailbox.
async fn desk() -> (World, String) {
    let world = world();
    let cookie = world.signed_in(&["support", "support-lead"]).await;
    let policy = made(&world, &cookie, "deadline_policy", "f.name=Vanlig&f.holidays=no&f.pauses=yes").await;
    let queue =
        made(&world, &cookie, "queue", &format!("f.name=Hjelp&f.policy={policy}&f.receipt=no&f.open=yes")).await;
    made(&world, &cookie, "mailbox", &format!("f.address=hjelp%40fjordlys.example&f.queue={queue}&f.open=yes")).await;
    (world, cookie)
}

async fn comes(world: &World, number: u32, subject: &str) -> Outcome {
    let mailbox = mailbox_named(&world.engine, "hjelp@fjordlys.example").await.unwrap().unwrap();
    let mail = format!(
        "From: Per <per@tilbud.example>\r\nTo: hjelp@fjordlys.example\r\nSubject: {subject}\r\nMessage-ID: <{number}@tilbud.example>\r\n\r\nHei\r\n"
    );
    let arrival = Arrival {
        found_in: FoundIn::Shared(mailbox),
        validity: 1,
        number,
        bytes: Some(mail.as_bytes()),
        vouches: None,
    };
    take(&world.engine, world.now(), &arrival).await.unwrap()
}

/// The page of the case with this title.
async fn case(world: &World, cookie: &str, tray: &str, title: &str) -> String {
    let inbox = world.get_as(cookie, &format!("/desk/cases?tray={tray}")).await;
    let before = inbox.body.split(title).next().unwrap();
    let path = before.rsplit("href=\"").next().unwrap().split(['?', '"']).next().unwrap();
    assert!(path.starts_with("/desk/cases/0"), "{title} in {}", inbox.body);
    path.to_owned()
}

async fn post(world: &World, cookie: &str, case: &str, rest: &str, more: &str) -> super::wiring::Answer {
    let version = world.get_as(cookie, case).await.hidden("version").to_owned();
    world.post_as(cookie, &format!("{case}{rest}"), &format!("version={version}{more}")).await
}

#[tokio::test]
async fn junk_goes_from_the_inbox_by_one_press_and_comes_back_by_another() {
    let (world, cookie) = desk().await;
    assert_eq!(comes(&world, 1, "Tilbud til deg").await, Outcome::Stored);
    let path = case(&world, &cookie, "free", "Tilbud til deg").await;
    told(
        &world.get_as(&cookie, &path).await,
        &["value=\"junk\"", "data-key=\"!\"", "Søppelpost, og blokker avsenderen"],
    );
    let done = post(&world, &cookie, &path, "/act?tray=free", "&do=junk").await;
    assert_eq!(done.header("location"), "/desk/cases?tray=free", "{}", done.body);
    let inbox = world.get_as(&cookie, "/desk/cases?tray=free").await;
    told(&inbox, &["Saken er merket som søppelpost.", "Angre", "value=\"not-junk\""]);
    untold(&inbox, &["Tilbud til deg"]);
    let id = path.rsplit('/').next().unwrap();
    told(&inbox, &["action=\"/desk/cases/several?tray=free\"", &format!("name=\"c0\" value=\"{id}\"")]);
    told(&world.get_as(&cookie, "/desk/cases?tray=junk").await, &["Tilbud til deg", "Slettes", "Ikke søppelpost"]);
    let page = world.get_as(&cookie, &path).await;
    told(&page, &["Merket som søppelpost", "merket saken som søppelpost"]);
    let reader = world.signed_in_as("siv@fjordlys.example", &["sales"]).await;
    untold(&world.get_as(&reader, &path).await, &["not-junk", "/block"]);
    let undone = format!("c0={id}&do=not-junk");
    let undone = world.post_as(&cookie, "/desk/cases/several?tray=free", &undone).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    told(&world.get_as(&cookie, "/desk/cases?tray=free").await, &["Tilbud til deg"]);

    assert_eq!(comes(&world, 2, "Enda et tilbud").await, Outcome::Stored);
    let other = case(&world, &cookie, "free", "Enda et tilbud").await;
    let both = format!("c0={id}&c1={}&do=junk", other.rsplit('/').next().unwrap());
    world.post_as(&cookie, "/desk/cases/several?tray=free", &both).await;
    told(&world.get_as(&cookie, "/desk/cases?tray=free").await, &["2 saker er merket som søppelpost.", "name=\"c1\""]);
}

#[tokio::test]
async fn a_sender_who_is_known_is_asked_about_and_a_lead_ends_the_block() {
    let (world, cookie) = desk().await;
    comes(&world, 1, "Tilbud til deg").await;
    comes(&world, 2, "Enda et tilbud").await;
    let path = case(&world, &cookie, "free", "Tilbud til deg").await;
    let asked = post(&world, &cookie, &path, "/block?tray=free", "").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&asked, &["Avsenderen har andre saker her.", "name=\"anyway\" value=\"yes\"", "Blokker likevel"]);
    let done = post(&world, &cookie, &path, "/block?tray=free", "&anyway=yes").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    told(&world.get_as(&cookie, &path).await, &["Avsenderen er blokkert."]);
    assert_eq!(comes(&world, 3, "Mer").await, Outcome::Junk);
    told(&world.get_as(&cookie, "/desk/mailboxes").await, &["søppelpost", "avsenderen er blokkert"]);

    told(&world.get_as(&cookie, "/desk/cases?tray=junk").await, &[BLOCKED]);
    let page = world.get_as(&cookie, BLOCKED).await;
    told(&page, &["Antall blokkerte adresser: 1", "Opphev"]);
    untold(&page, &["tilbud.example"]);
    let wrong = world.post_as(&cookie, BLOCKED, "address=tull").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&wrong, &["tull er ikke en e-postadresse."]);
    told(
        &world.post_as(&cookie, BLOCKED, "address=ola%40kunde.example").await,
        &["ola@kunde.example er ikke blokkert."],
    );
    let found = world.post_as(&cookie, BLOCKED, "address=Per%40tilbud.example").await;
    told(&found, &["Per@tilbud.example er blokkert:"]);
    let remove = found.body.split("action=\"/desk/cases/blocked/").nth(1).unwrap().split('"').next().unwrap();
    let handler = world.signed_in_as("siv@fjordlys.example", &["support"]).await;
    assert_eq!(world.get_as(&handler, BLOCKED).await.status, StatusCode::FORBIDDEN);
    untold(&world.get_as(&handler, "/desk/cases?tray=junk").await, &[BLOCKED]);
    assert_eq!(world.post_as(&handler, &format!("{BLOCKED}/{remove}"), "").await.status, StatusCode::FORBIDDEN);
    world.post_as(&cookie, &format!("{BLOCKED}/{remove}"), "").await;
    told(&world.get_as(&cookie, BLOCKED).await, &["Antall blokkerte adresser: 0"]);
    assert_eq!(comes(&world, 4, "Mer").await, Outcome::Stored);
}

#[tokio::test]
async fn a_merged_case_says_so_and_is_taken_apart_on_its_page() {
    let (world, cookie) = desk().await;
    for (number, subject) in [(1, "Første sak"), (2, "Andre sak"), (3, "Tredje sak")] {
        comes(&world, number, subject).await;
    }
    let path = case(&world, &cookie, "free", "Tredje sak").await;
    let middle = case(&world, &cookie, "free", "Andre sak").await;
    post(&world, &cookie, &path, "/merge", "&into=2").await;
    post(&world, &cookie, &middle, "/merge", "&into=1").await;
    told(
        &world.get_as(&cookie, &path).await,
        &["Saken er slått sammen med", "#2 Andre sak", "Ta sakene fra hverandre"],
    );
    let refused = post(&world, &cookie, &path, "/unmerge", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&refused, &["Sak #2 er selv slått sammen med en annen."]);
    for path in [&middle, &path] {
        let done = post(&world, &cookie, path, "/unmerge", "").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = world.get_as(&cookie, path).await;
        told(&page, &["tok saken fra #"]);
        untold(&page, &["/unmerge"]);
    }
    let reader = world.signed_in_as("siv@fjordlys.example", &["sales"]).await;
    assert_eq!(world.post_as(&reader, &format!("{path}/unmerge"), "version=1").await.status, StatusCode::FORBIDDEN);
}
