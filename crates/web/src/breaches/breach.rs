//! One breach: its clock, what is known, every decision that is left, who was told, and the log.

use super::open::agreements;
use super::{DESK, say};
use crate::desk::parts::entry;
use crate::desk::{Desk, DeskPage, Place};
use crate::records::{of_entity, of_row};
use crate::words::Words;
use axum::http::StatusCode;
use engine::breaches::{
    AgreementLine, EntryKind, Exemption, Obstacle, Part, Receiver, Risk, Standing, State, View, breach,
    document as record, form,
};
use engine::documents::{local_time, to_page};
use engine::records::Fact;
use engine::{Failure, RowId};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let page = page(&desk, id, None, &Typed::default()).await?;
    desk.opened("breach", id).await?;
    Ok(page)
}

/// What was typed into a form that was not taken.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) reason: Option<String>,
    pub(super) risk: Option<String>,
    pub(super) text: String,
    pub(super) why: String,
    pub(super) untold: String,
    pub(super) silent: String,
}

/// The whole record as one file.
pub(super) async fn document(desk: Desk) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let view = breach(&desk.app.engine, &desk.caller, id, desk.now).await?;
    let document = record(&desk.app.engine, &desk.caller, id, desk.now).await?;
    let name = desk.words().with("breach-file", &[("number", &view.number.to_string())]);
    Ok(DeskPage::file(name, "text/html; charset=utf-8", to_page(&document).into_bytes()))
}

/// The page of the breach, with what stood against a step.
pub(super) async fn page(
    desk: &Desk,
    id: RowId,
    obstacle: Option<Obstacle>,
    typed: &Typed,
) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let view = breach(&desk.app.engine, &desk.caller, id, desk.now).await?;
    let open = view.state != State::Closed && view.may_write;
    let offered = if open { form(&desk.app.engine, &desk.caller).await? } else { Vec::new() };
    let number = view.number.to_string();
    let title = words.with("breach-one", &[("number", &number), ("title", &view.title)]);
    let main = html! {
        p.crumb { a href=(DESK) { (words.say("breaches-title")) } }
        header.title {
            h1 { (title) }
            (say::state(words, view.state))
            @if view.state != State::Closed { (say::clock(words, view.clock, view.notify_by)) }
        }
        (say::against(words, obstacle))
        div.split {
            div {
                (told(words, &view, open, typed))
                (people(words, &view, open, typed))
                @if open { (judge(desk, &view, typed)) (close(words, &view)) }
                (log(desk, &view, open, typed))
            }
            aside {
                (facts(words, &view, open))
                (measures(words, &view))
                @if open { (aware(desk, &view, &offered, typed)) }
            }
        }
    };
    let page = desk.page(Place::Breaches, &title, None, &main);
    Ok(if obstacle.is_some() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page })
}

fn version(view: &View) -> Markup {
    html! { input type="hidden" name="version" value=(view.version); }
}

fn at(view: &View, rest: &str) -> String {
    format!("{DESK}/{}{rest}", view.id)
}

