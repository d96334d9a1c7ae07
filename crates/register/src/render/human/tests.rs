//! What six mistakes look like.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use crate::tests::{TODAY, compile_with, files_with};
use expect_test::{Expect, expect};

fn check(extra: &str, expected: &Expect) {
    expected.assert_eq(&compile_with(extra).1);
}

const FIELDS: &str = r#"
[entity.visit.fields]
person   = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
came_on  = { type = "date", required = true, name = { nb = "Kom", en = "Came" } }
left_on  = { type = "date", name = { nb = "Gikk", en = "Left" } }
"#;

fn visit(line: &str) -> String {
    format!(
        r#"[entity.visit]
name     = {{ nb = "Besøk", en = "Visit" }}
activity = "contact"
subject  = "person"
label    = "{{person}}"
{line}
{FIELDS}"#
    )
}

#[test]
fn an_unknown_name() {
    check(
        &visit("keep     = \"6 months after came_on\"").replace("\"contact\"", "\"contract\""),
        &expect![[r#"
            error[R003]: there is no activity `contract`
             --> more.toml:3:12
              |
            3 | activity = "contract"
              |            ^^^^^^^^^^
              |
            help: write `contact`
              |
            3 - activity = "contract"
            3 + activity = "contact"
              |

            1 error; `ryddig explain R003` says more
        "#]],
    );
}

#[test]
fn a_clock_that_may_never_start() {
    check(
        &visit("keep     = \"3 years after left_on\""),
        &expect![[r#"
            error[R013]: a row of `visit` may never end: its clock may never start
              --> more.toml:6:12
               |
             6 | keep     = "3 years after left_on"
               |            ^^^^^^^^^^^^^^^^^^^^^^^
            ...
            11 | left_on  = { type = "date", name = { nb = "Gikk", en = "Left" } }
               | ------- may stay empty
               |
               = note: GDPR art. 5(1)(e) and 13(2)(a): data are kept no longer than necessary, and people are told how long that is or how it is decided
            help: add `, at most 6 years after came_on` or another limit, or make the field required
               |
             6 | keep     = "3 years after left_on, at most 6 years after came_on"
               |                                  +++++++++++++++++++++++++++++++

            1 error; `ryddig explain R013` says more
        "#]],
    );
}

#[test]
fn a_period_that_is_none() {
    check(
        &visit("keep     = \"så lenge det er nødvendig\""),
        &expect![[r#"
            error[R013]: `så lenge det er nødvendig` is not a period
             --> more.toml:6:13
              |
            6 | keep     = "så lenge det er nødvendig"
              |             ^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = note: GDPR art. 5(1)(e) and 13(2)(a): data are kept no longer than necessary, and people are told how long that is or how it is decided
            help: say how long after which date, as in `at most 12 months after received_at`
              |
            6 - keep     = "så lenge det er nødvendig"
            6 + keep     = "at most … after …"
              |

            1 error; `ryddig explain R013` says more
        "#]],
    );
}

#[test]
fn the_same_thing_in_two_files() {
    check(
        "[role.support]\nname = { nb = \"Hjelp\", en = \"Help\" }\n",
        &expect![[r#"
            error[R004]: `support` is written twice
             --> more.toml:1:7
              |
            1 | [role.support]
              |       ^^^^^^^
              |
             ::: register/website.toml:3:7
              |
            3 | [role.support]
              |       ------- first written here
              |
              = note: nothing overrides anything: each thing stands in one place
            help: remove one of the two, or give one another name
              |
            1 | [role.support-…]
              |              ++

            1 error; `ryddig explain R004` says more
        "#]],
    );
}

#[test]
fn not_toml() {
    check(
        "[role.cashier]\nname = { nb = \"Kasserer\", en = \"Cashier }\n",
        &expect![[r#"
            error[R001]: this is not TOML: unclosed inline table, expected `}`
             --> more.toml:2:42
              |
            2 | name = { nb = "Kasserer", en = "Cashier }
              |                                          ^
              |
              = note: a file with such a mistake is not judged further: what was lost cannot be known
              = help: strings stand in double quotes, a table opens with `[name]` or `{`, a list with `[`

            1 error; `ryddig explain R001` says more
        "#]],
    );
}

#[test]
fn a_warning() {
    let recipient = r#"[recipient.archive]
name    = "Fjernlager Ltd"
kind    = "controller"
task    = { nb = "oppbevarer arkivet", en = "stores the archive" }
country = "GB"
"#;
    check(
        recipient,
        &expect![[r#"
            warning[R021]: no activity names the recipient `archive`
             --> more.toml:1:12
              |
            1 | [recipient.archive]
              |            ^^^^^^^
              |
              = note: GDPR art. 13(1)(e): the statement names recipients under the activities that use them
            help: name it under `recipients` of an activity, or remove it; of an activity of the standard register, `recipients = ["archive"]` under `[change.…]` takes the place of the whole list
              |
            6 + 
            7 ~ [change.…]
            8 + recipients = ["archive"]
              |

            error[R019]: `archive` has data outside the European Economic Area without a ground
             --> more.toml:5:11
              |
            5 | country = "GB"
              |           ^^^^
              |
              = note: GDPR art. 44: a transfer needs an adequacy decision (art. 45), safeguards (art. 46) or an exception (art. 49)
            help: add `transfer = "…"`: `adequacy`, `standard-clauses`, `binding-rules` or `consent`
              |
            5 ~ country = "GB"
            6 ~ transfer = "…"
              |

            1 error, 1 warning; `ryddig explain R019` says more of the first error
        "#]],
    );
}

#[test]
fn colour_changes_nothing_else() {
    let files = files_with("[role.support]\n");
    let findings = crate::compile(&files, TODAY).findings;
    let coloured = super::text(&findings, &files, true);
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, escape)) = rest.split_once("\u{1b}[") {
        plain += before;
        rest = escape.split_once('m').unwrap().1;
    }
    assert_eq!(plain + rest, super::text(&findings, &files, false));
    assert!(coloured.contains("\u{1b}["));
}
