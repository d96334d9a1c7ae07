//! Grants: from day to day, by whom, and that an owner is left.

use super::{EVA, OLA, comes_in, count, day, later, roles, user_at};
use crate::Failure;
use crate::system::{AccessProblem, act_as, end_access, end_grant, end_user, grant, grantable, signed_in, user};
use crate::tests::home::{Home, NOW};

/// An owner, an IT lead, and somebody who supports.
async fn firm() -> (Home, crate::Caller, crate::Caller) {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    let per = home.colleague("per@fjordlys.example", &["it-lead"]).await;
    home.colleague(OLA, &["support"]).await;
    (home, eva, per)
}

#[tokio::test]
async fn a_grant_counts_on_its_first_and_last_day_and_on_none_outside() {
    let (home, eva, _) = firm().await;
    let ola = user_at(&home, OLA).await;
    grant(&home.engine, &eva, NOW, ola, "hr", (Some(day(2)), Some(day(3)))).await.expect("an owner grants");
    for (days, has) in [(1, false), (2, true), (3, true), (4, false)] {
        let (_, caller) = comes_in(&home, later(days), OLA).await.expect("Ola may come in");
        assert_eq!(roles(&home, &caller).contains(&"hr".to_owned()), has, "after {days} days");
    }
    let told = crate::system::colleagues(&home.engine, later(2), home.engine.model().role_named("hr").expect("hr"));
    assert_eq!(told.await.expect("the store works").len(), 1, "whoever is told by mail is so by the same days");
    let told = crate::system::colleagues(&home.engine, later(4), home.engine.model().role_named("hr").expect("hr"));
    assert_eq!(told.await.expect("the store works").len(), 0);
}

#[tokio::test]
async fn days_that_cannot_be_are_refused() {
    let (home, eva, _) = firm().await;
    let ola = user_at(&home, OLA).await;
    for (from, to) in
        [(Some(1), Some(0)), (None, Some(-1)), (Some(-5), Some(-1)), (None, Some(4_000)), (Some(4_000), None)]
    {
        let days = (from.map(day), to.map(day));
        let refused = grant(&home.engine, &eva, NOW, ola, "hr", days).await;
        assert!(matches!(refused, Err(AccessProblem::Days)), "{from:?} to {to:?}: {refused:?}");
    }
    grant(&home.engine, &eva, NOW, ola, "hr", (Some(day(0)), Some(day(0)))).await.expect("for today alone");
    let again = grant(&home.engine, &eva, NOW, ola, "hr", (Some(day(9)), None)).await;
    assert!(matches!(again, Err(AccessProblem::HasIt)));
    let unknown = grant(&home.engine, &eva, NOW, ola, "king", (None, None)).await;
    assert!(matches!(unknown, Err(AccessProblem::NoSuchRole)));
}

#[tokio::test]
async fn who_grants_what_follows_from_one_rule() {
    let (home, eva, per) = firm().await;
    let ola = user_at(&home, OLA).await;
    let try_it = async |caller: &crate::Caller, role: &str| match grant(
        &home.engine,
        caller,
        NOW,
        ola,
        role,
        (None, None),
    )
    .await
    {
        Ok(_) => "done",
        Err(AccessProblem::NotTheirs) => "not theirs",
        Err(AccessProblem::Failed(Failure::Denied)) => "denied",
        Err(other) => panic!("{other}"),
    };
    let (_, supporter) = comes_in(&home, NOW, OLA).await.expect("Ola may come in");
    assert_eq!(try_it(&supporter, "hr").await, "denied", "nobody grants themselves anything");
    assert_eq!(try_it(&supporter, "owner").await, "denied");
    assert_eq!(try_it(&per, "owner").await, "not theirs");
    assert_eq!(try_it(&per, "privacy-lead").await, "not theirs", "it carries out rights");
    assert_eq!(try_it(&per, "hr").await, "done");
    assert_eq!(try_it(&eva, "privacy-lead").await, "done");
    assert_eq!(try_it(&eva, "owner").await, "done");
    let offered = grantable(&home.engine, &per);
    assert!(offered.iter().all(|(key, _)| key != "owner" && key != "privacy-lead") && !offered.is_empty());
    assert_eq!(grantable(&home.engine, &supporter), []);
    let page = user(&home.engine, &per, NOW, ola).await.expect("the IT lead sees it");
    let may = |key: &str| page.grants.iter().find(|grant| grant.key == key).map(|grant| grant.may_end);
    assert_eq!((may("owner"), may("hr")), (Some(false), Some(true)));
    let owner = page.grants.iter().find(|grant| grant.key == "owner").expect("it is there");
    let ended = end_grant(&home.engine, &per, NOW, (owner.id, owner.version)).await;
    assert!(matches!(ended, Err(AccessProblem::NotTheirs)));
    let ended = end_access(&home.engine, &per, NOW, ola, day(0)).await;
    assert!(matches!(ended, Err(AccessProblem::NotTheirs)), "an owner is ended by owners");
}

