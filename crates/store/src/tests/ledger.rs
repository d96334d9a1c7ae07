//! The ledger: numbers, signed heads, and what a verification finds when somebody was at the database.

use super::home::{Home, NOW, id, is_postgres, model, open, url};
use crate::{Actor, ApplyError, Changes, Head, LedgerEntry, LedgerFinding, LedgerKey, LedgerReport, Query, Seen};
use tempfile::TempDir;

fn key() -> LedgerKey {
    LedgerKey::from_seed(&[7; 32]).unwrap()
}

fn entry(home: &Home, number: u128) -> LedgerEntry {
    LedgerEntry {
        id: id(number),
        at: NOW,
        actor: Actor::Part("test"),
        action: "made",
        entity: home.entity("person"),
        target: id(number + 1_000),
        fields: vec![home.field("person.name")],
        person: Some(id(number + 1_000)),
        seen: None,
    }
}

async fn record(home: &Home, numbers: std::ops::RangeInclusive<u128>) {
    let mut changes = Changes::new();
    numbers.for_each(|number| changes.record(entry(home, number)));
    home.store.apply(changes).await.unwrap();
}

/// Twelve entries under four heads, of sizes 3, 6, 9 and 12: entry `n` has number `n`.
async fn twelve() -> Home {
    let home = Home::new();
    for head in 1..=4 {
        record(&home, head * 3 - 2..=head * 3).await;
        assert_eq!(home.store.number_ledger(NOW, id(100 + head), &key()).await, Ok(3));
    }
    home
}

async fn verify(home: &Home, anchored: &[Head]) -> LedgerReport {
    home.store.verify_ledger(&[key().public()], anchored).await.unwrap()
}

/// Runs SQL on the database behind the back of the store, which is opened anew.
fn tampered(home: Home, sql: &str) -> Home {
    let Home { store, folder } = home;
    drop(store);
    if is_postgres() {
        let mut psql = testkit::postgres::program("psql");
        psql.args(["-v", "ON_ERROR_STOP=1", "-q", "-c", sql]).arg(url(folder.path()));
        assert!(psql.status().unwrap().success());
    } else {
        rusqlite::Connection::open(folder.path().join(crate::sqlite::FILE)).unwrap().execute_batch(sql).unwrap();
    }
    Home { store: open(folder.path(), model()).unwrap(), folder }
}

/// What is found after `sql`, with nothing anchored.
async fn found(sql: &str) -> Vec<LedgerFinding> {
    verify(&tampered(twelve().await, sql), &[]).await.findings
}

#[tokio::test]
async fn entries_are_numbered_without_gaps_and_signed() {
    let home = Home::new();
    assert_eq!(home.store.ledger_waits().await, Ok(false));
    assert_eq!(home.store.number_ledger(NOW, id(100), &key()).await, Ok(0));
    assert_eq!(verify(&home, &[]).await, LedgerReport::default());
    let home = twelve().await;
    let heads = home.store.ledger_heads(0).await.unwrap();
    assert_eq!(
        heads.iter().map(|head| (head.number, head.size)).collect::<Vec<_>>(),
        [(1, 3), (2, 6), (3, 9), (4, 12)]
    );
    assert_eq!(home.store.ledger_heads(3).await.unwrap(), heads[3..]);
    record(&home, 13..=14).await;
    assert_eq!(home.store.ledger_waits().await, Ok(true));
    let report = verify(&home, &heads).await;
    assert_eq!((report.entries, report.unnumbered, report.heads, report.anchored), (12, 2, 4, 4));
    assert_eq!((report.findings, report.more, report.root), (vec![], 0, Some(heads[3].root.clone())));
}

/// Of two who number at once one comes too late, and what it meant to do is done by neither twice nor by halves.
#[tokio::test]
async fn whoever_comes_too_late_numbers_nothing() {
    let home = twelve().await;
    record(&home, 13..=40).await;
    let (first, second, key) = (home.store.clone(), home.store.clone(), key());
    let (first, second) =
        tokio::join!(first.number_ledger(NOW, id(200), &key), second.number_ledger(NOW, id(201), &key));
    for one in [&first, &second] {
        assert!(matches!(one, Ok(28 | 0) | Err(ApplyError::Stale { .. } | ApplyError::Taken { .. })), "{one:?}");
    }
    assert_eq!([&first, &second].iter().filter(|one| **one == &Ok(28)).count(), 1);
    let report = verify(&home, &[]).await;
    assert_eq!((report.entries, report.unnumbered, report.heads, report.findings), (40, 0, 5, vec![]));
}

#[tokio::test]
async fn a_changed_entry_is_named() {
    let changed = |number: u128| LedgerFinding::Changed { number: i64::try_from(number).unwrap(), id: id(number) };
    for column in ["actor", "action", "kind", "target", "fields", "person", "activity", "roles", "rows"] {
        let sql = format!("UPDATE ledger_entry SET {column} = 'x' WHERE number = 5");
        assert_eq!(found(&sql).await, [changed(5)], "{column}");
    }
    assert_eq!(found("UPDATE ledger_entry SET at = at + 1 WHERE number IN (1, 12)").await, [changed(1), changed(12)]);
    assert_eq!(found("UPDATE ledger_entry SET leaf = NULL WHERE number = 4").await, [changed(4)]);
}

