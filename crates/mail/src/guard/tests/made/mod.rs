//! Mails that are made up, from a seed: ordinary ones of a company, and ones in which something stands that does not belong in a mail.
//!
//! The lists were mended beside the sentences of `ordinary` and `sensitive`, so that what they measure is too kind. No list was
//! mended for those of `later`, but how near two weak words stand was chosen with a look at both. No number in them can be
//! anybody's: identity numbers are those of the Tax Administration's tests (month + 80), and no bank has the accounts' first four
//! digits.

mod later;
mod numbers;
mod ordinary;
mod scores;
mod sensitive;

use std::ops::Range;

use mail::Kind;
use numbers::OWN;
pub(crate) use scores::{Scores, known, later};

/// Names of nobody: the first ones and the last ones are put together at random.
const FIRST: [&str; 24] = [
    "Kari",
    "Ola",
    "Ingrid",
    "Lars",
    "Aisha",
    "Bjørn",
    "Silje",
    "Torunn",
    "Mohammed",
    "Pål",
    "Ragnhild",
    "Jonas",
    "Eline",
    "Vidar",
    "Solveig",
    "Piotr",
    "Anne Grete",
    "Tor-Erik",
    "Yusuf",
    "Oddvar",
    "Marte",
    "Sindre",
    "Gunnhild",
    "Emma",
];
const LAST: [&str; 16] = [
    "Nordmann", "Hansen", "Lie", "Bakke", "Solberg", "Dahl", "Haugen", "Moen", "Berg", "Kowalski", "Ahmed", "Vik",
    "Strand", "Eriksen", "Fjeld", "Tveit",
];
const COMPANIES: [&str; 14] = [
    "Fjordlys AS",
    "Helse Bergen",
    "Nordvik Bygg",
    "Kirkens Bymisjon",
    "Eksempel kommune",
    "Solsiden Tannlegesenter",
    "Union Eiendom",
    "Fagbokforlaget",
    "Kreftforeningen",
    "Vestby Transport",
    "Brann og Redning IKS",
    "Legesenteret på Torget",
    "Rødt Hus AS",
    "Kriminalomsorgen",
];

/// A mail, and what was put into it: which kind, and where.
struct Made {
    text: String,
    planted: Option<(Kind, Range<usize>)>,
}

/// The kinds that are planted.
const KINDS: [Kind; 11] = [
    Kind::NationalId,
    Kind::Account,
    Kind::Iban,
    Kind::Card,
    Kind::Health,
    Kind::Sexuality,
    Kind::Ethnicity,
    Kind::Politics,
    Kind::Religion,
    Kind::Union,
    Kind::Crime,
];

/// Which sentences the mails are made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sentences {
    /// Those beside which the lists were mended.
    Known,
    /// Those that were written later.
    Later,
}

/// A mail in which nothing is to be found.
fn ordinary(sentences: Sentences, seed: u64) -> Made {
    let text = letter(&mut Random::new(seed), sentences, None).0;
    Made { text, planted: None }
}

/// A mail in which something of a kind stands.
fn sensitive(sentences: Sentences, kind: Kind, seed: u64) -> Made {
    let mut random = Random::new(seed);
    let planted = match sentences {
        Sentences::Known => sensitive::sentences(kind),
        Sentences::Later => later::sentences(kind),
    };
    let planted = filled(random.of(planted), &mut random);
    let (text, range) = letter(&mut random, sentences, Some(&planted));
    Made { text, planted: Some((kind, range)) }
}

/// A greeting, a few sentences in paragraphs, and a name; the planted one stands among them.
fn letter(random: &mut Random, sentences: Sentences, planted: Option<&str>) -> (String, Range<usize>) {
    let sentences: &[&str] = match sentences {
        Sentences::Known => &ordinary::SENTENCES,
        Sentences::Later => &later::ORDINARY,
    };
    let mut text = filled(random.of(&ordinary::GREETINGS), random);
    let count = 2 + random.below(6);
    let place = random.below(count);
    let mut range = 0..0;
    for index in 0..count {
        text.push_str(if random.below(3) == 0 { "\n\n" } else { " " });
        if let Some(planted) = planted.filter(|_| index == place) {
            range = text.len()..text.len() + planted.len();
            text.push_str(planted);
            text.push(' ');
        }
        text.push_str(&filled(random.of(sentences), random));
    }
    text.push_str(&filled(random.of(&ordinary::ENDINGS), random));
    (text, range)
}

/// A sentence with something in each `{slot}`.
fn filled(sentence: &str, random: &mut Random) -> String {
    let mut text = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(&numbers::slot(slot, random).unwrap_or_else(|| words(slot, random)));
        rest = after;
    }
    text + rest
}

fn words(slot: &str, random: &mut Random) -> String {
    match slot {
        "first" => random.of(&FIRST).to_owned(),
        "name" => format!("{} {}", random.of(&FIRST), random.of(&LAST)),
        "company" => random.of(&COMPANIES).to_owned(),
        other => panic!("no slot {other}"),
    }
}

/// Marsaglia's xorshift64.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or(0)
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}
