//! The customer portal from outside: the door, the area behind it, and the page behind a link in a mail.

use super::files::{multipart, send_raw};
use super::wiring::{Answer, World, world};
use axum::http::StatusCode;
use std::time::{Duration, Instant};

/// What is said of a file that was not kept.
const AGAIN: &str = "Vedlegget er ikke tatt vare på";
const KARI: &str = "kari@example.no";
const NUMBER: &str = "F%C3%B8dselsnummeret+mitt+er+02013299997.";

/// The id of the first row of a kind, as the list at the desk has it.
async fn first(world: &World, cookie: &str, kind: &str) -> String {
    let list = world.get_as(cookie, &format!("/desk/data/{kind}")).await.body;
    let start = format!("href=\"/desk/data/{kind}/0");
    let rest = list.split(&start).nth(1).unwrap_or_else(|| panic!("no {kind} in {list}"));
    format!("0{}", rest.split(['"', '?', '/']).next().unwrap())
}

/// Fills in a form of the register.
async fn filled(world: &World, cookie: &str, kind: &str, fields: &str) -> String {
    let made = world.post_as(cookie, &format!("/desk/data/{kind}/new"), fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    first(world, cookie, kind).await
}

/// A site with a queue that is open to customers, and Kari, who has written once and is let in; the cookie of the desk, and her row.
async fn with_kari() -> (World, String, String) {
    let world = world();
    let desk = world.signed_in(&["support-lead", "support", "privacy-lead"]).await;
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
    let person = world.get_as(&desk, "/desk/people?q=kari").await.body;
    let person = person.split("/desk/people/0").nth(1).unwrap_or_else(|| panic!("no Kari in {person}"));
    let person = format!("0{}", person.split(['"', '?', '/']).next().unwrap());
    let policy = filled(&world, &desk, "deadline_policy", "f.name=Vanlig&f.holidays=no&f.pauses=yes").await;
    let queue = format!("f.name=Kundest%C3%B8tte&f.policy={policy}&f.receipt=yes&f.open=yes&f.portal=yes");
    filled(&world, &desk, "queue", &queue).await;
    let address = first(&world, &desk, "email_address").await;
    let user = format!("f.person={person}&f.address={address}&f.sees=own&f.invited_on=2026-11-22");
    let user = filled(&world, &desk, "portal_user", &user).await;
    world.work().await;
    (world, desk, user)
}

/// Kari asks for a link and presses its button; her cookie.
async fn entered(world: &World) -> String {
    let asked = world.post("/kundeportal", "email=kari%40example.no").await;
    assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, "/kundeportal/sendt"));
    world.work().await;
    let path = format!("/kundeportal/inn/{}", world.mailed(KARI, "/kundeportal/inn/"));
    for _ in 0..2 {
        let shown = world.get(&path).await;
        assert_eq!((shown.status, shown.header("set-cookie")), (StatusCode::OK, ""), "a scanner opened it");
        assert_eq!(shown.header("cache-control"), "no-store");
    }
    let entered = world.post(&path, "").await;
    assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, "/kundeportal/saker"));
    let cookie = entered.header("set-cookie").to_owned();
    assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
    assert_eq!(world.post(&path, "").await.status, StatusCode::GONE, "it works once");
    cookie.split(';').next().unwrap().to_owned()
}

async fn raised(world: &World, cookie: &str, title: &str, text: &str) -> Answer {
    let page = world.get_as(cookie, "/kundeportal/ny").await;
    let (queue, form) = (page.hidden("queue"), page.hidden("form"));
    let typed = format!("form={form}&queue={queue}&title={title}&text={text}");
    let first = world.post_as(cookie, "/kundeportal/ny", &typed).await;
    let again = world.post_as(cookie, "/kundeportal/ny", &typed).await;
    assert_eq!((again.status, again.header("location")), (first.status, first.header("location")), "pressed twice");
    first
}

#[tokio::test]
async fn the_door_says_the_same_to_everybody_and_takes_the_same_time() {
    let (world, ..) = with_kari().await;
    let mut answers = Vec::new();
    for address in ["kari%40example.no", "ukjent%40example.no"] {
        let began = Instant::now();
        let answer = world.post("/kundeportal", &format!("email={address}")).await;
        assert!(began.elapsed() >= Duration::from_millis(600), "{address}");
        answers.push((answer.status, answer.header("location").to_owned(), answer.body));
    }
    assert_eq!(answers[0], answers[1]);
    let wrong = world.post("/portal", "email=kari").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("aria-invalid") && wrong.body.contains("value=\"kari\""), "{}", wrong.body);
    assert_eq!(world.get("/portal").await.header("set-cookie"), "");
}

