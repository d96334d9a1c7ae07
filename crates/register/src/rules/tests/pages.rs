//! Every page of the findings is a test: its examples, added to the standard register and the example company.

#![allow(clippy::format_push_string, reason = "a page is short")]

use super::super::{Code, Group};
use crate::tests::compile_with;
use expect_test::expect_file;

/// The text from a heading to the next, and its blocks of TOML: each is an example of its own.
fn section<'a>(page: &'a str, heading: &str) -> (&'a str, Vec<&'a str>) {
    let (_, text) = page.split_once(heading).expect("the page has the heading");
    let text = text.split("\n## ").next().unwrap();
    let blocks: Vec<&str> = text.split("```toml\n").skip(1).map(|block| block.split("```").next().unwrap()).collect();
    assert!(!blocks.is_empty(), "the section has an example: {heading}");
    (text, blocks)
}

pub(super) fn failing(code: Code) -> &'static str {
    section(code.page(), "## Fails").1[0]
}

#[test]
fn the_pages_examples_do_what_they_say() {
    for &code in Code::ALL {
        let page = code.page();
        assert!(page.starts_with(&format!("# {code}: ")), "{page}");
        for (heading, fails) in [("## Fails", true), ("## Passes", false)] {
            let (words, examples) = section(page, heading);
            for example in examples {
                let (compiled, rendered) = compile_with(example);
                let found: Vec<Code> = compiled.findings.iter().map(|finding| finding.code).collect();
                assert_eq!(found.contains(&code), fails, "{code}, {heading}\n{rendered}");
                let told = |found: &Code| *found == code || words.contains(found.key());
                assert!(
                    found.iter().all(told),
                    "{code}, {heading}: found something that the page does not tell\n{rendered}"
                );
            }
        }
    }
}

#[test]
fn every_finding_gives_a_reason_or_a_mend() {
    for &code in Code::ALL {
        let (compiled, rendered) = compile_with(failing(code));
        for finding in compiled.findings {
            assert!(finding.note.is_some() || finding.help.is_some(), "{rendered}");
        }
    }
}

/// What is printed for each failing example, in one folder: to be read, and to be seen when it changes.
#[test]
fn what_is_printed_is_pinned() {
    for &code in Code::ALL {
        for (index, example) in section(code.page(), "## Fails").1.into_iter().enumerate() {
            let (_, rendered) = compile_with(example);
            let name = if index == 0 { code.to_string() } else { format!("{code}-{}", index + 1) };
            expect_file![format!("../printed/{name}.txt")].assert_eq(&rendered);
        }
    }
}

#[test]
fn the_index_lists_every_finding_by_group() {
    let mut text = "# What the checker finds\n\nEach code keeps its meaning for ever. `ryddig explain R013` prints the page behind a \
                    code.\n"
        .to_owned();
    for group in Group::ALL {
        text += &format!("\n## {}\n\n{}\n\n| code | finding |\n|---|---|\n", group.name(), group.says());
        for code in Code::ALL.iter().filter(|code| code.group() == group) {
            let title = code.page().lines().next().unwrap().split_once(": ").unwrap().1;
            text += &format!("| [{code}]({code}.md) | {title} |\n");
        }
    }
    expect_file!["../../../../../docs/findings/README.md"].assert_eq(&text);
}