/// The authority, or the customer: told, or not.
fn told(words: Words, view: &View, open: bool, typed: &Typed) -> Markup {
    let (receiver, rest, title, told_at) = match view.part {
        Part::Controller => (Receiver::Authority, "/authority", "told-authority", view.authority_told_at),
        Part::Processor => (Receiver::Customer, "/customer", "told-customer", view.customer_told_at),
    };
    html! {
        section.card {
            h2 { (words.say(title)) }
            @if let Some(agreement) = &view.agreement {
                p { (agreement.name) @if let Some(way) = &agreement.told_at { ": " (way) } }
            }
            @match (told_at, &view.not_notified_why) {
                (Some(at), _) => {
                    p { (words.with("told-first", &[("at", &words.moment(at))])) @if let Some(reference) = &view.authority_ref { " (" (reference) ")" } }
                },
                (None, Some(why)) => { p { (words.say("told-not")) " " (why) } },
                (None, None) => { p { (say::clock(words, view.clock, view.notify_by)) } },
            }
            (notices(words, view, receiver))
            @if open {
                p { a.button href=(at(view, rest)) { (words.say(if told_at.is_some() { "told-more" } else { "told-write" })) } }
                @if view.part == Part::Controller && told_at.is_none() && view.not_notified_why.is_none() {
                    details open[!typed.silent.is_empty()] {
                        summary { (words.say("silent-title")) }
                        p.hint { (words.say("silent-hint")) }
                        form method="post" action=(at(view, "/silent")) novalidate {
                            (version(view))
                            div.field { label for="silent" { (words.say("breach-why")) } input #silent name="why" type="text" maxlength="1000" value=(typed.silent); }
                            button.button.quiet { (words.say("silent-do")) }
                        }
                    }
                }
            }
        }
    }
}

/// What `receiver` was told, word by word.
fn notices(words: Words, view: &View, receiver: Receiver) -> Markup {
    html! {
        @for notice in view.notices.iter().filter(|notice| notice.to == receiver) {
            @let head = html! {
                strong { (say::receiver(words, notice.to)) }
                span.muted { (words.moment(notice.sent_at)) @if let Some(reference) = &notice.reference { " – " (reference) } }
            };
            (entry(&head, &html! {
                details {
                    summary lang=(notice.language.tag()) { (notice.subject) }
                    p.written lang=(notice.language.tag()) { (notice.text) }
                }
            }, true))
        }
    }
}

/// Those affected: how many, and whether they are told.
fn people(words: Words, view: &View, open: bool, typed: &Typed) -> Markup {
    let counts = [("all", view.affected.to_string()), ("left", view.left.to_string())];
    let counts = counts.each_ref().map(|(key, text)| (*key, text.as_str()));
    html! {
        section.card {
            h2 { (words.say("affected-title")) }
            p { (words.with("affected-counts", &counts)) }
            @if let Some((by, clock)) = view.people_by { p { (words.say("people-high")) " " (say::clock(words, clock, by)) } }
            @if let Some(at) = view.people_told_at { p { (words.with("told-first", &[("at", &words.moment(at))])) } }
            @if let Some((_, why)) = &view.people_not_told { p { (words.say("told-not")) " " (why) } }
            (notices(words, view, Receiver::People))
            div.actions {
                @if view.may_see_affected { a.button.quiet href=(at(view, "/affected")) { (words.say("affected-list")) } }
                @if open && view.may_find {
                    a.button href=(at(view, "/find")) { (words.say("affected-find")) }
                    @if view.part == Part::Controller { a.button.quiet href=(at(view, "/people")) { (words.say("told-people")) } }
                }
            }
            @if open && view.part == Part::Controller && view.people_told_at.is_none() && view.people_not_told.is_none() {
                details open[!typed.untold.is_empty()] {
                    summary { (words.say("untold-title")) }
                    form method="post" action=(at(view, "/untold")) novalidate {
                        (version(view))
                        div.field {
                            label for="ground" { (words.say("untold-ground")) }
                            select #ground name="ground" {
                                @for ground in Exemption::ALL { option value=(ground.key()) { (exemption(words, *ground)) } }
                            }
                        }
                        div.field { label for="untold" { (words.say("breach-why")) } input #untold name="why" type="text" maxlength="1000" value=(typed.untold); }
                        button.button.quiet { (words.say("untold-do")) }
                    }
                }
            }
        }
    }
}

fn exemption(words: Words, ground: Exemption) -> String {
    words.say(match ground {
        Exemption::LowRisk => "ground-low-risk",
        Exemption::Unreadable => "ground-unreadable",
        Exemption::Measures => "ground-measures",
        Exemption::Public => "ground-public",
    })
}

fn judge(desk: &Desk, view: &View, typed: &Typed) -> Markup {
    let words = desk.words();
    let mut risks = say::alternatives(desk, "breach", "risk");
    // Nothing is chosen for whoever judges; once judged, it stays judged.
    risks.retain(|(key, _)| view.risk == Risk::Unknown || key != Risk::Unknown.key());
    let chosen = typed.risk.as_deref().unwrap_or_else(|| view.risk.key());
    let reason = typed.reason.as_deref().or(view.risk_reason.as_deref()).unwrap_or_default();
    html! {
        section.card {
            h2 { (words.say("breach-judge")) }
            form method="post" action=(at(view, "/judge")) novalidate {
                (version(view))
                (say::select(&words.say("judge-risk"), "risk", &risks, chosen))
                (say::area(&words.say("judge-reason"), Some(&words.say("breach-name-nobody")), "reason", 3, reason))
                button.button { (words.say("judge-do")) }
            }
        }
    }
}

fn close(words: Words, view: &View) -> Markup {
    html! {
        section.card {
            h2 { (words.say("breach-close-title")) }
            @if view.against_closing.is_empty() {
                form method="post" action=(at(view, "/close")) {
                    (version(view))
                    button.button { (words.say("breach-close-do")) }
                }
            } @else {
                p { (words.say("breach-close-left")) }
                ul { @for obstacle in &view.against_closing { li { (say::obstacle(words, *obstacle)) } } }
            }
        }
    }
}

fn facts(words: Words, view: &View, open: bool) -> Markup {
    html! {
        section.card {
            h2 { (words.say("breach-facts")) }
            dl.facts {
                @for Fact { name, cell, .. } in view.facts.iter().filter(|fact| !fact.cell.text.is_empty()) {
                    dt { (name) } dd.written[cell.long] { (cell.text) }
                }
            }
            div.actions {
                @if open { a.button href={ (of_row("breach", view.id)) "/edit" } { (words.say("breach-facts-edit")) } }
                a.button.quiet href=(at(view, "/document")) { (words.say("breach-document")) }
            }
            p.hint { (words.say("breach-document-hint")) }
        }
    }
}

fn measures(words: Words, view: &View) -> Markup {
    html! {
        section.card {
            h2 { (words.say("measures-title")) }
            @if view.measures.is_empty() { p.empty { (words.say("measures-none")) } }
            ul {
                @for measure in &view.measures {
                    li {
                        a href=(of_row("measure", measure.id)) { (measure.title) } " "
                        @match measure.standing {
                            Standing::Done(day) => span.badge.good { (words.with("measure-done", &[("day", &words.day(day))])) },
                            Standing::DoneOnce => span.badge.good { (words.say("measure-did")) },
                            Standing::Due(day) => span.badge { (words.with("measure-due", &[("day", &words.day(day))])) },
                        }
                    }
                }
            }
            @if view.may_write { p { a href={ (of_entity("measure")) "/new?f.breach=" (view.id) } { (words.say("measures-new")) } } }
        }
    }
}

/// Putting right what the clock is reckoned from.
fn aware(desk: &Desk, view: &View, offered: &[AgreementLine], typed: &Typed) -> Markup {
    let words = desk.words();
    let chosen = view.agreement.as_ref().map(|one| one.id.to_string()).unwrap_or_default();
    html! {
        section.card {
            details open[!typed.why.is_empty()] {
                summary { (words.say("aware-title")) }
                p.hint { (words.say("aware-hint")) }
                form method="post" action=(at(view, "/aware")) novalidate {
                    (version(view))
                    (say::line(&words.say("breach-aware"), "aware", "datetime-local", &local_time(view.aware_at)))
                    (say::select(&words.say("breach-part"), "part", &say::alternatives(desk, "breach", "part"), view.part.key()))
                    (say::select(&words.say("breach-agreement"), "agreement", &agreements(desk, offered), &chosen))
                    (say::line(&words.say("breach-why"), "why", "text", &typed.why))
                    button.button.quiet { (words.say("aware-do")) }
                }
            }
        }
    }
}

fn log(desk: &Desk, view: &View, open: bool, typed: &Typed) -> Markup {
    let words = desk.words();
    let kinds = say::alternatives(desk, "breach_entry", "kind");
    let named = |kind: EntryKind| kinds.iter().find(|(key, _)| key == kind.key()).map(|(_, name)| name.clone());
    html! {
        section.card {
            h2 { (words.say("breach-log")) }
            p.hint { (words.say("breach-log-hint")) }
            @for line in &view.log {
                @let head = html! {
                    strong { (named(line.kind).unwrap_or_default()) }
                    span.muted { (words.moment(line.written_at)) @if !line.author.is_empty() { " – " (line.author) } }
                };
                (entry(&head, &html! { p.written { (line.text) } }, false))
            }
            @if open {
                form method="post" action=(at(view, "/note")) novalidate {
                    (version(view))
                    (say::select(&words.say("breach-entry-kind"), "kind", &kinds, EntryKind::Fact.key()))
                    (say::area(&words.say("breach-entry-text"), Some(&words.say("breach-name-nobody")), "text", 3, &typed.text))
                    button.button.quiet { (words.say("breach-entry-add")) }
                }
            }
        }
    }
}
