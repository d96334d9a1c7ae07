//! What grows with time, as SVG: columns, stacked where there are several numbers, or an area under a line.
//!
//! Everything stands in percent of the drawing, so that it fits any width while its words keep their size.

use super::figure::{Chart, Place};
use super::scale::{Scale, percent};
use crate::words::Words;
use engine::figures::Shape;
use maud::{Markup, html};

/// The drawing within its frame, in hundredths of a percent: the words of the axes stand outside.
const WIDTH: i64 = 8_700;
const TOP: i64 = 500;
const HEIGHT: i64 = 8_000;
/// How much of its place a column takes, in hundredths.
const COLUMN: i64 = 68;
/// Every so many places has its words under it.
const WORDED: usize = 3;

pub(super) fn draw(words: Words, chart: &Chart) -> Markup {
    let is_growth = chart.shape == Shape::Growth;
    let stacks = chart.places.iter().flat_map(|place| {
        let above: i64 =
            place.values.iter().filter(|value| **value > 0).fold(0, |sum, value| sum.saturating_add(*value));
        let below: i64 =
            place.values.iter().filter(|value| **value < 0).fold(0, |sum, value| sum.saturating_add(*value));
        [above, below]
    });
    let scale = Scale::over(stacks, chart.unit.whole());
    html! {
        svg.plot role="img" aria-label=(told(words, chart)) {
            (grid(words, chart, &scale))
            @if is_growth {
                (area(&chart.places, &scale))
            } @else {
                @for (at, place) in chart.places.iter().enumerate() { (column(chart, at, place, &scale)) }
            }
            @for (at, place) in chart.places.iter().enumerate() {
                @if (chart.places.len() - 1 - at).is_multiple_of(WORDED) {
                    text.tick x=(percent(middle(chart, at))) y="97%" text-anchor="middle" { (place.short) }
                }
            }
        }
    }
}

/// What it shows, in a sentence: its ends, and where most is.
fn told(words: Words, chart: &Chart) -> String {
    let say = |place: &Place| format!("{} {}", place.label, chart.unit.say(place.total(), words.0));
    let most = chart.places.iter().max_by_key(|place| place.total());
    let (Some(first), Some(last), Some(most)) = (chart.places.first(), chart.places.last(), most) else {
        return chart.title.clone();
    };
    let said = [("title", chart.title.as_str()), ("first", &say(first)), ("last", &say(last)), ("most", &say(most))];
    words.with("charts-told", &said)
}

fn grid(words: Words, chart: &Chart, scale: &Scale) -> Markup {
    html! {
        @for tick in scale.ticks() {
            @let y = percent(height(scale, tick));
            line class=(if tick == 0 { "ground" } else { "grid" }) x1="0" x2=(percent(WIDTH)) y1=(y) y2=(y) {}
            text.tick x="100%" y=(y) dy="0.35em" text-anchor="end" { (chart.unit.say(tick, words.0)) }
        }
    }
}

/// Its numbers on top of each other, the first at the ground; those below nought hang from it.
fn column(chart: &Chart, at: usize, place: &Place, scale: &Scale) -> Markup {
    let wide = each(chart) * COLUMN / 100;
    let left = percent(middle(chart, at) - wide / 2);
    let (mut above, mut below) = (0_i64, 0_i64);
    let mut blocks = Vec::new();
    for (series, value) in place.values.iter().enumerate().filter(|(_, value)| **value != 0) {
        let from = if *value > 0 { &mut above } else { &mut below };
        let to = from.saturating_add(*value);
        let (one, other) = (height(scale, *from), height(scale, to));
        *from = to;
        let block = [left.clone(), percent(one.min(other)), percent(wide), percent((one - other).abs())];
        blocks.push(self::block(chart, series, [&block[0], &block[1], &block[2], &block[3]]));
    }
    html! { @for block in &blocks { (block) } }
}

/// A part of a column, and of the legend: told from the others by its pattern as well as by its colour.
pub(super) fn block(chart: &Chart, series: usize, [x, y, width, height]: [&str; 4]) -> Markup {
    let fill = (series == 1).then(|| format!("url(#{})", hatching(chart)));
    let kind = ["one", "hatched", "three"][series.min(2)];
    html! { rect class=(kind) fill=[fill] x=(x) y=(y) width=(width) height=(height) {} }
}

/// The pattern of the second number; the legend has it for the whole chart.
pub(super) fn pattern(chart: &Chart) -> Markup {
    html! {
        pattern id=(hatching(chart)) width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
            rect.ground width="5" height="5" {}
            rect.two width="2.5" height="5" {}
        }
    }
}

fn hatching(chart: &Chart) -> String {
    format!("{}-two", chart.id)
}

/// The line through all places, and what lies under it.
fn area(places: &[Place], scale: &Scale) -> Markup {
    let last = i64::try_from(places.len()).unwrap_or(1) - 1;
    let point = |(at, place): (usize, &Place)| {
        let x = if last == 0 { 0 } else { i64::try_from(at).unwrap_or(0) * 10_000 / last };
        format!("{x},{}", 10_000 - scale.place(place.total()))
    };
    let mut points: Vec<String> = places.iter().enumerate().map(point).collect();
    // One place alone is a level.
    if let (0, Some(only)) = (last, places.first()) {
        points.push(format!("10000,{}", 10_000 - scale.place(only.total())));
    }
    let line = points.join(" ");
    let ground = 10_000 - scale.place(0);
    html! {
        svg x="0" y=(percent(TOP)) width=(percent(WIDTH)) height=(percent(HEIGHT)) viewBox="0 0 10000 10000" preserveAspectRatio="none" {
            polygon.under points={ "0," (ground) " " (line) " 10000," (ground) } {}
            polyline.line points=(line) vector-effect="non-scaling-stroke" {}
        }
    }
}

/// How wide each place is.
fn each(chart: &Chart) -> i64 {
    WIDTH / i64::try_from(chart.places.len()).unwrap_or(1).max(1)
}

fn middle(chart: &Chart, at: usize) -> i64 {
    let at = i64::try_from(at).unwrap_or(0);
    each(chart) * at + each(chart) / 2
}

/// How far down the drawing a number is.
fn height(scale: &Scale, value: i64) -> i64 {
    TOP + (10_000 - scale.place(value)) * HEIGHT / 10_000
}
