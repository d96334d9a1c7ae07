//! What a form and a removal tell of rows that the one who asks may not see; and fields that depend on a choice.

use super::home::{Home, NOW};
use crate::records::{Mistake, Saved, Typed, form, form_choices, plan_removal, record, save};
use crate::{Caller, RowId, Viewer, day_of};
use rights::{Operation, scope};
use testkit::model_with;

/// Desks that staff book. Only those who write `keys` see the keys to them, and a booking is seen by its own.
pub(super) const BOOKINGS: &str = r#"
[activity.desks]
purpose     = { nb = "Fordele pultene", en = "Share the desks" }
subjects    = { nb = "Ansatte", en = "Employees" }
basis       = "legitimate-interests"
interest    = { nb = "Å vite hvem som sitter hvor", en = "To know who sits where" }
balancing   = { nb = "Bare pult og navn", en = "Only the desk and the name" }
source      = "ourselves"
uses        = { person = ["name", "source", "since"] }
responsible = "support"
access      = { support = "write", privacy-lead = "write" }

[entity.booking]
name     = { nb = "Pult", en = "Desk" }
activity = "desks"
subject  = "holder"
label    = "{place}"
list     = ["place"]
keep     = "1 year after since"

[entity.booking.fields]
holder = { type = "link", to = "person", required = true, name = { nb = "Innehaver", en = "Holder" } }
place  = { type = "text", max = 40, required = true, name = { nb = "Plass", en = "Place" } }
since  = { type = "date", required = true, name = { nb = "Fra", en = "From" } }
kind   = { type = "choice", required = true, name = { nb = "Slag", en = "Kind" },
           of = { own = { nb = "egen", en = "own" }, shared = { nb = "delt", en = "shared" } } }
code   = { type = "text", max = 9, required = true, when = { kind = ["shared"] }, name = { nb = "Kode", en = "Code" } }
note   = { type = "text", max = 9, when = { kind = ["shared"] }, name = { nb = "Merknad", en = "Note" } }
used   = { type = "percent", name = { nb = "I bruk", en = "In use" } }
lasts  = { type = "duration", name = { nb = "Varer", en = "Lasts" } }

[entity.booking_key]
name     = { nb = "Nøkkel", en = "Key" }
activity = "desks"
subject  = "booking.holder"
label    = "{number}"
list     = ["number"]
keep     = "with booking"
access   = { privacy-lead = "write" }

[entity.booking_key.fields]
booking = { type = "link", to = "booking", required = true, name = { nb = "Pult", en = "Desk" } }
number  = { type = "text", max = 9, required = true, name = { nb = "Nummer", en = "Number" } }

[activity.lockers]
purpose     = { nb = "Vite hvem som har hvilket skap", en = "Know who has which locker" }
subjects    = { nb = "Ansatte", en = "Employees" }
basis       = "legitimate-interests"
interest    = { nb = "Å vite hvem som har hvilket skap", en = "To know who has which locker" }
balancing   = { nb = "Bare skap og navn", en = "Only the locker and the name" }
source      = "ourselves"
uses        = { person = ["name", "source", "since"] }
responsible = "support"
access      = { support = "write own" }

[entity.locker]
name     = { nb = "Skap", en = "Locker" }
activity = "lockers"
subject  = "holder"
own      = "by"
label    = "{kept}"
keep     = "1 year after since"

[entity.locker.fields]
holder = { type = "link", to = "person", required = true, name = { nb = "Innehaver", en = "Holder" } }
by     = { type = "link", to = "user", mention = true, name = { nb = "Ført av", en = "Entered by" } }
number = { type = "text", max = 9, required = true, unique = true, name = { nb = "Nummer", en = "Number" } }
kept   = { type = "text", max = 40, name = { nb = "Innhold", en = "Content" } }
since  = { type = "date", required = true, name = { nb = "Fra", en = "From" } }
"#;

struct Office {
    home: Home,
    support: Caller,
    lead: Caller,
}

impl Office {
    async fn new() -> Self {
        let home = Home::with(model_with(BOOKINGS));
        let support = home.colleague("siri@fjordlys.example", &["support"]).await;
        let lead = home.colleague("lise@fjordlys.example", &["privacy-lead", "support"]).await;
        Self { home, support, lead }
    }

