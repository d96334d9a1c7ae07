//! Numbers for the made-up mails, with their check digits worked out anew here.

use super::Random;

/// The account to which customers pay: the company's own.
pub(crate) const OWN: &str = "86011117947";

const FIRST_WEIGHTS: [usize; 9] = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const SECOND_WEIGHTS: [usize; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// What stands in a slot, if it is one for a number.
pub(super) fn slot(slot: &str, random: &mut Random) -> Option<String> {
    let text = match slot {
        "fnr" => spelt(&identity(random, 1), random),
        "fnr2032" => spelt(&identity(random, 4), random),
        "account" => {
            let form = random.below(4);
            in_groups(&account(random), &[4, 2, 5], [".", " ", "", "\u{a0}"][form])
        }
        "iban" => norwegian_iban(random),
        "iban abroad" => random
            .of(&[
                "GB29 NWBK 6016 1331 9268 19",
                "DE89370400440532013000",
                "SE45 5000 0000 0583 9825 7466",
                "DK50 0040 0440 1162 43",
            ])
            .to_owned(),
        "card" => card(random),
        "own" => random.of(&["8601 11 17947", "8601.11.17947", OWN]).to_owned(),
        "kid" => kid(random),
        "phone" => phone(random),
        "amount" => format!("{} {},{}", 1 + random.below(900), digits(random, 3), digits(random, 2)),
        "date" => format!("{:02}.{:02}.20{:02}", 1 + random.below(28), 1 + random.below(12), 24 + random.below(4)),
        "time" => format!("{:02}:{:02}", random.below(24), random.below(60)),
        "order" => format!("{}{}", random.of(&["", "1", "SO-", "100"]), digits(random, 6)),
        "long" => digits(random, 11),
        "tracking" => random.of(&["3707", "7010", "4011"]).to_owned() + &digits(random, 14),
        "case" => format!("{}{}", random.of(&["#", "SAK-", "[SAK-"]), 100 + random.below(90_000)),
        "orgno" => in_groups(&organisation(random), &[3, 3, 3], ["", " "][random.below(2)]),
        "ip" => format!("10.{}.{}.{}", random.below(256), random.below(256), random.below(256)),
        "version" => format!("{}.{}.{}", random.below(20), random.below(40), random.below(3000)),
        "uuid" => {
            format!("{}-{}-4{}-8{}-{}", hex(random, 8), hex(random, 4), hex(random, 3), hex(random, 3), hex(random, 12))
        }
        "hash" => hex(random, 40),
        "isbn" => format!("978-82-{}-{}-{}", digits(random, 2), digits(random, 5), digits(random, 1)),
        "postcode" => digits(random, 4),
        _ => return None,
    };
    Some(text)
}

fn digits(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| char::from(b'0' + u8::try_from(random.below(10)).unwrap_or(0))).collect()
}

fn hex(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| char::from_digit(u32::try_from(random.below(16)).unwrap_or(0), 16).unwrap_or('0')).collect()
}

fn sum(digits: &str, weights: &[usize]) -> usize {
    digits.bytes().zip(weights).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum()
}

/// The digit that fills the sum up to a multiple of 11 and a remainder; none where it would be ten.
fn check_digit(digits: &str, weights: &[usize], remainder: usize) -> Option<String> {
    let digit = (11 + remainder - sum(digits, weights) % 11) % 11;
    (digit < 10).then(|| digit.to_string())
}

/// An identity number of the Tax Administration's tests, one of eight a D-number, whose first check leaves less than `remainders` (from 2032 on
/// up to three).
fn identity(random: &mut Random, remainders: usize) -> String {
    loop {
        let tens = if random.below(8) == 0 { 40 } else { 0 };
        let day = tens + 1 + random.below(28);
        let begin = format!("{day:02}{:02}{}{}", 81 + random.below(12), digits(random, 2), digits(random, 3));
        let Some(first) = check_digit(&begin, &FIRST_WEIGHTS, random.below(remainders)) else { continue };
        let begin = begin + &first;
        if let Some(second) = check_digit(&begin, &SECOND_WEIGHTS, 0) {
            return begin + &second;
        }
    }
}

