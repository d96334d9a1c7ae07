//! Breaches: the clock, who is told, the log, and closing.

use super::home::{DAY_SECONDS, Home, KARI, NOW};
use crate::breaches::jobs;
use crate::breaches::{
    Clock, EntryKind, Exemption, Kind, Obstacle, Opened, Opening, Part, Receiver, Righted, Risk, State, Step, Told,
    View, breach, breaches, close, counts, document, draft, judge, leave_people, not_notify, note, notify, open,
    put_right,
};
use crate::records::{Saved, Typed, save};
use crate::{Caller, Failure, Language, Moment, RowId};

const HOUR_SECONDS: i64 = 60 * 60;

pub(super) fn opening(aware_at: Moment) -> Opening {
    Opening {
        title: "Faktura til feil kunde".to_owned(),
        what: "En faktura ble sendt til feil mottaker.".to_owned(),
        aware_at: Some(aware_at),
        kind: Kind::WrongRecipient,
        part: Part::Controller,
        agreement: None,
    }
}

pub(super) async fn opened(home: &Home, caller: &Caller, at: Moment) -> RowId {
    match open(&home.engine, caller, at, &opening(at)).await.expect("the store works") {
        Opened::Done(id) => id,
        Opened::Not(obstacle) => panic!("{obstacle:?}"),
    }
}

pub(super) async fn seen(home: &Home, caller: &Caller, id: RowId, at: Moment) -> View {
    breach(&home.engine, caller, id, at).await.expect("it is there")
}

pub(super) async fn at(home: &Home, caller: &Caller, id: RowId) -> (RowId, i64) {
    (id, seen(home, caller, id, NOW).await.version)
}

pub(super) async fn judged(home: &Home, caller: &Caller, id: RowId, risk: Risk) {
    let at = at(home, caller, id).await;
    let step = judge(&home.engine, caller, NOW, at, (risk, "Slik er det.")).await;
    assert_eq!(step.expect("the store works"), Step::Done);
}

fn told(receiver: Receiver, at: Moment) -> Told {
    Told {
        receiver,
        at: Some(at),
        reference: "26/01234".to_owned(),
        late_why: String::new(),
        language: Language::Nb,
        subject: "Melding".to_owned(),
        text: "Det som skjedde.".to_owned(),
    }
}

/// Writes fields of the breach through the form that follows from the register.
pub(super) async fn fill(home: &Home, caller: &Caller, id: RowId, values: &[(&str, &str)]) {
    let version = Some(seen(home, caller, id, NOW).await.version);
    let values = values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let typed = Typed { values, version, ..Typed::default() };
    let saved = save(&home.engine, caller, NOW, "breach", Some(id), &typed).await.expect("the store works");
    assert!(matches!(saved, Saved::Done(_)), "{saved:?}");
}

#[tokio::test]
async fn the_clock_runs_for_72_hours_from_awareness_and_stops_when_the_authority_knows() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let view = seen(&home, &ida, id, NOW).await;
    assert_eq!((view.number, view.notify_by), (1, NOW.plus_seconds(72 * HOUR_SECONDS)));
    for (later, expected) in [
        (0, Clock::Calm(72 * HOUR_SECONDS)),
        (48 * HOUR_SECONDS - 1, Clock::Calm(24 * HOUR_SECONDS + 1)),
        (48 * HOUR_SECONDS, Clock::Soon(24 * HOUR_SECONDS)),
        (72 * HOUR_SECONDS, Clock::Soon(0)),
        (73 * HOUR_SECONDS, Clock::Late(HOUR_SECONDS)),
    ] {
        assert_eq!(seen(&home, &ida, id, NOW.plus_seconds(later)).await.clock, expected, "{later}");
    }
    let late = NOW.plus_seconds(73 * HOUR_SECONDS);
    let before = counts(&home.engine, &ida, late).await.expect("the store works").expect("Ida may");
    assert_eq!((before.open, before.running, before.late), (1, 1, 1));
    let step = notify(&home.engine, &ida, late, (id, view.version), &told(Receiver::Authority, NOW)).await;
    assert_eq!(step.expect("the store works"), Step::Done);
    let view = seen(&home, &ida, id, late).await;
    assert_eq!((view.clock, view.state), (Clock::Stopped, State::Notified));
    assert_eq!((view.authority_told_at, view.authority_ref.as_deref()), (Some(NOW), Some("26/01234")));
    let kinds: Vec<EntryKind> = view.log.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [EntryKind::Fact, EntryKind::Notice]);
    assert_eq!(view.log[0].author, "Ida");
}