    async fn save(&self, caller: &Caller, id: Option<RowId>, version: Option<i64>, other: &[(&str, &str)]) -> Saved {
        let name = if id.is_none() { "Ola Oppdiktet" } else { "" };
        let usual = [("place", "A1"), ("since", "2026-11-20"), ("kind", "own")];
        let rest = usual.into_iter().filter(|(key, _)| id.is_none() && !other.iter().any(|(known, _)| known == key));
        let values = rest.chain(other.iter().copied()).map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        let typed = Typed { values, name: name.to_owned(), version, ..Typed::default() };
        save(&self.home.engine, caller, NOW, "booking", id, &typed).await.expect("the store works")
    }

    async fn row(&self, other: &[(&str, &str)]) -> RowId {
        match self.save(&self.support, None, None, other).await {
            Saved::Done(row) => row,
            Saved::Mend(form) => panic!("{form:?}"),
        }
    }
}

fn mistakes(saved: Saved) -> Vec<(String, Mistake)> {
    let Saved::Mend(form) = saved else { panic!("it is saved") };
    form.fields.into_iter().filter_map(|field| Some((field.key, field.mistake?))).collect()
}

/// What is wrong, as the fields and, where it belongs to another alternative, to which.
async fn check(office: &Office, other: &[(&str, &str)], expected: &[&str]) {
    let told = mistakes(office.save(&office.support, None, None, other).await);
    let told: Vec<String> = told
        .into_iter()
        .map(|(key, mistake)| match mistake {
            Mistake::NotUnder(under) => format!("{key}: {} is {}", under.choice, under.among[0].1),
            other => format!("{key}: {other:?}"),
        })
        .collect();
    assert_eq!(told, expected, "{other:?}");
}

#[tokio::test]
async fn a_field_is_filled_in_under_its_choice_only() {
    let office = Office::new().await;
    check(&office, &[("code", "12"), ("note", "x")], &["code: kind is delt", "note: kind is delt"]).await;
    check(&office, &[("kind", "shared")], &["code: Missing"]).await;
    check(&office, &[("kind", ""), ("code", "12")], &["kind: Missing"]).await;
    check(&office, &[("kind", "lost"), ("code", "12")], &["kind: NotAmong"]).await;
    office.row(&[("kind", "shared"), ("code", "12")]).await;
}

#[tokio::test]
async fn a_field_of_another_choice_is_not_in_the_record_but_in_the_form() {
    let office = Office::new().await;
    let (engine, support) = (&office.home.engine, &office.support);
    let own = office.row(&[]).await;
    let keys = |facts: Vec<crate::records::Fact>| facts.into_iter().map(|fact| fact.key).collect::<Vec<String>>();
    let shown = keys(record(engine, support, "booking", own, day_of(NOW)).await.expect("is there").facts);
    assert!(!shown.contains(&"code".to_owned()) && shown.contains(&"used".to_owned()), "{shown:?}");
    let shared = office.row(&[("kind", "shared"), ("code", "12")]).await;
    let shown = keys(record(engine, support, "booking", shared, day_of(NOW)).await.expect("is there").facts);
    assert!(shown.contains(&"code".to_owned()) && shown.contains(&"note".to_owned()), "{shown:?}");
    let blank = form(engine, support, "booking", None, None, day_of(NOW)).await.expect("may be written");
    let code = blank.fields.iter().find(|field| field.key == "code").expect("it is asked for");
    assert_eq!((code.required, code.when.as_ref().map(|under| under.choice.as_str())), (true, Some("kind")));
    let depends = form_choices(engine, support, "booking").expect("may be written");
    assert!(depends.iter().map(|(key, _)| key.as_str()).eq(["code", "note"]));
    let edit = form(engine, support, "booking", Some(shared), None, day_of(NOW)).await.expect("may be written");
    let told = mistakes(office.save(support, Some(shared), edit.version, &[("kind", "own")]).await);
    assert!(matches!(told.as_slice(), [(key, Mistake::NotUnder(_))] if key == "code"), "{told:?}");
    let emptied = office.save(support, Some(shared), edit.version, &[("kind", "own"), ("code", "")]).await;
    assert_eq!(emptied, Saved::Done(shared));
}

