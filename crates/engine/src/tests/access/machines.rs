//! Tokens of programs: how they are made, what each opens, and what none does.

use super::{EVA, OLA, day, later, put};
use crate::records::{DataProblem, DataWanted, Datum, Saved, Typed, data_kinds, data_row_of, data_rows, data_save};
use crate::system::{NewToken, TokenProblem, machine, make_token, revoke_token, token_activities, tokens};
use crate::tests::home::{Home, KARI, NOW};
use crate::{Caller, Failure, Language, day_of};
use model::{Held, Sealed, Subject, Value};
use rights::{Operation, scope};

fn wanted(activity: &str, writes: bool) -> NewToken {
    NewToken {
        name: "Nettbutikken".to_owned(),
        activity: activity.to_owned(),
        writes,
        entities: Vec::new(),
        expires_on: day(30),
    }
}

async fn program(home: &Home, owner: &Caller, activity: &str, writes: bool) -> (Caller, String) {
    let (_, token) = make_token(&home.engine, owner, NOW, &wanted(activity, writes)).await.expect("an owner makes it");
    let caller = machine(&home.engine, NOW, &token).await.expect("the store works").expect("it works");
    (caller, token)
}

#[tokio::test]
async fn a_token_is_told_once_and_works_until_its_day_or_until_it_is_taken_back() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    let (_, token) = program(&home, &eva, "payroll", false).await;
    assert_eq!((&token[..4], token.len()), ("ryd_", 4 + 43 + 6));
    assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
    let works = async |at, token: &str| machine(&home.engine, at, token).await.expect("the store works").is_some();
    assert!(works(later(30), &token).await, "on its last day");
    assert!(!works(later(31), &token).await);
    for wrong in ["", "ryd_", &token[..52], &token.replace("ryd_", "xyz_"), &format!("{token}a"), &"å".repeat(30)] {
        assert!(!works(NOW, wrong).await, "{wrong}");
    }
    let mut changed = token.clone().into_bytes();
    changed[10] = if changed[10] == b'a' { b'b' } else { b'a' };
    assert!(!works(NOW, std::str::from_utf8(&changed).expect("ASCII")).await);
    let line = tokens(&home.engine, &eva).await.expect("an owner sees it").remove(0);
    assert_eq!((line.last_used_on, line.writes), (Some(day(30)), false));
    revoke_token(&home.engine, &eva, NOW, line.id).await.expect("an owner takes it back");
    assert!(!works(NOW, &token).await);
}

#[tokio::test]
async fn who_makes_one_and_of_what() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    let ola = home.colleague(OLA, &["support", "privacy-lead"]).await;
    let denied = make_token(&home.engine, &ola, NOW, &wanted("payroll", false)).await;
    assert!(matches!(denied, Err(TokenProblem::Failed(Failure::Denied))));
    let make = async |change: fn(&mut NewToken)| {
        let mut token = wanted("contact", false);
        change(&mut token);
        make_token(&home.engine, &eva, NOW, &token).await
    };
    assert!(matches!(make(|it| it.activity = "access-control".to_owned()).await, Err(TokenProblem::Activity)));
    assert!(matches!(make(|it| it.activity = "nothing".to_owned()).await, Err(TokenProblem::Activity)));
    assert!(matches!(make(|it| it.name = "  ".to_owned()).await, Err(TokenProblem::Name(_))));
    assert!(matches!(make(|it| it.name = "a".repeat(81)).await, Err(TokenProblem::Name(_))));
    assert!(matches!(make(|it| it.expires_on = day(-1)).await, Err(TokenProblem::Days(_))));
    assert!(matches!(make(|it| it.expires_on = day(367)).await, Err(TokenProblem::Days(_))));
    assert!(matches!(make(|it| it.entities = vec!["employment".to_owned()]).await, Err(TokenProblem::Entity(_))));
    make(|it| (it.name, it.expires_on) = ("a".repeat(80), day(366))).await.expect("as long as may be");
    assert!(token_activities(&home.engine, Language::En).iter().all(|(key, _)| key != "access-control"));
}

#[tokio::test]
async fn an_it_lead_lets_no_program_in_where_they_let_nobody_in() {
    let home = Home::new();
    let ida = home.colleague(EVA, &["it-lead"]).await;
    for (activity, writes) in [("requests", false), ("breaches", true), ("legal-holds", false)] {
        let made = make_token(&home.engine, &ida, NOW, &wanted(activity, writes)).await;
        assert!(matches!(made, Err(TokenProblem::Activity)), "{activity}");
    }
    make_token(&home.engine, &ida, NOW, &wanted("contact", true)).await.expect("support has that, and they grant it");
}

/// Every token there can be, before every entity: what is not held or used by its activity, what is sealed, narrowed,
/// about nobody or the machinery's is not open to it.
#[tokio::test]
async fn no_token_opens_more_than_its_activity() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    let model = home.engine.model();
    let (mut open, mut closed) = (0, 0);
    for (activity, _) in token_activities(&home.engine, Language::En) {
        let (caller, _) = program(&home, &eva, &activity, true).await;
        let id = model.activity_ids().find(|it| model[*it].key == activity).expect("it is there");
        for entity in model.entity_ids() {
            let it = &model[entity];
            for operation in [Operation::Read, Operation::Write] {
                let Ok(scope) = scope(model, &caller.viewer, entity, operation) else {
                    closed += 1;
                    continue;
                };
                open += 1;
                assert!(it.held != Held::Impersonal && it.access == model::Narrowing::None, "{activity} {}", it.key);
                for field in scope.fields() {
                    let own = &model[*field];
                    let held = own.activities.clone().unwrap_or_else(|| it.held.activities());
                    assert_eq!(own.sealed, Sealed::No, "{activity} {}.{}", it.key, own.key);
                    let used = model[id].uses.iter().any(|used| used.fields.contains(field));
                    let leads = matches!(&it.subject, Subject::Path(path) if path.first() == Some(field));
                    assert!(held.contains(&id) || used || leads, "{activity} {}.{}", it.key, own.key);
                    assert!(leads || own.access == model::Narrowing::None, "{activity} {}.{}", it.key, own.key);
                }
            }
        }
        for closed in ["user", "role_grant", "session", "machine_token", "ledger_entry", "job", "team", "receipt"] {
            let first = DataWanted { limit: 1, ..DataWanted::default() };
            let page = data_rows(&home.engine, &caller, closed, &first, day(0)).await;
            assert!(page.is_err(), "{activity} {closed}");
        }
    }
    assert!(open > 100 && closed > 1_000, "{open} open, {closed} closed");
}

