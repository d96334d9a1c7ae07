mod manual;
mod model;
mod mutation;

use super::{Compiled, Day, Format, SourceFile, compile, explain, render, standard};

/// The day of the checks: 22 November 2026.
pub(crate) const TODAY: Day = Day(20_779);

/// The standard register, the example company, and one more file.
pub(crate) fn files_with(extra: &str) -> Vec<SourceFile> {
    let company = include_str!("../../../examples/fjordlys/ryddig.toml");
    let mut files = standard();
    files.push(SourceFile { name: "ryddig.toml".to_owned(), text: company.to_owned() });
    files.push(SourceFile { name: "more.toml".to_owned(), text: extra.to_owned() });
    files
}

pub(crate) fn compile_with(extra: &str) -> (Compiled, String) {
    let files = files_with(extra);
    let compiled = compile(&files, TODAY);
    let rendered = render(&compiled.findings, &files, Format::Human { colour: false });
    (compiled, rendered)
}

#[test]
fn the_standard_register_compiles_without_a_finding() {
    let (compiled, rendered) = compile_with("");
    assert_eq!(rendered, "");
    assert!(compiled.model.is_some());
}

#[test]
fn the_same_files_give_the_same() {
    let extra = "[role.support]\n[entity.x]\nkep = 1\n[activity.y]";
    assert_eq!(compile_with(extra), compile_with(extra));
    let fingerprint = |extra| compile_with(extra).0.model.unwrap().fingerprint;
    assert_eq!(fingerprint(""), fingerprint(""));
    assert_ne!(fingerprint(""), fingerprint(" "));
    assert_eq!(fingerprint("").len(), 64);
}

#[test]
fn the_end_of_a_name_is_not_the_beginning_of_a_text() {
    let print =
        |name: &str, text: &str| crate::fingerprint::of(&[SourceFile { name: name.to_owned(), text: text.to_owned() }]);
    assert_ne!(print("ab", "c"), print("a", "bc"));
}

#[test]
fn nothing_at_all_lacks_a_controller() {
    let compiled = compile(&[], TODAY);
    assert_eq!(compiled.model, None);
    let rendered = render(&compiled.findings, &[], Format::Human { colour: false });
    assert!(rendered.starts_with("error[R006]: no file has a table `[controller]`\n"), "{rendered}");
}

#[test]
fn a_code_can_be_explained() {
    assert!(explain("R013").unwrap().starts_with("# R013: no longest period"));
    assert_eq!(explain("r013"), explain("R013"));
    assert_eq!(explain("R099"), None);
    assert!(crate::findings().contains("| [R013](R013.md) | no longest period |"));
}

#[test]
fn the_nearest_name_is_near() {
    let check = |written, expected| {
        let names = ["person", "phone_number", "email_address", "user", "to", "a"];
        assert_eq!(crate::nearest::nearest(written, names), expected, "{written}");
    };
    check("z", None);
    check("persona", Some("person"));
    check("pesron", Some("person"));
    check("parson", Some("person"));
    check("phonenumber", Some("phone_number"));
    check("usr", Some("user"));
    check("invoice", None);
    check("", None);
    check("x", None);
}
