//! Forwarding: what goes on to whom, and that no clock takes it for an answer.

use super::home::{DAY_SECONDS, KARI, NOW};
use super::intake::{Desk, mail, said};
use crate::correspondence::{Past, Release};
use crate::support::{
    CaseState, CaseView, DeadlineKind, DeadlineState, EntryKind, Forward, MailEntry, ReplyProblem, Sent, child,
    forward, forwarding,
};
use crate::{Caller, Failure, RowId};
use model::Moment;

const SUPPLIER: &str = "drift@leverandor.example";

/// A mail of Kari's with a file.
fn with_a_file(id: &str, text: &str) -> String {
    let more = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n";
    let parts = format!(
        "--x\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--x\nContent-Type: text/plain; name=logg.txt\nContent-Disposition: attachment; filename=logg.txt\n\nlinje 1\n--x--"
    );
    mail(id, "Feil", more, &parts)
}

/// A desk with a case of Kari's; Ida, and the mail that opened it.
async fn desk(text: &str) -> (Desk, Caller, (RowId, RowId)) {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &with_a_file("1@kunde.example", text)).await;
    let view = desk.case(&ida, NOW, 1).await;
    let came = view.entries.iter().find(|entry| matches!(entry.what, EntryKind::Mail(_))).expect("the mail");
    let at = (view.id, came.id);
    (desk, ida, at)
}

async fn sent(desk: &Desk, ida: &Caller, at: (Moment, (RowId, RowId)), typed: &Forward) -> Sent {
    forward(&desk.home.engine, ida, at.0, at.1, typed).await.expect("Ida may")
}

fn to(address: &str) -> Forward {
    Forward { to: address.to_owned(), text: "Kan dere se på denne?".to_owned(), ..Forward::default() }
}

fn mails(view: &CaseView) -> impl Iterator<Item = &MailEntry> {
    view.entries.iter().filter_map(|entry| match &entry.what {
        EntryKind::Mail(mail) => Some(mail.as_ref()),
        EntryKind::Before(_) | EntryKind::Said { .. } | EntryKind::Call(_) | EntryKind::Event { .. } => None,
    })
}

#[tokio::test]
async fn a_mail_goes_on_with_its_words_and_the_files_that_are_chosen() {
    let (desk, ida, at) = desk("Timelisten viser feil uke.").await;
    let offered = forwarding(&desk.home.engine, &ida, NOW, at).await.expect("Ida may");
    assert!(offered.quoted.contains("Kari Nordmann <kari@kunde.example>"), "{}", offered.quoted);
    let [(file, title)] = &offered.files[..] else { panic!("one file: {:?}", offered.files) };
    assert_eq!(title, "logg.txt");
    let typed = Forward { files: vec![*file], form: offered.form.to_string(), ..to(SUPPLIER) };
    assert_eq!(sent(&desk, &ida, (NOW, at), &typed).await, Sent::Queued);
    assert_eq!(sent(&desk, &ida, (NOW, at), &typed).await, Sent::Already, "the same form twice");
    desk.home.work(NOW).await;
    let gone = desk.home.mails_to(SUPPLIER);
    let [gone] = &gone[..] else { panic!("one mail: {gone:?}") };
    assert_eq!(gone.subject, "Fwd: [#1] Feil");
    for part in ["Kan dere se på denne?", "Hilsen Fjordlys", "Videresendt e-post", "Timelisten viser feil uke."] {
        assert!(gone.text.contains(part), "{part} in {}", gone.text);
    }
    assert!(!gone.text.contains("/sak/"), "the page of the case is Kari's alone");
    let view = desk.case(&ida, NOW, 1).await;
    let files: Vec<usize> = mails(&view).filter(|mail| mail.forwarded).map(|mail| mail.files.len()).collect();
    assert_eq!(files, [1]);
    assert_eq!((view.state, view.owner.expect("she has it").name.as_str()), (CaseState::New, "Ida"));
    let bare = to("annen@leverandor.example");
    assert_eq!(sent(&desk, &ida, (NOW.plus_seconds(9), at), &bare).await, Sent::Queued);
    let view = desk.case(&ida, NOW, 1).await;
    assert!(mails(&view).last().expect("the mail").files.is_empty(), "no file is chosen");
}

