//! Lists: what every kind of field can be asked about, columns, groups, pages both ways, saved views, several rows at once.

use super::home::{DAY_SECONDS, Home, NOW};
use super::records::{home, saved, today, visit};
use crate::limits::{
    FILTER_VALUES, FILTERS, LIST_COLUMNS, SEVERAL_ROWS, VIEW_FILTER_CHARACTERS, VIEW_TITLE_CHARACTERS,
    VIEW_USED_EVERY_SECONDS, VIEWS,
};
use crate::records::{
    GroupName, List, Mistake, NewView, SavedAs, Total, Wanted, Why, asked, chosen, list, neighbours, removals,
    remove_several, remove_view, save_view, set_several, setting, view_used, views,
};
use crate::{Caller, Failure, RowId, Viewer};
use model::{Sealed, Value};
use rights::{Operation, scope};

/// Four visits that differ in every field: what is asked for is told by their topics.
async fn four() -> (Home, Caller) {
    let (home, ida) = home().await;
    let me = ida.user.expect("Ida signs in").to_string();
    let rows: [&[(&str, &str)]; 4] = [
        &[
            ("topic", "Ananas"),
            ("came_on", "2026-11-20"),
            ("state", "planned"),
            ("minutes", "10"),
            ("lunch", "yes"),
            ("left_at", "2026-11-20T15:30"),
            ("mail", "a@kunde.example"),
            ("phone", "22 22 55 55"),
            ("notes", "Første prøve\nsendes"),
            ("fare", "100"),
            ("lasted", "1:00"),
            ("host", &me),
            ("weight", "0,5"),
            ("rebate", "10"),
            ("company", "310 000 043"),
            ("web", "kunde.example"),
            ("badge", "A-1"),
        ],
        &[
            ("topic", "Brød"),
            ("came_on", "2026-11-17"),
            ("state", "held"),
            ("minutes", "20"),
            ("lunch", "no"),
            ("left_at", "2026-11-18T00:00"),
            ("fare", "250,50"),
            ("lasted", "2:30"),
        ],
        &[
            ("topic", "Cola"),
            ("came_on", "2026-10-31"),
            ("state", "held"),
            ("minutes", "-5"),
            ("address", "Storgata 1"),
        ],
        &[("topic", "Ægir ÉN"), ("came_on", "2027-01-01"), ("state", "planned"), ("agreed", "**Ja**")],
    ];
    for row in rows {
        saved(&home, &ida, "visit", None, &visit(row)).await;
    }
    (home, ida)
}

fn narrowed(filters: &[(&str, &str)]) -> Wanted {
    let filters = filters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Wanted { filters, order: Some("topic".to_owned()), ..Wanted::default() }
}

async fn found(home: &Home, caller: &Caller, wanted: &Wanted) -> List {
    list(&home.engine, caller, "visit", wanted, today()).await.expect("may be read")
}

/// The first letters of the topics of the rows that are found.
fn letters(list: &List) -> String {
    list.rows.iter().filter_map(|row| row.label.chars().next()).collect()
}

