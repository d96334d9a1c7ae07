//! Forwarding a mail from the page of a case.

use super::steps::{told, untold};
use super::support::with_a_case;
use super::wiring::World;
use axum::http::StatusCode;

/// A world with a case in which Ida has answered Per by mail; its page, and the address of the page that forwards the answer.
async fn with_a_mail() -> (World, String, String, String) {
    let (world, cookie, case) = with_a_case().await;
    let page = world.get_as(&cookie, &case).await;
    let typed = format!("version={}&to=per%40kunde.example&cc=&text=Prøv+dette", page.hidden("version"));
    let sent = world.post_as(&cookie, &format!("{case}/reply"), &typed.replace('ø', "%C3%B8")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = world.get_as(&cookie, &case).await;
    let path =
        page.body.split(&format!("href=\"{case}/forward?mail=")).nth(1).unwrap_or_else(|| panic!("{}", page.body));
    let path = format!("{case}/forward?mail={}", path.split('"').next().unwrap());
    (world, cookie, case, path)
}

#[tokio::test]
async fn a_mail_is_forwarded_on_a_page_of_its_own() {
    let (world, cookie, case, path) = with_a_mail().await;
    let page = world.get_as(&cookie, &path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    told(&page, &["Videresend", "Prøv dette", "name=\"to\" type=\"text\" value=\"\""]);
    let mail = path.rsplit('=').next().unwrap();
    let fields = |to: &str| format!("mail={mail}&form={}&to={to}&cc=&text=Se+her&then=supplier", page.hidden("form"));
    let wrong = world.post_as(&cookie, &path, &fields("tull")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    told(&wrong, &["value=\"tull\"", "Se her</textarea>", "value=\"supplier\" selected"]);
    let sent = world.post_as(&cookie, &path, &fields("drift%40leverandor.example")).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, case.as_str()), "{}", sent.body);
    told(&world.get_as(&cookie, &case).await, &["videresendt", "drift@leverandor.example", "venter på andre"]);
    let none = world.get_as(&cookie, &format!("{case}/forward")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_only_reads_a_case_forwards_nothing_of_it() {
    let (world, _, case, path) = with_a_mail().await;
    let reader = world.signed_in_as("siv@fjordlys.example", &["sales"]).await;
    untold(&world.get_as(&reader, &case).await, &["/forward?"]);
    assert_eq!(world.get_as(&reader, &path).await.status, StatusCode::FORBIDDEN);
    let mail = path.rsplit('=').next().unwrap();
    let sent = world.post_as(&reader, &path, &format!("mail={mail}&to=drift%40leverandor.example")).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
}
