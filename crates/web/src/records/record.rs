//! A record, in parts that are shown one at a time: what it says and what links to it, what happened, its files, and what the
//! ledger tells of it.

use super::address::{of_row, own_page, with};
use super::neighbours::{from_list, list_of, neighbours};
use super::overview::{purpose, value};
use super::related::tables;
use super::{history, inline, timeline};
use crate::correspondence::{call_button, mail_button};
use crate::desk::parts::tabs;
use crate::desk::{Desk, DeskPage, Place};
use crate::notices::follow_button;
use crate::parties::of_person;
use crate::privacy::{carried_out, holds};
use crate::words::Words;
use engine::records::{Attached, Fact, Record, Way, attached, record, related};
use engine::{Failure, day_of};
use maud::{Markup, html};

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Whole,
    Timeline,
    Files,
    History,
}

const TABS: [(Tab, &str, &str); 4] = [
    (Tab::Whole, "", "records-whole"),
    (Tab::Timeline, "timeline", "records-timeline"),
    (Tab::Files, "files", "records-files"),
    (Tab::History, "history", "records-history"),
];

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let asked = desk.query("tab").unwrap_or_default();
    let tab = TABS.iter().find(|(_, word, _)| *word == asked).map_or(Tab::Whole, |(tab, ..)| *tab);
    let found = record(&desk.app.engine, &desk.caller, desk.entity()?, desk.id()?, day_of(desk.now)).await?;
    desk.opened(&found.head.key, found.id).await?;
    let words = desk.words();
    let neighbours = neighbours(&desk, &found.head.key, found.id).await?;
    let part = match tab {
        Tab::Whole => whole(&desk, &found).await?,
        Tab::Timeline => timeline::show(&desk, &found).await?,
        Tab::Files => files(&desk, &found).await?,
        Tab::History => history::show(&desk, &found).await?,
    };
    let from = from_list(&desk);
    let main = html! {
        (neighbours)
        p.crumb { a href=(list_of(&desk, &found.head.key)) { (found.head.name) } }
        (title(&desk, &found).await?)
        (tabs(&words.say("records-parts"), &TABS.map(|(one, word, name)| {
            let part = if word.is_empty() { String::new() } else { format!("tab={word}") };
            (with(&of_row(&found.head.key, found.id), &[&part, &from]), html! { (words.say(name)) }, one == tab)
        })))
        (part)
    };
    Ok(desk.page(Place::Data, &found.label, None, &main))
}

async fn title(desk: &Desk, record: &Record) -> Result<Markup, Failure> {
    let (words, here, from) = (desk.words(), of_row(&record.head.key, record.id), from_list(desk));
    let own = own_page(&record.head.key, record.id).map(|own| with(&own, &[&from]));
    let follow = follow_button(desk, (&record.head.key, record.id), &here).await?;
    Ok(html! {
        header.title {
            h1 { (record.label) }
            (marks(record))
            div.actions {
                @if let Some(own) = own { a.button.quiet.small href=(own) { (words.say("data-own-page")) } }
                @if record.head.key == "case" { (call_button(desk, "case", record.id)) }
                (mail_button(desk, &record.head.key, record.id))
                (follow)
                (more(desk, record))
                @if record.head.way != Way::Shown {
                    a.button.small data-edit href=(with(&format!("{here}/edit"), &[&from])) { (words.say("data-edit")) }
                }
            }
        }
    })
}

/// What the record's chief choices say.
pub(super) fn marks(record: &Record) -> Markup {
    html! { @if !record.marks.is_empty() { span.marks { @for mark in &record.marks { span.badge { (mark) } } } } }
}

/// What is done more seldom.
pub(super) fn more(desk: &Desk, record: &Record) -> Markup {
    let (words, from) = (desk.words(), from_list(desk));
    let here = of_row(&record.head.key, record.id);
    html! {
        details.more {
            summary.button.quiet.small { (words.say("records-more")) }
            div {
                a href=(with(&format!("{here}/tell"), &[&from])) { (words.say("notices-tell")) }
                @if record.head.way == Way::Made { a href=(with(&format!("{here}/remove"), &[&from])) { (words.say("data-remove")) } }
            }
        }
    }
}

