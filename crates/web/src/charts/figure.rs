//! A chart with its heading, its legend, and its numbers as a table.

use super::{bars, plot};
use crate::words::Words;
use engine::figures::{Shape, Unit};
use maud::{Markup, html};

/// A chart in words.
pub(super) struct Chart {
    /// A word that no other chart of the page has.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) unit: Unit,
    pub(super) shape: Shape,
    /// What each of the numbers of a place is called.
    pub(super) series: Vec<String>,
    pub(super) places: Vec<Place>,
    /// The list of the rows behind it; empty where there is none.
    pub(super) list: String,
}

/// A place of a chart.
pub(super) struct Place {
    pub(super) label: String,
    /// The same where there is little room.
    pub(super) short: String,
    pub(super) values: Vec<i64>,
    /// All that has no place of its own, together.
    pub(super) is_rest: bool,
    /// Where just its rows are.
    pub(super) href: Option<String>,
}

impl Place {
    pub(super) fn new(label: &str, values: Vec<i64>) -> Self {
        Self { label: label.to_owned(), short: label.to_owned(), values, is_rest: false, href: None }
    }

    pub(super) fn total(&self) -> i64 {
        self.values.iter().fold(0, |sum, value| sum.saturating_add(*value))
    }
}

impl Chart {
    fn is_empty(&self) -> bool {
        self.places.iter().all(|place| place.values.iter().all(|value| *value == 0))
    }
}

pub(super) fn show(words: Words, chart: &Chart) -> Markup {
    html! {
        figure.chart.card {
            figcaption {
                h3 { (chart.title) }
                @if !chart.list.is_empty() {
                    a href=(chart.list) aria-label=(words.with("charts-list-of", &[("title", &chart.title)])) {
                        (words.say("charts-list"))
                    }
                }
            }
            @if chart.is_empty() {
                p.hint { (words.say("charts-nothing")) }
            } @else {
                @match chart.shape {
                    Shape::Bars => (bars::table(words, chart)),
                    Shape::Columns | Shape::Growth => {
                        (legend(chart))
                        (plot::draw(words, chart))
                        (twin(words, chart))
                    }
                }
            }
        }
    }
}

/// Which pattern is what; nothing where there is only one.
fn legend(chart: &Chart) -> Markup {
    html! {
        @if chart.series.len() > 1 {
            ul.legend {
                @for (at, name) in chart.series.iter().enumerate() {
                    li {
                        svg.swatch aria-hidden="true" { @if at == 1 { (plot::pattern(chart)) } (plot::block(chart, at, ["0", "0", "100%", "100%"])) }
                        (name)
                    }
                }
            }
        }
    }
}

/// The same numbers to be read.
fn twin(words: Words, chart: &Chart) -> Markup {
    let say = |value: i64| chart.unit.say(value, words.0);
    html! {
        details {
            summary { (words.say("charts-numbers")) }
            div.scroll tabindex="0" role="group" aria-label=(chart.title) {
                table.numbers {
                    @if chart.series.len() > 1 {
                        thead {
                            tr { td {} @for name in &chart.series { th scope="col" { (name) } } }
                        }
                    }
                    tbody {
                        @for place in &chart.places {
                            tr {
                                th scope="row" { (link(place)) }
                                @for value in &place.values { td { (say(*value)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a place is called, with the way to its rows.
pub(super) fn link(place: &Place) -> Markup {
    html! {
        @if let Some(href) = &place.href { a href=(href) { (place.label) } } @else { (place.label) }
    }
}
