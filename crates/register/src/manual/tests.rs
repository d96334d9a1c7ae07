use super::{example, findings, one_of, title};
use crate::Code;
use crate::syntax::keys::Section;

/// Findings that may speak of any key, and so of none in particular.
const GENERAL: [Code; 5] = [Code::R001, Code::R002, Code::R004, Code::R005, Code::R006];

#[test]
fn findings_speak_of_keys_that_there_are() {
    let known: Vec<String> = Section::ALL
        .iter()
        .flat_map(|section| section.keys().iter().map(|key| super::full_name(*section, key)))
        .collect();
    for &code in Code::ALL {
        let named = findings::keys(code);
        assert_eq!(named.is_empty(), GENERAL.contains(&code), "{code}");
        for name in named {
            assert!(known.iter().any(|known| known == name), "{code}: {name}");
        }
        assert!(!title(code).is_empty() && !title(code).contains(code.key()), "{code}");
    }
}

#[test]
fn an_excerpt_is_a_table_or_a_header_with_one_field() {
    let check = |text: &str, word: &str, expected: &str| {
        let start = text.find(word).unwrap();
        let key = crate::Place { file: 0, start, end: start + word.len() };
        assert_eq!(example::excerpt(text, key), expected, "{word}");
    };
    let text = "# what\n\n[role.a]\nname = {\n  nb = 1 }\nx = 2\n\n# more\n[entity.b]\ny = 3\n[entity.b.fields]\np = { \
                one = 4,\n  two = 5 }\nq = 6\n";
    check(text, "nb", "[role.a]\nname = {\n  nb = 1 }\nx = 2\n");
    check(text, "role", "[role.a]\nname = {\n  nb = 1 }\nx = 2\n");
    check(text, "y =", "[entity.b]\ny = 3\n");
    check(text, "two", "[entity.b.fields]\np = { one = 4,\n  two = 5 }\n");
    check(text, "q =", "[entity.b.fields]\nq = 6\n");
    check("a = 1", "a", "a = 1\n");
}

#[test]
fn words_are_listed() {
    assert_eq!(one_of(&["a"]), "`\"a\"`");
    assert_eq!(one_of(&["a", "b", "c"]), "`\"a\"`, `\"b\"` or `\"c\"`");
}
