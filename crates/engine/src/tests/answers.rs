//! Answers in a case: each goes once, and to those alone with whom it was spoken.

use super::home::NOW;
use super::intake::{Desk, mail, said};
use crate::correspondence::{EmailMessage, EmailThread};
use crate::files::check;
use crate::privacy::package_up_to;
use crate::support::{EntryKind, Noted, Reply, ReplyProblem, Said, Sent, note, reply};
use crate::{Caller, Language, Moment, RowId};
use model::Value;
use store::{Condition, Stored};

const OLA: &str = "ola@leverandor.example";

/// What Ida types in the case as she sees it now.
async fn typed(desk: &Desk, ida: &Caller, to: &str, text: &str) -> (RowId, Reply) {
    let view = desk.case(ida, NOW, 1).await;
    let (to, text, form) = (to.to_owned(), text.to_owned(), view.form.to_string());
    (view.id, Reply { version: view.version, to, text, form, ..Reply::default() })
}

async fn sent(desk: &Desk, ida: &Caller, at: Moment, to: &str, text: &str) {
    let (id, typed) = typed(desk, ida, to, text).await;
    assert_eq!(reply(&desk.home.engine, ida, at, id, &typed).await.expect("Ida may"), Sent::Queued);
}

/// The mail with this text, and its thread.
async fn found(desk: &Desk, text: &str) -> (EmailMessage, Stored<EmailThread>) {
    let (tables, store) = (desk.home.engine.tables(), desk.home.engine.store());
    let mails = tables.email_message.find(store, tables.email_message.all()).await.expect("the store works");
    let mail = mails.into_iter().find(|mail| mail.row.body.starts_with(text)).expect("it is there").row;
    let thread = tables.email_thread.get(store, mail.thread).await.expect("the store works").expect("it is there");
    (mail, thread)
}

#[tokio::test]
async fn an_answer_that_is_sent_twice_goes_once() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    sent(&desk, &ida, NOW.plus_seconds(1), "", "Første svar").await;
    // The case waits for the customer already and has been answered: nothing of it changes by the next one.
    let (id, again) = typed(&desk, &ida, "", "Andre svar").await;
    let at = NOW.plus_seconds(2);
    assert_eq!(reply(engine, &ida, at, id, &again).await.expect("Ida may"), Sent::Queued);
    assert_eq!(reply(engine, &ida, at, id, &again).await.expect("Ida may"), Sent::Already);
    let (id, at_once) = typed(&desk, &ida, "", "Tredje svar").await;
    let (one, other) = tokio::join!(reply(engine, &ida, at, id, &at_once), reply(engine, &ida, at, id, &at_once));
    let mut both = [one.expect("Ida may"), other.expect("Ida may")];
    both.sort_by_key(|sent| *sent == Sent::Already);
    assert_eq!(both, [Sent::Queued, Sent::Already]);
    let changed = Reply { text: "Noe annet".to_owned(), ..again };
    let changed = reply(engine, &ida, at, id, &changed).await.expect("Ida may");
    assert_eq!(changed, Sent::Mend(ReplyProblem::Changed), "what is written anew is not taken for what was sent");
    desk.home.work(at).await;
    let mails = desk.home.mails_to("kari@kunde.example");
    let count = |text: &str| mails.iter().filter(|mail| mail.text.starts_with(text)).count();
    assert_eq!(["Første", "Andre", "Tredje", "Noe"].map(count), [1, 1, 1, 0]);
}

#[tokio::test]
async fn two_who_answer_at_once_are_told_of_each_other() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    sent(&desk, &ida, NOW.plus_seconds(1), "", "Første svar").await;
    let per = desk.home.colleague("per@fjordlys.example", &["support"]).await;
    let (id, theirs) = typed(&desk, &per, "", "Pers svar").await;
    sent(&desk, &ida, NOW.plus_seconds(2), "", "Idas svar").await;
    let late = reply(engine, &per, NOW.plus_seconds(3), id, &theirs).await.expect("Per may");
    assert_eq!(late, Sent::Mend(ReplyProblem::Changed));
}

#[tokio::test]
async fn a_note_that_is_saved_twice_is_one() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let view = desk.case(&ida, NOW, 1).await;
    let form = view.form.to_string();
    for text in ["Husk dette", "Husk dette", "Og dette"] {
        note(engine, &ida, NOW, (view.id, &form), (Said::Internal, text, &[])).await.expect("Ida may");
    }
    let at_once = || note(engine, &ida, NOW, (view.id, &form), (Said::Internal, "Samtidig", &[]));
    let (one, other) = tokio::join!(at_once(), at_once());
    one.and(other).expect("Ida may");
    let notes = said(&desk.case(&ida, NOW, 1).await);
    let count = |text: &str| notes.iter().filter(|said| said.as_str() == text).count();
    assert_eq!(["Husk dette", "Og dette", "Samtidig"].map(count), [1, 1, 1], "{notes:?}");
}

