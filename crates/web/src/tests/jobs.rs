//! Jobs that were given up, on the desk.

use super::steps::KARI;
use super::wiring::{World, world};
use axum::http::StatusCode;
use store::Changes;

const WHY: &str = "the mail server <mail.example> is away";

/// Gives up the next mail that is due.
async fn give_up(world: &World) -> String {
    let now = world.now().plus_seconds(60);
    let job = world.engine.store().claim_job(now, now.plus_seconds(1), &["deliver-email"]).await.unwrap().unwrap();
    let mut changes = Changes::new();
    changes.give_up(&job, now, WHY);
    world.engine.store().apply(changes).await.unwrap();
    job.id.to_string()
}

#[tokio::test]
async fn whoever_carries_out_rights_decides_what_becomes_of_them() {
    let world = world();
    let lead = world.signed_in(&["support", "privacy-lead"]).await;
    world.write(KARI).await;
    assert!(!world.get_as(&lead, "/desk").await.body.contains("/desk/jobs"), "nothing has been given up");
    assert!(world.get_as(&lead, "/desk/jobs").await.body.contains("Ingen oppgaver er oppgitt."));
    let id = give_up(&world).await;
    assert!(world.get_as(&lead, "/desk").await.body.contains("Oppgitte oppgaver: 1"));
    let page = world.get_as(&lead, "/desk/jobs").await.body;
    for told in ["sende e-post", "etter 1 forsøk", "the mail server &lt;mail.example&gt; is away", &id] {
        assert!(page.contains(told), "{told} in {page}");
    }
    assert!(!page.contains("Kari"), "no value of a row");
    let again = world.post_as(&lead, &format!("/desk/jobs/{id}/again"), "").await;
    assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, "/desk/jobs"));
    assert_eq!(world.post_as(&lead, &format!("/desk/jobs/{id}/again"), "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(give_up(&world).await, id, "it was due at once");
    assert_eq!(world.post_as(&lead, &format!("/desk/jobs/{id}/drop"), "").await.status, StatusCode::SEE_OTHER);
    assert!(!world.get_as(&lead, "/desk/jobs").await.body.contains(&id));
}

#[tokio::test]
async fn others_neither_see_nor_decide() {
    let world = world();
    let support = world.signed_in(&["support"]).await;
    world.write(KARI).await;
    let id = give_up(&world).await;
    assert!(!world.get_as(&support, "/desk").await.body.contains("/desk/jobs"));
    assert_eq!(world.get_as(&support, "/desk/jobs").await.status, StatusCode::FORBIDDEN);
    for deed in ["again", "drop"] {
        let path = format!("/desk/jobs/{id}/{deed}");
        assert_eq!(world.post_as(&support, &path, "").await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(world.engine.store().jobs_given_up().await, Ok(1));
}
