//! The queue: claim, lease, postpone, finish.

use super::home::{Home, NOW, id, is_postgres, model, open, text};
use crate::{ApplyError, Changes, Job, QueuedJob};
use model::Moment;

const MAIL: [&str; 1] = ["deliver-email"];

async fn enqueue(home: &Home, number: u128, run_at: Moment) {
    let mut changes = Changes::new();
    changes.enqueue(Job { id: id(number), kind: "deliver-email", target: id(number + 100), run_at });
    home.store.apply(changes).await.unwrap();
}

async fn claim(home: &Home, seconds: i64) -> Option<QueuedJob> {
    home.store.claim_job(NOW.plus_seconds(seconds), NOW.plus_seconds(seconds + 60), &MAIL).await.unwrap()
}

#[tokio::test]
async fn the_oldest_due_job_is_claimed_and_leased() {
    let home = Home::new();
    assert_eq!(claim(&home, 0).await, None);
    assert_eq!(home.store.next_job_at(&MAIL).await, Ok(None));
    enqueue(&home, 1, NOW.plus_seconds(10)).await;
    enqueue(&home, 2, NOW).await;
    enqueue(&home, 3, NOW.plus_seconds(500)).await;
    assert_eq!(home.store.jobs_waiting().await, Ok(3));
    assert_eq!(home.store.next_job_at(&MAIL).await, Ok(Some(NOW)));
    let job = claim(&home, 20).await.unwrap();
    assert_eq!((job.id, job.kind.as_str(), job.target, job.attempts), (id(2), "deliver-email", id(102), 1));
    assert_eq!(claim(&home, 20).await.unwrap().id, id(1));
    assert_eq!(claim(&home, 20).await, None);
    // The lease on the first two runs out before the third is due.
    assert_eq!(home.store.next_job_at(&MAIL).await, Ok(Some(NOW.plus_seconds(80))));
    assert_eq!(claim(&home, 79).await, None);
    let again = claim(&home, 80).await.unwrap();
    assert_eq!((again.id, again.attempts), (id(2), 2));
}

#[tokio::test]
async fn a_job_is_finished_with_the_change_it_made_or_not_at_all() {
    let home = Home::new();
    enqueue(&home, 1, NOW).await;
    let late = claim(&home, 0).await.unwrap();
    let other = claim(&home, 60).await.unwrap();
    let finish = async |job: &QueuedJob| {
        let mut changes = Changes::new();
        changes.insert(&home.write("person"), id(1), home.person("Kari")).unwrap();
        changes.finish(job);
        home.store.apply(changes).await
    };
    assert_eq!(finish(&late).await, Err(ApplyError::Stale { entity: home.entity("job"), id: id(1) }));
    assert_eq!(home.count("person").await, 0);
    assert_eq!(finish(&other).await, Ok(()));
    assert_eq!(home.count("person").await, 1);
    assert_eq!(home.store.jobs_waiting().await, Ok(0));
}

#[tokio::test]
async fn a_job_given_back_runs_later_and_says_why() {
    let home = Home::new();
    enqueue(&home, 1, NOW).await;
    let job = claim(&home, 0).await.unwrap();
    home.store.postpone_job(&job, NOW.plus_seconds(30), &"æ".repeat(301)).await.unwrap();
    assert!(matches!(home.store.postpone_job(&job, NOW, "late").await, Err(ApplyError::Stale { .. })));
    assert_eq!(home.store.next_job_at(&MAIL).await, Ok(Some(NOW.plus_seconds(30))));
    assert_eq!(claim(&home, 29).await, None);
    assert_eq!(claim(&home, 30).await.unwrap().attempts, 2);
    let record = home.get("job", id(1)).await.unwrap();
    assert_eq!(record.get(home.field("job.failure")), Some(&text(&"æ".repeat(300))));
}

#[tokio::test]
async fn whoever_waits_is_told_of_a_new_job() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let mut signals = [home.store.job_signal(), home.store.job_signal()];
    home.insert("person", id(2), home.person("Ola")).await.unwrap();
    assert!(signals.iter().all(|signal| !signal.has_changed().unwrap()), "no job, no signal");
    enqueue(&home, 1, NOW).await;
    for signal in &mut signals {
        signal.changed().await.unwrap();
    }
}

