//! The record of processing activities (GDPR art. 30(1)), derived from the register alone.
//!
//! It must not know who reads it. It is plain data first; the table of [`Column`]s says which point of the
//! article each part answers, and every way to write the record walks that table.

mod column;
mod csv;

pub use column::Column;

use crate::activity::{
    ActivityInfo, data_lines, named_with_country, outside_eea, period_lines, systems_outside_eea, with_persons,
};
use crate::controller::ControllerInfo;
use crate::document::{Block, Document};
use crate::plain;
use crate::words::texts;
use model::{ActivityId, Ground, Language, Model};
use serde::Serialize;

/// The whole record. As JSON it is what programs read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The heading above everything.
    pub title: String,
    /// The language of all of it; a BCP 47 tag in JSON.
    #[serde(serialize_with = "plain::language")]
    pub language: Language,
    /// Who answers for the processing, and whom to turn to.
    pub controller: ControllerInfo,
    /// One entry for each activity that concerns persons, in the order of the register.
    pub activities: Vec<RecordEntry>,
    /// What the program itself does for security, a sentence each. It holds for every activity.
    pub security: Vec<String>,
    /// What the program cannot know of the company's security.
    pub security_note: String,
}

/// One processing activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordEntry {
    /// The word in the register.
    pub key: String,
    /// The purpose, as the register says it.
    pub purpose: String,
    /// The ground with its article, and what it rests on. Not demanded; useful.
    pub ground: Vec<String>,
    /// Whose data.
    pub subjects: String,
    /// Kinds of data: a line for each thing with the names of its fields.
    pub data: Vec<String>,
    /// Those outside who receive the data, with country, part and task; or that there are none.
    pub recipients: Vec<String>,
    /// Those of them outside the European Economic Area, with country; or that there are none.
    pub transfers: Vec<String>,
    /// How long each thing is kept, in words.
    pub periods: Vec<String>,
    /// The role that answers for it day to day.
    pub responsible: String,
}

/// The record in `language`.
pub fn record(model: &Model, language: Language) -> Record {
    let words = &texts(language).record;
    Record {
        title: words.title.to_owned(),
        language,
        controller: ControllerInfo::of(model, language),
        activities: with_persons(model).map(|activity| RecordEntry::of(model, activity, language)).collect(),
        security: words.security_measures.map(str::to_owned).to_vec(),
        security_note: words.security_note.to_owned(),
    }
}

impl RecordEntry {
    fn of(model: &Model, activity: ActivityId, language: Language) -> Self {
        let info = ActivityInfo::of(model, activity, language);
        let mut transfers: Vec<String> =
            outside_eea(model, activity).map(|id| named_with_country(model, id, language)).collect();
        transfers.extend(systems_outside_eea(model, activity, language));
        if transfers.is_empty() {
            transfers.push(texts(language).record.no_transfer.to_owned());
        }
        Self {
            ground: ground(&info, &model[activity].ground, language),
            data: data_lines(model, activity, language),
            recipients: info.recipients_or_none(language).into_iter().chain(info.systems.iter().cloned()).collect(),
            transfers,
            periods: period_lines(model, activity, language),
            key: info.key,
            purpose: info.purpose,
            subjects: info.subjects,
            responsible: info.responsible,
        }
    }
}

/// The statement speaks to the person; the record speaks of them.
fn ground(info: &ActivityInfo, ground: &Ground, language: Language) -> Vec<String> {
    let texts = texts(language);
    let name = match ground {
        Ground::Contract => texts.record.contract,
        Ground::Consent { .. }
        | Ground::LegalObligation { .. }
        | Ground::VitalInterests
        | Ground::PublicTask { .. }
        | Ground::LegitimateInterests { .. } => &info.ground,
    };
    let sentence = (texts.grounds.sentence)(name, &info.article);
    std::iter::once(sentence).chain(info.reasons.iter().map(|reason| reason.text.clone())).collect()
}

impl Record {
    /// The record as a document to be read: the controller, a chapter for each activity, and the security measures.
    pub fn document(&self) -> Document {
        let texts = texts(self.language);
        let words = &texts.record;
        let mut blocks = vec![Block::paragraph(words.introduction), Block::chapter("controller", words.controller)];
        blocks.extend(
            self.controller.lines(&texts.controller).map(|(term, text)| Block::definition(term, vec![text.to_owned()])),
        );
        for entry in &self.activities {
            blocks.push(Block::chapter(&format!("activity-{}", entry.key), &entry.purpose));
            let columns = Column::ALL.into_iter().filter(|column| column.is_of_the_activity());
            blocks.extend(
                columns.map(|column| Block::definition(column.heading(self.language), column.cell(self, entry))),
            );
        }
        let measures: Vec<&str> = self.security.iter().map(String::as_str).collect();
        blocks.extend([
            Block::chapter("security", words.security),
            Block::list(&measures),
            Block::paragraph(self.security_note.as_str()),
        ]);
        Document { title: self.title.clone(), language: self.language, blocks }
    }

    /// The record as a table: a heading, then a line for each activity (RFC 4180, UTF-8).
    pub fn to_csv(&self) -> String {
        let headings = Column::ALL.map(|column| column.heading(self.language).to_owned()).to_vec();
        let lines = self.activities.iter().map(|entry| Column::ALL.map(|it| it.cell(self, entry).join("\n")).to_vec());
        csv::write(std::iter::once(headings).chain(lines))
    }
}

#[cfg(test)]
mod tests;
