//! Whose rows and which fields a scope covers. The store tries every role before every cell; here stand
//! the cases that need no database.

use super::Club;
use super::firm::text;
use crate::Operation::{Read, Write};
use crate::{Facts, Known, Mate, Operation, Rows, Viewer, scope};
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

#[test]
fn a_team_adds_the_own_rows_of_its_members_and_no_others() {
    let mut club = Club::with_firm();
    let clerk = club.model.role_named("clerk").expect("there are clerks");
    for activity in &mut club.model.activities {
        activity.access.retain(|(role, _)| *role != clerk);
    }
    let news = club.model.activities.iter_mut().find(|one| one.key == "news").expect("there are news");
    news.access.push((clerk, Grant { access: Access::Read, reach: Reach::Team }));
    let row = club.subscription(Some("consent"));
    // The mailbox is that of person 1.
    let sees = |person: u8, team: &[u8]| {
        let id = |number: u8| model::RowId([number; 16]);
        let team = team.iter().map(|mate| Mate { user: id(100 + mate), person: id(*mate) }).collect();
        let viewer = Viewer::Staff { user: id(8), person: id(person), team, roles: vec![clerk] };
        let scope = scope(&club.model, &viewer, row.entity, Read).expect("a clerk reads news");
        let facts = Facts { rows: vec![row.clone()], linked: vec![club.mailbox()], ..Facts::default() };
        scope.rows().hold(&Known::of(&club.model, &facts), &row)
    };
    assert!(sees(1, &[]) && sees(7, &[1]) && sees(7, &[5, 1]) && sees(1, &[5]));
    assert!(!sees(7, &[]) && !sees(7, &[5]));
}

#[test]
fn a_machine_reaches_its_activity_as_far_as_no_role_is_named() {
    let mut club = Club::with_firm();
    let subscription = club.entity("subscription");
    let activity = |club: &Club, key: &str| club.model.activity_ids().find(|it| club.model[*it].key == key).expect(key);
    let news = activity(&club, "news");
    let machine = |access, entities| Viewer::Machine { token: model::RowId([9; 16]), activity: news, access, entities };
    let fields = |club: &Club, viewer: &Viewer, operation| {
        scope(&club.model, viewer, subscription, operation).map_or(0, |scope| scope.fields().len())
    };
    let (reader, writer) = (machine(Access::Read, None), machine(Access::Write, None));
    assert_eq!([fields(&club, &reader, Read), fields(&club, &writer, Read), fields(&club, &writer, Write)], [3, 3, 3]);
    assert_eq!(fields(&club, &reader, Write), 0);
    let row = club.subscription(Some("sale"));
    let facts = Facts { rows: vec![row.clone()], ..Facts::default() };
    let read = scope(&club.model, &reader, subscription, Read).expect("it reads news");
    assert!(!read.rows().hold(&Known::of(&club.model, &facts), &row), "that row is of another activity");
    assert_eq!(fields(&club, &machine(Access::Read, Some(vec![club.entity("order")])), Read), 0, "it is not listed");
    let ended = club.field("subscription", "ended_on");
    club.model.fields[ended.index()].sealed = model::Sealed::Yes;
    assert_eq!(fields(&club, &reader, Read), 2, "what is sealed stays so");
    let clerk = club.model.role_named("clerk").expect("there are clerks");
    let write = Grant { access: Access::Write, reach: Reach::All };
    club.model.entities[subscription.index()].access = Narrowing::To(vec![(clerk, write)]);
    assert_eq!(fields(&club, &reader, Read), 0, "it is no clerk");
}
