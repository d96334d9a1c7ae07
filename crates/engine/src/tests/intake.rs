//! Mail that comes to a shared mailbox: each message once, where it belongs, with a word of what became of it.

use super::home::{DAY_SECONDS, Home, NOW};
use crate::correspondence::{
    Arrival, Declared, FoundIn, MailState, MailboxRow, Outcome, Trouble, compare, declare, late_mailboxes, looked,
    mailboxes, next_number, not_kept, raise_alarm, take, take_several,
};
use crate::jobs::{Lane, work};
use crate::support::{
    Act, CaseState, CaseView, DeadlineKind, DeadlinePolicy, DeadlineTarget, EntryKind, InboxAsked, Priority, Queue,
    Reply, Sent, Tray, act, case, inbox, reply,
};
use crate::{Caller, Moment, RowId};
use model::{Model, Value};
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Changes, Condition};

/// A home with a queue whose mailbox is `hjelp@fjordlys.example`.
pub(super) struct Desk {
    pub(super) home: Home,
    pub(super) mailbox: RowId,
    pub(super) queue: RowId,
    next: AtomicU32,
}

impl Desk {
    pub(super) async fn new() -> Self {
        Self::with(testkit::model()).await
    }

    async fn with(model: Model) -> Self {
        let home = Home::with(model);
        let (engine, tables) = (&home.engine, home.engine.tables());
        let mut changes = Changes::new();
        let [policy, queue, mailbox] = [(); 3].map(|()| engine.new_id(NOW));
        let row = DeadlinePolicy { name: "Vanlig".to_owned(), holidays: false, pauses: true, warning: Some(60) };
        tables.deadline_policy.insert(&mut changes, policy, &row).expect("it fits");
        for (kind, within) in [(DeadlineKind::FirstAnswer, 240), (DeadlineKind::Solution, 1_440)] {
            let row = DeadlineTarget { policy, priority: Priority::Normal, kind, within };
            tables.deadline_target.insert(&mut changes, engine.new_id(NOW), &row).expect("it fits");
        }
        let row = Queue {
            name: "Kundestøtte".to_owned(),
            policy,
            signature: Some("Hilsen Fjordlys".to_owned()),
            receipt: true,
            ask_after: None,
            open: true,
        };
        tables.queue.insert(&mut changes, queue, &row).expect("it fits");
        let row = MailboxRow {
            address: "hjelp@fjordlys.example".to_owned(),
            queue: Some(queue),
            part_of: None,
            plus: Some(true),
            copies: None,
            open: true,
            tried_at: None,
            worked_at: None,
            failure: None,
            told_at: None,
        };
        tables.mailbox.insert(&mut changes, mailbox, &row).expect("it fits");
        engine.store().apply(changes).await.expect("the store works");
        Self { home, mailbox, queue, next: AtomicU32::new(1) }
    }

    /// The next message in the mailbox.
    pub(super) async fn comes(&self, at: Moment, text: &str) -> Outcome {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.comes_as(at, (1, number), text).await
    }

    pub(super) async fn comes_as(&self, at: Moment, (validity, number): (u32, u32), text: &str) -> Outcome {
        let bytes = text.replace('\n', "\r\n");
        let arrival = Arrival {
            found_in: FoundIn::Shared(self.mailbox),
            validity,
            number,
            bytes: Some(bytes.as_bytes()),
            vouches: Some("mx.fjordlys.example"),
        };
        take(&self.home.engine, at, &arrival).await.expect("the store works")
    }

    pub(super) async fn ida(&self) -> Caller {
        self.home.ida().await
    }

    /// The cases in a tray, as `number title (contact)`.
    pub(super) async fn tray(&self, ida: &Caller, at: Moment, tray: Tray) -> Vec<String> {
        let asked = InboxAsked { tray, queue: None, category: None, after: None };
        let page = inbox(&self.home.engine, ida, at, asked).await.expect("Ida may");
        page.lines.into_iter().map(|line| format!("{} {} ({})", line.number, line.title, line.contact)).collect()
    }

    /// The case with this number.
    pub(super) async fn case(&self, ida: &Caller, at: Moment, number: i64) -> CaseView {
        let table = &self.home.engine.tables().case;
        let query = table.all().matching(Condition::Is(table.f.number, Value::Integer(number)));
        let found = table.first(self.home.engine.store(), query).await.expect("the store works");
        case(&self.home.engine, ida, at, found.expect("there is one").id).await.expect("Ida may")
    }

