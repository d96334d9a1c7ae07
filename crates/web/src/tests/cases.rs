//! A case at the desk: what is typed there is not lost, and not sent twice.

use super::files::{Part, multipart, send};
use super::steps::KARI;
use super::wiring::{Answer, World, world};
use axum::http::StatusCode;
use engine::records::{Saved, Typed, save};
use engine::system::signed_in;
use engine::{Caller, FILE_BYTES, RowId};

/// A case of Kari's, before Ida.
struct Place {
    world: World,
    cookie: String,
    ida: Caller,
    case: String,
}

async fn made(world: &World, ida: &Caller, key: &str, values: &[(&str, &str)]) -> RowId {
    let values = values.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect();
    let typed = Typed { values, ..Typed::default() };
    match save(&world.engine, ida, world.now(), key, None, &typed).await.unwrap() {
        Saved::Done(row) => row,
        Saved::Mend(form) => panic!("{form:?}"),
    }
}

impl Place {
    async fn new() -> Self {
        let world = world();
        let cookie = world.signed_in(&["support", "support-lead", "privacy-lead"]).await;
        world.write(KARI).await;
        let ida = signed_in(&world.engine, world.now(), cookie.rsplit('=').next().unwrap()).await.unwrap().unwrap();
        let people = world.get_as(&cookie, "/desk/people?q=kari").await.body;
        let kari = people.split("href=\"/desk/people/0").nth(1).unwrap().split('"').next().unwrap();
        let kari = format!("0{kari}");
        let policy = [("name", "Vanlig"), ("holidays", "no"), ("pauses", "yes")];
        let policy = made(&world, &ida, "deadline_policy", &policy).await.to_string();
        let queue = [("name", "Kundestøtte"), ("policy", &policy), ("receipt", "no"), ("open", "yes")];
        let queue = made(&world, &ida, "queue", &queue).await.to_string();
        let template = [("name", "Hilsen"), ("language", "nb"), ("text", "Ha en fin dag.")];
        made(&world, &ida, "answer_template", &template).await;
        let case = [
            ("title", "Feil i timelisten"),
            ("contact", &kari),
            ("covered", "not-judged"),
            ("came_by", "phone"),
            ("priority", "normal"),
            ("state", "open"),
            ("queue", &queue),
            ("created_at", &engine::documents::local_time(world.now())),
        ];
        let case = format!("/desk/cases/{}", made(&world, &ida, "case", &case).await);
        Self { world, cookie, ida, case }
    }

    async fn page(&self) -> Answer {
        let page = self.world.get_as(&self.cookie, &self.case).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page
    }

    async fn post(&self, rest: &str, body: &str) -> Answer {
        self.world.post_as(&self.cookie, &format!("{}{rest}", self.case), body).await
    }

