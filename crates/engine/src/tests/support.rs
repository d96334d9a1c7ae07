//! Cases at work: who deals with them, when they are due, and what becomes of two that are one.

use super::home::{DAY_SECONDS, NOW, network};
use super::intake::{Desk, mail, said};
use crate::correspondence::{Hint, HintPlace, Past, Release};
use crate::support::{
    Act, Belongs, Bulk, CaseState, DeadlineKind, DeadlineState, Draft, EntryKind, InboxAsked, PortalAnswered,
    PortalSaid, Priority, Reply, ReplyProblem, Said, Sent, Tray, Writing, act, answer_in_portal, case, discard_draft,
    draft, here, keep_draft, merge, next, note, portal, reply, several, split,
};
use crate::{Failure, GuardKind};

#[tokio::test]
async fn whoever_takes_a_case_has_it_among_theirs() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let view = desk.case(&ida, NOW, 1).await;
    act(engine, &ida, NOW, (view.id, Some(view.version)), &[Act::Take]).await.expect("Ida may");
    let again = act(engine, &ida, NOW, (view.id, Some(view.version)), &[Act::Take]).await;
    assert!(matches!(again, Err(Failure::Stale)), "{again:?}");
    assert_eq!(desk.tray(&ida, NOW, Tray::Mine).await, ["1 Feil (Kari Nordmann)"]);
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await, [""; 0]);
    let tomorrow = crate::day_of(NOW.plus_seconds(DAY_SECONDS));
    act(engine, &ida, NOW, (view.id, None), &[Act::Snooze(Some(tomorrow))]).await.expect("Ida may");
    assert_eq!(desk.tray(&ida, NOW, Tray::Mine).await, [""; 0]);
    assert_eq!(desk.tray(&ida, NOW, Tray::Waiting).await.len(), 1);
    assert_eq!(desk.tray(&ida, NOW.plus_seconds(DAY_SECONDS), Tray::Mine).await.len(), 1, "it is back by itself");
    desk.comes(NOW.plus_seconds(9), &mail("2@kunde.example", "Re: Feil", "In-Reply-To: <1@kunde.example>\n", "Haster"))
        .await;
    assert_eq!(desk.tray(&ida, NOW, Tray::Mine).await.len(), 1, "and so when the customer writes");
}

#[tokio::test]
async fn a_deadline_that_is_met_is_not_missed_later() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let clocks = |view: crate::support::CaseView| -> Vec<(DeadlineKind, DeadlineState)> {
        view.clocks.iter().map(|clock| (clock.kind, clock.state)).collect()
    };
    let view = desk.case(&ida, NOW, 1).await;
    assert_eq!(
        clocks(view),
        [(DeadlineKind::FirstAnswer, DeadlineState::Running), (DeadlineKind::Solution, DeadlineState::Running)]
    );
    desk.answer(&ida, NOW.plus_seconds(3_600), 1, "Svar").await;
    let late = NOW.plus_seconds(30 * DAY_SECONDS);
    let view = desk.case(&ida, late, 1).await;
    assert_eq!(
        clocks(view),
        [(DeadlineKind::FirstAnswer, DeadlineState::Met), (DeadlineKind::Solution, DeadlineState::Paused)]
    );
    let view = desk.case(&ida, late, 1).await;
    act(&desk.home.engine, &ida, late, (view.id, None), &[Act::Priority(Priority::Low)]).await.expect("Ida may");
    let view = desk.case(&ida, late, 1).await;
    assert_eq!(clocks(view)[1].1, DeadlineState::Dropped, "no target for low");
    assert!(desk.tray(&ida, late, Tray::Waiting).await.len() == 1, "a case without a deadline is listed too");
}

