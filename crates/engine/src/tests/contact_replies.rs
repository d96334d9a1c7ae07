//! Whoever is answered about a contact request answers: that comes into a case which says what was written before.

use super::home::{KARI, NOW};
use super::intake::{Desk, mail, said};
use crate::correspondence::{Answered, Delivery, Outcome, Past, answer};
use crate::support::{PortalSpeaker, Sent, Tray, portal};
use crate::website::{State, Which, request, requests};
use crate::{Caller, RowId, day_of};
use mail::Message;
use model::{Column, Value};
use store::{Changes, Condition};

/// Kari has written in the form.
async fn asked(desk: &Desk, ida: &Caller) -> RowId {
    desk.home.send(NOW, |_| {}).await;
    desk.home.work(NOW).await;
    requests(&desk.home.engine, ida, Which::Open, None).await.expect("Ida may")[0].id
}

/// Ida answers her: the mail as it goes.
async fn answered(desk: &Desk, ida: &Caller, id: RowId) -> Message {
    let engine = &desk.home.engine;
    let version = request(engine, ida, id).await.expect("Ida may").version;
    let at = NOW.plus_seconds(60);
    let said = answer(engine, ida, at, id, version, ("Det koster lite.", Past::default())).await.expect("Ida may");
    assert_eq!(said, Answered::Queued);
    desk.home.work(at).await;
    desk.home.mails_to(KARI).into_iter().find(|mail| !mail.automatic).expect("the answer")
}

fn back(sent: &Message, id: &str, text: &str) -> String {
    mail(id, &format!("Re: {}", sent.subject), &format!("In-Reply-To: <{}>\n", sent.id), text)
}

#[tokio::test]
async fn an_answer_to_an_answer_comes_into_a_case_that_knows_what_was_said() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let id = asked(&desk, &ida).await;
    let sent = answered(&desk, &ida, id).await;
    assert_eq!(sent.from.address, "hjelp@fjordlys.example", "the mailbox in which its answer is read");
    let reply_to = sent.reply_to.as_ref().expect("a marked address").address.clone();
    assert!(reply_to.starts_with("hjelp+r"), "{reply_to}");
    let at = NOW.plus_seconds(120);
    assert_eq!(desk.comes(at, &back(&sent, "1@kunde.example", "Da tar vi to.")).await, Outcome::Stored);
    let view = desk.case(&ida, at, 1).await;
    assert_eq!(said(&view)[0], "Hva koster det?", "{:?}", said(&view));
    assert!(said(&view)[2].starts_with("Det koster lite."), "{:?}", said(&view));
    assert!(said(&view).iter().any(|said| said == "Da tar vi to."));
    assert_eq!(view.owner.as_ref().map(|owner| owner.id), ida.user, "whoever answered goes on with it");
    assert_eq!(Some(view.contact.id), desk.home.find(KARI).await);
    assert_eq!(request(engine, &ida, id).await.expect("Ida may").cases, [(view.id, 1)]);
    let told = crate::notices::unread(engine, &ida, day_of(at)).await.expect("Ida may");
    assert_eq!(told, 1, "and is told");

    // Her program leaves every id out: the address alone leads back. And the next one names the first answer again.
    let bare =
        format!("From: {KARI}\nTo: {reply_to}\nSubject: Takk\nMessage-ID: <2@kunde.example>\n\nEller kanskje tre.\n");
    assert_eq!(desk.comes(at.plus_seconds(60), &bare).await, Outcome::Stored);
    assert_eq!(desk.comes(at.plus_seconds(90), &back(&sent, "3@kunde.example", "Tre!")).await, Outcome::Stored);
    assert_eq!(desk.tray(&ida, at, Tray::Mine).await.len(), 1, "all in one case");
    assert!(said(&desk.case(&ida, at, 1).await).iter().any(|said| said == "Eller kanskje tre."));
    // The answer in the case goes on in her program.
    assert_eq!(desk.answer(&ida, at.plus_seconds(120), 1, "Tre er sendt.").await, Sent::Queued);
    desk.home.work(at.plus_seconds(120)).await;
    let last = desk.home.mails_to(KARI).into_iter().find(|mail| mail.text.starts_with("Tre er")).expect("it went");
    assert!(last.references.contains(&"1@kunde.example".to_owned()), "{:?}", last.references);

    // Behind the link she sees what she asked in the form and what she was answered then, too.
    let link = last.text.split("/sak/").nth(1).expect("a link").split_whitespace().next().expect("a secret");
    let shown = portal(engine, at.plus_seconds(180), link).await.expect("the store works").expect("it holds");
    let shown: Vec<_> = shown.said.iter().map(|one| (one.by == PortalSpeaker::You, one.text.as_str())).collect();
    assert_eq!(shown[0], (true, "Hva koster det?"), "{shown:?}");
    assert!(!shown[1].0 && shown[1].1.starts_with("Det koster lite."), "{shown:?}");
    assert_eq!(shown[2], (true, "Da tar vi to."), "{shown:?}");
}

