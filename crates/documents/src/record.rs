//! The record of processing activities (GDPR art. 30(1) and (2)), derived from the register, and from the agreements
//! with customers that are handed in.
//!
//! It must not know who reads it. It is plain data first; the tables of [`Column`]s and [`CustomerColumn`]s say which
//! point of the article each part answers, and every way to write the record walks those tables.

mod column;
pub(crate) mod csv;
mod customers;
mod xlsx;

pub use column::Column;
pub use customers::{CustomerAgreement, CustomerColumn, CustomerEntry, SubProcessor};

use crate::activity::{
    ActivityInfo, capital, data_lines, kinds, longest_line, named, named_with_country, outside_eea, period_lines,
    protected, systems_outside_eea, things, with_persons,
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
    /// One entry for each activity of ours that concerns persons, in the order of the register (art. 30(1)).
    pub activities: Vec<RecordEntry>,
    /// One entry for each customer whose data we process (art. 30(2)); none at all where their rows were not at hand.
    pub customers: Option<Vec<CustomerEntry>>,
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
    /// Kinds of data; those that the law protects more with the ground that opens for them.
    pub kinds: Vec<String>,
    /// A line for each thing with the names of its fields.
    pub data: Vec<String>,
    /// Those outside who receive the data, with country, part and task; or that there are none.
    pub recipients: Vec<String>,
    /// Those of them outside the European Economic Area, with country and what protects the data there; or that there
    /// are none.
    pub transfers: Vec<String>,
    /// How long each thing is kept, in words.
    pub periods: Vec<String>,
    /// The role that answers for it day to day.
    pub responsible: String,
}

/// The record in `language`, with the customers of `agreements`; without them where they are not at hand.
pub fn record(model: &Model, agreements: Option<&[CustomerAgreement]>, language: Language) -> Record {
    let words = &texts(language).record;
    let security = words.security_measures.map(|measure| format!("{}: {}", measure.name, measure.text));
    Record {
        title: words.title.to_owned(),
        language,
        controller: ControllerInfo::of(model, language),
        activities: with_persons(model).map(|activity| RecordEntry::of(model, activity, language)).collect(),
        customers: agreements.map(|all| all.iter().map(|it| CustomerEntry::of(model, it, language)).collect()),
        security: security.to_vec(),
        security_note: words.security_note.to_owned(),
    }
}

impl RecordEntry {
    fn of(model: &Model, activity: ActivityId, language: Language) -> Self {
        let info = ActivityInfo::of(model, activity, language);
        Self {
            ground: ground(&info, &model[activity].ground, language),
            kinds: kinds_of(model, activity, language),
            data: data_lines(model, activity, language),
            recipients: info.recipients_or_none(language).into_iter().chain(info.systems.iter().cloned()).collect(),
            transfers: transfers(model, &[activity], &[], language),
            periods: period_lines(model, activity, language)
                .into_iter()
                .chain(longest_line(model, activity, language))
                .collect(),
            key: info.key,
            purpose: info.purpose,
            subjects: info.subjects,
            responsible: info.responsible,
        }
    }
}

/// The kinds of data of `activity` in one line, then those that the law protects more; its things where the register
/// tells no kinds.
fn kinds_of(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let kinds = kinds(model, activity);
    if kinds.is_empty() {
        return vec![things(model, activity, language) + "."];
    }
    let line = capital(&named(model, &kinds, language)) + ".";
    std::iter::once(line).chain(protected(model, activity, language).into_iter().map(|(line, _)| line)).collect()
}

