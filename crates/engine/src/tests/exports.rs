//! Lists taken out as files: by whom, which rows, and what becomes of the files.

use super::home::{DAY_SECONDS, Home, NOW};
use crate::documents::sheet::{Format, read};
use crate::jobs::{Lane, work as do_work};
use crate::limits::{EXPORT_AT_ONCE_ROWS, LONG_JOB_RESULT_SECONDS, LONG_JOBS_OF_A_USER};
use crate::longwork::{Why, WorkState, cancel, own, result, work, works};
use crate::records::{ExportWish, Exported, Wanted, export, export_offer, opened};
use crate::{Caller, Failure, Language, RowId, day_of};
use model::{Restriction, Value};
use rights::{Operation, Viewer, scope};
use store::{Changes, Query};

/// So many prospects, each a person of the name `Navn 1`, `Navn 2`, …
async fn prospects(home: &Home, number: usize) -> Vec<RowId> {
    let model = home.engine.model();
    let write = |key: &str| {
        let entity = model.entity_named(key).expect(key);
        scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may")
    };
    let (people, prospects) = (write("person"), write("prospect"));
    let cell = |of: &rights::Scope, key: &str, value: Value| (model.field_named(of.entity(), key).expect(key), value);
    let text = |text: &str| Value::Text(text.to_owned());
    let (mut changes, mut made) = (Changes::new(), Vec::new());
    let today = Value::Day(day_of(NOW));
    for at in 1..=number {
        let (person, prospect) = (home.engine.new_id(NOW), home.engine.new_id(NOW));
        let name = [("name", text(&format!("Navn {at}"))), ("source", text("import")), ("since", today.clone())];
        changes.insert(&people, person, name.map(|(key, value)| cell(&people, key, value)).to_vec()).expect("it fits");
        let cells = [
            ("about", text("person")),
            ("person", Value::Id(person)),
            ("state", text(if at % 2 == 0 { "new" } else { "contacted" })),
            ("source", text("import")),
            ("found_on", today.clone()),
            ("notice_due_on", today.clone()),
            ("need", text("=1+1")),
        ];
        let cells = cells.map(|(key, value)| cell(&prospects, key, value)).to_vec();
        changes.insert(&prospects, prospect, cells).expect("it fits");
        made.push(prospect);
    }
    home.engine.store().apply(changes).await.expect("the store works");
    made
}

fn wish(format: Format, filters: &[(&str, &str)]) -> ExportWish {
    let filters = filters.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    ExportWish { wanted: Wanted { filters, ..Wanted::default() }, every_field: false, format }
}

/// The lines of an export that is handed over at once.
async fn lines(home: &Home, caller: &Caller, wish: ExportWish) -> (Vec<String>, Vec<Vec<String>>) {
    let done = export(&home.engine, caller, NOW, "prospect", wish).await.expect("may be read");
    let Exported::File { bytes, .. } = done else { panic!("{done:?}") };
    let sheet = read(&bytes).expect("it is a sheet");
    (sheet.headings, sheet.lines.into_iter().map(|line| line.cells).collect())
}

/// The lines of the ledger that tell of exports, each with how many rows it names.
async fn noted(home: &Home) -> Vec<usize> {
    let table = &home.engine.tables().ledger_line;
    let rows = home.engine.model().field_named(table.f.entity, "rows").expect("is declared");
    let found = home.engine.store().find(Query::over(&table.read)).await.expect("the store works");
    let mut counts: Vec<usize> = found
        .iter()
        .filter(|line| line.get(table.f.action) == Some(&Value::Text("list exported".to_owned())))
        .map(|line| match line.get(rows) {
            Some(Value::Text(rows)) => rows.split(' ').count(),
            _ => 0,
        })
        .collect();
    counts.sort_unstable();
    counts
}

