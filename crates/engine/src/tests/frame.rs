//! What the frame of the desk asks: which lists there are, the search over everything, what was opened last, what waits.

use super::home::{DAY_SECONDS, Home, KARI, NOW};
use crate::limits::{RECENT_ROWS, SEARCH_LOOKED_ROWS, SEARCH_ROWS, SIGHTS_KEPT, WAITING_ROWS};
use crate::records::{Hits, Wait, Wanted, list, opened, recent, search_everywhere, sight, waiting};
use crate::{Area, Caller, Day, RowId, Viewer, day_of};
use model::{Moment, Value};
use rights::{Operation, scope};
use std::collections::BTreeSet;
use store::Changes;

fn today() -> Day {
    day_of(NOW)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A row that is there already, with these values.
async fn put(home: &Home, entity: &str, cells: Vec<(&str, Value)>) -> RowId {
    let (engine, model) = (&home.engine, home.engine.model());
    let entity = model.entity_named(entity).expect("it is in the register");
    let all = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
    let cells = cells.into_iter().map(|(key, value)| (model.field_named(entity, key).expect("a field"), value));
    let id = engine.new_id(NOW);
    let mut changes = Changes::new();
    changes.insert(&all, id, cells.collect()).expect("it fits");
    engine.store().apply(changes).await.expect("it is written");
    id
}

/// A matter of this colleague, due on this day.
async fn matter(home: &Home, owner: &Caller, title: &str, due: Day) -> RowId {
    let cells = vec![
        ("title", text(title)),
        ("kind", text("other")),
        ("about", text("ourselves")),
        ("owner", Value::Id(owner.user.expect("somebody"))),
        ("state", text("open")),
        ("opened_on", Value::Day(today())),
        ("due_on", Value::Day(due)),
    ];
    put(home, "matter", cells).await
}

async fn search(home: &Home, caller: &Caller, words: &str) -> Vec<Hits> {
    search_everywhere(&home.engine, caller, (words, SEARCH_ROWS), today()).await.expect("the store works")
}

fn labels(hits: &[Hits], entity: &str) -> Vec<String> {
    let of = hits.iter().filter(|hits| hits.entity == entity).flat_map(|hits| &hits.lines);
    of.map(|line| line.label.clone()).collect()
}

#[tokio::test]
async fn there_are_the_lists_that_the_roles_open_and_the_chief_ones_are_known() {
    let home = Home::new();
    let chief = |caller: &Caller, area: Area| -> Vec<String> {
        let seen = sight(&home.engine, caller);
        let of = seen.iter().filter(|seen| seen.is_chief && seen.area == area);
        of.map(|seen| seen.key(&home.engine).to_owned()).collect()
    };
    let lead = home.colleague("leder@fjordlys.example", &["project-lead", "employee"]).await;
    assert_eq!(chief(&lead, Area::Projects), ["work_contract", "project", "task", "time_entry", "matter"]);
    let owner = home.ida().await;
    assert_eq!(chief(&owner, Area::Parties), ["person", "organisation"]);
    assert!(sight(&home.engine, &lead).iter().any(|seen| seen.key(&home.engine) == "task" && seen.is_made));
    let support = home.colleague("per@fjordlys.example", &["support"]).await;
    assert_eq!(chief(&support, Area::Staff), [] as [&str; 0], "what others' roles open is not there");
    assert!(sight(&home.engine, &support).iter().all(|seen| seen.key(&home.engine) != "recent_row"));
}

#[tokio::test]
async fn what_is_reckoned_for_roles_is_kept_for_so_many_sets_and_no_more() {
    let home = Home::new();
    let ida = home.ida().await;
    let roles: Vec<_> = home.engine.model().role_ids().collect();
    let mut sizes = BTreeSet::new();
    for set in 0..=SIGHTS_KEPT {
        let chosen = roles.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, role)| *role).collect();
        let mut caller = ida.clone();
        if let Viewer::Staff { roles, .. } = &mut caller.viewer {
            *roles = chosen;
        }
        sight(&home.engine, &caller);
        sizes.insert(home.engine.sights().len());
    }
    assert_eq!((sizes.first(), sizes.last()), (Some(&1), Some(&SIGHTS_KEPT)));
    assert_eq!(home.engine.sights().len(), 1, "one more begins anew");
}

