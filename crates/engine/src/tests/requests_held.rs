//! Requests about what is held: consent and what was given, customers' data, those who have left, and how long texts may be.

use super::agreements::{agreement, saved, typed};
use super::home::{DAY_SECONDS, Home, KARI, NOW};
use super::requests::{ask, confirmed, last_with, listed};
use super::requests_desk::view;
use crate::limits::{ANSWER_CHARACTERS, NOTE_CHARACTERS, REASON_CHARACTERS};
use crate::parties::{EmailAddress, Source};
use crate::privacy::{Reason, due_on, person, portable, receipt, sweep};
use crate::records::Typed;
use crate::requests::{
    Answer, Identity, Kind, Obstacle, Outcome, State, Step, TaskState, Which, answer_task, close, extend, follow,
    pass_on,
};
use crate::{Caller, Language, RowId, day_of};
use store::Changes;

/// What a company may send to those who have said yes, with a field of each origin and one that the law protects.
const TIPS: &str = r#"
[activity.tips]
purpose     = { nb = "Sende tips til dem som har bedt om det", en = "Send tips to those who asked for them" }
subjects    = { nb = "Andre: de som har bedt om tips", en = "Others: those who have asked for tips" }
basis       = "consent"
consent     = { nb = "Ja, send meg tips", en = "Yes, send me tips" }
special     = { ground = "explicit-consent" }
source      = "the person"
uses        = { person = ["name", "source", "since"], email_address = ["holder", "address", "source", "since"] }
responsible = "support"
access      = { support = "write", privacy-lead = "read" }

[entity.tip]
name     = { nb = "Tips", en = "Tip" }
activity = "tips"
subject  = "reader"
label    = "{topic}"
list     = ["reader", "topic"]
keep     = "until ended_on"

[entity.tip.fields]
reader   = { type = "link", to = "person", required = true, name = { nb = "Leser", en = "Reader" } }
topic    = { type = "text", max = 40, required = true, name = { nb = "Tema", en = "Topic" } }
opened   = { type = "text", max = 40, origin = "observed", name = { nb = "Lest", en = "Read" } }
allergy  = { type = "text", max = 40, category = "health", sealed = true, name = { nb = "Allergi", en = "Allergy" } }
ended_on = { type = "date", name = { nb = "Slutt", en = "End" } }
"#;

/// Kari has written and gets tips; Ida is there.
async fn with_tips(other: &[(&str, &str)]) -> (Home, Caller, RowId) {
    let home = Home::with(testkit::model_with(TIPS));
    home.send(NOW, |_| {}).await;
    let ida = home.ida().await;
    let kari = home.find(KARI).await.expect("Kari is there");
    let id = kari.to_string();
    let values = [&[("reader", id.as_str()), ("topic", "hage"), ("opened", "i går")], other].concat();
    saved(&home, &ida, "tip", &typed(&values)).await;
    (home, ida, kari)
}

#[tokio::test]
async fn what_is_taken_along_is_what_was_given_and_not_what_was_seen() {
    let (home, ida, kari) = with_tips(&[]).await;
    let given = portable(&home.engine, &ida, NOW, kari, Language::Nb).await.expect("the store works");
    let tables: Vec<(&str, Vec<&str>)> = given
        .tables
        .iter()
        .map(|table| (table.entity.as_str(), table.columns.iter().map(|column| column.key.as_str()).collect()))
        .collect();
    assert_eq!(tables, [("person", vec!["name"]), ("email_address", vec!["address"]), ("tip", vec!["topic"])]);
    assert_eq!(given.tables[2].rows[0].values, [serde_json::json!("hage")]);
}

