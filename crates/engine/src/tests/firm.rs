//! A register with organisations, orders that a law keeps, and cases about nobody; swept over a real store.

use super::home::{Home, NOW};
use crate::privacy::{Action, Carried, SweepReport, Wish, carry_out, person, plan_wish, receipt, sweep};
use crate::{Caller, Language, RowId};
use model::{Day, Restriction, Value};
use rights::{Operation, Viewer, after, day_of, scope};
use store::{Changes, Query};

const FIRM: &str = r#"
[law.books]
title = { nb = "bokføringsloven", en = "the Bookkeeping Act" }
source = "the law"
valid_from = 2015-01-01
checked_on = 2026-11-22
confidence = "excerpt"
applies_to = "company"
minimum = "5 years after fiscal year"

[activity.trade]
purpose = { nb = "Levere det kundene har bestilt", en = "Deliver what customers ordered" }
subjects = { nb = "Kontaktpersoner hos kunder", en = "Contacts at customers" }
basis = "contract"
source = "the person"
uses = { person = ["name", "source", "since"], company = ["name", "form", "owner"] }
responsible = "support"
access = { support = "write" }

[entity.company]
name = { nb = "Virksomhet", en = "Company" }
activity = "as claimed"
subject = { path = "owner", when = { form = ["sole"] } }
label = "{name}"
keep = "while claimed"

[entity.company.fields]
name = { type = "text", max = 100, required = true, name = { nb = "Navn", en = "Name" }, impersonal = "a company's name" }
form = { type = "choice", required = true, name = { nb = "Form", en = "Form" }, impersonal = "a kind of company",
         of = { company = { nb = "aksjeselskap", en = "company" }, sole = { nb = "enkeltpersonforetak", en = "sole trader" } } }
owner = { type = "link", to = "person", required = true, when = { form = ["sole"] }, name = { nb = "Innehaver", en = "Owner" } }

[entity.order]
name = { nb = "Ordre", en = "Order" }
activity = "trade"
subject = "contact"
label = "{note}"
keep = "2 years after latest of parcels.sent_on and made_on"
require = [{ law = "books", from = "paid_on" }]

[entity.order.fields]
contact = { type = "link", to = "person", required = true, name = { nb = "Kontakt", en = "Contact" } }
company = { type = "link", to = "company", name = { nb = "Virksomhet", en = "Company" } }
parcels = { type = "links", from = "parcel.order", name = { nb = "Pakker", en = "Parcels" } }
made_on = { type = "date", required = true, impersonal = "the day of an order", name = { nb = "Bestilt", en = "Ordered" } }
paid_on = { type = "date", name = { nb = "Betalt", en = "Paid" } }
note = { type = "text", max = 100, name = { nb = "Merknad", en = "Note" }, keep = "1 month after made_on" }

[entity.parcel]
name = { nb = "Pakke", en = "Parcel" }
activity = "trade"
subject = "order.contact"
label = "{sent_on}"
keep = "with order"

[entity.parcel.fields]
order = { type = "link", to = "order", required = true, name = { nb = "Ordre", en = "Order" } }
sent_on = { type = "date", name = { nb = "Sendt", en = "Sent" } }

[entity.leaflet]
name = { nb = "Løpeseddel", en = "Leaflet" }
impersonal = "a text that everybody gets"
label = "{sent_on}"
keep = "1 year after sent_on"

[entity.leaflet.fields]
sent_on = { type = "date", required = true, name = { nb = "Sendt", en = "Sent" } }

[entity.copy]
name = { nb = "Eksemplar", en = "Copy" }
activity = "trade"
subject = "order.contact"
label = "{leaflet}"
keep = "with leaflet"

[entity.copy.fields]
leaflet = { type = "link", to = "leaflet", required = true, name = { nb = "Utgave", en = "Issue" } }
order = { type = "link", to = "order", required = true, name = { nb = "Ordre", en = "Order" } }
"#;

const CONTACT: RowId = RowId([1; 16]);
const COMPANY: RowId = RowId([2; 16]);
const ORDER: RowId = RowId([3; 16]);
const PARCEL: RowId = RowId([4; 16]);
const MADE: Day = Day(20_000);

struct Firm {
    home: Home,
}

impl Firm {
    /// A contact who ordered something for a company, paid on `paid_on`.
    async fn new(paid_on: Option<Day>) -> Self {
        let firm = Self { home: Home::with(testkit::model_with(FIRM)) };
        let day = |day: Day| Value::Day(day);
        let text = |text: &str| Value::Text(text.to_owned());
        let kari = [("name", text("Kari")), ("source", text("company")), ("since", day(MADE))];
        let company = [("name", text("Kunde AS")), ("form", text("company"))];
        let order = [
            ("contact", Value::Id(CONTACT)),
            ("company", Value::Id(COMPANY)),
            ("made_on", day(MADE)),
            ("paid_on", paid_on.map_or(Value::Null, day)),
            ("note", text("Haster")),
        ];
        firm.insert("person", CONTACT, &kari).await;
        firm.insert("company", COMPANY, &company).await;
        firm.insert("order", ORDER, &order).await;
        firm
    }