#[tokio::test]
async fn an_answer_to_what_was_not_read_is_held_back() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let seen = desk.case(&ida, NOW, 1).await;
    desk.comes(
        NOW.plus_seconds(9),
        &mail("2@kunde.example", "Re: Feil", "In-Reply-To: <1@kunde.example>\n", "Glem det"),
    )
    .await;
    let typed = Reply { version: seen.version, text: "Svar".to_owned(), ..Reply::default() };
    let sent = reply(engine, &ida, NOW.plus_seconds(10), seen.id, &typed).await.expect("Ida may");
    assert_eq!(sent, Sent::Mend(ReplyProblem::Changed));
    let now = desk.case(&ida, NOW, 1).await;
    for (to, problem) in [("tull", ReplyProblem::NoAddress("tull".to_owned())), ("", ReplyProblem::Missing)] {
        let text = if to.is_empty() { " " } else { "Svar" };
        let typed = Reply { version: now.version, to: to.to_owned(), text: text.to_owned(), ..typed.clone() };
        assert_eq!(reply(engine, &ida, NOW, seen.id, &typed).await.expect("Ida may"), Sent::Mend(problem));
    }
    let typed = Reply { version: now.version, cc: "Per <per@kunde.example>; per@kunde.example".to_owned(), ..typed };
    assert_eq!(reply(engine, &ida, NOW.plus_seconds(11), seen.id, &typed).await.expect("Ida may"), Sent::Queued);
    let view = case(engine, &ida, NOW.plus_seconds(12), seen.id).await.expect("Ida may");
    let mut copies = view.entries.iter().filter_map(|entry| match &entry.what {
        EntryKind::Mail(mail) => Some(mail.cc.clone()),
        EntryKind::Before(_) | EntryKind::Said { .. } | EntryKind::Call(_) | EntryKind::Event { .. } => None,
    });
    assert_eq!(copies.next_back().expect("the answer"), ["Per <per@kunde.example>"]);
}

#[tokio::test]
async fn a_reply_to_a_merged_case_goes_to_the_one_it_became() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Første")).await;
    desk.comes(NOW, &mail("2@kunde.example", "Samme feil", "", "Andre")).await;
    let second = desk.case(&ida, NOW, 2).await;
    let first = merge(engine, &ida, NOW, (second.id, second.version), 1).await.expect("Ida may");
    let unknown = merge(engine, &ida, NOW, (first, 99), 99).await;
    assert!(matches!(unknown, Err(Failure::NotFound)), "{unknown:?}");
    desk.comes(
        NOW.plus_seconds(9),
        &mail("3@kunde.example", "Re: Samme feil", "In-Reply-To: <2@kunde.example>\n", "Tredje"),
    )
    .await;
    let view = desk.case(&ida, NOW, 1).await;
    assert_eq!(said(&view), ["Første", "Andre", "Tredje"]);
    assert_eq!(view.cases.iter().map(|other| other.how).collect::<Vec<_>>(), [Belongs::MergedFrom]);
    assert_eq!(desk.case(&ida, NOW, 2).await.state, CaseState::Closed);
    let mails: Vec<_> = view.entries.iter().filter(|entry| matches!(entry.what, EntryKind::Mail(_))).collect();
    let new = split(engine, &ida, NOW.plus_seconds(20), (view.id, view.version), mails[2].id).await.expect("Ida may");
    let view = case(engine, &ida, NOW, new).await.expect("Ida may");
    assert_eq!((view.number, said(&view)), (3, vec!["Tredje".to_owned()]));
    desk.comes(
        NOW.plus_seconds(30),
        &mail("4@kunde.example", "Re: Samme feil", "In-Reply-To: <3@kunde.example>\n", "Fjerde"),
    )
    .await;
    assert_eq!(said(&desk.case(&ida, NOW, 3).await), ["Tredje", "Fjerde"], "what follows goes with what was split");
}

