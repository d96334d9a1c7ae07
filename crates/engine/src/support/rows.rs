//! The rows of this area as plain structs.

use super::clock::{CaseState, DeadlineKind, DeadlineState, Priority, Side};
use model::{Day, Moment, RowId};
use rights::Weekday;

model::choice! {
    /// Whether an agreement covers a case.
    pub enum Covered {
        /// Nobody has judged it.
        NotJudged = "not-judged",
        /// It does.
        Yes = "yes",
        /// In part.
        Partly = "partly",
        /// It does not, and the work is invoiced.
        No = "no",
    }
}

model::choice! {
    /// How a case came in.
    pub enum CameBy {
        /// By mail.
        Mail = "mail",
        /// By telephone.
        Phone = "phone",
        /// In the customer portal.
        Portal = "portal",
        /// In the contact form.
        ContactForm = "contact-form",
        /// We raised it.
        Ourselves = "ourselves",
    }
}

model::choice! {
    /// What a case asks for.
    pub enum CaseKind {
        /// An answer.
        Question = "question",
        /// That something is mended.
        Fault = "fault",
        /// Something new.
        Wish = "wish",
        /// Something to be delivered.
        Order = "order",
        /// Something of security.
        Security = "security",
        /// Something that was wrong with us.
        Complaint = "complaint",
    }
}

model::row! {
    /// How cases are sorted among us.
    pub struct Queue of "queue", handles QueueFields {
        /// What it is called.
        name: String,
        /// How soon its cases are dealt with.
        policy: RowId,
        /// What stands below answers.
        signature: Option<String>,
        /// Whether who asks is told that a case is there.
        receipt: bool,
        /// So many days after its solution who asks is asked how it went; never where there is none.
        ask_after: Option<i64>,
        /// It is used.
        open: bool,
    }
}

model::row! {
    /// A case.
    pub struct Case of "case", handles CaseFields {
        /// Its number.
        number: Option<i64>,
        /// What it is about.
        title: String,
        /// Who asks.
        contact: RowId,
        /// Where answers go.
        answer_to: Option<RowId>,
        /// For which customer.
        organisation: Option<RowId>,
        /// About which installation.
        installation: Option<RowId>,
        /// Under which agreement.
        agreement: Option<RowId>,
        /// Whether that covers it.
        covered: Covered,
        /// How it came.
        came_by: CameBy,
        /// The contact request from which it arose.
        contact_request: Option<RowId>,
        /// What it asks for.
        kind: Option<CaseKind>,
        /// How we sort it.
        category: Option<RowId>,
        /// How soon.
        priority: Priority,
        /// How far it has come.
        state: CaseState,
        /// Put aside until then.
        wait_until: Option<Day>,
        /// Where it lies.
        queue: RowId,
        /// Who deals with it.
        owner: Option<RowId>,
        /// When the next deadline is.
        due_at: Option<Moment>,
        /// How it was solved.
        solution: Option<String>,
        /// The case that it is a part of.
        parent: Option<RowId>,
        /// The case that it became a part of.
        merged_into: Option<RowId>,
        /// The case out of which it was taken.
        split_from: Option<RowId>,
        /// When it came.
        created_at: Moment,
        /// When it was first answered.
        answered_at: Option<Moment>,
        /// When it was solved.
        solved_at: Option<Moment>,
        /// When it was over.
        closed_on: Option<Day>,
        /// Since when it is junk.
        junk_on: Option<Day>,
    }
}

model::row! {
    /// How we sort cases.
    pub struct CaseCategory of "case_category", handles CaseCategoryFields {
        /// What it is called.
        name: String,
        /// It is used.
        open: bool,
    }
}

model::row! {
    /// Something on the checklist of a case.
    pub struct CaseTask of "case_task", handles CaseTaskFields {
        /// Of which case.
        case: RowId,
        /// Where it stands in the list.
        place: i64,
        /// What is to be done.
        title: String,
        /// When it was done.
        done_at: Option<Moment>,
        /// Who did it.
        done_by: Option<RowId>,
    }
}

model::choice! {
    /// How two cases hang together that are not parts of one another.
    pub enum LinkKind {
        /// They are about the same.
        Related = "related",
        /// This one waits for the other.
        BlockedBy = "blocked-by",
        /// This one is the same as the other.
        Duplicate = "duplicate",
    }
}

