use super::{ADDRESS_CHARACTERS, Mistake, URL_CHARACTERS, read, said, typed};
use model::{Alternative, Day, FieldKind, Language, Moment, Value, Words};

fn words(nb: &str, en: &str) -> Words {
    Words { nb: nb.to_owned(), en: en.to_owned() }
}

#[test]
fn what_is_typed_is_read_stored_and_said() {
    let model = testkit::model();
    let choice = FieldKind::Choice(vec![Alternative { key: "new".to_owned(), name: words("ny", "new one") }]);
    let check = |kind: &FieldKind, given: &str, value: Value, again: &str, nb: &str| {
        assert_eq!(read(&model, kind, given).as_ref(), Ok(&value), "{given}");
        assert_eq!(typed(kind, &value), again, "{given}");
        assert_eq!(read(&model, kind, again).as_ref(), Ok(&value), "{again}");
        assert_eq!(said(&model, kind, &value, Language::Nb), nb, "{given}");
    };
    let text = |text: &str| Value::Text(text.to_owned());
    check(&FieldKind::Text { max: 5 }, "  æøåéü ", text("æøåéü"), "æøåéü", "æøåéü");
    check(&FieldKind::Text { max: 5 }, " \u{200b} ", Value::Null, "", "");
    check(&FieldKind::LongText { max: 9 }, "a\r\nb\rc", text("a\nb\nc"), "a\nb\nc", "a\nb\nc");
    check(
        &FieldKind::Email,
        "Kari@Kunde.Example",
        text("kari@kunde.example"),
        "kari@kunde.example",
        "kari@kunde.example",
    );
    check(&FieldKind::Phone, "00 00 00 21", text("+4700000021"), "+4700000021", "+4700000021");
    check(&FieldKind::Integer, "−1 200", Value::Integer(-1200), "-1200", "-1200");
    check(&FieldKind::Boolean, "yes", Value::Boolean(true), "yes", "ja");
    check(&FieldKind::Boolean, "no", Value::Boolean(false), "no", "nei");
    check(&FieldKind::Date, "14.3.2029", Value::Day(Day(21_622)), "2029-03-14", "14. mars 2029");
    let winter = Value::Moment(Moment(1_795_367_040_000_000));
    check(&FieldKind::DateTime, "22.11.2026 kl. 18.04", winter, "2026-11-22T18:04", "22. november 2026 kl. 18.04");
    check(&choice, "new", text("new"), "new", "ny");
    check(&FieldKind::RichText { max: 9 }, "**a**\r\nb", text("**a**\nb"), "**a**\nb", "**a**\nb");
    check(&FieldKind::Url, "Fjordlys.Example/a b", text(WEB), WEB, WEB);
    check(&FieldKind::Address, "Vei 1\r\n0001 Oslo", text("Vei 1\n0001 Oslo"), "Vei 1\n0001 Oslo", "Vei 1\n0001 Oslo");
    check(&FieldKind::OrgNumber, "310 000 043", text("310000043"), "310000043", "310\u{a0}000\u{a0}043");
    check(&FieldKind::AccountNumber, "1234.56.78903", text("12345678903"), "12345678903", "1234\u{a0}56\u{a0}78903");
    check(&FieldKind::Decimal, "1 234,5", Value::Integer(12_345_000), "1234,5", "1\u{a0}234,5");
    check(&FieldKind::Money, "1 234,50", Value::Integer(123_450), "1234,50", "1\u{a0}234,50\u{a0}kr");
    check(&FieldKind::Money, "kr 1234.50", Value::Integer(123_450), "1234,50", "1\u{a0}234,50\u{a0}kr");
    check(&FieldKind::Money, "99,-", Value::Integer(9_900), "99,00", "99,00\u{a0}kr");
    check(&FieldKind::Percent, "12,5 %", Value::Integer(1_250), "12,5", "12,5\u{a0}%");
    check(&FieldKind::Duration, "1t 30m", Value::Integer(90), "1:30", "1\u{a0}t 30\u{a0}min");
}

const WEB: &str = "https://fjordlys.example/a%20b";

#[test]
fn web_and_postal_addresses_have_a_longest() {
    let model = testkit::model();
    let url = |characters: usize| format!("https://a.example/{}", "x".repeat(characters - "https://a.example/".len()));
    assert!(read(&model, &FieldKind::Url, &url(URL_CHARACTERS)).is_ok());
    let long = read(&model, &FieldKind::Url, &url(URL_CHARACTERS + 1));
    assert_eq!(long, Err(Mistake::TooLong(URL_CHARACTERS)));
    assert!(read(&model, &FieldKind::Address, &"x".repeat(ADDRESS_CHARACTERS)).is_ok());
    let long = read(&model, &FieldKind::Address, &"x".repeat(ADDRESS_CHARACTERS + 1));
    assert_eq!(long, Err(Mistake::TooLong(ADDRESS_CHARACTERS)));
}

#[test]
fn what_cannot_be_read_says_why() {
    let model = testkit::model();
    let check = |kind: FieldKind, given: &str, mistake: Mistake| {
        assert_eq!(read(&model, &kind, given), Err(mistake), "{given}");
    };
    check(FieldKind::Text { max: 5 }, "æøåéüx", Mistake::TooLong(5));
    check(FieldKind::Text { max: 5 }, "a\nb", Mistake::NotText);
    check(FieldKind::LongText { max: 2 }, "abc", Mistake::TooLong(2));
    check(FieldKind::Email, "kari", Mistake::NotAnAddress);
    check(FieldKind::Phone, "12", Mistake::NotAPhoneNumber);
    for given in ["1,5", "ti", "99999999999999999999"] {
        check(FieldKind::Integer, given, Mistake::NotWhole);
    }
    for given in ["30.2.2026", "1.1.26", "2026-13-01", "i går"] {
        check(FieldKind::Date, given, Mistake::NotADay);
    }
    for given in ["2026-11-22", "22.11.2026 25.00", "i går kl. 3"] {
        check(FieldKind::DateTime, given, Mistake::NotAMoment);
    }
    check(FieldKind::Boolean, "ja", Mistake::NotAmong);
    check(FieldKind::Choice(Vec::new()), "x", Mistake::NotAmong);
    for given in ["fjordlys", "ftp://fjordlys.example", "https://a:b@fjordlys.example", "javascript:alert(1)"] {
        check(FieldKind::Url, given, Mistake::NotAWebAddress);
    }
    check(FieldKind::OrgNumber, "310 000 044", Mistake::NotAnOrganisationNumber);
    check(FieldKind::NationalId, "01010112345", Mistake::NotANationalId);
    check(FieldKind::AccountNumber, "12345678904", Mistake::NotAnAccountNumber);
    check(FieldKind::Decimal, "1,23456", Mistake::NotANumber(4));
    check(FieldKind::Money, "1,234", Mistake::NotANumber(2));
    check(FieldKind::Percent, "halvparten", Mistake::NotANumber(2));
    check(FieldKind::Duration, "lenge", Mistake::NotADuration);
    check(FieldKind::File, "x", Mistake::NotAmong);
}