#[tokio::test]
async fn what_is_written_and_not_sent_is_kept_and_others_see_that_one_writes() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let per = desk.home.colleague("per@fjordlys.example", &["support"]).await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let id = desk.case(&ida, NOW, 1).await.id;
    let typed = Draft { text: "Halvveis".to_owned(), note: "Husk".to_owned(), ..Draft::default() };
    for writing in [Writing::Answer, Writing::Note] {
        keep_draft(engine, &ida, NOW, (id, writing), &typed).await.expect("Ida may");
    }
    assert_eq!(draft(engine, &ida, NOW, id).await.expect("Ida may"), typed);
    assert_eq!(draft(engine, &per, NOW, id).await.expect("Per may"), Draft::default(), "it is hers");
    let seen = desk.case(&per, NOW, 1).await;
    act(engine, &per, NOW, (id, Some(seen.version)), &[Act::Take]).await.expect("Per may");
    assert_eq!(draft(engine, &ida, NOW, id).await.expect("Ida may"), typed, "whoever takes the case takes no draft");
    assert_eq!(here(engine, &ida, NOW, (id, Some(true))).await.expect("Ida may"), []);
    let others = here(engine, &per, NOW, (id, Some(false))).await.expect("Per may");
    assert_eq!(others, [("Ida".to_owned(), true)]);
    let gone = here(engine, &per, NOW.plus_seconds(120), (id, Some(false))).await.expect("Per may");
    assert_eq!(gone, []);
    discard_draft(engine, &ida, (id, Writing::Answer)).await.expect("Ida may");
    let left = Draft { note: typed.note.clone(), ..Draft::default() };
    assert_eq!(draft(engine, &ida, NOW, id).await.expect("Ida may"), left, "the note is another matter");
    let emptied = Draft { note: " ".to_owned(), ..typed };
    keep_draft(engine, &ida, NOW, (id, Writing::Note), &emptied).await.expect("Ida may");
    assert_eq!(draft(engine, &ida, NOW, id).await.expect("Ida may"), Draft::default(), "what is emptied is not kept");
}

#[tokio::test]
async fn a_note_tells_whom_it_names_and_nobody_outside() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let per = desk.home.colleague("per@fjordlys.example", &["support"]).await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    desk.home.work(NOW).await;
    let before = desk.home.mails_to("kari@kunde.example").len();
    let id = desk.case(&ida, NOW, 1).await.id;
    note(engine, &ida, NOW, (id, ""), (Said::Internal, "@per.fjordlys se på dette @per", &[])).await.expect("Ida may");
    desk.home.work(NOW).await;
    assert_eq!(desk.home.mails_to("kari@kunde.example").len(), before);
    let told = crate::notices::unread(engine, &per, crate::day_of(NOW)).await.expect("Per may");
    assert_eq!(told, 1, "@per is Per's address");
    assert!(said(&desk.case(&ida, NOW, 1).await).iter().any(|text| text.contains("se på dette")));
}

#[tokio::test]
async fn many_are_done_at_once_and_the_next_one_is_found() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let mut ids = Vec::new();
    for number in 1..=4 {
        desk.comes(NOW.plus_seconds(number), &mail(&format!("{number}@kunde.example"), "Feil", "", "Hei")).await;
        ids.push(desk.case(&ida, NOW, number).await.id);
    }
    let asked = InboxAsked { tray: Tray::Free, queue: Some(desk.queue), category: None, after: None };
    assert_eq!(next(engine, &ida, NOW, (asked, ids[0])).await.expect("Ida may"), Some(ids[1]));
    assert_eq!(next(engine, &ida, NOW, (asked, ids[3])).await.expect("Ida may"), Some(ids[0]), "round to the first");
    let done = several(engine, &ida, NOW, &ids[..3], Act::Move(CaseState::Closed)).await.expect("Ida may");
    assert_eq!(done, Bulk { done: 3, left: 0 });
    assert_eq!(next(engine, &ida, NOW, (asked, ids[3])).await.expect("Ida may"), None);
    let most = vec![ids[0]; crate::limits::CASES_AT_ONCE + 1];
    assert!(matches!(several(engine, &ida, NOW, &most, Act::Take).await, Err(Failure::TooLarge)));
    let reader = desk.home.colleague("siv@fjordlys.example", &["sales"]).await;
    assert!(matches!(several(engine, &reader, NOW, &ids, Act::Take).await, Err(Failure::Denied)));
    let gone = several(engine, &ida, NOW, &[crate::RowId([0; 16]), ids[3]], Act::Take).await.expect("Ida may");
    assert_eq!(gone, Bulk { done: 1, left: 1 }, "one that is gone holds no other up");
}

