//! The typed tables of every area, bound to the model once, and which of them use cases of their own write.

use crate::breaches::{Affected, Breach, BreachEntry, BreachNotice};
use crate::correspondence::{
    Email, EmailFile, EmailMessage, EmailParticipant, EmailReference, EmailThread, IntakeRow, MailboxRow, PhoneCall,
    SealedMail, SecureMessage,
};
use crate::drafts::Draft;
use crate::longwork::{LongJob, LongJobPart};
use crate::newsletter::{Prospect, QuarantinedAddress, Suppression};
use crate::notices::{Follow, Notice, NoticeChoice};
use crate::parties::{EmailAddress, Organisation, Person, PhoneNumber, Position};
use crate::privacy::{
    HoldRow, LedgerLine, MeasureRow, ProcessingAgreement, Receipt, RecordVersion, Redaction, RiskRow, RoutineRow,
    StatementVersion, SubProcessor,
};
use crate::records::RecentRow;
use crate::records::SavedView;
use crate::requests::{Employment, PrivateContact, ReceiptTask, Request, RequestEmail, RequestLink, RequestTask};
use crate::support::{
    AnswerTemplate, Case, CaseDeadline, CaseEvent, CaseMessage, ClosedDay, DeadlinePolicy, DeadlineTarget,
    Installation, OpeningHoursRow, Queue, ServiceAgreement,
};
use crate::system::{
    AccountNotice, Authenticator, BreakGlass, Ceremony, Departure, ExternalIdentity, MachineToken, PasskeyRow,
    RecoveryCode, RoleGrant, Session, SignInGuard, SignInLink, Team, TeamMember, User, UserPassword,
};
use crate::table::Table;
use crate::website::ContactRequest;
use model::{EntityId, Misfit, Model};

pub(crate) struct Tables {
    pub(crate) person: Table<Person>,
    pub(crate) email_address: Table<EmailAddress>,
    pub(crate) phone_number: Table<PhoneNumber>,
    pub(crate) organisation: Table<Organisation>,
    pub(crate) position: Table<Position>,
    pub(crate) contact_request: Table<ContactRequest>,
    pub(crate) email: Table<Email>,
    pub(crate) ledger_line: Table<LedgerLine>,
    pub(crate) receipt: Table<Receipt>,
    pub(crate) legal_hold: Table<HoldRow>,
    pub(crate) redaction: Table<Redaction>,
    pub(crate) statement_version: Table<StatementVersion>,
    pub(crate) record_version: Table<RecordVersion>,
    pub(crate) processing_agreement: Table<ProcessingAgreement>,
    pub(crate) sub_processor: Table<SubProcessor>,
    pub(crate) user: Table<User>,
    pub(crate) role_grant: Table<RoleGrant>,
    pub(crate) team: Table<Team>,
    pub(crate) team_member: Table<TeamMember>,
    pub(crate) break_glass: Table<BreakGlass>,
    pub(crate) machine_token: Table<MachineToken>,
    pub(crate) departure: Table<Departure>,
    pub(crate) sign_in_link: Table<SignInLink>,
    pub(crate) session: Table<Session>,
    pub(crate) passkey: Table<PasskeyRow>,
    pub(crate) external_identity: Table<ExternalIdentity>,
    pub(crate) ceremony: Table<Ceremony>,
    pub(crate) user_password: Table<UserPassword>,
    pub(crate) authenticator: Table<Authenticator>,
    pub(crate) recovery_code: Table<RecoveryCode>,
    pub(crate) account_notice: Table<AccountNotice>,
    pub(crate) sign_in_guard: Table<SignInGuard>,
    pub(crate) receipt_task: Table<ReceiptTask>,
    pub(crate) request: Table<Request>,
    pub(crate) request_task: Table<RequestTask>,
    pub(crate) request_link: Table<RequestLink>,
    pub(crate) request_email: Table<RequestEmail>,
    pub(crate) private_contact: Table<PrivateContact>,
    pub(crate) employment: Table<Employment>,
    pub(crate) breach: Table<Breach>,
    pub(crate) breach_entry: Table<BreachEntry>,
    pub(crate) breach_notice: Table<BreachNotice>,
    pub(crate) breach_affected: Table<Affected>,
    pub(crate) measure: Table<MeasureRow>,
    pub(crate) risk: Table<RiskRow>,
    pub(crate) routine: Table<RoutineRow>,
    pub(crate) email_thread: Table<EmailThread>,
    pub(crate) email_message: Table<EmailMessage>,
    pub(crate) email_participant: Table<EmailParticipant>,
    pub(crate) email_file: Table<EmailFile>,
    pub(crate) email_reference: Table<EmailReference>,
    pub(crate) phone_call: Table<PhoneCall>,
    pub(crate) secure_message: Table<SecureMessage>,
    pub(crate) sealed_mail: Table<SealedMail>,
    pub(crate) mailbox: Table<MailboxRow>,
    pub(crate) mail_intake: Table<IntakeRow>,
    pub(crate) queue: Table<Queue>,
    pub(crate) case: Table<Case>,
    pub(crate) case_message: Table<CaseMessage>,
    pub(crate) case_event: Table<CaseEvent>,
    pub(crate) case_deadline: Table<CaseDeadline>,
    pub(crate) deadline_policy: Table<DeadlinePolicy>,
    pub(crate) deadline_target: Table<DeadlineTarget>,
    pub(crate) opening_hours: Table<OpeningHoursRow>,
    pub(crate) closed_day: Table<ClosedDay>,
    pub(crate) installation: Table<Installation>,
    pub(crate) service_agreement: Table<ServiceAgreement>,
    pub(crate) answer_template: Table<AnswerTemplate>,
    pub(crate) suppression: Table<Suppression>,
    pub(crate) prospect: Table<Prospect>,
    pub(crate) quarantined_address: Table<QuarantinedAddress>,
    pub(crate) recent_row: Table<RecentRow>,
    pub(crate) saved_view: Table<SavedView>,
    pub(crate) draft: Table<Draft>,
    pub(crate) follow: Table<Follow>,
    pub(crate) notice: Table<Notice>,
    pub(crate) long_job: Table<LongJob>,
    pub(crate) long_job_part: Table<LongJobPart>,
    pub(crate) notice_choice: Table<NoticeChoice>,
}

