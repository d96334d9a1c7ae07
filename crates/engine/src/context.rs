//! What every use case works with: the model, the store, the typed tables, and what comes from outside.

mod tables;

pub(crate) use tables::Tables;

use crate::failure::Failure;
use crate::figures::Figures;
use crate::ledger::Looks;
use crate::limits::{SIGN_IN_ATTEMPTS_OF_A_NETWORK, STANDINGS_KEPT, VIEWS_KEPT};
use crate::notices::Unread;
use crate::privacy::{NewestBackup, Unattended, Ways};
use crate::records::{Sights, Views, Waits};
use crate::scopes::Scopes;
use crate::support::Presence;
use crate::system::{Capacity, Standings};
use crate::tally::Tally;
use crate::website::{Caps, UsedForms, key};
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
    /// Where colleagues' own mailboxes lie; none where they cannot be connected.
    pub own_mailboxes: Option<OwnMailboxes>,
    /// A form sent sooner than this after it was shown is doubtful.
    pub form_minimum_seconds: i64,
    /// Messages from one network in an hour; those above it are doubtful.
    pub contact_cap: u32,
    /// The key of form tokens and of hashes that recognise a form sent twice.
    pub secret: [u8; 32],
    /// The seed of the key that signs the ledger.
    pub ledger_seed: [u8; 32],
}

/// The mail server on which colleagues have their own mailboxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMailboxes {
    /// Its name.
    pub host: String,
    /// The only folder that is read of each.
    pub folder: String,
    /// Each is signed in to with the password that its owner gives; otherwise we have tokens for the mailboxes of all colleagues.
    pub by_password: bool,
}

impl Settings {
    /// Where the privacy statement is read.
    pub(crate) fn statement(&self, language: Language) -> String {
        let path = match language {
            Language::Nb => "personvern",
            Language::En => "privacy",
        };
        format!("{}/{path}", self.url)
    }
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
    /// Public forms that were sent.
    pub(crate) used_forms: UsedForms,
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
            used_forms: UsedForms::default(),
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

    pub(crate) fn used_forms(&self) -> &UsedForms {
        &self.0.used_forms
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