#[tokio::test]
async fn a_job_of_another_kind_is_left_alone() {
    let home = Home::new();
    enqueue(&home, 1, NOW).await;
    assert_eq!(home.store.claim_job(NOW, NOW, &["scrub"]).await, Ok(None));
    assert_eq!(home.store.next_job_at(&["scrub"]).await, Ok(None));
    assert!(home.store.claim_job(NOW, NOW, &["scrub", "deliver-email"]).await.unwrap().is_some());
}

#[tokio::test]
async fn two_who_claim_at_once_get_different_jobs() {
    let home = Home::new();
    for number in 1..=8 {
        enqueue(&home, number, NOW).await;
    }
    let mut claimed = Vec::new();
    for _ in 0..4 {
        let (one, other) = tokio::join!(claim(&home, 0), claim(&home, 0));
        claimed.extend([one.unwrap().id, other.unwrap().id]);
    }
    claimed.sort_unstable();
    assert_eq!(claimed, (1..=8).map(id).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_process_that_ended_leaves_no_lease() {
    if is_postgres() {
        return; // Another node may be at work: the lease runs out by itself.
    }
    let home = Home::new();
    enqueue(&home, 1, NOW).await;
    let late = Moment(i64::MAX);
    assert!(home.store.claim_job(NOW, late, &MAIL).await.unwrap().is_some());
    assert_eq!(home.store.claim_job(NOW, late, &MAIL).await.unwrap(), None);
    let Home { store, folder } = home;
    drop(store);
    let store = open(folder.path(), model()).unwrap();
    assert_eq!(store.claim_job(NOW, late, &MAIL).await.unwrap().map(|job| job.attempts), Some(2));
}

#[tokio::test]
async fn a_job_that_was_given_up_waits_for_a_decision() {
    let home = Home::new();
    enqueue(&home, 1, NOW).await;
    enqueue(&home, 2, NOW).await;
    let given_up = async |why: &str| {
        let job = claim(&home, 0).await.unwrap();
        let mut changes = Changes::new();
        changes.give_up(&job, NOW.plus_seconds(5), why);
        home.store.apply(changes).await.unwrap();
        home.store.given_up_job(job.id).await.unwrap().unwrap()
    };
    assert_eq!(home.store.given_up_jobs(9).await, Ok(Vec::new()));
    let (first, second) = (given_up("no server").await, given_up(&"x".repeat(301)).await);
    assert_eq!((first.id, first.kind.as_str(), first.target), (id(1), "deliver-email", id(101)));
    assert_eq!((first.attempts, first.at, first.failure.as_deref()), (1, NOW.plus_seconds(5), Some("no server")));
    assert_eq!(second.failure.as_ref().map(String::len), Some(300));
    assert_eq!(home.store.given_up_jobs(9).await, Ok(vec![first.clone(), second.clone()]));
    assert_eq!(home.store.given_up_jobs(1).await, Ok(vec![first.clone()]));
    assert_eq!(home.store.jobs_given_up().await, Ok(2));
    assert_eq!((claim(&home, 9_999).await, home.store.next_job_at(&MAIL).await), (None, Ok(None)));

    let mut signal = home.store.job_signal();
    signal.mark_unchanged();
    let mut changes = Changes::new();
    changes.try_again(&first, NOW.plus_seconds(50));
    changes.let_go(&second);
    home.store.apply(changes.clone()).await.unwrap();
    assert!(signal.has_changed().unwrap(), "workers are told");
    assert_eq!(home.store.given_up_jobs(9).await, Ok(Vec::new()));
    assert_eq!(home.store.apply(changes).await, Err(ApplyError::Stale { entity: home.entity("job"), id: id(1) }));
    assert_eq!(claim(&home, 49).await, None);
    assert_eq!(claim(&home, 50).await.map(|job| (job.id, job.attempts)), Some((id(1), 1)));
    assert_eq!(home.store.jobs_waiting().await, Ok(1));
}
