//! Prints what the support desk costs at size, on this machine: for `cargo xtask bench support`.
//!
//! The inbox has as many open cases as the first argument says, a hundred thousand without one, each with a deadline of its own that was
//! met; some of them came by mail and are opened and answered. A report is one of all of them.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // A measure reads the clock and prints.

mod made;

use engine::correspondence::{Arrival, FoundIn, Outcome, take_several};
use engine::support::reports::{Reckoned, ReportAsked, ages, answers, customers, feedback, load, owners};
use engine::support::{InboxAsked, Reply, Sent, Tray, case, inbox, reply};
use engine::{Caller, Engine, Language, Moment, RowId, day_of, system};
use made::{NOW, engine, mailbox};
use model::{Day, Value};
use rights::{Operation, Viewer};
use std::hint::black_box;
use std::time::{Duration, Instant};
use store::Changes;
use testkit::inbox::Letter;
use tokio::runtime::Runtime;

const CASES: u32 = 100_000;
const PEOPLE: u32 = 2_000;
const BATCH: u32 = 2_000;
const MAILS: u32 = 200;
const COLLEAGUES: u32 = 20;
const MINUTE: i64 = 60_000_000;

fn main() {
    let cases = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(CASES);
    let folder = tempfile::tempdir().expect("a folder");
    let (engine, runtime) = (engine(folder.path()), Runtime::new().expect("a runtime"));
    let mailbox = runtime.block_on(mailbox(&engine));
    let ida = runtime.block_on(colleagues(&engine));
    runtime.block_on(fill(&engine, cases));
    let mails: Vec<Vec<u8>> =
        (1..=MAILS).map(|number| Letter { number, sender: number, answers: None }).map(Letter::short).collect();
    let arrivals: Vec<Arrival<'_>> = (1..)
        .zip(&mails)
        .map(|(number, bytes)| Arrival {
            found_in: FoundIn::Shared(mailbox),
            validity: 1,
            number,
            bytes: Some(bytes),
            vouches: None,
        })
        .collect();
    for outcome in runtime.block_on(take_several(&engine, NOW, &arrivals)) {
        assert_eq!(outcome.expect("it is taken in"), Outcome::Stored);
    }
    let asked = InboxAsked { tray: Tray::Open, queue: None, category: None, after: None };
    let page = || runtime.block_on(inbox(&engine, &ida, NOW, asked)).expect("it is read");
    assert_eq!(page().lines.len(), 50, "a page of many");
    let pages = (0..200).map(|_| timed(|| black_box(page()))).collect();
    let of_mail = by_mail(&engine, &runtime);
    assert_eq!(of_mail.len(), usize::try_from(MAILS).expect("it fits"));
    let opened =
        of_mail.iter().map(|id| timed(|| runtime.block_on(case(&engine, &ida, NOW, *id)).expect("it is read")));
    let opened = opened.collect();
    let answered = of_mail.iter().map(|id| {
        let version = runtime.block_on(case(&engine, &ida, NOW, *id)).expect("it is read").version;
        let typed = Reply { version, text: "Hei, vi ser på det og svarer i dag.".to_owned(), ..Reply::default() };
        timed(|| {
            let sent = runtime.block_on(reply(&engine, &ida, NOW, *id, &typed)).expect("it is written");
            assert_eq!(sent, Sent::Queued);
        })
    });
    let answered = answered.collect();
    let period = ReportAsked::new(None, None, None, day_of(NOW));
    let reported = (0..5).map(|_| timed(|| runtime.block_on(reports(&engine, &ida, period)))).collect();
    print("inbox of 100,000 open cases", pages);
    print("reports of 100,000 cases", reported);
    print("page of a case", opened);
    print("reply in the outbox", answered);
}

/// Every part of a report.
async fn reports(engine: &Engine, ida: &Caller, period: ReportAsked) {
    let all = "it is read";
    assert!(matches!(load(engine, ida, period).await.expect(all), Reckoned::Lines(_)));
    assert!(matches!(answers(engine, ida, NOW, period).await.expect(all), Reckoned::Lines(_)));
    assert!(matches!(ages(engine, ida, NOW, period).await.expect(all), Reckoned::Lines(_)));
    assert!(matches!(owners(engine, ida, period).await.expect(all), Reckoned::Lines(_)));
    assert!(matches!(customers(engine, ida, NOW, period).await.expect(all), Reckoned::Lines(_)));
    assert!(matches!(feedback(engine, ida, NOW, period).await.expect(all), Reckoned::Lines(_)));
}

