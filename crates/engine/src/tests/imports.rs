//! Files of people and things becoming rows: matched, looked through, made, and taken back.

use super::home::{Home, KARI, NOW};
use crate::documents::sheet::Unreadable;
use crate::files::take_in;
use crate::jobs::{Lane, work as do_work};
use crate::limits::{IMPORT_SLICE_LINES, JOB_LEASE_SECONDS, LONG_JOB_OPEN_SECONDS, UNDO_TURN_ROWS};
use crate::longwork::{Tally, WorkKind, WorkState, cancel, work};
use crate::privacy::{Carried, Wish, carry_out, plan_wish};
use crate::records::{
    Brought, Matched, OnDuplicate, Part, Saved, Typed, Verdict, Which, bring_file, import_columns, import_preview,
    import_report, match_columns, save, start_import, undo_import,
};
use crate::requests::{Ended, Ending, end};
use crate::system::end_access;
use crate::{Caller, Failure, Language, RowId, day_of};
use model::Value;
use store::{Condition, Query};

const PROSPECT: &str = "prospect";

/// As a well-known system for customers writes it.
const CONTACTS: &str = "\u{feff}First Name,Last Name,Email,Mobile Phone Number,Job Title,Company Name,Notes\r\n\
    Ola,Oppdiktet,Ola@Kunde.example,+47 400 00 001,Daglig leder,Kunde AS,\"ring, helst fredag\"\r\n\
    Eva,Eksempel,eva@kunde.example,40000002,Innkjøper,Kunde AS,\r\n\
    Nils,,ikke en adresse,123,,,\r\n\
    Ola,Oppdiktet,ola@kunde.example,,,,\r\n";

async fn home() -> (Home, Caller) {
    let home = Home::new();
    let sales = home.colleague("per@fjordlys.example", &["sales", "sales-lead"]).await;
    (home, sales)
}

async fn brought(home: &Home, caller: &Caller, key: &str, text: &[u8]) -> Brought {
    let mut incoming = take_in(&home.engine, NOW, "liste.csv").await.expect("there are keys");
    incoming.write(text).await.expect("it fits");
    let file = incoming.finish().await.expect("it is whole");
    let done = bring_file(&home.engine, caller, NOW, key, file).await.expect("may be made");
    crate::files::discard(&home.engine, &[file]).await.expect("the store works");
    done
}

/// A file whose columns are matched as they are guessed, looked through.
async fn checked(home: &Home, caller: &Caller, key: &str, text: &str) -> RowId {
    let Brought::Work(id) = brought(home, caller, key, text.as_bytes()).await else { panic!("it can be read") };
    let shown = import_columns(&home.engine, caller, NOW, (key, id), None).await.expect("it is theirs");
    let matched = Matched {
        columns: shown.columns.iter().map(|column| column.target.clone()).collect(),
        fixed: Typed {
            values: shown.fixed.iter().map(|field| (field.key.clone(), field.typed.clone())).collect(),
            ..Typed::default()
        },
    };
    let done = match_columns(&home.engine, caller, NOW, (key, id), &matched).await.expect("it is theirs");
    done.unwrap_or_else(|shown| panic!("{shown:?}"));
    home.work(NOW).await;
    id
}

async fn begin(home: &Home, caller: &Caller, key: &str, id: RowId, duplicates: OnDuplicate) {
    start_import(&home.engine, caller, NOW, (key, id), (duplicates, &[], true)).await.expect("it is theirs");
}

/// A file that became rows.
async fn imported(home: &Home, caller: &Caller, key: &str, text: &str, duplicates: OnDuplicate) -> RowId {
    let id = checked(home, caller, key, text).await;
    begin(home, caller, key, id, duplicates).await;
    home.work(NOW).await;
    id
}

async fn tally(home: &Home, caller: &Caller, id: RowId) -> (WorkKind, WorkState, Tally) {
    let found = work(&home.engine, caller, id).await.expect("it is theirs");
    (found.kind, found.state, found.result)
}

fn counts(made: u64, updated: u64, skipped: u64, wrong: u64) -> Tally {
    Tally { made, updated, skipped, wrong }
}

