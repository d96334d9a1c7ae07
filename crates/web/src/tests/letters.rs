//! Writing mail on a record, and the page of its thread.

use super::steps::{KARI, told, untold};
use super::wiring::{World, world};
use axum::http::StatusCode;
use engine::correspondence::{Arrival, FoundIn, Outcome, mailbox_named, take};
use engine::records::{Saved, Typed, save};
use engine::system::signed_in;
use engine::{Caller, RowId};

const ADDRESS: &str = "kari@example.no";

/// A world in which Kari has written, and Ida, who may write to her.
async fn kari() -> (World, String, String) {
    let world = world();
    let cookie = world.signed_in(&["support", "support-lead"]).await;
    world.write(KARI).await;
    let people = world.get_as(&cookie, "/desk/people?q=kari").await.body;
    let kari = people.split("href=\"/desk/people/0").nth(1).unwrap().split('"').next().unwrap();
    let kari = format!("0{kari}");
    (world, cookie, kari)
}

async fn made(world: &World, ida: &Caller, key: &str, values: &[(&str, &str)]) -> RowId {
    let values = values.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect();
    let typed = Typed { values, ..Typed::default() };
    match save(&world.engine, ida, world.now(), key, None, &typed).await.unwrap() {
        Saved::Done(row) => row,
        Saved::Mend(form) => panic!("{form:?}"),
    }
}

#[tokio::test]
async fn a_mail_is_written_on_the_page_of_a_person_and_read_in_its_thread() {
    let (world, cookie, kari) = kari().await;
    let person = world.get_as(&cookie, &format!("/desk/people/{kari}")).await;
    let form = format!("/desk/data/person/{kari}/mail");
    told(&person, &[&format!("href=\"{form}\""), "Skriv e-post"]);
    let page = world.get_as(&cookie, &form).await;
    told(&page, &["value=\"kari@example.no\" checked", "Kari Nordmann", "name=\"subject\"", "name=\"part\""]);
    let key = page.hidden("form").to_owned();
    let typed = |more: &str| format!("form={key}&receiver0=kari%40example.no&part=support&subject=Hei{more}");
    let wrong = world.post_as(&cookie, &form, &typed("&text=&to=ola")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&wrong, &["Skriv en tekst.", "value=\"kari@example.no\" checked", "name=\"to\" value=\"ola\""]);
    let wrong = world.post_as(&cookie, &form, &typed("&text=Kort+4111+1111+1111+1111")).await;
    told(&wrong, &["name=\"release\"", "Kort 4111"]);
    let sent = world.post_as(&cookie, &form, &typed("&text=Passer+tirsdag%3F")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let thread = sent.header("location").to_owned();
    assert!(thread.starts_with("/desk/threads/"), "{thread}");
    let again = world.post_as(&cookie, &form, &typed("&text=Passer+tirsdag%3F")).await;
    assert_eq!(again.header("location"), thread, "it is there once");
    let page = world.get_as(&cookie, &thread).await;
    told(
        &page,
        &["<h1>Hei</h1>", "Passer tirsdag?", "Kari Nordmann", "name=\"unquoted\"", "kundestøtte", "Knytt til noe"],
    );
    untold(&page, &["name=\"subject\""]);
    let answer = format!("{}/mail", thread.replace("/desk/threads/", "/desk/data/email_thread/"));
    let wrong = world.post_as(&cookie, &answer, "to=&text=Og+onsdag%3F").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&wrong, &["Og onsdag?", "<h1>Hei</h1>", "Velg eller skriv"]);
    let sent = world.post_as(&cookie, &answer, "to=kari%40example.no&text=Og+onsdag%3F").await;
    assert_eq!(sent.header("location"), thread, "{}", sent.body);
    told(&world.get_as(&cookie, &thread).await, &["Passer tirsdag?", "Og onsdag?"]);
    let stranger = world.signed_in_as("siv@fjordlys.example", &["marketing"]).await;
    for path in [&form, &thread] {
        let refused = world.get_as(&stranger, path).await.status;
        assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&refused), "{path}: {refused}");
    }
}

