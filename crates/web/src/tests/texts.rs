//! Texts that tell of several persons, at the desk: the queue, a decision, and what waits for it.

use super::wiring::{Answer, World, world};
use axum::http::StatusCode;

const WRITES: &str = "name=Ola+Hansen&email=ola%40example.no&message=Kari+Nordmann+sa+det.+Skriv+til+kari%40example.no";

/// Kari, and Ola who writes about her; whoever carries out rights, and the pages of both.
async fn two() -> (World, String, [String; 2]) {
    let world = world();
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
    world.write(WRITES).await;
    let cookie = world.signed_in(&["privacy-lead", "support"]).await;
    let mut pages = Vec::new();
    for name in ["kari", "ola"] {
        let list = world.get_as(&cookie, &format!("/desk/people?q={name}")).await.body;
        let id = list.split("href=\"/desk/people/0").nth(1).unwrap().split('"').next().unwrap();
        pages.push(format!("/desk/people/0{id}"));
    }
    (world, cookie, pages.try_into().unwrap())
}

/// What the form on the page would send, and `more`.
fn form(page: &Answer, more: &str) -> String {
    let hidden =
        ["for", "item", "entity", "row", "field", "version"].map(|name| format!("{name}={}", page.hidden(name)));
    format!("{}&{more}", hidden.join("&"))
}

#[tokio::test]
async fn an_erasure_leads_to_the_texts_and_on_when_the_last_is_decided() {
    let (world, cookie, [kari, _]) = two().await;
    let queue = format!("{kari}/texts?for=erasure");
    let page = world.get_as(&cookie, &kari).await.body;
    assert!(page.contains(&format!("href=\"{queue}\"")) && page.contains("forteller om personen: 1. Ikke avgjort: 1"));
    let plan = world.get_as(&cookie, &format!("{kari}/erase")).await;
    assert!(plan.body.contains(&queue) && !plan.body.contains("name=\"fingerprint\""), "{}", plan.body);
    let early = world.post_as(&cookie, &format!("{kari}/erase"), "fingerprint=0").await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.body.contains(&queue) && early.body.contains("Ingenting er gjort"), "{}", early.body);
    let text = world.get_as(&cookie, &queue).await;
    for expected in [
        "<mark>Kari Nordmann</mark> sa det. Skriv til <mark>kari@example.no</mark>",
        "name=\"place-0\" value=\"0-13\" checked",
        "name=\"choice\" value=\"redact\" checked",
        "Fjern alt; en svart firkant",
    ] {
        assert!(text.body.contains(expected), "{expected} in {}", text.body);
    }
    let send = async |more: &str| world.post_as(&cookie, &format!("{kari}/texts"), &form(&text, more)).await;
    let bare = send("choice=keep&place-1=32-47&words=&reason=").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("Skriv hvorfor.") && bare.body.contains("value=\"keep\" checked"), "{}", bare.body);
    assert!(!bare.body.contains("value=\"0-13\" checked"), "what was unticked stays so");
    let absent = send("choice=redact&place-0=0-13&words=sa+det%0Agenser&reason=").await;
    assert!(absent.body.contains("linje 2") && absent.body.contains("genser"), "{}", absent.body);
    for wrong in ["choice=redact&place-0=3-1x&words=&reason=", "choice=&words=&reason="] {
        assert_eq!(send(wrong).await.status, StatusCode::CONFLICT, "{wrong}");
    }
    let done = send("choice=redact&place-0=0-13&place-1=32-47&words=&reason=").await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, queue.as_str()));
    let after = world.get_as(&cookie, &queue).await.body;
    assert!(after.contains("Alle er avgjort") && after.contains(&format!("href=\"{kari}/erase\"")), "{after}");
    let again = world.get_as(&cookie, &format!("{queue}&item=1")).await.body;
    assert!(again.contains("deler er tatt ut"), "{again}");
    let plan = world.get_as(&cookie, &format!("{kari}/erase")).await;
    assert!(plan.body.contains("sladdet: Melding"), "{}", plan.body);
    let body = format!("fingerprint={}", plan.hidden("fingerprint"));
    let erased = world.post_as(&cookie, &format!("{kari}/erase"), &body).await;
    assert_eq!(erased.status, StatusCode::SEE_OTHER);
    let receipt = world.get_as(&cookie, erased.header("location")).await.body;
    assert!(receipt.contains("sladdet") && receipt.contains("Forteller om personen og om andre"), "{receipt}");
}

#[tokio::test]
async fn a_package_leads_to_the_texts_and_today_names_the_request() {
    let (world, cookie, [_, ola]) = two().await;
    let queue = format!("{ola}/texts?for=access");
    for (path, body) in [("access", "language=nb"), ("portable", "language=nb")] {
        let given = world.post_as(&cookie, &format!("{ola}/{path}"), body).await;
        let waits = (given.status == StatusCode::CONFLICT, given.body.contains(&queue));
        assert_eq!(waits, (path == "access", path == "access"), "{path}: a message is not what can be taken along");
    }
    let fields = "person=ola%40example.no&name=&kind=access&came-by=phone&received=2026-11-20&text=&language=nb&on-behalf=\
                  &authority=&identity=known";
    let made = world.post_as(&cookie, "/desk/rights/new", fields).await;
    let request = made.header("location").to_owned();
    let id = request.rsplit('/').next().unwrap();
    let to_queue = format!("{ola}/texts?for=access&amp;request={id}");
    assert!(world.get_as(&cookie, "/desk").await.body.contains(&to_queue), "Today leads there");
    assert!(world.get_as(&cookie, &request).await.body.contains(&to_queue), "and so does the request");
    let text = world.get_as(&cookie, &format!("{queue}&request={id}")).await;
    let send = form(&text, &format!("request={id}&choice=remove&words=&reason=Alt+gjelder+Kari"));
    let done = world.post_as(&cookie, &format!("{ola}/texts"), &send).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let after = world.get_as(&cookie, done.header("location")).await.body;
    assert!(after.contains(&format!("href=\"{request}\"")), "back to the request: {after}");
    assert!(!world.get_as(&cookie, "/desk").await.body.contains("for=access"));
    assert_eq!(world.post_as(&cookie, &format!("{ola}/access"), "language=nb").await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_those_who_carry_out_rights_reach_them() {
    let (world, _, [kari, _]) = two().await;
    let seller = world.signed_in_as("selger@fjordlys.example", &["support"]).await;
    assert_eq!(world.get_as(&seller, &format!("{kari}/texts?for=erasure")).await.status, StatusCode::FORBIDDEN);
    assert!(!world.get_as(&seller, &kari).await.body.contains("/texts"));
    let cookie = world.signed_in_as("per@fjordlys.example", &["privacy-lead"]).await;
    assert_eq!(world.get_as(&cookie, &format!("{kari}/texts?for=alt")).await.status, StatusCode::NOT_FOUND);
}
