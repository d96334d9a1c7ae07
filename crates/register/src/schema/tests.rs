use super::schema;
use crate::manual::example::{self, Occurrence};
use crate::syntax::keys::Section;
use crate::tests::{TODAY, files_with};
use crate::{Severity, SourceFile, compile};
use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;
use std::collections::BTreeSet;

/// Values of every kind, as they are written.
const VALUES: [&str; 8] =
    ["\"x\"", "\"2026-11-22\"", "[\"x\"]", "[{}]", "true", "1", "2026-11-22", "{ nb = \"a\", en = \"b\" }"];

struct Validator {
    schemas: Schemas,
    root: SchemaIndex,
}

impl Validator {
    fn new() -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("file:///register.json", serde_json::from_str(&schema()).unwrap()).unwrap();
        let root = compiler.compile("file:///register.json", &mut schemas).unwrap();
        Self { schemas, root }
    }

    fn judge(&self, file: &SourceFile) -> Result<(), String> {
        let table: toml::Table = file.text.parse().unwrap();
        let json = json(toml::Value::Table(table));
        self.schemas.validate(&json, self.root).map_err(|error| format!("{}: {error:#}", file.name))
    }
}

/// As editors turn TOML into JSON: dates become strings.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(it) => it.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
        toml::Value::String(it) => it.into(),
        toml::Value::Integer(it) => it.into(),
        toml::Value::Float(it) => it.into(),
        toml::Value::Boolean(it) => it.into(),
    }
}

/// The first occurrence of each key that is written with its value, and the files with other words in its place.
fn with(words: impl Fn(&Occurrence, &str) -> String) -> Vec<(Occurrence, Vec<SourceFile>)> {
    let files = example::files();
    let mut seen = BTreeSet::new();
    let mut changed = Vec::new();
    for one in example::occurrences(&files) {
        let text = &files[one.key.file].text;
        // The key of a header has the header for its value.
        let plain = one.key.end < one.value.start;
        if plain && seen.insert((one.section.word(), one.name)) {
            let mut files = files.clone();
            let key = &text[one.key.start..one.key.end];
            files[one.key.file].text.replace_range(one.key.start..one.value.end, &words(&one, key));
            changed.push((one, files));
        }
    }
    changed
}

#[test]
fn every_register_file_fits() {
    let validator = Validator::new();
    for file in files_with("").iter().chain(&example::files()).filter(|file| !file.text.is_empty()) {
        assert_eq!(validator.judge(file), Ok(()));
    }
}

#[test]
fn a_key_that_is_not_known_does_not_fit() {
    let validator = Validator::new();
    for (one, files) in with(|_, key| format!("{key}_ = 1")) {
        assert!(validator.judge(&files[one.key.file]).is_err(), "{one:?}");
    }
}

#[test]
fn what_no_key_takes_does_not_fit() {
    let validator = Validator::new();
    let changed = with(|_, key| format!("{key} = 0.5"));
    // Tables that the example writes as headers: all of a file, and the fields of entities and changes.
    let headers = Section::File.keys().len() + 2;
    let all = Section::ALL.iter().map(|section| section.keys().len()).sum::<usize>();
    assert!(changed.len() >= all - headers, "the example shows {} of {all} keys", changed.len());
    for (one, files) in changed {
        assert!(validator.judge(&files[one.key.file]).is_err(), "{one:?}");
    }
}

#[test]
fn what_cannot_be_left_out_is_missed() {
    let validator = Validator::new();
    let mut tried = 0;
    for (one, files) in with(|_, _| String::new()) {
        let required = one.section.keys().iter().any(|key| key.name == one.name && key.required);
        let text = &files[one.key.file].text;
        // Within braces a comma would be left over.
        if required && text[..one.key.start].ends_with('\n') {
            tried += 1;
            assert!(validator.judge(&files[one.key.file]).is_err(), "{one:?}");
        }
    }
    assert!(tried > 30, "{tried}");
}

/// The schema is never stricter than the compiler: an editor that marks a file is right.
#[test]
fn what_does_not_fit_does_not_compile() {
    let validator = Validator::new();
    let (mut fit, mut do_not) = (0, 0);
    for value in VALUES {
        for (one, files) in with(|_, key| format!("{key} = {value}")) {
            if validator.judge(&files[one.key.file]).is_ok() {
                fit += 1;
                continue;
            }
            do_not += 1;
            let errors = compile(&files, TODAY).findings.into_iter().any(|one| one.severity == Severity::Error);
            assert!(errors, "{one:?} = {value}");
        }
    }
    assert!(fit > 100 && do_not > 500, "{fit} {do_not}");
}

#[test]
fn types_have_their_own_keys() {
    let validator = Validator::new();
    let field = |words: &str| {
        let text = format!("entity.x.fields.f = {{ name = {{ nb = \"a\", en = \"a\" }}, {words} }}");
        validator.judge(&SourceFile { name: "f".to_owned(), text }).is_ok()
    };
    assert!(field("type = \"text\", max = 1"));
    assert!(!field("type = \"text\""));
    assert!(!field("type = \"date\", max = 1"));
    assert!(field("type = \"link\", to = \"y\", mention = true"));
    assert!(!field("type = \"date\", mention = true"));
    assert!(!field("type = \"verse\""));
}

#[test]
fn only_what_adds_fields_may_do_without_a_name() {
    let validator = Validator::new();
    let entity = |words: &str| {
        let text = format!("[entity.x]\nfields = {{}}\n{words}");
        validator.judge(&SourceFile { name: "f".to_owned(), text }).is_ok()
    };
    assert!(entity(""));
    assert!(!entity("keep = \"1 day after on\""));
    assert!(entity("label = \"x\"\nname = { nb = \"a\", en = \"a\" }"));
}
