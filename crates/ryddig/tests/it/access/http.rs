//! The access matrix through HTTP: every route before every role and before nobody, with rows of one's own, of others and restricted
//! ones; and of every page that comes, every word in it that stands in some field of some row.
//!
//! What is right the same oracle says as for the store. A route that is in no row of the table fails.

use super::cells::Cell;
use super::oracle::Oracle;
use super::routes::{FILLED_IN, Need, ROUTES, TOLD_ANYWAY};
use super::{SEED, everything, restrict_some};
use crate::outside::seed::{Amounts, Dice, LAST_MOMENT, WORDS, open, seed};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::MockConnectInfo;
use axum::http::{Request, StatusCode};
use engine::system::{form_token, sign_in, sign_in_link};
use engine::{Engine, Mailbox, OwnMailboxes, Settings, Transport};
use model::{Access, FieldId, Model, Record, RoleId, RowId, Value};
use rights::{Operation, Viewer, scope};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Changes, Store};
use tempfile::TempDir;
use tower::ServiceExt;

const URL: &str = "http://localhost:8080";
const HOST: &str = "localhost:8080";
/// Enough that there are rows of one's own, of others and restricted ones of nearly every kind.
const AMOUNTS: Amounts = Amounts { people: 3, shared: 9, rows: 9, sealed: true, texts: WORDS };
/// A word that shorter than this may stand in a page by chance.
const TELLING_CHARACTERS: usize = 6;
/// What the seeded words begin with.
const STARTS: [char; 2] = ['x', 'p'];

#[test]
fn every_role_before_every_route() {
    let folder = TempDir::new().expect("a folder");
    tokio::runtime::Runtime::new().expect("a runtime").block_on(matrix(&folder));
}

