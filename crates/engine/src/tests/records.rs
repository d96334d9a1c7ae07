//! An entity that a company adds: its list, its forms, its records, and the rights of those in it.

use super::home::{DAY_SECONDS, Home, KARI, NOW};
use crate::limits::{LEDGER_FIELDS_CHARACTERS, PICK_ROWS};
use crate::privacy::{Wish, access_package, carry_out, plan_wish};
use crate::records::{
    Control, Form, Group, Mistake, Removed, Said, Saved, Total, Typed, Wanted, Way, form, kinds, list, plan_removal,
    record, related, remove, save,
};
use crate::{Caller, Day, Failure, Language, RowId, Viewer, day_of};
use model::Value;
use rights::{Operation, scope};
use std::fmt::Write;
use store::{Condition, Query};
use testkit::{VISITS, model_with};

const OLA: &str = "ola@kunde.example";

pub(super) fn today() -> Day {
    day_of(NOW)
}

/// A visit with these values in place of the usual ones.
pub(super) fn visit(other: &[(&str, &str)]) -> Typed {
    let usual = [("topic", "Kaffe"), ("came_on", "2026-11-20"), ("state", "planned")];
    let rest = usual.into_iter().filter(|(key, _)| !other.iter().any(|(known, _)| known == key));
    let values = rest.chain(other.iter().copied()).map(|(key, value)| (key.to_owned(), value.to_owned()));
    let newcomer = other.iter().all(|(key, _)| *key != "guest");
    let (name, email) = if newcomer { ("Ola Oppdiktet", OLA) } else { ("", "") };
    Typed { values: values.collect(), name: name.to_owned(), email: email.to_owned(), ..Typed::default() }
}

pub(super) async fn saved(home: &Home, ida: &Caller, key: &str, id: Option<RowId>, typed: &Typed) -> RowId {
    match save(&home.engine, ida, NOW, key, id, typed).await.expect("the store works") {
        Saved::Done(row) => row,
        Saved::Mend(form) => panic!("{:?}", mistakes(&form)),
    }
}

async fn mended(home: &Home, ida: &Caller, key: &str, id: Option<RowId>, typed: &Typed) -> Form {
    match save(&home.engine, ida, NOW, key, id, typed).await.expect("the store works") {
        Saved::Done(row) => panic!("{row} is saved"),
        Saved::Mend(form) => *form,
    }
}

fn mistakes(form: &Form) -> Vec<(String, Mistake)> {
    let fields = form.fields.iter().filter_map(|field| Some((field.key.clone(), field.mistake.clone()?)));
    let newcomer = form.newcomer.iter().flat_map(|newcomer| {
        let name = newcomer.name_mistake.clone().map(|mistake| ("name".to_owned(), mistake));
        let email = newcomer.email_mistake.clone().map(|mistake| ("email".to_owned(), mistake));
        name.into_iter().chain(email)
    });
    fields.chain(newcomer).collect()
}

pub(super) async fn home() -> (Home, Caller) {
    let home = Home::with(model_with(VISITS));
    let ida = home.ida().await;
    (home, ida)
}

async fn topics(home: &Home, caller: &Caller, wanted: Wanted) -> Vec<String> {
    let found = list(&home.engine, caller, "visit", &wanted, today()).await.expect("may be read");
    found.rows.into_iter().map(|row| row.cells[0].text.clone()).collect()
}

