//! What depends on a choice: why a row is held, who reads it, and which fields are open.

use super::{check, visits};
use crate::rules::Code;

/// A choice of the row that decides between `visits` and `tours`.
fn by_choice(changes: &[(&str, &str)]) -> String {
    let activity = visits(&[]);
    let (activity, _) = activity.split_once("[entity.visit]").unwrap();
    let tours = activity.replace("activity.visits", "activity.tours");
    let mut all = vec![
        ("activity = \"visits\"", "activity = { by = \"kind\", guest = \"visits\", group = \"tours\" }"),
        (
            "host = {",
            "kind = { type = \"choice\", required = true, name = { nb = \"Slag\", en = \"Kind\" }, \
             of = { guest = { nb = \"gjest\", en = \"guest\" }, group = { nb = \"gruppe\", en = \"group\" } } }\nhost = {",
        ),
    ];
    all.extend(changes);
    visits(&all) + &tours
}

#[test]
fn a_choice_that_says_why_a_row_is_held_is_not_left_empty() {
    check(&by_choice(&[]), &[]);
    check(&by_choice(&[("type = \"choice\", required = true", "type = \"choice\"")]), &[Code::R036]);
}

#[test]
fn somebody_reads_the_rows_of_each_alternative() {
    check(&by_choice(&[("access = { support = \"read\" }", "access = {}")]), &[Code::R020]);
}

#[test]
fn a_choice_does_not_depend_on_itself() {
    let shade = |when: &str| {
        let field = format!(
            "shade = {{ type = \"choice\", {when} name = {{ nb = \"Farge\", en = \"Shade\" }}, \
             of = {{ dark = {{ nb = \"mørk\", en = \"dark\" }} }} }}\nhost = {{"
        );
        visits(&[("host = {", &field)])
    };
    check(&shade(""), &[]);
    check(&shade("when = { shade = [\"dark\"] },"), &[Code::R005]);
}
