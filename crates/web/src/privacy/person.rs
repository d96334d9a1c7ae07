//! A person's page: who they are, what is going on, what happened, and every row held about them, each with who holds it up,
//! until when, and why.

use super::texts::counted;
use crate::correspondence::{call_button, mail_button, to_person};
use crate::demo::Step;
use crate::desk::parts::row as line;
use crate::desk::{Desk, DeskPage, Place};
use crate::notices::follow_button;
use crate::parties::of_person;
use crate::privacy::wish::reason_words;
use crate::records::{from_list, happened_at, of_row, timeline_entries, with};
use crate::requests::buttons;
use crate::words::{Words, phone};
use engine::Shown;
use engine::privacy::{Aim, HoldView, PersonPage, RowView, person};
use engine::records::{Event, What, When};
use engine::{Failure, Language, Restriction, RowId, Until, day_of, start_of};
use maud::{Markup, html};

/// What is shown of what happened, and on a page of that alone.
const LATEST: usize = 8;
const EVENTS: usize = 50;
/// Rows on one page.
const ROWS: usize = 50;
/// What is going on, as far as it is shown.
const GOING_ON: usize = 12;
/// How somebody is reached, and where they work: in the order in which one asks.
const REACH: [&str; 3] = ["position", "phone_number", "email_address"];

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let found = person(&desk.app.engine, &desk.caller, desk.id()?, words.0, day_of(desk.now)).await?;
    desk.opened("person", found.id).await?;
    let name = if found.name.is_empty() { words.say("person-nameless") } else { found.name.clone() };
    let start = |name: &str| desk.query(name).and_then(|at| at.parse::<usize>().ok());
    let main = match start("events") {
        Some(from) => events_alone(&desk, &found, &name, from),
        None => whole(&desk, &found, &name, start("rows").unwrap_or(0)).await?,
    };
    Ok(desk.page(Place::People, &name, Some(Step::Person), &main))
}

async fn whole(desk: &Desk, found: &PersonPage, name: &str, from: usize) -> Result<Markup, Failure> {
    let words = desk.words();
    let texts = if found.may_carry_out_rights {
        texts(desk, found.id).await?
    } else {
        html! {}
    };
    let events = events(found);
    Ok(html! {
        p.crumb { a href=(crate::parties::PATH) { (words.say("people-title")) } }
        header.title {
            h1 { (name) }
            @if found.rows.iter().any(|row| row.restricted == Some(Restriction::Asked)) {
                span.badge.warn { (words.say("row-restricted-asked")) }
            }
            div.actions {
                (call_button(desk, "person", found.id))
                (mail_button(desk, "person", found.id))
                (follow_button(desk, ("person", found.id), &of_person(found.id)).await?)
                a.button.quiet.small href=(with(&of_row("person", found.id), &[&from_list(desk)])) { (words.say("records-as-record")) }
                @if Place::Secure.is_open(&desk.app, &desk.caller) { (to_person(words, found.id)) }
                @if found.may_carry_out_rights { (rights(words, found)) }
            }
        }
        (texts)
        div.split {
            div {
                (going_on(words, found))
                section {
                    h2 { (words.say("records-latest")) }
                    @if events.is_empty() { p.empty { (words.say("records-nothing-happened")) } }
                    (timeline_entries(words, day_of(desk.now), events.get(..LATEST).unwrap_or(&events)))
                    @if events.len() > LATEST {
                        p { a href={ (of_person(found.id)) "?events=0" } { (words.say("records-whole-timeline")) } }
                    }
                }
            }
            aside { (reach(words, found)) }
        }
        (held(words, found, from))
    })
}

/// How they are reached, where they work, and what else their own row says.
fn reach(words: Words, found: &PersonPage) -> Markup {
    let of = |entity: &'static str| found.rows.iter().filter(move |row| row.entity == entity);
    html! {
        section.card {
            h2 { (words.say("records-reach")) }
            dl.facts {
                @for row in REACH.iter().flat_map(|entity| of(entity)) {
                    dt { (row.kind) }
                    dd { a href=(of_row(&row.entity, row.id)) { (phone(&row.label)) } }
                }
                @for field in of("person").flat_map(|row| &row.fields).filter(|field| field.personal && field.key != "name") {
                    dt { (field.name) }
                    dd { (field.text) }
                }
            }
        }
    }
}

