use super::period;
use model::{Keep, Language, Span, Term};

fn check(entity: &str, nb: &str, en: &str) {
    let model = testkit::model();
    let entity = model.entity_named(entity).unwrap();
    assert_eq!(
        (period(&model, entity, Language::Nb).as_str(), period(&model, entity, Language::En).as_str()),
        (nb, en)
    );
}

#[test]
fn as_long_as_something_needs_it() {
    check(
        "person",
        "slettes når det siste som trenger dem, er slettet",
        "deleted when the last thing that needs them is deleted",
    );
}

#[test]
fn together_with_another_row() {
    check("email", "slettes sammen med «Henvendelse»", "deleted together with “Contact request”");
}

#[test]
fn the_earliest_of_two_clocks() {
    check(
        "contact_request",
        "slettes 6 måneder etter «Besvart», senest 12 måneder etter «Mottatt»",
        "deleted 6 months after “Answered”, at the latest 12 months after “Received”",
    );
}

#[test]
fn at_once_when_a_day_or_a_moment_is_reached() {
    check(
        "user",
        "slettes når dagen i «Tilgang opphørte» er nådd",
        "deleted when the day in “Access ended” is reached",
    );
    check(
        "session",
        "slettes sammen med «Bruker», senest dagen etter «Gjelder til»",
        "deleted together with “User”, at the latest the day after “Valid until”",
    );
}

#[test]
fn machinery() {
    check("job", "slettes ikke; sier ingenting om noen person", "not deleted; tells nothing about any person");
}

#[test]
fn another_number_gives_another_sentence() {
    let mut model = testkit::model();
    let entity = model.entity_named("contact_request").unwrap();
    let clock = model.field_named(entity, "received_at").unwrap();
    model.entities[entity.index()].keep = Keep::Terms(vec![Term::After { span: Span::Years(1), clock }]);
    assert_eq!(period(&model, entity, Language::Nb), "slettes 1 år etter «Mottatt»");
}