async fn count(home: &Home, key: &str) -> u64 {
    let model = home.engine.model();
    let entity = model.entity_named(key).expect(key);
    let read = rights::scope(model, &crate::Viewer::Engine, entity, rights::Operation::Read).expect("the engine may");
    home.engine.store().count(Query::over(&read)).await.expect("the store works")
}

/// The people of the prospects, each with address, number, and where they work as what.
async fn people(home: &Home) -> Vec<[String; 5]> {
    let (tables, store) = (home.engine.tables(), home.engine.store());
    let mut people = Vec::new();
    for prospect in tables.prospect.find(store, tables.prospect.all()).await.expect("the store works") {
        let Some(id) = prospect.row.person else { continue };
        let person = tables.person.get(store, id).await.expect("the store works").expect("is held up");
        let theirs = |field| Condition::Is(field, Value::Id(id));
        let address = tables.email_address.all().matching(theirs(tables.email_address.f.person));
        let address = tables.email_address.first(store, address).await.expect("the store works");
        let number = tables.phone_number.all().matching(theirs(tables.phone_number.f.person));
        let number = tables.phone_number.first(store, number).await.expect("the store works");
        let position = tables.position.all().matching(theirs(tables.position.f.person));
        let position = tables.position.first(store, position).await.expect("the store works");
        let at = match position.as_ref().and_then(|position| position.row.organisation) {
            Some(id) => tables.organisation.get(store, id).await.expect("the store works"),
            None => None,
        };
        people.push([
            person.row.name.unwrap_or_default(),
            address.map(|address| address.row.address).unwrap_or_default(),
            number.map(|number| number.row.number).unwrap_or_default(),
            position.and_then(|position| position.row.title).unwrap_or_default(),
            at.and_then(|organisation| organisation.row.name).unwrap_or_default(),
        ]);
    }
    people.sort();
    people
}

#[tokio::test]
async fn contacts_become_prospects_with_all_that_a_sheet_says_of_them() {
    let (home, sales) = home().await;
    let id = checked(&home, &sales, PROSPECT, CONTACTS).await;
    assert_eq!(tally(&home, &sales, id).await, (WorkKind::Import, WorkState::Open, counts(2, 1, 0, 1)));
    assert_eq!(count(&home, PROSPECT).await, 0, "nothing is written yet");
    let page = import_preview(&home.engine, &sales, NOW, (PROSPECT, id), (Which::Wrong, 0)).await.expect("is theirs");
    assert_eq!(page.headings, ["First Name", "Last Name", "Email", "Mobile Phone Number", "Job Title", "Company Name"]);
    let [wrong] = page.lines.as_slice() else { panic!("{page:?}") };
    assert_eq!(wrong.number, 4);
    let mistakes: Vec<bool> = wrong.cells.iter().map(|cell| cell.mistake.is_some()).collect();
    assert_eq!(mistakes, [false, false, true, true, false, false], "the address and the number");
    begin(&home, &sales, PROSPECT, id, OnDuplicate::Skip).await;
    home.work(NOW).await;
    assert_eq!(tally(&home, &sales, id).await, (WorkKind::Import, WorkState::Done, counts(2, 0, 1, 1)));
    let eva = ["Eva Eksempel", "eva@kunde.example", "+4740000002", "Innkjøper", "Kunde AS"];
    let ola = ["Ola Oppdiktet", "ola@kunde.example", "+4740000001", "Daglig leder", "Kunde AS"];
    assert_eq!(people(&home).await, [eva, ola]);
    assert_eq!(count(&home, "organisation").await, 1, "both work in the same place");
    let left = import_report(&home.engine, &sales, id).await.expect("it is theirs");
    let wrong = Verdict::Wrong(vec!["new.phone".to_owned(), "new.email".to_owned()]);
    assert_eq!(left, [(4, wrong), (5, Verdict::Twice(2))]);
    let person = home.find("eva@kunde.example").await.expect("she is known");
    let page = crate::privacy::person(&home.engine, &home.ida().await, person, Language::En, day_of(NOW)).await;
    let page = page.expect("Ida may");
    let sources = page.rows.iter().flat_map(|row| &row.fields).filter(|field| field.key == "source");
    assert!(sources.map(|field| field.text.as_str()).all(|text| text == "brought over from an older register"));
    let files = crate::files::check(&home.engine, &Caller::command(Language::En)).await.expect("the store works");
    assert_eq!((files.files, files.waiting), (0, 0), "the file is gone with its use");
}

