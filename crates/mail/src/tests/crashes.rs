//! Many messages on connections that break, to and from clients that are killed: none is lost, and none is there twice.
//!
//! `RYDDIG_MAILS=10000 cargo test -p mail crashes` is the whole measure; a few hundred fit into an ordinary run.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::real::{IDLE, letter, soon};
use super::run;
use super::servers::{login, servers};
use crate::imap::watch_with;
use crate::{Compared, DeliverError, Fetched, ImapError, Intake, Login, Taken, UidList, parse};

const MAILS: usize = 300;
const SENDERS: usize = 3;

/// How much one connection carries before it breaks, in bytes, at least and at most; a greeting over TLS takes some 4,000. The list of
/// a mailbox must come through at times, so for each message there is more.
const CARRIED_MIN_BYTES: u64 = 6_000;
const CARRIED_MAX_BYTES: u64 = 40_000;
const CARRIED_FOR_EACH_BYTES: u64 = 20;

/// Numbers that are the same in each run (`SplitMix64`).
struct Chance(AtomicU64);

impl Chance {
    fn below(&self, limit: u64) -> u64 {
        let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    fn one_of(&self, limit: u64) -> bool {
        self.below(limit) == 0
    }
}

/// A way to a port on which each connection breaks after a while.
async fn breaking(port: u16, chance: &'static Chance, broken: &'static AtomicUsize) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let most = CARRIED_MAX_BYTES + CARRIED_FOR_EACH_BYTES * count() as u64;
            let carried = CARRIED_MIN_BYTES + chance.below(most - CARRIED_MIN_BYTES);
            tokio::spawn(async move {
                let Ok(server) = TcpStream::connect(("127.0.0.1", port)).await else { return };
                let left = AtomicU64::new(carried);
                client.set_nodelay(true).unwrap();
                server.set_nodelay(true).unwrap();
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                // Whichever ends first takes the other along.
                let broke = tokio::select! {
                    broke = carry(from_client, to_server, &left) => broke,
                    broke = carry(from_server, to_client, &left) => broke,
                };
                broken.fetch_add(usize::from(broke), Ordering::Relaxed);
            });
        }
    });
    address.port()
}

/// Carries bytes until there are none, or no more may be carried: then it says so.
async fn carry(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, left: &AtomicU64) -> bool {
    let mut bytes = [0; 1024];
    loop {
        let Ok(length @ 1..) = from.read(&mut bytes).await else { return false };
        let before = left.fetch_sub(length as u64, Ordering::Relaxed);
        if before < length as u64 || before > u64::MAX / 2 {
            return true;
        }
        if to.write_all(&bytes[..length]).await.is_err() {
            return false;
        }
    }
}

/// What is stored outlives whoever stores it.
#[derive(Default)]
struct Rows {
    /// Which message stands under which number.
    seen: HashMap<(u32, u32), String>,
    /// Each message once, by its id.
    stored: HashSet<String>,
    /// How often one came that was there.
    again: usize,
}

struct Store {
    user: &'static str,
    rows: Mutex<Rows>,
    chance: Option<&'static Chance>,
    kill: Notify,
    news: Notify,
    kills: AtomicUsize,
}

impl Store {
    fn of(user: &'static str, chance: Option<&'static Chance>) -> Self {
        Self {
            user,
            rows: Mutex::default(),
            chance,
            kill: Notify::new(),
            news: Notify::new(),
            kills: AtomicUsize::new(0),
        }
    }

    /// The client is killed here, at times.
    async fn killed_at_times(&self) {
        if self.chance.is_some_and(|chance| chance.one_of(20.max(count() as u64 / 100))) {
            self.kills.fetch_add(1, Ordering::Relaxed);
            self.kill.notify_one();
            std::future::pending::<()>().await;
        }
    }

    async fn until(&self, enough: impl Fn(&Rows) -> bool) {
        loop {
            let news = self.news.notified();
            if enough(&self.rows.lock().unwrap()) {
                return;
            }
            news.await;
        }
    }
}

impl Intake for Store {
    async fn login(&self) -> Result<Login, ImapError> {
        Ok(login(self.user))
    }

