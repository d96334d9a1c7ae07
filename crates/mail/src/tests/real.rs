//! Mail that goes out to a real server and comes in from another one.

use std::sync::Mutex;
use std::time::Duration;

use tokio::sync::Notify;

use super::servers::{Servers, TOKEN, login, servers};
use super::{mailbox, message, run};
use crate::imap::watch_with;
use crate::{
    CheckError, Class, Compared, DeliverError, Fetched, File, ImapError, ImapServer, ImapTls, Incoming, Intake, Letter,
    Login, Mark, Marks, Message, Placement, Purpose, Taken, UidList, Why, bounce, classify, clues, list_uids, parse,
    place,
};

/// Longer than anything here takes, and shorter than somebody's patience.
const PATIENCE: Duration = Duration::from_secs(20);

/// The mailboxes are not looked at again in this time: what arrives sooner was announced (IDLE).
pub(super) const IDLE: Duration = Duration::from_mins(5);

fn marks() -> Marks {
    Marks::new(&[7; 32])
}

/// Keeps what comes in, and tells whoever waits for it.
struct Store {
    user: &'static str,
    rows: Mutex<Vec<(u32, u32, Incoming)>>,
    looks: Mutex<Vec<Result<(), ImapError>>>,
    lists: Mutex<Vec<UidList>>,
    /// What is to be deleted in the mailbox.
    deleted: Mutex<Vec<u32>>,
    news: Notify,
}

impl Store {
    fn of(user: &'static str) -> Self {
        let (rows, looks, lists, deleted) = Default::default();
        Self { user, rows, looks, lists, deleted, news: Notify::new() }
    }

    /// Waits for the message that fits.
    async fn find(&self, fits: impl Fn(&Incoming) -> bool) -> Incoming {
        loop {
            let news = self.news.notified();
            if let Some((_, _, mail)) = self.rows.lock().unwrap().iter().find(|(_, _, mail)| fits(mail)) {
                return mail.clone();
            }
            tokio::time::timeout(PATIENCE, news).await.expect("the message arrives");
        }
    }

    /// Waits until somebody looked with this outcome.
    async fn looked_once(&self, outcome: &Result<(), ImapError>) {
        loop {
            let news = self.news.notified();
            if self.looks.lock().unwrap().contains(outcome) {
                return;
            }
            tokio::time::timeout(PATIENCE, news).await.expect("the mailbox is looked at");
        }
    }
}

impl Intake for Store {
    async fn login(&self) -> Result<Login, ImapError> {
        Ok(login(self.user))
    }

    async fn compare(&self, list: &UidList) -> Result<Compared, ImapError> {
        self.lists.lock().unwrap().push(list.clone());
        let rows = self.rows.lock().unwrap();
        let has = |uid: &u32| rows.iter().any(|(validity, known, _)| (*validity, known) == (list.validity, uid));
        let missing = list.uids.iter().filter(|uid| !has(uid)).copied().collect();
        Ok(Compared { missing, deleted: self.deleted.lock().unwrap().clone() })
    }

    async fn removed(&self, _: u32, uids: &[u32]) {
        self.deleted.lock().unwrap().retain(|uid| !uids.contains(uid));
        self.news.notify_waiters();
    }

    async fn take(&self, message: Fetched) -> Taken {
        let mail = parse(&message.bytes.unwrap()).unwrap();
        self.rows.lock().unwrap().push((message.validity, message.uid, mail));
        self.news.notify_waiters();
        Taken::Done
    }

    async fn looked(&self, outcome: Result<(), &ImapError>) {
        self.looks.lock().unwrap().push(outcome.map_err(Clone::clone));
        self.news.notify_waiters();
    }
}

pub(super) fn soon(_: u32) -> Duration {
    Duration::from_millis(10)
}

/// Does something while a mailbox is watched.
async fn watched<T>(servers: &Servers, store: &Store, work: impl Future<Output = T>) -> T {
    let server = servers.imap();
    tokio::select! {
        done = work => done,
        () = watch_with(&server, "INBOX", store, IDLE, soon) => unreachable!("it never ends"),
    }
}

pub(super) fn letter(id: &str, to: &str) -> Letter {
    Letter::from(Message { id: format!("{id}@fjordlys.example"), to: mailbox("Mottaker", to), ..message() })
}

