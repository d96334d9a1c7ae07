use super::{field_period, period, period_under};
use crate::sample::{SMALL, small};
use model::{Clock, Keep, Language, Minimum, Span, Term};

fn check(entity: &str, nb: &str, en: &str) {
    let model = small();
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
        "slettes når dagen i «Tilgang opphørte» er nådd (datoen settes når det er slutt)",
        "deleted when the day in “Access ended” is reached (the date is set when it ends)",
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
    let mut model = small();
    let entity = model.entity_named("contact_request").unwrap();
    let clock = model.field_named(entity, "received_at").unwrap();
    model.entities[entity.index()].keep =
        Keep::Terms(vec![Term::After { span: Span::Years(1), clock: Clock::own(clock), ongoing: false }]);
    assert_eq!(period(&model, entity, Language::Nb), "slettes 1 år etter «Mottatt»");
}

/// The forms that the standard register does not have, each as it is read aloud.
#[test]
fn every_form_of_a_clock() {
    let check = |keep: &str, nb: &str, en: &str| {
        let text = format!("{FORMS_OF_OTHERS}\n{FORMS}keep = \"{keep}\"\n");
        let model = testkit::model_of(&format!("{SMALL}\n{text}"));
        let entity = model.entity_named("visit").unwrap();
        let said = Language::ALL.map(|language| period(&model, entity, language));
        assert_eq!(said, [nb, en], "{keep}");
    };
    check(
        "1 year after fiscal year of held_on",
        "slettes 1 år etter utgangen av regnskapsåret for «Holdt»",
        "deleted 1 year after the end of the fiscal year of “Held”",
    );
    check(
        "at most 6 months after latest of held_on and told_on",
        "slettes 6 måneder etter det siste av «Holdt» og «Fortalt»",
        "deleted 6 months after the latest of “Held” and “Told”",
    );
    check(
        "1 year after tour.ended_on, at most 3 years after held_on",
        "slettes 1 år etter «Slutt» i «Reise», senest 3 år etter «Holdt»",
        "deleted 1 year after “End” in “Tour”, at the latest 3 years after “Held”",
    );
    check(
        "1 year after tour.stops.left_on, at most 3 years after held_on",
        "slettes 1 år etter siste «Forlatt» i «Stopp», senest 3 år etter «Holdt»",
        "deleted 1 year after the last “Left” in “Stop”, at the latest 3 years after “Held”",
    );
    check(
        "until 12 months after told_on",
        "slettes 12 måneder etter «Fortalt» (datoen settes når det er slutt)",
        "deleted 12 months after “Told” (the date is set when it ends)",
    );
    check(
        "until fiscal year of held_on",
        "slettes ved utgangen av regnskapsåret for «Holdt»",
        "deleted at the end of the fiscal year of “Held”",
    );
    check(
        "until latest of held_on and told_on",
        "slettes når det siste av «Holdt» og «Fortalt» er nådd (datoen settes når det er slutt)",
        "deleted when the latest of “Held” and “Told” is reached (the date is set when it ends)",
    );
}

const FORMS_OF_OTHERS: &str = r#"
[entity.tour]
name       = { nb = "Reise", en = "Tour" }
impersonal = "a plan"
label      = "{ended_on}"
[entity.tour.fields]
ended_on = { type = "date", name = { nb = "Slutt", en = "End" } }
stops    = { type = "links", from = "stop.tour", name = { nb = "Stopp", en = "Stops" } }

[entity.stop]
name       = { nb = "Stopp", en = "Stop" }
impersonal = "a place"
label      = "{left_on}"
[entity.stop.fields]
tour    = { type = "link", to = "tour", required = true, name = { nb = "Reise", en = "Tour" } }
left_on = { type = "date", name = { nb = "Forlatt", en = "Left" } }
"#;

const FORMS: &str = r#"
[entity.visit.fields]
person  = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
tour    = { type = "link", to = "tour", required = true, name = { nb = "Reise", en = "Tour" } }
held_on = { type = "date", required = true, name = { nb = "Holdt", en = "Held" } }
told_on = { type = "date", name = { nb = "Fortalt", en = "Told" } }

[entity.visit]
name     = { nb = "Besøk", en = "Visit" }
activity = "contact"
subject  = "person"
label    = "{held_on}"
"#;

/// What the law demands is said after the longest period; a field may have a period and a minimum of its own.
#[test]
fn what_the_law_demands_is_said() {
    let model = crate::sample::sample();
    let pay = model.entity_named("pay").unwrap();
    assert_eq!(
        Language::ALL.map(|language| period(&model, pay, language)),
        [
            "slettes 5 år etter utgangen av regnskapsåret for «Betalt», som bokføringsloven § 13 krever",
            "deleted 5 years after the end of the fiscal year of “Paid”, as the Bookkeeping Act § 13 demands",
        ]
    );
    let employment = model.entity_named("employment").unwrap();
    let of_field = |key: &str| field_period(&model, model.field_named(employment, key).unwrap(), Language::Nb);
    assert_eq!(of_field("rate").as_deref(), Some("slettes 1 år etter «Sluttet» (datoen settes når det er slutt)"));
    assert_eq!(of_field("union"), None);
    let mut plain = model.clone();
    plain.laws[0].minimum = plain.laws[0].minimum.map(|least| Minimum { after_fiscal_year: false, ..least });
    assert_eq!(
        period(&plain, pay, Language::Nb),
        "slettes 5 år etter utgangen av regnskapsåret for «Betalt»; bokføringsloven § 13 krever at det blir tatt vare på til \
         5 år etter «Betalt»"
    );
}

#[test]
fn a_period_of_rows_that_another_activity_holds_is_not_told() {
    let text = include_str!("../sample.toml")
        .replace("keep     = \"until 12 months after ended_on\"", "keep = \"until ended_on, 2 years after sold_on\"")
        .replace("sold_on  = { type = \"date\",", "sold_on = { type = \"date\", when = { ground = [\"customer\"] },");
    let model = testkit::model_of(&text);
    let subscription = model.entity_named("subscription").unwrap();
    let told = |activity: &str| {
        let activity = model.activity_ids().find(|&id| model[id].key == activity).unwrap();
        period_under(&model, subscription, activity, Language::En)
    };
    let ends = "deleted when the day in “Ended” is reached (the date is set when it ends)";
    assert_eq!(told("newsletter-consent"), ends);
    assert_eq!(told("newsletter-customers"), format!("{ends}, at the latest 2 years after “Sold”"));
    assert_eq!(told("newsletter-customers"), period(&model, subscription, Language::En));
}
