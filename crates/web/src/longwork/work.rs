//! One piece of work: how far it has come, what came of it, and what can be done with that.

use super::PATH;
use crate::desk::parts::{Tone, badge, figure};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::parties::of_person;
use crate::records::{handed, of_import};
use crate::words::{Words, grouped};
use engine::longwork::{Why, WorkKind, WorkState, WorkView, cancel, result, work};
use engine::records::{Verdict, import_report, undo_import};
use engine::{Failure, RowId};
use maud::{Markup, html};

/// The page of some work.
pub(crate) fn of_work(id: RowId) -> String {
    format!("{PATH}/{id}")
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (engine, words) = (&desk.app.engine, desk.words());
    let found = work(engine, &desk.caller, desk.id()?).await?;
    if found.state == WorkState::Open {
        let import = of_import(&found.of, found.id);
        return Ok(DeskPage::see_other(&match found.kind {
            WorkKind::Check => format!("{import}/columns"),
            WorkKind::Import | WorkKind::Undo | WorkKind::Export | WorkKind::Package | WorkKind::Sweep => import,
        }));
    }
    let title = title(words, &found);
    let left = match found.kind {
        WorkKind::Import | WorkKind::Undo => import_report(engine, &desk.caller, found.id).await?,
        WorkKind::Export | WorkKind::Check | WorkKind::Package | WorkKind::Sweep => Vec::new(),
    };
    let main = html! {
        p.crumb { a href=(PATH) { (words.say("transfer-works")) } }
        h1 { (title) }
        @if found.is_under_way() { (under_way(words, &found)) } @else {
            p { (state(words, &found)) " " (words.with("transfer-ended", &[("moment", &words.moment(found.ended_at.unwrap_or(found.asked_at)))])) }
            (outcome(words, &found))
            @if !left.is_empty() { (left_out(words, &found, &left)) }
            (taking_back(words, &found))
            p.hint { (words.with("transfer-goes", &[("moment", &words.moment(found.expires_at))])) }
        }
    };
    Ok(desk.page(Place::Data, &title, None, &main))
}

pub(super) async fn fetch(desk: Desk) -> Result<DeskPage, Failure> {
    handed(result(&desk.app.engine, &desk.caller, desk.id()?).await?).await
}

pub(super) async fn stop(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    cancel(&desk.app.engine, &desk.caller, desk.now, id).await?;
    Ok(DeskPage::see_other(&of_work(id)))
}

pub(super) async fn undo(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    undo_import(&desk.app.engine, &desk.caller, desk.now, id).await?;
    Ok(DeskPage::see_other(&of_work(id)))
}

/// `Eksport: Mulig kunde`.
pub(super) fn title(words: Words, work: &WorkView) -> String {
    let key = match work.kind {
        WorkKind::Export => "transfer-export-of",
        WorkKind::Check => "transfer-check-of",
        WorkKind::Import => "transfer-import-of",
        WorkKind::Undo => "transfer-undo-of",
        WorkKind::Package => return words.say("transfer-package"),
        WorkKind::Sweep => return words.say("transfer-sweep"),
    };
    words.with(key, &[("kind", &work.name)])
}

pub(super) fn state(words: Words, work: &WorkView) -> Markup {
    let (tone, key) = match work.state {
        WorkState::Open => (Tone::Warn, "transfer-open"),
        WorkState::Waiting => (Tone::Plain, "transfer-waiting"),
        WorkState::Running => (Tone::Plain, "transfer-running"),
        WorkState::Done if work.why.is_some() => (Tone::Warn, "transfer-gone"),
        WorkState::Done => (Tone::Good, "transfer-done"),
        WorkState::Failed => (Tone::Bad, "transfer-failed"),
        WorkState::Cancelled => (Tone::Plain, "transfer-cancelled"),
    };
    badge(tone, &words.say(key))
}

/// How far it has come. What the script asks for again stands in one element, which tells itself to those who listen.
fn under_way(words: Words, work: &WorkView) -> Markup {
    let told = match work.total {
        0 => words.say("transfer-begun"),
        total => words.with("transfer-far", &[("done", &grouped(work.done)), ("total", &grouped(total))]),
    };
    html! {
        div.meter data-live {
            label for="far" { (state(words, work)) " " span data-told role="status" { (told) } }
            progress #far value=(work.done) max=(work.total.max(1)) {}
        }
        p.hint { (words.say("transfer-leave")) }
        div.actions {
            noscript { a.button href=(of_work(work.id)) { (words.say("transfer-look")) } }
            form method="post" action={ (of_work(work.id)) "/cancel" } {
                button.button.quiet { (words.say("transfer-stop")) }
            }
        }
    }
}

