//! Invitations.

use super::*;
use crate::limits::{INVITATION_SECONDS, NAME_CHARACTERS};
use crate::system::{UserProblem, invitations, invite, invite_again, may_invite, roles_to_give, withdraw};
use crate::{Failure, RowId};

const NEW: &str = "nina@fjordlys.example";

/// The links to an invitation that were mailed, the first one first.
fn links(home: &Home) -> Vec<String> {
    let mails = home.mails_to(NEW);
    let lines = mails.iter().flat_map(|mail| mail.text.lines().map(str::trim));
    lines.filter(|line| line.contains("/welcome/")).map(|line| last(line).to_owned()).collect()
}

async fn accept(home: &Home, at: Moment, secret: &str) -> Choice {
    let new = NewPassword { password: PASSWORD, again: PASSWORD };
    let link = (LinkPurpose::Welcome, secret);
    choose_by_link(&home.engine, at, link, new, &stranger(), &here).await.expect("the store works")
}

#[tokio::test]
async fn an_invitation_lets_a_colleague_in_for_a_week() {
    let home = Home::new();
    let engine = &home.engine;
    let owner = home.colleague(ADA, &["owner"]).await;
    let user = invite(engine, &owner, NOW, "Nina", NEW, Language::Nb, &["support"]).await.expect("she may");
    let shown = crate::system::user(engine, &owner, NOW, user).await.expect("she may");
    assert_eq!(shown.grants.iter().map(|grant| grant.granted_by.as_str()).collect::<Vec<_>>(), ["Ida"], "who gave it");
    assert_eq!(links(&home), [""; 0], "nothing goes out before the job");
    home.work(NOW).await;
    let secret = links(&home).pop().expect("a link");
    let open = invitations(engine, &owner, NOW).await.expect("she may");
    assert_eq!(open.iter().map(|one| (one.user, one.address.as_str())).collect::<Vec<_>>(), [(user, NEW)]);
    let end = NOW.plus_seconds(INVITATION_SECONDS);
    assert_eq!(accept(&home, end, &secret).await, Choice::Gone, "a week later");
    let accepted = accept(&home, end.plus_seconds(-1), &secret).await;
    assert!(matches!(&accepted, Choice::Chosen(begun) if begun.stage == Stage::In), "{accepted:?}");
    assert_eq!(accept(&home, NOW, &secret).await, Choice::Gone, "once");
    assert_eq!(invitations(engine, &owner, NOW).await.expect("she may"), []);
    assert!(matches!(withdraw(engine, &owner, NOW, user).await, Err(Failure::NotFound)), "it was accepted");
}

#[tokio::test]
async fn an_invitation_is_sent_again_and_withdrawn() {
    let home = Home::new();
    let engine = &home.engine;
    let owner = home.colleague(ADA, &["owner"]).await;
    let user = invite(engine, &owner, NOW, "Nina", NEW, Language::En, &["support"]).await.expect("she may");
    home.work(NOW).await;
    let later = NOW.plus_seconds(INVITATION_SECONDS);
    invite_again(engine, &owner, later, user).await.expect("she may");
    home.work(later).await;
    let [first, second] = &links(&home)[..] else { panic!("two mails") };
    assert_eq!(accept(&home, NOW, first).await, Choice::Gone, "the second takes its place");
    withdraw(engine, &owner, later, user).await.expect("she may");
    assert_eq!(accept(&home, later, second).await, Choice::Gone);
    assert!(matches!(invite_again(engine, &owner, later, user).await, Err(Failure::NotFound)));
    let again = invite(engine, &owner, later, "Nina", NEW, Language::En, &["support"]).await;
    assert!(again.is_ok(), "she can be invited anew: {again:?}");
}

#[tokio::test]
async fn a_withdrawn_invitation_is_not_mailed() {
    let home = Home::new();
    let owner = home.colleague(ADA, &["owner"]).await;
    let user = invite(&home.engine, &owner, NOW, "Nina", NEW, Language::Nb, &[]).await.expect("she may");
    withdraw(&home.engine, &owner, NOW, user).await.expect("she may");
    home.work(NOW).await;
    assert_eq!(links(&home), [""; 0]);
}

#[tokio::test]
async fn only_those_who_give_roles_invite_and_only_owners_make_owners() {
    let home = Home::new();
    let engine = &home.engine;
    let ida = home.ida().await;
    let lead = home.colleague("it@fjordlys.example", &["it-lead"]).await;
    let owner = home.colleague(ADA, &["owner"]).await;
    let try_it = async |caller, name: &str, address: &str, roles: &[&str]| {
        invite(engine, caller, NOW, name, address, Language::Nb, roles).await
    };
    assert!(!may_invite(engine, &ida) && may_invite(engine, &lead) && may_invite(engine, &owner));
    assert!(matches!(try_it(&ida, "Nina", NEW, &[]).await, Err(UserProblem::Failed(Failure::Denied))));
    assert!(matches!(invitations(engine, &ida, NOW).await, Err(Failure::Denied)));
    assert!(matches!(withdraw(engine, &ida, NOW, RowId([1; 16])).await, Err(Failure::Denied)));
    assert!(
        matches!(try_it(&lead, "Nina", NEW, &["owner"]).await, Err(UserProblem::NotYours(role)) if role == "owner")
    );
    assert!(!roles_to_give(engine, &lead).expect("may").iter().any(|role| role.key == "owner"));
    assert!(matches!(try_it(&owner, " ", NEW, &[]).await, Err(UserProblem::NoName)));
    let long = "n".repeat(NAME_CHARACTERS + 1);
    assert!(matches!(try_it(&owner, &long, NEW, &[]).await, Err(UserProblem::NameTooLong(NAME_CHARACTERS))));
    assert!(matches!(try_it(&owner, "Nina", "nina", &[]).await, Err(UserProblem::NotAnAddress)));
    assert!(matches!(try_it(&owner, "Nina", NEW, &["king"]).await, Err(UserProblem::NoSuchRole(_))));
    assert!(matches!(try_it(&owner, "Nina", ADA, &[]).await, Err(UserProblem::Exists)));
    assert!(try_it(&owner, &long[1..], NEW, &["owner"]).await.is_ok());
}

#[tokio::test]
async fn an_owner_is_withdrawn_by_no_lesser_and_nobody_is_who_has_come_in() {
    let home = Home::new();
    let engine = &home.engine;
    let lead = home.colleague("it@fjordlys.example", &["it-lead"]).await;
    let owner = home.colleague("first@fjordlys.example", &["owner"]).await;
    let second = invite(engine, &owner, NOW, "Nina", NEW, Language::Nb, &["owner"]).await.expect("she may");
    assert!(matches!(withdraw(engine, &lead, NOW, second).await, Err(Failure::Denied)));
    assert!(matches!(invite_again(engine, &lead, NOW, second).await, Err(Failure::Denied)));
    let again = first_owner(engine, NOW, ("Ada", ADA), Language::Nb, true).await.expect("said again");
    assert!(matches!(accept(&home, NOW, last(&again)).await, Choice::Chosen(_)));
    first_owner(engine, NOW, ("Ada", ADA), Language::Nb, true).await.expect("another link for her");
    let open = invitations(engine, &owner, NOW).await.expect("she may");
    assert_eq!(open.iter().map(|one| one.user).collect::<Vec<_>>(), [second], "hers is no invitation");
}
