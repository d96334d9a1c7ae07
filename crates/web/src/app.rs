//! What every page works with.

use crate::book::Book;
use crate::demo::Demo;
use crate::desk::{Toasts, Written};
use crate::gate::{Hosts, Rates};
use crate::measure::Observer;
use crate::privacy::{Statements, Versions};
use crate::public::Health;
use crate::sign_on::SignOn;
use crate::system::Reckoners;
use engine::{Engine, Moment};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A site to be served: the use cases, the clock, and what only a demonstration shows.
pub struct Site {
    /// The use cases.
    pub engine: Engine,
    /// The register as text, for those who try a change of it.
    pub book: Arc<dyn Book>,
    /// The providers of sign-on; none where nobody has named any.
    pub sign_on: Option<Arc<dyn SignOn>>,
    /// What time it is.
    pub clock: Arc<dyn Fn() -> Moment + Send + Sync>,
    /// The inbox view and the guided tour; none outside a demonstration.
    pub demo: Option<Demo>,
    /// Who counts requests.
    pub observer: Arc<dyn Observer>,
    /// Set when the server was told to stop: it is not ready any more.
    pub stopping: Arc<AtomicBool>,
    /// How the site is reached.
    pub doors: Doors,
}

/// How a site is reached, beside its address.
#[derive(Debug, Clone, Default)]
pub struct Doors {
    /// Further hosts that it answers for, without ports.
    pub hosts: Vec<String>,
    /// Whether browsers are told to use HTTPS for every name below the site's own too.
    pub subdomains: bool,
}

/// The site with what is rendered once and served many times.
pub(crate) struct App {
    pub(crate) engine: Engine,
    pub(crate) book: Arc<dyn Book>,
    pub(crate) sign_on: Option<Arc<dyn SignOn>>,
    pub(crate) demo: Option<Demo>,
    pub(crate) statements: Statements,
    pub(crate) versions: Versions,
    pub(crate) hosts: Hosts,
    pub(crate) rates: Rates,
    /// Whether browsers use HTTPS for names below ours too.
    pub(crate) subdomains: bool,
    pub(crate) observer: Arc<dyn Observer>,
    pub(crate) stopping: Arc<AtomicBool>,
    pub(crate) health: Health,
    /// What was done and is to be said.
    pub(crate) toasts: Toasts,
    /// What frames the pages of the desk.
    pub(crate) written: Written,
    /// Where passwords are hashed.
    pub(crate) reckoners: Reckoners,
    clock: Arc<dyn Fn() -> Moment + Send + Sync>,
}

impl App {
    pub(crate) fn new(site: Site) -> Self {
        let Site { engine, book, sign_on, clock, demo, observer, stopping, doors: Doors { hosts, subdomains } } = site;
        Self {
            hosts: Hosts::new(&engine.settings().url, &hosts),
            rates: Rates::new(Arc::clone(&clock)),
            subdomains,
            engine,
            book,
            sign_on,
            demo,
            statements: Statements::default(),
            versions: Versions::default(),
            observer,
            stopping,
            health: Health::default(),
            toasts: Toasts::default(),
            written: Written::default(),
            reckoners: Reckoners::default(),
            clock,
        }
    }

    pub(crate) fn now(&self) -> Moment {
        (self.clock)()
    }

    /// Whether people reach the site over HTTPS.
    pub(crate) fn is_secure(&self) -> bool {
        self.engine.settings().url.starts_with("https://")
    }

    /// The company that answers for all of this.
    pub(crate) fn company(&self) -> &str {
        &self.engine.model().controller.name
    }
}
