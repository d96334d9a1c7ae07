//! Texts that tell of several persons: what an erasure and a package wait for, and what comes of each decision.

use super::home::{Home, KARI, NOW};
use crate::privacy::{
    Against, Aim, Carried, Choice, Decided, Judged, SharedCount, TextView, WhichText, Wish, access_package, carry_out,
    count_shared, decide_text, plan_wish, portable, receipt, replay, scan, shared_texts,
};
use crate::{Caller, Failure, Language, RowId, day_of};
use documents::package::{FieldValue, Gap, Package};
use model::{Record, Value};
use rights::{Action, Operation, Passage, Reason, Viewer, scope};
use std::sync::Arc;
use store::{Changes, Condition, Folder, Query, Store};
use tempfile::TempDir;

const OLA: &str = "ola@kunde.example";
const TOLD: &str =
    "Kari Nordmann sa at prisen var feil. Ring Kari på 00 00 00 21, eller skriv til KARI@kunde.example. Karin vet mer.";

/// Kari, and Ola who writes about her.
struct Two {
    home: Home,
    ida: Caller,
    kari: RowId,
    ola: RowId,
}

impl Two {
    async fn new() -> Self {
        Self::telling(TOLD).await
    }

    async fn telling(message: &str) -> Self {
        Self::in_home(Home::new(), message).await
    }

    async fn in_home(home: Home, message: &str) -> Self {
        let ida = home.ida().await;
        home.send(NOW, |_| {}).await;
        home.send(NOW, |form| {
            form.name = "Ola Hansen".to_owned();
            form.email = OLA.to_owned();
            form.phone = String::new();
            form.message = message.to_owned();
        })
        .await;
        let kari = home.find(KARI).await.expect("Kari is known");
        let ola = home.find(OLA).await.expect("Ola is known");
        Self { home, ida, kari, ola }
    }

    async fn rows(&self, entity: &str) -> Vec<Record> {
        let model = self.home.engine.model();
        let read = scope(model, &Viewer::Engine, model.entity_named(entity).expect(entity), Operation::Read);
        self.home.engine.store().find(Query::over(&read.expect("the engine may"))).await.expect("the store works")
    }

    /// The value of a field of the one row of `entity` that is about `person`.
    async fn value(&self, entity: &str, person: RowId, field: &str) -> Value {
        let model = self.home.engine.model();
        let of = |key: &str| model.field_named(model.entity_named(entity).expect(entity), key).expect(key);
        let rows = self.rows(entity).await;
        let row = rows.iter().find(|row| row.link(of("person")) == Some(person)).expect("there is one");
        row.get(of(field)).expect("it is read").clone()
    }

    async fn insert(&self, entity: &str, id: RowId, cells: &[(&str, Value)]) {
        let model = self.home.engine.model();
        let entity = model.entity_named(entity).expect(entity);
        let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let field = |key: &str| model.field_named(entity, key).expect(key);
        let mut changes = Changes::new();
        let cells = cells.iter().map(|(key, value)| (field(key), value.clone())).collect();
        changes.insert(&write, id, cells).expect("it fits the register");
        self.home.engine.store().apply(changes).await.expect("the store works");
    }

    async fn change(&self, entity: &str, id: RowId, version: i64, field: &str, value: Value) {
        let model = self.home.engine.model();
        let entity = model.entity_named(entity).expect(entity);
        let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let mut changes = Changes::new();
        let cells = vec![(model.field_named(entity, field).expect(field), value)];
        changes.update(&write, id, version, cells).expect("it fits the register");
        self.home.engine.store().apply(changes).await.expect("the store works");
    }