#[tokio::test]
async fn every_kind_of_field_is_asked_about_in_its_own_ways() {
    let (home, ida) = four().await;
    for (name, value, expected) in [
        ("state", "held", "BC"),
        ("state.not", "held", "AÆ"),
        ("lunch", "yes", "A"),
        ("lunch.not", "yes", "BCÆ"),
        ("lunch.empty", "1", "CÆ"),
        ("lunch.filled", "1", "AB"),
        ("topic", "Cola", "C"),
        ("topic.not", "Cola", "ABÆ"),
        ("topic.words", "ægir en", "Æ"),
        ("topic.words", "EN ægir", "Æ"),
        ("topic.words", "ægir nei", ""),
        ("notes.words", "FØRSTE sendes", "A"),
        ("notes.filled", "1", "A"),
        ("agreed.words", "ja", "Æ"),
        ("address.words", "storg", "C"),
        ("mail.words", "kunde", "A"),
        ("mail", "A@Kunde.example", "A"),
        ("phone", "22 22 55 55", "A"),
        ("web.words", "kunde", "A"),
        ("company", "310000043", "A"),
        ("account.empty", "1", "ABCÆ"),
        ("badge.not", "A-1", "BCÆ"),
        ("minutes", "20", "B"),
        ("minutes.least", "10", "AB"),
        ("minutes.most", "10", "AC"),
        ("minutes.between", "-5..10", "AC"),
        ("fare.least", "250,50", "B"),
        ("fare.between", "100..100", "A"),
        ("rebate.most", "10 %", "A"),
        ("weight.least", "0,5", "A"),
        ("lasted.least", "2t", "B"),
        ("came_on", "2026-11-20", "A"),
        ("came_on.least", "2026-11-20", "AÆ"),
        ("came_on.most", "17.11.2026", "BC"),
        ("came_on.between", "2026-11-01..2026-11-30", "AB"),
        ("came_on.within", "today", "A"),
        ("came_on.within", "this_week", "AB"),
        ("came_on.within", "last_7", "AB"),
        ("came_on.within", "last_month", "C"),
        ("came_on.within", "next_year", "Æ"),
        ("came_on.within", "overdue", "BC"),
        ("left_at", "2026-11-20", "A"),
        ("left_at.most", "2026-11-17", ""),
        ("left_at.most", "2026-11-18", "B"),
        ("left_at.least", "2026-11-19", "A"),
        ("left_at.within", "last_3", "AB"),
        ("left_at.empty", "1", "CÆ"),
        ("host", "me", "A"),
        ("host.not", "me", "BCÆ"),
        ("host.filled", "1", "A"),
        ("guest.filled", "1", "ABCÆ"),
    ] {
        let shown = found(&home, &ida, &narrowed(&[(name, value)])).await;
        assert_eq!(letters(&shown), expected, "{name}={value}");
        assert!(shown.filters.iter().all(|filter| filter.mistake.is_none()) && !shown.unknown, "{name}={value}");
        assert_eq!(shown.total, Some(Total::Rows(u64::try_from(shown.rows.len()).expect("few"))));
    }
    let both = narrowed(&[("state", "held"), ("state", "planned"), ("minutes.least", "10")]);
    assert_eq!(letters(&found(&home, &ida, &both).await), "AB", "either state, and so many minutes");
    let neither = narrowed(&[("state.not", "held"), ("state.not", "planned")]);
    assert_eq!(letters(&found(&home, &ida, &neither).await), "");
}

#[tokio::test]
async fn what_cannot_be_read_narrows_nothing_and_is_told() {
    let (home, ida) = four().await;
    for (name, value, mistake) in [
        ("came_on.least", "2026-99-99", Mistake::NotADay),
        ("left_at", "i går", Mistake::NotADay),
        ("came_on.within", "soon", Mistake::NotAmong),
        ("came_on.between", "2026-11-01", Mistake::Missing),
        ("came_on.between", "..2026-11-01", Mistake::Missing),
        ("minutes.least", "mange", Mistake::NotWhole),
        ("fare.most", "mye", Mistake::NotANumber(2)),
        ("lasted.least", "lenge", Mistake::NotADuration),
        ("state", "lost", Mistake::NotAmong),
        ("lunch", "kanskje", Mistake::NotAmong),
        ("host", "Ida", Mistake::NotAmong),
        ("mail", "ola", Mistake::NotAnAddress),
    ] {
        let shown = found(&home, &ida, &narrowed(&[(name, value), ("state", "held")])).await;
        let told = shown.filters.iter().find_map(|filter| filter.mistake.clone());
        let expected = if name == "state" { "ABCÆ" } else { "BC" };
        assert_eq!((told, letters(&shown).as_str()), (Some(mistake), expected), "{name}={value}");
    }
    for unknown in ["nothing", "state.words", "notes", "notes.least", "topic.within", "state.", ".", "guest.name"] {
        let shown = found(&home, &ida, &narrowed(&[(unknown, "1")])).await;
        assert_eq!((letters(&shown).as_str(), shown.unknown, shown.filters.len()), ("ABCÆ", true, 0), "{unknown}");
    }
    assert!(!found(&home, &ida, &narrowed(&[("state", " ")])).await.unknown, "nothing was asked");
}

