//! Rows that are only stored: nobody's roles open them, nobody's words find them, and they are found by that mark.

use super::home::{Home, id, text};
use crate::{ApplyError, Changes, Condition, Query, Reason};
use model::{Restriction, RowId, Value};
use rights::{Operation, Scope, Viewer};

const KARI: RowId = RowId(1_u128.to_be_bytes());
const OLA: RowId = RowId(2_u128.to_be_bytes());

/// Two people, the first of whom is only stored.
async fn two(why: Restriction) -> Home {
    let home = Home::new();
    for (row, name) in [(KARI, "Kari"), (OLA, "Karin")] {
        home.insert("person", row, home.person(name)).await.unwrap();
    }
    let mut changes = Changes::new();
    changes.restrict(&home.write("person"), KARI, 1, Vec::new(), why).unwrap();
    home.store.apply(changes).await.unwrap();
    home
}

fn scope(home: &Home, role: &str, operation: Operation) -> Scope {
    let model = home.store.model();
    let viewer =
        Viewer::Staff { user: id(90), person: id(91), team: Vec::new(), roles: vec![model.role_named(role).unwrap()] };
    rights::scope(model, &viewer, home.entity("person"), operation).unwrap()
}

async fn ids(home: &Home, query: Query<'_>) -> Vec<RowId> {
    assert_eq!(home.store.count(query.clone()).await, Ok(home.store.find(query.clone()).await.unwrap().len() as u64));
    home.store.find(query).await.unwrap().iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn nobody_sees_them_but_who_carries_out_rights() {
    for why in Restriction::ALL {
        let home = two(why).await;
        let (support, lead) = (scope(&home, "support", Operation::Read), scope(&home, "privacy-lead", Operation::Read));
        let words = || Condition::Words("kar".to_owned());
        assert_eq!(ids(&home, Query::over(&support)).await, [OLA]);
        assert_eq!(ids(&home, Query::over(&support).matching(words())).await, [OLA]);
        assert_eq!(ids(&home, Query::over(&support).matching(Condition::Ids(vec![KARI]))).await, []);
        assert_eq!(ids(&home, Query::over(&support).matching(Condition::Restricted(why))).await, []);
        assert_eq!(ids(&home, Query::over(&lead).matching(words())).await, [KARI, OLA]);
        assert_eq!(home.store.get(&lead, KARI).await.unwrap().unwrap().restricted, Some(why));
        assert_eq!(home.store.get(&lead, OLA).await.unwrap().unwrap().restricted, None);
        let engine = home.read("person");
        let others = Restriction::ALL.into_iter().find(|other| *other != why).unwrap();
        assert_eq!(ids(&home, Query::over(&engine).matching(Condition::Restricted(why))).await, [KARI]);
        assert_eq!(ids(&home, Query::over(&engine).matching(Condition::Restricted(others))).await, []);
    }
}

#[tokio::test]
async fn nobody_changes_them_and_nobody_restricts_by_a_role() {
    let home = two(Restriction::Asked).await;
    let write = scope(&home, "support", Operation::Write);
    let refused = async |changes: Changes| match home.store.apply(changes).await {
        Err(ApplyError::Refused(refused)) => refused.reason,
        other => panic!("{other:?}"),
    };
    let name = || home.cells(&[("person.name", text("Kaja"))]);
    let mut change = Changes::new();
    change.update(&write, KARI, 2, name()).unwrap();
    assert_eq!(refused(change).await, Reason::ForeignRow);
    let mut delete = Changes::new();
    delete.delete(&write, KARI, 2).unwrap();
    assert_eq!(refused(delete).await, Reason::ForeignRow);
    let mut restrict = Changes::new();
    restrict.restrict(&write, OLA, 1, Vec::new(), Restriction::Asked).unwrap();
    assert_eq!(refused(restrict).await, Reason::ForeignRow);
    let mut lift = Changes::new();
    lift.lift(&write, KARI, 2).unwrap();
    assert_eq!(refused(lift).await, Reason::ForeignRow);
    let kari = home.get("person", KARI).await.unwrap();
    assert_eq!((kari.version, kari.restricted), (2, Some(Restriction::Asked)));
}

#[tokio::test]
async fn they_are_used_again_when_the_mark_is_lifted_and_only_in_the_version_expected() {
    let home = two(Restriction::Bound).await;
    let lift = async |version: i64| {
        let mut changes = Changes::new();
        changes.lift(&home.write("person"), KARI, version).unwrap();
        home.store.apply(changes).await
    };
    assert_eq!(lift(1).await, Err(ApplyError::Stale { entity: home.entity("person"), id: KARI }));
    lift(2).await.unwrap();
    let support = scope(&home, "support", Operation::Read);
    assert_eq!(ids(&home, Query::over(&support)).await, [KARI, OLA]);
    let kari = home.get("person", KARI).await.unwrap();
    assert_eq!((kari.version, kari.restricted), (3, None));
}

#[tokio::test]
async fn cells_and_mark_are_one_write() {
    let home = two(Restriction::Bound).await;
    let mut changes = Changes::new();
    let cells = home.cells(&[("person.name", Value::Null)]);
    changes.restrict(&home.write("person"), OLA, 1, cells, Restriction::Bound).unwrap();
    home.store.apply(changes).await.unwrap();
    let ola = home.get("person", OLA).await.unwrap();
    assert_eq!((ola.version, ola.restricted), (2, Some(Restriction::Bound)));
    assert_eq!(ola.get(home.field("person.name")), Some(&Value::Null));
}
