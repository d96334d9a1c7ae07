//! A sweep over more people than one plan is about.

use super::home::{DAY_SECONDS, Home, NOW};
use crate::limits::SWEEP_PEOPLE;
use crate::privacy::sweep;
use crate::{day_of, limits};
use model::Value;
use store::{Changes, Condition};

/// So many people have written.
async fn written(people: usize) -> Home {
    let home = Home::new();
    for number in 0..people {
        let at = NOW.plus_seconds(i64::try_from(number).expect("a number") * limits::CAP_WINDOW_SECONDS);
        home.send(at, |form| form.email = address(number)).await;
    }
    home
}

fn address(number: usize) -> String {
    format!("kari{number}@kunde.example")
}

/// Sweeps a year after; how many receipts, people and requests went.
async fn swept(home: Home) -> (usize, usize, usize) {
    let later = NOW.plus_seconds(400 * DAY_SECONDS);
    let report = sweep(&home.engine, later, day_of(later), false).await.expect("the store works");
    assert_eq!(report.put_off, 0);
    let gone = |key: &str| report.deleted.get(key).copied().unwrap_or(0);
    (report.receipts.len(), gone("person"), gone("contact_request"))
}

#[tokio::test]
async fn so_many_are_one_plan_and_one_more_is_another() {
    assert_eq!(swept(written(SWEEP_PEOPLE).await).await, (1, SWEEP_PEOPLE, SWEEP_PEOPLE));
    assert_eq!(swept(written(SWEEP_PEOPLE + 1).await).await, (2, SWEEP_PEOPLE + 1, SWEEP_PEOPLE + 1));
}

/// The request of one names the address of the other, where the two are in different plans and either is decided on while
/// the other is carried out.
#[tokio::test]
async fn people_who_hold_each_other_up_across_two_plans_go_all_the_same() {
    let people = SWEEP_PEOPLE + 1;
    let home = written(people).await;
    let (requests, addresses) = (&home.engine.tables().contact_request, &home.engine.tables().email_address);
    let mut changes = Changes::new();
    for (one, other) in [(0, people - 1), (people - 1, 0)] {
        let person = home.find(&address(one)).await.expect("they wrote");
        let request = requests.all().matching(Condition::Is(requests.f.person, Value::Id(person)));
        let request = requests.first(home.engine.store(), request).await.expect("it is read").expect("theirs");
        let named = addresses.all().matching(Condition::Is(addresses.f.address, Value::Text(address(other))));
        let named = addresses.first(home.engine.store(), named).await.expect("it is read").expect("the other's");
        let cells = vec![(requests.f.address, Value::Id(named.id))];
        changes.update(&requests.write, request.id, request.version, cells).expect("the engine may");
    }
    home.engine.store().apply(changes).await.expect("it is written");
    let (_, gone, requests) = swept(home).await;
    assert_eq!((gone, requests), (people, people));
}
