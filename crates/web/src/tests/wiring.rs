//! A site to be asked, and helpers to ask it.

use crate::{Book, Change, Demo, Doors, Edition, Hunk, InboxMail, Otherwise, Said, Site, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::extract::connect_info::MockConnectInfo;
use axum::http::header::HOST;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, Uri};
use engine::jobs::{Lane, Round, work};
use engine::privacy::{publish_record, publish_statement, versions};
use engine::system::{add_user, form_token, sign_in, sign_in_link};
use engine::{Engine, Language, Mailbox, Moment, OwnMailboxes, Settings, Transport};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};
use store::{Folder, Keys, Master, Store};
use tempfile::TempDir;
use testkit::register::{Format, compile, edit, render};
use tower::ServiceExt;

pub(super) const URL: &str = "http://localhost:8080";
pub(super) const WEBSITE: &str = "https://www.fjordlys.example";
pub(super) const OWNER: &str = "ida@fjordlys.example";
/// 22 November 2026, 12:00 UTC.
const NOON: Moment = Moment(1_795_348_800_000_000);

pub(super) struct World {
    pub(super) engine: Engine,
    router: Router,
    transport: Transport,
    clock: Arc<AtomicI64>,
    pub(super) folder: TempDir,
    _keys: TempDir,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The value of the hidden field `name` on the page.
    pub(super) fn hidden(&self, name: &str) -> &str {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self.body.split(&start).nth(1).unwrap_or_else(|| panic!("no field {name} in {}", self.body));
        rest.split('"').next().unwrap()
    }
}

/// A site outside a demonstration.
pub(super) fn world() -> World {
    world_with("")
}

pub(super) fn world_at(url: &str) -> World {
    build(url, None, "", Doors::default())
}

/// A site that is reached at `url` and under other hosts.
pub(super) fn world_reached_by(url: &str, hosts: &[&str]) -> World {
    let hosts = hosts.iter().map(|host| (*host).to_owned()).collect();
    build(url, None, "", Doors { hosts, subdomains: false })
}

/// A site of a company that adds this to its register.
pub(super) fn world_with(toml: &str) -> World {
    build(URL, None, toml, Doors::default())
}

/// A site with a demonstration whose inbox holds `mails`.
pub(super) fn demo_world(mails: Vec<InboxMail>) -> World {
    build(URL, Some(Demo { inbox: Arc::new(move || mails.clone()), owner: OWNER.to_owned() }), "", Doors::default())
}

fn build(url: &str, demo: Option<Demo>, toml: &str, doors: Doors) -> World {
    let (folder, keys) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let model = Arc::new(testkit::model_with(toml));
    let open = Keys::open(keys.path(), Master::file(keys.path().join("master.key"))).unwrap();
    let locked = Folder::lock(folder.path(), "test").unwrap().with_keys(open);
    let store = Store::open(locked, Arc::clone(&model), NOON).unwrap();
    let transport = Transport::Memory(Arc::default());
    let settings = Settings {
        url: url.to_owned(),
        form_origins: vec![WEBSITE.to_owned()],
        sender: Mailbox { name: None, address: "post@fjordlys.example".to_owned() },
        transport: transport.clone(),
        own_mailboxes: Some(OwnMailboxes {
            host: "imap.fjordlys.example".to_owned(),
            folder: "Ryddig".to_owned(),
            by_password: true,
        }),
        form_minimum_seconds: 3,
        contact_cap: 2,
        secret: [7; 32],
        ledger_seed: [8; 32],
    };
    // Bytes that never repeat: enough for what is only to differ.
    let (counter, high) = (AtomicU8::new(1), AtomicU8::new(1));
    let random = move |bytes: &mut [u8]| {
        if counter.fetch_add(1, Ordering::Relaxed) == u8::MAX {
            high.fetch_add(1, Ordering::Relaxed);
        }
        bytes.fill(counter.load(Ordering::Relaxed));
        bytes[0] = high.load(Ordering::Relaxed);
    };
    let engine = Engine::new(model, store, settings, Box::new(random)).unwrap();
    let clock = Arc::new(AtomicI64::new(NOON.0));
    let hands = Arc::clone(&clock);
    let clock_face = move || Moment(hands.load(Ordering::Relaxed));
    let site = Site {
        engine: engine.clone(),
        book: Arc::new(Files),
        clock: Arc::new(clock_face),
        demo,
        observer: Arc::new(crate::Nobody),
        stopping: Arc::default(),
        sign_on: None,
        doors,
    };
    let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 40_000));
    World { engine, router: router(site).layer(MockConnectInfo(peer)), transport, clock, folder, _keys: keys }
}

