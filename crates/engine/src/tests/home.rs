//! An engine over an empty store; time and randomness are the test's.

use crate::jobs::{Lane, Round, work};
use crate::privacy::{Carried, Found, Wish, carry_out, find, plan_wish};
use crate::website::{CameFrom, Network, Outcome, Submission, form, receive};
use crate::{Caller, Engine, Language, Mailbox, Moment, OwnMailboxes, RowId, Settings, Transport, day_of, system};
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use store::{Folder, Keys, Master, Store};
use tempfile::TempDir;

/// 20 November 2026, 09:20 UTC.
pub(super) const NOW: Moment = Moment(1_795_166_400_000_000);
pub(super) const DAY_SECONDS: i64 = 24 * 60 * 60;
pub(super) const KARI: &str = "kari@kunde.example";

/// An engine and what goes with it.
pub(super) struct Home {
    pub(super) engine: Engine,
    pub(super) mails: Arc<Mutex<Vec<mail::Message>>>,
    _folder: TempDir,
}

impl Home {
    pub(super) fn new() -> Self {
        Self::with(testkit::model())
    }

    pub(super) fn with(model: model::Model) -> Self {
        let mails: Arc<Mutex<Vec<mail::Message>>> = Arc::default();
        let mut home = Self::built(model, |_| Self::settings(Transport::Memory(Arc::clone(&mails))));
        home.mails = mails;
        home
    }

    /// Where the one who runs the server has decided otherwise.
    pub(super) fn decided(decide: impl FnOnce(&mut Settings)) -> Self {
        Self::built(testkit::model(), |_| {
            let mut settings = Self::settings(Transport::Memory(Arc::default()));
            decide(&mut settings);
            settings
        })
    }

    /// Mail goes to a folder below a file, where nothing can be written.
    pub(super) fn without_mail() -> Self {
        Self::built(testkit::model(), |file| Self::settings(Transport::Directory(file.join("nowhere"))))
    }

    /// The server is stopped and started again, over the same data folder, with this register.
    pub(super) fn restarted(self, model: model::Model) -> Self {
        let Self { engine, mails, _folder: folder } = self;
        drop(engine);
        let engine = Self::engine(folder.path(), model, |_| Self::settings(Transport::Memory(Arc::clone(&mails))));
        Self { engine, mails, _folder: folder }
    }

