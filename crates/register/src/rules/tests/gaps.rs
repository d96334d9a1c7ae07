//! What is missing altogether, what may be proposed in its place, and what a company changes in the wrong table.

use super::{check, visits};
use crate::country;
use crate::rules::Code;
use crate::tests::{TODAY, compile_with, files_with};
use crate::{Finding, Format, SourceFile, compile, render, standard};
use expect_test::expect_file;

/// The standard register with a company file.
fn with_company(text: &str) -> (Vec<Finding>, String) {
    let mut files = standard();
    files.push(SourceFile { name: "ryddig.toml".to_owned(), text: text.to_owned() });
    let findings = compile(&files, TODAY).findings;
    let rendered = render(&findings, &files, Format::Human { colour: false });
    (findings, rendered)
}

#[test]
fn an_empty_company_file_says_what_to_write() {
    let (findings, rendered) = with_company("");
    expect_file!["../printed/empty.txt"].assert_eq(&rendered);
    let patches: Vec<&str> =
        findings.iter().filter_map(|finding| finding.patch.as_ref()).map(|patch| patch.text.as_str()).collect();
    // With both in it, it is the facts that are missing, and no table.
    let (after, rendered) = with_company(&patches.concat());
    let tables = [Code::R001, Code::R003, Code::R004, Code::R006];
    assert!(after.iter().all(|finding| !tables.contains(&finding.code)), "{rendered}");
}

#[test]
fn the_keys_that_a_table_lacks_are_one_finding() {
    let (findings, rendered) = with_company("[controller]\nname = \"Fjordlys AS\"\nphone = \"+47 00 00 00 00\"\n");
    expect_file!["../printed/controller.txt"].assert_eq(&rendered);
    assert_eq!(findings.iter().filter(|finding| finding.code == Code::R006).count(), 1);
}

#[test]
fn countries_are_those_of_the_standard_list() {
    let (compiled, _) = compile_with("");
    let model = compiled.model.unwrap();
    let list = model.lists.iter().find(|list| list.key == "countries").unwrap();
    let mut keys: Vec<&str> = list.of.iter().map(|one| one.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys.join(" "), country::CODES);
}

/// The new word of the first patch.
fn proposed(extra: &str) -> Option<String> {
    let findings = compile(&files_with(extra), TODAY).findings;
    findings.into_iter().find_map(|finding| finding.patch).map(|patch| patch.text)
}

#[test]
fn a_country_is_proposed_by_name_or_by_what_it_is_taken_for() {
    let check = |written: &str, expected: Option<&str>| {
        let text = format!(
            "[system.x]\nname = \"X\"\nholds = {{ nb = \"m\", en = \"m\" }}\nactivities = [\"contact\"]\nkeep = {{ nb = \"s\", en = \"d\" }}\n\
             owner = \"support\"\nroutine = {{ nb = \"s\", en = \"s\" }}\ncountry = \"{written}\"\n"
        );
        assert_eq!(proposed(&text).as_deref(), expected, "{written}");
    };
    check("no", Some("NO"));
    check("Norge", Some("NO"));
    check("Germany", Some("DE"));
    check("UK", Some("GB"));
    check("XX", None);
    check("NO", None);
}

#[test]
fn no_name_is_proposed_that_stands_there_already() {
    let list = |names: &str| visits(&[("label =", &format!("list = [{names}]\nlabel ="))]);
    assert_eq!(proposed(&list("\"came_onn\"")).as_deref(), Some("came_on"));
    assert_eq!(proposed(&list("\"came_on\", \"came_onn\"")), None);
    check(&list("\"came_on\", \"came_onn\""), &[Code::R003]);
    let access = |grants: &str| visits(&[("support = \"read\"", grants)]);
    assert_eq!(proposed(&access("suport = \"read\"")).as_deref(), Some("support"));
    assert_eq!(proposed(&access("support = \"read\", suport = \"read\"")), None);
}

#[test]
fn rows_are_told_apart_by_what_can_differ() {
    let field = |ty: &str, expected: &[Code]| {
        let field = format!("left_on = {{ type = {ty}, unique = true,");
        check(&visits(&[("left_on = { type = \"date\",", &field)]), expected);
    };
    for ty in ["date", "integer", "email", "org_number"] {
        field(&format!("\"{ty}\""), &[]);
    }
    for ty in ["boolean", "rich_text\", max = 9, origin = \"subject", "money", "file", "percent", "address", "country"]
    {
        field(&format!("\"{ty}\""), &[Code::R002]);
    }
    field("\"choice\", of = { a = { nb = \"a\", en = \"a\" } }", &[Code::R002]);
}

#[test]
fn rings_of_rows_that_need_each_other_are_found_once() {
    let ring = |last: &str| {
        let entity = |name: &str, to: &str, required: &str| {
            format!(
                "[entity.{name}]\nname = {{ nb = \"x\", en = \"x\" }}\nimpersonal = \"x\"\nlabel = \"x\"\n\
                 fields = {{ next = {{ type = \"link\", to = \"{to}\", {required} name = {{ nb = \"x\", en = \"x\" }} }} }}\n"
            )
        };
        let required = "required = true,";
        [entity("a", "b", required), entity("b", "c", required), entity("c", "a", last)].concat()
    };
    check(&ring("required = true,"), &[Code::R007]);
    check(&ring(""), &[]);
}

#[test]
fn a_period_of_an_activity_is_changed_where_it_stands() {
    // Several entities are held for it: which is meant, only a person knows.
    let (compiled, rendered) = compile_with("[change.correspondence]\nkeep = \"1 month after sent_at\"\n");
    let finding = &compiled.findings[0];
    assert_eq!((finding.code, &finding.patch), (Code::R002, &None), "{rendered}");
    let help = finding.help.as_deref().unwrap_or_default();
    assert!(help.contains("`[change.phone_call]`, `[change.meeting]`"), "{rendered}");
}
