use super::depth::long_name;
use super::tree::{self, Value};
use crate::finding::Findings;
use crate::limits::{
    DEPTH_MAX_LEVELS, FILE_MAX_BYTES, KEY_MAX_CHARS, NAME_MAX_PARTS, PERIOD_MAX_YEARS, TEXT_MAX_CHARS,
};
use crate::tests::{compile_with, files_with};
use crate::{Code, SourceFile, compile};

fn codes(extra: &str) -> Vec<Code> {
    compile_with(extra).0.findings.into_iter().map(|finding| finding.code).collect()
}

/// The words that the first finding points at, and those it relates to.
fn pointed(extra: &str) -> (String, Vec<String>) {
    let files = files_with(extra);
    let findings = compile(&files, crate::tests::TODAY).findings;
    let words = |place: crate::Place| files[place.file].text[place.start..place.end].to_owned();
    let first = &findings[0];
    (words(first.place.unwrap()), first.related.iter().map(|(place, _)| words(*place)).collect())
}

/// An entity of the company's own, with one line changed.
fn visit(line: &str, field: &str) -> String {
    let key = line.split(' ').next().unwrap();
    let lines = [
        r#"name = { nb = "Besøk", en = "Visit" }"#,
        r#"activity = "contact""#,
        r#"subject = "person""#,
        r#"label = "{person}""#,
        r#"keep = "1 year after on""#,
    ];
    let mut text = "[entity.visit]\n".to_owned();
    for kept in lines.into_iter().filter(|kept| !kept.starts_with(&format!("{key} "))).chain([line]) {
        text += kept;
        text += "\n";
    }
    text += "[entity.visit.fields]\n";
    text += "person = { type = \"link\", to = \"person\", required = true, name = { nb = \"P\", en = \"P\" } }\n";
    text += "on = { type = \"date\", required = true, name = { nb = \"D\", en = \"D\" } }\n";
    text + field
}

#[test]
fn a_key_written_twice_points_at_both() {
    let check = |text: &str, again: &str, first: &str| {
        let (found_again, found_first) = pointed(text);
        assert_eq!(found_again, again, "{text}");
        assert_eq!(found_first, [first], "{text}");
        assert_eq!(codes(text).iter().filter(|code| **code == Code::R004).count(), 1, "{text}");
    };
    let role = "[role.a]\nname = { nb = \"a\", en = \"a\" }\n";
    check(&format!("{role}name = {{ nb = \"b\", en = \"b\" }}"), "name", "name");
    check(&format!("{role}{role}"), "a", "[role.a]");
    check("[role.a]\nname = { nb = \"a\", nb = \"b\", en = \"c\" }", "nb", "nb");
    check("[role.support]\nname = { nb = \"a\", en = \"b\" }", "support", "support");
}

#[test]
fn the_second_of_two_lines_is_found_not_the_first() {
    let text = "[role.a]\nname = { nb = \"a\", en = \"a\" }\n\n[role.b]\nname = { nb = \"b\", en = \"b\" }\nname = 1\n";
    let finding = &compile_with(text).0.findings[0];
    assert_eq!(finding.place.unwrap().start, text.rfind("name").unwrap());
    assert_eq!(finding.related[0].0.start, text.find("[role.b]").unwrap() + "[role.b]\n".len());
}

#[test]
fn every_syntax_error_of_every_file_is_found() {
    assert_eq!(codes("[role.a\nname = 1\n[role.b]\nname = \"\n"), [Code::R001, Code::R001]);
}

#[test]
fn periods_are_read() {
    let check = |keep: &str, expected: &[Code]| {
        assert_eq!(codes(&visit(&format!("keep = \"{keep}\""), "")), expected, "{keep}");
    };
    check("1 day after on", &[]);
    check("  2  months   after on ", &[]);
    check("at most 3 years after on", &[]);
    check("with person", &[Code::R013]);
    check("until on", &[]);
    check("until on, with person, at most 5 days after on", &[Code::R013]);
    check("while claimed", &[Code::R013]);
    check("while claimed, until on", &[Code::R005]);
    check("", &[Code::R005]);
    check(",", &[Code::R005, Code::R005]);
    check("3 years", &[Code::R005]);
    check("three years after on", &[Code::R005]);
    check("-3 years after on", &[Code::R005]);
    check("0 days after on", &[Code::R005]);
    check("3 weeks after on", &[Code::R005]);
    check("3 years after on, ", &[Code::R005]);
    check("at least 3 years after on", &[Code::R005]);
    check("with on", &[Code::R005]);
    check("with nobody", &[Code::R003]);
    check("3 years after person", &[Code::R014]);
    check("until person", &[Code::R014]);
    check("3 years after off", &[Code::R014]);
    check("as long as necessary", &[Code::R013]);
    check("så lenge det er nødvendig", &[Code::R013]);
    check("forever", &[Code::R013]);
    check("until further notice, for alltid", &[Code::R005, Code::R013]);
}

#[test]
fn a_period_is_at_most_a_hundred_years() {
    let years = u32::from(PERIOD_MAX_YEARS);
    for (unit, per_year) in [("years", 1), ("months", 12), ("days", 365)] {
        let check = |count: u32, expected: &[Code]| {
            assert_eq!(codes(&visit(&format!("keep = \"{count} {unit} after on\""), "")), expected, "{count} {unit}");
        };
        check(years * per_year, &[]);
        check(years * per_year + 1, &[Code::R005]);
        check(70_000, &[Code::R005]);
    }
}

