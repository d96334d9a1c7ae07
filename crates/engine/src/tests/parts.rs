//! What a case is made of: a checklist, parts, cases that it hangs together with, and how we sort it.

use super::home::NOW;
use super::intake::{Desk, mail};
use crate::records::{Mistake, Saved, Typed, save};
use crate::support::{
    Act, Acted, Belongs, Bulk, CaseCategory, CaseState, DeadlineKind, InboxAsked, LinkKind, Reply, ReplyProblem, Sent,
    TaskAct, Tray, act, case, child, inbox, link, reply, several, spend, take_back, task, unlink,
};
use crate::{Day, Failure, day_of};
use store::Changes;

#[tokio::test]
async fn a_checklist_is_ticked_item_by_item() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let siv = desk.home.colleague("siv@fjordlys.example", &["sales"]).await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let id = desk.case(&ida, NOW, 1).await.id;
    for title in ["Gjenskap feilen", " Rett den "] {
        task(engine, &ida, NOW, id, TaskAct::Add(title.to_owned())).await.expect("Ida may");
    }
    let empty = task(engine, &ida, NOW, id, TaskAct::Add("  ".to_owned())).await;
    assert!(matches!(empty, Err(Failure::TooLarge)), "{empty:?}");
    let list = async || -> Vec<(String, bool, String)> {
        let items = desk.case(&ida, NOW, 1).await.parts.items.into_iter();
        items.map(|item| (item.title, item.done_at.is_some(), item.done_by)).collect()
    };
    let first = desk.case(&ida, NOW, 1).await.parts.items[0].id;
    for _ in 0..2 {
        task(engine, &ida, NOW, id, TaskAct::Tick(first, true)).await.expect("twice is once");
    }
    let item = |title: &str, done, by: &str| (title.to_owned(), done, by.to_owned());
    assert_eq!(list().await, [item("Gjenskap feilen", true, "Ida"), item("Rett den", false, "")]);
    task(engine, &ida, NOW, id, TaskAct::Tick(first, false)).await.expect("Ida may");
    assert_eq!(list().await[0], item("Gjenskap feilen", false, ""));
    let refused = task(engine, &siv, NOW, id, TaskAct::Remove(first)).await;
    assert!(matches!(refused, Err(Failure::Denied)), "{refused:?}");
    task(engine, &ida, NOW, id, TaskAct::Remove(first)).await.expect("Ida may");
    assert_eq!(list().await, [item("Rett den", false, "")]);
    desk.comes(NOW, &mail("2@kunde.example", "Annet", "", "Hei")).await;
    let other = desk.case(&ida, NOW, 2).await.id;
    let second = desk.case(&ida, NOW, 1).await.parts.items[0].id;
    let foreign = task(engine, &ida, NOW, other, TaskAct::Tick(second, true)).await;
    assert!(matches!(foreign, Err(Failure::NotFound)), "another case's list: {foreign:?}");
}

#[tokio::test]
async fn a_case_is_not_over_while_parts_of_it_are_open_unless_somebody_says_so() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let id = desk.case(&ida, NOW, 1).await.id;
    let part = child(engine, &ida, NOW, id, "Rett timelisten").await.expect("Ida may");
    let view = case(engine, &ida, NOW, part).await.expect("Ida may");
    assert_eq!((view.number, view.cases[0].id, view.cases[0].how), (2, id, Belongs::Parent));
    assert_eq!(view.contact.name, "Kari Nordmann");
    let kinds: Vec<DeadlineKind> = view.clocks.iter().map(|clock| clock.kind).collect();
    assert_eq!(kinds, [DeadlineKind::Solution], "nobody waits for an answer in it");
    let parent = desk.case(&ida, NOW, 1).await;
    assert_eq!((parent.cases[0].how, parent.cases[0].state), (Belongs::Child, CaseState::New));
    let asked = act(engine, &ida, NOW, (id, None), &[Act::Move(CaseState::Solved)]).await.expect("Ida may");
    assert!(matches!(&asked, Acted::Asks(open) if open.len() == 1 && open[0].number == 2), "{asked:?}");
    assert_eq!(desk.case(&ida, NOW, 1).await.state, CaseState::New, "nothing is done");
    let bulk = several(engine, &ida, NOW, &[id], Act::Move(CaseState::Closed)).await.expect("Ida may");
    assert_eq!(bulk, Bulk { done: 0, left: 1 });
    let anyway = [Act::Move(CaseState::Solved), Act::Anyway];
    assert_eq!(act(engine, &ida, NOW, (id, None), &anyway).await.expect("Ida may"), Acted::Done);
    let over = act(engine, &ida, NOW, (part, None), &[Act::Move(CaseState::Closed)]).await.expect("Ida may");
    assert_eq!(over, Acted::Done);
    let closed = act(engine, &ida, NOW, (id, None), &[Act::Move(CaseState::Closed)]).await.expect("Ida may");
    assert_eq!(closed, Acted::Done);
}

#[tokio::test]
async fn cases_that_hang_together_say_so_on_both() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    desk.comes(NOW, &mail("2@kunde.example", "Lisens", "", "Hei")).await;
    let [first, second] = [desk.case(&ida, NOW, 1).await.id, desk.case(&ida, NOW, 2).await.id];
    for _ in 0..2 {
        link(engine, &ida, NOW, first, (LinkKind::BlockedBy, 2)).await.expect("Ida may");
    }
    for number in [1, 99] {
        let wrong = link(engine, &ida, NOW, first, (LinkKind::Related, number)).await;
        assert!(matches!(wrong, Err(Failure::NotFound)), "{wrong:?}");
    }
    let here = desk.case(&ida, NOW, 1).await.parts.links;
    let there = desk.case(&ida, NOW, 2).await.parts.links;
    assert_eq!((here.len(), here[0].number, here[0].is_from_here), (1, 2, true));
    assert_eq!((there.len(), there[0].number, there[0].is_from_here), (1, 1, false));
    unlink(engine, &ida, NOW, second, here[0].id).await.expect("either may say so");
    assert_eq!(desk.case(&ida, NOW, 1).await.parts.links, []);
}