/// The register of the tests as a book.
struct Files;

impl Book for Files {
    fn period(&self, entity: &str) -> Option<String> {
        edit::period(&testkit::files(), entity)
    }

    fn otherwise(&self) -> Vec<Otherwise> {
        let said = |file: &str, text: &str| Said { file: file.to_owned(), line: 7, text: text.to_owned() };
        vec![Otherwise {
            what: "contact_request.keep".to_owned(),
            declared: Some(said("register/website.toml", "keep = \"12 months after received_at\"")),
            changed: said("ryddig.toml", "keep = \"6 months after received_at\""),
        }]
    }

    fn changed(&self, change: &Change) -> Option<Edition> {
        let files = testkit::files();
        let edit = match change {
            Change::Period { entity, period } => edit::with_period(&files, entity, period)?,
            Change::Without { activity } => edit::without_activity(&files, activity)?,
        };
        let compiled = compile(&edit.files, testkit::TODAY);
        let hunk = |edit::Hunk { file, line, old, new }| Hunk { file, standard: true, line, old, new };
        Some(Edition {
            model: compiled.model,
            findings: render(&compiled.findings, &edit.files, Format::Human { colour: false }),
            patch: edit.hunks.into_iter().map(hunk).collect(),
        })
    }
}

impl World {
    pub(super) fn now(&self) -> Moment {
        Moment(self.clock.load(Ordering::Relaxed))
    }

    pub(super) fn wait_seconds(&self, seconds: i64) {
        self.clock.store(self.now().plus_seconds(seconds).0, Ordering::Relaxed);
    }

    pub(super) async fn ask(&self, mut request: Request<Body>) -> Answer {
        let uri: Uri = self.engine.settings().url.parse().unwrap();
        let host = HeaderValue::from_str(uri.host().unwrap()).unwrap();
        request.headers_mut().entry(HOST).or_insert(host);
        self.ask_raw(request).await
    }

    /// Asks from a network of one's own.
    pub(super) async fn ask_from(&self, peer: SocketAddr, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(ConnectInfo(peer));
        self.ask(request).await
    }

