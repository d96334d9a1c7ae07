//! Who may come in, seen from outside: users, roles, emergency access, tokens, and the data interface.

use super::wiring::{Answer, World, world};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use engine::Language;
use engine::system::{add_user, user_with};

const OLA: &str = "ola@fjordlys.example";
const WHY: &str = "Vakten+er+syk%2C+og+kunden+ringer+om+en+sak.";

async fn with_ola() -> (World, String, String) {
    let world = world();
    let cookie = world.signed_in(&["owner", "support"]).await;
    add_user(&world.engine, world.now(), "Ola Oppdiktet", OLA, Language::Nb, &["support"]).await.unwrap();
    let ola = user_with(&world.engine, world.now(), OLA).await.unwrap().unwrap();
    (world, cookie, format!("/desk/users/{ola}"))
}

#[tokio::test]
async fn an_owner_grants_and_ends_a_role_and_what_is_wrong_keeps_what_was_typed() {
    let (world, cookie, page) = with_ola().await;
    assert!(world.get_as(&cookie, "/desk/users").await.body.contains("Ola Oppdiktet"));
    let grant = format!("{page}/grant");
    let wrong = world.post_as(&cookie, &grant, "role=hr&from=2026-12-02&to=2026-12-01").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"2026-12-02\"") && wrong.body.contains("aria-invalid"), "{}", wrong.body);
    let soon = world.post_as(&cookie, &grant, "role=hr&from=i+morgen&to=").await;
    assert_eq!(soon.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = world.post_as(&cookie, &grant, "role=hr&from=2026-12-01&to=2026-12-02").await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
    let shown = world.get_as(&cookie, &page).await;
    assert!(shown.body.contains("gjelder ikke ennå"), "{}", shown.body);
    let (grant, version) = (shown.hidden("grant").to_owned(), shown.hidden("version").to_owned());
    let ended = world.post_as(&cookie, &format!("{page}/ungrant"), &format!("grant={grant}&version={version}")).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let end = world.post_as(&cookie, &format!("{page}/end"), "on=2026-11-22").await;
    assert_eq!(end.status, StatusCode::SEE_OTHER);
    assert!(world.get_as(&cookie, &page).await.body.contains("avsluttet 22. november 2026"));
}