model::row! {
    /// That a case hangs together with another.
    pub struct CaseLink of "case_link", handles CaseLinkFields {
        /// Which.
        case: RowId,
        /// How.
        kind: LinkKind,
        /// With which; none where that is gone.
        other: Option<RowId>,
    }
}

model::choice! {
    /// What is said in a case beside mail and telephone.
    pub enum Said {
        /// By the customer, in the portal.
        FromCustomer = "from-customer",
        /// To the customer, in the portal.
        ToCustomer = "to-customer",
        /// In person.
        InPerson = "in-person",
        /// Among ourselves.
        Internal = "internal",
    }
}

model::row! {
    /// What was said.
    pub struct CaseMessage of "case_message", handles CaseMessageFields {
        /// In which case.
        case: RowId,
        /// How.
        kind: Said,
        /// Which user wrote it.
        author: Option<RowId>,
        /// Which person said it.
        sender: Option<RowId>,
        /// What.
        text: String,
        /// When.
        written_at: Moment,
    }
}

model::row! {
    /// An address whose mail opens no case.
    pub struct BlockedSender of "blocked_sender", handles BlockedSenderFields {
        /// The keyed hash, hexadecimal.
        hash: String,
        /// Who blocked it; none where they are gone.
        by: Option<RowId>,
        /// When.
        blocked_on: Day,
    }
}

model::choice! {
    /// What was decided in a case.
    pub enum Step {
        /// It was opened.
        Opened = "opened",
        /// How far it has come.
        State = "state",
        /// How soon it is to be dealt with.
        Priority = "priority",
        /// Where it lies.
        Queue = "queue",
        /// Who deals with it.
        Owner = "owner",
        /// It was put aside.
        Snoozed = "snoozed",
        /// Another case became part of it.
        Merged = "merged",
        /// What had become part of another is a case of its own again.
        Unmerged = "unmerged",
        /// A part of it became a case of its own.
        Split = "split",
        /// A deadline was near or gone, and something was done about it by itself.
        Escalated = "escalated",
        /// It is junk.
        Junk = "junk",
        /// It is none after all.
        NotJunk = "not-junk",
    }
}

model::row! {
    /// Something that was decided in a case.
    pub struct CaseEvent of "case_event", handles CaseEventFields {
        /// In which.
        case: RowId,
        /// What.
        what: Step,
        /// The state from then on.
        state: Option<CaseState>,
        /// The priority from then on.
        priority: Option<Priority>,
        /// The queue from then on.
        queue: Option<RowId>,
        /// Who deals with it from then on.
        owner: Option<RowId>,
        /// The other case.
        other: Option<RowId>,
        /// Until when it is put aside.
        until: Option<Day>,
        /// The step of escalation that was done.
        step: Option<RowId>,
        /// The deadline for which it was.
        deadline: Option<RowId>,
        /// Which user decided it; none where the machinery did.
        by: Option<RowId>,
        /// When.
        at: Moment,
    }
}

model::row! {
    /// A deadline of a case. All of it is reckoned from what happened.
    pub struct CaseDeadline of "case_deadline", handles CaseDeadlineFields {
        /// Of which case.
        case: RowId,
        /// For what.
        kind: DeadlineKind,
        /// By which policy.
        policy: RowId,
        /// From when it runs.
        began_at: Moment,
        /// When it is.
        due_at: Moment,
        /// Since when it stands still.
        paused_since: Option<Moment>,
        /// For how many minutes of work it has stood still.
        paused: Option<i64>,
        /// When it was met.
        met_at: Option<Moment>,
        /// How it stands.
        state: DeadlineState,
        /// When somebody was warned of it.
        warned_at: Option<Moment>,
        /// When somebody was told that it is gone.
        told_at: Option<Moment>,
    }
}

model::row! {
    /// When the clocks of a case are next to be looked at.
    pub struct CaseWatch of "case_watch", handles CaseWatchFields {
        /// Which case.
        case: RowId,
        /// When.
        next_at: Moment,
    }
}