/// Where the hash was made anew too, the signed roots tell between which numbers.
#[tokio::test]
async fn an_entry_that_was_written_anew_with_its_hash_is_found_between_two_heads() {
    let home = twelve().await;
    let mut other = entry(&home, 5).row(home.store.model());
    other.action = "x".to_owned();
    let leaf = crate::hex::text(&other.leaf_at(id(5), 5));
    let home = tampered(home, &format!("UPDATE ledger_entry SET action = 'x', leaf = '{leaf}' WHERE number = 5"));
    assert_eq!(verify(&home, &[]).await.findings, [LedgerFinding::Rewritten { from: 4, to: 6 }]);
}

#[tokio::test]
async fn a_removed_entry_is_named() {
    let removed = |from, to| LedgerFinding::Removed { from, to };
    assert_eq!(found("DELETE FROM ledger_entry WHERE number = 5").await, [removed(5, 5)]);
    assert_eq!(found("DELETE FROM ledger_entry WHERE number IN (1, 6, 7)").await, [removed(1, 1), removed(6, 7)]);
    assert_eq!(found("DELETE FROM ledger_entry WHERE number > 10").await, [removed(11, 12)]);
    assert_eq!(found("DELETE FROM ledger_entry").await, [removed(1, 12)]);
    // An entry that lost its number is not there either.
    assert_eq!(found("UPDATE ledger_entry SET number = NULL, leaf = NULL WHERE number = 8").await, [removed(8, 8)]);
}

#[tokio::test]
async fn a_removed_entry_is_named_where_the_others_moved_up() {
    let sql = "DELETE FROM ledger_entry WHERE number = 9; \
               UPDATE ledger_entry SET number = 9 WHERE number = 10; \
               UPDATE ledger_entry SET number = 10 WHERE number = 11; \
               UPDATE ledger_entry SET number = 11 WHERE number = 12";
    let moved =
        |number: i64| LedgerFinding::Moved { number, was: number + 1, id: id(u128::try_from(number + 1).unwrap()) };
    let expected = [moved(9), moved(10), moved(11), LedgerFinding::Removed { from: 9, to: 9 }];
    assert_eq!(found(sql).await, expected);
}

#[tokio::test]
async fn swapped_entries_are_named() {
    let swap = |a: i64, b: i64| {
        format!(
            "UPDATE ledger_entry SET number = -1 WHERE number = {a}; \
             UPDATE ledger_entry SET number = {a} WHERE number = {b}; \
             UPDATE ledger_entry SET number = {b} WHERE number = -1"
        )
    };
    for (a, b) in [(4, 5), (3, 4), (2, 11)] {
        let moved = |number: i64, was: i64| LedgerFinding::Moved { number, was, id: id(u128::try_from(was).unwrap()) };
        assert_eq!(found(&swap(a, b)).await, [moved(a, b), moved(b, a)], "{a} and {b}");
    }
}

#[tokio::test]
async fn an_inserted_entry_is_named() {
    let home = twelve().await;
    let leaf = crate::hex::text(&entry(&home, 50).row(home.store.model()).leaf_at(id(50), 11));
    record(&home, 50..=50).await;
    let sql = format!(
        "UPDATE ledger_entry SET number = 13 WHERE number = 12; UPDATE ledger_entry SET number = 12 WHERE number = 11; \
         UPDATE ledger_entry SET number = 11, leaf = '{leaf}' WHERE number IS NULL"
    );
    let moved =
        |number: i64| LedgerFinding::Moved { number, was: number - 1, id: id(u128::try_from(number - 1).unwrap()) };
    let expected = [moved(12), moved(13), LedgerFinding::Inserted { number: 11, id: id(50) }];
    assert_eq!(verify(&tampered(home, &sql), &[]).await.findings, expected);
}

/// With its last entries and heads gone the ledger is sound, and shorter than what was anchored.
#[tokio::test]
async fn a_truncated_tail_is_found_by_the_anchor() {
    let home = twelve().await;
    let anchored = home.store.ledger_heads(0).await.unwrap();
    let sql = "DELETE FROM ledger_entry WHERE number > 6; DELETE FROM ledger_head WHERE number > 2";
    let home = tampered(home, sql);
    assert_eq!(verify(&home, &[]).await.findings, []);
    let gone = |head| LedgerFinding::HeadRemoved { head };
    let expected = [LedgerFinding::Removed { from: 7, to: 12 }, gone(3), gone(4)];
    assert_eq!(verify(&home, &anchored).await.findings, expected);
}

