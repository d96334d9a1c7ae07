//! Each limit, at it and one above.

use super::home::{Home, id, is_postgres, text};
use super::raw::raw;
use crate::limits::{
    BATCH_CHANGES_MAX, CHANGES_STEPS_MAX, CONDITION_DEPTH_MAX, CONDITION_VALUES_MAX, QUERY_CONDITIONS_MAX,
    QUERY_ROWS_MAX, SEARCH_WORDS_MAX,
};
use crate::sqlite::{Order, Waiting, gather};
use crate::{ApplyError, Changes, Condition, Query, ReadError, Reason};

async fn check(home: &Home, condition: Condition, expected: Result<u64, ReadError>) {
    let scope = home.read("person");
    assert_eq!(home.store.count(Query::over(&scope).matching(condition)).await, expected);
}

#[tokio::test]
async fn queries() {
    let home = Home::new();
    home.insert("person", id(1), home.person("a b c d e f g h i j k l m n o p q")).await.unwrap();
    let one = Condition::Ids(vec![id(1)]);
    let ids = |count: usize| Condition::Ids((1..).map(id).take(count).collect());
    check(&home, ids(CONDITION_VALUES_MAX), Ok(1)).await;
    check(&home, ids(CONDITION_VALUES_MAX + 1), Err(ReadError::TooMany)).await;
    let any = |count: usize| Condition::Any(vec![one.clone(); count]);
    check(&home, any(QUERY_CONDITIONS_MAX), Ok(1)).await;
    check(&home, any(QUERY_CONDITIONS_MAX + 1), Err(ReadError::TooMany)).await;
    let deep = |depth: usize| (0..depth).fold(one.clone(), |inner, _| Condition::Any(vec![inner]));
    check(&home, deep(CONDITION_DEPTH_MAX), Ok(1)).await;
    check(&home, deep(CONDITION_DEPTH_MAX + 1), Err(ReadError::TooMany)).await;
    let words = |last: &str| {
        let words: Vec<&str> = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o"].to_vec();
        assert_eq!(words.len() + 1, SEARCH_WORDS_MAX);
        Condition::Words(format!("{} {last}", words.join(" ")))
    };
    check(&home, words("p"), Ok(1)).await;
    check(&home, words("x"), Ok(0)).await;
    check(&home, words("p x"), Ok(1)).await;
    let scope = home.read("person");
    let many = |count: usize| (0..count).fold(Query::over(&scope), |query, _| query.matching(one.clone()));
    assert_eq!(home.store.count(many(QUERY_CONDITIONS_MAX)).await, Ok(1));
    assert_eq!(home.store.count(many(QUERY_CONDITIONS_MAX + 1)).await, Err(ReadError::TooMany));
}

#[tokio::test]
async fn rows() {
    let home = Home::new();
    let insert = |from: u64, to: u64| {
        let insert = if is_postgres() {
            format!(
                "INSERT INTO person (id, version, source, since) \
                 SELECT lpad(i::text, 16, '0')::bytea, 1, 'company', 1 FROM generate_series({from}, {to}) AS i"
            )
        } else {
            format!(
                "WITH RECURSIVE n (i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) \
                 INSERT INTO person (id, version, source, since) \
                 SELECT CAST(printf('%016d', i) AS BLOB), 1, 'company', 1 FROM n"
            )
        };
        raw(home.folder.path(), |session| session.batch(&insert)).unwrap();
    };
    insert(1, QUERY_ROWS_MAX);
    let scope = home.read("person");
    let all = || Query::over(&scope);
    assert_eq!(u64::try_from(home.store.find(all()).await.unwrap().len()), Ok(QUERY_ROWS_MAX));
    insert(0, 0);
    assert_eq!(home.store.find(all()).await, Err(ReadError::TooMany));
    assert_eq!(home.store.find(all().limit(u64::MAX)).await, Err(ReadError::TooMany));
    assert_eq!(u64::try_from(home.store.find(all().limit(QUERY_ROWS_MAX)).await.unwrap().len()), Ok(QUERY_ROWS_MAX));
    assert_eq!(home.store.count(all()).await, Ok(QUERY_ROWS_MAX + 1));
}

#[test]
fn a_batch() {
    let order = || Order::Apply(Waiting { writes: Vec::new(), answer: tokio::sync::oneshot::channel().0 });
    let (sender, mut waiting) = tokio::sync::mpsc::channel(2 * BATCH_CHANGES_MAX);
    let mut gathered = |orders: usize| {
        for _ in 1..orders {
            sender.try_send(order()).unwrap();
        }
        (gather(order(), &mut waiting).changes.len(), waiting.len())
    };
    assert_eq!(gathered(1), (1, 0));
    assert_eq!(gathered(BATCH_CHANGES_MAX), (BATCH_CHANGES_MAX, 0));
    assert_eq!(gathered(BATCH_CHANGES_MAX + 1), (BATCH_CHANGES_MAX, 1));
    sender.try_send(Order::Scrub(tokio::sync::oneshot::channel().0)).unwrap();
    sender.try_send(order()).unwrap();
    let batch = gather(order(), &mut waiting);
    assert_eq!((batch.changes.len(), batch.scrub.is_some(), waiting.len()), (2, true, 1));
}

#[tokio::test]
async fn changes() {
    let home = Home::new();
    let scope = home.write("person");
    let cells = home.person("Kari");
    let full = |count: usize| {
        let mut changes = Changes::new();
        for number in (1..).take(count) {
            changes.insert(&scope, id(number), cells.clone()).unwrap();
        }
        changes
    };
    let refused = home.store.apply(full(CHANGES_STEPS_MAX + 1)).await;
    assert!(matches!(refused, Err(ApplyError::Refused(refused)) if refused.reason == Reason::TooMany));
    assert_eq!(home.count("person").await, 0);
    if is_postgres() {
        return; // The limit was held before any database was asked, and a minute and a half is long to see it again.
    }
    home.store.apply(full(CHANGES_STEPS_MAX)).await.unwrap();
    assert_eq!(home.count("person").await, u64::try_from(CHANGES_STEPS_MAX).unwrap());
    home.update("person", id(1), 1, &[("person.name", text("Ola"))]).await.unwrap();
}