model::choice! {
    /// What is done by itself about a deadline.
    pub enum Remedy {
        /// The owner is told; without one, the leads are.
        TellOwner = "tell-owner",
        /// The leads are told.
        TellLead = "tell-lead",
        /// The case is one more urgent.
        RaisePriority = "raise-priority",
        /// A colleague deals with it from then on, or nobody.
        Give = "give",
    }
}

model::row! {
    /// Something that is done by itself when a deadline is near or gone.
    pub struct EscalationStep of "escalation_step", handles EscalationStepFields {
        /// By which policy.
        policy: RowId,
        /// Only for deadlines of this kind.
        kind: Option<DeadlineKind>,
        /// So many minutes of work.
        shift: i64,
        /// Before it or after it.
        moment: Side,
        /// What.
        what: Remedy,
        /// To whom the case is handed.
        colleague: Option<RowId>,
        /// It is used.
        open: bool,
    }
}

model::row! {
    /// How soon cases are dealt with.
    pub struct DeadlinePolicy of "deadline_policy", handles DeadlinePolicyFields {
        /// What it is called.
        name: String,
        /// We work on public holidays.
        holidays: bool,
        /// Clocks stand still while the customer has the case.
        pauses: bool,
        /// So many minutes of work before a deadline somebody is warned.
        warning: Option<i64>,
    }
}

model::row! {
    /// How soon something is to be done.
    pub struct DeadlineTarget of "deadline_target", handles DeadlineTargetFields {
        /// By which policy.
        policy: RowId,
        /// For cases of which priority.
        priority: Priority,
        /// What.
        kind: DeadlineKind,
        /// Within so many minutes of work.
        within: i64,
    }
}

model::row! {
    /// When we are at work.
    pub struct OpeningHoursRow of "opening_hours", handles OpeningHoursFields {
        /// By which policy.
        policy: RowId,
        /// On which day.
        weekday: Weekday,
        /// Minutes after midnight.
        opens: i64,
        /// Minutes after midnight.
        closes: i64,
    }
}

model::row! {
    /// A day on which we are not at work.
    pub struct ClosedDay of "closed_day", handles ClosedDayFields {
        /// Which.
        day: Day,
    }
}

model::row! {
    /// What a customer runs.
    pub struct Installation of "installation", handles InstallationFields {
        /// Which customer.
        organisation: RowId,
        /// What it is called.
        name: String,
        /// Which version.
        version_no: Option<String>,
        /// The agreement that covers it.
        agreement: Option<RowId>,
        /// When it ended.
        ended_on: Option<Day>,
    }
}

model::row! {
    /// What is agreed with a customer about what they run.
    pub struct ServiceAgreement of "service_agreement", handles ServiceAgreementFields {
        /// What it is called.
        title: String,
        /// Which customer.
        organisation: RowId,
        /// How soon their cases are dealt with.
        policy: RowId,
        /// From when it holds.
        began_on: Day,
        /// Until when.
        ended_on: Option<Day>,
    }
}

model::row! {
    /// An answer that is used again.
    pub struct AnswerTemplate of "answer_template", handles AnswerTemplateFields {
        /// What it is called.
        name: String,
        /// In which language, as a tag of RFC 5646.
        language: String,
        /// For cases in this queue alone.
        queue: Option<RowId>,
        /// What it says.
        text: String,
    }
}

model::row! {
    /// What is done with cases again and again, in one choice.
    pub struct Macro of "macro", handles MacroFields {
        /// What it is called.
        name: String,
        /// For cases in this queue alone.
        queue: Option<RowId>,
        /// With which words it answers.
        template: Option<RowId>,
        /// The answer is sent in the same press.
        sends: bool,
        /// How urgent the case is from then on.
        priority: Option<Priority>,
        /// How it is sorted from then on.
        category: Option<RowId>,
        /// Who deals with it from then on.
        owner: Option<RowId>,
        /// For how many days it is put aside.
        snooze: Option<i64>,
        /// How far it has come.
        state: Option<CaseState>,
        /// It is used.
        open: bool,
    }
}

model::row! {
    /// What a colleague has worked on a case.
    pub struct CaseTime of "case_time", handles CaseTimeFields {
        /// On which.
        case: RowId,
        /// Who; none where they are gone.
        user: Option<RowId>,
        /// On which day.
        day: Day,
        /// For how many minutes.
        minutes: i64,
        /// At what.
        what: Option<String>,
    }
}
