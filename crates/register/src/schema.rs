//! The JSON Schema of a register file, made from the table of keys, for editors and programs.
//!
//! It knows shapes: which keys there are, what kind of value each takes, what cannot be left out. It knows nothing of
//! what a name refers to or of what the law demands; the checker does.

use crate::limits::KEY_MAX_CHARS;
use crate::syntax::keys::{self, Key, Section, Takes};
use serde_json::{Map, Value, json};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// By which an editor with Tombi knows that inline tables may go over several lines.
const TOML_VERSION_KEY: &str = "x-tombi-toml-version";
const TOML_VERSION: &str = "v1.1.0";

/// The JSON Schema (draft 2020-12) of a register file. Dates are strings in it, as editors of TOML give them.
pub fn schema() -> String {
    let mut root = table(Section::File);
    root.insert("$schema".to_owned(), DRAFT.into());
    root.insert(TOML_VERSION_KEY.to_owned(), TOML_VERSION.into());
    let parts = Section::ALL.iter().filter(|section| **section != Section::File);
    let parts: Map<String, Value> =
        parts.map(|section| (section.word().to_owned(), Value::Object(table(*section)))).collect();
    root.insert("$defs".to_owned(), Value::Object(parts));
    let mut root = Value::Object(root);
    // Another crate of the same build may have maps keep the order in which they were filled.
    root.sort_all_objects();
    // What is made of strings, numbers and maps can always be printed.
    serde_json::to_string_pretty(&root).unwrap_or_default() + "\n"
}

/// What a table of this kind may hold.
fn table(section: Section) -> Map<String, Value> {
    let properties: Map<String, Value> =
        section.keys().iter().map(|key| (key.name.to_owned(), described(key))).collect();
    let required: Vec<&str> = section.keys().iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut table = Map::new();
    table.insert("type".to_owned(), "object".into());
    table.insert("title".to_owned(), section.name().into());
    table.insert("properties".to_owned(), Value::Object(properties));
    table.insert("required".to_owned(), required.into());
    table.insert("additionalProperties".to_owned(), false.into());
    match section {
        Section::Entity => {
            // A table with nothing but fields adds them to an entity that stands elsewhere.
            table.insert("if".to_owned(), json!({ "minProperties": 2 }));
            table.insert("then".to_owned(), json!({ "required": ["name", "label"] }));
        }
        Section::Field => {
            table.insert("allOf".to_owned(), keys::of_types().map(|special| belongs(&special)).collect());
        }
        Section::File
        | Section::Controller
        | Section::Role
        | Section::Recipient
        | Section::Agreement
        | Section::System
        | Section::Law
        | Section::Right
        | Section::Category
        | Section::List
        | Section::Activity
        | Section::Special
        | Section::Subject
        | Section::Requirement
        | Section::Change
        | Section::FieldChange
        | Section::Backup
        | Section::Destroy
        | Section::Words => {}
    }
    table
}

/// With the types that a key belongs to it is there if it must be; with the others it is not.
fn belongs(special: &keys::Special) -> Value {
    let (key, types) = (special.key, &special.types);
    let mut rule = json!({
        "if": { "properties": { "type": { "enum": types } } },
        "else": { "not": { "required": [key] } },
    });
    if special.needed {
        rule["then"] = json!({ "required": [key] });
    }
    rule
}

fn described(key: &Key) -> Value {
    let mut schema = value(key.takes);
    schema["description"] = key.says.into();
    schema
}

fn value(takes: Takes) -> Value {
    match takes {
        Takes::Text => text(),
        Takes::TextOrTexts => json!({ "anyOf": [text(), texts()] }),
        Takes::Texts => texts(),
        Takes::Boolean => json!({ "type": "boolean" }),
        Takes::BooleanOr(words) => json!({ "anyOf": [{ "type": "boolean" }, { "enum": words }] }),
        Takes::Integer => json!({ "type": "integer" }),
        Takes::Date => json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Takes::OneOf(words) => json!({ "enum": words() }),
        Takes::SomeOf(words) => some_of(&words()),
        Takes::Words => part(Section::Words),
        Takes::Table(section) => part(section),
        Takes::Named(section) => json!({
            "type": "object",
            "propertyNames": { "pattern": name(section) },
            "additionalProperties": part(section),
        }),
        Takes::Several(section) => json!({ "type": "array", "items": part(section) }),
        Takes::TextOr(section) => json!({ "anyOf": [text(), part(section)] }),
        Takes::Lists => json!({ "type": "object", "additionalProperties": texts() }),
        Takes::Grants => grants(),
        Takes::WordOrGrants(words) => json!({ "anyOf": [{ "enum": words() }, grants()] }),
        Takes::Entries => json!({
            "type": "object",
            "minProperties": 1,
            "additionalProperties": { "anyOf": [text(), part(Section::Words)] },
        }),
        Takes::TextOrAlternatives => json!({ "anyOf": [text(), alternatives()] }),
        Takes::Activities => json!({
            "anyOf": [text(), texts(), { "type": "object", "required": ["by"], "additionalProperties": text() }],
        }),
    }
}

fn part(section: Section) -> Value {
    json!({ "$ref": format!("#/$defs/{}", section.word()) })
}

/// A string that is not blank.
fn text() -> Value {
    json!({ "type": "string", "pattern": "\\S" })
}

fn texts() -> Value {
    json!({ "type": "array", "items": text(), "uniqueItems": true })
}

fn some_of(words: &[&str]) -> Value {
    json!({ "anyOf": [{ "enum": words }, { "type": "array", "items": { "enum": words }, "uniqueItems": true }] })
}

fn grants() -> Value {
    json!({ "type": "object", "additionalProperties": some_of(&keys::grants()) })
}

fn alternatives() -> Value {
    json!({
        "type": "object",
        "minProperties": 1,
        "propertyNames": { "pattern": name(Section::Words) },
        "additionalProperties": part(Section::Words),
    })
}

/// What a name for a table of this kind looks like. Those of entities and fields become names in the database.
fn name(section: Section) -> String {
    let hyphen = if matches!(section, Section::Entity | Section::Field) { "" } else { "-" };
    format!("^[a-z][a-z0-9_{hyphen}]{{0,{}}}$", KEY_MAX_CHARS - 1)
}

#[cfg(test)]
mod tests;
