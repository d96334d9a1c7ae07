//! Rows of a team: own ones of several people, in selections, counts, totals, searches and guards.

use super::home::{Home, SENDERS, id, text};
use crate::{ApplyError, Changes, Condition, Group, Query, Reason};
use model::{RowId, Value};
use rights::{Mate, Operation, Scope, Viewer};

const REGISTER: &str = r#"
[role.lead]
name = { nb = "Leder", en = "Lead" }

[activity.one]
purpose = { nb = "Holde styr på papirer", en = "Keep papers in order" }
subjects = { nb = "Personer", en = "Persons" }
basis = "contract"
source = "the person"
uses = { person = ["name", "source", "since"] }
responsible = "lead"
access = { lead = ["read team", "write own"] }

[entity.paper]
name = { nb = "Papir", en = "Paper" }
activity = "one"
subject = "person"
label = "{plain}"
search = ["plain"]
keep = "5 years after made_on"
[entity.paper.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
made_on = { type = "date", required = true, name = { nb = "Laget", en = "Made" } }
plain = { type = "text", max = 9, name = { nb = "Vanlig", en = "Plain" } }

[entity.tray]
name = { nb = "Brett", en = "Tray" }
activity = "one"
subject = "paper.person"
own = "clerk"
access = { lead = "write team" }
label = "{paper}"
keep = "with paper"
[entity.tray.fields]
paper = { type = "link", to = "paper", required = true, name = { nb = "Papir", en = "Paper" } }
clerk = { type = "link", to = "user", mention = true, name = { nb = "Behandler", en = "Clerk" } }
"#;

const fn person(number: u128) -> RowId {
    RowId((SENDERS + number).to_be_bytes())
}

/// A paper and a tray of each of three people; the first leads the second, and nobody leads the third.
async fn three() -> (Home, Scope, Scope) {
    let home = Home::with(testkit::model_with(REGISTER));
    home.senders().await;
    let since = Value::Day(model::Day(20_000));
    let third = [("person.name", text("Eva")), ("person.source", text("company")), ("person.since", since)];
    home.insert("person", person(2), home.cells(&third)).await.unwrap();
    for number in 0..3 {
        let them = Value::Id(person(number));
        let user = home.cells(&[("user.person", them.clone()), ("user.address", Value::Id(person(number.min(1))))]);
        home.insert("user", id(10 + number), user).await.unwrap();
        let made = Value::Day(model::Day(20_000));
        let paper = [("paper.person", them), ("paper.made_on", made), ("paper.plain", text("felles"))];
        home.insert("paper", id(20 + number), home.cells(&paper)).await.unwrap();
    }
    for number in 0..3 {
        let tray = [("tray.paper", Value::Id(id(22))), ("tray.clerk", Value::Id(id(10 + number)))];
        home.insert("tray", id(30 + number), home.cells(&tray)).await.unwrap();
    }
    let team = vec![Mate { user: id(11), person: person(1) }];
    let roles = vec![home.store.model().role_named("lead").unwrap()];
    let lead = Viewer::Staff { user: id(10), person: person(0), team, roles };
    let scope =
        |entity: &str, operation| rights::scope(home.store.model(), &lead, home.entity(entity), operation).unwrap();
    let scopes = (scope("paper", Operation::Read), scope("paper", Operation::Write));
    (home, scopes.0, scopes.1)
}

#[tokio::test]
async fn the_teams_rows_are_selected_counted_totalled_and_found_by_words() {
    let (home, read, _) = three().await;
    let ids = async |query: Query<'_>| {
        let mut ids: Vec<RowId> = home.store.find(query).await.unwrap().iter().map(|row| row.id).collect();
        ids.sort();
        ids
    };
    let all = || Query::over(&read);
    assert_eq!(ids(all()).await, [id(20), id(21)]);
    assert_eq!(home.store.count(all()).await, Ok(2));
    let totals = home.store.totals(all(), &[Group::Value(home.field("paper.plain"))], &[]).await.unwrap();
    assert_eq!(totals.iter().map(|total| total.rows).collect::<Vec<u64>>(), [2]);
    assert_eq!(ids(all().matching(Condition::Words("felles".to_owned()))).await, [id(20), id(21)]);
    assert_eq!(home.store.get(&read, id(22)).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_read_of_the_team_is_written_of_ones_own() {
    let (home, _, write) = three().await;
    let plain = home.field("paper.plain");
    for (number, done) in [(0, true), (1, false), (2, false)] {
        let mut changes = Changes::new();
        changes.update(&write, id(20 + number), 1, vec![(plain, text("nytt"))]).unwrap();
        match home.store.apply(changes).await {
            Ok(()) => assert!(done, "{number}"),
            Err(ApplyError::Refused(refused)) => assert_eq!((refused.reason, done), (Reason::ForeignRow, false)),
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn a_narrowing_to_the_team_is_held_against_the_row_inside_the_transaction() {
    let (home, ..) = three().await;
    let mut model = model::Model::clone(home.store.model());
    let one = model.activities.iter_mut().find(|one| one.key == "one").unwrap();
    for (_, grant) in &mut one.access {
        grant.reach = model::Reach::All;
    }
    let team = vec![Mate { user: id(11), person: person(1) }];
    let roles = vec![model.role_named("lead").unwrap()];
    let lead = Viewer::Staff { user: id(10), person: person(0), team, roles };
    let write = rights::scope(&model, &lead, home.entity("tray"), Operation::Write).unwrap();
    let clerk = home.field("tray.clerk");
    for (tray, to, done) in [(30, 11, true), (31, 10, true), (32, 10, false), (30, 12, false)] {
        let row = home.get("tray", id(tray)).await.unwrap();
        let mut changes = Changes::new();
        changes.update(&write, id(tray), row.version, vec![(clerk, Value::Id(id(to)))]).unwrap();
        match home.store.apply(changes).await {
            Ok(()) => assert!(done, "{tray} to {to}"),
            Err(ApplyError::Refused(refused)) => assert_eq!((refused.reason, done), (Reason::ForeignRow, false)),
            Err(other) => panic!("{other}"),
        }
    }
}
