//! The parts of a record's page, one field changed where it stands, drafts, following, and the pages of people and
//! organisations.

use super::steps::{BOTH, NEW, told, untold, with_a_visit};
use axum::http::StatusCode;

#[tokio::test]
async fn a_record_has_its_parts_behind_links() {
    let (world, cookie, row) = with_a_visit(&BOTH).await;
    let id = row.rsplit('/').next().unwrap();
    world.post_as(&cookie, "/desk/data/promise/new", &format!("f.visit={id}&f.what=Ringe")).await;
    let page = world.get_as(&cookie, &row).await;
    told(
        &page,
        &["aria-current=\"page\">Oversikt", "?tab=timeline", "Ringe", "1 rad", "<span class=\"badge\">avtalt</span>"],
    );
    let happened = world.get_as(&cookie, &format!("{row}?tab=timeline")).await;
    told(&happened, &["registrert av Ida Eksempelsen", "class=\"timeline\""]);
    told(&world.get_as(&cookie, &format!("{row}?tab=files")).await, &["Ingen filer her."]);
    let history = world.get_as(&cookie, &format!("{row}?tab=history")).await;
    told(&history, &["Loggen sier hvem, når og hvilke felter", "Hvem som har sett på", "registrert"]);
    let wrong = world.get_as(&cookie, &format!("{row}?tab=history&before=x&looked=1.2")).await;
    assert_eq!(wrong.status, StatusCode::OK, "a place that is none is no place");
    // What stands in the other parts is not on this one.
    untold(&page, &["class=\"timeline\"", "Ingen filer her.", "Loggen sier hvem"]);
    untold(&happened, &["Ringe</a>", "Hvorfor raden finnes"]);
}

#[tokio::test]
async fn one_field_is_changed_where_it_stands() {
    let (world, cookie, row) = with_a_visit(&BOTH).await;
    told(&world.get_as(&cookie, &row).await, &[&format!("href=\"{row}?edit=topic#f.topic\"")]);
    let page = world.get_as(&cookie, &format!("{row}?edit=topic")).await;
    told(&page, &["class=\"inline\"", "value=\"Kaffe\"", "autofocus"]);
    untold(&page, &["name=\"f.state\""]);
    let edit = format!("{row}/edit");
    let change = |value: &str| {
        let (version, was) = (page.hidden("version"), page.hidden("was.topic"));
        format!("version={version}&was.topic={was}&f.topic={value}")
    };
    let wrong = world.post_as(&cookie, &edit, &change("")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&wrong, &["href=\"#f.topic\"", "name=\"f.state\""]);
    let other = world.post_as(&cookie, &edit, "version=1&f.minutes=20").await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    let done = world.post_as(&cookie, &edit, &change("Te")).await;
    assert_eq!(
        (done.status, done.header("location")),
        (StatusCode::SEE_OTHER, row.as_str()),
        "nobody else changed that"
    );
    told(&world.get_as(&cookie, &row).await, &["<h1>Te, Ola Oppdiktet</h1>", "20"]);
    untold(&world.get_as(&cookie, &format!("{row}?edit=nothing")).await, &["class=\"inline\""]);
}

#[tokio::test]
async fn what_was_done_is_said_once_and_to_nobody_else() {
    let (world, cookie, row) = with_a_visit(&BOTH).await;
    let per = world.signed_in_as("per@fjordlys.example", &["support"]).await;
    told(&world.get_as(&cookie, &row).await, &["role=\"status\"", "Lagt til."]);
    let done = world.post_as(&cookie, &format!("{row}/edit"), "version=1&f.topic=Te").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    untold(&world.get_as(&per, &row).await, &["Lagret."]);
    told(&world.get_as(&cookie, &row).await, &["Lagret."]);
    untold(&world.get_as(&cookie, &row).await, &["Lagret.", "Lagt til."]);
}

