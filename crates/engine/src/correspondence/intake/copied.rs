//! What colleagues write in a program of their own and send a copy of, or share: the mail is theirs, and its thread is with whomever
//! they wrote to. A copy counts only from a colleague whose domain vouches for them.

use super::Taking;
use super::keep::{Coming, name_of};
use super::origin::Origin;
use crate::correspondence::thread::{EmailThread, Part};
use crate::failure::Failure;
use crate::parties::{self, Source, Stranger};
use mail::{Mailbox, Trust};
use model::{RowId, Value};
use store::{Changes, Condition};

impl Taking<'_> {
    /// The colleague who wrote a mail that is copied or shared; none where it is none, or it may be somebody else.
    pub(super) async fn written_by(&self, (trust, address): (Trust, &str)) -> Result<Option<RowId>, Failure> {
        match self.origin {
            Origin::Own(owned) if owned.addresses.iter().any(|own| own == address) => Ok(Some(owned.user)),
            // Whoever shares it has seen it, and mail between colleagues is often vouched for by nobody.
            Origin::Own(_) if trust != Trust::Failed => self.user_at(address).await,
            Origin::Shared(_) if self.origin.takes_copies() && trust == Trust::Verified => self.user_at(address).await,
            Origin::Own(_) | Origin::Shared(_) => Ok(None),
        }
    }

    /// The user with this address.
    pub(super) async fn user_at(&self, address: &str) -> Result<Option<RowId>, Failure> {
        let (tables, store) = (self.engine.tables(), self.engine.store());
        let f = &tables.email_address.f;
        let query = tables.email_address.all().matching(Condition::Is(f.address, Value::Text(address.to_owned())));
        let Some(address) = tables.email_address.first(store, query).await? else { return Ok(None) };
        let users = tables.user.all().matching(Condition::Is(tables.user.f.address, Value::Id(address.id)));
        Ok(tables.user.first(store, users).await?.map(|user| user.id))
    }

    /// The thread of a first copy, with the first outside the house to whom it went; none where it went to nobody there.
    pub(super) async fn begins_by(
        &self,
        changes: &mut Changes,
        coming: &Coming<'_>,
        user: RowId,
    ) -> Result<Option<(RowId, EmailThread)>, Failure> {
        let Some((to, address)) = self.outside(coming).await? else { return Ok(None) };
        let stranger = Stranger { address: &address, name: name_of(to), language: None, source: Source::Mail };
        let person = parties::meet(self.engine, changes, self.now, stranger).await?.person;
        let id = self.engine.new_id(self.now);
        let thread = self.thread(coming, person);
        let thread = EmailThread { owner: thread.owner.or(Some(user)), ..thread };
        self.engine.tables().email_thread.insert(changes, id, &thread)?;
        Ok(Some((id, thread)))
    }

    async fn outside<'c>(&self, coming: &'c Coming<'_>) -> Result<Option<(&'c Mailbox, String)>, Failure> {
        let own = super::own(self.engine).await?;
        for (part, one, address) in coming.addressed() {
            let receives = matches!(part, Part::To | Part::Cc);
            if receives && !own.contains(&address) && self.user_at(&address).await?.is_none() {
                return Ok(Some((one, address)));
            }
        }
        Ok(None)
    }
}