#[tokio::test]
async fn a_customer_raises_a_case_follows_it_and_leaves() {
    let (world, desk, user) = with_kari().await;
    let cookie = entered(&world).await;
    let empty = world.get_as(&cookie, "/kundeportal/saker").await;
    assert_eq!((empty.status, empty.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(empty.body.contains("/kundeportal/ny") && !empty.body.contains("/desk"), "{}", empty.body);
    let file = multipart(&[("title", None, b""), ("text", None, b"Uken"), ("file1", Some("a.txt"), b"a")]);
    let mended = send_raw(&world, &cookie, "/kundeportal/ny", file).await;
    assert!(mended.status == StatusCode::UNPROCESSABLE_ENTITY && mended.body.contains(AGAIN), "{}", mended.body);
    let wrong = raised(&world, &cookie, "", "Uken+er+l%C3%A5st").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Uken er låst") && wrong.body.contains("title-error"), "{}", wrong.body);
    let made = raised(&world, &cookie, "L%C3%A5st+uke", "Uken+er+l%C3%A5st").await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let case = made.header("location").to_owned();
    let list = world.get_as(&cookie, "/kundeportal/saker").await.body;
    assert!(list.contains("#1 Låst uke") && list.contains(&case), "{list}");
    let file = multipart(&[("text", None, b"Se her"), ("file1", Some("skjerm.png"), b"\x89PNG\r\n\x1a\n")]);
    let sent = send_raw(&world, &cookie, &case, file).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, case.as_str()), "{}", sent.body);
    let shown = world.get_as(&cookie, &case).await.body;
    assert!(shown.contains("Uken er låst") && shown.contains("Se her"), "{shown}");
    let file = shown.split(&format!("href=\"{case}/fil/")).nth(1).unwrap().split('"').next().unwrap();
    let file = world.get_as(&cookie, &format!("{case}/fil/{file}")).await;
    assert_eq!((file.status, file.header("x-content-type-options")), (StatusCode::OK, "nosniff"));
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"skjerm.png\""));
    assert!(file.header("content-security-policy").starts_with("sandbox;"));
    let at_desk = world.get_as(&desk, &case.replace("/kundeportal/saker", "/desk/cases")).await.body;
    assert!(at_desk.contains("Uken er låst") && at_desk.contains("skjerm.png"), "{at_desk}");
    let sensitive = world.post_as(&cookie, &case, &format!("text={NUMBER}")).await;
    assert_eq!(sensitive.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sensitive.body.contains("href=\"/sikker\"") && sensitive.body.contains("02013299997"), "it is kept there");
    let left = world.post_as(&cookie, "/kundeportal/ut", "").await;
    assert!(left.header("set-cookie").contains("Max-Age=0"), "{}", left.header("set-cookie"));
    assert_eq!(world.get_as(&cookie, &case).await.status, StatusCode::UNAUTHORIZED);
    // Whoever ends the access ends it at once.
    let cookie = entered(&world).await;
    assert_eq!(world.get_as(&cookie, "/portal/cases").await.status, StatusCode::OK);
    let path = format!("/desk/data/portal_user/{user}/edit");
    let form = world.get_as(&desk, &path).await;
    let version = form.hidden("version").to_owned();
    let ended = world.post_as(&desk, &path, &format!("version={version}&f.ended_on=2026-11-22")).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    assert_eq!(world.get_as(&cookie, &case).await.status, StatusCode::UNAUTHORIZED);
    let sent = multipart(&[("text", None, b"Hei"), ("file1", Some("a.txt"), b"a")]);
    assert_eq!(send_raw(&world, &cookie, &case, sent).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_portal_and_the_desk_know_nothing_of_each_others_sessions() {
    let (world, desk, _) = with_kari().await;
    assert_eq!(world.get_as(&desk, "/kundeportal/saker").await.status, StatusCode::UNAUTHORIZED);
    let cookie = entered(&world).await;
    assert_eq!(world.get_as(&cookie, "/desk").await.status, StatusCode::UNAUTHORIZED);
    let stolen = format!("ryddig={}", cookie.split('=').nth(1).unwrap());
    assert_eq!(world.get_as(&stolen, "/desk").await.status, StatusCode::UNAUTHORIZED);
    let foreign =
        world.post_with("/kundeportal/ut", "", &[("cookie", &cookie), ("origin", "https://annen.example")]).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get_as(&cookie, "/kundeportal/saker").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_page_behind_a_link_takes_files_and_hands_them_out_and_has_no_cookie() {
    let (world, desk, _) = with_kari().await;
    let cookie = entered(&world).await;
    let made = raised(&world, &cookie, "L%C3%A5st+uke", "Uken+er+l%C3%A5st").await;
    let case = made.header("location").replace("/kundeportal/saker", "/desk/cases");
    let version = world.get_as(&desk, &case).await.hidden("version").to_owned();
    let answered =
        world.post_as(&desk, &format!("{case}/reply"), &format!("version={version}&to=&cc=&text=Vi+ser")).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    world.work().await;
    let path = format!("/sak/{}", world.mailed(KARI, "/sak/"));
    let sent = multipart(&[("text", None, b"Se her"), ("file2", Some("a.txt"), b"a;b")]);
    let sent = send_raw(&world, "", &path, sent).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, path.as_str()), "{}", sent.body);
    let shown = world.get(&path).await;
    assert!(shown.body.contains("Se her") && shown.body.contains("Vi ser"), "{}", shown.body);
    assert_eq!((shown.header("set-cookie"), shown.header("cache-control")), ("", "no-store"));
    let file = shown.body.split(&format!("href=\"{path}/fil/")).nth(1).unwrap().split('"').next().unwrap();
    let file = format!("{path}/fil/{file}");
    assert_eq!(world.get(&file).await.body, "a;b");
    assert_eq!(world.get(&file.replace("/sak/0", "/sak/1")).await.status, StatusCode::GONE);
    let sensitive = world.post(&path, &format!("text={NUMBER}")).await;
    assert_eq!(sensitive.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sensitive.body.contains("href=\"/sikker\"") && sensitive.body.contains("02013299997"), "it is kept there");
    let empty = multipart(&[("text", None, b""), ("file1", Some("a.txt"), b"a;b")]);
    let empty = send_raw(&world, "", &path, empty).await;
    assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.body.contains(AGAIN), "{}", empty.body);
    let dead = send_raw(&world, "", "/sak/x", multipart(&[("file1", Some("a.txt"), b"a")])).await;
    assert_eq!(dead.status, StatusCode::GONE, "nothing is taken in behind a dead link");
}

