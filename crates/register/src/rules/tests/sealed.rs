//! What is sealed is not looked into: no period counts from it, nothing hangs on it, and it is not unique.

use super::{check, visits};
use crate::Code;

/// `visits` with a choice that is sealed or not, and something that hangs on it.
fn with_choice(sealed: &str, when: &str) -> String {
    let choice = format!(
        "kind = {{ type = \"choice\", required = true, {sealed} of = {{ guest = {{ nb = \"gjest\", en = \"guest\" }} }}, \
         name = {{ nb = \"S\", en = \"K\" }} }}\n"
    );
    visits(&[
        ("host =", &format!("{choice}host =")),
        ("name = { nb = \"Gikk\"", &format!("{when} name = {{ nb = \"Gikk\"")),
    ])
}

#[test]
fn a_sealed_field_is_asked_for_nothing() {
    let found: &[Code] = &[Code::R039];
    check(&visits(&[("name = { nb = \"Kom\"", "sealed = true, name = { nb = \"Kom\"")]), found);
    check(&visits(&[("name = { nb = \"Gikk\"", "sealed = true, name = { nb = \"Gikk\"")]), &[]);
    // What the entity says holds for its fields, and not for its links.
    check(&visits(&[("label =", "sealed = true\nlabel =")]), found);
    check(
        &visits(&[
            ("label =", "sealed = true\nlabel ="),
            ("name = { nb = \"Kom\"", "sealed = false, name = { nb = \"Kom\""),
        ]),
        &[],
    );
    let numbered = |sealed: &str| {
        let badge = format!(
            "badge = {{ type = \"text\", max = 9, unique = true, {sealed} name = {{ nb = \"N\", en = \"N\" }} }}\n"
        );
        visits(&[("host =", &format!("{badge}host ="))])
    };
    check(&numbered("sealed = \"searchable\","), found);
    check(&numbered(""), &[]);
    let when = "when = { kind = [\"guest\"] },";
    check(&with_choice("sealed = true,", when), found);
    check(&with_choice("", when), &[]);
    check(&with_choice("sealed = true,", ""), &[]);
    let about = |text: String| {
        text.replace("subject = \"person\"", "subject = { path = \"person\", when = { kind = [\"guest\"] } }")
    };
    check(&about(with_choice("sealed = true,", "")), found);
    check(&about(with_choice("", "")), &[]);
    let own = "keep = \"1 month after came_on\",";
    let left = |own: &str| visits(&[("name = { nb = \"Gikk\"", &format!("{own} name = {{ nb = \"Gikk\""))]);
    check(&left(own), &[]);
    check(&left(own).replace("name = { nb = \"Kom\"", "sealed = true, name = { nb = \"Kom\""), found);
}
