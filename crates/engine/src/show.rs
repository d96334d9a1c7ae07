//! Records as people read them: values in words, links as the label of the row they name.

use crate::records::said;
use model::{FieldId, LabelPart, Language, Model, Record, RowId, Value};
use std::collections::HashMap;

/// A field with its value in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The field's word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The value in words; empty where there is none.
    pub text: String,
    /// The value as it is stored.
    pub raw: Value,
    /// Whether it tells something about a person; the register says so of every field.
    pub personal: bool,
}

/// Shows records in one language; knows the labels of rows that links may name.
pub(crate) struct Show<'a> {
    model: &'a Model,
    language: Language,
    records: HashMap<RowId, &'a Record>,
}

/// How deep a label follows links in labels.
const LABEL_DEPTH: usize = 3;

impl<'a> Show<'a> {
    /// `known` are the rows whose labels may be needed.
    pub(crate) fn new(model: &'a Model, language: Language, known: impl IntoIterator<Item = &'a Record>) -> Self {
        Self { model, language, records: known.into_iter().map(|record| (record.id, record)).collect() }
    }

    /// In which language.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Every field of the record that holds something.
    pub(crate) fn fields(&self, record: &Record) -> Vec<Shown> {
        let filled = record.cells.iter().filter(|(_, value)| !value.is_null());
        filled.map(|(field, value)| self.field(*field, value)).collect()
    }

    /// Every field of the record, the empty ones too.
    pub(crate) fn every_field(&self, record: &Record) -> Vec<Shown> {
        record.cells.iter().map(|(field, value)| self.field(*field, value)).collect()
    }

    pub(crate) fn field(&self, field: FieldId, value: &Value) -> Shown {
        let it = &self.model[field];
        Shown {
            key: it.key.clone(),
            name: it.name.get(self.language).to_owned(),
            text: self.text(field, value),
            raw: value.clone(),
            personal: it.impersonal.is_none(),
        }
    }

    /// The value in words.
    pub(crate) fn text(&self, field: FieldId, value: &Value) -> String {
        self.value(field, value, LABEL_DEPTH)
    }

    /// What the record is called in a list.
    pub(crate) fn label(&self, record: &Record) -> String {
        self.label_to(record, LABEL_DEPTH)
    }

    fn label_to(&self, record: &Record, depth: usize) -> String {
        let parts = self.model[record.entity].label.0.iter().map(|part| match part {
            LabelPart::Words(words) => words.clone(),
            LabelPart::Field(field) => {
                record.get(*field).map_or_else(String::new, |value| self.value(*field, value, depth))
            }
        });
        let label: String = parts.collect();
        label.trim_matches([' ', ',', '–', '-']).to_owned()
    }

    fn value(&self, field: FieldId, value: &Value, depth: usize) -> String {
        match value {
            Value::Id(id) => match (depth.checked_sub(1), self.records.get(id)) {
                (Some(depth), Some(record)) => self.label_to(record, depth),
                _ => id.to_string(),
            },
            other => said(self.model, &self.model[field].kind, other, self.language),
        }
    }

    /// Whether the label of the row `id` can be told.
    pub(crate) fn knows(&self, id: RowId) -> bool {
        self.records.contains_key(&id)
    }
}