    pub(super) async fn answer(&self, ida: &Caller, at: Moment, number: i64, text: &str) -> Sent {
        let view = self.case(ida, at, number).await;
        let typed = Reply { version: view.version, text: text.to_owned(), ..Reply::default() };
        reply(&self.home.engine, ida, at, view.id, &typed).await.expect("Ida may")
    }
}

/// A mail of Kari's.
pub(super) fn mail(id: &str, subject: &str, more: &str, text: &str) -> String {
    format!(
        "From: Kari Nordmann <kari@kunde.example>\nTo: hjelp@fjordlys.example\nSubject: {subject}\nMessage-ID: <{id}>\n{more}\n{text}\n"
    )
}

/// What was said in a case, each mail or note as its text.
pub(super) fn said(view: &CaseView) -> Vec<String> {
    let text = |entry: &crate::support::Entry| match &entry.what {
        EntryKind::Mail(mail) => Some(mail.written.clone()),
        EntryKind::Said { text, .. } => Some(text.clone()),
        EntryKind::Call(call) => Some(call.summary.clone()),
        EntryKind::Before(before) => Some(before.text.clone()),
        EntryKind::Event { .. } => None,
    };
    view.entries.iter().filter_map(text).collect()
}

#[tokio::test]
async fn a_mail_opens_a_case_and_its_answer_comes_back_to_it() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let first = mail("1@kunde.example", "Feil i timelisten", "", "Timelisten viser feil uke.");
    assert_eq!(desk.comes(NOW, &first).await, Outcome::Stored);
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await, ["1 Feil i timelisten (Kari Nordmann)"]);
    desk.home.work(NOW).await;
    let receipt = &desk.home.mails_to("kari@kunde.example")[0];
    assert!(receipt.automatic && receipt.subject.starts_with("[#1]"), "{receipt:?}");
    assert!(!receipt.text.contains("feil uke"), "a receipt repeats nothing");
    assert_eq!(receipt.in_reply_to.as_deref(), Some("1@kunde.example"));

    assert_eq!(desk.answer(&ida, NOW.plus_seconds(60), 1, "Vi ser på det.").await, Sent::Queued);
    desk.home.work(NOW.plus_seconds(60)).await;
    let mails = desk.home.mails_to("kari@kunde.example");
    let answer = mails.iter().find(|mail| !mail.automatic).expect("the answer");
    assert!(answer.subject.starts_with("Re: [#1] "), "{}", answer.subject);
    for part in ["Vi ser på det.", "Hilsen Fjordlys", "> Timelisten viser feil uke."] {
        assert!(answer.text.contains(part), "{part} in {}", answer.text);
    }
    let reply_to = answer.reply_to.as_ref().expect("a marked address").address.clone();
    assert!(reply_to.starts_with("hjelp+r"), "{reply_to}");

    // The program of the receiver has changed the subject and left all ids out: the address alone leads back.
    let back =
        format!("From: kari@kunde.example\nTo: {reply_to}\nSubject: Takk\nMessage-ID: <2@kunde.example>\n\nTakk!\n");
    assert_eq!(desk.comes(NOW.plus_seconds(120), &back).await, Outcome::Stored);
    let view = desk.case(&ida, NOW.plus_seconds(120), 1).await;
    assert_eq!(view.state, CaseState::Open, "the customer has written: it is ours again");
    assert_eq!(said(&view).len(), 4, "mail, receipt, answer, mail: {:?}", said(&view));
    assert_eq!(said(&view).last().map(String::as_str), Some("Takk!"));
}

#[tokio::test]
async fn no_message_is_kept_twice_whatever_the_server_calls_it() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let text = mail("1@kunde.example", "Hei", "", "Hei");
    assert_eq!(desk.comes_as(NOW, (1, 5), &text).await, Outcome::Stored);
    assert_eq!(desk.comes_as(NOW, (1, 5), &text).await, Outcome::Stored, "the same place: what became of it");
    assert_eq!(desk.comes_as(NOW, (2, 1), &text).await, Outcome::Known, "another series of numbers");
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await.len(), 1);
    let left = compare(&desk.home.engine, FoundIn::Shared(desk.mailbox), 2, &[1, 2, 3]).await.expect("the store works");
    assert_eq!(left.missing, [2, 3]);
    let nameless = text.replace("Message-ID: <1@kunde.example>\n", "");
    assert_eq!(desk.comes_as(NOW, (2, 2), &nameless).await, Outcome::Stored);
    assert_eq!(desk.comes_as(NOW, (2, 3), &nameless).await, Outcome::Known, "without an id it is known by its bytes");
}

