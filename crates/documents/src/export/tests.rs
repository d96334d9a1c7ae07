use super::export;
use crate::sample::sample;
use expect_test::expect_file;
use serde_json::{Value, json};

fn of_the_sample() -> Value {
    export(&sample())
}

fn named<'a>(table: &'a Value, key: &str) -> &'a Value {
    table.as_array().unwrap().iter().find(|it| it["key"] == key).unwrap_or_else(|| panic!("no {key}"))
}

/// The shape, on a few of each.
#[test]
fn what_programs_read() {
    let mut it = of_the_sample();
    it["fingerprint"] = json!("");
    for (table, shown) in [
        ("roles", "payroll"),
        ("recipients", "hosting"),
        ("laws", "bookkeeping"),
        ("categories", "health"),
        ("activities", "newsletter-customers"),
        ("entities", "employment"),
    ] {
        it[table] = json!([named(&it[table], shown)]);
    }
    expect_file!["golden/sample.json"].assert_eq(&(serde_json::to_string_pretty(&it).unwrap() + "\n"));
}

/// What is needed to reckon a due day outside: the clock, its links, the minimum, and the end of the fiscal year.
#[test]
fn a_due_day_can_be_reckoned_from_it() {
    let it = of_the_sample();
    let pay = named(&it["entities"], "pay");
    let term = json!({
        "after": { "count": 5, "unit": "years" }, "latest_of": [["paid_on"]], "fiscal_year": true, "ongoing": false,
    });
    assert_eq!(pay["keep"], json!({ "kind": "terms", "terms": [term] }));
    assert_eq!(pay["require"], json!([{ "law": "bookkeeping", "from": ["paid_on"] }]));
    let law = named(&it["laws"], "bookkeeping");
    assert_eq!(law["minimum"], json!({ "span": { "count": 5, "unit": "years" }, "after_fiscal_year": true }));
    assert_eq!(it["controller"]["fiscal_year_end"], json!({ "month": 12, "day": 31 }));
    let adaptation = named(&it["entities"], "adaptation");
    assert_eq!(adaptation["keep"]["terms"][0]["latest_of"], json!([["employment", "ended_on"]]));
    assert_eq!(adaptation["subject"], json!({ "kind": "path", "path": ["employment", "person"] }));
}

/// Every word that stands for something elsewhere in the export is there.
#[test]
fn every_word_leads_somewhere() {
    let it = of_the_sample();
    let entities = it["entities"].as_array().unwrap();
    let field = |entity: &str, key: &str| named(&named(&it["entities"], entity)["fields"], key).clone();
    for entity in entities {
        let key = entity["key"].as_str().unwrap();
        for one in entity["fields"].as_array().unwrap() {
            if let Some(to) = one["to"].as_str() {
                named(&it["entities"], to);
            }
            if let Some((there, link)) = one["from"].as_str().and_then(|from| from.split_once('.')) {
                assert_eq!(field(there, link)["to"], key);
            }
            if let Some(category) = one["category"].as_str() {
                named(&it["categories"], category);
            }
        }
        for activity in entity["held"]["activities"].as_array().into_iter().flatten() {
            named(&it["activities"], activity.as_str().unwrap());
        }
        for activity in entity["held"]["of"].as_object().into_iter().flatten().map(|(_, activity)| activity) {
            named(&it["activities"], activity.as_str().unwrap());
        }
    }
}