    /// Sends the answer as it stands on `page`, with these fields.
    async fn answer(&self, page: &Answer, parts: &[Part<'_>]) -> Answer {
        let fixed = ["version", "form"].map(|name| (name, None, page.hidden(name).as_bytes()));
        let parts: Vec<Part<'_>> = fixed.into_iter().chain(parts.iter().copied()).collect();
        send(&self.world, &self.cookie, &format!("{}/reply", self.case), multipart(&parts)).await
    }
}

fn held(page: &Answer) -> String {
    let rest = page.body.split("name=\"held0\" value=\"").nth(1).unwrap_or_else(|| panic!("no file in {}", page.body));
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_answer_is_sent_once_however_often_its_form_is() {
    let place = Place::new().await;
    let page = place.page().await;
    let parts = [("to", None, &b"kari@example.no"[..]), ("cc", None, b""), ("text", None, b"Svaret")];
    for said in ["Sendt.", "Svaret var sendt allerede"] {
        let sent = place.answer(&page, &parts).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let page = place.page().await.body;
        assert!(page.contains(said), "{said} in {page}");
        assert_eq!(page.matches(">Svaret</p>").count(), 1, "{page}");
    }
    for _ in 0..2 {
        let noted = place.post("/note", &format!("form={}&note=Notatet", page.hidden("form"))).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(place.page().await.body.matches(">Notatet</p>").count(), 1);
}

#[tokio::test]
async fn what_must_be_mended_stands_there_with_its_choices_and_its_files() {
    let place = Place::new().await;
    let page = place.page().await;
    let parts: [Part<'_>; 6] = [
        ("to", None, b"tull"),
        ("cc", None, b"per@kunde.example"),
        ("text", None, b"Svaret"),
        ("then", None, b"solved"),
        ("unquoted", None, b"yes"),
        ("file1", Some("plan.txt"), b"planen"),
    ];
    let wrong = place.answer(&page, &parts).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    for part in [
        "value=\"tull\"",
        "value=\"per@kunde.example\"",
        ">\nSvaret</textarea>",
        "value=\"solved\" selected",
        "name=\"unquoted\" value=\"yes\" checked",
        "Vedlagt: plan.txt",
    ] {
        assert!(wrong.body.contains(part), "{part} in {}", wrong.body);
    }
    let word = held(&wrong);
    let parts: [Part<'_>; 4] = [
        ("to", None, b"kari@example.no"),
        ("text", None, b"Svaret"),
        ("then", None, b"solved"),
        ("held0", None, word.as_bytes()),
    ];
    for _ in 0..2 {
        let sent = place.answer(&wrong, &parts).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    let page = place.page().await.body;
    assert_eq!((page.matches(">plan.txt</a>").count(), page.matches(">Svaret</p>").count()), (1, 1), "{page}");
    // A file that has gone with a mail goes with no other.
    let page = place.page().await;
    let again = place.answer(&page, &[("text", None, b"Noe annet"), ("held0", None, word.as_bytes())]).await;
    assert!(
        again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("velges på nytt"),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn a_file_that_is_too_large_takes_nothing_along() {
    let place = Place::new().await;
    let page = place.page().await;
    let large = vec![b'a'; usize::try_from(FILE_BYTES).unwrap() + 1];
    let parts: [Part<'_>; 3] =
        [("text", None, b"Svaret"), ("file1", Some("plan.txt"), b"planen"), ("file2", Some("bilde.png"), &large)];
    let wrong = place.answer(&page, &parts).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains(">\nSvaret</textarea>") && wrong.body.contains("Filen er for stor"), "{}", wrong.body);
    assert!(wrong.body.contains("Vedlagt: plan.txt"), "the other one is there");
    let long = "x".repeat(engine::CASE_TEXT_CHARACTERS + 1);
    let note = place.post("/note", &format!("note={long}&kind=in-person")).await;
    assert_eq!(note.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(note.body.contains(&long) && note.body.contains("value=\"in-person\" checked"));
}

#[tokio::test]
async fn the_files_of_a_note_wait_while_it_is_mended_and_stand_in_the_conversation() {
    let place = Place::new().await;
    let note = async |parts: &[Part<'_>]| {
        send(&place.world, &place.cookie, &format!("{}/note", place.case), multipart(parts)).await
    };
    let long = "x".repeat(engine::CASE_TEXT_CHARACTERS + 1);
    for text in ["", long.as_str()] {
        let wrong = note(&[("note", None, text.as_bytes()), ("file1", Some("plan.txt"), b"planen")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
        assert!(wrong.body.contains("Vedlagt: plan.txt"), "{}", wrong.body);
    }
    let wrong = note(&[("note", None, b""), ("file1", Some("plan.txt"), b"planen")]).await;
    let word = held(&wrong);
    let saved = note(&[("note", None, b"Se planen"), ("held0", None, word.as_bytes())]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = place.page().await.body;
    let file = page.split("href=\"/desk/data/case_file/").nth(1).unwrap_or_else(|| panic!("no file in {page}"));
    let file = format!("/desk/data/case_file/{}", file.split('"').next().unwrap());
    assert_eq!(place.world.get_as(&place.cookie, &file).await.body, "planen");
    let stranger = place.world.signed_in_as("siv@fjordlys.example", &["marketing"]).await;
    let refused = place.world.get_as(&stranger, &file).await.status;
    assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&refused), "{refused}");
    let gone = note(&[("note", None, b"Og her"), ("held0", None, word.as_bytes())]).await;
    assert!(gone.status == StatusCode::UNPROCESSABLE_ENTITY && gone.body.contains("velges på nytt"), "{}", gone.body);
}

#[tokio::test]
async fn a_tick_lets_through_what_its_writer_has_seen_and_nothing_later() {
    let place = Place::new().await;
    let first = place.page().await;
    let act = async |what: &str| {
        let version = place.page().await.hidden("version").to_owned();
        assert_eq!(place.post("/act", &format!("version={version}&do={what}")).await.status, StatusCode::SEE_OTHER);
    };
    act("priority:high").await;
    let text: Part<'_> = ("text", None, b"Svaret");
    let held = place.answer(&first, &[text]).await;
    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(held.hidden("version"), first.hidden("version"), "what was written to an older one is still");
    let unticked = place.answer(&held, &[text]).await;
    assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY, "a second press is no tick");
    let seen = held.body.split("name=\"anyway\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    act("priority:urgent").await;
    let late = place.answer(&held, &[text, ("anyway", None, seen.as_bytes())]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "there is more that is new");
    let seen = late.body.split("name=\"anyway\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let sent = place.answer(&late, &[text, ("anyway", None, seen.as_bytes())]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

#[tokio::test]
async fn a_template_stands_behind_what_is_typed() {
    let place = Place::new().await;
    let page = place.page().await;
    let template = page.body.split("name=\"template\"><option value=\"").nth(1).expect("a template");
    let template = template.split('"').next().unwrap().to_owned();
    let parts: [Part<'_>; 5] = [
        ("to", None, b"kari@example.no"),
        ("cc", None, b"per@kunde.example"),
        ("text", None, b"Hei Kari"),
        ("template", None, template.as_bytes()),
        ("insert", None, b"yes"),
    ];
    let inserted = place.answer(&page, &parts).await;
    assert_eq!(inserted.status, StatusCode::OK, "{}", inserted.body);
    assert!(inserted.body.contains(">\nHei Kari\n\nHa en fin dag.</textarea>"), "{}", inserted.body);
    assert!(inserted.body.contains("value=\"per@kunde.example\""), "copies stay");
}

#[tokio::test]
async fn a_draft_with_a_file_stays_on_the_page_and_an_answer_is_thrown_away_alone() {
    let place = Place::new().await;
    let page = place.page().await;
    let draft = format!("{}/draft", place.case);
    let version = page.hidden("version").as_bytes();
    let parts: [Part<'_>; 4] = [
        ("version", None, version),
        ("text", None, b"Halvveis"),
        ("file1", Some("plan.txt"), b"planen"),
        ("draft", None, b"keep"),
    ];
    let kept = send(&place.world, &place.cookie, &draft, multipart(&parts)).await;
    assert!(kept.status == StatusCode::OK && kept.body.contains("Vedlagt: plan.txt"), "{}", kept.body);
    place.post("/note", "note=Husk&draft=keep").await;
    let parts: [Part<'_>; 1] = [("draft", None, b"discard")];
    send(&place.world, &place.cookie, &draft, multipart(&parts)).await;
    let page = place.page().await.body;
    assert!(page.contains(">\nHusk</textarea>") && !page.contains("Halvveis"), "{page}");
}

#[tokio::test]
async fn a_queue_that_is_closed_stays_chosen() {
    let place = Place::new().await;
    let page = place.page().await.body;
    let queue = page.split("name=\"queue\"><option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let policy = [("name", "Annen"), ("holidays", "no"), ("pauses", "yes")];
    let policy = made(&place.world, &place.ida, "deadline_policy", &policy).await.to_string();
    made(
        &place.world,
        &place.ida,
        "queue",
        &[("name", "Annen"), ("policy", &policy), ("receipt", "no"), ("open", "yes")],
    )
    .await;
    let row = format!("/desk/data/queue/{queue}");
    let edit = place.world.get_as(&place.cookie, &format!("{row}/edit")).await;
    let version = edit.hidden("version").to_owned();
    let id: RowId = queue.parse().unwrap();
    let values = [("open", "no")].map(|(field, value)| (field.to_owned(), value.to_owned())).to_vec();
    let typed = Typed { values, version: version.parse().ok(), is_inline: true, ..Typed::default() };
    let done = save(&place.world.engine, &place.ida, place.world.now(), "queue", Some(id), &typed).await.unwrap();
    assert!(matches!(done, Saved::Done(_)), "{done:?}");
    let page = place.page().await.body;
    assert!(page.contains(&format!("<option value=\"{queue}\" selected>Kundestøtte</option>")), "{page}");
}

#[tokio::test]
async fn a_number_of_no_case_and_a_day_that_is_over_are_said_at_their_fields() {
    let place = Place::new().await;
    let version = place.page().await.hidden("version").to_owned();
    for into in ["99", "tull", "1"] {
        let wrong = place.post("/merge", &format!("version={version}&into={into}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{into}");
        assert!(
            wrong.body.contains("id=\"into-error\"") && wrong.body.contains(&format!("value=\"{into}\"")),
            "{into}"
        );
    }
    for day in ["2026-11-01", "i morgen"] {
        let form = format!("version={version}&priority=high&was=&snooze={}", day.replace(' ', "+"));
        let wrong = place.post("/act", &form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(
            wrong.body.contains("id=\"snooze-error\"") && wrong.body.contains(&format!("value=\"{day}\"")),
            "{day}"
        );
        assert!(wrong.body.contains("value=\"high\" selected"), "what was chosen stays");
    }
    let page = place.page().await;
    assert!(page.body.contains("value=\"normal\" selected"), "nothing of it is done");
    let form = format!("version={}&priority=high&was=&snooze=2026-12-01", page.hidden("version"));
    assert_eq!(place.post("/act", &form).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_case_that_is_left_open_keeps_nobody_signed_in() {
    let place = Place::new().await;
    for _ in 0..3 {
        place.world.wait_seconds(engine::SESSION_IDLE_SECONDS / 4);
        assert_eq!(place.post("/here", "writes=no").await.status, StatusCode::OK);
    }
    place.world.wait_seconds(engine::SESSION_IDLE_SECONDS / 4);
    assert_eq!(place.post("/here", "writes=no").await.status, StatusCode::UNAUTHORIZED);
}
