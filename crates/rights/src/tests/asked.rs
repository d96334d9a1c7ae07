//! What a person ends by asking for erasure: consent, and marketing.

use super::firm::{FIRM, day, text};
use super::{CLUB, Club, id};
use crate::{Action, Facts, Reason, due, ending, erasure};
use model::{Day, Record, RowId};

const TODAY: Day = Day(20_000);

fn facts(club: &Club, own: Record, around: Vec<Record>) -> Facts {
    Facts { rows: vec![club.person(), club.mailbox(), own], around, ..Facts::default() }
}

/// What becomes of the last row when the person asks.
fn asked(club: &Club, facts: &Facts) -> (Action, Reason) {
    let plan = erasure(&club.model, facts, TODAY);
    let last = facts.rows.last().unwrap().id;
    let step = plan.steps.iter().find(|step| step.id == last).unwrap();
    assert!(due(&club.model, facts, TODAY).steps.iter().all(|step| step.id != last), "unasked it goes on");
    (step.action.clone(), step.reason)
}

#[test]
fn what_rests_on_consent_ends_and_a_contract_goes_on() {
    let club = Club::with_firm();
    let end = |ground| asked(&club, &facts(&club, club.subscription(Some(ground)), Vec::new()));
    assert_eq!(end("consent"), (Action::Delete, Reason::Asked));
    assert_eq!(end("sale"), (Action::Keep, Reason::Ongoing));
}

#[test]
fn with_the_consent_goes_what_it_held_up() {
    let club = Club::with_firm();
    let facts = facts(&club, club.subscription(Some("consent")), Vec::new());
    let plan = erasure(&club.model, &facts, TODAY);
    assert!(plan.steps.iter().all(|step| step.action == Action::Delete), "{:?}", plan.steps);
    assert_eq!(plan.steps.len(), 3);
}

#[test]
fn all_marketing_ends_whatever_its_ground() {
    let (deliver, trade) = FIRM.split_once("[activity.trade]").unwrap();
    let marketing = r#"basis = "legitimate-interests"
interest = { nb = "Salg", en = "Sales" }
balancing = { nb = "Lett å si nei", en = "Easy to say no" }
marketing = "existing customer"
sale = "subscription.order""#;
    let order = r#"[entity.subscription.fields]
order = { type = "link", to = "order", mention = true, name = { nb = "Ordre", en = "Order" } }"#;
    let trade = trade.replacen(r#"basis = "contract""#, marketing, 1).replace("[entity.subscription.fields]", order);
    let club = Club { model: testkit::model_of(&format!("{CLUB}{deliver}[activity.trade]{trade}")) };
    let facts = facts(&club, club.subscription(Some("sale")), Vec::new());
    assert_eq!(asked(&club, &facts), (Action::Delete, Reason::Asked));
}

#[test]
fn what_somebody_else_consented_to_goes_on() {
    let club = Club::with_firm();
    let theirs =
        club.row("mailbox", 13, &[("holder", text("person")), ("person", id(2)), ("address", text("b@c.example"))]);
    let other = club.row("subscription", 41, &[("mailbox", id(13)), ("ground", text("consent"))]);
    let facts =
        Facts { rows: vec![theirs, club.subscription(Some("consent"))], around: vec![other], ..Facts::default() };
    let plan = erasure(&club.model, &facts, TODAY);
    let gone: Vec<RowId> = plan.deletions().map(|step| step.id).collect();
    assert_eq!(gone, [RowId([40; 16])]);
}

#[test]
fn a_consent_that_has_ended_goes_like_any_period_that_is_over() {
    let club = Club::with_firm();
    let mut ended = club.subscription(Some("consent"));
    ended.cells.push((club.field("subscription", "ended_on"), day(TODAY.0 + 9)));
    assert_eq!(asked(&club, &facts(&club, ended, Vec::new())), (Action::Delete, Reason::Asked));
}

#[test]
fn ending_one_purpose_leaves_the_others() {
    let club = Club::with_firm();
    let trade = |club: &Club| club.row("subscription", 42, &[("mailbox", id(12)), ("ground", text("sale"))]);
    let mut both = facts(&club, club.subscription(Some("consent")), Vec::new());
    both.rows.push(trade(&club));
    let news = club.model.activity_ids().find(|one| club.model[*one].key == "news").unwrap();
    let gone = |facts: &Facts, purposes: &[model::ActivityId]| -> Vec<RowId> {
        ending(&club.model, facts, purposes, TODAY).deletions().map(|step| step.id).collect()
    };
    assert_eq!(gone(&both, &[]), Vec::<RowId>::new(), "nothing is ended");
    assert_eq!(gone(&both, &[news]), [RowId([40; 16])], "what else needs the person and the address stays");
    let alone = facts(&club, club.subscription(Some("consent")), Vec::new());
    assert_eq!(gone(&alone, &[news]).len(), 3, "nothing else needs them");
    let plan = ending(&club.model, &both, &[news], TODAY);
    assert!(plan.deletions().all(|step| step.reason == Reason::Asked), "{:?}", plan.steps);
}