#[tokio::test]
async fn the_overview_has_what_the_viewer_may_read_under_its_purpose() {
    let (home, ida) = home().await;
    saved(&home, &ida, "visit", None, &visit(&[])).await;
    let groups = kinds(&home.engine, &ida).await.expect("the store works");
    let Some(Group::Purpose(purpose, visits)) = groups.iter().find(|group| group.kinds()[0].head.key == "visit") else {
        panic!("no visits in {groups:?}");
    };
    assert!(purpose.starts_with("Ta imot dem som besøker oss"));
    assert_eq!((visits[0].rows, visits[0].head.way, visits[1].head.key.as_str()), (Some(1), Way::Made, "promise"));
    assert_eq!(visits[0].head.period, "slettes 1 år etter «Dato»");
    let ways: Vec<(&str, Way)> =
        groups.iter().flat_map(Group::kinds).map(|kind| (kind.head.key.as_str(), kind.head.way)).collect();
    for expected in [
        ("person", Way::Changed),
        ("email_address", Way::Changed),
        ("contact_request", Way::Shown),
        ("email", Way::Shown),
        ("user", Way::Shown),
        ("role_grant", Way::Shown),
        ("receipt", Way::Shown),
        ("statement_version", Way::Shown),
        ("record_version", Way::Shown),
    ] {
        assert!(ways.contains(&expected), "{expected:?} in {ways:?}");
    }
    for closed in ["session", "sign_in_link", "job", "ledger_entry", "schema_state"] {
        assert!(!ways.iter().any(|(key, _)| *key == closed), "{closed}");
    }
}

