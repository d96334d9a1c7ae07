//! Those who may come in: the list, and the emergency access that was taken.

use super::fields::field;
use crate::desk::parts::{Tone, badge, pager, row};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use axum::http::StatusCode;
use engine::system::{Access, EmergencyLine, EmergencyProblem, UserLine, emergencies, review, users};
use engine::{Failure, RowId};
use maud::{Markup, html};
use std::str::FromStr;

/// Where the list stands.
pub(crate) const PATH: &str = "/desk/users";

pub(super) async fn list(desk: Desk) -> Result<DeskPage, Failure> {
    page(&desk, None).await
}

/// The list; with what was wrong with a judgement of the emergency access of this id.
async fn page(desk: &Desk, wrong: Option<(RowId, &str, &str)>) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let after = desk.query("after").and_then(|id| RowId::from_str(&id).ok());
    let found = users(&desk.app.engine, &desk.caller, desk.now, after).await?;
    let taken = emergencies(&desk.app.engine, &desk.caller).await?;
    let title = words.say("users-title");
    let main = html! {
        p.crumb { a href=(super::OVERVIEW) { (words.say("overview-title")) } }
        header.title {
            h1 { (title) }
            div.actions { a.button href=(super::invite::PATH) { (words.say("users-invite")) } }
        }
        p.lead { (words.say("users-about")) }
        (rows(desk, &found.lines))
        (pager(words, found.more.map(|last| format!("{PATH}?after={last}")).as_deref()))
        @if !taken.is_empty() {
            h2 #emergency { (words.say("emergency-title")) }
            ul.rows { @for one in &taken { li.row { (emergency(desk, one, wrong.filter(|(id, ..)| *id == one.id))) } } }
        }
    };
    Ok(desk.page(Place::SetUp, &title, None, &main))
}

fn rows(desk: &Desk, lines: &[UserLine]) -> Markup {
    let words = desk.words();
    html! {
        ul.rows {
            @for line in lines {
                @let roles = html! {
                    @if line.roles.is_empty() { (words.say("users-no-role")) } @else { (line.roles.join(", ")) }
                };
                @let seen = html! {
                    @if !line.name.is_empty() { span { (line.address) } }
                    @if let Some(at) = line.seen_at {
                        span { (words.with("users-seen", &[("ago", &words.ago(desk.now, at))])) }
                    }
                };
                li { (row(&format!("{PATH}/{}", line.id), &html! { strong { (name_of(line)) } (state(desk, line)) }, &roles, &seen)) }
            }
        }
    }
}

/// What a user is called; their address where they have no name, and the number of the row where neither may be shown.
pub(super) fn name_of(line: &UserLine) -> String {
    let called = [&line.name, &line.address].into_iter().find(|text| !text.is_empty());
    called.map_or_else(|| line.id.to_string(), Clone::clone)
}

pub(super) fn state(desk: &Desk, line: &UserLine) -> Markup {
    let words = desk.words();
    match line.access {
        Access::Open => badge(Tone::Good, &words.say("access-open")),
        Access::Invited => badge(Tone::Plain, &words.say("access-invited")),
        Access::Ends(day) => badge(Tone::Warn, &words.with("access-ends", &[("day", &words.day(day))])),
        Access::Ended(day) => badge(Tone::Plain, &words.with("access-ended", &[("day", &words.day(day))])),
    }
}

fn emergency(desk: &Desk, one: &EmergencyLine, wrong: Option<(RowId, &str, &str)>) -> Markup {
    let words = desk.words();
    let note = format!("note.{}", one.id);
    html! {
        span.who { strong { (one.who) } span { (one.role) } }
        span.what {
            (one.reason)
            @if one.may_review {
                form method="post" action={ (PATH) "/emergency/" (one.id) } {
                    input type="hidden" name="version" value=(one.version);
                    (field(
                        (&note, &words.say("emergency-note")), None, wrong.map(|(_, text, _)| text),
                        |described, invalid| html! {
                            input id=(note) name="note" type="text" value=[wrong.map(|(.., typed)| typed)] autocomplete="off"
                                aria-describedby=[described] aria-invalid=[invalid];
                        },
                    ))
                    div.actions {
                        button.button.small name="right" value="yes" { (words.say("emergency-right")) }
                        button.button.quiet.small name="right" value="no" { (words.say("emergency-wrong")) }
                    }
                }
            }
        }
        span.when {
            (words.with("emergency-time", &[("from", &words.moment(one.starts_at)), ("to", &words.moment(one.ends_at))]))
            @if let Some(right) = one.was_right {
                @let (tone, key) = if right { (Tone::Good, "emergency-was-right") } else { (Tone::Bad, "emergency-was-wrong") };
                (badge(tone, &words.say(key)))
                @if !one.note.is_empty() { span { (one.note) } }
            } @else { (badge(Tone::Warn, &words.say("emergency-waits"))) }
        }
    }
}

pub(super) async fn judge(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let version = crate::website::version(&form)?;
    let was_right = match form.get("right") {
        "yes" => true,
        "no" => false,
        _ => return Err(Failure::Stale),
    };
    let words = desk.words();
    let wrong =
        match review(&desk.app.engine, &desk.caller, desk.now, (id, version), (was_right, form.get("note"))).await {
            Ok(()) => return Ok(DeskPage::see_other(&format!("{PATH}#emergency"))),
            Err(EmergencyProblem::Failed(failure)) => return Err(failure),
            Err(EmergencyProblem::OwnCase) => words.say("emergency-own"),
            Err(EmergencyProblem::NotText) => words.say("not-text"),
            Err(EmergencyProblem::Reason(range)) => words.with("too-long", &[("characters", &range.end().to_string())]),
            Err(EmergencyProblem::NotOpen | EmergencyProblem::JudgedWrong | EmergencyProblem::Hours(_)) => {
                return Err(Failure::Stale);
            }
        };
    let page = page(&desk, Some((id, &wrong, form.get("note")))).await?;
    Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
}