#[tokio::test]
async fn nobody_learns_by_asking_what_they_may_not_see() {
    let home = Home::new();
    home.send(NOW, |_| {}).await;
    let ida = home.ida().await;
    let model = home.engine.model();
    let support = home.colleague("support@fjordlys.example", &["support"]).await;
    for entity in model.entity_ids() {
        let key = &model[entity].key;
        for caller in [&ida, &support] {
            let Ok(all) = list(&home.engine, caller, key, &Wanted::default(), today()).await else { continue };
            let scope = scope(model, &caller.viewer, entity, Operation::Read).expect("it is listed");
            for field in model.fields_of(entity) {
                let it = &model[*field];
                for name in ["", ".not", ".words", ".least", ".most", ".between", ".within"] {
                    let wanted = narrowed(&[(&format!("{}{name}", it.key), "a")]);
                    let shown = list(&home.engine, caller, key, &wanted, today()).await.expect("a list all the same");
                    let closed = !scope.covers(*field) || it.sealed != Sealed::No;
                    assert!(!closed || shown.unknown && shown.total == all.total, "{key}.{}{name}", it.key);
                }
                let by = Wanted { order: Some(it.key.clone()), group: Some(it.key.clone()), ..Wanted::default() };
                let shown = list(&home.engine, caller, key, &by, today()).await.expect("a list all the same");
                let closed = !scope.covers(*field) || it.sealed != Sealed::No;
                assert!(!closed || shown.groups.is_none() && shown.order == all.order, "{key}.{}", it.key);
                let column = Wanted { columns: vec![it.key.clone()], ..Wanted::default() };
                let shown = list(&home.engine, caller, key, &column, today()).await.expect("a list all the same");
                assert!(scope.covers(*field) || shown.columns == all.columns, "{key}.{}", it.key);
            }
        }
    }
}

#[tokio::test]
async fn as_many_filters_values_and_columns_as_allowed_and_no_more() {
    let (home, ida) = four().await;
    let names = [
        "topic", "came_on", "state", "badge", "minutes", "lunch", "left_at", "mail", "phone", "notes", "web", "fare",
        "lasted",
    ];
    let filled: Vec<String> = names.iter().map(|name| format!("{name}.filled")).collect();
    for (count, unknown) in [(FILTERS, false), (FILTERS + 1, true)] {
        let wanted = narrowed(&filled.iter().take(count).map(|name| (name.as_str(), "1")).collect::<Vec<_>>());
        let shown = found(&home, &ida, &wanted).await;
        assert_eq!((shown.filters.len(), shown.unknown), (FILTERS, unknown));
    }
    for (count, unknown) in [(FILTER_VALUES, false), (FILTER_VALUES + 1, true)] {
        let shown = found(&home, &ida, &narrowed(&vec![("topic", "Cola"); count])).await;
        assert_eq!((letters(&shown).as_str(), shown.unknown), ("C", unknown));
    }
    let columns = |count: usize| names.iter().cycle().take(count).map(|name| (*name).to_owned()).collect();
    for (count, expected) in [(1, 1), (LIST_COLUMNS, LIST_COLUMNS), (LIST_COLUMNS + 1, LIST_COLUMNS)] {
        let shown = found(&home, &ida, &Wanted { columns: columns(count), ..Wanted::default() }).await;
        assert_eq!((shown.columns.len(), shown.rows[0].cells.len()), (expected, expected));
        assert_eq!(shown.columns.len() + shown.others.len(), 21);
    }
    let turned = Wanted { columns: vec!["state".to_owned(), "topic".to_owned(), "state".to_owned()], ..narrowed(&[]) };
    let shown = found(&home, &ida, &turned).await;
    let told: Vec<&str> = shown.rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(told, ["avtalt", "Ananas"]);
}

#[tokio::test]
async fn a_list_is_put_together_with_sums_and_a_way_into_each_group() {
    let (home, ida) = four().await;
    let columns = vec!["topic".to_owned(), "fare".to_owned(), "minutes".to_owned()];
    for (by, expected) in [
        ("state", vec!["avtalt: 2, 100,00\u{a0}kr, 10", "holdt: 2, 250,50\u{a0}kr, 15"]),
        ("lunch", vec!["?: 2, 0,00\u{a0}kr, -5", "nei: 1, 250,50\u{a0}kr, 20", "ja: 1, 100,00\u{a0}kr, 10"]),
        ("came_on", vec!["2026-10-01: 1", "2026-11-01: 2", "2027-01-01: 1"]),
        ("left_at", vec!["?: 2", "2026-11-01: 2"]),
        ("host", vec!["?: 3", "Ida: 1"]),
    ] {
        let wanted = Wanted { group: Some(by.to_owned()), columns: columns.clone(), ..Wanted::default() };
        let shown = found(&home, &ida, &wanted).await;
        let groups = shown.groups.expect("groups");
        assert!(shown.rows.is_empty() && groups.sums.len() == 2 && !groups.more);
        for (group, expected) in groups.groups.iter().zip(&expected) {
            let name = match &group.name {
                GroupName::Value(text) => text.clone(),
                GroupName::Month(first) => documents::iso_day(*first),
                GroupName::Empty => "?".to_owned(),
                GroupName::Hidden => "hidden".to_owned(),
            };
            let told = format!("{name}: {}, {}", group.rows, group.sums.join(", "));
            assert!(told.starts_with(expected), "{told}, expected {expected}");
            let into = found(&home, &ida, &narrowed(&[(&group.filter.0, &group.filter.1)])).await;
            assert_eq!(into.total, Some(Total::Rows(group.rows)), "{:?}", group.filter);
        }
        assert_eq!(groups.groups.len(), expected.len());
    }
}

