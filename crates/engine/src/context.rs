//! What every use case works with: the model, the store, the typed tables, and what comes from outside.

use crate::breaches::{Affected, Breach, BreachEntry, BreachNotice};
use crate::correspondence::{
    Email, EmailFile, EmailMessage, EmailParticipant, EmailReference, EmailThread, IntakeRow, MailboxRow, PhoneCall,
    SealedMail, SecureMessage,
};
use crate::drafts::Draft;
use crate::failure::Failure;
use crate::figures::Figures;
use crate::ledger::Looks;
use crate::limits::{SIGN_IN_ATTEMPTS_OF_A_NETWORK, STANDINGS_KEPT, VIEWS_KEPT};
use crate::longwork::{LongJob, LongJobPart};
use crate::newsletter::{Prospect, QuarantinedAddress, Suppression};
use crate::notices::{Follow, Notice, NoticeChoice, Unread};
use crate::parties::{EmailAddress, Organisation, Person, PhoneNumber, Position};
use crate::privacy::{
    HoldRow, LedgerLine, MeasureRow, NewestBackup, ProcessingAgreement, Receipt, RecordVersion, Redaction, RiskRow,
    RoutineRow, StatementVersion, SubProcessor, Unattended, Ways,
};
use crate::records::SavedView;
use crate::records::{RecentRow, Sights, Views, Waits};
use crate::requests::{Employment, PrivateContact, ReceiptTask, Request, RequestEmail, RequestLink, RequestTask};
use crate::scopes::Scopes;
use crate::support::{
    AnswerTemplate, Case, CaseDeadline, CaseEvent, CaseMessage, ClosedDay, DeadlinePolicy, DeadlineTarget,
    Installation, OpeningHoursRow, Presence, Queue, ServiceAgreement,
};
use crate::system::{
    AccountNotice, Authenticator, BreakGlass, Capacity, Ceremony, Departure, ExternalIdentity, MachineToken,
    PasskeyRow, RecoveryCode, RoleGrant, Session, SignInGuard, SignInLink, Standings, Team, TeamMember, User,
    UserPassword,
};
use crate::table::Table;
use crate::tally::Tally;
use crate::website::{Caps, ContactRequest, key};
use mail::{Mailbox, Marks, Transport};
use model::{EntityId, Language, Misfit, Model, Moment, RowId};
use rights::{Denied, Operation, Scope, Viewer};
use std::sync::{Arc, Mutex};
use store::{Actor, Store};

/// What the one who runs the server decides.
pub struct Settings {
    /// Where the server is reached, without a slash at the end: `https://ryddig.example.no`.
    pub url: String,
    /// Websites whose plain contact form is accepted, each as an origin: `https://www.example.no`.
    pub form_origins: Vec<String>,
    /// The sender of all mail.
    pub sender: Mailbox,
    /// How mail goes out.
    pub transport: Transport,
    /// A form sent sooner than this after it was shown is doubtful.
    pub form_minimum_seconds: i64,
    /// Messages from one network in an hour; those above it are doubtful.
    pub contact_cap: u32,
    /// The key of form tokens and of hashes that recognise a form sent twice.
    pub secret: [u8; 32],
    /// The seed of the key that signs the ledger.
    pub ledger_seed: [u8; 32],
}

/// A source of unguessable bytes.
pub type Random = dyn Fn(&mut [u8]) + Send + Sync;

/// The engine: cheap to clone, shared by the web, the worker and the commands.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) model: Arc<Model>,
    pub(crate) store: Store,
    pub(crate) settings: Settings,
    pub(crate) caps: Caps,
    /// Attempts to sign in, by network.
    pub(crate) attempts: Caps,
    pub(crate) tables: Tables,
    pub(crate) looks: Looks,
    pub(crate) tally: Tally,
    /// Where dossiers are gathered.
    pub(crate) ways: Ways,
    /// Which rows wait for somebody.
    pub(crate) waits: Waits,
    /// Which lists there are for whom.
    pub(crate) sights: Sights,
    /// What each viewer may do with each entity.
    pub(crate) scopes: Scopes,
    /// Who is signed in.
    pub(crate) standings: Standings,
    /// How many notices wait for them.
    pub(crate) unread: Unread,
    /// Which views they have of a list.
    pub(crate) views: Views,
    /// What the charts show.
    pub(crate) figures: Figures,
    /// The newest backup, where a folder of them is looked after.
    pub(crate) newest_backup: Mutex<Option<NewestBackup>>,
    /// What the unattended sweep waits for a person to look at.
    pub(crate) sweep_waits: Mutex<Option<Unattended>>,
    /// Words in outgoing mail by which answers find back.
    marks: Marks,
    /// Who writes in which case at this moment.
    presence: Presence,
    random: Box<Random>,
}

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
    fn bind(model: &Model) -> Result<Self, Misfit> {
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

/// Who asks for a use case: a member of staff who is signed in, or the one at the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Their row in `user`; none at the command line.
    pub user: Option<RowId>,
    /// What they are called.
    pub name: String,
    /// The language of their screens.
    pub language: Language,
    /// What they may see is decided from this.
    pub viewer: Viewer,
    /// Where they stand: in which session, and in which of their roles.
    pub capacity: Capacity,
}