    fn built(model: model::Model, settings: impl FnOnce(&Path) -> Settings) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let engine = Self::engine(folder.path(), model, settings);
        Self { engine, mails: Arc::default(), _folder: folder }
    }

    /// Over the rows that a folder, or the `PostgreSQL` database at `url`, has already or has none of.
    pub(super) fn over(folder: TempDir, url: Option<&str>) -> Self {
        let model = Arc::new(testkit::model());
        let locked = Folder::lock(folder.path(), "test").expect("the folder is free");
        let store = match url {
            None => Store::open(locked, Arc::clone(&model), NOW),
            Some(url) => Store::connect(locked, url, Arc::clone(&model), NOW),
        };
        let mails: Arc<Mutex<Vec<mail::Message>>> = Arc::default();
        let engine = Self::engine_over(
            store.expect("the store opens"),
            model,
            Self::settings(Transport::Memory(Arc::clone(&mails))),
        );
        Self { engine, mails, _folder: folder }
    }

    fn engine(folder: &Path, model: model::Model, settings: impl FnOnce(&Path) -> Settings) -> Engine {
        let model = Arc::new(model);
        // In the data folder here, as nobody copies that.
        let keys = folder.join("keys");
        let keys = Keys::open(&keys, Master::file(keys.join("master.key"))).expect("the keys open");
        let locked = Folder::lock(folder, "test").expect("the folder is free").with_keys(keys);
        let store = Store::open(locked, Arc::clone(&model), NOW).expect("the store opens");
        Self::engine_over(store, model, settings(&folder.join("lock")))
    }

    fn settings(transport: Transport) -> Settings {
        Settings {
            url: "https://ryddig.example".to_owned(),
            form_origins: Vec::new(),
            sender: Mailbox { name: Some("Fjordlys".to_owned()), address: "post@fjordlys.example".to_owned() },
            transport,
            own_mailboxes: Some(OwnMailboxes {
                host: "imap.fjordlys.example".to_owned(),
                folder: "Ryddig".to_owned(),
                by_password: true,
            }),
            form_minimum_seconds: 3,
            contact_cap: 20,
            secret: [7; 32],
            ledger_seed: [8; 32],
        }
    }

    fn engine_over(store: Store, model: Arc<model::Model>, settings: Settings) -> Engine {
        let count = AtomicU64::new(1);
        let random = move |bytes: &mut [u8]| {
            let number = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
            bytes.iter_mut().zip(number.iter().rev().cycle()).for_each(|(byte, digit)| *byte = *digit);
        };
        Engine::new(model, store, settings, Box::new(random)).expect("every struct fits the register")
    }

    /// A form that Kari was shown a minute before `at`.
    pub(super) fn submission(&self, at: Moment) -> Submission {
        Submission {
            language: Language::Nb,
            name: "Kari Nordmann".to_owned(),
            email: KARI.to_owned(),
            phone: "00 00 00 21".to_owned(),
            organisation: String::new(),
            message: "Hva koster det?".to_owned(),
            token: form(&self.engine, at.plus_seconds(-60), Language::Nb).token,
            trap: String::new(),
            came_from: CameFrom::Here,
            network: network([192, 0, 2, 1]),
        }
    }

    /// Sends Kari's form, changed by `change`.
    pub(super) async fn send(&self, at: Moment, change: impl FnOnce(&mut Submission)) -> Outcome {
        let mut submission = self.submission(at);
        change(&mut submission);
        receive(&self.engine, at, &submission).await.expect("the store works")
    }

    /// A colleague with these roles.
    pub(super) async fn colleague(&self, address: &str, roles: &[&str]) -> Caller {
        system::add_user(&self.engine, NOW, "Ida", address, Language::Nb, roles).await.expect("a new user");
        self.colleague_of(address).await
    }

    /// The colleague with this address, signed in.
    pub(super) async fn colleague_of(&self, address: &str) -> Caller {
        let link = system::sign_in_link(&self.engine, NOW, address).await.expect("the store works").expect("a link");
        let secret = link.rsplit('/').next().expect("a secret").to_owned();
        let session = system::sign_in(&self.engine, NOW, &secret).await.expect("the store works").expect("a session");
        system::signed_in(&self.engine, NOW, &session).await.expect("the store works").expect("is in")
    }

    pub(super) async fn ida(&self) -> Caller {
        self.colleague("ida@fjordlys.example", &["support", "privacy-lead"]).await
    }

    /// The one person that `identifier` means.
    pub(super) async fn find(&self, identifier: &str) -> Option<RowId> {
        match find(&self.engine, identifier).await.expect("the store works") {
            Found::Nobody => None,
            Found::One(person) => Some(person),
            Found::Several(people) => panic!("{identifier} means {people:?}"),
        }
    }

    /// Erases `person` as they asked.
    pub(super) async fn erase(&self, ida: &Caller, person: RowId) {
        let wish = (person, Wish::Erasure);
        let plan = plan_wish(&self.engine, ida, wish, Language::En, day_of(NOW)).await.expect("Ida may");
        let done = carry_out(&self.engine, ida, NOW, wish, &plan.fingerprint, Language::En).await;
        assert!(matches!(done, Ok(Carried::Done(_))), "{done:?}");
    }

    /// Works until nothing is due at `now`.
    pub(super) async fn work(&self, now: Moment) {
        for lane in [Lane::Mail, Lane::Upkeep, Lane::Ledger, Lane::Long] {
            while !matches!(work(&self.engine, now, lane).await.expect("the queue works"), Round::Idle(_)) {}
        }
    }

    /// The mails to `address`.
    pub(super) fn mails_to(&self, address: &str) -> Vec<mail::Message> {
        let mails = self.mails.lock().expect("no test panicked while it held the mails");
        mails.iter().filter(|mail| mail.to.address == address).cloned().collect()
    }
}

pub(super) fn network(address: [u8; 4]) -> Network {
    Network::from(IpAddr::V4(Ipv4Addr::from(address)))
}
