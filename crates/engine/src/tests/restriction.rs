//! What is only stored: at the person's wish, or because somebody keeps it; and how it comes into use again.

use super::home::{DAY_SECONDS, Home, KARI, NOW};
use crate::parties::search;
use crate::privacy::{Carried, Reason, Wish, carry_out, holds_to_judge, person, plan_wish, receipt, receipts, sweep};
use crate::website::{Which, requests};
use crate::{Caller, Failure, Language, Moment, RowId, day_of};
use model::{Day, Restriction, Value};
use rights::{Operation, Viewer, scope};
use store::Changes;

/// Kari after one message, and two colleagues: one who carries out rights and one who answers.
async fn kari() -> (Home, RowId, Caller, Caller) {
    let home = Home::new();
    let ida = home.ida().await;
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    home.send(NOW, |_| {}).await;
    home.work(NOW).await;
    let id = home.find(KARI).await.expect("Kari is known");
    (home, id, ida, per)
}

/// Does what Kari wishes; the receipt.
async fn carried(home: &Home, caller: &Caller, now: Moment, id: RowId, wish: Wish) -> RowId {
    let engine = &home.engine;
    let plan = plan_wish(engine, caller, (id, wish), Language::En, day_of(now)).await.expect("Ida may");
    let done = carry_out(engine, caller, now, (id, wish), &plan.fingerprint, Language::En).await;
    match done.expect("the store works") {
        Carried::Done(receipt) => receipt,
        Carried::Changed(plan) => panic!("the plan is the same: {plan:?}"),
    }
}

/// How many of Kari's rows `caller` sees, and how many requests; whether they find her by her name.
async fn seen(home: &Home, caller: &Caller, id: RowId) -> (usize, usize, bool) {
    let engine = &home.engine;
    let rows = match person(engine, caller, id, Language::En, day_of(NOW)).await {
        Ok(page) => page.rows.len(),
        Err(Failure::NotFound) => 0,
        Err(other) => panic!("{other}"),
    };
    let requests = requests(engine, caller, Which::Open, None).await.expect("they may").len();
    let found = search(engine, caller, "Kari", day_of(NOW)).await.expect("they may");
    (rows, requests, found.iter().any(|line| line.id == id))
}

/// A legal hold on everything about `person`.
async fn hold(home: &Home, person: RowId, scope_word: &str) -> RowId {
    let model = home.engine.model();
    let entity = model.entity_named("legal_hold").expect("there are legal holds");
    let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
    let field = |key: &str| model.field_named(entity, key).expect(key);
    let text = |text: &str| Value::Text(text.to_owned());
    let id = RowId([77; 16]);
    let cells = [
        ("person", Value::Id(person)),
        ("scope", text(scope_word)),
        ("of_kind", text("contact_request")),
        ("reason", text("Krav om erstatning")),
        ("placed_on", Value::Day(day_of(NOW))),
        ("review_on", Value::Day(Day(day_of(NOW).0 + 90))),
    ];
    let mut changes = Changes::new();
    changes.insert(&write, id, cells.into_iter().map(|(key, value)| (field(key), value)).collect()).expect("it fits");
    home.engine.store().apply(changes).await.expect("the store works");
    id
}

async fn end_hold(home: &Home, id: RowId, on: Day) {
    let model = home.engine.model();
    let entity = model.entity_named("legal_hold").expect("there are legal holds");
    let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
    let mut changes = Changes::new();
    let ended = model.field_named(entity, "ended_on").expect("it ends");
    changes.update(&write, id, 1, vec![(ended, Value::Day(on))]).expect("it fits");
    home.engine.store().apply(changes).await.expect("the store works");
}

#[tokio::test]
async fn what_is_restricted_is_seen_by_those_who_carry_out_rights_alone_and_comes_back() {
    let (home, id, ida, per) = kari().await;
    assert_eq!(seen(&home, &per, id).await, (5, 1, true));
    let done = carried(&home, &ida, NOW, id, Wish::Restriction).await;
    assert_eq!(seen(&home, &per, id).await, (0, 0, false));
    assert_eq!(seen(&home, &ida, id).await, (5, 1, true));
    let shown = receipt(&home.engine, &ida, done).await.expect("Ida may");
    assert_eq!((shown.kind, shown.rows, shown.bytes_at), ("restriction", 5, Some(NOW)));
    carried(&home, &ida, NOW.plus_seconds(1), id, Wish::Lifting).await;
    assert_eq!(seen(&home, &per, id).await, (5, 1, true));
    let kinds: Vec<&str> = receipts(&home.engine, &ida).await.expect("Ida may").iter().map(|it| it.kind).collect();
    assert_eq!(kinds, ["lifting", "restriction"]);
}

#[tokio::test]
async fn a_restricted_colleague_is_named_to_themselves_and_those_who_carry_out_rights() {
    let (home, _, ida, per) = kari().await;
    let tom = home.colleague("tom@fjordlys.example", &["support"]).await;
    let user = tom.user.expect("a user");
    let row = home.engine.tables().user.get(home.engine.store(), user).await.expect("the store works").expect("there");
    let named = async |caller: &Caller| {
        let names = crate::system::names_of(&home.engine, caller, std::iter::once(user)).await;
        names.expect("the store works").len()
    };
    assert_eq!((named(&per).await, named(&ida).await, named(&tom).await), (1, 1, 1));
    carried(&home, &ida, NOW, row.row.person, Wish::Restriction).await;
    assert_eq!((named(&per).await, named(&ida).await, named(&tom).await), (0, 1, 1));
}