    /// Asks without naming a host.
    pub(super) async fn ask_raw(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Publishes the statement as the server does when it starts; gives the version.
    pub(super) async fn published(&self) -> String {
        publish_statement(&self.engine, self.now()).await.unwrap();
        versions(&self.engine).await.unwrap()[0].id.to_string()
    }

    /// Stores the record as the server does when it starts; tells whether it was new.
    pub(super) async fn record_published(&self) -> bool {
        publish_record(&self.engine, self.now()).await.unwrap()
    }

    /// Sends a form as a browser on this site does.
    pub(super) async fn post(&self, path: &str, body: &str) -> Answer {
        self.post_with(path, body, &[("sec-fetch-site", "same-origin")]).await
    }

    pub(super) async fn post_with(&self, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Sends the contact form as somebody who read it first; gives the answer.
    pub(super) async fn write(&self, fields: &str) -> Answer {
        let token = self.get("/kontakt").await.hidden("token").to_owned();
        self.wait_seconds(10);
        self.post("/kontakt", &format!("{fields}&token={token}")).await
    }

    /// Asks on the page for rights as somebody who read it first; gives the answer.
    pub(super) async fn demand(&self, fields: &str) -> Answer {
        let token = self.get("/rettigheter").await.hidden("token").to_owned();
        self.wait_seconds(10);
        self.post("/rettigheter", &format!("{fields}&token={token}")).await
    }

    /// Kari starts a secure message; gives the secret of the link that she is sent.
    pub(super) async fn started_secure(&self) -> String {
        self.secure("name=Kari+Nordmann&email=kari%40example.no&text=Hei&agree=yes").await;
        self.work().await;
        self.mailed("kari@example.no", "/sikker/")
    }

    /// The code in the last mail to `address` that has one.
    pub(super) fn mailed_code(&self, address: &str) -> String {
        let Transport::Memory(mails) = &self.transport else { panic!("the tests keep their mails in memory") };
        let mails = mails.lock().unwrap();
        let mut texts = mails.iter().rev().filter(|mail| mail.to.address == address).map(|mail| mail.text.as_str());
        texts.find_map(|text| text.split("Koden er ").nth(1)?.get(..6)).expect("a mail with a code").to_owned()
    }

    /// Sends the form for a secure message as somebody who read it first; gives the answer.
    pub(super) async fn secure(&self, fields: &str) -> Answer {
        let token = self.get("/sikker").await.hidden("token").to_owned();
        self.wait_seconds(10);
        self.post("/sikker", &format!("{fields}&token={token}")).await
    }

    /// Does every job that is due.
    pub(super) async fn work(&self) {
        for lane in [Lane::Mail, Lane::Upkeep, Lane::Ledger, Lane::Long] {
            while !matches!(work(&self.engine, self.now(), lane).await.unwrap(), Round::Idle(_)) {}
        }
    }

    /// The secret at the end of the last link below `path` that a mail to `address` had.
    pub(super) fn mailed(&self, address: &str, path: &str) -> String {
        let Transport::Memory(mails) = &self.transport else { panic!("the tests keep their mails in memory") };
        let mails = mails.lock().unwrap();
        let texts = mails.iter().rev().filter(|mail| mail.to.address == address).map(|mail| mail.text.as_str());
        let link = texts.flat_map(str::lines).find(|line| line.contains(path));
        link.unwrap_or_else(|| panic!("no mail to {address} leads to {path}")).rsplit('/').next().unwrap().to_owned()
    }

    /// Where the last mail to `address` is answered.
    pub(super) fn answered_at(&self, address: &str) -> String {
        let Transport::Memory(mails) = &self.transport else { panic!("the tests keep their mails in memory") };
        let mails = mails.lock().unwrap();
        let last = mails.iter().rev().find(|mail| mail.to.address == address).expect("a mail to them");
        last.reply_to.as_ref().unwrap_or(&last.from).address.clone()
    }

    /// Kari has written, asked for what is hers, and confirmed; gives the secret by which she follows it.
    pub(super) async fn followed(&self, kind: &str) -> String {
        self.write("name=Kari+Nordmann&email=kari%40example.no&message=Hei").await;
        self.demand(&format!("kind={kind}&name=Kari+Nordmann&email=kari%40example.no&text=")).await;
        self.work().await;
        let secret = self.mailed("kari@example.no", "/rettigheter/bekreft/");
        let answer = self.post(&format!("/rettigheter/bekreft/{secret}"), "").await;
        answer.header("location").rsplit('/').next().unwrap().to_owned()
    }

    /// Signs a user with these roles in; gives the cookie.
    pub(super) async fn signed_in(&self, roles: &[&str]) -> String {
        self.signed_in_as(OWNER, roles).await
    }

    pub(super) async fn signed_in_as(&self, address: &str, roles: &[&str]) -> String {
        self.signed_in_reading(Language::Nb, address, roles).await
    }

    /// The same for somebody who reads this language.
    pub(super) async fn signed_in_reading(&self, language: Language, address: &str, roles: &[&str]) -> String {
        add_user(&self.engine, self.now(), "Ida Eksempelsen", address, language, roles).await.unwrap();
        let link = sign_in_link(&self.engine, self.now(), address).await.unwrap().unwrap();
        let secret = link.rsplit('/').next().unwrap();
        format!("ryddig={}", sign_in(&self.engine, self.now(), secret).await.unwrap().unwrap())
    }

    pub(super) async fn get_as(&self, cookie: &str, path: &str) -> Answer {
        self.ask(Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap()).await
    }

    /// The token that stands in the forms which are shown in the session with this cookie.
    pub(super) fn form_token(&self, cookie: &str) -> String {
        form_token(&self.engine, cookie.rsplit('=').next().unwrap())
    }

    pub(super) async fn post_as(&self, cookie: &str, path: &str, body: &str) -> Answer {
        let token = format!("form_token={}", self.form_token(cookie));
        let body = if path.starts_with("/desk") { &format!("{body}&{token}") } else { body };
        self.post_with(path, body, &[("cookie", cookie), ("sec-fetch-site", "same-origin")]).await
    }
}
