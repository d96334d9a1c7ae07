//! Calls: whose a number may be, what becomes of one that is registered, and of one that a switchboard tells of.

use super::home::{DAY_SECONDS, KARI, NOW};
use super::intake::{Desk, mail, said};
use crate::correspondence::calls::{
    Asked, Call, CallOutcome, CallProblem, Match, Recognised, Registered, Report, ReportProblem, Reported, Whom, call,
    confirm, look_up, may_be_part_of, offered, register, report, summarise,
};
use crate::correspondence::{Direction, PartOf};
use crate::deed::{Deed, More};
use crate::parties::{Holder, Organisation, OrganisationSource, PhoneNumber, Position, Source, number_of};
use crate::privacy::{Carried, Wish, access_package, carry_out, plan_wish};
use crate::support::{CaseState, DeadlineKind, DeadlineState, merge};
use crate::system::{NewToken, machine, make_token};
use crate::{Caller, Failure, Language, Moment, RowId, day_of};
use model::{Column, Value};
use store::{Changes, Condition};

const NUMBER: &str = "+47 00 00 00 21";

/// A desk with one case, of Kari's, whose number is [`NUMBER`].
async fn desk() -> (Desk, Caller, RowId) {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let kari = desk.home.find(KARI).await.expect("Kari is known");
    gives(&desk, kari, "+4700000021").await;
    (desk, ida, kari)
}

async fn gives(desk: &Desk, person: RowId, number: &str) {
    let mut changes = Changes::new();
    number_of(&desk.home.engine, &mut changes, NOW, (person, number), Source::Company).expect("it fits");
    desk.home.engine.store().apply(changes).await.expect("the store works");
}

/// Somebody else, held up by a case of theirs.
async fn ola(desk: &Desk) -> RowId {
    let text = "From: Ola <ola@annen.example>\nTo: hjelp@fjordlys.example\nSubject: Annet\nMessage-ID: <o@annen.example>\n\nHei\n";
    desk.comes(NOW, text).await;
    desk.home.find("ola@annen.example").await.expect("Ola is known")
}

/// An organisation with a switchboard, where `person` works.
pub(super) async fn workplace(desk: &Desk, person: RowId, number: &str) -> RowId {
    let (engine, tables) = (&desk.home.engine, desk.home.engine.tables());
    let (mut changes, place) = (Changes::new(), engine.new_id(NOW));
    let row = Organisation {
        name: Some("Kunde AS".to_owned()),
        org_number: None,
        postal_address: None,
        source: OrganisationSource::Company,
        since: day_of(NOW),
    };
    tables.organisation.insert(&mut changes, place, &row).expect("it fits");
    let row = PhoneNumber {
        holder: Holder::Organisation,
        person: None,
        organisation: Some(place),
        number: number.to_owned(),
        state: None,
        source: Source::Company,
        since: day_of(NOW),
    };
    tables.phone_number.insert(&mut changes, engine.new_id(NOW), &row).expect("it fits");
    let row = Position { person: Some(person), organisation: Some(place), title: None, ended_on: None };
    tables.position.insert(&mut changes, engine.new_id(NOW), &row).expect("it fits");
    engine.store().apply(changes).await.expect("the store works");
    place
}

fn came(whom: Whom) -> Call {
    Call {
        direction: Direction::In,
        outcome: CallOutcome::Talked,
        number: NUMBER.to_owned(),
        whom: Some(whom),
        organisation: None,
        part_of: PartOf::Support,
        case: String::new(),
        summary: "Spurte om timelisten".to_owned(),
        began_at: Some(NOW.plus_seconds(60)),
        took: Some(4),
    }
}

async fn registered(desk: &Desk, caller: &Caller, at: Moment, call: &Call) -> (RowId, RowId) {
    match register(&desk.home.engine, caller, at, call).await.expect("they may") {
        Registered::Done { call, person, .. } => (call, person),
        Registered::Mend(problems) => panic!("nothing is wrong: {problems:?}"),
    }
}

