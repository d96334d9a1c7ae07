//! The order in which the alternatives of a list are offered: by name, as people look them up in their language.
//!
//! It must not know which list it is. What stands first bears the code of ISO 3166 or ISO 639 for Norway and its language,
//! which no other list of codes has.

use model::Language;

/// Norway, bokmål and nynorsk: what is chosen most often stands before all others.
const FIRST: [&str; 3] = ["NO", "nb", "nn"];

/// The alternatives, each a code and its name, in the order of their names in `language`.
pub(super) fn by_name(mut of: Vec<(String, String)>, language: Language) -> Vec<(String, String)> {
    let place = |code: &str| FIRST.iter().position(|first| *first == code).unwrap_or(FIRST.len());
    of.sort_by_cached_key(|(code, name)| (place(code), sorted_as(name, language), name.clone()));
    of
}

/// The name as it is sorted: without case and accents. Norwegian has æ, ø and å behind z, English among a and o.
fn sorted_as(name: &str, language: Language) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match (letter, language) {
            ('æ' | 'ä', Language::Nb) => key.push('{'),
            ('ø' | 'ö', Language::Nb) => key.push('|'),
            ('å', Language::Nb) => key.push('}'),
            ('æ', Language::En) => key.push_str("ae"),
            ('à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā', _) => key.push('a'),
            ('ç' | 'č', _) => key.push('c'),
            ('è' | 'é' | 'ê' | 'ë', _) => key.push('e'),
            ('ì' | 'í' | 'î' | 'ï', _) => key.push('i'),
            ('ñ', _) => key.push('n'),
            ('ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø', _) => key.push('o'),
            ('š', _) => key.push('s'),
            ('ù' | 'ú' | 'û' | 'ü', _) => key.push('u'),
            (other, _) if other.is_alphanumeric() || other == ' ' => key.push(other),
            // Hyphens, apostrophes and brackets do not count.
            (_, _) => {}
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::by_name;
    use model::Language;

    fn check(names: &[(&str, &str)], language: Language, expected: &str) {
        let of = names.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).collect();
        let sorted: Vec<String> = by_name(of, language).into_iter().map(|(_, name)| name).collect();
        assert_eq!(sorted.join(" | "), expected);
    }

    #[test]
    fn names_stand_in_the_order_of_the_language_and_norway_first() {
        let nb = [("AX", "Åland"), ("AT", "Østerrike"), ("ZW", "Zimbabwe"), ("BR", "Brasil"), ("NO", "Norge")];
        check(&nb, Language::Nb, "Norge | Brasil | Zimbabwe | Østerrike | Åland");
        let en = [("AX", "Åland Islands"), ("AT", "Austria"), ("AL", "Albania"), ("NO", "Norway")];
        check(&en, Language::En, "Norway | Åland Islands | Albania | Austria");
        let languages = [("nn", "nynorsk"), ("se", "nordsamisk"), ("nb", "bokmål"), ("af", "afrikaans")];
        check(&languages, Language::Nb, "bokmål | nynorsk | afrikaans | nordsamisk");
        check(
            &[("TD", "Tsjad"), ("CI", "Elfenbenskysten"), ("ER", "Eritrea")],
            Language::Nb,
            "Elfenbenskysten | Eritrea | Tsjad",
        );
    }
}
