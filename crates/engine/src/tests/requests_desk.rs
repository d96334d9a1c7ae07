//! Requests of persons at the desk: deadlines, proof, places outside, answers, and what is done at once.

use super::home::{DAY_SECONDS, Home, KARI, NOW};
use super::requests::{ask, confirmed, last_with, listed, secret};
use crate::limits::FORGET_REQUEST_SECONDS;
use crate::newsletter::{Reached, is_suppressed};
use crate::privacy::{Carried, Wish, carry_out, plan_wish, portable};
use crate::records::{Mistake, Saved, Typed, save};
use crate::requests::{
    Added, Answer, CameBy, Ended, Ending, Entry, Haste, Identity, Kind, Obstacle, Outcome, Parcel, State, Step,
    TaskState, TaskWhat, View, Which, Wrong, add, answer_outside, answer_task, close, confirm, counts, end, extend,
    follow, from_contact, identify, outside_of, outside_open, request, requests, take_receipt,
};
use crate::website;
use crate::{Caller, Day, Language, Moment, RowId, day_of, start_of};

/// 31 January 2027, noon in Oslo.
fn last_of_january() -> Moment {
    start_of(Day(20_849)).plus_seconds(12 * 60 * 60)
}

pub(super) fn entry(kind: Kind, person: &str) -> Entry {
    Entry {
        person: person.to_owned(),
        name: String::new(),
        kind,
        came_by: CameBy::Phone,
        received_on: day_of(NOW),
        text: String::new(),
        language: Language::Nb,
        on_behalf: String::new(),
        authority: None,
        identity: Identity::Known,
    }
}

pub(super) async fn view(home: &Home, caller: &Caller, id: RowId, at: Moment) -> View {
    request(&home.engine, caller, id, day_of(at)).await.expect("it is there")
}

/// Answers every task of the request: there was nothing.
pub(super) async fn answer_tasks(home: &Home, caller: &Caller, id: RowId) {
    for task in view(home, caller, id, NOW).await.tasks {
        let nothing = (task.id, task.version);
        let done = answer_task(&home.engine, caller, NOW, nothing, TaskState::Nothing, "").await;
        assert_eq!(done.ok(), Some(Step::Done));
    }
}

async fn added(home: &Home, caller: &Caller, at: Moment, entry: &Entry) -> RowId {
    match add(&home.engine, caller, at, entry).await.expect("the store works") {
        Added::Done(id) => id,
        Added::Mend(wrong) => panic!("{wrong:?}"),
    }
}

#[tokio::test]
async fn the_deadline_is_a_month_clipped_and_is_extended_once_and_in_time() {
    let home = Home::new();
    let at = last_of_january();
    home.send(at, |_| {}).await;
    let ida = home.ida().await;
    let it = Entry { received_on: day_of(at), ..entry(Kind::Access, KARI) };
    let id = added(&home, &ida, at, &it).await;
    let shown = view(&home, &ida, id, at).await;
    let last_of_february = Day(20_877);
    assert_eq!(shown.due_on, last_of_february, "28 February 2027");
    assert_eq!(shown.may_extend_to, Some(Day(20_936)), "28 April 2027");
    let engine = &home.engine;
    let empty = extend(engine, &ida, at, (id, shown.version), " ").await;
    assert_eq!(empty.ok(), Some(Step::Not(Obstacle::NoReason)));
    let late = start_of(Day(last_of_february.0 + 1));
    let too_late = extend(engine, &ida, late, (id, shown.version), "mye å gjøre").await;
    assert_eq!(too_late.ok(), Some(Step::Not(Obstacle::TooLate)));
    let last = start_of(last_of_february);
    assert_eq!(extend(engine, &ida, last, (id, shown.version), "mye å gjøre").await.ok(), Some(Step::Done));
    home.work(last).await;
    let told = last_with(&home, KARI, "mye å gjøre");
    assert!(told.contains("28. april 2027"), "{told}");
    let shown = view(&home, &ida, id, last).await;
    assert_eq!((shown.extended_to, shown.may_extend_to), (Some(Day(20_936)), None));
    let again = extend(engine, &ida, last, (id, shown.version), "enda mer").await;
    assert_eq!(again.ok(), Some(Step::Not(Obstacle::TooLate)), "once");
}

