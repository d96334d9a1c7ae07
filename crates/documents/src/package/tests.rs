use super::{
    FieldValue, Gap, HeldBy, HistoryLine, Package, PackageFile, PackageRow, Section, archive, gap, to_html, to_json,
};
use crate::sample::small;
use model::{Day, Language, Model, Moment, RowId};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use zip::ZipArchive;

const MADE_ON: Moment = Moment(1_795_367_040_000_000);

/// Text as strangers write it.
const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "</dd></dl><img src=\"http://evil.example/x\" onerror=alert(1)>",
    "Ola & Kari \"'`",
    "&lt;b&gt; &amp;",
    "😀 👩‍👩‍👧 é",
    "\u{202e}שלום مرحبا",
    "two\nlines\r\n\tand a tab",
    "]]> --> */ </style>",
    "",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![proptest::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned), any::<String>()]
}

fn field() -> impl Strategy<Value = FieldValue> {
    (text(), text(), text()).prop_map(|(key, name, shown)| FieldValue {
        key,
        name,
        raw: json!(shown),
        shown,
        file: None,
        left_out: false,
        withheld: None,
    })
}

fn held() -> impl Strategy<Value = HeldBy> {
    let until = proptest::option::of(any::<i32>().prop_map(Day));
    (text(), until, text()).prop_map(|(purpose, until, because)| HeldBy { purpose, until, because })
}

fn row() -> impl Strategy<Value = PackageRow> {
    let fields = proptest::collection::vec(field(), 0..4);
    let held = proptest::collection::vec(held(), 0..3);
    (any::<[u8; 16]>(), text(), held, fields).prop_map(|(id, label, held, fields)| PackageRow {
        id: RowId(id),
        label,
        held,
        fields,
    })
}

fn section() -> impl Strategy<Value = Section> {
    let rows = proptest::collection::vec(row(), 0..3);
    (text(), text(), text(), rows).prop_map(|(entity, name, period, rows)| Section {
        entity,
        name,
        activities: Vec::new(),
        period,
        rows,
    })
}

fn line() -> impl Strategy<Value = HistoryLine> {
    (any::<i64>(), text(), text()).prop_map(|(at, what, by)| HistoryLine { at: Moment(at), what, by })
}

fn package() -> impl Strategy<Value = Package> {
    let sections = proptest::collection::vec(section(), 0..3);
    let history = proptest::collection::vec(line(), 0..3);
    let language = proptest::sample::select(Language::ALL.to_vec());
    let model = small();
    (text(), sections, history, language).prop_map(move |(person, sections, history, language)| Package {
        sections,
        history,
        ..Package::new(&model, language, MADE_ON, person)
    })
}

/// Every text that the caller put in and that people are to read.
fn values(package: &Package) -> Vec<String> {
    let mut values = vec![package.person.clone()];
    for section in &package.sections {
        values.extend([section.name.clone(), section.period.clone()]);
        for row in &section.rows {
            values.extend([row.label.clone(), row.id.to_string()]);
            values.extend(row.held.iter().flat_map(|it| [it.purpose.clone(), it.because.clone()]));
            values.extend(row.fields.iter().flat_map(|it| [it.name.clone(), it.shown.clone()]));
        }
    }
    values.extend(package.history.iter().flat_map(|it| [it.what.clone(), it.by.clone()]));
    values
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The tags of a page, without their angle brackets. In text and attributes both are escaped.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()).collect()
}

const ELEMENTS: [&str; 28] = [
    "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "p", "dl", "dt",
    "dd", "section", "article", "a", "ul", "li", "bdi", "time", "table", "thead", "tbody", "tr", "th",
];

fn assert_harmless(page: &str) {
    for tag in tags(page) {
        // Every second piece between quotation marks is the value of an attribute.
        let (values, names): (Vec<_>, Vec<_>) = tag.split('"').enumerate().partition(|(at, _)| at % 2 == 1);
        let fetches = |(_, name): &(usize, &str)| name.contains("src=") || name.contains(" on");
        let leaves = |(at, name): &(usize, &str)| name.ends_with("href=") && !values[at / 2].1.starts_with('#');
        assert!(!names.iter().any(|name| fetches(name) || leaves(name)), "something is fetched or run: <{tag}>");
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        assert!(ELEMENTS.contains(&name) || name == "td", "a value became an element: <{tag}>");
    }
    let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    assert!(!style.contains("url(") && !style.contains("@import"));
}

