//! Resolving who may do what.

use super::names::Names;
use crate::finding::Findings;
use crate::syntax::draft::{GrantsDraft, NarrowingDraft};
use model::{Grant, Narrowing, RoleId};

pub(super) fn grants(names: &Names, draft: &GrantsDraft, findings: &mut Findings) -> Option<Vec<(RoleId, Grant)>> {
    let grants: Vec<_> = draft.iter().map(|(role, grant)| Some((names.role(role, findings)?, *grant))).collect();
    grants.into_iter().collect()
}

pub(super) fn narrowing(names: &Names, draft: &NarrowingDraft, findings: &mut Findings) -> Option<Narrowing> {
    match draft {
        NarrowingDraft::Engine => Some(Narrowing::Engine),
        NarrowingDraft::To(draft) => grants(names, draft, findings).map(Narrowing::To),
    }
}
