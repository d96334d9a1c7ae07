//! Charts: the figures of an area where looking beats reading.
//!
//! What grows with time is drawn as SVG with a table beside it; what is compared with each other is a table with a bar in
//! each row. It must not know where numbers come from, nor which rows somebody may see: whoever may not know all of a
//! figure gets none of it.

mod bars;
mod figure;
mod page;
mod plot;
mod scale;
#[cfg(test)]
mod tests;
mod titles;

use crate::desk::{self, Desk};
use crate::records::{of_entity, of_narrowed};
use crate::router::Route;
use crate::words::Words;
use engine::figures::{At, Figure, Point, Shape, Unit, figures};
use engine::{Area, Day, Failure, day_of, first_of_year};
use figure::{Chart, Place};
use maud::{Markup, html};

/// The page with all of them.
pub(crate) const FIGURES: &str = "/desk/figures";

pub(crate) fn desk_routes() -> Vec<Route> {
    vec![(FIGURES.to_owned(), desk::get(page::show))]
}

/// The charts of an area; nothing where the caller may know none of them.
pub(crate) async fn section(desk: &Desk, area: Area) -> Result<Markup, Failure> {
    let words = desk.words();
    let found = figures(&desk.app.engine, &desk.caller, area, day_of(desk.now)).await?;
    let charts: Vec<Chart> =
        found.iter().enumerate().map(|(at, figure)| chart(words, figure, format!("{}-{at}", area.key()))).collect();
    Ok(html! {
        @if !charts.is_empty() { div.charts { @for chart in &charts { (figure::show(words, chart)) } } }
    })
}

/// A chart of numbers that belong to no figure of an area; `id` is a word that no other chart of the page has.
pub(crate) fn drawn(words: Words, id: &str, title: String, (unit, shape): (Unit, Shape), points: &[Point]) -> Markup {
    let places = points.iter().map(|point| place(words, "", point)).collect();
    let series = vec![String::new()];
    figure::show(words, &Chart { id: id.to_owned(), title, unit, shape, series, places, list: String::new() })
}

/// What a place of a chart is called, as in its table.
pub(crate) fn called(words: Words, at: &At) -> String {
    names(words, at).0
}

/// One of each kind, with numbers that mean nothing: for the gallery.
pub(crate) fn samples(words: Words) -> Markup {
    let place = |label: &str, values: &[i64]| Place::new(label, values.to_vec());
    let months = words.say("charts-months");
    let months: Vec<&str> = months.split(' ').collect();
    let chart = |shape, series: &[&str], places| Chart {
        id: format!("sample-{shape:?}").to_lowercase(),
        title: words.say("charts-sample"),
        unit: Unit::Rows,
        shape,
        series: series.iter().map(|name| (*name).to_owned()).collect(),
        places,
        list: String::new(),
    };
    let two = months.iter().zip([[12, 4], [18, 6], [9, 7], [22, 3], [16, 9], [25, 8]]);
    let growing = months.iter().zip([[120], [140], [180], [185], [230], [260]]);
    let charts = [
        chart(Shape::Columns, &["A", "B"], two.map(|(month, of)| place(month, &of)).collect()),
        chart(Shape::Growth, &[""], growing.map(|(month, of)| place(month, &of)).collect()),
        chart(Shape::Bars, &[""], vec![place("A", &[42]), place("B", &[17]), place("C", &[3])]),
        chart(Shape::Bars, &[""], Vec::new()),
    ];
    html! { div.charts { @for chart in &charts { (figure::show(words, chart)) } } }
}

/// The figure in words.
fn chart(words: Words, figure: &Figure, id: String) -> Chart {
    Chart {
        id,
        title: titles::title(words, figure.which),
        unit: figure.unit,
        shape: figure.shape,
        series: figure.series.clone(),
        places: figure.points.iter().map(|point| place(words, &figure.kind, point)).collect(),
        list: of_entity(&figure.kind),
    }
}

fn place(words: Words, kind: &str, point: &Point) -> Place {
    let (label, short) = names(words, &point.at);
    let href = match (&point.at, &point.narrowed) {
        (At::Row(_, _, id), _) => Some(crate::records::of_row(kind, *id)),
        (_, Some(narrowed)) => Some(of_narrowed(kind, narrowed)),
        (_, None) => None,
    };
    Place { label, short, values: point.values.clone(), is_rest: matches!(point.at, At::Rest), href }
}

/// What a place is called, and the same where there is little room.
fn names(words: Words, at: &At) -> (String, String) {
    match at {
        At::Week(monday) => week(words, *monday),
        At::Month(day) => (engine::documents::month(*day, words.0), short_month(words, *day)),
        At::Row(day, name, _) => (name.clone(), short_month(words, *day)),
        At::Named(name) => (name.clone(), name.clone()),
        At::Nameless => (words.say("charts-nameless"), String::new()),
        At::Rest => (words.say("charts-rest"), String::new()),
        At::Age(from, Some(to)) => (days(words, "charts-age", *from, *to), String::new()),
        At::Age(from, None) => (words.with("charts-age-over", &[("from", &from.to_string())]), String::new()),
        At::Due(None) => (words.say("charts-due-later"), String::new()),
        At::Due(Some((i64::MIN, _))) => (words.say("charts-due-late"), String::new()),
        At::Due(Some((from, to))) => (days(words, "charts-due", *from, *to), String::new()),
    }
}

fn days(words: Words, key: &str, from: i64, to: i64) -> String {
    words.with(key, &[("from", &from.to_string()), ("to", &to.to_string())])
}

/// `nov 26`.
fn short_month(words: Words, day: Day) -> String {
    let day = engine::documents::iso_day(day);
    let months = words.say("charts-months");
    let (year, month) = day.split_once('-').unwrap_or_default();
    let month =
        month.split('-').next().and_then(|month| months.split(' ').nth(month.parse::<usize>().ok()?.checked_sub(1)?));
    format!("{} {}", month.unwrap_or_default(), year.get(2..).unwrap_or_default())
}

/// `uke 48, 2026` and `48`: the number of the week in the year of its Thursday (ISO 8601).
fn week(words: Words, monday: Day) -> (String, String) {
    let thursday = Day(monday.0 + 3);
    let number = ((thursday.0 - first_of_year(thursday).0) / 7 + 1).to_string();
    let day = engine::documents::iso_day(thursday);
    let year = day.split('-').next().unwrap_or_default();
    (words.with("charts-week", &[("week", &number), ("year", year)]), number)
}