    /// A mail in a thread with Ola, with Kari on copy.
    async fn mail(&self, body: &str) -> RowId {
        let text = |text: &str| Value::Text(text.to_owned());
        let (thread, mail, at) = (RowId([41; 16]), RowId([42; 16]), Value::Moment(NOW));
        let cells = [
            ("person", Value::Id(self.ola)),
            ("part_of", text("sales")),
            ("subject", text("Tilbud")),
            ("token", text("t")),
            ("began_at", at.clone()),
            ("last_at", at.clone()),
        ];
        self.insert("email_thread", thread, &cells).await;
        let cells = [
            ("thread", Value::Id(thread)),
            ("direction", text("in")),
            ("recorded_because", text("copy")),
            ("sender", text(OLA)),
            ("automatic", Value::Boolean(false)),
            ("subject", text("Tilbud")),
            ("body", text(body)),
            ("message_id", text("<1@kunde.example>")),
            ("state", text("received")),
            ("occurred_at", at.clone()),
            ("recorded_at", at),
        ];
        self.insert("email_message", mail, &cells).await;
        let cells = [
            ("message", Value::Id(mail)),
            ("part", text("cc")),
            ("address", text("privat@kunde.example")),
            ("person", Value::Id(self.kari)),
        ];
        self.insert("email_participant", RowId([43; 16]), &cells).await;
        mail
    }

    async fn texts(&self, person: RowId, aim: Aim) -> Vec<TextView> {
        let found = shared_texts(&self.home.engine, &self.ida, NOW, (person, aim), WhichText::All).await;
        found.expect("Ida may").shown
    }

    async fn decide(&self, (person, aim): (RowId, Aim), text: &TextView, choice: Choice, reason: &str) -> Decided {
        let judged = judged(text, choice, reason);
        decide_text(&self.home.engine, &self.ida, NOW, (person, aim), &judged).await.expect("Ida may")
    }

    /// Redacts what is suggested in every text.
    async fn redact(&self, person: RowId, aim: Aim) {
        for text in self.texts(person, aim).await {
            assert_eq!(self.decide((person, aim), &text, suggested(&text), "").await, Decided::Done);
        }
    }

    async fn erase(&self, person: RowId) -> Result<RowId, Failure> {
        let (engine, wish) = (&self.home.engine, (person, Wish::Erasure));
        let plan = plan_wish(engine, &self.ida, wish, Language::En, day_of(NOW)).await.expect("Ida may");
        match carry_out(engine, &self.ida, NOW, wish, &plan.fingerprint, Language::En).await? {
            Carried::Done(receipt) => Ok(receipt),
            Carried::Changed(plan) => panic!("nothing had changed: {plan:?}"),
        }
    }

    async fn package(&self, person: RowId) -> Result<Package, Failure> {
        access_package(&self.home.engine, &self.ida, NOW, person, Language::Nb).await
    }
}

fn judged(text: &TextView, choice: Choice, reason: &str) -> Judged {
    Judged {
        entity: text.entity.clone(),
        row: text.row,
        field: text.field_key.clone(),
        version: text.version,
        choice,
        reason: reason.to_owned(),
    }
}

fn suggested(text: &TextView) -> Choice {
    let ticked = text.places.iter().filter(|place| place.ticked).map(|place| place.passage).collect();
    Choice::Redact { ticked, words: String::new() }
}

fn field<'a>(package: &'a Package, entity: &str, key: &str) -> &'a FieldValue {
    let section = package.sections.iter().find(|section| section.entity == entity).expect(entity);
    section.rows[0].fields.iter().find(|field| field.key == key).expect(key)
}

const KEEP: Choice = Choice::Keep;

