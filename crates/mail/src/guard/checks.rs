//! Check digits, as the issuers of numbers publish them. A number that passes need not have been given to anybody.

const FIRST: [u32; 9] = [3, 7, 6, 1, 8, 9, 4, 5, 2];
/// The weights of account numbers too: every identity number could be an account.
const SECOND: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// The remainders of the first check that numbers issued from 2032 on may leave; older ones leave none.
const FIRST_REMAINDER_MAX: u32 = 3;
/// What is added to the first digit of the day in a D-number.
const D_NUMBER: u32 = 4;
/// What is added to the first digit of the month in a number made for tests.
const SYNTHETIC: u32 = 8;

/// By which rule an identity number is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Both checks leave nothing: of eleven random digits 0.06 % pass.
    Old,
    /// The first check leaves 1, 2 or 3, as it may in numbers issued from 1 January 2032 on: 0.18 %.
    From2032,
}

/// A national identity number or D-number of eleven digits: a possible day and both check digits.
///
/// Source: the Tax Administration, "Nytt fødselsnummer fra 2032".
pub(super) fn identity(digits: &[u32], with_synthetic: bool) -> Option<Rule> {
    let first = remainder(digits, &FIRST)?;
    let fits = digits.len() == 11 && remainder(digits, &SECOND)? == 0 && is_day(digits, with_synthetic);
    match first {
        0 if fits => Some(Rule::Old),
        1..=FIRST_REMAINDER_MAX if fits => Some(Rule::From2032),
        _ => None,
    }
}

/// A Norwegian account number of eleven digits, modulo 11. Of random digits 9 % pass.
pub(super) fn account(digits: &[u32]) -> bool {
    digits.len() == 11 && remainder(digits, &SECOND) == Some(0)
}

/// Luhn's sum (ISO/IEC 7812-1, annex B). Of random digits 10 % pass.
pub(super) fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| match (index % 2, *digit) {
            (0, digit) => digit,
            (_, digit @ 0..=4) => digit * 2,
            (_, digit) => digit * 2 - 9,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The sum of an IBAN, modulo 97 (ISO 7064), over capitals or small letters.
pub(super) fn iban(text: &str) -> bool {
    let Some((head, tail)) = text.split_at_checked(4) else { return false };
    let values = tail.chars().chain(head.chars()).map(|c| c.to_digit(36));
    let mut sum = 0;
    for value in values {
        match value {
            Some(value @ 0..=9) => sum = (sum * 10 + value) % 97,
            Some(value) => sum = (sum * 100 + value) % 97,
            None => return false,
        }
    }
    sum == 1
}

fn is_day(digits: &[u32], with_synthetic: bool) -> bool {
    let tens = if digits[0] >= D_NUMBER { digits[0] - D_NUMBER } else { digits[0] };
    let month_tens = if with_synthetic && digits[2] >= SYNTHETIC { digits[2] - SYNTHETIC } else { digits[2] };
    let (day, month) = (tens * 10 + digits[1], month_tens * 10 + digits[3]);
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return false,
    };
    (1..=longest).contains(&day)
}

/// What the weighted digits and the check digit behind them leave, divided by 11.
fn remainder(digits: &[u32], weights: &[u32]) -> Option<u32> {
    let check = digits.get(weights.len())?;
    Some((digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() + check) % 11)
}