#[tokio::test]
async fn pages_lead_on_and_back_and_a_record_has_its_neighbours() {
    let (home, ida) = home().await;
    for number in 0..101 {
        saved(&home, &ida, "visit", None, &visit(&[("topic", &format!("{number:03}"))])).await;
    }
    for order in ["topic", "-topic", "came_on", "-minutes"] {
        let mut wanted = Wanted { order: Some(order.to_owned()), ..Wanted::default() };
        let first = found(&home, &ida, &wanted).await;
        wanted.after = first.next;
        let second = found(&home, &ida, &wanted).await;
        wanted.after = second.next;
        let third = found(&home, &ida, &wanted).await;
        assert_eq!((first.rows.len(), second.rows.len(), third.rows.len()), (50, 50, 1), "{order}");
        assert_eq!((first.previous, third.next), (None, None));
        wanted.after = None;
        wanted.before = third.previous;
        let back = found(&home, &ida, &wanted).await;
        assert_eq!((&back.rows, back.next), (&second.rows, second.next), "{order}");
        wanted.before = back.previous;
        let begin = found(&home, &ida, &wanted).await;
        assert_eq!((&begin.rows, begin.previous, begin.next), (&first.rows, None, first.next), "{order}");
        let ids: Vec<RowId> = [first.rows, second.rows, third.rows].concat().iter().map(|row| row.id).collect();
        let wanted = Wanted { order: Some(order.to_owned()), ..Wanted::default() };
        for (at, previous, next) in [(0, None, Some(1)), (49, Some(48), Some(50)), (100, Some(99), None)] {
            let beside =
                neighbours(&home.engine, &ida, ("visit", ids[at]), &wanted, today()).await.expect("may be read");
            let id = |at: Option<usize>| at.map(|at| ids[at]);
            assert_eq!((beside.previous, beside.next), (id(previous), id(next)), "{order} {at}");
            assert_eq!(beside.is_on_page, at < 50, "{order} {at}");
        }
    }
}

#[tokio::test]
async fn alternatives_are_told_with_how_many_rows_each_has() {
    let (home, ida) = four().await;
    let wanted = narrowed(&[("state", "held"), ("minutes.least", "10")]);
    let asked_of =
        async |field: &str| asked(&home.engine, &ida, "visit", (field, ""), &wanted, today()).await.expect("may");
    let state = asked_of("state").await.expect("a choice");
    let told: Vec<(&str, Option<u64>)> = state.alternatives.iter().map(|one| (one.key.as_str(), one.rows)).collect();
    assert_eq!(told, [("planned", Some(1)), ("held", Some(1))], "whichever is chosen");
    let host = asked_of("host").await.expect("a link");
    assert!(host.me && host.alternatives.iter().any(|one| one.text == "Ida"));
    assert!(asked_of("nothing").await.is_none());
}

fn view(title: &str) -> NewView {
    NewView {
        title: title.to_owned(),
        filter: "f.state=held".to_owned(),
        columns: vec!["topic".to_owned(), "state".to_owned()],
        order: Some("-topic".to_owned()),
        ..NewView::default()
    }
}

