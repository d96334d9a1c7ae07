//! The register changes under a database that is there: what is said before, and what is done on order only.

use crate::harness::Place;

const NICKNAME: &str = r#"
[entity.contact_request.fields]
nickname = { type = "text", max = 60, name = { nb = "Kallenavn", en = "Nickname" } }
"#;

fn changed(place: &Place) {
    assert_eq!(place.run(&["plan"]).code, 1, "no data folder yet");
    drop(place.serve(&[]));
    assert_eq!(place.run(&["plan"]).done(), "The database is as the register declares.\n");
    place.declare(NICKNAME);
    assert_eq!(place.run(&["plan"]).done(), "  1. add `contact_request.nickname`\n");
    let server = place.serve(&[]);
    assert_eq!(server.visitor().write("Kari", "kari@kunde.example", "Hei").status, 303);
    assert!(place.run(&["plan"]).err.contains("is in use"), "a server runs");
    drop(server);
    place.declare("");
    let refused = place.run(&["plan"]);
    assert!(refused.err.contains("contact_request.nickname: the database has this column"), "{}", refused.err);
    place.declare("[destroy]\nfields = [\"contact_request.nickname\"]");
    assert!(
        place.run(&["plan"]).done().starts_with("  1. destroy `contact_request.nickname`: destroys what 0 rows hold")
    );
    assert!(place.run(&["migrate"]).done().contains("destroy `contact_request.nickname`"));
    assert_eq!(place.run(&["plan"]).done(), "The database is as the register declares.\n");
    assert!(place.run(&["who", "kari@kunde.example"]).done().contains("Henvendelse"));
}

#[test]
fn a_field_comes_and_goes() {
    changed(&Place::new());
}

#[test]
fn a_field_comes_and_goes_on_postgres() {
    changed(&Place::on_postgres());
}
