//! What time does to cases: warnings, misses and steps of escalation, each once.

use super::home::{DAY_SECONDS, NOW};
use super::intake::{Desk, mail};
use crate::notices::{About, notices};
use crate::privacy::{Wish, carry_out, plan_wish};
use crate::support::{
    Act, CaseState, DeadlineKind, DeadlineState, EntryKind, EscalationStep, Priority, Remedy, Side, Step, act,
    watch_deadlines,
};
use crate::{Caller, Language, Moment, RowId, day_of};
use store::{Changes, Condition};

const HOUR: i64 = 3_600;

/// What `who` is told of cases, the oldest first.
async fn told(desk: &Desk, who: &Caller) -> Vec<About> {
    let found = notices(&desk.home.engine, who, None, day_of(NOW)).await.expect("the store works");
    let mut about: Vec<About> = found.lines.into_iter().map(|line| line.about).collect();
    about.reverse();
    about
}

async fn watch(desk: &Desk, at: Moment) -> u64 {
    watch_deadlines(&desk.home.engine, at).await.expect("the store works")
}

async fn step(desk: &Desk, (side, shift): (Side, i64), what: Remedy, colleague: Option<RowId>) {
    let (engine, mut changes) = (&desk.home.engine, Changes::new());
    let table = &engine.tables().escalation_step;
    let queue = engine.tables().queue.get(engine.store(), desk.queue).await.expect("it works").expect("it is there");
    let (policy, kind) = (queue.row.policy, Some(DeadlineKind::FirstAnswer));
    let row = EscalationStep { policy, kind, shift, moment: side, what, colleague, open: true };
    table.insert(&mut changes, engine.new_id(NOW), &row).expect("it fits");
    engine.store().apply(changes).await.expect("the store works");
}

/// What was done by itself in case 1.
async fn done(desk: &Desk, who: &Caller, at: Moment) -> Vec<(Remedy, DeadlineKind)> {
    let entries = desk.case(who, at, 1).await.entries.into_iter();
    let done = entries.filter_map(|entry| match entry.what {
        EntryKind::Event { what: Step::Escalated, escalated, .. } => escalated,
        EntryKind::Mail(_)
        | EntryKind::Before(_)
        | EntryKind::Said { .. }
        | EntryKind::Call(_)
        | EntryKind::Event { .. } => None,
    });
    done.collect()
}

#[tokio::test]
async fn the_owner_is_warned_once_before_a_deadline_and_told_once_when_it_is_missed() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let id = desk.case(&ida, NOW, 1).await.id;
    act(engine, &ida, NOW, (id, None), &[Act::Take]).await.expect("Ida may");
    assert_eq!(watch(&desk, NOW.plus_seconds(3 * HOUR - 1)).await, 0, "an answer is due after four hours");
    assert_eq!(told(&desk, &ida).await, []);
    let near = NOW.plus_seconds(3 * HOUR);
    assert_eq!((watch(&desk, near).await, watch(&desk, near).await), (1, 0), "it is looked at once");
    assert_eq!(told(&desk, &ida).await, [About::Near]);
    desk.home.work(near).await;
    let mails = desk.home.mails_to("ida@fjordlys.example");
    let warnings = |mails: &[mail::Message]| mails.iter().filter(|mail| mail.text.contains("en frist er nær")).count();
    assert_eq!(warnings(&mails), 1, "and mailed at once, not in the morning");
    let due = NOW.plus_seconds(4 * HOUR);
    assert_eq!(watch(&desk, due).await, 0, "what is due is not late yet");
    watch(&desk, due.plus_seconds(1)).await;
    watch(&desk, due.plus_seconds(HOUR)).await;
    assert_eq!(told(&desk, &ida).await, [About::Near, About::Missed]);
    let table = &engine.tables().case_deadline;
    let rows = table.find(engine.store(), table.all()).await.expect("the store works");
    let first = rows.iter().find(|row| row.row.kind == DeadlineKind::FirstAnswer).expect("it is there");
    assert_eq!(first.row.state, DeadlineState::Missed, "its row says so, for lists");
    desk.answer(&ida, due.plus_seconds(2 * HOUR), 1, "Svar").await;
    let solved = due.plus_seconds(3 * HOUR);
    act(engine, &ida, solved, (id, None), &[Act::Move(CaseState::Solved)]).await.expect("Ida may");
    let table = &engine.tables().case_watch;
    assert_eq!(engine.store().count(table.all()).await.expect("the store works"), 0, "nothing is left to look at");
    assert_eq!(watch(&desk, due.plus_seconds(90 * DAY_SECONDS)).await, 0);
}

