//! Internal control: what is overdue, the open risks as a table, and the measures by their dates.

use crate::desk::parts::{Tone, badge, row};
use crate::desk::{Desk, DeskPage, Place};
use crate::records::{of_entity, of_row};
use crate::words::Words;
use engine::privacy::{Consequence, ControlLine, Likelihood, Matter, RiskLine, control, overdue_for};
use engine::{Day, Failure, day_of};
use maud::{Markup, html};

pub(crate) const PATH: &str = "/desk/control";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let today = day_of(desk.now);
    let found = control(&desk.app.engine, &desk.caller, today).await?;
    let title = words.say("control-title");
    let main = html! {
        header.title {
            h1 { (title) }
            div.actions {
                a.button.quiet href=(of_entity("risk")) { (words.say("control-risks")) }
                a.button.quiet href=(of_entity("measure")) { (words.say("control-measures")) }
                a.button.quiet href=(of_entity("routine")) { (words.say("control-routines")) }
            }
        }
        p.lead { (words.say("control-lead")) }
        h2 { (words.say("control-overdue")) }
        (lines(words, &found.overdue, today))
        h2 { (words.say("control-open-risks")) }
        @if found.risks.is_empty() { p.empty { (words.say("control-nothing")) } } @else { (matrix(words, &found.risks)) }
        h2 { (words.say("control-open-measures")) }
        (lines(words, &found.measures, today))
    };
    Ok(desk.page(Place::Control, &title, None, &main))
}

/// The card on Today: what is overdue and the reader's own; nothing where nothing is.
pub(crate) async fn today(desk: &Desk) -> Result<Markup, Failure> {
    let words = desk.words();
    let today = day_of(desk.now);
    let found = overdue_for(&desk.app.engine, &desk.caller, today).await?;
    Ok(html! {
        @if !found.is_empty() {
            h2 { a href=(PATH) { (words.say("control-yours")) } }
            (lines(words, &found, today))
        }
    })
}

fn lines(words: Words, lines: &[ControlLine], today: Day) -> Markup {
    if lines.is_empty() {
        return html! { p.empty { (words.say("control-nothing")) } };
    }
    html! {
        ul.rows {
            @for line in lines {
                li {
                    @let who = html! { strong { (matter(words, line.matter)) } span.muted { (line.owner_name) } };
                    @let of_breach = badge(Tone::Plain, &words.say("control-of-breach"));
                    @let what = html! { (line.title) @if line.breach.is_some() { " " (of_breach) } };
                    @let (tone, key) = if line.due < today { (Tone::Bad, "control-late") } else { (Tone::Plain, "measure-due") };
                    @let due = badge(tone, &words.with(key, &[("day", &words.day(line.due))]));
                    (row(&of_row(kind(line.matter), line.id), &who, &what, &due))
                }
            }
        }
    }
}

/// The register's word for the row.
fn kind(matter: Matter) -> &'static str {
    match matter {
        Matter::Risk => "risk",
        Matter::Measure | Matter::Check => "measure",
        Matter::Routine => "routine",
    }
}

fn matter(words: Words, matter: Matter) -> String {
    words.say(match matter {
        Matter::Risk => "matter-risk",
        Matter::Measure => "matter-measure",
        Matter::Check => "matter-check",
        Matter::Routine => "matter-routine",
    })
}

/// Likelihood by consequence, the worst at the top and to the right.
fn matrix(words: Words, risks: &[RiskLine]) -> Markup {
    html! {
        table.data role="table" aria-label=(words.say("control-open-risks")) {
            thead role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" { (words.say("control-likelihood")) }
                    @for consequence in Consequence::ALL { th role="columnheader" scope="col" { (consequence_words(words, *consequence)) } }
                }
            }
            tbody role="rowgroup" {
                @for likelihood in Likelihood::ALL.iter().rev() {
                    tr role="row" {
                        th role="rowheader" scope="row" { (likelihood_words(words, *likelihood)) }
                        @for consequence in Consequence::ALL {
                            td role="cell" data-name=(consequence_words(words, *consequence)) {
                                @for risk in risks.iter().filter(|risk| (risk.likelihood, risk.consequence) == (*likelihood, *consequence)) {
                                    div { a href=(of_row("risk", risk.id)) { (risk.title) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn likelihood_words(words: Words, likelihood: Likelihood) -> String {
    words.say(match likelihood {
        Likelihood::Rare => "likelihood-rare",
        Likelihood::Unlikely => "likelihood-unlikely",
        Likelihood::Possible => "likelihood-possible",
        Likelihood::Likely => "likelihood-likely",
    })
}

fn consequence_words(words: Words, consequence: Consequence) -> String {
    words.say(match consequence {
        Consequence::Slight => "consequence-slight",
        Consequence::Some => "consequence-some",
        Consequence::Serious => "consequence-serious",
        Consequence::Severe => "consequence-severe",
    })
}
