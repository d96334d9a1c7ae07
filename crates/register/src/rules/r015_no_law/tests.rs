//! Laws and the days on which they hold.

use crate::compile;
use crate::tests::files_with;
use model::Day;

/// 22 November 2026.
const CHECKED: i32 = 20_779;

/// A register with an activity that rests on the law, which is in force from 2 January 2026 to 31 December 2030.
fn rests_on(law: &str, applies_to: &str) -> String {
    format!(
        r#"
[law.visits]
title = {{ nb = "besøksloven § 1", en = "the Visits Act § 1" }}
source = "no such law"
valid_from = 2026-01-02
valid_to = 2030-12-31
checked_on = 2026-11-22
confidence = "read"
applies_to = {applies_to}
instead = "record"

[activity.visits]
purpose = {{ nb = "Vite hvem som er i bygget", en = "Know who is in the building" }}
subjects = {{ nb = "Besøkende", en = "Visitors" }}
basis = "legal-obligation"
law = "{law}"
source = "the person"
responsible = "support"
access = {{ support = "read" }}

[entity.visit]
name = {{ nb = "Besøk", en = "Visit" }}
activity = "visits"
subject = "person"
label = "{{person}}"
keep = "6 months after came_on"

[entity.visit.fields]
person = {{ type = "link", to = "person", required = true, name = {{ nb = "Person", en = "Person" }} }}
came_on = {{ type = "date", required = true, name = {{ nb = "Kom", en = "Came" }} }}
"#
    )
}

fn on(day: i32, expected: &[&str]) {
    let compiled = compile(&files_with(&rests_on("visits", "\"company\"")), Day(day));
    // The laws of the standard register grow old as well; only the one above is looked at.
    let headlines = compiled.findings.iter().map(|finding| finding.headline.as_str());
    let found: Vec<&str> = headlines.filter(|headline| headline.starts_with("`visits`")).collect();
    let expected: Vec<String> =
        expected.iter().map(|words| format!("`visits` rests on `visits`, which {words}")).collect();
    assert_eq!(found, expected, "day {day}");
    assert!(compiled.model.is_some(), "the day stops nothing");
}

#[test]
fn the_day_decides_on_warnings_only() {
    let (first, last) = (20_455, 22_279);
    on(first - 1, &["is not in force yet"]);
    on(first, &[]);
    on(CHECKED + 366, &[]);
    on(CHECKED + 367, &["nobody has looked up for over a year"]);
    on(last, &["nobody has looked up for over a year"]);
    on(last + 1, &["is no longer in force", "nobody has looked up for over a year"]);
}

#[test]
fn the_model_does_not_depend_on_the_day() {
    let model = |day| compile(&files_with(&rests_on("visits", "\"company\"")), Day(day)).model;
    assert_eq!(model(CHECKED), model(CHECKED + 10_000));
}

#[test]
fn a_law_for_others_proposes_the_right_one() {
    let check = |law: &str, applies_to: &str, help: &str| {
        let compiled = compile(&files_with(&rests_on(law, applies_to)), Day(CHECKED));
        let found: Vec<_> = compiled.findings.iter().map(|finding| finding.help.as_deref().unwrap()).collect();
        assert_eq!(found, [help]);
        assert!(compiled.model.is_none());
    };
    check("visits", "\"public-body\"", "write `record` if that is the one that obliges");
    check("visits", "[]", "write `record` if that is the one that obliges");
    check("archives", "\"company\"", "write `bookkeeping-primary` if that is the one that obliges");
    check("archive", "\"company\"", "write `archives`");
}