#[tokio::test]
async fn what_does_not_belong_in_a_mail_is_held_back_until_somebody_answers_for_it() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let hint = |place| Hint { place, kind: GuardKind::NationalId, is_sure: true };
    let held = |place| Sent::Mend(ReplyProblem::Guarded(vec![hint(place)]));
    let answer = async |text: &str, unquoted: bool, past: Past| {
        let view = desk.case(&ida, NOW, 1).await;
        let typed = Reply { version: view.version, text: text.to_owned(), unquoted, past, ..Reply::default() };
        reply(engine, &ida, NOW, view.id, &typed).await.expect("Ida may")
    };
    // A number of the Tax Administration's own examples, which nobody has.
    let number = "Fødselsnummeret ditt er 02013299997.";
    assert_eq!(answer(number, false, Past::default()).await, held(HintPlace::Text));
    let looked = Past { looked: true, release: None };
    assert_eq!(answer(number, false, looked).await, held(HintPlace::Text), "a look is not enough");
    let released = Past { looked: false, release: Some(Release::Wanted) };
    assert_eq!(answer(number, false, released).await, Sent::Queued);
    assert_eq!(answer("Takk", false, Past::default()).await, held(HintPlace::Quoted), "what is quoted goes out too");
    assert_eq!(answer("Takk", true, Past::default()).await, Sent::Queued);
    desk.home.work(NOW).await;
    let lines = ledger_of(&desk).await;
    assert_eq!(lines.iter().filter(|line| line.contains("released as wanted")).count(), 1);
    assert!(lines.iter().all(|line| !line.contains("02013299997")), "the ledger holds no number");
}

/// What the ledger says was done.
async fn ledger_of(desk: &Desk) -> Vec<String> {
    let table = &desk.home.engine.tables().ledger_line;
    let found = table.find(desk.home.engine.store(), table.all()).await.expect("the store works");
    found.iter().map(|line| format!("{:?}", line.row)).collect()
}

fn words(text: &str) -> PortalSaid<'_> {
    PortalSaid { text, files: &[] }
}

#[tokio::test]
async fn the_customer_follows_the_case_by_the_link_in_their_mail_and_sees_no_notes() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Timelisten er feil")).await;
    let id = desk.case(&ida, NOW, 1).await.id;
    note(engine, &ida, NOW, (id, ""), (Said::Internal, "Kunden er sur", &[])).await.expect("Ida may");
    desk.answer(&ida, NOW.plus_seconds(60), 1, "Vi ser på det.").await;
    desk.home.work(NOW.plus_seconds(60)).await;
    let mails = desk.home.mails_to("kari@kunde.example");
    let text = &mails.iter().find(|mail| !mail.automatic).expect("the answer").text;
    let link = text.split("https://ryddig.example/sak/").nth(1).expect("a link").split_whitespace().next().expect("it");
    assert!(!text.contains("[[lenke]]"), "{text}");
    let shown = portal(engine, NOW, link).await.expect("the store works").expect("it opens");
    let texts: Vec<&str> = shown.said.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!((shown.number, texts), (1, vec!["Timelisten er feil", "Vi ser på det."]));
    let at = NOW.plus_seconds(120);
    for _ in 0..2 {
        let sent = answer_in_portal(engine, at, (link, words("Takk!")), network([192, 0, 2, 1])).await;
        assert_eq!(sent.expect("the store works"), PortalAnswered::Received);
    }
    let view = desk.case(&ida, at, 1).await;
    assert_eq!((view.state, said(&view).iter().filter(|text| *text == "Takk!").count()), (CaseState::Open, 1));
    let forged = link.replace('a', "b");
    for wrong in [forged.as_str(), "", "x", &link[..36]] {
        assert_eq!(portal(engine, at, wrong).await.expect("the store works"), None, "{wrong}");
    }
    act(engine, &ida, at, (id, None), &[Act::Move(CaseState::Closed)]).await.expect("Ida may");
    assert!(portal(engine, at, link).await.expect("the store works").is_some());
    let late = at.plus_seconds(i64::from(crate::limits::CASE_LINK_DAYS + 1) * DAY_SECONDS);
    assert_eq!(portal(engine, late, link).await.expect("the store works"), None, "what is over is not for ever open");
}

