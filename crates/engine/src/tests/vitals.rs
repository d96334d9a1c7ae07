//! What is counted, how the system stands, and whether it can serve.

use super::home::{Home, NOW};
use crate::system::{Unready, readiness, vitals};

#[tokio::test]
async fn jobs_mails_and_sweeps_are_counted_in_plain_numbers() {
    let home = Home::new();
    home.ida().await;
    let before = home.engine.counts();
    assert_eq!((before.mails_sent, before.swept_at), (0, None));
    home.send(NOW, |_| {}).await;
    let waiting = vitals(&home.engine, NOW).await.expect("the store works");
    let of = |kind: &str| waiting.queue.iter().find(|(known, _)| *known == kind).expect("it is a kind").1;
    assert_eq!((of("deliver-email").waiting, of("notify-staff").waiting, of("scrub").waiting), (1, 1, 0));
    assert_eq!(of("deliver-email").oldest, Some(NOW));
    home.work(NOW).await;
    let counts = home.engine.counts();
    assert_eq!((counts.mails_sent, counts.mails_put_off, counts.mails_refused), (2, 0, 0));
    let done = counts.jobs.iter().find(|job| job.kind == "deliver-email").expect("it is a kind");
    assert_eq!((done.done, done.put_off, done.given_up), (1, 0, 0));
    crate::privacy::sweep_unattended(&home.engine, NOW).await.expect("the store works");
    assert_eq!(home.engine.counts().swept_at, Some(NOW));
    let stands = vitals(&home.engine, NOW).await.expect("the store works");
    assert!(stands.queue.iter().filter(|(kind, _)| kind.starts_with("deliver")).all(|(_, jobs)| jobs.waiting == 0));
    assert!(stands.ledger_written_at.is_some());
}

#[tokio::test]
async fn a_database_that_was_altered_for_another_register_is_not_served() {
    let home = Home::new();
    assert_eq!(readiness(&home.engine).await, Ok(()));
    let file = rusqlite::Connection::open(home.engine.store().folder().join("ryddig.db")).expect("it opens");
    file.execute("UPDATE schema_state SET fingerprint = 'another'", []).expect("it is written");
    assert_eq!(readiness(&home.engine).await, Err(Unready::OtherRegister));
    file.execute("DROP TABLE schema_state", []).expect("it is dropped");
    assert_eq!(readiness(&home.engine).await, Err(Unready::Silent));
}
