//! How it went: who is asked and when, what is taken, and with what it goes.

use super::home::{DAY_SECONDS, KARI, NOW, network};
use super::intake::{Desk, mail};
use crate::newsletter::suppress;
use crate::parties::AddressState;
use crate::support::reports::{FeedbackLine, Reckoned, ReportAsked, feedback};
use crate::support::{
    Act, CaseState, FeedbackProblem, FeedbackSaid, FeedbackTaken, How, act, answer_feedback, feedback_page,
};
use crate::{Caller, FEEDBACK_CHARACTERS, FEEDBACK_LINK_SECONDS, FEEDBACK_PAUSE_SECONDS, day_of};
use model::{Column, Moment, Value};
use store::{Changes, Condition};

/// So many days after a case was solved the queue asks.
const DAYS: i64 = 2;

/// A desk whose queue asks, and a case of Kari's that was solved now.
async fn solved() -> (Desk, Caller) {
    let (desk, ida) = opened().await;
    moved(&desk, &ida, NOW, CaseState::Solved).await;
    (desk, ida)
}

async fn opened() -> (Desk, Caller) {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let (engine, table) = (&desk.home.engine, &desk.home.engine.tables().queue);
    let queue = table.get(engine.store(), desk.queue).await.expect("the store works").expect("it is there");
    let mut changes = Changes::new();
    let cells = vec![(table.f.ask_after, Value::Integer(DAYS))];
    changes.update(&table.write, queue.id, queue.version, cells).expect("it fits");
    engine.store().apply(changes).await.expect("the store works");
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    (desk, ida)
}

async fn moved(desk: &Desk, ida: &Caller, at: Moment, to: CaseState) {
    let case = desk.case(ida, at, 1).await.id;
    act(&desk.home.engine, ida, at, (case, None), &[Act::Move(to)]).await.expect("Ida may");
}

fn later(days: i64) -> Moment {
    NOW.plus_seconds(days * DAY_SECONDS)
}

/// The links to the page that Kari has been mailed by then.
async fn links(desk: &Desk, at: Moment) -> Vec<String> {
    desk.home.work(at).await;
    let mails = desk.home.mails_to(KARI);
    let of = |mail: &mail::Message| {
        let link = mail.text.split("/hvordan-gikk-det/").nth(1)?;
        Some(link.split_whitespace().next()?.to_owned())
    };
    mails.iter().filter_map(of).collect()
}

async fn says(desk: &Desk, at: Moment, link: &str, how: How, comment: &str) -> FeedbackTaken {
    let said = FeedbackSaid { how: Some(how), comment };
    answer_feedback(&desk.home.engine, at, (link, said), network([192, 0, 2, 1])).await.expect("the store works")
}

#[tokio::test]
async fn whoever_asked_is_asked_once_and_their_first_answer_stands() {
    let (desk, ida) = solved().await;
    let engine = &desk.home.engine;
    assert_eq!(links(&desk, NOW.plus_seconds(DAYS * DAY_SECONDS - 1)).await, [""; 0], "not before its time");
    moved(&desk, &ida, later(1), CaseState::Closed).await;
    let links = links(&desk, later(DAYS)).await;
    let [link] = &links[..] else { panic!("one question: {links:?}") };
    let mail = desk.home.mails_to(KARI).into_iter().next_back().expect("the question");
    assert!(mail.automatic && mail.subject.contains("#1"), "{mail:?}");
    let page = feedback_page(engine, later(3), link).await.expect("the store works").expect("it holds");
    assert_eq!((page.number, page.title.as_str(), page.how), (1, "Feil", None));
    assert_eq!(desk.case(&ida, later(3), 1).await.feedback[0].how, None, "looking at it changes nothing");
    assert_eq!(says(&desk, later(3), link, How::Poor, " Tok lang tid ").await, FeedbackTaken::Received);
    assert_eq!(says(&desk, later(3), link, How::Good, "").await, FeedbackTaken::Received);
    let case = desk.case(&ida, later(4), 1).await;
    let [said] = &case.feedback[..] else { panic!("one answer: {:?}", case.feedback) };
    assert_eq!((said.how, said.comment.as_deref()), (Some(How::Poor), Some("Tok lang tid")));
    assert_eq!(case.state, CaseState::Closed, "an answer there opens nothing");
    let asked = ReportAsked::new(None, None, None, day_of(later(4)));
    let counted = FeedbackLine { queue: "Kundestøtte".to_owned(), asked: 1, poor: 1, ..FeedbackLine::default() };
    assert_eq!(feedback(engine, &ida, later(4), asked).await.expect("the store works"), Reckoned::Lines(vec![counted]));
}

