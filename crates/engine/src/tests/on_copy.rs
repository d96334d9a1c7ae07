//! Those who stand on a mail beside its sender: who they are, as far as anybody knows.

use super::home::{Home, NOW};
use super::intake::{Desk, mail};
use super::requests_desk::entry;
use crate::RowId;
use crate::correspondence::Part;
use crate::privacy::{Aim, Choice, Decided, Judged, WhichText, decide_text, shared_texts};
use crate::requests::{Added, Entry, Kind, add};
use crate::support::Reply;
use model::{Column, Value};
use store::Condition;

/// The fields in which this address stands, each with whose it is.
async fn stands(home: &Home, address: &str) -> Vec<(Part, Option<RowId>)> {
    let table = &home.engine.tables().email_participant;
    let query = table.all().matching(Condition::Is(table.f.address, Value::Text(address.to_owned())));
    let found = table.find(home.engine.store(), query).await.expect("the store works");
    found.into_iter().map(|one| (one.row.part, one.row.person)).collect()
}

#[tokio::test]
async fn whoever_is_on_copy_is_known_by_their_address_now_or_later() {
    let desk = Desk::new().await;
    let copy = "Cc: Ola <Ola@Kunde.example>\n";
    desk.comes(NOW, &mail("1@kunde.example", "Feil", copy, "Hei")).await;
    let kari = desk.home.find("kari@kunde.example").await;
    assert!(kari.is_some());
    assert_eq!(stands(&desk.home, "kari@kunde.example").await, [(Part::From, kari)]);
    assert_eq!(stands(&desk.home, "ola@kunde.example").await, [(Part::Cc, None)], "nobody knows him");

    desk.comes(NOW, &mail("2@kunde.example", "Selv", "", "Hei").replace("kari@", "ola@")).await;
    let ola = desk.home.find("ola@kunde.example").await;
    assert!(ola.is_some());
    assert_eq!(stands(&desk.home, "ola@kunde.example").await, [(Part::Cc, ola), (Part::From, ola)]);

    let ida = desk.ida().await;
    let view = desk.case(&ida, NOW, 1).await;
    let typed = Reply {
        version: view.version,
        cc: "ola@kunde.example".to_owned(),
        text: "Svar".to_owned(),
        ..Reply::default()
    };
    crate::support::reply(&desk.home.engine, &ida, NOW, view.id, &typed).await.expect("Ida may");
    assert_eq!(stands(&desk.home, "ola@kunde.example").await.last(), Some(&(Part::Cc, ola)));

    // What others wrote with him on copy may tell of him, and is decided about before he is erased.
    let about = (ola.expect("known"), Aim::Erasure);
    let shared = shared_texts(&desk.home.engine, &ida, NOW, about, WhichText::All).await.expect("Ida may");
    let texts: Vec<&str> = shared.shown.iter().map(|text| text.text.as_str()).collect();
    assert!(texts.contains(&"Hei"), "{texts:?}");
}

#[tokio::test]
async fn whoever_is_entered_later_is_known_where_they_stood() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let copy = "Cc: Ola <ola@kunde.example>\n";
    desk.comes(NOW, &mail("1@kunde.example", "Feil", copy, "Hei")).await;
    let entry = Entry { name: "Ola".to_owned(), ..entry(Kind::Access, "ola@kunde.example") };
    let added = add(&desk.home.engine, &ida, NOW, &entry).await.expect("Ida may");
    assert!(matches!(added, Added::Done(_)), "{added:?}");
    let ola = desk.home.find("ola@kunde.example").await;
    assert!(ola.is_some());
    assert_eq!(stands(&desk.home, "ola@kunde.example").await, [(Part::Cc, ola)]);
}

#[tokio::test]
async fn whoever_was_on_copy_and_is_erased_is_named_on_no_mail_of_others() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let copy = "Cc: Ola <ola@kunde.example>, Per <per@kunde.example>\n";
    desk.comes(NOW, &mail("1@kunde.example", "Feil", copy, "Hei")).await;
    desk.comes(NOW, &mail("2@kunde.example", "Selv", "", "Hei").replace("kari@", "ola@")).await;
    let ola = desk.home.find("ola@kunde.example").await.expect("he wrote");
    let about = (ola, Aim::Erasure);
    for text in shared_texts(&desk.home.engine, &ida, NOW, about, WhichText::All).await.expect("Ida may").shown {
        let (entity, row, field, version) = (text.entity, text.row, text.field_key, text.version);
        let reason = "Kari trenger den".to_owned();
        let judged = Judged { entity, row, field, version, choice: Choice::Keep, reason };
        let decided = decide_text(&desk.home.engine, &ida, NOW, about, &judged).await.expect("Ida may");
        assert_eq!(decided, Decided::Done);
    }
    desk.home.erase(&ida, ola).await;
    assert_eq!(stands(&desk.home, "ola@kunde.example").await, []);
    assert_eq!(stands(&desk.home, "per@kunde.example").await, [(Part::Cc, None)], "the others stay");

    let table = &desk.home.engine.tables().email_participant;
    let copies = table.all().matching(Condition::Is(table.f.part, Part::Cc.write()));
    let copies = table.find(desk.home.engine.store(), copies).await.expect("the store works");
    let mut named: Vec<Option<String>> = copies.into_iter().map(|one| one.row.name_written).collect();
    named.sort();
    assert_eq!(named, [None, Some("Per".to_owned())]);
    let view = desk.case(&ida, NOW, 1).await;
    assert!(!format!("{view:?}").to_lowercase().contains("ola"), "{view:?}");
}

#[tokio::test]
async fn a_colleague_who_is_only_named_as_the_sender_is_not_taken_for_them() {
    let desk = Desk::new().await;
    let forged = "From: Ida <ida@fjordlys.example>\nTo: hjelp@fjordlys.example\nSubject: Hei\nMessage-ID: <f@x.example>\n\nHei\n";
    let ida = desk.ida().await;
    desk.comes(NOW, forged).await;
    let person = desk.case(&ida, NOW, 1).await.contact.id;
    assert_eq!(stands(&desk.home, "ida@fjordlys.example").await, [(Part::From, Some(person))]);
    desk.comes(NOW, &forged.replace("<f@x.example>", "<g@x.example>\nIn-Reply-To: <f@x.example>")).await;
    let both = stands(&desk.home, "ida@fjordlys.example").await;
    assert!(both.contains(&(Part::From, None)), "{both:?}");
}