#[tokio::test]
async fn everything_is_searched_at_once_and_the_best_stands_first() {
    let home = Home::new();
    let ida = home.colleague("ida@fjordlys.example", &["support", "privacy-lead", "project-lead", "employee"]).await;
    home.send(NOW, |_| ()).await;
    assert_eq!(labels(&search(&home, &ida, "kari").await, "person"), ["Kari Nordmann"]);
    assert_eq!(labels(&search(&home, &ida, KARI).await, "person"), ["Kari Nordmann"], "by the address");
    for title in ["Stort serverrom", "Server", "Serverrom i nord"] {
        matter(&home, &ida, title, today()).await;
    }
    let found = search(&home, &ida, "server").await;
    assert_eq!(labels(&found, "matter"), ["2 Server", "3 Serverrom i nord", "1 Stort serverrom"]);
    assert_eq!(labels(&search(&home, &ida, "2").await, "matter"), ["2 Server"], "by the number");
    assert_eq!(labels(&search(&home, &ida, "#2").await, "matter"), ["2 Server"]);
    assert!(search(&home, &ida, " \u{20}").await.is_empty() && search(&home, &ida, "finnesikke").await.is_empty());
    let other = home.colleague("per@fjordlys.example", &["support"]).await;
    assert!(search(&home, &other, "server").await.is_empty(), "nothing of what the roles do not open");
}

#[tokio::test]
async fn of_many_the_first_are_shown_and_all_are_counted() {
    let home = Home::new();
    let ida = home.colleague("ida@fjordlys.example", &["project-lead", "employee"]).await;
    for number in 0..SEARCH_ROWS {
        matter(&home, &ida, &format!("Skap {number}"), today()).await;
    }
    let hits = &search(&home, &ida, "skap").await[0];
    assert_eq!((hits.lines.len(), hits.total, hits.more), (SEARCH_ROWS, Some(SEARCH_ROWS as u64), false));
    for number in SEARCH_ROWS as u64..=SEARCH_LOOKED_ROWS {
        matter(&home, &ida, &format!("Skap {number}"), today()).await;
        let hits = &search(&home, &ida, "skap").await[0];
        assert_eq!((hits.lines.len(), hits.total, hits.more), (SEARCH_ROWS, Some(number + 1), true));
    }
}

#[tokio::test]
async fn what_was_opened_last_is_found_again_while_it_may_be_read() {
    let home = Home::new();
    let ida = home.colleague("ida@fjordlys.example", &["project-lead", "employee"]).await;
    let mut all = Vec::new();
    for number in 0..=RECENT_ROWS {
        all.push(matter(&home, &ida, &format!("Skap {number}"), today()).await);
    }
    let at = |second: usize| NOW.plus_seconds(i64::try_from(second).expect("few"));
    let ids = |lines: Vec<crate::records::Line>| lines.into_iter().map(|line| line.id).collect::<Vec<_>>();
    for (second, id) in all[..RECENT_ROWS].iter().enumerate() {
        opened(&home.engine, &ida, at(second), "matter", *id).await.expect("noted");
    }
    let mut expected: Vec<RowId> = all[..RECENT_ROWS].iter().rev().copied().collect();
    assert_eq!(ids(recent(&home.engine, &ida, RECENT_ROWS, today()).await.expect("read")), expected);
    opened(&home.engine, &ida, at(RECENT_ROWS), "matter", all[RECENT_ROWS]).await.expect("noted");
    expected.insert(0, all[RECENT_ROWS]);
    expected.pop();
    assert_eq!(
        ids(recent(&home.engine, &ida, RECENT_ROWS, today()).await.expect("read")),
        expected,
        "the oldest made room"
    );
    opened(&home.engine, &ida, at(RECENT_ROWS + 1), "matter", expected[3]).await.expect("noted");
    let again = expected.remove(3);
    expected.insert(0, again);
    assert_eq!(
        ids(recent(&home.engine, &ida, RECENT_ROWS, today()).await.expect("read")),
        expected,
        "opened again, and only once"
    );
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    assert!(
        recent(&home.engine, &per, RECENT_ROWS, today()).await.expect("read").is_empty(),
        "everybody has their own"
    );
    let same = Caller { viewer: per.viewer.clone(), ..ida.clone() };
    assert!(
        recent(&home.engine, &same, RECENT_ROWS, today()).await.expect("read").is_empty(),
        "what is open no more is not named"
    );
}