#[tokio::test]
async fn bad_input_is_refused_and_nothing_is_stored() {
    let home = Home::new();
    let ida = home.ida().await;
    for (change, expected) in [
        (Opening { title: " ".to_owned(), ..opening(NOW) }, Obstacle::Missing),
        (Opening { what: String::new(), ..opening(NOW) }, Obstacle::Missing),
        (Opening { title: "x".repeat(201), ..opening(NOW) }, Obstacle::TooLong(200)),
        (Opening { what: "\u{1}".to_owned(), ..opening(NOW) }, Obstacle::NotText),
        (Opening { aware_at: None, ..opening(NOW) }, Obstacle::NoMoment),
        (opening(NOW.plus_seconds(1)), Obstacle::Future),
        (opening(Moment(0)), Obstacle::TooEarly),
        (Opening { part: Part::Processor, ..opening(NOW) }, Obstacle::NoAgreement),
        (Opening { part: Part::Processor, agreement: Some(RowId([9; 16])), ..opening(NOW) }, Obstacle::NoAgreement),
    ] {
        let opened = open(&home.engine, &ida, NOW, &change).await.expect("the store works");
        assert_eq!(opened, Opened::Not(expected));
    }
    assert_eq!(breaches(&home.engine, &ida, false, NOW).await.expect("Ida may"), []);
}

#[tokio::test]
async fn the_deadline_follows_awareness_when_that_is_put_right_and_nobody_types_it() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let earlier = NOW.plus_seconds(-10 * HOUR_SECONDS);
    let mut righted = Righted { aware_at: Some(earlier), part: Part::Controller, agreement: None, why: String::new() };
    let step = put_right(&home.engine, &ida, NOW, at(&home, &ida, id).await, &righted).await;
    assert_eq!(step.expect("the store works"), Step::Not(Obstacle::Missing), "a reason is needed");
    righted.why = "Kunden ringte allerede klokken ti.".to_owned();
    let step = put_right(&home.engine, &ida, NOW, at(&home, &ida, id).await, &righted).await;
    assert_eq!(step.expect("the store works"), Step::Done);
    let view = seen(&home, &ida, id, NOW).await;
    assert_eq!(view.notify_by, NOW.plus_seconds(62 * HOUR_SECONDS));
    assert!(view.log.iter().any(|entry| entry.text.contains("Kunden ringte")), "{:?}", view.log);
    let fields = crate::records::form_fields(&home.engine, &ida, "breach").expect("Ida may");
    let keys: Vec<&str> = fields.iter().map(|(key, _)| key.as_str()).collect();
    assert!(keys.contains(&"effects") && keys.contains(&"remedy"), "{keys:?}");
    for program in
        ["notify_by", "aware_at", "state", "part", "risk", "authority_told_at", "affected_count", "closed_at"]
    {
        assert!(!keys.contains(&program), "{program} is typed by nobody");
    }
}

#[tokio::test]
async fn late_beyond_the_deadline_demands_the_reason() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let late = NOW.plus_seconds(72 * HOUR_SECONDS + 1);
    let mut word = told(Receiver::Authority, late);
    let step = notify(&home.engine, &ida, late, at(&home, &ida, id).await, &word).await;
    assert_eq!(step.expect("the store works"), Step::Not(Obstacle::LateWithoutReason));
    word.late_why = "Vi visste ikke hvem det gjaldt.".to_owned();
    let step = notify(&home.engine, &ida, late, at(&home, &ida, id).await, &word).await;
    assert_eq!(step.expect("the store works"), Step::Done);
    // What follows later, in phases, is not late (GDPR art. 33(4)).
    let more = told(Receiver::Authority, late);
    let step = notify(&home.engine, &ida, late, at(&home, &ida, id).await, &more).await;
    assert_eq!(step.expect("the store works"), Step::Done);
    let view = seen(&home, &ida, id, late).await;
    assert_eq!((view.notices.len(), view.authority_told_at), (2, Some(late)));
    let fact = view.facts.iter().find(|fact| fact.key == "late_why").expect("it is shown");
    assert_eq!(fact.cell.text, "Vi visste ikke hvem det gjaldt.");
    for (moment, expected) in [
        (Some(late.plus_seconds(1)), Obstacle::Future),
        (Some(NOW.plus_seconds(-1)), Obstacle::TooEarly),
        (None, Obstacle::NoMoment),
    ] {
        let word = Told { at: moment, ..told(Receiver::Authority, late) };
        let step = notify(&home.engine, &ida, late, at(&home, &ida, id).await, &word).await;
        assert_eq!(step.expect("the store works"), Step::Not(expected));
    }
}

