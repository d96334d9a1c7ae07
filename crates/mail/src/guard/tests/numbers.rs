//! Numbers: published ones, and near misses. None of them belongs to anybody.

use super::{HIGH, LOW, check, check_nothing};
use crate::{Kind, Numbers, Place, guard};

#[test]
fn identity_numbers_of_the_tax_administration() {
    // From its description of the numbers of 2032: two by the old rule, one by the new alone.
    check("Fødselsnummer: 02013299997", &[(Kind::NationalId, HIGH, "02013299997")]);
    check("Registrer 30108299920 i dag.", &[(Kind::NationalId, HIGH, "30108299920")]);
    check("Fnr. 30108299939", &[(Kind::NationalId, HIGH, "30108299939")]);
    check("Registrer 30108299939 i dag.", &[(Kind::NationalId, LOW, "30108299939")]);
    check_nothing(&["Fnr. 02013299987", "Fnr. 02013299996", "Fnr. 0201329999", "Fnr. 020132999970"]);
}

#[test]
fn identity_numbers_in_every_spelling() {
    for number in [
        "020132 99997",
        "020132-99997",
        "020132 - 99997",
        "020132\u{a0}99997",
        "020132\u{202f}99997",
        "02.01.32 99997",
        "02.01.32-99997",
        "02.01.1932 99997",
        "02 01 32 99997",
        "020132 999 97",
        "02\u{ad}0132\u{200b}99997",
        "０２０１３２９９９９７",
        "(02013299997)".trim_matches(['(', ')']),
    ] {
        check(&format!("Kari: {number}, Oslo"), &[(Kind::NationalId, HIGH, number)]);
    }
    check(
        "Ola;02013299997;30108299920",
        &[(Kind::NationalId, HIGH, "02013299997"), (Kind::NationalId, HIGH, "30108299920")],
    );
    check(
        "Ola,02013299997,30108299920",
        &[(Kind::NationalId, HIGH, "02013299997"), (Kind::NationalId, HIGH, "30108299920")],
    );
    check_nothing(&[
        "020132\n99997",
        "020132\t99997",
        "a02013299997",
        "1-02013299997",
        "02013299997,50",
        "+02013299997",
    ]);
}

#[test]
fn an_impossible_day_is_none() {
    // 31 April, 30 February and month 13, with every end.
    for begin in ["310432", "300232", "101332", "000532"] {
        for rest in 0..10_000 {
            let text = format!("fnr {begin}{rest:05}");
            assert!(guard(&[(Place::Text, &text)], &[], Numbers::WithSynthetic).is_empty(), "{text}");
        }
    }
}

#[test]
fn synthetic_numbers_count_where_they_are_asked_for() {
    // Born on 1 January 1990, with a month of 81 and of 41: found by trying every end.
    for (month, asked, unasked) in [("81", true, false), ("41", false, false)] {
        let count = |numbers| {
            let texts = (0..10_000).map(|rest| format!("fnr 01{month}90{rest:05}"));
            texts.filter(|text| !guard(&[(Place::Text, text)], &[], numbers).is_empty()).count()
        };
        assert_eq!(count(Numbers::WithSynthetic) > 0, asked, "{month}");
        assert_eq!(count(Numbers::Issued) > 0, unasked, "{month}");
    }
}

#[test]
fn the_nearest_word_says_what_eleven_digits_are() {
    check("Betales til konto 02013299997", &[(Kind::Account, HIGH, "02013299997")]);
    check(
        "Kontonr. 86011117947, fnr. 02013299997",
        &[(Kind::Account, HIGH, "86011117947"), (Kind::NationalId, HIGH, "02013299997")],
    );
    check(
        "Fnr. 02013299997, konto 86011117947",
        &[(Kind::NationalId, HIGH, "02013299997"), (Kind::Account, HIGH, "86011117947")],
    );
    check("02013299997 er fødselsnummeret hans", &[(Kind::NationalId, HIGH, "02013299997")]);
    check("Ordre 02013299997", &[(Kind::NationalId, LOW, "02013299997")]);
    check_nothing(&["KID 02013299997", "KID: 02013299997, fnr. kommer", "Ordre 30108299939", "KID 30108299939"]);
}

#[test]
fn accounts() {
    check("8601.11.17947", &[(Kind::Account, HIGH, "8601.11.17947")]);
    check("8601 11 17947", &[(Kind::Account, LOW, "8601 11 17947")]);
    check("Konto: 8601 11 17947", &[(Kind::Account, HIGH, "8601 11 17947")]);
    check("Kan lønna settes inn på 86011117947?", &[(Kind::Account, HIGH, "86011117947")]);
    check("Konto 8601 1117947", &[(Kind::Account, HIGH, "8601 1117947")]);
    check_nothing(&["86011117947", "Konto 86011117949", "8601.11.17949", "KID 8601 11 17947", "Ordre 86011117947"]);
}