/// Each as `name (organisation) sure cases`.
fn lines(found: &[Match]) -> Vec<String> {
    let line = |one: &Match| {
        let place = one.organisation.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default();
        let cases: Vec<String> = one.open_cases.iter().map(|case| format!("{} {}", case.number, case.title)).collect();
        let sure = if one.sure { "sure" } else { "maybe" };
        format!("{} ({place}) {sure} {}", one.name, cases.join(", "))
    };
    found.iter().map(line).collect()
}

async fn whose(desk: &Desk, caller: &Caller, number: &str) -> Vec<String> {
    lines(&look_up(&desk.home.engine, caller, number, day_of(NOW)).await.expect("they may"))
}

#[tokio::test]
async fn a_number_is_somebodys_for_sure_or_maybe() {
    let (desk, ida, kari) = desk().await;
    for spelling in [NUMBER, "00000021", "0047 00 00 00 21"] {
        assert_eq!(whose(&desk, &ida, spelling).await, ["Kari Nordmann () sure 1 Feil"], "{spelling}");
    }
    assert_eq!(whose(&desk, &ida, "+47 00 00 00 22").await, [""; 0]);
    assert_eq!(whose(&desk, &ida, "ring meg").await, [""; 0]);
    let ola = ola(&desk).await;
    gives(&desk, ola, "+4700000021").await;
    assert_eq!(whose(&desk, &ida, NUMBER).await, ["Kari Nordmann () maybe 1 Feil", "Ola () maybe 2 Annet"]);
    workplace(&desk, kari, "+4700000023").await;
    let at_work = ["Kari Nordmann (Kunde AS) maybe 1 Feil", "Kunde AS (Kunde AS) maybe "];
    assert_eq!(whose(&desk, &ida, "+47 00 00 00 23").await, at_work, "a switchboard is nobody's own");
}

#[tokio::test]
async fn who_is_restricted_or_hidden_is_not_there_for_a_number() {
    let (desk, ida, kari) = desk().await;
    let hr = desk.home.colleague("hr@fjordlys.example", &["employee"]).await;
    assert_eq!(whose(&desk, &hr, NUMBER).await, [""; 0], "no purpose of theirs holds her up");
    let wish = (kari, Wish::Restriction);
    let engine = &desk.home.engine;
    let plan = plan_wish(engine, &ida, wish, Language::En, day_of(NOW)).await.expect("Ida may");
    let done = carry_out(engine, &ida, NOW, wish, &plan.fingerprint, Language::En).await;
    assert!(matches!(done, Ok(Carried::Done(_))), "{done:?}");
    assert_eq!(whose(&desk, &ida, NUMBER).await, [""; 0], "not even for who carries out rights");
    let gone = register(engine, &ida, NOW.plus_seconds(90), &came(Whom::Known(kari))).await.expect("Ida may");
    assert_eq!(gone, Registered::Mend(vec![CallProblem::Gone]));
}

#[tokio::test]
async fn a_call_stands_in_its_case_and_counts_for_its_deadlines() {
    let (desk, ida, kari) = desk().await;
    let out = Call {
        direction: Direction::Out,
        case: "#1".to_owned(),
        began_at: Some(NOW.plus_seconds(3_600)),
        ..came(Whom::Known(kari))
    };
    let tried = Call { outcome: CallOutcome::NoAnswer, summary: String::new(), ..out.clone() };
    registered(&desk, &ida, NOW.plus_seconds(3_700), &tried).await;
    let first = |view: &crate::support::CaseView| {
        let clock = view.clocks.iter().find(|clock| clock.kind == DeadlineKind::FirstAnswer).expect("it runs");
        (clock.state, clock.met_at)
    };
    let view = desk.case(&ida, NOW.plus_seconds(3_700), 1).await;
    assert_eq!(first(&view), (DeadlineState::Running, None), "nobody answered");
    // It is registered days after it was due, and began before.
    let late = NOW.plus_seconds(5 * DAY_SECONDS);
    registered(&desk, &ida, late, &out).await;
    let view = desk.case(&ida, late, 1).await;
    assert_eq!(first(&view), (DeadlineState::Met, Some(NOW.plus_seconds(3_600))));
    assert_eq!(said(&view), ["Hei", "", "Spurte om timelisten"]);
    let table = &desk.home.engine.tables().case_deadline;
    let kept = table.find(desk.home.engine.store(), table.all()).await.expect("the store works");
    let met = kept.iter().find(|row| row.row.kind == DeadlineKind::FirstAnswer).expect("it is kept");
    assert_eq!(met.row.met_at, Some(NOW.plus_seconds(3_600)), "lists say the same");
    desk.answer(&ida, late, 1, "Se der").await;
    let came = Call { case: "1".to_owned(), began_at: Some(late.plus_seconds(60)), ..came(Whom::Known(kari)) };
    registered(&desk, &ida, late.plus_seconds(120), &came).await;
    let view = desk.case(&ida, late.plus_seconds(120), 1).await;
    assert_eq!(view.state, CaseState::Open, "who calls has asked: it is ours again");
}

