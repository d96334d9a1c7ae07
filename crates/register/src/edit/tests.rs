use super::*;
use crate::tests::files_with;
use crate::{Compiled, Format, compile, render};
use model::Day;

/// The hunks as a patch is read.
fn patch(edit: &Edit) -> String {
    let hunk = |Hunk { file, line, old, new }: &Hunk| {
        let old = old.iter().map(|line| format!("- {line}\n"));
        let new = new.iter().map(|line| format!("+ {line}\n"));
        [format!("{file}:{line}\n")].into_iter().chain(old).chain(new).collect::<String>()
    };
    edit.hunks.iter().map(hunk).collect()
}

fn file(text: &str) -> Vec<SourceFile> {
    vec![SourceFile { name: "a.toml".to_owned(), text: text.to_owned() }]
}

#[test]
fn a_period_is_changed_where_it_stands() {
    let check = |text: &str, period: &str, expected: &str| {
        let edit = with_period(&file(text), "x", period).expect("x has a period");
        assert_eq!(patch(&edit), expected, "{text}");
        assert_eq!(super::period(&edit.files, "x").as_deref(), Some(period), "{text}");
    };
    check(
        "[entity.x]\nkeep = \"1 day after a\" # why\n",
        "2 days after a",
        "a.toml:2\n- keep = \"1 day after a\" # why\n+ keep = \"2 days after a\" # why\n",
    );
    check(
        "entity.x = { keep = 'with y', a = 1 }",
        "with z",
        "a.toml:1\n- entity.x = { keep = 'with y', a = 1 }\n+ entity.x = { keep = \"with z\", a = 1 }\n",
    );
    check(
        "[entity.x]\r\nkeep = \"\"\"a\r\nb\"\"\"\r\n",
        "c",
        "a.toml:2\n- keep = \"\"\"a\n- b\"\"\"\n+ keep = \"c\"\n",
    );
    check(
        "[entity.x]\nkeep = \"\"",
        "a\"\\\n\u{1}ø",
        "a.toml:2\n- keep = \"\"\n+ keep = \"a\\\"\\\\\\u000A\\u0001ø\"\n",
    );
}

#[test]
fn what_has_no_period_cannot_get_another() {
    for text in
        ["", "[entity.y]\nkeep = \"a\"", "[entity.x]", "entity = 1", "[entity.x]\nkeep = \"a", "[entity]\nx = 1"]
    {
        assert_eq!(with_period(&file(text), "x", "1 day after a"), None, "{text}");
        assert_eq!(period(&file(text), "x"), None, "{text}");
    }
}

#[test]
fn an_activity_goes_with_its_name_in_every_entity() {
    let check = |text: &str, expected: &str| {
        let edit = without_activity(&file(text), "x").map(|edit| patch(&edit));
        assert_eq!(edit.as_deref().unwrap_or("nothing"), expected, "{text}");
    };
    check("[activity.x]\na = 1\n\n[activity.y]\na = 1\n", "a.toml:1\n- [activity.x]\n- a = 1\n");
    check(
        "[activity.x]\na = [1,\n  2]\nb = { c = 1,\n}\n[z]",
        "a.toml:1\n- [activity.x]\n- a = [1,\n-   2]\n- b = { c = 1,\n- }\n",
    );
    check(
        "[activity.x]\n[entity.a]\nactivity = \"x\"\nb = 1",
        "a.toml:1\n- [activity.x]\na.toml:3\n- activity = \"x\"\n",
    );
    check(
        "[activity.x]\n[entity.a]\nactivity = [\"y\", \"x\"] # two",
        "a.toml:1\n- [activity.x]\na.toml:3\n- activity = [\"y\", \"x\"] # two\n+ activity = [\"y\"] # two\n",
    );
    check("[activity.y]", "nothing");
    // Lines that hold something else as well are left to those who know why.
    check("activity = { x = { a = 1 }, y = { a = 1 } }", "nothing");
    check("[activity.x]\na = 1\n[role.r]\nb = 1\n[activity.x.c]\nd = 1\n", "nothing");
    check("[activity.x]\n[entity]\na = { activity = \"x\", b = 1 }", "nothing");
}

#[test]
fn the_standard_register_can_be_changed_and_is_judged_anew() {
    let files = files_with("");
    let judged = |edit: Option<Edit>| {
        let files = edit.expect("it can be changed").files;
        let Compiled { model, findings, .. } = compile(&files, Day(20_779));
        (model, render(&findings, &files, Format::Human { colour: false }))
    };
    // Whichever purpose goes, what it held has none then, or only what names it must change: never a name left over.
    for activity in compile(&files, Day(20_779)).model.unwrap().activities {
        let (_, findings) = judged(without_activity(&files, &activity.key));
        assert!(!findings.contains("error[R003]"), "{}: {findings}", activity.key);
    }
    for activity in ["contact", "access-control"] {
        let (model, findings) = judged(without_activity(&files, activity));
        assert_eq!(model, None, "{activity}");
        assert!(findings.contains("error[R010]") && findings.contains("GDPR art."), "{findings}");
    }
    let (model, findings) =
        judged(with_period(&files, "contact_request", "1 month after answered_at, at most 60 days after received_at"));
    assert!(model.is_some() && findings.is_empty(), "{findings}");
    let (model, findings) = judged(with_period(&files, "contact_request", "as long as necessary"));
    assert!(model.is_none() && findings.contains("error[R013]"), "{findings}");
}
