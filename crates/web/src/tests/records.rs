//! The screens that follow from the register, for an entity that a company added.

use super::steps::{NEW, VISIT, told, with_a_visit};
use super::wiring::{World, world, world_with};
use axum::http::StatusCode;

pub(super) async fn signed_in() -> (World, String) {
    let world = world_with(testkit::VISITS);
    let cookie = world.signed_in(&["support"]).await;
    (world, cookie)
}

#[tokio::test]
async fn an_added_entity_is_listed_filled_in_and_shown() {
    let (world, cookie, row) = with_a_visit(&["support"]).await;
    let overview = world.get_as(&cookie, "/desk/data").await;
    told(&overview, &["Ta imot dem som besøker oss", "href=\"/desk/data/visit\"", "1 rad", "kan bare leses"]);
    assert!(world.get_as(&cookie, "/desk").await.body.contains("href=\"/desk/data\""));
    let list = world.get_as(&cookie, "/desk/data/visit").await;
    told(&list, &["Holdes for formålet «Ta imot", "slettes 1 år etter «Dato»", "Ola Oppdiktet", "20.11.2026"]);
    told(
        &list,
        &[
            &format!("data-open href=\"{row}?from=\""),
            "aria-sort=\"descending\"",
            "order=came_on",
            "<span class=\"badge\">avtalt</span>",
        ],
    );
    let page = world.get_as(&cookie, &row).await;
    told(&page, &["<h1>Kaffe, Ola Oppdiktet</h1>", "Holdes til 20. november 2027", "Løfte", "Tomme felter"]);
    told(&page, &["/desk/data/promise/new?f.visit=", "<a href=\"https://kunde.example/\" rel=\"noreferrer\">"]);
    told(&page, &["1\u{a0}234,50\u{a0}kr", "1\u{a0}t 30\u{a0}min"]);
    told(&world.get_as(&cookie, &format!("{row}/edit")).await, &["value=\"1234,50\"", "value=\"1:30\"", ", i kroner"]);
    let form = world.get_as(&cookie, NEW).await;
    told(&form, &["name=\"f.topic\"", "type=\"date\"", "<textarea", "name=\"new.name\"", "type=\"datetime-local\""]);
    assert_eq!(form.body.matches("<script").count(), 1, "the one of the desk");
}

