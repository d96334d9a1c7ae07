//! A shared mailbox on a real server: what comes there becomes a case, answers go out and come back, and nothing is lost or
//! there twice, whoever is killed.

use crate::harness::{Place, Server, wait};
use engine::records::{Bulk, BulkRow};
use engine::support::{InboxAsked, Reply, Sent, Tray, case, inbox, reply};
use engine::{Caller, Engine, Language, Moment, RowId, Settings, Transport, system};
use mail::limits::IMAP_OFFERED_MAX_COUNT;
use model::Value;
use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use store::{Folder, Keys, Master, Store};
use testkit::mail_servers::{PASSWORD, Servers};

const HELP: &str = "hjelp@fjordlys.example";
const KARI: &str = "kari@kunde.example";
const IDA: &str = "ida@fjordlys.example";
/// Messages that are in the mailbox when the server is killed.
const MAILS: usize = 300;
/// After so many of them.
const KILLED_AFTER: usize = 40;

fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is later");
    Moment(i64::try_from(since.as_micros()).expect("it fits"))
}

/// Does something with the data while no server runs.
fn inside<T>(place: &Place, work: impl AsyncFnOnce(&Engine) -> T) -> T {
    let model = Arc::new(testkit::model());
    let folder = Folder::lock(&place.data(), "a test").expect("no server runs");
    let at = place.path("data-keys");
    let keys = Keys::open(&at, Master::file(at.join("master.key"))).expect("the keys");
    let store = Store::open(folder.with_keys(keys), Arc::clone(&model), now()).expect("it opens");
    let key = |name: &str| fs::read(place.data().join(name)).expect("a key").try_into().expect("32 bytes");
    let settings = Settings {
        url: "https://ryddig.example".to_owned(),
        form_origins: Vec::new(),
        sender: engine::Mailbox { name: None, address: HELP.to_owned() },
        transport: Transport::Memory(Arc::default()),
        own_mailboxes: None,
        form_minimum_seconds: 0,
        contact_cap: 0,
        secret: key("secret.key"),
        ledger_seed: key("ledger.key"),
    };
    let random =
        |bytes: &mut [u8]| fs::File::open("/dev/urandom").and_then(|mut it| std::io::Read::read_exact(&mut it, bytes));
    let random = Box::new(move |bytes: &mut [u8]| random(bytes).expect("random bytes"));
    let engine = Engine::new(model, store, settings, random).expect("every struct fits the register");
    tokio::runtime::Runtime::new().expect("a runtime").block_on(work(&engine))
}

/// A queue whose mailbox it is, and somebody who works there.
async fn furnish(engine: &Engine) {
    let (caller, now) = (Caller::command(Language::Nb), now());
    let text = |text: &str| Value::Text(text.to_owned());
    let [policy, target, queue, mailbox] = [1u128, 2, 3, 4].map(|id| RowId(id.to_be_bytes()));
    let yes = Value::Boolean(true);
    let mut bulk = Bulk::new(engine, &caller);
    let rows = [
        ("deadline_policy", policy, vec![("name", text("Vanlig")), ("holidays", yes.clone()), ("pauses", yes.clone())]),
        (
            "deadline_target",
            target,
            vec![
                ("policy", Value::Id(policy)),
                ("priority", text("normal")),
                ("kind", text("first-answer")),
                ("within", Value::Integer(240)),
            ],
        ),
        (
            "queue",
            queue,
            vec![
                ("name", text("Kundestøtte")),
                ("policy", Value::Id(policy)),
                ("receipt", Value::Boolean(false)),
                ("open", yes.clone()),
            ],
        ),
        (
            "mailbox",
            mailbox,
            vec![("address", text(HELP)), ("queue", Value::Id(queue)), ("plus", yes.clone()), ("open", yes)],
        ),
    ];
    for (kind, id, cells) in rows {
        bulk.add(BulkRow { kind, id, at: now, person: None, cells }).expect("it fits");
    }
    bulk.write().await.expect("the store works");
    let roles = ["support", "support-lead", "privacy-lead"];
    system::add_user(engine, now, "Ida", IDA, Language::Nb, &roles).await.expect("the store works");
}

async fn ida(engine: &Engine) -> Caller {
    let link = system::sign_in_link(engine, now(), IDA).await.expect("the store works").expect("a link");
    let secret = link.rsplit('/').next().expect("a secret");
    let session = system::sign_in(engine, now(), secret).await.expect("the store works").expect("a session");
    system::signed_in(engine, now(), &session).await.expect("the store works").expect("is in")
}

