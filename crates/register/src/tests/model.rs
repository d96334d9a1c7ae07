//! What the standard register becomes.

use super::compile_with;
use crate::Code;
use model::{
    Access, EntityAccess, EntityId, FieldId, FieldKind, Ground, Held, Keep, LabelPart, Model, RecipientKind, Source,
    Span, Subject, Term,
};

fn standard() -> Model {
    compile_with("").0.model.unwrap()
}

fn entity(model: &Model, key: &str) -> EntityId {
    model.entity_named(key).unwrap()
}

fn field(model: &Model, path: &str) -> FieldId {
    let (entity_key, key) = path.split_once('.').unwrap();
    model.field_named(entity(model, entity_key), key).unwrap()
}

fn keys(model: &Model, fields: &[FieldId]) -> Vec<String> {
    fields.iter().map(|&id| model[id].key.clone()).collect()
}

#[test]
fn things_stand_in_the_order_of_the_files() {
    let model = standard();
    let entities: Vec<&str> = model.entities.iter().map(|entity| entity.key.as_str()).collect();
    assert_eq!(entities[..5], ["person", "email_address", "phone_number", "contact_request", "email"]);
    assert_eq!(entities.last(), Some(&"schema_state"));
    let roles: Vec<&str> = model.roles.iter().map(|role| role.key.as_str()).collect();
    assert_eq!(roles, ["support", "privacy-lead"]);
    let FieldKind::Choice(states) = &model[field(&model, "contact_request.state")].kind else { panic!() };
    let states: Vec<&str> = states.iter().map(|state| state.key.as_str()).collect();
    assert_eq!(states, ["new", "answered", "doubtful"]);
}

#[test]
fn the_fields_of_an_entity_are_neighbours() {
    let model = standard();
    let all: Vec<FieldId> = model.entities.iter().flat_map(|entity| entity.fields.clone()).collect();
    assert_eq!(all, (0..model.fields.len()).map(FieldId::from_index).collect::<Vec<_>>());
    for id in model.entity_ids() {
        assert!(model.fields_of(id).iter().all(|&field| model[field].entity == id));
    }
    assert_eq!(keys(&model, model.fields_of(entity(&model, "user"))), ["person", "address", "ended_on"]);
}

#[test]
fn an_entity_is_resolved() {
    let model = standard();
    let request = &model[entity(&model, "contact_request")];
    let at = |key: &str| field(&model, &format!("contact_request.{key}"));
    assert_eq!(request.subject, Subject::Path(vec![at("person")]));
    assert_eq!(request.access, EntityAccess::ByActivity);
    assert_eq!(
        request.keep,
        Keep::Terms(vec![
            Term::After { span: Span::Months(6), clock: at("answered_at") },
            Term::After { span: Span::Months(12), clock: at("received_at") },
        ])
    );
    let comma = LabelPart::Words(", ".to_owned());
    assert_eq!(request.label.0, [LabelPart::Field(at("name_written")), comma, LabelPart::Field(at("organisation"))]);
    assert_eq!(keys(&model, &request.search), ["name_written", "organisation", "message"]);

    let session = &model[entity(&model, "session")];
    let at = |key: &str| field(&model, &format!("session.{key}"));
    assert_eq!(session.access, EntityAccess::Engine);
    assert_eq!(session.subject, Subject::Path(vec![at("user"), field(&model, "user.person")]));
    let until = Term::After { span: Span::NONE, clock: at("expires_at") };
    assert_eq!(session.keep, Keep::Terms(vec![Term::With(at("user")), until]));

    let person = &model[entity(&model, "person")];
    assert_eq!(
        (&person.held, &person.subject, &person.keep),
        (&Held::AsClaimed, &Subject::Itself, &Keep::WhileClaimed)
    );
    let job = &model[entity(&model, "job")];
    assert_eq!((&job.held, &job.subject, &job.keep), (&Held::Impersonal, &Subject::None, &Keep::Always));
}

#[test]
fn an_activity_is_resolved() {
    let model = standard();
    let contact = &model.activities[0];
    assert_eq!(contact.key, "contact");
    assert!(
        matches!(&contact.ground, Ground::LegitimateInterests { interest, .. } if interest.en.starts_with("Being"))
    );
    assert_eq!(contact.source, Source::Person);
    assert_eq!(contact.access, [(model.role_named("support").unwrap(), Access::Write)]);
    assert_eq!(model[contact.responsible].key, "support");
    assert_eq!(contact.uses.len(), 3);
    assert_eq!(keys(&model, &contact.uses[2].fields), ["number", "source", "since"]);
    assert_eq!(model.recipients[contact.recipients[0].index()].kind, RecipientKind::Processor);
}

#[test]
fn fields_are_resolved() {
    let model = standard();
    let owner = &model[field(&model, "contact_request.owner")];
    assert_eq!(owner.kind, FieldKind::Link { to: entity(&model, "user"), mention: true });
    assert!(!owner.required && !owner.unique);
    let submission = &model[field(&model, "contact_request.submission")];
    assert_eq!(submission.kind, FieldKind::Text { max: 64 });
    assert!(submission.required && submission.unique);
    assert!(submission.impersonal.as_deref().unwrap().starts_with("a keyed hash"));
}

#[test]
fn the_controller_is_normalised() {
    let controller = standard().controller;
    assert_eq!(controller.organisation_number, "310000043");
    assert_eq!(controller.phone, "+4700000000");
}

#[test]
fn an_entity_of_several_activities_names_them_all() {
    let extra = r#"
        [entity.visit]
        name = { nb = "Besøk", en = "Visit" }
        activity = ["contact", "access-control"]
        subject = "person"
        label = "{person}"
        keep = "1 day after on"
        [entity.visit.fields]
        person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
        on = { type = "date", required = true, name = { nb = "Dato", en = "Date" } }
    "#;
    let (compiled, rendered) = compile_with(extra);
    assert_eq!(rendered, "");
    let model = compiled.model.unwrap();
    let visit = &model[entity(&model, "visit")];
    let named = |key: &str| model.activity_ids().find(|&id| model[id].key == key).unwrap();
    assert_eq!(visit.held, Held::By(vec![named("contact"), named("access-control")]));
    assert_eq!(visit.keep, Keep::Terms(vec![Term::After { span: Span::Days(1), clock: field(&model, "visit.on") },]));
}

#[test]
fn a_warning_leaves_a_model() {
    let extra = r#"
        [recipient.archive]
        name = "Fjernlager Ltd"
        kind = "controller"
        task = { nb = "arkiverer", en = "archives" }
        country = "GB"
        transfer = "adequacy"
    "#;
    let compiled = compile_with(extra).0;
    assert_eq!(compiled.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::R021]);
    assert!(compiled.model.is_some());
}