#[tokio::test]
async fn an_erasure_waits_until_a_text_of_somebody_else_is_decided_and_then_cuts_it() {
    let two = Two::new().await;
    let engine = &two.home.engine;
    let plan = plan_wish(engine, &two.ida, (two.kari, Wish::Erasure), Language::En, day_of(NOW)).await.expect("may");
    assert_eq!(plan.texts, SharedCount { all: 1, open: 1 });
    assert!(matches!(two.erase(two.kari).await, Err(Failure::Undecided(1))));
    assert!(two.home.find(KARI).await.is_some(), "nothing was done");
    let texts = two.texts(two.kari, Aim::Erasure).await;
    let passages: Vec<String> = texts[0].places.iter().map(|place| cut_out(&texts[0].text, place.passage)).collect();
    assert_eq!(passages, ["Kari Nordmann", "Kari", "00 00 00 21", "KARI@kunde.example"]);
    two.redact(two.kari, Aim::Erasure).await;
    let plan = plan_wish(engine, &two.ida, (two.kari, Wish::Erasure), Language::En, day_of(NOW)).await.expect("may");
    assert_eq!(plan.texts, SharedCount { all: 1, open: 0 });
    let cut: Vec<_> = plan.lines.iter().filter(|line| matches!(line.action, Action::Redact(_))).collect();
    assert_eq!(
        (cut.len(), cut[0].reason, cut[0].field_keys.as_slice()),
        (1, Reason::Shared, &["message".to_owned()][..])
    );
    let receipt_id = two.erase(two.kari).await.expect("all is decided");
    let left = "███ sa at prisen var feil. Ring ███ på ███, eller skriv til ███. Karin vet mer.";
    assert_eq!(two.value("contact_request", two.ola, "message").await, Value::Text(left.to_owned()));
    let lines = receipt(engine, &two.ida, receipt_id).await.expect("Ida may").lines;
    assert!(lines.contains(&["contact_request", "redact", "shared", "1"].map(str::to_owned)), "{lines:?}");
    assert_eq!(two.rows("redaction").await, [], "what was decided goes with the person");
    two.home.work(NOW).await;
    let words = ["Kari Nordmann", KARI, "00 00 00 21", "KARI@kunde"].map(str::to_owned);
    for sought in scan(engine, &two.ida, &words).expect("the files are read") {
        assert_eq!(sought.files, Vec::<String>::new(), "{}", sought.word);
    }
    let read = &engine.tables().contact_request.read;
    for (word, rows) in [("Kari", 1), ("Karin", 1), ("Nordmann", 0), ("prisen", 1)] {
        let found = engine.store().count(Query::over(read).matching(Condition::Words(word.to_owned())));
        assert_eq!(found.await, Ok(rows), "the search follows: {word}");
    }
}

fn cut_out(text: &str, passage: Passage) -> String {
    text.chars().skip(passage.from).take(passage.to - passage.from).collect()
}

#[tokio::test]
async fn what_stays_needs_a_reason_and_what_a_row_cannot_be_without_is_replaced() {
    let two = Two::new().await;
    let about = (two.kari, Aim::Erasure);
    let text = two.texts(two.kari, Aim::Erasure).await.remove(0);
    assert_eq!(two.decide(about, &text, KEEP, " ").await, Decided::Not(Against::NoReason));
    assert_eq!(two.decide(about, &text, KEEP, &"a".repeat(501)).await, Decided::Not(Against::TooLong(500)));
    assert_eq!(two.decide(about, &text, KEEP, "a\nb").await, Decided::Not(Against::NotText));
    assert_eq!(two.decide(about, &text, KEEP, "Ola trenger det til et krav").await, Decided::Done);
    let again = two.texts(two.kari, Aim::Erasure).await.remove(0);
    assert_eq!(again.reason, "Ola trenger det til et krav");
    assert_eq!(two.decide(about, &again, Choice::Remove, "").await, Decided::Done);
    assert_eq!(two.rows("redaction").await.len(), 1, "a later decision takes the place of an earlier one");
    two.erase(two.kari).await.expect("all is decided");
    assert_eq!(two.value("contact_request", two.ola, "message").await, Value::Text("█".to_owned()));

    let two = Two::new().await;
    let text = two.texts(two.kari, Aim::Erasure).await.remove(0);
    assert_eq!(two.decide((two.kari, Aim::Erasure), &text, KEEP, "Et krav").await, Decided::Done);
    let receipt_id = two.erase(two.kari).await.expect("all is decided");
    assert_eq!(two.value("contact_request", two.ola, "message").await, Value::Text(TOLD.to_owned()));
    let lines = receipt(&two.home.engine, &two.ida, receipt_id).await.expect("Ida may").lines;
    assert!(lines.contains(&["contact_request", "keep", "shared", "1"].map(str::to_owned)), "{lines:?}");
}