#[tokio::test]
async fn everything_wrong_is_told_at_once_beside_what_was_typed() {
    let (world, cookie) = signed_in().await;
    let wrong = "f.guest=&f.topic=&f.came_on=i+g%C3%A5r&f.state=&f.minutes=<b>tjue</b>&f.mail=ola";
    let page = world.post_as(&cookie, NEW, wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(
        &page,
        &["Noe må rettes", "href=\"#f.guest\"", "href=\"#f.topic\"", "href=\"#f.state\"", "id=\"f.came_on.error\""],
    );
    told(
        &page,
        &[
            "Dette er ikke en dato.",
            "Dette er ikke et helt tall.",
            "value=\"&lt;b&gt;tjue&lt;/b&gt;\"",
            "value=\"ola\"",
        ],
    );
    told(&world.get_as(&cookie, "/desk/data/visit").await, &["Ingen rader her."]);
    let unknown = world.post_as(&cookie, NEW, &format!("{VISIT}&f.salary=1")).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_form_follows_its_choices_by_a_stylesheet_of_its_own() {
    let world = world();
    let cookie = world.signed_in(&["privacy-lead", "sales"]).await;
    let form = world.get_as(&cookie, "/desk/data/opportunity/new").await;
    told(&form, &["href=\"/desk/data/opportunity/choices.css\"", "data-field=\"lost_because\"", "Bare når «"]);
    let style = world.get_as(&cookie, "/desk/data/opportunity/choices.css").await;
    assert_eq!((style.status, style.header("content-type")), (StatusCode::OK, "text/css; charset=utf-8"));
    told(&style, &["[name=\"f.stage\"] option:is([value=\"lost\"]:checked)", "[data-field=\"lost_because\"]"]);
    let (plain, cookie) = signed_in().await;
    let form = plain.get_as(&cookie, NEW).await;
    assert!(!form.body.contains("choices.css"), "nothing depends on a choice there");
}

#[tokio::test]
async fn a_row_is_sought_by_its_label_without_saving() {
    let (world, cookie, _) = with_a_visit(&["support"]).await;
    let page = world.post_as(&cookie, NEW, "f.guest=&w.guest=oppd&f.topic=Te&find=guest").await;
    assert_eq!(page.status, StatusCode::OK);
    told(&page, &["value=\"oppd\"", ">Ola Oppdiktet</option>", "value=\"Te\""]);
    told(&world.get_as(&cookie, "/desk/data/visit").await, &["1 rad"]);
}

#[tokio::test]
async fn a_change_that_was_overtaken_shows_both_and_can_be_saved_again() {
    let (world, cookie, row) = with_a_visit(&["support"]).await;
    let edit = format!("{row}/edit");
    let version = world.get_as(&cookie, &edit).await.hidden("version").to_owned();
    let change = |topic: &str, version: &str| format!("version={version}&f.topic={topic}");
    assert_eq!(world.post_as(&cookie, &edit, &change("Te", &version)).await.header("location"), row);
    let late = world.post_as(&cookie, &edit, &change("Saft", &version)).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    told(&late, &["En annen har lagret", "Nå står det «Te».", "value=\"Saft\"", "name=\"take.topic\""]);
    let theirs = format!("{}&take.topic=theirs", change("Saft", late.hidden("version")));
    assert_eq!(world.post_as(&cookie, &edit, &theirs).await.status, StatusCode::SEE_OTHER);
    told(&world.get_as(&cookie, &row).await, &["<h1>Te, Ola Oppdiktet</h1>"]);
    let again = world.post_as(&cookie, &edit, &change("Saft", late.hidden("version"))).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    told(&world.get_as(&cookie, &row).await, &["<h1>Saft, Ola Oppdiktet</h1>"]);
}

#[tokio::test]
async fn a_row_is_removed_as_its_plan_says_unless_something_links_to_it() {
    let (world, cookie, row) = with_a_visit(&["support"]).await;
    let id = row.rsplit('/').next().unwrap();
    let promise = world.post_as(&cookie, "/desk/data/promise/new", &format!("f.visit={id}&f.what=Ringe")).await;
    let promise = promise.header("location").to_owned();
    let remove = format!("{row}/remove");
    told(
        &world.get_as(&cookie, &remove).await,
        &["kan ikke fjernes", &format!("/desk/data/promise?f.visit={id}"), "1 rad"],
    );
    told(&world.get_as(&cookie, &format!("/desk/data/promise?f.visit={id}")).await, &["Ringe", "Kaffe, Ola Oppdiktet"]);
    for (path, left) in [(format!("{promise}/remove"), "/desk/data/promise"), (remove, "/desk/data/visit")] {
        assert_eq!(world.post_as(&cookie, &path, "fingerprint=0").await.status, StatusCode::CONFLICT);
        let fingerprint = world.get_as(&cookie, &path).await.hidden("fingerprint").to_owned();
        let done = world.post_as(&cookie, &path, &format!("fingerprint={fingerprint}")).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, left));
    }
    assert_eq!(world.get_as(&cookie, &row).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_row_that_is_removed_leads_back_to_the_list_it_was_opened_from() {
    let (world, cookie, row) = with_a_visit(&["support"]).await;
    let from = "from=order%3Dtopic";
    let remove = format!("{row}/remove?{from}");
    told(&world.get_as(&cookie, &format!("{row}?{from}")).await, &[&format!("href=\"{remove}\"")]);
    let plan = world.get_as(&cookie, &remove).await;
    told(&plan, &[&format!("action=\"{remove}\""), &format!("href=\"{row}?{from}\"")]);
    let done = world.post_as(&cookie, &remove, &format!("fingerprint={}", plan.hidden("fingerprint"))).await;
    assert_eq!(done.header("location"), "/desk/data/visit?order=topic");
}

#[tokio::test]
async fn no_screen_opens_without_the_role_and_no_write_comes_from_elsewhere() {
    let world = world();
    let cookie = world.signed_in(&[]).await;
    told(&world.get_as(&cookie, "/desk/data").await, &["Du har ikke tilgang til noe her."]);
    for path in [
        "/desk/data/contact_request",
        "/desk/data/person",
        "/desk/data/session",
        "/desk/data/person/new",
        "/desk/data/receipt",
    ] {
        assert_eq!(world.get_as(&cookie, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in ["/desk/data/nothing", "/desk/data/nothing/new", "/desk/data/%FF"] {
        assert_eq!(world.get_as(&cookie, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/desk/data/receipt/new", "/desk/data/contact_request/new"] {
        assert_eq!(world.post_as(&cookie, path, "").await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let (world, cookie, row) = with_a_visit(&["support"]).await;
    let nobody = "/desk/data/visit/019363b0-0000-7000-8000-000000000000";
    for path in [nobody.to_owned(), format!("{nobody}/edit"), format!("{nobody}/remove"), format!("{row}x")] {
        assert_eq!(world.get_as(&cookie, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let evil = [("cookie", cookie.as_str()), ("origin", "https://evil.example")];
    for path in [NEW.to_owned(), format!("{row}/edit"), format!("{row}/remove")] {
        assert_eq!(world.post_with(&path, "version=1", &evil).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
