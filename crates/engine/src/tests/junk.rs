//! Junk: a case that is none goes with all that came with it, and its sender may be blocked.

use super::home::{DAY_SECONDS, KARI, NOW};
use super::intake::{Desk, mail, said};
use crate::correspondence::{Outcome, not_kept};
use crate::limits::{BLOCKED_SENDERS_SHOWN, CASES_AT_ONCE};
use crate::privacy::sweep;
use crate::records::{Mistake, Saved, Typed, save};
use crate::support::reports::{Reckoned, ReportAsked, load};
use crate::support::{
    Act, Acted, Blocked, BlockedSender, Bulk, CaseState, EntryKind, Step, Tray, act, block, blocked_senders, child,
    find_blocked, is_blocked, may_see_blocked, merge, several, unblock,
};
use crate::{Caller, Failure, RowId, day_of};
use model::{Moment, Value};
use store::Changes;

/// Days after which junk goes, as the register says.
const DAYS: i64 = 14;

fn after(days: i64) -> Moment {
    NOW.plus_seconds(days * DAY_SECONDS)
}

async fn junk(desk: &Desk, ida: &Caller, number: i64, is_junk: bool) -> Result<Acted, Failure> {
    let (view, at) = (desk.case(ida, NOW, number).await, NOW.plus_seconds(if is_junk { 1 } else { 2 }));
    act(&desk.home.engine, ida, at, (view.id, Some(view.version)), &[Act::Junk(is_junk)]).await
}

async fn blocks(desk: &Desk, caller: &Caller, number: i64, anyway: bool) -> Result<Blocked, Failure> {
    let view = desk.case(caller, NOW, number).await;
    block(&desk.home.engine, caller, NOW, (view.id, view.version), anyway).await
}

fn steps(view: &crate::support::CaseView) -> Vec<Step> {
    let step = |entry: &crate::support::Entry| match entry.what {
        EntryKind::Event { what, .. } => Some(what),
        EntryKind::Mail(_) | EntryKind::Said { .. } | EntryKind::Call(_) | EntryKind::Before(_) => None,
    };
    view.entries.iter().filter_map(step).collect()
}

#[tokio::test]
async fn junk_leaves_the_inbox_at_once_and_comes_back_as_it_was() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Tilbud", "", "Kjøp nå")).await;
    assert!(desk.case(&ida, NOW, 1).await.junk.may_mark);
    junk(&desk, &ida, 1, true).await.expect("Ida may");
    for tray in [Tray::Mine, Tray::Free, Tray::Open, Tray::Waiting, Tray::Done] {
        assert_eq!(desk.tray(&ida, NOW, tray).await, [""; 0], "{tray:?}");
    }
    assert_eq!(desk.tray(&ida, NOW, Tray::Junk).await, ["1 Tilbud (Kari Nordmann)"]);
    let view = desk.case(&ida, NOW, 1).await;
    assert_eq!((view.state, view.junk.since), (CaseState::Closed, Some(day_of(NOW))));
    assert_eq!(view.junk.goes_on, Some(day_of(after(DAYS))));
    assert!(!view.junk.may_mark && view.junk.may_block && !view.junk.is_blocked);
    desk.home.work(NOW).await;
    assert!(desk.home.mails_to(KARI).is_empty(), "not even the receipt that waited is sent");
    let stale = act(&desk.home.engine, &ida, NOW, (view.id, Some(view.version - 1)), &[Act::Junk(false)]).await;
    assert!(matches!(stale, Err(Failure::Stale)), "{stale:?}");
    let reports = ReportAsked::new(None, None, None, day_of(NOW));
    let Reckoned::Lines(lines) = load(&desk.home.engine, &ida, reports).await.expect("Ida may") else {
        panic!("hidden")
    };
    assert!(lines.iter().all(|line| line.came == 0), "junk is in no report: {lines:?}");

    junk(&desk, &ida, 1, false).await.expect("Ida may");
    let view = desk.case(&ida, NOW, 1).await;
    assert_eq!((view.state, view.junk.since), (CaseState::New, None));
    assert_eq!(steps(&view), [Step::Opened, Step::Junk, Step::NotJunk]);
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await.len(), 1);
    sweep(&desk.home.engine, after(DAYS), day_of(after(DAYS)), false).await.expect("the store works");
    assert_eq!(desk.case(&ida, NOW, 1).await.state, CaseState::New, "what was taken out stays");
}

