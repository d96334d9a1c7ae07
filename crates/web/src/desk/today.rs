//! Today: what waits, and since when.

use super::{Desk, DeskPage, Place};
use crate::demo::Step;
use crate::requests::today;
use crate::website::lines;
use engine::privacy::{NewestBackup, SweepReport, Unattended, backup_waits, holds_to_judge, sweep_waits};
use engine::requests::outside_open;
use engine::system::{count_given_up, count_to_review};
use engine::website::{Which, count, may_see, oldest, requests};
use engine::{Failure, day_of};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let engine = &desk.app.engine;
    let messages = messages(&desk).await?;
    let persons = today(&desk).await?;
    let outside = outside_open(engine, &desk.caller).await?;
    let holds = holds_to_judge(engine, &desk.caller, day_of(desk.now)).await?;
    let breaches = crate::breaches::today(&desk).await?;
    let control = crate::privacy::control_today(&desk).await?;
    let emergencies = count_to_review(engine, &desk.caller).await?;
    let given_up = count_given_up(engine, &desk.caller).await?;
    let main = html! {
        h1 { (words.say("today-title")) }
        @if let Some(why) = sweep_waits(engine, &desk.caller) { (waiting_sweep(&desk, &why)) }
        @if emergencies > 0 {
            (told(
                &format!("{}#emergency", crate::system::USERS),
                &words.with("today-emergency", &[("count", &emergencies.to_string())]),
            ))
        }
        @if given_up > 0 {
            (told(crate::system::JOBS, &words.with("today-given-up", &[("jobs", &given_up.to_string())])))
        }
        @if holds > 0 {
            (told("/desk/data/legal_hold", &words.with("today-holds", &[("holds", &holds.to_string())])))
        }
        @if let Some(task) = outside.first() {
            (told(
                &format!("/desk/receipts/{}", task.receipt),
                &words.with("today-outside", &[("systems", &outside.len().to_string())]),
            ))
        }
        @if let Some(newest) = backup_waits(engine, &desk.caller, desk.now) { (late_backup(&desk, newest)) }
        @if let Some((figures, _)) = &messages { (figures) }
        (breaches)
        (control)
        (persons)
        @if let Some((_, waiting)) = &messages { (waiting) }
    };
    Ok(desk.page(Place::Today, &words.say("today-title"), Some(Step::Answer), &main))
}

/// How many messages wait and since when, and which; none for those who see none of them.
async fn messages(desk: &Desk) -> Result<Option<(Markup, Markup)>, Failure> {
    let (words, engine) = (desk.words(), &desk.app.engine);
    if !may_see(engine, &desk.caller) {
        return Ok(None);
    }
    let waiting = requests(engine, &desk.caller, Which::Open, None).await?;
    let open = count(engine, &desk.caller, Which::Open).await?;
    let doubtful = count(engine, &desk.caller, Which::Doubtful).await?;
    let oldest = oldest(engine, &desk.caller, Which::Open).await?;
    let figures = html! {
        div.three.figures {
            a.card href="/desk/requests" {
                span.figure { (open) }
                span { (words.say("today-open")) }
            }
            a.card href="/desk/requests?which=doubtful" {
                span.figure { (doubtful) }
                span { (words.say("today-doubtful")) }
            }
            div.card {
                span.figure { @if let Some(oldest) = oldest { (words.ago(desk.now, oldest)) } @else { "–" } }
                span { (words.say("today-oldest")) }
            }
        }
    };
    let waiting = html! {
        h2 { (words.say("today-waiting")) }
        @if waiting.is_empty() {
            p.empty { (words.say("today-empty")) }
        } @else {
            (lines(desk, &waiting))
        }
    };
    Ok(Some((figures, waiting)))
}

/// That something waits, with the way to it.
fn told(path: &str, text: &str) -> Markup {
    html! {
        div.notice role="status" { p { a href=(path) { (text) } } }
    }
}

/// That the newest backup is old, or that there is none.
fn late_backup(desk: &Desk, newest: NewestBackup) -> Markup {
    let words = desk.words();
    let text = match newest {
        NewestBackup::Missing => words.say("backup-missing"),
        NewestBackup::Made(at) => words.with("backup-old", &[("ago", &words.ago(desk.now, at))]),
    };
    html! {
        div.notice role="status" {
            p { strong { (words.say("backup-waits")) } }
            p { (text) " " (words.say("backup-how")) }
        }
    }
}

/// What the sweep that runs by itself wants a person to look at.
fn waiting_sweep(desk: &Desk, why: &Unattended) -> Markup {
    let words = desk.words();
    let text = match why {
        Unattended::Done(_) => return html! {},
        Unattended::ClockJumped => words.say("sweep-clock"),
        Unattended::NewRegister { rows, from } => {
            words.with("sweep-register", &[("rows", &rows.to_string()), ("moment", &words.moment(*from))])
        }
        Unattended::TooMuch { entity, rows } => {
            let kind = SweepReport::name_of(&desk.app.engine, entity, words.0);
            words.with("sweep-much", &[("kind", &kind), ("rows", &rows.to_string())])
        }
    };
    html! {
        div.notice role="status" {
            p { strong { (words.say("sweep-waits")) } }
            p { (text) " " (words.say("sweep-how")) }
            pre tabindex="0" { code { "ryddig sweep --trial\nryddig sweep" } }
        }
    }
}
