//! Requests of persons from outside: the same answer for all, links that work once, and what follows.

use super::home::{DAY_SECONDS, Home, KARI, NOW, network};
use crate::limits::{CONFIRM_LINK_SECONDS, FORGET_REQUEST_SECONDS, PACKAGE_SECONDS, REQUESTS_OF_AN_ADDRESS};
use crate::requests::{
    Answer, Asked, Kind, Outcome, Parcel, State, Step, Taken, Which, close, confirm, fetch, follow, page, receive,
    request, requests, take_back, to_confirm,
};
use crate::website::{Field, Mistake, Problem};
use crate::{Caller, Language, Moment, RowId, day_of};

pub(super) fn asked(home: &Home, at: Moment, email: &str, kind: Kind) -> Asked {
    Asked {
        language: Language::Nb,
        kind: Some(kind),
        name: "Kari Nordmann".to_owned(),
        email: email.to_owned(),
        text: String::new(),
        token: page(&home.engine, at.plus_seconds(-60), Language::Nb).token,
        trap: String::new(),
        network: network([192, 0, 2, 1]),
    }
}

/// Sends the form for rights.
pub(super) async fn ask(home: &Home, at: Moment, email: &str, kind: Kind) -> Taken {
    receive(&home.engine, at, &asked(home, at, email, kind)).await.expect("the store works")
}

/// The text of the last mail to `address` that says this.
pub(super) fn last_with(home: &Home, address: &str, said: &str) -> String {
    let texts = home.mails_to(address).into_iter().map(|mail| mail.text);
    texts.rev().find(|text| text.contains(said)).unwrap_or_else(|| panic!("no mail to {address} says {said}"))
}

/// The secret of the link in the last mail to `address`.
pub(super) fn secret(home: &Home, address: &str) -> String {
    let mail = last_with(home, address, "/rettigheter/bekreft/");
    let link = mail.lines().find(|line| line.starts_with("https://")).expect("it has a link").to_owned();
    link.rsplit('/').next().expect("it ends with a secret").to_owned()
}

/// Kari is known from the contact form, asks, and confirms. Gives the secret by which she follows the request.
pub(super) async fn confirmed(home: &Home, kind: Kind) -> String {
    home.send(NOW, |_| {}).await;
    assert_eq!(ask(home, NOW, KARI, kind).await, Taken::Received);
    home.work(NOW).await;
    let path = confirm(&home.engine, NOW, &secret(home, KARI)).await.expect("the store works").expect("it works once");
    home.work(NOW).await;
    path.rsplit('/').next().expect("a secret").to_owned()
}

pub(super) async fn listed(home: &Home, caller: &Caller, which: Which) -> Vec<RowId> {
    let found = requests(&home.engine, caller, which, day_of(NOW)).await.expect("the store works");
    found.iter().map(|line| line.id).collect()
}

#[tokio::test]
async fn the_answer_is_the_same_whether_the_address_is_known_or_not() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    home.work(NOW).await;
    let known = ask(&home, NOW, KARI, Kind::Access).await;
    let unknown = ask(&home, NOW, "ukjent@annen.example", Kind::Access).await;
    assert_eq!(known, unknown);
    assert_eq!(known, Taken::Received);
    home.work(NOW).await;
    last_with(&home, KARI, "/rettigheter/bekreft/");
    let to_unknown = last_with(&home, "ukjent@annen.example", "ingenting på den");
    assert!(!to_unknown.contains("/bekreft/"), "{to_unknown}");
}

#[tokio::test]
async fn of_a_stranger_nothing_stays() {
    let home = Home::new();
    for kind in [Kind::Access, Kind::Erasure] {
        // Whoever is there only because they asked is still not on record.
        ask(&home, NOW, "ukjent@annen.example", kind).await;
    }
    home.work(NOW).await;
    let ida = home.ida().await;
    assert_eq!(listed(&home, &ida, Which::Answered).await.len(), 2);
    assert!(home.mails_to("ukjent@annen.example").iter().all(|mail| mail.text.contains("ingenting på den")));
    home.work(NOW.plus_seconds(FORGET_REQUEST_SECONDS - 1)).await;
    assert!(home.find("ukjent@annen.example").await.is_some());
    home.work(NOW.plus_seconds(FORGET_REQUEST_SECONDS)).await;
    assert_eq!(home.find("ukjent@annen.example").await, None);
}

