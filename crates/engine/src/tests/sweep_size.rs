//! A sweep over more people than one plan is about.

use super::home::{DAY_SECONDS, Home, NOW};
use crate::limits::SWEEP_PEOPLE;
use crate::privacy::sweep;
use crate::{day_of, limits};

/// Sweeps a year after so many wrote; how many receipts, people and requests went.
async fn swept(people: usize) -> (usize, usize, usize) {
    let home = Home::new();
    for number in 0..people {
        let at = NOW.plus_seconds(i64::try_from(number).expect("a number") * limits::CAP_WINDOW_SECONDS);
        home.send(at, |form| form.email = format!("kari{number}@kunde.example")).await;
    }
    let later = NOW.plus_seconds(400 * DAY_SECONDS);
    let report = sweep(&home.engine, later, day_of(later), false).await.expect("the store works");
    assert_eq!(report.put_off, 0);
    let gone = |key: &str| report.deleted.get(key).copied().unwrap_or(0);
    (report.receipts.len(), gone("person"), gone("contact_request"))
}

#[tokio::test]
async fn so_many_are_one_plan_and_one_more_is_another() {
    assert_eq!(swept(SWEEP_PEOPLE).await, (1, SWEEP_PEOPLE, SWEEP_PEOPLE));
    assert_eq!(swept(SWEEP_PEOPLE + 1).await, (2, SWEEP_PEOPLE + 1, SWEEP_PEOPLE + 1));
}