#[tokio::test]
async fn two_answers_to_a_mail_that_was_never_here_belong_together() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let other = "References: <unseen@kunde.example>\n";
    desk.comes(NOW, &mail("1@kunde.example", "Re: Møte", other, "Ja")).await;
    desk.comes(NOW, &mail("2@kunde.example", "Re: Møte", other, "Og én ting til")).await;
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await.len(), 1);
}

#[tokio::test]
async fn several_at_once_come_to_what_each_would_by_itself() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let file = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nSe vedlegg\n--B\nContent-Type: text/csv; name=timer.csv\nContent-Disposition: attachment; filename=timer.csv\n\na;b\n--B--\n";
    let first = mail("1@kunde.example", "Feil", file, "").replace("\n\n\n", "\n");
    let list = mail("l@kunde.example", "Nyheter", "List-Id: <nytt.kunde.example>\n", "Les mer");
    let answers = mail("2@kunde.example", "Re: Feil", "In-Reply-To: <1@kunde.example>\n", "Og én ting til");
    let texts = [first.as_str(), &list, "\u{0}\u{1}", &answers, &first];
    let arrival = |(text, number)| Arrival {
        found_in: FoundIn::Shared(desk.mailbox),
        validity: 1,
        number,
        bytes: Some(text),
        vouches: None,
    };
    let arrivals: Vec<_> = texts.iter().map(|text| text.as_bytes()).zip(1..).map(arrival).collect();
    let outcomes = take_several(&desk.home.engine, NOW, &arrivals).await;
    let outcomes: Vec<_> = outcomes.into_iter().map(|outcome| outcome.expect("the store works")).collect();
    assert_eq!(outcomes, [Outcome::Stored, Outcome::List, Outcome::Unreadable, Outcome::Stored, Outcome::Known]);
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await, ["1 Feil (Kari Nordmann)"]);
    let again = take_several(&desk.home.engine, NOW, &arrivals).await;
    assert!(again.into_iter().map(|outcome| outcome.expect("the store works")).eq(outcomes), "nothing is there twice");
    let report = crate::files::check(&desk.home.engine, &ida).await.expect("Ida may");
    assert_eq!((report.files, report.waiting, report.missing.len()), (3, 0, 0), "two originals and what was attached");
    let tables = desk.home.engine.tables();
    let count = desk.home.engine.store().count(tables.email_file.all()).await.expect("the store works");
    assert_eq!(count, 1, "the file of the first");
}

#[tokio::test]
async fn a_number_in_a_subject_opens_no_case_of_somebody_elses() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let foreign = "From: ola@annen.example\nTo: hjelp@fjordlys.example\nSubject: [#1] Feil\nMessage-ID: <9@annen.example>\n\nHei\n";
    desk.comes(NOW, foreign).await;
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await.len(), 2, "a case of Ola's own");
    desk.comes(NOW, &mail("3@kunde.example", "[#1] Feil igjen", "", "Ny e-post uten henvisning")).await;
    assert_eq!(desk.tray(&ida, NOW, Tray::Free).await.len(), 2, "Kari is on her case");
}

#[tokio::test]
async fn a_holiday_opens_nothing_and_closes_nothing() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let away = "Auto-Submitted: auto-replied\n";
    let holiday = mail("8@kunde.example", "Automatisk svar: Ferie", away, "Jeg er på ferie");
    assert_eq!(desk.comes(NOW, &holiday).await, Outcome::Automatic);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    desk.answer(&ida, NOW.plus_seconds(60), 1, "Svar").await;
    let view = desk.case(&ida, NOW, 1).await;
    act(&desk.home.engine, &ida, NOW.plus_seconds(90), (view.id, Some(view.version)), &[Act::Move(CaseState::Solved)])
        .await
        .expect("Ida may");
    let answer = format!("{away}In-Reply-To: <1@kunde.example>\n");
    let again = mail("9@kunde.example", "Automatisk svar: Re: Feil", &answer, "Jeg er på ferie");
    assert_eq!(desk.comes(NOW.plus_seconds(120), &again).await, Outcome::Stored, "it stays with its case");
    let view = desk.case(&ida, NOW.plus_seconds(120), 1).await;
    assert_eq!(view.state, CaseState::Solved, "and does not open it");
}