#[tokio::test]
async fn a_consent_is_taken_back_at_once_and_the_rest_stays() {
    let (home, ida, kari) = with_tips(&[]).await;
    let rows = async || {
        let page = person(&home.engine, &ida, kari, Language::Nb, day_of(NOW)).await.expect("Kari is there");
        page.rows.into_iter().map(|row| row.entity).collect::<Vec<_>>()
    };
    assert!(rows().await.contains(&"tip".to_owned()));
    let follows = confirmed(&home, Kind::Withdrawal).await;
    let followed = follow(&home.engine, NOW, &follows, Language::Nb).await.expect("the store works").expect("is there");
    assert_eq!((followed.state, followed.outcome), (State::Answered, Some(Outcome::Done)));
    let left = rows().await;
    assert!(!left.contains(&"tip".to_owned()) && left.contains(&"contact_request".to_owned()), "{left:?}");
    let number = followed.receipt.expect("a receipt").parse().expect("an id");
    let receipt = receipt(&home.engine, &ida, number).await.expect("it is there");
    assert_eq!(receipt.kind, "withdrawal");
    assert!(receipt.lines.iter().any(|line| line[..3] == ["tip", "delete", "asked"]), "{:?}", receipt.lines);
    last_with(&home, KARI, "Samtykket ditt er trukket tilbake");
}

#[tokio::test]
async fn what_the_law_protects_more_takes_more_than_a_link_only_where_it_is_filled_in() {
    for (other, enough) in [(&[][..], true), (&[("allergy", "nøtter")][..], false)] {
        let (home, ida, _) = with_tips(other).await;
        confirmed(&home, Kind::Access).await;
        let which = if enough { Which::Open } else { Which::Waiting };
        let id = listed(&home, &ida, which).await[0];
        let shown = view(&home, &ida, id, NOW).await;
        assert_eq!((shown.identity, shown.proof.link_is_enough()), (Identity::Code, enough));
        let protected: &[&str] = if enough { &[] } else { &["Tips"] };
        assert_eq!(shown.proof.protected, protected);
        if !enough {
            last_with(&home, KARI, "vernet ekstra");
        }
    }
}

#[tokio::test]
async fn nothing_is_swept_from_under_whoever_waits_for_an_answer() {
    let (home, ida, kari) = with_tips(&[]).await;
    confirmed(&home, Kind::Access).await;
    let later = NOW.plus_seconds(800 * DAY_SECONDS);
    let sweep = async |trial| sweep(&home.engine, NOW, day_of(later), trial).await.expect("the store works");
    let report = sweep(false).await;
    assert_eq!((report.deleted.get("contact_request"), report.stopped.get("contact_request")), (None, Some(&2)));
    let told = due_on(&home.engine, &ida, day_of(later)).await.expect("Ida may");
    let due = view(&home, &ida, listed(&home, &ida, Which::Open).await[0], NOW).await.due_on;
    assert!(told.iter().any(|line| line.entity == "contact_request" && line.reason == Reason::Request { due_on: due }));
    let id = listed(&home, &ida, Which::Open).await[0];
    let answer = Answer { outcome: Outcome::Refused, reason: "Gjentatt".to_owned(), text: "Nei".to_owned() };
    let version = view(&home, &ida, id, NOW).await.version;
    assert_eq!(close(&home.engine, &ida, NOW, (id, version), &answer).await.expect("the store works"), Step::Done);
    assert_eq!(sweep(true).await.deleted.get("contact_request"), Some(&2));
    sweep(false).await;
    let page = person(&home.engine, &ida, kari, Language::Nb, day_of(NOW)).await.expect("the tip goes on");
    assert!(page.rows.iter().all(|row| row.entity != "contact_request" && row.entity != "request"));
}

#[tokio::test]
async fn a_request_about_a_customers_data_goes_to_the_customer_and_the_person_is_told() {
    let home = Home::new();
    home.send(NOW, |form| {
        form.email = "kontakt@kysten.example".to_owned();
        form.name = "Kont Akt".to_owned();
    })
    .await;
    let ida = home.ida().await;
    let contact = home.find("kontakt@kysten.example").await.expect("the contact is there").to_string();
    let in_force: Typed = agreement(&[("state", "signed"), ("signed_on", "2026-02-20"), ("contact", &contact)]);
    let agreement = saved(&home, &ida, "processing_agreement", &in_force).await;
    let follows = confirmed(&home, Kind::Access).await;
    let id = listed(&home, &ida, Which::Open).await[0];
    let shown = view(&home, &ida, id, NOW).await;
    assert_eq!(shown.agreements, [(agreement, "Kysten Eksempel AS".to_owned())]);
    let passed = pass_on(&home.engine, &ida, NOW, (id, shown.version), agreement).await;
    assert_eq!(passed.ok(), Some(Step::Done));
    home.work(NOW).await;
    let to_customer = last_with(&home, "kontakt@kysten.example", "behandlingsansvarlig");
    assert!(to_customer.contains("Kari Nordmann") && to_customer.contains(KARI), "{to_customer}");
    last_with(&home, KARI, "sendt kravet videre");
    let followed = follow(&home.engine, NOW, &follows, Language::Nb).await.expect("the store works").expect("is there");
    assert_eq!(followed.outcome, Some(Outcome::PassedOn));
}

