use super::{Gap, Portable, PortableColumn, PortableGap, PortableRow, PortableTable};
use model::{Language, Moment, RowId};
use serde_json::json;

fn portable() -> Portable {
    let column = |key: &str, name: &str| PortableColumn { key: key.to_owned(), name: name.to_owned() };
    let row = |id: u8, values| PortableRow { id: RowId([id; 16]), values };
    let table = PortableTable {
        entity: "order".to_owned(),
        name: "Ordre".to_owned(),
        columns: vec![column("note", "Merknad"), column("paid", "Betalt")],
        rows: vec![row(1, vec![json!("to \"linjer\"\nher"), json!(true)]), row(2, vec![json!("=2+2"), json!(null)])],
    };
    Portable {
        made_on: Moment(1_795_367_040_000_000),
        language: Language::Nb,
        controller: "Fjordlys".to_owned(),
        tables: vec![table],
        withheld: Vec::new(),
    }
}

#[test]
fn there_is_a_table_for_each_kind_and_all_of_it_as_json() {
    let files = portable().files();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["data.json", "order.csv"]);
    let json: serde_json::Value = serde_json::from_str(&files[0].1).expect("it is JSON");
    assert_eq!(json["tables"][0]["rows"][1]["values"][0], json!("=2+2"), "values stand in JSON as they are");
    assert_eq!(json["tables"][0]["columns"][0]["key"], json!("note"));
    assert_eq!(&portable().archive()[..2], b"PK");
}

#[test]
fn a_table_is_safe_to_open_in_a_spreadsheet() {
    let csv = portable().tables[0].to_csv();
    let first = "01010101-0101-0101-0101-010101010101";
    let second = "02020202-0202-0202-0202-020202020202";
    let expected = format!(
        "\u{feff}\"id\",\"note\",\"paid\"\r\n\"{first}\",\"to \"\"linjer\"\"\nher\",\"true\"\r\n\"{second}\",\"'=2+2\",\"\"\r\n"
    );
    assert_eq!(csv, expected);
}

#[test]
fn what_concerns_others_is_told_of_in_the_data() {
    let mut portable = portable();
    assert!(!portable.files()[0].1.contains("withheld"), "nothing is missing");
    let gap = Gap { whole: true, reason: "Gjelder naboen".to_owned() };
    portable.withheld.push(PortableGap { id: RowId([1; 16]), field: "note".to_owned(), gap });
    let json: serde_json::Value = serde_json::from_str(&portable.files()[0].1).expect("it is JSON");
    let id = "01010101-0101-0101-0101-010101010101";
    assert_eq!(json["withheld"][0], json!({ "id": id, "field": "note", "whole": true, "reason": "Gjelder naboen" }));
}
