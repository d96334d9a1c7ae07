//! What has been worked on a case, beside it: one line to add, and the sum.

use super::of_case;
use super::words::lasting;
use crate::desk::parts::alternatives;
use crate::desk::{Desk, DeskPage, Toast};
use crate::form_body::Form;
use engine::support::{CaseView, spend, take_back};
use engine::{Failure, RowId, day_of};
use maud::{Markup, html};
use std::str::FromStr;

pub(super) fn time(desk: &Desk, view: &CaseView) -> Markup {
    let words = desk.words();
    let may_write = view.may_write && view.time.may_write;
    let path = of_case(view.id);
    let covers = alternatives(desk, "case", "covered").into_iter();
    let covered = covers.filter(|(key, _)| *key == view.covered.key()).map(|(_, word)| word).collect::<String>();
    html! {
        @if may_write || !view.time.lines.is_empty() {
            section.card #time {
                h2 { (words.say("case-time")) @if view.time.minutes > 0 { " " span.muted { (lasting(words, view.time.minutes * 60)) } } }
                p.hint { (words.say("case-covered")) ": " (covered) }
                ul.plainly {
                    @for line in &view.time.lines {
                        li {
                            (words.day(line.day)) ": " (lasting(words, line.minutes * 60))
                            @if let Some(what) = &line.what { ", " (what) }
                            @if !line.is_own && !line.who.is_empty() { " " span.muted { (line.who) } }
                            @if line.is_own && may_write {
                                form.inline method="post" action={ (path) "/time" } {
                                    button.plain name="back" value=(line.id) aria-label=(words.with("case-time-back", &[("day", &words.day(line.day))])) { "×" }
                                }
                            }
                        }
                    }
                }
                @if may_write {
                    details {
                        summary { (words.say("case-time-add")) }
                        @let today = engine::documents::iso_day(day_of(desk.now));
                        form method="post" action={ (path) "/time" } {
                            div.field { label for="minutes" { (words.say("case-time-minutes")) } input #minutes type="number" name="minutes" min="1" max=(engine::CASE_TIME_MINUTES) required; }
                            div.field { label for="day" { (words.say("case-time-day")) } input #day type="date" name="day" value=(today) max=(today) required; }
                            div.field { label for="what" { (words.say("case-time-what")) } input #what name="what" maxlength=(engine::CASE_TIME_CHARACTERS) autocomplete="off"; }
                            button.button.quiet { (words.say("case-time-add")) }
                        }
                    }
                }
            }
        }
    }
}

/// Adds a line, or takes one back.
pub(super) async fn spent(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (id, engine) = (desk.id()?, &desk.app.engine);
    if let Some(line) = form.sent("back") {
        let line = RowId::from_str(line).map_err(|_| Failure::NotFound)?;
        take_back(engine, &desk.caller, desk.now, id, line).await?;
    } else {
        let minutes = form.get("minutes").trim().parse().map_err(|_| Failure::Stale)?;
        let day = engine::documents::read_day(form.get("day")).ok_or(Failure::Stale)?;
        spend(engine, &desk.caller, desk.now, id, (minutes, day, form.get("what"))).await?;
    }
    Ok(desk.see_other(&format!("{}#time", of_case(id)), Toast::Saved))
}