#[tokio::test]
async fn a_list_is_taken_out_as_it_is_narrowed_and_each_row_is_noted() {
    let home = Home::new();
    let sales = home.colleague("per@fjordlys.example", &["sales"]).await;
    prospects(&home, 5).await;
    for format in [Format::Csv, Format::Xlsx] {
        let (headings, lines) = lines(&home, &sales, wish(format, &[("state", "new")])).await;
        assert_eq!(headings[..3], ["Virksomhet", "Person", "Status"], "the columns of the list");
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line[2] == "ny" && line[1].starts_with("Navn ")), "{lines:?}");
    }
    assert_eq!(noted(&home).await, [2, 2]);
    let offer =
        export_offer(&home.engine, &sales, "prospect", &Wanted::default(), day_of(NOW)).await.expect("may be read");
    assert_eq!(offer.rows, Some(5));
    let every = ExportWish { every_field: true, ..wish(Format::Csv, &[]) };
    let (headings, all) = self::lines(&home, &sales, every).await;
    assert_eq!((headings.len(), all.len()), (offer.every_field, 5));
    let need = headings.iter().position(|heading| heading == "Hva de kan ha nytte av").expect("a field of no column");
    assert_eq!(all[0][need], "=1+1");
}

#[tokio::test]
async fn nobody_takes_out_what_they_may_not_read_and_nothing_that_is_only_stored() {
    let home = Home::new();
    let sales = home.colleague("per@fjordlys.example", &["sales"]).await;
    let support = home.colleague("eva@fjordlys.example", &["support"]).await;
    let rows = prospects(&home, 3).await;
    let denied = export(&home.engine, &support, NOW, "prospect", wish(Format::Csv, &[])).await;
    assert!(matches!(denied, Err(Failure::Denied)), "{denied:?}");
    let table = &home.engine.tables().prospect;
    let mut changes = Changes::new();
    changes.restrict(&table.write, rows[1], 1, Vec::new(), Restriction::Asked).expect("the engine may");
    home.engine.store().apply(changes).await.expect("the store works");
    assert_eq!(lines(&home, &sales, wish(Format::Csv, &[])).await.1.len(), 2);
    assert_eq!(noted(&home).await, [2]);
}

/// A long export, made.
async fn long(home: &Home, caller: &Caller) -> RowId {
    let begun = export(&home.engine, caller, NOW, "prospect", wish(Format::Csv, &[])).await.expect("may be read");
    let Exported::Work(id) = begun else { panic!("{begun:?}") };
    id
}

#[tokio::test]
async fn a_long_list_is_made_meanwhile_and_goes_after_its_time() {
    let home = Home::new();
    let sales = home.colleague("per@fjordlys.example", &["sales"]).await;
    let other = home.colleague("eva@fjordlys.example", &["sales"]).await;
    let number = usize::try_from(EXPORT_AT_ONCE_ROWS).expect("small") + 1;
    prospects(&home, number).await;
    let id = long(&home, &sales).await;
    let found = work(&home.engine, &sales, id).await.expect("it is there");
    assert_eq!((found.state, found.total), (WorkState::Waiting, EXPORT_AT_ONCE_ROWS + 1));
    home.work(NOW).await;
    let found = work(&home.engine, &sales, id).await.expect("it is there");
    assert_eq!((found.state, found.done, found.has_file), (WorkState::Done, found.total, true));
    let bytes = result(&home.engine, &sales, id).await.expect("it is theirs").whole().await.expect("it is whole");
    assert_eq!(read(&bytes).expect("it is a sheet").lines.len(), number);
    assert_eq!(noted(&home).await, [1, number - 1]);
    assert!(matches!(work(&home.engine, &other, id).await, Err(Failure::NotFound)));
    assert!(matches!(result(&home.engine, &other, id).await.map(|_| ()), Err(Failure::NotFound)));
    assert_eq!(works(&home.engine, &other).await.expect("the store works"), []);
    home.work(NOW.plus_seconds(LONG_JOB_RESULT_SECONDS - 1)).await;
    assert!(result(&home.engine, &sales, id).await.is_ok(), "until its time");
    home.work(NOW.plus_seconds(LONG_JOB_RESULT_SECONDS)).await;
    assert!(matches!(work(&home.engine, &sales, id).await, Err(Failure::NotFound)));
    let files = crate::files::check(&home.engine, &Caller::command(Language::En)).await.expect("the store works");
    assert_eq!((files.files, files.waiting, files.leftovers), (0, 0, 0));
}

