//! Reports of mail servers about mail of ours: it did not arrive, or somebody complained. Only a mark of ours says which mail
//! is meant: anybody can send a report.

use super::{Taken, Taking};
use crate::correspondence::mailboxes::{Outcome, Rule};
use crate::correspondence::thread::MailState;
use crate::failure::Failure;
use mail::{Incoming, Mark, bounce, complaint};
use model::{Column, RowId, Value};
use store::Changes;

impl Taking<'_> {
    /// A mail did not arrive, or not yet.
    pub(super) async fn bounced(&self, incoming: &Incoming) -> Result<Taken, Failure> {
        let table = &self.engine.tables().email_message;
        let report = bounce(incoming, self.engine.marks());
        let about = match report.about {
            Some(mark) => table.get(self.engine.store(), id(mark)).await?,
            None => return self.left(Outcome::Bounce, Rule::NoMark),
        };
        let Some(about) = about else { return self.left(Outcome::Bounce, Rule::MailIsGone) };
        let mut changes = Changes::new();
        let lasting = report.recipients.iter().find(|recipient| recipient.lasting);
        let why = if lasting.is_some() { Rule::Bounced } else { Rule::Delayed };
        if let Some(recipient) = lasting {
            let status = recipient.status.map(|it| format!("{}.{}.{}", it.class, it.subject, it.detail));
            let code = recipient.code.map(|code| code.to_string());
            let failure = status.or(code).map_or(Value::Null, Value::Text);
            let cells = vec![(table.f.state, MailState::Bounced.write()), (table.f.failure, failure)];
            changes.update(&table.write, about.id, about.version, cells)?;
        }
        self.note(&mut changes, Outcome::Bounce, why, Some(about.id))?;
        Ok((changes, Outcome::Bounce))
    }

    /// Somebody complained of a mail of ours.
    pub(super) async fn complained(&self, incoming: &Incoming) -> Result<Taken, Failure> {
        let table = &self.engine.tables().email_message;
        let Some(mark) = complaint(incoming, self.engine.marks()) else {
            return self.left(Outcome::Complaint, Rule::NoMark);
        };
        let about = table.get(self.engine.store(), id(mark)).await?;
        let mut changes = Changes::new();
        self.note(&mut changes, Outcome::Complaint, Rule::Complained, about.map(|about| about.id))?;
        Ok((changes, Outcome::Complaint))
    }
}

fn id(mark: Mark) -> RowId {
    RowId(mark.id.to_be_bytes())
}