/// A queue with a form that anybody may send; the cookie of the desk.
async fn with_form(world: &World) -> String {
    let desk = world.signed_in(&["support-lead", "support", "privacy-lead"]).await;
    let policy = filled(world, &desk, "deadline_policy", "f.name=Vanlig&f.holidays=no&f.pauses=yes").await;
    let queue = format!("f.name=Kundest%C3%B8tte&f.policy={policy}&f.receipt=yes&f.open=yes&f.form=hjelp");
    filled(world, &desk, "queue", &queue).await;
    desk
}

/// The value of a data attribute of the form.
fn data<'a>(page: &'a Answer, name: &str) -> &'a str {
    page.body.split(&format!("data-{name}=\"")).nth(1).unwrap().split('"').next().unwrap()
}

/// What our script does with the page.
fn worked(page: &Answer) -> String {
    let parameters = altcha::ChallengeParameters {
        algorithm: "PBKDF2/SHA-256".to_owned(),
        cost: data(page, "rounds").parse().unwrap(),
        data: None,
        expires_at: None,
        key_length: data(page, "length").parse().unwrap(),
        key_prefix: data(page, "prefix").to_owned(),
        key_signature: None,
        memory_cost: None,
        nonce: data(page, "nonce").to_owned(),
        parallelism: None,
        salt: data(page, "salt").to_owned(),
    };
    let challenge = altcha::Challenge { parameters, signature: None };
    let solved = altcha::solve_challenge(altcha::SolveChallengeOptions::new(&challenge)).unwrap().unwrap();
    format!("{}.{}", solved.counter, solved.derived_key)
}