/// What has no end yet.
fn going_on(words: Words, found: &PersonPage) -> Markup {
    let all: Vec<&RowView> = found.rows.iter().filter(|row| row.is_going_on).collect();
    html! {
        @if !all.is_empty() {
            section {
                h2 { (words.say("records-going-on")) }
                ul.rows {
                    @for row in all.iter().take(GOING_ON) {
                        @let when = html! { @if let Some(at) = row.at { (happened_at(words, at)) } };
                        li { (line(&of_row(&row.entity, row.id), &html! { strong { (row.label) } }, &html! { (row.kind) }, &when)) }
                    }
                }
                @if all.len() > GOING_ON {
                    p.hint { (words.with("records-going-on-more", &[("rows", &(all.len() - GOING_ON).to_string())])) }
                }
            }
        }
    }
}

/// What happened, the newest first.
fn events(found: &PersonPage) -> Vec<Event> {
    let event = |row: &RowView| {
        let what = What::Row {
            kind: row.kind.clone(),
            entity: row.entity.clone(),
            id: row.id,
            label: row.label.clone(),
            dated: String::new(),
            facts: Vec::new(),
        };
        Some(Event { at: row.at?, what })
    };
    let mut events: Vec<Event> = found.rows.iter().filter_map(event).collect();
    events.sort_by_key(|event| {
        std::cmp::Reverse(match event.at {
            When::Day(day) => start_of(day),
            When::Moment(at) => at,
        })
    });
    events
}

/// What happened, and nothing else.
fn events_alone(desk: &Desk, found: &PersonPage, name: &str, from: usize) -> Markup {
    let (words, events) = (desk.words(), events(found));
    let page: Vec<Event> = events.iter().skip(from).take(EVENTS).cloned().collect();
    html! {
        p.crumb { a href=(of_person(found.id)) { (name) } }
        h1 { (words.say("records-timeline")) }
        (timeline_entries(words, day_of(desk.now), &page))
        @if events.len() > from.saturating_add(EVENTS) {
            p { a.button.quiet.small href={ (of_person(found.id)) "?events=" (from + EVENTS) } { (words.say("records-older")) } }
        }
    }
}

/// Every row, under the purpose that holds it up the longest.
fn held(words: Words, found: &PersonPage, from: usize) -> Markup {
    let purpose = |row: &RowView| row.holds.first().map(|hold| hold.purpose.clone());
    let mut rows: Vec<&RowView> = found.rows.iter().collect();
    // What nothing holds comes first, as it is to go.
    rows.sort_by_key(|row| purpose(row));
    let page: Vec<&RowView> = rows.iter().skip(from).take(ROWS).copied().collect();
    let groups: Vec<&[&RowView]> = page.chunk_by(|one, other| purpose(one) == purpose(other)).collect();
    html! {
        section.held-rows #held {
            h2 { (words.say("records-held")) }
            p.hint { (words.with("person-lead", &[("rows", &found.rows.len().to_string())])) }
            @for group in groups {
                h3 { @match group.first().and_then(|row| purpose(row)) {
                    Some(purpose) => (purpose),
                    None => (words.say("records-held-by-none")),
                } }
                div.held { @for row in group { (row_line(words, row)) } }
            }
            @if rows.len() > from.saturating_add(ROWS) {
                p { a.button.quiet.small href={ (of_person(found.id)) "?rows=" (from + ROWS) "#held" } { (words.say("records-more-rows")) } }
            }
            @if found.hidden > 0 {
                p.hint { (words.with("person-hidden", &[("rows", &found.hidden.to_string())])) }
            }
        }
    }
}

/// What of others stands in texts about the person, and of the person in texts of others.
async fn texts(desk: &Desk, person: RowId) -> Result<Markup, Failure> {
    let mut notices = html! {};
    for aim in Aim::ALL {
        let more = counted(desk, (person, *aim), None).await?;
        notices = html! { (notices) (more) };
    }
    Ok(notices)
}

