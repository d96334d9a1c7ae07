//! The desk from outside: who gets in, what they can do, and what stops them.

use super::steps::{BOTH, KARI};
use super::wiring::{OWNER, URL, World, demo_world, world, world_at};
use crate::DESK_BODY_BYTES;
use crate::router::desk_routes;
use axum::http::StatusCode;
use engine::Language;
use engine::privacy::{NewestBackup, look_after_backups};
use engine::system::{add_user, sign_in_link};

/// The path of the first link on the page that begins with `start` and ends with an id.
fn link(body: &str, start: &str) -> String {
    let id =
        body.split(&format!("href=\"{start}")).map(|rest| rest.split('"').next().unwrap()).find(|id| id.len() == 36);
    format!("{start}{}", id.unwrap_or_else(|| panic!("no link {start} in {body}")))
}

async fn with_a_request() -> (World, String, String) {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    world.write(KARI).await;
    let request = link(&world.get_as(&cookie, "/desk").await.body, "/desk/requests/");
    (world, cookie, request)
}

#[tokio::test]
async fn without_a_session_every_page_of_the_desk_says_how_to_get_one() {
    let world = world();
    for (path, _) in desk_routes().into_iter().filter(|(path, _)| path.starts_with("/desk")) {
        let path = path.replace("{id}", "019363b0-0000-7000-8000-000000000000").replace("{entity}", "person");
        for answer in [world.get(&path).await, world.get_as("ryddig=0", &path).await, world.post(&path, "").await] {
            let refused = [StatusCode::UNAUTHORIZED, StatusCode::METHOD_NOT_ALLOWED];
            assert!(refused.contains(&answer.status), "{path} {}", answer.status);
            assert_eq!(answer.header("location"), "", "{path}");
        }
    }
    let page = world.get("/desk/people?q=kari").await;
    assert_eq!(page.hidden("next"), "/desk/people?q=kari", "and leads back to where they were");
}

