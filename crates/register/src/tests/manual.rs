//! The manual of the language: its list of keys is the compiler's, and its example compiles.

use super::compile_with;
use crate::syntax::keys::Section;

const MANUAL: &str = include_str!("../../../../docs/register/README.md");

/// The heading of a section in the manual.
fn heading(section: Section) -> &'static str {
    match section {
        Section::File => "## The tables of a file",
        Section::Controller => "## `[controller]`",
        Section::Role => "## `[role.X]`",
        Section::Recipient => "## `[recipient.X]`",
        Section::Agreement => "## `agreement`",
        Section::System => "## `[system.X]`",
        Section::Law => "## `[law.X]`",
        Section::Activity => "## `[activity.X]`",
        Section::Entity => "## `[entity.X]`",
        Section::Change => "## `[change.X]`",
        Section::Field => "## `[entity.X.fields]`",
        Section::Words => "## Words",
    }
}

/// The keys that the manual gives for a section, each with whether it must be there.
fn documented(section: Section) -> Vec<(String, bool)> {
    let (_, text) = MANUAL.split_once(&format!("{}\n", heading(section))).expect("the manual has the section");
    let text = text.split("\n## ").next().unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let keys = rows.map(|row| {
        let (key, meaning) = row.split_once('`').unwrap();
        (key.to_owned(), meaning.trim_start_matches([' ', '|']).starts_with("required"))
    });
    keys.collect()
}

#[test]
fn the_manual_lists_every_key_and_no_other() {
    for section in Section::ALL {
        let known: Vec<_> = section.keys().iter().map(|key| (key.name.to_owned(), key.required)).collect();
        assert_eq!(documented(section), known, "{section:?}");
    }
}

#[test]
fn the_worked_example_compiles() {
    let (_, section) = MANUAL.split_once("## A worked example").unwrap();
    let blocks: Vec<&str> =
        section.split("```toml\n").skip(1).map(|block| block.split("```").next().unwrap()).collect();
    let (compiled, rendered) = compile_with(&blocks.concat());
    assert_eq!(rendered, "");
    assert!(compiled.model.is_some());
}