impl Tables {
    #[expect(clippy::too_many_lines, reason = "a line for each table")]
    pub(super) fn bind(model: &Model) -> Result<Self, Misfit> {
        Ok(Self {
            person: Table::bind(model)?,
            email_address: Table::bind(model)?,
            phone_number: Table::bind(model)?,
            organisation: Table::bind(model)?,
            position: Table::bind(model)?,
            contact_request: Table::bind(model)?,
            email: Table::bind(model)?,
            ledger_line: Table::bind(model)?,
            receipt: Table::bind(model)?,
            legal_hold: Table::bind(model)?,
            redaction: Table::bind(model)?,
            statement_version: Table::bind(model)?,
            record_version: Table::bind(model)?,
            processing_agreement: Table::bind(model)?,
            sub_processor: Table::bind(model)?,
            user: Table::bind(model)?,
            role_grant: Table::bind(model)?,
            team: Table::bind(model)?,
            team_member: Table::bind(model)?,
            break_glass: Table::bind(model)?,
            machine_token: Table::bind(model)?,
            departure: Table::bind(model)?,
            sign_in_link: Table::bind(model)?,
            session: Table::bind(model)?,
            passkey: Table::bind(model)?,
            external_identity: Table::bind(model)?,
            ceremony: Table::bind(model)?,
            user_password: Table::bind(model)?,
            authenticator: Table::bind(model)?,
            recovery_code: Table::bind(model)?,
            account_notice: Table::bind(model)?,
            sign_in_guard: Table::bind(model)?,
            receipt_task: Table::bind(model)?,
            request: Table::bind(model)?,
            request_task: Table::bind(model)?,
            request_link: Table::bind(model)?,
            request_email: Table::bind(model)?,
            private_contact: Table::bind(model)?,
            employment: Table::bind(model)?,
            breach: Table::bind(model)?,
            breach_entry: Table::bind(model)?,
            breach_notice: Table::bind(model)?,
            breach_affected: Table::bind(model)?,
            measure: Table::bind(model)?,
            risk: Table::bind(model)?,
            routine: Table::bind(model)?,
            email_thread: Table::bind(model)?,
            email_message: Table::bind(model)?,
            email_participant: Table::bind(model)?,
            email_file: Table::bind(model)?,
            email_reference: Table::bind(model)?,
            phone_call: Table::bind(model)?,
            secure_message: Table::bind(model)?,
            sealed_mail: Table::bind(model)?,
            mailbox: Table::bind(model)?,
            mail_intake: Table::bind(model)?,
            queue: Table::bind(model)?,
            case: Table::bind(model)?,
            case_message: Table::bind(model)?,
            case_event: Table::bind(model)?,
            case_deadline: Table::bind(model)?,
            deadline_policy: Table::bind(model)?,
            deadline_target: Table::bind(model)?,
            opening_hours: Table::bind(model)?,
            closed_day: Table::bind(model)?,
            installation: Table::bind(model)?,
            service_agreement: Table::bind(model)?,
            answer_template: Table::bind(model)?,
            suppression: Table::bind(model)?,
            prospect: Table::bind(model)?,
            quarantined_address: Table::bind(model)?,
            recent_row: Table::bind(model)?,
            saved_view: Table::bind(model)?,
            draft: Table::bind(model)?,
            follow: Table::bind(model)?,
            notice: Table::bind(model)?,
            long_job: Table::bind(model)?,
            long_job_part: Table::bind(model)?,
            notice_choice: Table::bind(model)?,
        })
    }
}

impl Tables {
    /// The entities that use cases of their own write.
    pub(crate) fn entities(&self) -> [EntityId; 32] {
        [
            self.person.f.entity,
            self.email_address.f.entity,
            self.phone_number.f.entity,
            self.contact_request.f.entity,
            self.email.f.entity,
            self.ledger_line.f.entity,
            self.receipt.f.entity,
            self.redaction.f.entity,
            self.statement_version.f.entity,
            self.record_version.f.entity,
            self.user.f.entity,
            self.role_grant.f.entity,
            self.break_glass.f.entity,
            self.machine_token.f.entity,
            self.sign_in_link.f.entity,
            self.session.f.entity,
            self.user_password.f.entity,
            self.authenticator.f.entity,
            self.recovery_code.f.entity,
            self.account_notice.f.entity,
            self.sign_in_guard.f.entity,
            self.passkey.f.entity,
            self.external_identity.f.entity,
            self.ceremony.f.entity,
            self.recent_row.f.entity,
            self.saved_view.f.entity,
            self.draft.f.entity,
            self.follow.f.entity,
            self.notice.f.entity,
            self.long_job.f.entity,
            self.long_job_part.f.entity,
            self.notice_choice.f.entity,
        ]
    }

    /// The entities whose rows a use case of their own writes, and which whoever may read them reads here.
    pub(crate) fn written_once(&self) -> [EntityId; 2] {
        [self.breach_entry.f.entity, self.breach_notice.f.entity]
    }

    /// The entities whose rows a use case of their own makes, while the fields that the register opens are changed by hand.
    pub(crate) fn made_elsewhere(&self) -> [EntityId; 2] {
        [self.breach.f.entity, self.breach_affected.f.entity]
    }
}
