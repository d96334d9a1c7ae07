//! Copies that colleagues send of what they write in programs of their own.

use super::home::{DAY_SECONDS, NOW};
use super::intake::{Desk, said};
use crate::correspondence::{Direction, EmailThread, Outcome, PartOf, not_kept};
use crate::support::{DeadlineKind, DeadlineState};
use model::Value;
use store::{Changes, Stored};

const VOUCHED: &str = "Authentication-Results: mx.fjordlys.example; dmarc=pass header.from=fjordlys.example\n";

/// A mail of Ida's own, of which the mailbox gets a blind copy.
fn of_ida(id: &str, to: &str, more: &str) -> String {
    format!(
        "{VOUCHED}From: Ida <ida@fjordlys.example>\nTo: {to}\nSubject: Tilbudet\nMessage-ID: <{id}>\n{more}\nHei, her er tilbudet\n"
    )
}

/// A desk whose mailbox takes copies of what is part of sales, and has no queue.
async fn desk() -> Desk {
    let desk = Desk::new().await;
    let table = &desk.home.engine.tables().mailbox;
    let mailbox = table.get(desk.home.engine.store(), desk.mailbox).await.expect("the store works").expect("there");
    let text = |text: &str| Value::Text(text.to_owned());
    let cells =
        vec![(table.f.queue, Value::Null), (table.f.part_of, text("sales")), (table.f.copies, Value::Boolean(true))];
    let mut changes = Changes::new();
    changes.update(&table.write, desk.mailbox, mailbox.version, cells).expect("it fits");
    desk.home.engine.store().apply(changes).await.expect("the store works");
    desk
}

async fn threads(desk: &Desk) -> Vec<Stored<EmailThread>> {
    let table = &desk.home.engine.tables().email_thread;
    table.find(desk.home.engine.store(), table.all()).await.expect("the store works")
}

#[tokio::test]
async fn a_colleagues_copy_is_their_mail_to_whomever_it_went() {
    let desk = desk().await;
    let ida = desk.ida().await;
    let sent = of_ida("1@fjordlys.example", "Per <per@fjordlys.example>, Kari Nordmann <kari@kunde.example>", "");
    desk.home.colleague("per@fjordlys.example", &["sales"]).await;
    assert_eq!(desk.comes(NOW, &sent).await, Outcome::Stored);
    let kari = desk.home.find("kari@kunde.example").await.expect("she is known by it");
    let [thread] = &threads(&desk).await[..] else { panic!("one thread") };
    assert_eq!((thread.row.person, thread.row.part_of, thread.row.owner), (kari, PartOf::Sales, ida.user));
    let table = &desk.home.engine.tables().email_message;
    let mail = table.first(desk.home.engine.store(), table.all()).await.expect("the store works").expect("kept");
    assert_eq!((mail.row.direction, mail.row.author), (Direction::Out, ida.user));

    // Her answer, of which Ida sends a copy on, goes on with it.
    let answer = "From: kari@kunde.example\nTo: ida@fjordlys.example\nSubject: Sv: Tilbudet\nMessage-ID: <2@kunde.example>\nIn-Reply-To: <1@fjordlys.example>\n\nTakk\n";
    assert_eq!(desk.comes(NOW.plus_seconds(9), answer).await, Outcome::Stored);
    assert_eq!(threads(&desk).await.len(), 1);
}

#[tokio::test]
async fn nobody_else_leaves_anything_there() {
    let desk = desk().await;
    let ida = desk.ida().await;
    let unvouched = of_ida("1@fjordlys.example", "kari@kunde.example", "").replace(VOUCHED, "");
    assert_eq!(desk.comes(NOW, &unvouched).await, Outcome::Stranger);
    let stranger =
        "From: kari@kunde.example\nTo: kopi@fjordlys.example\nSubject: Hei\nMessage-ID: <s@kunde.example>\n\nHei\n";
    assert_eq!(desk.comes(NOW, stranger).await, Outcome::Stranger);
    assert_eq!(desk.comes(NOW, &of_ida("2@fjordlys.example", "ida@fjordlys.example", "")).await, Outcome::Stranger);
    assert!(threads(&desk).await.is_empty());
    assert_eq!(desk.home.find("kari@kunde.example").await, None);
    let left = not_kept(&desk.home.engine, &ida).await.expect("the store works").expect("Ida may see them");
    let why: Vec<_> = left.iter().filter_map(|it| it.why.as_deref()).collect();
    assert!(why.contains(&"den gikk bare til kollegaer"), "{why:?}");
}

#[tokio::test]
async fn a_copy_in_a_case_is_an_answer() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &super::intake::mail("1@kunde.example", "Feil", "", "Hei")).await;
    let table = &desk.home.engine.tables().mailbox;
    let mailbox = table.get(desk.home.engine.store(), desk.mailbox).await.expect("the store works").expect("there");
    let mut changes = Changes::new();
    let cells = vec![(table.f.copies, Value::Boolean(true))];
    changes.update(&table.write, desk.mailbox, mailbox.version, cells).expect("it fits");
    desk.home.engine.store().apply(changes).await.expect("the store works");
    let answer = of_ida("2@fjordlys.example", "kari@kunde.example", "In-Reply-To: <1@kunde.example>\n");
    assert_eq!(desk.comes(NOW.plus_seconds(60), &answer).await, Outcome::Stored);
    let view = desk.case(&ida, NOW.plus_seconds(30 * DAY_SECONDS), 1).await;
    assert_eq!(said(&view).last().map(String::as_str), Some("Hei, her er tilbudet"));
    let first = view.clocks.iter().find(|clock| clock.kind == DeadlineKind::FirstAnswer).map(|clock| clock.state);
    assert_eq!(first, Some(DeadlineState::Met));
}
