//! Each part of a report as it is shown: charts with their numbers, or a table.

use crate::charts::{called, drawn};
use crate::support::feedback::said;
use crate::support::words::{deadline, lasting};
use crate::words::Words;
use engine::figures::{At, Point, Shape, Unit};
use engine::support::How;
use engine::support::reports::{AgeLine, AnswerLine, CustomerLine, FeedbackLine, LoadLine, OwnerLine};
use maud::{Markup, html};

/// How many of many a chart shows.
const BARS: usize = 12;

fn point(at: At, value: u64) -> Point {
    Point { at, values: vec![i64::try_from(value).unwrap_or(i64::MAX)], narrowed: None }
}

pub(super) fn loads(words: Words, lines: &[LoadLine]) -> Markup {
    let chart = |key: &str, shape, of: fn(&LoadLine) -> u64| {
        let points: Vec<Point> = lines.iter().map(|line| point(line.at.clone(), of(line))).collect();
        drawn(words, key, words.say(key), (Unit::Rows, shape), &points)
    };
    html! {
        div.charts {
            (chart("reports-came", Shape::Columns, |line| line.came))
            (chart("reports-solved", Shape::Columns, |line| line.solved))
            (chart("reports-open", Shape::Growth, |line| line.open))
        }
    }
}

pub(super) fn times(words: Words, lines: &[AnswerLine]) -> Markup {
    let heads = [
        "case-queue",
        "reports-kind",
        "reports-done",
        "reports-median",
        "reports-ninetieth",
        "reports-in-time",
        "reports-undone",
    ];
    html! {
        div.sheet tabindex="0" role="group" aria-label=(words.say("reports-answers")) {
            table.data {
                thead { tr { @for (at, head) in heads.iter().enumerate() { th.number[at > 1] scope="col" { (words.say(head)) } } } }
                tbody {
                    @for line in lines {
                        tr {
                            th scope="row" data-name=(words.say(heads[0])) { (queue(words, line)) }
                            td data-name=(words.say(heads[1])) { (deadline(words, line.kind)) }
                            td.number data-name=(words.say(heads[2])) { (line.done) }
                            td.number data-name=(words.say(heads[3])) { (took(words, line, line.median_seconds)) }
                            td.number data-name=(words.say(heads[4])) { (took(words, line, line.ninetieth_seconds)) }
                            td.number data-name=(words.say(heads[5])) { (share(words, line)) }
                            td.number data-name=(words.say(heads[6])) { (line.undone) }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn queue(words: Words, line: &AnswerLine) -> String {
    line.queue.clone().unwrap_or_else(|| words.say("case-every-queue"))
}

fn took(words: Words, line: &AnswerLine, seconds: i64) -> String {
    if line.done == 0 { String::new() } else { lasting(words, seconds) }
}

/// `94 %`; nothing where nothing was done.
fn share(words: Words, line: &AnswerLine) -> String {
    let percent = (line.in_time * 100).checked_div(line.done);
    percent.map(|percent| words.with("reports-percent", &[("percent", &percent.to_string())])).unwrap_or_default()
}

pub(super) fn aged(words: Words, lines: &[AgeLine]) -> Markup {
    let chart = |key: &str, of: fn(&AgeLine) -> u64| {
        let points: Vec<Point> = lines.iter().map(|line| point(line.at.clone(), of(line))).collect();
        drawn(words, key, words.say(key), (Unit::Rows, Shape::Bars), &points)
    };
    html! { div.charts { (chart("reports-aged", |line| line.cases)) (chart("reports-late", |line| line.late)) } }
}

pub(super) fn went(words: Words, lines: &[FeedbackLine]) -> Markup {
    let said = How::ALL.iter().map(|how| said(words, *how));
    let heads = ["case-queue", "reports-asked"].into_iter().map(|head| words.say(head));
    let heads: Vec<String> = heads.chain(said).collect();
    html! {
        div.sheet tabindex="0" role="group" aria-label=(words.say("reports-feedback")) {
            table.data {
                thead { tr { @for (at, head) in heads.iter().enumerate() { th.number[at > 0] scope="col" { (head) } } } }
                tbody {
                    @for line in lines {
                        tr {
                            th scope="row" data-name=(heads[0]) { (line.queue) }
                            @for (head, number) in heads[1..].iter().zip([line.asked, line.good, line.middling, line.poor]) {
                                td.number data-name=(head) { (number) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What somebody's open cases stand under.
pub(super) fn owner(words: Words, line: &OwnerLine) -> String {
    line.owner.as_ref().map_or_else(|| words.say("case-nobody"), |owner| called(words, owner))
}

pub(super) fn shared(words: Words, lines: &[OwnerLine]) -> Markup {
    let points: Vec<Point> = lines.iter().map(|line| point(At::Named(owner(words, line)), line.cases)).collect();
    html! { div.charts { (drawn(words, "reports-owned", words.say("reports-owned"), (Unit::Rows, Shape::Bars), &points)) } }
}

pub(super) fn whose(words: Words, lines: &[CustomerLine]) -> Markup {
    let cases: Vec<(At, i64)> =
        lines.iter().map(|line| (line.at.clone(), i64::try_from(line.cases).unwrap_or(i64::MAX))).collect();
    let minutes: Vec<(At, i64)> = lines.iter().filter_map(|line| Some((line.at.clone(), line.minutes?))).collect();
    let chart = |key: &str, unit, of: Vec<(At, i64)>| drawn(words, key, words.say(key), (unit, Shape::Bars), &most(of));
    html! {
        div.charts {
            (chart("reports-customer-cases", Unit::Rows, cases))
            @if !minutes.is_empty() { (chart("reports-customer-time", Unit::Minutes, minutes)) }
        }
    }
}

/// The greatest, and the others together.
fn most(of: Vec<(At, i64)>) -> Vec<Point> {
    let (rest, mut named): (Vec<_>, Vec<_>) = of.into_iter().partition(|(at, _)| *at == At::Rest);
    named.retain(|(_, value)| *value > 0);
    named.sort_by_key(|(_, value)| std::cmp::Reverse(*value));
    let left: i64 = rest.iter().chain(named.iter().skip(BARS)).map(|(_, value)| value).sum();
    named.truncate(BARS);
    let left = (left > 0).then_some((At::Rest, left));
    named.into_iter().chain(left).map(|(at, value)| Point { at, values: vec![value], narrowed: None }).collect()
}
