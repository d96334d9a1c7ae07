//! Agreements with customers for whom we process data: from the form at the desk into the record, and out again.

use super::home::{Home, NOW};
use crate::privacy::{record, sweep};
use crate::records::{Saved, Typed, Wanted, form, list, save};
use crate::{Caller, Day, Failure, Language, RowId, day_of};
use documents::CustomerEntry;
use model::Span;
use rights::after;

fn today() -> Day {
    day_of(NOW)
}

pub(super) fn typed(values: &[(&str, &str)]) -> Typed {
    Typed {
        values: values.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect(),
        ..Typed::default()
    }
}

/// What somebody types of an agreement, with these values besides.
pub(super) fn agreement(other: &[(&str, &str)]) -> Typed {
    let promised = [
        "instructions",
        "secrecy",
        "secured",
        "sub_processing",
        "assists_rights",
        "assists_duties",
        "returns",
        "audits",
    ];
    let mut values: Vec<(&str, &str)> = promised.into_iter().map(|key| (key, "yes")).collect();
    values.extend([
        ("title", "Drift av lønnssystemet"),
        ("subject_matter", "Drift av\nlønnssystemet"),
        ("nature", "Lagring og feilretting"),
        ("data_kinds", "navn, lønn"),
        ("special_kinds", "yes"),
        ("data_subjects", "kundens ansatte"),
        ("countries", "Norge"),
        ("breach_contact", "vakt@kysten.example"),
        ("new_processors", "told"),
        ("at_the_end", "delete"),
        ("valid_from", "2026-03-01"),
    ]);
    values.extend(other);
    Typed { name: "Kysten Eksempel AS".to_owned(), ..typed(&values) }
}

pub(super) async fn saved(home: &Home, ida: &Caller, key: &str, typed: &Typed) -> RowId {
    match save(&home.engine, ida, NOW, key, None, typed).await.expect("the store works") {
        Saved::Done(row) => row,
        Saved::Mend(form) => {
            let mistakes = form.fields.iter().filter_map(|field| Some((&field.key, field.mistake.as_ref()?)));
            panic!("{:?}", mistakes.collect::<Vec<_>>())
        }
    }
}

/// A company, and Ida.
async fn home() -> (Home, Caller) {
    let home = Home::new();
    let ida = home.ida().await;
    (home, ida)
}

/// Fills in the number and the address of the only organisation.
async fn locate(home: &Home, ida: &Caller, number: &str, address: &str) {
    let found = list(&home.engine, ida, "organisation", &Wanted::default(), today()).await.expect("Ida may");
    let id = found.rows[0].id;
    let open = form(&home.engine, ida, "organisation", Some(id), None, today()).await.expect("Ida may");
    let values = [("name", "Kysten Eksempel AS"), ("org_number", number), ("postal_address", address)];
    let typed = Typed { version: open.version, ..typed(&values) };
    let done = save(&home.engine, ida, NOW, "organisation", Some(id), &typed).await.expect("the store works");
    assert!(matches!(done, Saved::Done(_)), "{done:?}");
}

/// The customers of the record as it stands on `day`.
async fn customers(home: &Home, ida: &Caller, day: Day) -> Vec<CustomerEntry> {
    record(&home.engine, ida, day).await.expect("Ida may").customers.expect("the rows are at hand")
}