/// Ida, who may do everything with cases, and others who may.
async fn colleagues(engine: &Engine) -> Caller {
    for number in 1..COLLEAGUES {
        let address = format!("kollega{number}@fjordlys.example");
        let roles = ["support"];
        system::add_user(engine, NOW, "Kollega", &address, Language::Nb, &roles).await.expect("a new user");
    }
    let (address, roles) = ("ida@fjordlys.example", ["support", "support-lead"]);
    system::add_user(engine, NOW, "Ida", address, Language::Nb, &roles).await.expect("a new user");
    let link = system::sign_in_link(engine, NOW, address).await.expect("it is made").expect("a link");
    let secret = link.rsplit('/').next().expect("a secret");
    let session = system::sign_in(engine, NOW, secret).await.expect("it is read").expect("a session");
    system::signed_in(engine, NOW, &session).await.expect("it is read").expect("is in")
}

/// Cases of many people, open, each due at another moment.
async fn fill(engine: &Engine, cases: u32) {
    let model = engine.model();
    let entity = |key: &str| model.entity_named(key).expect("it is declared");
    let scope =
        |key: &str| rights::scope(model, &Viewer::Engine, entity(key), Operation::Write).expect("the engine may");
    let field = |key: &str, name: &str| model.field_named(entity(key), name).expect("it is declared");
    let text = |text: &str| Value::Text(text.to_owned());
    let (person, case, deadline) = (scope("person"), scope("case"), scope("case_deadline"));
    let somebody = |number: u32| RowId((u128::from(number) | 7 << 100).to_be_bytes());
    let mut changes = Changes::new();
    for number in 0..PEOPLE {
        let cells = vec![
            (field("person", "name"), text(&format!("Kari Etternavn{number}"))),
            (field("person", "source"), text("customer")),
            (field("person", "since"), Value::Day(Day(20_000))),
        ];
        changes.insert(&person, somebody(number), cells).expect("it is allowed");
    }
    engine.store().apply(changes).await.expect("it is written");
    let [policy, queue] = [1u128, 3].map(|id| RowId(id.to_be_bytes()));
    for first in (0..cases).step_by(usize::try_from(BATCH).expect("it fits")) {
        let mut changes = Changes::new();
        for number in first..cases.min(first + BATCH) {
            let due = Moment(NOW.0 + i64::from(number.wrapping_mul(7_919) % 40_000) * MINUTE);
            let cells = vec![
                (field("case", "title"), text(&format!("Timelisten viser feil uke {}", number % 53))),
                (field("case", "contact"), Value::Id(somebody(number % PEOPLE))),
                (field("case", "covered"), text("not-judged")),
                (field("case", "came_by"), text("phone")),
                (field("case", "priority"), text("normal")),
                (field("case", "state"), text(if number % 3 == 0 { "new" } else { "open" })),
                (field("case", "queue"), Value::Id(queue)),
                (field("case", "due_at"), Value::Moment(due)),
                (field("case", "created_at"), Value::Moment(NOW)),
            ];
            let id = RowId((u128::from(number) | 9 << 100).to_be_bytes());
            changes.insert(&case, id, cells).expect("it is allowed");
            let met = Moment(NOW.0 - i64::from(number % 10_000) * MINUTE);
            let cells = vec![
                (field("case_deadline", "case"), Value::Id(id)),
                (field("case_deadline", "kind"), text("first-answer")),
                (field("case_deadline", "policy"), Value::Id(policy)),
                (field("case_deadline", "began_at"), Value::Moment(Moment(met.0 - 600 * MINUTE))),
                (field("case_deadline", "due_at"), Value::Moment(due)),
                (field("case_deadline", "met_at"), Value::Moment(met)),
                (field("case_deadline", "state"), text("met")),
            ];
            let id = RowId((u128::from(number) | 11 << 100).to_be_bytes());
            changes.insert(&deadline, id, cells).expect("it is allowed");
        }
        engine.store().apply(changes).await.expect("it is written");
    }
}

/// The cases that came by mail.
fn by_mail(engine: &Engine, runtime: &Runtime) -> Vec<RowId> {
    let model = engine.model();
    let entity = model.entity_named("case").expect("it is declared");
    let came_by = model.field_named(entity, "came_by").expect("it is declared");
    let read = rights::scope(model, &Viewer::Engine, entity, Operation::Read).expect("the engine may");
    let mail = store::Condition::Is(came_by, Value::Text("mail".to_owned()));
    let found = runtime.block_on(engine.store().find(store::Query::over(&read).matching(mail))).expect("it is read");
    found.iter().map(|case| case.id).collect()
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    black_box(work());
    began.elapsed()
}

/// The time within which 95 of 100 are done.
fn print(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    println!("{what}\t{:.2}\tms", times[times.len() * 95 / 100].as_secs_f64() * 1000.0);
}
