//! What persons ask by right, from outside and at the desk.

use super::wiring::{World, world};
use crate::limits::EVEN_ANSWER_TIME;
use axum::http::StatusCode;
use std::time::Instant;

const KARI: &str = "kari@example.no";

/// The address of the newest request at the desk.
async fn at_desk(world: &World, cookie: &str, which: &str) -> String {
    let list = world.get_as(cookie, &format!("/desk/rights?which={which}")).await.body;
    let rest = list.split("href=\"/desk/rights/0").nth(1).unwrap_or_else(|| panic!("no request in {list}"));
    format!("/desk/rights/0{}", rest.split('"').next().unwrap())
}

/// The value of `name` in the form that is sent to `action`.
fn hidden_in(body: &str, action: &str, name: &str) -> String {
    let form = body.split(&format!("action=\"{action}\"")).nth(1).unwrap_or_else(|| panic!("no form for {action}"));
    let rest = form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_page_answers_the_known_and_the_unknown_alike_and_after_the_same_time() {
    let world = world();
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
    let mut answers = Vec::new();
    for address in ["kari%40example.no", "ukjent%40annen.example"] {
        let began = Instant::now();
        let answer = world.demand(&format!("kind=access&name=Kari&email={address}&text=")).await;
        let took = began.elapsed();
        assert!(took >= EVEN_ANSWER_TIME, "{address} was answered after {took:?}");
        answers.push((answer.status, answer.headers.clone(), answer.body));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].0, StatusCode::SEE_OTHER);
    assert_eq!(answers[0].1["location"], "/rettigheter/sendt");
}

