//! Lists taken out and files taken in, through the pages of the desk.

use super::files::{multipart, send};
use super::steps::told;
use super::wiring::{Answer, World, world};
use axum::http::StatusCode;

const IMPORT: &str = "/desk/data/product/import";
const SHEET: &[u8] = b"Varenummer;Navn;Pris;Notat\nA1;Timer;1 250,50;x\nA2;Drift;gratis;\nA1;Timer igjen;1;\n";
const COLUMNS: &str =
    "column.0=code&column.1=name&column.2=price&column.3=&f.kind=hours&f.unit=time&f.vat=25&f.code=&f.name=";

async fn signed_in() -> (World, String) {
    let world = world();
    let cookie = world.signed_in(&["sales", "sales-lead"]).await;
    (world, cookie)
}

async fn bring(world: &World, cookie: &str, file: &[u8]) -> Answer {
    send(world, cookie, IMPORT, multipart(&[("file", Some("liste.csv"), file)])).await
}

/// A file whose lines were looked through; the page of its preview.
async fn looked_through(world: &World, cookie: &str) -> String {
    let columns = bring(world, cookie, SHEET).await.header("location").to_owned();
    let page = world.get_as(cookie, &columns).await;
    told(&page, &["Rader: 3. Lest som tekst (UTF-8) med semikolon.", "Timer · Drift", "aria-current=\"step\""]);
    told(&page, &["<option value=\"code\" selected>", "<option value=\"price\" selected>", "name=\"f.vat\""]);
    let begun = world.post_as(cookie, &columns, COLUMNS).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let work = begun.header("location").to_owned();
    told(&world.get_as(cookie, &work).await, &["data-live", "<progress", "0 av 3 rader", "<noscript>", "/cancel"]);
    world.work().await;
    let done = world.get_as(cookie, &work).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "it waits for whoever asked");
    done.header("location").to_owned()
}

#[tokio::test]
async fn a_file_is_matched_looked_through_taken_in_and_taken_back() {
    let (world, cookie) = signed_in().await;
    told(&world.get_as(&cookie, IMPORT).await, &["enctype=\"multipart/form-data\"", "50\u{a0}000 rader", "25 MB"]);
    let preview = looked_through(&world, &cookie).await;
    let page = world.get_as(&cookie, &preview).await;
    told(&page, &["Alle (3)", "Klare (1)", "Finnes fra før (1)", "Må rettes (1)", "samme som rad 2", "Importer 1 ny<"]);
    told(&page, &["<strong class=\"wrong\">gratis</strong>", "Dette er ikke et tall"]);
    let wrong = world.get_as(&cookie, &format!("{preview}?which=wrong")).await;
    assert!(wrong.body.contains("gratis") && !wrong.body.contains("samme som"), "{}", wrong.body);
    told(&world.get_as(&cookie, "/desk/data/product").await, &["Ingen rader her."]);
    let begun = world.post_as(&cookie, &preview, "do=begin&all=skip").await;
    let work = begun.header("location").to_owned();
    world.work().await;
    let page = world.get_as(&cookie, &work).await;
    told(&page, &["ferdig", "Rad 3", "må rettes", "Rad 4", "samme som rad 2", "Angre importen"]);
    told(&world.get_as(&cookie, "/desk/data/product").await, &["1 rad", "Timer"]);
    told(&world.get_as(&cookie, "/desk/work").await, &["Import: Produkt", &work]);
    assert_eq!(world.post_as(&cookie, &format!("{work}/undo"), "").await.header("location"), work);
    world.work().await;
    told(&world.get_as(&cookie, &work).await, &["Angring av import: Produkt", "tatt tilbake"]);
    told(&world.get_as(&cookie, "/desk/data/product").await, &["Ingen rader her."]);
}

