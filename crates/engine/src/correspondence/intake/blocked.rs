//! Mail of a blocked sender opens no case, nor goes on with what is junk. What is going on with them goes on.

use super::Taking;
use super::belongs::Place;
use crate::failure::Failure;
use crate::support;

impl Taking<'_> {
    /// Whether the mail is not kept as its sender is blocked. Nobody blocks a colleague, whatever they were before, and what somebody
    /// shares they have looked at.
    pub(super) async fn is_blocked(&self, address: &str, place: &Place) -> Result<bool, Failure> {
        if self.origin.shared_by().is_some() {
            return Ok(false);
        }
        let begins = match place {
            Place::New => true,
            Place::Thread(thread) => match thread.row.case {
                Some(case) => support::is_junk(self.engine, case).await?,
                None => false,
            },
            Place::Request(_) => false,
        };
        Ok(begins && support::is_blocked(self.engine, address).await? && self.user_at(address).await?.is_none())
    }
}
