use super::home::{DAY_SECONDS, Home, NOW, network};
use crate::limits::{WHAT_IF_LABELS, WHAT_IF_ROWS};
use crate::privacy::{Sentence, WhatIf, changeable, what_if};
use crate::system::RoleGrant;
use crate::{Caller, Failure, Language, Moment, day_of};
use model::{Clock, Keep, Model, Span, Term};

const MONTH_SECONDS: i64 = 31 * DAY_SECONDS;

const BIRTHDAYS: &str = r#"
[activity.birthdays]
purpose     = { nb = "Gratulere", en = "Congratulate" }
subjects    = { nb = "Ansatte", en = "Staff" }
basis       = "consent"
consent     = { nb = "Ja", en = "Yes" }
source      = "the person"
responsible = "support"
access      = { support = "write" }

[entity.birthday]
name     = { nb = "Bursdag", en = "Birthday" }
activity = "birthdays"
subject  = "person"
label    = "{person}"
keep     = "until left_on"

[entity.birthday.fields]
person  = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
left_on = { type = "date", name = { nb = "Meldt seg av", en = "Left" } }
"#;

/// The register in which a request lives for another time after it came.
fn kept_for(months: u16) -> Model {
    let mut model = testkit::model();
    let request = model.entity_named("contact_request").expect("the standard register has requests");
    let received_at = model.field_named(request, "received_at").expect("they have a time");
    model.entities[request.index()].keep =
        Keep::Terms(vec![Term::After { span: Span::Months(months), clock: Clock::own(received_at), ongoing: false }]);
    model
}

/// A home with a message of three months ago and one of today.
async fn with_two_messages() -> (Home, Caller) {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW.plus_seconds(-3 * MONTH_SECONDS), |_| {}).await;
    home.send(NOW, |form| form.email = "per@kunde.example".to_owned()).await;
    (home, ida)
}

async fn asked(home: &Home, caller: &Caller, other: &Model, at: Moment) -> WhatIf {
    what_if(&home.engine, caller, other, day_of(at), Language::Nb).await.expect("Ida may")
}

/// Each kind with its count, and the counts of those that go sooner and later.
fn counts(found: &WhatIf) -> (Vec<(&str, usize)>, usize, usize) {
    (found.due.iter().map(|due| (due.kind.as_str(), due.rows)).collect(), found.sooner, found.longer)
}

#[tokio::test]
async fn a_shorter_period_names_the_rows_that_fall_due() {
    let (home, ida) = with_two_messages().await;
    let found = asked(&home, &ida, &kept_for(1), NOW).await;
    let all = vec![("Person", 1), ("E-postadresse", 1), ("Telefonnummer", 1), ("Henvendelse", 1), ("E-post", 1)];
    assert_eq!(counts(&found), (all, 5, 0), "the message of today only goes sooner");
    assert!(found.whole);
    assert_eq!(found.due[3].some[0].label, "Kari Nordmann");
    let kari = home.find(super::home::KARI).await;
    assert!(
        found.due.iter().flat_map(|due| &due.some).all(|row| Some(row.person) == kari && row.name == "Kari Nordmann")
    );
}

#[tokio::test]
async fn a_longer_period_makes_nothing_due() {
    let (home, ida) = with_two_messages().await;
    assert_eq!(counts(&asked(&home, &ida, &kept_for(24), NOW).await), (Vec::new(), 0, 10));
    let late = NOW.plus_seconds(13 * MONTH_SECONDS);
    let found = asked(&home, &ida, &kept_for(24), late).await;
    assert_eq!(counts(&found), (Vec::new(), 0, 10), "what is due now would not be");
}

#[tokio::test]
async fn the_same_register_changes_nothing_though_its_ids_are_others() {
    let (home, ida) = with_two_messages().await;
    let more = "[entity.a]\nname = { nb = \"A\", en = \"A\" }\nimpersonal = \"a test\"\nlabel = \"{n}\"\n\
                [entity.a.fields]\nn = { type = \"integer\", name = { nb = \"N\", en = \"N\" } }";
    for mut other in [testkit::model(), testkit::model_with(more)] {
        assert_eq!(asked(&home, &ida, &other, NOW).await, WhatIf { whole: true, ..WhatIf::default() });
        // A clock that the register in use does not know leaves the period as it is.
        let request = other.entity_named("contact_request").expect("it is there");
        let received_at = other.field_named(request, "received_at").expect("it is there");
        other.fields[received_at.index()].key = "arrived_at".to_owned();
        assert_eq!(asked(&home, &ida, &other, NOW).await.due, Vec::new());
    }
}