#[tokio::test]
async fn a_sheet_says_what_it_seems_to_hold_in_either_language() {
    let (home, sales) = home().await;
    let check = async |key: &str, headings: &str, expected: &[&str]| {
        let text = format!("{headings}\n{}\n", "x;".repeat(expected.len()));
        let Brought::Work(id) = brought(&home, &sales, key, text.as_bytes()).await else { panic!("it can be read") };
        let shown = import_columns(&home.engine, &sales, NOW, (key, id), None).await.expect("it is theirs");
        assert_eq!(
            shown.columns.iter().map(|column| column.target.as_str()).collect::<Vec<_>>(),
            expected,
            "{headings}"
        );
        cancel(&home.engine, &sales, NOW, id).await.expect("it is theirs");
        shown.fixed.into_iter().map(|field| (field.key, field.typed)).collect::<Vec<_>>()
    };
    let [name, email, phone, at] = [Part::Name, Part::Email, Part::Phone, Part::Organisation].map(Part::key);
    let fixed =
        check(PROSPECT, "Kontaktperson;E-post;Mobil;Firma;Org.nr", &[name, email, phone, at, "new.org_number"]).await;
    let today = crate::documents::iso_day(day_of(NOW));
    for said in [("about", "person"), ("state", "new"), ("source", "import"), ("found_on", &today)] {
        assert!(fixed.contains(&(said.0.to_owned(), said.1.to_owned())), "{said:?} in {fixed:?}");
    }
    let fixed = check(PROSPECT, "Virksomhet;Org.nr.;Funnet", &["organisation", "new.org_number", "found_on"]).await;
    assert!(fixed.contains(&("about".to_owned(), "organisation".to_owned())), "{fixed:?}");
    check("product", "Varenummer;Name;PRIS;Merverdiavgift;Noe annet", &["code", "name", "price", "vat", ""]).await;
}

#[tokio::test]
async fn organisations_become_prospects_and_none_twice() {
    let (home, sales) = home().await;
    let sheet = "Virksomhet;Org.nr\nKunde AS;974760673\nAnnen AS;\nannen as;\nFeil AS;123\n";
    let id = imported(&home, &sales, PROSPECT, sheet, OnDuplicate::Skip).await;
    assert_eq!(tally(&home, &sales, id).await.2, counts(2, 0, 1, 1));
    let again = checked(&home, &sales, PROSPECT, sheet).await;
    assert_eq!(tally(&home, &sales, again).await.2, counts(0, 3, 0, 1));
}

#[tokio::test]
async fn rows_that_are_there_are_passed_over_filled_in_or_made_again() {
    let (home, sales) = home().await;
    let sheet = |price: &str| format!("code;name;kind;unit;vat;price\nA1;Timer;timer;time;25;{price}\n");
    imported(&home, &sales, "product", &sheet(""), OnDuplicate::Skip).await;
    for (price, on, expected) in [
        ("100", OnDuplicate::Skip, counts(0, 0, 1, 0)),
        ("1 250,50", OnDuplicate::Update, counts(0, 1, 0, 0)),
        ("99", OnDuplicate::Update, counts(0, 1, 0, 0)),
        ("99", OnDuplicate::Make, counts(0, 0, 0, 1)),
    ] {
        let id = imported(&home, &sales, "product", &sheet(price), on).await;
        assert_eq!(tally(&home, &sales, id).await.2, expected, "{on:?}");
    }
    let model = home.engine.model();
    let entity = model.entity_named("product").expect("there are products");
    let read = rights::scope(model, &sales.viewer, entity, rights::Operation::Read).expect("they may");
    let rows = home.engine.store().find(Query::over(&read)).await.expect("the store works");
    let price = model.field_named(entity, "price").expect("they have a price");
    assert_eq!(rows.iter().map(|row| row.get(price)).collect::<Vec<_>>(), [Some(&Value::Integer(125_050))], "once");
    let person = "Navn;E-post;Telefon\nOla Oppdiktet;ola@kunde.example;\n";
    imported(&home, &sales, PROSPECT, person, OnDuplicate::Skip).await;
    let more = "Navn;E-post;Telefon\nEt annet navn;ola@kunde.example;40000001\n";
    let id = imported(&home, &sales, PROSPECT, more, OnDuplicate::Update).await;
    assert_eq!(tally(&home, &sales, id).await.2, counts(0, 1, 0, 0));
    assert_eq!(people(&home).await[0][..3], ["Ola Oppdiktet", "ola@kunde.example", "+4740000001"]);
}