#[tokio::test]
async fn machines_that_answer_machines_come_to_an_end() {
    let desk = Desk::new().await;
    for number in 0..12_i64 {
        // Nothing says that a machine wrote it, and each mail is a thread of its own.
        let at = NOW.plus_seconds(number * 60);
        desk.comes(at, &mail(&format!("{number}@kunde.example"), "Takk for din henvendelse", "", "Vi svarer snart"))
            .await;
        desk.home.work(at).await;
    }
    assert_eq!(desk.home.mails_to("kari@kunde.example").len() as u64, crate::limits::RECEIPTS_OF_AN_ADDRESS);
    let later = NOW.plus_seconds(2 * DAY_SECONDS);
    desk.comes(later, &mail("next@kunde.example", "Hei", "", "Hei")).await;
    desk.home.work(later).await;
    assert_eq!(desk.home.mails_to("kari@kunde.example").len() as u64, crate::limits::RECEIPTS_OF_AN_ADDRESS + 1);
}

#[tokio::test]
async fn nobody_is_a_colleague_by_their_word_alone() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let forged = "From: Ida <ida@fjordlys.example>\nTo: hjelp@fjordlys.example\nSubject: Passord\nMessage-ID: <f@x.example>\n\nSend meg alt\n";
    desk.comes(NOW, forged).await;
    let view = desk.case(&ida, NOW, 1).await;
    let user = desk.home.engine.tables().user.get(desk.home.engine.store(), ida.user.expect("a user")).await;
    let person = user.expect("the store works").expect("Ida is there").row.person;
    assert_ne!(view.contact.id, person);
    let vouched = format!(
        "Authentication-Results: mx.fjordlys.example; dmarc=pass header.from=fjordlys.example\n{}",
        forged.replace("<f@", "<g@")
    );
    desk.comes(NOW, &vouched).await;
    assert_eq!(desk.case(&ida, NOW, 2).await.contact.id, person, "when the domain vouches for it, it is her");
}

#[tokio::test]
async fn a_mail_that_comes_back_says_so_where_it_was_written() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    desk.answer(&ida, NOW.plus_seconds(60), 1, "Svar").await;
    desk.home.work(NOW.plus_seconds(60)).await;
    let sent = desk.home.mails_to("kari@kunde.example").into_iter().find(|mail| !mail.automatic).expect("sent");
    let report = |id: &str| {
        format!(
            "From: MAILER-DAEMON@mx.example\nTo: hjelp@fjordlys.example\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender\nMessage-ID: <b{}@mx.example>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=B\n\n--B\nContent-Type: text/plain\n\nIt did not arrive.\n--B\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; kari@kunde.example\nAction: failed\nStatus: 5.1.1\n\n--B\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{id}>\n\n--B--\n",
            id.len()
        )
    };
    assert_eq!(desk.comes(NOW.plus_seconds(90), &report("somebody-elses@fjordlys.example")).await, Outcome::Bounce);
    let state = |view: CaseView| {
        let mut states = view.entries.into_iter().filter_map(|entry| match entry.what {
            EntryKind::Mail(mail) if !mail.automatic => Some(mail.state),
            EntryKind::Mail(_)
            | EntryKind::Call(_)
            | EntryKind::Before(_)
            | EntryKind::Said { .. }
            | EntryKind::Event { .. } => None,
        });
        states.next_back()
    };
    assert_eq!(
        state(desk.case(&ida, NOW, 1).await),
        Some(MailState::Sent),
        "a report without our mark is worth nothing"
    );
    assert_eq!(desk.comes(NOW.plus_seconds(99), &report(&sent.id)).await, Outcome::Bounce);
    assert_eq!(state(desk.case(&ida, NOW, 1).await), Some(MailState::Bounced));

    assert_eq!(desk.case(&ida, NOW, 1).await.state, CaseState::Customer);
    let told = || async { crate::notices::unread(&desk.home.engine, &ida, crate::day_of(NOW)).await.expect("Ida may") };
    let before = told().await;
    desk.home.work(NOW.plus_seconds(100)).await;
    let view = desk.case(&ida, NOW.plus_seconds(100), 1).await;
    assert_eq!(view.state, CaseState::Open, "nobody waits for an answer to what never came");
    assert_eq!(told().await, before + 1);
    let table = &desk.home.engine.tables().email_address;
    let hers = table.all().matching(Condition::Is(table.f.address, Value::Text("kari@kunde.example".to_owned())));
    let hers = table.first(desk.home.engine.store(), hers).await.expect("the store works").expect("it is there");
    assert_eq!(hers.row.state, Some(crate::parties::AddressState::Bounced));
}