#[tokio::test]
async fn anybody_raises_a_case_in_a_queue_that_has_a_form() {
    let world = world();
    let desk = with_form(&world).await;
    for path in ["/meld/annet", "/report/HJELP", "/meld/hjelp%20"] {
        assert_eq!(world.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = world.get("/meld/hjelp").await;
    assert_eq!((page.status, page.header("set-cookie")), (StatusCode::OK, ""));
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    assert!(page.body.contains("notice-title") && page.body.contains("data-with-proof hidden"), "{}", page.body);
    let (token, proof) = (page.hidden("token").to_owned(), worked(&page));
    world.wait_seconds(10);
    let parts = |with: &[(&'static str, Option<&'static str>, &'static [u8])]| {
        let mut parts = vec![("token", None, token.as_bytes()), ("proof", None, proof.as_bytes())];
        parts.extend_from_slice(with);
        multipart(&parts)
    };
    let wrong = parts(&[("name", None, b"Kari"), ("email", None, b"kari"), ("text", None, b"Uken")]);
    let wrong = send_raw(&world, "", "/meld/hjelp", wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["href=\"#email\"", "href=\"#title\"", "value=\"kari\"", "\nUken</textarea>"] {
        assert!(wrong.body.contains(part), "{part} in {}", wrong.body);
    }
    let whole = parts(&[
        ("name", None, b"Kari Nordmann"),
        ("email", None, b"kari@example.no"),
        ("title", None, b"Feil"),
        ("text", None, b"Uken er feil"),
        ("file1", Some("skjerm.png"), b"\x89PNG\r\n\x1a\n"),
    ]);
    for _ in 0..2 {
        let sent = send_raw(&world, "", "/meld/hjelp", whole.clone()).await;
        assert_eq!(
            (sent.status, sent.header("location")),
            (StatusCode::SEE_OTHER, "/meld/hjelp/sendt"),
            "{}",
            sent.body
        );
    }
    assert_eq!(world.get("/meld/hjelp/sendt").await.status, StatusCode::OK);
    world.work().await;
    let case = format!("/sak/{}", world.mailed(KARI, "/sak/"));
    let shown = world.get(&case).await.body;
    assert!(shown.contains("Uken er feil") && shown.contains("skjerm.png"), "{shown}");
    let inbox = world.get_as(&desk, "/desk/cases?tray=free").await.body;
    assert_eq!(inbox.matches("Feil").count(), 1, "what is sent twice is one case: {inbox}");
}

#[tokio::test]
async fn a_form_that_stood_open_too_long_keeps_its_text_and_no_file() {
    let world = world();
    with_form(&world).await;
    let token = world.get("/meld/hjelp").await.hidden("token").to_owned();
    world.wait_seconds(engine::FORM_LIFE_SECONDS + 1);
    let late = multipart(&[
        ("token", None, token.as_bytes()),
        ("name", None, b"Kari Nordmann"),
        ("file1", Some("a.txt"), b"a"),
        ("text", None, b"Uken er feil"),
    ]);
    let late = send_raw(&world, "", "/meld/hjelp", late).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.body.contains("value=\"Kari Nordmann\"")
            && late.body.contains("\nUken er feil</textarea>")
            && late.body.contains(AGAIN),
        "{}",
        late.body
    );
    let waiting = engine::files::check(&world.engine, &engine::Caller::command(engine::Language::Nb)).await.unwrap();
    assert_eq!((waiting.files, waiting.waiting), (0, 0));
}

#[tokio::test]
async fn a_form_without_work_or_ticket_opens_no_case() {
    let world = world();
    let desk = with_form(&world).await;
    let token = world.get("/report/hjelp").await.hidden("token").to_owned();
    world.wait_seconds(10);
    let fields = "name=Kari+Nordmann&email=kari%40example.no&title=Feil&text=Uken+er+feil&proof=&website=";
    let never = world.post("/report/hjelp", fields).await;
    assert_eq!(never.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", never.body);
    let sent = world.post("/report/hjelp", &format!("token={token}&{fields}")).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/report/hjelp/sent"));
    let doubtful = world.get_as(&desk, "/desk/requests?which=doubtful").await.body;
    assert!(doubtful.contains("Kari Nordmann"), "a person looks first: {doubtful}");
    let file = multipart(&[("file1", Some("a.txt"), b"a"), ("token", None, token.as_bytes())]);
    let refused = send_raw(&world, "", "/report/hjelp", file).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "no file comes before the ticket");
    let waiting = engine::files::check(&world.engine, &engine::Caller::command(engine::Language::Nb)).await.unwrap();
    assert_eq!((waiting.files, waiting.waiting), (0, 0));
}
