//! What a record shows besides its fields: what links to it, what happened, and what the ledger tells, each as far as its
//! reader may know.

use super::hidden_rows::BOOKINGS;
use super::home::{DAY_SECONDS, Home, NOW};
use crate::deed::{Deed, More};
use crate::limits::{HISTORY_LINES, RELATED_ROWS, TIMELINE_ENTRIES};
use crate::records::{Event, Related, Saved, Typed, What, history, record, related, save, timeline};
use crate::{Caller, RowId, day_of, ledger};
use store::Changes;
use testkit::model_with;

/// What happens at a desk: rests that all see, and alarms that the privacy lead alone sees.
const HAPPENINGS: &str = r#"
[entity.rest]
name     = { nb = "Pause", en = "Rest" }
activity = "desks"
subject  = "booking.holder"
label    = "{what}"
list     = ["what", "began_on"]
keep     = "with booking"

[entity.rest.fields]
booking  = { type = "link", to = "booking", required = true, name = { nb = "Pult", en = "Desk" } }
what     = { type = "text", max = 40, required = true, name = { nb = "Hva", en = "What" } }
began_on = { type = "date", required = true, name = { nb = "Dato", en = "Day" } }

[entity.alarm]
name     = { nb = "Alarm", en = "Alarm" }
activity = "desks"
subject  = "booking.holder"
label    = "{what}"
list     = ["rang_at", "what"]
keep     = "with booking"
access   = { privacy-lead = "write" }

[entity.alarm.fields]
booking = { type = "link", to = "booking", required = true, name = { nb = "Pult", en = "Desk" } }
what    = { type = "text", max = 40, required = true, name = { nb = "Hva", en = "What" } }
rang_at = { type = "datetime", required = true, name = { nb = "Ringte", en = "Rang" } }
"#;

struct Office {
    home: Home,
    support: Caller,
    lead: Caller,
    desk: RowId,
}

impl Office {
    async fn new() -> Self {
        let home = Home::with(model_with(&format!("{BOOKINGS}{HAPPENINGS}")));
        let support = home.colleague("siri@fjordlys.example", &["support"]).await;
        let lead = home.colleague("lise@fjordlys.example", &["privacy-lead"]).await;
        let values = [("place", "A1"), ("since", "2026-11-01"), ("kind", "own")];
        let typed = Typed { name: "Ola Oppdiktet".to_owned(), ..typed(&values) };
        let desk = saved(&home, &support, "booking", &typed).await;
        Self { home, support, lead, desk }
    }

    async fn add(&self, caller: &Caller, key: &str, values: &[(&str, &str)]) -> RowId {
        let desk = self.desk.to_string();
        let values: Vec<(&str, &str)> = values.iter().copied().chain([("booking", desk.as_str())]).collect();
        saved(&self.home, caller, key, &typed(&values)).await
    }

    /// What stands in the timeline for `caller`: labels, and the deeds of changes.
    async fn told(&self, caller: &Caller) -> Vec<String> {
        let found = timeline(&self.home.engine, caller, ("booking", self.desk), None, day_of(NOW)).await;
        found.expect("may be read").events.into_iter().map(named).collect()
    }

    async fn kinds(&self, caller: &Caller) -> Vec<Related> {
        related(&self.home.engine, caller, "booking", self.desk, day_of(NOW)).await.expect("may be read")
    }
}

fn named(event: Event) -> String {
    match event.what {
        What::Row { label, .. } => label,
        What::Change(change) => change.deed,
    }
}

fn typed(values: &[(&str, &str)]) -> Typed {
    let values = values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Typed { values: values.collect(), ..Typed::default() }
}

async fn saved(home: &Home, caller: &Caller, key: &str, typed: &Typed) -> RowId {
    match save(&home.engine, caller, NOW, key, None, typed).await.expect("the store works") {
        Saved::Done(row) => row,
        Saved::Mend(form) => panic!("{form:?}"),
    }
}

#[tokio::test]
async fn rows_of_all_kinds_and_changes_come_in_the_order_in_which_they_happened() {
    let office = Office::new().await;
    office.add(&office.support, "rest", &[("what", "Lunsj"), ("began_on", "2026-11-19")]).await;
    office.add(&office.support, "rest", &[("what", "Ferie"), ("began_on", "2027-01-04")]).await;
    office.add(&office.lead, "alarm", &[("what", "Røyk"), ("rang_at", "2026-11-19T23:30")]).await;
    assert_eq!(office.told(&office.lead).await, ["Ferie", "registrert", "Røyk", "Lunsj"]);
}

#[tokio::test]
async fn what_one_may_not_read_shows_nowhere_not_even_as_a_count() {
    let office = Office::new().await;
    office.add(&office.lead, "alarm", &[("what", "Røyk"), ("rang_at", "2026-11-19T23:30")]).await;
    assert_eq!(office.told(&office.support).await, ["registrert"]);
    let kinds = |kinds: Vec<Related>| kinds.into_iter().map(|kind| (kind.entity, kind.rows)).collect::<Vec<_>>();
    let seen = kinds(office.kinds(&office.support).await);
    assert!(
        seen.contains(&("rest".to_owned(), Some(0))) && !seen.iter().any(|(entity, _)| entity == "alarm"),
        "{seen:?}"
    );
    assert!(kinds(office.kinds(&office.lead).await).contains(&("alarm".to_owned(), Some(1))));
}