#[test]
fn our_own_accounts_are_left_alone() {
    let text = "Betal til 8601.11.17947 eller NO93 8601 1117 947, ikke til konto 02013299997.";
    for own in ["86011117947", "8601 11 17947", "NO93 8601 1117 947", "no9386011117947"] {
        let found = guard(&[(Place::Text, text)], &[own.to_owned()], Numbers::Issued);
        assert_eq!(found.iter().map(|found| found.kind).collect::<Vec<_>>(), [Kind::Account], "{own}");
    }
    assert_eq!(guard(&[(Place::Text, text)], &[String::new()], Numbers::Issued).len(), 3);
}

#[test]
fn ibans_of_the_registry() {
    for number in [
        "NO93 8601 1117 947",
        "NO9386011117947",
        "no93 8601 1117 947",
        "GB29 NWBK 6016 1331 9268 19",
        "DE89 3704 0044 0532 0130 00",
        "SE45 5000 0000 0583 9825 7466",
        "DK50 0040 0440 1162 43",
        "FI21 1234 5600 0007 85",
        "FR14 2004 1010 0505 0001 3M02 606",
        "PL61 1090 1014 0000 0712 1981 2874",
        "MT84MALT011000012345MTLCAST001S",
    ] {
        check(&format!("Konto: {number}."), &[(Kind::Iban, HIGH, number)]);
    }
    check_nothing(&[
        "NO94 8601 1117 947",
        "xNO9386011117947",
        "NO93 8601 1117\n947",
        "NO93 8601 1117 9471",
        "NO 923 609 016 MVA",
    ]);
}

#[test]
fn cards_of_the_networks_tests() {
    for number in [
        "4111 1111 1111 1111",
        "4012-8888-8888-1881",
        "5555 5555 5555 4444",
        "2223 0031 2200 3222",
        "3782 822463 10005",
        "3056 930902 5904",
        "6011 1111 1111 1117",
        "3530 1113 3330 0000",
    ] {
        check(number, &[(Kind::Card, HIGH, number)]);
        let bare: String = number.chars().filter(char::is_ascii_digit).collect();
        check(&format!("Kortnummer {bare}"), &[(Kind::Card, HIGH, &bare)]);
        check(&bare, &[(Kind::Card, LOW, &bare)]);
        check_nothing(&[&format!("KID {bare}"), &format!("Sporingsnummer {bare}")]);
    }
    check("Visa 4222222222222", &[(Kind::Card, HIGH, "4222222222222")]);
    check("4111 1111 1111 1111 12/27, CVC 123", &[(Kind::Card, HIGH, "4111 1111 1111 1111")]);
    check_nothing(&[
        "4111 1111 1111 1112",
        "Kort 4111 1111-1111 1111",
        "9111 1111 1111 1111",
        "4222222222222",
        "Kort 411111111111111111111",
    ]);
}

#[test]
fn other_numbers_of_business_are_left_alone() {
    check_nothing(&[
        "Tlf. 22 33 44 55, 223 34 455, +47 22 33 44 55, +4722334455, 0047 22334455, 004722334455",
        "Call +44 20 7946 0958 or 1-800-555-0199.",
        "KID 2345676, KID 234567891234567891234567, KID: 12345678903",
        "Ordre 100045678, sak #4711, [SAK-123], SO-0045678",
        "NO 923 609 016 MVA, org.nr. 923609016",
        "1. januar 2026 kl. 10:15, 01.02.2026 10:15:00, 2026-02-01T10:15:00Z, 20260201101500",
        "kr 1 234 567,00 og 12.345.678,90 og NOK 860 111 179",
        "10.0.12.254, 2001:db8::8601:1117, versjon 1.86.0111",
        "550e8400-e29b-41d4-a716-446655440000, 0201329999-7",
        "sha256:02013299997a86011117947b4111111111111111c",
        "ISBN 978-82-15-02834-7, EAN 7038010000010",
        "370712345678901234, RR123456785NO",
        "<02013299997.4711@mail.example.no>, 02013299997@example.no",
        "https://example.no/sak/02013299997?kort=4111111111111111&konto=8601.11.17947",
        "www.example.no/02013299997",
        "fil_02013299997.csv, #02013299997, 02013299997_1",
    ]);
}