async fn whole(desk: &Desk, record: &Record) -> Result<Markup, Failure> {
    let words = desk.words();
    let related = related(&desk.app.engine, &desk.caller, &record.head.key, record.id, day_of(desk.now)).await?;
    Ok(html! {
        div.split {
            div {
                (facts(desk, record, &of_row(&record.head.key, record.id)).await?)
                (carried_out(desk, record))
                (tables(words, record.id, &related.iter().collect::<Vec<_>>()))
            }
            aside { (why(words, record)) }
        }
    })
}

/// The fields: those that hold something, and the others folded away. Each can be changed where it stands, on the page
/// `here`.
pub(super) async fn facts(desk: &Desk, record: &Record, here: &str) -> Result<Markup, Failure> {
    let words = desk.words();
    let edited = inline::asked(desk, record, here).await?;
    let is_edited = |fact: &Fact| edited.as_ref().is_some_and(|(key, _)| *key == fact.key);
    let (filled, empty): (Vec<&Fact>, Vec<&Fact>) =
        record.facts.iter().partition(|fact| !fact.cell.text.is_empty() || fact.cell.link.is_some());
    let list = |facts: &[&Fact]| {
        html! {
            dl.facts {
                @for fact in facts {
                    dt { (fact.name) }
                    dd.written[fact.cell.long && !is_edited(fact)] data-cell=(fact.key) {
                        @match edited.as_ref().filter(|_| is_edited(fact)) {
                            Some((_, form)) => (form),
                            None => { (value(words, &fact.cell)) (inline::way_in(desk, record, here, fact)) }
                        }
                    }
                }
            }
        }
    };
    Ok(html! {
        section.card {
            h2 { (record.head.name) }
            (list(&filled))
            @if !empty.is_empty() {
                details open[empty.iter().any(|fact| is_edited(fact))] {
                    summary { (words.with("records-empty", &[("count", &empty.len().to_string())])) }
                    (list(&empty))
                }
            }
        }
    })
}

/// Why it is held.
pub(super) fn why(words: Words, record: &Record) -> Markup {
    html! {
        section.card.why-held {
            h2 { (words.say("data-why")) }
            @match (record.person, record.holds.is_empty()) {
                (Some(_), true) => { p { (words.say("held-by-nothing")) } }
                (None, true) => (purpose(words, &record.head)),
                (_, false) => (holds(words, &record.holds)),
            }
            @if let Some(person) = record.person.filter(|person| *person != record.id) {
                p { a href=(of_person(person)) { (words.say("request-person")) } }
            }
        }
    }
}

async fn files(desk: &Desk, record: &Record) -> Result<Markup, Failure> {
    let words = desk.words();
    let found = attached(&desk.app.engine, &desk.caller, &record.head.key, record.id, day_of(desk.now)).await?;
    Ok(html! {
        @if found.is_empty() {
            p.empty { (words.say("records-no-files")) }
        } @else {
            table.data role="table" aria-label=(words.say("records-files")) {
                thead role="rowgroup" {
                    tr role="row" {
                        @for name in ["records-file", "records-file-of", "records-kind"] {
                            th role="columnheader" scope="col" { (words.say(name)) }
                        }
                    }
                }
                tbody role="rowgroup" { @for file in &found { (file_line(words, file)) } }
            }
        }
    })
}

fn file_line(words: Words, file: &Attached) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { (value(words, &file.file)) }
            td role="cell" data-name=(words.say("records-file-of")) { a href=(of_row(&file.entity, file.id)) { (file.label) } }
            td role="cell" data-name=(words.say("records-kind")) { (file.kind) }
        }
    }
}
