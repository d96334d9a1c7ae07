//! What a person gave, for use elsewhere (GDPR art. 20): JSON, and a table of comma-separated values for each kind of row.
//!
//! The caller chooses the rows and the fields; this module only writes them down.

use super::Gap;
use super::archive::zipped;
use crate::plain;
use crate::record::csv;
use model::{Language, Moment, RowId};
use serde::Serialize;

/// What one person gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Portable {
    /// When the rows were read; RFC 3339 in JSON.
    #[serde(serialize_with = "plain::moment")]
    pub made_on: Moment,
    /// The language of all words in it.
    #[serde(serialize_with = "plain::language")]
    pub language: Language,
    /// Who hands it over.
    pub controller: String,
    /// One for each kind of row.
    pub tables: Vec<PortableTable>,
    /// What concerns others and is missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<PortableGap>,
}

/// A field of a row that is not handed over, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PortableGap {
    /// The row.
    #[serde(serialize_with = "plain::id")]
    pub id: RowId,
    /// The field's word in the register.
    pub field: String,
    /// What is missing.
    #[serde(flatten)]
    pub gap: Gap,
}

/// The rows of one entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PortableTable {
    /// The entity's word in the register.
    pub entity: String,
    /// What people call it.
    pub name: String,
    /// The fields that some row of it has.
    pub columns: Vec<PortableColumn>,
    /// The rows, each with a value for each column.
    pub rows: Vec<PortableRow>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PortableColumn {
    /// Its word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PortableRow {
    /// Its id, by which other rows name it.
    #[serde(serialize_with = "plain::id")]
    pub id: RowId,
    /// The values, null where the person gave none.
    pub values: Vec<serde_json::Value>,
}

impl Portable {
    /// Every file: `data.json`, and a table for each kind of row.
    ///
    /// # Panics
    /// Never: it holds nothing that JSON cannot.
    pub fn files(&self) -> Vec<(String, String)> {
        let json = serde_json::to_string_pretty(self).expect("it holds nothing that JSON cannot") + "\n";
        let tables = self.tables.iter().map(|table| (format!("{}.csv", table.entity), table.to_csv()));
        std::iter::once(("data.json".to_owned(), json)).chain(tables).collect()
    }

    /// The files in one ZIP archive.
    ///
    /// # Panics
    /// Never: writing to memory does not fail.
    pub fn archive(&self) -> Vec<u8> {
        let files = self.files();
        let files = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes()));
        zipped(self.made_on, files).expect("writing to memory does not fail")
    }
}

impl PortableTable {
    /// The words of the fields in the first line, then a line for each row.
    pub fn to_csv(&self) -> String {
        let head = std::iter::once("id".to_owned()).chain(self.columns.iter().map(|column| column.key.clone()));
        let head: Vec<String> = head.collect();
        let row = |row: &PortableRow| {
            let values = row.values.iter().map(|value| match value {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            std::iter::once(row.id.to_string()).chain(values).collect()
        };
        let rows: Vec<Vec<String>> = self.rows.iter().map(row).collect();
        csv::lines(std::iter::once(&head).chain(&rows))
    }
}

#[cfg(test)]
mod tests;