#[tokio::test]
async fn what_has_a_day_has_a_day_and_cannot_be_extended() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    let ida = home.ida().await;
    let id = added(&home, &ida, NOW, &entry(Kind::Withdrawal, KARI)).await;
    let shown = view(&home, &ida, id, NOW).await;
    assert_eq!((shown.due_on, shown.may_extend_to), (Day(day_of(NOW).0 + 1), None));
}

#[tokio::test]
async fn the_list_is_by_deadline_and_tells_what_is_late() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    let ida = home.ida().await;
    let today = day_of(NOW);
    let old = Entry { received_on: Day(today.0 - 40), ..entry(Kind::Access, KARI) };
    let near = Entry { received_on: Day(today.0 - 28), ..entry(Kind::Erasure, KARI) };
    added(&home, &ida, NOW, &entry(Kind::Question, KARI)).await;
    added(&home, &ida, NOW, &near).await;
    added(&home, &ida, NOW, &old).await;
    let lines = requests(&home.engine, &ida, Which::Open, today).await.expect("the store works");
    let haste: Vec<Haste> = lines.iter().map(|line| line.haste).collect();
    assert_eq!(haste, [Haste::Late, Haste::Soon, Haste::Calm]);
    let counts = counts(&home.engine, &ida, today).await.expect("the store works").expect("Ida may see");
    assert_eq!((counts.open, counts.late, counts.soon, counts.waiting), (3, 1, 1, 0));
}

#[tokio::test]
async fn staff_are_told_and_reminded_and_told_when_it_is_late() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    home.work(NOW).await;
    let mails = |home: &Home| home.mails_to("ida@fjordlys.example").len();
    let before = mails(&home);
    // 20 November: due on Sunday, 20 December; seven working days before is 10 December, three is 16 December.
    let id = added(&home, &ida, NOW, &entry(Kind::Access, KARI)).await;
    home.work(NOW).await;
    assert_eq!(mails(&home), before + 1, "it came");
    let morning = |day: i32| start_of(Day(day_of(NOW).0 + day)).plus_seconds(8 * 60 * 60);
    for (day, expected) in [(19, 1), (20, 2), (25, 2), (26, 3), (30, 3), (31, 4), (37, 4), (38, 5)] {
        home.work(morning(day)).await;
        assert_eq!(mails(&home), before + expected, "day {day}");
    }
    let text = &home.mails_to("ida@fjordlys.example").pop().expect("a mail").text;
    assert!(text.contains("Fristen er ute") && text.contains(&id.to_string()) && !text.contains("Kari"), "{text}");
    answer_tasks(&home, &ida, id).await;
    let shown = view(&home, &ida, id, NOW).await;
    let answer = Answer { outcome: Outcome::Done, reason: String::new(), text: "Her.".to_owned() };
    close(&home.engine, &ida, morning(38), (id, shown.version), &answer).await.expect("it is closed");
    home.work(morning(90)).await;
    assert_eq!(mails(&home), before + 5, "what is answered is not reminded of");
}

#[tokio::test]
async fn nothing_is_done_before_every_place_outside_has_answered() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    let ida = home.ida().await;
    let id = added(&home, &ida, NOW, &entry(Kind::Erasure, KARI)).await;
    let shown = view(&home, &ida, id, NOW).await;
    let tasks: Vec<(&str, TaskWhat)> = shown.tasks.iter().map(|task| (task.place.as_str(), task.what)).collect();
    assert_eq!(tasks, [("Kontorpakken", TaskWhat::Erase), ("Postfjord AS", TaskWhat::Tell)]);
    let engine = &home.engine;
    let answer = Answer { outcome: Outcome::Done, reason: String::new(), text: "Slettet.".to_owned() };
    let at = (id, shown.version);
    assert_eq!(close(engine, &ida, NOW, at, &answer).await.ok(), Some(Step::Not(Obstacle::TasksOpen(2))));
    let task = (shown.tasks[0].id, shown.tasks[0].version);
    let bare = answer_task(engine, &ida, NOW, task, TaskState::Done, " ").await;
    assert_eq!(bare.ok(), Some(Step::Not(Obstacle::NoEvidence)));
    let shown_by = answer_task(engine, &ida, NOW, task, TaskState::Done, "Bekreftet i sak 12").await;
    assert_eq!(shown_by.ok(), Some(Step::Done));
    assert_eq!(close(engine, &ida, NOW, at, &answer).await.ok(), Some(Step::Not(Obstacle::TasksOpen(1))));
    answer_tasks(&home, &ida, id).await;
    assert_eq!(close(engine, &ida, NOW, at, &answer).await.ok(), Some(Step::Done));
    assert_eq!(close(engine, &ida, NOW, at, &answer).await.ok(), Some(Step::Not(Obstacle::Answered)));
}

