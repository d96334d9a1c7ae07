use super::home::Home;
use crate::privacy::{KindView, RegisterView, register};
use crate::{Access, Grant, Language, Reach};
use std::collections::BTreeSet;

const WRITE: Grant = Grant { access: Access::Write, reach: Reach::All };

fn view() -> (Home, RegisterView) {
    let home = Home::new();
    let view = register(&home.engine, Language::En);
    (home, view)
}

#[tokio::test]
async fn every_entity_and_field_of_the_register_is_told() {
    let (home, view) = view();
    let own = view.activities.iter().flat_map(|activity| &activity.entities);
    let shared = view.shared.iter().map(|shared| &shared.entity);
    let told: Vec<_> = own.chain(shared).chain(&view.impersonal).collect();
    let keys: BTreeSet<&str> = told.iter().map(|entity| entity.key.as_str()).collect();
    let model = home.engine.model();
    assert_eq!(keys, model.entities.iter().map(|entity| entity.key.as_str()).collect());
    for entity in told {
        let id = model.entity_named(&entity.key).expect("an entity of the register");
        assert_eq!(entity.fields.len(), model[id].fields.len() + model[id].links.len(), "{}", entity.key);
    }
}

#[tokio::test]
async fn an_activity_says_who_what_and_how_long() {
    let (_home, view) = view();
    let contact = view.activities.iter().find(|activity| activity.info.key == "contact").expect("an activity");
    assert_eq!(contact.anchor.as_deref(), Some("activity-contact"));
    assert_eq!(contact.access, [("Customer adviser".to_owned(), WRITE)]);
    let request = contact.entities.iter().find(|entity| entity.key == "contact_request").expect("an entity");
    assert!(request.timed && !request.closed);
    assert_eq!(request.period, "deleted 6 months after “Answered”, at the latest 12 months after “Received”");
    let owner = request.fields.iter().find(|field| field.name == "Owner").expect("a field");
    assert_eq!(owner.kind, KindView::Mention("User".to_owned()));
}

#[tokio::test]
async fn what_is_shared_names_its_users() {
    let (_home, view) = view();
    let phone = view.shared.iter().find(|shared| shared.entity.key == "phone_number").expect("a shared entity");
    let fields = ["Belongs to", "Number", "Source", "Recorded"].map(str::to_owned).to_vec();
    assert_eq!(phone.users[0], ("Answer those who write to us through the contact form".to_owned(), fields));
    assert!(!phone.entity.timed, "it has no period of its own");
}