#[tokio::test]
async fn what_waits_is_the_callers_own_and_what_is_late_comes_first() {
    let home = Home::new();
    let ida = home.colleague("ida@fjordlys.example", &["project-lead", "employee"]).await;
    let per = home.colleague("per@fjordlys.example", &["project-lead", "employee"]).await;
    let day = |days: i32| Day(today().0 + days);
    assert!(waiting(&home.engine, &ida, today()).await.expect("read").is_empty());
    matter(&home, &ida, "I dag", day(0)).await;
    matter(&home, &ida, "For sent", day(-3)).await;
    matter(&home, &ida, "Om åtte dager", day(8)).await;
    matter(&home, &per, "Pers", day(0)).await;
    let found = waiting(&home.engine, &ida, today()).await.expect("read");
    assert_eq!(found.iter().map(|one| one.wait).collect::<Vec<_>>(), [Wait::Matters]);
    let lines: Vec<(&str, Option<Day>)> =
        found[0].lines.iter().map(|(line, due)| (line.label.as_str(), *due)).collect();
    assert_eq!(lines, [("2 For sent", Some(day(-3))), ("1 I dag", Some(day(0)))]);
    let narrowed = found[0].narrowed.clone().expect("a list can show them");
    let until = documents::iso_day(day(7));
    let said = [("owner", "me"), ("closed_on.empty", "1"), ("due_on.most", until.as_str())];
    assert_eq!(narrowed, said.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let wanted = Wanted { filters: narrowed, ..Wanted::default() };
    let shown = list(&home.engine, &ida, "matter", &wanted, today()).await.expect("may be read");
    assert_eq!(shown.rows.len() as u64, found[0].total, "the list shows what waits and nothing else");
    for _ in 2..WAITING_ROWS {
        matter(&home, &ida, "Enda en", day(1)).await;
    }
    let full = waiting(&home.engine, &ida, today()).await.expect("read");
    assert_eq!((full[0].lines.len() as u64, full[0].total), (WAITING_ROWS, WAITING_ROWS));
    matter(&home, &ida, "En for mye", day(1)).await;
    let over = waiting(&home.engine, &ida, today()).await.expect("read");
    assert_eq!((over[0].lines.len() as u64, over[0].total), (WAITING_ROWS, WAITING_ROWS + 1));
}

#[tokio::test]
async fn a_case_of_nobody_waits_for_whoever_may_take_it_and_one_without_a_deadline_comes_last() {
    let home = Home::new();
    home.send(NOW, |_| ()).await;
    let kari = home.find(KARI).await.expect("she wrote");
    let (yes, no) = (Value::Boolean(true), Value::Boolean(false));
    let policy = vec![("name", text("Frister")), ("holidays", no.clone()), ("pauses", yes.clone())];
    let policy = Value::Id(put(&home, "deadline_policy", policy).await);
    let queue = vec![("name", text("Kø")), ("policy", policy), ("receipt", no), ("open", yes)];
    let queue = put(&home, "queue", queue).await;
    let case = |title: &str, due: Option<Moment>| {
        vec![
            ("title", text(title)),
            ("contact", Value::Id(kari)),
            ("covered", text("yes")),
            ("came_by", text("phone")),
            ("priority", text("normal")),
            ("state", text("new")),
            ("queue", Value::Id(queue)),
            ("created_at", Value::Moment(NOW)),
            ("due_at", due.map_or(Value::Null, Value::Moment)),
        ]
    };
    put(&home, "case", case("Uten frist", None)).await;
    put(&home, "case", case("Med frist", Some(NOW.plus_seconds(DAY_SECONDS)))).await;
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    let found = waiting(&home.engine, &per, today()).await.expect("read");
    assert_eq!(found[0].wait, Wait::Cases);
    let lines: Vec<(&str, Option<Day>)> =
        found[0].lines.iter().map(|(line, due)| (line.label.as_str(), *due)).collect();
    assert_eq!(lines, [("2 Med frist", Some(Day(today().0 + 1))), ("1 Uten frist", None)]);
    let marketing = home.colleague("mia@fjordlys.example", &["marketing"]).await;
    assert!(waiting(&home.engine, &marketing, today()).await.expect("read").is_empty());
}
