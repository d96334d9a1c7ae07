//! Looking at pages in a real browser, with an empty profile: everything that a page does is seen, scripts too.

use super::Seen;
use super::protocol::Protocol;
use super::report::{Call, Cookie, Page, Stored, is_own, party_of};
use crate::limits::{CRAWL_LOAD_SECONDS, CRAWL_SETTLE_MILLISECONDS, CRAWL_START_SECONDS};
use crate::open;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

/// Asks the page for what it keeps and where it leads. What a page of this kind may not be asked for is nothing.
const LOOK: &str = r"(async () => {
  const ask = async (what) => { try { return await what(); } catch { return []; } };
  return JSON.stringify({
    address: location.href,
    localStorage: await ask(() => Object.keys(localStorage)),
    sessionStorage: await ask(() => Object.keys(sessionStorage)),
    IndexedDB: await ask(async () => (await indexedDB.databases()).map((it) => it.name)),
    cache: await ask(() => caches.keys()),
    worker: await ask(async () => (await navigator.serviceWorker.getRegistrations()).map((it) => it.scope)),
    links: [...document.querySelectorAll('a[href], area[href]')].slice(0, 2000).map((it) => it.href),
  });
})()";

/// A browser with one page open.
pub(super) struct Browser {
    protocol: Protocol,
    session: String,
    profile: PathBuf,
    /// Cookies that earlier pages brought.
    known: BTreeSet<(String, String, String)>,
    /// Storage that earlier pages brought.
    stored: BTreeSet<Stored>,
}

impl Browser {
    /// Starts `program` with an empty profile.
    pub(super) async fn start(program: &Path) -> Result<Self, String> {
        let profile = profile()?;
        let began = timeout(Duration::from_secs(CRAWL_START_SECONDS), begin(program, &profile)).await;
        match began.unwrap_or_else(|_| Err(format!("it has not answered for {CRAWL_START_SECONDS} seconds"))) {
            Ok((protocol, session)) => {
                Ok(Self { protocol, session, profile, known: BTreeSet::new(), stored: BTreeSet::new() })
            }
            Err(cause) => {
                let _ = std::fs::remove_dir_all(&profile);
                Err(cause)
            }
        }
    }

    /// Opens the page, waits until it is quiet, and says what it did.
    pub(super) async fn look(&mut self, url: &Url) -> Result<Seen, String> {
        let mut page = Page::new(url);
        self.protocol.drop_events();
        let opened = self.ask("Page.navigate", json!({ "url": url.as_str() }));
        let opened = timeout(Duration::from_secs(CRAWL_LOAD_SECONDS), opened).await;
        let opened = opened.map_err(|_| format!("no answer within {CRAWL_LOAD_SECONDS} seconds"))??;
        if let Some(cause) = opened["errorText"].as_str() {
            return Err(cause.to_owned());
        }
        self.follow(url, &mut page).await?;
        let links = self.ask_page(url, &mut page).await?;
        self.cookies(url, &mut page).await?;
        Ok(Seen { page, links })
    }

    /// Notes every call to others until the page has loaded and been quiet for a while.
    async fn follow(&mut self, url: &Url, page: &mut Page) -> Result<(), String> {
        let latest = Instant::now() + Duration::from_secs(CRAWL_LOAD_SECONDS);
        let mut ends = latest;
        while let Ok(event) = timeout_at(ends, self.protocol.event()).await {
            let event = event?;
            match event["method"].as_str() {
                Some("Page.loadEventFired") => {
                    ends = latest.min(Instant::now() + Duration::from_millis(CRAWL_SETTLE_MILLISECONDS));
                }
                // A box with a question would hold the page up for ever.
                Some("Page.javascriptDialogOpening") => {
                    self.ask("Page.handleJavaScriptDialog", json!({ "accept": false })).await?;
                }
                Some("Network.requestWillBeSent") => note_call(url, &event["params"], page),
                _ => {}
            }
        }
        Ok(())
    }

    /// What the page keeps, and its links.
    async fn ask_page(&mut self, url: &Url, page: &mut Page) -> Result<Vec<Url>, String> {
        let look = json!({ "expression": LOOK, "awaitPromise": true, "returnByValue": true });
        let said = self.ask("Runtime.evaluate", look);
        let said =
            timeout(Duration::from_secs(CRAWL_LOAD_SECONDS), said).await.map_err(|_| "the page does not answer")??;
        let said = said["result"]["value"].as_str().ok_or("the page does not say what it keeps")?;
        let said: Value = serde_json::from_str(said).map_err(|cause| cause.to_string())?;
        let address = said["address"].as_str().and_then(|address| Url::parse(address).ok());
        if let Some(other) = address.filter(|address| address.has_host() && !is_own(url, address)) {
            page.leads_to = Some(other.to_string());
            return Ok(Vec::new());
        }
        let texts = |key: &str| -> Vec<String> {
            let list = said[key].as_array().into_iter().flatten();
            list.filter_map(|one| Some(one.as_str()?.to_owned())).collect()
        };
        for (key, kind) in [
            ("localStorage", "localStorage"),
            ("sessionStorage", "sessionStorage"),
            ("IndexedDB", "IndexedDB"),
            ("cache", "cache"),
            ("worker", "service worker"),
        ] {
            for name in texts(key) {
                let stored = Stored { kind: kind.to_owned(), name };
                if self.stored.insert(stored.clone()) {
                    page.stored.insert(stored);
                }
            }
        }
        Ok(texts("links").iter().filter_map(|link| Url::parse(link).ok()).collect())
    }

