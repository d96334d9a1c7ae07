//! Reports of mail servers about mail of ours: it did not arrive, or somebody complained. Only a mark of ours says which mail
//! is meant: anybody can send a report.

use super::{Taken, Taking};
use crate::correspondence::mailboxes::{Outcome, Rule};
use crate::correspondence::returned;
use crate::correspondence::rows::Delivery;
use crate::correspondence::thread::MailState;
use crate::failure::Failure;
use mail::{Incoming, Mark, bounce, complaint};
use model::{Column, RowId, Value};
use store::{Changes, Condition};

impl Taking<'_> {
    /// A mail did not arrive, or not yet.
    pub(super) async fn bounced(&self, incoming: &Incoming) -> Result<Taken, Failure> {
        let table = &self.engine.tables().email_message;
        let report = bounce(incoming, self.engine.marks());
        let Some(mark) = report.about else { return self.left(Outcome::Bounce, Rule::NoMark) };
        let Some(about) = table.get(self.engine.store(), id(mark)).await? else {
            return self.answer_bounced(id(mark), report.recipients.iter().any(|recipient| recipient.lasting)).await;
        };
        let mut changes = Changes::new();
        let lasting = report.recipients.iter().find(|recipient| recipient.lasting);
        let why = if lasting.is_some() { Rule::Bounced } else { Rule::Delayed };
        if let Some(recipient) = lasting {
            let status = recipient.status.map(|it| format!("{}.{}.{}", it.class, it.subject, it.detail));
            let code = recipient.code.map(|code| code.to_string());
            let failure = status.or(code).map_or(Value::Null, Value::Text);
            let cells = vec![(table.f.state, MailState::Bounced.write()), (table.f.failure, failure)];
            changes.update(&table.write, about.id, about.version, cells)?;
            returned::queue(self.engine, &mut changes, self.now, &about);
            for recipient in report.recipients.iter().filter(|recipient| recipient.lasting) {
                returned::bounces(self.engine, &mut changes, self.now, (about.id, &recipient.address)).await?;
            }
        }
        self.note(&mut changes, (Outcome::Bounce, why), (Some(about.id), None))?;
        Ok((changes, Outcome::Bounce))
    }

    /// A mail about a contact request did not arrive, or not yet: it went to one address.
    async fn answer_bounced(&self, id: RowId, is_lasting: bool) -> Result<Taken, Failure> {
        let (engine, table) = (self.engine, &self.engine.tables().email);
        let Some(about) = table.get(engine.store(), id).await? else {
            return self.left(Outcome::Bounce, Rule::MailIsGone);
        };
        if !is_lasting {
            return self.left(Outcome::Bounce, Rule::Delayed);
        }
        let mut changes = Changes::new();
        changes.update(&table.write, about.id, about.version, vec![(table.f.state, Delivery::Failed.write())])?;
        returned::comes_back(engine, &mut changes, self.now, Condition::Ids(vec![about.row.to])).await?;
        self.note(&mut changes, (Outcome::Bounce, Rule::Bounced), (None, None))?;
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
        self.note(&mut changes, (Outcome::Complaint, Rule::Complained), (about.map(|about| about.id), None))?;
        Ok((changes, Outcome::Complaint))
    }
}

fn id(mark: Mark) -> RowId {
    RowId(mark.id.to_be_bytes())
}
