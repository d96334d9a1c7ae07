//! The rows of this area as plain structs.

use crate::correspondence::Delivery;
use crate::parties::Tongue;
use model::{Day, Moment, RowId};

model::choice! {
    /// What a person asks for.
    pub enum Kind {
        /// To know what is held (GDPR art. 15).
        Access = "access",
        /// To have something put right (art. 16).
        Rectification = "rectification",
        /// To be erased (art. 17).
        Erasure = "erasure",
        /// To have data left alone (art. 18).
        Restriction = "restriction",
        /// To take along what they gave (art. 20).
        Portability = "portability",
        /// That something be stopped (art. 21(1)).
        Objection = "objection",
        /// No marketing (art. 21(2)).
        MarketingObjection = "marketing-objection",
        /// To take a consent back (art. 7(3)).
        Withdrawal = "withdrawal",
        /// To have a decision looked at by a human being (art. 22).
        HumanDecision = "human-decision",
        /// They complain about us.
        Complaint = "complaint",
        /// They ask something.
        Question = "question",
    }
}

model::choice! {
    /// How a request came.
    pub enum CameBy {
        /// The page for rights.
        Page = "page",
        /// The contact form.
        ContactForm = "contact-form",
        /// A mail.
        Mail = "mail",
        /// A secure message.
        Secure = "secure",
        /// A call.
        Phone = "phone",
        /// A letter.
        Letter = "letter",
        /// In person.
        Meeting = "meeting",
    }
}

model::choice! {
    /// Whether those who ask on behalf of somebody may.
    pub enum Authority {
        /// They have shown it.
        Shown = "shown",
        /// They have not.
        Missing = "missing",
        /// They are a parent or guardian.
        Guardian = "guardian",
    }
}

model::choice! {
    /// How sure it is who asks.
    pub enum Identity {
        /// Not yet.
        Open = "open",
        /// They have opened a link sent to an address on record.
        Code = "code",
        /// They were signed in.
        SignedIn = "signed-in",
        /// They showed who they are.
        InPerson = "in-person",
        /// Nobody doubts it.
        Known = "known",
    }
}

model::choice! {
    /// How far a request has come.
    pub enum State {
        /// Waits for somebody here to look at it.
        New = "new",
        /// Waits until it is sure who asks.
        Identity = "identity",
        /// Is being handled.
        Working = "working",
        /// Is answered.
        Answered = "answered",
    }
}

impl State {
    /// All that is not answered.
    pub(crate) const OPEN: [Self; 3] = [Self::New, Self::Identity, Self::Working];
}

model::choice! {
    /// How a request ended.
    pub enum Outcome {
        /// It was done.
        Done = "done",
        /// Part of it was done.
        Partly = "partly",
        /// It was refused.
        Refused = "refused",
        /// Nothing is held.
        Nothing = "nothing",
        /// The customer who is responsible has it now.
        PassedOn = "passed-on",
        /// The person took it back.
        Withdrawn = "withdrawn",
        /// Nobody showed in time that it was theirs.
        Unconfirmed = "unconfirmed",
    }
}

model::choice! {
    /// What is to be done at a place outside.
    pub enum TaskWhat {
        /// Look up what is there.
        Search = "search",
        /// Put it right.
        Correct = "correct",
        /// Erase it.
        Erase = "erase",
        /// Restrict it.
        Limit = "limit",
        /// Tell the recipient.
        Tell = "tell",
    }
}

model::choice! {
    /// How far a task has come.
    pub enum TaskState {
        /// Nobody has answered it.
        Open = "open",
        /// It is done.
        Done = "done",
        /// There was nothing there.
        Nothing = "nothing",
    }
}

model::choice! {
    /// What a link lets somebody do.
    pub enum LinkPurpose {
        /// Confirm that the address is theirs, once.
        Confirm = "confirm",
        /// Follow the request.
        Follow = "follow",
    }
}