#[tokio::test]
async fn junk_goes_with_its_mail_and_its_sender_when_its_time_is_over() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Tilbud", "", "Kjøp nå")).await;
    desk.comes(NOW, &mail("2@kunde.example", "Tilbud igjen", "", "Kjøp nå")).await;
    let second = desk.case(&ida, NOW, 2).await;
    merge(engine, &ida, NOW, (second.id, second.version), 1).await.expect("Ida may");
    junk(&desk, &ida, 1, true).await.expect("Ida may");
    sweep(engine, NOW, day_of(after(DAYS - 1)), false).await.expect("the store works");
    assert_eq!(desk.tray(&ida, NOW, Tray::Junk).await.len(), 1, "not before its time");
    let report = sweep(engine, NOW, day_of(after(DAYS)), false).await.expect("the store works");
    assert!(!report.receipts.is_empty(), "it is told of in a receipt");
    let (tables, store) = (engine.tables(), engine.store());
    for query in [tables.case.all(), tables.email_thread.all(), tables.email_message.all(), tables.case_event.all()] {
        assert_eq!(store.count(query).await.expect("the store works"), 0);
    }
    assert_eq!(desk.home.find(KARI).await, None, "nothing else holds her up");
}

#[tokio::test]
async fn mail_in_junk_wakes_nobody_and_a_case_by_hand_is_none() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Tilbud", "", "Kjøp nå")).await;
    junk(&desk, &ida, 1, true).await.expect("Ida may");
    let more = mail("2@kunde.example", "Re: Tilbud", "In-Reply-To: <1@kunde.example>\n", "Så du dette?");
    assert_eq!(desk.comes(NOW.plus_seconds(9), &more).await, Outcome::Stored);
    let view = desk.case(&ida, NOW, 1).await;
    assert_eq!((view.state, said(&view).len()), (CaseState::Closed, 2), "it goes on as junk");
    act(engine, &ida, NOW, (view.id, None), &[Act::Move(CaseState::Open)]).await.expect("Ida may");
    assert_eq!(desk.case(&ida, NOW, 1).await.junk.since, None, "what is open again is no junk");

    let part = child(engine, &ida, NOW, view.id, "Delsak").await.expect("Ida may");
    let asked = junk(&desk, &ida, 1, true).await.expect("Ida may");
    assert!(matches!(asked, Acted::Asks(_)), "parts of it are open");
    let by_hand = act(engine, &ida, NOW, (part, None), &[Act::Junk(true)]).await;
    assert!(matches!(by_hand, Err(Failure::NotFound)), "{by_hand:?}");
    desk.comes(NOW, &mail("3@kunde.example", "Nytt tilbud", "", "Kjøp nå")).await;
    let new = desk.case(&ida, NOW, 3).await.id;
    let done = several(engine, &ida, NOW, &[new, part], Act::Junk(true)).await.expect("Ida may");
    assert_eq!(done, Bulk { done: 1, left: 1 });
    let done = several(engine, &ida, NOW, &[new], Act::Junk(false)).await.expect("Ida may");
    assert_eq!(done, Bulk { done: 1, left: 0 });
    let most = several(engine, &ida, NOW, &vec![new; CASES_AT_ONCE + 1], Act::Junk(true)).await;
    assert!(matches!(most, Err(Failure::TooLarge)), "{most:?}");
}

