//! The list of those affected: how each was told, and who must be told in another way than by mail.

use super::{DESK, say};
use crate::desk::parts::{empty, pager, tabs};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::parties::of_person;
use crate::website::version;
use crate::words::Words;
use axum::http::StatusCode;
use engine::breaches::{AffectedLine, AffectedPage, Obstacle, Step, ToldBy, affected, take_off, told_otherwise};
use engine::correspondence::Delivery;
use engine::{Failure, RowId};
use maud::{Markup, html};

/// The ways in which somebody is told other than by mail.
const WAYS: [ToldBy; 3] = [ToldBy::Letter, ToldBy::Phone, ToldBy::Secure];

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    page(&desk, None).await
}

pub(super) async fn told(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let by = say::among(ToldBy::ALL, ToldBy::key, form.get("by")).ok_or(Failure::Stale)?;
    let row = say::row(form.get("row")).ok_or(Failure::NotFound)?;
    let at = (id, version(&form)?);
    match told_otherwise(&desk.app.engine, &desk.caller, desk.now, at, (row, by)).await? {
        Step::Done => Ok(DeskPage::see_other(&format!("{DESK}/{id}/affected?which=left"))),
        Step::Not(obstacle) => page(&desk, Some(obstacle)).await,
    }
}

/// Takes somebody off the list who was put there by mistake.
pub(super) async fn off(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let row = say::row(form.get("row")).ok_or(Failure::NotFound)?;
    let at = (id, version(&form)?);
    match take_off(&desk.app.engine, &desk.caller, desk.now, at, row).await? {
        Ok(_) => Ok(DeskPage::see_other(&format!("{DESK}/{id}/affected"))),
        Err(obstacle) => page(&desk, Some(obstacle)).await,
    }
}

async fn page(desk: &Desk, obstacle: Option<Obstacle>) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let id = desk.id()?;
    let left = desk.query("which").as_deref() == Some("left");
    let after = desk.query("after").and_then(|after| say::row(&after));
    let found = affected(&desk.app.engine, &desk.caller, id, (left, after)).await?;
    let (title, here) = (words.say("affected-title"), format!("{DESK}/{id}/affected"));
    let more = found.more.map(|last| format!("{here}?{}after={last}", if left { "which=left&" } else { "" }));
    let main = html! {
        p.crumb { a href={ (DESK) "/" (id) } { (words.with("breach-number", &[("number", &found.number.to_string())])) } }
        h1 { (title) }
        (say::against(words, obstacle))
        (tabs(&title, &[
            (here.clone(), html! { (words.say("affected-all")) " " span.count { (found.all) } }, !left),
            (format!("{here}?which=left"), html! { (words.say("affected-left")) " " span.count { (found.left) } }, left),
        ]))
        @if found.lines.is_empty() {
            (empty(&words.say("affected-none")))
        } @else {
            ul.rows { @for line in &found.lines { (one(words, id, &found, line)) } }
        }
        (pager(words, more.as_deref()))
    };
    let page = desk.page(Place::Breaches, &title, None, &main);
    Ok(if obstacle.is_some() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page })
}

fn one(words: Words, breach: RowId, page: &AffectedPage, line: &AffectedLine) -> Markup {
    let (select, who) = (format!("by{}", line.id), format!("who{}", line.id));
    html! {
        li.row {
            span.who { a id=(who) href=(of_person(line.person.id)) {
                @if line.person.name.is_empty() { (words.say("person-nameless")) } @else { (line.person.name) }
            } }
            span.what {
                @if line.told_at.is_none() && page.may_write && line.delivery != Some(Delivery::Queued) {
                    form method="post" action={ (DESK) "/" (breach) "/affected" } {
                        input type="hidden" name="version" value=(page.version);
                        input type="hidden" name="row" value=(line.id);
                        label for=(select) { (words.say("affected-told-by")) } " "
                        select id=(select) name="by" aria-describedby=(who) { @for way in WAYS { option value=(way.key()) { (told_by(words, way)) } } }
                        " " button.button.quiet.small aria-describedby=(who) { (words.say("affected-note")) }
                    }
                    form method="post" action={ (DESK) "/" (breach) "/off" } {
                        input type="hidden" name="version" value=(page.version);
                        input type="hidden" name="row" value=(line.id);
                        button.button.quiet.small aria-describedby=(who) { (words.say("affected-take-off")) }
                    }
                }
            }
            span.when { (standing(words, line)) }
        }
    }
}

fn standing(words: Words, line: &AffectedLine) -> Markup {
    match (line.told_at, line.told_by, line.delivery) {
        (Some(at), by, _) => {
            let by = by.map(|by| told_by(words, by)).unwrap_or_default();
            html! { span.badge.good { (words.with("affected-told", &[("at", &words.moment(at)), ("by", &by)])) } }
        }
        (None, _, Some(Delivery::Queued)) => html! { span.badge { (words.say("delivery-queued")) } },
        (None, _, Some(Delivery::Failed)) => html! { span.badge.bad { (words.say("delivery-failed")) } },
        (None, _, None | Some(Delivery::Sent)) => html! { span.badge.warn { (words.say("affected-untold")) } },
    }
}

fn told_by(words: Words, by: ToldBy) -> String {
    words.say(match by {
        ToldBy::Mail => "told-mail",
        ToldBy::Secure => "told-secure",
        ToldBy::Phone => "told-phone",
        ToldBy::Letter => "told-letter",
        ToldBy::Public => "told-public",
    })
}
