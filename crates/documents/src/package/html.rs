//! The package as one HTML file that opens anywhere: no script, and nothing fetched.
//!
//! Values come from strangers. They are escaped, keep their line breaks, and are kept apart from
//! the text around them whichever way they run.

use super::{FieldValue, HeldBy, HistoryLine, Package, PackageRow, Section};
use crate::activity::ActivityInfo;
use crate::dates::{day, iso_day, iso_moment, moment};
use crate::document::blocks_to_html;
use crate::page::whole;
use crate::words::{Package as Words, texts};
use maud::{Markup, html};
use model::Language;

/// Writes `package` as a complete page, for the screen (light and dark) and for paper.
pub fn to_html(package: &Package) -> String {
    let language = package.language;
    let texts = texts(language);
    let words = &texts.package;
    let title = (words.title)(&package.person);
    let introduction = (words.introduction)(&package.controller.name, &moment(package.made_on, language));
    let main = html! {
        h1 dir="auto" { (title) }
        p { (introduction) }
        p { (words.machine_readable) }
        @if package.has_gaps() { p { (words.gaps) } }
        dl {
            @for (term, text) in package.controller.lines(&texts.controller) {
                dt { (term) } dd { (text) }
            }
        }
        @if package.sections.is_empty() { p { (words.nothing) } }
        @for part in &package.sections { (section(part, language)) }
        (purposes(&package.sections, language))
        (history(&package.history, language))
        (blocks_to_html(&package.general))
    };
    whole(language, &title, &main)
}

fn section(section: &Section, language: Language) -> Markup {
    let words = &texts(language).package;
    html! {
        section {
            h2 id={ "entity-" (section.entity) } { (section.name) }
            p { (words.period) ": " (section.period) "." }
            @if !section.activities.is_empty() {
                p {
                    (words.purposes_here) ": "
                    @for (at, activity) in section.activities.iter().enumerate() {
                        @if at > 0 { "; " }
                        a href={ "#activity-" (activity.key) } { (activity.purpose) }
                    }
                    "."
                }
            }
            @if section.rows.is_empty() { p { (words.no_rows) } }
            @for one in &section.rows { (row(one, language)) }
        }
    }
}

fn row(row: &PackageRow, language: Language) -> Markup {
    let words = &texts(language).package;
    html! {
        article {
            h3 dir="auto" { (row.label) }
            p.id { (words.row) " " (row.id) }
            dl { @for one in &row.fields { (field(one, words)) } }
            @if !row.held.is_empty() {
                h4 { (words.held) }
                ul { @for one in &row.held { (held(one, language)) } }
            }
        }
    }
}

fn field(field: &FieldValue, words: &Words) -> Markup {
    html! {
        dt { (field.name) }
        @if let Some(reason) = field.withheld.as_ref().filter(|gap| gap.whole).map(|gap| &gap.reason) {
            dd.empty { (words.withheld) ": " bdi { (reason) } }
        } @else if field.shown.is_empty() {
            dd.empty { (words.empty) }
        } @else {
            dd dir="auto" {
                @if let Some(path) = &field.file { a href=(path) { (field.shown) } } @else { (field.shown) }
                @if field.left_out { " (" (words.left_out) ")" }
                @if let Some(gap) = field.withheld.as_ref().filter(|gap| !gap.reason.is_empty()) { " (" (words.gap_because) ": " bdi { (gap.reason) } ")" }
            }
        }
    }
}

fn held(held: &HeldBy, language: Language) -> Markup {
    let words = &texts(language).package;
    html! {
        li {
            bdi { (held.purpose) } ": "
            @match held.until {
                Some(last) => time datetime=(iso_day(last)) { ((words.until)(&day(last, language))) },
                None => (words.no_date),
            }
            ". " bdi { (held.because) }
        }
    }
}

/// Every activity once, in the order the sections first name it.
fn purposes(sections: &[Section], language: Language) -> Markup {
    let mut activities: Vec<&ActivityInfo> = Vec::new();
    for activity in sections.iter().flat_map(|section| &section.activities) {
        if !activities.contains(&activity) {
            activities.push(activity);
        }
    }
    html! {
        @if !activities.is_empty() {
            h2 id="purposes" { (texts(language).package.purposes) }
            @for one in activities { (purpose(one, language)) }
        }
    }
}

fn purpose(activity: &ActivityInfo, language: Language) -> Markup {
    let terms = &texts(language).activity;
    html! {
        h3 id={ "activity-" (activity.key) } { (activity.purpose) }
        dl {
            dt { (terms.subjects) } dd { (activity.subjects) }
            dt { (terms.ground) } dd { (activity.ground_sentence(language)) }
            @for reason in &activity.reasons { dt { (reason.label) } dd { (reason.text) } }
            dt { (terms.source) } dd { (activity.source) }
            @if let Some(notice) = &activity.notice { dd { (notice) } }
            dt { (terms.recipients) }
            @for recipient in activity.recipients_or_none(language) { dd { (recipient) } }
            @if !activity.systems.is_empty() { dt { (terms.systems) } }
            @for system in &activity.systems { dd { (system) } }
            dt { (terms.responsible) } dd { (activity.responsible) }
        }
    }
}

fn history(history: &[HistoryLine], language: Language) -> Markup {
    let words = &texts(language).package;
    html! {
        h2 id="history" { (words.history) }
        @if history.is_empty() {
            p { (words.no_history) }
        } @else {
            table {
                thead { tr { th scope="col" { (words.at) } th scope="col" { (words.what) } th scope="col" { (words.by) } } }
                tbody {
                    @for line in history {
                        tr {
                            td { time datetime=(iso_moment(line.at)) { (moment(line.at, language)) } }
                            td dir="auto" { (line.what) }
                            td dir="auto" { (line.by) }
                        }
                    }
                }
            }
        }
    }
}
