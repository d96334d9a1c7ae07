//! To which thread a mail belongs: first by marks of ours, then by the ids that it mentions, and by a number in its subject
//! only if its sender is on the case already.

use super::Taking;
use crate::correspondence::thread::{EmailThread, print};
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, REFERENCES_OF_A_MAIL, THREADS_OF_A_CASE};
use crate::website::ContactRequest;
use mail::{Candidate, Clues, Incoming, Placement, Purpose, Why, clues, place};
use model::{RowId, Value};
use store::{Condition, Stored};

/// Where a mail goes.
pub(super) enum Place {
    /// Into a thread that is here.
    Thread(Box<Stored<EmailThread>>),
    /// Into a new one, which goes on with what was written about this contact request.
    Request(Box<Stored<ContactRequest>>),
    /// Into a new one.
    New,
}

impl Taking<'_> {
    pub(super) async fn belongs(&self, incoming: &Incoming) -> Result<Place, Failure> {
        let clues = clues(incoming, self.engine.marks());
        let mut threads = self.marked(&clues).await?;
        let mentioned = self.mentioned(&clues).await?;
        // What was split out of the marked thread bears the mark of before, and is known by what it answers.
        let is_split = |(thread, _): &(Stored<EmailThread>, Why)| {
            let from = thread.row.split_from;
            from.is_some_and(|from| threads.iter().any(|(marked, _)| marked.id == from))
        };
        if threads.is_empty() || mentioned.first().is_some_and(is_split) {
            threads = mentioned;
        }
        let mut candidates: Vec<Candidate<usize>> = Vec::new();
        for (at, (thread, why)) in threads.iter().enumerate() {
            candidates.push(candidate(at, thread, *why, Vec::new()));
        }
        if threads.is_empty() {
            for (thread, people) in self.numbered(&clues).await? {
                candidates.push(candidate(threads.len(), &thread, Why::Number, people));
                threads.push((thread, Why::Number));
            }
        }
        Ok(match place(&clues, &candidates) {
            Placement::Case { case, .. } => Place::Thread(Box::new(threads.swap_remove(case).0)),
            Placement::New => self.requested(&clues).await?,
        })
    }

    /// The threads that marks of ours lead to.
    async fn marked(&self, clues: &Clues) -> Result<Vec<(Stored<EmailThread>, Why)>, Failure> {
        let tables = self.engine.tables();
        let mut found = Vec::new();
        for mark in &clues.marks {
            let thread = match mark.purpose {
                Purpose::Reply => {
                    let token = Value::Text(format!("{:032x}", mark.id));
                    let query = tables.email_thread.all().matching(Condition::Is(tables.email_thread.f.token, token));
                    tables.email_thread.first(self.engine.store(), query).await?.map(|thread| thread.id)
                }
                Purpose::Message => {
                    let id = RowId(mark.id.to_be_bytes());
                    tables.email_message.get(self.engine.store(), id).await?.map(|message| message.row.thread)
                }
                Purpose::Bounce => None,
            };
            if let Some(thread) = thread {
                found.extend(self.in_use(&[thread]).await?);
            }
        }
        Ok(found.into_iter().map(|thread| (thread, Why::Mark)).collect())
    }

    /// The threads in which one of the ids was mentioned, that of the nearest id first.
    async fn mentioned(&self, clues: &Clues) -> Result<Vec<(Stored<EmailThread>, Why)>, Failure> {
        let tables = self.engine.tables();
        let prints: Vec<String> = clues.ids.iter().take(REFERENCES_OF_A_MAIL).map(|id| print(id)).collect();
        if prints.is_empty() {
            return Ok(Vec::new());
        }
        let f = &tables.email_reference.f;
        let wanted = prints.iter().cloned().map(Value::Text).collect();
        let query = tables.email_reference.all().matching(Condition::OneOf(f.print, wanted)).limit(BATCH_IDS as u64);
        let mut found = tables.email_reference.find(self.engine.store(), query).await?;
        found.sort_by_key(|reference| prints.iter().position(|print| *print == reference.row.print));
        let mut messages: Vec<RowId> = Vec::new();
        for reference in found {
            if !messages.contains(&reference.row.message) {
                messages.push(reference.row.message);
            }
        }
        let mut threads: Vec<RowId> = Vec::new();
        let query = tables.email_message.all().matching(Condition::Ids(messages.clone()));
        let rows = tables.email_message.find(self.engine.store(), query).await?;
        for message in messages {
            let thread = rows.iter().find(|row| row.id == message).map(|row| row.row.thread);
            threads.extend(thread.filter(|thread| !threads.contains(thread)));
        }
        Ok(self.in_use(&threads).await?.into_iter().map(|thread| (thread, Why::Id)).collect())
    }

    /// The threads of cases whose number stands in the subject, with the addresses on them.
    async fn numbered(&self, clues: &Clues) -> Result<Vec<(Stored<EmailThread>, Vec<String>)>, Failure> {
        let tables = self.engine.tables();
        let digits = |word: &String| word.rsplit('-').next().and_then(|digits| digits.parse::<i64>().ok());
        let numbers: Vec<Value> = clues.numbers.iter().filter_map(digits).map(Value::Integer).collect();
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let query = tables.case.all().matching(Condition::OneOf(tables.case.f.number, numbers)).limit(BATCH_IDS as u64);
        let mut found = Vec::new();
        for case in tables.case.find(self.engine.store(), query).await? {
            let f = &tables.email_thread.f;
            let of_case = tables.email_thread.all().matching(Condition::Is(f.case, Value::Id(case.id)));
            let threads = tables.email_thread.find(self.engine.store(), of_case.limit(THREADS_OF_A_CASE)).await?;
            for thread in threads {
                let people = self.people(thread.id).await?;
                found.extend(self.in_use(&[thread.id]).await?.into_iter().map(|thread| (thread, people.clone())));
            }
        }
        Ok(found)
    }

    /// Every address in a thread, in small letters.
    async fn people(&self, thread: RowId) -> Result<Vec<String>, Failure> {
        let tables = self.engine.tables();
        let f = &tables.email_message.f;
        let query = tables.email_message.all().matching(Condition::Is(f.thread, Value::Id(thread)));
        let messages = tables.email_message.find(self.engine.store(), query.limit(BATCH_IDS as u64)).await?;
        let of_them = messages.iter().map(|message| Value::Id(message.id)).collect();
        let f = &tables.email_participant.f;
        let query = tables.email_participant.all().matching(Condition::OneOf(f.message, of_them));
        let people = tables.email_participant.find(self.engine.store(), query).await?;
        Ok(people.into_iter().filter_map(|one| Some(one.row.address?.to_lowercase())).collect())
    }

    /// Those of the threads that are used: what is only stored takes in nothing more.
    async fn in_use(&self, threads: &[RowId]) -> Result<Vec<Stored<EmailThread>>, Failure> {
        let table = &self.engine.tables().email_thread;
        let mut found = Vec::new();
        for thread in threads {
            found.extend(table.get_in_use(self.engine.store(), *thread).await?);
        }
        Ok(found)
    }
}

fn candidate(at: usize, thread: &Stored<EmailThread>, why: Why, people: Vec<String>) -> Candidate<usize> {
    Candidate { case: at, merged_into: None, why, people, subject: thread.row.subject.clone() }
}
