//! Full-text search: prefixes, Norwegian letters, and nothing a person types is syntax.

use super::home::{Home, SENDERS, id, text};
use crate::{Changes, Condition, Query};
use model::{RowId, Value};

async fn found(home: &Home, entity: &str, words: &str) -> Vec<RowId> {
    let scope = home.read(entity);
    let query = Query::over(&scope).matching(Condition::Words(words.to_owned()));
    home.store.find(query).await.unwrap().iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn words_are_found_by_their_beginning() {
    let home = Home::new();
    let names = ["Kari Nordmann", "Kåre Ødegård", "Ærlig Sjøberg", "Ola \"Kari\" Hansen", "René D'Aosta-Lie"];
    for (number, name) in (1..).zip(names) {
        home.insert("person", id(number), home.person(name)).await.unwrap();
    }
    let check = async |words: &str, expected: &[u128]| {
        assert_eq!(
            found(&home, "person", words).await,
            expected.iter().copied().map(id).collect::<Vec<_>>(),
            "{words}"
        );
    };
    check("kari", &[1, 4]).await;
    check("KAR nord", &[1]).await;
    check("nord kari", &[1]).await;
    check("kåre", &[2]).await;
    check("kare", &[2]).await;
    check("ødeg", &[2]).await;
    check("ØDEG", &[2]).await;
    check("ær sjø", &[3]).await;
    check("rene", &[5]).await;
    check("d'aosta-l", &[5]).await;
    check("ari", &[]).await;
    for nothing in ["", "  ", "\"", "*", "-", "()", "\0", "^", "\u{301}"] {
        check(nothing, &[]).await;
    }
    for syntax in ["kari*", "\"kari", "kari\"", "-kari", "(kari)", "^kari", "kari :", "+ kari", "\0kari", "{kari}"] {
        check(syntax, &[1, 4]).await;
    }
    for operator in ["kari OR ola", "kari NOT nordmann", "name:kari", "NEAR(kari ola)", "{name} : kari"] {
        check(operator, &[]).await;
    }
}

#[tokio::test]
async fn addresses_are_found_by_any_part() {
    let home = Home::new();
    home.senders().await;
    let cells = home.cells(&[
        ("email_address.holder", text("person")),
        ("email_address.person", Value::Id(id(SENDERS))),
        ("email_address.address", text("kari.nordmann@fjord.example")),
        ("email_address.source", text("company")),
        ("email_address.since", Value::Day(model::Day(1))),
    ]);
    home.insert("email_address", id(1), cells).await.unwrap();
    for words in ["kari", "nordm", "fjord.ex", "kari.nordmann@fjord.example", "@fjord"] {
        assert_eq!(found(&home, "email_address", words).await, [id(1)], "{words}");
    }
    assert!(found(&home, "email_address", "ordmann").await.is_empty());
}

#[tokio::test]
async fn the_index_follows_every_change() {
    let home = Home::new();
    home.senders().await;
    home.insert("contact_request", id(1), home.request(1, "banan")).await.unwrap();
    assert_eq!(found(&home, "contact_request", "banan").await, [id(1)]);
    home.update("contact_request", id(1), 1, &[("contact_request.message", text("eple"))]).await.unwrap();
    assert!(found(&home, "contact_request", "banan").await.is_empty());
    assert_eq!(found(&home, "contact_request", "eple").await, [id(1)]);
    home.update("contact_request", id(1), 2, &[("contact_request.state", text("answered"))]).await.unwrap();
    assert_eq!(found(&home, "contact_request", "eple ola").await, [id(1)]);
    home.delete("contact_request", id(1), 3).await.unwrap();
    assert!(found(&home, "contact_request", "eple").await.is_empty());
}

#[tokio::test]
async fn the_index_follows_changes_to_one_row_in_one_commit() {
    let home = Home::new();
    let scope = home.write("person");
    let name = |name: &str| home.cells(&[("person.name", text(name))]);
    home.insert("person", id(1), home.person("Anna")).await.unwrap();
    let mut changes = Changes::new();
    changes.update(&scope, id(1), 1, name("Berit")).unwrap();
    changes.update(&scope, id(1), 2, name("Cecilie")).unwrap();
    changes.delete(&scope, id(1), 3).unwrap();
    // The database may give the new row the key of the one that went.
    changes.insert(&scope, id(2), home.person("Dagny")).unwrap();
    changes.update(&scope, id(2), 1, name("Eli")).unwrap();
    changes.insert(&scope, id(3), home.person("Frida")).unwrap();
    changes.delete(&scope, id(3), 1).unwrap();
    home.store.apply(changes).await.unwrap();
    for gone in ["Anna", "Berit", "Cecilie", "Dagny", "Frida"] {
        assert!(found(&home, "person", gone).await.is_empty(), "{gone}");
    }
    assert_eq!(found(&home, "person", "Eli").await, [id(2)]);
}

/// Erases people in one change.
async fn erase(home: &Home, rows: &[(u128, i64)]) {
    let mut changes = Changes::new();
    for (number, version) in rows {
        changes.delete(&home.write("person"), id(*number), *version).unwrap();
    }
    changes.erases(id(1 << 90), super::home::NOW);
    home.store.apply(changes).await.unwrap();
}

#[tokio::test]
async fn nobody_is_found_by_the_words_of_what_was_erased_before_the_scrub_and_after_it() {
    let home = Home::new();
    for (number, name) in (1..).zip(["Anna", "Berit", "Cecilie"]) {
        home.insert("person", id(number), home.person(name)).await.unwrap();
    }
    erase(&home, &[(2, 1), (3, 1)]).await;
    // The index may still have their words; the new ones are not to be found by them.
    home.insert("person", id(4), home.person("Dagny")).await.unwrap();
    erase(&home, &[(1, 1), (4, 1)]).await;
    for (number, name) in (5..).zip(["Eli", "Frida", "Gro", "Hanne"]) {
        home.insert("person", id(number), home.person(name)).await.unwrap();
    }
    home.update("person", id(8), 1, &[("person.name", text("Ida"))]).await.unwrap();
    erase(&home, &[(8, 2)]).await;
    let check = async || {
        for gone in ["anna", "berit", "cecilie", "dagny", "hanne", "ida"] {
            assert!(found(&home, "person", gone).await.is_empty(), "{gone}");
        }
        for (number, name) in (5..).zip(["eli", "frida", "gro"]) {
            assert_eq!(found(&home, "person", name).await, [id(number)]);
        }
    };
    check().await;
    home.store.scrub().await.unwrap();
    check().await;
    home.insert("person", id(9), home.person("Jorunn")).await.unwrap();
    erase(&home, &[(5, 1)]).await;
    assert_eq!(found(&home, "person", "jorunn").await, [id(9)]);
    assert!(found(&home, "person", "eli").await.is_empty());
}

#[tokio::test]
async fn the_index_follows_an_erasure_and_other_changes_in_one_commit() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Anna")).await.unwrap();
    home.insert("person", id(2), home.person("Berit")).await.unwrap();
    let scope = home.write("person");
    let name = |name: &str| home.cells(&[("person.name", text(name))]);
    let mut changes = Changes::new();
    changes.update(&scope, id(2), 1, name("Cecilie")).unwrap();
    changes.delete(&scope, id(2), 2).unwrap();
    changes.insert(&scope, id(3), home.person("Dagny")).unwrap();
    changes.delete(&scope, id(3), 1).unwrap();
    changes.insert(&scope, id(4), home.person("Eli")).unwrap();
    changes.update(&scope, id(1), 1, name("Frida")).unwrap();
    changes.erases(id(1 << 90), super::home::NOW);
    home.store.apply(changes).await.unwrap();
    for gone in ["anna", "berit", "cecilie", "dagny"] {
        assert!(found(&home, "person", gone).await.is_empty(), "{gone}");
    }
    assert_eq!(found(&home, "person", "eli").await, [id(4)]);
    assert_eq!(found(&home, "person", "frida").await, [id(1)]);
}