#[tokio::test]
async fn of_each_kind_the_first_rows_are_shown_and_all_are_counted() {
    let office = Office::new().await;
    let many = usize::try_from(RELATED_ROWS).expect("a few") + 1;
    for day in 1..=many {
        let day = format!("2026-11-{day:02}");
        office.add(&office.support, "rest", &[("what", "Lunsj"), ("began_on", &day)]).await;
    }
    let kinds = office.kinds(&office.support).await;
    let rests = kinds.iter().find(|kind| kind.entity == "rest").expect("there are some");
    assert_eq!((rests.rows, rests.shown.len()), (Some(RELATED_ROWS + 1), many - 1));
    assert!(rests.columns.iter().map(|column| column.key.as_str()).eq(["what", "began_on"]));
    assert_eq!(rests.shown[0].cells[1].text, "06.11.2026", "the newest first");
}

#[tokio::test]
async fn a_timeline_goes_on_where_its_page_ended_also_within_a_day() {
    let office = Office::new().await;
    // One less than a page, and the making of the desk: a page. Two more do not fit.
    for number in 0..=TIMELINE_ENTRIES {
        let what = number.to_string();
        let day = if number % 3 == 0 { "2026-11-18" } else { "2026-11-19" };
        office.add(&office.support, "rest", &[("what", &what), ("began_on", day)]).await;
    }
    let page = |behind| {
        let (engine, support) = (&office.home.engine, &office.support);
        timeline(engine, support, ("booking", office.desk), behind, day_of(NOW))
    };
    let first = page(None).await.expect("may be read");
    assert_eq!(first.events.len(), TIMELINE_ENTRIES);
    let second = page(first.more).await.expect("may be read");
    assert_eq!((second.events.len(), second.more), (2, None));
    let mut all: Vec<String> = first.events.into_iter().chain(second.events).map(named).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), TIMELINE_ENTRIES + 2, "each once");
}

#[tokio::test]
async fn the_history_names_fields_that_the_reader_sees_and_looks_are_for_few() {
    let office = Office::new().await;
    let (engine, today) = (&office.home.engine, day_of(NOW));
    let shown = record(engine, &office.support, "booking", office.desk, today).await.expect("may be read");
    assert!(shown.open.contains(&"place".to_owned()), "{:?}", shown.open);
    let change = Typed { version: Some(1), ..typed(&[("place", "B2")]) };
    let at = NOW.plus_seconds(DAY_SECONDS);
    let done = save(engine, &office.support, at, "booking", Some(office.desk), &change).await.expect("the store works");
    assert_eq!(done, Saved::Done(office.desk));
    ledger::upkeep(engine, at).await.expect("the store works");
    let of = |caller| history(engine, caller, ("booking", office.desk), (None, None), today);
    let told = of(&office.lead).await.expect("may be read");
    let lines: Vec<(String, Vec<String>)> =
        told.changes.into_iter().map(|change| (change.deed, change.fields)).collect();
    assert_eq!(lines, [("endret".to_owned(), vec!["Plass".to_owned()]), ("registrert".to_owned(), Vec::new())]);
    let looks = told.looks.expect("who carries out rights sees them");
    assert_eq!((looks.len(), looks[0].by.as_str(), looks[0].among_all), (1, "Ida", false), "{looks:?}");
    // Support answers for the desks in this register.
    assert!(of(&office.support).await.expect("may be read").looks.is_some());
}

#[tokio::test]
async fn changes_that_one_may_not_know_of_neither_end_a_history_nor_lengthen_it_for_ever() {
    let office = Office::new().await;
    let (engine, support, model) = (&office.home.engine, &office.support, office.home.engine.model());
    let [booking, key] = ["booking", "booking_key"].map(|key| model.entity_named(key).expect(key));
    let hidden = model.field_named(key, "number").expect("it has a number");
    let hide = async |lines: u64| {
        let mut changes = Changes::new();
        for _ in 0..lines {
            let entry = Deed::Changed.entry(engine, NOW.plus_seconds(60), support.actor(), (booking, office.desk));
            changes.record(entry.fields(vec![hidden]));
        }
        engine.store().apply(changes).await.expect("the store works");
    };
    let of = async |behind| {
        let at = ("booking", office.desk);
        let told = history(engine, support, at, (behind, None), day_of(NOW)).await.expect("may be read");
        let events = timeline(engine, support, at, behind, day_of(NOW)).await.expect("may be read");
        assert_eq!((told.changes.len(), told.more_changes), (events.events.len(), events.more));
        (told.changes.len(), told.more_changes)
    };
    hide(HISTORY_LINES - 1).await;
    assert_eq!(of(None).await.0, 1, "the making of the desk is found behind them");
    hide(1).await;
    let (none, more) = of(None).await;
    assert!(none == 0 && more.is_some(), "it goes on");
    assert_eq!(of(more).await, (1, None));
}