#[tokio::test]
async fn a_refusal_has_reasons_and_says_where_to_complain() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    let ida = home.ida().await;
    let id = added(&home, &ida, NOW, &entry(Kind::Erasure, KARI)).await;
    let version = view(&home, &ida, id, NOW).await.version;
    let mut answer = Answer { outcome: Outcome::Refused, reason: String::new(), text: "Nei.".to_owned() };
    let bare = close(&home.engine, &ida, NOW, (id, version), &answer).await;
    assert_eq!(bare.ok(), Some(Step::Not(Obstacle::NoReason)));
    answer.reason = "Loven krever at vi beholder det.".to_owned();
    assert_eq!(close(&home.engine, &ida, NOW, (id, version), &answer).await.ok(), Some(Step::Done));
    home.work(NOW).await;
    let text = last_with(&home, KARI, "Nei.");
    for part in ["Loven krever at vi beholder det.", "Datatilsynet", "domstolene"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[tokio::test]
async fn the_mailbox_alone_does_not_open_what_is_held_about_an_employee() {
    let home = Home::new();
    let ida = home.ida().await;
    ask(&home, NOW, "ida@fjordlys.example", Kind::Access).await;
    home.work(NOW).await;
    let link = secret(&home, "ida@fjordlys.example");
    let path = confirm(&home.engine, NOW, &link).await.expect("the store works").expect("it works");
    let id = listed(&home, &ida, Which::Waiting).await[0];
    let shown = view(&home, &ida, id, NOW).await;
    assert_eq!((shown.identity, shown.state), (Identity::Code, State::Identity));
    assert!(shown.proof.employee && !shown.proof.link_is_enough());
    let code = identify(&home.engine, &ida, NOW, id, shown.version, Identity::Code).await;
    assert_eq!(code.ok(), Some(Step::Not(Obstacle::Identity)));
    let seen = identify(&home.engine, &ida, NOW, id, shown.version, Identity::InPerson).await;
    assert_eq!(seen.ok(), Some(Step::Done));
    answer_tasks(&home, &ida, id).await;
    let version = view(&home, &ida, id, NOW).await.version;
    let answer = Answer { outcome: Outcome::Done, reason: String::new(), text: "Kom innom.".to_owned() };
    assert_eq!(close(&home.engine, &ida, NOW, (id, version), &answer).await.ok(), Some(Step::Done));
    let follows = path.rsplit('/').next().expect("a secret");
    let followed = follow(&home.engine, NOW, follows, Language::Nb).await.expect("the store works").expect("is there");
    assert_eq!(followed.package, Parcel::ByHand);
}

#[tokio::test]
async fn an_erasure_leaves_the_request_until_its_answer_is_read_and_then_nothing() {
    let home = Home::new();
    confirmed(&home, Kind::Erasure).await;
    let ida = home.ida().await;
    let (engine, today) = (&home.engine, day_of(NOW));
    let id = listed(&home, &ida, Which::Open).await[0];
    let kari = home.find(KARI).await.expect("Kari is there");
    let wish = (kari, Wish::Erasure);
    let plan = plan_wish(engine, &ida, wish, Language::Nb, today).await.expect("a plan");
    let erased = carry_out(engine, &ida, NOW, wish, &plan.fingerprint, Language::Nb).await.expect("the store works");
    let Carried::Done(receipt) = erased else { panic!("{erased:?}") };
    take_receipt(engine, &ida, NOW, id, receipt).await.expect("it is noted");
    answer_tasks(&home, &ida, id).await;
    let shown = view(&home, &ida, id, NOW).await;
    assert!(shown.draft.contains(&receipt.to_string()), "the draft names the receipt: {}", shown.draft);
    let answer = Answer { outcome: Outcome::Done, reason: String::new(), text: shown.draft };
    assert_eq!(close(engine, &ida, NOW, (id, shown.version), &answer).await.ok(), Some(Step::Done));
    home.work(NOW).await;
    last_with(&home, KARI, &receipt.to_string());
    home.work(NOW.plus_seconds(FORGET_REQUEST_SECONDS)).await;
    assert_eq!(home.find(KARI).await, None, "nobody asked to be forgotten and is still there");
}

#[tokio::test]
async fn what_is_outside_too_is_a_task_of_the_receipt_unless_a_request_has_it() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    let ida = home.ida().await;
    let kari = home.find(KARI).await.expect("Kari is there");
    let engine = &home.engine;
    let carried = async |wish: Wish| {
        let plan = plan_wish(engine, &ida, (kari, wish), Language::Nb, day_of(NOW)).await.expect("a plan");
        let done = carry_out(engine, &ida, NOW, (kari, wish), &plan.fingerprint, Language::Nb).await;
        let Ok(Carried::Done(receipt)) = done else { panic!("{done:?}") };
        (plan.outside, outside_of(engine, &ida, receipt).await.expect("Ida may"))
    };
    let (told, tasks) = carried(Wish::Restriction).await;
    assert_eq!(told, ["Kontorpakken"]);
    assert_eq!(tasks.iter().map(|task| task.place.as_str()).collect::<Vec<_>>(), ["Kontorpakken"]);
    let at = (tasks[0].id, tasks[0].version);
    let answer = async |state, note| answer_outside(engine, &ida, NOW, at, state, note).await.expect("the store works");
    assert_eq!(answer(TaskState::Done, " ").await, Step::Not(Obstacle::NoEvidence));
    assert_eq!(outside_open(engine, &ida).await.expect("Ida may").len(), 1);
    assert_eq!(answer(TaskState::Done, "Bekreftet i sak 12").await, Step::Done);
    assert_eq!(answer(TaskState::Nothing, "").await, Step::Not(Obstacle::Answered));
    assert_eq!(outside_open(engine, &ida).await.expect("Ida may"), []);
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    assert_eq!(outside_open(engine, &per).await.ok(), Some(Vec::new()));
    assert!(answer_outside(engine, &per, NOW, at, TaskState::Nothing, "").await.is_err());
    added(&home, &ida, NOW, &entry(Kind::Erasure, KARI)).await;
    let (told, tasks) = carried(Wish::Erasure).await;
    assert!(told.is_empty() && tasks.is_empty(), "the request has it: {tasks:?}");
}

