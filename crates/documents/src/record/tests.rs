use super::{Column, Record, record};
use crate::document::{Content, to_html, to_markdown};
use crate::sample::small;
use expect_test::{ExpectFile, expect_file};
use model::{Ground, Language, Words};

/// Every point of GDPR art. 30(1).
const POINTS: [&str; 7] = ["30(1)(a)", "30(1)(b)", "30(1)(c)", "30(1)(d)", "30(1)(e)", "30(1)(f)", "30(1)(g)"];

fn of_the_example(language: Language) -> Record {
    record(&small(), Some(&[]), language)
}

fn golden(language: Language, expected: &ExpectFile) {
    expected.assert_eq(&to_markdown(&of_the_example(language).document()));
}

#[test]
fn norwegian() {
    golden(Language::Nb, &expect_file!["golden/record.nb.md"]);
}

#[test]
fn english() {
    golden(Language::En, &expect_file!["golden/record.en.md"]);
}

#[test]
fn every_point_of_the_article_is_answered_for_every_activity() {
    for language in Language::ALL {
        let record = of_the_example(language);
        assert_eq!(record.activities.len(), 2, "contact and access control");
        for entry in &record.activities {
            for point in POINTS {
                let columns: Vec<Column> =
                    Column::ALL.into_iter().filter(|column| column.article() == Some(point)).collect();
                assert!(!columns.is_empty(), "no column answers art. {point}");
                for column in columns {
                    let cell = column.cell(&record, entry);
                    assert!(!cell.is_empty(), "{}: {column:?} says nothing", entry.key);
                    assert!(cell.iter().all(|line| !line.trim().is_empty()), "{}: {column:?}: {cell:?}", entry.key);
                }
            }
        }
    }
}

#[test]
fn no_column_answers_a_point_that_is_not_there() {
    let articles = Column::ALL.into_iter().filter_map(Column::article);
    assert!(articles.clone().all(|article| POINTS.contains(&article)));
    assert_eq!(articles.count(), Column::ALL.len() - 3, "ground, fields and responsible are not demanded");
}

#[test]
fn what_is_read_holds_every_cell() {
    for language in Language::ALL {
        let record = of_the_example(language);
        let html = to_html(&record.document());
        let escaped = |line: &str| maud::html! { (line) }.into_string();
        for entry in &record.activities {
            for column in Column::ALL {
                for line in column.cell(&record, entry) {
                    assert!(html.contains(&escaped(&line)), "{column:?}: {line}");
                }
            }
        }
    }
}

#[test]
fn the_table_has_a_line_for_each_activity() {
    let csv = of_the_example(Language::Nb).to_csv();
    let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("\u{feff}\"Behandlingsansvarlig\",\"Kontaktperson for personvern\",\"Formål\""));
    for line in lines {
        assert_eq!(line.matches("\",\"").count(), Column::ALL.len() - 1, "{line}");
    }
}

#[test]
fn a_recipient_outside_the_eea_is_a_transfer() {
    let mut model = small();
    model.recipients[0].country = "US".to_owned();
    let transfers: Vec<Vec<String>> =
        record(&model, Some(&[]), Language::En).activities.into_iter().map(|entry| entry.transfers).collect();
    assert_eq!(transfers, [["Postfjord AS (the United States)"], ["Postfjord AS (the United States)"]]);
}

/// The record is read by the authority: nothing in it speaks to the person.
#[test]
fn a_ground_speaks_of_the_person() {
    let check = |ground: Ground, expected: &[&str]| {
        let mut model = small();
        model.activities[0].ground = ground;
        assert_eq!(record(&model, Some(&[]), Language::En).activities[0].ground, expected);
    };
    let words = |text: &str| Words { nb: text.to_owned(), en: text.to_owned() };
    check(Ground::Contract, &["Contract with the person (GDPR article 6(1)(b))."]);
    check(Ground::Consent { text: words("Yes") }, &["Consent (GDPR article 6(1)(a)).", "Yes"]);
    check(
        Ground::LegitimateInterests { interest: words("I"), balancing: words("B") },
        &["Legitimate interests (GDPR article 6(1)(f)).", "I.", "B."],
    );
}

#[test]
fn json_is_the_record_itself() {
    let record = of_the_example(Language::Nb);
    let json = serde_json::to_value(&record).unwrap();
    assert_eq!(json["language"], "nb");
    assert_eq!(json["controller"]["organisation_number"], "310 000 043");
    assert_eq!(json["activities"][0]["subjects"], record.activities[0].subjects);
    assert_eq!(json["security"].as_array().unwrap().len(), 4);
}

#[test]
fn headings_can_be_linked_to() {
    let blocks = of_the_example(Language::Nb).document().blocks;
    let ids: Vec<String> = blocks
        .into_iter()
        .filter_map(|block| match block.content {
            Content::Heading { id, .. } => Some(id),
            Content::Paragraph { .. } | Content::List { .. } | Content::Definition { .. } | Content::Fold { .. } => {
                None
            }
        })
        .collect();
    assert_eq!(ids, ["controller", "activity-contact", "activity-access-control", "customers", "security"]);
}
