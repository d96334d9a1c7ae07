//! The record of processing, fed from the desk.

use super::wiring::world;
use axum::http::StatusCode;

const LIST: &str = "/desk/record/versions";
const NEW: &str = "/desk/data/processing_agreement/new";
const AGREEMENT: &str = "f.organisation=&f.title=Drift&f.state=signed&f.subject_matter=Drift+av+l%C3%B8nn&f.nature=Lagring&f.data_kinds=navn&f.special_kinds=no&f.data_subjects=ansatte&f.countries=Norge&f.instructions=yes&f.secrecy=yes&f.secured=yes&f.sub_processing=yes&f.assists_rights=yes&f.assists_duties=yes&f.returns=yes&f.audits=yes&f.new_processors=told&f.at_the_end=delete&f.valid_from=2026-03-01";

#[tokio::test]
async fn an_agreement_made_at_the_desk_is_in_the_record_in_every_form() {
    let world = world();
    let cookie = world.signed_in(&["privacy-lead"]).await;
    assert!(world.get_as(&cookie, "/desk/record").await.body.contains("Ingen kunder er ført opp."));
    let form = world.get_as(&cookie, NEW).await.body;
    assert!(form.contains("<legend>Eller en ny virksomhet</legend>") && !form.contains("new.email"), "{form}");
    let nameless = world.post_as(&cookie, NEW, AGREEMENT).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ended = "&f.ended_on=2026-05-31&new.name=Kysten+Eksempel+AS";
    let made = world.post_as(&cookie, NEW, &format!("{AGREEMENT}{ended}")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    for path in ["/desk/record", "/desk/record-customers.csv", "/desk/record.json"] {
        let page = world.get_as(&cookie, path).await.body;
        for told in
            ["Kysten Eksempel AS", "Hva behandlingen gjelder: Drift av lønn", "Utløpt. Siste dag var 31. mai 2026."]
        {
            assert!(page.contains(told), "{told} in {path}: {page}");
        }
        assert!(!page.contains("Ingen kunder"), "{path}");
    }
    let organisations = world.get_as(&cookie, "/desk/data/organisation").await.body;
    assert!(organisations.contains("Kysten Eksempel AS") && organisations.contains("1 rad"), "{organisations}");
}

#[tokio::test]
async fn versions_of_the_record_are_for_those_who_carry_out_rights_and_name_no_customer() {
    let world = world();
    let cookie = world.signed_in(&["privacy-lead"]).await;
    assert!(world.get_as(&cookie, LIST).await.body.contains("Ingen utgave er publisert"));
    let customer = "&f.ended_on=2026-05-31&new.name=Kysten+Eksempel+AS";
    assert_eq!(world.post_as(&cookie, NEW, &format!("{AGREEMENT}{customer}")).await.status, StatusCode::SEE_OTHER);
    assert!(world.record_published().await);
    assert!(!world.record_published().await, "the register says the same");
    assert!(world.get_as(&cookie, "/desk/record").await.body.contains(LIST));
    let list = world.get_as(&cookie, LIST).await.body;
    assert!(list.contains("gjelder nå") && list.contains("Den første utgaven."), "{list}");
    let path = list.split('"').find(|part| part.starts_with("/desk/record/versions/")).unwrap().to_owned();
    let page = world.get_as(&cookie, &path).await.body;
    assert!(page.contains("<h1>Protokoll over") && page.contains("Sikkerhet"), "{page}");
    assert!(!page.contains("Kysten Eksempel AS") && !page.contains("Ingen kunder"), "{page}");
    let other = super::wiring::world();
    let support = other.signed_in(&["support"]).await;
    for closed in [LIST, path.as_str()] {
        assert_eq!(other.get_as(&support, closed).await.status, StatusCode::FORBIDDEN, "{closed}");
        assert_eq!(world.get(closed).await.status, StatusCode::UNAUTHORIZED, "{closed}");
    }
}