fn outcome(words: Words, work: &WorkView) -> Markup {
    let why = work.why.map(|why| match why {
        Why::NoAccess => "transfer-why-access",
        Why::TooLarge => "transfer-why-large",
        Why::Erased => "transfer-why-erased",
        Why::Undecided => "transfer-why-undecided",
        Why::GaveUp => "transfer-why-gave-up",
    });
    html! {
        @if let Some(why) = why { div.notice { p { (words.say(why)) } } }
        @match work.kind {
            WorkKind::Export => {
                @if work.has_file {
                    p { (words.with("transfer-rows", &[("rows", &grouped(work.total))])) }
                    div.actions { a.button href={ (of_work(work.id)) "/file" } download { (words.say("transfer-fetch")) } }
                }
            }
            WorkKind::Package => {
                div.actions {
                    @if work.has_file { a.button href={ (of_work(work.id)) "/file" } download { (words.say("transfer-fetch")) } }
                    @if let Some(person) = work.person { a.button.quiet href=(of_person(person)) { (words.say("transfer-person")) } }
                }
            }
            WorkKind::Sweep => {
                (figures(&[
                    (work.result.made, words.say("transfer-removed")),
                    (work.result.updated, words.say("transfer-emptied")),
                    (work.result.skipped, words.say("transfer-stayed")),
                ]))
                @if work.result.wrong > 0 { p { (words.with("transfer-put-off", &[("rows", &grouped(work.result.wrong))])) } }
                p { a href="/desk/receipts" { (words.say("nav-receipts")) } }
            }
            WorkKind::Check => {}
            WorkKind::Import => {
                (figures(&[
                    (work.result.made, words.say("transfer-made")),
                    (work.result.updated, words.say("transfer-updated")),
                    (work.result.skipped, words.say("transfer-skipped")),
                    (work.result.wrong, words.say("transfer-wrong")),
                ]))
            }
            WorkKind::Undo => {
                (figures(&[
                    (work.result.made, words.say("transfer-undone")),
                    (work.result.skipped, words.say("transfer-kept")),
                ]))
            }
        }
    }
}

fn figures(of: &[(u64, String)]) -> Markup {
    html! {
        div.three.figures {
            @for (count, what) in of { (figure(None, &grouped(*count), what)) }
        }
    }
}

/// The lines that did not become rows, by their numbers.
fn left_out(words: Words, work: &WorkView, left: &[(u32, Verdict)]) -> Markup {
    html! {
        h2 { (words.say("transfer-left")) }
        ul.rows {
            @for (line, verdict) in left {
                li.row {
                    span.who { (words.with("transfer-line", &[("line", &line.to_string())])) }
                    span.what {
                        @match verdict {
                            Verdict::Kept(row) => {
                                a href=(crate::records::of_row(&work.of, *row)) { (words.say("transfer-line-kept")) }
                            }
                            other => (verdict_words(words, other)),
                        }
                    }
                }
            }
        }
        @if left.len() == engine::PREVIEW_LINES { p.hint { (words.say("transfer-left-first")) } }
    }
}

pub(crate) fn verdict_words(words: Words, verdict: &Verdict) -> String {
    match verdict {
        Verdict::Ready => words.say("transfer-line-ready"),
        Verdict::There(..) => words.say("transfer-line-there"),
        Verdict::Twice(earlier) => words.with("transfer-line-twice", &[("line", &earlier.to_string())]),
        Verdict::Wrong(_) => words.say("transfer-line-wrong"),
        Verdict::SaidNo => words.say("transfer-line-no"),
        Verdict::Done => words.say("transfer-line-done"),
        Verdict::Undone => words.say("transfer-line-undone"),
        Verdict::Kept(_) => words.say("transfer-line-kept"),
    }
}

fn taking_back(words: Words, work: &WorkView) -> Markup {
    if !work.is_undoable() {
        return html! {};
    }
    html! {
        section.card {
            h2 { (words.say("transfer-undo")) }
            p { (words.say("transfer-undo-text")) }
            form method="post" action={ (of_work(work.id)) "/undo" } {
                button.button.quiet { (words.say("transfer-undo-do")) }
            }
        }
    }
}
