//! Own rows and narrowed fields: every role before every cell of every row, read and written, against a
//! table of who may do what that is told a second time here, in other words.

use super::home::{Home, SENDERS, id, text};
use crate::{ApplyError, Changes, Query, Reason};
use model::{EntityId, FieldId, RowId, Value};
use rights::{Operation, Viewer};
use std::collections::BTreeSet;

pub(super) const REGISTER: &str = r#"
[role.reader]
name = { nb = "Leser", en = "Reader" }
[role.writer]
name = { nb = "Skriver", en = "Writer" }
[role.self]
name = { nb = "Seg selv", en = "Oneself" }
[role.mixed]
name = { nb = "Begge", en = "Both" }
[role.outsider]
name = { nb = "Utenfor", en = "Outsider" }

[activity.one]
purpose = { nb = "Holde styr på papirer", en = "Keep papers in order" }
subjects = { nb = "Personer", en = "Persons" }
basis = "contract"
source = "the person"
uses = { person = ["name", "source", "since"] }
responsible = "reader"
access = { reader = "read", writer = "write", self = "read own", mixed = ["read", "write own"] }

[activity.two]
purpose = { nb = "Sende mapper videre", en = "Pass folders on" }
subjects = { nb = "Personer", en = "Persons" }
basis = "contract"
source = "the person"
uses = { person = ["language", "source", "since"] }
responsible = "reader"
access = { reader = "read own", writer = "write own", mixed = "write" }