/// What those who carry out the rights of persons can do, in a menu.
fn rights(words: Words, person: &PersonPage) -> Markup {
    html! {
        details.more {
            summary.button.small { (words.say("records-rights")) }
            div { @for language in Language::ALL {
                form method="post" action={ (of_person(person.id)) "/access" } {
                    input type="hidden" name="language" value=(language.tag());
                    button.button.quiet.small {
                        (words.say(match language {
                            Language::Nb => "person-access-nb",
                            Language::En => "person-access-en",
                        }))
                    }
                }
            }
            (buttons(words, person.id))
            @if person.rows.iter().any(|row| row.restricted == Some(Restriction::Asked)) {
                a.button.quiet.small href={ (of_person(person.id)) "/lift" } { (words.say("person-lift")) }
            } @else {
                a.button.quiet.small href={ (of_person(person.id)) "/restrict" } { (words.say("person-restrict")) }
            }
            a.button.danger.small href={ (of_person(person.id)) "/erase" } { (words.say("person-erase")) }
            }
        }
    }
}

/// A row: what it is and until when; opened, why, and what stands in it.
fn row_line(words: Words, row: &RowView) -> Markup {
    html! {
        details {
            summary {
                span.who { strong { (row.kind) } @if row.label != row.kind { " " (row.label) } }
                span.when {
                    @if let Some(why) = row.restricted {
                        span.badge.warn {
                            (words.say(match why {
                                Restriction::Asked => "row-restricted-asked",
                                Restriction::Bound => "row-restricted-bound",
                            }))
                        } " "
                    }
                    (until(words, row))
                }
            }
            @if let Some((reason, law)) = row.kept.as_ref().filter(|_| row.holds.is_empty()) {
                p.why { (reason_words(words, *reason, law)) }
            } @else if row.holds.is_empty() {
                p.why { (words.say("held-by-nothing")) }
            } @else { (holds(words, &row.holds)) }
            (facts(row.fields.iter().filter(|field| field.personal)))
            @if row.fields.iter().any(|field| !field.personal) {
                details {
                    summary { (words.say("row-technical")) }
                    (facts(row.fields.iter().filter(|field| !field.personal)))
                }
            }
            p { a href=(of_row(&row.entity, row.id)) { (words.say("records-open")) } }
        }
    }
}

/// Who holds a row up, the longest first.
pub(crate) fn holds(words: Words, holds: &[HoldView]) -> Markup {
    const SHOWN: usize = 4;
    let (shown, rest) = holds.split_at(holds.len().min(SHOWN));
    let list = |holds: &[HoldView]| html! { ul.why { @for hold in holds { li { (hold_words(words, hold)) } } } };
    html! {
        (list(shown))
        @if !rest.is_empty() {
            details {
                summary { (words.with("records-more-holds", &[("count", &rest.len().to_string())])) }
                (list(rest))
            }
        }
    }
}

fn facts<'a>(fields: impl Iterator<Item = &'a Shown>) -> Markup {
    html! {
        dl.facts {
            @for field in fields {
                dt { (field.name) }
                dd.written { (field.text) }
            }
        }
    }
}

fn until(words: Words, row: &RowView) -> Markup {
    match row.until {
        None if row.kept.is_some() => html! {},
        None => html! { span.badge.warn { (words.say("row-due")) } },
        Some(Until::Open) => html! { span.badge { (words.say("until-open")) } },
        Some(until @ Until::Day(_)) => {
            html! { span.badge { (words.with("row-until", &[("until", &words.until(until))])) } }
        }
    }
}

/// `Held until 14 March 2029 because of …`.
fn hold_words(words: Words, hold: &HoldView) -> String {
    let letter = hold.letter.to_string();
    let until = words.until(hold.until);
    let arguments =
        [("until", until.as_str()), ("purpose", &hold.purpose), ("letter", &letter), ("claim", &hold.claim)];
    words.with(
        match hold.until {
            Until::Day(_) => "held-until",
            Until::Open => "held-open",
        },
        &arguments,
    )
}