#[tokio::test]
async fn told_in_time_becomes_late_when_awareness_is_put_right_and_then_takes_the_reason() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let later = NOW.plus_seconds(60 * HOUR_SECONDS);
    let say = async |word: Told| {
        let at = at(&home, &ida, id).await;
        notify(&home.engine, &ida, later, at, &word).await.expect("the store works")
    };
    assert_eq!(say(told(Receiver::Authority, later)).await, Step::Done);
    let earlier = Some(NOW.plus_seconds(-24 * HOUR_SECONDS));
    let righted =
        Righted { aware_at: earlier, part: Part::Controller, agreement: None, why: "Vakten visste det.".to_owned() };
    let step = put_right(&home.engine, &ida, later, at(&home, &ida, id).await, &righted).await;
    assert_eq!(step.expect("the store works"), Step::Done);
    let against = seen(&home, &ida, id, later).await.against_closing;
    assert!(against.contains(&Obstacle::LateWithoutReason), "{against:?}");
    let text = draft(&home.engine, &ida, later, id, (Receiver::Authority, Language::Nb)).await.expect("Ida may");
    assert!(text.missing.contains(&"Hvorfor meldingen kommer etter fristen".to_owned()), "{:?}", text.missing);
    assert_eq!(say(told(Receiver::Authority, later)).await, Step::Not(Obstacle::LateWithoutReason));
    let why = "Vakten sa ikke fra.".to_owned();
    assert_eq!(say(Told { late_why: why, ..told(Receiver::Authority, later) }).await, Step::Done);
    let view = seen(&home, &ida, id, later).await;
    assert!(!view.against_closing.contains(&Obstacle::LateWithoutReason), "{:?}", view.against_closing);
    let fact = view.facts.iter().find(|fact| fact.key == "late_why").expect("it is shown");
    assert_eq!((fact.cell.text.as_str(), view.authority_told_at), ("Vakten sa ikke fra.", Some(later)));
}

#[tokio::test]
async fn a_decision_not_to_notify_falls_with_our_part() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    judged(&home, &ida, id, Risk::Unlikely).await;
    let step = not_notify(&home.engine, &ida, NOW, at(&home, &ida, id).await, "Ingen skade.").await;
    assert_eq!(step.expect("the store works"), Step::Done);
    let agreement = agreement(&home, &ida, "").await;
    for (part, agreement) in [(Part::Processor, Some(agreement)), (Part::Controller, None)] {
        let righted = Righted { aware_at: Some(NOW), part, agreement, why: "Feil rolle.".to_owned() };
        let step = put_right(&home.engine, &ida, NOW, at(&home, &ida, id).await, &righted).await;
        assert_eq!(step.expect("the store works"), Step::Done);
        let view = seen(&home, &ida, id, NOW).await;
        assert_eq!(view.not_notified_why, None);
        assert_ne!(view.clock, Clock::Stopped);
        let falls = view.log.iter().filter(|entry| entry.text.contains("vår rolle er en annen"));
        assert_eq!(falls.count(), 1, "{:?}", view.log);
    }
}

#[tokio::test]
async fn not_notifying_demands_a_judged_risk_that_is_unlikely_and_falls_with_it() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let try_it = async |why: &str| {
        let at = at(&home, &ida, id).await;
        not_notify(&home.engine, &ida, NOW, at, why).await.expect("the store works")
    };
    assert_eq!(try_it("Ingen skade.").await, Step::Not(Obstacle::NoRisk));
    judged(&home, &ida, id, Risk::Risk).await;
    assert_eq!(try_it("Ingen skade.").await, Step::Not(Obstacle::RiskStands));
    judged(&home, &ida, id, Risk::Unlikely).await;
    assert_eq!(try_it("").await, Step::Not(Obstacle::Missing));
    assert_eq!(try_it("Mottakeren slettet den uåpnet.").await, Step::Done);
    assert_eq!(seen(&home, &ida, id, NOW).await.clock, Clock::Stopped);
    judged(&home, &ida, id, Risk::High).await;
    let view = seen(&home, &ida, id, NOW).await;
    assert_eq!((view.not_notified_why, view.clock), (None, Clock::Calm(72 * HOUR_SECONDS)), "the clock runs again");
    assert_eq!(view.people_by.map(|(by, _)| by), Some(NOW.plus_seconds(72 * HOUR_SECONDS)));
}