#[tokio::test]
async fn a_draft_is_kept_offered_taken_up_and_gone_when_it_is_saved() {
    let (world, cookie, row) = with_a_visit(&BOTH).await;
    let (edit, draft) = (format!("{row}/edit"), format!("{row}/draft"));
    let page = world.get_as(&cookie, &edit).await;
    told(&page, &[&format!("data-draft=\"{draft}\""), &format!("formaction=\"{draft}\"")]);
    let version = page.hidden("version").to_owned();
    let kept = world.post_as(&cookie, &draft, &format!("version={version}&f.topic=Saft&draft=keep")).await;
    assert_eq!(kept.header("location"), format!("{edit}?draft"));
    let scripted =
        world.post_as(&cookie, &draft, &format!("version={version}&f.topic=Saft&draft=keep&script=yes")).await;
    told(&scripted, &["Utkast lagret 22. november 2026"]);
    let offered = world.get_as(&cookie, &edit).await;
    told(&offered, &["Du har et utkast fra 22. november 2026", "value=\"Kaffe\""]);
    untold(&offered, &["data-draft", "value=\"Saft\""]);
    let taken = world.get_as(&cookie, &format!("{edit}?draft")).await;
    told(&taken, &["Dette er utkastet ditt", "value=\"Saft\"", "data-draft"]);
    // Somebody else saves meanwhile: the draft is still of the version that it was begun on.
    world.post_as(&cookie, &edit, &format!("version={version}&f.minutes=5")).await;
    world.post_as(&cookie, &draft, &format!("version={version}&f.topic=Saft&draft=keep")).await;
    assert_eq!(world.get_as(&cookie, &format!("{edit}?draft")).await.hidden("version"), version);
    let late = world.post_as(&cookie, &edit, &format!("version={version}&f.topic=Saft")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let saved = world.post_as(&cookie, &edit, &format!("version={}&f.topic=Saft", late.hidden("version"))).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    untold(&world.get_as(&cookie, &edit).await, &["Du har et utkast"]);
}

#[tokio::test]
async fn a_draft_outlives_a_change_of_one_field_and_a_form_that_was_not_saved() {
    let (world, cookie, row) = with_a_visit(&BOTH).await;
    let (edit, draft) = (format!("{row}/edit"), format!("{row}/draft"));
    world.post_as(&cookie, &draft, "version=1&f.topic=Saft&draft=keep").await;
    let inline = world.get_as(&cookie, &format!("{row}?edit=minutes")).await;
    let change = format!("version=1&inline={}&f.minutes=20", inline.hidden("inline"));
    assert_eq!(world.post_as(&cookie, &edit, &change).await.header("location"), row);
    told(&world.get_as(&cookie, &edit).await, &["Du har et utkast"]);
    // Who was offered it and passed it by is offered it still, and does not write over it.
    let wrong = world.post_as(&cookie, &edit, "version=2&f.topic=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&wrong, &["Du har et utkast"]);
    untold(&wrong, &["data-draft"]);
    let own = world.post_as(&cookie, &format!("{edit}?draft"), "version=2&f.topic=").await;
    told(&own, &["Dette er utkastet ditt", "data-draft"]);
    let saved = world.post_as(&cookie, &edit, "version=2&f.topic=Te").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    untold(&world.get_as(&cookie, &edit).await, &["Du har et utkast"]);
}

#[tokio::test]
async fn what_a_link_fills_in_and_the_list_behind_it_are_there_after_each_step() {
    let (world, cookie, row) = with_a_visit(&BOTH).await;
    let id = row.rsplit('/').next().unwrap();
    let (new, draft) =
        (format!("/desk/data/promise/new?f.visit={id}"), format!("/desk/data/promise/draft?f.visit={id}"));
    told(&world.get_as(&cookie, &new).await, &[&format!("formaction=\"{draft}\"")]);
    let kept = world.post_as(&cookie, &draft, &format!("f.visit={id}&f.what=Ringe&draft=keep")).await;
    assert_eq!(kept.header("location"), format!("/desk/data/promise/new?draft&f.visit={id}"));
    told(&world.get_as(&cookie, &new).await, &[&format!("action=\"{draft}\"")]);
    assert_eq!(world.post_as(&cookie, &draft, "").await.header("location"), new);
    let from = "from=order%3Dtopic";
    let page = world.get_as(&cookie, &format!("{row}?{from}&evil=1")).await;
    told(
        &page,
        &[
            "<p class=\"crumb\"><a href=\"/desk/data/visit?order=topic\">",
            &format!("href=\"{row}?tab=history&amp;{from}\""),
            &format!("href=\"{row}/edit?{from}\""),
            &format!("action=\"{row}/follow?{from}\""),
            &format!("href=\"{row}/tell?{from}\""),
            &format!("href=\"{row}?edit=topic&amp;{from}#f.topic\""),
        ],
    );
    let here = format!("{row}?{from}");
    let saved = world.post_as(&cookie, &format!("{row}/edit?{from}"), "version=1&f.topic=Te").await;
    assert_eq!(saved.header("location"), here);
    let follow =
        world.post_as(&cookie, &format!("{row}/follow?from=order%3Dtopic%26to%3Dhttps://evil.example"), "").await;
    assert_eq!(follow.header("location"), here);
    let evil = world.get_as(&cookie, &format!("{row}?from=https://evil.example")).await;
    untold(&evil, &["evil"]);
}

#[tokio::test]
async fn a_draft_of_something_new_is_thrown_away_when_one_says_so() {
    let (world, cookie, _) = with_a_visit(&BOTH).await;
    let draft = "/desk/data/visit/draft";
    world.post_as(&cookie, draft, "f.topic=Saft&new.name=Gro&draft=keep").await;
    told(&world.get_as(&cookie, "/desk/data/visit/new?draft").await, &["value=\"Saft\"", "value=\"Gro\""]);
    let gone = world.post_as(&cookie, draft, "").await;
    assert_eq!(gone.header("location"), NEW);
    untold(&world.get_as(&cookie, NEW).await, &["Du har et utkast"]);
    let sales = world.signed_in_as("salg@fjordlys.example", &["sales"]).await;
    assert_eq!(world.post_as(&sales, draft, "f.topic=Saft&draft=keep").await.status, StatusCode::FORBIDDEN);
    let unknown = world.post_as(&cookie, draft, "f.salary=1&draft=keep").await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_colleague_is_told_and_opens_the_notice() {
    let (world, cookie, row) = with_a_visit(&BOTH).await;
    let per = world.signed_in_as("per@fjordlys.example", &["support"]).await;
    let sales = world.signed_in_as("salg@fjordlys.example", &["sales"]).await;
    assert_eq!(world.post_as(&per, &format!("{row}/follow"), "wanted=follow").await.header("location"), row);
    told(&world.get_as(&per, &row).await, &["Slutt å følge"]);
    let tell = world.get_as(&cookie, &format!("{row}/tell")).await;
    let options: Vec<&str> = tell.body.split("<option value=\"").skip(2).collect();
    assert_eq!(options.len(), 1, "Per alone may read it: {}", tell.body);
    let user = options[0].split('"').next().unwrap();
    let nobody = world.post_as(&cookie, &format!("{row}/tell"), "user=").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = world.post_as(&cookie, &format!("{row}/tell"), &format!("user={user}")).await;
    assert_eq!(done.header("location"), row);
    told(&world.get_as(&cookie, &row).await, &["Kollegaen har fått et varsel."]);
    told(&world.get_as(&per, "/desk").await, &["1 ulest<"]);
    world.post_as(&cookie, &format!("{row}/edit"), "version=1&f.topic=Te").await;
    told(&world.get_as(&per, "/desk").await, &["2 uleste"]);
    let list = world.get_as(&per, "/desk/notices").await;
    told(&list, &["Te, Ola Oppdiktet", "ber deg se på dette", "endret av", "Merk alle som lest"]);
    let open = list.body.split("action=\"/desk/notices/0").nth(1).unwrap().split('"').next().unwrap();
    let opened = world.post_as(&per, &format!("/desk/notices/0{open}"), "").await;
    assert_eq!(opened.header("location"), row);
    let denied = world.post_as(&sales, &format!("/desk/notices/0{open}"), "").await;
    assert_eq!(denied.status, StatusCode::NOT_FOUND, "it is somebody else's");
    world.post_as(&per, "/desk/notices/read", "").await;
    untold(&world.get_as(&per, "/desk/notices").await, &["Merk alle som lest", "uleste"]);
    told(&world.get_as(&sales, "/desk/notices").await, &["Ingen varsler."]);
}

#[tokio::test]
async fn a_person_is_shown_with_what_happened_and_all_that_is_held() {
    let (world, cookie, row) = with_a_visit(&BOTH).await;
    let list = world.get_as(&cookie, "/desk/people?q=ola").await;
    let id = list.body.split("href=\"/desk/people/0").nth(1).unwrap().split('"').next().unwrap();
    let person = format!("/desk/people/0{id}");
    let page = world.get_as(&cookie, &person).await;
    told(&page, &["<h1>Ola Oppdiktet</h1>", "ola@kunde.example", "Det som har skjedd", "Alt vi har, og hvorfor"]);
    told(&page, &[&format!("href=\"{row}\""), "til 20. november 2027", "Holdes til 20. november 2027", "Rettigheter"]);
    told(&world.get_as(&cookie, &format!("{person}?events=0")).await, &["Tidslinje", "Kaffe, Ola Oppdiktet"]);
    untold(&world.get_as(&cookie, &format!("{person}?rows=50")).await, &["Holdes til"]);
}

#[tokio::test]
async fn an_organisation_is_shown_with_what_belongs_to_it() {
    let world = super::wiring::world();
    let cookie = world.signed_in(&["sales", "privacy-lead"]).await;
    let new = "/desk/data/opportunity/new";
    let form = world.get_as(&cookie, new).await;
    assert_eq!(form.status, StatusCode::OK);
    let deal = "f.title=Timef%C3%B8ring&f.stage=need&f.opened_on=2026-11-20&new.name=Kunde+Eksempel+AS";
    let made = world.post_as(&cookie, new, deal).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let list = world.get_as(&cookie, "/desk/data/organisation").await;
    let id = list.body.split("href=\"/desk/data/organisation/0").nth(1).unwrap().split(['"', '?']).next().unwrap();
    let page = world.get_as(&cookie, &format!("/desk/organisations/0{id}")).await;
    told(
        &page,
        &[
            "<h1>Kunde Eksempel AS</h1>",
            "Timeføring",
            "Hvorfor raden finnes",
            "Holdes til 20. november 2031",
            "Det som har skjedd",
            "<a href=\"/desk/data/organisation\" aria-current=\"page\">Virksomhet</a>",
        ],
    );
    untold(&page, &["data-go=\"d\" aria-current"]);
    let own = format!("/desk/organisations/0{id}");
    let recent = world.get_as(&cookie, "/desk").await;
    told(&recent, &[&format!("href=\"{own}\"")]);
    let edited = world.get_as(&cookie, &format!("{own}?edit=name")).await;
    let record = format!("/desk/data/organisation/0{id}");
    let change = format!("version={}&inline={}&f.name=Kunde+AS", edited.hidden("version"), edited.hidden("inline"));
    assert_eq!(world.post_as(&cookie, &format!("{record}/edit"), &change).await.header("location"), own);
    let nobody = "/desk/organisations/019363b0-0000-7000-8000-000000000000";
    assert_eq!(world.get_as(&cookie, nobody).await.status, StatusCode::NOT_FOUND);
}