#[tokio::test]
async fn only_those_who_carry_out_rights_restrict_and_lift() {
    let (home, id, _, per) = kari().await;
    for wish in [Wish::Erasure, Wish::Restriction, Wish::Lifting] {
        let plan = plan_wish(&home.engine, &per, (id, wish), Language::En, day_of(NOW)).await;
        assert!(matches!(plan, Err(Failure::Denied)));
        let done = carry_out(&home.engine, &per, NOW, (id, wish), "", Language::En).await;
        assert!(matches!(done, Err(Failure::Denied)));
    }
}

#[tokio::test]
async fn a_restriction_outlasts_the_period_and_the_sweep_says_so() {
    let (home, id, ida, _) = kari().await;
    carried(&home, &ida, NOW, id, Wish::Restriction).await;
    let later = day_of(NOW.plus_seconds(400 * DAY_SECONDS));
    let report = sweep(&home.engine, NOW, later, false).await.expect("the store works");
    assert_eq!(report.deleted.get("person"), None, "{report:?}");
    assert_eq!(report.stopped.get("contact_request"), Some(&1));
    let page = person(&home.engine, &ida, id, Language::En, later).await.expect("Ida may");
    assert!(page.rows.iter().all(|row| row.kept == Some((Reason::Restricted, String::new()))), "{:?}", page.rows);
    carried(&home, &ida, NOW, id, Wish::Lifting).await;
    sweep(&home.engine, NOW, later, false).await.expect("the store works");
    assert_eq!(home.find(KARI).await, None);
}

#[tokio::test]
async fn a_legal_hold_comes_before_an_erasure_and_when_it_ends_the_erasure_is_done() {
    let (home, id, ida, per) = kari().await;
    let held = hold(&home, id, "all").await;
    let done = carried(&home, &ida, NOW, id, Wish::Erasure).await;
    let lines = receipt(&home.engine, &ida, done).await.expect("Ida may").lines;
    let until = format!("hold:{}", day_of(NOW).0 + 90);
    let action = |entity: &str| if entity == "legal_hold" { "keep" } else { "restrict" };
    let as_told = lines.iter().all(|[entity, done, reason, _]| done == action(entity) && *reason == until);
    assert!(as_told && lines.len() == 6, "{lines:?}");
    assert_eq!(seen(&home, &per, id).await, (0, 0, false));
    let tomorrow = NOW.plus_seconds(DAY_SECONDS);
    let report = sweep(&home.engine, tomorrow, day_of(tomorrow), false).await.expect("the store works");
    assert_eq!(report.deleted.get("person"), None, "{report:?}");
    end_hold(&home, held, day_of(tomorrow)).await;
    sweep(&home.engine, tomorrow, day_of(tomorrow), false).await.expect("the store works");
    let page = person(&home.engine, &ida, id, Language::En, day_of(tomorrow)).await.expect("the hold is still told");
    let left: Vec<&str> = page.rows.iter().map(|row| row.entity.as_str()).collect();
    assert_eq!(left, ["person", "legal_hold"], "the record of the hold itself has its own year");
    assert!(!page.rows[0].fields.iter().any(|field| field.text.contains("Kari")), "and keeps no name");
}

#[tokio::test]
async fn a_legal_hold_is_to_be_judged_again_from_its_day_until_it_has_ended() {
    let (home, id, ida, per) = kari().await;
    let held = hold(&home, id, "all").await;
    let review = Day(day_of(NOW).0 + 90);
    let count = async |caller, day| holds_to_judge(&home.engine, caller, day).await.expect("the store works");
    assert_eq!(count(&ida, Day(review.0 - 1)).await, 0);
    assert_eq!((count(&ida, review).await, count(&per, review).await), (1, 0), "only those who carry out rights");
    end_hold(&home, held, review).await;
    assert_eq!((count(&ida, Day(review.0 - 1)).await, count(&ida, review).await), (0, 0));
}

#[tokio::test]
async fn a_hold_on_one_kind_lets_the_rest_go() {
    let (home, id, ida, _) = kari().await;
    hold(&home, id, "kind").await;
    carried(&home, &ida, NOW, id, Wish::Erasure).await;
    let page = person(&home.engine, &ida, id, Language::En, day_of(NOW)).await.expect("the request is held");
    let left: Vec<(&str, bool)> =
        page.rows.iter().map(|row| (row.entity.as_str(), row.restricted == Some(Restriction::Bound))).collect();
    let expected = [("person", true), ("email_address", true), ("contact_request", true), ("legal_hold", false)];
    assert_eq!(left, expected, "and what the request cannot be without");
}

#[tokio::test]
async fn whoever_writes_again_after_an_erasure_is_known_again_and_what_is_bound_stays_so() {
    let (home, id, ida, per) = kari().await;
    hold(&home, id, "kind").await;
    carried(&home, &ida, NOW, id, Wish::Erasure).await;
    assert_eq!(seen(&home, &per, id).await, (0, 0, false));
    home.send(NOW.plus_seconds(60), |form| form.message = "Jeg har tenkt meg om".to_owned()).await;
    assert_eq!(home.find(KARI).await, Some(id), "nobody is made beside themselves");
    let (rows, open, _) = seen(&home, &per, id).await;
    assert_eq!(open, 1, "the new request, not the held one");
    assert!(rows >= 3, "the person, the address and the new request: {rows}");
}
