//! What a file is called, from what its sender called it: a name alone, that stands on one line and hides nothing.

use crate::limits::FILE_NAME_CHARACTERS;

/// An ending is shorter than this, with no dot in it.
const ENDING: usize = 16;
/// What a file is called that has no name.
const NAMELESS: &str = "fil";

/// The last part of a path, without signs that cannot be seen or turn a line round; its ending stays where it is too long.
pub fn clean_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !is_hidden(*c)).collect();
    let name = name.trim().trim_start_matches('.').trim();
    if name.is_empty() {
        return NAMELESS.to_owned();
    }
    let length = name.chars().count();
    if length <= FILE_NAME_CHARACTERS {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.chars().count() < ENDING);
    let ending = ending.map_or_else(String::new, |ending| format!(".{ending}"));
    let kept = FILE_NAME_CHARACTERS - ending.chars().count();
    name.chars().take(kept).chain(ending.chars()).collect()
}

/// Control characters, and those that change the direction of writing or take no room (Unicode 16, 23.2).
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::clean_name;
    use crate::limits::FILE_NAME_CHARACTERS;

    fn check(sent: &str, expected: &str) {
        assert_eq!(clean_name(sent), expected, "{sent:?}");
    }

    #[test]
    fn a_name_is_a_name_alone() {
        check("Søknad 2026.pdf", "Søknad 2026.pdf");
        check("../../x", "x");
        check("..\\..\\etc\\passwd", "passwd");
        check("/", "fil");
        check("..", "fil");
        check(".htaccess", "htaccess");
        check("a\0b\r\nc.txt", "abc.txt");
        check("regning\u{202e}fdp.exe", "regningfdp.exe");
        check("\u{200b} \u{feff}", "fil");
        check("שלום.txt", "שלום.txt");
        check("", "fil");
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let at = "å".repeat(FILE_NAME_CHARACTERS);
        check(&at, &at);
        let above = format!("{}.docx", "å".repeat(FILE_NAME_CHARACTERS - 4));
        check(&above, &format!("{}.docx", "å".repeat(FILE_NAME_CHARACTERS - 5)));
        let endless = format!("a.{}", "b".repeat(300));
        check(&endless, &endless.chars().take(FILE_NAME_CHARACTERS).collect::<String>());
    }
}