#[tokio::test]
async fn calls_go_along_with_a_case_that_becomes_part_of_another() {
    let (desk, ida, kari) = desk().await;
    desk.comes(NOW, &mail("2@kunde.example", "Samme feil", "", "Andre")).await;
    let call = Call { case: "2".to_owned(), ..came(Whom::Known(kari)) };
    registered(&desk, &ida, NOW.plus_seconds(90), &call).await;
    let second = desk.case(&ida, NOW, 2).await;
    merge(&desk.home.engine, &ida, NOW.plus_seconds(95), (second.id, second.version), 1).await.expect("Ida may");
    assert!(said(&desk.case(&ida, NOW, 1).await).contains(&"Spurte om timelisten".to_owned()));
    registered(&desk, &ida, NOW.plus_seconds(99), &call).await;
    let count = said(&desk.case(&ida, NOW, 1).await).iter().filter(|text| text.contains("timelisten")).count();
    assert_eq!(count, 2, "a number of then leads to the case of now");
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_call_is_said_at_once() {
    let (desk, ida, kari) = desk().await;
    let check = async |call: Call, expected: &[CallProblem]| {
        let done = register(&desk.home.engine, &ida, NOW.plus_seconds(90), &call).await.expect("Ida may");
        match done {
            Registered::Mend(problems) => assert_eq!(problems, expected),
            Registered::Done { .. } => assert_eq!(expected, [], "{call:?}"),
        }
    };
    let fine = came(Whom::Known(kari));
    let (most, longest) = (crate::limits::CALL_SUMMARY_CHARACTERS, crate::limits::CALL_MINUTES);
    check(Call { summary: "a".repeat(most), took: Some(longest), ..fine.clone() }, &[]).await;
    check(
        Call { whom: None, number: "12".to_owned(), ..fine.clone() },
        &[CallProblem::NotANumber, CallProblem::Nobody],
    )
    .await;
    check(
        Call { number: String::new(), whom: Some(Whom::New(String::new())), ..fine.clone() },
        &[CallProblem::NoNumber],
    )
    .await;
    let all = Call {
        whom: Some(Whom::Known(RowId([9; 16]))),
        part_of: PartOf::Sales,
        case: "77".to_owned(),
        summary: "a".repeat(most + 1),
        began_at: Some(NOW.plus_seconds(DAY_SECONDS)),
        took: Some(longest + 1),
        ..fine
    };
    let problems = [
        CallProblem::Gone,
        CallProblem::NotTheirs,
        CallProblem::NoCase,
        CallProblem::TooLong(most),
        CallProblem::Began,
        CallProblem::Took(longest),
    ];
    check(all, &problems).await;
    assert_eq!(may_be_part_of(&desk.home.engine, &ida), [PartOf::Support]);
    let hr = desk.home.colleague("hr@fjordlys.example", &["employee"]).await;
    assert_eq!(may_be_part_of(&desk.home.engine, &hr), [PartOf::Project, PartOf::Matter, PartOf::Work]);
    let reader = desk.home.colleague("siv@fjordlys.example", &["hr"]).await;
    let denied = register(&desk.home.engine, &reader, NOW, &came(Whom::Known(kari))).await;
    assert!(matches!(denied, Err(Failure::Denied)), "{denied:?}");
}

#[tokio::test]
async fn an_erasure_takes_the_calls_and_a_package_has_them() {
    let (desk, ida, kari) = desk().await;
    let (call, _) = registered(&desk, &ida, NOW.plus_seconds(90), &came(Whom::Known(kari))).await;
    let engine = &desk.home.engine;
    let package = access_package(engine, &ida, NOW.plus_seconds(99), kari, Language::En).await.expect("Ida may");
    let section = package.sections.iter().find(|section| section.entity == "phone_call").expect("calls are hers");
    assert_eq!(section.rows.len(), 1);
    desk.home.erase(&ida, kari).await;
    assert!(engine.tables().phone_call.get(engine.store(), call).await.expect("the store works").is_none());
    assert_eq!(whose(&desk, &ida, NUMBER).await, [""; 0]);
}

#[tokio::test]
async fn somebody_new_has_nothing_but_the_number() {
    let (desk, ida, _) = desk().await;
    let new = Call { number: "00000029".to_owned(), ..came(Whom::New("  ".to_owned())) };
    let (_, person) = registered(&desk, &ida, NOW.plus_seconds(90), &new).await;
    assert_eq!(whose(&desk, &ida, "+4700000029").await, [" () maybe "], "a nameless person may be anybody");
    let again = registered(&desk, &ida, NOW.plus_seconds(91), &Call { whom: Some(Whom::Known(person)), ..new }).await;
    assert_eq!(again.1, person);
    let f = &desk.home.engine.tables().phone_number.f;
    let same = Condition::Is(f.number, Value::Text("+4700000029".to_owned()));
    let query = desk.home.engine.tables().phone_number.all().matching(same);
    assert_eq!(desk.home.engine.store().count(query).await.expect("the store works"), 1, "it is not kept twice");
}

#[tokio::test]
async fn who_comes_from_a_case_has_its_contact_before_them() {
    let (desk, ida, kari) = desk().await;
    let id = desk.case(&ida, NOW, 1).await.id;
    let asked = Asked { case: Some(id), ..Asked::default() };
    let offer = offered(&desk.home.engine, &ida, day_of(NOW), &asked).await.expect("Ida may");
    assert_eq!(
        (offer.number.as_str(), offer.chosen, offer.case.map(|case| case.number)),
        ("+4700000021", Some(kari), Some(1))
    );
    let asked = Asked { number: "tull".to_owned(), ..Asked::default() };
    let offer = offered(&desk.home.engine, &ida, day_of(NOW), &asked).await.expect("Ida may");
    assert_eq!((offer.number.as_str(), offer.is_number, offer.matches.len()), ("tull", false, 0));
}

/// A switchboard with a token for `activity`.
async fn switchboard(desk: &Desk, activity: &str, writes: bool) -> Caller {
    let owner = desk.home.colleague(&format!("{activity}-{writes}@fjordlys.example"), &["owner"]).await;
    let wanted = NewToken {
        name: "Sentralbordet".to_owned(),
        activity: activity.to_owned(),
        writes,
        entities: Vec::new(),
        expires_on: day_of(NOW.plus_seconds(30 * DAY_SECONDS)),
    };
    let (_, token) = make_token(&desk.home.engine, &owner, NOW, &wanted).await.expect("an owner may");
    machine(&desk.home.engine, NOW, &token).await.expect("the store works").expect("it works")
}

fn ringing(id: &str) -> Report {
    Report { call_id: id.to_owned(), number: NUMBER.to_owned(), is_in: true, began_at: Some(NOW), ..Report::default() }
}

fn ended(id: &str) -> Report {
    Report {
        outcome: Some(CallOutcome::Talked),
        took_seconds: Some(61),
        agent: Some("ida@fjordlys.example".to_owned()),
        ..ringing(id)
    }
}

async fn reported(desk: &Desk, program: &Caller, told: &Report) -> (RowId, bool, bool) {
    match report(&desk.home.engine, program, NOW.plus_seconds(120), told).await.expect("it may") {
        Reported::Stored { call, is_new, is_sure } => (call, is_new, is_sure),
        Reported::Mend(problems) => panic!("nothing is wrong: {problems:?}"),
    }
}

#[tokio::test]
async fn a_call_that_is_reported_twice_is_one() {
    let (desk, ida, kari) = desk().await;
    let (engine, program) = (&desk.home.engine, switchboard(&desk, "support", true).await);
    let (id, is_new, is_sure) = reported(&desk, &program, &ringing("a1")).await;
    assert_eq!((is_new, is_sure), (true, true));
    let view = call(engine, &ida, id, day_of(NOW)).await.expect("Ida may");
    assert_eq!((view.person.0, view.outcome, view.minutes), (kari, CallOutcome::Missed, None), "while it rings");
    let unread = async |caller: &Caller| crate::notices::unread(engine, caller, day_of(NOW)).await.expect("they may");
    assert_eq!(unread(&ida).await, 0);
    assert_eq!(reported(&desk, &program, &ended("a1")).await, (id, false, true));
    let view = call(engine, &ida, id, day_of(NOW)).await.expect("Ida may");
    assert_eq!((view.outcome, view.minutes, view.taken_by.as_str()), (CallOutcome::Talked, Some(2), "Ida"));
    assert_eq!(unread(&ida).await, 1, "she is asked to write what was said");
    summarise(engine, &ida, NOW, (id, view.version), "Hun vil ha hjelp").await.expect("Ida may");
    // The reports come late, and in another order.
    let wordy = Report { summary: Some("Notat fra sentralbordet".to_owned()), ..ended("a1") };
    for told in [wordy, ringing("a1"), ended("a1")] {
        assert_eq!(reported(&desk, &program, &told).await, (id, false, true));
    }
    let view = call(engine, &ida, id, day_of(NOW)).await.expect("Ida may");
    assert_eq!((view.summary.as_str(), view.outcome), ("Hun vil ha hjelp", CallOutcome::Talked));
    assert_eq!(engine.store().count(engine.tables().phone_call.all()).await.expect("the store works"), 1);
}

#[tokio::test]
async fn what_is_maybe_becomes_sure_or_somebody_else() {
    let (desk, ida, kari) = desk().await;
    let (engine, program) = (&desk.home.engine, switchboard(&desk, "support", true).await);
    let unknown = Report { number: "+47 00 00 00 31".to_owned(), ..ended("b1") };
    let (id, _, is_sure) = reported(&desk, &program, &unknown).await;
    assert!(!is_sure);
    let view = call(engine, &ida, id, day_of(NOW)).await.expect("Ida may");
    assert_eq!((view.matched, view.person.1.as_str(), view.matches.len()), (Recognised::Maybe, "", 1));
    let stale = confirm(engine, &ida, NOW, id, view.version + 1, kari).await;
    assert!(matches!(stale, Err(Failure::Stale)), "{stale:?}");
    confirm(engine, &ida, NOW, id, view.version, kari).await.expect("Ida may");
    let view = call(engine, &ida, id, day_of(NOW)).await.expect("Ida may");
    assert_eq!((view.matched, view.person.0), (Recognised::Sure, kari));
    assert_eq!(whose(&desk, &ida, "+47 00 00 00 31").await, ["Kari Nordmann () sure 1 Feil"], "the number is hers");
    let again = Report { number: "+47 00 00 00 31".to_owned(), ..ended("b2") };
    assert!(reported(&desk, &program, &again).await.2);
    let nobody = confirm(engine, &ida, NOW, id, view.version, RowId([9; 16])).await;
    assert!(matches!(nobody, Err(Failure::NotFound)), "{nobody:?}");
}

#[tokio::test]
async fn a_number_of_several_is_confirmed_first() {
    let (desk, ida, kari) = desk().await;
    let ola = ola(&desk).await;
    gives(&desk, ola, "+4700000021").await;
    let program = switchboard(&desk, "support", true).await;
    let (id, _, is_sure) = reported(&desk, &program, &ended("c1")).await;
    let view = call(&desk.home.engine, &ida, id, day_of(NOW)).await.expect("Ida may");
    let who: Vec<_> = view.matches.iter().filter_map(|one| one.person).collect();
    assert_eq!((is_sure, who), (false, vec![kari, ola]));
    confirm(&desk.home.engine, &ida, NOW, id, view.version, ola).await.expect("Ida may");
    assert_eq!(whose(&desk, &ida, NUMBER).await.len(), 2, "each keeps their number");
}

#[tokio::test]
async fn a_switchboard_reads_and_tells_no_more_than_its_token_is_for() {
    let (desk, ida, _) = desk().await;
    let engine = &desk.home.engine;
    let (sales, reader) = (switchboard(&desk, "sales", true).await, switchboard(&desk, "support", false).await);
    assert_eq!(whose(&desk, &sales, NUMBER).await, [""; 0], "no sale holds Kari up");
    assert_eq!(whose(&desk, &reader, NUMBER).await, ["Kari Nordmann () sure 1 Feil"]);
    let denied = report(engine, &reader, NOW, &ended("d1")).await;
    assert!(matches!(denied, Err(Failure::Denied)), "{denied:?}");
    let (id, _, is_sure) = reported(&desk, &sales, &ended("d2")).await;
    assert!(!is_sure, "for them it is somebody new");
    let hidden = call(engine, &desk.home.colleague("per@fjordlys.example", &["support"]).await, id, day_of(NOW)).await;
    assert!(hidden.is_err(), "and part of sales: {hidden:?}");
    let support = switchboard(&desk, "support", true).await;
    let taken = report(engine, &support, NOW, &ended("d2")).await;
    assert!(matches!(taken, Err(Failure::Denied)), "{taken:?}");
    let unknown = Report { agent: Some("ingen@fjordlys.example".to_owned()), ..ended("d3") };
    let (id, ..) = reported(&desk, &support, &unknown).await;
    assert_eq!(call(engine, &ida, id, day_of(NOW)).await.expect("Ida may").taken_by, "");
}

#[tokio::test]
async fn a_report_says_all_that_is_wrong_with_it() {
    let (desk, _, _) = desk().await;
    let program = switchboard(&desk, "support", true).await;
    let wrong = Report {
        call_id: "x".repeat(crate::limits::CALL_ID_CHARACTERS + 1),
        number: "hemmelig".to_owned(),
        began_at: Some(NOW.plus_seconds(DAY_SECONDS)),
        took_seconds: Some(-1),
        summary: Some("a".repeat(crate::limits::CALL_SUMMARY_CHARACTERS + 1)),
        ..Report::default()
    };
    let done = report(&desk.home.engine, &program, NOW, &wrong).await.expect("it may");
    let problems = vec![
        ReportProblem::CallId(crate::limits::CALL_ID_CHARACTERS),
        ReportProblem::Number,
        ReportProblem::BeganAt,
        ReportProblem::Took(crate::limits::CALL_MINUTES * 60),
        ReportProblem::Summary(crate::limits::CALL_SUMMARY_CHARACTERS),
    ];
    assert_eq!(done, Reported::Mend(problems));
}

#[tokio::test]
async fn what_a_colleague_has_set_of_a_call_stays_whatever_is_reported() {
    let (desk, ida, _) = desk().await;
    let (engine, program) = (&desk.home.engine, switchboard(&desk, "support", true).await);
    let (id, ..) = reported(&desk, &program, &ringing("a1")).await;
    let table = &engine.tables().phone_call;
    let set = async |outcome: CallOutcome, took: i64| {
        let stored = table.get(engine.store(), id).await.expect("the store works").expect("it is there");
        let mut changes = Changes::new();
        let cells = vec![(table.f.outcome, outcome.write()), (table.f.took, Value::Integer(took))];
        changes.update(&table.write, id, stored.version, cells).expect("it fits");
        let entry = Deed::Changed.entry(engine, NOW, ida.actor(), (table.f.entity, id));
        changes.record(entry.fields(vec![table.f.outcome, table.f.took]));
        engine.store().apply(changes).await.expect("the store works");
    };
    set(CallOutcome::Message, 1).await;
    reported(&desk, &program, &Report { took_seconds: Some(600), ..ended("a1") }).await;
    let view = call(engine, &ida, id, day_of(NOW)).await.expect("Ida may");
    assert_eq!((view.outcome, view.minutes), (CallOutcome::Message, Some(1)));
    assert_eq!(view.taken_by, "Ida", "what nobody has set is filled in");
}
