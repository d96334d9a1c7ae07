use super::{Answer, answers};
use crate::document::{Document, Duty};
use crate::sample::sample;
use crate::statement;
use model::{Language, Model};
use std::collections::BTreeSet;

/// Every point of GDPR art. 13(1)–(2) and 14(1)–(2), the right to object set apart, and the general information.
const POINTS: [&str; 33] = [
    "13(1)(a)",
    "13(1)(b)",
    "13(1)(c)",
    "13(1)(d)",
    "13(1)(e)",
    "13(1)(f)",
    "13(2)(a)",
    "13(2)(b)",
    "13(2)(c)",
    "13(2)(d)",
    "13(2)(e)",
    "13(2)(f)",
    "14(1)(a)",
    "14(1)(b)",
    "14(1)(c)",
    "14(1)(d)",
    "14(1)(e)",
    "14(1)(f)",
    "14(2)(a)",
    "14(2)(b)",
    "14(2)(c)",
    "14(2)(d)",
    "14(2)(e)",
    "14(2)(f)",
    "14(2)(g)",
    "21(4)",
    "general (a)",
    "general (b)",
    "general (c)",
    "general (d)",
    "general (e)",
    "general (f)",
    "general (g)",
];

fn unanswered(model: &Model, document: &Document) -> Vec<(String, &'static str)> {
    let missing = answers(model, document).into_iter().filter(|answer| answer.sentences.is_empty());
    missing.map(|Answer { activity, point, .. }| (activity, point)).collect()
}

#[test]
fn every_point_is_answered_for_every_activity() {
    for model in [testkit::model(), sample()] {
        for language in Language::ALL {
            let document = statement(&model, language, None);
            assert_eq!(unanswered(&model, &document), []);
        }
    }
}

#[test]
fn no_point_is_left_out() {
    let known: BTreeSet<&str> = Duty::ALL.iter().flat_map(|duty| duty.points()).copied().collect();
    assert_eq!(known, BTreeSet::from(POINTS));
    let model = sample();
    let asked: BTreeSet<&str> =
        answers(&model, &statement(&model, Language::Nb, None)).into_iter().map(|answer| answer.point).collect();
    assert_eq!(asked, BTreeSet::from(POINTS));
}

/// Whichever answer is taken away, its absence is seen; where an activity must answer for itself, that activity's.
#[test]
fn a_missing_answer_is_seen() {
    let model = sample();
    let whole = statement(&model, Language::Nb, None);
    for duty in Duty::ALL {
        let mut document = whole.clone();
        document.blocks.retain(|block| {
            let of_it = !duty.is_of_the_activity() || block.activity.as_deref() == Some("prospects");
            !(block.answers.contains(&duty) && of_it)
        });
        let missing = unanswered(&model, &document);
        assert!(missing.contains(&("prospects".to_owned(), duty.points()[0])), "{duty:?}: {missing:?}");
        let others = missing.iter().any(|(activity, _)| activity != "prospects");
        let applies_elsewhere = duty != Duty::Interest && !duty.is_of_the_activity();
        assert_eq!(others, applies_elsewhere, "{duty:?}: {missing:?}");
    }
}

#[test]
fn what_is_done_for_customers_is_not_ours_to_answer() {
    let model = sample();
    let asked = answers(&model, &statement(&model, Language::Nb, None));
    assert!(asked.iter().all(|answer| answer.activity != "operation"));
    let activities: BTreeSet<&str> = asked.iter().map(|answer| answer.activity.as_str()).collect();
    assert_eq!(activities.len(), 6);
}

#[test]
fn the_sentences_are_named() {
    let model = sample();
    let asked = answers(&model, &statement(&model, Language::Nb, None));
    let check = |activity: &str, point: &str, expected: &[&str]| {
        let found = asked.iter().find(|it| it.activity == activity && it.point == point).unwrap();
        assert_eq!(found.sentences, expected, "{activity}, {point}");
    };
    check("payroll", "general (b)", &["Ansvarlig til daglig: Lønnsansvarlig"]);
    check("adaptation", "13(1)(e)", &["Hvem andre som får dem: Ingen utenfor virksomheten."]);
    check(
        "prospects",
        "13(1)(d)",
        &[
            "Interessen vår: Å selge det vi lager.",
            "Hvorfor vi mener det er rimelig: Bare opplysninger om arbeidsrollen; slettes når noen sier nei.",
        ],
    );
}