#[tokio::test]
async fn rows_are_called_by_name_up_to_a_limit() {
    let (home, ida) = (Home::new(), ["privacy-lead"]);
    let ida = home.colleague("ida@fjordlys.example", &ida).await;
    for number in 0..=WHAT_IF_LABELS {
        let found = asked(&home, &ida, &kept_for(1), NOW.plus_seconds(2 * MONTH_SECONDS)).await;
        let requests = found.due.iter().find(|due| due.kind == "Henvendelse");
        assert_eq!(requests.map_or(0, |due| due.some.len()), number);
        home.send(NOW, |form| {
            form.message = number.to_string();
            form.network = network([198, 51, u8::try_from(number).expect("a byte"), 1]);
        })
        .await;
    }
    let found = asked(&home, &ida, &kept_for(1), NOW.plus_seconds(2 * MONTH_SECONDS)).await;
    let requests = found.due.iter().find(|due| due.kind == "Henvendelse").expect("requests are due");
    assert_eq!((requests.rows, requests.some.len()), (WHAT_IF_LABELS + 1, WHAT_IF_LABELS));
}

#[tokio::test]
async fn rows_that_only_go_sooner_or_later_are_counted_up_to_a_limit() {
    let home = Home::new();
    let ida = home.ida().await;
    let tables = home.engine.tables();
    let mut other = testkit::model();
    let (grant, user) = (tables.role_grant.read.entity(), tables.role_grant.f.user);
    other.entities[grant.index()].keep = Keep::Terms(vec![Term::With(user), Term::With(user)]);
    let held = usize::try_from(home.engine.store().count(tables.role_grant.all()).await.expect("it counts"));
    let rows = usize::try_from(WHAT_IF_ROWS).expect("a count") - held.expect("a count");
    for (more, whole) in [(rows, true), (1, false)] {
        let mut changes = store::Changes::new();
        for _ in 0..more {
            let (user, role) = (ida.user.expect("a user"), "support".to_owned());
            let row = RoleGrant { user, role, starts_on: None, ends_on: None, granted_by: None };
            tables.role_grant.insert(&mut changes, home.engine.new_id(NOW), &row).expect("the engine may");
        }
        home.engine.store().apply(changes).await.expect("the store works");
        assert_eq!(asked(&home, &ida, &other, NOW).await.whole, whole, "{more}");
    }
}

#[tokio::test]
async fn the_sentence_that_changes_stands_beside_the_old_one() {
    let (home, ida) = with_two_messages().await;
    let found = asked(&home, &ida, &kept_for(2), NOW).await;
    let sentence = Sentence {
        heading: "Svare dem som skriver til oss gjennom kontaktskjemaet".to_owned(),
        term: "Hvor lenge".to_owned(),
        old: Some("Henvendelse: slettes 6 måneder etter «Besvart», senest 12 måneder etter «Mottatt»".to_owned()),
        new: Some("Henvendelse: slettes 2 måneder etter «Mottatt»".to_owned()),
    };
    assert_eq!(found.sentences, [sentence]);
}

#[tokio::test]
async fn a_purpose_that_goes_takes_its_sentences_along() {
    let (home, ida) = (Home::with(testkit::model_with(BIRTHDAYS)), "ida@fjordlys.example");
    let ida = home.colleague(ida, &["privacy-lead"]).await;
    let found = asked(&home, &ida, &testkit::model(), NOW).await;
    let gone: Vec<&Sentence> = found.sentences.iter().filter(|one| one.heading == "Gratulere").collect();
    assert!(gone.iter().any(|one| one.term == "Hvor lenge" && one.new.is_none()), "{gone:?}");
    assert_eq!(counts(&found), (Vec::new(), 0, 0));
}

#[tokio::test]
async fn only_those_who_carry_out_rights_may_try() {
    let home = Home::new();
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    assert!(matches!(changeable(&home.engine, &per, Language::En), Err(Failure::Denied)));
    let tried = what_if(&home.engine, &per, &kept_for(1), day_of(NOW), Language::En).await;
    assert!(matches!(tried, Err(Failure::Denied)));
    let ida = home.ida().await;
    let may = changeable(&home.engine, &ida, Language::En).expect("Ida may");
    let keys: Vec<&str> = may.entities.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys[..2], ["contact_request", "email"]);
    let timed = |key: &str| keys.contains(&key);
    assert!(timed("session") && !timed("person") && !timed("receipt"), "{keys:?}");
}
