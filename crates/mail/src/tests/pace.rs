//! Mail goes out evenly, and is tried again in time.

use std::time::{Duration, SystemTime};

use crate::limits::{PACED_DOMAINS_MAX_COUNT, RETRY_MAX_SECONDS};
use crate::{Pace, retry_after};

#[test]
fn attempts_grow_rare_and_end_after_five_days() {
    let (mut age, mut pauses) = (Duration::ZERO, Vec::new());
    for attempt in 1.. {
        let Some(pause) = retry_after(attempt, age) else { break };
        age += pause;
        pauses.push(pause.as_secs());
    }
    assert_eq!(pauses[..7], [60, 300, 900, 1_800, 3_600, 7_200, 14_400]);
    assert!(pauses.is_sorted());
    assert!(age.as_secs() <= RETRY_MAX_SECONDS && age.as_secs() > RETRY_MAX_SECONDS - 14_400);
}

#[test]
fn each_domain_has_its_own_pace() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000);
    let mut pace = Pace::new(60);
    let mut wait = |address: &str, later: u64| pace.wait(address, now + Duration::from_secs(later)).as_secs();
    assert_eq!([wait("a@example.no", 0), wait("b@EXAMPLE.no", 0), wait("c@example.no", 0)], [0, 1, 2]);
    assert_eq!(wait("a@example.net", 0), 0);
    assert_eq!([wait("a@example.no", 2), wait("a@example.no", 60)], [1, 0]);
    pace.hold("a@example.no", now + Duration::from_secs(200));
    assert_eq!(pace.wait("b@example.no", now + Duration::from_secs(100)).as_secs(), 100);
}

#[test]
fn no_more_domains_are_remembered_than_may_be() {
    let now = SystemTime::UNIX_EPOCH;
    let mut pace = Pace::new(1);
    for number in 0..=PACED_DOMAINS_MAX_COUNT + 5 {
        pace.wait(&format!("a@{number}.example"), now);
    }
    assert!(pace.is_bounded());
}