#[tokio::test]
async fn leaving_those_affected_untold_has_the_grounds_of_the_law_only() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let leave = async |ground: Exemption| {
        let at = at(&home, &ida, id).await;
        leave_people(&home.engine, &ida, NOW, at, (ground, "Grunnen.")).await.expect("the store works")
    };
    assert_eq!(leave(Exemption::LowRisk).await, Step::Not(Obstacle::NoRisk));
    judged(&home, &ida, id, Risk::High).await;
    assert_eq!(leave(Exemption::LowRisk).await, Step::Not(Obstacle::RiskStands));
    assert_eq!(leave(Exemption::Unreadable).await, Step::Not(Obstacle::Readable));
    fill(&home, &ida, id, &[("encrypted", "yes")]).await;
    assert_eq!(leave(Exemption::Unreadable).await, Step::Done);
    let view = seen(&home, &ida, id, NOW).await;
    assert_eq!(view.people_not_told.map(|(ground, _)| ground), Some(Exemption::Unreadable));
    assert_eq!(view.people_by, None);
}

/// An agreement with a customer who is told within so many hours.
async fn agreement(home: &Home, ida: &Caller, hours: &str) -> RowId {
    let row = |values: &[(&str, &str)]| Typed {
        values: values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        name: "Strandhagen AS".to_owned(),
        ..Typed::default()
    };
    let yes = [
        "instructions",
        "secrecy",
        "secured",
        "sub_processing",
        "assists_rights",
        "assists_duties",
        "returns",
        "audits",
    ];
    let mut values = vec![
        ("title", "Drift"),
        ("state", "signed"),
        ("subject_matter", "Drift"),
        ("nature", "Lagring"),
        ("data_kinds", "navn"),
        ("special_kinds", "no"),
        ("data_subjects", "kunder"),
        ("countries", "Norge"),
        ("new_processors", "told"),
        ("breach_hours", hours),
        ("at_the_end", "delete"),
        ("valid_from", "2026-01-01"),
    ];
    values.extend(yes.map(|key| (key, "yes")));
    match save(&home.engine, ida, NOW, "processing_agreement", None, &row(&values)).await.expect("the store works") {
        Saved::Done(id) => id,
        Saved::Mend(form) => panic!("{:?}", form.fields.iter().filter(|it| it.mistake.is_some()).collect::<Vec<_>>()),
    }
}

#[tokio::test]
async fn where_we_are_the_processor_the_customer_is_told_within_the_hours_of_the_agreement() {
    let home = Home::new();
    let ida = home.ida().await;
    for (agreed, hours) in [("12", 12), ("", 24)] {
        let agreement = agreement(&home, &ida, agreed).await;
        let opening = Opening { part: Part::Processor, agreement: Some(agreement), ..opening(NOW) };
        let opened = open(&home.engine, &ida, NOW, &opening).await.expect("the store works");
        let Opened::Done(id) = opened else { panic!("{opened:?}") };
        let view = seen(&home, &ida, id, NOW).await;
        assert_eq!(view.notify_by, NOW.plus_seconds(hours * HOUR_SECONDS), "{agreed}");
        let authority = notify(&home.engine, &ida, NOW, (id, view.version), &told(Receiver::Authority, NOW)).await;
        assert_eq!(authority.expect("the store works"), Step::Not(Obstacle::NotOurs));
        assert!(view.against_closing.contains(&Obstacle::CustomerOpen));
        let text = draft(&home.engine, &ida, NOW, id, (Receiver::Customer, Language::En)).await.expect("Ida may");
        assert!(text.text.contains("on your behalf"), "{}", text.text);
        let step = notify(&home.engine, &ida, NOW, (id, view.version), &told(Receiver::Customer, NOW)).await;
        assert_eq!(step.expect("the store works"), Step::Done);
        let view = seen(&home, &ida, id, NOW).await;
        assert_eq!((view.customer_told_at, view.clock), (Some(NOW), Clock::Stopped));
    }
}

