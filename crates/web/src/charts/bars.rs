//! What is compared with each other: a table with a bar in each row, so that it needs no other to be read. The rest
//! together is none of them, and has a number only.

use super::figure::{Chart, link};
use super::scale::percent;
use crate::words::Words;
use maud::{Markup, html};

pub(super) fn table(words: Words, chart: &Chart) -> Markup {
    let most = chart
        .places
        .iter()
        .filter(|place| !place.is_rest)
        .map(|place| place.total().unsigned_abs())
        .max()
        .unwrap_or(0)
        .max(1);
    let length = |value: i64| {
        let share = u128::from(value.unsigned_abs()) * 10_000 / u128::from(most);
        percent(i64::try_from(share).unwrap_or(0))
    };
    html! {
        table.bars aria-label=(chart.title) {
            tbody {
                @for place in &chart.places {
                    tr {
                        th scope="row" { (link(place)) }
                        td { (chart.unit.say(place.total(), words.0)) }
                        @if !place.is_rest {
                            td.bar {
                                svg aria-hidden="true" {
                                    rect class=(if place.total() < 0 { "below" } else { "one" }) width=(length(place.total())) height="100%" rx="2" {}
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