#[tokio::test]
async fn a_case_that_is_opened_again_is_asked_about_when_it_is_solved_again() {
    let (desk, ida) = solved().await;
    moved(&desk, &ida, later(1), CaseState::Open).await;
    assert_eq!(links(&desk, later(DAYS)).await, [""; 0], "it is not solved any more");
    moved(&desk, &ida, later(3), CaseState::Solved).await;
    assert_eq!(links(&desk, later(3 + DAYS)).await.len(), 1);
    moved(&desk, &ida, later(6), CaseState::Open).await;
    moved(&desk, &ida, later(6), CaseState::Solved).await;
    assert_eq!(links(&desk, later(6 + DAYS)).await.len(), 1, "the same address was asked days ago");
    let at = later(3 + DAYS).plus_seconds(FEEDBACK_PAUSE_SECONDS + 1);
    moved(&desk, &ida, at.plus_seconds(-DAYS * DAY_SECONDS), CaseState::Open).await;
    moved(&desk, &ida, at.plus_seconds(-DAYS * DAY_SECONDS), CaseState::Solved).await;
    assert_eq!(links(&desk, at).await.len(), 2, "and may be asked again");
}

#[tokio::test]
async fn nobody_is_asked_who_has_said_no_or_cannot_be_reached() {
    for state in [AddressState::Bounced, AddressState::Wrong, AddressState::Restricted] {
        let (desk, _) = solved().await;
        let (engine, table) = (&desk.home.engine, &desk.home.engine.tables().email_address);
        let theirs = table.all().matching(Condition::Is(table.f.address, Value::Text(KARI.to_owned())));
        let address = table.first(engine.store(), theirs).await.expect("the store works").expect("it is there");
        let mut changes = Changes::new();
        let cells = vec![(table.f.state, state.write())];
        changes.update(&table.write, address.id, address.version, cells).expect("it fits");
        engine.store().apply(changes).await.expect("the store works");
        assert_eq!(links(&desk, later(DAYS)).await, [""; 0], "{state:?}");
    }
    let (desk, _) = solved().await;
    let (engine, kari) = (&desk.home.engine, desk.home.find(KARI).await.expect("she is known"));
    let mut changes = Changes::new();
    suppress(engine, NOW, &mut changes, kari).await.expect("the store works");
    engine.store().apply(changes).await.expect("the store works");
    assert_eq!(links(&desk, later(DAYS)).await, [""; 0], "she wants no mail that she has not asked for");
}

#[tokio::test]
async fn a_link_holds_for_a_while_and_for_nothing_else() {
    let (desk, _) = solved().await;
    let (engine, link) = (&desk.home.engine, links(&desk, later(DAYS)).await.remove(0));
    let last = later(DAYS).plus_seconds(FEEDBACK_LINK_SECONDS);
    let holds = async |at, link: &str| feedback_page(engine, at, link).await.expect("the store works").is_some();
    assert!(holds(last, &link).await);
    assert!(!holds(last.plus_seconds(1), &link).await);
    assert!(!holds(NOW, &link[..link.len() - 1]).await && !holds(NOW, "").await);
    assert_eq!(says(&desk, last.plus_seconds(1), &link, How::Good, "").await, FeedbackTaken::Gone);
}

#[tokio::test]
async fn what_is_too_long_or_too_sensitive_is_not_taken() {
    let (desk, ida) = solved().await;
    let link = links(&desk, later(DAYS)).await.remove(0);
    let long = "a".repeat(FEEDBACK_CHARACTERS + 1);
    let problem = FeedbackTaken::Mend(FeedbackProblem::TooLong(FEEDBACK_CHARACTERS));
    assert_eq!(says(&desk, later(3), &link, How::Good, &long).await, problem);
    let number = "Fødselsnummeret mitt er 02013299997";
    let sensitive = FeedbackTaken::Mend(FeedbackProblem::Sensitive);
    assert_eq!(says(&desk, later(3), &link, How::Good, number).await, sensitive);
    let none = FeedbackSaid { how: None, comment: "Hei" };
    let taken = answer_feedback(&desk.home.engine, later(3), (&link, none), network([192, 0, 2, 1])).await;
    assert_eq!(taken.expect("the store works"), FeedbackTaken::Mend(FeedbackProblem::Missing));
    assert_eq!(desk.case(&ida, later(3), 1).await.feedback[0].answered_at, None);
    assert_eq!(says(&desk, later(3), &link, How::Good, &long[1..]).await, FeedbackTaken::Received);
}

#[tokio::test]
async fn what_somebody_said_goes_with_them() {
    let (desk, ida) = solved().await;
    let link = links(&desk, later(DAYS)).await.remove(0);
    says(&desk, later(3), &link, How::Good, "Fint").await;
    let kari = desk.home.find(KARI).await.expect("she is known");
    desk.home.erase(&ida, kari).await;
    let table = &desk.home.engine.tables().case_feedback;
    let left = table.find(desk.home.engine.store(), table.all()).await.expect("the store works");
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(says(&desk, later(3), &link, How::Good, "").await, FeedbackTaken::Gone);
}