#[tokio::test]
async fn whoever_said_no_to_marketing_does_not_come_back() {
    let (home, sales) = home().await;
    let ida = home.ida().await;
    let sheet = "Navn;E-post;Telefon\nOla Oppdiktet;ola@kunde.example;40000001\nEva Eksempel;eva@kunde.example;\n";
    imported(&home, &sales, PROSPECT, sheet, OnDuplicate::Skip).await;
    let ola = home.find("ola@kunde.example").await.expect("he is known");
    let ended = end(&home.engine, &ida, NOW, ola, Ending::Marketing).await.expect("Ida may");
    assert!(matches!(ended, Ended::Done(_)));
    let sheet = "Navn;E-post;Telefon\nOla O;OLA@kunde.example;\nO. Oppdiktet;;+47 40 00 00 01\nEva Eksempel;eva@kunde.example;\n";
    let id = imported(&home, &sales, PROSPECT, sheet, OnDuplicate::Make).await;
    assert_eq!(tally(&home, &sales, id).await.2, counts(1, 0, 2, 0));
    let left = import_report(&home.engine, &sales, id).await.expect("it is theirs");
    assert_eq!(left, [(2, Verdict::SaidNo), (3, Verdict::SaidNo)]);
}

#[tokio::test]
async fn a_name_is_nobody_whom_the_importer_does_not_know_and_nothing_is_added_to_them() {
    let (home, sales) = home().await;
    let ida = home.ida().await;
    let sheet = "Navn;E-post;Telefon\nOla Oppdiktet;ola@kunde.example;40000001\n";
    imported(&home, &sales, PROSPECT, sheet, OnDuplicate::Skip).await;
    let ola = home.find("ola@kunde.example").await.expect("he is known");
    let same = "Navn;Telefon\nOla Oppdiktet;40000001\n";
    let id = checked(&home, &sales, PROSPECT, same).await;
    assert_eq!(tally(&home, &sales, id).await.2, counts(0, 1, 0, 0), "he is known by name and number");
    let (engine, wish) = (&home.engine, (ola, Wish::Restriction));
    let plan = plan_wish(engine, &ida, wish, Language::En, day_of(NOW)).await.expect("Ida may");
    carry_out(engine, &ida, NOW, wish, &plan.fingerprint, Language::En).await.expect("the store works");
    let id = checked(&home, &sales, PROSPECT, same).await;
    assert_eq!(tally(&home, &sales, id).await.2, counts(1, 0, 0, 0), "a restricted person is found by no name");
    let more = "Navn;E-post;Stilling;Firma\nOla Oppdiktet;ola@kunde.example;Sjef;Kunde AS\n";
    imported(&home, &sales, PROSPECT, more, OnDuplicate::Make).await;
    let table = &engine.tables().position;
    let theirs = table.all().matching(Condition::Is(table.f.person, Value::Id(ola)));
    assert_eq!(engine.store().count(theirs).await.expect("the store works"), 0, "nothing is added to them");
}

#[tokio::test]
async fn a_name_that_several_have_is_nobody() {
    let (home, sales) = home().await;
    let sheet =
        "Navn;E-post;Firma\nOla Oppdiktet;ola@kunde.example;Kunde AS\nOla Oppdiktet;ola2@kunde.example;Kunde AS\n";
    imported(&home, &sales, PROSPECT, sheet, OnDuplicate::Skip).await;
    let same = "Navn;Firma\nOla Oppdiktet;Kunde AS\n";
    let id = checked(&home, &sales, PROSPECT, same).await;
    assert_eq!(tally(&home, &sales, id).await.2, counts(1, 0, 0, 0), "nobody can tell which of the two");
}

/// So many people, each with a line.
fn many(number: usize) -> String {
    let line = |at| format!("Navn {at};navn{at}@kunde.example;Kunde {}\n", at % 7);
    format!("Navn;E-post;Firma\n{}", (1..=number).map(line).collect::<String>())
}