    async fn insert(&self, entity: &str, id: RowId, cells: &[(&str, Value)]) {
        let model = self.home.engine.model();
        let entity = model.entity_named(entity).expect(entity);
        let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let field = |key: &str| model.field_named(entity, key).expect(key);
        let cells = cells.iter().map(|(key, value)| (field(key), value.clone())).collect();
        let mut changes = Changes::new();
        changes.insert(&write, id, cells).expect("it fits the register");
        self.home.engine.store().apply(changes).await.expect("the store works");
    }

    async fn count(&self, entity: &str) -> u64 {
        let model = self.home.engine.model();
        let entity = model.entity_named(entity).expect(entity);
        let read = scope(model, &Viewer::Engine, entity, Operation::Read).expect("the engine may");
        self.home.engine.store().count(Query::over(&read)).await.expect("the store works")
    }

    async fn sweep(&self, today: Day) -> SweepReport {
        let trial = sweep(&self.home.engine, NOW, today, true).await.expect("the store works");
        let done = sweep(&self.home.engine, NOW, today, false).await.expect("the store works");
        assert_eq!(done.put_off, 0);
        for (kind, rows) in &trial.deleted {
            assert!(done.deleted[kind] >= *rows, "{kind}");
        }
        done
    }
}

fn deleted(report: &SweepReport) -> Vec<(&str, usize)> {
    report.deleted.iter().map(|(kind, rows)| (kind.as_str(), *rows)).collect()
}

const TWO_YEARS: model::Span = model::Span::Years(2);

#[tokio::test]
async fn an_organisation_goes_when_its_last_claim_goes() {
    let firm = Firm::new(None).await;
    let end = after(MADE, TWO_YEARS);
    assert_eq!(deleted(&firm.sweep(Day(end.0 - 1)).await), []);
    assert_eq!(firm.count("company").await, 1, "the order holds it up");
    assert_eq!(deleted(&firm.sweep(end).await), [("company", 1), ("order", 1), ("person", 1)]);
}

#[tokio::test]
async fn an_organisation_that_was_let_go_otherwise_is_found_too() {
    let firm = Firm::new(None).await;
    let other = [("name", Value::Text("Alene AS".to_owned())), ("form", Value::Text("company".to_owned()))];
    firm.insert("company", RowId([9; 16]), &other).await;
    assert_eq!(deleted(&firm.sweep(MADE).await), [("company", 1)]);
}

#[tokio::test]
async fn a_date_on_another_row_puts_the_end_off() {
    let firm = Firm::new(None).await;
    let sent = Day(MADE.0 + 60);
    firm.insert("parcel", PARCEL, &[("order", Value::Id(ORDER)), ("sent_on", Value::Day(sent))]).await;
    assert_eq!(deleted(&firm.sweep(after(MADE, TWO_YEARS)).await), []);
    let expected = [("company", 1), ("order", 1), ("parcel", 1), ("person", 1)];
    assert_eq!(deleted(&firm.sweep(after(sent, TWO_YEARS)).await), expected);
}

#[tokio::test]
async fn a_field_ends_before_its_row() {
    let firm = Firm::new(None).await;
    let report = firm.sweep(after(MADE, model::Span::Months(1))).await;
    assert_eq!((deleted(&report), report.cleared.get("order")), (vec![], Some(&1)));
    let again = firm.sweep(after(MADE, model::Span::Months(2))).await;
    assert_eq!(again.receipts, [], "what is empty is not emptied again");
}

#[tokio::test]
async fn a_row_about_nobody_takes_with_it_what_lives_with_it() {
    let firm = Firm::new(None).await;
    let leaflet = RowId([5; 16]);
    firm.insert("leaflet", leaflet, &[("sent_on", Value::Day(MADE))]).await;
    firm.insert("copy", RowId([6; 16]), &[("leaflet", Value::Id(leaflet)), ("order", Value::Id(ORDER))]).await;
    let end = after(MADE, model::Span::Years(1));
    assert_eq!(deleted(&firm.sweep(Day(end.0 - 1)).await), []);
    assert_eq!(deleted(&firm.sweep(end).await), [("copy", 1), ("leaflet", 1)]);
    assert_eq!(firm.count("order").await, 1);
}

