//! Today: what waits, and since when.

use super::parts::{Tone, badge, empty, figure, lines as rows, row};
use super::{Desk, DeskPage, Place};
use crate::demo::Step;
use crate::records::{of_entity, of_narrowed, page_of};
use crate::requests::today;
use crate::website::lines;
use crate::words::{Words, grouped};
use engine::privacy::{NewestBackup, backup_waits, holds_to_judge, sweep_waits};
use engine::records::{Line, Wait, Waiting, recent, waiting};
use engine::requests::outside_open;
use engine::system::{count_given_up, count_to_review};
use engine::website::{Which, count, may_see, oldest, requests};
use engine::{Day, Failure, day_of};
use maud::{Markup, html};

/// What was opened last, on the side.
const RECENT_SHOWN: usize = 6;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (words, today_is) = (desk.words(), day_of(desk.now));
    let notes = notes(&desk).await?;
    let messages = messages(&desk).await?;
    let breaches = crate::breaches::today(&desk).await?;
    let control = crate::privacy::control_today(&desk).await?;
    let persons = today(&desk).await?;
    let waits = waiting(&desk.app.engine, &desk.caller, today_is).await?;
    let recent = recent(&desk.app.engine, &desk.caller, RECENT_SHOWN, today_is).await?;
    let is_quiet = [&notes, &messages, &breaches, &control, &persons].iter().all(|part| part.0.is_empty());
    let main = html! {
        header.title { h1 { (words.say("today-title")) } p.muted { (words.day(today_is)) } }
        (notes)
        div.today {
            div {
                (messages)
                @for one in &waits { (group(words, one, today_is)) }
                (breaches)
                (control)
                (persons)
                @if is_quiet && waits.is_empty() { (empty(&words.say("frame-today-nothing"))) }
            }
            (recently(words, &recent))
        }
    };
    Ok(desk.page(Place::Today, &words.say("today-title"), Some(Step::Answer), &main))
}

/// What the machinery wants somebody to look at.
async fn notes(desk: &Desk) -> Result<Markup, Failure> {
    let (words, engine) = (desk.words(), &desk.app.engine);
    let outside = outside_open(engine, &desk.caller).await?;
    let holds = holds_to_judge(engine, &desk.caller, day_of(desk.now)).await?;
    let emergencies = count_to_review(engine, &desk.caller).await?;
    let given_up = count_given_up(engine, &desk.caller).await?;
    let late = crate::correspondence::late(desk).await?;
    Ok(html! {
        (late)
        @if let Some(why) = sweep_waits(engine, &desk.caller) { (crate::privacy::sweep_waits(desk, &why, true)) }
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
            (told(&of_entity("legal_hold"), &words.with("today-holds", &[("holds", &holds.to_string())])))
        }
        @if let Some(task) = outside.first() {
            (told(
                &format!("/desk/receipts/{}", task.receipt),
                &words.with("today-outside", &[("systems", &outside.len().to_string())]),
            ))
        }
        @if let Some(newest) = backup_waits(engine, &desk.caller, desk.now) { (late_backup(desk, newest)) }
    })
}

/// How many messages wait and since when, and which; nothing for those who see none of them.
async fn messages(desk: &Desk) -> Result<Markup, Failure> {
    let (words, engine) = (desk.words(), &desk.app.engine);
    if !may_see(engine, &desk.caller) {
        return Ok(html! {});
    }
    let waiting = requests(engine, &desk.caller, Which::Open, None).await?;
    let open = count(engine, &desk.caller, Which::Open).await?;
    let doubtful = count(engine, &desk.caller, Which::Doubtful).await?;
    let oldest = oldest(engine, &desk.caller, Which::Open).await?;
    let since = oldest.map_or_else(|| "–".to_owned(), |oldest| words.ago(desk.now, oldest));
    Ok(html! {
        section {
            h2 { (words.say("today-waiting")) }
            @if open + doubtful > 0 { div.three.figures {
                (figure(Some("/desk/requests"), &open.to_string(), &words.say("today-open")))
                (figure(Some("/desk/requests?which=doubtful"), &doubtful.to_string(), &words.say("today-doubtful")))
                (figure(None, &since, &words.say("today-oldest")))
            } }
            @if waiting.is_empty() { (empty(&words.say("today-empty"))) } @else { (lines(desk, &waiting)) }
        }
    })
}

/// What waits of one sort: the first of it, and the way to all.
fn group(words: Words, waiting: &Waiting, today: Day) -> Markup {
    let all = waiting.narrowed.as_ref().filter(|_| waiting.total > waiting.lines.len() as u64);
    html! {
        section {
            h2 {
                (words.say(title(waiting.wait))) " " span.count.muted { (grouped(waiting.total)) }
            }
            ul.rows { @for (line, due) in &waiting.lines { li { (waiting_line(words, line, *due, today)) } } }
            @if let Some(all) = all {
                p { a href=(of_narrowed(&waiting.entity, all)) { (words.with("frame-search-all", &[("rows", &grouped(waiting.total))])) } }
            }
        }
    }
}

fn waiting_line(words: Words, line: &Line, due: Option<Day>, today: Day) -> Markup {
    let when = html! {
        @if let Some(due) = due {
            @let (tone, text) = match due.cmp(&today) {
                std::cmp::Ordering::Less => (Tone::Bad, words.day(due)),
                std::cmp::Ordering::Equal => (Tone::Warn, words.say("frame-today")),
                std::cmp::Ordering::Greater => (Tone::Plain, words.day(due)),
            };
            (badge(tone, &text))
        }
    };
    let path = page_of(&line.entity, line.id);
    row(&path, &html! { strong { (line.label) } }, &html! { (line.about.join(" · ")) }, &when)
}

fn title(wait: Wait) -> &'static str {
    match wait {
        Wait::Cases => "frame-wait-cases",
        Wait::Tasks => "frame-wait-tasks",
        Wait::Matters => "frame-wait-matters",
        Wait::FollowUps => "frame-wait-follow-ups",
        Wait::Approaches => "frame-wait-approaches",
        Wait::Notices => "frame-wait-notices",
        Wait::Quotes => "frame-wait-quotes",
        Wait::Weeks => "frame-wait-weeks",
        Wait::Approvals => "frame-wait-approvals",
        Wait::SickLeave => "frame-wait-sick-leave",
        Wait::Departures => "frame-wait-departures",
        Wait::Agreements => "frame-wait-agreements",
    }
}

fn recently(words: Words, recent: &[Line]) -> Markup {
    html! {
        @if !recent.is_empty() {
            aside aria-labelledby="recent" {
                h2 #recent { (words.say("frame-recent")) }
                (rows(recent, true))
            }
        }
    }
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
