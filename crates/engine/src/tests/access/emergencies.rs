//! Emergency access: for which roles, with which reason, for how long, and who is told and judges.

use super::{EVA, OLA, comes_in, count, roles};
use crate::Failure;
use crate::system::{
    EmergencyProblem, act_as, break_glass, count_to_review, emergencies, emergency_roles, give_back, review, signed_in,
};
use crate::tests::home::{Home, NOW};

const WHY: &str = "Vakten er syk, og kunden ringer om en sak.";

#[tokio::test]
async fn it_works_at_once_for_its_hours_and_every_owner_is_told() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    home.colleague(OLA, &["hr"]).await;
    let (session, ola) = comes_in(&home, NOW, OLA).await.expect("Ola may come in");
    let id = break_glass(&home.engine, &ola, NOW, ("support", 2), WHY).await.expect("the register allows it");
    for (seconds, has) in [(0, true), (2 * 3600 - 1, true), (2 * 3600, false)] {
        let at = NOW.plus_seconds(seconds);
        let caller = signed_in(&home.engine, at, &session).await.expect("the store works").expect("Ola is in");
        assert_eq!(roles(&home, &caller).contains(&"support".to_owned()), has, "after {seconds} s");
        assert_eq!(caller.capacity.emergencies.len(), usize::from(has));
    }
    home.work(NOW).await;
    let mails = home.mails_to(EVA);
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("/desk/users") && !mails[0].text.contains(WHY), "where to look, and not why");
    let lines = emergencies(&home.engine, &eva).await.expect("an owner sees it");
    assert_eq!((lines[0].reason.as_str(), lines[0].may_review, lines[0].id), (WHY, true, id));
    assert_eq!(count_to_review(&home.engine, &eva).await.ok(), Some(1));
    assert!(matches!(emergencies(&home.engine, &ola).await, Err(Failure::Denied)));
    let judged = (lines[0].id, lines[0].version);
    assert!(review(&home.engine, &ola, NOW, judged, (true, "")).await.is_err(), "not by just anybody");
    review(&home.engine, &eva, NOW, judged, (false, "Ring meg neste gang.")).await.expect("an owner judges");
    assert_eq!(count_to_review(&home.engine, &eva).await.ok(), Some(0));
    let lines = emergencies(&home.engine, &eva).await.expect("an owner sees it");
    assert_eq!((lines[0].was_right, lines[0].may_review), (Some(false), false));
    assert!(review(&home.engine, &eva, NOW, judged, (true, "")).await.is_err(), "once");
    let (_, ola) = comes_in(&home, NOW, OLA).await.expect("Ola may come in");
    let refused = break_glass(&home.engine, &ola, NOW, ("support", 1), WHY).await;
    assert!(matches!(refused, Err(EmergencyProblem::JudgedWrong)), "{refused:?}");
    break_glass(&home.engine, &ola, NOW, ("support-lead", 1), WHY).await.expect("another role is another matter");
}

#[tokio::test]
async fn only_what_the_register_opens_with_a_reason_and_for_hours() {
    let home = Home::new();
    let ola = home.colleague(OLA, &["hr"]).await;
    let open: Vec<String> = emergency_roles(&home.engine, &ola).into_iter().map(|(key, _)| key).collect();
    assert_eq!(open.len(), 4);
    assert!(open.contains(&"support".to_owned()), "{open:?}");
    for closed in ["owner", "it-lead", "privacy-lead", "payroll", "hr", "king"] {
        let refused = break_glass(&home.engine, &ola, NOW, (closed, 1), WHY).await;
        assert!(matches!(refused, Err(EmergencyProblem::NotOpen)), "{closed}");
    }
    let with = async |reason: &str, hours| break_glass(&home.engine, &ola, NOW, ("support", hours), reason).await;
    assert!(matches!(with(WHY, 0).await, Err(EmergencyProblem::Hours(_))));
    assert!(matches!(with(WHY, 5).await, Err(EmergencyProblem::Hours(_))));
    assert!(matches!(with(&"a".repeat(19), 1).await, Err(EmergencyProblem::Reason(_))));
    assert!(matches!(with(&" ".repeat(40), 1).await, Err(EmergencyProblem::Reason(_))));
    assert!(matches!(with(&"a".repeat(1_001), 1).await, Err(EmergencyProblem::Reason(_))));
    assert!(matches!(with("Med et tegn \u{7} som ingen skriver", 1).await, Err(EmergencyProblem::NotText)));
    assert_eq!(count(&home, "break_glass").await, 0, "nothing was stored");
    with(&"a".repeat(20), 4).await.expect("as short and as long as may be");
}

#[tokio::test]
async fn a_company_cannot_open_who_comes_in_or_the_rights_of_persons_to_emergencies() {
    let mut model = testkit::model();
    for role in &mut model.roles {
        role.break_glass = true;
    }
    let home = Home::with(model);
    let ola = home.colleague(OLA, &["hr"]).await;
    for closed in ["owner", "it-lead", "privacy-lead"] {
        let refused = break_glass(&home.engine, &ola, NOW, (closed, 1), WHY).await;
        assert!(matches!(refused, Err(EmergencyProblem::NotOpen)), "{closed}");
    }
    break_glass(&home.engine, &ola, NOW, ("payroll", 1), WHY).await.expect("the company opens it");
}

#[tokio::test]
async fn it_is_given_back_early_by_whoever_took_it_and_ends_acting() {
    let home = Home::new();
    home.colleague(OLA, &["hr", "employee"]).await;
    let (session, ola) = comes_in(&home, NOW, OLA).await.expect("Ola may come in");
    act_as(&home.engine, &ola, NOW, &["employee"]).await.expect("it is Ola's");
    let now = async |at| signed_in(&home.engine, at, &session).await.expect("the store works").expect("Ola is in");
    let id = break_glass(&home.engine, &now(NOW).await, NOW, ("support", 1), WHY).await.expect("it is open");
    assert_eq!(roles(&home, &now(NOW).await), ["employee", "hr", "support"]);
    let eva = home.colleague(EVA, &["owner"]).await;
    assert!(matches!(give_back(&home.engine, &eva, NOW, id).await, Err(Failure::NotFound)));
    let at = NOW.plus_seconds(60);
    give_back(&home.engine, &now(at).await, at, id).await.expect("Ola gives it back");
    assert_eq!(roles(&home, &now(at).await), ["employee", "hr"]);
}

#[tokio::test]
async fn another_owner_judges_an_owner() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    let id = break_glass(&home.engine, &eva, NOW, ("support", 1), WHY).await.expect("it is open");
    let other = home.colleague(OLA, &["owner"]).await;
    let own = review(&home.engine, &eva, NOW, (id, 1), (true, "")).await;
    assert!(matches!(own, Err(EmergencyProblem::OwnCase)));
    review(&home.engine, &other, NOW, (id, 1), (true, "")).await.expect("another owner judges");
}
