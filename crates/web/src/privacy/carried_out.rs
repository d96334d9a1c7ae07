//! The rules of the register that carry a routine out, on the routine's page.

use super::register::part_at;
use crate::desk::Desk;
use crate::words::Words;
use engine::privacy::{Rule, RuleKind, carried_out as resolved};
use engine::records::Record;
use maud::{Markup, html};

/// Each word with the rule that it means, where the record is a routine; nothing otherwise.
pub(crate) fn carried_out(desk: &Desk, record: &Record) -> Markup {
    let words = desk.words();
    let named = record.facts.iter().find(|fact| record.head.key == "routine" && fact.key == "carried_out");
    let Some(text) = named.map(|fact| fact.cell.text.as_str()).filter(|text| !text.is_empty()) else { return html! {} };
    html! {
        section.card {
            h2 { (words.say("rules-title")) }
            dl.facts {
                @for word in resolved(desk.app.engine.model(), text, words.0) {
                    dt { code { (word.word) } }
                    @if word.rules.is_empty() { dd { span.badge.bad { (words.say("rules-unknown")) } } }
                    @for rule in &word.rules { dd { (one(words, rule)) } }
                }
            }
        }
    }
}

fn one(words: Words, rule: &Rule) -> Markup {
    let (kind, place) = match rule.kind {
        RuleKind::Activity => ("rule-activity", Some(part_at(&format!("purpose-{}", rule.key)))),
        RuleKind::Law => ("rule-law", None),
        RuleKind::Entity => ("rule-entity", Some(part_at(&format!("entity-{}", rule.key)))),
        RuleKind::System => ("rule-system", Some(format!("{}#system-{}", part_at("systems"), rule.key))),
    };
    html! {
        span.muted { (words.say(kind)) ": " }
        @match place {
            Some(place) => { a href=(place) { (rule.text) } },
            None => (rule.text),
        }
    }
}