fn strings<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => into.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, into)),
        Value::Object(entries) => entries.values().for_each(|entry| strings(entry, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_nothing_escapes(package in package()) {
        let page = to_html(&package);
        let json: Value = serde_json::from_str(&to_json(&package)).unwrap();
        let mut in_json = Vec::new();
        strings(&json, &mut in_json);
        for value in values(&package) {
            prop_assert!(page.contains(&escaped(&value)), "not on the page: {value:?}");
            prop_assert!(in_json.contains(&value.as_str()), "not in the data: {value:?}");
        }
        for (section, given) in json["sections"].as_array().unwrap().iter().zip(&package.sections) {
            prop_assert_eq!(section["rows"].as_array().unwrap().len(), given.rows.len());
            for (row, given) in section["rows"].as_array().unwrap().iter().zip(&given.rows) {
                let raw: Vec<&Value> = row["fields"].as_array().unwrap().iter().map(|field| &field["raw"]).collect();
                prop_assert_eq!(raw, given.fields.iter().map(|field| &field.raw).collect::<Vec<_>>());
            }
        }
        assert_harmless(&page);
    }
}

/// Kari's package over the standard register: one row in a section of every entity.
fn kari(model: &Model, language: Language) -> Package {
    let mut package = Package::new(model, language, MADE_ON, "Kari Nordmann".to_owned());
    let all: Vec<_> = model.activity_ids().collect();
    for entity in model.entity_ids() {
        let mut section = Section::new(model, language, entity, &all);
        let field = FieldValue {
            key: "k".to_owned(),
            name: "N".to_owned(),
            shown: String::new(),
            raw: Value::Null,
            file: None,
            left_out: false,
            withheld: None,
        };
        let held = HeldBy { purpose: "P".to_owned(), until: Some(Day(21_622)), because: "B.".to_owned() };
        section.rows.push(PackageRow {
            id: RowId([7; 16]),
            label: "L".to_owned(),
            held: vec![held],
            fields: vec![field],
        });
        package.sections.push(section);
    }
    package
}

#[test]
fn what_concerns_others_is_told_of_where_it_stood_and_why() {
    for (language, all, parts) in [
        (Language::Nb, "Utelatt, fordi det gjelder andre enn deg: ", " (tatt ut fordi: "),
        (Language::En, "Left out, as it concerns others than you: ", " (taken out because: "),
    ] {
        let mut package = kari(&small(), language);
        let told = |page: &str| page.contains("artikkel 15 nr. 4") || page.contains("article 15(4)");
        assert!(!told(&to_html(&package)));
        let reason = "<naboen>".to_owned();
        package.sections[0].rows[0].fields[0].withheld = Some(Gap { whole: true, reason: reason.clone() });
        package.sections[1].rows[0].fields[0].shown = format!("Hei, {}!", gap(language));
        package.sections[1].rows[0].fields[0].withheld = Some(Gap { whole: false, reason });
        let page = to_html(&package);
        assert!(told(&page));
        for words in [all, parts] {
            assert!(page.contains(&format!("{words}<bdi>&lt;naboen&gt;</bdi>")), "{words}: {page}");
        }
        let json: Value = serde_json::from_str(&to_json(&package)).unwrap();
        let field = &json["sections"][0]["rows"][0]["fields"][0];
        assert_eq!(field["withheld"], json!({ "whole": true, "reason": "<naboen>" }));
    }
}

#[test]
fn the_page_tells_what_the_law_says() {
    let model = small();
    let check = |language: Language, wanted: &[&str]| {
        let page = to_html(&kari(&model, language));
        assert_harmless(&page);
        for words in wanted {
            assert!(page.contains(words), "{}: no {words:?}", language.tag());
        }
        for activity in &model.activities {
            let heading = format!("<h3 id=\"activity-{}\">", activity.key);
            assert_eq!(page.matches(&heading).count(), 1, "each purpose is described once");
        }
        for entity in &model.entities {
            assert!(page.contains(&format!("id=\"entity-{}\"", entity.key)));
        }
    };
    check(
        Language::Nb,
        &[
            "<html lang=\"nb\">",
            "Innsyn: Kari Nordmann",
            "Dette hadde Fjordlys Rådgivning AS lagret om deg 22. november 2026 kl. 18.04.",
            "310 000 043",
            "Svare dem som skriver til oss gjennom kontaktskjemaet",
            "personvernforordningen artikkel 6 nr. 1 bokstav f",
            "Postfjord AS, Norge (databehandler for oss): leverer e-posten vår",
            "Fra deg selv.",
            "slettes 6 måneder etter «Besvart»",
            "<time datetime=\"2029-03-14\">til 14. mars 2029</time>",
            "(tomt)",
            "<h2 id=\"rights\">",
            "Ingen avgjørelse om deg tas av en maskin alene",
            "Opplysningene sendes ikke ut av EØS.",
            "Datatilsynet, www.datatilsynet.no",
        ],
    );
    check(
        Language::En,
        &["<html lang=\"en\">", "Access: Kari Nordmann", "GDPR article 6(1)(f)", "until 14 March 2029", "(empty)"],
    );
}

#[test]
fn nothing_held_is_said() {
    let package = Package::new(&small(), Language::Nb, MADE_ON, "Kari".to_owned());
    let page = to_html(&package);
    assert!(page.contains("Vi har ikke lagret noe om deg.") && page.contains("Ingenting er ført."));
}

#[test]
fn json_has_plain_dates_and_ids() {
    let model = small();
    let mut package = kari(&model, Language::Nb);
    package.history.push(HistoryLine { at: MADE_ON, what: "lest".to_owned(), by: "Ida".to_owned() });
    let json: Value = serde_json::from_str(&to_json(&package)).unwrap();
    assert_eq!(json["made_on"], "2026-11-22T17:04:00Z");
    assert_eq!(json["language"], "nb");
    assert_eq!(json["controller"]["organisation_number"], "310 000 043");
    assert_eq!(json["history"][0], json!({ "at": "2026-11-22T17:04:00Z", "what": "lest", "by": "Ida" }));
    let row = &json["sections"][0]["rows"][0];
    assert_eq!(row["id"], "07070707-0707-0707-0707-070707070707");
    assert_eq!(row["held"][0]["until"], "2029-03-14");
    assert_eq!(row["fields"][0]["raw"], Value::Null);
}

#[test]
fn the_archive_opens_and_is_the_same_twice() {
    let model = small();
    for (language, page_name) in [(Language::Nb, "innsyn.html"), (Language::En, "access.html")] {
        let package = kari(&model, language);
        let bytes = archive(&package);
        assert_eq!(bytes, archive(&package));
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(zip.len(), 2);
        for (name, expected) in [(page_name, to_html(&package)), ("data.json", to_json(&package))] {
            let mut file = zip.by_name(name).unwrap();
            assert_eq!(file.last_modified().unwrap().to_string(), "2026-11-22 18:04:00");
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            assert_eq!(text, expected);
        }
    }
}

#[test]
fn an_archive_from_before_zip_existed_still_opens() {
    let package = Package { made_on: Moment(0), ..kari(&small(), Language::Nb) };
    assert_eq!(ZipArchive::new(Cursor::new(archive(&package))).unwrap().len(), 2);
}

#[test]
fn files_are_in_the_archive_and_the_page_leads_to_them() {
    let mut package = kari(&small(), Language::Nb);
    let fields = &mut package.sections[0].rows[0].fields;
    fields[0].shown = "Søknad & <vedlegg>.pdf".to_owned();
    fields[0].file = Some("filer/1-S_knad.pdf".to_owned());
    let mut without = fields[0].clone();
    (without.file, without.left_out) = (None, true);
    fields.push(without);
    package.files.push(PackageFile { path: "filer/1-S_knad.pdf".to_owned(), bytes: vec![0, 255, 7] });
    let page = to_html(&package);
    assert!(page.contains("<a href=\"filer/1-S_knad.pdf\">Søknad &amp; &lt;vedlegg&gt;.pdf</a>"), "{page}");
    assert!(page.contains("for stor for denne pakken"));
    let json: Value = serde_json::from_str(&to_json(&package)).unwrap();
    let fields = &json["sections"][0]["rows"][0]["fields"];
    assert_eq!((&fields[0]["file"], &fields[1]["left_out"]), (&json!("filer/1-S_knad.pdf"), &json!(true)));
    let mut zip = ZipArchive::new(Cursor::new(archive(&package))).unwrap();
    let mut bytes = Vec::new();
    zip.by_name("filer/1-S_knad.pdf").unwrap().read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes, [0, 255, 7]);
}
