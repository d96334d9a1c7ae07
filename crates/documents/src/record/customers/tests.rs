use super::{CustomerAgreement, CustomerColumn, CustomerEntry, SubProcessor};
use crate::document::to_markdown;
use crate::record::{Record, record};
use crate::sample::sample;
use expect_test::{ExpectFile, expect_file};
use model::{Day, Language, Transfer};

/// Every point of GDPR art. 30(2).
const POINTS: [&str; 4] = ["30(2)(a)", "30(2)(b)", "30(2)(c)", "30(2)(d)"];

fn lookout(country: &str, transfer: Option<Transfer>) -> SubProcessor {
    SubProcessor {
        name: "Fjernvakt AS".to_owned(),
        task: "vakt om natten".to_owned(),
        country: country.to_owned(),
        transfer,
    }
}

fn agreements() -> [CustomerAgreement; 2] {
    [
        CustomerAgreement {
            customer: "Kysten Havbruk AS".to_owned(),
            reach: vec!["Prøveveien 3, 5003 Bergen".to_owned()],
            contact: vec!["it@kysten.example".to_owned()],
            officer: Some("ombud@kysten.example".to_owned()),
            processing: vec!["Drift av ordresystemet".to_owned()],
            sub_processors: vec![lookout("NO", None)],
            security: vec!["Egen nøkkel for kundens data".to_owned()],
            dated: Some(Day(20_500)),
            expires: Some(Day(21_000)),
            ..CustomerAgreement::default()
        },
        CustomerAgreement {
            customer: "Fjellet Ltd".to_owned(),
            contact: vec!["privacy@fjellet.example".to_owned()],
            representative: Some("Fjellet Norge AS".to_owned()),
            dated: Some(Day(19_500)),
            expired: Some(Day(20_400)),
            ..CustomerAgreement::default()
        },
    ]
}

fn customers(record: &Record) -> &[CustomerEntry] {
    record.customers.as_deref().expect("they are included")
}

fn of_the_sample(language: Language) -> Record {
    record(&sample(), Some(&agreements()), language)
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
        assert_eq!(customers(&record).len(), 2);
        for entry in customers(&record) {
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
    for entry in customers(&record) {
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
    let record = record(&model, Some(&[one]), Language::En);
    let entry = &customers(&record)[0];
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
        security: vec!["A key of its own".to_owned()],
        sub_processors: vec![lookout("GB", Some(Transfer::Adequacy))],
        ..CustomerAgreement::default()
    };
    let record = record(&model, Some(&[one]), Language::En);
    let entry = &customers(&record)[0];
    assert_eq!(
        entry.transfers,
        [
            "Fjernvakt AS (the United Kingdom): the European Commission has found that the country protects data well enough (GDPR art. 45)"
        ]
    );
    assert_eq!(entry.sub_processors, ["Fjernvakt AS (the United Kingdom): vakt om natten", "Postfjord AS (Norway)"]);
    assert_eq!(CustomerColumn::Security.cell(&record, entry)[0], "A key of its own");
}

/// Without the rows nobody may think that there is no customer.
#[test]
fn a_record_without_its_customers_says_so() {
    let model = sample();
    let text = |agreements| to_markdown(&record(&model, agreements, Language::En).document());
    let (left_out, none) = ("The customers are not included here", "No customers are listed.");
    assert!(text(None).contains(left_out) && !text(None).contains(none), "{}", text(None));
    assert!(text(Some(&[])).contains(none) && !text(Some(&[])).contains(left_out), "{}", text(Some(&[])));
}
