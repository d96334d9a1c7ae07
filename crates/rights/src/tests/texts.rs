//! Texts of others that tell of somebody who goes: which can be cut, what keeps one, and what a decision does to the plan.

use super::{CLUB, Club, LETTERS, about, id};
use crate::{
    Covered, Cut, Decision, Facts, LegalHold, Passage, Plan, Removal, SharedText, Taken, free_fields, mentions,
    removal_of, settle, stopped,
};
use model::{Day, Record, RowId, Value};

const REPORTS: &str = r#"
[law.books]
title = { nb = "bokføringsloven", en = "the Bookkeeping Act" }
source = "the law"
valid_from = 2015-01-01
checked_on = 2026-11-22
confidence = "excerpt"
applies_to = "company"
minimum = "5 years"

[entity.report]
name = { nb = "Rapport", en = "Report" }
activity = "bill"
subject = "person"
label = "{ended_on}"
keep = "6 years after ended_on"

[entity.report.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
seen_by = { type = "link", to = "person", mention = true, name = { nb = "Sett av", en = "Seen by" } }
ended_on = { type = "date", required = true, name = { nb = "Slutt", en = "Ended" } }
told = { type = "long_text", max = 100, required = true, name = { nb = "Fortalt", en = "Told" } }
more = { type = "rich_text", max = 100, name = { nb = "Mer", en = "More" } }
cost = { type = "long_text", max = 100, name = { nb = "Kostnad", en = "Cost" }, require = [{ law = "books", from = "ended_on" }] }
page = { type = "file", required = true, name = { nb = "Side", en = "Page" } }
plate = { type = "file", name = { nb = "Plate", en = "Plate" } }
rules = { type = "long_text", max = 100, impersonal = "house rules", name = { nb = "Regler", en = "Rules" } }
short = { type = "text", max = 100, name = { nb = "Kort", en = "Short" } }
"#;

const ENDED: Day = Day(20_000);

fn club() -> Club {
    Club { model: testkit::model_of(&format!("{CLUB}{LETTERS}{REPORTS}")) }
}

/// About somebody else, seen by Kari.
fn report(club: &Club) -> Record {
    let text = |text: &str| Value::Text(text.to_owned());
    let cells = [
        ("person", id(9)),
        ("seen_by", id(1)),
        ("ended_on", Value::Day(ENDED)),
        ("told", text("Kari kom")),
        ("cost", text("Kari betalte")),
        ("page", id(21)),
        ("plate", id(22)),
        ("rules", text("Ro etter elleve")),
        ("short", text("Kari")),
    ];
    club.row("report", 20, &cells)
}

fn passages(of: &[(usize, usize)]) -> Taken {
    Taken::Passages(of.iter().map(|(from, to)| Passage { from: *from, to: *to }).collect())
}

#[test]
fn texts_and_files_that_are_filled_in_and_may_tell_of_a_person_are_free() {
    let club = club();
    let report = report(&club);
    let keys: Vec<&str> = free_fields(&club.model, &report).iter().map(|it| club.model[*it].key.as_str()).collect();
    assert_eq!(keys, ["told", "cost", "page", "plate"]);
    let removal = |key| removal_of(&club.model, club.field("report", key), &report);
    assert_eq!(
        ["told", "more", "page", "plate"].map(removal),
        [Removal::Replaced, Removal::Emptied, Removal::Never, Removal::Emptied]
    );
}

#[test]
fn only_a_mention_makes_a_row_of_another_tell_of_somebody() {
    let club = club();
    let report = report(&club);
    let of = |ids: [u8; 2]| mentions(&club.model, &report, |row| ids.map(|id| RowId([id; 16])).contains(&row));
    assert!(of([1, 2]));
    assert!(!of([9, 21]), "a link that holds up, and a file, are none");
}

#[test]
fn a_law_keeps_its_field_and_a_hold_the_row() {
    let club = club();
    let facts = about(vec![report(&club)]);
    let why = |facts: &Facts, key, today| {
        let found = stopped(&club.model, facts, &facts.rows[0], club.field("report", key), Day(today));
        found.map(|reason| format!("{reason:?}").split(' ').next().unwrap_or_default().to_owned())
    };
    let end = crate::after(ENDED, model::Span::Years(5)).0;
    assert_eq!(why(&facts, "told", end - 1), None);
    assert_eq!(why(&facts, "cost", end - 1).as_deref(), Some("Law"));
    assert_eq!(why(&facts, "cost", end), None);
    let (person, covers) = (RowId([9; 16]), Covered::Everything);
    let hold = LegalHold { id: RowId([66; 16]), person, covers, review_on: Day(end), ended_on: None };
    let facts = Facts { legal_holds: vec![hold], ..facts };
    assert_eq!(why(&facts, "told", end).as_deref(), Some("Hold"));
}

#[test]
fn what_was_decided_is_one_step_for_each_row_and_part_of_the_fingerprint() {
    let club = club();
    let text = |key: &str, decision| SharedText {
        record: report(&club),
        field: club.field("report", key),
        stopped: None,
        decision,
    };
    let plan = |texts: &[SharedText]| {
        let mut plan = Plan::default();
        settle(&club.model, &mut plan, texts);
        plan
    };
    let take = |what| Some(Decision::Take(what));
    let all = [
        text("told", take(passages(&[(0, 4), (5, 8)]))),
        text("cost", Some(Decision::Keep)),
        text("page", take(Taken::Whole)),
        text("plate", take(Taken::Whole)),
    ];
    let expected = ["report redact(told 0-4+5-8,plate *) Shared", "report keep Shared", "report keep Shared"];
    assert_eq!(club.steps(&plan(&all)), expected, "the row cannot be without its page");
    assert_eq!(club.steps(&plan(&[text("told", None)])), [] as [&str; 0], "what is open is not done");
    let stopped = SharedText { stopped: Some(crate::Reason::Ongoing), ..all[0].clone() };
    assert!(!stopped.is_open());
    assert_eq!(club.steps(&plan(&[stopped])), [] as [&str; 0]);
    let one = plan(&all[..1]);
    let other = plan(&[text("told", take(passages(&[(0, 4)])))]);
    assert!(one.does_something());
    assert_ne!(one.fingerprint(&club.model), other.fingerprint(&club.model));
    assert!(!plan(&all[1..2]).does_something());
}

#[test]
fn what_is_taken_out_is_read_as_it_was_written() {
    for what in [Taken::Whole, passages(&[(3, 7)]), passages(&[(0, 1), (12, 20)])] {
        assert_eq!(Taken::read(&what.words()), Some(what));
    }
    for wrong in ["", "3", "3-", "7-3", "3-3", "3-7+", "a-b", "**", "-1-3"] {
        assert_eq!(Taken::read(wrong), None, "{wrong}");
    }
    let club = club();
    let cut = Cut { field: club.field("report", "told"), what: passages(&[(3, 7)]) };
    assert_eq!(cut.words(&club.model), "told 3-7");
}