async fn matrix(folder: &TempDir) {
    let mut site = Site::new(folder).await;
    assert_eq!(site.without_a_row().await, BTreeSet::new(), "routes, or methods of them, that the table does not have");
    let signed_out = site.signed_out().await;
    let before = site.versions(&site.rows);
    let (mut asked, mut words, mut wrong, mut heard) = (0, 0, Vec::new(), 0);
    for role in site.model.role_ids() {
        site.become_only(role).await;
        for cell in site.cells(role) {
            let is_public = cell.need == Need::Anybody;
            if cell.sends && (is_public || cell.expected != Some(false)) {
                continue;
            }
            let answer = site.ask(&cell, true).await;
            asked += 1;
            let is_right = match cell.expected {
                _ if is_public => Some(&answer.status) == signed_out.get(&cell.name()),
                Some(false) => is_denied(answer.status),
                Some(true) => !is_denied(answer.status) && !answer.status.is_server_error(),
                None => !answer.status.is_server_error(),
            };
            let case = format!("{} {} {}", site.model[role].key, cell.name(), answer.status);
            words += site.told(role, (&cell.path, &answer.body), &case, &mut wrong);
            if !is_right {
                wrong.push(format!("{case}, expected {:?}", cell.expected));
            }
        }
        if site.model[role].rights {
            let answer = site.ask(&Cell::form("/desk/rights/new"), true).await;
            heard += usize::from(answer.status == StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    assert!(heard > 0, "no form at all is looked at: that forms are refused says nothing");
    assert!(wrong.is_empty(), "{} of {asked} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    // Nothing was written for anybody who may not, and reading changes nothing.
    let after = site.versions(&everything(&site.store, &site.model).await);
    let changed: Vec<_> = before.iter().filter(|(id, version)| after.get(id) != Some(version)).collect();
    assert_eq!(changed, [], "of {} rows", before.len());
    assert!(asked > 5_000 && words > 5_000, "{asked} requests, {words} words of rows in the pages");
}

fn is_denied(status: StatusCode) -> bool {
    [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status)
}

struct Answer {
    status: StatusCode,
    body: String,
}

pub(super) struct Site {
    engine: Engine,
    store: Store,
    pub(super) model: Arc<Model>,
    router: Router,
    pub(super) rows: HashMap<RowId, Record>,
    /// In which cells a word stands.
    words: HashMap<String, Vec<(RowId, FieldId)>>,
    pub(super) user: RowId,
    pub(super) person: RowId,
    cookie: String,
    /// Who is in a team with the user.
    pub(super) team: Vec<(RowId, RowId)>,
}

impl Site {
    async fn new(folder: &TempDir) -> Self {
        let model = Arc::new(testkit::model());
        let store = open(&folder.path().join("data"), &model);
        seed(&store, &model, &mut Dice(SEED), AMOUNTS).await;
        restrict_some(&store, &model).await;
        let engine = Engine::new(Arc::clone(&model), store.clone(), settings(), random()).expect("the structs fit");
        let site = web::Site {
            engine: engine.clone(),
            book: Arc::new(NoBook),
            clock: Arc::new(|| LAST_MOMENT),
            demo: None,
            observer: Arc::new(web::Nobody),
            stopping: Arc::default(),
            sign_on: None,
            doors: web::Doors::default(),
        };
        let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 40_000));
        let router = web::router(site).layer(MockConnectInfo(peer));
        let rows = everything(&store, &model).await;
        let of = |entity: &str| model.entity_named(entity).expect("it is in the register");
        let user = rows.values().filter(|row| row.entity == of("user")).min_by_key(|row| row.id).expect("somebody");
        let person = user.link(model.field_named(of("user"), "person").expect("a user is somebody"));
        let (user, person) = (user.id, person.expect("a user is somebody"));
        // Who is signed in stands on every page.
        let mut words = telling(&rows);
        words.retain(|_, cells| !cells.iter().any(|(row, _)| *row == person));
        let (cookie, team) = (String::new(), Vec::new());
        let mut site = Self { engine, store, model, router, rows, words, user, person, cookie, team };
        site.cookie = site.session().await;
        site.rows = everything(&site.store, &site.model).await;
        site.team = site.mates();
        site
    }

    /// No employment of the seeded user is over: nobody comes in after their last day of work.
    fn still_employed(&self, changes: &mut Changes) {
        let of = |entity: &str, field: &str| {
            let entity = self.model.entity_named(entity).expect("it is in the register");
            let field = self.model.field_named(entity, field).expect("it is in the register");
            (scope(&self.model, &Viewer::Engine, entity, Operation::Write).expect("the engine may"), field)
        };
        let ((jobs, person), (_, ended)) = (of("employment", "person"), of("employment", "ended_on"));
        let ((departures, job_of), (_, last)) = (of("departure", "employment"), of("departure", "last_day"));
        let theirs: BTreeSet<RowId> =
            self.rows.values().filter(|row| row.link(person) == Some(self.person)).map(|row| row.id).collect();
        for row in self.rows.values() {
            if theirs.contains(&row.id) {
                changes.update(&jobs, row.id, row.version, vec![(ended, Value::Null)]).expect("the engine may");
            } else if row.link(job_of).is_some_and(|job| theirs.contains(&job)) {
                let far = Value::Day(model::Day(rights::day_of(LAST_MOMENT).0 + 1));
                changes.update(&departures, row.id, row.version, vec![(last, far)]).expect("the engine may");
            }
        }
    }

    /// Begins a session of the seeded user, whose access goes on.
    async fn session(&self) -> String {
        let entity = self.model.entity_named("user").expect("there are users");
        let ended = self.model.field_named(entity, "ended_on").expect("access ends");
        let address = self.model.field_named(entity, "address").expect("a user has an address");
        let write = scope(&self.model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let row = &self.rows[&self.user];
        let mut changes = Changes::new();
        changes.update(&write, row.id, row.version, vec![(ended, Value::Null)]).expect("the engine may");
        self.still_employed(&mut changes);
        self.store.apply(changes).await.expect("the store works");
        let address = &self.rows[&row.link(address).expect("an address")];
        let words = address.cells.iter().find_map(|(_, value)| match value {
            Value::Text(text) if text.contains('@') => Some(text.clone()),
            _ => None,
        });
        let link = sign_in_link(&self.engine, LAST_MOMENT, &words.expect("an address")).await.expect("the store works");
        let link = link.expect("the user is there");
        let secret = link.rsplit('/').next().expect("a secret");
        let secret =
            sign_in(&self.engine, LAST_MOMENT, secret).await.expect("the store works").expect("the link works");
        format!("ryddig={secret}")
    }

    /// From now on the user has this role alone.
    async fn become_only(&mut self, role: RoleId) {
        let entity = self.model.entity_named("role_grant").expect("roles are granted");
        let field = |name: &str| self.model.field_named(entity, name).expect("it is in the register");
        let write = scope(&self.model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let read = scope(&self.model, &Viewer::Engine, entity, Operation::Read).expect("the engine may");
        let mut changes = Changes::new();
        let grants = self.store.find(store::Query::over(&read)).await.expect("the store works");
        for grant in grants.iter().filter(|grant| grant.link(field("user")) == Some(self.user)) {
            changes.delete(&write, grant.id, grant.version).expect("the engine may");
            self.rows.remove(&grant.id);
        }
        let id = self.engine_id();
        let cells =
            vec![(field("user"), Value::Id(self.user)), (field("role"), Value::Text(self.model[role].key.clone()))];
        changes.insert(&write, id, cells).expect("the engine may");
        self.store.apply(changes).await.expect("the store works");
        let grant = self.store.find(store::Query::over(&read).matching(store::Condition::Ids(vec![id]))).await;
        self.rows.extend(grant.expect("the store works").into_iter().map(|row| (row.id, row)));
    }

    fn engine_id(&self) -> RowId {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let mut id = self.user.0;
        id[8..].copy_from_slice(&(NEXT.fetch_add(1, Ordering::Relaxed) + (9 << 40)).to_be_bytes());
        RowId(id)
    }

    pub(super) fn oracle(&self, role: RoleId) -> Oracle<'_> {
        let team = self.team.clone();
        Oracle { model: &self.model, rows: &self.rows, user: self.user, person: self.person, team, role }
    }

    /// Who is in a team with the user on the day of the clock: the user and the person of each.
    fn mates(&self) -> Vec<(RowId, RowId)> {
        let of = |entity: &str, field: &str| {
            let entity = self.model.entity_named(entity).expect("it is in the register");
            self.model.field_named(entity, field).expect("it is in the register")
        };
        let today = rights::day_of(LAST_MOMENT);
        let day = |row: &Record, field: &str| match row.get(of("team_member", field)) {
            Some(Value::Day(day)) => Some(*day),
            _ => None,
        };
        let members: Vec<(RowId, RowId)> = self
            .rows
            .values()
            .filter(|row| self.model[row.entity].key == "team_member")
            .filter(|row| day(row, "starts_on").is_none_or(|first| first <= today))
            .filter(|row| day(row, "ends_on").is_none_or(|last| last >= today))
            .filter_map(|row| Some((row.link(of("team_member", "team"))?, row.link(of("team_member", "user"))?)))
            .collect();
        let mine: BTreeSet<RowId> =
            members.iter().filter(|(_, user)| *user == self.user).map(|(team, _)| *team).collect();
        let theirs: BTreeSet<RowId> = members
            .iter()
            .filter(|(team, user)| mine.contains(team) && *user != self.user)
            .map(|(_, user)| *user)
            .collect();
        let here =
            |row: &&Record| !matches!(row.get(of("user", "ended_on")), Some(Value::Day(ended)) if *ended <= today);
        let rows = theirs.iter().filter_map(|user| self.rows.get(user)).filter(here);
        rows.filter_map(|row| Some((row.id, row.link(of("user", "person"))?))).collect()
    }

    /// Every row in its version, but for the roles that the test itself grants, and what one opened last, which is noted.
    fn versions(&self, rows: &HashMap<RowId, Record>) -> BTreeMap<RowId, i64> {
        let others = ["role_grant", "recent_row"].map(|entity| self.model.entity_named(entity));
        rows.values().filter(|row| !others.contains(&Some(row.entity))).map(|row| (row.id, row.version)).collect()
    }

    /// Routes, with a method, that stand in the program and not in the table, or the other way.
    async fn without_a_row(&self) -> BTreeSet<String> {
        let mut served = BTreeSet::new();
        for path in web::paths().into_iter().filter(|path| !path.starts_with("/assets/")) {
            let concrete = path.replace("{entity}", "person").replace("{id}", &self.user.to_string());
            let request =
                Request::builder().method("PROPFIND").header("host", HOST).uri(concrete.replace(['{', '}'], ""));
            let answer = self.router.clone().oneshot(request.body(Body::empty()).expect("a request")).await;
            let allow =
                answer.expect("an answer").headers().get("allow").expect("methods").to_str().expect("text").to_owned();
            let methods = allow.split(',').map(str::trim).filter(|method| *method != "HEAD");
            served.extend(methods.map(|method| format!("{method} {path}")));
        }
        let mut listed = BTreeSet::new();
        for (path, read, send) in ROUTES {
            let of = |need: Need, method: &str| (need != Need::Nobody).then(|| format!("{method} {path}"));
            listed.extend(of(*read, "GET").into_iter().chain(of(*send, "POST")));
        }
        served.symmetric_difference(&listed).cloned().collect()
    }

    /// Nobody is let in who is not signed in; gives how each public page answers them.
    async fn signed_out(&self) -> HashMap<String, StatusCode> {
        let mut public = HashMap::new();
        for role in self.model.role_ids().take(1) {
            for cell in self.cells(role) {
                let answer = self.ask(&cell, false).await;
                if cell.need == Need::Anybody {
                    public.insert(cell.name(), answer.status);
                } else {
                    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", cell.name());
                    assert_eq!(self.found(&answer.body).count(), 0, "{}", cell.name());
                }
            }
        }
        public
    }

    /// Asks as the browser does of somebody who was shown the row in this version.
    async fn ask(&self, cell: &Cell, signed_in: bool) -> Answer {
        let version = cell.version.map(|version| format!("version={version}"));
        let is_it = |start: &str, end: &str| cell.path.starts_with(start) && cell.path.ends_with(end);
        let filled = FILLED_IN.iter().find(|(start, end, _)| is_it(start, end)).map(|(_, _, body)| *body);
        let filled = filled.map(|body| body.replace("{id}", &self.user.to_string()));
        let all: Vec<&str> = version.iter().chain(&filled).map(String::as_str).collect();
        let answer = self.ask_with(cell, signed_in, all.join("&")).await;
        // Not every form has a version.
        if answer.status == StatusCode::BAD_REQUEST && version.is_some() {
            return self.ask_with(cell, signed_in, filled.unwrap_or_default()).await;
        }
        answer
    }

    async fn ask_with(&self, cell: &Cell, signed_in: bool, mut body: String) -> Answer {
        let mut request = Request::builder().method(cell.method()).uri(&cell.path).header("host", HOST);
        if signed_in {
            request = request.header("cookie", &self.cookie);
        }
        if cell.sends {
            request = request.header("content-type", "application/x-www-form-urlencoded");
            request = request.header("sec-fetch-site", "same-origin");
        }
        if cell.sends && signed_in && cell.path.starts_with("/desk") {
            let secret = self.cookie.rsplit('=').next().expect("a secret");
            body = format!("{body}&form_token={}", form_token(&self.engine, secret));
        }
        let answer = self.router.clone().oneshot(request.body(Body::from(body)).expect("a request")).await;
        let (parts, body) = answer.expect("an answer").into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        Answer { status: parts.status, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    fn found<'a>(&'a self, body: &'a str) -> impl Iterator<Item = (&'a str, &'a [(RowId, FieldId)])> {
        let words = body.split(|character: char| !character.is_ascii_alphanumeric());
        let words = words.filter(|word| word.len() >= TELLING_CHARACTERS && word.starts_with(STARTS));
        words.filter_map(|word| Some((word, self.words.get(word)?.as_slice())))
    }

    /// How many words of rows the page holds, each of which the role may read in one of its cells, or else is wrong.
    fn told(&self, role: RoleId, (path, body): (&str, &str), case: &str, wrong: &mut Vec<String>) -> usize {
        let oracle = self.oracle(role);
        let mut count = 0;
        for (word, cells) in self.found(body) {
            count += 1;
            if !cells.iter().any(|(row, field)| oracle.may(&self.rows[row], *field, Access::Read)) {
                let (row, field) = cells[0];
                let cell = format!("{}.{}", self.model[self.rows[&row].entity].key, self.model[field].key);
                if !TOLD_ANYWAY.iter().any(|(start, told, _)| path.starts_with(start) && cell == *told) {
                    wrong.push(format!("{case} tells {word}, {cell}"));
                }
            }
        }
        count
    }
}

/// The words that stand in texts of rows, and hardly anywhere else.
fn telling(rows: &HashMap<RowId, Record>) -> HashMap<String, Vec<(RowId, FieldId)>> {
    let mut words: HashMap<String, Vec<(RowId, FieldId)>> = HashMap::new();
    for row in rows.values() {
        for (field, value) in &row.cells {
            let Value::Text(text) = value else { continue };
            let word = text.split('@').next().unwrap_or_default();
            let is_seeded = word.len() >= TELLING_CHARACTERS && word.starts_with(STARTS);
            if is_seeded && word[1..].bytes().all(|byte| byte.is_ascii_digit()) {
                words.entry(word.to_owned()).or_default().push((row.id, *field));
            }
        }
    }
    words
}

fn settings() -> Settings {
    Settings {
        url: URL.to_owned(),
        form_origins: Vec::new(),
        sender: Mailbox { name: None, address: "post@fjordlys.example".to_owned() },
        transport: Transport::Memory(Arc::default()),
        own_mailboxes: Some(OwnMailboxes {
            host: "imap.example".to_owned(),
            folder: "Ryddig".to_owned(),
            by_password: true,
        }),
        form_minimum_seconds: 3,
        contact_cap: 2,
        secret: [7; 32],
        ledger_seed: [8; 32],
    }
}

/// Bytes that differ each time.
fn random() -> Box<engine::Random> {
    let next = AtomicU64::new(1);
    Box::new(move |bytes: &mut [u8]| {
        bytes.fill(9);
        let number = next.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let end = bytes.len().min(8);
        bytes[..end].copy_from_slice(&number[8 - end..]);
    })
}

/// Nobody tries a register here.
struct NoBook;

impl web::Book for NoBook {
    fn period(&self, _: &str) -> Option<String> {
        None
    }

    fn otherwise(&self) -> Vec<web::Otherwise> {
        Vec::new()
    }

    fn changed(&self, _: &web::Change) -> Option<web::Edition> {
        None
    }
}