#[tokio::test]
async fn closing_demands_facts_effects_remedy_and_every_decision() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let open = seen(&home, &ida, id, NOW).await.against_closing;
    assert_eq!(open, [Obstacle::FactsMissing, Obstacle::NoRisk, Obstacle::AuthorityOpen, Obstacle::PeopleOpen]);
    let step = close(&home.engine, &ida, NOW, at(&home, &ida, id).await).await;
    assert_eq!(step.expect("the store works"), Step::Not(Obstacle::FactsMissing));
    fill(&home, &ida, id, &[("effects", "Ingen."), ("remedy", "Mottakeren har slettet.")]).await;
    judged(&home, &ida, id, Risk::Unlikely).await;
    let step = not_notify(&home.engine, &ida, NOW, at(&home, &ida, id).await, "Ingen skade.").await;
    assert_eq!(step.expect("the store works"), Step::Done);
    let step = leave_people(&home.engine, &ida, NOW, at(&home, &ida, id).await, (Exemption::LowRisk, "Lav.")).await;
    assert_eq!(step.expect("the store works"), Step::Done);
    let step = close(&home.engine, &ida, NOW, at(&home, &ida, id).await).await;
    assert_eq!(step.expect("the store works"), Step::Done);
    let view = seen(&home, &ida, id, NOW).await;
    assert_eq!((view.state, view.closed_at), (State::Closed, Some(NOW)));
    let changed = view.log.iter().find(|entry| entry.text.contains("Endret i skjemaet")).expect("it is logged");
    assert!(changed.text.contains("Følger for dem") && !changed.text.contains("Ingen."), "{changed:?}");
    let values = vec![("remedy".to_owned(), "Noe annet.".to_owned())];
    let typed = Typed { values, version: Some(view.version), ..Typed::default() };
    let saved = save(&home.engine, &ida, NOW, "breach", Some(id), &typed).await;
    assert!(matches!(saved, Err(Failure::Denied)), "what is closed stays as it is: {saved:?}");
    let record = crate::records::record(&home.engine, &ida, "breach", id, crate::day_of(NOW)).await.expect("Ida may");
    assert_eq!(record.head.way, crate::records::Way::Shown);
    let step = note(&home.engine, &ida, NOW, (id, view.version), (EntryKind::Fact, "Mer.")).await;
    assert_eq!(step.expect("the store works"), Step::Not(Obstacle::Closed));
    let closed = breaches(&home.engine, &ida, true, NOW).await.expect("Ida may");
    assert_eq!((closed.len(), closed[0].state), (1, State::Closed));
    let written = document(&home.engine, &ida, id, NOW).await.expect("Ida may");
    let html = documents::to_html(&written);
    for told in ["Mottakeren har slettet.", "artikkel 33 nr. 5", "Meldes ikke til Datatilsynet", "Avsluttet."] {
        assert!(html.contains(told), "{told} in {html}");
    }
}

#[tokio::test]
async fn lines_of_the_log_are_written_once_and_a_step_names_the_version_it_saw() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let seen_at = at(&home, &ida, id).await;
    let step = note(&home.engine, &ida, NOW, seen_at, (EntryKind::Action, "Ringte mottakeren.")).await;
    assert_eq!(step.expect("the store works"), Step::Done);
    judged(&home, &ida, id, Risk::Risk).await;
    let step = judge(&home.engine, &ida, NOW, seen_at, (Risk::High, "Nei.")).await;
    assert_eq!(step.expect("the store works"), Step::Not(Obstacle::Changed));
    let list = crate::records::list(
        &home.engine,
        &ida,
        "breach_entry",
        &crate::records::Wanted::default(),
        crate::day_of(NOW),
    )
    .await;
    let list = list.expect("Ida may");
    assert_eq!((list.rows.len(), list.head.way), (3, crate::records::Way::Shown));
    let row = list.rows[0].id;
    for denied in [
        crate::records::form(&home.engine, &ida, "breach_entry", Some(row), None, crate::day_of(NOW)).await.err(),
        crate::records::plan_removal(&home.engine, &ida, "breach_entry", row, NOW).await.err(),
        crate::records::plan_removal(&home.engine, &ida, "breach", id, NOW).await.err(),
    ] {
        assert!(matches!(denied, Some(Failure::Denied)), "{denied:?}");
    }
}