impl Caller {
    /// Whoever can read the data folder: the command line decides for itself what to show.
    pub fn command(language: Language) -> Self {
        Self { user: None, name: String::new(), language, viewer: Viewer::Engine, capacity: Capacity::default() }
    }

    /// The word for them in the ledger.
    pub(crate) fn actor(&self) -> Actor {
        match self.viewer {
            Viewer::Machine { token, .. } => Actor::Machine(token),
            Viewer::Engine | Viewer::Staff { .. } => self.user.map_or(Actor::Part("command"), Actor::User),
        }
    }
}

impl Engine {
    /// Binds every typed row to the model; a struct that does not fit it is a [`Misfit`].
    pub fn new(model: Arc<Model>, store: Store, settings: Settings, random: Box<Random>) -> Result<Self, Misfit> {
        let tables = Tables::bind(&model)?;
        crate::jobs::check(&model)?;
        crate::breaches::check(&model)?;
        let (caps, attempts) = (Caps::new(settings.contact_cap), Caps::new(SIGN_IN_ATTEMPTS_OF_A_NETWORK));
        let (looks, sweep_waits, newest_backup) = (Looks::default(), Mutex::new(None), Mutex::new(None));
        let (ways, tally, figures) = (Ways::of(&model), Tally::default(), Figures::bind(&model)?);
        let (waits, sights) = (Waits::bind(&model)?, Sights::default());
        let (scopes, standings) = (Scopes::default(), Standings::at_most(STANDINGS_KEPT));
        let (unread, views) = (Unread::at_most(STANDINGS_KEPT), Views::at_most(VIEWS_KEPT));
        let marks = Marks::new(&key(&settings.secret, "mail-marks"));
        let inner = Inner {
            model,
            store,
            settings,
            caps,
            attempts,
            tables,
            looks,
            tally,
            ways,
            waits,
            sights,
            scopes,
            standings,
            unread,
            views,
            figures,
            newest_backup,
            sweep_waits,
            marks,
            presence: Presence::default(),
            random,
        };
        Ok(Self(Arc::new(inner)))
    }

    /// The compiled register.
    pub fn model(&self) -> &Model {
        &self.0.model
    }

    /// What the one who runs the server decided.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The store, for the commands that are about the data folder itself.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn marks(&self) -> &Marks {
        &self.0.marks
    }

    pub(crate) fn presence(&self) -> &Presence {
        &self.0.presence
    }

    pub(crate) fn ways(&self) -> &Ways {
        &self.0.ways
    }

    pub(crate) fn waits(&self) -> &Waits {
        &self.0.waits
    }

    pub(crate) fn sights(&self) -> &Sights {
        &self.0.sights
    }

    pub(crate) fn standings(&self) -> &Standings {
        &self.0.standings
    }

    pub(crate) fn views(&self) -> &Views {
        &self.0.views
    }

    pub(crate) fn unread(&self) -> &Unread {
        &self.0.unread
    }

    pub(crate) fn figures(&self) -> &Figures {
        &self.0.figures
    }

    pub(crate) fn looks(&self) -> &Looks {
        &self.0.looks
    }

    pub(crate) fn tally(&self) -> &Tally {
        &self.0.tally
    }

    pub(crate) fn caps(&self) -> &Caps {
        &self.0.caps
    }

    pub(crate) fn attempts(&self) -> &Caps {
        &self.0.attempts
    }

    pub(crate) fn newest_backup(&self) -> &Mutex<Option<NewestBackup>> {
        &self.0.newest_backup
    }

    pub(crate) fn sweep_waits(&self) -> &Mutex<Option<Unattended>> {
        &self.0.sweep_waits
    }

    pub(crate) fn tables(&self) -> &Tables {
        &self.0.tables
    }

    /// A new row id: UUID version 7 (RFC 9562), so that ids rise with time.
    pub(crate) fn new_id(&self, now: Moment) -> RowId {
        let mut tail = [0; 10];
        (self.0.random)(&mut tail);
        let milliseconds = u64::try_from(now.milliseconds()).unwrap_or(0);
        RowId(*uuid::Builder::from_unix_timestamp_millis(milliseconds, &tail).as_uuid().as_bytes())
    }

    /// A new secret of 256 bits, hexadecimal.
    pub(crate) fn new_secret(&self) -> String {
        let mut bytes = [0; 32];
        (self.0.random)(&mut bytes);
        crate::system::hex(&bytes)
    }

    /// A reference for a request, to be quoted and looked up in the log: 40 bits, hexadecimal.
    pub fn new_reference(&self) -> String {
        let mut bytes = [0; 5];
        (self.0.random)(&mut bytes);
        crate::system::hex(&bytes)
    }

    /// Refuses everybody who does not carry out the rights of persons.
    pub(crate) fn demand_rights(&self, caller: &Caller) -> Result<(), Failure> {
        if caller.viewer.carries_out_rights(self.model()) { Ok(()) } else { Err(Failure::Denied) }
    }

    /// What `caller` may do with rows of `entity`.
    pub(crate) fn scope(&self, caller: &Caller, entity: EntityId, operation: Operation) -> Result<Arc<Scope>, Denied> {
        self.0.scopes.of(self.model(), &caller.viewer, entity, operation)
    }
}
