//! A mail that answers one of ours about a contact request: it goes on in the case that arose from the request, or opens one.

use super::Taking;
use super::belongs::Place;
use crate::correspondence::thread::EmailThread;
use crate::failure::Failure;
use crate::limits::{MERGED_STEPS, REFERENCES_OF_A_MAIL};
use crate::support::RequestBefore;
use crate::website::{ContactRequest, State};
use mail::{Clues, Purpose};
use model::{RowId, Value};
use store::{Changes, Condition, Stored};

use super::keep::Coming;

impl Taking<'_> {
    /// Where a mail goes that belongs to no thread yet.
    pub(super) async fn requested(&self, clues: &Clues) -> Result<Place, Failure> {
        // Copies are of what colleagues write, and open no case.
        let Some(request) = self.request(clues).await?.filter(|_| !self.origin.takes_copies()) else {
            return Ok(Place::New);
        };
        Ok(match self.thread_from(request.id).await? {
            Some(thread) => Place::Thread(Box::new(thread)),
            None => Place::Request(Box::new(request)),
        })
    }

    /// The request that a mark of ours names, or about which a mail was that this one mentions.
    async fn request(&self, clues: &Clues) -> Result<Option<Stored<ContactRequest>>, Failure> {
        let (tables, store) = (self.engine.tables(), self.engine.store());
        let mut found: Vec<RowId> = clues
            .marks
            .iter()
            .filter(|mark| mark.purpose == Purpose::Reply)
            .map(|mark| RowId(mark.id.to_be_bytes()))
            .collect();
        let ids: Vec<Value> = clues.ids.iter().take(REFERENCES_OF_A_MAIL).cloned().map(Value::Text).collect();
        if !ids.is_empty() {
            let f = &tables.email.f;
            let mentioned = tables.email.in_use().matching(Condition::OneOf(f.message_id, ids));
            let mentioned = tables.email.find(store, mentioned.newest_first(f.queued_at)).await?;
            found.extend(mentioned.into_iter().map(|mail| mail.row.contact_request));
        }
        for request in found {
            let request = tables.contact_request.get_in_use(store, request).await?;
            if let Some(request) = request.filter(|request| request.row.state != State::Doubtful) {
                return Ok(Some(request));
            }
        }
        Ok(None)
    }

    /// The latest thread with whoever sent the request, in the latest case that arose from it.
    async fn thread_from(&self, request: RowId) -> Result<Option<Stored<EmailThread>>, Failure> {
        let (tables, store) = (self.engine.tables(), self.engine.store());
        let f = &tables.case.f;
        let arisen = tables.case.in_use().matching(Condition::Is(f.contact_request, Value::Id(request)));
        let Some(arisen) = tables.case.first(store, arisen.newest_first(f.created_at)).await? else { return Ok(None) };
        let (contact, mut case) = (arisen.row.contact, arisen);
        for _ in 0..MERGED_STEPS {
            let Some(into) = case.row.merged_into else { break };
            let Some(into) = tables.case.get_in_use(store, into).await? else { break };
            case = into;
        }
        let f = &tables.email_thread.f;
        let threads = tables.email_thread.in_use().matching(Condition::Is(f.case, Value::Id(case.id)));
        let threads = threads.matching(Condition::Is(f.person, Value::Id(contact))).newest_first(f.last_at);
        tables.email_thread.first(store, threads).await
    }

    /// The first mail of a thread with whoever sent the request, and of a case where the mailbox has a queue.
    pub(super) async fn goes_on_from(
        &self,
        changes: &mut Changes,
        coming: &Coming<'_>,
        request: &Stored<ContactRequest>,
    ) -> Result<(RowId, EmailThread), Failure> {
        let (row, before) = (&request.row, RequestBefore { request: request.id, owner: request.row.owner });
        let of = (row.person, row.address);
        self.begins_with(changes, coming, of, Some(before)).await
    }
}
