//! Resolving `[backup]`: at most one, and what holds where there is none.

use crate::finding::{At, Findings};
use crate::rules::r004_duplicate;
use crate::syntax::draft::BackupDraft;
use model::Backup;

/// None where it is broken, which a finding has said.
pub(super) fn resolve(drafts: Vec<At<BackupDraft>>, findings: &mut Findings) -> Option<Backup> {
    let mut drafts = drafts.into_iter();
    let Some(first) = drafts.next() else { return Some(Backup::default()) };
    for other in drafts {
        findings.push(r004_duplicate::finding("backup", other.place, Some(first.place)));
    }
    Some(Backup { keep_days: first.it.keep.into_option()?.it })
}
