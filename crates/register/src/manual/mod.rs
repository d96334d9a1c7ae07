//! The reference manual of the language, made from the table of keys: a page for each key, with an example in which it
//! stands, and an index. What a key means is said in the table; this knows how a page looks.

pub(crate) mod example;
mod findings;

use crate::schema::schema;
use crate::syntax::keys::{self, Key, Section, Takes};
use crate::{Code, SourceFile};
use example::Occurrence;
use std::fmt::Write;

/// A page of the manual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it belongs, below `docs/`.
    pub path: String,
    /// Its text: Markdown, or JSON for the schema.
    pub text: String,
}

/// All pages that are made: one for each key, their index, and the schema.
pub fn manual() -> Vec<Page> {
    let files = example::files();
    let found = example::occurrences(&files);
    let mut pages = vec![
        Page { path: "register/keys/README.md".to_owned(), text: index() },
        Page { path: "register/schema.json".to_owned(), text: schema() },
    ];
    for section in Section::ALL {
        for key in section.keys() {
            let text = page(section, key, &files, &found);
            pages.push(Page { path: format!("register/keys/{}.md", full_name(section, key)), text });
        }
    }
    pages
}

fn full_name(section: Section, key: &Key) -> String {
    format!("{}.{}", section.word(), key.name)
}

fn index() -> String {
    let mut text = "# All keys\n\nMade from the table by which the compiler reads, with `cargo xtask docs`. Where a key is *needed*, its \
                    absence is [R006](../../findings/R006.md).\n"
        .to_owned();
    for section in Section::ALL {
        let _ = write!(text, "\n## {}\n\n{}\n\n| key | | |\n|---|---|---|\n", capital(section.name()), place(section));
        for key in section.keys() {
            let needed = if key.required { "needed" } else { "" };
            let name = full_name(section, key);
            let _ = writeln!(text, "| [`{}`]({name}.md) | {needed} | {} |", key.name, cell(key.says));
        }
    }
    text
}

/// The heading of a finding's page, without its code.
fn title(code: Code) -> &'static str {
    let heading = code.page().lines().next().unwrap_or_default();
    heading.split_once(": ").map_or(heading, |(_, title)| title)
}

fn page(section: Section, key: &Key, files: &[SourceFile], found: &[Occurrence]) -> String {
    let mut text = format!("# `{}` of {}\n\n{}\n\n| | |\n|---|---|\n", key.name, section.name(), key.says);
    let _ = writeln!(text, "| stands in | {} |", cell(place(section)));
    let _ = writeln!(text, "| takes | {} |", cell(&takes(key.takes)));
    let _ = writeln!(text, "| needed | {} |", needed(section, key));
    let name = full_name(section, key);
    let speaking: Vec<String> = Code::ALL
        .iter()
        .filter(|code| findings::keys(**code).contains(&name.as_str()) || (key.required && **code == Code::R006))
        .map(|code| format!("[{code}](../../findings/{code}.md) {}", cell(title(*code))))
        .collect();
    if !speaking.is_empty() {
        let _ = writeln!(text, "| findings | {} |", speaking.join("; "));
    }
    let here = |one: &&Occurrence| one.section == section && one.name == key.name;
    if let Some((one, file)) = found.iter().find(here).and_then(|one| Some((one, files.get(one.key.file)?))) {
        let shown = example::excerpt(&file.text, one.key);
        let _ = write!(text, "\nFrom [{0}](../example/{0}):\n\n```toml\n{shown}```\n", file.name);
    }
    text + "\n[All keys](README.md)\n"
}

fn needed(section: Section, key: &Key) -> String {
    let special = keys::of_types().find(|special| section == Section::Field && special.key == key.name);
    match special {
        _ if key.required => "yes".to_owned(),
        Some(special) if special.needed => format!("with {}, and only there", one_of(&special.types)),
        Some(special) => format!("no; only with {}", one_of(&special.types)),
        None if section == Section::Entity && matches!(key.name, "name" | "label") => {
            "yes, unless the table only adds fields to an entity that stands elsewhere".to_owned()
        }
        None => "no".to_owned(),
    }
}

/// Where a table of this kind stands.
fn place(section: Section) -> &'static str {
    match section {
        Section::File => "the file itself",
        Section::Controller => "`[controller]`",
        Section::Role => "`[role.X]`",
        Section::Recipient => "`[recipient.X]`",
        Section::Agreement => "`agreement` of a recipient",
        Section::System => "`[system.X]`",
        Section::Law => "`[law.X]`",
        Section::Right => "`[right.X]`",
        Section::Category => "`[category.X]`",
        Section::List => "`[list.X]`",
        Section::Activity => "`[activity.X]`",
        Section::Special => "`special` of an activity or an entity",
        Section::Entity => "`[entity.X]`",
        Section::Subject => "`subject` of an entity that is sometimes about a person",
        Section::Requirement => "each of `require` of an entity or a field",
        Section::Field => "a line of `[entity.X.fields]`",
        Section::Change => "`[change.X]`, X being an entity or an activity",
        Section::FieldChange => "a line of `[change.X.fields]`",
        Section::Backup => "`[backup]`",
        Section::Destroy => "`[destroy]`",
        Section::Words => "whatever people read, as in `{ nb = \"Navn\", en = \"Name\" }`",
    }
}

/// What a key takes, in words.
fn takes(takes: Takes) -> String {
    const TABLE_OF: &str = "a table from names to";
    let grants = || format!("a table from roles to {}, or several of them in a list", one_of(&keys::grants()));
    let alternatives = "a table from keys to words in each language";
    match takes {
        Takes::Text => "a string".to_owned(),
        Takes::TextOrTexts => "a string, or a list of strings".to_owned(),
        Takes::Texts => "a list of strings".to_owned(),
        Takes::Boolean => "`true` or `false`".to_owned(),
        Takes::BooleanOr(words) => format!("`true`, `false` or {}", quoted(words).join(", ")),
        Takes::Integer => "a whole number".to_owned(),
        Takes::Date => "a day, as in `2026-11-22`".to_owned(),
        Takes::OneOf(words) => one_of(&words()),
        Takes::SomeOf(words) => format!("{}, or several of them in a list", one_of(&words())),
        Takes::Words => "words in each language: `{ nb = \"…\", en = \"…\" }`".to_owned(),
        Takes::Table(section) => format!("{}, a table", section.name()),
        Takes::Named(section) => format!("{TABLE_OF} {} each", section.name()),
        Takes::Several(section) => format!("a list of tables, each {}", section.name()),
        Takes::TextOr(section) => format!("a string, or {}, a table", section.name()),
        Takes::Lists => format!("{TABLE_OF} lists of strings"),
        Takes::Grants => grants(),
        Takes::WordOrGrants(words) => format!("{}, or {}", one_of(&words()), grants()),
        Takes::Entries => format!("{alternatives}, or to one string for all"),
        Takes::TextOrAlternatives => format!("the name of a list, or {alternatives}"),
        Takes::Activities => "a string, a list of strings, or `by` with a choice and an activity for each of its \
                              alternatives"
            .to_owned(),
    }
}

fn one_of(words: &[&str]) -> String {
    let words = quoted(words);
    match words.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        words => words.concat(),
    }
}

/// As they are written in a register.
fn quoted(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| format!("`\"{word}\"`")).collect()
}

/// For a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
