//! What the standard register becomes.

use super::compile_with;
use crate::Code;
use model::{
    Access, Clock, EntityId, FieldId, FieldKind, Grant, Ground, Held, Keep, LabelPart, Model, Narrowing, Reach,
    RecipientKind, Source, Span, Subject, Term,
};

const WRITE: Grant = Grant { access: Access::Write, reach: Reach::All };

fn after(span: Span, date: FieldId) -> Term {
    Term::After { span, clock: Clock::own(date), ongoing: false }
}

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
    assert_eq!(entities[..5], ["person", "organisation", "position", "email_address", "phone_number"]);
    assert_eq!(entities.last(), Some(&"schema_state"));
    let roles: Vec<&str> = model.roles.iter().map(|role| role.key.as_str()).collect();
    assert_eq!(roles[..3], ["support", "marketing", "marketing-lead"]);
    let FieldKind::Choice(states) = &model[field(&model, "contact_request.state")].kind else { panic!() };
    let states: Vec<&str> = states.iter().map(|state| state.key.as_str()).collect();
    assert_eq!(states, ["new", "answered", "doubtful"]);
}

#[test]
fn the_fields_of_an_entity_are_neighbours() {
    let model = standard();
    let all = model.entities.iter().flat_map(|entity| {
        let mut own = [entity.fields.clone(), entity.links.clone()].concat();
        own.sort_unstable();
        own
    });
    let all: Vec<FieldId> = all.collect();
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
    assert_eq!(request.access, Narrowing::None);
    assert_eq!(
        request.keep,
        Keep::Terms(vec![after(Span::Months(6), at("answered_at")), after(Span::Months(12), at("received_at")),])
    );
    let comma = LabelPart::Words(", ".to_owned());
    assert_eq!(request.label.0, [LabelPart::Field(at("name_written")), comma, LabelPart::Field(at("organisation"))]);
    assert_eq!(keys(&model, &request.search), ["name_written", "organisation", "message"]);

    let session = &model[entity(&model, "session")];
    let at = |key: &str| field(&model, &format!("session.{key}"));
    assert_eq!(session.access, Narrowing::Engine);
    assert_eq!(session.subject, Subject::Path(vec![at("user"), field(&model, "user.person")]));
    let until = Term::After { span: Span::NONE, clock: Clock::own(at("expires_at")), ongoing: true };
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
    assert_eq!(contact.access, [(model.role_named("support").unwrap(), WRITE)]);
    assert_eq!(model[contact.responsible].key, "support");
    assert_eq!(contact.uses.len(), 3);
    assert_eq!(keys(&model, &contact.uses[2].fields), ["holder", "number", "source", "since"]);
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
    assert_eq!(visit.keep, Keep::Terms(vec![after(Span::Days(1), field(&model, "visit.on")),]));
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

#[test]
fn what_a_company_does_without_is_out_of_use() {
    let with = |areas: &str| {
        let mut files = super::files_with("");
        let company = files.iter_mut().find(|file| file.name == "ryddig.toml").unwrap();
        company.text = company.text.replacen("[controller]\n", &format!("[controller]\nareas = {areas}\n"), 1);
        let compiled = crate::compile(&files, super::TODAY);
        assert!(compiled.model.is_some(), "{areas}");
        compiled.model.unwrap()
    };
    // Whatever the company leaves out, the rest is still a register without an error.
    for taken in 0..1_u32 << crate::AREAS.len() {
        let some = crate::AREAS.iter().enumerate().filter(|(at, _)| taken >> at & 1 == 1).map(|(_, area)| *area);
        let some: Vec<&str> = some.collect();
        let model = with(&format!("{some:?}"));
        let in_use = |area: &str, key: &str| {
            let id = model.entity_named(key).unwrap();
            assert_eq!(model[id].in_use, some.contains(&area), "{key}, {some:?}");
        };
        in_use("newsletter", "subscription");
        in_use("support", "case");
        in_use("staff", "employment");
        assert!(model[model.entity_named("contact_request").unwrap()].in_use);
    }
}

#[test]
fn a_company_adds_fields_to_an_entity_of_the_standard_register() {
    let model = compile_with(
        "[entity.visit_card]\nname = { nb = 'Kort', en = 'Card' }\nimpersonal = 'x'\nlabel = 'x'\n\
         [entity.visit_card.fields]\ncolour = { type = 'text', max = 9, name = { nb = 'Farge', en = 'Colour' } }\n\
         [entity.contact_request.fields]\nurgent = { type = 'boolean', name = { nb = 'Haster', en = 'Urgent' } }\n",
    )
    .0
    .model
    .unwrap();
    let urgent = field(&model, "contact_request.urgent");
    let fields = model.fields_of(entity(&model, "contact_request"));
    assert_eq!(fields.last(), Some(&urgent), "behind the fields that were there");
    assert_eq!(model.activities_of(urgent), model[entity(&model, "contact_request")].held.activities());
}
