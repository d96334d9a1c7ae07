//! The access package (GDPR art. 15): everything held about one person, with why and until when.
//!
//! The caller finds the rows and puts them in as plain data; this module knows no store and decides
//! nothing. HTML, JSON and the archive are written from the same value and say the same.

mod archive;
mod html;
mod portable;

pub use archive::archive;
pub use html::to_html;
pub use portable::{Portable, PortableColumn, PortableGap, PortableRow, PortableTable};

use crate::activity::ActivityInfo;
use crate::controller::ControllerInfo;
use crate::document::Block;
use crate::plain;
use crate::statement::general;
use crate::words::texts;
use model::{ActivityId, Day, EntityId, Language, Model, Moment, RowId};
use serde::Serialize;

/// All that is held about one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Package {
    /// When the rows were read; RFC 3339 in JSON.
    #[serde(serialize_with = "plain::moment")]
    pub made_on: Moment,
    /// The language of all words in it.
    #[serde(serialize_with = "plain::language")]
    pub language: Language,
    /// Who answers for the data.
    pub controller: ControllerInfo,
    /// Whom it is about: the label of that row.
    pub person: String,
    /// One for each kind of thing held.
    pub sections: Vec<Section>,
    /// The files that fields name, which the archive holds beside the page.
    #[serde(skip)]
    pub files: Vec<PackageFile>,
    /// What has been done with the rows, oldest first.
    pub history: Vec<HistoryLine>,
    /// What holds for all of it: transfers, decisions, rights, how to use them, where to complain.
    pub general: Vec<Block>,
}

impl Package {
    /// Whether something of it concerns others and is missing.
    pub fn has_gaps(&self) -> bool {
        let rows = self.sections.iter().flat_map(|section| &section.rows);
        rows.flat_map(|row| &row.fields).any(|field| field.withheld.is_some())
    }

    /// An empty package about `person`, with all that the register says of everybody; the sections
    /// and the history are for the caller to fill.
    pub fn new(model: &Model, language: Language, made_on: Moment, person: String) -> Self {
        let controller = ControllerInfo::of(model, language);
        let general = general(model, &controller, language);
        let (sections, files, history) = (Vec::new(), Vec::new(), Vec::new());
        Self { made_on, language, controller, person, sections, files, history, general }
    }
}

/// The rows of one entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The entity's word in the register.
    pub entity: String,
    /// What people call it.
    pub name: String,
    /// The activities that hold or use these rows.
    pub activities: Vec<ActivityInfo>,
    /// How long such rows are kept, as the end of a sentence.
    pub period: String,
    /// The rows.
    pub rows: Vec<PackageRow>,
}

impl Section {
    /// A section on `entity`, held or used by `activities`, with no row yet.
    pub fn new(model: &Model, language: Language, entity: EntityId, activities: &[ActivityId]) -> Self {
        Self {
            entity: model[entity].key.clone(),
            name: model[entity].name.get(language).to_owned(),
            activities: activities.iter().map(|&it| ActivityInfo::of(model, it, language)).collect(),
            period: crate::period(model, entity, language),
            rows: Vec::new(),
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackageRow {
    /// Its id.
    #[serde(serialize_with = "plain::id")]
    pub id: RowId,
    /// How it is named in a list.
    pub label: String,
    /// What holds it up.
    pub held: Vec<HeldBy>,
    /// Its fields, every one, in the order of the register.
    pub fields: Vec<FieldValue>,
}

/// One reason why a row is still there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldBy {
    /// The purpose that needs it.
    pub purpose: String,
    /// The day it goes at the latest; none while no clock has started.
    #[serde(serialize_with = "plain::some_day")]
    pub until: Option<Day>,
    /// Why until then: a sentence.
    pub because: String,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldValue {
    /// The field's word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The value as people read it; empty where there is none.
    pub shown: String,
    /// The value as it is stored.
    pub raw: serde_json::Value,
    /// The file that the value names, where it is one: its path in the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// It names a file that is not in the archive.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// What of it concerns others and is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Gap>,
}

/// What is not handed over, as it concerns others (GDPR art. 15(4) and 20(4)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// All of it; otherwise [`gap`] stands in the place of each part.
    pub whole: bool,
    /// Why; may be empty where parts are missing.
    pub reason: String,
}

/// What stands in a text for a part that concerns others.
pub fn gap(language: Language) -> &'static str {
    texts(language).package.gap
}

/// A file of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageFile {
    /// Its path there: letters and digits of ASCII, `.`, `-`, `_` and `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Something that was done with the person's rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryLine {
    /// When; RFC 3339 in JSON.
    #[serde(serialize_with = "plain::moment")]
    pub at: Moment,
    /// What.
    pub what: String,
    /// Who did it.
    pub by: String,
}

/// The package for machines (GDPR art. 20(1)): indented JSON, UTF-8.
///
/// # Panics
/// Never: a package holds nothing that JSON cannot.
pub fn to_json(package: &Package) -> String {
    serde_json::to_string_pretty(package).expect("a package holds nothing that JSON cannot")
}

#[cfg(test)]
mod tests;
