//! A case on its page: what it is made of, and what is asked before it is over.

use super::steps::{KARI, told, untold};
use super::wiring::{World, world};
use axum::http::StatusCode;

/// The row that a form of the register has made.
pub(super) async fn made(world: &World, cookie: &str, kind: &str, form: &str) -> String {
    let made = world.post_as(cookie, &format!("/desk/data/{kind}/new"), form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{kind}: {}", made.body);
    let path = made.header("location").split('?').next().unwrap();
    path.rsplit('/').next().unwrap().to_owned()
}

/// A world with a case of Kari's in a queue, whoever deals with it, and its page.
pub(super) async fn with_a_case() -> (World, String, String) {
    let world = world();
    let cookie = world.signed_in(&["support", "support-lead"]).await;
    world.write(&KARI.replace("22225555", "00+00+00+21")).await;
    let found = world.get_as(&cookie, "/desk/call?number=%2B4700000021").await;
    let kari = found.body.split("type=\"radio\" name=\"who\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let policy = made(&world, &cookie, "deadline_policy", "f.name=Vanlig&f.holidays=no&f.pauses=yes").await;
    let queue = format!("f.name=Hjelp&f.policy={policy}&f.receipt=no&f.open=yes");
    let queue = made(&world, &cookie, "queue", &queue).await;
    let case = format!(
        "f.title=Feil&f.contact={kari}&f.covered=not-judged&f.came_by=phone&f.priority=normal&f.state=new&f.queue={queue}&f.created_at=2026-11-22T12%3A00"
    );
    let case = made(&world, &cookie, "case", &case).await;
    (world, cookie, format!("/desk/cases/{case}"))
}

#[tokio::test]
async fn a_checklist_is_ticked_on_the_page_of_the_case() {
    let (world, cookie, case) = with_a_case().await;
    let added = world.post_as(&cookie, &format!("{case}/task"), "title=Ring+kunden").await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let page = world.get_as(&cookie, &case).await;
    told(&page, &["Sjekkliste", "Ring kunden", "0/1", "Merk «Ring kunden» som gjort"]);
    let item = page.body.split("value=\"done:").nth(1).unwrap().split('"').next().unwrap();
    world.post_as(&cookie, &format!("{case}/task"), &format!("do=done%3A{item}")).await;
    told(&world.get_as(&cookie, &case).await, &["1/1", "<s>Ring kunden</s>"]);
    world.post_as(&cookie, &format!("{case}/task"), &format!("do=remove%3A{item}")).await;
    untold(&world.get_as(&cookie, &case).await, &["Ring kunden"]);
    let reader = world.signed_in_as("siv@fjordlys.example", &["sales"]).await;
    let page = world.get_as(&reader, &case).await;
    assert_eq!(page.status, StatusCode::OK);
    untold(&page, &["/task\"", "/child\"", "/link\""]);
    assert_eq!(world.post_as(&reader, &format!("{case}/task"), "title=Hei").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whoever_solves_a_case_with_open_parts_is_asked_and_may_do_it_all_the_same() {
    let (world, cookie, case) = with_a_case().await;
    let part = world.post_as(&cookie, &format!("{case}/child"), "title=Rett+timelisten").await;
    let part = part.header("location").to_owned();
    told(&world.get_as(&cookie, &part).await, &["#2 Rett timelisten", "denne er del av:", "#1 Feil"]);
    let page = world.get_as(&cookie, &case).await;
    told(&page, &["del av denne:", "#2 Rett timelisten"]);
    let solve = format!("version={}&do=state%3Asolved", page.hidden("version"));
    let asked = world.post_as(&cookie, &format!("{case}/act"), &solve).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(
        &asked,
        &["Saken har åpne delsaker", &part, "name=\"do\" value=\"state:solved\"", "name=\"anyway\" value=\"yes\""],
    );
    assert_eq!(asked.body.matches("name=\"version\"").count(), 1);
    let done = world.post_as(&cookie, &format!("{case}/act"), &format!("{solve}&anyway=yes")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    told(&world.get_as(&cookie, &case).await, &["løst"]);
}

#[tokio::test]
async fn an_answer_that_ends_a_case_with_open_parts_asks_first() {
    let (world, cookie, case) = with_a_case().await;
    world.post_as(&cookie, &format!("{case}/child"), "title=Rett+timelisten").await;
    let page = world.get_as(&cookie, &case).await;
    let typed = format!("version={}&to=per%40kunde.example&cc=&text=Klart&then=solved", page.hidden("version"));
    let asked = world.post_as(&cookie, &format!("{case}/reply"), &typed).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&asked, &["åpne delsaker: #2 Rett timelisten", "name=\"over\" value=\"yes\"", ">\nKlart</textarea>"]);
    let sent = world.post_as(&cookie, &format!("{case}/reply"), &format!("{typed}&over=yes")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    told(&world.get_as(&cookie, &case).await, &["løst"]);
}

#[tokio::test]
async fn cases_are_linked_by_number_and_sorted_by_category() {
    let (world, cookie, case) = with_a_case().await;
    let part = world.post_as(&cookie, &format!("{case}/child"), "title=Annet").await.header("location").to_owned();
    let tied = world.post_as(&cookie, &format!("{case}/link"), "kind=blocked-by&into=%232").await;
    assert_eq!(tied.status, StatusCode::SEE_OTHER, "{}", tied.body);
    told(&world.get_as(&cookie, &case).await, &["venter på</span> <a href=\"/desk/cases/"]);
    let page = world.get_as(&cookie, &part).await;
    told(&page, &["ventes på av</span> <a href=\"/desk/cases/"]);
    let link = page.body.split("name=\"link\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    world.post_as(&cookie, &format!("{part}/unlink"), &format!("link={link}")).await;
    untold(&world.get_as(&cookie, &part).await, &["ventes på av</span>"]);
    untold(&world.get_as(&cookie, &case).await, &["name=\"category\""]);
    let category = made(&world, &cookie, "case_category", "f.name=Faktura&f.open=yes").await;
    let page = world.get_as(&cookie, &case).await;
    told(&page, &["name=\"category\"", "Faktura"]);
    let sorted = format!("version={}&category={category}", page.hidden("version"));
    world.post_as(&cookie, &format!("{case}/act"), &sorted).await;
    let inbox = world.get_as(&cookie, &format!("/desk/cases?tray=open&category={category}")).await;
    told(&inbox, &["#1 Feil", "Alle kategorier", "Sett kategori: Faktura"]);
    untold(&inbox, &["#2 Annet"]);
}

#[tokio::test]
async fn a_macro_writes_its_answer_into_the_form_and_is_run_for_several() {
    let (world, cookie, case) = with_a_case().await;
    untold(&world.get_as(&cookie, &case).await, &["/macro?"]);
    let template = made(&world, &cookie, "answer_template", "f.name=Mer&f.language=nb&f.text=Hei+{navn}%21").await;
    let form = format!("f.name=Be+om+mer&f.template={template}&f.sends=no&f.priority=high&f.state=supplier&f.open=yes");
    let chosen = made(&world, &cookie, "macro", &form).await;
    let page = world.get_as(&cookie, &case).await;
    told(&page, &["/macro?", "Be om mer"]);
    let run = format!("version={}&macro={chosen}", page.hidden("version"));
    let ran = world.post_as(&cookie, &format!("{case}/macro"), &run).await;
    told(&ran, &["Hei Kari!</textarea>", "<option value=\"supplier\" selected>"]);
    let id = case.rsplit('/').next().unwrap();
    let many = world.post_as(&cookie, "/desk/cases/several", &format!("c0={id}&do=macro%3A{chosen}")).await;
    assert_eq!(many.status, StatusCode::SEE_OTHER, "{}", many.body);
    told(&world.get_as(&cookie, &case).await, &["venter på andre", "høy"]);
}

#[tokio::test]
async fn time_is_added_in_one_line_and_taken_back_by_whoever_said_it() {
    let (world, cookie, case) = with_a_case().await;
    let path = format!("{case}/time");
    let added = world.post_as(&cookie, &path, "minutes=90&day=2026-11-21&what=Feils%C3%B8king").await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let page = world.get_as(&cookie, &case).await;
    told(&page, &["Tid brukt", "1 t 30 min", "Feilsøking"]);
    let line = page.body.split("name=\"back\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    world.post_as(&cookie, &path, &format!("back={line}")).await;
    untold(&world.get_as(&cookie, &case).await, &["Feilsøking"]);
}
