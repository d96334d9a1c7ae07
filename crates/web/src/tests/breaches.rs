//! Breaches and internal control at the desk.

use super::wiring::{World, world};
use axum::http::StatusCode;

const OPENING: &str = "title=Liste+p%C3%A5+avveie&what=En+liste+l%C3%A5+ute.&aware=2026-11-22T12%3A00&kind=published&part=controller&agreement=";

/// A breach that was opened at the desk; its path.
async fn opened(world: &World, cookie: &str) -> String {
    let answer = world.post_as(cookie, "/desk/breaches/new", OPENING).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").to_owned()
}

/// Sends one of the forms on the page of the breach, with the version it has there.
async fn step(world: &World, cookie: &str, path: &str, rest: &str, fields: &str) -> StatusCode {
    let version = world.get_as(cookie, path).await.hidden("version").to_owned();
    world.post_as(cookie, &format!("{path}{rest}"), &format!("{fields}&version={version}")).await.status
}

#[tokio::test]
async fn the_clock_is_shown_on_the_page_in_the_list_and_on_today() {
    let world = world();
    let cookie = world.signed_in(&["privacy-lead"]).await;
    let form = world.get_as(&cookie, "/desk/breaches/new").await.body;
    assert!(form.contains("Skriv uten navn"), "{form}");
    let path = opened(&world, &cookie).await;
    for page in [path.as_str(), "/desk/breaches", "/desk"] {
        let body = world.get_as(&cookie, page).await.body;
        assert!(body.contains("Meldes innen 25. november 2026 kl. 12.00: 71 t 0 min igjen"), "{page}: {body}");
    }
    world.wait_seconds(72 * 60 * 60);
    let days_later = world.signed_in_as("per@fjordlys.example", &["privacy-lead"]).await;
    let late = world.get_as(&days_later, &path).await;
    assert!(late.body.contains("er ute"), "{}", late.body);
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_is_kept() {
    let world = world();
    let cookie = world.signed_in(&["privacy-lead"]).await;
    let answer = world.post_as(&cookie, "/desk/breaches/new", &OPENING.replace("2026-11-22", "2027-11-22")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("ikke kommet ennå") && answer.body.contains("En liste lå ute."), "{}", answer.body);
    let path = opened(&world, &cookie).await;
    let version = world.get_as(&cookie, &path).await.hidden("version").to_owned();
    let silent = format!("{path}/silent");
    let answer = world.post_as(&cookie, &silent, &format!("version={version}&why=Ingen+skade")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("ikke vurdert og begrunnet") && answer.body.contains("value=\"Ingen skade\""));
    let nothing = world.get_as(&cookie, &format!("{path}/find?by=person&person=ukjent%40annen.example")).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_whole_way_from_opening_to_the_document() {
    let world = world();
    world.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
    let cookie = world.signed_in(&["privacy-lead", "support"]).await;
    let path = opened(&world, &cookie).await;
    let find = format!("{path}/find?by=rows&entity=contact_request&span=all");
    let found = world.get_as(&cookie, &find).await;
    assert!(found.body.contains("Nye: 1.") && found.body.contains("Kari Nordmann"), "{}", found.body);
    let (version, shown) = (found.hidden("version").to_owned(), found.hidden("shown").to_owned());
    let fields = format!("version={version}&shown={shown}&by=rows&entity=contact_request&span=all");
    let added = world.post_as(&cookie, &format!("{path}/find"), &fields).await;
    assert_eq!(added.header("location"), format!("{path}/affected"));
    assert!(world.get_as(&cookie, &format!("{path}/affected")).await.body.contains("Kari Nordmann"));
    let see_other = StatusCode::SEE_OTHER;
    assert_eq!(step(&world, &cookie, &path, "/judge", "risk=high&reason=Kan+misbrukes").await, see_other);
    assert_eq!(step(&world, &cookie, &path, "/note", "kind=action&text=Fjernet").await, see_other);
    let preview = world.get_as(&cookie, &format!("{path}/authority")).await;
    assert!(preview.body.contains("Følger senere.") && preview.body.contains("Omtrent hvor mange"), "{}", preview.body);
    let told = "language=nb&subject=Melding&text=Slik+var+det&at=2026-11-22T13%3A00&reference=26%2F1&late=";
    assert_eq!(step(&world, &cookie, &path, "/authority", told).await, see_other);
    let people = "subject=Brudd&text=Hei&subject2=Breach&text2=Hello";
    assert_eq!(step(&world, &cookie, &path, "/people", people).await, see_other);
    world.work().await;
    let list = world.get_as(&cookie, &format!("{path}/affected")).await.body;
    assert!(list.contains("varslet") && list.contains("e-post"), "{list}");
    let page = world.get_as(&cookie, &path).await.body;
    for told in ["Dette gjenstår", "Følger, og hva vi har gjort", "Meldt eller avgjort", "26/1"] {
        assert!(page.contains(told), "{told} in {page}");
    }
    let document = world.get_as(&cookie, &format!("{path}/document")).await;
    assert_eq!(document.header("content-disposition"), "attachment; filename=\"avvik-1.html\"");
    assert!(document.body.contains("Slik var det") && !document.body.contains("Kari"), "{}", document.body);
}

#[tokio::test]
async fn pages_follow_the_register() {
    let world = world();
    let lead = world.signed_in(&["privacy-lead"]).await;
    let path = opened(&world, &lead).await;
    let it = world.signed_in_as("jon@fjordlys.example", &["it-lead"]).await;
    let page = world.get_as(&it, &path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("Finn hvem som er rammet") && !page.body.contains("Se listen"), "{}", page.body);
    let support = world.signed_in_as("per@fjordlys.example", &["support"]).await;
    for denied in [path.as_str(), "/desk/breaches", "/desk/breaches/new", "/desk/control"] {
        assert_eq!(world.get_as(&support, denied).await.status, StatusCode::FORBIDDEN, "{denied}");
    }
    for denied in ["find", "affected"] {
        assert_eq!(world.get_as(&it, &format!("{path}/{denied}")).await.status, StatusCode::FORBIDDEN, "{denied}");
    }
    assert!(!world.get_as(&support, "/desk").await.body.contains("Internkontroll"));
}

#[tokio::test]
async fn overdue_risks_stand_in_the_table_and_on_the_owners_page_and_a_routine_names_its_rules() {
    let world = world();
    let cookie = world.signed_in(&["privacy-lead"]).await;
    let risk = "f.title=Tapt+mobil&f.breaks=confidentiality&f.likelihood=likely&f.consequence=serious&f.decision=open\
                &f.assessment=not-needed&f.found_on=2026-01-01&f.review_on=2026-06-01";
    let answer = world.post_as(&cookie, "/desk/data/risk/new", risk).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    for page in ["/desk/control", "/desk"] {
        let body = world.get_as(&cookie, page).await.body;
        assert!(body.contains("Tapt mobil") && body.contains("skulle vært gjort 1. juni 2026"), "{page}: {body}");
    }
    let table = world.get_as(&cookie, "/desk/control").await.body;
    let likely = table.split("scope=\"row\">stor</th>").nth(1).expect("a row").split("</tr>").next().expect("its end");
    let cells: Vec<bool> = likely.split("<td").skip(1).map(|cell| cell.contains("Tapt mobil")).collect();
    assert_eq!(cells, [false, false, true, false]);
    let routine = |rules: &str| {
        format!(
            "f.title=Sletting&f.area=deletion&f.text=Slik&f.carried_out={rules}&f.state=in-force&f.version_no=1\
             &f.review_on=2027-06-01"
        )
    };
    let wrong = world.post_as(&cookie, "/desk/data/routine/new", &routine("requests+tull")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Registeret har ingen slik regel: tull"), "{}", wrong.body);
    let made = world.post_as(&cookie, "/desk/data/routine/new", &routine("requests")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let page = world.get_as(&cookie, made.header("location")).await.body;
    for told in ["Regler i registeret", "Svare på krav om innsyn", "artikkel 12 og 15 til 22"] {
        assert!(page.contains(told), "{told} in {page}");
    }
    let register = world.get_as(&cookie, "/desk/register?of=purpose-requests").await.body;
    let activity = register.split("id=\"purpose-requests\"").nth(1).expect("it is there");
    let activity = activity.split("</section>").next().expect("its end");
    assert!(activity.contains("Utfører rutinen") && activity.contains("Sletting"), "{activity}");
}