#[tokio::test]
async fn what_is_written_and_not_sent_waits_for_whoever_wrote_it() {
    let (world, cookie, kari) = kari().await;
    let page = format!("/desk/data/person/{kari}/mail");
    let draft = format!("{page}/draft");
    let fields = |more: &str| {
        format!(
            "receiver0=kari%40example.no&part=support&to=per%40kunde.example&subject=Befaring&text=Kan+vi+komme%3F{more}"
        )
    };
    let kept = world.post_as(&cookie, &draft, &fields("&draft=keep")).await;
    assert_eq!((kept.status, kept.header("location")), (StatusCode::SEE_OTHER, page.as_str()), "{}", kept.body);
    let shown = world.get_as(&cookie, &page).await;
    told(&shown, &["value=\"Befaring\"", "Kan vi komme?", "value=\"per@kunde.example\"", "Forkast utkastet"]);
    let by_script = world.post_as(&cookie, &draft, &fields("+Nå&draft=keep&script=yes").replace('å', "%C3%A5")).await;
    assert!(by_script.body.starts_with("{\"said\":\"Utkast lagret"), "{}", by_script.body);
    told(&world.get_as(&cookie, &page).await, &["Kan vi komme? Nå"]);
    let other = world.signed_in_as("siv@fjordlys.example", &["support", "sales"]).await;
    untold(&world.get_as(&other, &page).await, &["Kan vi komme?"]);

    world.post_as(&cookie, &draft, "draft=discard").await;
    untold(&world.get_as(&cookie, &page).await, &["Kan vi komme?", "Forkast utkastet"]);
    world.post_as(&cookie, &draft, &fields("&draft=keep")).await;
    let sent = world.post_as(&cookie, &page, &fields(&format!("&form={}", shown.hidden("form")))).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    untold(&world.get_as(&cookie, &page).await, &["Kan vi komme?"]);
}

#[tokio::test]
async fn a_text_that_is_used_again_stands_behind_what_is_typed() {
    let (world, cookie, kari) = kari().await;
    let ida = signed_in(&world.engine, world.now(), cookie.rsplit('=').next().unwrap()).await.unwrap().unwrap();
    let template = [("name", "Hilsen"), ("language", "nb"), ("text", "Ha en fin dag, {navn}.")];
    let template = made(&world, &ida, "answer_template", &template).await;
    let form = format!("/desk/data/person/{kari}/mail");
    told(&world.get_as(&cookie, &form).await, &["Hilsen</option>"]);
    let inserted = format!("text=Takk!&subject=Hei&insert=yes&template={template}");
    let page = world.post_as(&cookie, &form, &inserted).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    told(&page, &["Takk!\n\nHa en fin dag, Kari.", "value=\"Hei\""]);
}

#[tokio::test]
async fn a_request_that_goes_on_in_a_case_says_so_and_the_case_begins_with_it() {
    let (world, cookie, _) = kari().await;
    let ida = signed_in(&world.engine, world.now(), cookie.rsplit('=').next().unwrap()).await.unwrap().unwrap();
    let policy = [("name", "Vanlig"), ("holidays", "no"), ("pauses", "yes")];
    let policy = made(&world, &ida, "deadline_policy", &policy).await.to_string();
    let queue = [("name", "Kundestøtte"), ("policy", &policy), ("receipt", "no"), ("open", "yes")];
    let queue = made(&world, &ida, "queue", &queue).await.to_string();
    let mailbox = [("address", "hjelp@fjordlys.example"), ("queue", &queue), ("plus", "yes"), ("open", "yes")];
    made(&world, &ida, "mailbox", &mailbox).await;
    world.work().await;
    let list = world.get_as(&cookie, "/desk/requests").await;
    let request = list.body.split("href=\"/desk/requests/0").nth(1).unwrap().split('"').next().unwrap();
    let request = format!("/desk/requests/0{request}");
    let version = world.get_as(&cookie, &request).await.hidden("version").to_owned();
    let answered = format!("version={version}&text=Det+koster+lite.");
    let answered = world.post_as(&cookie, &format!("{request}/answer"), &answered).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    world.work().await;
    let to = world.answered_at(ADDRESS);
    let back =
        format!("From: {ADDRESS}\r\nTo: {to}\r\nSubject: Sv\r\nMessage-ID: <1@kunde.example>\r\n\r\nDa tar vi to.\r\n");
    let mailbox = mailbox_named(&world.engine, "hjelp@fjordlys.example").await.unwrap().unwrap();
    let arrival = Arrival {
        found_in: FoundIn::Shared(mailbox),
        validity: 1,
        number: 1,
        bytes: Some(back.as_bytes()),
        vouches: None,
    };
    assert_eq!(take(&world.engine, world.now(), &arrival).await.unwrap(), Outcome::Stored);
    let page = world.get_as(&cookie, &request).await;
    told(&page, &["Dette går videre i sak #1"]);
    let case = page.body.split("href=\"/desk/cases/0").nth(1).unwrap().split('"').next().unwrap();
    let page = world.get_as(&cookie, &format!("/desk/cases/0{case}")).await;
    told(&page, &["Det koster lite.", "Da tar vi to.", "før saken", &format!("href=\"{request}\"")]);
}