#[tokio::test]
async fn whoever_asks_a_question_need_not_be_on_record() {
    let home = Home::new();
    ask(&home, NOW, "ukjent@annen.example", Kind::Question).await;
    home.work(NOW).await;
    assert!(
        confirm(&home.engine, NOW, &secret(&home, "ukjent@annen.example")).await.expect("the store works").is_some()
    );
    let ida = home.ida().await;
    assert_eq!(listed(&home, &ida, Which::Open).await.len(), 1);
}

#[tokio::test]
async fn a_link_works_once_and_for_its_time_and_opening_it_changes_nothing() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    ask(&home, NOW, KARI, Kind::Access).await;
    home.work(NOW).await;
    let link = secret(&home, KARI);
    let engine = &home.engine;
    for _ in 0..3 {
        let shown = to_confirm(engine, NOW, &link, Language::Nb).await.expect("the store works");
        assert_eq!(shown.expect("a scanner opened it").kind, "innsyn");
    }
    let in_time = NOW.plus_seconds(CONFIRM_LINK_SECONDS - 1);
    let late = NOW.plus_seconds(CONFIRM_LINK_SECONDS);
    assert_eq!(confirm(engine, late, &link).await.ok(), Some(None), "too late");
    assert_eq!(confirm(engine, NOW, &"0".repeat(64)).await.ok(), Some(None), "a guess");
    let path = confirm(engine, in_time, &link).await.expect("the store works").expect("it works");
    assert_eq!(confirm(engine, in_time, &link).await.ok(), Some(None), "the second time");
    let follows = path.strip_prefix("/rettigheter/krav/").expect("it leads to the request");
    assert_eq!(confirm(engine, in_time, follows).await.ok(), Some(None), "a link for another purpose");
    assert!(follow(engine, in_time, &link, Language::Nb).await.expect("the store works").is_none());
    let followed = follow(engine, in_time, follows, Language::Nb).await.expect("the store works").expect("is there");
    assert_eq!((followed.state, followed.kind.as_str()), (State::Working, "innsyn"));
}

#[tokio::test]
async fn no_row_holds_a_link() {
    let home = Home::new();
    let follows = confirmed(&home, Kind::Access).await;
    let mut all = Vec::new();
    let exported = crate::privacy::export_rows(&home.engine, &Caller::command(Language::Nb), NOW, &mut all).await;
    exported.expect("the store works");
    let all = String::from_utf8(all).expect("it is text");
    assert!(all.contains("[[lenke]]"), "the mails are among the rows");
    assert!(!all.contains(&follows), "a link stands in a row");
}

#[tokio::test]
async fn what_nobody_confirms_is_closed_and_forgotten() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    ask(&home, NOW, KARI, Kind::Erasure).await;
    let ida = home.ida().await;
    let waiting = listed(&home, &ida, Which::Waiting).await;
    let late = NOW.plus_seconds(CONFIRM_LINK_SECONDS);
    home.work(late.plus_seconds(-1)).await;
    assert_eq!(listed(&home, &ida, Which::Waiting).await, waiting);
    home.work(late).await;
    let view = request(&home.engine, &ida, waiting[0], day_of(late)).await.expect("it is there");
    assert_eq!((view.state, view.outcome), (State::Answered, Some(Outcome::Unconfirmed)));
    home.work(late.plus_seconds(FORGET_REQUEST_SECONDS)).await;
    assert!(request(&home.engine, &ida, waiting[0], day_of(late)).await.is_err());
    assert!(home.find(KARI).await.is_some(), "Kari's message still holds her");
}

#[tokio::test]
async fn an_address_is_not_flooded_and_a_form_sent_twice_is_one_request() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    home.work(NOW).await;
    let before = home.mails_to(KARI).len();
    for _ in 0..2 {
        assert_eq!(ask(&home, NOW, KARI, Kind::Access).await, Taken::Received);
    }
    home.work(NOW).await;
    assert_eq!(home.mails_to(KARI).len(), before + 1, "the same is asked once a day");
    for kind in [Kind::Erasure, Kind::Restriction, Kind::Objection, Kind::Question] {
        assert_eq!(ask(&home, NOW, KARI, kind).await, Taken::Received);
    }
    home.work(NOW).await;
    assert_eq!(home.mails_to(KARI).len(), before + REQUESTS_OF_AN_ADDRESS);
    ask(&home, NOW.plus_seconds(DAY_SECONDS), KARI, Kind::Access).await;
    home.work(NOW.plus_seconds(DAY_SECONDS)).await;
    assert_eq!(home.mails_to(KARI).len(), before + REQUESTS_OF_AN_ADDRESS + 1, "tomorrow is another day");
}

