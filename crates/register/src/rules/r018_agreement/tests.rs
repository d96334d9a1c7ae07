//! Agreements, their points and their days.

use crate::tests::{TODAY, files_with};
use crate::{Code, compile};
use model::Day;

/// Headlines about a processor with these lines; whether there is a model.
fn on(today: Day, lines: &str) -> (Vec<String>, bool) {
    let text = format!(
        "[recipient.archive]\nname = \"Nærlager AS\"\nkind = \"processor\"\n\
         task = {{ nb = \"oppbevarer\", en = \"stores\" }}\ncountry = \"NO\"\n{lines}"
    );
    let compiled = compile(&files_with(&text), today);
    let found = compiled.findings.into_iter().filter(|finding| finding.code != Code::R021);
    (found.map(|finding| format!("{} {}", finding.code, finding.headline)).collect(), compiled.model.is_some())
}

fn check(lines: &str, expected: &[&str]) {
    let (found, whole) = on(TODAY, lines);
    assert_eq!(found, expected, "{lines}");
    assert_eq!(whole, expected.is_empty(), "{lines}");
}

const ALL: &str = r#"points = ["a", "b", "c", "d", "e", "f", "g", "h"]"#;

#[test]
fn a_processor_has_an_agreement_with_every_point() {
    check("", &["R018 there is no agreement with the processor `archive`"]);
    check(&format!("agreement = {{ dated = 2026-01-15, {ALL} }}"), &[]);
    check(&format!("agreement = {{ {ALL} }}"), &["R006 an agreement needs the key `dated`"]);
    check(
        "agreement = { dated = 2026-01-15, points = [\"a\", \"b\", \"d\", \"e\", \"f\", \"h\"] }",
        &["R018 the agreement with `archive` lacks (c), (g) of art. 28(3)"],
    );
    check(
        "agreement = { dated = 2026-01-15 }",
        &["R018 the agreement with `archive` lacks (a), (b), (c), (d), (e), (f), (g), (h) of art. 28(3)"],
    );
    check("agreement = { dated = 2026-01-15, points = [\"i\"] }", &["R005 `points` cannot be `i`"]);
    check(
        &format!("agreement = {{ dated = 2026-01-15, expires = 2026-01-14, {ALL} }}"),
        &["R005 `expires` comes before it begins", "R018 the agreement with `archive` has expired"],
    );
}

#[test]
fn an_expired_agreement_stops_no_start() {
    let lines = format!("agreement = {{ dated = 2026-01-15, expires = 2026-11-22, {ALL} }}");
    assert_eq!(on(TODAY, &lines), (vec![], true));
    let expired = "R018 the agreement with `archive` has expired".to_owned();
    assert_eq!(on(Day(TODAY.0 + 1), &lines), (vec![expired], true));
}

#[test]
fn only_a_processor_has_one() {
    for kind in ["controller", "authority"] {
        let text = format!(
            "[recipient.archive]\nname = \"N\"\nkind = \"{kind}\"\ntask = {{ nb = \"å\", en = \"a\" }}\n\
             country = \"NO\"\nagreement = {{ dated = 2026-01-15, {ALL} }}"
        );
        let found: Vec<Code> = compile(&files_with(&text), TODAY).findings.iter().map(|one| one.code).collect();
        assert_eq!(found, [Code::R002], "{kind}");
    }
}

#[test]
fn an_agreement_of_a_day_to_come_is_told_of() {
    let dated = |day: &str| on(TODAY, &format!("agreement = {{ dated = {day}, {ALL} }}"));
    assert_eq!(dated("2026-11-22"), (vec![], true));
    let early = "R018 the agreement with `archive` bears a day that has not come".to_owned();
    assert_eq!(dated("2026-11-23"), (vec![early], true));
}
