//! What holds of every public page.

use super::wiring::{Answer, WEBSITE, demo_world, world};
use crate::public::language_of;
use crate::router::public_routes;
use crate::{INBOX_MAILS, InboxMail};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use engine::{Language, Moment};

/// The promises of a public answer: no cookie, nothing of a third party, the headers, no server name.
fn keeps_the_promises(path: &str, answer: &Answer) {
    assert_eq!(answer.header("set-cookie"), "", "{path}");
    assert_eq!(answer.header("server"), "", "{path}");
    assert_eq!(answer.header("vary"), "", "{path}");
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"), "{path}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    assert!(!answer.body.contains("<script") && !answer.body.contains(" style="), "{path}");
    for loaded in ["src=\"http", "href=\"http", "url(http", "action=\"http"] {
        assert!(!answer.body.contains(loaded), "{path} has {loaded}");
    }
}

#[test]
fn the_customer_s_page_of_a_case_speaks_the_language_of_its_address() {
    let wishes_norwegian = Some("nb");
    assert_eq!(language_of("/case/abc", wishes_norwegian), Language::En);
    assert_eq!(language_of("/sak/abc", Some("en")), Language::Nb);
    assert_eq!(language_of("/cases", wishes_norwegian), Language::Nb, "that is no page of ours");
}