#[tokio::test]
async fn the_form_of_a_case_marks_junk_as_the_button_does() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Tilbud", "", "Kjøp nå")).await;
    let view = desk.case(&ida, NOW, 1).await;
    let part = child(engine, &ida, NOW, view.id, "Delsak").await.expect("Ida may");
    let marked = async |id: RowId, version: i64| {
        let values = vec![("junk_on".to_owned(), "2026-01-01".to_owned())];
        let typed = Typed { values, version: Some(version), is_inline: true, ..Typed::default() };
        save(engine, &ida, NOW, "case", Some(id), &typed).await.expect("Ida may")
    };
    let mistakes = |saved: Saved| {
        let Saved::Mend(form) = saved else { panic!("{saved:?}") };
        form.fields.into_iter().filter_map(|field| field.mistake).collect::<Vec<_>>()
    };
    let open = mistakes(marked(view.id, view.version).await);
    assert_eq!(open, [Mistake::OpenParts(vec!["#2 Delsak".to_owned()])]);
    let ours = mistakes(marked(part, desk.case(&ida, NOW, 2).await.version).await);
    assert!(matches!(ours[..], [Mistake::NotUnder(_)]), "no mail brought it: {ours:?}");
    act(engine, &ida, NOW, (part, None), &[Act::Move(CaseState::Solved)]).await.expect("Ida may");
    let saved = marked(view.id, desk.case(&ida, NOW, 1).await.version).await;
    assert!(matches!(saved, Saved::Done(_)), "{saved:?}");
    let view = desk.case(&ida, NOW, 1).await;
    assert_eq!((view.state, view.junk.since), (CaseState::Closed, Some(day_of(NOW))), "from the day it was said");
}

#[tokio::test]
async fn what_a_blocked_sender_writes_anew_is_not_kept() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    desk.comes(NOW, &mail("2@kunde.example", "Tilbud", "", "Kjøp nå")).await;
    let Blocked::Asks(known) = blocks(&desk, &ida, 2, false).await.expect("Ida may") else { panic!("not asked") };
    assert!(known.has_cases && !known.is_customers && known.parts.is_empty());
    assert_eq!(desk.tray(&ida, NOW, Tray::Junk).await, [""; 0], "nothing is done before");
    assert_eq!(blocks(&desk, &ida, 2, true).await.expect("Ida may"), Blocked::Done);
    assert!(desk.case(&ida, NOW, 2).await.junk.is_blocked);
    assert_eq!(desk.comes(NOW, &mail("3@kunde.example", "Mer", "", "Kjøp nå")).await, Outcome::Junk);
    let on = mail("4@kunde.example", "Re: Tilbud", "In-Reply-To: <2@kunde.example>\n", "Så du dette?");
    assert_eq!(desk.comes(NOW, &on).await, Outcome::Junk, "nor does junk go on");
    let answer = mail("5@kunde.example", "Re: Feil", "In-Reply-To: <1@kunde.example>\n", "Hei igjen");
    assert_eq!(desk.comes(NOW, &answer).await, Outcome::Stored, "what is going on with them goes on");
    let left = not_kept(engine, &ida).await.expect("the store works").expect("Ida may see them");
    assert_eq!(left.iter().map(|it| it.why.as_deref()).collect::<Vec<_>>(), [Some("avsenderen er blokkert"); 2]);

    junk(&desk, &ida, 2, false).await.expect("Ida may");
    assert!(!is_blocked(engine, KARI).await.expect("the store works"), "whose mail is no junk is not blocked");
    assert_eq!(desk.comes(NOW, &mail("6@kunde.example", "Hei", "", "Hei")).await, Outcome::Stored);
}