#[tokio::test]
async fn no_clock_takes_it_for_an_answer_and_the_answer_to_it_comes_into_the_case() {
    let (desk, ida, at) = desk("Timelisten viser feil uke.").await;
    let typed = Forward { then: Some(CaseState::Supplier), ..to(SUPPLIER) };
    assert_eq!(sent(&desk, &ida, (NOW.plus_seconds(60), at), &typed).await, Sent::Queued);
    desk.home.work(NOW.plus_seconds(60)).await;
    let gone = desk.home.mails_to(SUPPLIER).remove(0);
    let answer = format!(
        "From: {SUPPLIER}\nTo: hjelp@fjordlys.example\nSubject: Re: Feil\nMessage-ID: <2@leverandor.example>\nIn-Reply-To: <{}>\n\nRettet\n",
        gone.id
    );
    desk.comes(NOW.plus_seconds(120), &answer).await;
    let late = NOW.plus_seconds(DAY_SECONDS);
    let view = desk.case(&ida, late, 1).await;
    assert_eq!((view.state, said(&view).last().map(String::as_str)), (CaseState::Open, Some("Rettet")));
    let first = view.clocks.iter().find(|clock| clock.kind == DeadlineKind::FirstAnswer).expect("there is one");
    assert_eq!((first.state, first.met_at), (DeadlineState::Missed, None), "Kari still waits");
}

#[tokio::test]
async fn it_asks_before_it_ends_a_case_with_open_parts() {
    let (desk, ida, at) = desk("Timelisten viser feil uke.").await;
    let part = child(&desk.home.engine, &ida, NOW, at.0, "Rett timelisten").await.expect("Ida may");
    let typed = Forward { then: Some(CaseState::Solved), ..to(SUPPLIER) };
    let asks = sent(&desk, &ida, (NOW, at), &typed).await;
    assert!(matches!(&asks, Sent::Mend(ReplyProblem::PartsOpen(open)) if open[0].id == part), "{asks:?}");
    assert_eq!(desk.case(&ida, NOW, 1).await.state, CaseState::New, "nothing goes");
    assert_eq!(sent(&desk, &ida, (NOW, at), &Forward { ends_anyway: true, ..typed }).await, Sent::Queued);
    assert_eq!(desk.case(&ida, NOW, 1).await.state, CaseState::Solved);
}

#[tokio::test]
async fn whoever_asks_is_answered_and_nothing_goes_past_the_guard_unseen() {
    let (desk, ida, at) = desk("Hei").await;
    let problem = |problem| Sent::Mend(problem);
    let theirs = sent(&desk, &ida, (NOW, at), &to("Kari <KARI@kunde.example>")).await;
    assert_eq!(theirs, problem(ReplyProblem::Theirs(KARI.to_owned())));
    assert_eq!(sent(&desk, &ida, (NOW, at), &to("")).await, problem(ReplyProblem::Nobody));
    assert_eq!(sent(&desk, &ida, (NOW, at), &to("tull")).await, problem(ReplyProblem::NoAddress("tull".to_owned())));
    let numbered = Forward { text: "Gjelder 02013299997".to_owned(), ..to(SUPPLIER) };
    let held = sent(&desk, &ida, (NOW, at), &numbered).await;
    assert!(matches!(held, Sent::Mend(ReplyProblem::Guarded(_))), "{held:?}");
    let past = Past { looked: true, release: Some(Release::Wanted) };
    assert_eq!(sent(&desk, &ida, (NOW, at), &Forward { past, ..numbered }).await, Sent::Queued);
    let siv = desk.home.colleague("siv@fjordlys.example", &["sales"]).await;
    let denied = forward(&desk.home.engine, &siv, NOW, at, &to(SUPPLIER)).await;
    assert!(matches!(denied, Err(Failure::Denied)), "{denied:?}");
    desk.comes(NOW.plus_seconds(5), &mail("9@kunde.example", "Annet", "", "Hei")).await;
    let other = desk.case(&ida, NOW.plus_seconds(5), 2).await.id;
    let elsewhere = forward(&desk.home.engine, &ida, NOW, (other, at.1), &to(SUPPLIER)).await;
    assert!(matches!(elsewhere, Err(Failure::NotFound)), "the mail is of another case: {elsewhere:?}");
}