#[tokio::test]
async fn every_public_route_keeps_the_promises() {
    let world = world();
    let version = world.published().await;
    let followed = world.followed("access").await;
    // Another hour: so soon after each other they would be looked at first.
    world.wait_seconds(engine::CAP_WINDOW_SECONDS);
    world.demand("kind=erasure&name=Kari&email=kari%40example.no&text=").await;
    world.work().await;
    let confirmed = world.mailed("kari@example.no", "/rettigheter/bekreft/");
    let secure = world.started_secure().await;
    for (path, _) in public_routes() {
        let secret = match path.as_str() {
            path if path.contains("/bekreft") || path.contains("/confirm") => &confirmed,
            path if path.starts_with("/sikker") || path.starts_with("/secure") => &secure,
            _ => &followed,
        };
        let path = path.replace("{id}", &version).replace("{secret}", secret);
        let answer = world.get(&path).await;
        // No case is here, and no queue with a form: they have tests of their own.
        let expected = match path.as_str() {
            path if ["/sak/", "/case/", "/hvordan-gikk-det/", "/how-did-it-go/"]
                .iter()
                .any(|start| path.starts_with(start)) =>
            {
                StatusCode::GONE
            }
            path if path.ends_with("/{queue}") => StatusCode::NOT_FOUND,
            _ => StatusCode::OK,
        };
        assert_eq!(answer.status, expected, "{path}");
        keeps_the_promises(&path, &answer);
        let posted = world.post(&path, "name=a").await;
        keeps_the_promises(&path, &posted);
        let cookie = world.get_as("a=b; ryddig=x", &path).await;
        assert_eq!(cookie.status, expected, "{path}");
        keeps_the_promises(&path, &cookie);
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_in_the_language_of_the_path() {
    let world = world();
    for (path, wished, expected) in [
        ("/finnes-ikke", "", "Siden finnes ikke"),
        ("/finnes-ikke", "en-GB,en;q=0.9,nb;q=0.8", "There is no such page"),
        ("/finnes-ikke", "fr,no;q=0.8", "Siden finnes ikke"),
        ("/kontakt/x", "en", "Siden finnes ikke"),
        ("/contact/x", "nb", "There is no such page"),
        ("/rettigheter/x", "en", "Siden finnes ikke"),
        ("/your-rights/x", "nb", "There is no such page"),
        ("/sikker/x/y", "en", "Siden finnes ikke"),
        ("/demo/inbox", "en", "There is no such page"),
        ("/personvern/utgaver/x", "en", "Siden finnes ikke"),
        ("/privacy/versions/019363b0-0000-7000-8000-000000000000", "nb", "There is no such page"),
    ] {
        let answer = world.ask(Request::get(path).header("accept-language", wished).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains(expected), "{path} {wished}");
        keeps_the_promises(path, &answer);
    }
}

#[tokio::test]
async fn a_wrong_method_is_a_page() {
    let world = world();
    let answer = world.ask(Request::put("/privacy").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.body.contains("That does not work here"));
}

#[tokio::test]
async fn the_statement_is_one_thing_in_three_shapes_and_two_languages() {
    let world = world();
    for (path, kind, expected) in [
        ("/personvern", "text/html; charset=utf-8", "<h1>Personvernerklæring</h1>"),
        ("/personvern.md", "text/markdown; charset=utf-8", "# Personvernerklæring"),
        ("/personvern.json", "application/json", "\"title\": \"Personvernerklæring\""),
        ("/privacy", "text/html; charset=utf-8", "lang=\"en\""),
        ("/privacy.json", "application/json", "\"language\": \"en\""),
    ] {
        let answer = world.get(path).await;
        assert_eq!(answer.header("content-type"), kind, "{path}");
        assert!(answer.body.contains(expected), "{path}: {}", &answer.body[..300.min(answer.body.len())]);
    }
}

#[tokio::test]
async fn the_marks_of_the_statement_can_be_turned_on_and_off() {
    let world = world();
    for (path, marked, mark) in [
        ("/personvern", "/personvern?merker=ja", "håndheves: programmet sletter når fristen er ute"),
        ("/privacy", "/privacy?marks=yes", "enforced: the program deletes when the period ends"),
    ] {
        let plain = world.get(path).await;
        assert!(plain.body.contains(&format!("href=\"{marked}\"")) && !plain.body.contains(mark), "{path}");
        let with_marks = world.get(marked).await;
        assert!(with_marks.body.contains(mark), "{marked}");
        assert_ne!(plain.header("etag"), with_marks.header("etag"), "{path}");
        keeps_the_promises(marked, &with_marks);
    }
    for other in ["/personvern?merker=nei", "/personvern?marks=yes", "/personvern?merker"] {
        assert!(!world.get(other).await.body.contains("håndheves:"), "{other}");
    }
    assert!(world.get("/privacy.json").await.body.contains("\"rule\": \"sweep\""));
}

#[tokio::test]
async fn every_published_version_can_be_read() {
    let world = world();
    let version = world.published().await;
    assert!(world.get("/personvern").await.body.contains("href=\"/personvern/utgaver\""));
    let list = world.get("/personvern/utgaver").await.body;
    for part in ["22. november 2026", "gjelder nå", "Den første utgaven", &format!("/personvern/utgaver/{version}")] {
        assert!(list.contains(part), "{part} in {list}");
    }
    let page = world.get(&format!("/privacy/versions/{version}")).await.body;
    for part in
        ["<h1>Privacy statement</h1>", "Last updated 22 November 2026.", &format!("/personvern/utgaver/{version}")]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[tokio::test]
async fn before_the_first_version_the_list_says_so() {
    let world = world();
    assert!(world.get("/privacy/versions").await.body.contains("No version has been published yet."));
}

#[tokio::test]
async fn a_page_that_the_browser_holds_is_not_sent_again() {
    let world = world();
    let first = world.get("/personvern").await;
    let again = Request::get("/personvern").header("if-none-match", first.header("etag"));
    let again = world.ask(again.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let other = Request::get("/personvern").header("if-none-match", "\"0\"").body(Body::empty()).unwrap();
    assert_eq!(world.ask(other).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_style_sheet_is_kept_for_good_under_its_name() {
    let world = world();
    let page = world.get("/").await.body;
    let path = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let answer = world.get(path).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(answer.body.len() < 20_000, "{}", answer.body.len());
}

#[tokio::test]
async fn every_page_leads_to_itself_in_the_other_language() {
    let world = world();
    for (path, other) in [
        ("/", "/en"),
        ("/en", "/"),
        ("/kontakt", "/contact"),
        ("/contact/thanks", "/kontakt/takk"),
        ("/privacy", "/personvern"),
        ("/privacy/versions", "/personvern/utgaver"),
    ] {
        assert!(world.get(path).await.body.contains(&format!("class=\"language\" href=\"{other}\"")), "{path}");
    }
}

fn mail(name: &str, at: i64) -> InboxMail {
    InboxMail {
        name: name.to_owned(),
        to: "kari@example.no".to_owned(),
        from: "post@fjordlys.example".to_owned(),
        subject: format!("Emne {name}"),
        sent_at: Moment(at),
        headers: vec![("Message-ID".to_owned(), "<a@b>".to_owned())],
        text: "Hei <b>Kari</b>".to_owned(),
    }
}

#[tokio::test]
async fn the_demonstration_shows_its_mail_newest_first() {
    let world = demo_world(vec![mail("old@x", 1), mail("new@x", 2)]);
    let list = world.get("/demo/inbox").await.body;
    assert!(list.find("Emne new").unwrap() < list.find("Emne old").unwrap());
    let one = world.get("/demo/inbox/old%40x").await;
    assert!(one.body.contains("Hei &lt;b&gt;Kari") && one.body.contains("Message-ID"));
    assert_eq!(world.get("/demo/inbox/none").await.status, StatusCode::NOT_FOUND);
    for path in ["/", "/kontakt", "/personvern", "/desk"] {
        assert!(world.get(path).await.body.contains("strip-title"), "{path}");
    }
}

#[tokio::test]
async fn the_demonstration_lists_as_many_mails_as_the_limit() {
    for (sent, shown) in [(INBOX_MAILS, INBOX_MAILS), (INBOX_MAILS + 1, INBOX_MAILS)] {
        let mails = (0..sent).map(|number| mail(&format!("m{number}"), 0)).collect();
        assert_eq!(demo_world(mails).get("/demo/inbox").await.body.matches("Emne m").count(), shown);
    }
}

#[tokio::test]
async fn nothing_of_the_demonstration_is_outside_it() {
    let world = world();
    for path in ["/", "/kontakt", "/personvern", "/desk"] {
        let answer = world.get(path).await;
        assert!(!answer.body.contains("strip-title") && !answer.body.contains("/demo/"), "{path}");
    }
    assert_eq!(world.post("/demo/sign-in", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_way_back_leads_only_to_listed_websites() {
    let world = world();
    assert!(world.get("/kontakt/takk?site=0").await.body.contains(&format!("href=\"{WEBSITE}\"")));
    assert!(!world.get("/kontakt/takk?site=1").await.body.contains("href=\"http"));
    assert!(!world.get("/kontakt/takk?site=https://evil.example").await.body.contains("evil"));
}
