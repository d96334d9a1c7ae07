//! The requests of persons by deadline, and how many wait.

use super::{DESK, say};
use crate::desk::parts::{Tone, badge, empty, figure, row, tabs};
use crate::desk::{Desk, DeskPage, Place};
use crate::privacy::texts_queue;
use crate::words::Words;
use engine::requests::{Counts, Line, Which, counts, requests, waiting_texts};
use engine::{Failure, day_of};
use maud::{Markup, html};

const TABS: [(Which, &str); 3] = [(Which::Open, "open"), (Which::Waiting, "waiting"), (Which::Answered, "answered")];

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let wanted = desk.query("which");
    let (which, _) = TABS.into_iter().find(|(_, key)| wanted.as_deref() == Some(key)).unwrap_or(TABS[0]);
    let today = day_of(desk.now);
    let found = requests(&desk.app.engine, &desk.caller, which, today).await?;
    let counts = counts(&desk.app.engine, &desk.caller, today).await?.unwrap_or_default();
    let title = words.say("persons-title");
    let main = html! {
        header.title {
            h1 { (title) }
            div.actions { a.button href={ (DESK) "/new" } { (words.say("persons-new")) } }
        }
        (tabs(&title, &TABS.map(|(tab, key)| {
            let count = count(&counts, tab);
            let name = html! { (tab_words(words, tab)) @if let Some(count) = count { " " span.count { (count) } } };
            (format!("{DESK}?which={key}"), name, tab == which)
        })))
        (lines(words, &found))
    };
    Ok(desk.page(Place::Persons, &title, None, &main))
}

fn tab_words(words: Words, which: Which) -> String {
    words.say(match which {
        Which::Open => "persons-open",
        Which::Waiting => "persons-waiting",
        Which::Answered => "persons-answered",
    })
}

fn count(counts: &Counts, which: Which) -> Option<usize> {
    match which {
        Which::Open => Some(counts.open),
        Which::Waiting => Some(counts.waiting),
        Which::Answered => None,
    }
}

fn lines(words: Words, found: &[Line]) -> Markup {
    html! {
        @if found.is_empty() {
            (empty(&words.say("persons-empty")))
        } @else {
            ul.rows {
                @for line in found {
                    @let number = words.with("persons-number", &[("number", &line.number.to_string())]);
                    @let who = html! { strong { (number) } span.muted { (line.name) } };
                    @let stands = match line.outcome {
                        Some(outcome) => badge(Tone::Good, &say::outcome(words, outcome)),
                        None => say::due(words, line.due, line.haste),
                    };
                    li { (row(&format!("{DESK}/{}", line.id), &who, &html! { (line.kind) }, &stands)) }
                }
            }
        }
    }
}

/// The card on Today; nothing for those who answer no requests.
pub(crate) async fn today(desk: &Desk) -> Result<Markup, Failure> {
    let words = desk.words();
    let counts = counts(&desk.app.engine, &desk.caller, day_of(desk.now)).await?;
    let Some(counts) = counts else { return Ok(html! {}) };
    let waiting = waiting_texts(&desk.app.engine, &desk.caller, desk.now).await?;
    if counts.open == 0 && waiting.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        h2 { (words.say("persons-title")) }
        @for one in &waiting {
            @let (number, texts) = (one.number.to_string(), one.texts.to_string());
            div.notice role="status" {
                p {
                    a href={ (texts_queue(one.person, one.aim)) "&request=" (one.request) } {
                        (words.with("today-texts", &[("number", &number), ("texts", &texts)]))
                    }
                }
            }
        }
        div.three.figures {
            (figure(Some(DESK), &counts.open.to_string(), &words.say("today-persons")))
            (figure(Some(DESK), &counts.late.to_string(), &words.say("today-late")))
            (figure(Some(DESK), &counts.soon.to_string(), &words.say("today-soon")))
        }
    })
}