/// Where data of `activities` go outside the European Economic Area, and what goes `besides`; or that none does.
fn transfers(model: &Model, activities: &[ActivityId], besides: &[String], language: Language) -> Vec<String> {
    let mut lines: Vec<String> = besides.to_vec();
    for &activity in activities {
        lines.extend(outside_eea(model, activity).map(|id| named_with_country(model, id, language)));
        lines.extend(systems_outside_eea(model, activity, language));
    }
    lines.sort();
    lines.dedup();
    if lines.is_empty() { vec![texts(language).record.no_transfer.to_owned()] } else { lines }
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

/// One table of the record: for a spreadsheet.
struct Table {
    /// What its sheet is called.
    name: &'static str,
    /// The headings of its columns.
    headings: Vec<String>,
    /// The cells of its lines.
    lines: Vec<Vec<String>>,
}

impl Record {
    /// The record as a document to be read: the controller, a chapter for each activity, the customers, and the security
    /// measures.
    pub fn document(&self) -> Document {
        self.document_with(self.customer_blocks())
    }

    /// The same without the customers: what follows from the register alone, which is what a stored version holds.
    pub fn own_document(&self) -> Document {
        self.document_with(Vec::new())
    }

    fn document_with(&self, customers: Vec<Block>) -> Document {
        let texts = texts(self.language);
        let words = &texts.record;
        let mut blocks = vec![Block::paragraph(words.introduction), Block::chapter("controller", words.controller)];
        blocks.extend(
            self.controller.lines(&texts.controller).map(|(term, text)| Block::definition(term, vec![text.to_owned()])),
        );
        for entry in &self.activities {
            blocks.push(Block::chapter(&format!("activity-{}", entry.key), &entry.purpose));
            let columns = Column::ALL.into_iter().filter(|column| column.is_of_the_activity());
            blocks.extend(columns.map(|column| column.block(self, entry)));
        }
        blocks.extend(customers);
        let measures: Vec<&str> = self.security.iter().map(String::as_str).collect();
        blocks.extend([
            Block::chapter("security", words.security),
            Block::list(&measures),
            Block::paragraph(self.security_note.as_str()),
        ]);
        Document { title: self.title.clone(), language: self.language, blocks }
    }

    fn customer_blocks(&self) -> Vec<Block> {
        let words = &texts(self.language).record.customers;
        let security = texts(self.language).record.security;
        let mut blocks = vec![Block::chapter("customers", words.title), Block::paragraph(words.introduction)];
        match self.customers.as_deref() {
            None => blocks.push(Block::paragraph(words.left_out)),
            Some([]) => blocks.push(Block::paragraph(words.none)),
            Some([_, ..]) => {}
        }
        for (at, entry) in self.customers.iter().flatten().enumerate() {
            blocks.push(Block::part(&format!("customer-{}", at + 1), &entry.name));
            let columns = CustomerColumn::ALL.into_iter().filter(|column| column.is_of_the_customer());
            let filled = columns.map(|column| (column, column.cell(self, entry))).filter(|(_, cell)| !cell.is_empty());
            blocks.extend(filled.map(|(column, cell)| Block::definition(column.heading(self.language), cell)));
            let besides = entry.security.clone();
            blocks.extend((!besides.is_empty()).then(|| Block::definition(security, besides)));
        }
        blocks
    }

    /// The activities as a table: a heading, then a line for each (RFC 4180, UTF-8).
    pub fn to_csv(&self) -> String {
        csv::write(&self.activity_table())
    }

    /// The customers as a table in the same way.
    pub fn customers_to_csv(&self) -> String {
        csv::write(&self.customer_table())
    }

    /// Both tables as a workbook (Office Open XML, `.xlsx`), a sheet each. The same record gives the same bytes.
    pub fn to_xlsx(&self) -> Vec<u8> {
        xlsx::write(&[self.activity_table(), self.customer_table()])
    }

    fn activity_table(&self) -> Table {
        let cells = |entry| Column::ALL.map(|it| it.cell(self, entry).join("\n")).to_vec();
        Table {
            name: texts(self.language).record.sheet,
            headings: Column::ALL.map(|column| column.heading(self.language).to_owned()).to_vec(),
            lines: self.activities.iter().map(cells).collect(),
        }
    }

    fn customer_table(&self) -> Table {
        let cells = |entry| CustomerColumn::ALL.map(|it| it.cell(self, entry).join("\n")).to_vec();
        Table {
            name: texts(self.language).record.customers.sheet,
            headings: CustomerColumn::ALL.map(|column| column.heading(self.language).to_owned()).to_vec(),
            lines: self.customers.iter().flatten().map(cells).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