#[tokio::test]
async fn an_import_that_was_interrupted_loses_nothing_and_does_nothing_twice() {
    let (home, sales) = home().await;
    let number = IMPORT_SLICE_LINES * 2 + 20;
    let id = checked(&home, &sales, PROSPECT, &many(number)).await;
    begin(&home, &sales, PROSPECT, id, OnDuplicate::Skip).await;
    // The worker is gone after the first slice.
    let under_way = async || {
        while work(&home.engine, &sales, id).await.expect("it is there").done == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        () = under_way() => {}
        done = do_work(&home.engine, NOW, Lane::Long) => panic!("{done:?}"),
    }
    let done = work(&home.engine, &sales, id).await.expect("it is there").done;
    assert!(done < number as u64, "{done}");
    home.work(NOW.plus_seconds(JOB_LEASE_SECONDS)).await;
    let total = u64::try_from(number).expect("small");
    assert_eq!(tally(&home, &sales, id).await, (WorkKind::Import, WorkState::Done, counts(total, 0, 0, 0)));
    assert_eq!((count(&home, PROSPECT).await, count(&home, "position").await), (total, total));
    assert_eq!(count(&home, "organisation").await, 7);
}

#[tokio::test]
async fn what_is_cancelled_stays_where_it_is_and_can_be_taken_back() {
    let (home, sales) = home().await;
    let id = checked(&home, &sales, PROSPECT, &many(IMPORT_SLICE_LINES * 3)).await;
    begin(&home, &sales, PROSPECT, id, OnDuplicate::Skip).await;
    let under_way = async || {
        while work(&home.engine, &sales, id).await.expect("it is there").done == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        () = under_way() => {}
        done = do_work(&home.engine, NOW, Lane::Long) => panic!("{done:?}"),
    }
    cancel(&home.engine, &sales, NOW, id).await.expect("it is theirs");
    home.work(NOW.plus_seconds(JOB_LEASE_SECONDS)).await;
    let (_, state, made) = tally(&home, &sales, id).await;
    assert_eq!((state, made.made), (WorkState::Cancelled, count(&home, PROSPECT).await));
    undo_import(&home.engine, &sales, NOW, id).await.expect("it is theirs");
    home.work(NOW).await;
    assert_eq!(tally(&home, &sales, id).await, (WorkKind::Undo, WorkState::Done, counts(made.made, 0, 0, 0)));
    assert_eq!((count(&home, PROSPECT).await, home.find("navn1@kunde.example").await), (0, None));
}

#[tokio::test]
async fn an_import_is_taken_back_but_for_what_was_changed_since() {
    let (home, sales) = home().await;
    let id = imported(&home, &sales, PROSPECT, &many(60), OnDuplicate::Skip).await;
    let table = &home.engine.tables().prospect;
    let first = table.first(home.engine.store(), table.all()).await.expect("the store works").expect("a row");
    let typed = Typed {
        values: vec![("need".to_owned(), "Ny nettside".to_owned())],
        version: Some(first.version),
        ..Typed::default()
    };
    let saved = save(&home.engine, &sales, NOW, PROSPECT, Some(first.id), &typed).await.expect("the store works");
    assert!(matches!(saved, Saved::Done(_)));
    undo_import(&home.engine, &sales, NOW, id).await.expect("it is theirs");
    home.work(NOW).await;
    assert_eq!(tally(&home, &sales, id).await, (WorkKind::Undo, WorkState::Done, counts(59, 0, 1, 0)));
    assert_eq!(count(&home, PROSPECT).await, 1);
    let left = import_report(&home.engine, &sales, id).await.expect("it is theirs");
    assert_eq!(left.iter().map(|(_, verdict)| verdict).collect::<Vec<_>>(), [&Verdict::Kept(first.id)]);
    let again = undo_import(&home.engine, &sales, NOW, id).await;
    assert!(matches!(again, Err(Failure::NotFound)), "once is enough");
}

