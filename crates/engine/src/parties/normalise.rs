//! One spelling for each address and number, so that the same person is found again.

/// The country code of a number given without one.
const HOME: &str = "+47";

/// The normal form of an e-mail address: small letters, the domain in ASCII. None where it is not one.
pub fn email(typed: &str) -> Option<String> {
    mail::normal_form(typed)
}

/// The normal form of a telephone number: E.164, Norwegian where it names no country. None where it
/// is not one.
pub fn phone(typed: &str) -> Option<String> {
    let mut number: String =
        typed.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '-' | '.' | '(' | ')' | '/')).collect();
    if matches!(number.len(), 5 | 8) && !number.starts_with('+') {
        // Norwegian numbers have eight digits, some short ones five.
        number = format!("{HOME}{number}");
    } else if let Some(rest) = number.strip_prefix("00") {
        number = format!("+{rest}");
    }
    let digits = number.strip_prefix('+')?;
    let plausible = (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plausible.then_some(number)
}
