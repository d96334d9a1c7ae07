use super::{changes, shared};
use crate::words::Words;
use engine::Language;
use engine::documents::{Fate, Line, Place};

fn trails(all: &[&str]) -> Vec<Vec<String>> {
    all.iter().map(|trail| trail.split('/').map(str::to_owned).collect()).collect()
}

#[test]
fn what_all_places_share_is_said_once() {
    let check = |all: &[&str], expected: &str| assert_eq!(shared(&trails(all)).join("/"), expected, "{all:?}");
    check(&["A/1/x"], "A/1/x");
    check(&["A/1/x", "A/1/y"], "A/1");
    check(&["A/1", "A/2", "A/2/z"], "A");
    check(&["A/1", "A"], "");
    check(&["A", "B"], "");
}

#[test]
fn a_change_in_many_places_stands_once_with_where() {
    let lines = vec![Line { fate: Fate::Added, text: "Brevdue AS".to_owned() }];
    let place = |all: &[&str]| Place { headings: trails(all), lines: lines.clone() };
    let said = |all: &[&str]| changes(Words(Language::Nb), &[place(all)]).into_string();
    let many = said(&["Formål/Kunder", "Formål/Ansatte"]);
    assert_eq!(many.matches("Brevdue AS").count(), 1);
    for part in ["<h3>Formål</h3>", "Dette er endret 2 steder:", "<li>Kunder</li><li>Ansatte</li>"] {
        assert!(many.contains(part), "{part} in {many}");
    }
    let one = said(&["Formål/Kunder"]);
    assert!(one.contains("<h3>Formål › Kunder</h3>") && !one.contains("steder"), "{one}");
}