#[tokio::test]
async fn who_may_do_what_follows_the_register() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let support = home.colleague("per@fjordlys.example", &["support"]).await;
    assert!(matches!(breaches(&home.engine, &support, false, NOW).await, Err(Failure::Denied)));
    assert_eq!(counts(&home.engine, &support, NOW).await.expect("the store works"), None);
    let hr = home.colleague("eva@fjordlys.example", &["hr"]).await;
    let view = seen(&home, &hr, id, NOW).await;
    assert!(!view.may_write && !view.may_find && !view.may_see_affected);
    assert!(matches!(note(&home.engine, &hr, NOW, (id, 1), (EntryKind::Fact, "x")).await, Err(Failure::Denied)));
    assert!(matches!(open(&home.engine, &hr, NOW, &opening(NOW)).await, Err(Failure::Denied)));
    let it = home.colleague("jon@fjordlys.example", &["it-lead"]).await;
    let view = seen(&home, &it, id, NOW).await;
    assert!(view.may_write && !view.may_find && !view.may_see_affected, "IT does not see whom it is about");
}

#[tokio::test]
async fn the_notice_to_the_authority_has_what_the_law_asks_for_and_names_what_follows_later() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let notice = draft(&home.engine, &ida, NOW, id, (Receiver::Authority, Language::Nb)).await.expect("Ida may");
    assert!(notice.missing.contains(&"Omtrent hvor mange personer".to_owned()), "{:?}", notice.missing);
    assert!(notice.text.contains("Følger senere.") && notice.text.contains("første meldingen"), "{}", notice.text);
    let filled = [
        ("cause", "Feil adresse."),
        ("effects", "Kan misbrukes."),
        ("remedy", "Bedt om sletting."),
        ("data_kinds", "navn og beløp"),
        ("people_kinds", "kunder"),
        ("people_count", "12"),
        ("record_count", "40"),
    ];
    fill(&home, &ida, id, &filled).await;
    judged(&home, &ida, id, Risk::Unlikely).await;
    let full = draft(&home.engine, &ida, NOW, id, (Receiver::Authority, Language::Nb)).await.expect("Ida may");
    assert_eq!(full.missing, Vec::<String>::new(), "{}", full.text);
    for (_, value) in filled {
        assert!(full.text.contains(value), "{value} in {}", full.text);
    }
    let controller = &home.engine.model().controller;
    assert!(full.text.contains(&controller.contact) && full.text.contains(&controller.email));
    for (receiver, language) in [(Receiver::People, Language::Nb), (Receiver::People, Language::En)] {
        let notice = draft(&home.engine, &ida, NOW, id, (receiver, language)).await.expect("Ida may");
        assert!(notice.text.contains("navn og beløp") && notice.text.contains(&controller.phone), "{}", notice.text);
    }
}

#[tokio::test]
async fn a_measure_that_was_given_up_is_promised_to_nobody_and_one_is_done_when_its_state_says_so() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let breach = id.to_string();
    for (title, state, done_on) in [
        ("Låse skapet", "dropped", ""),
        ("Bytte passord", "done", ""),
        ("Gi kurs", "done", "2026-02-01"),
        ("Ny rutine", "running", "2026-02-01"),
    ] {
        let values = [
            ("title", title),
            ("kind", "technical"),
            ("breach", &breach),
            ("state", state),
            ("due_on", "2026-03-01"),
            ("done_on", done_on),
        ];
        let values = values.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
        let saved = save(&home.engine, &ida, NOW, "measure", None, &Typed { values, ..Typed::default() }).await;
        assert!(matches!(saved, Ok(Saved::Done(_))), "{saved:?}");
    }
    for receiver in [Receiver::Authority, Receiver::Customer] {
        let text = draft(&home.engine, &ida, NOW, id, (receiver, Language::Nb)).await.expect("Ida may").text;
        assert!(!text.contains("Låse skapet"), "{text}");
        for told in ["Bytte passord (gjort)", "Gi kurs (gjort ", "Ny rutine (innen "] {
            assert!(text.contains(told), "{told} in {text}");
        }
    }
    let html = documents::to_html(&document(&home.engine, &ida, id, NOW).await.expect("Ida may"));
    assert!(!html.contains("Låse skapet") && html.contains("Bytte passord"), "{html}");
}

