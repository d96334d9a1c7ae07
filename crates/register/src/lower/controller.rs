//! Resolving `[controller]`: exactly one, with numbers and addresses that can be right.

use crate::finding::{At, Findings, Part};
use crate::limits::{EMAIL_MAX_BYTES, PHONE_MAX_DIGITS, PHONE_MIN_DIGITS};
use crate::rules::{r004_duplicate, r005_wrong_value, r006_missing_key};
use crate::syntax::draft::ControllerDraft;
use model::number::is_account_number;
use model::{Controller, YearDay};

/// The weights of an organisation number's first eight digits.
const WEIGHTS: [u32; 8] = [3, 2, 7, 6, 5, 4, 3, 2];

/// `company` is the file that is to hold it.
pub(super) fn resolve(
    drafts: Vec<At<ControllerDraft>>,
    company: Option<usize>,
    findings: &mut Findings,
) -> Option<Controller> {
    let mut drafts = drafts.into_iter();
    let Some(first) = drafts.next() else {
        findings.push(r006_missing_key::controller(company));
        return None;
    };
    for other in drafts {
        findings.push(r004_duplicate::finding("controller", other.place, Some(first.place)));
    }
    let draft = first.it;
    // Each is looked at before the first `?`, so that all that is wrong is found.
    let organisation_number =
        draft.organisation_number.into_option().and_then(|number| organisation_number(&number, findings));
    let phone = draft.phone.into_option().and_then(|number| phone(&number, findings));
    let email = draft.email.into_option().and_then(|address| email(address, findings));
    let accounts: Vec<_> = draft.accounts.iter().filter_map(|number| account(number, findings)).collect();
    Some(Controller {
        name: draft.name.into_option()?.it,
        organisation_number: organisation_number?,
        address: draft.address.into_option()?.it,
        contact: draft.contact.into_option()?.it,
        contact_title: draft.contact_title.into_option()?.it,
        email: email?,
        phone: phone?,
        authority: draft.authority.into_option()?.it,
        accounts,
        fiscal_year_end: match draft.fiscal_year_ends {
            Part::Absent => YearDay::LAST,
            day => day.into_option()?.it,
        },
    })
}

/// Nine digits with a right check digit, without the blanks between them.
fn organisation_number(number: &At<String>, findings: &mut Findings) -> Option<String> {
    let bare: String = number.it.chars().filter(|c| !c.is_whitespace()).collect();
    let digits: Option<Vec<u32>> = bare.chars().map(|c| c.to_digit(10)).collect();
    let problem = match digits.as_deref() {
        Some([first @ .., last]) if first.len() == WEIGHTS.len() => {
            let sum: u32 = first.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
            match (11 - sum % 11) % 11 {
                right if right == *last => return Some(bare),
                10 => "no number begins with these eight digits".to_owned(),
                right => format!("its check digit would be {right}"),
            }
        }
        _ => "it has nine digits and nothing else".to_owned(),
    };
    findings.push(r005_wrong_value::organisation_number(number, &problem));
    None
}

/// Eleven digits with a right check digit, without the blanks and dots between them.
fn account(number: &At<String>, findings: &mut Findings) -> Option<String> {
    let bare: String = number.it.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    if is_account_number(&bare) {
        return Some(bare);
    }
    findings.push(r005_wrong_value::account(number));
    None
}

/// E.164: a plus and digits, without the blanks between them.
fn phone(number: &At<String>, findings: &mut Findings) -> Option<String> {
    let bare: String = number.it.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = bare.strip_prefix('+').unwrap_or_default();
    if (PHONE_MIN_DIGITS..=PHONE_MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(bare);
    }
    findings.push(r005_wrong_value::phone(number));
    None
}

fn email(address: At<String>, findings: &mut Findings) -> Option<String> {
    let parts = address.it.split_once('@');
    let fits = parts.is_some_and(|(name, host)| {
        let labels = host.split('.');
        !name.is_empty()
            && !host.contains('@')
            && labels.clone().count() > 1
            && labels.into_iter().all(|one| !one.is_empty())
    });
    let plain = !address.it.contains(|c: char| c.is_whitespace() || c.is_control());
    if fits && plain && address.it.len() <= EMAIL_MAX_BYTES {
        return Some(address.it);
    }
    findings.push(r005_wrong_value::email(&address));
    None
}