#[test]
fn a_letter_comes_in_as_it_went_out_and_its_answer_finds_the_case() {
    let servers = servers();
    let store = Store::of("post");
    let id = marks().message_id(41, "fjordlys.example");
    let mut sent = letter("x", "post@fjordlys.example");
    sent.message.id.clone_from(&id);
    sent.html = Some("<p>Blåbær</p><img src=\"cid:1@x\">".to_owned());
    let picture = File {
        name: "å.png".to_owned(),
        media_type: "image/png".to_owned(),
        content_id: Some("1@x".to_owned()),
        bytes: vec![0, 255, 13, 10, 46],
    };
    sent.files = vec![picture.clone(), File { content_id: None, name: "blåbær.png".to_owned(), ..picture }];
    run(watched(&servers, &store, async {
        store.looked_once(&Ok(())).await;
        assert_eq!(servers.transport().send(&sent, None).await, Ok(Vec::new()), "{}", servers.said());
        let mail = store.find(|mail| mail.id.as_ref() == Some(&id)).await;
        assert_eq!((mail.text.trim_end(), mail.attachments.len()), ("Hei, Kari!", 2));
        assert_eq!(
            (mail.attachments[0].bytes.as_slice(), mail.attachments[1].name.as_str()),
            (&[0, 255, 13, 10, 46][..], "blåbær.png")
        );

        let mut answer = letter("svar-1", "post@fjordlys.example");
        answer.message.in_reply_to = Some(id.clone());
        servers.transport().send(&answer, None).await.unwrap();
        let answer = store.find(|mail| mail.in_reply_to.contains(&id)).await;
        let clues = clues(&answer, &marks());
        assert_eq!(clues.marks, [Mark { purpose: Purpose::Message, id: 41 }]);
        let case = crate::Candidate {
            case: 7,
            merged_into: None,
            why: Why::Mark,
            people: vec!["post@fjordlys.example".to_owned()],
            subject: mail.subject,
        };
        assert_eq!(
            place(&clues, &[case]),
            Placement::Case { case: 7, why: Why::Mark, stranger: false, new_subject: false }
        );
    }));
}

#[test]
fn a_letter_that_cannot_be_delivered_comes_back_to_its_mark() {
    let servers = servers();
    let store = Store::of("bounce");
    let mut sent = letter("tapt-1", "kari@dead.example");
    sent.bounce_to = marks().address(Purpose::Bounce, 42, "bounce@fjordlys.example");
    run(watched(&servers, &store, async {
        servers.transport().send(&sent, None).await.unwrap();
        let mail = store.find(|mail| classify(mail, &[], &marks()).class == Class::Bounce).await;
        let found = bounce(&mail, &marks());
        assert_eq!(found.about, Some(Mark { purpose: Purpose::Bounce, id: 42 }));
        assert_eq!((found.recipients[0].address.as_str(), found.recipients[0].lasting), ("kari@dead.example", true));
    }));
}

#[test]
fn who_is_refused_at_once_takes_the_letter_from_nobody() {
    let servers = servers();
    let store = Store::of("post");
    let unknown = "ingen@fjordlys.example";
    run(watched(&servers, &store, async {
        let transport = servers.transport();
        let refused = transport.send(&letter("avvist-1", unknown), None).await;
        assert!(matches!(refused, Err(DeliverError::Refused { code: Some(550), .. })), "{refused:?}");
        let mut both = letter("avvist-2", unknown);
        both.cc = vec![mailbox("Post", "post@fjordlys.example")];
        let refused = transport.send(&both, None).await.unwrap();
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].address, unknown);
        store.find(|mail| mail.id.as_deref() == Some("avvist-2@fjordlys.example")).await;
    }));
}

/// Each of two mailboxes answers by itself whatever it may; the last letter shows that nothing follows.
#[test]
fn two_that_answer_by_themselves_do_not_answer_each_other() {
    let servers = servers();
    let (a, b) = (Store::of("a"), Store::of("b"));
    let answering = async |store: &Store, own: &str, other: &str| {
        let mut answered = 0;
        loop {
            let seen = store.rows.lock().unwrap().len();
            let fresh =
                store.rows.lock().unwrap().iter().skip(answered).map(|(_, _, mail)| mail.clone()).collect::<Vec<_>>();
            for mail in fresh {
                answered += 1;
                if classify(&mail, &[own], &marks()).may_be_answered() {
                    let mut answer = letter(&format!("auto-{answered}-{}", own.split('@').next().unwrap()), other);
                    answer.message.from = mailbox("Automat", own);
                    answer.answers_by_itself = true;
                    servers.transport().send(&answer, None).await.unwrap();
                }
            }
            let news = store.news.notified();
            if store.rows.lock().unwrap().len() == seen {
                news.await;
            }
        }
    };
    let talk = async {
        let mut first = letter("person-1", "a@fjordlys.example");
        first.message.from = mailbox("B", "b@fjordlys.example");
        servers.transport().send(&first, None).await.unwrap();
        b.find(|mail| mail.field("auto-submitted") == Some("auto-replied")).await;
        let mut last = letter("slutt-1", "a@fjordlys.example");
        last.message.from = mailbox("B", "b@fjordlys.example");
        last.message.automatic = true;
        servers.transport().send(&last, None).await.unwrap();
        a.find(|mail| mail.id.as_deref() == Some("slutt-1@fjordlys.example")).await;
    };
    run(watched(
        &servers,
        &a,
        watched(&servers, &b, async {
            tokio::select! {
                () = talk => {}
                () = answering(&a, "a@fjordlys.example", "b@fjordlys.example") => {}
                () = answering(&b, "b@fjordlys.example", "a@fjordlys.example") => {}
            }
        }),
    ));
    assert_eq!((a.rows.lock().unwrap().len(), b.rows.lock().unwrap().len()), (2, 1));
}