#[tokio::test]
async fn views_are_saved_shared_changed_and_removed_by_their_owner() {
    let (home, ida) = home().await;
    let bo = home.colleague("bo@fjordlys.example", &["support"]).await;
    let eva = home.colleague("eva@fjordlys.example", &[]).await;
    let save = async |caller: &Caller, id: Option<RowId>, new: &NewView| {
        save_view(&home.engine, caller, NOW, ("visit", id), new).await
    };
    let titles = async |caller: &Caller| {
        let found = views(&home.engine, caller, "visit").await.expect("may be read");
        found.into_iter().map(|view| (view.title, view.mine, view.pinned)).collect::<Vec<_>>()
    };
    let Ok(SavedAs::View(mine)) = save(&ida, None, &NewView { pinned: true, ..view("Holdte") }).await else { panic!() };
    assert_eq!(titles(&ida).await, [("Holdte".to_owned(), true, true)]);
    assert_eq!(titles(&bo).await, []);
    let shared = NewView { shared: true, pinned: true, ..view("Alle holdte") };
    let Ok(SavedAs::View(common)) = save(&ida, None, &shared).await else { panic!() };
    assert_eq!(titles(&ida).await, [("Alle holdte".to_owned(), true, true), ("Holdte".to_owned(), true, false)]);
    assert_eq!(titles(&bo).await, [("Alle holdte".to_owned(), false, false)], "it does not open Bo's list");
    let found = views(&home.engine, &bo, "visit").await.expect("may be read");
    assert_eq!(
        (found[0].filter.as_str(), &found[0].columns, &found[0].order),
        ("f.state=held", &shared.columns, &shared.order)
    );
    assert!(matches!(save(&bo, Some(common), &view("Bos")).await, Err(Failure::NotFound)), "it is not Bo's");
    assert!(matches!(remove_view(&home.engine, &bo, "visit", common).await, Err(Failure::NotFound)));
    for closed in [views(&home.engine, &eva, "visit").await.err(), save(&eva, None, &view("Evas")).await.err()] {
        assert!(matches!(closed, Some(Failure::Denied)), "whoever may not read the list has no views of it");
    }
    assert!(views(&home.engine, &bo, "promise").await.expect("may be read").is_empty(), "of another list");
    assert_eq!(save(&ida, Some(mine), &view("Nytt navn")).await.expect("may"), SavedAs::View(mine));
    remove_view(&home.engine, &ida, "visit", common).await.expect("may");
    assert_eq!(titles(&ida).await, [("Nytt navn".to_owned(), true, false)]);
    assert_eq!(titles(&bo).await, []);
}

#[tokio::test]
async fn a_view_has_limits_and_is_noted_as_used_once_a_day() {
    let (home, ida) = home().await;
    let save = async |new: &NewView| save_view(&home.engine, &ida, NOW, ("visit", None), new).await.expect("may");
    for (title, fits) in [
        (" ".to_owned(), false),
        ("x".repeat(VIEW_TITLE_CHARACTERS), true),
        ("x".repeat(VIEW_TITLE_CHARACTERS + 1), false),
    ] {
        assert_eq!(matches!(save(&view(&title)).await, SavedAs::View(_)), fits, "{title}");
    }
    for (characters, fits) in [(VIEW_FILTER_CHARACTERS, true), (VIEW_FILTER_CHARACTERS + 1, false)] {
        let long = NewView { filter: "x".repeat(characters), ..view("Lang") };
        assert_eq!(matches!(save(&long).await, SavedAs::View(_)), fits);
    }
    for number in 2..VIEWS {
        assert!(matches!(save(&view(&number.to_string())).await, SavedAs::View(_)));
    }
    assert_eq!(save(&view("En til")).await, SavedAs::TooMany(VIEWS));
    let mine = views(&home.engine, &ida, "visit").await.expect("may be read")[0].id;
    let table = &home.engine.tables().saved_view;
    for (seconds, noted) in [(VIEW_USED_EVERY_SECONDS - 1, 0), (VIEW_USED_EVERY_SECONDS, VIEW_USED_EVERY_SECONDS)] {
        view_used(&home.engine, &ida, NOW.plus_seconds(seconds), "visit", mine).await.expect("the store works");
        let stored = table.get(home.engine.store(), mine).await.expect("the store works").expect("it is there");
        assert_eq!(stored.row.used_at, Some(NOW.plus_seconds(noted)));
    }
}