#[tokio::test]
async fn what_is_wrong_with_a_file_or_its_columns_is_told() {
    let (world, cookie) = signed_in().await;
    for (file, expected) in [
        (&b"%PDF-1.7\0"[..], "verken tekst med skilletegn eller"),
        (b"Navn\n", "ingen rader under overskriftene"),
        (b"\xd0\xcf\x11\xe0", "gammel Excel-arbeidsbok eller har passord"),
        (b"", "Velg en fil."),
    ] {
        let name = if file.is_empty() { "" } else { "fil" };
        let answer = send(&world, &cookie, IMPORT, multipart(&[("file", Some(name), file)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{expected}");
        told(&answer, &[expected]);
    }
    let columns = bring(&world, &cookie, SHEET).await.header("location").to_owned();
    let twice = COLUMNS.replace("column.2=price", "column.2=name");
    let missing = COLUMNS.replace("f.vat=25", "f.vat=");
    let unreadable = COLUMNS.replace("f.vat=25", "f.vat=mye");
    let none = COLUMNS.replace("=code", "=").replace("=name", "=").replace("=price", "=");
    for (form, expected) in [
        (&twice, "To kolonner kan ikke bli til det samme."),
        (&missing, "Feltet kan ikke stå tomt."),
        (&unreadable, "value=\"mye\""),
        (&none, "Velg hva minst én kolonne skal bli til."),
    ] {
        let answer = world.post_as(&cookie, &columns, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{expected}");
        told(&answer, &[expected, "role=\"alert\""]);
    }
}

#[tokio::test]
async fn what_becomes_of_rows_that_are_there_is_chosen_for_all_and_for_one() {
    let (world, cookie) = signed_in().await;
    let preview = looked_through(&world, &cookie).await;
    world.post_as(&cookie, &preview, "do=begin&all=skip").await;
    world.work().await;
    let preview = looked_through(&world, &cookie).await;
    let page = world.get_as(&cookie, &preview).await;
    told(&page, &["Finnes fra før (2)", ">Timer</a>", "name=\"line.0\" value=\"2\"", "fyll inn det som mangler"]);
    let saved =
        world.post_as(&cookie, &format!("{preview}?which=there"), "do=save&all=make&line.0=2&chosen.0=skip").await;
    assert_eq!(saved.header("location"), format!("{preview}?which=there"));
    let page = world.get_as(&cookie, &preview).await;
    assert_eq!(page.body.matches("<option value=\"make\" selected>").count(), 1, "for all");
    assert_eq!(page.body.matches("<option value=\"skip\" selected>").count(), 1, "for one");
}

#[tokio::test]
async fn work_is_one_s_own_and_is_cancelled() {
    let (world, cookie) = signed_in().await;
    let columns = bring(&world, &cookie, SHEET).await.header("location").to_owned();
    let work = world.post_as(&cookie, &columns, COLUMNS).await.header("location").to_owned();
    let other = world.signed_in_as("eva@fjordlys.example", &["sales-lead"]).await;
    for path in [&work, &columns] {
        assert_eq!(world.get_as(&other, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(world.post_as(&other, &format!("{work}/cancel"), "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.post_as(&cookie, &format!("{work}/cancel"), "").await.header("location"), work);
    told(&world.get_as(&cookie, &work).await, &["avbrutt"]);
    world.work().await;
    told(&world.get_as(&cookie, &work).await, &["avbrutt"]);
    assert_eq!(world.get_as(&cookie, &columns).await.header("location"), work, "its file is gone");
}

#[tokio::test]
async fn a_list_is_handed_over_as_it_is_narrowed() {
    let (world, cookie) = signed_in().await;
    let preview = looked_through(&world, &cookie).await;
    world.post_as(&cookie, &preview, "do=begin").await;
    world.work().await;
    let page = world.get_as(&cookie, "/desk/data/product/export?f.kind=hours&order=name").await;
    told(&page, &["Rader: 1.", "action=\"/desk/data/product/export?f.kind=hours&amp;order=name\"", "Excel-arbeidsbok"]);
    let got = world.post_as(&cookie, "/desk/data/product/export?f.kind=hours", "format=csv&columns=").await;
    assert_eq!((got.status, got.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert!(got.header("content-disposition").starts_with("attachment; filename=\"product-2026-"));
    assert_eq!(got.body.lines().nth(1), Some("A1;Timer;timer;time;1250,50;25,00;"));
    let none = world.post_as(&cookie, "/desk/data/product/export?f.kind=other", "format=csv&columns=every").await;
    assert_eq!(none.body.lines().count(), 1, "the headings alone");
    let book = world.post_as(&cookie, "/desk/data/product/export", "format=xlsx&columns=").await;
    assert!(book.body.starts_with("PK") && book.header("content-disposition").ends_with(".xlsx\""));
}