/// As people write it.
fn spelt(number: &str, random: &mut Random) -> String {
    match random.below(8) {
        0..=2 => number.to_owned(),
        3..=4 => in_groups(number, &[6, 5], " "),
        5 => in_groups(number, &[6, 5], "-"),
        6 => in_groups(number, &[6, 5], "\u{a0}"),
        _ => format!("{} {}", in_groups(&number[..6], &[2, 2, 2], "."), &number[6..]),
    }
}

/// No bank has the first four digits 0000.
fn account(random: &mut Random) -> String {
    loop {
        let begin = format!("0000{}", digits(random, 6));
        if let Some(last) = check_digit(&begin, &SECOND_WEIGHTS, 0) {
            return begin + &last;
        }
    }
}

fn organisation(random: &mut Random) -> String {
    loop {
        let begin = format!("3{}", digits(random, 7));
        if let Some(last) = check_digit(&begin, &[3, 2, 7, 6, 5, 4, 3, 2], 0) {
            return begin + &last;
        }
    }
}

fn norwegian_iban(random: &mut Random) -> String {
    let account = account(random);
    let number: u64 = format!("{account}232400").parse().unwrap_or(0);
    let iban = format!("NO{:02}{account}", 98 - number % 97);
    if random.below(3) == 0 { iban } else { in_groups(&iban, &[4, 4, 4, 3], " ") }
}

/// The numbers that the networks publish for tests.
fn card(random: &mut Random) -> String {
    let number = random.of(&[
        "4111111111111111",
        "4012888888881881",
        "5555555555554444",
        "5105105105105100",
        "2223003122003222",
        "378282246310005",
        "371449635398431",
        "6011111111111117",
        "30569309025904",
        "3530111333300000",
    ]);
    let groups: &[usize] = if number.len() == 16 { &[4, 4, 4, 4] } else { &[4, 6, 5] };
    match random.below(4) {
        0 => number.to_owned(),
        1 => in_groups(number, groups, "-"),
        _ => in_groups(number, groups, " "),
    }
}

/// A customer's identification of a payment: 7 to 25 digits of which the last is a check, modulo 10 or 11.
fn kid(random: &mut Random) -> String {
    let length = 6 + random.below(19);
    let begin = digits(random, length);
    if random.below(3) == 0 {
        let weights: Vec<usize> = (2..8).cycle().take(begin.len()).collect();
        let reversed: String = begin.chars().rev().collect();
        return begin + &check_digit(&reversed, &weights, 0).unwrap_or_else(|| "-".to_owned());
    }
    let doubled = |(index, digit): (usize, u8)| {
        let digit = usize::from(digit - b'0');
        let twice = if index.is_multiple_of(2) { digit * 2 } else { digit };
        twice / 10 + twice % 10
    };
    let sum: usize = begin.bytes().rev().enumerate().map(doubled).sum();
    format!("{begin}{}", (10 - sum % 10) % 10)
}

fn phone(random: &mut Random) -> String {
    let number = random.of(&["2", "4", "9"]).to_owned() + &digits(random, 7);
    match random.below(6) {
        0 => number,
        1 => in_groups(&number, &[3, 2, 3], " "),
        2 => in_groups(&number, &[2, 2, 2, 2], " "),
        3 => format!("+47 {}", in_groups(&number, &[2, 2, 2, 2], " ")),
        4 => format!("+47{number}"),
        _ => format!("0047 {}", in_groups(&number, &[3, 2, 3], " ")),
    }
}

fn in_groups(number: &str, lengths: &[usize], between: &str) -> String {
    let mut rest = number;
    let mut groups = Vec::new();
    for length in lengths {
        let (group, after) = rest.split_at((*length).min(rest.len()));
        groups.push(group);
        rest = after;
    }
    groups.join(between) + rest
}
