//! Resolving `[law.X]`, `[right.X]`, `[category.X]` and `[list.X]`: facts that stand for themselves.

use super::names::Names;
use super::resolved::Law;
use crate::finding::{Findings, Part};
use crate::syntax::draft::{CategoryDraft, Item, LawDraft, ListDraft, RightDraft};
use model::{Category, CategoryKind, List, Right};

pub(super) fn resolve(item: Item<LawDraft>, names: &Names, findings: &mut Findings) -> Law {
    let Item { key, it: draft } = item;
    Law {
        key,
        title: draft.title,
        source: draft.source,
        valid_from: draft.valid_from,
        valid_to: draft.valid_to,
        checked_on: draft.checked_on,
        confidence: draft.confidence,
        applies_to: draft.applies_to,
        instead: draft.instead.into_option().and_then(|name| names.law(&name, findings)),
        minimum: draft.minimum,
    }
}

pub(super) fn right(item: Item<RightDraft>) -> Option<Right> {
    let Item { key, it: draft } = item;
    Some(Right {
        key: key.it,
        name: draft.name.into_option()?.it,
        article: draft.article.into_option()?.it,
        deadline: draft.deadline.into_option()?.it,
        extension: match draft.extension {
            Part::Absent => None,
            extension => Some(extension.into_option()?.it),
        },
        source: draft.source.into_option()?.it,
        checked_on: draft.checked_on.into_option()?.it,
        confidence: draft.confidence.into_option()?.it,
    })
}

pub(super) fn category(item: Item<CategoryDraft>) -> Option<Category> {
    let Item { key, it: draft } = item;
    Some(Category {
        key: key.it,
        name: draft.name.into_option()?.it,
        dpv: draft.dpv.into_option()?.it,
        kind: match draft.kind {
            Part::Absent => CategoryKind::Ordinary,
            kind => kind.into_option()?.it,
        },
    })
}

pub(super) fn list(item: Item<ListDraft>) -> Option<List> {
    let Item { key, it: draft } = item;
    // Where it was read, and how sure that is, must be written down; nothing follows from it.
    let (_, _, _) = (draft.source.into_option()?, draft.checked_on.into_option()?, draft.confidence.into_option()?);
    Some(List { key: key.it, name: draft.name.into_option()?.it, of: draft.of.into_option()? })
}