#[test]
fn fields_are_read() {
    let check = |field: &str, expected: &[Code]| {
        let line = format!("f = {{ {field}, name = {{ nb = \"F\", en = \"F\" }} }}");
        assert_eq!(codes(&visit("name = { nb = \"B\", en = \"B\" }", &line)), expected, "{field}");
    };
    check("type = \"integer\"", &[]);
    check("type = \"text\", max = 1", &[]);
    check(&format!("type = \"text\", max = {TEXT_MAX_CHARS}"), &[]);
    check(&format!("type = \"text\", max = {}", TEXT_MAX_CHARS + 1), &[Code::R005]);
    check("type = \"text\", max = 0", &[Code::R005]);
    check("type = \"text\", max = 99999999999999999999", &[Code::R005]);
    check("type = \"long_text\"", &[Code::R006]);
    check("type = \"number\"", &[Code::R005]);
    check("type = \"date\", max = 3", &[Code::R002]);
    check("type = \"choice\"", &[Code::R006]);
    check("type = \"choice\", of = {}", &[Code::R005]);
    check("type = \"choice\", of = { a = { nb = \"a\", en = \"a\" } }", &[]);
    check("type = \"choice\", of = { A = { nb = \"a\", en = \"a\" } }", &[Code::R005]);
    check("type = \"choice\", of = { a = { nb = \"a\" } }", &[Code::R011]);
    check("type = \"link\"", &[Code::R006]);
    check("type = \"link\", to = \"usr\"", &[Code::R003]);
    check("type = \"link\", to = \"user\", mention = true", &[]);
    check("type = \"link\", to = \"user\", mention = true, required = true", &[Code::R005]);
    check("type = \"email\", unique = \"yes\"", &[Code::R005]);
    check("type = \"email\", impersonal = \" \"", &[Code::R005]);
    check("typ = \"email\"", &[Code::R002]);
}

#[test]
fn keys_are_names_of_tables_and_columns() {
    let check = |key: &str, expected: &[Code]| {
        let line = format!("\"{key}\" = {{ type = \"integer\", name = {{ nb = \"F\", en = \"F\" }} }}");
        assert_eq!(codes(&visit("name = { nb = \"B\", en = \"B\" }", &line)), expected, "{key}");
    };
    check("a1_b", &[]);
    check(&"a".repeat(KEY_MAX_CHARS), &[]);
    check(&"a".repeat(KEY_MAX_CHARS + 1), &[Code::R005]);
    check("a-b", &[Code::R005]);
    check("1a", &[Code::R005]);
    check("_a", &[Code::R005]);
    check("Å", &[Code::R005]);
    check("a b", &[Code::R005]);
    check("", &[Code::R005]);
    check("id", &[Code::R005]);
    check("key", &[Code::R005]);
    check("version", &[Code::R005]);
}

#[test]
fn a_file_has_a_length() {
    let check = |bytes: usize, expected: &[Code]| {
        assert_eq!(codes(&"#".repeat(bytes)), expected, "{bytes}");
    };
    check(FILE_MAX_BYTES, &[]);
    check(FILE_MAX_BYTES + 1, &[Code::R001]);
}

#[test]
fn a_name_has_a_number_of_parts() {
    let check = |text: &str, long: bool| assert_eq!(long_name(text).is_some(), long, "{text}");
    let name = |parts: usize, part: &str| vec![part; parts].join(".");
    check(&name(NAME_MAX_PARTS, "a"), false);
    check(&name(NAME_MAX_PARTS + 1, "a"), true);
    check(&name(NAME_MAX_PARTS + 1, " \"å \\\" b\" "), true);
    check(&name(NAME_MAX_PARTS + 1, "'a.b'"), true);
    check(&format!("x = \"{}\"", name(50, "a")), false);
    check(&name(50, ""), false);
    check(&name(50, "two words"), false);
    check(&format!("# don't {}", name(NAME_MAX_PARTS + 1, "a")), true);
}

#[test]
fn what_is_nested_too_deeply_is_not_followed() {
    let check = |levels: usize, expected: &str| {
        let text = format!("a = {}1{}", "[".repeat(levels), "]".repeat(levels));
        let file = SourceFile { name: "deep.toml".to_owned(), text };
        let table = tree::parse(0, &file, &mut Findings::default()).unwrap();
        let mut innermost = &table.0[0].value.it;
        while let Value::List(items) = innermost {
            innermost = &items[0].it;
        }
        assert_eq!(innermost.kind(), expected, "{levels}");
    };
    check(DEPTH_MAX_LEVELS, "an integer");
    check(DEPTH_MAX_LEVELS + 1, "nested too deeply");
}

#[test]
fn a_misspelt_key_is_not_missing_as_well() {
    assert_eq!(codes("[role.a]\nnane = { nb = \"a\", en = \"a\" }"), [Code::R002]);
    assert_eq!(codes("[role.a]\ntitle = { nb = \"a\", en = \"a\" }"), [Code::R006, Code::R002]);
}

#[test]
fn a_word_within_a_string_is_pointed_at() {
    let check = |line: &str, words: &str| assert_eq!(pointed(&visit(line, "")).0, words, "{line}");
    check("keep = \"at most 3 years after off\"", "off");
    check("keep = \"until on, 3 weeks after on\"", "3 weeks after on");
    check("label = \"{person}: {nam}\"", "nam");
    check("subject = \"person.nam\"", "nam");
    // Where the string is not written plainly its parts cannot be told, and the whole is meant.
    check("label = \"\\u007bnam}\"", "\"\\u007bnam}\"");
}

#[test]
fn labels_are_read() {
    let check = |label: &str, expected: &[Code]| {
        assert_eq!(codes(&visit(&format!("label = \"{label}\""), "")), expected, "{label}");
    };
    check("no field at all", &[]);
    check("{on}{person} – {on}", &[]);
    check("{on", &[Code::R005]);
    check("on}", &[Code::R005]);
    check("{}", &[Code::R005]);
    check("{{on}}", &[Code::R005]);
    check("{ on }", &[Code::R003]);
}
