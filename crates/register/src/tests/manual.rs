//! The manual of the language: its pages show every key, and its examples compile.

use crate::manual::example;
use crate::syntax::keys::Section;
use crate::{Format, SourceFile, compile, manual, render};

const INTRODUCTION: &str = include_str!("../../../../docs/register/README.md");

fn check(files: &[SourceFile]) {
    let compiled = compile(files, super::TODAY);
    assert_eq!(render(&compiled.findings, files, Format::Human { colour: false }), "");
    assert!(compiled.model.is_some());
}

fn blocks(page: &str) -> Vec<&str> {
    page.split("```toml\n").skip(1).map(|block| block.split("```").next().unwrap()).collect()
}

#[test]
fn the_example_register_compiles() {
    check(&example::files());
}

#[test]
fn the_examples_of_the_introduction_compile() {
    let mut files = example::files();
    let text = blocks(INTRODUCTION).concat();
    assert!(text.contains("[entity.loan]"));
    files.push(SourceFile { name: "README.md".to_owned(), text });
    check(&files);
}

#[test]
fn every_key_has_a_page_with_an_example_in_which_it_stands() {
    let pages = manual();
    let files = example::files();
    for section in Section::ALL {
        for key in section.keys() {
            let path = format!("register/keys/{}.{}.md", section.word(), key.name);
            let page = pages.iter().find(|page| page.path == path).expect(&path);
            let [shown] = blocks(&page.text)[..] else { panic!("{path} has no example, or several") };
            assert!(shown.contains(key.name), "{path}");
            let known = files.iter().any(|file| shown.lines().all(|line| file.text.contains(line)));
            assert!(known && shown.starts_with('['), "{path} shows something else than the example register");
        }
    }
}

#[test]
fn the_index_names_every_key() {
    let pages = manual();
    let text = |path: &str| pages.iter().find(|page| page.path == path).unwrap().text.as_str();
    for page in pages.iter().filter_map(|page| page.path.strip_prefix("register/keys/")) {
        assert!(page == "README.md" || text("register/keys/README.md").contains(&format!("({page})")), "{page}");
    }
}