#[tokio::test]
async fn a_deadline_that_was_put_off_is_warned_of_anew_and_only_for_its_new_moment() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let id = desk.case(&ida, NOW, 1).await.id;
    desk.answer(&ida, NOW.plus_seconds(60), 1, "Hva mener du?").await;
    assert_eq!(watch(&desk, NOW.plus_seconds(60 * DAY_SECONDS)).await, 0, "no clock runs while the customer has it");
    let back = NOW.plus_seconds(2 * DAY_SECONDS);
    desk.comes(back, &mail("2@kunde.example", "Re: Feil", "In-Reply-To: <1@kunde.example>\n", "Dette")).await;
    let near = back.plus_seconds(23 * HOUR);
    watch(&desk, near).await;
    assert_eq!(told(&desk, &ida).await, [About::Changed, About::Near], "the solution is due within a day of work");
    let waits = near.plus_seconds(60);
    act(engine, &ida, waits, (id, None), &[Act::Move(CaseState::Customer)]).await.expect("Ida may");
    let again = waits.plus_seconds(3 * DAY_SECONDS);
    act(engine, &ida, again, (id, None), &[Act::Move(CaseState::Open)]).await.expect("Ida may");
    watch(&desk, again.plus_seconds(60)).await;
    let table = &engine.tables().notice;
    let near_ones = table.all().matching(Condition::Is(table.f.about, model::Value::Text("near".to_owned())));
    let at = table.first(engine.store(), near_ones).await.expect("it works").expect("it is there").row.at;
    assert_eq!(at, near, "it is in its hour already, of which somebody was warned");
    act(engine, &ida, again.plus_seconds(90), (id, None), &[Act::Priority(Priority::Low)]).await.expect("Ida may");
    assert_eq!(watch(&desk, again.plus_seconds(9 * DAY_SECONDS)).await, 0, "no target for low: nothing to look at");
}

#[tokio::test]
async fn steps_of_escalation_are_done_once_each_and_the_page_says_so() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let lead = desk.home.colleague("leder@fjordlys.example", &["support-lead"]).await;
    let sales = desk.home.colleague("siv@fjordlys.example", &["sales"]).await;
    step(&desk, (Side::Before, 60), Remedy::TellLead, None).await;
    step(&desk, (Side::After, 30), Remedy::RaisePriority, None).await;
    step(&desk, (Side::After, 60), Remedy::Give, lead.user).await;
    step(&desk, (Side::After, 90), Remedy::Give, sales.user).await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let first = DeadlineKind::FirstAnswer;
    let near = NOW.plus_seconds(3 * HOUR);
    watch(&desk, near).await;
    assert_eq!(done(&desk, &ida, near).await, [(Remedy::TellLead, first)]);
    assert_eq!(told(&desk, &lead).await, [About::Near, About::Raised], "nobody has it, so the lead is warned, too");
    // The server was away: what was to be done meanwhile is done, in its order, and the case is handed to who may deal with it.
    let late = NOW.plus_seconds(10 * HOUR);
    watch(&desk, late).await;
    watch(&desk, late.plus_seconds(1)).await;
    let all = [Remedy::TellLead, Remedy::RaisePriority, Remedy::Give, Remedy::Give].map(|remedy| (remedy, first));
    assert_eq!(done(&desk, &ida, late).await, all);
    let view = desk.case(&ida, late, 1).await;
    assert_eq!(view.priority, Priority::High);
    assert_eq!(view.owner.map(|owner| owner.id), lead.user, "whoever may not deal with cases gets none");
    for day in 1..4 {
        watch(&desk, late.plus_seconds(day * DAY_SECONDS)).await;
    }
    assert_eq!(done(&desk, &ida, late).await.len(), 4, "none is done twice");
    act(engine, &ida, late, (view.id, None), &[Act::Move(CaseState::Closed)]).await.expect("Ida may");
    step(&desk, (Side::After, 0), Remedy::TellOwner, None).await;
    watch(&desk, late.plus_seconds(9 * DAY_SECONDS)).await;
    assert_eq!(done(&desk, &ida, late).await.len(), 4, "a case that is over is left alone");
}

#[tokio::test]
async fn a_case_that_is_only_stored_is_left_alone_until_it_may_be_used() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let lead = desk.home.colleague("leder@fjordlys.example", &["support-lead"]).await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let kari = desk.home.find("kari@kunde.example").await.expect("she has written");
    let wish = async |wish| {
        let plan = plan_wish(engine, &ida, (kari, wish), Language::En, day_of(NOW)).await.expect("Ida may");
        carry_out(engine, &ida, NOW, (kari, wish), &plan.fingerprint, Language::En).await.expect("Ida may");
    };
    wish(Wish::Restriction).await;
    let late = NOW.plus_seconds(10 * HOUR);
    watch(&desk, late).await;
    assert_eq!(told(&desk, &lead).await, []);
    wish(Wish::Lifting).await;
    watch(&desk, late.plus_seconds(DAY_SECONDS)).await;
    assert!(told(&desk, &lead).await.contains(&About::Missed), "and told of what was missed when it may");
}