[entity.paper]
name = { nb = "Papir", en = "Paper" }
activity = "one"
subject = "person"
label = "{plain}"
keep = "5 years after made_on"
[entity.paper.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
made_on = { type = "date", required = true, name = { nb = "Laget", en = "Made" } }
plain = { type = "text", max = 9, name = { nb = "Vanlig", en = "Plain" } }
narrow = { type = "text", max = 9, name = { nb = "Smal", en = "Narrow" }, access = { reader = "read", mixed = "write own" } }
hidden = { type = "text", max = 9, name = { nb = "Skjult", en = "Hidden" }, access = "engine" }
other = { type = "text", max = 9, name = { nb = "Annen", en = "Other" }, activity = "two" }

[entity.folder]
name = { nb = "Mappe", en = "Folder" }
activity = { by = "kind", first = "one", second = "two" }
subject = "paper.person"
label = "{plain}"
keep = "with paper"
[entity.folder.fields]
paper = { type = "link", to = "paper", required = true, name = { nb = "Papir", en = "Paper" } }
kind = { type = "choice", name = { nb = "Slag", en = "Kind" },
         of = { first = { nb = "første", en = "first" }, second = { nb = "andre", en = "second" } }, required = true }
plain = { type = "text", max = 9, name = { nb = "Vanlig", en = "Plain" } }

[entity.slip]
name = { nb = "Lapp", en = "Slip" }
activity = { by = "folder.kind", first = "one", second = "two" }
subject = "folder.paper.person"
label = "{plain}"
keep = "with folder"
[entity.slip.fields]
folder = { type = "link", to = "folder", required = true, name = { nb = "Mappe", en = "Folder" } }
plain = { type = "text", max = 9, name = { nb = "Vanlig", en = "Plain" } }

[entity.tray]
name = { nb = "Brett", en = "Tray" }
activity = "one"
subject = "person"
own = "clerk"
access = { reader = "read own", writer = "write", mixed = "write" }
label = "{plain}"
keep = "5 years after made_on"
[entity.tray.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
clerk = { type = "link", to = "user", mention = true, name = { nb = "Behandler", en = "Clerk" } }
made_on = { type = "date", required = true, name = { nb = "Laget", en = "Made" } }
plain = { type = "text", max = 9, name = { nb = "Vanlig", en = "Plain" } }
"#;

pub(super) const ROLES: [&str; 6] = ["reader", "writer", "self", "mixed", "outsider", "privacy-lead"];
const ME: RowId = RowId(SENDERS.to_be_bytes());
const OTHER: RowId = RowId((SENDERS + 1).to_be_bytes());

/// Whether an activity lets a role do that with a row, which may be its own.
fn activity(key: &str, role: &str, operation: Operation, own: bool) -> bool {
    match (key, role, operation) {
        ("one", "reader" | "mixed", Operation::Read) | ("one", "writer", _) | ("two", "mixed", _) => true,
        ("one", "self", Operation::Read)
        | ("one", "mixed", Operation::Write)
        | ("two", "reader", Operation::Read)
        | ("two", "writer", _) => own,
        _ => false,
    }
}

/// One row of the test: what it is, whose, and what its choice says.
pub(super) struct Sample {
    entity: &'static str,
    id: RowId,
    own: bool,
    kind: Option<&'static str>,
}

impl Sample {
    fn open(&self, field: &str, role: &str, operation: Operation) -> bool {
        if field == "hidden" {
            return false;
        }
        if role == "privacy-lead" && operation == Operation::Read {
            return true;
        }
        let given = |key: &str| activity(key, role, operation, self.own);
        let by_activity = match (self.entity, field, self.kind) {
            ("paper", "other", _) | ("folder" | "slip", _, Some("second")) => given("two"),
            _ => given("one"),
        };
        let narrowed = match (self.entity, field, role, operation) {
            ("paper", "narrow", "reader", Operation::Read) | ("tray", _, "writer" | "mixed", _) => true,
            ("paper", "narrow", "mixed", _) | ("tray", _, "reader", Operation::Read) => self.own,
            ("paper", "narrow", ..) | ("tray", ..) => false,
            _ => true,
        };
        by_activity && narrowed
    }
}

/// Everything of everybody's, in every kind.
pub(super) async fn samples(home: &Home) -> Vec<Sample> {
    home.senders().await;
    for (user, person) in [(id(1), ME), (id(2), OTHER)] {
        let cells = [("user.person", Value::Id(person)), ("user.address", Value::Id(person))];
        home.insert("user", user, home.cells(&cells)).await.unwrap();
    }
    let mut samples = Vec::new();
    let mut next = 100;
    let mut add = |entity, own, kind| {
        next += 1;
        samples.push(Sample { entity, id: id(next), own, kind });
        id(next)
    };
    let made = Value::Day(model::Day(20_000));
    for own in [true, false] {
        let (person, user) = if own { (ME, id(1)) } else { (OTHER, id(2)) };
        let paper = add("paper", own, None);
        let texts = ["plain", "narrow", "hidden", "other"].map(|key| (format!("paper.{key}"), text("før")));
        let mut cells = home.cells(&[("paper.person", Value::Id(person)), ("paper.made_on", made.clone())]);
        cells.extend(texts.map(|(path, value)| (home.field(&path), value)));
        home.insert("paper", paper, cells).await.unwrap();
        for kind in ["first", "second"] {
            let folder = add("folder", own, Some(kind));
            let cells = [("folder.paper", Value::Id(paper)), ("folder.kind", text(kind))];
            home.insert("folder", folder, home.cells(&cells)).await.unwrap();
            let slip = add("slip", own, Some(kind));
            home.insert("slip", slip, home.cells(&[("slip.folder", Value::Id(folder))])).await.unwrap();
        }
        let tray = add("tray", own, None);
        // About the other one: it is the clerk's own, not the person's.
        let about = if own { OTHER } else { ME };
        let cells =
            [("tray.person", Value::Id(about)), ("tray.clerk", Value::Id(user)), ("tray.made_on", made.clone())];
        home.insert("tray", tray, home.cells(&cells)).await.unwrap();
    }
    samples
}

pub(super) fn viewer(home: &Home, roles: &[&str]) -> Viewer {
    let roles = roles.iter().map(|role| home.store.model().role_named(role).unwrap()).collect();
    Viewer::Staff { user: id(1), person: ME, team: Vec::new(), roles }
}

async fn reads(home: &Home, sample: &Sample, role: &str) -> BTreeSet<FieldId> {
    let entity = home.entity(sample.entity);
    let Ok(scope) = rights::scope(home.store.model(), &viewer(home, &[role]), entity, Operation::Read) else {
        return BTreeSet::new();
    };
    let found = home.store.get(&scope, sample.id).await.unwrap();
    assert_eq!(home.store.count(Query::over(&scope)).await, Ok(visible(home, entity, role)), "{role}");
    found.map_or_else(BTreeSet::new, |record| record.cells.iter().map(|(field, _)| *field).collect())
}

/// How many rows there are for `role`, counted without a condition on the row.
fn visible(home: &Home, entity: EntityId, role: &str) -> u64 {
    let key = home.store.model()[entity].key.clone();
    let kinds: &[Option<&'static str>] = match key.as_str() {
        "folder" | "slip" => &[Some("first"), Some("second")],
        _ => &[None],
    };
    let rows = [true, false].into_iter().flat_map(|own| kinds.iter().map(move |kind| (own, *kind)));
    let entity_key: &'static str = match key.as_str() {
        "paper" => "paper",
        "folder" => "folder",
        "slip" => "slip",
        _ => "tray",
    };
    let sample = |(own, kind)| Sample { entity: entity_key, id: id(0), own, kind };
    let open = |sample: &Sample| {
        let fields = home.store.model().fields_of(entity).iter();
        fields.copied().any(|field| sample.open(&home.store.model()[field].key, role, Operation::Read))
    };
    u64::try_from(rows.map(sample).filter(open).count()).unwrap()
}

/// Whether `role` can write `field` of the row, as it is, and delete it where `field` is none.
async fn writes(home: &Home, sample: &Sample, role: &str, field: FieldId) -> bool {
    let entity = home.entity(sample.entity);
    let viewer = viewer(home, &[role]);
    let Ok(scope) = rights::scope(home.store.model(), &viewer, entity, Operation::Write) else { return false };
    let record = home.get(sample.entity, sample.id).await.unwrap();
    let mut changes = Changes::new();
    let same = vec![(field, record.get(field).unwrap().clone())];
    if changes.update(&scope, sample.id, record.version, same).is_err() {
        return false;
    }
    match home.store.apply(changes).await {
        Ok(()) => true,
        Err(ApplyError::Refused(refused)) => {
            assert_eq!(refused.reason, Reason::ForeignRow);
            let now = home.get(sample.entity, sample.id).await.unwrap();
            assert_eq!(now.version, record.version, "nothing was written");
            false
        }
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn every_role_before_every_cell() {
    let home = Home::with(testkit::model_with(REGISTER));
    let mut cells = 0;
    for sample in samples(&home).await {
        let entity = home.entity(sample.entity);
        for role in ROLES {
            let read = reads(&home, &sample, role).await;
            for &field in home.store.model().fields_of(entity) {
                let key = home.store.model()[field].key.clone();
                let case = format!("{role} {}.{key} own {} {:?}", sample.entity, sample.own, sample.kind);
                assert_eq!(read.contains(&field), sample.open(&key, role, Operation::Read), "read {case}");
                let written = writes(&home, &sample, role, field).await;
                assert_eq!(written, sample.open(&key, role, Operation::Write), "write {case}");
                cells += 2;
            }
        }
    }
    assert_eq!(cells, 2 * ROLES.len() * (2 * 6 + 4 * 3 + 4 * 2 + 2 * 4));
}

#[tokio::test]
async fn nobody_hands_a_row_over_or_makes_one_for_another() {
    let home = Home::with(testkit::model_with(REGISTER));
    samples(&home).await;
    let entity = home.entity("paper");
    let scope = rights::scope(home.store.model(), &viewer(&home, &["mixed"]), entity, Operation::Write).unwrap();
    let cells = |person: RowId| {
        home.cells(&[("paper.person", Value::Id(person)), ("paper.made_on", Value::Day(model::Day(20_000)))])
    };
    let apply = async |changes: Changes| match home.store.apply(changes).await {
        Ok(()) => None,
        Err(ApplyError::Refused(refused)) => Some(refused.reason),
        Err(other) => panic!("{other}"),
    };
    let insert = |person: RowId, at: u128| {
        let mut changes = Changes::new();
        changes.insert(&scope, id(at), cells(person)).unwrap();
        changes
    };
    assert_eq!(apply(insert(ME, 900)).await, None);
    assert_eq!(apply(insert(OTHER, 901)).await, Some(Reason::ForeignRow));
    assert_eq!(home.get("paper", id(901)).await, None);
    let mut hand_over = Changes::new();
    hand_over.update(&scope, id(900), 1, cells(OTHER)).unwrap();
    assert_eq!(apply(hand_over).await, Some(Reason::ForeignRow));
    let mut delete = Changes::new();
    delete.delete(&scope, id(900), 1).unwrap();
    assert_eq!(apply(delete).await, None);
    let theirs = samples_of_other(&home).await;
    let mut delete = Changes::new();
    delete.delete(&scope, theirs, 1).unwrap();
    assert_eq!(apply(delete).await, Some(Reason::ForeignRow));
}

/// A paper of the other one, on which nothing hangs.
async fn samples_of_other(home: &Home) -> RowId {
    let cells = home.cells(&[("paper.person", Value::Id(OTHER)), ("paper.made_on", Value::Day(model::Day(20_000)))]);
    home.insert("paper", id(902), cells).await.unwrap();
    id(902)
}

#[tokio::test]
async fn a_cell_that_is_hidden_in_a_row_is_not_told_by_asking_for_it() {
    let home = Home::with(testkit::model_with(REGISTER));
    let samples = samples(&home).await;
    let entity = home.entity("paper");
    // A writer reads every paper, and `other` only of their own.
    let scope = rights::scope(home.store.model(), &viewer(&home, &["writer"]), entity, Operation::Read).unwrap();
    let other = home.field("paper.other");
    let papers = |own: bool| samples.iter().find(|one| one.entity == "paper" && one.own == own).unwrap().id;
    let (mine, theirs) = (papers(true), papers(false));
    let ids =
        async |query: Query<'_>| home.store.find(query).await.unwrap().iter().map(|row| row.id).collect::<Vec<RowId>>();
    let all = || Query::over(&scope);
    assert_eq!(ids(all().matching(crate::Condition::Is(other, text("før")))).await, [mine]);
    assert_eq!(ids(all().matching(crate::Condition::Filled(other))).await, [mine]);
    assert_eq!(ids(all().matching(crate::Condition::Is(other, Value::Null))).await, [theirs]);
    assert_eq!(ids(all().newest_first(other)).await, [mine, theirs], "as though it were empty");
    let first = home.store.find(all().newest_first(other).limit(1)).await.unwrap();
    let behind = crate::Cursor::behind(&first[0], other);
    assert_eq!(ids(all().newest_first(other).after(behind)).await, [theirs]);
}
