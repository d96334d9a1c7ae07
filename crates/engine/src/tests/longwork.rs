//! Access packages and sweeps as work that takes time.

use super::home::{DAY_SECONDS, Home, NOW};
use crate::jobs::{Lane, work as do_work};
use crate::limits::{PACKAGE_AT_ONCE_ROWS, SWEEP_PEOPLE};
use crate::longwork::{Why, WorkKind, WorkState, cancel, result, work};
use crate::privacy::{Given, ask_sweep, due_in_numbers, give_access, receipts};
use crate::{Caller, Failure, Language, Moment, RowId, day_of};
use model::Value;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use store::Changes;

/// Kari, about whom there are so many rows besides the few of what she wrote.
async fn kari(home: &Home, rows: usize) -> RowId {
    home.send(NOW, |_| {}).await;
    let kari = home.find("kari@kunde.example").await.expect("she wrote");
    let (table, mut changes) = (&home.engine.tables().prospect, Changes::new());
    let field = |key: &str| home.engine.model().field_named(table.f.entity, key).expect(key);
    let (text, today) = (|text: &str| Value::Text(text.to_owned()), Value::Day(day_of(NOW)));
    let cells = [
        ("about", text("person")),
        ("person", Value::Id(kari)),
        ("state", text("new")),
        ("source", text("import")),
        ("found_on", today.clone()),
        ("notice_due_on", today),
    ];
    let cells = cells.map(|(key, value)| (field(key), value)).to_vec();
    for _ in 0..rows {
        changes.insert(&table.write, home.engine.new_id(NOW), cells.clone()).expect("it fits");
    }
    home.engine.store().apply(changes).await.expect("the store works");
    kari
}

async fn ask(home: &Home, caller: &Caller, person: RowId) -> Result<Given, Failure> {
    give_access(&home.engine, caller, NOW, person, Language::Nb).await
}

/// The package of somebody about whom there is much, as work.
async fn long(home: &Home, ida: &Caller) -> (RowId, RowId) {
    let person = kari(home, PACKAGE_AT_ONCE_ROWS).await;
    match ask(home, ida, person).await {
        Ok(Given::Work(id)) => (person, id),
        other => panic!("{other:?}"),
    }
}

/// How often the ledger says that a package was given.
async fn given(home: &Home) -> usize {
    noted(home, "access given").await
}

/// How many lines of the ledger say that this was done.
async fn noted(home: &Home, deed: &str) -> usize {
    let table = &home.engine.tables().ledger_line;
    let lines = home.engine.store().find(store::Query::over(&table.read)).await.expect("the store works");
    let is_it = |line: &&model::Record| match line.get(table.f.action) {
        Some(model::Value::Text(action)) => action == deed,
        _ => false,
    };
    lines.iter().filter(is_it).count()
}

#[tokio::test]
async fn a_short_package_is_handed_over_and_a_long_one_is_made_meanwhile() {
    let home = Home::new();
    let (ida, other) = (home.ida().await, home.colleague("eva@fjordlys.example", &["privacy-lead"]).await);
    let seller = home.colleague("per@fjordlys.example", &["sales"]).await;
    let person = kari(&home, 0).await;
    assert!(matches!(ask(&home, &ida, person).await, Ok(Given::Archive(_))));
    assert!(matches!(ask(&home, &seller, person).await, Err(Failure::Denied)));
    assert_eq!(given(&home).await, 1);
    let (kari, id) = long(&home, &ida).await;
    assert_eq!(given(&home).await, 1, "none is given as long as it is not made");
    home.work(NOW).await;
    let found = work(&home.engine, &ida, id).await.expect("it is hers");
    assert_eq!((found.kind, found.state, found.has_file), (WorkKind::Package, WorkState::Done, true));
    assert_eq!((found.person, given(&home).await), (Some(kari), 2));
    let file = result(&home.engine, &ida, id).await.expect("it is hers");
    assert_eq!(file.info().title, "innsyn-2026-11-20.zip");
    assert!(file.whole().await.expect("it is whole").starts_with(b"PK"));
    assert!(matches!(result(&home.engine, &other, id).await.map(|_| ()), Err(Failure::NotFound)));
}

#[tokio::test]
async fn a_package_goes_with_what_stands_in_it_and_with_nothing_else() {
    let home = Home::new();
    let ida = home.ida().await;
    let (kari, id) = long(&home, &ida).await;
    home.work(NOW).await;
    home.send(NOW, |form| form.email = "ola@kunde.example".to_owned()).await;
    home.erase(&ida, home.find("ola@kunde.example").await.expect("he wrote")).await;
    assert!(work(&home.engine, &ida, id).await.expect("it is hers").has_file, "Ola is not in it");
    home.erase(&ida, kari).await;
    let found = work(&home.engine, &ida, id).await.expect("it is hers");
    assert_eq!((found.has_file, found.why, found.person), (false, Some(Why::Erased), None));
    let files = crate::files::check(&home.engine, &Caller::command(Language::En)).await.expect("the store works");
    assert_eq!((files.files, files.waiting), (0, 0));
}

