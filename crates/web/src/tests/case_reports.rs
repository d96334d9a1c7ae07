//! Reports of cases: on their page and as files, for those who may see cases.

use super::steps::{told, untold};
use super::support::with_a_case;
use axum::http::StatusCode;

const REPORTS: &str = "/desk/cases/reports";

#[tokio::test]
async fn reports_are_charts_with_their_numbers_for_a_period() {
    let (world, cookie, case) = with_a_case().await;
    world.post_as(&cookie, &format!("{case}/time"), "minutes=90&day=2026-11-22&what=").await;
    told(&world.get_as(&cookie, "/desk/cases").await, &[REPORTS]);
    let page = world.get_as(&cookie, REPORTS).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    told(
        &page,
        &[
            "Kom inn",
            "uke 47, 2026",
            "Alder på åpne saker",
            "Saker hos den enkelte",
            "Per kunde",
            "1,5\u{a0}t",
            "of=ages",
        ],
    );
    let asked = format!("{REPORTS}?from=2026-01-01&to=2026-11-22");
    told(&world.get_as(&cookie, &asked).await, &["value=\"2026-01-01\"", "november 2026"]);
    let earlier = world.get_as(&cookie, &format!("{REPORTS}?from=2026-11-01&to=2026-11-15")).await;
    told(&earlier, &["value=\"2026-11-15\""]);
    untold(&earlier, &["uke 47", "1,5\u{a0}t"]);
}

#[tokio::test]
async fn each_part_is_a_file_with_the_same_numbers() {
    let (world, cookie, _) = with_a_case().await;
    let file = world.get_as(&cookie, &format!("{REPORTS}.csv?of=load&from=2026-11-16&to=2026-11-22")).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert_eq!(
        file.body.trim_start_matches('\u{feff}'),
        "Periode;Kom inn;Løst;Åpne til slutt\r\n\"uke 47, 2026\";1;0;1\r\n"
    );
    for of in ["answers", "ages", "owners", "customers", "feedback"] {
        let file = world.get_as(&cookie, &format!("{REPORTS}.csv?of={of}")).await;
        assert_eq!(file.status, StatusCode::OK, "{of}: {}", file.body);
    }
    assert_eq!(world.get_as(&cookie, &format!("{REPORTS}.csv?of=all")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_sees_no_case_sees_no_report_and_whoever_only_reads_sees_no_owner() {
    let (world, _, _) = with_a_case().await;
    let reader = world.signed_in_as("siv@fjordlys.example", &["sales"]).await;
    let page = world.get_as(&reader, REPORTS).await;
    told(&page, &["Kom inn"]);
    untold(&page, &["Saker hos den enkelte", "of=owners"]);
    assert_eq!(world.get_as(&reader, &format!("{REPORTS}.csv?of=owners")).await.status, StatusCode::FORBIDDEN);
    let nobody = world.signed_in_as("eva@fjordlys.example", &["employee"]).await;
    for path in [REPORTS, "/desk/cases/reports.csv"] {
        assert_eq!(world.get_as(&nobody, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
