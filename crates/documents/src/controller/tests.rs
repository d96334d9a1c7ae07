use super::{grouped, phone};

#[test]
fn organisation_numbers_stand_in_threes() {
    assert_eq!(grouped("310000043", 3), "310 000 043");
}

#[test]
fn norwegian_numbers_stand_in_twos() {
    let check = |given: &str, expected: &str| assert_eq!(phone(given), expected);
    check("+4722000000", "+47 22 00 00 00");
    check("+47116000", "+47116000");
    check("+4512345678", "+4512345678");
}
