//! Shapes: where bars, columns and lines lie, and what is said about them.

use super::figure::{Chart, Place, show};
use super::scale::Scale;
use super::{plot, samples, short_month};
use crate::words::Words;
use engine::figures::{Shape, Unit};
use engine::{Day, Language};
use expect_test::{Expect, expect};

fn chart(shape: Shape, unit: Unit, series: usize, values: &[&[i64]]) -> Chart {
    let names = ["ja", "nei", "vet ikke"];
    let place = |(at, values): (usize, &&[i64])| Place::new(&format!("nr. {at}"), values.to_vec());
    Chart {
        id: "test".to_owned(),
        title: "Prøve".to_owned(),
        unit,
        shape,
        series: names[..series].iter().map(|name| (*name).to_owned()).collect(),
        places: values.iter().enumerate().map(place).collect(),
        list: String::new(),
    }
}

fn shown(chart: &Chart) -> String {
    show(Words(Language::Nb), chart).into_string().replace("><", ">\n<")
}

/// The lines of the drawing that hold `what`.
fn lines(chart: &Chart, what: &str) -> String {
    let page = shown(chart);
    let lines: Vec<&str> = page.lines().filter(|line| line.contains(what)).collect();
    lines.join("\n") + "\n"
}

fn ticks(values: &[i64], whole: i64, expected: &Expect) {
    expected.assert_eq(&format!("{:?}", Scale::over(values.iter().copied(), whole).ticks()));
}

#[test]
fn an_axis_ends_at_round_numbers() {
    ticks(&[], 1, &expect!["[0, 1]"]);
    ticks(&[0, 0], 1, &expect!["[0, 1]"]);
    ticks(&[1], 1, &expect!["[0, 1]"]);
    ticks(&[7, 3], 1, &expect!["[0, 2, 4, 6, 8]"]);
    ticks(&[41], 1, &expect!["[0, 20, 40, 60]"]);
    ticks(&[-3, 9], 1, &expect!["[-5, 0, 5, 10]"]);
    ticks(&[-8], 1, &expect!["[-8, -6, -4, -2, 0]"]);
    ticks(&[100 * 60], 60, &expect!["[0, 3000, 6000]"]);
    ticks(&[i64::MAX], 1, &expect!["[0, 5000000000000000000]"]);
}

#[test]
fn columns_stand_on_nought_and_on_each_other() {
    let chart = chart(Shape::Columns, Unit::Rows, 2, &[&[1, 1], &[4, 0], &[0, 0], &[-2, 0]]);
    expect![[r#"
        <rect class="one" x="0" y="0" width="100%" height="100%">
        <rect class="one" x="3.48%" y="45.00%" width="14.79%" height="13.33%">
        <rect class="one" x="25.23%" y="5.00%" width="14.79%" height="53.33%">
        <rect class="one" x="68.73%" y="58.33%" width="14.79%" height="26.67%">
    "#]]
    .assert_eq(&lines(&chart, "class=\"one\""));
    let page = shown(&chart);
    let (patterns, hatched) = (page.matches("<pattern").count(), page.matches("fill=\"url(#test-two)\"").count());
    assert_eq!(
        (patterns, hatched),
        (1, 2),
        "the second number is hatched, in the legend and in the one column that has it"
    );
}

#[test]
fn one_point_and_huge_ones_are_drawn() {
    let alone = chart(Shape::Growth, Unit::Rows, 1, &[&[5]]);
    expect![[r#"
        <polyline class="line" points="0,1667 10000,1667" vector-effect="non-scaling-stroke">
    "#]]
    .assert_eq(&lines(&alone, "<polyline"));
    let huge = chart(Shape::Columns, Unit::Rows, 2, &[&[i64::MAX, i64::MAX], &[i64::MIN, 0]]);
    assert!(shown(&huge).contains("<rect"), "no sum overflows");
    assert!(
        !plot::draw(Words(Language::En), &chart(Shape::Columns, Unit::Rows, 1, &[])).into_string().contains("<rect")
    );
}

#[test]
fn a_bar_is_as_long_as_its_share_of_the_longest() {
    let chart = chart(Shape::Bars, Unit::Money, 1, &[&[300_000], &[100_000], &[-50], &[0]]);
    expect![[r#"
        <rect class="one" width="100.00%" height="100%" rx="2">
        <rect class="one" width="33.33%" height="100%" rx="2">
        <rect class="below" width="0.01%" height="100%" rx="2">
        <rect class="one" width="0.00%" height="100%" rx="2">
    "#]]
    .assert_eq(&lines(&chart, "<rect"));
    assert!(shown(&chart).contains("3\u{a0}000\u{a0}kr"), "{}", shown(&chart));
}

#[test]
fn the_rest_together_sets_no_scale() {
    let mut chart = chart(Shape::Bars, Unit::Rows, 1, &[&[40], &[10], &[4_000]]);
    chart.places[2].is_rest = true;
    expect![[r#"
        <rect class="one" width="100.00%" height="100%" rx="2">
        <rect class="one" width="25.00%" height="100%" rx="2">
    "#]]
    .assert_eq(&lines(&chart, "<rect"));
    assert!(shown(&chart).contains("4\u{a0}000"), "its number is told");
}

#[test]
fn a_month_is_cut_nowhere() {
    let month = |day, language| short_month(Words(language), Day(day));
    for (day, nb, en) in [(20_513, "mars 26", "Mar 26"), (20_605, "juni 26", "June 26"), (14_579, "des 09", "Dec 09")] {
        assert_eq!((month(day, Language::Nb), month(day, Language::En)), (nb.to_owned(), en.to_owned()));
    }
}

#[test]
fn nothing_is_said_in_words() {
    for chart in [chart(Shape::Bars, Unit::Rows, 1, &[&[0]]), chart(Shape::Growth, Unit::Minutes, 1, &[])] {
        let page = shown(&chart);
        assert!(page.contains("Ingenting å vise ennå.") && !page.contains("<svg"), "{page}");
    }
}

#[test]
fn a_chart_says_its_ends_and_where_most_is() {
    let page = shown(&chart(Shape::Columns, Unit::Minutes, 1, &[&[90], &[600], &[60]]));
    assert!(page.contains("Prøve. Først: nr. 0 1,5\u{a0}t. Sist: nr. 2 1\u{a0}t. Mest: nr. 1 10\u{a0}t."), "{page}");
    assert_eq!(page.matches("<td>").count(), 3, "the same numbers in a table");
}

#[test]
fn the_samples_need_no_style_and_no_id_twice() {
    let page = samples(Words(Language::En)).into_string();
    assert!(!page.contains("style="), "{page}");
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "each id once");
}
