//! Names of people, organisations and places. Who bears a whole name of these does not exist: first and last names are
//! put together by chance, the names of organisations are made of parts that no register has together, numbers are
//! of series that nobody is given, and addresses end in `.example` (RFC 2606).

use super::dice::Dice;
use model::number::{is_account_number, is_national_id, is_organisation_number};

const FIRST: &[&str] = &[
    "Anne",
    "Inger",
    "Kari",
    "Marit",
    "Ingrid",
    "Liv",
    "Eva",
    "Astrid",
    "Bjørg",
    "Hilde",
    "Anna",
    "Solveig",
    "Randi",
    "Ida",
    "Nina",
    "Elisabeth",
    "Kristin",
    "Bente",
    "Heidi",
    "Silje",
    "Hanne",
    "Linda",
    "Tone",
    "Maria",
    "Julie",
    "Camilla",
    "Marte",
    "Sara",
    "Emma",
    "Nora",
    "Thea",
    "Maja",
    "Frida",
    "Ingeborg",
    "Ragnhild",
    "Sunniva",
    "Tuva",
    "Synnøve",
    "Åse",
    "Øydis",
    "Amina",
    "Fatima",
    "Agnieszka",
    "Jelena",
    "Priya",
    "Jan",
    "Per",
    "Bjørn",
    "Ole",
    "Lars",
    "Kjell",
    "Knut",
    "Svein",
    "Thomas",
    "Arne",
    "Geir",
    "Hans",
    "Morten",
    "Tor",
    "Erik",
    "Martin",
    "Andreas",
    "Terje",
    "Odd",
    "John",
    "Anders",
    "Rune",
    "Trond",
    "Jonas",
    "Kristian",
    "Magnus",
    "Henrik",
    "Håkon",
    "Sander",
    "Mathias",
    "Emil",
    "Jakob",
    "Oskar",
    "Sindre",
    "Eirik",
    "Vegard",
    "Øyvind",
    "Åsmund",
    "Torbjørn",
    "Sivert",
    "Ahmed",
    "Mohammed",
    "Piotr",
    "Marek",
    "Dmitri",
    "Kwame",
    "Elias",
    "Iben",
    "Live",
    "Mie",
    "Ylva",
    "Vilde",
    "Oda",
    "Jens",
    "Nils",
    "Stian",
];

const LAST: &[&str] = &[
    "Hansen",
    "Johansen",
    "Olsen",
    "Larsen",
    "Andersen",
    "Pedersen",
    "Nilsen",
    "Kristiansen",
    "Jensen",
    "Karlsen",
    "Johnsen",
    "Pettersen",
    "Eriksen",
    "Berg",
    "Haugen",
    "Hagen",
    "Johannessen",
    "Andreassen",
    "Jacobsen",
    "Dahl",
    "Jørgensen",
    "Henriksen",
    "Lund",
    "Halvorsen",
    "Sørensen",
    "Jakobsen",
    "Moen",
    "Gundersen",
    "Iversen",
    "Strand",
    "Solberg",
    "Svendsen",
    "Eide",
    "Knutsen",
    "Martinsen",
    "Paulsen",
    "Bakken",
    "Kristoffersen",
    "Mathisen",
    "Lie",
    "Amundsen",
    "Nguyen",
    "Rasmussen",
    "Solheim",
    "Lunde",
    "Moe",
    "Nygård",
    "Fredriksen",
    "Bakke",
    "Kristensen",
    "Holm",
    "Lien",
    "Hauge",
    "Christensen",
    "Andresen",
    "Nielsen",
    "Knudsen",
    "Evensen",
    "Sæther",
    "Aas",
    "Myhre",
    "Hanssen",
    "Ahmed",
    "Haugland",
    "Thomassen",
    "Sivertsen",
    "Simonsen",
    "Danielsen",
    "Berge",
    "Sandvik",
    "Rønning",
    "Næss",
    "Arnesen",
    "Kvam",
    "Vik",
    "Myklebust",
    "Ali",
    "Tveit",
    "Nordby",
    "Ødegård",
    "Åsen",
    "Fjeld",
    "Skoglund",
    "Brekke",
    "Ruud",
    "Kowalski",
    "Nowak",
    "Singh",
    "Khan",
    "Hussain",
    "Engen",
    "Viken",
    "Sletten",
    "Hovland",
    "Tangen",
    "Bråten",
];

