//! Published versions of a text: their days, what changed from one to the next, and each as it was.
//!
//! What the statement and the record have in common. It must not know who may read them.

pub(super) mod record;
pub(super) mod statement;

use crate::words::Words;
use engine::Language;
use engine::documents::{Document, Fate, Place, difference, from_markdown};
use engine::privacy::PublishedText;
use maud::{Markup, html};

/// A version with its text read back, to be compared with others: without the day.
struct Version {
    published: PublishedText,
    text: Document,
}

fn read(versions: Vec<PublishedText>, language: Language) -> Vec<Version> {
    let read = |published: PublishedText| {
        let text = from_markdown(published.text(language), language);
        Version { published, text }
    };
    versions.into_iter().map(read).collect()
}

/// The versions, newest first, each with what is different from the one before it and a link to `path`.
fn listed(words: Words, versions: &[Version], path: impl Fn(&Version) -> String) -> Markup {
    html! {
        @if versions.is_empty() { p.empty { (words.say("versions-empty")) } }
        @for (place, version) in versions.iter().enumerate() {
            section {
                h2 {
                    (words.moment(version.published.at))
                    @if place == 0 { " " span.badge.good { (words.say("versions-current")) } }
                }
                @match versions.get(place + 1) {
                    Some(before) => (changes(words, &difference(&before.text, &version.text))),
                    None => p { (words.say("versions-first")) },
                }
                p { a href=(path(version)) { (words.with("versions-read", &[("moment", &words.moment(version.published.at))])) } }
            }
        }
    }
}

/// The lines that came and went, each under its heading. A word says which, not the colour alone.
fn changes(words: Words, places: &[Place]) -> Markup {
    if places.is_empty() {
        return html! { p { (words.say("versions-same")) } };
    }
    html! {
        @for place in places {
            div {
                @let shared = shared(&place.headings);
                @if !shared.is_empty() { h3 { (trail(shared)) } }
                ul.changes {
                    @for line in &place.lines {
                        @match line.fate {
                            Fate::Stayed => li { (line.text) },
                            Fate::Removed => li.removed { span.badge.bad { (words.say("versions-removed")) } " " del { (line.text) } },
                            Fate::Added => li.added { span.badge.good { (words.say("versions-added")) } " " ins { (line.text) } },
                        }
                    }
                }
                @if place.headings.len() > 1 { (places_of(words, &place.headings, shared.len())) }
            }
        }
    }
}

/// Where the same changed, each place as its headings below those that all of them share.
fn places_of(words: Words, headings: &[Vec<String>], shared: usize) -> Markup {
    html! {
        p.hint { (words.with("versions-many", &[("number", &headings.len().to_string())])) }
        ul { @for one in headings { li { (trail(one.get(shared..).unwrap_or(one))) } } }
    }
}

/// The outermost headings that all places share, but never all headings of one among many.
fn shared(headings: &[Vec<String>]) -> &[String] {
    let Some((first, others)) = headings.split_first() else { return &[] };
    let alike = |other: &Vec<String>| first.iter().zip(other).take_while(|(one, same)| one == same).count();
    let longest = others.iter().map(|other| alike(other).min(other.len().saturating_sub(1))).min();
    let length = longest.map_or(first.len(), |it| it.min(first.len().saturating_sub(1)));
    first.get(..length).unwrap_or(first)
}

fn trail(headings: &[String]) -> String {
    headings.join(" › ")
}

#[cfg(test)]
mod tests;