#[tokio::test]
async fn staff_are_reminded_before_and_at_the_deadline_and_not_when_it_is_done() {
    let home = Home::new();
    let ida = home.ida().await;
    opened(&home, &ida, NOW).await;
    let mails = || home.mails_to("ida@fjordlys.example").len();
    home.work(NOW).await;
    assert_eq!(mails(), 1, "that it was opened; the handler is the privacy lead and told once");
    let last = |said: &str| {
        let last = home.mails_to("ida@fjordlys.example").pop().expect("there are mails");
        assert!(last.text.contains(said), "{said} in {last:?}");
    };
    last("Det er 72 timer igjen.");
    for (minutes, said) in [
        (48 * 60 + 1, "Det er 24 timer igjen."),
        (66 * 60 + 59, "Det er 6 timer igjen."),
        (72 * 60 + 30, "Fristen er nettopp gått ut."),
        (96 * 60 + 30, "Fristen gikk ut for 24 timer siden."),
    ] {
        home.work(NOW.plus_seconds(minutes * 60)).await;
        last(said);
    }
}

#[tokio::test]
async fn reminders_of_a_deadline_that_was_put_right_say_nothing_and_late_ones_go_on_when_a_mail_was_given_up() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    home.work(NOW).await;
    let aware_at = Some(NOW.plus_seconds(-10 * HOUR_SECONDS));
    let righted = Righted { aware_at, part: Part::Controller, agreement: None, why: "Før.".to_owned() };
    for _ in 0..2 {
        let step = put_right(&home.engine, &ida, NOW, at(&home, &ida, id).await, &righted).await;
        assert_eq!(step.expect("the store works"), Step::Done, "nothing is queued twice");
    }
    let mails = || home.mails_to("ida@fjordlys.example").len();
    for (hours, expected) in [(0, 2), (37, 2), (38, 3), (48, 3), (56, 4), (66, 5), (72, 5), (73, 5), (87, 6)] {
        home.work(NOW.plus_seconds(hours * HOUR_SECONDS)).await;
        assert_eq!(mails(), expected, "after {hours} hours");
    }
    // The next one waits already, and is not queued a second time.
    let now = NOW.plus_seconds(87 * HOUR_SECONDS);
    assert!(jobs::go_on(&home.engine, now, id).await.expect("the store works").is_empty());
    let days_later = NOW.plus_seconds(200 * HOUR_SECONDS);
    assert!(!jobs::go_on(&home.engine, days_later, id).await.expect("the store works").is_empty());
}

#[tokio::test]
async fn the_reminder_that_a_customer_is_to_be_told_offers_no_choice() {
    let home = Home::new();
    let ida = home.ida().await;
    let agreement = agreement(&home, &ida, "1").await;
    let opening = Opening { part: Part::Processor, agreement: Some(agreement), ..opening(NOW) };
    let opened = open(&home.engine, &ida, NOW, &opening).await.expect("the store works");
    assert!(matches!(opened, Opened::Done(_)), "{opened:?}");
    home.work(NOW).await;
    let mail = home.mails_to("ida@fjordlys.example").pop().expect("there is one");
    assert!(mail.text.contains("Kunden skal være varslet") && !mail.text.contains("bestemt"), "{mail:?}");
    assert!(mail.text.contains("høyst én time"), "{mail:?}");
}

#[tokio::test]
async fn staff_are_reminded_day_after_day_until_it_is_done() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = opened(&home, &ida, NOW).await;
    let mails = || home.mails_to("ida@fjordlys.example").len();
    home.work(NOW).await;
    for (hours, expected) in [(47, 1), (48, 2), (66, 3), (71, 3), (73, 4), (96, 4), (98, 5)] {
        home.work(NOW.plus_seconds(hours * HOUR_SECONDS)).await;
        assert_eq!(mails(), expected, "after {hours} hours");
    }
    let last = home.mails_to("ida@fjordlys.example").pop().expect("there are mails");
    assert!(last.subject.contains("fristen er ute") && !last.text.contains("Faktura"), "{last:?}");
    let late = NOW.plus_seconds(99 * HOUR_SECONDS);
    let word = Told { late_why: "Sent oppdaget.".to_owned(), ..told(Receiver::Authority, late) };
    let step = notify(&home.engine, &ida, late, at(&home, &ida, id).await, &word).await;
    assert_eq!(step.expect("the store works"), Step::Done);
    home.work(NOW.plus_seconds(10 * DAY_SECONDS)).await;
    assert_eq!(mails(), 5, "{KARI} was never written to");
    assert!(home.mails_to(KARI).is_empty());
}
