//! Every page of the findings is a test: its examples, added to the standard register and the example company.

use super::Code;
use crate::tests::compile_with;

/// The text from a heading to the next, and its first block of TOML.
fn section<'a>(page: &'a str, heading: &str) -> (&'a str, &'a str) {
    let (_, text) = page.split_once(heading).expect("the page has the heading");
    let text = text.split("\n## ").next().unwrap();
    let (_, block) = text.split_once("```toml\n").expect("the section has an example");
    (text, block.split("```").next().unwrap())
}

#[test]
fn the_pages_examples_do_what_they_say() {
    for &code in Code::ALL {
        let page = code.page();
        assert!(page.starts_with(&format!("# {code}: ")), "{page}");
        for (heading, fails) in [("## Fails", true), ("## Passes", false)] {
            let (words, example) = section(page, heading);
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

#[test]
fn every_finding_gives_a_reason_or_a_mend() {
    for &code in Code::ALL {
        let (compiled, rendered) = compile_with(section(code.page(), "## Fails").1);
        for finding in compiled.findings {
            assert!(finding.note.is_some() || finding.help.is_some(), "{rendered}");
        }
    }
}
