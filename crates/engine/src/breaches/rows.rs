//! The rows of this area as plain structs.

use crate::correspondence::Delivery;
use crate::parties::Tongue;
use model::{Day, Moment, RowId};

model::choice! {
    /// What went wrong.
    pub enum Kind {
        /// Something was sent to the wrong receiver.
        WrongRecipient = "wrong-recipient",
        /// Addresses were visible to others.
        VisibleAddresses = "visible-addresses",
        /// Somebody looked at what they should not.
        Snooping = "snooping",
        /// Somebody got into a system or an account.
        Intrusion = "intrusion",
        /// Equipment was lost or stolen.
        Lost = "lost",
        /// Something was published by mistake.
        Published = "published",
        /// Data were lost or destroyed.
        Destroyed = "destroyed",
        /// Data were changed by mistake.
        Wrong = "wrong",
        /// Something else.
        Other = "other",
    }
}

model::choice! {
    /// Our part in the processing that the breach is about.
    pub enum Part {
        /// We decide about the data: the authority is notified (GDPR art. 33(1)).
        Controller = "controller",
        /// A customer does: the customer is told (art. 33(2)).
        Processor = "processor",
    }
}

model::choice! {
    /// What the breach may mean for those affected.
    pub enum Risk {
        /// Nobody has judged it yet.
        Unknown = "unknown",
        /// That it harms anybody is unlikely: the authority need not be notified (art. 33(1)).
        Unlikely = "unlikely",
        /// It may harm somebody.
        Risk = "risk",
        /// It may harm somebody much: they are told (art. 34(1)).
        High = "high",
    }
}

model::choice! {
    /// How far a breach has come.
    pub enum State {
        /// It is being looked into.
        Open = "open",
        /// The authority or the customer knows, and more follows.
        Notified = "notified",
        /// It is over.
        Closed = "closed",
    }
}

model::choice! {
    /// Why those affected are not told (art. 34(1) and (3)).
    pub enum Exemption {
        /// The risk is not high.
        LowRisk = "low-risk",
        /// The data were unreadable to others, as by encryption.
        Unreadable = "unreadable",
        /// What was done since makes a high risk unlikely.
        Measures = "measures",
        /// It would be disproportionate: it was made known in public instead.
        Public = "public",
    }
}

model::choice! {
    /// What a line of the log tells.
    pub enum EntryKind {
        /// Something was found out.
        Fact = "fact",
        /// Something was decided.
        Decision = "decision",
        /// Something was done.
        Action = "action",
        /// Somebody was told.
        Notice = "notice",
    }
}

model::choice! {
    /// Who is told of a breach.
    pub enum Receiver {
        /// The supervisory authority.
        Authority = "authority",
        /// Those affected.
        People = "people",
        /// The customer who answers for the data.
        Customer = "customer",
    }
}

model::choice! {
    /// How somebody affected was told.
    pub enum ToldBy {
        /// By mail.
        Mail = "mail",
        /// By a secure message.
        Secure = "secure",
        /// By telephone.
        Phone = "phone",
        /// By letter.
        Letter = "letter",
        /// In public.
        Public = "public",
    }
}

model::row! {
    /// A breach of security (GDPR art. 4(12)).
    pub struct Breach of "breach", handles BreachFields {
        /// Given by the store.
        number: Option<i64>,
        /// What it is called.
        title: String,
        /// What went wrong.
        kind: Kind,
        /// Our part.
        part: Part,
        /// The customer's agreement, where we are the processor.
        agreement: Option<RowId>,
        /// When it began.
        began_at: Option<Moment>,
        /// When it was stopped.
        stopped_at: Option<Moment>,
        /// When we became aware: the clock runs from here.
        aware_at: Moment,
        /// What happened.
        what: String,
        /// Why.
        cause: Option<String>,
        /// What it does to those affected.
        effects: Option<String>,
        /// What was done about it, and will be.
        remedy: Option<String>,
        /// Somebody saw who should not.
        confidentiality: bool,
        /// Something was changed.
        integrity: bool,
        /// Something was lost.
        availability: bool,
        /// Which data.
        data_kinds: Option<String>,
        /// Which people.
        people_kinds: Option<String>,
        /// Whether special categories or identity numbers are among the data.
        special_kinds: bool,
        /// Whether others could not read them.
        encrypted: bool,
        /// About how many people.
        people_count: Option<i64>,
        /// How many of them were found and recorded here.
        affected_count: Option<i64>,
        /// About how many records.
        record_count: Option<i64>,
        /// What it may mean for those affected.
        risk: Risk,
        /// Why that is thought.
        risk_reason: Option<String>,
        /// By when the authority, or the customer, must know.
        notify_by: Moment,
        /// When the authority was notified first.
        authority_told_at: Option<Moment>,
        /// Its reference.
        authority_ref: Option<String>,
        /// Why that was late.
        late_why: Option<String>,
        /// Why the authority is not notified.
        not_notified_why: Option<String>,
        /// When the customer was told first.
        customer_told_at: Option<Moment>,
        /// When those affected were told first.
        people_told_at: Option<Moment>,
        /// On which ground they are not told.
        people_not_told_for: Option<Exemption>,
        /// Why.
        people_not_told_why: Option<String>,
        /// How far it has come.
        state: State,
        /// Who handles it.
        handler: Option<RowId>,
        /// When it was closed.
        closed_at: Option<Moment>,
    }
}

model::row! {
    /// A line of the log (art. 33(5)): written once.
    pub struct BreachEntry of "breach_entry", handles BreachEntryFields {
        /// Of which breach.
        breach: RowId,
        /// What it tells.
        kind: EntryKind,
        /// In words.
        text: String,
        /// Who wrote it, or did what the program wrote down.
        author: Option<RowId>,
        /// When.
        written_at: Moment,
    }
}

model::row! {
    /// What was told of a breach, word by word.
    pub struct BreachNotice of "breach_notice", handles BreachNoticeFields {
        /// Of which breach.
        breach: RowId,
        /// Whom.
        to: Receiver,
        /// In which language.
        language: Tongue,
        /// Its subject.
        subject: String,
        /// Its text.
        text: String,
        /// What the receiver calls it.
        reference: Option<String>,
        /// Who wrote it.
        author: Option<RowId>,
        /// When it was given.
        sent_at: Moment,
    }
}

model::row! {
    /// Somebody affected by a breach.
    pub struct Affected of "breach_affected", handles AffectedFields {
        /// By which; none where that is gone.
        breach: Option<RowId>,
        /// Who.
        person: RowId,
        /// When they were put on the list.
        added_on: Day,
        /// What they are told in.
        notice: Option<RowId>,
        /// How far the mail has come.
        delivery: Option<Delivery>,
        /// When they were told.
        told_at: Option<Moment>,
        /// How.
        told_by: Option<ToldBy>,
    }
}