#[tokio::test]
async fn customers_are_asked_about_and_colleagues_never_blocked() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let forged = mail("1@kunde.example", "Lønn", "", "Klikk her").replace("kari@kunde.example", "ida@fjordlys.example");
    desk.comes(NOW, &forged).await;
    assert_eq!(blocks(&desk, &ida, 1, true).await.expect("Ida may"), Blocked::Colleague);
    assert!(!is_blocked(engine, "ida@fjordlys.example").await.expect("the store works"));
    desk.comes(NOW, &mail("2@kunde.example", "Tilbud", "", "Kjøp nå")).await;
    let kari = desk.home.find(KARI).await.expect("she has written");
    let (_, organisation) = desk.customer().await;
    desk.insert("position", &[("person", Value::Id(kari)), ("organisation", Value::Id(organisation))]).await;
    let Blocked::Asks(known) = blocks(&desk, &ida, 2, false).await.expect("Ida may") else { panic!("not asked") };
    assert!(known.is_customers && !known.has_cases);
    let sales = desk.home.colleague("salg@fjordlys.example", &["sales"]).await;
    let denied = blocks(&desk, &sales, 2, true).await;
    assert!(matches!(denied, Err(Failure::Denied)), "who may not write cases blocks nobody: {denied:?}");
}

#[tokio::test]
async fn leads_see_who_is_blocked_and_take_them_off() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let lead = desk.home.colleague("leder@fjordlys.example", &["support-lead", "support"]).await;
    desk.comes(NOW, &mail("1@kunde.example", "Tilbud", "", "Kjøp nå")).await;
    assert_eq!(blocks(&desk, &ida, 1, false).await.expect("Ida may"), Blocked::Done);
    assert!(may_see_blocked(engine, &lead) && !may_see_blocked(engine, &ida));
    assert!(matches!(blocked_senders(engine, &ida).await, Err(Failure::Denied)));
    assert!(matches!(find_blocked(engine, &ida, KARI).await, Err(Failure::Denied)));
    let listed = blocked_senders(engine, &lead).await.expect("a lead may");
    assert_eq!((listed.count, listed.lines[0].on), (1, day_of(NOW)));
    let found = find_blocked(engine, &lead, " Kari@Kunde.example ").await.expect("a lead may").expect("blocked");
    assert_eq!((found.id, found.by.is_empty()), (listed.lines[0].id, false));
    assert_eq!(find_blocked(engine, &lead, "ola@kunde.example").await.expect("a lead may"), None);
    assert!(matches!(find_blocked(engine, &lead, "tull").await, Err(Failure::NotFound)));
    assert!(matches!(unblock(engine, &ida, NOW, found.id).await, Err(Failure::Denied)));
    unblock(engine, &lead, NOW, found.id).await.expect("a lead may");
    assert!(!is_blocked(engine, KARI).await.expect("the store works"));
    assert!(matches!(unblock(engine, &lead, NOW, found.id).await, Err(Failure::NotFound)));

    let shown = usize::try_from(BLOCKED_SENDERS_SHOWN).expect("it fits");
    let mut changes = Changes::new();
    let mut last: Option<RowId> = None;
    for number in 0..=shown {
        let id = engine.new_id(NOW);
        let row = BlockedSender { hash: format!("{number:064}"), by: None, blocked_on: day_of(NOW) };
        engine.tables().blocked_sender.insert(&mut changes, id, &row).expect("it fits");
        last = Some(id);
    }
    engine.store().apply(changes).await.expect("the store works");
    let listed = blocked_senders(engine, &lead).await.expect("a lead may");
    assert_eq!((listed.count, listed.lines.len()), (BLOCKED_SENDERS_SHOWN + 1, shown));
    unblock(engine, &lead, NOW, last.expect("many")).await.expect("a lead may");
    let listed = blocked_senders(engine, &lead).await.expect("a lead may");
    assert_eq!((listed.count, listed.lines.len()), (BLOCKED_SENDERS_SHOWN, shown));
    sweep(engine, after(366), day_of(after(366)), false).await.expect("the store works");
    assert_eq!(blocked_senders(engine, &lead).await.expect("a lead may").count, 0, "they go after a year");
}