#[tokio::test]
async fn an_erasure_says_what_a_law_keeps_and_the_receipt_too() {
    let firm = Firm::new(Some(MADE)).await;
    let engine = &firm.home.engine;
    let ida = firm.home.ida().await;
    let plan = plan_wish(engine, &ida, (CONTACT, Wish::Erasure), Language::En, day_of(NOW)).await.expect("Ida may");
    let until = Day(21_915); // 1 January 2030
    let kept: Vec<(&str, &str)> = plan
        .lines
        .iter()
        .filter(|line| matches!(line.reason, rights::Reason::Law { until: day, .. } if day == until))
        .map(|line| (line.kind.as_str(), line.law.as_str()))
        .collect();
    assert_eq!(kept, [("Person", "the Bookkeeping Act"), ("Order", "the Bookkeeping Act")]);
    let actions: Vec<&Action> = plan.lines.iter().map(|line| &line.action).collect();
    assert_eq!(actions, [&Action::Restrict(Restriction::Bound); 2], "nothing of it may go");
    firm.insert("contact_request", RowId([7; 16]), &request(&firm).await).await;
    let plan = plan_wish(engine, &ida, (CONTACT, Wish::Erasure), Language::En, day_of(NOW)).await.expect("Ida may");
    let erased =
        crate::privacy::carry_out(engine, &ida, NOW, (CONTACT, Wish::Erasure), &plan.fingerprint, Language::En).await;
    let crate::privacy::Carried::Done(id) = erased.expect("the store works") else { panic!("the plan is the same") };
    let receipt = receipt(engine, &ida, id).await.expect("Ida may");
    let law = ["order", "restrict", "law:books:21915", "1"].map(str::to_owned);
    assert!(receipt.lines.contains(&law), "{:?}", receipt.lines);
    assert_eq!(crate::privacy::kept_by_law("law:books:21915"), Some(("books", until)));
    assert_eq!(firm.count("order").await, 1);
    let page = person(engine, &ida, CONTACT, Language::En, day_of(NOW)).await.expect("Ida may");
    assert_eq!(page.rows.len(), 2, "the person and the order");
}

#[tokio::test]
async fn what_a_law_keeps_after_an_erasure_is_only_stored_and_goes_with_the_law() {
    let firm = Firm::new(Some(MADE)).await;
    let engine = &firm.home.engine;
    let ida = firm.home.ida().await;
    let seller = firm.home.colleague("per@fjordlys.example", &["support"]).await;
    let sees = async |caller: &Caller| {
        let order = engine.model().entity_named("order").expect("there are orders");
        let scope = rights::scope(engine.model(), &caller.viewer, order, Operation::Read).expect("they may");
        engine.store().count(Query::over(&scope)).await.expect("the store works")
    };
    assert_eq!([sees(&seller).await, sees(&ida).await], [1, 1]);
    let plan = plan_wish(engine, &ida, (CONTACT, Wish::Erasure), Language::En, day_of(NOW)).await.expect("Ida may");
    let done = carry_out(engine, &ida, NOW, (CONTACT, Wish::Erasure), &plan.fingerprint, Language::En).await;
    assert!(matches!(done, Ok(Carried::Done(_))), "{done:?}");
    assert_eq!([sees(&seller).await, sees(&ida).await], [0, 1], "the seller's purpose is over");
    assert!(person(engine, &seller, CONTACT, Language::En, day_of(NOW)).await.is_err());
    let again = plan_wish(engine, &ida, (CONTACT, Wish::Erasure), Language::En, day_of(NOW)).await.expect("Ida may");
    assert!(!again.does_something, "{again:?}");
    let until = Day(21_915); // 1 January 2030
    assert_eq!(deleted(&firm.sweep(Day(until.0 - 1)).await), [("session", 2)]);
    assert_eq!(deleted(&firm.sweep(until).await), [("company", 1), ("order", 1), ("person", 1)]);
}

/// A message from the contact, with an address of theirs.
async fn request(firm: &Firm) -> [(&'static str, Value); 9] {
    let text = |text: &str| Value::Text(text.to_owned());
    let address = RowId([8; 16]);
    let cells = [
        ("holder", text("person")),
        ("person", Value::Id(CONTACT)),
        ("address", text("kari@kunde.example")),
        ("source", text("company")),
        ("since", Value::Day(MADE)),
    ];
    firm.insert("email_address", address, &cells).await;
    [
        ("person", Value::Id(CONTACT)),
        ("address", Value::Id(address)),
        ("name_written", text("Kari")),
        ("message", text("Hei")),
        ("language", text("nb")),
        ("came_from", text("here")),
        ("state", text("new")),
        ("received_at", Value::Moment(NOW)),
        ("submission", text("1")),
    ]
}