#[tokio::test]
async fn whoever_is_erased_or_whose_package_is_cancelled_before_it_is_made_is_in_none() {
    let home = Home::new();
    let ida = home.ida().await;
    let (kari, first) = long(&home, &ida).await;
    cancel(&home.engine, &ida, NOW, first).await.expect("it is hers");
    let Ok(Given::Work(second)) = ask(&home, &ida, kari).await else { panic!("there is room") };
    home.erase(&ida, kari).await;
    home.work(NOW).await;
    let state = async |id| work(&home.engine, &ida, id).await.map(|work| (work.state, work.has_file));
    assert_eq!(state(first).await.ok(), Some((WorkState::Cancelled, false)));
    assert_eq!(state(second).await.ok(), Some((WorkState::Failed, false)));
    assert_eq!(given(&home).await, 0);
}

/// So many people have written, and what is held of them is due.
async fn due(people: usize) -> (Home, Caller, Moment) {
    let home = Home::new();
    for number in 0..people {
        let at = NOW.plus_seconds(i64::try_from(number).expect("few") * crate::limits::CAP_WINDOW_SECONDS);
        home.send(at, |form| form.email = format!("kari{number}@kunde.example")).await;
    }
    let ida = home.ida().await;
    (home, ida, NOW.plus_seconds(400 * DAY_SECONDS))
}

#[tokio::test]
async fn a_sweep_that_is_asked_for_does_what_was_told_and_counts_it() {
    let (home, ida, later) = due(3).await;
    let seller = home.colleague("per@fjordlys.example", &["sales"]).await;
    assert!(matches!(ask_sweep(&home.engine, &seller, later).await, Err(Failure::Denied)));
    assert!(due_in_numbers(&home.engine, &seller, later, day_of(later)).await.is_err());
    let told = due_in_numbers(&home.engine, &ida, later, day_of(later)).await.expect("Ida may");
    assert_eq!((told.deleted.get("person"), told.receipts.len()), (Some(&3), 0));
    let id = ask_sweep(&home.engine, &ida, later).await.expect("Ida may").expect("there is room");
    assert_eq!(noted(&home, "sweep asked for").await, 1, "and nobody's who may not");
    home.work(later).await;
    let found = work(&home.engine, &ida, id).await.expect("it is hers");
    assert_eq!((found.kind, found.state, found.total), (WorkKind::Sweep, WorkState::Done, found.done));
    assert!(found.result.made >= told.removed() as u64, "{found:?} and {told:?}");
    assert_eq!(home.find("kari1@kunde.example").await, None);
    assert!(!receipts(&home.engine, &ida).await.expect("Ida may").is_empty());
    let again = due_in_numbers(&home.engine, &ida, later, day_of(later)).await.expect("Ida may");
    assert_eq!((again.removed(), again.emptied()), (0, 0));
}

/// Lets the worker go on, a step at a time, until it has noted that it sweeps: its first plan is still to come.
async fn begun(home: &Home, ida: &Caller, id: RowId, mut worker: Pin<&mut impl Future>) {
    while work(&home.engine, ida, id).await.expect("it is hers").state != WorkState::Running {
        let is_over = poll_fn(|context| Poll::Ready(worker.as_mut().poll(context).is_ready())).await;
        assert!(!is_over, "nothing was left to do");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_sweep_that_is_interrupted_goes_on_and_one_that_is_cancelled_stops_where_it_stands() {
    let (home, ida, later) = due(SWEEP_PEOPLE + 50).await;
    let people = async || home.engine.store().count(home.engine.tables().person.all()).await.expect("it works");
    let (before, first) = (people().await, ask_sweep(&home.engine, &ida, later).await.expect("may").expect("room"));
    let mut worker = Box::pin(do_work(&home.engine, later, Lane::Long));
    begun(&home, &ida, first, worker.as_mut()).await;
    cancel(&home.engine, &ida, later, first).await.expect("it is hers");
    worker.await.expect("the store works");
    assert!(people().await < before, "a part of it is done");
    let found = work(&home.engine, &ida, first).await.expect("it is hers");
    assert!(found.state == WorkState::Cancelled && found.done > 0 && found.done < found.total, "{found:?}");
    assert!(people().await > 1, "the rest is still there");
    let second = ask_sweep(&home.engine, &ida, later).await.expect("may").expect("room");
    let mut worker = Box::pin(do_work(&home.engine, later, Lane::Long));
    begun(&home, &ida, second, worker.as_mut()).await;
    drop(worker);
    home.work(later.plus_seconds(DAY_SECONDS)).await;
    let found = work(&home.engine, &ida, second).await.expect("it is hers");
    assert_eq!((found.state, found.total), (WorkState::Done, found.done), "what the first turn did is counted");
    assert_eq!(home.find("kari7@kunde.example").await, None);
}