model::choice! {
    /// What a mail about a request is.
    pub enum MailKind {
        /// Asks for confirmation.
        Confirm = "confirm",
        /// Says that nothing is held under the address.
        Nothing = "nothing",
        /// Says that the request is taken up.
        Received = "received",
        /// Says that it takes longer.
        Extension = "extension",
        /// Passes it on to a customer.
        PassedOn = "passed-on",
        /// Answers it.
        Answer = "answer",
    }
}

model::row! {
    /// What a person asks of the company.
    pub struct Request of "request", handles RequestFields {
        /// Given by the store.
        number: Option<i64>,
        /// Whom it is about.
        person: RowId,
        /// What they ask for.
        kind: Kind,
        /// In their words.
        text: Option<String>,
        /// How it came.
        came_by: CameBy,
        /// What they are written to in.
        language: Option<Tongue>,
        /// When it came.
        received_at: Moment,
        /// Where the answer goes.
        answer_to: Option<RowId>,
        /// Who asked on their behalf.
        on_behalf: Option<String>,
        /// Whether they may.
        authority_shown: Option<Authority>,
        /// How sure it is who asks.
        identity: Identity,
        /// Since when.
        identity_at: Option<Moment>,
        /// Why more was asked for.
        identity_asked: Option<String>,
        /// The last day by law.
        due_on: Day,
        /// The last day where it was extended.
        extended_to: Option<Day>,
        /// Why it was.
        extended_why: Option<String>,
        /// When the person was told.
        extension_told: Option<Moment>,
        /// How far it has come.
        state: State,
        /// Who handles it.
        handler: Option<RowId>,
        /// How it ended.
        outcome: Option<Outcome>,
        /// Why.
        reason: Option<String>,
        /// When it was answered.
        answered_at: Option<Moment>,
        /// The agreement under which it was passed on.
        passed_on_to: Option<RowId>,
        /// The receipt of what was erased for it.
        receipt: Option<String>,
    }
}

impl Request {
    /// The day by which it must be answered.
    pub(crate) fn due(&self) -> Day {
        self.extended_to.unwrap_or(self.due_on)
    }
}

model::row! {
    /// A place outside that is to be looked through, or a recipient that is to be told.
    pub struct RequestTask of "request_task", handles RequestTaskFields {
        /// For which request.
        request: RowId,
        /// The system or the recipient.
        place: String,
        /// What is to be done.
        what: TaskWhat,
        /// How far it has come.
        state: TaskState,
        /// Who answered it.
        doer: Option<RowId>,
        /// When.
        done_on: Option<Day>,
        /// What shows that it was done.
        note: Option<String>,
    }
}

model::row! {
    /// A way in for the person.
    pub struct RequestLink of "request_link", handles RequestLinkFields {
        /// To which request.
        request: RowId,
        /// What for.
        purpose: LinkPurpose,
        /// SHA-256 of the secret, hexadecimal.
        token_hash: String,
        /// Until when; otherwise as long as the request is there.
        expires_at: Option<Moment>,
    }
}

model::row! {
    /// A mail about a request.
    pub struct RequestEmail of "request_email", handles RequestEmailFields {
        /// About which.
        request: RowId,
        /// Where it goes; none where that address is gone.
        to: Option<RowId>,
        /// What it is.
        kind: MailKind,
        /// Its subject.
        subject: String,
        /// Its text, with a mark where a link goes.
        body: String,
        /// Who wrote it, where somebody did.
        author: Option<RowId>,
        /// Its Message-ID (RFC 5322), without brackets.
        message_id: String,
        /// The Message-ID of the mail that it follows.
        in_reply_to: Option<String>,
        /// How far it has come.
        state: Delivery,
        /// When it was queued.
        queued_at: Moment,
        /// When it was sent.
        sent_at: Option<Moment>,
    }
}

model::row! {
    /// Where somebody who has left can be reached.
    pub struct PrivateContact of "private_contact", handles PrivateContactFields {
        /// Who.
        person: RowId,
        /// Their own address.
        address: Option<RowId>,
        /// When they ended it.
        ended_on: Option<Day>,
    }
}

model::row! {
    /// That somebody is or was employed.
    pub struct Employment of "employment", handles EmploymentFields {
        /// Who.
        person: RowId,
        /// Its last day.
        ended_on: Option<Day>,
    }
}
