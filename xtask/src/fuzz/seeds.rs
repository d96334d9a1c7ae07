//! What the fuzzer begins with: the register files of the repository, the examples of the manual, and their words.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::run::files;

/// What parts one file of a register from the next, as in `testkit`.
const BETWEEN_FILES: &str = "\u{c}";

/// Folders whose register files belong together, and are tried together as well as alone.
const TOGETHER: &[&[&str]] = &[&["register", "examples"], &["docs/register/example"]];

/// Where pages with examples stand.
const PAGES: &[&str] = &["docs/findings", "docs/register"];

const WORD_MIN_CHARS: usize = 2;
const WORD_MAX_CHARS: usize = 40;

/// Writes the seeds into `into`, and gives a dictionary in the form that libFuzzer reads.
pub(super) fn gather(root: &Path, into: &Path) -> Result<String, String> {
    let mut seeds = Vec::new();
    for folders in TOGETHER {
        let mut together = Vec::new();
        for folder in *folders {
            let found = files(&root.join(folder))?;
            for path in found.iter().filter(|path| ends_with(path, "toml")) {
                together.push(read(path)?);
            }
        }
        seeds.push(together.join(BETWEEN_FILES));
        seeds.extend(together);
    }
    for folder in PAGES {
        for path in files(&root.join(folder))?.iter().filter(|path| ends_with(path, "md")) {
            seeds.extend(examples(&read(path)?).map(str::to_owned).collect::<Vec<_>>());
        }
    }
    for (index, seed) in seeds.iter().enumerate() {
        let path = into.join(format!("{index}.toml"));
        fs::write(&path, seed).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(dictionary(&seeds))
}

/// A dictionary of the words of the files in a folder, which need not be text.
pub(super) fn words(folder: &Path) -> Result<String, String> {
    let read = |path: std::path::PathBuf| fs::read(&path).map_err(|error| format!("{}: {error}", path.display()));
    let texts = files(folder)?.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(dictionary(&texts.iter().map(|text| String::from_utf8_lossy(text).into_owned()).collect::<Vec<_>>()))
}

/// The TOML of a page in Markdown.
fn examples(page: &str) -> impl Iterator<Item = &str> {
    page.split("```toml\n").skip(1).filter_map(|text| text.split("```").next())
}

/// Every word of plain letters, a line for each.
fn dictionary(seeds: &[String]) -> String {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let fits = |text: &&str| (WORD_MIN_CHARS..=WORD_MAX_CHARS).contains(&text.len());
    let words: BTreeSet<&str> = seeds.iter().flat_map(|seed| seed.split(|c| !word(c)).filter(fits)).collect();
    words.iter().flat_map(|text| ["\"", text, "\"\n"]).collect()
}

fn ends_with(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{dictionary, examples};

    #[test]
    fn examples_are_what_stands_between_fences() {
        let page = "# A\n```toml\na = 1\n```\nwords\n```sh\nls\n```\n```toml\nb = 2\n```\n";
        assert_eq!(examples(page).collect::<Vec<_>>(), ["a = 1\n", "b = 2\n"]);
        assert_eq!(examples("none").count(), 0);
    }

    #[test]
    fn a_dictionary_has_each_word_once() {
        let seeds = ["keep = \"as long\"".to_owned(), "keep-it = [1, å]\nkeep".to_owned()];
        assert_eq!(dictionary(&seeds), "\"as\"\n\"keep\"\n\"keep-it\"\n\"long\"\n");
    }
}