/// Erases the person of a prospect.
async fn erase(home: &Home, ida: &Caller, row: RowId) {
    let prospect = home.engine.tables().prospect.get(home.engine.store(), row).await.expect("the store works");
    let person = prospect.and_then(|prospect| prospect.row.person).expect("it is about somebody");
    home.erase(ida, person).await;
}

#[tokio::test]
async fn a_file_goes_when_somebody_in_it_is_erased() {
    let home = Home::new();
    let sales = home.colleague("per@fjordlys.example", &["sales"]).await;
    let ida = home.ida().await;
    let rows = prospects(&home, usize::try_from(EXPORT_AT_ONCE_ROWS).expect("small") + 1).await;
    let id = long(&home, &sales).await;
    home.work(NOW).await;
    opened(&home.engine, &sales, NOW, "prospect", rows[7]).await.expect("the store works");
    let recent = &home.engine.tables().recent_row;
    assert_eq!(home.engine.store().count(recent.all()).await.expect("the store works"), 1);
    erase(&home, &ida, rows[7]).await;
    assert_eq!(home.engine.store().count(recent.all()).await.expect("the store works"), 0, "nobody has opened it");
    let found = work(&home.engine, &sales, id).await.expect("it is there");
    assert_eq!((found.has_file, found.why), (false, Some(Why::Erased)));
    let files = crate::files::check(&home.engine, &Caller::command(Language::En)).await.expect("the store works");
    assert_eq!((files.files, files.waiting), (0, 0));
}

/// Waits until some rows of an export are written.
async fn under_way(home: &Home, caller: &Caller, id: RowId) {
    while work(&home.engine, caller, id).await.expect("it is there").done == 0 {
        tokio::task::yield_now().await;
    }
}

/// The worker is gone as soon as some rows are written.
async fn interrupted(home: &Home, caller: &Caller, id: RowId) {
    tokio::select! {
        biased;
        () = under_way(home, caller, id) => {}
        done = do_work(&home.engine, NOW, Lane::Long) => panic!("{done:?}"),
    }
}

#[tokio::test]
async fn whoever_is_erased_while_a_file_is_made_is_not_in_it() {
    let home = Home::new();
    let sales = home.colleague("per@fjordlys.example", &["sales"]).await;
    let ida = home.ida().await;
    let number = usize::try_from(EXPORT_AT_ONCE_ROWS).expect("small") + 3;
    let rows = prospects(&home, number).await;
    let id = long(&home, &sales).await;
    interrupted(&home, &sales, id).await;
    let begun = own(&home.engine, &sales, id).await.expect("it is theirs");
    erase(&home, &ida, rows[7]).await;
    let touched = own(&home.engine, &sales, id).await.expect("it is theirs");
    assert!(touched.version > begun.version, "what was begun cannot be handed over");
    // Once more, with a worker that has written the first rows.
    let meanwhile = async {
        under_way(&home, &sales, id).await;
        erase(&home, &ida, rows[8]).await;
    };
    let (done, ()) = tokio::join!(do_work(&home.engine, NOW.plus_seconds(DAY_SECONDS), Lane::Long), meanwhile);
    done.expect("the store works");
    // Where it was done before the erasure, the file is gone.
    if let Ok(file) = result(&home.engine, &sales, id).await {
        let bytes = file.whole().await.expect("it is whole");
        assert_eq!(read(&bytes).expect("it is a sheet").lines.len(), number - 2);
    }
    assert_eq!(work(&home.engine, &sales, id).await.expect("it is there").state, WorkState::Done);
}

