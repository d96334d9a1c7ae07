//! The privacy statement (GDPR art. 13 and 14), derived from the register alone.
//!
//! It must not know how it is published, nor what older versions said. Every block that fulfils a
//! duty to inform says which.

mod answers;
mod others;
mod purposes;
mod rights;

pub use answers::{Answer, answers};

use crate::controller::ControllerInfo;
use crate::dates::day;
use crate::document::{Block, Document, Duty, Rule, from_markdown};
use crate::words::{Statement, texts};
use model::{Day, Language, Model};

/// The statement in `language`, last updated on the day `updated`, or not published yet.
pub fn statement(model: &Model, language: Language, updated: Option<Day>) -> Document {
    let words = &texts(language).statement;
    let controller = ControllerInfo::of(model, language);
    let updated = updated.map_or(words.unpublished.to_owned(), |it| (words.updated)(&day(it, language)));
    let mut blocks = vec![
        Block::paragraph(updated).enforced(Rule::Publication),
        Block::paragraph((words.introduction)(&model.controller.name)).own_words(),
    ];
    blocks.extend(controller_blocks(&controller, language));
    blocks.extend(site_blocks(words));
    blocks.extend(purposes::blocks(model, language));
    blocks.extend(others::customers(model, language));
    blocks.extend(others::recipients(model, language));
    blocks.extend(general(model, &controller, language));
    blocks.extend(others::security(model, language));
    blocks.push(Block::chapter("sensitive", words.sensitive));
    blocks.push(Block::paragraph((words.sensitive_text)(&controller.phone)).own_words());
    Document { title: words.title.to_owned(), language, blocks }
}

/// A statement read back from its published text, which does not hold the day: it says `published` where the text says
/// that it is not published yet.
pub fn published_statement(text: &str, language: Language, published: Day) -> Document {
    let words = &texts(language).statement;
    let mut document = from_markdown(text, language);
    if let Some(first) = document.blocks.first_mut()
        && *first == Block::paragraph(words.unpublished)
    {
        *first = Block::paragraph((words.updated)(&day(published, language)));
    }
    document
}

/// What holds for all data: transfers, decisions, rights, complaint. The access package says it too
/// (GDPR art. 15(1)(e), (f), (h) and 15(2)).
pub(crate) fn general(model: &Model, controller: &ControllerInfo, language: Language) -> Vec<Block> {
    let words = &texts(language).statement;
    let mut blocks = others::transfers(model, language);
    blocks.push(Block::chapter("decisions", words.automation));
    blocks.push(Block::paragraph(words.automation_text).answering(&[Duty::Automation]).own_words());
    blocks.extend(rights::blocks(model, controller, language));
    blocks
}

fn controller_blocks(controller: &ControllerInfo, language: Language) -> Vec<Block> {
    let texts = texts(language);
    let answers = (texts.statement.controller_answers)(&controller.name);
    let mut blocks = vec![
        Block::chapter("controller", texts.statement.controller),
        Block::paragraph(answers).answering(&[Duty::Controller]).own_words(),
    ];
    let terms = &texts.controller;
    for (term, text) in controller.lines(terms) {
        let duty = if term == terms.contact { Duty::Contact } else { Duty::Controller };
        blocks.push(Block::definition(term, vec![text.to_owned()]).answering(&[duty]).own_words());
    }
    blocks
}

/// What the public pages do. No register can change that, so it is said as it is.
fn site_blocks(words: &Statement) -> [Block; 4] {
    [
        Block::chapter("site", words.site),
        Block::paragraph(words.site_collects).enforced(Rule::PublicPages),
        Block::list(&words.site_points).enforced(Rule::PublicPages),
        Block::paragraph(words.site_given).enforced(Rule::PublicPages),
    ]
}

#[cfg(test)]
mod tests;
