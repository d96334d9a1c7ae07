//! Changes: a shorter period for an entity that stands elsewhere.
//!
//! The changed period takes the place of the declared one before anything is resolved; afterwards the two
//! are held against each other.

use super::entity::Resolver;
use super::keep;
use super::names::Names;
use crate::finding::{At, Findings, Part};
use crate::rules::r033_longer_change;
use crate::syntax::draft::{ChangeDraft, EntityDraft, Item};
use crate::syntax::keep::KeepDraft;
use model::{EntityId, Keep, Span, Term};

const SHORTEST_MONTH_DAYS: u32 = 28;
const LONGEST_MONTH_DAYS: u32 = 31;

/// A period that was changed.
pub(super) struct Changed {
    entity: EntityId,
    before: At<KeepDraft>,
    now: At<KeepDraft>,
}

/// Puts the changed periods into the entities.
pub(super) fn apply(
    changes: Vec<Item<ChangeDraft>>,
    entities: &mut [Item<EntityDraft>],
    names: &Names,
    findings: &mut Findings,
) -> Vec<Changed> {
    let mut applied = Vec::new();
    for Item { key, it: change } in changes {
        let Some(entity) = names.entity(&key, findings) else { continue };
        let Part::Is(now) = change.keep else { continue };
        let draft = &mut entities[entity.index()].it;
        match std::mem::replace(&mut draft.keep, Part::Is(now.clone())) {
            Part::Is(before) => applied.push(Changed { entity, before, now }),
            // Nothing to compare with: what is kept without end may be given one.
            Part::Absent | Part::Broken => {}
        }
    }
    applied
}

/// Finds changes by which a row might live longer.
pub(super) fn check(changes: &[Changed], resolver: &Resolver<'_>, findings: &mut Findings) {
    for Changed { entity, before, now } in changes {
        // What is wrong with either is found where it is resolved for good.
        let mut aside = Findings::default();
        let mut resolve = |draft: &At<KeepDraft>| keep::resolve(resolver, *entity, &draft.it, &mut aside);
        let (Some(longest), Some(kept)) = (resolve(before), resolve(now)) else { continue };
        if !is_no_longer(&longest, &kept) {
            let entity = &resolver.draft(*entity).key.it;
            findings.push(r033_longer_change::finding(entity, now.place, before.place));
        }
    }
}

/// Whether no row lives longer `after` than `before`: every limit is still there, and none is later.
fn is_no_longer(before: &Keep, after: &Keep) -> bool {
    match (before, after) {
        (Keep::Always, _) | (Keep::WhileClaimed, Keep::WhileClaimed) => true,
        (Keep::Terms(before), Keep::Terms(after)) => {
            before.iter().all(|limit| after.iter().any(|term| is_as_short(limit, term)))
        }
        (Keep::WhileClaimed | Keep::Terms(_), Keep::Always | Keep::WhileClaimed | Keep::Terms(_)) => false,
    }
}

fn is_as_short(limit: &Term, term: &Term) -> bool {
    match (limit, term) {
        (Term::With(one), Term::With(other)) => one == other,
        (Term::After { span: longest, clock: one }, Term::After { span, clock: other }) => {
            one == other && is_at_most(*span, *longest)
        }
        (Term::With(_), Term::After { .. }) | (Term::After { .. }, Term::With(_)) => false,
    }
}

/// Whether `span` is no longer than `longest`, in whichever months it falls.
fn is_at_most(span: Span, longest: Span) -> bool {
    match (months(span), months(longest)) {
        (Ok(span), Ok(longest)) => span <= longest,
        (Err(days), Ok(longest)) => days <= longest * SHORTEST_MONTH_DAYS,
        (Ok(span), Err(days)) => span * LONGEST_MONTH_DAYS <= days,
        (Err(days), Err(longest)) => days <= longest,
    }
}

/// The months of a span; the days where it is counted in days.
fn months(span: Span) -> Result<u32, u32> {
    match span {
        Span::Days(days) => Err(u32::from(days)),
        Span::Months(months) => Ok(u32::from(months)),
        Span::Years(years) => Ok(u32::from(years) * 12),
    }
}