#[tokio::test]
async fn whatever_cannot_be_kept_has_a_row_that_says_why() {
    let desk = Desk::new().await;
    let huge = Arrival { found_in: FoundIn::Shared(desk.mailbox), validity: 1, number: 70, bytes: None, vouches: None };
    assert_eq!(take(&desk.home.engine, NOW, &huge).await.expect("the store works"), Outcome::TooLarge);
    assert_eq!(desk.comes_as(NOW, (1, 71), "\u{0}\u{1}\u{2}").await, Outcome::Unreadable);
    let list = mail("l@kunde.example", "Nyheter", "List-Id: <nytt.kunde.example>\n", "Les mer");
    assert_eq!(desk.comes_as(NOW, (1, 72), &list).await, Outcome::List);
    let ida = desk.ida().await;
    looked(&desk.home.engine, NOW, desk.mailbox, None).await.expect("the store works");
    let late = NOW.plus_seconds(crate::limits::INTAKE_LATE_SECONDS + 1);
    let state = mailboxes(&desk.home.engine, &ida, late).await.expect("Ida may").remove(0);
    assert!(state.is_late && state.worked_at == Some(NOW));
    let expected = [(Outcome::List, 1), (Outcome::TooLarge, 1), (Outcome::Unreadable, 1)];
    let outcomes: Vec<_> = state.outcomes.iter().map(|(outcome, _, count)| (*outcome, *count)).collect();
    assert_eq!(outcomes, expected);
    let left = not_kept(&desk.home.engine, &ida).await.expect("the store works").expect("Ida may see them");
    let words: Vec<_> = left.iter().map(|it| (it.number, it.outcome.as_str(), it.why.as_deref())).collect();
    assert_eq!(words.len(), 3);
    assert!(words.contains(&(70, "for stor", Some("den er større enn det som leses"))), "{words:?}");
}

#[tokio::test]
async fn those_in_charge_are_told_once_that_a_mailbox_is_not_fetched() {
    let desk = Desk::new().await;
    let engine = &desk.home.engine;
    let lead = "personvern@fjordlys.example";
    desk.home.colleague(lead, &["privacy-lead"]).await;
    let told =
        || desk.home.mails_to(lead).into_iter().filter(|mail| mail.subject.contains("hjelp@")).collect::<Vec<_>>();
    looked(engine, NOW, desk.mailbox, None).await.expect("the store works");
    let limit = NOW.plus_seconds(crate::limits::INTAKE_LATE_SECONDS);
    looked(engine, limit, desk.mailbox, Some(Trouble::SignIn)).await.expect("the store works");
    assert_eq!(raise_alarm(engine, limit).await.expect("the store works"), 0, "it is not late yet");
    let late = limit.plus_seconds(1);
    assert_eq!(raise_alarm(engine, late).await.expect("the store works"), 1);
    assert_eq!(raise_alarm(engine, late).await.expect("the store works"), 0, "once");
    desk.home.work(late).await;
    let [mail] = &told()[..] else { panic!("{:?}", told()) };
    for part in ["hjelp@fjordlys.example", "serveren godtar ikke brukeren", "/desk/mailboxes"] {
        assert!(mail.text.contains(part) || mail.subject.contains(part), "{part} in {}", mail.text);
    }
    let ida = desk.ida().await;
    assert_eq!(late_mailboxes(engine, &ida, late).await.expect("the store works").len(), 1);
    let nobody = desk.home.colleague("tom@fjordlys.example", &["employee"]).await;
    assert!(late_mailboxes(engine, &nobody, late).await.expect("the store works").is_empty());

    looked(engine, late, desk.mailbox, None).await.expect("the store works");
    assert!(late_mailboxes(engine, &ida, late).await.expect("the store works").is_empty());
    let again = late.plus_seconds(crate::limits::INTAKE_LATE_SECONDS + 1);
    assert_eq!(raise_alarm(engine, again).await.expect("the store works"), 1, "it fell behind anew");
    looked(engine, again, desk.mailbox, None).await.expect("the store works");
    desk.home.work(again).await;
    assert_eq!(told().len(), 1, "it was read before anybody could be told");
}

