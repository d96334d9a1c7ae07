//! The page of one's own mailbox.

use super::steps::{told, untold};
use super::wiring::{World, world};
use axum::http::StatusCode;
use engine::correspondence::Trouble;
use engine::correspondence::own::{looked_at_own, own_accounts};

const PATH: &str = "/desk/account/mailbox";

async fn berit(world: &World) -> String {
    world.signed_in_as("berit@fjordlys.example", &["employee"]).await
}

#[tokio::test]
async fn somebody_connects_their_mailbox_sees_how_it_goes_and_disconnects_it() {
    let world = world();
    let cookie = berit(&world).await;
    told(&world.get_as(&cookie, "/desk/account").await, &[&format!("href=\"{PATH}\"")]);
    let page = world.get_as(&cookie, PATH).await;
    told(&page, &["mappen «Ryddig»", "imap.fjordlys.example", "name=\"password\" type=\"password\" value=\"\""]);
    let wrong = world.post_as(&cookie, PATH, "user=berit&password=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&wrong, &["Skriv passordet.", "value=\"berit\""]);

    let done = world.post_as(&cookie, PATH, "user=berit&password=hemmelig-app").await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, PATH), "{}", done.body);
    let page = world.get_as(&cookie, PATH).await;
    told(&page, &["ikke hentet ennå", "Sett på vent", "Koble fra"]);
    untold(&page, &["hemmelig-app"]);
    let account = own_accounts(&world.engine, world.now()).await.unwrap()[0];
    looked_at_own(&world.engine, world.now(), account.id, Some(Trouble::NoFolder)).await.unwrap();
    told(&world.get_as(&cookie, PATH).await, &["mappen finnes ikke der"]);
    told(&world.get_as(&cookie, "/desk").await, &[PATH, "mappen finnes ikke der"]);

    world.post_as(&cookie, &format!("{PATH}/pause"), "").await;
    told(&world.get_as(&cookie, PATH).await, &["på vent", "Hent igjen"]);
    untold(&world.get_as(&cookie, "/desk").await, &["mappen finnes ikke der"]);
    world.post_as(&cookie, &format!("{PATH}/resume"), "").await;
    assert_eq!(own_accounts(&world.engine, world.now()).await.unwrap().len(), 1);
    world.post_as(&cookie, &format!("{PATH}/disconnect"), "").await;
    untold(&world.get_as(&cookie, PATH).await, &["Koble fra"]);
}

#[tokio::test]
async fn nobody_sees_the_mailbox_of_somebody_else() {
    let world = world();
    let cookie = berit(&world).await;
    world.post_as(&cookie, PATH, "user=berit.b&password=hemmelig-app").await;
    let other = world.signed_in_as("siv@fjordlys.example", &["employee", "sales"]).await;
    untold(&world.get_as(&other, PATH).await, &["berit.b", "Koble fra"]);
    let none = world.post_as(&other, &format!("{PATH}/disconnect"), "").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert_eq!(own_accounts(&world.engine, world.now()).await.unwrap().len(), 1);
}