#[tokio::test]
async fn what_is_added_to_a_confirmation_is_answered_in_its_case() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let id = asked(&desk, &ida).await;
    let confirmed = desk.home.mails_to(KARI)[0].clone();
    desk.comes(NOW.plus_seconds(60), &back(&confirmed, "1@kunde.example", "Og en ting til.")).await;
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await.len(), 1, "nobody has it yet");
    assert_eq!(request(engine, &ida, id).await.expect("Ida may").state, State::New);
    assert_eq!(desk.answer(&ida, NOW.plus_seconds(120), 1, "Her er svaret.").await, Sent::Queued);
    assert_eq!(request(engine, &ida, id).await.expect("Ida may").state, State::Answered);
}

#[tokio::test]
async fn a_holiday_opens_no_case_out_of_a_request() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let id = asked(&desk, &ida).await;
    let sent = answered(&desk, &ida, id).await;
    let away = format!("Auto-Submitted: auto-replied\nIn-Reply-To: <{}>\n", sent.id);
    let holiday = mail("8@kunde.example", "Automatisk svar: Ferie", &away, "Jeg er på ferie");
    assert_eq!(desk.comes(NOW.plus_seconds(120), &holiday).await, Outcome::Automatic);
    assert!(request(&desk.home.engine, &ida, id).await.expect("Ida may").cases.is_empty());
}

#[tokio::test]
async fn what_is_merged_away_goes_on_where_it_went() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let id = asked(&desk, &ida).await;
    let sent = answered(&desk, &ida, id).await;
    let at = NOW.plus_seconds(120);
    desk.comes(at, &back(&sent, "1@kunde.example", "Da tar vi to.")).await;
    desk.comes(at, &mail("2@kunde.example", "Noe annet", "", "Hei")).await;
    let from = desk.case(&ida, at, 1).await;
    crate::support::merge(&desk.home.engine, &ida, at, (from.id, from.version), 2).await.expect("Ida may");
    let reply_to = sent.reply_to.expect("a marked address").address;
    let bare = format!("From: {KARI}\nTo: {reply_to}\nSubject: Takk\nMessage-ID: <3@kunde.example>\n\nTre da.\n");
    desk.comes(at.plus_seconds(60), &bare).await;
    assert!(said(&desk.case(&ida, at, 2).await).iter().any(|said| said == "Tre da."));
}

#[tokio::test]
async fn what_waits_to_be_judged_is_gone_on_with_by_nobody() {
    let desk = Desk::new().await;
    let (ida, tables) = (desk.ida().await, desk.home.engine.tables());
    let id = asked(&desk, &ida).await;
    let sent = answered(&desk, &ida, id).await;
    let row = tables.contact_request.get(desk.home.engine.store(), id).await.expect("the store works").expect("it is");
    let mut changes = Changes::new();
    let f = &tables.contact_request.f;
    let doubtful = vec![(f.state, State::Doubtful.write())];
    changes.update(&tables.contact_request.write, id, row.version, doubtful).expect("it fits");
    desk.home.engine.store().apply(changes).await.expect("the store works");
    desk.comes(NOW.plus_seconds(120), &back(&sent, "1@kunde.example", "Hei")).await;
    assert_eq!(said(&desk.case(&ida, NOW, 1).await)[0], "Hei");
}

#[tokio::test]
async fn an_answer_that_bounces_says_so_by_its_mark_alone() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let id = asked(&desk, &ida).await;
    let sent = answered(&desk, &ida, id).await;
    let report = |of: &str| {
        format!(
            "From: MAILER-DAEMON@mx.fjordlys.example\nTo: hjelp@fjordlys.example\nSubject: Undelivered Mail Returned to Sender\nMessage-ID: <{}@mx>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=B\n\n--B\nContent-Type: text/plain\n\nNei\n--B\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {KARI}\nAction: failed\nStatus: 5.1.1\n\n--B\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{of}>\n\n--B--\n",
            of.len()
        )
    };
    let states = async || {
        let view = request(engine, &ida, id).await.expect("Ida may");
        view.mails.into_iter().map(|mail| mail.state).collect::<Vec<_>>()
    };
    desk.comes(NOW.plus_seconds(120), &report("gjettet@fjordlys.example")).await;
    assert_eq!(states().await, [Delivery::Sent, Delivery::Sent]);
    assert_eq!(desk.comes(NOW.plus_seconds(130), &report(&sent.id)).await, Outcome::Bounce);
    assert_eq!(states().await, [Delivery::Sent, Delivery::Failed]);
    let f = &engine.tables().email_address.f;
    let kari = engine.tables().email_address.all().matching(Condition::Is(f.address, Value::Text(KARI.to_owned())));
    let kari = engine.tables().email_address.first(engine.store(), kari).await.expect("the store works");
    assert_eq!(kari.expect("hers").row.state, Some(crate::parties::AddressState::Bounced));
}

#[tokio::test]
async fn without_a_mailbox_answers_go_to_the_company_as_before() {
    let home = super::home::Home::new();
    home.send(NOW, |_| {}).await;
    home.work(NOW).await;
    let confirmed = &home.mails_to(KARI)[0];
    assert_eq!((confirmed.from.address.as_str(), &confirmed.reply_to), ("post@fjordlys.example", &None));
}
