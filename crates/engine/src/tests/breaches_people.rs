//! Those affected by a breach: found, put on the list, told.

use super::breaches::{at, judged, opened, seen};
use super::home::{Home, KARI, NOW};
use crate::breaches::jobs;
use crate::breaches::{
    Exemption, Finding, Obstacle, Risk, Search, Step, ToldBy, add, affected, close, draft, find, leave_people,
    take_off, tell_people, told_otherwise,
};
use crate::correspondence::Delivery;
use crate::privacy::{Carried, Wish, carry_out, person, plan_wish};
use crate::{Caller, Failure, Language, Moment, RowId, day_of, ledger};
use model::Value;
use rights::{Operation, Viewer, scope};
use store::Changes;

const HOUR_SECONDS: i64 = 60 * 60;

fn ledger_of(who: &str, from: i64, to: i64) -> Search {
    Search::Ledger {
        who: who.to_owned(),
        from: Some(NOW.plus_seconds(from)),
        to: Some(NOW.plus_seconds(to)),
        looked: true,
        changed: true,
    }
}

async fn found(home: &Home, ida: &Caller, id: RowId, search: &Search) -> Finding {
    let found = find(&home.engine, ida, id, search, 0).await.expect("the store works");
    found.expect("the search is understood")
}

fn ids(finding: &Finding) -> Vec<RowId> {
    finding.people.iter().map(|one| one.id).collect()
}

/// Puts on the list whomever the search finds.
async fn put(home: &Home, ida: &Caller, id: RowId, search: &Search) -> Result<usize, Obstacle> {
    let finding = found(home, ida, id, search).await;
    let at = at(home, ida, id).await;
    add(&home.engine, ida, NOW, at, (search, &finding.fingerprint)).await.expect("the store works")
}

/// Somebody with a name, an address if there is one, and a language.
async fn somebody(home: &Home, number: u8, address: Option<&str>, language: &str) -> RowId {
    let id = RowId([number; 16]);
    let text = |text: &str| Value::Text(text.to_owned());
    let since = Value::Day(day_of(NOW));
    let person =
        [("name", text("Kari")), ("language", text(language)), ("source", text("company")), ("since", since.clone())];
    insert(home, "person", id, &person).await;
    if let Some(address) = address {
        let cells = [
            ("holder", text("person")),
            ("person", Value::Id(id)),
            ("address", text(address)),
            ("source", text("company")),
            ("since", since),
        ];
        insert(home, "email_address", RowId([number + 100; 16]), &cells).await;
    }
    id
}

async fn insert(home: &Home, entity: &str, id: RowId, cells: &[(&str, Value)]) {
    let model = home.engine.model();
    let entity = model.entity_named(entity).expect("it is declared");
    let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
    let field = |key: &str| model.field_named(entity, key).expect("it is declared");
    let cells = cells.iter().map(|(key, value)| (field(key), value.clone())).collect();
    let mut changes = Changes::new();
    changes.insert(&write, id, cells).expect("it fits the register");
    home.engine.store().apply(changes).await.expect("the store works");
}

#[tokio::test]
async fn whomever_somebody_looked_at_is_found_by_the_ledger_and_put_on_the_list_once() {
    let home = Home::new();
    let ida = home.ida().await;
    let per = home.colleague("per@fjordlys.example", &["support", "privacy-lead"]).await;
    home.send(NOW, |_| {}).await;
    let kari = home.find(KARI).await.expect("she is there");
    let other = somebody(&home, 7, None, "nb").await;
    let id = opened(&home, &ida, NOW).await;
    let looked_at = NOW.plus_seconds(HOUR_SECONDS);
    person(&home.engine, &per, kari, Language::Nb, day_of(NOW)).await.expect("Per may");
    ledger::upkeep(&home.engine, looked_at).await.expect("the store works");
    for (who, from, to, expected) in [
        ("per@fjordlys.example", 60, 2 * HOUR_SECONDS, vec![kari]),
        ("per@fjordlys.example", 2 * HOUR_SECONDS, 3 * HOUR_SECONDS, vec![]),
        ("per@fjordlys.example", 60, HOUR_SECONDS - 1, vec![]),
        ("per@fjordlys.example", HOUR_SECONDS, HOUR_SECONDS, vec![kari]),
        ("ida@fjordlys.example", 60, 2 * HOUR_SECONDS, vec![]),
    ] {
        let finding = found(&home, &ida, id, &ledger_of(who, from, to)).await;
        assert_eq!(ids(&finding), expected, "{who} from {from} to {to}");
    }
    let search = ledger_of("per@fjordlys.example", 60, 2 * HOUR_SECONDS);
    let only_changes = Search::Ledger {
        who: "per@fjordlys.example".to_owned(),
        from: Some(NOW),
        to: Some(looked_at),
        looked: false,
        changed: true,
    };
    assert_eq!(ids(&found(&home, &ida, id, &only_changes).await), []);
    assert_eq!(put(&home, &ida, id, &search).await, Ok(1));
    assert_eq!(put(&home, &ida, id, &search).await, Err(Obstacle::NobodyLeft), "nobody stands there twice");
    let finding = found(&home, &ida, id, &search).await;
    assert_eq!((finding.found, finding.listed, finding.people.len()), (1, 1, 0));
    let page = affected(&home.engine, &ida, id, (false, None)).await.expect("Ida may");
    assert_eq!((page.all, page.left, page.lines[0].person.id), (1, 1, kari));
    let view = seen(&home, &ida, id, NOW).await;
    assert!(view.log.iter().any(|entry| entry.text.contains("rammet: 1")), "{:?}", view.log);
    assert_ne!(other, kari);
}

