//! Reports of cases: charts with their numbers, for a period and a queue, and each as a file.

mod part;
mod sheet;
mod shown;

pub(super) use sheet::hand_over;

use crate::desk::parts::{alert, empty};
use crate::desk::{Desk, DeskPage, Place};
use crate::words::Words;
use engine::documents::{iso_day, read_day};
use engine::support::reports::{
    Reckoned, ReportAsked, ages, answers, customers, feedback, load, owners, report_queues,
};
use engine::{Failure, REPORT_DAYS, RowId, day_of};
use maud::{Markup, html};
use part::Part;
use shown::{aged, loads, shared, times, went, whose};
use std::str::FromStr;

/// The page with all of them.
pub(super) const REPORTS: &str = "/desk/cases/reports";

/// What the address asks for.
fn asked(desk: &Desk) -> ReportAsked {
    let day = |name: &str| desk.query(name).and_then(|typed| read_day(&typed));
    let queue = desk.query("queue").and_then(|id| RowId::from_str(&id).ok());
    ReportAsked::new(day("from"), day("to"), queue, day_of(desk.now))
}

/// The same in an address.
fn query(asked: ReportAsked) -> String {
    let queue = asked.queue.map(|queue| format!("&queue={queue}")).unwrap_or_default();
    format!("from={}&to={}{queue}", iso_day(asked.from), iso_day(asked.to))
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (engine, caller, words, asked) = (&desk.app.engine, &desk.caller, desk.words(), asked(&desk));
    if !engine::support::may_see(engine, caller) {
        return Err(Failure::Denied);
    }
    let title = words.say("reports-title");
    let parts = [
        section(words, asked, Part::Load, &load(engine, caller, asked).await?, |lines| loads(words, lines)),
        section(words, asked, Part::Answers, &answers(engine, caller, desk.now, asked).await?, |lines| {
            times(words, lines)
        }),
        section(words, asked, Part::Ages, &ages(engine, caller, desk.now, asked).await?, |lines| aged(words, lines)),
        section(words, asked, Part::Owners, &owners(engine, caller, asked).await?, |lines| shared(words, lines)),
        section(words, asked, Part::Customers, &customers(engine, caller, desk.now, asked).await?, |lines| {
            whose(words, lines)
        }),
        section(words, asked, Part::Feedback, &feedback(engine, caller, desk.now, asked).await?, |lines| {
            went(words, lines)
        }),
    ];
    let is_empty = parts.iter().all(|part| part.0.is_empty());
    let main = html! {
        p.crumb { a href=(super::PATH) { (words.say("case-inbox")) } }
        h1 { (title) }
        (chosen(&desk, asked).await?)
        @if is_empty { (empty(&words.say("reports-none"))) }
        @for part in &parts { (part) }
    };
    Ok(desk.page(Place::Cases, &title, None, &main))
}

/// Which days and which queue, to be chosen.
async fn chosen(desk: &Desk, asked: ReportAsked) -> Result<Markup, Failure> {
    let words = desk.words();
    let queues = report_queues(&desk.app.engine, &desk.caller).await?;
    let years = (REPORT_DAYS / 366).to_string();
    Ok(html! {
        form.actions method="get" action=(REPORTS) {
            label { (words.say("reports-from")) " " input type="date" name="from" value=(iso_day(asked.from)) required; }
            label { (words.say("reports-to")) " " input type="date" name="to" value=(iso_day(asked.to)) required; }
            @if queues.len() > 1 {
                label {
                    (words.say("case-queue")) " "
                    select name="queue" {
                        option value="" { (words.say("case-every-queue")) }
                        @for (id, name) in &queues { option value=(id) selected[asked.queue == Some(*id)] { (name) } }
                    }
                }
            }
            button.button.quiet { (words.say("reports-show")) }
        }
        p.hint { (words.with("reports-hint", &[("years", &years)])) }
    })
}

/// A part with its heading and the way to its file; nothing where the caller may not know it.
fn section<T>(
    words: Words,
    asked: ReportAsked,
    part: Part,
    lines: &Reckoned<T>,
    body: impl FnOnce(&[T]) -> Markup,
) -> Markup {
    let heading = part.title(words);
    let shown = match lines {
        Reckoned::Hidden => return html! {},
        Reckoned::TooMany => alert(&words.say("reports-much")),
        Reckoned::Lines(lines) => html! {
            p.hint { (part.hint(words)) }
            @if lines.is_empty() { p.hint { (words.say("charts-nothing")) } } @else { (body(lines)) }
        },
    };
    let file = format!("{REPORTS}.csv?of={}&{}", part.key(), query(asked));
    html! {
        section id=(part.key()) {
            header.title {
                h2 { (heading) }
                @if matches!(lines, Reckoned::Lines(_)) {
                    div.actions { a.button.quiet.small href=(file) aria-label=(words.with("reports-file-of", &[("title", &heading)])) { (words.say("reports-file")) } }
                }
            }
            (shown)
        }
    }
}
