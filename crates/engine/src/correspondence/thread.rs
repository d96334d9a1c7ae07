//! Mail in threads, as plain structs: what was said, by whom, and by what else it is known.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, BATCH_ROWS};
use model::{Moment, RowId, Value};
use std::collections::BTreeSet;
use store::{Changes, Condition};

model::choice! {
    /// The work that a thread or a call is part of: why it is held, and who may see it.
    pub enum PartOf {
        /// Support.
        Support = "support",
        /// Sales.
        Sales = "sales",
        /// Looking after a customer.
        Customer = "customer",
        /// A project.
        Project = "project",
        /// Matters.
        Matter = "matter",
        /// Other work, which is its owner's.
        Work = "work",
    }
}

model::choice! {
    /// Which way a mail or a call went.
    pub enum Direction {
        /// To us.
        In = "in",
        /// From us.
        Out = "out",
    }
}

model::choice! {
    /// Why a mail is kept.
    pub enum Because {
        /// It came to a shared mailbox.
        SharedMailbox = "shared-mailbox",
        /// It was written here.
        WrittenHere = "written-here",
        /// A colleague sent a copy here.
        Copy = "copy",
        /// A colleague shared the thread.
        SharedThread = "shared-thread",
        /// It was handed over by somebody who left.
        HandedOver = "handed-over",
    }
}

model::choice! {
    /// What the name in `From` is worth.
    pub enum Verified {
        /// Its domain vouches for it.
        Verified = "verified",
        /// Nobody does.
        Unverified = "unverified",
        /// Its domain says that it is not from there.
        Refuted = "refuted",
    }
}

model::choice! {
    /// How far a mail in a thread has come.
    pub enum MailState {
        /// It came in.
        Received = "received",
        /// It is being written.
        Draft = "draft",
        /// It waits to be sent.
        Queued = "queued",
        /// The mail server has it.
        Sent = "sent",
        /// It came back.
        Bounced = "bounced",
        /// It could not be sent.
        Failed = "failed",
    }
}

model::choice! {
    /// In which field of a mail somebody stands.
    pub enum Part {
        /// Who wrote it.
        From = "from",
        /// Where an answer goes instead.
        ReplyTo = "reply-to",
        /// To whom.
        To = "to",
        /// With a copy.
        Cc = "cc",
        /// With a copy that the others do not see.
        Bcc = "bcc",
    }
}

model::row! {
    /// Mails that answer one another.
    pub struct EmailThread of "email_thread", handles EmailThreadFields {
        /// With whom.
        person: RowId,
        /// The work that it is part of.
        part_of: PartOf,
        /// Whom they write for.
        organisation: Option<RowId>,
        /// The case that it is about.
        case: Option<RowId>,
        /// As the first mail had it.
        subject: String,
        /// 128 random bits, hexadecimal: a mark made of it leads answers here.
        token: String,
        /// The thread out of which this one was taken.
        split_from: Option<RowId>,
        /// Who looks after it.
        owner: Option<RowId>,
        /// When the first mail was.
        began_at: Moment,
        /// When the last one was.
        last_at: Moment,
    }
}

model::row! {
    /// A mail.
    pub struct EmailMessage of "email_message", handles EmailMessageFields {
        /// In which thread.
        thread: RowId,
        /// Which way.
        direction: Direction,
        /// Why it is kept.
        recorded_because: Because,
        /// Which user sent a copy here, or shared it.
        recorded_by: Option<RowId>,
        /// Which user wrote it.
        author: Option<RowId>,
        /// The address in `From`; none of somebody who was erased.
        sender: Option<String>,
        /// Whose that address is, where they are somebody else than a user who wrote here.
        sent_by: Option<RowId>,
        /// What that is worth; none for mail of ours.
        verified: Option<Verified>,
        /// A machine wrote it.
        automatic: bool,
        /// Its subject.
        subject: String,
        /// Its text, whole.
        body: String,
        /// The file that it came as.
        original: Option<RowId>,
        /// Without brackets.
        message_id: String,
        /// The id that it answers.
        in_reply_to: Option<String>,
        /// The ids before it, oldest first, parted by spaces.
        refers_to: Option<String>,
        /// The mail that it hands on to somebody else.
        forwards: Option<RowId>,
        /// How far it has come.
        state: MailState,
        /// Why it did not arrive.
        failure: Option<String>,
        /// When it was written, or came.
        occurred_at: Moment,
        /// Since when it is here.
        recorded_at: Moment,
    }
}

model::row! {
    /// Somebody on a mail.
    pub struct EmailParticipant of "email_participant", handles EmailParticipantFields {
        /// On which.
        message: RowId,
        /// In which field.
        part: Part,
        /// The name as it stood there.
        name_written: Option<String>,
        /// The address as it stood there; none of somebody who was erased.
        address: Option<String>,
        /// Whose it is.
        person: Option<RowId>,
    }
}

model::row! {
    /// A file that came or goes with a mail.
    pub struct EmailFile of "email_file", handles EmailFileFields {
        /// With which.
        message: RowId,
        /// What it is called.
        title: String,
        /// Its bytes.
        content: RowId,
        /// It is a picture of the text.
        in_text: bool,
        /// The id by which the text refers to it.
        content_id: Option<String>,
    }
}

model::row! {
    /// An id that a mail mentions, its own among them.
    pub struct EmailReference of "email_reference", handles EmailReferenceFields {
        /// Which mail.
        message: RowId,
        /// See [`print`].
        print: String,
    }
}

/// Adds to `changes` that it is this person who stood with this address on mails that came before anybody knew whose it was.
pub(crate) async fn known_at(
    engine: &Engine,
    changes: &mut Changes,
    (address, person): (&str, RowId),
) -> Result<(), Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.email_participant;
    let there = table.all().matching(Condition::Is(table.f.address, Value::Text(address.to_owned())));
    let there = there.matching(Condition::Is(table.f.person, Value::Null)).limit(BATCH_ROWS);
    let there = table.find(store, there).await?;
    for one in &there {
        changes.update(&table.write, one.id, one.version, vec![(table.f.person, Value::Id(person))])?;
    }
    let table = &tables.email_message;
    let sent = there.iter().filter(|one| one.row.part == Part::From).map(|one| one.row.message);
    let sent: BTreeSet<RowId> = sent.collect();
    for some in Vec::from_iter(sent).chunks(BATCH_IDS) {
        let from_them = Condition::Is(table.f.sender, Value::Text(address.to_owned()));
        let sent = table.all().matching(Condition::Ids(some.to_vec())).matching(from_them);
        for one in table.find(store, sent).await?.into_iter().filter(|one| one.row.sent_by.is_none()) {
            changes.update(&table.write, one.id, one.version, vec![(table.f.sent_by, Value::Id(person))])?;
        }
    }
    Ok(())
}

/// What an id is looked up by: the first 128 bits of its SHA-256, hexadecimal.
pub(crate) fn print(message_id: &str) -> String {
    let mut print = crate::system::hash(message_id);
    print.truncate(PRINT_CHARACTERS);
    print
}

const PRINT_CHARACTERS: usize = 32;