    async fn compare(&self, list: &UidList) -> Result<Compared, ImapError> {
        let rows = self.rows.lock().unwrap();
        let missing =
            list.uids.iter().filter(|uid| !rows.seen.contains_key(&(list.validity, **uid))).copied().collect();
        Ok(Compared { missing, deleted: Vec::new() })
    }

    async fn removed(&self, _: u32, _: &[u32]) {
        unreachable!("nothing is deleted here");
    }

    async fn take(&self, message: Fetched) -> Taken {
        self.killed_at_times().await;
        if self.chance.is_some_and(|chance| chance.one_of(40)) {
            return Taken::Later;
        }
        let id = parse(&message.bytes.unwrap()).unwrap().id.unwrap();
        {
            let mut rows = self.rows.lock().unwrap();
            rows.again += usize::from(!rows.stored.insert(id.clone()));
            assert_eq!(rows.seen.insert((message.validity, message.uid), id), None, "offered although it is there");
        }
        self.news.notify_waiters();
        self.killed_at_times().await;
        Taken::Done
    }

    async fn looked(&self, _: Result<(), &ImapError>) {}
}

fn count() -> usize {
    std::env::var("RYDDIG_MAILS").ok().and_then(|count| count.parse().ok()).unwrap_or(MAILS)
}

#[test]
fn many_messages_with_crashes_in_between() {
    static CHANCE: Chance = Chance(AtomicU64::new(8));
    static BROKEN: AtomicUsize = AtomicUsize::new(0);
    let (servers, store, total) = (servers(), Store::of("mange", Some(&CHANCE)), count());
    let began = Instant::now();
    run(async {
        let smtp = breaking(servers.smtp_port, &CHANCE, &BROKEN).await;
        let imap = servers.imap_at(breaking(servers.imap_port, &CHANCE, &BROKEN).await);
        let transport = servers.transport_at(smtp);
        let next = AtomicUsize::new(0);
        let senders = (0..SENDERS).map(|_| async {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= total {
                    return;
                }
                let letter = letter(&format!("mange-{number}"), "mange@fjordlys.example");
                // Its id stays the same: a second copy is known by it.
                while let Err(error) = transport.send(&letter, None).await {
                    assert!(matches!(error, DeliverError::Later { .. }), "{error:?}");
                }
            }
        });
        let senders = futures_util::future::join_all(senders);
        let all = async { tokio::join!(senders, store.until(|rows| rows.stored.len() == total)) };
        let mut all = std::pin::pin!(all);
        loop {
            tokio::select! {
                _ = &mut all => break,
                () = store.kill.notified() => {}
                () = watch_with(&imap, "INBOX", &store, IDLE, soon) => {}
            }
        }
    });
    let rows = store.rows.lock().unwrap();
    let expected: HashSet<String> = (0..total).map(|number| format!("mange-{number}@fjordlys.example")).collect();
    assert!(rows.stored == expected);
    let (broken, kills) = (BROKEN.load(Ordering::Relaxed), store.kills.load(Ordering::Relaxed));
    eprintln!(
        "{total} messages in {:.1} s, {broken} connections broken, {kills} clients killed, {} came again and were known",
        began.elapsed().as_secs_f64(),
        rows.again
    );
    assert!(broken > total / 100 && kills > total / 100, "too little was broken to say anything");
}

#[test]
fn new_numbers_for_old_messages_make_no_new_messages() {
    let (servers, store) = (servers(), Store::of("arkiv", None));
    let look = |enough: usize| {
        let server = servers.imap();
        run(async {
            let came = async {
                tokio::select! {
                    () = store.until(|rows| rows.seen.len() == enough) => {}
                    () = watch_with(&server, "INBOX", &store, IDLE, soon) => {}
                }
            };
            tokio::time::timeout(Duration::from_secs(20), Box::pin(came)).await.expect("the messages come");
        });
    };
    for number in 0..2 {
        run(servers.transport().send(&letter(&format!("arkiv-{number}"), "arkiv@fjordlys.example"), None)).unwrap();
    }
    look(2);
    servers.forget_numbers("arkiv");
    look(4);
    let rows = store.rows.lock().unwrap();
    let validities: HashSet<u32> = rows.seen.keys().map(|(validity, _)| *validity).collect();
    assert_eq!((rows.stored.len(), rows.again, validities.len()), (2, 2, 2));
}