#[tokio::test]
async fn whoever_does_not_decide_about_it_sees_none_of_it() {
    let (world, _, page) = with_ola().await;
    let cookie = world.signed_in_as("per@fjordlys.example", &["support"]).await;
    for path in ["/desk/users", "/desk/tokens", &page] {
        assert_eq!(world.get_as(&cookie, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let set_up = world.get_as(&cookie, "/desk/set-up").await.body;
    assert!(!set_up.contains("/desk/users") && set_up.contains("/desk/roles"));
    let taken = world.post_as(&cookie, &format!("{page}/grant"), "role=owner&from=&to=").await;
    assert_eq!(taken.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whoever_works_as_one_role_is_told_so_on_every_page_until_they_go_back() {
    let (world, cookie, _) = with_ola().await;
    let done = world.post_as(&cookie, "/desk/roles/act", "role.support=yes").await;
    assert_eq!(done.header("location"), "/desk");
    for path in ["/desk", "/desk/data", "/desk/roles"] {
        assert!(world.get_as(&cookie, path).await.body.contains("Du arbeider nå bare som:"), "{path}");
    }
    assert_eq!(world.get_as(&cookie, "/desk/users").await.status, StatusCode::FORBIDDEN);
    let foreign = world.post_as(&cookie, "/desk/roles/act", "role.hr=yes").await;
    assert_eq!(foreign.status, StatusCode::BAD_REQUEST, "a role that is not theirs is no field of the form");
    world.post_as(&cookie, "/desk/roles/act", "").await;
    assert_eq!(world.get_as(&cookie, "/desk/users").await.status, StatusCode::OK);
}

#[tokio::test]
async fn emergency_access_needs_a_reason_is_shown_and_is_judged() {
    let (world, owner, _) = with_ola().await;
    let cookie = world.signed_in_as("per@fjordlys.example", &["hr"]).await;
    let short = world.post_as(&cookie, "/desk/roles/emergency", "role=support&hours=2&reason=Haster").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        short.body.contains("Haster</textarea>") && short.body.contains("mellom 20 og 1000 tegn"),
        "{}",
        short.body
    );
    let form = format!("role=support&hours=2&reason={WHY}");
    let taken = world.post_as(&cookie, "/desk/roles/emergency", &form).await;
    assert_eq!(taken.header("location"), "/desk");
    assert!(world.get_as(&cookie, "/desk").await.body.contains("Nødtilgang: "));
    assert!(world.get_as(&owner, "/desk").await.body.contains("/desk/users#emergency"));
    let list = world.get_as(&owner, "/desk/users").await;
    assert!(list.body.contains("kunden ringer om en sak"));
    let judge = list.body.split("/desk/users/emergency/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let judge = format!("/desk/users/emergency/{judge}");
    let version = list.hidden("version").to_owned();
    let long = format!("version={version}&right=no&note={}", "a".repeat(501));
    assert_eq!(world.post_as(&owner, &judge, &long).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = world.post_as(&owner, &judge, &format!("version={version}&right=no&note=Ring+meg")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(!world.get_as(&owner, "/desk").await.body.contains("/desk/users#emergency"));
}

/// A token as the desk shows it.
async fn token(world: &World, cookie: &str, activity: &str, may: &str) -> String {
    let form = format!("name=Nettbutikken&activity={activity}&may={may}&entities=&expires=2026-12-31");
    let made = world.post_as(cookie, "/desk/tokens", &form).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let token = made.body.split("<code id=\"token\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!world.get_as(cookie, "/desk/tokens").await.body.contains(&token), "it is shown once");
    token
}

async fn ask(world: &World, method: &str, path: &str, token: &str, body: Option<&str>) -> Answer {
    let request = Request::builder().method(method).uri(path).header("authorization", format!("Bearer {token}"));
    let request = request.header("content-type", "application/json");
    world.ask(request.body(body.map_or_else(Body::empty, |body| Body::from(body.to_owned()))).unwrap()).await
}

#[tokio::test]
async fn a_program_lists_reads_makes_and_changes_rows() {
    let (world, cookie, _) = with_ola().await;
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
    let token = token(&world, &cookie, "contact", "write").await;
    let get = async |path: &str| ask(&world, "GET", path, &token, None).await;
    let all = get("/api/v1").await;
    assert_eq!((all.status, all.header("content-type")), (StatusCode::OK, "application/json"));
    assert!(all.body.contains("\"contact_request\"") && !all.body.contains("\"employment\""));
    let list = get("/api/v1/person?limit=1").await;
    let list: serde_json::Value = serde_json::from_str(&list.body).unwrap();
    let (id, version) = (list["rows"][0]["id"].as_str().unwrap(), list["rows"][0]["version"].as_i64().unwrap());
    assert_eq!(list["rows"][0]["values"]["name"], "Kari Nordmann");
    let path = format!("/api/v1/person/{id}");
    assert_eq!(get(&path).await.status, StatusCode::OK);
    let change = format!("{{\"version\": {version}, \"values\": {{\"name\": \"Kari Norman\"}}}}");
    let changed = ask(&world, "PATCH", &path, &token, Some(&change)).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    assert!(changed.body.contains("Kari Norman\""));
    let stale = ask(&world, "PATCH", &path, &token, Some(&change.replace("Norman", "N"))).await;
    assert_eq!((stale.status, stale.header("content-type")), (StatusCode::CONFLICT, "application/problem+json"));
    assert!(stale.body.contains(&format!("\"version\":{}", version + 1)), "{}", stale.body);
    let made = ask(&world, "POST", "/api/v1/person", &token, Some("{\"values\": {\"name\": \"Ny\"}}")).await;
    assert_eq!(made.status, StatusCode::FORBIDDEN, "a person is made with what claims them: {}", made.body);
}

#[tokio::test]
async fn what_is_wrong_is_told_as_a_problem_and_stores_nothing() {
    let (world, cookie, _) = with_ola().await;
    let token = token(&world, &cookie, "contact", "write").await;
    let id = "019363b0-0000-7000-8000-000000000000";
    for (method, path, body, status) in [
        ("GET", "/api/v1/employment".to_owned(), None, StatusCode::FORBIDDEN),
        ("GET", "/api/v1/nothing".to_owned(), None, StatusCode::NOT_FOUND),
        ("GET", format!("/api/v1/person/{id}"), None, StatusCode::NOT_FOUND),
        ("GET", "/api/v1/person/x".to_owned(), None, StatusCode::NOT_FOUND),
        ("GET", "/api/v2/person".to_owned(), None, StatusCode::NOT_FOUND),
        ("GET", "/api/v1/person?limit=201".to_owned(), None, StatusCode::BAD_REQUEST),
        ("GET", "/api/v1/person?limit=200".to_owned(), None, StatusCode::OK),
        ("GET", "/api/v1/person?limit=0".to_owned(), None, StatusCode::BAD_REQUEST),
        ("GET", "/api/v1/person?after=x".to_owned(), None, StatusCode::BAD_REQUEST),
        ("GET", "/api/v1/person?title=x".to_owned(), None, StatusCode::BAD_REQUEST),
        ("DELETE", format!("/api/v1/person/{id}"), None, StatusCode::METHOD_NOT_ALLOWED),
        ("POST", "/api/v1/contact_request".to_owned(), Some("[]"), StatusCode::BAD_REQUEST),
        ("POST", "/api/v1/contact_request".to_owned(), Some("{\"rows\": 1}"), StatusCode::BAD_REQUEST),
        ("PATCH", format!("/api/v1/person/{id}"), Some("{\"values\": {}}"), StatusCode::UNPROCESSABLE_ENTITY),
        (
            "PATCH",
            format!("/api/v1/person/{id}"),
            Some("{\"version\": 1, \"values\": {\"name\": []}}"),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let answer = ask(&world, method, &path, &token, body).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
        if status != StatusCode::OK {
            assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path}");
        }
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let large = format!("{{\"values\": {{\"name\": \"{}\"}}}}", "a".repeat(crate::DESK_BODY_BYTES));
    let answer = ask(&world, "POST", "/api/v1/contact_request", &token, Some(&large)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let form = Request::post("/api/v1/contact_request").header("authorization", format!("Bearer {token}"));
    let answer = world.ask(form.body(Body::from("name=x")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn every_token_that_does_not_work_gets_the_same_answer_and_one_in_the_address_is_refused() {
    let (world, cookie, _) = with_ola().await;
    let good = token(&world, &cookie, "contact", "read").await;
    let wrong = format!("{}x", &good[..good.len() - 1]);
    let expired = token(&world, &cookie, "contact", "read").await;
    let mut answers = vec![world.get("/api/v1/person").await, world.get_as(&cookie, "/api/v1/person").await];
    answers.push(ask(&world, "GET", "/api/v1/person", &wrong, None).await);
    answers.push(ask(&world, "GET", "/api/v1/nothing", &wrong, None).await);
    let twice = Request::get("/api/v1/person").header("authorization", format!("Bearer {good}"));
    let twice = twice.header("authorization", format!("Bearer {good}"));
    answers.push(world.ask(twice.body(Body::empty()).unwrap()).await);
    let in_address = world.get(&format!("/api/v1/person?access_token={good}")).await;
    assert_eq!(in_address.status, StatusCode::BAD_REQUEST);
    assert!(!in_address.body.contains(&good));
    let page = world.get_as(&cookie, "/desk/tokens").await.body;
    let id = page.split("/desk/tokens/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    world.post_as(&cookie, &format!("/desk/tokens/{id}/revoke"), "").await;
    let after = [&good, &expired].map(String::as_str);
    let mut revoked = Vec::new();
    for token in after {
        revoked.push(ask(&world, "GET", "/api/v1/person", token, None).await);
    }
    assert_eq!(revoked.iter().filter(|answer| answer.status == StatusCode::OK).count(), 1, "the other one still works");
    answers.extend(revoked.into_iter().filter(|answer| answer.status != StatusCode::OK));
    world.wait_seconds(60 * 24 * 60 * 60);
    answers.push(ask(&world, "GET", "/api/v1/person", &expired, None).await);
    for answer in &answers {
        assert_eq!((answer.status, &answer.body), (StatusCode::UNAUTHORIZED, &answers[0].body));
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
}
