//! Who has which case before them at this moment, and whether they write: in memory alone, and gone within a minute.

use crate::limits::{PRESENCE_CASES, PRESENCE_SECONDS};
use model::{Moment, RowId};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Somebody with a case before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct There {
    user: RowId,
    writes: bool,
    at: Moment,
}

/// Who is where.
#[derive(Default)]
pub(crate) struct Presence(Mutex<HashMap<RowId, Vec<There>>>);

impl Presence {
    /// `user` has the case before them, or not any more.
    pub(super) fn note(&self, case: RowId, user: RowId, writes: Option<bool>, now: Moment) {
        let mut cases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cases.len() >= PRESENCE_CASES && !cases.contains_key(&case) {
            cases.retain(|_, there| there.iter().any(|one| is_there(one, now)));
        }
        let there = cases.entry(case).or_default();
        there.retain(|one| one.user != user && is_there(one, now));
        there.extend(writes.map(|writes| There { user, writes, at: now }));
        if there.is_empty() {
            cases.remove(&case);
        }
    }

    /// The others who have the case before them, each with whether they write.
    pub(super) fn others(&self, case: RowId, user: Option<RowId>, now: Moment) -> Vec<(RowId, bool)> {
        let cases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let there = cases.get(&case).into_iter().flatten();
        let others = there.filter(|one| Some(one.user) != user && is_there(one, now));
        others.map(|one| (one.user, one.writes)).collect()
    }
}

fn is_there(one: &There, now: Moment) -> bool {
    one.at.plus_seconds(PRESENCE_SECONDS) > now
}
