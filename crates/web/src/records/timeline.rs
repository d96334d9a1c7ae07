//! What happened on a record, the newest first.

use super::address::{of_row, page_of, with};
use super::neighbours::from_list;
use super::overview::value;
use crate::desk::Desk;
use crate::words::Words;
use engine::records::{Change, Event, Record, Timeline, What, When, timeline};
use engine::{Day, Failure, day_of};
use maud::{Markup, html};

pub(super) async fn show(desk: &Desk, record: &Record) -> Result<Markup, Failure> {
    let behind = desk.query("before").and_then(|place| place.parse().ok());
    let at = (record.head.key.as_str(), record.id);
    let found = timeline(&desk.app.engine, &desk.caller, at, behind, day_of(desk.now)).await?;
    let here = with(&of_row(&record.head.key, record.id), &["tab=timeline", &from_list(desk)]);
    let Timeline { events, more } = &found;
    let words = desk.words();
    Ok(html! {
        @if events.is_empty() { p.empty { (words.say("records-nothing-happened")) } }
        (entries(words, day_of(desk.now), events))
        @if let Some(place) = more {
            p { a.button.quiet.small href={ (here) "&before=" (place) } { (words.say("records-older")) } }
        }
    })
}

/// The entries of a timeline.
pub(crate) fn entries(words: Words, today: Day, events: &[Event]) -> Markup {
    html! { ol.timeline { @for event in events { (entry(words, today, event)) } } }
}

fn entry(words: Words, today: Day, event: &Event) -> Markup {
    let is_ahead = match event.at {
        When::Day(day) => day > today,
        When::Moment(at) => day_of(at) > today,
    };
    html! {
        li.change[matches!(event.what, What::Change(_))] {
            p.muted {
                (at(words, event.at))
                @if is_ahead { " " span.badge { (words.say("records-ahead")) } }
            }
            @match &event.what {
                What::Row { kind, entity, id, label, dated, facts } => {
                    p { span.muted { (kind) ": " } a href=(page_of(entity, *id)) { (label) } }
                    @if !dated.is_empty() {
                        p.hint {
                            (dated)
                            @for fact in facts { " · " (fact.name) ": " (value(words, &fact.cell)) }
                        }
                    }
                },
                What::Change(change) => { p { (done(words, change)) } },
            }
        }
    }
}

/// `Changed by Ida: name, number.`
pub(super) fn done(words: Words, change: &Change) -> Markup {
    html! {
        (words.with("records-by", &[("deed", &change.deed), ("by", &change.by)]))
        @if !change.fields.is_empty() { span.muted { ": " (change.fields.join(", ")) } }
    }
}

/// When something happened.
pub(crate) fn at(words: Words, at: When) -> String {
    match at {
        When::Day(day) => words.day(day),
        When::Moment(at) => words.moment(at),
    }
}