#[tokio::test]
async fn a_decision_counts_for_the_row_as_it_was_and_for_nothing_else() {
    let two = Two::new().await;
    let about = (two.kari, Aim::Erasure);
    let text = two.texts(two.kari, Aim::Erasure).await.remove(0);
    assert_eq!(two.decide(about, &text, KEEP, "Et krav").await, Decided::Done);
    let count = || count_shared(&two.home.engine, &two.ida, NOW, about);
    assert_eq!(count().await.ok(), Some(SharedCount { all: 1, open: 0 }));
    two.change("contact_request", text.row, text.version, "message", Value::Text(format!("{TOLD} Kari!"))).await;
    assert_eq!(count().await.ok(), Some(SharedCount { all: 1, open: 1 }));
    assert_eq!(two.decide(about, &text, KEEP, "Et krav").await, Decided::Not(Against::Changed));
    two.change("contact_request", text.row, text.version + 1, "message", Value::Text("Hei".to_owned())).await;
    assert_eq!(count().await.ok(), Some(SharedCount::default()), "it tells of nobody now");
}

#[tokio::test]
async fn passages_can_be_left_standing_and_words_added() {
    let two = Two::telling("Kari Nordmann og naboen hennes i Storgata 3. Naboen klaget.").await;
    let about = (two.kari, Aim::Erasure);
    let text = two.texts(two.kari, Aim::Erasure).await.remove(0);
    let redact = |ticked: &[(usize, usize)], words: &str| Choice::Redact {
        ticked: ticked.iter().map(|(from, to)| Passage { from: *from, to: *to }).collect(),
        words: words.to_owned(),
    };
    assert_eq!(two.decide(about, &text, redact(&[], " \n"), "").await, Decided::Not(Against::Nothing));
    let absent = redact(&[], "naboen\n\ngenseren");
    assert_eq!(two.decide(about, &text, absent, "").await, Decided::Not(Against::NotThere(3)));
    assert_eq!(two.decide(about, &text, redact(&[(0, 9_999)], ""), "").await, Decided::Not(Against::Changed));
    let wide = redact(&[], &"a".repeat(2_001));
    assert_eq!(two.decide(about, &text, wide, "").await, Decided::Not(Against::TooLong(2_000)));
    let most: Vec<(usize, usize)> = (0..501).map(|at| (at * 2, at * 2 + 1)).collect();
    assert_eq!(two.decide(about, &text, redact(&most, ""), "").await, Decided::Not(Against::TooMany(500)));
    assert_eq!(two.decide(about, &text, redact(&[(0, 13)], "storgata 3\r\nNABOEN"), "").await, Decided::Done);
    let stored = format!("{:?}", two.rows("redaction").await);
    assert!(stored.contains("0-13+17-23+33-43+45-51") && !stored.to_lowercase().contains("storgata"), "{stored}");
    let again = two.texts(two.kari, Aim::Erasure).await.remove(0);
    let places: Vec<_> = again.places.iter().map(|place| (place.passage.from, place.ticked)).collect();
    assert_eq!(places, [(0, true), (17, true), (33, true), (45, true)]);
    two.erase(two.kari).await.expect("all is decided");
    let left = Value::Text("███ og ███ hennes i ███. ███ klaget.".to_owned());
    assert_eq!(two.value("contact_request", two.ola, "message").await, left);
}

#[tokio::test]
async fn a_mail_with_the_person_on_copy_is_shared_though_it_names_nobody() {
    let two = Two::telling("Hei").await;
    two.mail("Som avtalt.").await;
    let texts = two.texts(two.kari, Aim::Erasure).await;
    let found: Vec<_> = texts.iter().map(|text| (text.entity.as_str(), text.field_key.as_str())).collect();
    assert_eq!(found, [("email_message", "body")]);
    assert_eq!(texts[0].places, [], "no passage");
    let texts = two.texts(two.ola, Aim::Access).await;
    assert_eq!(texts.len(), 1, "and so it is when Ola asks what is held");
    assert!(matches!(two.package(two.ola).await, Err(Failure::Undecided(1))));
    assert_eq!(two.texts(two.kari, Aim::Access).await, [], "Kari is not given what is about Ola");
}

