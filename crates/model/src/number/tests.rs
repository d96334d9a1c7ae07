//! Published examples and near misses; no number that can belong to somebody.

use super::{is_account_number, is_national_id, is_organisation_number};

#[test]
fn organisation_numbers() {
    assert!(is_organisation_number("310000043"));
    for wrong in ["310000044", "31000004", "3100000430", "31000004a", "", "٣١٠٠٠٠٠٤٣"] {
        assert!(!is_organisation_number(wrong), "{wrong}");
    }
}

#[test]
fn account_numbers() {
    assert!(is_account_number("86011117947"));
    assert!(!is_account_number("86011117949"));
    assert!(!is_account_number("8601 11 17947"));
}

#[test]
fn national_identity_numbers_by_the_old_rule_and_by_that_of_2032() {
    // From the Tax Administration's description of the new numbers.
    for valid in ["02013299997", "30108299920", "30108299939"] {
        assert!(is_national_id(valid), "{valid}");
    }
    for wrong in ["02013299987", "02013299996", "0201329999", "00000000000"] {
        assert!(!is_national_id(wrong), "{wrong}");
    }
}

#[test]
fn an_impossible_day_is_no_identity_number() {
    // 31 April, 30 February and month 13, each with fitting check digits.
    for (day, month) in [(31, 4), (30, 2), (10, 13), (0, 5)] {
        for rest in 0..10_000 {
            let text = format!("{day:02}{month:02}32{rest:05}");
            assert!(!is_national_id(&text), "{text}");
        }
    }
}