/// The only case, answered by Ida.
async fn answer(engine: &Engine) {
    let ida = ida(engine).await;
    let asked = InboxAsked { tray: Tray::Free, queue: None, category: None, after: None };
    let page = inbox(engine, &ida, now(), asked).await.expect("Ida may");
    assert_eq!(page.lines.len(), 1);
    let view = case(engine, &ida, now(), page.lines[0].id).await.expect("Ida may");
    let typed = Reply { version: view.version, text: "Vi ser på det.".to_owned(), ..Reply::default() };
    assert_eq!(reply(engine, &ida, now(), view.id, &typed).await.expect("Ida may"), Sent::Queued);
}

/// How many messages the mailbox has of this sort, as the command line tells.
fn count(place: &Place, word: &str) -> u64 {
    let told = place.run(&["mailboxes"]).done();
    let line = told.lines().find_map(|line| line.strip_suffix(word));
    line.map_or(0, |line| line.trim().parse().expect("a count"))
}

/// Waits until so many messages are marked as read, which they are when it is durable what became of them.
fn wait_for(servers: &Servers, number: usize) {
    wait(&format!("{number} messages that are read"), || (servers.read_of("hjelp") >= number).then_some(()));
}

fn field<'a>(mail: &'a str, name: &str) -> &'a str {
    mail.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).expect("the field").trim()
}

fn mail(id: &str, subject: &str, more: &str, text: &str) -> String {
    format!("From: Kari Nordmann <{KARI}>\nTo: {HELP}\nSubject: {subject}\nMessage-ID: <{id}>\n{more}\n{text}\n")
}

/// The file of the mailboxes, and how the program is started with it.
fn declare(place: &Place, servers: &Servers) {
    fs::write(place.path("authority.pem"), servers.authority_pem()).expect("it is written");
    fs::write(place.path("password"), PASSWORD).expect("it is written");
    let port = servers.imap_port;
    let toml = format!(
        "[[mailbox]]\naddress = \"{HELP}\"\nhost = \"localhost\"\nport = {port}\nuser = \"hjelp\"\npassword_file = \"password\"\nauthority = \"authority.pem\"\n"
    );
    fs::write(place.path("mailboxes.toml"), toml).expect("it is written");
}

fn serve(place: &Place, servers: &Servers) -> Server {
    let smtp = format!("smtp://hjelp:{PASSWORD}@localhost:{}/fjordlys.example?tls=required", servers.smtp_port);
    let mut command: Command = place.command(&["serve", "--listen", "127.0.0.1:0", "--url", "http://localhost:0"]);
    command.args(["--smtp", &smtp, "--mail-from", HELP, "--mailboxes", "mailboxes.toml"]);
    // The way out has no option for an authority of one's own: it trusts those of the machine.
    Server::of(command.env("SSL_CERT_FILE", place.path("authority.pem")))
}

#[test]
fn mail_becomes_cases_and_none_is_lost_or_there_twice() {
    let servers = Servers::start(&[HELP, KARI]);
    let place = Place::new();
    place.serve(&[]).stop();
    inside(&place, furnish);
    declare(&place, &servers);

    let server = serve(&place, &servers);
    servers.bring([(KARI, HELP, mail("1@kunde.example", "Feil i timelisten", "", "Timelisten viser feil uke."))]);
    wait_for(&servers, 1);
    drop(server);
    inside(&place, answer);
    let server = serve(&place, &servers);
    let sent = wait("answer in the customer's mailbox", || {
        servers.arrived("kari").into_iter().find(|mail| mail.contains("Vi ser p"))
    });
    let (id, back) = (field(&sent, "Message-ID"), field(&sent, "Reply-To").to_owned());
    let back = back.rsplit('<').next().expect("an address").trim_end_matches('>').to_owned();
    assert!(back.starts_with("hjelp+r"), "{sent}");
    let answers = format!("In-Reply-To: {id}\nReferences: {id}\n");
    servers.bring([(KARI, back.as_str(), mail("2@kunde.example", "Re: Feil", &answers, "Takk!"))]);
    wait_for(&servers, 2);

    let many = |from: usize| {
        (from..MAILS).step_by(3).map(|number| {
            let text = mail(&format!("m{number}@kunde.example"), &format!("Sak {number}"), "", "Hei");
            (KARI, HELP, text.replace(KARI, &format!("k{number}@kunde.example")))
        })
    };
    std::thread::scope(|scope| {
        let servers = &servers;
        let bringing: Vec<_> = (0..3).map(|from| scope.spawn(move || servers.bring(many(from)))).collect();
        wait_for(servers, KILLED_AFTER);
        drop(server);
        for bringing in bringing {
            bringing.join().expect("they are taken");
        }
    });
    let before = count(&place, "tatt vare på");
    assert!(before < MAILS as u64, "it was killed amid them: {before}");
    let server = serve(&place, &servers);
    // Those that were taken when it was killed may never have been marked.
    wait_for(&servers, MAILS - IMAP_OFFERED_MAX_COUNT);
    let whole = format!("{HELP}: {} messages there, none is missing here\n", MAILS + 2);
    wait("mailbox that is whole", || (place.run(&["mailboxes", "--reconcile"]).out == whole).then_some(()));
    assert_eq!((count(&place, "tatt vare på"), count(&place, "var her fra før")), (MAILS as u64 + 2, 0));

    trouble(&place, &servers, server);
    inside(&place, async |engine| {
        let model = engine.model();
        let count = async |kind: &str| {
            let entity = model.entity_named(kind).expect("it is declared");
            let scope = rights::scope(model, &engine::Viewer::Engine, entity, rights::Operation::Read).expect("it may");
            engine.store().count(store::Query::over(&scope)).await.expect("the store works")
        };
        assert_eq!(
            count("case").await,
            MAILS as u64 + 2,
            "the reply came into the first, and those of the file are one"
        );
        assert_eq!(count("email_message").await, MAILS as u64 + 3 + 2, "with the answer, and two from a file");
    });
}