#[tokio::test]
async fn a_percentage_and_a_length_of_time_are_not_below_nought() {
    let office = Office::new().await;
    check(&office, &[("used", "-5 %"), ("lasts", "-1:30")], &["used: BelowZero", "lasts: BelowZero"]).await;
    check(&office, &[("used", "\u{2212}0,01"), ("lasts", "--1")], &["used: BelowZero", "lasts: NotADuration"]).await;
    office.row(&[("used", "0"), ("lasts", "0:00")]).await;
}

#[tokio::test]
async fn rows_that_the_one_who_removes_may_not_see_are_not_counted() {
    let office = Office::new().await;
    let (engine, row) = (&office.home.engine, office.row(&[]).await);
    let values = vec![("booking".to_owned(), row.to_string()), ("number".to_owned(), "7".to_owned())];
    let key = Typed { values, ..Typed::default() };
    let saved = save(engine, &office.lead, NOW, "booking_key", None, &key).await.expect("the store works");
    assert!(matches!(saved, Saved::Done(_)), "{saved:?}");
    for (caller, rows, others) in [(&office.lead, vec![("Nøkkel", 1)], false), (&office.support, Vec::new(), true)] {
        let plan = plan_removal(engine, caller, "booking", row, NOW).await.expect("may be written");
        let told: Vec<(&str, u64)> = plan.against.iter().map(|it| (it.name.as_str(), it.rows)).collect();
        assert_eq!((told, plan.others, plan.is_held()), (rows, others, true));
    }
}

#[tokio::test]
async fn a_unique_value_of_a_row_that_one_may_not_see_only_cannot_be_used() {
    let office = Office::new().await;
    let per = office.home.colleague("per@fjordlys.example", &["support"]).await;
    let locker = async |caller: &Caller, number: &str| {
        let by = caller.user.expect("a user").to_string();
        let values = [("by", by.as_str()), ("number", number), ("kept", "Ring"), ("since", "2026-11-20")];
        let values = values.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        let typed = Typed { values, name: "Ola Oppdiktet".to_owned(), ..Typed::default() };
        save(&office.home.engine, caller, NOW, "locker", None, &typed).await.expect("the store works")
    };
    let Saved::Done(own) = locker(&office.support, "7").await else { panic!("the number is free") };
    let told = mistakes(locker(&office.support, "7").await);
    assert!(matches!(told.as_slice(), [(_, Mistake::Taken(Some(by)))] if by.id == own), "{told:?}");
    assert_eq!(mistakes(locker(&per, "7").await), [("number".to_owned(), Mistake::Taken(None))]);
    assert!(record(&office.home.engine, &per, "locker", own, day_of(NOW)).await.is_err(), "it is not his");
    assert!(matches!(locker(&per, "8").await, Saved::Done(_)));
}

#[tokio::test]
async fn a_record_names_the_purpose_that_its_choice_gives_it() {
    let home = Home::new();
    let sales = home.colleague("siri@fjordlys.example", &["sales"]).await;
    let values = [
        ("part_of", "customer"),
        ("about", "person"),
        ("kind", "call"),
        ("title", "Ring"),
        ("due_on", "2026-12-01"),
        ("state", "planned"),
    ];
    let values = values.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    let typed = Typed { values, name: "Ola Oppdiktet".to_owned(), ..Typed::default() };
    let saved = save(&home.engine, &sales, NOW, "sales_activity", None, &typed).await.expect("the store works");
    let Saved::Done(row) = saved else { panic!("{saved:?}") };
    let shown = record(&home.engine, &sales, "sales_activity", row, day_of(NOW)).await.expect("is there");
    let [purpose] = shown.head.purposes.as_slice() else { panic!("{:?}", shown.head.purposes) };
    assert!(purpose.starts_with("Følge opp kundene"), "{purpose}");
}

#[test]
fn what_is_kept_for_each_user_is_no_role_to_read() {
    let model = testkit::model();
    let of_users = ["draft", "follow", "notice", "notice_choice", "long_job", "long_job_part", "recent_row"];
    for role in model.role_ids() {
        let (user, person) = (RowId([1; 16]), RowId([2; 16]));
        let viewer = Viewer::Staff { user, person, team: Vec::new(), roles: vec![role] };
        for key in of_users {
            let entity = model.entity_named(key).expect(key);
            assert!(scope(&model, &viewer, entity, Operation::Read).is_err(), "{} reads {key}", model[role].key);
        }
    }
}