#[tokio::test]
async fn an_agreement_made_at_the_desk_is_in_the_record() {
    let (home, ida) = home().await;
    let signed = [("state", "signed"), ("signed_on", "2026-02-20"), ("security", "Egen nøkkel")];
    saved(&home, &ida, "processing_agreement", &agreement(&signed)).await;
    locate(&home, &ida, "310000043", "Prøveveien 3\n5003 Bergen").await;
    saved(&home, &ida, "processing_agreement", &agreement(&[("state", "draft")])).await;
    let found = customers(&home, &ida, today()).await;
    let [entry] = found.as_slice() else { panic!("a draft binds nobody: {found:?}") };
    assert_eq!(entry.customer, ["Kysten Eksempel AS", "310\u{a0}000\u{a0}043", "Prøveveien 3, 5003 Bergen"]);
    assert_eq!(entry.contact, ["Hvem kunden vil varsles gjennom: vakt@kysten.example"]);
    let processing = [
        "Hva behandlingen gjelder: Drift av, lønnssystemet",
        "Behandlingens art og formål: Lagring og feilretting",
        "Slags personopplysninger: navn, lønn",
        "Også særlige kategorier: ja",
        "Hvem opplysningene gjelder: kundens ansatte",
        "Land opplysningene behandles i: Norge",
    ];
    assert_eq!(entry.processing.get(..processing.len()), Some(&processing.map(str::to_owned)[..]));
    assert_eq!(
        (entry.security.as_slice(), entry.agreement.as_slice()),
        (&["Egen nøkkel".to_owned()][..], &["Av 20. februar 2026.".to_owned()][..])
    );
}

#[tokio::test]
async fn sub_processors_stand_with_the_agreement_while_they_are_used() {
    let (home, ida) = home().await;
    let row = saved(&home, &ida, "processing_agreement", &agreement(&[("state", "signed")])).await.to_string();
    for (name, country, transfer, ended) in [
        ("Fjernvakt Ltd", "US", "standard-clauses", ""),
        ("Nordvakt AS", "NO", "", ""),
        ("Forrige AS", "NO", "", "2026-04-01"),
    ] {
        let share = [
            ("agreement", row.as_str()),
            ("name", name),
            ("task", "vakt om natten"),
            ("country", country),
            ("transfer", transfer),
            ("since", "2026-03-01"),
            ("ended_on", ended),
        ];
        saved(&home, &ida, "sub_processor", &typed(&share)).await;
    }
    let found = customers(&home, &ida, today()).await;
    assert_eq!(found[0].sub_processors, ["Fjernvakt Ltd (USA): vakt om natten", "Nordvakt AS (Norge): vakt om natten"]);
    let [outside] = found[0].transfers.as_slice() else { panic!("{found:?}") };
    assert!(outside.starts_with("Fjernvakt Ltd (USA): ") && outside.contains("standard"), "{outside}");
}

#[tokio::test]
async fn an_agreement_that_has_run_out_is_told_as_expired_until_its_period_is_over() {
    let (home, ida) = home().await;
    let last = Day(today().0 + 10);
    let ends = [("state", "ended"), ("valid_to", "2027-12-31"), ("ended_on", "2026-11-30")];
    saved(&home, &ida, "processing_agreement", &agreement(&ends)).await;
    let told = async |day| customers(&home, &ida, day).await.remove(0).agreement;
    assert_eq!(told(last).await, ["Av 1. mars 2026.", "Gjelder til 30. november 2026."]);
    assert_eq!(told(Day(last.0 + 1)).await, ["Av 1. mars 2026.", "Utløpt. Siste dag var 30. november 2026."]);
    let due = after(last, Span::Months(36));
    sweep(&home.engine, NOW, Day(due.0 - 1), false).await.expect("the store works");
    assert_eq!(customers(&home, &ida, due).await.len(), 1);
    sweep(&home.engine, NOW, due, false).await.expect("the store works");
    assert_eq!(customers(&home, &ida, due).await, []);
}

#[tokio::test]
async fn the_record_with_its_customers_is_for_those_who_carry_out_rights() {
    let (home, _) = home().await;
    let ola = home.colleague("ola@fjordlys.example", &["support"]).await;
    assert!(matches!(record(&home.engine, &ola, today()).await, Err(Failure::Denied)));
    let command = record(&home.engine, &Caller::command(Language::En), today()).await.expect("the command line may");
    assert_eq!(command.customers, Some(Vec::new()));
}