#[tokio::test]
async fn a_list_that_was_looked_at_leads_to_everybody_on_it() {
    let home = Home::new();
    let ida = home.ida().await;
    let per = home.colleague("per@fjordlys.example", &["support", "privacy-lead"]).await;
    let two = [
        somebody(&home, 7, Some("a@kunde.example"), "nb").await,
        somebody(&home, 8, Some("b@kunde.example"), "nb").await,
    ];
    let id = opened(&home, &ida, NOW).await;
    let model = home.engine.model();
    let address = model.entity_named("email_address").expect("it is declared");
    let rows = vec![RowId([107; 16]), RowId([108; 16]), RowId([99; 16])];
    home.engine.looked(&per, address, None, rows).expect("it is noted");
    ledger::upkeep(&home.engine, NOW).await.expect("the store works");
    let finding = found(&home, &ida, id, &ledger_of("per@fjordlys.example", -1, 1)).await;
    assert_eq!(ids(&finding), two);
    assert_eq!(finding.gone, 1, "a row that is not there any more is told of");
}

#[tokio::test]
async fn a_restricted_person_is_found_as_well() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    let kari = home.find(KARI).await.expect("she is there");
    let wish = (kari, Wish::Restriction);
    let plan = plan_wish(&home.engine, &ida, wish, Language::Nb, day_of(NOW)).await.expect("Ida may");
    let done = carry_out(&home.engine, &ida, NOW, wish, &plan.fingerprint, Language::Nb).await;
    assert!(matches!(done, Ok(Carried::Done(_))), "{done:?}");
    let id = opened(&home, &ida, NOW).await;
    let everybody = Search::Rows { kind: "contact_request".to_owned(), period: None };
    assert_eq!(ids(&found(&home, &ida, id, &everybody).await), [kari]);
    assert_eq!(put(&home, &ida, id, &everybody).await, Ok(1));
}

#[tokio::test]
async fn rows_of_a_kind_are_found_all_or_those_of_a_span_of_time() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    let later = NOW.plus_seconds(5 * HOUR_SECONDS);
    home.send(later, |form| form.email = "per@kunde.example".to_owned()).await;
    let (kari, per) = (home.find(KARI).await.expect("there"), home.find("per@kunde.example").await.expect("there"));
    let id = opened(&home, &ida, NOW).await;
    let rows = |period: Option<(i64, i64)>| {
        let period = period.map(|(from, to)| (NOW.plus_seconds(from), NOW.plus_seconds(to)));
        Search::Rows { kind: "contact_request".to_owned(), period }
    };
    let (mut both, hour) = (vec![kari, per], HOUR_SECONDS);
    both.sort_unstable();
    assert_eq!(ids(&found(&home, &ida, id, &rows(None)).await), both);
    assert_eq!(ids(&found(&home, &ida, id, &rows(Some((-1, hour)))).await), [kari]);
    assert_eq!(ids(&found(&home, &ida, id, &rows(Some((hour, 6 * hour)))).await), [per]);
    assert_eq!(ids(&found(&home, &ida, id, &rows(Some((6 * hour, 7 * hour)))).await), []);
    for kind in ["routine", "breach_affected", "nothing"] {
        let search = Search::Rows { kind: kind.to_owned(), period: None };
        let found = find(&home.engine, &ida, id, &search, 0).await.expect("the store works");
        assert_eq!(found, Err(Obstacle::NoSearch), "{kind} is about nobody");
    }
}

