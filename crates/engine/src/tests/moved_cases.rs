//! Cases that become one, or two: what goes along, whose it is then, and what counts for the deadlines.

use super::home::{DAY_SECONDS, NOW};
use super::intake::{Desk, mail, said};
use crate::correspondence::sealed;
use crate::support::{
    Act, CaseState, CaseView, DeadlineKind, DeadlineState, EntryKind, Said, Tray, Unmerged, act, case, merge, note,
    split, unmerge, watch_deadlines,
};
use crate::{Failure, RowId};
use model::Value;
use rights::day_of;
use store::{Changes, Condition};

const OLA: &str = "Cc: Ola <ola@kunde.example>\n";

/// A mail of Ola's, who is at the customer too.
fn of_ola(id: &str, subject: &str, more: &str, text: &str) -> String {
    mail(id, subject, more, text).replace("Kari Nordmann <kari@", "Ola <ola@")
}

fn clocks(view: &CaseView) -> Vec<(DeadlineKind, DeadlineState)> {
    view.clocks.iter().map(|clock| (clock.kind, clock.state)).collect()
}

/// The mails of a case, oldest first.
fn mails(view: &CaseView) -> Vec<RowId> {
    view.entries.iter().filter(|entry| matches!(entry.what, EntryKind::Mail(_))).map(|entry| entry.id).collect()
}

#[tokio::test]
async fn what_is_split_out_is_about_whoever_wrote_it() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", OLA, "Hei")).await;
    desk.answer(&ida, NOW.plus_seconds(5), 1, "Svar").await;
    desk.home.work(NOW.plus_seconds(5)).await;
    let sent = desk.home.mails_to("kari@kunde.example").into_iter().find(|mail| !mail.automatic).expect("sent");
    // Ola is known by something else before he answers in Kari's case.
    desk.comes(NOW.plus_seconds(6), &of_ola("o@kunde.example", "Annet", "", "Noe annet")).await;
    let ola = desk.home.find("ola@kunde.example").await.expect("known");
    let answers = format!("In-Reply-To: <{}>\n", sent.id);
    desk.comes(NOW.plus_seconds(7), &of_ola("2@kunde.example", "Re: Feil", &answers, "Jeg lurer på noe eget")).await;
    let view = desk.case(&ida, NOW.plus_seconds(8), 1).await;
    let his = *mails(&view).last().expect("his");
    let new = split(engine, &ida, NOW.plus_seconds(9), (view.id, view.version), his).await.expect("Ida may");
    let view = case(engine, &ida, NOW.plus_seconds(9), new).await.expect("Ida may");
    assert_eq!((view.contact.id, view.answer_to.as_deref()), (ola, Some("ola@kunde.example")));
    let table = &engine.tables().email_thread;
    let theirs = table.all().matching(Condition::Is(table.f.case, Value::Id(new)));
    let thread = table.first(engine.store(), theirs).await.expect("the store works").expect("moved");
    assert_eq!(thread.row.person, ola, "his mail goes with him, and not with her");

    // Our answer to Kari bears the mark of her thread; what answers Ola's mail goes with Ola's case all the same.
    let reply_to = sent.reply_to.expect("a marked address").address;
    let both = of_ola("3@kunde.example", "Re: Feil", "In-Reply-To: <2@kunde.example>\n", "Mer om det samme")
        .replace("To: hjelp@fjordlys.example", &format!("To: {reply_to}"));
    desk.comes(NOW.plus_seconds(10), &both).await;
    let view = case(engine, &ida, NOW.plus_seconds(11), new).await.expect("Ida may");
    assert_eq!(said(&view).last().map(String::as_str), Some("Mer om det samme"));
}

