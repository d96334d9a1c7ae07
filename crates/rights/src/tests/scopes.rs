//! Whose rows and which fields a scope covers. The store tries every role before every cell; here stand
//! the cases that need no database.

use super::Club;
use super::firm::text;
use crate::Operation::{Read, Write};
use crate::{Facts, Known, Operation, Rows, Viewer, scope};
use model::{Access, Grant, Narrowing, Reach, Record, When};

fn staff(club: &Club, role: &str) -> Viewer {
    let role = club.model.role_named(role).expect(role);
    Viewer::Staff { user: model::RowId([8; 16]), person: model::RowId([1; 16]), team: Vec::new(), roles: vec![role] }
}

/// The fields of `row` that `role` may do that with.
fn covered(club: &Club, role: &str, row: &Record, around: &[Record], operation: Operation) -> String {
    let Ok(scope) = scope(&club.model, &staff(club, role), row.entity, operation) else { return "denied".to_owned() };
    let facts = Facts { rows: vec![row.clone()], linked: around.to_vec(), ..Facts::default() };
    let known = Known::of(&club.model, &facts);
    let fields =
        scope.fields().iter().filter(|field| scope.rows_of(**field).is_some_and(|rows| rows.hold(&known, row)));
    fields.map(|field| club.model[*field].key.as_str()).collect::<Vec<&str>>().join(",")
}

#[test]
fn ones_own_rows_are_found_over_links() {
    let mut club = Club::with_firm();
    let clerk = club.model.role_named("clerk").expect("there are clerks");
    let news = club.model.activities.iter().position(|one| one.key == "news").expect("there are news");
    assert_eq!(club.model.activities[news].access, [(clerk, Grant { access: Access::Read, reach: Reach::Own })]);
    let trade = club.model.activities.iter_mut().find(|one| one.key == "trade").expect("there is trade");
    trade.access.clear();
    let mine = club.subscription(Some("consent"));
    assert_eq!(covered(&club, "clerk", &mine, &[club.mailbox()], Read), "mailbox,ground,ended_on");
    assert_eq!(covered(&club, "clerk", &mine, &[], Read), "", "a link that cannot be followed leads nowhere");
    let shared = Record { id: club.mailbox().id, ..club.switchboard() };
    assert_eq!(covered(&club, "clerk", &mine, &[shared], Read), "", "the mailbox is an organisation's");
    assert_eq!(covered(&club, "clerk", &mine, &[club.mailbox()], Write), "denied");
    assert_eq!(covered(&club, "clerk", &club.subscription(Some("sale")), &[club.mailbox()], Read), "");
    assert_eq!(covered(&club, "clerk", &club.subscription(None), &[club.mailbox()], Read), "", "not all are open");
}

#[test]
fn whoever_carries_out_rights_reads_what_is_about_a_person() {
    let club = Club::with_firm();
    assert_eq!(covered(&club, "guardian", &club.mailbox(), &[], Read), "holder,person,organisation,address");
    assert_eq!(covered(&club, "guardian", &club.switchboard(), &[], Read), "", "nobody is behind it");
    assert_eq!(covered(&club, "guardian", &club.subscription(None), &[], Read), "mailbox,ground,ended_on");
    assert_eq!(covered(&club, "guardian", &club.mailbox(), &[], Write), "denied");
}

#[test]
fn a_field_is_narrowed_under_its_choice_only() {
    let mut club = Club::with_firm();
    let (ground, ended) = (club.field("subscription", "ground"), club.field("subscription", "ended_on"));
    let field = &mut club.model.fields[ended.index()];
    field.access = Narrowing::Engine;
    field.when = Some(When { field: ground, among: vec!["sale".to_owned()] });
    for activity in &mut club.model.activities {
        for (_, grant) in &mut activity.access {
            grant.reach = Reach::All;
        }
    }
    let open = |ground| covered(&club, "clerk", &club.subscription(ground), &[], Read);
    assert_eq!(open(Some("sale")), "mailbox,ground");
    assert_eq!(open(Some("consent")), "mailbox,ground,ended_on");
    assert_eq!(open(None), "mailbox,ground", "an unknown choice opens nothing");
}

#[test]
fn what_is_about_nobody_is_read_by_all_and_written_by_those_it_names() {
    let mut club = Club::with_firm();
    let order = club.entity("order");
    let clerk = club.model.role_named("clerk").expect("there are clerks");
    let entity = &mut club.model.entities[order.index()];
    entity.held = model::Held::Impersonal;
    entity.subject = model::Subject::None;
    let rows = |club: &Club, role: &str, operation| {
        scope(&club.model, &staff(club, role), order, operation).map(|scope| scope.rows().clone()).ok()
    };
    assert_eq!([rows(&club, "desk", Read), rows(&club, "clerk", Write)], [Some(Rows::All), None]);
    let write = Grant { access: Access::Write, reach: Reach::All };
    club.model.entities[order.index()].access = Narrowing::To(vec![(clerk, write)]);
    assert_eq!([rows(&club, "desk", Read), rows(&club, "clerk", Write)], [None, Some(Rows::All)]);
}

#[test]
fn a_choice_that_is_no_text_chooses_nothing() {
    let club = Club::with_firm();
    let row = club.row("subscription", 40, &[("ground", text("cat"))]);
    assert_eq!(covered(&club, "desk", &row, &[], Read), "denied");
}
