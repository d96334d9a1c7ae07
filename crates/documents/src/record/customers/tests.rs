use super::{CustomerAgreement, CustomerColumn};
use crate::document::to_markdown;
use crate::record::{Record, record};
use crate::sample::sample;
use expect_test::{ExpectFile, expect_file};
use model::{Day, Language};

/// Every point of GDPR art. 30(2).
const POINTS: [&str; 4] = ["30(2)(a)", "30(2)(b)", "30(2)(c)", "30(2)(d)"];

fn agreements() -> [CustomerAgreement; 2] {
    [
        CustomerAgreement {
            customer: "Kysten Havbruk AS".to_owned(),
            reach: vec!["Prøveveien 3, 5003 Bergen".to_owned()],
            contact: vec!["it@kysten.example".to_owned()],
            officer: Some("ombud@kysten.example".to_owned()),
            processing: vec!["Drift av ordresystemet".to_owned()],
            sub_processors: vec!["Fjernvakt AS".to_owned()],
            security: vec!["Egen nøkkel for kundens data".to_owned()],
            dated: Some(Day(20_500)),
            expires: Some(Day(21_000)),
            ..CustomerAgreement::default()
        },
        CustomerAgreement {
            customer: "Fjellet Ltd".to_owned(),
            contact: vec!["privacy@fjellet.example".to_owned()],
            representative: Some("Fjellet Norge AS".to_owned()),
            ..CustomerAgreement::default()
        },
    ]
}

fn of_the_sample(language: Language) -> Record {
    record(&sample(), &agreements(), language)
}

#[test]
fn with_customers() {
    let check = |language, expected: ExpectFile| expected.assert_eq(&to_markdown(&of_the_sample(language).document()));
    check(Language::Nb, expect_file!["../golden/sample.nb.md"]);
    check(Language::En, expect_file!["../golden/sample.en.md"]);
}

#[test]
fn every_point_of_the_article_is_answered_for_every_customer() {
    for language in Language::ALL {
        let record = of_the_sample(language);
        assert_eq!(record.customers.len(), 2);
        for entry in &record.customers {
            for point in POINTS {
                let columns: Vec<CustomerColumn> =
                    CustomerColumn::ALL.into_iter().filter(|column| column.article() == Some(point)).collect();
                assert!(!columns.is_empty(), "no column answers art. {point}");
                for column in columns {
                    let cell = column.cell(&record, entry);
                    assert!(cell.iter().any(|line| !line.trim().is_empty()), "{}: {column:?}", entry.name);
                }
            }
        }
    }
    let articles = CustomerColumn::ALL.into_iter().filter_map(CustomerColumn::article);
    assert!(articles.clone().all(|article| POINTS.contains(&article)));
}

/// What a customer decides over stands with the customers, and nowhere else.
#[test]
fn work_for_customers_is_not_among_our_activities() {
    let record = of_the_sample(Language::Nb);
    assert!(record.activities.iter().all(|entry| entry.key != "operation"));
    for entry in &record.customers {
        assert!(entry.processing.iter().any(|line| line.starts_with("Drifte systemene til kundene (")), "{entry:?}");
        assert!(entry.sub_processors.iter().any(|name| name.starts_with("Skydrift Inc.")), "{entry:?}");
    }
}

/// An agreement that names its activities is about them alone.
#[test]
fn an_agreement_may_name_its_activities() {
    let model = sample();
    let support = model.activity_ids().find(|&id| model[id].key == "support").unwrap();
    let one = CustomerAgreement { activities: vec![support], ..CustomerAgreement::default() };
    let entry = &record(&model, &[one], Language::En).customers[0];
    assert!(entry.processing[0].starts_with("Answer and resolve requests ("), "{entry:?}");
    assert_eq!((entry.processing.len(), entry.transfers.as_slice()), (1, ["None.".to_owned()].as_slice()));
}

#[test]
fn the_table_has_a_line_for_each_customer() {
    let csv = of_the_sample(Language::Nb).customers_to_csv();
    let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 3);
    for line in lines {
        assert_eq!(line.matches("\",\"").count(), CustomerColumn::ALL.len() - 1, "{line}");
    }
}

/// What one agreement says alone stands before what holds for all.
#[test]
fn an_agreement_may_have_more_of_its_own() {
    let model = sample();
    let support = model.activity_ids().find(|&id| model[id].key == "support").unwrap();
    let one = CustomerAgreement {
        activities: vec![support],
        transfers: vec!["Fjernvakt Ltd (the United Kingdom)".to_owned()],
        security: vec!["A key of its own".to_owned()],
        sub_processors: vec!["Fjernvakt Ltd".to_owned()],
        ..CustomerAgreement::default()
    };
    let record = record(&model, &[one], Language::En);
    let entry = &record.customers[0];
    assert_eq!(entry.transfers, ["Fjernvakt Ltd (the United Kingdom)"]);
    assert_eq!(entry.sub_processors, ["Fjernvakt Ltd", "Postfjord AS (Norway)"]);
    assert_eq!(CustomerColumn::Security.cell(&record, entry)[0], "A key of its own");
}