#[tokio::test]
async fn a_case_is_sorted_by_a_category_of_ones_own() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let (mut changes, category) = (Changes::new(), engine.new_id(NOW));
    let table = &engine.tables().case_category;
    table.insert(&mut changes, category, &CaseCategory { name: "Faktura".to_owned(), open: true }).expect("it fits");
    let old = CaseCategory { name: "Utgått".to_owned(), open: false };
    table.insert(&mut changes, engine.new_id(NOW), &old).expect("it fits");
    engine.store().apply(changes).await.expect("the store works");
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    desk.comes(NOW, &mail("2@kunde.example", "Lisens", "", "Hei")).await;
    let view = desk.case(&ida, NOW, 2).await;
    assert_eq!((view.category, view.categories), (None, vec![(category, "Faktura".to_owned())]));
    act(engine, &ida, NOW, (view.id, None), &[Act::Category(Some(category))]).await.expect("Ida may");
    let unknown = act(engine, &ida, NOW, (view.id, None), &[Act::Category(Some(view.id))]).await;
    assert!(matches!(unknown, Err(Failure::NotFound)), "{unknown:?}");
    let asked = InboxAsked { tray: Tray::Free, queue: None, category: Some(category), after: None };
    let page = inbox(engine, &ida, NOW, asked).await.expect("Ida may");
    assert_eq!(page.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [2]);
    assert_eq!(page.counts[1], (Tray::Free, Some(1)));
    let all = [desk.case(&ida, NOW, 1).await.id, view.id];
    several(engine, &ida, NOW, &all, Act::Category(None)).await.expect("Ida may");
    assert_eq!(desk.case(&ida, NOW, 2).await.category, None);
}

#[tokio::test]
async fn each_says_what_they_worked_and_the_lead_sees_all_of_it() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let per = desk.home.colleague("per@fjordlys.example", &["support"]).await;
    let lead = desk.home.colleague("leder@fjordlys.example", &["support-lead"]).await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let (id, today) = (desk.case(&ida, NOW, 1).await.id, day_of(NOW));
    spend(engine, &ida, NOW, id, (90, today, " Feilsøking ")).await.expect("Ida may");
    spend(engine, &per, NOW, id, (15, today, "")).await.expect("Per may");
    for wrong in [(0, today), (1_441, today), (10, Day(today.0 + 1))] {
        let refused = spend(engine, &ida, NOW, id, (wrong.0, wrong.1, "")).await;
        assert!(matches!(refused, Err(Failure::TooLarge)), "{wrong:?}: {refused:?}");
    }
    let seen = async |who| desk.case(who, NOW, 1).await.time;
    let all = seen(&lead).await;
    assert_eq!((all.minutes, all.lines.iter().any(|line| line.what.as_deref() == Some("Feilsøking"))), (105, true));
    assert_eq!((seen(&per).await.minutes, seen(&per).await.lines.len()), (15, 1), "his own and no other's");
    let his = seen(&per).await.lines[0].id;
    let foreign = take_back(engine, &ida, NOW, id, his).await;
    assert!(matches!(foreign, Err(Failure::NotFound)), "{foreign:?}");
    take_back(engine, &per, NOW, id, his).await.expect("it is his");
    assert_eq!(seen(&lead).await.minutes, 90);
}

#[tokio::test]
async fn an_answer_and_a_form_ask_before_they_end_a_case_with_open_parts() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let view = desk.case(&ida, NOW, 1).await;
    let part = child(engine, &ida, NOW, view.id, "Rett timelisten").await.expect("Ida may");
    let values = vec![("state".to_owned(), "solved".to_owned())];
    let typed = Typed { values, version: Some(view.version), is_inline: true, ..Typed::default() };
    let saved = save(engine, &ida, NOW, "case", Some(view.id), &typed).await.expect("Ida may");
    let Saved::Mend(form) = saved else { panic!("{saved:?}") };
    let mistakes: Vec<&Mistake> = form.fields.iter().filter_map(|field| field.mistake.as_ref()).collect();
    assert_eq!(mistakes, [&Mistake::OpenParts(vec!["#2 Rett timelisten".to_owned()])]);
    let (version, then) = (view.version, Some(CaseState::Solved));
    let typed = Reply { version, text: "Løst".to_owned(), then, ..Reply::default() };
    let asks = reply(engine, &ida, NOW, view.id, &typed).await.expect("Ida may");
    assert!(matches!(&asks, Sent::Mend(ReplyProblem::PartsOpen(open)) if open[0].id == part), "{asks:?}");
    let after = desk.case(&ida, NOW, 1).await;
    assert_eq!((after.state, after.version), (CaseState::New, view.version), "nothing is sent");
    let typed = Reply { ends_anyway: true, ..typed };
    assert_eq!(reply(engine, &ida, NOW, view.id, &typed).await.expect("Ida may"), Sent::Queued);
    assert_eq!(desk.case(&ida, NOW, 1).await.state, CaseState::Solved);
}