#[tokio::test]
async fn a_file_is_for_whoever_still_has_the_role_in_which_it_was_made() {
    let home = Home::new();
    let sales = home.colleague("per@fjordlys.example", &["sales", "support"]).await;
    prospects(&home, usize::try_from(EXPORT_AT_ONCE_ROWS).expect("small") + 1).await;
    let id = long(&home, &sales).await;
    home.work(NOW).await;
    assert!(result(&home.engine, &sales, id).await.is_ok());
    let mut now = sales.clone();
    let Viewer::Staff { roles, .. } = &mut now.viewer else { panic!("is staff") };
    roles.retain(|role| home.engine.model()[*role].key == "support");
    assert!(matches!(result(&home.engine, &now, id).await.map(|_| ()), Err(Failure::NotFound)));
    let found = work(&home.engine, &now, id).await.expect("it is theirs");
    assert_eq!((found.has_file, found.why), (false, Some(Why::NoAccess)));
}

#[tokio::test]
async fn no_export_tells_how_many_rows_there_are_that_one_may_not_know() {
    let home = Home::new();
    let sales = home.colleague("per@fjordlys.example", &["sales"]).await;
    prospects(&home, 2).await;
    let offer =
        export_offer(&home.engine, &sales, "person", &Wanted::default(), day_of(NOW)).await.expect("may be read");
    assert_eq!(offer.rows, None);
    let begun = export(&home.engine, &sales, NOW, "person", wish(Format::Csv, &[])).await.expect("may be read");
    let Exported::Work(id) = begun else { panic!("{begun:?}") };
    assert_eq!(work(&home.engine, &sales, id).await.expect("it is there").total, 0);
    home.work(NOW).await;
    let bytes = result(&home.engine, &sales, id).await.expect("it is theirs").whole().await.expect("it is whole");
    let lines = read(&bytes).expect("it is a sheet").lines.len() as u64;
    assert_eq!(work(&home.engine, &sales, id).await.expect("it is there").total, lines);
}

#[tokio::test]
async fn an_export_that_was_interrupted_begins_anew_and_one_that_was_cancelled_does_not() {
    let home = Home::new();
    let sales = home.colleague("per@fjordlys.example", &["sales"]).await;
    prospects(&home, usize::try_from(EXPORT_AT_ONCE_ROWS).expect("small") + 1).await;
    let first = long(&home, &sales).await;
    interrupted(&home, &sales, first).await;
    home.work(NOW.plus_seconds(DAY_SECONDS)).await;
    assert_eq!(work(&home.engine, &sales, first).await.expect("it is there").state, WorkState::Done);
    let second = long(&home, &sales).await;
    cancel(&home.engine, &sales, NOW, second).await.expect("it is theirs");
    home.work(NOW).await;
    let found = work(&home.engine, &sales, second).await.expect("it is there");
    assert_eq!((found.state, found.has_file, found.done), (WorkState::Cancelled, false, 0));
}

/// Takes every role away from the caller.
async fn without_roles(home: &Home, caller: &Caller) {
    let grants = &home.engine.tables().role_grant;
    let mut changes = Changes::new();
    let query = grants.all().matching(store::Condition::Is(grants.f.user, Value::Id(caller.user.expect("is in"))));
    for grant in grants.find(home.engine.store(), query).await.expect("the store works") {
        changes.delete(&grants.write, grant.id, grant.version).expect("the engine may");
    }
    home.engine.store().apply(changes).await.expect("the store works");
}

#[tokio::test]
async fn whoever_lost_their_role_gets_nothing_and_nobody_has_too_much_under_way() {
    let home = Home::new();
    let sales = home.colleague("per@fjordlys.example", &["sales"]).await;
    prospects(&home, usize::try_from(EXPORT_AT_ONCE_ROWS).expect("small") + 1).await;
    let mut ids = Vec::new();
    for _ in 0..LONG_JOBS_OF_A_USER {
        ids.push(long(&home, &sales).await);
    }
    let more = export(&home.engine, &sales, NOW, "prospect", wish(Format::Csv, &[])).await.expect("may be read");
    assert_eq!(more, Exported::Busy);
    without_roles(&home, &sales).await;
    home.work(NOW).await;
    let found = work(&home.engine, &sales, ids[0]).await.expect("it is there");
    assert_eq!((found.state, found.why, found.has_file), (WorkState::Failed, Some(Why::NoAccess), false));
    assert_eq!(noted(&home).await, [] as [usize; 0]);
}
