//! Resolving `[recipient.X]` and `[system.X]`: who and what outside holds the company's data.

use super::names::Names;
use super::resolved::{Recipient, System};
use crate::finding::{At, Findings, Part};
use crate::rules::r005_wrong_value;
use crate::syntax::draft::{Item, RecipientDraft, SystemDraft};
use model::CategoryId;

pub(super) fn recipient(item: Item<RecipientDraft>, names: &Names, findings: &mut Findings) -> Recipient {
    let RecipientDraft { name, kind, task, country, categories, agreement, transfer } = item.it;
    let categories = self::categories(&categories, names, findings);
    Recipient { key: item.key, name, kind, task, country: code(country, findings), categories, agreement, transfer }
}

pub(super) fn system(item: Item<SystemDraft>, names: &Names, findings: &mut Findings) -> System {
    let SystemDraft { name, holds, activities, categories, keep, owner, routine, country, transfer } = item.it;
    System {
        key: item.key,
        name,
        holds,
        activities: activities.iter().filter_map(|name| names.activity(name, findings)).collect(),
        categories: self::categories(&categories, names, findings),
        keep,
        routine,
        owner: owner.and_then(|role| names.role(&role, findings)),
        country: code(country, findings),
        transfer,
    }
}

/// Each category where it is named.
fn categories(written: &[At<String>], names: &Names, findings: &mut Findings) -> Vec<At<CategoryId>> {
    let one = |name: &At<String>| Some(At { it: names.category(name, findings)?, place: name.place });
    written.iter().filter_map(one).collect()
}

/// A country as two capital letters.
fn code(country: Part<At<String>>, findings: &mut Findings) -> Part<At<String>> {
    country.and_then(|code| {
        let fits = code.it.len() == 2 && code.it.bytes().all(|byte| byte.is_ascii_uppercase());
        if !fits {
            findings.push(r005_wrong_value::country(&code));
        }
        fits.then_some(code)
    })
}