const STEMS: &[&str] = &[
    "Tjeldvang",
    "Ravnkollen",
    "Sølvkneppen",
    "Myrstupet",
    "Gråhammer",
    "Lomvikbukta",
    "Storlauvet",
    "Elgtangen",
    "Rypeflya",
    "Havgløtten",
    "Fossegrimen",
    "Bjønnstien",
    "Lyngryggen",
    "Tranemyra",
    "Isbrekka",
    "Solrenna",
    "Kvitskjeret",
    "Blåsthaugen",
    "Nøkketjern",
    "Ulvekleiva",
    "Stjerneflata",
    "Hegrebukt",
    "Tindeskaret",
    "Granfloa",
    "Skarvholmen",
    "Perleskogen",
    "Rauvatnet",
    "Dvergmoen",
    "Orrheia",
    "Jutulstua",
    "Saltstraumlia",
    "Nattergalen",
    "Flintåsen",
    "Morgenstua",
    "Varghiet",
    "Selskjeret",
    "Vindkista",
    "Taretangen",
    "Smørbukk",
    "Kråkestein",
];

/// What an organisation does, as its name and as its industry.
const TRADES: &[(&str, &str)] = &[
    ("Regnskap", "Regnskap og revisjon"),
    ("Bygg", "Bygg og anlegg"),
    ("Rør", "Bygg og anlegg"),
    ("Elektro", "Bygg og anlegg"),
    ("Tannklinikk", "Helse"),
    ("Fysioterapi", "Helse"),
    ("Barnehage", "Barnehage"),
    ("Advokatfirma", "Juridisk rådgivning"),
    ("Arkitekter", "Arkitektur"),
    ("Transport", "Transport og lager"),
    ("Logistikk", "Transport og lager"),
    ("Havbruk", "Fiske og havbruk"),
    ("Sjømat", "Fiske og havbruk"),
    ("Gartneri", "Landbruk"),
    ("Meieri", "Næringsmidler"),
    ("Bakeri", "Næringsmidler"),
    ("Hotell", "Reiseliv"),
    ("Opplevelser", "Reiseliv"),
    ("Trykkeri", "Grafisk"),
    ("Reklame", "Reklame og design"),
    ("Eiendom", "Eiendom"),
    ("Vaktmesterservice", "Eiendom"),
    ("Renhold", "Renhold"),
    ("Bemanning", "Bemanning"),
    ("Møbler", "Handel"),
    ("Sport", "Handel"),
    ("Verft", "Industri"),
    ("Mekaniske", "Industri"),
    ("Geoteknikk", "Rådgivende ingeniører"),
    ("Energi", "Energi"),
    ("Kraftlag", "Energi"),
    ("Kurssenter", "Utdanning"),
];

const STREETS: &[&str] = &[
    "Tindveien",
    "Fjordgata",
    "Bryggesvingen",
    "Skolebakken",
    "Myrveien",
    "Lyngstien",
    "Industrivegen",
    "Torvgata",
    "Havneveien",
    "Kirkebakken",
    "Sagbruksveien",
    "Solsiden",
    "Elvegata",
    "Utsikten",
    "Møllergangen",
    "Prøveveien",
];

