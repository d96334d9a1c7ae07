//! The whole record of a breach as one document, for the supervisory authority to verify that the rules were followed (GDPR
//! art. 33(5)): what happened, what was decided, what was told, and the log.

use super::desk::{Standing, View, breach};
use super::words::{choice, moment, say, with};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use documents::{Block, Content, Document, Level};
use model::{Language, Moment, RowId};

/// The record of the breach, in the language of the caller.
pub async fn document(engine: &Engine, caller: &Caller, id: RowId, now: Moment) -> Result<Document, Failure> {
    let language = caller.language;
    let view = breach(engine, caller, id, now).await?;
    let arguments = [("number", view.number.to_string()), ("breach", view.title.clone())];
    let arguments = arguments.each_ref().map(|(key, text)| (*key, text.as_str()));
    let mut blocks = vec![paragraph(&opening(engine, language, now))];
    blocks.push(chapter("facts", &say(language, "document-facts")));
    blocks.extend(
        view.facts.iter().filter(|fact| !fact.cell.text.is_empty()).map(|fact| definition(&fact.name, &fact.cell.text)),
    );
    blocks.extend(measures(&view, language));
    blocks.extend(notices(engine, &view, language));
    blocks.extend(log(engine, &view, language));
    Ok(Document { title: with(language, "document-title", &arguments), language, blocks })
}

fn opening(engine: &Engine, language: Language, now: Moment) -> String {
    let controller = &engine.model().controller;
    let (name, at) = (controller.name.as_str(), moment(now, language));
    with(language, "document-opening", &[("company", name), ("org", &controller.organisation_number), ("at", &at)])
}

fn measures(view: &View, language: Language) -> Vec<Block> {
    let mut blocks = vec![chapter("measures", &say(language, "document-measures"))];
    for measure in &view.measures {
        let told = match measure.standing {
            Standing::Done(day) => with(language, "document-done", &[("day", &documents::day(day, language))]),
            Standing::DoneOnce => say(language, "document-did"),
            Standing::Due(day) => with(language, "document-due", &[("day", &documents::day(day, language))]),
        };
        blocks.push(definition(&measure.title, &told));
    }
    if view.measures.is_empty() {
        blocks.push(paragraph(&say(language, "document-none")));
    }
    blocks
}

fn notices(engine: &Engine, view: &View, language: Language) -> Vec<Block> {
    let mut blocks = vec![chapter("notices", &say(language, "document-notices"))];
    for (at, notice) in view.notices.iter().enumerate() {
        let to = choice(engine, engine.tables().breach_notice.f.to, &notice.to, language);
        let heading = format!("{to}, {}", moment(notice.sent_at, language));
        blocks.push(heading_of(Level::Part, &format!("notice-{}", at + 1), &heading));
        if let Some(reference) = &notice.reference {
            blocks.push(paragraph(&with(language, "document-reference", &[("reference", reference)])));
        }
        blocks.push(paragraph(&notice.subject));
        blocks.extend(notice.text.split("\n\n").map(paragraph));
    }
    if view.notices.is_empty() {
        blocks.push(paragraph(&say(language, "document-none")));
    }
    blocks
}

fn log(engine: &Engine, view: &View, language: Language) -> Vec<Block> {
    let mut blocks = vec![chapter("log", &say(language, "document-log"))];
    for entry in &view.log {
        let kind = choice(engine, engine.tables().breach_entry.f.kind, &entry.kind, language);
        let by = if entry.author.is_empty() { kind } else { format!("{kind}, {}", entry.author) };
        blocks.push(definition(&format!("{} ({by})", moment(entry.written_at, language)), &entry.text));
    }
    blocks
}

fn chapter(id: &str, text: &str) -> Block {
    heading_of(Level::Chapter, id, text)
}

fn heading_of(level: Level, id: &str, text: &str) -> Block {
    Block::from(Content::Heading { level, id: id.to_owned(), text: text.to_owned() })
}

fn paragraph(text: &str) -> Block {
    Block::from(Content::Paragraph { text: text.to_owned() })
}

fn definition(term: &str, text: &str) -> Block {
    let details = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    Block::from(Content::Definition { term: term.to_owned(), details })
}
