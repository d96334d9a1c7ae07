//! What a linked row is called is told to nobody who may not read that row.

use super::home::{Home, KARI, NOW};
use crate::privacy::person;
use crate::records::{Wanted, list, plan_removal};
use crate::{Caller, Language, RowId, Viewer, day_of};
use model::{Day, Value};
use rights::{Operation, scope};
use store::Changes;

const REGISTER: &str = r#"
[role.keeper]
name = { nb = "Arkivar", en = "Keeper" }

[activity.keeping]
purpose = { nb = "Ta vare på mapper om folk", en = "Keep folders about people" }
subjects = { nb = "De det finnes en mappe om", en = "Those with a folder" }
basis = "contract"
source = "the person"
uses = { person = ["name", "source", "since"] }
responsible = "keeper"
access = { keeper = "write" }

[activity.noting]
purpose = { nb = "Huske hva vi har avtalt", en = "Remember what we agreed" }
subjects = { nb = "De vi avtaler noe med", en = "Those we agree with" }
basis = "contract"
source = "the person"
uses = { person = ["name", "source", "since"] }
responsible = "support"
access = { support = "write own" }

[entity.binder]
name = { nb = "Mappe", en = "Folder" }
activity = "keeping"
subject = "person"
label = "{title}"
keep = "5 years after made_on"

[entity.binder.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
title = { type = "text", max = 100, name = { nb = "Tittel", en = "Title" } }
made_on = { type = "date", required = true, name = { nb = "Laget", en = "Made" } }

[entity.dealing]
name = { nb = "Sak", en = "Matter" }
activity = "contact"
subject = "person"
label = "{made_on}"
list = ["made_on", "folder", "seen_by"]
keep = "5 years after made_on"

[entity.dealing.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
folder = { type = "link", to = "binder", mention = true, name = { nb = "Mappe", en = "Folder" } }
seen_by = { type = "link", to = "person", mention = true, name = { nb = "Sett av", en = "Seen by" } }
made_on = { type = "date", required = true, name = { nb = "Laget", en = "Made" } }

[entity.jotting]
name = { nb = "Notat", en = "Note" }
activity = "noting"
subject = "person"
own = "by"
label = "{words}"
keep = "1 year after made_on"

[entity.jotting.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
by = { type = "link", to = "user", mention = true, name = { nb = "Skrevet av", en = "Written by" } }
words = { type = "text", max = 100, name = { nb = "Ord", en = "Words" } }
made_on = { type = "date", required = true, name = { nb = "Laget", en = "Made" } }
"#;

const MADE: Day = Day(20_700);

struct Desk {
    home: Home,
    kari: RowId,
    per: Caller,
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

impl Desk {
    /// Kari wrote to us; Per of the support reads what she wrote.
    async fn new() -> Self {
        let home = Home::with(testkit::model_with(REGISTER));
        let per = home.colleague("per@fjordlys.example", &["support"]).await;
        home.send(NOW, |_| {}).await;
        let kari = home.find(KARI).await.expect("Kari is known");
        Self { home, kari, per }
    }

    async fn insert(&self, entity: &str, id: u8, cells: &[(&str, Value)]) -> RowId {
        let model = self.home.engine.model();
        let entity = model.entity_named(entity).expect(entity);
        let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let cells = cells.iter().map(|(key, value)| (model.field_named(entity, key).expect(key), value.clone()));
        let mut changes = Changes::new();
        changes.insert(&write, RowId([id; 16]), cells.collect()).expect("it fits the register");
        self.home.engine.store().apply(changes).await.expect("the store works");
        RowId([id; 16])
    }

    /// A folder about somebody whom only keepers know, and Kari's matter, which names both.
    async fn matter(&self) {
        let made = || ("made_on", Value::Day(MADE));
        let ola = [("name", text("Ola Ukjent")), ("source", text("company")), ("since", Value::Day(MADE))];
        let ola = self.insert("person", 1, &ola).await;
        let folder = [("person", Value::Id(ola)), ("title", text("Fortrolig")), made()];
        let folder = self.insert("binder", 2, &folder).await;
        let (person, folder) = (("person", Value::Id(self.kari)), ("folder", Value::Id(folder)));
        self.insert("dealing", 3, &[person, folder, ("seen_by", Value::Id(ola)), made()]).await;
    }
}

#[tokio::test]
async fn the_page_of_a_person_calls_no_row_by_its_name_that_the_viewer_may_not_read() {
    let desk = Desk::new().await;
    desk.matter().await;
    let page = |caller: Caller| {
        let engine = &desk.home.engine;
        async move { person(engine, &caller, desk.kari, Language::Nb, day_of(NOW)).await.expect("Kari is known") }
    };
    let seen = format!("{:?}", page(desk.per.clone()).await);
    assert!(!seen.contains("Fortrolig") && !seen.contains("Ola Ukjent"), "{seen}");
    assert!(seen.contains("Kari Nordmann"), "{seen}");
    let ida = desk.home.colleague("ida@fjordlys.example", &["privacy-lead"]).await;
    let seen = format!("{:?}", page(ida).await);
    assert!(seen.contains("Fortrolig") && seen.contains("Ola Ukjent"), "{seen}");
}

#[tokio::test]
async fn a_list_names_nobody_whom_no_purpose_of_the_viewers_holds() {
    let desk = Desk::new().await;
    desk.matter().await;
    let (engine, wanted) = (&desk.home.engine, Wanted::default());
    let seen = list(engine, &desk.per, "dealing", &wanted, day_of(NOW)).await.expect("Per may");
    let cells: Vec<&str> = seen.rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(cells[1..], ["", ""], "neither the folder nor who saw it");
    // Once Ola writes to us himself, he is known.
    let made = ("made_on", Value::Day(MADE));
    desk.insert("dealing", 4, &[("person", Value::Id(RowId([1; 16]))), made]).await;
    let seen = list(engine, &desk.per, "dealing", &wanted, day_of(NOW)).await.expect("Per may");
    assert!(format!("{seen:?}").contains("Ola Ukjent"), "{seen:?}");
}

#[tokio::test]
async fn a_removal_calls_no_row_by_its_name_that_is_somebody_elses() {
    let desk = Desk::new().await;
    let Viewer::Staff { user, .. } = desk.per.viewer else { panic!("Per is of the staff") };
    let jotting = |words: &str, made: Day| {
        [("person", Value::Id(desk.kari)), ("words", text(words)), ("made_on", Value::Day(made))]
    };
    let own = desk.insert("jotting", 5, &[&jotting("Ring Kari", MADE)[..], &[("by", Value::Id(user))]].concat()).await;
    desk.insert("jotting", 6, &jotting("Andres ord", Day(20_000))).await;
    let plan = plan_removal(&desk.home.engine, &desk.per, "jotting", own, NOW).await.expect("Per may");
    let labels: Vec<&str> = plan.lines.iter().map(|line| line.label.as_str()).collect();
    assert_eq!((labels, plan.hidden), (vec!["Ring Kari"], 1));
}