#[tokio::test]
async fn what_was_said_goes_along_into_the_case_that_it_becomes_and_counts_there() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let per = desk.home.colleague("per@fjordlys.example", &["support", "employee"]).await;
    let number = format!("Fødselsnummer {}", super::secure::synthetic());
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    desk.comes(NOW, &mail("2@kunde.example", "Samme feil", "", "Andre")).await;
    desk.comes(NOW, &mail("3@kunde.example", "Re: Samme feil", "In-Reply-To: <2@kunde.example>\n", &number)).await;
    let first = desk.case(&per, NOW, 1).await;
    act(engine, &per, NOW, (first.id, None), &[Act::Take]).await.expect("Per may");
    let second = desk.case(&ida, NOW, 2).await;
    note(engine, &ida, NOW, (second.id, "note-1"), (Said::Internal, "Ringte tilbake", &[])).await.expect("Ida may");
    desk.answer(&ida, NOW.plus_seconds(60), 2, "Svar i den andre").await;

    let second = desk.case(&ida, NOW.plus_seconds(60), 2).await;
    merge(engine, &ida, NOW.plus_seconds(90), (second.id, second.version), 1).await.expect("Ida may");
    let view = desk.case(&per, NOW.plus_seconds(90), 1).await;
    for text in ["Andre", "Ringte tilbake", "Svar i den andre"] {
        assert!(said(&view).iter().any(|said| said.contains(text)), "{text} in {:?}", said(&view));
    }
    assert_eq!(clocks(&view)[0], (DeadlineKind::FirstAnswer, DeadlineState::Met), "she has been answered");
    let stored = engine.tables().case_deadline.find(engine.store(), engine.tables().case_deadline.all()).await;
    let of_first = stored.expect("the store works").into_iter().filter(|clock| clock.row.case == first.id);
    let met = of_first.filter(|clock| clock.row.kind == DeadlineKind::FirstAnswer).map(|clock| clock.row.state);
    assert_eq!(met.collect::<Vec<_>>(), [DeadlineState::Met], "and lists say so too");
    let gone = desk.case(&ida, NOW.plus_seconds(DAY_SECONDS * 30), 2).await;
    assert!(clocks(&gone).iter().all(|(_, state)| !matches!(state, DeadlineState::Running | DeadlineState::Missed)));
    let waiting = sealed::waiting(engine, &per).await.expect("Per may");
    assert_eq!(waiting.len(), 1, "who deals with the case deals with what is sealed in it");
}

#[tokio::test]
async fn mail_with_others_is_neither_from_the_customer_nor_an_answer_to_them() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let supplier = mail("s@leverandor.example", "Tilbud", "", "Vi ser på det").replace("kari@kunde", "siri@leverandor");
    desk.comes(NOW, &supplier).await;
    // The supplier's case becomes part of the customer's; their thread is about somebody else.
    let other = desk.case(&ida, NOW, 2).await;
    let first = merge(engine, &ida, NOW, (other.id, other.version), 1).await.expect("Ida may");
    act(engine, &ida, NOW.plus_seconds(9), (first, None), &[Act::Move(CaseState::Customer)]).await.expect("Ida may");
    let more = supplier.replace("<s@", "<t@").replace("\nTo:", "\nIn-Reply-To: <s@leverandor.example>\nTo:");
    desk.comes(NOW.plus_seconds(20), &more).await;
    let view = desk.case(&ida, NOW.plus_seconds(20), 1).await;
    assert_eq!(view.state, CaseState::Customer, "the customer has not written");
    act(engine, &ida, NOW.plus_seconds(30), (first, None), &[Act::Move(CaseState::Supplier)]).await.expect("Ida may");
    desk.comes(NOW.plus_seconds(40), &more.replace("<t@", "<u@")).await;
    assert_eq!(desk.case(&ida, NOW.plus_seconds(40), 1).await.state, CaseState::Open, "whom it waited for has written");
}

#[tokio::test]
async fn a_case_is_given_to_nobody_who_may_not_deal_with_it_and_opened_for_no_former_employer() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let tom = desk.home.colleague("tom@fjordlys.example", &["employee"]).await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let view = desk.case(&ida, NOW, 1).await;
    let given = act(engine, &ida, NOW, (view.id, None), &[Act::Give(tom.user)]).await;
    assert!(matches!(given, Err(Failure::NotFound)), "{given:?}");

    let place = super::calls::workplace(&desk, view.contact.id, "+4700000033").await;
    desk.comes(NOW, &mail("2@kunde.example", "Fra jobben", "", "Hei")).await;
    let about = |view: CaseView| view.about.iter().any(|link| link.id == place);
    assert!(about(desk.case(&ida, NOW, 2).await));
    let table = &engine.tables().position;
    let hers = table.all().matching(Condition::Is(table.f.person, Value::Id(view.contact.id)));
    let hers = table.first(engine.store(), hers).await.expect("the store works").expect("there is one");
    let mut changes = Changes::new();
    changes
        .update(&table.write, hers.id, hers.version, vec![(table.f.ended_on, Value::Day(day_of(NOW)))])
        .expect("it fits");
    engine.store().apply(changes).await.expect("the store works");
    desk.comes(NOW, &mail("3@kunde.example", "Etterpå", "", "Hei")).await;
    assert!(!about(desk.case(&ida, NOW, 3).await), "she works there no more");
}