#[tokio::test]
async fn a_legal_hold_on_the_other_keeps_the_text_and_nobody_decides() {
    let two = Two::new().await;
    let hold = [
        ("person", Value::Id(two.ola)),
        ("scope", Value::Text("all".to_owned())),
        ("reason", Value::Text("Krav om erstatning".to_owned())),
        ("placed_on", Value::Day(day_of(NOW))),
        ("review_on", Value::Day(model::Day(day_of(NOW).0 + 90))),
    ];
    two.insert("legal_hold", RowId([66; 16]), &hold).await;
    let text = two.texts(two.kari, Aim::Erasure).await.remove(0);
    assert!(matches!(text.stopped, Some((Reason::Hold { .. }, _))), "{text:?}");
    let decided = two.decide((two.kari, Aim::Erasure), &text, suggested(&text), "").await;
    assert_eq!(decided, Decided::Not(Against::Stopped));
    two.erase(two.kari).await.expect("nothing is to be decided");
    assert_eq!(two.value("contact_request", two.ola, "message").await, Value::Text(TOLD.to_owned()));
}

#[tokio::test]
async fn a_package_waits_and_leaves_out_what_concerns_others() {
    let two = Two::new().await;
    assert!(matches!(two.package(two.ola).await, Err(Failure::Undecided(1))));
    assert!(two.package(two.kari).await.is_ok(), "hers tells of nobody else");
    two.redact(two.ola, Aim::Access).await;
    let package = two.package(two.ola).await.expect("all is decided");
    let message = field(&package, "contact_request", "message");
    let gap = "[fjernet: gjelder andre]";
    let left = format!("{gap} sa at prisen var feil. Ring {gap} på {gap}, eller skriv til {gap}. Karin vet mer.");
    assert_eq!((&message.shown, &message.raw), (&left, &serde_json::Value::String(left.clone())));
    assert_eq!(message.withheld, Some(Gap { whole: false, reason: String::new() }));
    assert_eq!(two.value("contact_request", two.ola, "message").await, Value::Text(TOLD.to_owned()), "the row stays");

    let text = two.texts(two.ola, Aim::Access).await.remove(0);
    let about = (two.ola, Aim::Access);
    assert_eq!(two.decide(about, &text, Choice::Remove, "").await, Decided::Not(Against::NoReason));
    assert_eq!(two.decide(about, &text, Choice::Remove, "Alt handler om en annen").await, Decided::Done);
    let package = two.package(two.ola).await.expect("all is decided");
    let message = field(&package, "contact_request", "message");
    assert_eq!((message.shown.as_str(), &message.raw), ("", &serde_json::Value::Null));
    assert_eq!(message.withheld, Some(Gap { whole: true, reason: "Alt handler om en annen".to_owned() }));
    assert_eq!(two.decide(about, &text, KEEP, "Ola skrev det selv").await, Decided::Done);
    let package = two.package(two.ola).await.expect("all is decided");
    assert_eq!(field(&package, "contact_request", "message").shown, TOLD);
}

const ORDERS: &str = r#"
[activity.trade]
purpose = { nb = "Levere det kundene har bestilt", en = "Deliver what customers ordered" }
subjects = { nb = "Kunder", en = "Customers" }
basis = "contract"
source = "the person"
uses = { person = ["name", "source", "since"] }
responsible = "support"
access = { support = "write" }

[entity.order]
name = { nb = "Ordre", en = "Order" }
activity = "trade"
subject = "person"
label = "{made_on}"
keep = "2 years after made_on"