#[tokio::test]
async fn a_mailbox_that_the_server_reads_has_a_row() {
    let desk = Desk::new().await;
    let engine = &desk.home.engine;
    let known = declare(engine, NOW, "Hjelp@Fjordlys.example").await.expect("the store works");
    assert_eq!(known, Declared { id: desk.mailbox, is_new: false, is_open: true });
    let made = declare(engine, NOW, "salg@fjordlys.example").await.expect("the store works");
    assert!(made.is_new && made.is_open);
    let again = declare(engine, NOW, "salg@fjordlys.example").await.expect("the store works");
    assert_eq!(again, Declared { is_new: false, ..made.clone() });
    looked(engine, NOW, made.id, Some(Trouble::Unreachable)).await.expect("the store works");
    let ida = desk.ida().await;
    let late = late_mailboxes(engine, &ida, NOW).await.expect("the store works").remove(0);
    assert_eq!((late.id, late.worked_at), (made.id, None), "one that never was read is late at once");
    assert_eq!(next_number(engine, made.id, 0).await.expect("the store works"), 1);
    let arrival = Arrival { found_in: FoundIn::Shared(made.id), validity: 0, number: 7, bytes: None, vouches: None };
    take(engine, NOW, &arrival).await.expect("the store works");
    assert_eq!(next_number(engine, made.id, 0).await.expect("the store works"), 8);
}

#[tokio::test]
async fn an_erasure_takes_mail_files_and_case() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Helsevesenet ringte")).await;
    desk.answer(&ida, NOW.plus_seconds(60), 1, "Svar").await;
    desk.home.work(NOW.plus_seconds(60)).await;
    let kari = desk.home.find("kari@kunde.example").await.expect("she is there");
    let tables = desk.home.engine.tables();
    let store = desk.home.engine.store();
    desk.home.erase(&ida, kari).await;
    assert_eq!(store.count(tables.email_message.all()).await.expect("the store works"), 0);
    assert_eq!(store.count(tables.email_reference.all()).await.expect("the store works"), 0);
    assert_eq!(store.count(tables.email_thread.all()).await.expect("the store works"), 0);
    assert_eq!(store.count(tables.case.all()).await.expect("the store works"), 0);
    assert_eq!(store.count(tables.case_event.all()).await.expect("the store works"), 0);
    assert_eq!(
        store.count(tables.mail_intake.all()).await.expect("the store works"),
        1,
        "that a message came is nobody's"
    );
    let _ =
        work(&desk.home.engine, NOW.plus_seconds(120), Lane::Mail).await.expect("a job about a row that is gone ends");
}

#[tokio::test]
async fn an_answer_leaves_whatever_id_the_mail_had() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    let ids = ["CAF+x=y$z_1%@mail.example", "blåbær@kunde.example", &format!("{}@kunde.example", "a".repeat(400))];
    for (number, id) in (1..).zip(ids) {
        desk.comes(NOW, &mail(id, &format!("Feil {number}"), "", "Hei")).await;
        assert_eq!(desk.answer(&ida, NOW.plus_seconds(60), number, "Svar").await, Sent::Queued);
        desk.home.work(NOW.plus_seconds(60)).await;
        let view = desk.case(&ida, NOW.plus_seconds(60), number).await;
        let sent = view.entries.iter().filter(|entry| match &entry.what {
            EntryKind::Mail(mail) => mail.state == MailState::Sent && !mail.automatic,
            EntryKind::Before(_) | EntryKind::Said { .. } | EntryKind::Event { .. } | EntryKind::Call(_) => false,
        });
        assert_eq!(sent.count(), 1, "{id}");
    }
}
