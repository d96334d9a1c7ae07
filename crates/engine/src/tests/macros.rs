//! Macros: several things in one choice, and an answer that goes past the same checks as any.

use super::home::NOW;
use super::intake::{Desk, mail, said};
use crate::support::{
    AnswerTemplate, Bulk, CaseState, Macro, Priority, Ran, ReplyProblem, child, run_macro, several_by,
};
use crate::{Failure, RowId, day_of};
use store::Changes;

const NOTHING: Macro = Macro {
    name: String::new(),
    queue: None,
    template: None,
    sends: false,
    priority: None,
    category: None,
    owner: None,
    snooze: None,
    state: None,
    open: true,
};

/// A macro, and what it answers with where that is said.
async fn made(desk: &Desk, name: &str, text: Option<&str>, row: Macro) -> RowId {
    let (engine, mut changes) = (&desk.home.engine, Changes::new());
    let [id, template] = [(); 2].map(|()| engine.new_id(NOW));
    if let Some(text) = text {
        let row =
            AnswerTemplate { name: name.to_owned(), language: "nb".to_owned(), queue: None, text: text.to_owned() };
        engine.tables().answer_template.insert(&mut changes, template, &row).expect("it fits");
    }
    let row = Macro { name: name.to_owned(), template: text.map(|_| template), ..row };
    engine.tables().case_macro.insert(&mut changes, id, &row).expect("it fits");
    engine.store().apply(changes).await.expect("the store works");
    id
}

#[tokio::test]
async fn a_macro_sets_several_things_at_once_and_leaves_its_answer_to_be_sent() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let row = Macro { priority: Some(Priority::High), owner: ida.user, snooze: Some(3), ..NOTHING };
    let sets = made(&desk, "Ta opp senere", None, Macro { state: Some(CaseState::Supplier), ..row.clone() }).await;
    let writes = made(&desk, "Be om mer", Some("Hei {navn}!"), Macro { state: Some(CaseState::Customer), ..row }).await;
    made(&desk, "Annen kø", None, Macro { open: false, ..NOTHING }).await;
    for number in ["1", "2"] {
        desk.comes(NOW, &mail(&format!("{number}@kunde.example"), "Feil", "", "Hei")).await;
    }
    let view = desk.case(&ida, NOW, 1).await;
    let names: Vec<&str> = view.macros.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Be om mer", "Ta opp senere"]);
    assert_eq!(run_macro(engine, &ida, NOW, (view.id, view.version), sets).await.expect("Ida may"), Ran::Done);
    let stale = run_macro(engine, &ida, NOW, (view.id, view.version), sets).await;
    assert!(matches!(stale, Err(Failure::Stale)), "{stale:?}");
    let view = desk.case(&ida, NOW, 1).await;
    let until = view.wait_until.map(|day| day.0 - day_of(NOW).0);
    assert_eq!((view.state, view.priority, until), (CaseState::Supplier, Priority::High, Some(3)));
    assert_eq!(view.owner.map(|owner| owner.id), ida.user);
    let view = desk.case(&ida, NOW, 2).await;
    let ran = run_macro(engine, &ida, NOW, (view.id, view.version), writes).await.expect("Ida may");
    let Ran::Write(_, Some(CaseState::Customer)) = ran else { panic!("{ran:?}") };
    let after = desk.case(&ida, NOW, 2).await;
    assert_eq!((after.state, said(&after).len()), (CaseState::New, 1), "nothing is said before somebody sends it");
    assert_eq!(after.priority, Priority::High);
}

#[tokio::test]
async fn a_macro_that_may_answer_does_so_past_the_guard_and_never_to_several() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let solved = Macro { sends: true, state: Some(CaseState::Solved), ..NOTHING };
    let thanks = made(&desk, "Takk", Some("Hei {navn}, sak {nummer} er løst."), solved.clone()).await;
    // A number of the Tax Administration's own examples, which nobody has.
    let leaks = made(&desk, "Lekker", Some("Nummeret er 02013299997."), solved).await;
    for number in ["1", "2", "3"] {
        desk.comes(NOW, &mail(&format!("{number}@kunde.example"), "Feil", "", "Hei")).await;
    }
    let view = desk.case(&ida, NOW, 1).await;
    let held = run_macro(engine, &ida, NOW, (view.id, view.version), leaks).await.expect("Ida may");
    assert!(matches!(&held, Ran::Mend(ReplyProblem::Guarded(_), text) if text.contains("Nummeret")), "{held:?}");
    assert_eq!(desk.case(&ida, NOW, 1).await.version, view.version, "nothing is done");
    let part = child(engine, &ida, NOW, view.id, "Del").await.expect("Ida may");
    let asks = run_macro(engine, &ida, NOW, (view.id, view.version), thanks).await.expect("Ida may");
    assert!(matches!(&asks, Ran::Asks(open) if open[0].id == part), "{asks:?}");
    let view = desk.case(&ida, NOW, 2).await;
    assert_eq!(run_macro(engine, &ida, NOW, (view.id, view.version), thanks).await.expect("Ida may"), Ran::Done);
    let view = desk.case(&ida, NOW, 2).await;
    assert_eq!(view.state, CaseState::Solved);
    assert_eq!(said(&view).last().map(String::as_str), Some("Hei Kari, sak 2 er løst."));
    let third = desk.case(&ida, NOW, 3).await.id;
    let done = several_by(engine, &ida, NOW, &[third], thanks).await.expect("Ida may");
    assert_eq!(done, Bulk { done: 1, left: 0 });
    let view = desk.case(&ida, NOW, 3).await;
    assert_eq!((view.state, said(&view).len()), (CaseState::Solved, 1), "several are answered nothing");
    let siv = desk.home.colleague("siv@fjordlys.example", &["sales"]).await;
    let refused = run_macro(engine, &siv, NOW, (third, view.version), thanks).await;
    assert!(matches!(refused, Err(Failure::NotFound)), "{refused:?}");
}

#[tokio::test]
async fn a_macro_that_sends_does_all_of_it_or_nothing() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let siv = desk.home.colleague("siv@fjordlys.example", &["sales"]).await;
    let row = Macro { sends: true, priority: Some(Priority::High), state: Some(CaseState::Customer), ..NOTHING };
    let gives = made(&desk, "Gi videre", Some("Hei"), Macro { owner: siv.user, ..row.clone() }).await;
    let raises = made(&desk, "Haster", Some("Hei"), row).await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let view = desk.case(&ida, NOW, 1).await;
    let refused = run_macro(engine, &ida, NOW, (view.id, view.version), gives).await;
    assert!(matches!(refused, Err(Failure::NotFound)), "Siv deals with no case: {refused:?}");
    let after = desk.case(&ida, NOW, 1).await;
    assert_eq!((after.version, said(&after).len()), (view.version, 1), "no answer without the rest");
    assert_eq!(run_macro(engine, &ida, NOW, (view.id, view.version), raises).await.expect("Ida may"), Ran::Done);
    let after = desk.case(&ida, NOW, 1).await;
    assert_eq!((after.version, after.priority), (view.version + 1, Priority::High), "one change of the case");
}
