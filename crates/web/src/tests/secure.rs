//! Secure messages from outside and at the desk.

use super::files::{multipart, send_raw};
use super::wiring::{Answer, World, world};
use axum::http::StatusCode;

const KARI: &str = "kari@example.no";

/// Nothing of the visitor is kept in the browser, and the page is not either.
fn is_kept_nowhere(answer: &Answer) {
    assert_eq!((answer.header("set-cookie"), answer.header("cache-control")), ("", "no-store"));
}

/// Kari has started a message and confirmed it; gives its address at the desk.
async fn confirmed(world: &World, cookie: &str) -> String {
    let path = format!("/sikker/{}", world.started_secure().await);
    for _ in 0..2 {
        let shown = world.get(&path).await;
        assert_eq!(shown.status, StatusCode::OK, "a scanner opened it");
        is_kept_nowhere(&shown);
    }
    assert!(!world.get_as(cookie, "/desk/secure").await.body.contains("/desk/secure/0"), "nobody has confirmed it");
    let done = world.post(&path, "do=confirm").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    is_kept_nowhere(&done);
    assert_eq!(world.post(&path, "do=confirm").await.status, StatusCode::GONE, "it works once");
    let list = world.get_as(cookie, "/desk/secure").await.body;
    let rest = list.split("href=\"/desk/secure/0").nth(1).unwrap_or_else(|| panic!("no message in {list}"));
    format!("/desk/secure/0{}", rest.split('"').next().unwrap())
}

/// Whom the message at `came` is answered to, at which address, and the key of the form for it.
async fn answering(world: &World, cookie: &str, came: &str) -> (String, String, String) {
    let page = world.get_as(cookie, came).await.body;
    let person = page.split("/desk/secure/new?person=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = world.get_as(cookie, &format!("/desk/secure/new?person={person}")).await;
    let address = form.body.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    (person, address, form.hidden("form").to_owned())
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let world = world();
    let answer = world.secure("name=Kari&email=kari%40example.no&text=Noe+om+helse").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("href=\"#agree\"") && answer.body.contains("Noe om helse"), "{}", answer.body);
    let answer = world.post("/sikker", "name=Kari&email=kari%40example.no&text=Noe+om+helse&agree=yes").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "a machine is asked once more");
    let answer = world.secure("name=Kari&email=kari%40example.no&text=Noe+om+helse&agree=yes").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/sikker/sendt"));
    is_kept_nowhere(&answer);
}