#[tokio::test]
async fn a_no_to_marketing_is_carried_out_at_once_and_lasts() {
    let home = Home::new();
    let follows = confirmed(&home, Kind::MarketingObjection).await;
    let followed = follow(&home.engine, NOW, &follows, Language::Nb).await.expect("the store works").expect("is there");
    assert_eq!((followed.state, followed.outcome), (State::Answered, Some(Outcome::Done)));
    assert!(is_suppressed(&home.engine, Reached::Email, KARI).await.expect("the store works"));
    assert!(!is_suppressed(&home.engine, Reached::Email, "ola@annen.example").await.expect("the store works"));
    last_with(&home, KARI, "ikke mer reklame");
    // Nobody brings her back as a prospect; somebody else may be one.
    let seller = home.colleague("sel@fjordlys.example", &["sales", "sales-lead", "support"]).await;
    let values = |person: &str| -> Vec<(String, String)> {
        let typed = [("about", "person"), ("person", person), ("state", "new"), ("source", "website")];
        let dates = [("found_on", "2026-11-20"), ("notice_due_on", "2026-12-20")];
        typed.iter().chain(&dates).map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    let kari = home.find(KARI).await.expect("her message holds her").to_string();
    let back = Typed { values: values(&kari), ..Typed::default() };
    let saved = save(&home.engine, &seller, NOW, "prospect", None, &back).await.expect("the store works");
    let Saved::Mend(form) = saved else { panic!("she is back") };
    assert!(form.fields.iter().any(|field| field.mistake == Some(Mistake::SaidNo)), "{:?}", form.fields);
    let new = Typed {
        values: values(""),
        name: "Ola Hansen".to_owned(),
        email: "ola@annen.example".to_owned(),
        ..Typed::default()
    };
    let saved = save(&home.engine, &seller, NOW, "prospect", None, &new).await.expect("the store works");
    assert!(matches!(saved, Saved::Done(_)), "{saved:?}");
    // And a no from Ola takes the prospect away, by a plan with a receipt.
    let ola = home.find("ola@annen.example").await.expect("Ola is there");
    let ida = home.ida().await;
    let ended = end(&home.engine, &ida, NOW, ola, Ending::Marketing).await.expect("the store works");
    assert!(matches!(ended, Ended::Done(_)));
    assert_eq!(home.find("ola@annen.example").await, None, "nothing else held him");
    assert!(is_suppressed(&home.engine, Reached::Email, "ola@annen.example").await.expect("the store works"));
}

#[tokio::test]
async fn only_those_who_carry_out_rights_end_marketing() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    let kari = home.find(KARI).await.expect("Kari is there");
    let support = home.colleague("sup@fjordlys.example", &["support"]).await;
    assert!(end(&home.engine, &support, NOW, kari, Ending::Consent).await.is_err());
    assert!(portable(&home.engine, &support, NOW, kari, Language::Nb).await.is_err());
    assert!(requests(&home.engine, &support, Which::Open, day_of(NOW)).await.is_err());
    assert_eq!(counts(&home.engine, &support, day_of(NOW)).await.ok(), Some(None));
    let ida = home.ida().await;
    assert_eq!(end(&home.engine, &ida, NOW, kari, Ending::Consent).await.ok(), Some(Ended::Nothing));
}

