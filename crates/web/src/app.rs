//! What every page works with.

use crate::book::Book;
use crate::demo::Demo;
use crate::gate::{Hosts, Rates};
use crate::privacy::{Statements, Versions};
use engine::{Engine, Moment};
use std::sync::Arc;

/// A site to be served: the use cases, the clock, and what only a demonstration shows.
pub struct Site {
    /// The use cases.
    pub engine: Engine,
    /// The register as text, for those who try a change of it.
    pub book: Arc<dyn Book>,
    /// What time it is.
    pub clock: Arc<dyn Fn() -> Moment + Send + Sync>,
    /// The inbox view and the guided tour; none outside a demonstration.
    pub demo: Option<Demo>,
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
    pub(crate) demo: Option<Demo>,
    pub(crate) statements: Statements,
    pub(crate) versions: Versions,
    pub(crate) hosts: Hosts,
    pub(crate) rates: Rates,
    /// Whether browsers use HTTPS for names below ours too.
    pub(crate) subdomains: bool,
    clock: Arc<dyn Fn() -> Moment + Send + Sync>,
}

impl App {
    pub(crate) fn new(site: Site) -> Self {
        let Site { engine, book, clock, demo, doors: Doors { hosts, subdomains } } = site;
        Self {
            hosts: Hosts::new(&engine.settings().url, &hosts),
            rates: Rates::new(Arc::clone(&clock)),
            subdomains,
            engine,
            book,
            demo,
            clock,
            statements: Statements::default(),
            versions: Versions::default(),
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