#[test]
fn a_token_signs_in_and_a_wrong_one_is_said() {
    let servers = servers();
    let with = |token: &str| Login::Token { user: "post".to_owned(), token: token.to_owned() };
    let looked = run(list_uids(&servers.imap(), &with(TOKEN), "INBOX"));
    assert!(looked.is_ok(), "{looked:?} {}", servers.said());
    assert_eq!(run(list_uids(&servers.imap(), &with("galt"), "INBOX")), Err(ImapError::SignIn));
    let wrong = Login::Password { user: "post".to_owned(), password: "galt".to_owned() };
    assert_eq!(run(list_uids(&servers.imap(), &wrong, "INBOX")), Err(ImapError::SignIn));
    assert_eq!(run(list_uids(&servers.imap(), &login("post"), "Finnes ikke")), Err(ImapError::NoMailbox));
    assert_eq!(run(servers.transport_with_token(TOKEN).check()), Ok(()), "{}", servers.said());
    assert_eq!(run(servers.transport_with_token("galt").check()), Err(CheckError::SignIn(535)));
    let mut stranger = servers.imap();
    stranger.authority_pem = None;
    assert!(matches!(run(list_uids(&stranger, &login("post"), "INBOX")), Err(ImapError::Unreachable(_))));
}

#[test]
fn the_whole_list_comes_at_first_and_then_what_is_new() {
    let servers = servers();
    let store = Store::of("liste");
    run(watched(&servers, &store, async {
        store.looked_once(&Ok(())).await;
        for id in ["liste-1", "liste-2"] {
            servers.transport().send(&letter(id, "liste@fjordlys.example"), None).await.unwrap();
            store.find(|mail| mail.id == Some(format!("{id}@fjordlys.example"))).await;
        }
    }));
    let lists = store.lists.lock().unwrap();
    assert_eq!((lists[0].whole, lists[0].uids.len()), (true, 0));
    let news: Vec<u32> =
        lists[1..].iter().inspect(|list| assert!(!list.whole)).flat_map(|list| list.uids.clone()).collect();
    assert_eq!(news, [1, 2]);
}

#[test]
fn what_the_caller_has_deleted_is_deleted_in_the_mailbox_and_nothing_else() {
    let servers = servers();
    let store = Store::of("slettet");
    let there = || run(list_uids(&servers.imap(), &login("slettet"), "INBOX")).unwrap().uids;
    run(watched(&servers, &store, async {
        for id in ["slettet-1", "slettet-2", "slettet-3"] {
            servers.transport().send(&letter(id, "slettet@fjordlys.example"), None).await.unwrap();
            store.find(|mail| mail.id == Some(format!("{id}@fjordlys.example"))).await;
        }
    }));
    assert_eq!(there(), [1, 2, 3]);
    *store.deleted.lock().unwrap() = vec![2];
    store.looks.lock().unwrap().clear();
    run(watched(&servers, &store, store.looked_once(&Ok(()))));
    assert_eq!(there(), [1, 3], "the others lie where they lay");
    assert_eq!(*store.deleted.lock().unwrap(), [0; 0], "and the caller was told");
}

#[test]
fn encryption_begins_after_the_greeting_or_nothing_is_said() {
    let servers = servers();
    let server = servers.imap_in_plain_text_first();
    let looked = run(list_uids(&server, &login("post"), "INBOX"));
    assert!(looked.is_ok(), "{looked:?} {}", servers.said());
    let mut stranger = server.clone();
    stranger.authority_pem = None;
    assert!(matches!(run(list_uids(&stranger, &login("post"), "INBOX")), Err(ImapError::Unreachable(_))));
}

/// A server that has no TLS, or somebody in between who says so: neither user nor password is ever said.
#[test]
fn a_server_that_does_not_encrypt_hears_nothing() {
    use std::io::{BufRead, BufReader, Write};
    for (greeting, answer) in [("* OK", "BAD Unknown command"), ("* PREAUTH", "BAD Not now"), ("* OK", "NO Not here")] {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            write!(stream, "{greeting} here\r\n").unwrap();
            let mut heard = Vec::new();
            for line in BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok) {
                let tag = line.split(' ').next().unwrap_or_default().to_owned();
                heard.push(line);
                let _ = write!(stream, "{tag} {answer}\r\n");
            }
            heard
        });
        let server =
            ImapServer { host: "localhost".to_owned(), port, tls: ImapTls::AfterTheGreeting, authority_pem: None };
        let looked = run(list_uids(&server, &login("post"), "INBOX"));
        assert!(matches!(looked, Err(ImapError::Unreachable(_))), "{looked:?}");
        let heard = heard.join().unwrap();
        assert!(heard.len() == 1 && heard[0].ends_with(" STARTTLS"), "{heard:?}");
    }
}