#[tokio::test]
async fn those_who_have_left_are_written_to_where_they_asked_for_it() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    home.work(NOW).await;
    let kari = home.find(KARI).await.expect("Kari is there");
    let address = home.engine.new_id(NOW);
    let private = EmailAddress::of_person(kari, "kari@privat.example".to_owned(), Source::Company, day_of(NOW));
    let mut changes = Changes::new();
    home.engine.tables().email_address.insert(&mut changes, address, &private).expect("it fits");
    home.engine.store().apply(changes).await.expect("it is stored");
    let hr = home.colleague("hr@fjordlys.example", &["hr", "support"]).await;
    let (person, address) = (kari.to_string(), address.to_string());
    let left = typed(&[("person", &person), ("address", &address), ("left_on", "2026-10-01")]);
    saved(&home, &hr, "private_contact", &left).await;
    let before = home.mails_to(KARI).len();
    ask(&home, NOW, KARI, Kind::Access).await;
    home.work(NOW).await;
    last_with(&home, "kari@privat.example", "/rettigheter/bekreft/");
    assert_eq!(home.mails_to(KARI).len(), before, "the old mailbox gets nothing");
    let ida = home.ida().await;
    let id = listed(&home, &ida, Which::Waiting).await[0];
    let shown = view(&home, &ida, id, NOW).await;
    assert_eq!(shown.answer_to.as_deref(), Some("kari@privat.example"));
    assert!(shown.proof.employee, "and a link is not enough");
}

#[tokio::test]
async fn texts_are_as_long_as_they_may_be_and_no_longer() {
    let home = Home::new();
    confirmed(&home, Kind::Access).await;
    let ida = home.ida().await;
    let engine = &home.engine;
    let id = listed(&home, &ida, Which::Open).await[0];
    let shown = view(&home, &ida, id, NOW).await;
    let at = (id, shown.version);
    let long = |characters: usize| "å".repeat(characters);
    let too_long = |most: usize| Some(Step::Not(Obstacle::TooLong(most)));
    let task = (shown.tasks[0].id, shown.tasks[0].version);
    let noted = answer_task(engine, &ida, NOW, task, TaskState::Done, &long(NOTE_CHARACTERS + 1)).await;
    assert_eq!(noted.ok(), too_long(NOTE_CHARACTERS));
    let noted = answer_task(engine, &ida, NOW, task, TaskState::Done, &long(NOTE_CHARACTERS)).await;
    assert_eq!(noted.ok(), Some(Step::Done));
    let why = extend(engine, &ida, NOW, at, &long(NOTE_CHARACTERS + 1)).await;
    assert_eq!(why.ok(), too_long(NOTE_CHARACTERS));
    for (text, reason, most) in
        [(ANSWER_CHARACTERS + 1, 1, ANSWER_CHARACTERS), (ANSWER_CHARACTERS, REASON_CHARACTERS + 1, REASON_CHARACTERS)]
    {
        let answer = Answer { outcome: Outcome::Partly, reason: long(reason), text: long(text) };
        assert_eq!(close(engine, &ida, NOW, at, &answer).await.ok(), too_long(most));
    }
    let reason = long(REASON_CHARACTERS);
    let answer = Answer { outcome: Outcome::Partly, reason, text: long(ANSWER_CHARACTERS) };
    assert_eq!(close(engine, &ida, NOW, at, &answer).await.ok(), Some(Step::Done));
}