#[tokio::test]
async fn an_undoing_that_was_cancelled_goes_on_where_it_stood() {
    let (home, sales) = home().await;
    let number = UNDO_TURN_ROWS + 1;
    let id = imported(&home, &sales, PROSPECT, &many(number), OnDuplicate::Skip).await;
    undo_import(&home.engine, &sales, NOW, id).await.expect("it is theirs");
    do_work(&home.engine, NOW, Lane::Long).await.expect("the store works");
    let found = work(&home.engine, &sales, id).await.expect("it is theirs");
    let turn = u64::try_from(UNDO_TURN_ROWS).expect("small");
    assert_eq!((found.state, found.done), (WorkState::Running, turn));
    cancel(&home.engine, &sales, NOW, id).await.expect("it is theirs");
    home.work(NOW).await;
    assert_eq!(tally(&home, &sales, id).await, (WorkKind::Undo, WorkState::Cancelled, counts(turn, 0, 0, 0)));
    undo_import(&home.engine, &sales, NOW, id).await.expect("there is more to take back");
    home.work(NOW).await;
    assert_eq!(tally(&home, &sales, id).await, (WorkKind::Undo, WorkState::Done, counts(turn + 1, 0, 0, 0)));
    assert_eq!(count(&home, PROSPECT).await, 0);
}

#[tokio::test]
async fn a_file_that_waits_goes_after_a_day_and_when_somebody_is_erased() {
    let (home, sales) = home().await;
    let ida = home.ida().await;
    let first = checked(&home, &sales, PROSPECT, CONTACTS).await;
    home.work(NOW.plus_seconds(LONG_JOB_OPEN_SECONDS - 1)).await;
    assert!(work(&home.engine, &sales, first).await.is_ok());
    home.work(NOW.plus_seconds(LONG_JOB_OPEN_SECONDS)).await;
    assert!(matches!(work(&home.engine, &sales, first).await, Err(Failure::NotFound)));
    let second = checked(&home, &sales, PROSPECT, CONTACTS).await;
    home.send(NOW, |_| {}).await;
    let kari = home.find(KARI).await.expect("she is known");
    let wish = (kari, Wish::Erasure);
    let plan = plan_wish(&home.engine, &ida, wish, Language::En, day_of(NOW)).await.expect("Ida may");
    let done = carry_out(&home.engine, &ida, NOW, wish, &plan.fingerprint, Language::En).await;
    assert!(matches!(done, Ok(Carried::Done(_))), "{done:?}");
    let found = work(&home.engine, &sales, second).await.expect("it is there");
    assert_eq!(found.state, WorkState::Failed);
    let files = crate::files::check(&home.engine, &Caller::command(Language::En)).await.expect("the store works");
    assert_eq!((files.files, files.waiting), (0, 0));
}

#[tokio::test]
async fn what_cannot_be_read_or_may_not_be_made_is_told_at_once() {
    let (home, sales) = home().await;
    let support = home.colleague("eva@fjordlys.example", &["support"]).await;
    assert_eq!(brought(&home, &sales, PROSPECT, b"%PDF-1.7\0").await, Brought::Unreadable(Unreadable::NotASheet));
    assert_eq!(brought(&home, &sales, PROSPECT, b"Navn\n").await, Brought::Unreadable(Unreadable::Empty));
    let id = checked(&home, &sales, PROSPECT, CONTACTS).await;
    let others = import_preview(&home.engine, &support, NOW, (PROSPECT, id), (Which::All, 0)).await;
    assert!(matches!(others, Err(Failure::NotFound)));
    for key in [PROSPECT, "organisation", "person"] {
        let denied = crate::records::may_import(&home.engine, &support, NOW, key).await;
        assert!(matches!(denied, Err(Failure::Denied)), "{key}");
    }
}

#[tokio::test]
async fn whoever_has_looked_through_a_file_can_be_shut_out() {
    let (home, sales) = home().await;
    let eva = home.colleague("eva@fjordlys.example", &["owner"]).await;
    checked(&home, &sales, PROSPECT, CONTACTS).await;
    assert_eq!((count(&home, "long_job").await, count(&home, "long_job_part").await), (1, 1));
    let user = sales.user.expect("is in");
    end_access(&home.engine, &eva, NOW, user, day_of(NOW)).await.expect("an owner ends it");
    assert_eq!((count(&home, "long_job").await, count(&home, "long_job_part").await), (0, 0));
    let files = crate::files::check(&home.engine, &Caller::command(Language::En)).await.expect("the store works");
    assert_eq!((files.files, files.waiting), (0, 0));
}