#[tokio::test]
async fn opening_a_link_changes_nothing_and_pressing_the_button_does_once() {
    let world = world();
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
    world.demand("kind=erasure&name=Kari&email=kari%40example.no&text=").await;
    world.work().await;
    let path = format!("/rettigheter/bekreft/{}", world.mailed(KARI, "/rettigheter/bekreft/"));
    for _ in 0..2 {
        let shown = world.get(&path).await;
        assert_eq!((shown.status, shown.header("cache-control")), (StatusCode::OK, "no-store"));
        assert!(shown.body.contains("Det gjelder sletting") && shown.body.contains("Ja, det er meg"));
    }
    let from_elsewhere =
        world.post_with(&path, "", &[("sec-fetch-site", "cross-site"), ("origin", "https://a.example")]);
    assert_eq!(from_elsewhere.await.status, StatusCode::FORBIDDEN);
    let pressed = world.post(&path, "").await;
    assert_eq!(pressed.status, StatusCode::SEE_OTHER);
    let follow = pressed.header("location").to_owned();
    assert!(follow.starts_with("/rettigheter/krav/"), "{follow}");
    for answer in [world.post(&path, "").await, world.get(&path).await] {
        assert_eq!(answer.status, StatusCode::GONE, "a link works once");
    }
    let page = world.get(&follow).await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(page.body.contains("Krav nr. 1") && page.body.contains("senest 22. desember 2026"), "{}", page.body);
    assert_eq!(page.header("set-cookie"), "");
    assert_eq!(world.get("/rettigheter/krav/0000").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn errors_stand_beside_their_fields_and_what_was_typed_is_kept() {
    let world = world();
    let answer = world.demand("kind=&name=&email=nei&text=Hei+du").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for expected in
        ["<title>Feil: Rettighetene dine", "id=\"kind-error\"", "id=\"name-error\"", "value=\"nei\"", "Hei du"]
    {
        assert!(answer.body.contains(expected), "{expected} in {}", answer.body);
    }
}

#[tokio::test]
async fn the_whole_way_from_the_page_to_the_package() {
    let world = world();
    let secret = world.followed("access").await;
    let cookie = world.signed_in(&["privacy-lead", "support"]).await;
    let today = world.get_as(&cookie, "/desk").await.body;
    assert!(today.contains("Krav fra personer"), "{today}");
    let path = at_desk(&world, &cookie, "open").await;
    let page = world.get_as(&cookie, &path).await.body;
    for expected in
        ["Krav nr. 1: innsyn", "Kari Nordmann", "Kontorpakken", "lenke til adressen vi har", "Frist 22. desember 2026"]
    {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    let close = format!("{path}/close");
    let version = hidden_in(&page, &close, "version");
    let answer = format!("version={version}&outcome=done&reason=&text=Her+er+lenken:+%5B%5Blenke%5D%5D");
    let early = world.post_as(&cookie, &close, &answer).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("ikke er besvart ennå: 1") && early.body.contains("Her er lenken"));
    let task = format!("{path}/task");
    let (id, at) = (hidden_in(&page, &task, "task"), hidden_in(&page, &task, "version"));
    let bare = world.post_as(&cookie, &task, &format!("task={id}&version={at}&state=done&note=")).await;
    assert!(bare.body.contains("hva som viser"), "a task that is done is shown to be");
    let done = world.post_as(&cookie, &task, &format!("task={id}&version={at}&state=nothing&note=")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post_as(&cookie, &close, &answer).await.status, StatusCode::SEE_OTHER);
    world.work().await;
    assert_eq!(world.mailed(KARI, "/rettigheter/krav/"), secret, "the answer leads to the package");
    let follow = format!("/rettigheter/krav/{secret}");
    assert!(world.get(&follow).await.body.contains("Hent pakken"));
    let package = world.post(&follow, "do=package").await;
    assert_eq!(package.status, StatusCode::OK);
    assert_eq!(package.header("content-disposition"), "attachment; filename=\"innsyn-2026-11-22.zip\"");
    assert_eq!((package.header("cache-control"), package.header("set-cookie")), ("no-store", ""));
    assert!(package.body.starts_with("PK"));
}

#[tokio::test]
async fn a_request_is_entered_at_the_desk_and_refused_with_the_words_of_the_law() {
    let world = world();
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
    let cookie = world.signed_in(&["privacy-lead", "support"]).await;
    let fields = "person=kari%40example.no&name=&kind=erasure&came-by=phone&received=2026-11-20&text=Slett+meg&language=nb\
                  &on-behalf=&authority=&identity=known";
    let nobody = world.post_as(&cookie, "/desk/rights/new", &fields.replace("kari", "ola")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("Ingen er registrert") && nobody.body.contains("Slett meg"));
    let made = world.post_as(&cookie, "/desk/rights/new", fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let path = made.header("location").to_owned();
    let page = world.get_as(&cookie, &path).await.body;
    assert!(page.contains("Frist 20. desember 2026") && page.contains("/erase?request="), "{page}");
    let version = hidden_in(&page, &format!("{path}/close"), "version");
    let refuse = format!("version={version}&outcome=refused&reason=&text=Nei");
    let bare = world.post_as(&cookie, &format!("{path}/close"), &refuse).await;
    assert!(bare.body.contains("Skriv begrunnelsen"));
    let refuse = refuse.replace("reason=", "reason=Bokf%C3%B8ringsloven");
    assert_eq!(world.post_as(&cookie, &format!("{path}/close"), &refuse).await.status, StatusCode::SEE_OTHER);
    let page = world.get_as(&cookie, &path).await.body;
    for expected in ["Bokføringsloven", "Datatilsynet", "domstolene", "avslått"] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
}

#[tokio::test]
async fn a_plan_that_a_request_asked_for_gives_it_its_receipt() {
    for (kind, plan) in [("erasure", "/erase?request="), ("restriction", "/restrict?request=")] {
        let world = world();
        world.followed(kind).await;
        let cookie = world.signed_in(&["privacy-lead", "support"]).await;
        let path = at_desk(&world, &cookie, "open").await;
        let page = world.get_as(&cookie, &path).await.body;
        let to = page.split("href=\"").find(|rest| rest.contains(plan)).unwrap_or_else(|| panic!("{plan} in {page}"));
        let to = to.split('"').next().unwrap().to_owned();
        let plan = world.get_as(&cookie, &to).await;
        let (fingerprint, request) = (plan.hidden("fingerprint"), plan.hidden("request"));
        let to = to.split('?').next().unwrap();
        let done = world.post_as(&cookie, to, &format!("fingerprint={fingerprint}&request={request}")).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, path.as_str()), "{kind}");
        assert!(world.get_as(&cookie, &path).await.body.contains("href=\"/desk/receipts/"), "{kind}");
    }
}

#[tokio::test]
async fn a_persons_page_ends_marketing_and_consent_and_gives_what_they_gave() {
    let world = world();
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
    let cookie = world.signed_in(&["privacy-lead", "support"]).await;
    let list = world.get_as(&cookie, "/desk/people?q=kari").await.body;
    let person = list.split("href=\"/desk/people/0").nth(1).unwrap().split('"').next().unwrap();
    let person = format!("/desk/people/0{person}");
    for (path, body, expected) in [
        ("/no-marketing", "", "At personen har sagt nei, er tatt vare på"),
        ("/withdraw", "", "Vi hadde ingenting som bare hvilte på samtykke"),
    ] {
        let answer = world.post_as(&cookie, &format!("{person}{path}"), body).await;
        assert!(answer.body.contains(expected), "{path}: {}", answer.body);
    }
    let given = world.post_as(&cookie, &format!("{person}/portable"), "language=nb").await;
    assert_eq!(given.header("content-disposition"), "attachment; filename=\"data-2026-11-22.zip\"");
}

#[tokio::test]
async fn a_message_becomes_a_request_in_one_click_for_those_who_carry_out_rights() {
    let world = world();
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Slett+meg").await;
    let cookie = world.signed_in(&["privacy-lead", "support"]).await;
    let list = world.get_as(&cookie, "/desk/requests").await.body;
    let message = list.split("href=\"/desk/requests/0").nth(1).unwrap().split('"').next().unwrap();
    let page = world.get_as(&cookie, &format!("/desk/requests/0{message}")).await.body;
    let to = format!("/desk/rights/from/0{message}");
    let version = hidden_in(&page, &to, "version");
    let made = world.post_as(&cookie, &to, &format!("version={version}&kind=erasure")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let page = world.get_as(&cookie, made.header("location")).await.body;
    assert!(page.contains("Slett meg") && page.contains("kontaktskjemaet") && page.contains("Venter på identitet"));
}

#[tokio::test]
async fn the_desk_for_requests_is_closed_to_others() {
    let world = world();
    world.followed("access").await;
    let cookie = world.signed_in(&["support"]).await;
    for path in ["/desk/rights", "/desk/rights/new"] {
        assert_eq!(world.get_as(&cookie, path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(world.get(path).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert!(!world.get_as(&cookie, "/desk").await.body.contains("Krav fra personer"));
}