#[tokio::test]
async fn a_grant_ends_at_once_and_what_has_held_stays_as_what_was() {
    let (home, eva, _) = firm().await;
    let ola = user_at(&home, OLA).await;
    let (session, _) = comes_in(&home, NOW, OLA).await.expect("Ola may come in");
    let before = count(&home, "role_grant").await;
    let page = user(&home.engine, &eva, NOW, ola).await.expect("an owner sees it");
    let support = &page.grants[0];
    end_grant(&home.engine, &eva, NOW, (support.id, support.version)).await.expect("an owner ends it");
    let caller = signed_in(&home.engine, NOW, &session).await.expect("the store works").expect("Ola is in");
    assert_eq!(roles(&home, &caller), [] as [&str; 0], "in the same session");
    let page = user(&home.engine, &eva, NOW, ola).await.expect("an owner sees it");
    assert!(page.grants[0].is_over && !page.grants[0].may_end);
    assert_eq!(count(&home, "role_grant").await, before);
    let again = end_grant(&home.engine, &eva, NOW, (support.id, page.grants[0].version)).await;
    assert!(matches!(again, Err(AccessProblem::Failed(Failure::Stale))));
    let coming = grant(&home.engine, &eva, NOW, ola, "hr", (Some(day(3)), None)).await.expect("an owner grants");
    end_grant(&home.engine, &eva, NOW, (coming, 1)).await.expect("an owner ends it");
    assert_eq!(count(&home, "role_grant").await, before, "one that never held is gone");
}

#[tokio::test]
async fn the_last_owner_cannot_be_taken_away() {
    let (home, eva, _) = firm().await;
    let me = user_at(&home, EVA).await;
    let own = user(&home.engine, &eva, NOW, me).await.expect("an owner sees it").grants[0].clone();
    let refused = |done: Result<(), AccessProblem>| assert!(matches!(done, Err(AccessProblem::LastOwner)), "{done:?}");
    refused(end_grant(&home.engine, &eva, NOW, (own.id, own.version)).await);
    refused(end_access(&home.engine, &eva, NOW, me, day(0)).await);
    refused(end_access(&home.engine, &eva, NOW, me, day(30)).await);
    refused(end_user(&home.engine, NOW, EVA).await.map(|_| ()));
    let ola = user_at(&home, OLA).await;
    grant(&home.engine, &eva, NOW, ola, "owner", (None, Some(day(30)))).await.expect("an owner grants");
    refused(end_grant(&home.engine, &eva, NOW, (own.id, own.version)).await);
    assert!(comes_in(&home, NOW, EVA).await.is_some(), "nothing was done");
    let eva_again = comes_in(&home, NOW, EVA).await.expect("Eva may come in").1;
    let page = user(&home.engine, &eva, NOW, ola).await.expect("an owner sees it");
    let timed = page.grants.iter().find(|grant| grant.key == "owner").expect("it is there");
    end_grant(&home.engine, &eva_again, NOW, (timed.id, timed.version)).await.expect("Eva stays");
    grant(&home.engine, &eva, NOW, ola, "owner", (None, None)).await.expect("an owner grants");
    let own = user(&home.engine, &eva, NOW, me).await.expect("an owner sees it").grants[0].clone();
    end_grant(&home.engine, &eva, NOW, (own.id, own.version)).await.expect("Ola is one now");
}

#[tokio::test]
async fn two_owners_who_end_each_other_at_the_same_time_do_not_both() {
    let (home, eva, _) = firm().await;
    let ola = user_at(&home, OLA).await;
    let me = user_at(&home, EVA).await;
    grant(&home.engine, &eva, NOW, ola, "owner", (None, None)).await.expect("an owner grants");
    let (_, other) = comes_in(&home, NOW, OLA).await.expect("Ola may come in");
    let (one, two) = futures_util::future::join(
        end_access(&home.engine, &eva, NOW, ola, day(0)),
        end_access(&home.engine, &other, NOW, me, day(0)),
    )
    .await;
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|done| **done).count(), 1, "{one:?} {two:?}");
}

#[tokio::test]
async fn acting_narrows_and_never_widens() {
    let home = Home::new();
    home.colleague(OLA, &["support", "hr", "owner"]).await;
    let (session, ola) = comes_in(&home, NOW, OLA).await.expect("Ola may come in");
    let now = async || signed_in(&home.engine, NOW, &session).await.expect("the store works").expect("Ola is in");
    for foreign in [&["payroll"][..], &["support", "payroll"], &["king"]] {
        assert!(matches!(act_as(&home.engine, &ola, NOW, foreign).await, Err(Failure::Denied)), "{foreign:?}");
    }
    act_as(&home.engine, &ola, NOW, &["support"]).await.expect("it is Ola's");
    let acting = now().await;
    assert_eq!(roles(&home, &acting), ["support"]);
    assert!(acting.capacity.is_acting && acting.capacity.roles.len() == 3);
    assert!(!crate::system::administers(&home.engine, &acting), "what is not worked as does not count");
    let elsewhere = comes_in(&home, NOW, OLA).await.expect("Ola may come in").1;
    assert_eq!(roles(&home, &elsewhere).len(), 3, "in another session they are who they are");
    let user = user_at(&home, OLA).await;
    let eva = home.colleague(EVA, &["owner"]).await;
    let page = crate::system::user(&home.engine, &eva, NOW, user).await.expect("an owner sees it");
    let support = page.grants.iter().find(|grant| grant.key == "support").expect("it is there");
    end_grant(&home.engine, &eva, NOW, (support.id, support.version)).await.expect("an owner ends it");
    assert_eq!(
        roles(&home, &now().await),
        [] as [&str; 0],
        "what ended meanwhile does not come back as something else"
    );
    act_as(&home.engine, &now().await, NOW, &[]).await.expect("back to all");
    assert_eq!(roles(&home, &now().await), ["hr", "owner"]);
}
