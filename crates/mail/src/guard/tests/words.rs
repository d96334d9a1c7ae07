//! Words, by the rules of the scoring.

use super::{HIGH, LOW, check, check_nothing, look};
use crate::Kind;

#[test]
fn a_strong_word_counts_where_a_person_is_in_reach() {
    check("Kari er sykmeldt.", &[(Kind::Health, LOW, "sykmeldt")]);
    check("Sykmeldingen hennes er kommet.", &[(Kind::Health, LOW, "Sykmeldingen")]);
    check("Her sick leave was extended.", &[(Kind::Health, LOW, "sick leave")]);
    check("Vi selger skjema for sykmelding.", &[]);
    check("Vi selger skjema for sykmelding.\n\nHan kommer i morgen.", &[]);
    check(&format!("Han kommer. {} Skjema for sykmelding.", "Vi selger det meste. ".repeat(8)), &[]);
}

#[test]
fn one_weak_word_is_nothing_and_two_are_a_hint() {
    check_nothing(&["Han er på sykehuset og leverer varer.", "Jeg er syk i dag."]);
    check("Hun var hos legen og er syk.", &[(Kind::Health, LOW, "legen"), (Kind::Health, LOW, "syk")]);
    // Far apart they speak of different things.
    check_nothing(&[&format!("Han kommer fra legen. {} Hun er syk.", "Vi leverer varer til alle. ".repeat(5))]);
    // The same word twice is one.
    check_nothing(&["Jeg er syk, og hun er syk."]);
}

#[test]
fn several_strong_words_are_sure() {
    check("Kari er sykmeldt med depresjon.", &[(Kind::Health, HIGH, "sykmeldt"), (Kind::Health, HIGH, "depresjon")]);
    check(
        "Sykmeldt, igjen. Sykmeldingen hennes.",
        &[(Kind::Health, LOW, "Sykmeldt"), (Kind::Health, LOW, "Sykmeldingen")],
    );
}

#[test]
fn an_identity_number_makes_a_word_sure() {
    check("02013299997: sykmelding", &[(Kind::NationalId, HIGH, "02013299997"), (Kind::Health, HIGH, "sykmelding")]);
    check("02013299997: syk", &[(Kind::NationalId, HIGH, "02013299997"), (Kind::Health, LOW, "syk")]);
}

#[test]
fn every_kind_has_its_words() {
    for (text, kind) in [
        ("Hennes legeerklæring ligger ved.", Kind::Health),
        ("Han har brystkreft.", Kind::Health),
        ("Ho er sjukmeld.", Kind::Health),
        ("He was diagnosed with a rare syndrome.", Kind::Health),
        ("Hon är sjukskriven.", Kind::Health),
        ("Han er homofil.", Kind::Sexuality),
        ("Her sexual orientation is private.", Kind::Sexuality),
        ("De spurte om hennes etniske bakgrunn.", Kind::Ethnicity),
        ("Han er medlem av Høyre.", Kind::Politics),
        ("Her political views are known.", Kind::Politics),
        ("Han er muslim.", Kind::Religion),
        ("Kari er fagforeningsmedlem.", Kind::Union),
        ("He is a shop steward.", Kind::Union),
        ("Han er dømt for vold.", Kind::Crime),
        ("She has a criminal record.", Kind::Crime),
    ] {
        let found = look(text);
        assert!(!found.is_empty() && found.iter().all(|found| found.kind == kind), "{text}: {found:?}");
    }
}

#[test]
fn compounds_and_inflections() {
    for word in [
        "sykmeldingen",
        "sykmeldinger",
        "brystkreften",
        "legeerklæringens",
        "depresjoner",
        "SYKMELDT",
        "syk\u{ad}meldt",
    ] {
        check(&format!("Hennes {word} er ny."), &[(Kind::Health, LOW, word)]);
    }
    check("Hun a\u{30a}rsaken er angst.", &[(Kind::Health, LOW, "angst")]);
    check("Han venter pa\u{30a} legeerklæring.", &[(Kind::Health, LOW, "legeerklæring")]);
    check_nothing(&["Hans kreftest er en fest.", "Han solgte langstrakte hivert.", "Hennes id er angst_4 og xhiv."]);
}

#[test]
fn false_friends_of_business_are_left_alone() {
    check_nothing(&[
        "Helse, miljø og sikkerhet er ditt ansvar, Kari.",
        "Helse- og miljøplanen din er godkjent.",
        "Helse Bergen har spurt om du kan levere.",
        "Jeg ønsker deg god helse!",
        "Run the diagnostics and send me her log.",
        "Diagnoseverktøyet ditt er oppdatert.",
        "My query uses UNION SELECT; your union type is wrong.",
        "Strafferenten din er 8 %.",
        "Prison Break er favorittserien min.",
        "Du kan trekke fagforeningskontingent i lønnsmodulen.",
        "Kan du bekrefte at han fikk varene? Jeg bekrefter.",
        "Hun svarte bekreftende, og du avkreftet det.",
        "Vi bruker alle krefter, og du får arbeidskreftene.",
        "Hun leverte fangsten, og karbonfangsten din går bra.",
        "My supplier is in Romania, and her heroine is on page 3.",
        "Kristian bor i Kirkeveien, og Kristin i Kristiansand.",
        "Høyre og venstre marg må du sette selv.",
        "Se https://example.no/sykmelding/kari og kari.sykmeldt@example.no, Kari.",
        "Jeg har skrevet union_medlem og sykmeldt_id i skjemaet.",
    ]);
}

#[test]
fn a_name_counts_with_a_capital_alone() {
    check("Sykmelding Liv", &[(Kind::Health, LOW, "Sykmelding")]);
    check_nothing(&["Forsikring for liv og sykmelding"]);
}

#[test]
fn lines_of_a_paragraph_and_of_a_quote_belong_together() {
    check("> Kari er lagt inn\n> på sykehus igjen", &[(Kind::Health, LOW, "lagt inn\n> på sykehus")]);
}
