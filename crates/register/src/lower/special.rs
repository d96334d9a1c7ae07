//! Resolving grounds for special categories of data.

use super::names::Names;
use super::resolved::Special;
use crate::finding::{Findings, Part};
use crate::syntax::draft::SpecialDraft;

pub(super) fn resolve(draft: &Part<SpecialDraft>, names: &Names, findings: &mut Findings) -> Part<Special> {
    draft.as_ref().and_then(|draft| {
        let laws = draft.law.get().into_iter().flatten().map(|name| names.law(name, findings));
        let laws: Vec<_> = laws.collect();
        let laws: Option<Vec<_>> = laws.into_iter().collect();
        let ground = draft.ground.get()?;
        Some(Special { place: draft.place, it: model::Special { ground: ground.it, laws: laws? } })
    })
}
