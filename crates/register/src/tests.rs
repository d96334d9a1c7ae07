mod manual;
mod model;
mod mutation;

use super::{Compiled, SourceFile, compile, explain, render, standard};

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
    let compiled = compile(&files);
    let rendered = render(&compiled.findings, &files, false);
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
    let compiled = compile(&[]);
    assert_eq!(compiled.model, None);
    assert_eq!(
        render(&compiled.findings, &[], false),
        "error[R006]: no file has a table `[controller]`\n  \
         |\n  \
         = note: GDPR art. 13(1)(a): people are told who answers for the processing of their data\n  \
         = help: add it to the company file; the manual shows one\n\n\
         1 error; `ryddig explain R006` says more\n"
    );
}

#[test]
fn a_code_can_be_explained() {
    assert!(explain("R013").unwrap().starts_with("# R013: no longest period"));
    assert_eq!(explain("r013"), explain("R013"));
    assert_eq!(explain("R099"), None);
}