/// Towns with a postcode each; streets and towns are put together by chance.
pub(super) const TOWNS: &[(&str, &str)] = &[
    ("0001", "Oslo"),
    ("5003", "Bergen"),
    ("7010", "Trondheim"),
    ("4005", "Stavanger"),
    ("9008", "Tromsø"),
    ("4611", "Kristiansand"),
    ("6002", "Ålesund"),
    ("6413", "Molde"),
    ("8003", "Bodø"),
    ("2317", "Hamar"),
    ("3015", "Drammen"),
    ("1607", "Fredrikstad"),
    ("3717", "Skien"),
    ("2609", "Lillehammer"),
    ("3111", "Tønsberg"),
    ("7713", "Steinkjer"),
    ("9405", "Harstad"),
    ("4836", "Arendal"),
    ("5527", "Haugesund"),
    ("3611", "Kongsberg"),
];

/// A person's name.
pub(super) fn person(dice: &mut Dice) -> String {
    let first = *dice.pick(FIRST);
    let last = *dice.pick(LAST);
    match dice.below(20) {
        0 => format!("{first} {} {last}", dice.pick(LAST)),
        1 => format!("{first} {last}-{}", dice.pick(LAST)),
        _ => format!("{first} {last}"),
    }
}

pub(super) struct Organisation {
    pub(super) name: String,
    pub(super) domain: String,
    pub(super) industry: &'static str,
    pub(super) form: &'static str,
    pub(super) town: usize,
}

/// The organisation with this number: no two have the same name, and so none the same domain.
pub(super) fn organisation(dice: &mut Dice, number: usize) -> Organisation {
    // A step that shares no factor with the pairs there are goes through all of them before one comes again.
    let pairs = STEMS.len() * TRADES.len();
    let at = (number * 487) % pairs;
    let (stem, (trade, industry)) = (STEMS[at % STEMS.len()], TRADES[at / STEMS.len()]);
    let form = dice.weighted(&[("AS", 86), ("ENK", 5), ("SA", 3), ("STI", 3), ("ANS", 3)]);
    let branch = number / pairs;
    let name = if branch == 0 { format!("{stem} {trade}") } else { format!("{stem} {trade} {}", branch + 1) };
    let shown = if matches!(form, "ENK" | "STI") { name.clone() } else { format!("{name} {form}") };
    Organisation {
        domain: format!("{}.example", slug(&name)),
        name: shown,
        industry,
        form,
        town: dice.below(TOWNS.len()),
    }
}

/// Two lines of an address.
pub(super) fn address(dice: &mut Dice, town: usize) -> String {
    let (code, name) = TOWNS[town];
    format!("{} {}\n{code} {name}", dice.pick(STREETS), dice.between(1, 98))
}

/// The letters of `text` as they stand in an address.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.to_lowercase().chars() {
        match letter {
            'æ' => slug.push_str("ae"),
            'ø' => slug.push('o'),
            'å' => slug.push('a'),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ => slug.push('-'),
        }
    }
    slug
}

/// `first.last` of a name.
pub(super) fn mailbox(name: &str) -> String {
    let mut words = name.split(' ').map(slug);
    let first = words.next().unwrap_or_default();
    words.next_back().map_or(first.clone(), |last| format!("{first}.{last}"))
}

/// A number that begins with nought, as no number in Norway does.
pub(super) fn phone(number: usize) -> String {
    format!("+4700{:06}", 1_000 + number % 900_000)
}

/// The number after `last` in the series of synthetic organisation numbers whose check digit is right.
pub(super) fn org_number(last: &mut u32) -> String {
    next(last, 9, is_organisation_number)
}

/// Of a bank with the register number 0000, which there is not.
pub(super) fn account_number(last: &mut u32) -> String {
    next(last, 11, is_account_number)
}

/// Of somebody born in the 81st month, as the numbers of test persons are.
pub(super) fn national_id(dice: &mut Dice) -> String {
    loop {
        let (day, year) = (dice.between(1, 28), dice.between(60, 99));
        let number = format!("{day:02}{}{year:02}{:05}", dice.between(81, 92), dice.between(0, 49_999));
        if is_national_id(&number) {
            return number;
        }
    }
}

fn next(last: &mut u32, digits: usize, checks: fn(&str) -> bool) -> String {
    loop {
        *last += 1;
        let number = format!("{:0digits$}", *last);
        if checks(&number) {
            return number;
        }
    }
}