#[tokio::test]
async fn what_we_write_to_others_about_a_case_is_not_the_customers_and_what_they_wrote_is_not_the_others() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let with_copy = "Cc: per@kunde.example\n";
    desk.comes(NOW, &mail("1@kunde.example", "Feil", with_copy, "Timelisten er feil")).await;
    let view = desk.case(&ida, NOW, 1).await;
    assert_eq!(view.copies, ["per@kunde.example"], "whoever was on the customer's mail is");
    let to_others = Reply {
        version: view.version,
        to: "drift@leverandor.example".to_owned(),
        text: "Kan dere se på serveren?".to_owned(),
        ..Reply::default()
    };
    let at = NOW.plus_seconds(1);
    assert_eq!(reply(engine, &ida, at, view.id, &to_others).await.expect("Ida may"), Sent::Queued);
    desk.home.work(at).await;
    let sent = &desk.home.mails_to("drift@leverandor.example")[0];
    for theirs in ["Timelisten er feil", "/sak/"] {
        assert!(!sent.text.contains(theirs), "{theirs} in {}", sent.text);
    }
    let back = format!(
        "From: drift@leverandor.example\nTo: hjelp@fjordlys.example\nSubject: {}\nMessage-ID: <s@leverandor.example>\nIn-Reply-To: <{}>\n\nVår feil, ikke si det\n",
        sent.subject, sent.id
    );
    desk.comes(NOW.plus_seconds(30), &back).await;
    assert_eq!(
        desk.case(&ida, NOW.plus_seconds(40), 1).await.copies,
        ["per@kunde.example"],
        "the supplier is not put on the answer"
    );
    desk.answer(&ida, NOW.plus_seconds(60), 1, "Nå virker det.").await;
    desk.home.work(NOW.plus_seconds(60)).await;
    let mails = desk.home.mails_to("kari@kunde.example");
    let text = &mails.iter().find(|mail| !mail.automatic).expect("the answer").text;
    assert!(text.contains("> Timelisten er feil") && !text.contains("Vår feil"), "{text}");
    let link = text.split("https://ryddig.example/sak/").nth(1).expect("a link").split_whitespace().next().expect("it");
    let shown = portal(engine, NOW, link).await.expect("the store works").expect("it opens");
    let texts: Vec<&str> = shown.said.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(texts, ["Timelisten er feil", "Nå virker det."]);
    // Answered with a copy, the link that the customer was sent, and quotes back, is in neither.
    for (at, answers) in [(80, None), (120, Some(link))] {
        if let Some(link) = answers {
            let quoting = format!("Takk!\n> Følg saken: https://ryddig.example/sak/{link}\n> [[lenke]]");
            let more = format!("In-Reply-To: <{}>\n{with_copy}", mails[mails.len() - 1].id);
            desk.comes(NOW.plus_seconds(at - 10), &mail("2@kunde.example", "Re: Feil", &more, &quoting)).await;
        }
        let view = desk.case(&ida, NOW.plus_seconds(at), 1).await;
        let to_both = Reply {
            version: view.version,
            to: "kari@kunde.example".to_owned(),
            cc: "per@kunde.example".to_owned(),
            text: "Si fra om det kommer igjen. [[lenke]]".to_owned(),
            ..Reply::default()
        };
        let answered = reply(engine, &ida, NOW.plus_seconds(at), view.id, &to_both).await;
        assert_eq!(answered.expect("Ida may"), Sent::Queued);
        desk.home.work(NOW.plus_seconds(at)).await;
        let sent = desk.home.mails_to("kari@kunde.example").pop().expect("the answer");
        assert!(sent.text.starts_with("Si fra om det kommer igjen."), "{}", sent.text);
        assert!(sent.text.contains(if answers.is_some() { "> Takk!" } else { "> Nå virker det." }), "{}", sent.text);
        assert!(!sent.text.contains("/sak/") && !sent.text.contains("[[lenke]]"), "{}", sent.text);
    }
}
