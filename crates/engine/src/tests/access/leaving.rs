//! Leaving: on a day that is set, or after the last day of work; and what goes at once.

use super::{EVA, OLA, comes_in, count, day, later, put, user_at};
use crate::system::{Access, NewToken, end_access, end_departed, machine, make_token, sign_in_link, signed_in, user};
use crate::tests::home::{Home, NOW};
use crate::{Day, RowId};
use model::Value;

#[tokio::test]
async fn whoever_leaves_is_out_at_once_with_everything_they_came_in_by() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    home.colleague("per@fjordlys.example", &["it-lead"]).await;
    let (session, per) = comes_in(&home, NOW, "per@fjordlys.example").await.expect("Per may come in");
    let wanted = NewToken {
        name: "Lønn".to_owned(),
        activity: "payroll".to_owned(),
        writes: false,
        entities: Vec::new(),
        expires_on: day(10),
    };
    let (_, token) = make_token(&home.engine, &per, NOW, &wanted).await.expect("Per administers");
    sign_in_link(&home.engine, NOW, "per@fjordlys.example").await.expect("the store works").expect("a link");
    let (sessions, links) = (count(&home, "session").await, count(&home, "sign_in_link").await);
    let id = user_at(&home, "per@fjordlys.example").await;
    end_access(&home.engine, &eva, NOW, id, day(0)).await.expect("an owner ends it");
    assert!(signed_in(&home.engine, NOW, &session).await.expect("the store works").is_none());
    assert_eq!(machine(&home.engine, NOW, &token).await.expect("the store works"), None);
    assert_eq!(count(&home, "machine_token").await, 0);
    assert_eq!((count(&home, "session").await, count(&home, "sign_in_link").await), (sessions - 2, links - 1));
    assert!(comes_in(&home, NOW, EVA).await.is_some(), "nobody else's");
}

/// What goes when a user leaves, what they can come in by first of all, is told by the register's own shape, so that nothing new is forgotten.
#[test]
fn everything_that_goes_with_a_user_and_that_no_role_reads_goes_when_they_leave() {
    let model = testkit::model();
    let mut left = vec![model.entity_named("user").expect("there are users")];
    let mut keys: Vec<&str> = Vec::new();
    while let Some(to) = left.pop() {
        let found = crate::system::key_links(&model, to).into_iter().map(|link| model[link].entity);
        left.extend(found.clone());
        keys.extend(found.map(|entity| model[entity].key.as_str()));
    }
    keys.sort_unstable();
    let expected = [
        "account_notice",
        "authenticator",
        "draft",
        "external_identity",
        "follow",
        "long_job",
        "long_job_part",
        "notice",
        "notice_choice",
        "passkey",
        "recent_row",
        "recovery_code",
        "session",
        "sign_in_link",
        "user_password",
    ];
    assert_eq!(keys, expected);
}

#[tokio::test]
async fn a_day_to_come_ends_it_by_itself() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    home.colleague(OLA, &["support"]).await;
    let id = user_at(&home, OLA).await;
    end_access(&home.engine, &eva, NOW, id, day(3)).await.expect("an owner sets it");
    let (session, _) = comes_in(&home, later(2), OLA).await.expect("until then Ola may");
    assert!(signed_in(&home.engine, later(3), &session).await.expect("the store works").is_none());
    assert!(comes_in(&home, later(3), OLA).await.is_none());
    let page = user(&home.engine, &eva, NOW, id).await.expect("an owner sees it");
    assert_eq!(page.line.access, Access::Ends(day(3)));
}

/// Ola is employed until `ended`, and perhaps departs on `departs`.
async fn employed(home: &Home, person: RowId, id: u8, ended: Option<Day>, departs: Option<Day>) {
    let day = |day: Option<Day>| day.map_or(Value::Null, Value::Day);
    let job = put(home, "employment", id, &[("person", Value::Id(person)), ("ended_on", day(ended))]).await;
    if departs.is_some() {
        let state = Value::Text("planned".to_owned());
        let cells = [("employment", Value::Id(job)), ("last_day", day(departs)), ("state", state)];
        put(home, "departure", id + 1, &cells).await;
    }
}

#[tokio::test]
async fn the_last_day_of_work_is_the_last_day_here() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    home.colleague(OLA, &["support"]).await;
    let id = user_at(&home, OLA).await;
    let ola = home.find(OLA).await.expect("Ola is known");
    employed(&home, ola, 60, None, Some(day(2))).await;
    assert!(comes_in(&home, later(2), OLA).await.is_some(), "on the last day");
    let (session, _) = comes_in(&home, later(2), OLA).await.expect("on the last day");
    assert!(signed_in(&home.engine, later(3), &session).await.expect("the store works").is_none());
    assert!(comes_in(&home, later(3), OLA).await.is_none(), "the day after");
    assert_eq!(end_departed(&home.engine, later(2)).await.ok(), Some(0));
    assert_eq!(end_departed(&home.engine, later(3)).await.ok(), Some(1));
    assert_eq!(end_departed(&home.engine, later(3)).await.ok(), Some(0), "once");
    let page = user(&home.engine, &eva, later(3), id).await.expect("an owner sees it");
    assert_eq!(page.line.access, Access::Ended(day(3)));
    employed(&home, home.find(EVA).await.expect("Eva is known"), 70, Some(day(-1)), None).await;
    assert!(comes_in(&home, NOW, EVA).await.is_some(), "the only owner is not shut out by a day in an employment");
}

#[tokio::test]
async fn whoever_works_here_in_another_way_still_comes_in() {
    let home = Home::new();
    home.colleague(OLA, &["support"]).await;
    let ola = home.find(OLA).await.expect("Ola is known");
    employed(&home, ola, 60, Some(day(-10)), None).await;
    assert!(comes_in(&home, NOW, OLA).await.is_none());
    employed(&home, ola, 70, None, None).await;
    assert!(comes_in(&home, NOW, OLA).await.is_some());
}
