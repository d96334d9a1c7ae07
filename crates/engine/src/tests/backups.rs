//! Backups: queued once when one is due, made by one, told of when late, and what the journal forgets.

use super::home::{Home, NOW};
use crate::jobs::{JobKind, Lane, Round, back_up, work};
use crate::limits::{BACKUP_EVERY_SECONDS, BACKUP_LATE_SECONDS, JOURNAL_MARGIN_DAYS};
use crate::privacy::{
    Carried, NewestBackup, Wish, backup_waits, carry_out, forget_old_erasures, look_after_backups, plan_wish,
};
use model::{Language, Moment};
use rights::day_of;
use std::sync::atomic::{AtomicUsize, Ordering};

async fn look(home: &Home, at: Moment, newest: NewestBackup) {
    look_after_backups(&home.engine, at, newest).await.expect("the store works");
}

/// Tries to make what is due at `at`, and whether it was made.
async fn made(home: &Home, at: Moment, answer: Result<(), String>) -> bool {
    let count = AtomicUsize::new(0);
    let make = || async {
        count.fetch_add(1, Ordering::Relaxed);
        answer.clone()
    };
    back_up(&home.engine, at, make).await.expect("the store works");
    count.into_inner() == 1
}

#[tokio::test]
async fn a_backup_is_made_once_when_the_newest_is_a_day_old() {
    let home = Home::new();
    let due = NOW.plus_seconds(BACKUP_EVERY_SECONDS);
    look(&home, due.plus_seconds(-1), NewestBackup::Made(NOW)).await;
    assert!(!made(&home, due, Ok(())).await, "it is young");
    look(&home, due, NewestBackup::Made(NOW)).await;
    look(&home, due, NewestBackup::Missing).await;
    let upkeep = work(&home.engine, due, Lane::Upkeep).await.expect("the store works");
    assert!(matches!(upkeep, Round::Idle(_)), "the other lanes leave it alone: {upkeep:?}");
    assert!(made(&home, due, Ok(())).await);
    assert!(!made(&home, due, Ok(())).await, "once");
    assert_eq!(JobKind::BackUp.key(), "back-up");
}

#[tokio::test]
async fn a_backup_that_fails_is_tried_again() {
    let home = Home::new();
    look(&home, NOW, NewestBackup::Missing).await;
    assert!(made(&home, NOW, Err("the disk is full".to_owned())).await);
    assert!(!made(&home, NOW, Ok(())).await, "after a pause");
    assert!(made(&home, NOW.plus_seconds(60), Ok(())).await);
}

#[tokio::test]
async fn a_late_backup_is_told_to_those_who_carry_out_rights() {
    let home = Home::new();
    let (ida, seller) = (home.ida().await, home.colleague("selger@fjordlys.example", &["support"]).await);
    let late = NOW.plus_seconds(BACKUP_LATE_SECONDS);
    assert_eq!(backup_waits(&home.engine, &ida, late), None, "there is no folder of them");
    look(&home, NOW, NewestBackup::Missing).await;
    assert_eq!(backup_waits(&home.engine, &ida, NOW), Some(NewestBackup::Missing));
    let newest = NewestBackup::Made(NOW);
    look(&home, NOW, newest).await;
    assert_eq!(backup_waits(&home.engine, &ida, late.plus_seconds(-1)), None);
    assert_eq!(backup_waits(&home.engine, &ida, late), Some(newest));
    assert_eq!(backup_waits(&home.engine, &seller, late), None);
}

#[tokio::test]
async fn an_erasure_is_forgotten_when_no_backup_can_be_older() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    let kari = home.find(super::home::KARI).await.expect("she wrote");
    let (ida, now) = (home.ida().await, NOW);
    let plan = plan_wish(&home.engine, &ida, (kari, Wish::Erasure), Language::Nb, day_of(now)).await.expect("a plan");
    let done = carry_out(&home.engine, &ida, now, (kari, Wish::Erasure), &plan.fingerprint, Language::Nb)
        .await
        .expect("the store works");
    assert!(matches!(done, Carried::Done { .. }), "{done:?}");
    let erasures = || home.engine.store().journal().erasures().expect("it is read").0.len();
    let days = i64::from(home.engine.model().backup.keep_days) + JOURNAL_MARGIN_DAYS;
    let last = now.plus_seconds(days * 24 * 60 * 60);
    let forget = |at: Moment| forget_old_erasures(&home.engine, at).expect("it is written");
    assert_eq!((forget(last), erasures()), (0, 1));
    assert_eq!((forget(last.plus_seconds(1)), erasures()), (1, 0));
}
