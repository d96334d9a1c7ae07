//! Shared mailboxes and what became of each message in them, as plain structs.

use model::{Moment, RowId};

model::choice! {
    /// The work that mail to a mailbox without a queue is part of.
    pub enum Otherwise {
        /// Sales.
        Sales = "sales",
        /// Looking after a customer.
        Customer = "customer",
        /// A project.
        Project = "project",
        /// Other work.
        Work = "work",
    }
}

model::choice! {
    /// What became of a message.
    pub enum Outcome {
        /// Nothing yet.
        Waiting = "waiting",
        /// It is kept.
        Stored = "stored",
        /// It was here already.
        Known = "known",
        /// A machine's answer that belongs to nothing.
        Automatic = "automatic",
        /// It says that a mail of ours did not arrive.
        Bounce = "bounce",
        /// It says that somebody complained of a mail of ours.
        Complaint = "complaint",
        /// A newsletter or a list.
        List = "list",
        /// We wrote it.
        Own = "own",
        /// Junk.
        Junk = "junk",
        /// It has more bytes than are read.
        TooLarge = "too-large",
        /// It is no mail that can be read.
        Unreadable = "unreadable",
    }
}

model::row! {
    /// A mailbox that several share.
    pub struct MailboxRow of "mailbox", handles MailboxFields {
        /// Its address, in small letters.
        address: String,
        /// Where new cases go.
        queue: Option<RowId>,
        /// What mail is part of where there is no queue.
        part_of: Option<Otherwise>,
        /// Whether `name+anything@` reaches it.
        plus: Option<bool>,
        /// It is read.
        open: bool,
        /// When it was looked at.
        tried_at: Option<Moment>,
        /// When that last went well.
        worked_at: Option<Moment>,
        /// Why it did not.
        failure: Option<String>,
    }
}

model::row! {
    /// A message in a mailbox.
    pub struct IntakeRow of "mail_intake", handles IntakeFields {
        /// Which mailbox.
        mailbox: RowId,
        /// `UIDVALIDITY` (RFC 3501, 2.3.1.1).
        validity: i64,
        /// Its number.
        number: i64,
        /// All three in one: no message has two rows.
        place: Option<String>,
        /// The mail that it became.
        message: Option<RowId>,
        /// What became of it.
        outcome: Outcome,
        /// The rule that decided.
        why: Option<String>,
        /// When it was found.
        seen_at: Moment,
    }
}