#[tokio::test]
async fn a_form_has_a_control_for_every_field_and_all_problems_are_told_at_once() {
    let (home, ida) = home().await;
    let fresh = form(&home.engine, &ida, "visit", None, None, today()).await.expect("may be written");
    assert_eq!(fresh.fields.len(), 21);
    assert!(
        fresh
            .fields
            .iter()
            .filter(|field| field.required)
            .map(|field| field.key.as_str())
            .eq(["guest", "topic", "came_on", "state"])
    );
    let wrong = visit(&[
        ("guest", ""),
        ("topic", &"x".repeat(41)),
        ("came_on", "i går"),
        ("state", "lost"),
        ("minutes", "tjue"),
        ("lunch", "kanskje"),
        ("left_at", "2026-11-20"),
        ("mail", "ola"),
        ("phone", "12"),
        ("notes", "a\u{7}b"),
        ("web", "kunde"),
        ("company", "310 000 044"),
        ("account", "1"),
        ("fare", "mye"),
        ("lasted", "lenge"),
        ("host", "019363b0-0000-7000-8000-000000000000"),
    ]);
    let told = mistakes(&mended(&home, &ida, "visit", None, &wrong).await);
    let told: Vec<(&str, &Mistake)> = told.iter().map(|(key, mistake)| (key.as_str(), mistake)).collect();
    assert_eq!(
        told,
        [
            ("guest", &Mistake::Missing),
            ("topic", &Mistake::TooLong(40)),
            ("came_on", &Mistake::NotADay),
            ("state", &Mistake::NotAmong),
            ("minutes", &Mistake::NotWhole),
            ("lunch", &Mistake::NotAmong),
            ("left_at", &Mistake::NotAMoment),
            ("mail", &Mistake::NotAnAddress),
            ("phone", &Mistake::NotAPhoneNumber),
            ("notes", &Mistake::NotText),
            ("web", &Mistake::NotAWebAddress),
            ("company", &Mistake::NotAnOrganisationNumber),
            ("account", &Mistake::NotAnAccountNumber),
            ("fare", &Mistake::NotANumber(2)),
            ("lasted", &Mistake::NotADuration),
            ("host", &Mistake::NotAmong),
        ]
    );
    assert_eq!(topics(&home, &ida, Wanted::default()).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_row_is_saved_with_somebody_new_shown_and_changed() {
    let (home, ida) = home().await;
    let typed = visit(&[
        ("minutes", "1 200"),
        ("lunch", "yes"),
        ("left_at", "2026-11-20T15:30"),
        ("mail", "Ola@Kunde.example"),
        ("phone", "00 00 00 22"),
        ("notes", "Første linje\r\nandre linje"),
        ("agreed", "**Prøver** sendes."),
        ("web", "kunde.example"),
        ("address", "Eksempelveien 1\n0001 Oslo"),
        ("company", "310 000 043"),
        ("account", "1234.56.78903"),
        ("fare", "1 234,50"),
        ("rebate", "12,5 %"),
        ("weight", "0,75"),
        ("lasted", "1t 30m"),
    ]);
    let row = saved(&home, &ida, "visit", None, &typed).await;
    let ola = home.find(OLA).await.expect("Ola is recorded");
    let shown = record(&home.engine, &ida, "visit", row, today()).await.expect("is there");
    let texts: Vec<(&str, &str)> =
        shown.facts.iter().map(|fact| (fact.key.as_str(), fact.cell.text.as_str())).collect();
    assert_eq!(
        texts,
        [
            ("guest", "Ola Oppdiktet"),
            ("topic", "Kaffe"),
            ("came_on", "20. november 2026"),
            ("state", "avtalt"),
            ("badge", ""),
            ("minutes", "1200"),
            ("lunch", "ja"),
            ("left_at", "20. november 2026 kl. 15.30"),
            ("mail", OLA),
            ("phone", "+4700000022"),
            ("notes", "Første linje\nandre linje"),
            ("agreed", "**Prøver** sendes."),
            ("web", "https://kunde.example/"),
            ("address", "Eksempelveien 1\n0001 Oslo"),
            ("company", "310\u{a0}000\u{a0}043"),
            ("account", "1234\u{a0}56\u{a0}78903"),
            ("fare", "1\u{a0}234,50\u{a0}kr"),
            ("rebate", "12,5\u{a0}%"),
            ("weight", "0,75"),
            ("lasted", "1\u{a0}t 30\u{a0}min"),
            ("host", ""),
        ]
    );
    assert_eq!((shown.label.as_str(), shown.person), ("Kaffe, Ola Oppdiktet", Some(ola)));
    assert_eq!(shown.holds.len(), 1);
    let filled = form(&home.engine, &ida, "visit", Some(row), None, today()).await.expect("may be written");
    assert!(filled.newcomer.is_none(), "only a new row makes a person");
    let change = Typed {
        values: vec![("topic".to_owned(), "Te".to_owned()), ("minutes".to_owned(), String::new())],
        version: filled.version,
        ..Typed::default()
    };
    saved(&home, &ida, "visit", Some(row), &change).await;
    let again = record(&home.engine, &ida, "visit", row, today()).await.expect("is there");
    assert_eq!((again.facts[1].cell.text.as_str(), again.facts[5].cell.text.as_str()), ("Te", ""));
    assert_eq!(again.facts[7].cell.text, "20. november 2026 kl. 15.30", "what no form named stays");
}

#[tokio::test]
async fn whoever_is_known_by_the_address_is_not_made_twice() {
    let (home, ida) = home().await;
    home.send(NOW, |_| {}).await;
    let kari = home.find(KARI).await.expect("Kari is recorded");
    let typed = Typed { name: "K. Nordmann".to_owned(), email: KARI.to_owned(), ..visit(&[]) };
    let row = saved(&home, &ida, "visit", None, &typed).await;
    let shown = record(&home.engine, &ida, "visit", row, today()).await.expect("is there");
    assert_eq!((shown.person, shown.facts[0].cell.text.as_str()), (Some(kari), "Kari Nordmann"));
    let nameless = Typed { name: String::new(), ..visit(&[]) };
    let told = mistakes(&mended(&home, &ida, "visit", None, &nameless).await);
    assert_eq!(told, [("name".to_owned(), Mistake::NamelessNewcomer)]);
    let both = Typed { name: "Ola".to_owned(), ..visit(&[("guest", &kari.to_string())]) };
    let told = mistakes(&mended(&home, &ida, "visit", None, &both).await);
    assert_eq!(told, [("guest".to_owned(), Mistake::OneOrTheOther)]);
}

#[tokio::test]
async fn a_link_is_found_by_its_label() {
    let (home, ida) = home().await;
    home.send(NOW, |_| {}).await;
    let sought = |words: &str| Typed { words: vec![("guest".to_owned(), words.to_owned())], ..visit(&[("guest", "")]) };
    let shown = form(&home.engine, &ida, "visit", None, Some(&sought("nord")), today()).await.expect("may be written");
    let Control::Rows { offered, .. } = &shown.fields[0].control else { panic!("{:?}", shown.fields[0]) };
    assert!(offered.iter().map(|(_, label)| label.as_str()).eq(["Kari Nordmann"]), "{offered:?}");
    for (words, mistake) in [("nord", Mistake::ChooseOne), ("hansen", Mistake::NobodyFound)] {
        let told = mistakes(&mended(&home, &ida, "visit", None, &sought(words)).await);
        assert_eq!(told, [("guest".to_owned(), mistake)], "{words}");
    }
    saved(&home, &ida, "visit", None, &sought("kari nordmann")).await;
}

#[tokio::test]
async fn a_unique_value_that_is_taken_says_so() {
    let (home, ida) = home().await;
    saved(&home, &ida, "visit", None, &visit(&[("badge", "7")])).await;
    let told = mistakes(&mended(&home, &ida, "visit", None, &visit(&[("badge", "7")])).await);
    let [(badge, Mistake::Taken(Some(by)))] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((badge.as_str(), by.entity.as_str(), by.label.as_str()), ("badge", "visit", "Kaffe, Ola Oppdiktet"));
    assert!(record(&home.engine, &ida, "visit", by.id, today()).await.is_ok());
}

#[tokio::test]
async fn two_who_change_the_same_row_see_each_other() {
    let (home, ida) = home().await;
    let row = saved(&home, &ida, "visit", None, &visit(&[])).await;
    let first = form(&home.engine, &ida, "visit", Some(row), None, today()).await.expect("may be written");
    let change = |topic: &str| Typed {
        values: vec![("topic".to_owned(), topic.to_owned())],
        version: first.version,
        ..Typed::default()
    };
    saved(&home, &ida, "visit", Some(row), &change("Te")).await;
    let late = mended(&home, &ida, "visit", Some(row), &change("Saft")).await;
    assert!(late.is_overtaken && late.version > first.version);
    assert_eq!(mistakes(&late), [("topic".to_owned(), Mistake::Changed { now: "Te".to_owned(), by_them: false })]);
    assert_eq!(late.fields[1].typed, "Saft");
    saved(&home, &ida, "visit", Some(row), &Typed { version: late.version, ..change("Saft") }).await;
    assert_eq!(topics(&home, &ida, Wanted::default()).await, ["Saft"]);
}

#[tokio::test]
async fn a_list_is_ordered_searched_narrowed_and_paged() {
    let (home, ida) = home().await;
    for (topic, day, state) in
        [("Brød", "2026-11-18", "held"), ("Ananas", "2026-11-20", "planned"), ("Cola", "2026-11-19", "held")]
    {
        saved(&home, &ida, "visit", None, &visit(&[("topic", topic), ("came_on", day), ("state", state)])).await;
    }
    let ordered = |order: &str| Wanted { order: Some(order.to_owned()), ..Wanted::default() };
    for (wanted, expected) in [
        (Wanted::default(), ["Ananas", "Cola", "Brød"].as_slice()),
        (ordered("topic"), &["Ananas", "Brød", "Cola"]),
        (ordered("-topic"), &["Cola", "Brød", "Ananas"]),
        (ordered("notes"), &["Ananas", "Cola", "Brød"]),
        (Wanted { words: "ana".to_owned(), ..Wanted::default() }, &["Ananas"]),
        (Wanted { words: "***".to_owned(), ..Wanted::default() }, &[]),
        (Wanted { filters: vec![("state".to_owned(), "held".to_owned())], ..Wanted::default() }, &["Cola", "Brød"]),
        (
            Wanted { filters: vec![("state".to_owned(), "x".to_owned())], ..Wanted::default() },
            &["Ananas", "Cola", "Brød"],
        ),
    ] {
        assert_eq!(topics(&home, &ida, wanted.clone()).await, expected, "{wanted:?}");
    }
    let ola = home.find(OLA).await.expect("Ola is recorded");
    let his = Wanted { filters: vec![("guest".to_owned(), ola.to_string())], ..Wanted::default() };
    let found = list(&home.engine, &ida, "visit", &his, today()).await.expect("may be read");
    assert_eq!((found.rows.len(), &found.filters[0].said), (3, &vec![Said::Value("Ola Oppdiktet".to_owned())]));
    for number in 0..60 {
        saved(&home, &ida, "visit", None, &visit(&[("topic", &format!("Møte {number:02}"))])).await;
    }
    let mut all = Vec::new();
    let mut wanted = ordered("topic");
    loop {
        let page = list(&home.engine, &ida, "visit", &wanted, today()).await.expect("may be read");
        assert!(page.rows.len() <= 50 && page.total == Some(Total::Rows(63)));
        all.extend(page.rows.into_iter().map(|row| row.cells[0].text.clone()));
        match page.next {
            Some(last) => wanted.after = Some(last),
            None => break,
        }
    }
    assert_eq!((all.len(), all[3].as_str(), all[62].as_str()), (63, "Møte 00", "Møte 59"));
}

#[tokio::test]
async fn those_without_the_role_get_nothing_and_a_shared_row_only_through_a_purpose() {
    let (home, ida) = home().await;
    let row = saved(&home, &ida, "visit", None, &visit(&[])).await;
    let lead = home.colleague("lise@fjordlys.example", &["privacy-lead"]).await;
    assert!(list(&home.engine, &lead, "visit", &Wanted::default(), today()).await.is_ok(), "carries out rights");
    let denied = save(&home.engine, &lead, NOW, "visit", Some(row), &visit(&[])).await;
    assert!(matches!(denied, Err(Failure::Denied)), "{denied:?}");
    let nobody = home.colleague("nils@fjordlys.example", &[]).await;
    for key in ["visit", "person", "session", "receipt"] {
        let refused = list(&home.engine, &nobody, key, &Wanted::default(), today()).await;
        assert!(matches!(refused, Err(Failure::Denied)), "{key}");
    }
    assert_eq!(kinds(&home.engine, &nobody).await.expect("the store works"), []);
    let unknown = list(&home.engine, &ida, "no_such_thing", &Wanted::default(), today()).await;
    assert!(matches!(unknown, Err(Failure::NotFound)));
    let support = home.colleague("siri@fjordlys.example", &["support"]).await;
    let people = list(&home.engine, &support, "person", &Wanted::default(), today()).await.expect("may be read");
    assert!(people.rows.iter().any(|row| row.label == "Ola Oppdiktet") && people.total.is_none());
    let ola = home.find(OLA).await.expect("Ola is recorded");
    let later = Day(today().0 + 400);
    let known = record(&home.engine, &support, "person", ola, later).await;
    assert!(matches!(known, Err(Failure::NotFound)), "no purpose holds Ola up any more");
    let his = Wanted { filters: vec![("guest".to_owned(), ola.to_string())], ..Wanted::default() };
    let narrowed = list(&home.engine, &support, "visit", &his, later).await.expect("may be read");
    assert_eq!(narrowed.filters[0].said, [Said::Hidden]);
}

#[tokio::test]
async fn a_hub_is_corrected_but_not_made_alone() {
    let (home, ida) = home().await;
    saved(&home, &ida, "visit", None, &visit(&[])).await;
    let ola = home.find(OLA).await.expect("Ola is recorded");
    let alone = form(&home.engine, &ida, "person", None, None, today()).await;
    assert!(matches!(alone, Err(Failure::Denied)));
    let shown = form(&home.engine, &ida, "person", Some(ola), None, today()).await.expect("may be written");
    assert!(shown.fields.iter().map(|field| field.key.as_str()).eq(["name", "language"]));
    let change = Typed {
        values: vec![("name".to_owned(), "Ole Oppdiktet".to_owned())],
        version: shown.version,
        ..Typed::default()
    };
    saved(&home, &ida, "person", Some(ola), &change).await;
    let again = record(&home.engine, &ida, "person", ola, today()).await.expect("is there");
    let kinds = related(&home.engine, &ida, "person", ola, today()).await.expect("is there");
    let visits = kinds.iter().find(|kind| kind.entity == "visit").expect("visits link to a person");
    assert_eq!((again.label.as_str(), visits.field.as_str(), visits.rows), ("Ole Oppdiktet", "guest", Some(1)));
}

#[tokio::test]
async fn a_row_goes_by_a_plan_and_only_where_nothing_links_to_it() {
    let (home, ida) = home().await;
    let row = saved(&home, &ida, "visit", None, &visit(&[])).await;
    let values = vec![("visit".to_owned(), row.to_string()), ("what".to_owned(), "Ringe".to_owned())];
    let promise = saved(&home, &ida, "promise", None, &Typed { values, ..Typed::default() }).await;
    let blocked = plan_removal(&home.engine, &ida, "visit", row, NOW).await.expect("may be written");
    assert_eq!((blocked.against.len(), blocked.against[0].name.as_str(), blocked.against[0].rows), (1, "Løfte", 1));
    let refused = remove(&home.engine, &ida, "visit", row, NOW, &blocked.fingerprint).await.expect("the store works");
    assert!(matches!(refused, Removed::Changed(_)));
    for (key, id) in [("promise", promise), ("visit", row)] {
        let plan = plan_removal(&home.engine, &ida, key, id, NOW).await.expect("may be written");
        let stale = remove(&home.engine, &ida, key, id, NOW, "0").await.expect("the store works");
        assert!(matches!(stale, Removed::Changed(_)));
        let done = remove(&home.engine, &ida, key, id, NOW, &plan.fingerprint).await.expect("the store works");
        assert!(matches!(done, Removed::Done(_)), "{key}");
        let gone = record(&home.engine, &ida, key, id, today()).await;
        assert!(matches!(gone, Err(Failure::NotFound)), "{key}");
    }
    assert_eq!(home.find(OLA).await, None, "nothing held Ola up any more");
}

#[tokio::test]
async fn what_was_added_is_in_the_access_package_and_goes_with_an_erasure() {
    let (home, ida) = home().await;
    let row = saved(&home, &ida, "visit", None, &visit(&[("lunch", "no")])).await;
    let ola = home.find(OLA).await.expect("Ola is recorded");
    let change = Typed { values: vec![("topic".to_owned(), "Te".to_owned())], version: Some(1), ..Typed::default() };
    saved(&home, &ida, "visit", Some(row), &change).await;
    let later = NOW.plus_seconds(DAY_SECONDS);
    let package = access_package(&home.engine, &ida, later, ola, Language::En).await.expect("may be given");
    let visits = package.sections.iter().find(|section| section.rows.iter().any(|one| one.id == row));
    let fields = &visits.expect("a section of visits").rows[0].fields;
    assert!(fields.iter().any(|field| field.name == "Topic" && field.shown == "Te"));
    assert!(fields.iter().any(|field| field.name == "Lunch" && field.shown == "no"));
    let history: Vec<&str> = package.history.iter().map(|line| line.what.as_str()).collect();
    assert!(history.contains(&"Visit: recorded") && history.contains(&"Visit: changed"), "{history:?}");
    let plan =
        plan_wish(&home.engine, &ida, (ola, Wish::Erasure), Language::En, day_of(later)).await.expect("may be planned");
    carry_out(&home.engine, &ida, later, (ola, Wish::Erasure), &plan.fingerprint, Language::En)
        .await
        .expect("may be erased");
    assert_eq!(topics(&home, &ida, Wanted::default()).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_form_offers_so_many_rows_and_says_when_there_are_more() {
    let (home, ida) = home().await;
    for number in 0..=PICK_ROWS {
        let shown = form(&home.engine, &ida, "promise", None, None, today()).await.expect("may be written");
        let Control::Rows { offered, more, .. } = &shown.fields[0].control else { panic!("{:?}", shown.fields[0]) };
        assert_eq!((offered.len(), *more), (number, false));
        saved(&home, &ida, "visit", None, &visit(&[("topic", &format!("Møte {number}"))])).await;
    }
    let shown = form(&home.engine, &ida, "promise", None, None, today()).await.expect("may be written");
    let Control::Rows { offered, more, .. } = &shown.fields[0].control else { panic!("{:?}", shown.fields[0]) };
    assert_eq!((offered.len(), *more), (PICK_ROWS, true));
}

#[tokio::test]
async fn two_of_the_same_name_are_told_apart() {
    let (home, ida) = home().await;
    for topic in ["Kaffe", "Kaffe", "Te"] {
        saved(&home, &ida, "visit", None, &visit(&[("topic", topic)])).await;
    }
    let shown = form(&home.engine, &ida, "promise", None, None, today()).await.expect("may be written");
    let Control::Rows { offered, .. } = &shown.fields[0].control else { panic!("{:?}", shown.fields[0]) };
    let mut labels: Vec<&str> = offered.iter().map(|(_, label)| label.as_str()).collect();
    labels.sort_unstable();
    labels.dedup();
    let is_coffee = |label: &str| label.starts_with("Kaffe, Ola Oppdiktet (…");
    assert!(labels.len() == 3 && is_coffee(labels[0]) && is_coffee(labels[1]), "{labels:?}");
    assert_eq!(labels[2], "Te, Ola Oppdiktet");
}

/// An entity about a person with fields whose names, a space between, have so many characters.
fn wide(characters: usize) -> String {
    const NAME_CHARACTERS: usize = 20;
    let mut toml = VISITS.to_owned();
    toml.push_str(concat!(
        "[entity.wide]\nname = { nb = \"Bredt\", en = \"Wide\" }\nactivity = \"visits\"\nsubject = \"guest\"\n",
        "label = \"{guest}\"\nkeep = \"1 year after on\"\n[entity.wide.fields]\n",
        "guest = { type = \"link\", to = \"person\", required = true, name = { nb = \"Gjest\", en = \"Guest\" } }\n",
        "on = { type = \"date\", required = true, name = { nb = \"Dag\", en = \"Day\" } }\n",
    ));
    let mut left = characters;
    let mut number = 0;
    while left > 0 {
        let last = left <= 2 * NAME_CHARACTERS;
        let name = format!("f{number:x<width$}", width = if last { left - 1 } else { NAME_CHARACTERS - 1 });
        let _ = writeln!(toml, "{name} = {{ type = \"integer\", name = {{ nb = \"{number}\", en = \"{number}\" }} }}");
        left -= if last { left } else { NAME_CHARACTERS + 1 };
        number += 1;
    }
    toml
}

#[tokio::test]
async fn the_ledger_names_changed_fields_up_to_its_limit() {
    for (characters, whole_row) in [(LEDGER_FIELDS_CHARACTERS, false), (LEDGER_FIELDS_CHARACTERS + 1, true)] {
        let home = Home::with(model_with(&wide(characters)));
        let ida = home.ida().await;
        let made =
            Typed { values: vec![("on".to_owned(), "2026-11-20".to_owned())], name: "Ola".to_owned(), ..visit(&[]) };
        let row = saved(&home, &ida, "wide", None, &made).await;
        let model = home.engine.model();
        let entity = model.entity_named("wide").expect("is declared");
        let keys =
            model.fields_of(entity).iter().map(|field| model[*field].key.clone()).filter(|key| key.starts_with('f'));
        let values = keys.map(|key| (key, "1".to_owned())).collect();
        saved(&home, &ida, "wide", Some(row), &Typed { values, version: Some(1), ..Typed::default() }).await;
        let ledger = model.entity_named("ledger_entry").expect("is declared");
        let field = |key: &str| model.field_named(ledger, key).expect("is declared");
        let all = scope(model, &Viewer::Engine, ledger, Operation::Read).expect("the engine may");
        let changed = Condition::Is(field("action"), Value::Text("changed".to_owned()));
        let lines = home.engine.store().find(Query::over(&all).matching(changed)).await.expect("the store works");
        let named = lines[0].get(field("fields")).expect("was read");
        match named {
            Value::Text(text) => assert_eq!((text.len(), whole_row), (LEDGER_FIELDS_CHARACTERS, false)),
            other => assert_eq!((other, whole_row), (&Value::Null, true)),
        }
    }
}