#[tokio::test]
async fn a_program_reads_rows_of_its_activity_and_what_it_reads_is_noted() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    home.send(NOW, |_| {}).await;
    let (reader, _) = program(&home, &eva, "contact", false).await;
    let all = DataWanted { limit: 50, ..DataWanted::default() };
    let page = data_rows(&home.engine, &reader, "contact_request", &all, day_of(NOW)).await.expect("it may");
    assert_eq!((page.rows.len(), page.next), (1, None));
    let row =
        data_row_of(&home.engine, &reader, "contact_request", page.rows[0].id, day_of(NOW)).await.expect("it may");
    assert!(
        row.values.iter().any(|(key, value)| key == "message" && *value == Datum::Text("Hva koster det?".to_owned()))
    );
    let people = data_rows(&home.engine, &reader, "person", &all, day_of(NOW)).await.expect("it may");
    assert_eq!(people.rows.len(), 1, "Kari is there by her request, Eva is not");
    let other = home.find(EVA).await.expect("Eva is known");
    assert!(data_row_of(&home.engine, &reader, "person", other, day_of(NOW)).await.is_err());
    assert_eq!(crate::ledger::looks_waiting(&home.engine), 3);
    crate::ledger::upkeep(&home.engine, NOW).await.expect("the store works");
    let table = &home.engine.tables().ledger_line;
    let lines = table.find(home.engine.store(), table.all().limit(100)).await.expect("the store works");
    let by: Vec<&str> =
        lines.iter().filter(|line| line.row.action == "read").map(|line| line.row.actor.as_str()).collect();
    assert!(by.len() == 3 && by.iter().all(|actor| actor.starts_with("api:")), "{by:?}");
    let kari = home.find(KARI).await.expect("Kari is known");
    let (writer, _) = program(&home, &eva, "contact", true).await;
    let typed = Typed { values: vec![("name".to_owned(), "Kari K".to_owned())], version: Some(1), ..Typed::default() };
    let denied = data_save(&home.engine, &reader, NOW, ("person", Some(kari)), &typed).await;
    assert!(matches!(denied, Err(DataProblem::Failed(Failure::Denied))));
    let saved = data_save(&home.engine, &writer, NOW, ("person", Some(kari)), &typed).await.expect("it may write");
    assert!(matches!(saved, Saved::Done(_)), "{saved:?}");
    let again = data_save(&home.engine, &writer, NOW, ("person", Some(kari)), &typed).await.expect("it may write");
    assert!(matches!(again, Saved::Mend(form) if form.is_overtaken));
    let source =
        Typed { values: vec![("source".to_owned(), "company".to_owned())], version: Some(2), ..Typed::default() };
    let refused = data_save(&home.engine, &writer, NOW, ("person", Some(kari)), &source).await;
    assert!(matches!(refused, Err(DataProblem::Filter(field)) if field == "source"));
}

#[tokio::test]
async fn pages_follow_one_another_and_end() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    let person = home.find(EVA).await.expect("Eva is known");
    for id in 100..105 {
        let state = Value::Text(if id == 100 { "approved" } else { "open" }.to_owned());
        let week = [("person", Value::Id(person)), ("begins_on", Value::Day(day(-4))), ("state", state)];
        put(&home, "week", id, &week).await;
    }
    let (reader, _) = program(&home, &eva, "working-time", false).await;
    let (mut after, mut seen) = (None, Vec::new());
    for size in [2, 2, 1] {
        let wanted = DataWanted { after, limit: 2, filters: Vec::new() };
        let page = data_rows(&home.engine, &reader, "week", &wanted, day_of(NOW)).await.expect("it may");
        assert_eq!(page.rows.len(), size);
        seen.extend(page.rows.iter().map(|row| row.id));
        after = page.next;
    }
    assert_eq!((after, seen.len()), (None, 5));
    let filters =
        vec![("state".to_owned(), "open".to_owned()), ("begins_on".to_owned(), crate::documents::iso_day(day(-4)))];
    let wanted = DataWanted { filters, limit: 50, after: None };
    let open = data_rows(&home.engine, &reader, "week", &wanted, day_of(NOW)).await.expect("it may");
    assert_eq!(open.rows.len(), 4);
    for (key, value) in [("state", "nothing"), ("begins_on", "soon"), ("nothing", "1"), ("approver", "x")] {
        let wanted = DataWanted { filters: vec![(key.to_owned(), value.to_owned())], limit: 50, after: None };
        let refused = data_rows(&home.engine, &reader, "week", &wanted, day_of(NOW)).await;
        assert!(matches!(refused, Err(DataProblem::Filter(_))), "{key}");
    }
    assert!(data_kinds(&home.engine, &reader).iter().any(|kind| kind.key == "week" && !kind.changes));
}
