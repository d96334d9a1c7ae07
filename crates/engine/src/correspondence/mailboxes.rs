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
        /// It was here, is deleted here, and in its mailbox.
        Gone = "gone",
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
        /// A copy that no colleague of ours vouches for, or that went to nobody outside.
        Stranger = "stranger",
        /// Junk.
        Junk = "junk",
        /// It has more bytes than are read.
        TooLarge = "too-large",
        /// It is no mail that can be read.
        Unreadable = "unreadable",
    }
}

model::choice! {
    /// The rule that decided what became of a message.
    pub enum Rule {
        /// It is here already.
        SameId = "same-id",
        /// It was here and is deleted.
        Deleted = "deleted",
        /// We wrote it.
        Own = "own",
        /// It went to many.
        List = "list",
        /// Somebody is away, and it belongs to nothing.
        OutOfOffice = "out-of-office",
        /// A machine answers something that is not here.
        AutoReply = "auto-reply",
        /// A report without a mark of ours.
        NoMark = "no-mark",
        /// A report about a mail that is not here any more.
        MailIsGone = "mail-is-gone",
        /// A mail of ours did not arrive.
        Bounced = "bounced",
        /// A mail of ours has not arrived yet.
        Delayed = "delayed",
        /// Somebody complained of a mail of ours.
        Complained = "complained",
        /// It came as a copy, and its sender is no colleague for sure.
        NoColleague = "no-colleague",
        /// It came as a copy of what went to colleagues alone.
        NobodyOutside = "nobody-outside",
        /// Its sender is blocked.
        BlockedSender = "blocked-sender",
        /// Nobody is named who sent it.
        NoSender = "no-sender",
        /// It has more bytes than are read.
        TooLarge = "too-large",
        /// It is no mail.
        Unreadable = "unreadable",
        /// It is kept, and sealed.
        Sealed = "sealed",
        /// It is kept.
        Kept = "kept",
    }
}

model::choice! {
    /// Why a mailbox could not be read.
    pub enum Trouble {
        /// Its server cannot be reached, or shows no certificate that holds.
        Unreachable = "unreachable",
        /// The server does not accept the user.
        SignIn = "sign-in",
        /// The password or token cannot be had.
        Secret = "secret",
        /// The server has no such folder.
        NoFolder = "no-folder",
        /// The connection ended.
        Broken = "broken",
        /// A message could not be taken in.
        Message = "message",
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
        /// Colleagues send copies here of what they write elsewhere.
        copies: Option<bool>,
        /// It is read.
        open: bool,
        /// When it was looked at.
        tried_at: Option<Moment>,
        /// When that last went well.
        worked_at: Option<Moment>,
        /// Why it did not.
        failure: Option<Trouble>,
        /// When those in charge were told that it is not read; none since it was.
        told_at: Option<Moment>,
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
        /// By what that mail is known when it is here no more, see [`print`](super::thread::print).
        print: Option<String>,
        /// What became of it.
        outcome: Outcome,
        /// The rule that decided.
        why: Option<Rule>,
        /// When it was found.
        seen_at: Moment,
    }
}
