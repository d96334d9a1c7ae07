//! A mail that is deleted here lies in its mailbox yet: it does not come in again, and goes there too.

use super::home::NOW;
use super::intake::{Desk, mail};
use crate::correspondence::{Compared, FoundIn, Outcome, compare, removed};
use crate::support::Tray;

#[tokio::test]
async fn what_was_erased_is_deleted_in_its_mailbox_and_never_taken_in_again() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let engine = &desk.home.engine;
    let others = mail("2@kunde.example", "Hei", "", "Hei").replace("kari@", "ola@");
    let hers = mail("1@kunde.example", "Feil", "", "Helsevesenet ringte");
    assert_eq!(desk.comes(NOW, &hers).await, Outcome::Stored);
    assert_eq!(desk.comes(NOW, &others).await, Outcome::Stored);
    assert_eq!(desk.comes(NOW, &hers).await, Outcome::Known, "somebody has copied it within the mailbox");
    let seen = async |validity| {
        compare(engine, FoundIn::Shared(desk.mailbox), validity, &[1, 2, 3, 4]).await.expect("the store works")
    };
    assert_eq!(seen(1).await, Compared { missing: vec![4], deleted: Vec::new() });

    let kari = desk.home.find("kari@kunde.example").await.expect("she is there");
    desk.home.erase(&ida, kari).await;
    assert_eq!(seen(1).await, Compared { missing: vec![4], deleted: vec![1, 3] });
    removed(engine, desk.mailbox, 1, &[1, 2, 3]).await.expect("the store works");
    assert_eq!(seen(1).await, Compared { missing: vec![4], deleted: Vec::new() }, "once");

    // The server has numbered everything anew, or could not delete it.
    assert_eq!(seen(2).await.missing, [1, 2, 3, 4]);
    assert_eq!(desk.comes_as(NOW, (2, 1), &hers).await, Outcome::Known);
    assert_eq!(desk.comes_as(NOW, (2, 2), &others).await, Outcome::Known);
    assert_eq!(seen(2).await, Compared { missing: vec![3, 4], deleted: vec![1] });
    assert_eq!(desk.home.find("kari@kunde.example").await, None, "nobody comes back by an old mail");
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await, ["2 Hei (Kari Nordmann)"]);
}

#[tokio::test]
async fn what_was_never_ours_to_keep_is_left_in_its_mailbox() {
    let desk = Desk::new().await;
    let list = mail("l@kunde.example", "Nyheter", "List-Id: <nytt.kunde.example>\n", "Les mer");
    assert_eq!(desk.comes(NOW, &list).await, Outcome::List);
    assert_eq!(desk.comes(NOW, "\u{0}\u{1}").await, Outcome::Unreadable);
    let found = compare(&desk.home.engine, FoundIn::Shared(desk.mailbox), 1, &[1, 2]).await.expect("the store works");
    assert_eq!(found, Compared::default());
}