#[tokio::test]
async fn the_receivers_of_a_mail_are_found_and_strangers_are_counted() {
    let home = Home::new();
    let ida = home.ida().await;
    let with = somebody(&home, 7, Some("a@kunde.example"), "nb").await;
    let on_copy = somebody(&home, 8, None, "nb").await;
    let text = |text: &str| Value::Text(text.to_owned());
    let (thread, mail, now) = (RowId([30; 16]), RowId([31; 16]), Value::Moment(NOW));
    let cells = [
        ("person", Value::Id(with)),
        ("part_of", text("work")),
        ("subject", text("Priser")),
        ("token", text("t")),
        ("began_at", now.clone()),
        ("last_at", now.clone()),
    ];
    insert(&home, "email_thread", thread, &cells).await;
    let cells = [
        ("thread", Value::Id(thread)),
        ("direction", text("out")),
        ("recorded_because", text("written-here")),
        ("sender", text("ida@fjordlys.example")),
        ("automatic", Value::Boolean(false)),
        ("subject", text("Priser")),
        ("body", text("Se vedlegg")),
        ("message_id", text("1@fjordlys.example")),
        ("state", text("sent")),
        ("occurred_at", now.clone()),
        ("recorded_at", now),
    ];
    insert(&home, "email_message", mail, &cells).await;
    let parties = [
        ("from", "ida@fjordlys.example", None),
        ("to", "a@kunde.example", None),
        ("cc", "c@kunde.example", Some(on_copy)),
        ("bcc", "ukjent@annen.example", None),
    ];
    for (number, (part, address, person)) in (40_u8..).zip(parties) {
        let cells = [
            ("message", Value::Id(mail)),
            ("part", text(part)),
            ("address", text(address)),
            ("person", person.map_or(Value::Null, Value::Id)),
        ];
        insert(&home, "email_participant", RowId([number; 16]), &cells).await;
    }
    let id = opened(&home, &ida, NOW).await;
    for named in ["<1@fjordlys.example>", &mail.to_string()] {
        let finding = found(&home, &ida, id, &Search::Mail { mail: named.to_owned() }).await;
        assert_eq!((ids(&finding), finding.strangers), (vec![with, on_copy], 1), "{named}");
    }
    let none = find(&home.engine, &ida, id, &Search::Mail { mail: "2@fjordlys.example".to_owned() }, 0).await;
    assert_eq!(none.expect("the store works"), Err(Obstacle::NoSearch));
}

#[tokio::test]
async fn what_was_not_shown_is_not_put_on_the_list_and_only_who_may_looks() {
    let home = Home::new();
    let ida = home.ida().await;
    somebody(&home, 7, Some("a@kunde.example"), "nb").await;
    let id = opened(&home, &ida, NOW).await;
    let all = Search::Rows { kind: "person".to_owned(), period: None };
    let finding = found(&home, &ida, id, &all).await;
    somebody(&home, 8, None, "nb").await;
    let step = add(&home.engine, &ida, NOW, at(&home, &ida, id).await, (&all, &finding.fingerprint)).await;
    assert_eq!(step.expect("the store works"), Err(Obstacle::OthersFound));
    let it = home.colleague("jon@fjordlys.example", &["it-lead"]).await;
    assert!(matches!(find(&home.engine, &it, id, &all, 0).await, Err(Failure::Denied)));
    assert!(matches!(affected(&home.engine, &it, id, (false, None)).await, Err(Failure::Denied)));
}