#[tokio::test]
async fn a_field_is_set_for_several_rows_and_each_that_changed_meanwhile_is_told() {
    let (home, ida) = four().await;
    let all = narrowed(&[]);
    let rows = chosen(&home.engine, &ida, "visit", &all, today()).await.expect("may be read");
    let fields: Vec<&str> = rows.fields.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!((rows.rows.len(), fields.as_slice()), (4, &["guest", "came_on", "state", "lunch", "host"][..]));
    let look = async |field: &str, typed: Option<&str>| {
        setting(&home.engine, &ida, ("visit", field), (typed, ""), &rows, today()).await.expect("may be read")
    };
    assert!(look("topic", Some("x")).await.is_none(), "what is each row's own is not set for all");
    let empty = look("state", Some("")).await.expect("a choice");
    assert_eq!((empty.is_ready, empty.field.mistake), (false, Some(Mistake::Missing)));
    let held = look("state", Some("held")).await.expect("a choice");
    assert_eq!((held.is_ready, held.changes.len(), held.same, held.closed.len()), (true, 2, 2, 0));
    let changes: Vec<(RowId, i64)> = held.changes.iter().map(|row| (row.id, row.version)).collect();
    let other = crate::records::Typed {
        values: vec![("topic".to_owned(), "Te".to_owned())],
        version: Some(changes[0].1),
        ..crate::records::Typed::default()
    };
    saved(&home, &ida, "visit", Some(changes[0].0), &other).await;
    let outcome = set_several(&home.engine, &ida, NOW, ("visit", "state", "held"), &changes).await.expect("may");
    assert_eq!((outcome.done, outcome.skipped), (1, vec![(changes[0].0, Why::Overtaken)]));
    assert_eq!(letters(&found(&home, &ida, &narrowed(&[("state", "held")])).await), "BCÆ");
    let one = Wanted { rows: Some(vec![changes[1].0]), ..narrowed(&[]) };
    assert_eq!(letters(&found(&home, &ida, &one).await), "Æ", "only the rows that are named");
    let nobody = home.colleague("eva@fjordlys.example", &[]).await;
    let denied = set_several(&home.engine, &nobody, NOW, ("visit", "state", "held"), &changes).await;
    assert!(matches!(denied, Err(Failure::Denied)));
}

#[tokio::test]
async fn several_rows_are_removed_each_by_its_own_plan() {
    let (home, ida) = four().await;
    let rows = chosen(&home.engine, &ida, "visit", &narrowed(&[]), today()).await.expect("may be read");
    let promise = crate::records::Typed {
        values: vec![("visit".to_owned(), rows.rows[0].id.to_string()), ("what".to_owned(), "Ringe".to_owned())],
        ..crate::records::Typed::default()
    };
    saved(&home, &ida, "promise", None, &promise).await;
    let plans = removals(&home.engine, &ida, "visit", &rows, NOW).await.expect("may be read");
    assert_eq!((plans.goes.len(), plans.stays.len()), (3, 1), "what something links to stays");
    assert!(plans.lines.iter().any(|(kind, count)| kind == "Besøk" && *count == 3), "{:?}", plans.lines);
    let mut shown: Vec<(RowId, String)> = plans.goes.into_iter().map(|(row, plan)| (row.id, plan)).collect();
    shown[2].1 = "another plan".to_owned();
    let outcome = remove_several(&home.engine, &ida, NOW, "visit", &shown).await.expect("may");
    assert_eq!((outcome.done, outcome.skipped), (2, vec![(shown[2].0, Why::Overtaken)]));
    assert_eq!(letters(&found(&home, &ida, &narrowed(&[])).await), "AÆ");
    let gone =
        remove_several(&home.engine, &ida, NOW.plus_seconds(DAY_SECONDS), "visit", &shown[..1]).await.expect("may");
    assert_eq!(gone.skipped, [(shown[0].0, Why::Gone)]);
}

#[tokio::test]
async fn no_more_rows_at_once_than_can_be_dealt_with() {
    let (home, ida) = home().await;
    let model = home.engine.model();
    let person = model.entity_named("person").expect("people");
    let write = scope(model, &Viewer::Engine, person, Operation::Write).expect("the engine may");
    let field = |key: &str| model.field_named(person, key).expect("a field");
    // Ida is one of them.
    for (count, too_many) in [(SEVERAL_ROWS - 1, false), (1, true)] {
        let mut changes = store::Changes::new();
        for number in 0..count {
            let cells = vec![
                (field("name"), Value::Text(format!("Nr. {number}"))),
                (field("source"), Value::Text("company".to_owned())),
                (field("since"), Value::Day(today())),
            ];
            changes.insert(&write, home.engine.new_id(NOW), cells).expect("may be written");
        }
        home.engine.store().apply(changes).await.expect("the store works");
        let rows = chosen(&home.engine, &ida, "person", &Wanted::default(), today()).await.expect("may be read");
        assert_eq!((rows.too_many, rows.rows.len()), (too_many, if too_many { 0 } else { SEVERAL_ROWS }));
    }
}
