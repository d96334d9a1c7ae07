//! Texts that are published as dated versions: when there is a new one, what it says that the one before did not, and
//! whether there is room for them.

use super::home::{DAY_SECONDS, Home, NOW};
use crate::privacy::{PublishedText, publish_record, publish_statement, record_versions, versions};
use crate::{Caller, Language};
use documents::{Document, Fate, difference, from_markdown};
use model::FieldKind;

/// How many times as long as today's a text may be before it does not fit.
const ROOM: usize = 4;

#[tokio::test]
async fn a_changed_period_makes_a_new_version_of_the_record_that_tells_what_changed() {
    let home = Home::new();
    assert!(publish_record(&home.engine, NOW).await.expect("the store works"), "the first");
    let shorter = "[change.contact_request]\nkeep = \"4 months after answered_at, at most 9 months after received_at\"";
    let home = home.restarted(testkit::model_with(shorter));
    let later = NOW.plus_seconds(DAY_SECONDS);
    assert!(publish_record(&home.engine, later).await.expect("the store works"), "another period");
    assert!(!publish_record(&home.engine, later.plus_seconds(1)).await.expect("the store works"), "the same");

    let told = record_versions(&home.engine, &Caller::command(Language::En)).await.expect("the command line may");
    let [new, old] = told.as_slice() else { panic!("two versions: {}", told.len()) };
    assert_eq!((new.at, old.at), (later, NOW));
    for (language, removed, added) in [
        (Language::En, "6 months after “Answered”, at the latest 12", "4 months after “Answered”, at the latest 9"),
        (Language::Nb, "6 måneder etter «Besvart», senest 12", "4 måneder etter «Besvart», senest 9"),
    ] {
        let read = |version: &PublishedText| -> Document { from_markdown(version.text(language), language) };
        let places = difference(&read(old), &read(new));
        let changed = |fate: Fate| {
            let lines = places.iter().flat_map(|place| &place.lines);
            lines.filter(|line| line.fate == fate).map(|line| line.text.as_str()).collect::<Vec<_>>()
        };
        let (gone, new) = (changed(Fate::Removed), changed(Fate::Added));
        assert!(!gone.is_empty() && gone.iter().all(|line| line.contains(removed)), "{gone:?}");
        assert!(!new.is_empty() && new.iter().all(|line| line.contains(added)), "{new:?}");
    }
}

#[tokio::test]
async fn there_is_room_for_texts_several_times_as_long_as_those_of_the_standard_register() {
    let home = Home::new();
    let engine = &home.engine;
    assert!(publish_record(engine, NOW).await.expect("the store works"));
    assert!(publish_statement(engine, NOW).await.expect("the store works"));
    let record = record_versions(engine, &Caller::command(Language::En)).await.expect("the command line may");
    let statement = versions(engine).await.expect("the store works");
    let model = engine.model();
    for (key, version) in [("record_version", &record[0]), ("statement_version", &statement[0])] {
        let entity = model.entity_named(key).expect(key);
        for language in Language::ALL {
            let field = model.field_named(entity, language.tag()).expect("a field for each language");
            let FieldKind::LongText { max } = model[field].kind else { panic!("{:?}", model[field].kind) };
            let long = version.text(language).chars().count();
            assert!(long * ROOM <= max as usize, "{key}, {language:?}: {long} of {max} characters");
        }
    }
}
