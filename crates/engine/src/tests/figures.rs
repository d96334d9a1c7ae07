//! Figures: what they count, and that whoever may not know all of one learns nothing of it.

use super::home::{DAY_SECONDS, Home, NOW};
use crate::figures::{At, Figure, Shape, Unit, Which, figures};
use crate::records::{Bulk, BulkRow};
use crate::{Area, Caller, Day, Failure, Language, Moment, RowId, day_of, start_of};
use model::Value;

const PERSON: RowId = RowId([9; 16]);

/// A row made in bulk.
fn row(kind: &'static str, id: u8, cells: Vec<(&'static str, Value)>) -> BulkRow {
    BulkRow { kind, id: RowId([id; 16]), at: NOW, person: None, cells }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn ago(days: i32) -> Day {
    Day(day_of(NOW).0 - days)
}

/// A case in this state that came in at `at`.
fn case(id: u8, state: &str, at: Moment) -> BulkRow {
    let cells = vec![
        ("title", text("Sak")),
        ("contact", Value::Id(PERSON)),
        ("covered", text("yes")),
        ("came_by", text("mail")),
        ("priority", text("normal")),
        ("state", text(state)),
        ("queue", Value::Id(RowId([2; 16]))),
        ("created_at", Value::Moment(at)),
    ];
    row("case", id, cells)
}

/// A home with cases of three ages, hours, and a request that is late.
async fn home() -> Home {
    let home = Home::new();
    let command = Caller::command(Language::Nb);
    let mut bulk = Bulk::new(&home.engine, &command);
    let person = vec![("name", text("Nora")), ("source", text("customer")), ("since", Value::Day(ago(400)))];
    let policy = vec![("name", text("Frister")), ("holidays", Value::Boolean(false)), ("pauses", Value::Boolean(true))];
    let queue = vec![
        ("name", text("Kø")),
        ("policy", Value::Id(RowId([1; 16]))),
        ("receipt", Value::Boolean(true)),
        ("open", Value::Boolean(true)),
    ];
    let request = vec![
        ("person", Value::Id(PERSON)),
        ("kind", text("access")),
        ("came_by", text("mail")),
        ("received_at", Value::Moment(NOW)),
        ("identity", text("known")),
        ("due_on", Value::Day(ago(1))),
        ("state", text("working")),
    ];
    let hours = vec![
        ("person", Value::Id(PERSON)),
        ("worked_on", Value::Day(ago(3))),
        ("minutes", Value::Integer(450)),
        ("what", text("work")),
        ("billable", Value::Boolean(true)),
        ("entered_at", Value::Moment(NOW)),
    ];
    let months_ago = start_of(Day(ago(0).0 - 19)); // midnight in Norway on the first of November
    for row in [
        row("person", 9, person),
        row("deadline_policy", 1, policy),
        row("queue", 2, queue),
        case(3, "open", NOW.plus_seconds(-3600)),
        case(4, "customer", NOW.plus_seconds(-10 * DAY_SECONDS)),
        case(5, "closed", Moment(months_ago.0 - 1)),
        case(6, "closed", months_ago),
        row("request", 7, request),
        row("time_entry", 8, hours),
    ] {
        bulk.add(row).expect("it fits the register");
    }
    bulk.write().await.expect("it is written");
    home
}

async fn of(home: &Home, caller: &Caller, area: Area) -> Vec<Figure> {
    figures(&home.engine, caller, area, day_of(NOW)).await.expect("the store works")
}

fn find(figures: &[Figure], which: Which) -> &Figure {
    figures.iter().find(|figure| figure.which == which).expect("it is there")
}

/// The numbers of a figure with one of them at each place.
fn numbers(figure: &Figure) -> Vec<i64> {
    figure.points.iter().map(|point| point.values[0]).collect()
}

#[tokio::test]
async fn a_figure_counts_by_age_by_state_and_by_month_in_norway() {
    let home = home().await;
    let support = home.colleague("ola@fjordlys.example", &["support"]).await;
    let found = of(&home, &support, Area::Support).await;
    assert_eq!(numbers(find(&found, Which::CaseAges)), [1, 0, 1, 0, 0]);
    let states = find(&found, Which::CaseStates);
    assert_eq!((states.shape, numbers(states)), (Shape::Bars, vec![0, 1, 1, 0]));
    assert_eq!(states.points[1].narrowed, Some(vec![("state".to_owned(), "open".to_owned())]));
    let months = find(&found, Which::Cases);
    assert_eq!(months.points.len(), crate::FIGURE_MONTHS);
    assert_eq!(numbers(months)[crate::FIGURE_MONTHS - 2..], [1, 3], "a month begins at midnight where the company is");
}

#[tokio::test]
async fn a_figure_sums_up_and_says_what_is_late() {
    let home = home().await;
    let ida = home.colleague("ida@fjordlys.example", &["privacy-lead", "project-lead"]).await;
    let found = of(&home, &ida, Area::Projects).await;
    let hours = find(&found, Which::Hours);
    assert_eq!((hours.unit, hours.series.len()), (Unit::Minutes, 2), "yes and no");
    assert_eq!(hours.points.last().expect("this month").values.iter().sum::<i64>(), 450);
    assert_eq!(hours.unit.say(450, Language::Nb), "7,5\u{a0}t");
    let nameless = &find(&found, Which::ProjectHours).points;
    assert!(nameless.len() == 1 && nameless[0].at == At::Nameless, "hours of no project: {nameless:?}");
    assert_eq!(numbers(find(&of(&home, &ida, Area::Privacy).await, Which::Deadlines)), [1, 0, 0, 0, 0]);
    let people = of(&home, &ida, Area::Parties).await;
    assert_eq!(numbers(find(&people, Which::People))[0], 1, "Nora was known a year ago");
}

/// No figure, and not one of noughts either: the same whether there is something or nothing.
#[tokio::test]
async fn who_may_not_know_all_of_it_sees_none_of_it() {
    let (full, empty) = (home().await, Home::new());
    for (address, roles) in [("eva@fjordlys.example", ["employee"]), ("per@fjordlys.example", ["marketing"])] {
        let mut seen = Vec::new();
        for home in [&full, &empty] {
            let caller = home.colleague(address, &roles).await;
            let mut which = Vec::new();
            for area in Area::ALL {
                which.extend(of(home, &caller, area).await.into_iter().map(|figure| (figure.which, numbers(&figure))));
            }
            seen.push(which);
        }
        assert_eq!(seen[0], seen[1], "{roles:?}");
        for hidden in [Which::People, Which::Cases, Which::Hours, Which::Deadlines, Which::Mails, Which::Absences] {
            assert!(seen[0].iter().all(|(which, _)| *which != hidden), "{hidden:?} of {roles:?}");
        }
    }
}

#[tokio::test]
async fn a_row_in_bulk_is_held_against_the_register() {
    let home = Home::new();
    let command = Caller::command(Language::Nb);
    let mut bulk = Bulk::new(&home.engine, &command);
    for cells in [vec![("nickname", text("Nora"))], vec![("source", text("a dream"))], vec![("name", text("a\nb"))]] {
        assert!(matches!(bulk.add(row("person", 1, cells)), Err(Failure::Unavailable(_))));
    }
    let nobody = home.colleague("eva@fjordlys.example", &["employee"]).await;
    let mut bulk = Bulk::new(&home.engine, &nobody);
    assert!(bulk.add(row("case", 1, Vec::new())).is_err(), "nobody writes more in bulk than one by one");
}