/// The password is changed: it is said where people look, and mended without a restart. Then mail comes from a file.
fn trouble(place: &Place, servers: &Servers, server: Server) {
    fs::write(place.path("password"), "feil").expect("it is written");
    drop(server);
    let server = serve(place, servers);
    let why = "serveren godtar ikke brukeren med dette passordet";
    wait("word of the failure", || place.run(&["mailboxes"]).done().contains(why).then_some(()));
    let lacking = place.run(&["mailboxes", "--reconcile"]);
    assert_eq!((lacking.code, lacking.out.contains("does not accept")), (1, true), "{}", lacking.out);
    let doctor = place.run(&["doctor"]);
    assert!(doctor.out.contains("hjelp@fjordlys.example cannot be read"), "{}", doctor.out);
    let staff = server.staff(&place.run(&["sign-in", IDA]).done());
    let page = staff.get("/desk/mailboxes");
    assert!(
        page.status == 200 && page.text.contains(why) && page.text.contains("siste forsøk feilet"),
        "{}",
        page.text
    );

    fs::write(place.path("password"), PASSWORD).expect("it is written");
    wait("a look that goes well", || (!place.run(&["mailboxes"]).done().contains(why)).then_some(()));
    assert!(place.run(&["doctor"]).out.contains("hjelp@fjordlys.example can be read and holds"));

    let [one, two] = ["f1@kunde.example", "f2@kunde.example"]
        .map(|id| mail(id, "Gammel sak", "References: <f0@kunde.example>\n", "Fra arkivet"));
    fs::write(place.path("old.mbox"), format!("From {KARI}\n{one}\nFrom {KARI}\n{two}\n")).expect("it is written");
    let taken = place.run(&["take-in", "--mailbox", HELP, "old.mbox"]).done();
    assert_eq!(taken, "2 messages\n       2  tatt vare på\n");
    let again = place.run(&["take-in", "--mailbox", HELP, "old.mbox"]).done();
    assert_eq!(again, "2 messages\n       2  var her fra før\n");
    let page = server.staff(&place.run(&["sign-in", IDA]).done()).get("/desk/mailboxes");
    assert!(page.text.contains("den samme meldingen er her fra før"), "{}", page.text);
    assert_eq!(place.run(&["take-in", "--mailbox", "ingen@fjordlys.example", "old.mbox"]).code, 2);
}

#[test]
fn a_mistake_in_the_file_is_told_with_its_line_before_anything_is_made() {
    let place = Place::new();
    fs::write(place.path("mailboxes.toml"), "[[mailbox]]\naddress = \"hjelp\"\nhost = \"imap x\"\n")
        .expect("it is written");
    let refused = place.run(&["serve", "--mailboxes", "mailboxes.toml"]);
    assert_eq!(refused.code, 2);
    for line in ["mailboxes.toml:1: name one of", "mailboxes.toml:2: ", "mailboxes.toml:3: "] {
        assert!(refused.err.contains(line), "{}", refused.err);
    }
    assert!(!place.data().exists());
}