#[tokio::test]
async fn a_message_goes_to_and_fro_without_a_cookie() {
    let world = world();
    let cookie = world.signed_in(&["support", "privacy-lead"]).await;
    let came = confirmed(&world, &cookie).await;
    let page = world.get_as(&cookie, &came).await;
    assert!(page.body.contains("Hei") && page.body.contains("Kari Nordmann"), "{}", page.body);
    let (person, address, _) = answering(&world, &cookie, &came).await;
    let sent =
        world.post_as(&cookie, "/desk/secure/new", &format!("person={person}&address={address}&text=Svarordet")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    world.work().await;
    let path = format!("/sikker/{}", world.mailed(KARI, "/sikker/"));
    let shown = world.get(&path).await;
    assert!(!shown.body.contains("Svarordet"), "not without a code");
    let asked = world.post(&path, "do=code").await;
    let by = asked.hidden("asked").to_owned();
    is_kept_nowhere(&asked);
    world.work().await;
    let code = world.mailed_code(KARI);
    let wrong = world.post(&path, &format!("do=read&asked={by}&code=x")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let opened = world.post(&path, &format!("do=read&asked={by}&code={code}")).await;
    assert!(opened.body.contains("Svarordet"), "{}", opened.body);
    is_kept_nowhere(&opened);
    let unwilling = world.post(&path, &format!("do=answer&asked={by}&code={code}&text=Takk")).await;
    assert_eq!(unwilling.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answered = world.post(&path, &format!("do=answer&asked={by}&code={code}&text=Takk&agree=yes")).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.body);
    is_kept_nowhere(&answered);
    assert_eq!(world.get_as(&cookie, "/desk/secure").await.body.matches("href=\"/desk/secure/0").count(), 3);
}

#[tokio::test]
async fn whoever_has_shown_that_the_address_is_theirs_sends_a_file() {
    let world = world();
    let cookie = world.signed_in(&["support", "privacy-lead"]).await;
    let dead = send_raw(&world, "", "/sikker/x", multipart(&[("file", Some("attest.pdf"), b"%PDF")])).await;
    assert_eq!(dead.status, StatusCode::GONE);
    let path = format!("/sikker/{}", world.started_secure().await);
    assert!(world.get(&path).await.body.contains("enctype=\"multipart/form-data\""));
    let parts = multipart(&[("do", None, b"confirm"), ("file", Some("attest.pdf"), b"%PDF-1.7")]);
    let done = send_raw(&world, "", &path, parts).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    is_kept_nowhere(&done);
    let list = world.get_as(&cookie, "/desk/secure").await.body;
    let at = list.split("href=\"/desk/secure/0").nth(1).unwrap().split('"').next().unwrap();
    let page = world.get_as(&cookie, &format!("/desk/secure/0{at}")).await.body;
    let file = format!("/desk/data/secure_message/0{at}/files/document");
    assert!(page.contains(&format!("href=\"{file}\"")), "{page}");
    assert_eq!(world.get_as(&cookie, &file).await.body, "%PDF-1.7");
    assert_ne!(world.get(&file).await.status, StatusCode::OK, "for nobody else");
}

#[tokio::test]
async fn a_file_that_is_not_kept_is_asked_for_once_more() {
    let world = world();
    let cookie = world.signed_in(&["support", "privacy-lead"]).await;
    let (person, address, _) = answering(&world, &cookie, &confirmed(&world, &cookie).await).await;
    world.post_as(&cookie, "/desk/secure/new", &format!("person={person}&address={address}&text=Svarordet")).await;
    world.work().await;
    let path = format!("/sikker/{}", world.mailed(KARI, "/sikker/"));
    let by = world.post(&path, "do=code").await.hidden("asked").to_owned();
    world.work().await;
    let code = world.mailed_code(KARI);
    let answer = |code: &str, text: &str| {
        let (by, code, text) = (by.clone().into_bytes(), code.to_owned().into_bytes(), text.to_owned().into_bytes());
        let file = ("file", Some("attest.pdf"), &b"%PDF-1.7"[..]);
        let rest = [("do", None, &b"answer"[..]), ("asked", None, &by), ("code", None, &code), ("text", None, &text)];
        multipart(&[&rest[..], &[("agree", None, b"yes"), file]].concat())
    };
    let again = "Vedlegget er ikke tatt vare på";
    let empty = send_raw(&world, "", &path, answer(&code, "")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("id=\"text-error\"") && empty.body.contains(again), "{}", empty.body);
    let wrong = send_raw(&world, "", &path, answer("x", "Takk")).await;
    assert!(wrong.body.contains("id=\"code-error\"") && wrong.body.contains(again), "{}", wrong.body);
    let done = send_raw(&world, "", &path, answer(&code, "Takk")).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let list = world.get_as(&cookie, "/desk/secure").await.body;
    let with_file = list.split("href=\"/desk/secure/0").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let mut held = 0;
    for at in with_file {
        let file = format!("/desk/data/secure_message/0{at}/files/document");
        held += usize::from(world.get_as(&cookie, &file).await.body == "%PDF-1.7");
    }
    assert_eq!(held, 1, "once");
}

#[tokio::test]
async fn a_person_s_page_leads_to_a_message() {
    let world = world();
    let cookie = world.signed_in(&["support", "privacy-lead"]).await;
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
    let list = world.get_as(&cookie, "/desk/people").await.body;
    let person =
        list.split("href=\"/desk/people/").filter_map(|rest| rest.split('"').next()).nth(1).unwrap().to_owned();
    let page = world.get_as(&cookie, &format!("/desk/people/{person}")).await.body;
    assert!(page.contains(&format!("/desk/secure/new?person={person}")), "{page}");
}

#[tokio::test]
async fn an_answer_outlives_its_code() {
    let world = world();
    let cookie = world.signed_in(&["support", "privacy-lead"]).await;
    let (person, address, form) = answering(&world, &cookie, &confirmed(&world, &cookie).await).await;
    let fields = format!("person={person}&address={address}&form={form}&text=");
    let empty = world.post_as(&cookie, "/desk/secure/new", &fields).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let sent = world.post_as(&cookie, "/desk/secure/new", &format!("{fields}Svarordet")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    assert_eq!(
        world.get_as(&cookie, "/desk/secure").await.body.matches("href=\"/desk/secure/0").count(),
        2,
        "it is one"
    );
    world.work().await;
    let path = format!("/sikker/{}", world.mailed(KARI, "/sikker/"));
    let by = world.post(&path, "do=code").await.hidden("asked").to_owned();
    world.work().await;
    let code = world.mailed_code(KARI);
    world.wait_seconds(engine::SECURE_CODE_SECONDS + 1);
    let answer = format!("asked={by}&code={code}&text=Mye+som+tok+lang+tid&agree=yes");
    let old = world.post(&path, &format!("do=answer&{answer}")).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(old.body.matches("name=\"text\" value=\"Mye som tok lang tid\"").count(), 2, "{}", old.body);
    let asked = world.post(&path, "do=code&text=Mye+som+tok+lang+tid&agree=yes").await;
    assert_eq!(asked.hidden("text"), "Mye som tok lang tid");
    world.work().await;
    let (by, code) = (asked.hidden("asked").to_owned(), world.mailed_code(KARI));
    let opened =
        world.post(&path, &format!("do=read&asked={by}&code={code}&text=Mye+som+tok+lang+tid&agree=yes")).await;
    assert!(opened.body.contains(">\nMye som tok lang tid</textarea>"), "{}", opened.body);
    assert!(opened.body.contains("name=\"agree\" value=\"yes\" required checked"), "{}", opened.body);
}
