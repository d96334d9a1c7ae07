use super::home::{Home, KARI, NOW};
use crate::correspondence::{AnswerProblem, Answered, Delivery, answer};
use crate::limits::ANSWER_CHARACTERS;
use crate::website::{Which, request, requests};
use crate::{Caller, Failure, Language, RowId, system};

async fn only_request(home: &Home, ida: &Caller) -> RowId {
    requests(&home.engine, ida, Which::Open, None).await.expect("Ida may")[0].id
}

#[tokio::test]
async fn the_sender_is_confirmed_and_staff_are_told_without_a_word_of_it() {
    let home = Home::new();
    home.ida().await;
    home.colleague("per@fjordlys.example", &["privacy-lead"]).await;
    home.send(NOW, |_| {}).await;
    home.work(NOW).await;
    let confirmation = &home.mails_to(KARI)[0];
    assert!(confirmation.automatic && confirmation.to.name.is_none());
    assert!(!confirmation.text.contains("Hva koster det?"), "an unproved address gets nothing that was typed");
    assert!(confirmation.text.contains("https://ryddig.example/personvern"), "{}", confirmation.text);
    let notice = &home.mails_to("ida@fjordlys.example")[0];
    for secret in ["Kari", KARI, "Hva koster det?", "00000021"] {
        assert!(!notice.text.contains(secret) && !notice.subject.contains(secret), "{secret} in {}", notice.text);
    }
    assert!(notice.text.contains("https://ryddig.example/desk/requests/"), "{}", notice.text);
    assert_eq!(home.mails_to("per@fjordlys.example").len(), 0, "who may not answer is not told");
    home.work(NOW.plus_seconds(100_000)).await;
    assert_eq!(home.mails.lock().expect("the mails").len(), 2, "nothing is sent twice");
}

#[tokio::test]
async fn answers_thread_one_after_the_other() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    let id = only_request(&home, &ida).await;
    for (number, text) in [(1, "Ja."), (2, "Og nei.")] {
        let at = NOW.plus_seconds(number * 60);
        let version = request(&home.engine, &ida, id).await.expect("it is there").version;
        assert_eq!(
            answer(&home.engine, &ida, at, id, version, (text, crate::correspondence::Past::default())).await.ok(),
            Some(Answered::Queued)
        );
    }
    home.work(NOW.plus_seconds(300)).await;
    let mails = home.mails_to(KARI);
    let [confirmation, first, second] = mails.as_slice() else { panic!("three mails: {mails:?}") };
    assert_eq!(first.in_reply_to.as_ref(), Some(&confirmation.id));
    assert_eq!(second.in_reply_to.as_ref(), Some(&first.id));
    assert_eq!(second.references, [confirmation.id.clone(), first.id.clone()]);
    assert_eq!((first.subject.clone(), second.subject.clone()), {
        let subject = format!("Re: {}", confirmation.subject);
        (subject.clone(), subject)
    });
    assert!(!first.automatic && first.text.contains("Ja.") && first.text.contains("> Hva koster det?"));
    let page = request(&home.engine, &ida, id).await.expect("it is there");
    assert!(page.mails.iter().all(|mail| mail.state == Delivery::Sent));
}

#[tokio::test]
async fn an_answer_that_cannot_be_sent_says_why() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    let id = only_request(&home, &ida).await;
    let check = async |version, text: &str, expected| {
        let answered =
            answer(&home.engine, &ida, NOW, id, version, (text, crate::correspondence::Past::default())).await;
        assert_eq!(answered.ok(), Some(expected));
    };
    let mend = Answered::Mend;
    check(1, " \r\n ", mend(AnswerProblem::Missing)).await;
    check(1, &"å".repeat(ANSWER_CHARACTERS + 1), mend(AnswerProblem::TooLong(ANSWER_CHARACTERS))).await;
    check(1, "Hei\0", mend(AnswerProblem::NotText)).await;
    check(9, "Hei", mend(AnswerProblem::Changed)).await;
    check(1, &"å".repeat(ANSWER_CHARACTERS), Answered::Queued).await;
    check(1, "Hei", mend(AnswerProblem::Changed)).await;
}

#[tokio::test]
async fn a_mail_that_cannot_leave_is_tried_for_days_and_then_given_up() {
    use crate::limits::{JOB_ATTEMPTS, JOB_LONGEST_PAUSE_SECONDS};
    let home = Home::without_mail();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    let id = only_request(&home, &ida).await;
    let state = async || request(&home.engine, &ida, id).await.expect("it is there").mails[0].state;
    let mut at = NOW;
    for attempt in 1..=JOB_ATTEMPTS {
        assert_eq!(state().await, Delivery::Queued, "before attempt {attempt}");
        home.work(at).await;
        at = at.plus_seconds(JOB_LONGEST_PAUSE_SECONDS);
    }
    assert_eq!(state().await, Delivery::Failed);
    assert_eq!(home.engine.store().next_job_at(&["deliver-email"]).await, Ok(None), "nobody tries it any more");

    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    assert!(matches!(system::given_up(&home.engine, &per, Language::Nb).await, Err(Failure::Denied)));
    assert_eq!(system::count_given_up(&home.engine, &per).await.ok(), Some(0));
    let seen = async || system::given_up(&home.engine, &ida, Language::Nb).await.expect("Ida may");
    let mail = seen().await.into_iter().find(|job| job.kind == "sende e-post").expect("it waits for a decision");
    assert_eq!((mail.attempts, mail.failure.is_some()), (JOB_ATTEMPTS, true));
    let counted = u64::try_from(seen().await.len()).ok();
    assert_eq!(system::count_given_up(&home.engine, &ida).await.ok(), counted);

    assert!(matches!(system::try_again(&home.engine, &per, at, mail.id).await, Err(Failure::Denied)));
    system::try_again(&home.engine, &ida, at, mail.id).await.expect("Ida may");
    assert_eq!(state().await, Delivery::Queued);
    assert!(!seen().await.iter().any(|job| job.id == mail.id));
    assert!(matches!(system::let_go(&home.engine, &ida, at, mail.id).await, Err(Failure::NotFound)), "it is in work");
    for _ in 1..=JOB_ATTEMPTS {
        assert_eq!(state().await, Delivery::Queued, "with all its attempts");
        home.work(at).await;
        at = at.plus_seconds(JOB_LONGEST_PAUSE_SECONDS);
    }
    assert!(matches!(system::let_go(&home.engine, &per, at, mail.id).await, Err(Failure::Denied)));
    system::let_go(&home.engine, &ida, at, mail.id).await.expect("Ida may");
    assert!(!seen().await.iter().any(|job| job.id == mail.id));
    assert_eq!(state().await, Delivery::Failed);
    assert_eq!(home.engine.store().has_job(mail.id).await, Ok(false));
}
