//! Reports of cases: what they count, over which days, and for whom.

use super::home::{DAY_SECONDS, NOW};
use super::intake::{Desk, mail};
use crate::figures::At;
use crate::support::reports::{
    AnswerLine, CustomerLine, LoadLine, Reckoned, ReportAsked, ages, answers, customers, load, owners,
};
use crate::support::{Act, CaseState, DeadlineKind, act, spend};
use crate::{Caller, Day, day_of};
use model::{Moment, RowId};

const HOUR_SECONDS: i64 = 3_600;

/// Three cases: one answered in time and solved, one answered too late, one that waits.
async fn desk() -> (Desk, Caller) {
    let desk = Desk::new().await;
    let ida = desk.home.colleague("ida@fjordlys.example", &["support", "support-lead"]).await;
    for number in 1..=3 {
        desk.comes(NOW, &mail(&format!("{number}@kunde.example"), &format!("Sak {number}"), "", "Hei")).await;
    }
    desk.answer(&ida, NOW.plus_seconds(2 * HOUR_SECONDS), 1, "Svar").await;
    desk.answer(&ida, NOW.plus_seconds(6 * HOUR_SECONDS), 2, "Svar").await;
    does(&desk, &ida, NOW.plus_seconds(3 * HOUR_SECONDS), 1, Act::Move(CaseState::Solved)).await;
    (desk, ida)
}

async fn does(desk: &Desk, ida: &Caller, at: Moment, number: i64, what: Act) {
    let case = desk.case(ida, at, number).await.id;
    act(&desk.home.engine, ida, at, (case, None), &[what]).await.expect("Ida may");
}

/// So many days up to the day `later` days from now.
fn asked(days: i32, later: i32) -> ReportAsked {
    let today = Day(day_of(NOW).0 + later);
    ReportAsked::new(Some(Day(today.0 - days + 1)), Some(today), None, today)
}

fn lines<T>(reckoned: Reckoned<T>) -> Vec<T> {
    match reckoned {
        Reckoned::Lines(lines) => lines,
        Reckoned::Hidden | Reckoned::TooMany => panic!("there are lines"),
    }
}

#[tokio::test]
async fn what_comes_in_and_is_solved_is_counted_by_step() {
    let (desk, ida) = desk().await;
    let engine = &desk.home.engine;
    let counted = |lines: Vec<LoadLine>| -> Vec<[u64; 3]> {
        lines.iter().map(|line| [line.came, line.solved, line.open]).collect()
    };
    // NOW is a Friday.
    let found = load(engine, &ida, asked(7, 3)).await.expect("the store works");
    assert_eq!(counted(lines(found)), [[3, 1, 2], [0, 0, 2]]);
    let found = load(engine, &ida, asked(2, 3)).await.expect("the store works");
    assert_eq!(counted(lines(found)), [[0, 0, 2], [0, 0, 2]], "what was open before the period still is");
    let other = ReportAsked { queue: Some(RowId([9; 16])), ..asked(2, 0) };
    assert_eq!(counted(lines(load(engine, &ida, other).await.expect("the store works"))), [[0, 0, 0]]);
}

#[tokio::test]
async fn answers_are_measured_by_what_the_deadline_counts() {
    let (desk, ida) = desk().await;
    let (engine, now) = (&desk.home.engine, NOW.plus_seconds(DAY_SECONDS));
    let found = lines(answers(engine, &ida, now, asked(7, 1)).await.expect("the store works"));
    let line = |kind, took: [i64; 2], [done, in_time, undone]: [u64; 3]| AnswerLine {
        queue: Some("Kundestøtte".to_owned()),
        kind,
        done,
        median_seconds: took[0] * HOUR_SECONDS,
        ninetieth_seconds: took[1] * HOUR_SECONDS,
        in_time,
        undone,
    };
    let first = line(DeadlineKind::FirstAnswer, [2, 6], [2, 1, 1]);
    // The clock of the solution stood still while the customer had the case.
    let solution = &found[1];
    assert_eq!((found.len(), &found[0]), (2, &first));
    assert_eq!((solution.kind, solution.done, solution.in_time), (DeadlineKind::Solution, 1, 1));
    assert_eq!(solution.median_seconds, 2 * HOUR_SECONDS, "{solution:?}");
    let earlier = answers(engine, &ida, now, asked(7, -1)).await.expect("the store works");
    assert_eq!(lines(earlier), [], "nothing was done before");
}

#[tokio::test]
async fn open_cases_are_told_by_age_and_by_whoever_has_them() {
    let (desk, ida) = desk().await;
    let (engine, now) = (&desk.home.engine, NOW.plus_seconds(5 * DAY_SECONDS));
    let found = lines(ages(engine, &ida, now, asked(7, 5)).await.expect("the store works"));
    assert_eq!(found.iter().map(|line| line.cases).collect::<Vec<_>>(), [0, 2, 0, 0, 0]);
    assert_eq!(found[1].late, 1, "the one that nobody has answered");
    let found = lines(owners(engine, &ida, asked(7, 5)).await.expect("the store works"));
    let mut shared: Vec<(Option<At>, u64)> = found.into_iter().map(|line| (line.owner, line.cases)).collect();
    shared.sort_by_key(|(owner, _)| owner.is_some());
    assert_eq!(shared, [(None, 1), (Some(At::Named("Ida".to_owned())), 1)]);
}

#[tokio::test]
async fn time_is_told_by_customer_to_those_who_may_know_what_all_have_worked() {
    let (desk, ida) = desk().await;
    let engine = &desk.home.engine;
    let case = desk.case(&ida, NOW, 1).await.id;
    spend(engine, &ida, NOW, case, (90, day_of(NOW), "Feilsøking")).await.expect("Ida may");
    let line = |minutes| CustomerLine { at: At::Nameless, cases: 3, minutes };
    let found = customers(engine, &ida, NOW, asked(7, 1)).await.expect("the store works");
    assert_eq!(lines(found), [line(Some(90))], "no case names its customer");
    let per = desk.home.colleague("per@fjordlys.example", &["support"]).await;
    let found = customers(engine, &per, NOW, asked(7, 1)).await.expect("the store works");
    assert_eq!(lines(found), [line(None)], "Per knows only what he has worked himself");
}

/// The same whether there are cases or none.
#[tokio::test]
async fn whoever_may_not_know_every_case_gets_no_number() {
    let (desk, _) = desk().await;
    let engine = &desk.home.engine;
    let eva = desk.home.colleague("eva@fjordlys.example", &["employee"]).await;
    let asked = asked(7, 1);
    assert_eq!(load(engine, &eva, asked).await.expect("the store works"), Reckoned::Hidden);
    assert_eq!(answers(engine, &eva, NOW, asked).await.expect("the store works"), Reckoned::Hidden);
    assert_eq!(ages(engine, &eva, NOW, asked).await.expect("the store works"), Reckoned::Hidden);
    assert_eq!(customers(engine, &eva, NOW, asked).await.expect("the store works"), Reckoned::Hidden);
    let siv = desk.home.colleague("siv@fjordlys.example", &["sales"]).await;
    assert_eq!(owners(engine, &siv, asked).await.expect("the store works"), Reckoned::Hidden, "she deals with no case");
    assert!(matches!(load(engine, &siv, asked).await, Ok(Reckoned::Lines(_))));
}