#[tokio::test]
async fn a_message_from_the_contact_form_becomes_a_request_with_its_own_time() {
    let home = Home::new();
    home.send(NOW, |form| form.message = "Slett meg".to_owned()).await;
    home.work(NOW).await;
    let ida = home.ida().await;
    let open = website::requests(&home.engine, &ida, website::Which::Open, None).await.expect("the store works");
    let later = NOW.plus_seconds(5 * DAY_SECONDS);
    let id = from_contact(&home.engine, &ida, later, open[0].id, 1, Kind::Erasure).await.expect("it is made");
    let shown = view(&home, &ida, id, later).await;
    assert_eq!((shown.text.as_str(), shown.state), ("Slett meg", State::Identity));
    assert_eq!(day_of(shown.received_at), day_of(NOW), "the month runs from the message");
    home.work(later).await;
    last_with(&home, KARI, "/bekreft/");
    let open = website::requests(&home.engine, &ida, website::Which::Open, None).await.expect("the store works");
    assert!(open.is_empty(), "the message is answered by it");
    assert!(from_contact(&home.engine, &ida, later, shown.person, 1, Kind::Erasure).await.is_err());
}

#[tokio::test]
async fn an_entry_names_a_person_and_a_day_that_can_be() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    let ida = home.ida().await;
    let wrong = async |entry: Entry| match add(&home.engine, &ida, NOW, &entry).await.expect("the store works") {
        Added::Mend(wrong) => wrong,
        Added::Done(id) => panic!("{id} was made"),
    };
    let today = day_of(NOW);
    assert_eq!(wrong(entry(Kind::Access, "ingen@annen.example")).await, Wrong::Nobody);
    for day in [today.0 + 1, today.0 - 367] {
        let it = Entry { received_on: Day(day), ..entry(Kind::Access, KARI) };
        assert_eq!(wrong(it).await, Wrong::Day, "{day}");
    }
    let code = Entry { identity: Identity::Code, ..entry(Kind::Access, KARI) };
    assert_eq!(wrong(code).await, Wrong::Code, "nobody here has seen a link being opened");
    let long = Entry { text: "x".repeat(10_001), ..entry(Kind::Access, KARI) };
    assert_eq!(wrong(long).await, Wrong::TooLong(10_000));
    let longest = Entry { text: "x".repeat(10_000), ..entry(Kind::Access, KARI) };
    added(&home, &ida, NOW, &longest).await;
    let new = Entry { name: "Ny Person".to_owned(), ..entry(Kind::Question, "ny@annen.example") };
    added(&home, &ida, NOW, &new).await;
    assert!(home.find("ny@annen.example").await.is_some());
}

#[tokio::test]
async fn what_is_taken_along_is_what_the_person_gave_on_consent_or_contract() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    let kari = home.find(KARI).await.expect("Kari is there");
    let ida = home.ida().await;
    let given = portable(&home.engine, &ida, NOW, kari, Language::Nb).await.expect("the store works");
    assert!(given.tables.is_empty(), "a message rests on legitimate interests: {given:?}");
}