#[tokio::test]
async fn who_was_put_on_the_list_by_mistake_is_taken_off_and_held_up_no_more() {
    let home = Home::new();
    let ida = home.ida().await;
    let one = somebody(&home, 7, Some("a@kunde.example"), "nb").await;
    let id = opened(&home, &ida, NOW).await;
    let search = Search::Person { person: one.to_string() };
    assert_eq!(put(&home, &ida, id, &search).await, Ok(1));
    let made = crate::records::form(&home.engine, &ida, "breach_affected", None, None, day_of(NOW)).await;
    assert!(matches!(made, Err(Failure::Denied)), "nobody is put there otherwise, and so nobody twice");
    let row = affected(&home.engine, &ida, id, (false, None)).await.expect("Ida may").lines[0].id;
    let receipt = take_off(&home.engine, &ida, NOW, at(&home, &ida, id).await, row).await.expect("the store works");
    assert!(receipt.is_ok(), "{receipt:?}");
    assert_eq!(affected(&home.engine, &ida, id, (false, None)).await.expect("Ida may").all, 0);
    assert_eq!(home.find("a@kunde.example").await, None, "nothing else held them up");
    let view = seen(&home, &ida, id, NOW).await;
    let count = view.facts.iter().find(|fact| fact.key == "affected_count").expect("it is shown");
    assert_eq!(count.cell.text, "0");
    assert!(view.log.iter().any(|entry| entry.text.contains("tatt av listen")), "{:?}", view.log);
}

#[tokio::test]
async fn every_lot_that_is_put_on_the_list_has_its_line_in_the_log() {
    let home = Home::new();
    let ida = home.ida().await;
    let mut changes = Changes::new();
    let model = home.engine.model();
    let person = model.entity_named("person").expect("it is declared");
    let write = scope(model, &Viewer::Engine, person, Operation::Write).expect("the engine may");
    let field = |key: &str| model.field_named(person, key).expect("it is declared");
    let number = crate::limits::AFFECTED_AT_ONCE + 1;
    for at in 0..number {
        let mut id = [5; 16];
        id[..8].copy_from_slice(&u64::try_from(at).expect("it is small").to_be_bytes());
        let text = |text: &str| Value::Text(text.to_owned());
        let cells = vec![
            (field("name"), text("Kari")),
            (field("language"), text("nb")),
            (field("source"), text("company")),
            (field("since"), Value::Day(day_of(NOW))),
        ];
        changes.insert(&write, RowId(id), cells).expect("it fits the register");
    }
    home.engine.store().apply(changes).await.expect("the store works");
    let id = opened(&home, &ida, NOW).await;
    let before = found(&home, &ida, id, &Search::Rows { kind: "person".to_owned(), period: None }).await.found;
    assert_eq!(put(&home, &ida, id, &Search::Rows { kind: "person".to_owned(), period: None }).await, Ok(before));
    let view = seen(&home, &ida, id, NOW).await;
    let lots: Vec<&str> =
        view.log.iter().filter_map(|entry| entry.text.strip_prefix("Funnet og skrevet opp som rammet: ")).collect();
    let last = before - crate::limits::AFFECTED_AT_ONCE;
    assert_eq!(lots, [format!("{}.", crate::limits::AFFECTED_AT_ONCE), format!("{last}.")]);
}

#[tokio::test]
async fn who_was_told_by_letter_is_not_written_to_when_a_failed_mail_is_tried_again() {
    let home = Home::new();
    let ida = home.ida().await;
    let one = somebody(&home, 7, Some("kari@kunde.example"), "nb").await;
    let id = opened(&home, &ida, NOW).await;
    assert_eq!(put(&home, &ida, id, &Search::Person { person: one.to_string() }).await, Ok(1));
    judged(&home, &ida, id, Risk::High).await;
    let fields = crate::records::form_fields(&home.engine, &ida, "breach_affected").expect("Ida may");
    assert_eq!(fields, [("data".to_owned(), false)], "how they were told is written by the steps only");
    let texts = Language::ALL.map(|language| (language, "Brudd".to_owned(), "Hei".to_owned()));
    let mailed = tell_people(&home.engine, &ida, NOW, at(&home, &ida, id).await, &texts).await;
    assert_eq!(mailed.expect("the store works").map(|mailed| mailed.mails), Ok(1));
    let row = affected(&home.engine, &ida, id, (true, None)).await.expect("Ida may").lines[0].id;
    let by_letter = async || {
        let at = at(&home, &ida, id).await;
        told_otherwise(&home.engine, &ida, NOW, at, (row, ToldBy::Letter)).await.expect("the store works")
    };
    assert_eq!(by_letter().await, Step::Not(Obstacle::MailWaits));
    let failed = jobs::give_up(&home.engine, row).await.expect("the store works");
    home.engine.store().apply(failed).await.expect("the store works");
    assert_eq!(by_letter().await, Step::Done);
    assert!(jobs::queue_again(&home.engine, row).await.expect("the store works").is_empty());
    home.work(NOW).await;
    assert!(home.mails_to("kari@kunde.example").is_empty());
    let line = &affected(&home.engine, &ida, id, (false, None)).await.expect("Ida may").lines[0];
    assert_eq!((line.delivery, line.told_by), (None, Some(ToldBy::Letter)));
}

