//! Countries: their names, and whether the GDPR applies there.
//!
//! The European Economic Area is the European Union, Iceland, Liechtenstein and Norway. A country
//! that is not listed is written as its code and counts as outside.

use model::Language;

/// ISO 3166 code, name in bokmål, name in English.
type Country = (&'static str, &'static str, &'static str);

/// The name of the country with ISO 3166 code `code`.
pub(crate) fn country(code: &str, language: Language) -> &str {
    let Some((_, nb, en)) = EEA.iter().chain(&ELSEWHERE).find(|(known, ..)| *known == code) else {
        return code;
    };
    match language {
        Language::Nb => nb,
        Language::En => en,
    }
}

/// Whether the country lies in the European Economic Area.
pub(crate) fn in_eea(code: &str) -> bool {
    EEA.iter().any(|(known, ..)| *known == code)
}

const EEA: [Country; 30] = [
    ("AT", "Østerrike", "Austria"),
    ("BE", "Belgia", "Belgium"),
    ("BG", "Bulgaria", "Bulgaria"),
    ("CY", "Kypros", "Cyprus"),
    ("CZ", "Tsjekkia", "Czechia"),
    ("DE", "Tyskland", "Germany"),
    ("DK", "Danmark", "Denmark"),
    ("EE", "Estland", "Estonia"),
    ("ES", "Spania", "Spain"),
    ("FI", "Finland", "Finland"),
    ("FR", "Frankrike", "France"),
    ("GR", "Hellas", "Greece"),
    ("HR", "Kroatia", "Croatia"),
    ("HU", "Ungarn", "Hungary"),
    ("IE", "Irland", "Ireland"),
    ("IS", "Island", "Iceland"),
    ("IT", "Italia", "Italy"),
    ("LI", "Liechtenstein", "Liechtenstein"),
    ("LT", "Litauen", "Lithuania"),
    ("LU", "Luxembourg", "Luxembourg"),
    ("LV", "Latvia", "Latvia"),
    ("MT", "Malta", "Malta"),
    ("NL", "Nederland", "the Netherlands"),
    ("NO", "Norge", "Norway"),
    ("PL", "Polen", "Poland"),
    ("PT", "Portugal", "Portugal"),
    ("RO", "Romania", "Romania"),
    ("SE", "Sverige", "Sweden"),
    ("SI", "Slovenia", "Slovenia"),
    ("SK", "Slovakia", "Slovakia"),
];

/// Others where services are often bought.
const ELSEWHERE: [Country; 6] = [
    ("CA", "Canada", "Canada"),
    ("CH", "Sveits", "Switzerland"),
    ("GB", "Storbritannia", "the United Kingdom"),
    ("IN", "India", "India"),
    ("JP", "Japan", "Japan"),
    ("US", "USA", "the United States"),
];