#[tokio::test]
async fn a_removed_head_is_named() {
    let gone = |head| LedgerFinding::HeadRemoved { head };
    assert_eq!(found("DELETE FROM ledger_head WHERE number = 2").await, [gone(2)]);
    assert_eq!(found("DELETE FROM ledger_head WHERE number = 1").await, [gone(1)]);
    let last = found("DELETE FROM ledger_head WHERE number = 4").await;
    assert_eq!(last, [LedgerFinding::Uncovered { from: 10, to: 12 }]);
    let all = found("DELETE FROM ledger_head").await;
    assert_eq!(all, [LedgerFinding::Uncovered { from: 1, to: 12 }]);
}

#[tokio::test]
async fn a_changed_head_is_named() {
    let changed = [LedgerFinding::HeadChanged { head: 2 }];
    let zeros = "0".repeat(64);
    for set in [
        format!("signature = '{zeros}{zeros}'"),
        format!("root = '{zeros}'"),
        format!("key_id = '{zeros}'"),
        format!("peaks = '{zeros}'"),
        "signature = 'x'".to_owned(),
        "size = 5".to_owned(),
        "at = at + 1".to_owned(),
    ] {
        assert_eq!(found(&format!("UPDATE ledger_head SET {set} WHERE number = 2")).await, changed, "{set}");
    }
}

/// Whoever has no trusted key, or writes all of it anew with the right one, does not pass either.
#[tokio::test]
async fn other_signatures_are_found() {
    let home = twelve().await;
    let heads = home.store.ledger_heads(0).await.unwrap();
    let stranger = home.store.verify_ledger(&["00".repeat(32)], &heads[..1]).await.unwrap();
    let foreign = (1..=4).map(|head| LedgerFinding::HeadForeign { head });
    let expected: Vec<_> = foreign.chain([LedgerFinding::AnchorChanged { head: 1 }]).collect();
    assert_eq!(stranger.findings, expected);
    let anew = Home::new();
    for head in 1..=4 {
        record(&anew, head * 3 + 18..=head * 3 + 20).await;
        anew.store.number_ledger(NOW, id(100 + head), &key()).await.unwrap();
    }
    assert_eq!(verify(&anew, &[]).await.findings, []);
    let mut expected = vec![LedgerFinding::Rewritten { from: 1, to: 3 }];
    expected.extend((1..=4).map(|head| LedgerFinding::HeadReplaced { head }));
    assert_eq!(verify(&anew, &heads).await.findings, expected);
    let mut forged = heads[0].clone();
    forged.size = 2;
    assert_eq!(verify(&home, &[forged]).await.findings, [LedgerFinding::AnchorChanged { head: 1 }]);
}

/// The next signature would vouch for what somebody did.
#[tokio::test]
async fn a_ledger_that_does_not_fit_its_last_head_is_not_gone_on_with() {
    for sql in [
        "DELETE FROM ledger_entry WHERE number = 12",
        "DELETE FROM ledger_head WHERE number = 4",
        "UPDATE ledger_head SET at = at + 1 WHERE number = 4",
    ] {
        let home = tampered(twelve().await, sql);
        record(&home, 13..=13).await;
        let refused = home.store.number_ledger(NOW, id(200), &key()).await;
        assert!(matches!(refused, Err(ApplyError::Unavailable(_))), "{sql}: {refused:?}");
        assert_eq!(home.store.ledger_waits().await, Ok(true));
    }
}

#[tokio::test]
async fn what_was_looked_at_is_an_entry_of_identifiers() {
    let home = Home::new();
    let mut looked = entry(&home, 1);
    let model = home.store.model();
    let activity = model.activity_ids().next();
    looked.seen = Some(Seen { rows: vec![id(5), id(6)], activity, roles: Vec::new() });
    let mut changes = Changes::new();
    changes.record(looked);
    home.store.apply(changes).await.unwrap();
    let row = home.store.find(Query::over(&home.read("ledger_entry"))).await.unwrap().remove(0);
    let said = row.get(home.field("ledger_entry.rows")).cloned();
    assert_eq!(said, Some(super::home::text(&format!("{:032x} {:032x}", 5, 6))));
    assert_eq!(home.store.number_ledger(NOW, id(100), &key()).await, Ok(1));
    assert_eq!(verify(&home, &[]).await.findings, []);
}

/// The bytes of a leaf are a promise to whoever checks them with a program of their own.
#[test]
fn the_bytes_of_a_leaf_stay_as_they_are() {
    let folder = TempDir::new().unwrap();
    let home = Home { store: open(folder.path(), model()).unwrap(), folder };
    let row = entry(&home, 1).row(home.store.model());
    let expected = "ryddig ledger entry 1\nnumber 1:7\nid 36:00000000-0000-0000-0000-000000000001\n\
                    at 16:1795000000000000\nactor 4:test\naction 4:made\nkind 6:person\n\
                    target 36:00000000-0000-0000-0000-0000000003e9\nfields 4:name\n\
                    person 36:00000000-0000-0000-0000-0000000003e9\nactivity -\nroles -\nrows -\n";
    assert_eq!(row.encoded(id(1), 7), expected);
}