[entity.order.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
made_on = { type = "date", required = true, impersonal = "the day of an order", name = { nb = "Bestilt", en = "Ordered" } }
note = { type = "long_text", max = 200, name = { nb = "Merknad", en = "Note" } }
"#;

#[tokio::test]
async fn what_a_person_gave_waits_for_its_own_texts_alone_and_leaves_out_what_concerns_others() {
    let two = Two::in_home(Home::with(testkit::model_with(ORDERS)), TOLD).await;
    let engine = &two.home.engine;
    let given = async || portable(engine, &two.ida, NOW, two.ola, Language::Nb).await;
    assert!(given().await.is_ok_and(|given| given.tables.is_empty()), "a message is not of what can be taken along");
    let order = |note: &str| {
        [("person", Value::Id(two.ola)), ("made_on", Value::Day(day_of(NOW))), ("note", Value::Text(note.to_owned()))]
    };
    two.insert("order", RowId([51; 16]), &order("Leveres til Kari Nordmann, kari@kunde.example")).await;
    two.insert("order", RowId([52; 16]), &order("Bak kari@kunde.example")).await;
    assert!(matches!(given().await, Err(Failure::Undecided(2))));
    let texts = two.texts(two.ola, Aim::Access).await;
    let orders: Vec<&TextView> = texts.iter().filter(|text| text.entity == "order").collect();
    let about = (two.ola, Aim::Access);
    assert_eq!(two.decide(about, orders[0], suggested(orders[0]), "").await, Decided::Done);
    assert_eq!(two.decide(about, orders[1], Choice::Remove, "En annens sted").await, Decided::Done);
    let files = given().await.expect("what it holds is decided").files();
    let json: serde_json::Value = serde_json::from_str(&files[0].1).expect("it is JSON");
    assert!(files[0].1.contains("Leveres til [fjernet: gjelder andre], [fjernet: gjelder andre]"), "{}", files[0].1);
    assert_eq!(json["withheld"][0]["whole"], false);
    assert_eq!(json["withheld"][1]["reason"], "En annens sted");
    for (name, text) in files {
        assert!(!text.contains("kari@") && !text.contains("Nordmann"), "{name}: {text}");
    }
}

#[tokio::test]
async fn what_was_decided_for_one_wish_does_not_count_for_another() {
    let two = Two::new().await;
    two.redact(two.kari, Aim::Erasure).await;
    assert!(matches!(two.package(two.ola).await, Err(Failure::Undecided(_))));
}

#[tokio::test]
async fn a_file_is_kept_or_left_out_as_a_whole() {
    use crate::files::take_in;
    let two = Two::telling("Hei").await;
    let mail = two.mail("Som avtalt.").await;
    let mut coming = take_in(&two.home.engine, NOW, "original.eml").await.expect("it is taken in");
    coming.write(b"Til: privat@kunde.example").await.expect("it is written");
    let file = coming.finish().await.expect("it is whole");
    two.change("email_message", mail, 1, "original", Value::Id(file)).await;
    let texts = two.texts(two.ola, Aim::Access).await;
    let (body, file) = (&texts[0], &texts[1]);
    assert_eq!((file.is_file, file.text.as_str(), file.places.len()), (true, "original.eml", 0));
    let about = (two.ola, Aim::Access);
    assert_eq!(two.decide(about, file, suggested(file), "").await, Decided::Not(Against::File));
    assert_eq!(two.decide(about, file, Choice::Remove, "Flere mottakere").await, Decided::Done);
    assert_eq!(two.decide(about, body, KEEP, "Navngir ingen").await, Decided::Done);
    let package = two.package(two.ola).await.expect("all is decided");
    assert_eq!(package.files, []);
    assert!(field(&package, "email_message", "original").withheld.as_ref().is_some_and(|gap| gap.whole));
    for text in two.texts(two.kari, Aim::Erasure).await {
        let choice = if text.is_file { Choice::Remove } else { KEEP };
        assert_eq!(two.decide((two.kari, Aim::Erasure), &text, choice, "x").await, Decided::Done);
    }
    two.erase(two.kari).await.expect("all is decided");
    let model = two.home.engine.model();
    let original = model.entity_named("email_message").and_then(|entity| model.field_named(entity, "original"));
    let row = two.rows("email_message").await.remove(0);
    assert_eq!(row.get(original.expect("a field")), Some(&Value::Null));
}

#[tokio::test]
async fn what_is_attached_tells_of_whom_the_message_does() {
    use crate::files::take_in;
    let two = Two::telling("Hei").await;
    let mail = two.mail("Som avtalt.").await;
    let mut coming = take_in(&two.home.engine, NOW, "soknad.pdf").await.expect("it is taken in");
    coming.write(b"Kari Nordmann").await.expect("it is written");
    let file = coming.finish().await.expect("it is whole");
    let cells = [
        ("message", Value::Id(mail)),
        ("title", Value::Text("soknad.pdf".to_owned())),
        ("content", Value::Id(file)),
        ("in_text", Value::Boolean(false)),
    ];
    two.insert("email_file", RowId([44; 16]), &cells).await;
    for about in [(two.ola, Aim::Access), (two.kari, Aim::Erasure)] {
        let texts = two.texts(about.0, about.1).await;
        let found: Vec<_> = texts.iter().map(|text| (text.entity.as_str(), text.field_key.as_str())).collect();
        assert!(found.contains(&("email_file", "content")) && found.len() == 2, "{found:?}");
    }
}

#[tokio::test]
async fn only_those_who_carry_out_rights_see_and_decide() {
    let two = Two::new().await;
    let engine = &two.home.engine;
    let seller = two.home.colleague("selger@fjordlys.example", &["support"]).await;
    let about = (two.kari, Aim::Erasure);
    let text = two.texts(two.kari, Aim::Erasure).await.remove(0);
    assert!(matches!(shared_texts(engine, &seller, NOW, about, WhichText::All).await, Err(Failure::Denied)));
    assert!(matches!(count_shared(engine, &seller, NOW, about).await, Err(Failure::Denied)));
    let judged = judged(&text, KEEP, "Et krav");
    assert!(matches!(decide_text(engine, &seller, NOW, about, &judged).await, Err(Failure::Denied)));
}

/// Puts a copy of the database back that is as it was after `then`, and replays the journal of what came after.
#[expect(clippy::disallowed_types, reason = "a backup is a file")]
async fn restored(then: impl AsyncFnOnce(&Two)) -> (Two, Two) {
    let two = Two::in_home(Home::over(TempDir::new().expect("a folder"), None), TOLD).await;
    let folder = TempDir::new().expect("a folder");
    let copy = folder.path().join("copy");
    two.home.engine.store().back_up(std::fs::File::create(&copy).expect("a file"), NOW).await.expect("it is made");
    then(&two).await;
    two.redact(two.kari, Aim::Erasure).await;
    two.erase(two.kari).await.expect("all is decided");
    let again = TempDir::new().expect("a folder");
    let journal = two.home.engine.store().folder().join("erasures.journal");
    std::fs::copy(journal, again.path().join("erasures.journal")).expect("it is copied");
    let locked = Folder::lock(again.path(), "test").expect("the folder is free");
    let file = std::fs::File::open(copy).expect("the backup");
    Store::restore(&locked, None, Arc::new(testkit::model()), NOW, std::io::BufReader::new(file)).expect("restored");
    drop(locked);
    let back = Two { home: Home::over(again, None), ida: two.ida.clone(), kari: two.kari, ola: two.ola };
    replay(&back.home.engine, NOW, true).await.expect("the journal is replayed");
    let second = replay(&back.home.engine, NOW, true).await.expect("the journal is replayed");
    assert_eq!(second, crate::privacy::Replayed::default(), "once is enough");
    (two, back)
}

#[tokio::test]
async fn a_restored_copy_is_cut_again_in_the_same_places() {
    let (two, back) = restored(async |_| {}).await;
    let now = two.value("contact_request", two.ola, "message").await;
    assert_eq!(back.value("contact_request", two.ola, "message").await, now);
    assert_eq!(back.home.find(KARI).await, None);
}

#[tokio::test]
async fn of_an_older_text_nobody_knows_where_to_cut_and_all_of_it_goes() {
    let change = async |two: &Two| {
        let row = two.texts(two.kari, Aim::Erasure).await.remove(0);
        let value = Value::Text(format!("Før dette: {TOLD}"));
        two.change("contact_request", row.row, row.version, "message", value).await;
    };
    let (two, back) = restored(change).await;
    assert_eq!(back.value("contact_request", two.ola, "message").await, Value::Text("█".to_owned()));
}
