//! Norwegian numbers that check themselves: organisation numbers, account numbers, national identity numbers.
//!
//! Weights and remainders as their issuers publish them; a number that passes need not have been given to anybody.

const ORGANISATION: [u32; 8] = [3, 2, 7, 6, 5, 4, 3, 2];
const ACCOUNT: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
const IDENTITY_FIRST: [u32; 9] = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const IDENTITY_SECOND: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// The remainders of the first check that numbers issued from 2032 on may leave; older ones leave none.
const IDENTITY_REMAINDERS_MAX: u32 = 3;
/// What is added to the first digit of the day in a D-number.
const D_NUMBER: u32 = 4;
/// What is added to the first digit of the month in a number made for tests (Tenor).
const SYNTHETIC: u32 = 8;

/// Whether it is nine digits of which the last fits the others, modulo 11.
///
/// Source: the national register of legal entities, Enhetsregisteret.
pub fn is_organisation_number(text: &str) -> bool {
    digits::<9>(text).is_some_and(|digits| is_divisible(&digits, &ORGANISATION))
}

/// Whether it is eleven digits of which the last fits the others, modulo 11.
pub fn is_account_number(text: &str) -> bool {
    digits::<11>(text).is_some_and(|digits| is_divisible(&digits, &ACCOUNT))
}

/// Whether it is a national identity number or a D-number: a possible day and both check digits.
///
/// Numbers issued from 1 January 2032 on may leave 1, 2 or 3 in the first check; both rules hold side by side.
/// Synthetic numbers (month + 80) pass, so that tests need nobody's own.
/// Source: the Tax Administration, "Nytt fødselsnummer fra 2032".
pub fn is_national_id(text: &str) -> bool {
    let Some(digits) = digits::<11>(text) else { return false };
    let first = (weighted(&digits, &IDENTITY_FIRST) + digits[9]) % 11;
    let second = (weighted(&digits, &IDENTITY_SECOND) + digits[10]) % 11;
    first <= IDENTITY_REMAINDERS_MAX && second == 0 && is_day_possible(&digits)
}

fn is_day_possible(digits: &[u32; 11]) -> bool {
    let tens = if digits[0] >= D_NUMBER { digits[0] - D_NUMBER } else { digits[0] };
    let month_tens = if digits[2] >= SYNTHETIC { digits[2] - SYNTHETIC } else { digits[2] };
    let (day, month) = (tens * 10 + digits[1], month_tens * 10 + digits[3]);
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return false,
    };
    (1..=longest).contains(&day)
}

/// The digits, if there are exactly that many and nothing else.
fn digits<const COUNT: usize>(text: &str) -> Option<[u32; COUNT]> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    digits?.try_into().ok()
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// Whether the digits, weighted, and the check digit behind them are divisible by 11.
fn is_divisible(digits: &[u32], weights: &[u32]) -> bool {
    let check = digits.get(weights.len()).copied().unwrap_or_default();
    (weighted(digits, weights) + check).is_multiple_of(11)
}

#[cfg(test)]
mod tests;