#[tokio::test]
async fn cases_that_became_one_are_two_again() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Første")).await;
    desk.comes(NOW, &of_ola("2@kunde.example", "Noe annet", "", "Andre")).await;
    let second = desk.case(&ida, NOW, 2).await;
    note(engine, &ida, NOW, (second.id, ""), (Said::Internal, "Notat til den andre", &[])).await.expect("Ida may");
    let before = desk.case(&ida, NOW, 2).await;
    let first = merge(engine, &ida, NOW, (second.id, before.version), 1).await.expect("Ida may");
    note(engine, &ida, NOW, (first, ""), (Said::Internal, "Notat siden", &[])).await.expect("Ida may");
    let later = of_ola("3@kunde.example", "Re: Noe annet", "In-Reply-To: <2@kunde.example>\n", "Tredje");
    desk.comes(NOW.plus_seconds(9), &later).await;
    assert_eq!(said(&desk.case(&ida, NOW, 1).await).len(), 5);

    let merged = desk.case(&ida, NOW.plus_seconds(9), 2).await;
    let stale = unmerge(engine, &ida, NOW.plus_seconds(9), (merged.id, merged.version - 1)).await;
    assert!(matches!(stale, Err(Failure::Stale)), "{stale:?}");
    let at = NOW.plus_seconds(10);
    assert_eq!(unmerge(engine, &ida, at, (merged.id, merged.version)).await.expect("Ida may"), Unmerged::Done);
    let (first, second) = (desk.case(&ida, at, 1).await, desk.case(&ida, at, 2).await);
    assert_eq!(second.state, CaseState::New, "as it was");
    assert_eq!(clocks(&second), clocks(&before), "and as late as it was");
    let sorted = |view: &CaseView| {
        let mut said = said(view);
        said.sort();
        said
    };
    assert_eq!(sorted(&first), ["Første", "Notat siden"], "what was said since stays");
    assert_eq!(sorted(&second), ["Andre", "Notat til den andre", "Tredje"], "mail goes with its thread");
    assert!(first.cases.is_empty() && second.cases.is_empty());
    watch_deadlines(engine, at).await.expect("the store works");
    assert_eq!(desk.tray(&ida, at, Tray::Free).await.len(), 2);
    let due = desk.case(&ida, at, 2).await.clocks.iter().map(|clock| clock.due_at).min();
    let table = &engine.tables().case;
    let stored = table.get(engine.store(), second.id).await.expect("the store works").expect("it is there");
    assert_eq!(stored.row.due_at, due, "lists know its deadline again");
    let answer = of_ola("4@kunde.example", "Re: Noe annet", "In-Reply-To: <3@kunde.example>\n", "Fjerde");
    desk.comes(at, &answer).await;
    assert!(said(&desk.case(&ida, at, 2).await).contains(&"Fjerde".to_owned()), "answers come there again");
    let again = unmerge(engine, &ida, at, (first.id, first.version)).await;
    assert!(matches!(again, Err(Failure::NotFound)), "{again:?}");
}

#[tokio::test]
async fn what_came_with_several_goes_back_to_where_it_was() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    for (id, subject) in [("1", "Første"), ("2", "Andre"), ("3", "Tredje")] {
        desk.comes(NOW, &mail(&format!("{id}@kunde.example"), subject, "", subject)).await;
    }
    let version = async |number: i64| {
        let view = desk.case(&ida, NOW, number).await;
        (view.id, view.version)
    };
    merge(engine, &ida, NOW, version(3).await, 2).await.expect("Ida may");
    merge(engine, &ida, NOW, version(2).await, 1).await.expect("Ida may");
    assert_eq!(said(&desk.case(&ida, NOW, 1).await).len(), 3);
    let on = unmerge(engine, &ida, NOW, version(3).await).await.expect("Ida may");
    assert_eq!(on, Unmerged::MergedOn(2), "that one is to be taken apart first");
    assert_eq!(unmerge(engine, &ida, NOW, version(2).await).await.expect("Ida may"), Unmerged::Done);
    assert_eq!(said(&desk.case(&ida, NOW, 1).await), ["Første"]);
    assert_eq!(said(&desk.case(&ida, NOW, 2).await).len(), 2, "what had come with the third came along");
    assert_eq!(unmerge(engine, &ida, NOW, version(3).await).await.expect("Ida may"), Unmerged::Done);
    for (number, text) in [(1, "Første"), (2, "Andre"), (3, "Tredje")] {
        assert_eq!(said(&desk.case(&ida, NOW, number).await), [text]);
    }
    let sales = desk.home.colleague("salg@fjordlys.example", &["sales"]).await;
    let denied = unmerge(engine, &sales, NOW, version(3).await).await;
    assert!(matches!(denied, Err(Failure::Denied)), "{denied:?}");
}
