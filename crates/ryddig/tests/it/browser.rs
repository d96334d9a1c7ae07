//! The journeys in a real browser: each is a script under `tests/browser`, driven by Playwright.

use crate::harness::Place;
use std::path::Path;
use std::process::Command;

/// Runs the script `journey` with the server's address and one-time links, pictures under `target/pictures`.
fn walk(journey: &str, server_flags: &[&str]) {
    walk_in(&Place::new(), journey, server_flags);
}

/// The same with a company file of its own.
fn walk_in(place: &Place, journey: &str, server_flags: &[&str]) {
    let server = place.serve(server_flags);
    let link = server.said.split_whitespace().find(|word| word.contains("/sign-in/")).unwrap_or_default();
    walk_at(place, journey, &server.url, link);
}

/// The same on a server that runs, with a one-time link to it.
pub(crate) fn walk_at(place: &Place, journey: &str, url: &str, link: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pictures = root.join("target/pictures");
    std::fs::create_dir_all(&pictures).expect("the folder for pictures is made");
    let script = root.join("tests/browser").join(journey);
    let mut command = Command::new("node");
    command.arg(&script).arg(url).arg(link).arg(&pictures).current_dir(place.folder.path());
    let output = command.output().expect("node runs; cargo xtask test installs it");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{journey}: {said}");
}

#[test]
fn kari_writes_ida_answers_and_kari_is_forgotten() {
    walk("first_path.mjs", &["--demo"]);
}

#[test]
fn ida_tries_another_period_and_one_purpose_less() {
    walk("what_if.mjs", &["--demo"]);
}

#[test]
fn ida_uses_an_entity_that_the_company_added() {
    let place = Place::new();
    place.declare(include_str!("../../../testkit/src/visits.toml"));
    walk_in(&place, "records.mjs", &["--demo"]);
}

#[test]
fn ida_finds_her_way_through_a_list_and_changes_several_rows() {
    let place = Place::new();
    place.declare(include_str!("../../../testkit/src/visits.toml"));
    walk_in(&place, "lists.mjs", &["--demo"]);
}

#[test]
fn ida_changes_a_record_keeps_a_draft_and_chooses_between_two_changes() {
    let place = Place::new();
    place.declare(include_str!("../../../testkit/src/visits.toml"));
    walk_in(&place, "record.mjs", &["--demo"]);
}

#[test]
fn ida_puts_a_file_in_and_fetches_it_again() {
    let place = Place::new();
    place.declare(testkit::PAPERS);
    walk_in(&place, "files.mjs", &["--demo"]);
}

#[test]
fn ida_sees_the_fields_that_belong_to_what_she_has_chosen() {
    walk("choices.mjs", &["--demo"]);
}

#[test]
fn kari_asks_for_what_is_hers_and_is_answered() {
    walk("rights.mjs", &["--demo"]);
}

#[test]
fn ida_handles_a_breach_from_opening_to_closing() {
    walk("breaches.mjs", &["--demo"]);
}

#[test]
fn ida_registers_a_call_with_and_without_a_script() {
    walk("calls.mjs", &["--demo"]);
}

#[test]
fn ida_decides_what_of_a_text_is_handed_over_and_what_is_erased() {
    walk("texts.mjs", &["--demo"]);
}

#[test]
fn ida_makes_a_passkey_and_signs_in_with_it() {
    walk("passkeys.mjs", &["--demo"]);
}

#[test]
fn the_first_owner_comes_in_with_a_password_and_a_code() {
    let place = Place::new();
    let server = place.serve(&[]);
    let link = place.run(&["owner", "Ada Eksempelsen", "ada@fjordlys.example"]).done();
    walk_at(&place, "accounts.mjs", &server.url, link.trim());
}

#[test]
fn every_page_of_the_desk_is_accessible_and_its_frame_needs_no_mouse_and_no_script() {
    walk("desk.mjs", &["--demo"]);
}

#[test]
fn public_pages_set_no_cookie_and_call_nobody() {
    walk("public_pages.mjs", &["--demo"]);
}

#[test]
fn the_form_works_without_script_and_by_keyboard() {
    walk("form.mjs", &["--demo"]);
}

#[test]
fn ida_decides_who_comes_in_and_as_what() {
    walk("users.mjs", &["--demo"]);
}

#[test]
fn ida_brings_a_file_in_takes_a_list_out_and_takes_the_import_back() {
    walk("transfer.mjs", &["--demo"]);
}

#[test]
fn ida_looks_at_the_figures_of_every_area() {
    walk("charts.mjs", &["--demo", "--people", "150"]);
}

#[test]
fn ida_answers_a_case_and_its_customer_follows_it() {
    walk("support.mjs", &["--demo", "--people", "150"]);
}