    /// The cookies that this page brought.
    async fn cookies(&mut self, url: &Url, page: &mut Page) -> Result<(), String> {
        let all = self.protocol.ask(None, "Storage.getCookies", json!({})).await?;
        let now = open::now().0 / 1_000_000;
        for one in all["cookies"].as_array().into_iter().flatten() {
            let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
            let (name, domain, path) = (text("name"), text("domain"), text("path"));
            if !self.known.insert((name.clone(), domain.clone(), path.clone())) {
                continue;
            }
            let mut attributes = Vec::new();
            for (key, word) in [("secure", "Secure"), ("httpOnly", "HttpOnly")] {
                if one[key] == true {
                    attributes.push(word.to_owned());
                }
            }
            if let Some(same_site) = one["sameSite"].as_str() {
                attributes.push(format!("SameSite={same_site}"));
            }
            let seconds = if one["session"] == true { None } else { one["expires"].as_f64().map(whole) };
            let seconds = seconds.map(|ends| ends - now);
            page.cookies.insert(Cookie { party: party_of(url, &domain), name, domain, path, seconds, attributes });
        }
        Ok(())
    }

    async fn ask(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.protocol.ask(Some(&self.session), method, params).await
    }

    /// Ends it, and removes the profile.
    pub(super) fn close(self) {
        drop(self.protocol);
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// Seconds since 1970, without their fraction.
#[allow(clippy::cast_possible_truncation)]
fn whole(seconds: f64) -> i64 {
    seconds as i64
}

fn note_call(url: &Url, params: &Value, page: &mut Page) {
    let address = params["request"]["url"].as_str().and_then(|address| Url::parse(address).ok());
    let Some(address) = address.filter(|address| !is_own(url, address)) else { return };
    // Where the page itself leads elsewhere, that is told as such.
    let is_page = params["type"] == "Document" && params["requestId"] == params["loaderId"];
    if let (Some(host), "http" | "https" | "ws" | "wss", false) = (address.host_str(), address.scheme(), is_page) {
        let kind = match params["type"].as_str().unwrap_or("Other") {
            "Ping" => "beacon".to_owned(),
            "Document" => "frame".to_owned(),
            "Stylesheet" => "style sheet".to_owned(),
            other => other.to_lowercase(),
        };
        page.calls.insert(Call::new(host, &kind));
    }
}

async fn begin(program: &Path, profile: &Path) -> Result<(Protocol, String), String> {
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--remote-debugging-pipe",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-extensions",
        "--disable-sync",
        "--disable-gpu",
        "--disable-dev-shm-usage",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    if std::fs::metadata("/proc/self").is_ok_and(|us| us.uid() == 0) {
        // It refuses root otherwise; the only pages it opens are those of the website that was named.
        arguments.push("--no-sandbox".to_owned());
    }
    arguments.push("about:blank".to_owned());
    let mut protocol = Protocol::start(program, &arguments).map_err(|cause| cause.to_string())?;
    let target = protocol.ask(None, "Target.createTarget", json!({ "url": "about:blank" })).await?;
    let attach = json!({ "targetId": target["targetId"], "flatten": true });
    let attached = protocol.ask(None, "Target.attachToTarget", attach).await?;
    let session = attached["sessionId"].as_str().ok_or("the browser opens no page")?.to_owned();
    for (method, params) in [
        ("Network.enable", json!({ "maxTotalBufferSize": 0, "maxResourceBufferSize": 0 })),
        ("Page.enable", json!({})),
        ("Page.setDownloadBehavior", json!({ "behavior": "deny" })),
    ] {
        protocol.ask(Some(&session), method, params).await?;
    }
    Ok((protocol, session))
}

/// A folder of its own, for us alone.
fn profile() -> Result<PathBuf, String> {
    let mut name = [0; 8];
    open::random(&mut name);
    let folder = std::env::temp_dir().join(format!("ryddig-crawl-{:016x}", u64::from_be_bytes(name)));
    let mut builder = std::fs::DirBuilder::new();
    builder.mode(0o700).create(&folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    Ok(folder)
}
