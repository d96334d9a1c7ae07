//! The frame of the desk: its navigation, its areas, the search, what was opened last, and the gallery.

use super::steps::{BOTH, KARI};
use super::wiring::{OWNER, World, demo_world, world, world_with};
use axum::http::StatusCode;
use engine::Language;
use engine::system::add_user;

const LATER: &str = "f.about=organisation&f.state=later&f.source=website&f.found_on=2026-11-02&f.approach_on=2026-11-20&f.organisation=";
const RISK: &str = "f.title=Tapt+telefon&f.breaks=confidentiality&f.likelihood=possible&f.consequence=some&f.decision=open&f.assessment=not-needed&f.found_on=2026-11-20&f.review_on=2027-11-20";

async fn page(world: &World, cookie: &str, path: &str) -> String {
    let answer = world.get_as(cookie, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.body
}

#[tokio::test]
async fn an_area_without_screens_of_its_own_is_hidden_outside_a_demonstration_and_marked_in_it() {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    let desk = page(&world, &cookie, "/desk").await;
    assert!(desk.contains("/desk/areas/privacy") && !desk.contains("/desk/areas/sales") && !desk.contains("uferdig"));
    assert_eq!(world.get_as(&cookie, "/desk/areas/sales").await.status, StatusCode::NOT_FOUND);
    assert!(page(&world, &cookie, "/desk/data").await.contains("/desk/data/opportunity"), "its lists stay under Data");

    let demo = demo_world(Vec::new());
    add_user(&demo.engine, demo.now(), "Ida", OWNER, Language::Nb, &BOTH).await.unwrap();
    let cookie = demo.signed_in_as("per@fjordlys.example", &BOTH).await;
    let desk = page(&demo, &cookie, "/desk").await;
    assert!(desk.contains("/desk/areas/sales") && desk.contains("uferdig"));
    let area = page(&demo, &cookie, "/desk/areas/sales").await;
    assert!(area.contains("uferdig") && area.contains("href=\"/desk/data/opportunity\"") && area.contains("0 rader"));
}

#[tokio::test]
async fn the_navigation_has_what_the_roles_open_and_says_where_one_is() {
    let world = world_with(testkit::VISITS);
    let cookie = world.signed_in(&["support"]).await;
    let list = page(&world, &cookie, "/desk/data/organisation").await;
    assert!(list.contains("<a href=\"/desk/data/organisation\" aria-current=\"page\">Virksomhet</a>"), "{list}");
    assert!(!list.contains("/desk/receipts") && !list.contains("/desk/rights"));
    assert!(list.contains("/desk/areas/company"), "what the company added has an area");
    let area = page(&world, &cookie, "/desk/areas/company").await;
    assert!(area.contains("Besøk") && area.contains("/desk/data/visit"));
    for unknown in ["/desk/areas/system", "/desk/areas/website", "/desk/areas/x", "/desk/areas/"] {
        assert_eq!(world.get_as(&cookie, unknown).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    let nobody = world.signed_in_as("ny@fjordlys.example", &[]).await;
    assert_eq!(world.get_as(&nobody, "/desk/areas/company").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn one_search_finds_people_rows_and_what_can_be_done() {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    world.write(KARI).await;
    let made = world.post_as(&cookie, "/desk/data/risk/new", RISK).await;
    let risk = made.header("location").to_owned();
    let found = page(&world, &cookie, "/desk/search?q=kari").await;
    assert!(found.contains("<h2>Person</h2>") && found.contains("Kari Nordmann") && found.contains("kari@example.no"));
    assert!(found.contains("value=\"kari\""), "the box has what was sought");
    assert!(page(&world, &cookie, "/desk/search?q=telefon").await.contains(&format!("href=\"{risk}\"")));
    let commands = page(&world, &cookie, "/desk/search?q=risiko").await;
    assert!(commands.contains("href=\"/desk/data/risk/new\"") && commands.contains("Legg til: Risiko"));
    assert!(page(&world, &cookie, "/desk/search?q=finnesikke").await.contains("Ingenting funnet"));
    let support = world.signed_in_as("per@fjordlys.example", &["support"]).await;
    let found = page(&world, &support, "/desk/search?q=telefon").await;
    assert!(!found.contains("Tapt telefon"), "nothing of what the roles do not open");
    let marked = page(&world, &cookie, "/desk/search?q=%3Cb%3Ekari").await;
    assert!(marked.contains("&lt;b&gt;kari") && !marked.contains("<b>kari"));
}

#[tokio::test]
async fn suggestions_are_options_that_lead_somewhere() {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    world.write(KARI).await;
    let options = page(&world, &cookie, "/desk/search/suggest?q=kari").await;
    assert!(options.starts_with("<li id=\"option-0\" role=\"option\" aria-selected=\"false\" data-to=\"/desk/people/"));
    assert!(options.contains("Kari Nordmann") && !options.contains("<html"));
    let empty = page(&world, &cookie, "/desk/search/suggest?q=").await;
    assert!(!empty.contains("Kari") && empty.contains("data-to="), "what can be done, and what was opened last");
}

#[tokio::test]
async fn what_was_opened_stands_on_today_and_in_the_empty_search_until_it_is_gone() {
    let world = world();
    let cookie = world.signed_in(&BOTH).await;
    world.write(KARI).await;
    assert!(!page(&world, &cookie, "/desk").await.contains("Sist åpnet"));
    let people = page(&world, &cookie, "/desk/people?q=kari").await;
    let at = people.find("/desk/people/0").expect("she is there");
    let person = &people[at..at + "/desk/people/".len() + 36];
    page(&world, &cookie, person).await;
    for shown in ["/desk", "/desk/search"] {
        let shown = page(&world, &cookie, shown).await;
        assert!(shown.contains("Sist åpnet") && shown.contains(&format!("href=\"{person}\"")));
    }
    let plan = world.get_as(&cookie, &format!("{person}/erase")).await;
    let body = format!("fingerprint={}", plan.hidden("fingerprint"));
    assert_eq!(world.post_as(&cookie, &format!("{person}/erase"), &body).await.status, StatusCode::SEE_OTHER);
    assert!(!page(&world, &cookie, "/desk").await.contains(person));
}

#[tokio::test]
async fn a_day_on_which_nothing_waits_says_so() {
    let world = world();
    let cookie = world.signed_in(&["marketing"]).await;
    assert!(page(&world, &cookie, "/desk").await.contains("Ingenting venter på deg"));
    let sales = world.signed_in_as("per@fjordlys.example", &["sales"]).await;
    assert!(page(&world, &sales, "/desk").await.contains("Ingenting venter på deg"));
    let deal = "f.title=Timer&f.stage=need&f.opened_on=2026-11-20&new.name=Kunde+Eksempel+AS";
    let deal = world.post_as(&sales, "/desk/data/opportunity/new", deal).await;
    assert_eq!(deal.status, StatusCode::SEE_OTHER, "{}", deal.body);
    let list = page(&world, &sales, "/desk/data/organisation").await;
    let customer = list.split("<tr id=\"").nth(1).expect("the customer").split('"').next().unwrap();
    let made = world.post_as(&sales, "/desk/data/prospect/new", &format!("{LATER}{customer}")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let today = page(&world, &sales, "/desk").await;
    assert!(!today.contains("Ingenting venter på deg") && today.contains("Kunde Eksempel AS"));
    assert!(page(&world, &cookie, "/desk").await.contains("Ingenting venter på deg"), "what is others' is theirs");
}

#[tokio::test]
async fn the_gallery_and_the_keys_are_there_for_every_colleague_in_both_languages() {
    let world = world();
    let cookie = world.signed_in(&[]).await;
    let gallery = page(&world, &cookie, "/desk/gallery").await;
    let components = [
        "notice toast",
        "role=\"alert\"",
        "card board",
        "popover role=\"dialog\"",
        "class=\"skeleton\"",
        "badge warn",
        "<nav class=\"tabs\"",
        "entry ours",
        "rel=\"next\"",
        "class=\"bars\"",
    ];
    for component in components {
        assert!(gallery.contains(component), "{component}");
    }
    for kind in ["text", "email", "date", "datetime-local", "file", "search", "tel"] {
        assert!(gallery.contains(&format!("type=\"{kind}\"")), "{kind}");
    }
    let keys = page(&world, &cookie, "/desk/keys").await;
    assert!(
        keys.contains("<kbd>/</kbd>")
            && keys.contains("Gå til Data")
            && !keys.contains("Gå til Personer og virksomheter")
    );
    let both = world.signed_in_as("per@fjordlys.example", &BOTH).await;
    assert!(page(&world, &both, "/desk/keys").await.contains("Gå til Personer og virksomheter"), "what the roles open");
    let english = world.signed_in_reading(Language::En, "ann@fjordlys.example", &[]).await;
    assert!(page(&world, &english, "/desk/gallery").await.contains("lang=\"en\""));
    assert!(page(&world, &english, "/desk/keys").await.contains("Go to Data"));
}