#[tokio::test]
async fn a_network_is_held_back_and_what_machines_do_is_looked_at_first() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    home.work(NOW).await;
    let before = home.mails.lock().expect("nobody panicked").len();
    let trap = Asked { trap: "http://spam".to_owned(), ..asked(&home, NOW, KARI, Kind::Access) };
    assert_eq!(receive(&home.engine, NOW, &trap).await.ok(), Some(Taken::Received), "the answer is the same");
    let token = String::new();
    let no_token = Asked { token, ..asked(&home, NOW, KARI, Kind::Erasure) };
    assert_eq!(receive(&home.engine, NOW, &no_token).await.ok(), Some(Taken::Received));
    home.work(NOW).await;
    assert_eq!(home.mails.lock().expect("nobody panicked").len(), before, "nobody is written to");
    let ida = home.ida().await;
    assert_eq!(listed(&home, &ida, Which::Open).await.len(), 2);
    let mut last = Taken::Received;
    for number in 0..=200 {
        last = ask(&home, NOW, &format!("n{number}@annen.example"), Kind::Access).await;
    }
    assert_eq!(last, Taken::TooMany);
    let old = Asked {
        token: page(&home.engine, NOW.plus_seconds(-2 * DAY_SECONDS), Language::Nb).token,
        network: network([198, 51, 100, 1]),
        ..asked(&home, NOW, KARI, Kind::Access)
    };
    assert_eq!(receive(&home.engine, NOW, &old).await.ok(), Some(Taken::Expired));
}

#[tokio::test]
async fn everything_to_mend_is_told_at_once() {
    let home = Home::new();
    let empty = Asked { kind: None, name: " ".to_owned(), ..asked(&home, NOW, "nei", Kind::Access) };
    let mend = receive(&home.engine, NOW, &empty).await.expect("nothing is stored");
    let problems = vec![
        Problem { field: Field::Name, mistake: Mistake::Missing },
        Problem { field: Field::Email, mistake: Mistake::NotAnAddress },
    ];
    assert_eq!(mend, Taken::Mend { no_kind: true, problems });
}

#[tokio::test]
async fn the_package_is_fetched_when_it_is_answered_and_for_a_time() {
    let home = Home::new();
    let follows = confirmed(&home, Kind::Access).await;
    let engine = &home.engine;
    assert_eq!(fetch(engine, NOW, &follows, Language::Nb).await.ok(), Some(None), "not answered yet");
    let ida = home.ida().await;
    let id = listed(&home, &ida, Which::Open).await[0];
    super::requests_desk::answer_tasks(&home, &ida, id).await;
    let view = request(engine, &ida, id, day_of(NOW)).await.expect("it is there");
    let answer = Answer { outcome: Outcome::Done, reason: String::new(), text: view.draft };
    assert_eq!(close(engine, &ida, NOW, (id, view.version), &answer).await.ok(), Some(Step::Done));
    home.work(NOW).await;
    assert!(last_with(&home, KARI, "i en pakke").contains(&follows), "the link stands in the answer");
    let last = NOW.plus_seconds(PACKAGE_SECONDS - 1);
    let package = fetch(engine, last, &follows, Language::Nb).await.expect("the store works").expect("a package");
    assert_eq!(&package[..2], b"PK");
    let late = NOW.plus_seconds(PACKAGE_SECONDS);
    assert_eq!(fetch(engine, late, &follows, Language::Nb).await.ok(), Some(None), "its time is over");
    let parcel =
        follow(engine, late, &follows, Language::Nb).await.expect("the store works").expect("is there").package;
    assert_eq!(parcel, Parcel::Over);
}

#[tokio::test]
async fn a_request_is_taken_back_once() {
    let home = Home::new();
    let follows = confirmed(&home, Kind::Erasure).await;
    assert_eq!(take_back(&home.engine, NOW, &"0".repeat(64)).await.ok(), Some(false));
    assert_eq!(take_back(&home.engine, NOW, &follows).await.ok(), Some(true));
    assert_eq!(take_back(&home.engine, NOW, &follows).await.ok(), Some(false));
    let ida = home.ida().await;
    assert!(listed(&home, &ida, Which::Open).await.is_empty());
}
