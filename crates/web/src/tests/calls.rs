//! Calls: the screen on which one is registered, and what telephone systems ask and report.

use super::steps::KARI;
use super::wiring::{Answer, World, world};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

const NUMBER: &str = "%2B4700000021";

/// A world in which Kari has written, with her number.
async fn kari() -> (World, String) {
    let world = world();
    let cookie = world.signed_in(&["support", "owner"]).await;
    world.write(&KARI.replace("22225555", "00+00+00+21")).await;
    (world, cookie)
}

/// A call that came in, besides with whom it was.
fn form(world: &World, more: &str) -> String {
    let began = engine::documents::local_time(world.now()).replace(':', "%3A");
    format!("direction=in&outcome=talked&part=support&case=&summary=Hei&began={began}&minutes=3&name=&{more}")
}

#[tokio::test]
async fn a_number_is_looked_up_and_the_call_is_saved() {
    let (world, cookie) = kari().await;
    let empty = world.get_as(&cookie, "/desk/call").await;
    assert!(empty.body.contains("id=\"number\" name=\"number\" type=\"tel\"") && empty.body.contains(" autofocus"));
    let found = world.get_as(&cookie, &format!("/desk/call?number={NUMBER}")).await;
    assert!(found.body.contains("Kari Nordmann") && found.body.contains("sikkert"), "{}", found.body);
    assert!(found.body.contains("value=\"+47 00 00 00 21\""));
    let who = found.body.split("type=\"radio\" name=\"who\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(found.body.contains(&format!("value=\"{who}\" checked")), "one person's number: they are chosen");
    let saved = world.post_as(&cookie, "/desk/call", &form(&world, &format!("number={NUMBER}&who={who}"))).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(saved.header("location"), format!("/desk/people/{who}"));
    let person = world.get_as(&cookie, &format!("/desk/people/{who}")).await;
    assert!(person.body.contains(&format!("/desk/call?person={who}")), "and the way back");
    let wrong = world.post_as(&cookie, "/desk/call", &form(&world, "number=12&minutes=x")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "a field twice is no form of ours");
    let wrong = form(&world, "number=12").replace("minutes=3", "minutes=x").replace("case=", "case=99");
    let wrong = world.post_as(&cookie, "/desk/call", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["href=\"#callers\"", "href=\"#number\"", "href=\"#minutes\"", "href=\"#case\"", ">\nHei</textarea>"] {
        assert!(wrong.body.contains(part), "{part}: {}", wrong.body);
    }
}

#[tokio::test]
async fn looking_a_number_up_loses_nothing_that_was_typed() {
    let (world, cookie) = kari().await;
    let typed = form(&world, &format!("number={NUMBER}&who=&look=yes")).replace("outcome=talked", "outcome=message");
    let found = world.post_as(&cookie, "/desk/call", &typed).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.body);
    let kept = ["Kari Nordmann", ">\nHei</textarea>", "value=\"message\" selected", "name=\"minutes\"", "value=\"3\""];
    for part in kept {
        assert!(found.body.contains(part), "{part} in {}", found.body);
    }
    let who = found.body.split("type=\"radio\" name=\"who\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(found.body.contains(&format!("value=\"{who}\" checked")), "and who it is for sure is chosen");
}

#[tokio::test]
async fn the_way_to_a_call_is_there_for_whoever_registers_them() {
    let (world, cookie) = kari().await;
    assert!(world.get_as(&cookie, "/desk").await.body.contains("href=\"/desk/call\""));
    assert!(world.get_as(&cookie, "/desk/search?q=samtale").await.body.contains("href=\"/desk/call\""));
    let reader = world.signed_in_as("siv@fjordlys.example", &["hr"]).await;
    assert!(!world.get_as(&reader, "/desk").await.body.contains("href=\"/desk/call\""));
    assert_eq!(world.get_as(&reader, "/desk/call").await.status, StatusCode::FORBIDDEN);
}

async fn token(world: &World, cookie: &str, activity: &str, may: &str) -> String {
    let form = format!("name=Sentralbordet&activity={activity}&may={may}&entities=&expires=2026-12-31");
    let made = world.post_as(cookie, "/desk/tokens", &form).await;
    made.body.split("<code id=\"token\">").nth(1).expect("a token").split('<').next().unwrap().to_owned()
}

async fn ask(world: &World, token: &str, path: &str, body: Option<&Value>) -> Answer {
    let request = match body {
        Some(_) => Request::post(path).header("content-type", "application/json"),
        None => Request::get(path),
    };
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    world.ask(request.header("authorization", format!("Bearer {token}")).body(body).unwrap()).await
}

fn json_of(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).expect("JSON")
}

