//! Resolving `[recipient.X]` and `[system.X]`: who and what outside holds the company's data.

use super::names::Names;
use super::resolved::{Recipient, System};
use crate::country;
use crate::finding::{At, Findings, Part};
use crate::rules::r005_wrong_value;
use crate::syntax::draft::{Item, RecipientDraft, SystemDraft};
use model::{Alternative, CategoryId, Language, List};

pub(super) fn recipient(
    item: Item<RecipientDraft>,
    names: &Names,
    countries: Option<&List>,
    findings: &mut Findings,
) -> Recipient {
    let RecipientDraft { name, kind, task, country, categories, agreement, transfer } = item.it;
    let categories = self::categories(&categories, names, findings);
    Recipient {
        key: item.key,
        name,
        kind,
        task,
        country: code(country, countries, findings),
        categories,
        agreement,
        transfer,
    }
}

pub(super) fn system(
    item: Item<SystemDraft>,
    names: &Names,
    countries: Option<&List>,
    findings: &mut Findings,
) -> System {
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
        country: code(country, countries, findings),
        transfer,
    }
}

/// Each category where it is named.
fn categories(written: &[At<String>], names: &Names, findings: &mut Findings) -> Vec<At<CategoryId>> {
    let one = |name: &At<String>| Some(At { it: names.category(name, findings)?, place: name.place });
    written.iter().filter_map(one).collect()
}

/// A country by its code; `countries` is the list that has their names.
fn code(country: Part<At<String>>, countries: Option<&List>, findings: &mut Findings) -> Part<At<String>> {
    country.and_then(|code| {
        let fits = country::is_one(&code.it);
        if !fits {
            let meant = country::meant(&code.it).or_else(|| by_name(&code.it, countries?));
            findings.push(r005_wrong_value::country(&code, meant));
        }
        fits.then_some(code)
    })
}

/// The code of the country of that name, in either language.
fn by_name<'a>(name: &str, countries: &'a List) -> Option<&'a str> {
    let bears = |country: &&Alternative| Language::ALL.iter().any(|&language| country.name.get(language) == name);
    countries.of.iter().find(bears).map(|country| country.key.as_str())
}