#[tokio::test]
async fn each_is_told_in_their_own_language_and_who_has_no_address_is_left_for_a_letter() {
    let home = Home::new();
    let ida = home.ida().await;
    for (number, address, language) in
        [(7, Some("kari@kunde.example"), "nb"), (8, Some("sam@kunde.example"), "en"), (9, None, "nb")]
    {
        let id = somebody(&home, number, address, language).await;
        assert_eq!(id, RowId([number; 16]));
    }
    let id = opened(&home, &ida, NOW).await;
    for number in [7, 8, 9] {
        let search = Search::Person { person: RowId([number; 16]).to_string() };
        assert_eq!(put(&home, &ida, id, &search).await, Ok(1));
    }
    let texts = |nb: &str, en: &str| {
        [(Language::Nb, "Brudd".to_owned(), nb.to_owned()), (Language::En, "Breach".to_owned(), en.to_owned())]
    };
    let tell = async |texts: &[(Language, String, String)], now: Moment| {
        let at = at(&home, &ida, id).await;
        tell_people(&home.engine, &ida, now, at, texts).await.expect("the store works")
    };
    assert_eq!(tell(&texts("Hei", "Hello"), NOW).await, Err(Obstacle::NoRisk));
    judged(&home, &ida, id, Risk::High).await;
    assert_eq!(tell(&texts("Hei", " "), NOW).await, Err(Obstacle::Missing));
    let drafted = crate::breaches::Receiver::People;
    let norwegian = draft(&home.engine, &ida, NOW, id, (drafted, Language::Nb)).await.expect("Ida may").text;
    let mailed = tell(&texts(&norwegian, "Hello"), NOW).await.expect("it is told");
    assert_eq!((mailed.mails, mailed.without), (2, 1));
    home.work(NOW).await;
    assert!(home.mails_to("kari@kunde.example")[0].text.starts_with("Hei!"));
    let english = &home.mails_to("sam@kunde.example")[0];
    assert_eq!((english.subject.as_str(), english.text.as_str(), english.language), ("Breach", "Hello", Some("en")));
    let page = affected(&home.engine, &ida, id, (false, None)).await.expect("Ida may");
    let mut told: Vec<_> = page.lines.iter().map(|line| (line.person.id.0[0], line.delivery, line.told_by)).collect();
    told.sort_by_key(|(person, ..)| *person);
    let (sent, mail) = (Some(Delivery::Sent), Some(ToldBy::Mail));
    assert_eq!(told, [(7, sent, mail), (8, sent, mail), (9, None, None)]);
    assert_eq!(tell(&texts("Hei", "Hello"), NOW).await, Err(Obstacle::NobodyLeft), "nobody is told twice");
    let view = seen(&home, &ida, id, NOW).await;
    assert!(view.against_closing.contains(&Obstacle::PeopleLeft(1)), "{:?}", view.against_closing);
    let left = affected(&home.engine, &ida, id, (true, None)).await.expect("Ida may");
    let one = left.lines[0].id;
    let step = told_otherwise(&home.engine, &ida, NOW, at(&home, &ida, id).await, (one, ToldBy::Letter)).await;
    assert_eq!(step.expect("the store works"), Step::Done);
    let step = told_otherwise(&home.engine, &ida, NOW, at(&home, &ida, id).await, (one, ToldBy::Phone)).await;
    assert_eq!(step.expect("the store works"), Step::Not(Obstacle::AlreadyTold));
    let ground = leave_people(&home.engine, &ida, NOW, at(&home, &ida, id).await, (Exemption::Public, "Nei.")).await;
    assert_eq!(ground.expect("the store works"), Step::Not(Obstacle::AlreadyTold));
    let closing = close(&home.engine, &ida, NOW, at(&home, &ida, id).await).await.expect("the store works");
    assert_eq!(closing, Step::Not(Obstacle::FactsMissing), "nobody is left");
    assert_eq!(seen(&home, &ida, id, NOW).await.left, 0);
}