#[tokio::test]
async fn the_files_of_a_note_are_there_once_and_go_with_it() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let view = desk.case(&ida, NOW, 1).await;
    let (form, files) = (view.form.to_string(), desk.put("plan.txt", b"planen").await);
    for _ in 0..2 {
        note(engine, &ida, NOW, (view.id, &form), (Said::Internal, "Se planen", &files)).await.expect("Ida may");
    }
    let gone = note(engine, &ida, NOW, (view.id, ""), (Said::Internal, "Se den igjen", &files)).await;
    assert_eq!(gone.expect("Ida may"), Noted::FileGone, "a file is of one note");
    let view = desk.case(&ida, NOW, 1).await;
    let files = view.entries.iter().filter_map(|entry| match &entry.what {
        EntryKind::Said { files, .. } => Some(files.iter().map(|(_, title)| title.as_str()).collect::<Vec<_>>()),
        EntryKind::Mail(_) | EntryKind::Call(_) | EntryKind::Before(_) | EntryKind::Event { .. } => None,
    });
    assert_eq!(files.collect::<Vec<_>>(), [["plan.txt"]]);
    let kari = desk.home.find("kari@kunde.example").await.expect("she has written");
    let package = package_up_to(engine, &ida, NOW, (kari, Language::Nb), 1_000_000).await.expect("she is there");
    assert!(package.files.iter().any(|file| file.bytes == b"planen"), "she gets it with the rest");
    desk.home.erase(&ida, kari).await;
    let left = check(engine, &Caller::command(Language::En)).await.expect("the store works");
    assert_eq!((left.files, left.waiting), (0, 0), "it goes with the note");
}

#[tokio::test]
async fn an_answer_goes_on_with_those_whom_it_is_to() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil i timelisten", "", "Den viser feil uke.")).await;
    sent(&desk, &ida, NOW.plus_seconds(10), OLA, "Kan dere se på dette?").await;
    desk.home.work(NOW.plus_seconds(10)).await;
    let (asked, others) = found(&desk, "Kan dere se").await;
    assert!(!asked.body.contains("feil uke") && asked.refers_to.is_none(), "{}", asked.body);
    // Ola answers: his thread is the newest of the case.
    let ours = asked.message_id;
    let back = format!(
        "From: Ola <{OLA}>\nTo: hjelp@fjordlys.example\nSubject: Re: Noe annet\nMessage-ID: <o@leverandor.example>\nIn-Reply-To: <{ours}>\n\nVi ser på saken.\n"
    );
    desk.comes(NOW.plus_seconds(20), &back).await;
    sent(&desk, &ida, NOW.plus_seconds(30), "", "Vi har meldt det videre.").await;
    let (answer, customer) = found(&desk, "Vi har meldt").await;
    let (_, first) = found(&desk, "Den viser feil uke").await;
    assert_eq!(
        (customer.id, customer.id == others.id),
        (first.id, false),
        "the customer's answer is in the customer's thread"
    );
    assert!(answer.subject.contains("Feil i timelisten") && answer.body.contains("> Den viser feil uke."));
    assert!(!answer.body.contains("Vi ser på saken"), "{}", answer.body);
    assert!(!answer.refers_to.unwrap_or_default().contains("leverandor"));
    sent(&desk, &ida, NOW.plus_seconds(40), OLA, "Takk skal du ha.").await;
    let (answer, supplier) = found(&desk, "Takk skal").await;
    assert_eq!(supplier.id, others.id);
    assert!(answer.body.contains("> Vi ser på saken.") && !answer.body.contains("feil uke"), "{}", answer.body);
}

#[tokio::test]
async fn a_new_thread_is_with_the_one_who_is_known_by_the_address() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let text = format!(
        "From: Ola <{OLA}>\nTo: hjelp@fjordlys.example\nSubject: Annet\nMessage-ID: <o@leverandor.example>\n\nHei\n"
    );
    desk.comes(NOW.plus_seconds(1), &text).await;
    let ola = desk.home.find(OLA).await;
    sent(&desk, &ida, NOW.plus_seconds(10), OLA, "Til Ola").await;
    sent(&desk, &ida, NOW.plus_seconds(11), "ukjent@leverandor.example", "Til en ukjent").await;
    assert_eq!(Some(found(&desk, "Til Ola").await.1.row.person), ola);
    let met = desk.home.find("ukjent@leverandor.example").await;
    assert!(met.is_some(), "whoever is written to is known by it");
    assert_eq!(Some(found(&desk, "Til en ukjent").await.1.row.person), met, "and their mail is not the contact's");
    let f = &desk.home.engine.tables().email_thread.f;
    let of_case = Condition::Is(f.case, Value::Id(desk.case(&ida, NOW, 1).await.id));
    let query = desk.home.engine.tables().email_thread.all().matching(of_case);
    assert_eq!(desk.home.engine.store().count(query).await.expect("the store works"), 3);
}

#[tokio::test]
async fn whoever_else_writes_in_a_case_is_not_called_as_its_contact() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "Cc: per@kunde.example\n", "Hei")).await;
    let nameless = "From: per@kunde.example\nTo: hjelp@fjordlys.example\nSubject: Re: Feil\nMessage-ID: <2@kunde.example>\nIn-Reply-To: <1@kunde.example>\n\nJeg også\n";
    desk.comes(NOW.plus_seconds(1), nameless).await;
    let view = desk.case(&ida, NOW, 1).await;
    let mails = view.entries.iter().filter(|entry| matches!(entry.what, EntryKind::Mail(_)));
    let who: Vec<&str> = mails.map(|entry| entry.who.as_str()).collect();
    assert_eq!(who.last(), Some(&""), "{who:?}");
}
