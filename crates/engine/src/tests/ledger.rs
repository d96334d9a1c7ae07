//! The ledger's upkeep: what staff looked at, and the job that numbers.

use super::home::{Home, KARI, NOW};
use crate::jobs::{Lane, Round, work};
use crate::ledger::{looks_waiting, upkeep, verify};
use crate::limits::{LEDGER_PAUSE_SECONDS, LOOK_ROWS, LOOKS_WAITING};
use crate::privacy::{LedgerLine, access_package, person};
use crate::records::{Wanted, list, record};
use crate::website::{Which, request, requests};
use crate::{Caller, Failure, Language, day_of, parties};
use model::{Record, RowId, Value};
use store::{Query, Stored};

/// What stands in the ledger about looking: the word of the entity, the person, and how many rows.
async fn looks(home: &Home) -> Vec<(String, Option<String>, usize)> {
    upkeep(&home.engine, NOW).await.expect("the store works");
    let model = home.engine.model();
    let rows = model.field_named(home.engine.tables().ledger_line.f.entity, "rows").expect("is declared");
    let scope = home.engine.scope(
        &Caller::command(Language::En),
        home.engine.tables().ledger_line.f.entity,
        rights::Operation::Read,
    );
    let found = home.engine.store().find(Query::over(&scope.expect("the engine may"))).await.expect("the store works");
    let counted = |record: &Record| match record.get(rows) {
        Some(Value::Text(ids)) => {
            let text = |key: &str| match record.get(model.field_named(record.entity, key)?) {
                Some(Value::Text(text)) => Some(text.clone()),
                _ => None,
            };
            Some((text("kind")?, text("person"), ids.split(' ').count()))
        }
        _ => None,
    };
    found.iter().filter_map(counted).collect()
}

#[tokio::test]
async fn what_staff_look_at_stands_in_the_ledger() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    let kari = home.find(KARI).await.expect("is there");
    let today = day_of(NOW);
    assert_eq!(looks(&home).await, []);
    let all = Wanted::default();
    list(&home.engine, &ida, "email_address", &all, today).await.expect("may");
    let line = requests(&home.engine, &ida, Which::Open, None).await.expect("may").remove(0);
    request(&home.engine, &ida, line.id).await.expect("may");
    record(&home.engine, &ida, "person", kari, today).await.expect("may");
    let page = person(&home.engine, &ida, kari, Language::Nb, today).await.expect("may");
    parties::search(&home.engine, &ida, "kari", today).await.expect("may");
    assert_eq!(looks_waiting(&home.engine), 7, "nobody waited for the store");
    let kari = Some(kari.to_string());
    let mut found = looks(&home).await;
    assert_eq!(looks_waiting(&home.engine), 0);
    found.sort();
    let look = |kind: &str, person: &Option<String>, rows: usize| (kind.to_owned(), person.clone(), rows);
    let mut expected = vec![
        look("contact_request", &None, 1),
        look("contact_request", &kari, 1),
        look("email", &kari, 1),
        look("person", &None, 1),
        look("person", &kari, 1),
        look("person", &kari, page.rows.len()),
    ];
    let addresses = found.iter().find(|(kind, ..)| kind == "email_address").expect("the list is there").2;
    assert!(addresses >= 1);
    expected.push(look("email_address", &None, addresses));
    expected.sort();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn the_machinery_and_what_is_about_nobody_are_not_noted() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    let command = Caller::command(Language::Nb);
    list(&home.engine, &command, "person", &Wanted::default(), day_of(NOW)).await.expect("may");
    list(&home.engine, &ida, "receipt", &Wanted::default(), day_of(NOW)).await.expect("may");
    assert_eq!(looks_waiting(&home.engine), 0);
}

/// Who has looked is told to the person by role and time, not by name.
#[tokio::test]
async fn the_access_package_says_who_has_looked() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    let kari = home.find(KARI).await.expect("is there");
    person(&home.engine, &ida, kari, Language::Nb, day_of(NOW)).await.expect("may");
    upkeep(&home.engine, NOW.plus_seconds(1)).await.expect("the store works");
    let package = access_package(&home.engine, &ida, NOW.plus_seconds(2), kari, Language::Nb).await.expect("may");
    let looked = package.history.iter().find(|line| line.what == "Person: sett på").expect("it is told");
    let roles = &home.engine.model().roles;
    let named = |key: &str| roles.iter().find(|role| role.key == key).expect("a role").name.nb.clone();
    assert!(looked.by.contains(&named("support")) && looked.by.contains(&named("privacy-lead")), "{}", looked.by);
    assert!(!looked.by.contains("Ida"));
    assert_eq!(looked.at, NOW.plus_seconds(1));
}

#[tokio::test]
async fn entries_are_numbered_after_a_pause_by_one_job() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    for _ in 0..3 {
        upkeep(&home.engine, NOW).await.expect("the store works");
    }
    let early = work(&home.engine, NOW, Lane::Ledger).await.expect("the store works");
    let due = NOW.plus_seconds(LEDGER_PAUSE_SECONDS);
    assert_eq!(early, Round::Idle(Some(due)));
    assert_eq!(work(&home.engine, due, Lane::Ledger).await.expect("the store works"), Round::Worked);
    assert_eq!(work(&home.engine, due, Lane::Ledger).await.expect("the store works"), Round::Idle(None));
    upkeep(&home.engine, due).await.expect("the store works");
    assert_eq!(work(&home.engine, due, Lane::Ledger).await.expect("the store works"), Round::Idle(None));
    let report = verify(&home.engine, &ida, &[], &[]).await.expect("may");
    let table = &home.engine.tables().ledger_line;
    let lines: Vec<Stored<LedgerLine>> = table.find(home.engine.store(), table.all()).await.expect("the store works");
    assert_eq!((report.entries, report.unnumbered, report.heads), (lines.len() as u64, 0, 1));
    assert_eq!(report.findings, []);
    let support = home.colleague("sara@fjordlys.example", &["support"]).await;
    assert!(matches!(verify(&home.engine, &support, &[], &[]).await, Err(Failure::Denied)));
}

#[tokio::test]
async fn a_long_list_is_several_entries_and_too_many_looks_are_refused() {
    let home = Home::new();
    let ida = home.ida().await;
    let person = home.engine.tables().person.f.entity;
    let rows = |number: usize| (0..number).map(|number| RowId((number as u128).to_be_bytes())).collect();
    home.engine.looked(&ida, person, None, rows(LOOK_ROWS)).expect("is noted");
    home.engine.looked(&ida, person, None, rows(LOOK_ROWS + 1)).expect("is noted");
    home.engine.looked(&ida, person, None, Vec::new()).expect("is nothing");
    let mut counts: Vec<usize> = looks(&home).await.into_iter().map(|(_, _, rows)| rows).collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, LOOK_ROWS, LOOK_ROWS]);
    for _ in 0..LOOKS_WAITING {
        home.engine.looked(&ida, person, None, rows(1)).expect("is noted");
    }
    assert!(matches!(home.engine.looked(&ida, person, None, rows(1)), Err(Failure::Unavailable(_))));
}