#[tokio::test]
async fn a_link_signs_in_once_and_only_by_its_button() {
    let world = world();
    add_user(&world.engine, world.now(), "Ida", OWNER, Language::Nb, &BOTH).await.unwrap();
    let link = sign_in_link(&world.engine, world.now(), OWNER).await.unwrap().unwrap();
    let path = link.strip_prefix(URL).unwrap();
    for _ in 0..2 {
        assert_eq!(world.get(path).await.status, StatusCode::OK);
    }
    let evil = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    assert_eq!(world.post_with(path, "", &evil).await.status, StatusCode::FORBIDDEN);
    let answer = world.post(path, "").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/desk"));
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.starts_with("ryddig=") && cookie.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax"));
    let cookie = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(world.get_as(&cookie, "/desk").await.status, StatusCode::OK);
    assert_eq!(world.post(path, "").await.status, StatusCode::GONE);
    let out = world.post_as(&cookie, "/sign-out", "").await;
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(world.get_as(&cookie, "/desk").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let url = "https://ryddig.example";
    let world = world_at(url);
    add_user(&world.engine, world.now(), "Ida", OWNER, Language::Nb, &BOTH).await.unwrap();
    let link = sign_in_link(&world.engine, world.now(), OWNER).await.unwrap().unwrap();
    let cookie = world.post(link.strip_prefix(url).unwrap(), "").await.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-ryddig=") && cookie.ends_with("; SameSite=Lax; Secure"), "{cookie}");
}

#[tokio::test]
async fn the_demonstration_lets_its_owner_in_with_one_click() {
    let world = demo_world(Vec::new());
    add_user(&world.engine, world.now(), "Ida", OWNER, Language::Nb, &BOTH).await.unwrap();
    let answer = world.post("/demo/sign-in", "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.header("location").starts_with("/sign-in/"));
}

#[tokio::test]
async fn no_write_is_taken_from_another_site() {
    let (world, cookie, request) = with_a_request().await;
    let evil = [("cookie", cookie.as_str()), ("origin", "https://evil.example")];
    for path in [format!("{request}/answer"), "/sign-out".to_owned()] {
        assert_eq!(world.post_with(&path, "version=1&text=a", &evil).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(world.get_as(&cookie, "/desk").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_request_is_found_under_today_and_answered() {
    let (world, cookie, request) = with_a_request().await;
    let page = world.get_as(&cookie, &request).await;
    assert!(page.body.contains("Hei på dere") && page.body.contains("kari@example.no"));
    let version = page.hidden("version").to_owned();
    let empty = world.post_as(&cookie, &format!("{request}/answer"), &format!("version={version}&text=+")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("id=\"text-error\""));
    let sent = world.post_as(&cookie, &format!("{request}/answer"), &format!("version={version}&text=Hei+Kari")).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, request.as_str()));
    assert!(world.get_as(&cookie, &request).await.body.contains("Hei Kari"));
    assert!(world.get_as(&cookie, "/desk").await.body.contains("Alt er besvart."));
}

#[tokio::test]
async fn a_form_at_the_desk_may_be_as_large_as_the_limit() {
    let (world, cookie, request) = with_a_request().await;
    let send = format!("{request}/answer");
    for (bytes, status) in
        [(DESK_BODY_BYTES, StatusCode::UNPROCESSABLE_ENTITY), (DESK_BODY_BYTES + 1, StatusCode::PAYLOAD_TOO_LARGE)]
    {
        let body = "version=1&text=".to_owned();
        let token = format!("&form_token={}", world.form_token(&cookie)).len();
        let body = format!("{body}{}", "x".repeat(bytes - body.len() - token));
        assert_eq!(world.post_as(&cookie, &send, &body).await.status, status, "{bytes}");
    }
}

#[tokio::test]
async fn an_answer_to_a_request_that_changed_keeps_its_text() {
    let (world, cookie, request) = with_a_request().await;
    let version = world.get_as(&cookie, &request).await.hidden("version").to_owned();
    let send = format!("{request}/answer");
    world.post_as(&cookie, &send, &format!("version={version}&text=Den+f%C3%B8rste")).await;
    let second = world.post_as(&cookie, &send, &format!("version={version}&text=Den+andre")).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(second.body.contains("Den første") && second.body.contains("Den andre"));
    assert_ne!(second.hidden("version"), version);
}

#[tokio::test]
async fn a_doubtful_message_is_let_in_or_discarded() {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    for (what, left) in [("accept", "/desk/requests?which=open"), ("discard", "/desk/requests?which=answered")] {
        world.write("name=Robot&email=r%40example.no&message=Hei&website=x").await;
        let list = world.get_as(&cookie, "/desk/requests?which=doubtful").await.body;
        let request = link(&list, "/desk/requests/");
        let page = world.get_as(&cookie, &request).await;
        assert!(page.body.contains("et skjult felt var fylt ut"));
        let body = format!("version={}", page.hidden("version"));
        assert_eq!(world.post_as(&cookie, &format!("{request}/{what}"), &body).await.status, StatusCode::SEE_OTHER);
        assert!(world.get_as(&cookie, "/desk/requests?which=doubtful").await.body.contains("Ingen henvendelser"));
        assert_eq!(world.get_as(&cookie, left).await.body.contains("Robot"), what == "accept", "{what}");
    }
}

#[tokio::test]
async fn a_person_is_found_shown_packed_and_erased_with_a_receipt() {
    let (world, cookie, _) = with_a_request().await;
    let person = link(&world.get_as(&cookie, "/desk/people?q=kari").await.body, "/desk/people/");
    let page = world.get_as(&cookie, &person).await.body;
    assert!(page.contains("Holdes til 22. november 2027 på grunn av «Svare dem som skriver"), "{page}");
    let package = world.post_as(&cookie, &format!("{person}/access"), "language=en").await;
    assert_eq!(package.header("content-type"), "application/zip");
    assert_eq!(package.header("content-disposition"), "attachment; filename=\"access-2026-11-22.zip\"");
    let erase = format!("{person}/erase");
    let plan = world.get_as(&cookie, &erase).await;
    let fingerprint = plan.hidden("fingerprint").to_owned();
    let stale = world.post_as(&cookie, &erase, "fingerprint=0").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let done = world.post_as(&cookie, &erase, &format!("fingerprint={fingerprint}")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let receipt = done.header("location").to_owned();
    assert_eq!(world.get_as(&cookie, &person).await.status, StatusCode::NOT_FOUND);
    let receipt_page = world.get_as(&cookie, &receipt).await.body;
    assert!(receipt_page.contains("Venter på skrubbing") && !receipt_page.contains("Kari"));
    let scan = world.post_as(&cookie, &format!("{receipt}/scan"), "words=finnes+aldri%0D%0A").await;
    assert!(scan.body.contains("finnes ikke i noen fil"));
    assert!(world.get_as(&cookie, "/desk/receipts").await.body.contains("Sletting etter krav"));
}

#[tokio::test]
async fn a_person_is_restricted_and_the_restriction_lifted_when_they_were_told() {
    let (world, cookie, _) = with_a_request().await;
    let support = world.signed_in_as("per@fjordlys.example", &["support"]).await;
    let person = link(&world.get_as(&cookie, "/desk/people?q=kari").await.body, "/desk/people/");
    assert!(world.get_as(&cookie, &person).await.body.contains("Begrens …"));
    let restrict = format!("{person}/restrict");
    let plan = world.get_as(&cookie, &restrict).await;
    assert!(plan.body.contains("Dette blir bare lagret"), "{}", plan.body);
    let body = format!("fingerprint={}", plan.hidden("fingerprint"));
    let done = world.post_as(&cookie, &restrict, &body).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let receipt = world.get_as(&cookie, done.header("location")).await.body;
    assert!(receipt.contains("Begrenset etter krav") && !receipt.contains("Venter på skrubbing"), "{receipt}");
    assert_eq!(world.get_as(&support, &person).await.status, StatusCode::NOT_FOUND);
    assert!(!world.get_as(&support, "/desk/people?q=kari").await.body.contains("Kari"));
    let page = world.get_as(&cookie, &person).await.body;
    assert!(page.contains("Opphev begrensning …") && page.contains("begrenset"), "{page}");
    let lift = format!("{person}/lift");
    let plan = world.get_as(&cookie, &lift).await;
    let body = format!("fingerprint={}", plan.hidden("fingerprint"));
    let untold = world.post_as(&cookie, &lift, &body).await;
    assert_eq!(untold.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(untold.body.contains("Personen må få vite det først"));
    let done = world.post_as(&cookie, &lift, &format!("{body}&told=yes")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(world.get_as(&support, &person).await.status, StatusCode::OK);
}

#[tokio::test]
async fn those_without_the_role_are_told_so() {
    let world = world();
    let cookie = world.signed_in(&["support"]).await;
    world.write(KARI).await;
    let person = link(&world.get_as(&cookie, "/desk/people?q=kari").await.body, "/desk/people/");
    let page = world.get_as(&cookie, &person).await.body;
    assert!(!page.contains("/erase") && !page.contains("/access") && !page.contains("/desk/receipts"));
    for path in ["/desk/receipts".to_owned(), format!("{person}/erase")] {
        let answer = world.get_as(&cookie, &path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(answer.body.contains("Du har ikke tilgang"), "{path}");
    }
}

#[tokio::test]
async fn a_wrong_address_at_the_desk_is_a_page() {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    for path in ["/desk/requests/x", "/desk/people/019363b0-0000-7000-8000-000000000000", "/desk/people/%FF"] {
        assert_eq!(world.get_as(&cookie, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_form_for_the_website_has_the_fields_that_are_read() {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    let page = world.get_as(&cookie, "/desk/form").await.body;
    for field in ["name", "email", "phone", "organisation", "message", "website"] {
        assert!(page.contains(&format!("name=&quot;{field}&quot;")), "{field}");
    }
    assert!(page.contains("action=&quot;http://localhost:8080/kontakt&quot;"));
}

#[tokio::test]
async fn the_record_is_for_those_who_carry_out_rights() {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    let page = world.get_as(&cookie, "/desk/record").await;
    assert!(page.body.contains("<h1>Protokoll over behandlingsaktiviteter</h1>") && page.body.contains("aria-current"));
    for (path, kind, name, start) in [
        ("/desk/record.csv", "text/csv; charset=utf-8", "protokoll.csv", "\u{feff}\"Behandlingsansvarlig\""),
        ("/desk/record-customers.csv", "text/csv; charset=utf-8", "protokoll-kunder.csv", "\u{feff}\"Databehandler\""),
        (
            "/desk/record.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "protokoll.xlsx",
            "PK\u{3}\u{4}",
        ),
        ("/desk/record.json", "application/json", "protokoll.json", "{\n  \"title\": \"Protokoll"),
    ] {
        let answer = world.get_as(&cookie, path).await;
        assert_eq!(answer.header("content-type"), kind, "{path}");
        assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{name}\""), "{path}");
        assert!(answer.body.starts_with(start), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn other_staff_do_not_get_the_record() {
    let world = world();
    let cookie = world.signed_in(&["support"]).await;
    for path in
        ["/desk/record", "/desk/record.csv", "/desk/record-customers.csv", "/desk/record.xlsx", "/desk/record.json"]
    {
        assert_eq!(world.get_as(&cookie, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(!world.get_as(&cookie, "/desk").await.body.contains("/desk/record"));
}

#[tokio::test]
async fn the_navigation_is_everybody_s_own() {
    let world = world();
    let lead = world.signed_in(&BOTH).await;
    let support = world.signed_in_as("siv@fjordlys.example", &["support"]).await;
    let english = world.signed_in_reading(Language::En, "eva@fjordlys.example", &BOTH).await;
    for _ in 0..2 {
        let [lead, support, english] =
            [world.get_as(&lead, "/desk"), world.get_as(&support, "/desk"), world.get_as(&english, "/desk")]
                .map(|page| async { page.await.body });
        let (lead, support, english) = (lead.await, support.await, english.await);
        assert!(lead.contains("href=\"/desk/receipts\"") && !support.contains("href=\"/desk/receipts\""), "{support}");
        assert!(support.contains("href=\"/desk/requests\"") && support.contains(">I dag</a>"), "{support}");
        assert!(english.contains("href=\"/desk/receipts\"") && english.contains(">Today</a>"), "{english}");
    }
    let people = world.get_as(&lead, "/desk/data/person").await.body;
    let here = |page: &str, path: &str| page.contains(&format!("href=\"{path}\" aria-current=\"page\""));
    assert!(here(&people, "/desk/people") && !here(&people, "/desk/requests"), "{people}");
    assert!(here(&world.get_as(&lead, "/desk/requests").await.body, "/desk/requests"));
    assert!(!here(&world.get_as(&lead, "/desk/data/nothing").await.body, "/desk/people"));
}

#[tokio::test]
async fn a_late_backup_stands_on_today() {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    let old = world.now().plus_seconds(-3 * 24 * 60 * 60);
    for (newest, told) in [
        (NewestBackup::Missing, Some("Det finnes ingen i mappen for dem.")),
        (NewestBackup::Made(old), Some("Den nyeste ble tatt for 3 dager siden.")),
        (NewestBackup::Made(world.now()), None),
    ] {
        look_after_backups(&world.engine, world.now(), newest).await.unwrap();
        let page = world.get_as(&cookie, "/desk").await.body;
        assert_eq!(page.contains("Det mangler en ny sikkerhetskopi"), told.is_some(), "{newest:?}");
        assert!(told.is_none_or(|told| page.contains(told)), "{newest:?}");
    }
}

#[tokio::test]
async fn style_and_script_of_the_desk_are_small_and_no_page_outside_has_them() {
    const STYLE_BYTES: usize = 40_000;
    const SCRIPT_BYTES: usize = 25_000;
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    let page = world.get_as(&cookie, "/desk").await;
    let after = |before: &str| -> Vec<String> {
        page.body.split(before).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let mut style = 0;
    for path in after("rel=\"stylesheet\" href=\"") {
        style += world.get(&path).await.body.len();
    }
    assert!(style < STYLE_BYTES, "{style}");
    let scripts = after("<script src=\"");
    assert_eq!(scripts.len(), 1);
    let script = world.get(&scripts[0]).await;
    assert_eq!((script.status, script.header("content-type")), (StatusCode::OK, "text/javascript; charset=utf-8"));
    assert!(script.body.len() < SCRIPT_BYTES, "{}", script.body.len());
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    let outside = world.get("/").await;
    assert!(!outside.body.contains("<script") && !outside.header("content-security-policy").contains("script-src"));
}