#[tokio::test]
async fn a_switchboard_looks_up_reports_and_reports_again() {
    let (world, cookie) = kari().await;
    let write = token(&world, &cookie, "support", "write").await;
    let contact = token(&world, &cookie, "contact", "read").await;
    let lookup = format!("/api/calls/lookup?number={NUMBER}");
    let found = ask(&world, &contact, &lookup, None).await;
    assert_eq!((found.status, found.header("content-type")), (StatusCode::OK, "application/json"));
    let found = json_of(&found);
    assert_eq!(
        (found["matches"][0]["name"].as_str(), found["matches"][0]["sure"].as_bool()),
        (Some("Kari Nordmann"), Some(true))
    );
    assert_eq!(
        json_of(&ask(&world, &write, &lookup, None).await),
        json!({ "matches": [] }),
        "support does not know her"
    );
    let ringing =
        json!({ "call_id": "a1", "number": "+4700000021", "direction": "in", "agent": "ida@fjordlys.example" });
    let first = ask(&world, &write, "/api/calls", Some(&ringing)).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let id = json_of(&first)["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        (json_of(&first)["matched"].as_str(), first.header("location")),
        (Some("maybe"), format!("/api/v1/phone_call/{id}").as_str())
    );
    let mut ended = ringing.clone();
    ended["outcome"] = json!("talked");
    ended["took_seconds"] = json!(125);
    for _ in 0..2 {
        let again = ask(&world, &write, "/api/calls", Some(&ended)).await;
        assert_eq!(
            (again.status, json_of(&again)["id"].as_str()),
            (StatusCode::OK, Some(id.as_str())),
            "{}",
            again.body
        );
    }
    let row = json_of(&ask(&world, &write, &format!("/api/v1/phone_call/{id}"), None).await);
    assert_eq!((row["values"]["took"].as_i64(), row["values"]["outcome"].as_str()), (Some(3), Some("talked")));
    assert_eq!(row["values"].get("exchange_id"), None, "that is the machinery's own");
    // Who took it finds it among their notices, confirms who it was, and writes what was said.
    let page = world.get_as(&cookie, &format!("/desk/call/{id}")).await;
    assert!(page.body.contains("Bekreft hvem det var"), "{}", page.body);
    let sought = world.get_as(&cookie, &format!("/desk/call/{id}?q=kari")).await;
    let before = sought.body.split("<strong>Kari Nordmann").next().expect("Kari is offered");
    let who = before.rsplit("name=\"person\" value=\"").next().expect("a choice").split('"').next().unwrap();
    let version = page.hidden("version").to_owned();
    let nobody = world.post_as(&cookie, &format!("/desk/call/{id}/confirm"), &format!("version={version}")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let confirm = format!("version={version}&person={who}");
    let done = world.post_as(&cookie, &format!("/desk/call/{id}/confirm"), &confirm).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = world.get_as(&cookie, &format!("/desk/call/{id}")).await;
    assert!(
        !page.body.contains("Bekreft hvem det var") && page.body.contains("Samtale med Kari Nordmann"),
        "{}",
        page.body
    );
    let summary = format!("version={}&summary=Hun+vil+ha+hjelp", page.hidden("version"));
    assert_eq!(
        world.post_as(&cookie, &format!("/desk/call/{id}/summary"), &summary).await.status,
        StatusCode::SEE_OTHER
    );
    ended["summary"] = json!("Sentralbordets egne ord");
    assert_eq!(ask(&world, &write, "/api/calls", Some(&ended)).await.status, StatusCode::OK);
    assert!(world.get_as(&cookie, &format!("/desk/call/{id}")).await.body.contains("Hun vil ha hjelp"));
}

#[tokio::test]
async fn what_a_switchboard_may_not_or_says_wrong_is_a_problem() {
    let (world, cookie) = kari().await;
    let (write, read) =
        (token(&world, &cookie, "support", "write").await, token(&world, &cookie, "support", "read").await);
    let fine = json!({ "call_id": "b1", "number": "00000021", "direction": "in" });
    let odd =
        json!({ "call_id": "b1", "number": "00000021", "outcome": "happy", "took_seconds": 1.5, "colour": "red" });
    let empty = json!({ "call_id": "", "number": "hemmelig", "direction": "out", "took_seconds": -1 });
    for (token, path, body, status, says) in [
        (write.as_str(), "/api/calls/lookup", None, StatusCode::BAD_REQUEST, "number"),
        (&write, "/api/calls/lookup?number=12", None, StatusCode::BAD_REQUEST, "number"),
        (&write, "/api/calls/lookup?number=+4700000021", None, StatusCode::OK, "matches"),
        ("", "/api/calls/lookup?number=00000021", None, StatusCode::UNAUTHORIZED, "token"),
        (&write, "/api/calls", None, StatusCode::METHOD_NOT_ALLOWED, "GET"),
        (&read, "/api/calls", Some(&fine), StatusCode::FORBIDDEN, "may not"),
        (&write, "/api/calls", Some(&json!([])), StatusCode::BAD_REQUEST, "no JSON object"),
        (&write, "/api/calls", Some(&odd), StatusCode::UNPROCESSABLE_ENTITY, "\"direction\""),
        (&write, "/api/calls", Some(&odd), StatusCode::UNPROCESSABLE_ENTITY, "\"colour\""),
        (&write, "/api/calls", Some(&empty), StatusCode::UNPROCESSABLE_ENTITY, "\"call_id\""),
        (&write, "/api/calls", Some(&empty), StatusCode::UNPROCESSABLE_ENTITY, "\"took_seconds\""),
    ] {
        let answer = ask(&world, token, path, body).await;
        assert_eq!(answer.status, status, "{path} {body:?}: {}", answer.body);
        assert!(answer.body.contains(says), "{says}: {}", answer.body);
        let kind = if status == StatusCode::OK { "application/json" } else { "application/problem+json" };
        assert_eq!(answer.header("content-type"), kind, "{path}");
    }
    let narrow = "name=Smal&activity=support&may=write&entities=phone_call&expires=2026-12-31";
    let made = world.post_as(&cookie, "/desk/tokens", narrow).await;
    let narrow = made.body.split("<code id=\"token\">").nth(1).expect("a token").split('<').next().unwrap().to_owned();
    let denied = ask(&world, &narrow, "/api/calls/lookup?number=00000021", None).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN, "it may name no persons");
}
