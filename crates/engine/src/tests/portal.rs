//! The customer portal: who is let in and for how long, what they see, and what they may say.

use super::home::{NOW, network};
use super::intake::{Desk, mail, said};
use crate::ledger::looks_waiting;
use crate::records::{Saved, Typed, save};
use crate::support::{
    CaseState, PortalAnswered, PortalAsked, PortalCaller, PortalKnock, PortalOpened, PortalRaised, PortalSaid,
    PortalSpeaker, answer_in_portal, answer_portal_case, enter_portal, file_in_portal, in_portal, knock_at_portal,
    leave_portal, portal, portal_case, portal_case_file, portal_cases, portal_link_works, portal_queues,
    raise_in_portal,
};
use crate::{Caller, Moment, RowId};
use model::{Restriction, Value};
use rights::{Operation, Viewer, scope};
use store::{Changes, Condition};

const KARI: &str = "kari@kunde.example";
const PER: &str = "per@kunde.example";

fn words(text: &str) -> PortalSaid<'_> {
    PortalSaid { text, files: &[] }
}

fn of_network() -> crate::website::Network {
    network([192, 0, 2, 1])
}

impl Desk {
    /// The row of an address that has written.
    async fn address(&self, address: &str) -> RowId {
        let table = &self.home.engine.tables().email_address;
        let query = table.all().matching(Condition::Is(table.f.address, Value::Text(address.to_owned())));
        table.first(self.home.engine.store(), query).await.expect("the store works").expect("it has written").id
    }

    /// Writes a row of the register in its form; gives the row.
    async fn filled(&self, ida: &Caller, at: Moment, key: &str, id: Option<RowId>, values: &[(&str, String)]) -> RowId {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let version = match id {
            Some(id) => {
                let table = &self.home.engine.tables().portal_user;
                table.get(self.home.engine.store(), id).await.expect("the store works").map(|user| user.version)
            }
            None => None,
        };
        let typed = Typed { values, version, ..Typed::default() };
        match save(&self.home.engine, ida, at, key, id, &typed).await.expect("Ida may") {
            Saved::Done(id) => id,
            other @ Saved::Mend(_) => panic!("{other:?}"),
        }
    }

    /// Lets whoever has written from `address` into the portal.
    async fn invited(&self, ida: &Caller, address: &str, sees: &str, customer: Option<RowId>) -> RowId {
        let person = self.home.find(address).await.expect("they have written").to_string();
        let mut values = vec![
            ("person", person),
            ("address", self.address(address).await.to_string()),
            ("sees", sees.to_owned()),
            ("invited_on", "2026-11-20".to_owned()),
        ];
        values.extend(customer.map(|customer| ("customer", customer.to_string())));
        self.filled(ida, NOW, "portal_user", None, &values).await
    }

    /// Asks for a link; gives its secret, where a mail came.
    async fn link(&self, at: Moment, address: &str) -> Option<String> {
        let normal = address.trim().to_lowercase();
        let before = self.home.mails_to(&normal).len();
        let knock = PortalKnock { address, trap: "", network: of_network() };
        let asked = knock_at_portal(&self.home.engine, at, knock).await.expect("the store works");
        assert_eq!(asked, PortalAsked::Received, "{address}");
        self.home.work(at).await;
        let mail = self.home.mails_to(&normal).into_iter().nth(before)?;
        let secret = mail.text.split("/kundeportal/inn/").nth(1).expect("a link").split_whitespace().next();
        Some(secret.expect("a secret").to_owned())
    }

    /// Somebody signs in; the secret of their session.
    async fn entered(&self, at: Moment, address: &str) -> String {
        let link = self.link(at, address).await.expect("a mail");
        enter_portal(&self.home.engine, at, &link, None).await.expect("the store works").expect("it lets in")
    }

    async fn caller(&self, at: Moment, session: &str) -> Option<PortalCaller> {
        in_portal(&self.home.engine, at, session).await.expect("the store works")
    }

    pub(super) async fn insert(&self, entity: &str, cells: &[(&str, Value)]) -> RowId {
        let (engine, id) = (&self.home.engine, self.home.engine.new_id(NOW));
        let model = engine.model();
        let entity = model.entity_named(entity).expect(entity);
        let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let field = |key: &str| model.field_named(entity, key).expect(key);
        let mut changes = Changes::new();
        let cells = cells.iter().map(|(key, value)| (field(key), value.clone())).collect();
        changes.insert(&write, id, cells).expect("it fits the register");
        engine.store().apply(changes).await.expect("the store works");
        id
    }

    /// A customer that is an organisation of its own; and the organisation.
    pub(super) async fn customer(&self) -> (RowId, RowId) {
        let text = |text: &str| Value::Text(text.to_owned());
        let since = Value::Day(crate::day_of(NOW));
        let cells =
            [("name", text("Kunde AS")), ("form", text("AS")), ("source", text("company")), ("since", since.clone())];
        let organisation = self.insert("organisation", &cells).await;
        let cells = [("organisation", Value::Id(organisation)), ("since", since)];
        (self.insert("customer", &cells).await, organisation)
    }

    /// The numbers of the cases that somebody sees.
    async fn numbers(&self, caller: &PortalCaller, are_over: bool) -> Vec<i64> {
        let found = portal_cases(&self.home.engine, caller, are_over, None).await.expect("the store works");
        found.lines.into_iter().map(|line| line.number).collect()
    }

    /// Changes cells of a case as somebody at the desk might.
    async fn set(&self, number: i64, cells: &[(&str, Value)]) -> RowId {
        let table = &self.home.engine.tables().case;
        let query = table.all().matching(Condition::Is(table.f.number, Value::Integer(number)));
        let case = table.first(self.home.engine.store(), query).await.expect("the store works").expect("it is there");
        let field = |key: &str| self.home.engine.model().field_named(table.f.entity, key).expect(key);
        let cells = cells.iter().map(|(key, value)| (field(key), value.clone())).collect();
        let mut changes = Changes::new();
        changes.update(&table.write, case.id, case.version, cells).expect("it fits");
        self.home.engine.store().apply(changes).await.expect("the store works");
        case.id
    }

    /// A file that has come in.
    pub(super) async fn put(&self, name: &str, bytes: &[u8]) -> Vec<(RowId, String)> {
        let mut incoming = crate::files::take_in(&self.home.engine, NOW, name).await.expect("the store works");
        incoming.write(bytes).await.expect("it is small");
        vec![(incoming.finish().await.expect("the store works"), name.to_owned())]
    }

    async fn rows_of_the_portal(&self) -> [u64; 3] {
        let (tables, store) = (self.home.engine.tables(), self.home.engine.store());
        let count = async |query| store.count(query).await.expect("the store works");
        [
            count(tables.portal_user.all()).await,
            count(tables.portal_link.all()).await,
            count(tables.portal_session.all()).await,
        ]
    }
}

#[tokio::test]
async fn whoever_is_invited_is_told_so_before_they_can_sign_in() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    desk.home.work(NOW).await;
    assert_eq!(desk.link(NOW, KARI).await, None, "nobody has let her in");
    assert_eq!(desk.link(NOW, "ukjent@annen.example").await, None);
    let before = desk.home.mails_to(KARI).len();
    desk.invited(&ida, KARI, "own", None).await;
    let knock = PortalKnock { address: KARI, trap: "", network: of_network() };
    assert_eq!(knock_at_portal(engine, NOW, knock).await.expect("the store works"), PortalAsked::Received);
    assert_eq!(desk.rows_of_the_portal().await, [1, 0, 0], "she has not been told yet");
    desk.home.work(NOW).await;
    let told = &desk.home.mails_to(KARI)[before];
    assert!(told.automatic && told.text.contains("https://ryddig.example/kundeportal\n"), "{}", told.text);
    assert!(!told.text.contains("/inn/"), "{}", told.text);
    let link = desk.link(NOW, "  Kari@Kunde.example ").await.expect("she was told");
    for _ in 0..2 {
        assert!(portal_link_works(engine, NOW, &link).await.expect("the store works"), "a scanner opened it");
    }
    let session = enter_portal(engine, NOW, &link, None).await.expect("the store works").expect("it lets in");
    assert!(desk.caller(NOW, &session).await.is_some());
    assert_eq!(enter_portal(engine, NOW, &link, None).await.expect("the store works"), None, "it works once");
    let late = desk.link(NOW, KARI).await.expect("another");
    let after = NOW.plus_seconds(crate::limits::PORTAL_LINK_SECONDS);
    assert_eq!(enter_portal(engine, after, &late, None).await.expect("the store works"), None, "not for long");
    let trapped = PortalKnock { address: KARI, trap: "x", network: of_network() };
    assert_eq!(knock_at_portal(engine, after, trapped).await.expect("the store works"), PortalAsked::Received);
    let wrong = PortalKnock { address: "kari", trap: "", network: of_network() };
    assert!(matches!(knock_at_portal(engine, after, wrong).await, Ok(PortalAsked::Mend(_))));
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_with_links() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    desk.invited(&ida, KARI, "own", None).await;
    desk.home.work(NOW).await;
    for _ in 0..crate::limits::PORTAL_LINKS_OF_A_USER {
        assert!(desk.link(NOW, KARI).await.is_some());
    }
    assert_eq!(desk.link(NOW, KARI).await, None);
    let later = NOW.plus_seconds(crate::limits::PORTAL_LINK_SECONDS);
    assert!(desk.link(later, KARI).await.is_some());
    assert_eq!(desk.rows_of_the_portal().await[1], 1, "those that are over are gone");
}

#[tokio::test]
async fn a_session_ends_without_use_after_a_day_of_work_and_with_the_access() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let user = desk.invited(&ida, KARI, "own", None).await;
    desk.home.work(NOW).await;
    let idle = desk.entered(NOW, KARI).await;
    assert!(desk.caller(NOW.plus_seconds(crate::limits::PORTAL_IDLE_SECONDS), &idle).await.is_none());
    let busy = desk.entered(NOW, KARI).await;
    let half_hours = crate::limits::PORTAL_SESSION_SECONDS / 1_800;
    for half_hour in 1..half_hours {
        assert!(desk.caller(NOW.plus_seconds(half_hour * 1_800), &busy).await.is_some(), "{half_hour}");
    }
    assert!(desk.caller(NOW.plus_seconds(half_hours * 1_800), &busy).await.is_none());
    let left = desk.entered(NOW, KARI).await;
    leave_portal(&desk.home.engine, &left).await.expect("the store works");
    assert!(desk.caller(NOW, &left).await.is_none());
    let at = NOW.plus_seconds(60);
    let ended = desk.entered(at, KARI).await;
    let link = desk.link(at, KARI).await.expect("a mail");
    desk.filled(&ida, at, "portal_user", Some(user), &[("ended_on", "2026-11-20".to_owned())]).await;
    assert!(desk.caller(at, &ended).await.is_none(), "she is out at once");
    assert_eq!(enter_portal(&desk.home.engine, at, &link, None).await.expect("the store works"), None);
    assert_eq!(desk.link(at, KARI).await, None);
    assert_eq!(desk.rows_of_the_portal().await, [1, 0, 0]);
}

#[tokio::test]
async fn an_erasure_takes_access_links_and_sessions() {
    let desk = Desk::new().await;
    let ida = desk.ida().await;
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let user = desk.invited(&ida, KARI, "own", None).await;
    desk.home.work(NOW).await;
    let session = desk.entered(NOW, KARI).await;
    desk.link(NOW, KARI).await.expect("a mail");
    assert_eq!(desk.rows_of_the_portal().await, [1, 1, 1]);
    let kari = desk.home.find(KARI).await.expect("she is there");
    desk.home.erase(&ida, kari).await;
    assert_eq!(desk.rows_of_the_portal().await, [1, 0, 0], "she is out; access that goes on is ended first");
    assert!(desk.caller(NOW, &session).await.is_none());
    desk.filled(&ida, NOW, "portal_user", Some(user), &[("ended_on", "2026-11-20".to_owned())]).await;
    desk.home.erase(&ida, kari).await;
    assert_eq!(desk.rows_of_the_portal().await, [0, 0, 0]);
    assert_eq!(desk.home.find(KARI).await, None);
}

#[tokio::test]
async fn whoever_has_access_at_several_customers_gets_a_link_to_each() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let from_per = mail("2@kunde.example", "Feil hos Per", "", "Hei").replace("Kari Nordmann <kari@", "Per <per@");
    desk.comes(NOW.plus_seconds(1), &from_per).await;
    let (customer, organisation) = desk.customer().await;
    desk.set(2, &[("organisation", Value::Id(organisation))]).await;
    desk.invited(&ida, KARI, "own", None).await;
    desk.invited(&ida, KARI, "all", Some(customer)).await;
    desk.home.work(NOW).await;
    let before = desk.home.mails_to(KARI).len();
    desk.link(NOW, KARI).await.expect("a mail");
    let texts: Vec<String> = desk.home.mails_to(KARI).into_iter().skip(before).map(|mail| mail.text).collect();
    let named = |text: &&String| text.contains("kundeportalen for Kunde AS:");
    assert_eq!((texts.len(), texts.iter().filter(named).count()), (2, 1), "{texts:?}");
    let mut seen = Vec::new();
    for text in &texts {
        let secret = text.split("/kundeportal/inn/").nth(1).and_then(|rest| rest.split_whitespace().next());
        let session = enter_portal(engine, NOW, secret.expect("a link"), None).await.expect("the store works");
        let caller = desk.caller(NOW, &session.expect("it lets in")).await.expect("she is in");
        seen.push(desk.numbers(&caller, false).await.len());
    }
    seen.sort_unstable();
    assert_eq!(seen, [1, 2]);
}

#[tokio::test]
async fn each_sees_their_own_cases_or_all_of_their_customers() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil hos Kari", "", "Fra Kari")).await;
    let from_per = mail("2@kunde.example", "Feil hos Per", "", "Fra Per").replace("Kari Nordmann <kari@", "Per <per@");
    desk.comes(NOW.plus_seconds(1), &from_per).await;
    desk.comes(NOW.plus_seconds(2), &mail("3@kunde.example", "Feil igjen", "", "Fra Kari igjen")).await;
    let (customer, organisation) = desk.customer().await;
    for number in 1..=2 {
        desk.set(number, &[("organisation", Value::Id(organisation))]).await;
    }
    let hers = desk.set(1, &[]).await;
    desk.invited(&ida, KARI, "own", Some(customer)).await;
    desk.invited(&ida, PER, "all", Some(customer)).await;
    desk.home.work(NOW).await;
    let kari = desk.caller(NOW, &desk.entered(NOW, KARI).await).await.expect("she is in");
    let per = desk.caller(NOW, &desk.entered(NOW, PER).await).await.expect("he is in");
    assert_eq!(desk.numbers(&kari, false).await, [3, 1]);
    assert_eq!(desk.numbers(&per, false).await, [2, 1], "the third is not known to be the customer's");
    let at = NOW.plus_seconds(60);
    let looks = looks_waiting(engine);
    let shown = portal_case(engine, &per, at, hers).await.expect("the store works").expect("he sees it");
    assert_eq!(shown.said[0].by, PortalSpeaker::Other("Kari Nordmann".to_owned()));
    assert!(looks_waiting(engine) > looks, "that a colleague read it stands in the ledger");
    let answered = answer_portal_case(engine, &per, at, (hers, words("Her også")), of_network()).await;
    assert_eq!(answered.expect("the store works"), PortalAnswered::Received);
    let shown = portal_case(engine, &kari, at, hers).await.expect("the store works").expect("it is hers");
    let last = shown.said.last().expect("Per's answer");
    assert_eq!((last.by.clone(), last.text.as_str()), (PortalSpeaker::Other("Per".to_owned()), "Her også"));
    assert!(shown.is_shared, "and she is told that others read it");
    let pers = desk.set(2, &[]).await;
    assert_eq!(portal_case(engine, &kari, at, pers).await.expect("the store works"), None);
    let foreign = answer_portal_case(engine, &kari, at, (pers, words("Hei")), of_network()).await;
    assert_eq!(foreign.expect("the store works"), PortalAnswered::Gone);
    // What became part of another, what is dealt with, and what is only to be stored.
    desk.set(1, &[("state", Value::Text("solved".to_owned()))]).await;
    assert_eq!((desk.numbers(&kari, false).await, desk.numbers(&kari, true).await), (vec![3], vec![1]));
    desk.set(3, &[("merged_into", Value::Id(hers))]).await;
    assert_eq!(desk.numbers(&kari, false).await, [0; 0]);
    let table = &engine.tables().case;
    let case = table.get(engine.store(), hers).await.expect("the store works").expect("it is there");
    let mut changes = Changes::new();
    changes.restrict(&table.write, case.id, case.version, Vec::new(), Restriction::Asked).expect("the engine may");
    engine.store().apply(changes).await.expect("the store works");
    assert_eq!((desk.numbers(&kari, true).await, desk.numbers(&per, true).await), (vec![], vec![]));
    assert_eq!(portal_case(engine, &kari, at, hers).await.expect("the store works"), None);
}

#[tokio::test]
async fn a_case_is_raised_in_a_queue_that_is_open_to_customers() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let (customer, organisation) = desk.customer().await;
    desk.invited(&ida, KARI, "own", Some(customer)).await;
    desk.home.work(NOW).await;
    let kari = desk.caller(NOW, &desk.entered(NOW, KARI).await).await.expect("she is in");
    let files = desk.put("skjerm.txt", b"Feil 4012").await;
    let form = crate::support::portal_form(engine, NOW).to_string();
    let raised = |title| PortalRaised {
        form: &form,
        queue: Some(desk.queue),
        title,
        said: PortalSaid { text: "Uken er låst", files: &files },
    };
    let raise =
        async |raised| raise_in_portal(engine, &kari, NOW, raised, of_network()).await.expect("the store works");
    assert_eq!(raise(raised("Låst uke")).await, PortalOpened::NoQueue, "it is not open to customers");
    let table = &engine.tables().portal_queue;
    let queue = table.get(engine.store(), desk.queue).await.expect("the store works").expect("it is there");
    let mut changes = Changes::new();
    changes.update(&table.write, queue.id, queue.version, vec![(table.f.portal, Value::Boolean(true))]).expect("fits");
    engine.store().apply(changes).await.expect("the store works");
    assert_eq!(portal_queues(engine).await.expect("the store works")[0].name, "Kundestøtte");
    assert!(matches!(raise(raised(" ")).await, PortalOpened::NoTitle(_)));
    let PortalOpened::Opened(id) = raise(raised("Låst uke")).await else { panic!("it is opened") };
    let view = desk.case(&ida, NOW, 2).await;
    assert_eq!((view.id, view.state, said(&view)), (id, CaseState::New, vec!["Uken er låst".to_owned()]));
    let row = engine.tables().case.get(engine.store(), id).await.expect("the store works").expect("it is there").row;
    assert_eq!((row.organisation, row.answer_to), (Some(organisation), Some(desk.address(KARI).await)));
    assert!(row.due_at.is_some(), "its clocks run");
    let shown = portal_case(engine, &kari, NOW, id).await.expect("the store works").expect("it is hers");
    let file = &shown.said[0].files[0];
    assert_eq!(file.title, "skjerm.txt");
    let read = portal_case_file(engine, &kari, NOW, (id, file.id)).await.expect("the store works").expect("hers");
    assert_eq!(read.whole().await.expect("it is there"), b"Feil 4012");
    assert_eq!(raise(raised("Låst uke")).await, PortalOpened::Opened(id), "pressed twice, it is one");
    let PortalOpened::Opened(other) =
        raise(PortalRaised { said: PortalSaid { text: "Noe annet", files: &[] }, ..raised("Låst uke") }).await
    else {
        panic!("it is opened")
    };
    assert_ne!(other, id, "whoever writes something else has written something else");
    assert_eq!(desk.answer(&ida, NOW, 2, "Åpnet").await, crate::support::Sent::Queued, "it is answered by mail");
}

/// A link to the first case, from the mail of our answer.
async fn link_to_case(desk: &Desk, ida: &Caller) -> String {
    desk.answer(ida, NOW.plus_seconds(60), 1, "Vi ser på det.").await;
    desk.home.work(NOW.plus_seconds(60)).await;
    let mails = desk.home.mails_to(KARI);
    let text = &mails.iter().find(|mail| !mail.automatic).expect("the answer").text;
    let link = text.split("/sak/").nth(1).expect("a link").split_whitespace().next();
    link.expect("a secret").to_owned()
}

#[tokio::test]
async fn what_is_too_sensitive_for_the_page_is_not_taken() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let link = link_to_case(&desk, &ida).await;
    let at = NOW.plus_seconds(120);
    // A number of the Tax Administration's own examples, which nobody has.
    let number = "Fødselsnummeret mitt er 02013299997.";
    let answer = async |said| answer_in_portal(engine, at, (&link, said), of_network()).await.expect("the store works");
    assert_eq!(answer(words(number)).await, PortalAnswered::Sensitive);
    let files = desk.put("meg.txt", number.as_bytes()).await;
    assert_eq!(answer(PortalSaid { text: "Se vedlegg", files: &files }).await, PortalAnswered::Sensitive);
    let count = engine.store().count(engine.tables().case_message.all()).await.expect("the store works");
    assert_eq!(count, 0, "nothing of it is stored");
    assert_eq!(answer(words("Takk")).await, PortalAnswered::Received);
}

#[tokio::test]
async fn files_go_both_ways_and_no_others_are_handed_out() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    let file = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nSe vedlegg\n--B\nContent-Type: text/csv; name=timer.csv\nContent-Disposition: attachment; filename=timer.csv\n\na;b\n--B--\n";
    desk.comes(NOW, &mail("1@kunde.example", "Feil", file, "").replace("\n\n\n", "\n")).await;
    let foreign = mail("2@annen.example", "Annet", file, "").replace("\n\n\n", "\n").replace("kari@kunde", "ola@annen");
    desk.comes(NOW, &foreign).await;
    let link = link_to_case(&desk, &ida).await;
    let at = NOW.plus_seconds(120);
    let files = desk.put("bilde.bin", &[0, 1, 2]).await;
    for _ in 0..2 {
        let said = PortalSaid { text: "Her er et bilde", files: &files };
        let sent = answer_in_portal(engine, at, (&link, said), of_network()).await;
        assert_eq!(sent.expect("the store works"), PortalAnswered::Received);
    }
    let shown = portal(engine, at, &link).await.expect("the store works").expect("it opens");
    let files: Vec<_> = shown.said.iter().flat_map(|entry| &entry.files).collect();
    assert_eq!(files.iter().map(|file| file.title.as_str()).collect::<Vec<_>>(), ["timer.csv", "bilde.bin"]);
    for (file, bytes) in files.iter().zip([&b"a;b"[..], &[0, 1, 2]]) {
        let read = file_in_portal(engine, at, (&link, file.id)).await.expect("the store works").expect("it is theirs");
        assert_eq!(read.whole().await.expect("it is there").trim_ascii_end(), bytes);
    }
    let table = &engine.tables().email_file;
    let all = table.find(engine.store(), table.all()).await.expect("the store works");
    let other = all.iter().find(|row| files.iter().all(|file| file.id != row.id)).expect("Ola's");
    assert!(file_in_portal(engine, at, (&link, other.id)).await.expect("the store works").is_none());
    assert!(file_in_portal(engine, at, ("x", files[0].id)).await.expect("the store works").is_none());
}

#[tokio::test]
async fn whoever_asks_now_does_not_read_what_another_said_before() {
    let desk = Desk::new().await;
    let (ida, engine) = (desk.ida().await, &desk.home.engine);
    desk.comes(NOW, &mail("1@kunde.example", "Feil", "", "Hei")).await;
    let from_per = mail("2@kunde.example", "Annet", "", "Fra Per").replace("Kari Nordmann <kari@", "Per <per@");
    desk.comes(NOW.plus_seconds(1), &from_per).await;
    let link = link_to_case(&desk, &ida).await;
    let at = NOW.plus_seconds(120);
    answer_in_portal(engine, at, (&link, words("Mellom oss")), of_network()).await.expect("the store works");
    let per = desk.home.find(PER).await.expect("he has written");
    let id = desk.set(1, &[("contact", Value::Id(per)), ("answer_to", Value::Null)]).await;
    desk.invited(&ida, PER, "own", None).await;
    desk.home.work(at).await;
    let per = desk.caller(at, &desk.entered(at, PER).await).await.expect("he is in");
    let shown = portal_case(engine, &per, at, id).await.expect("the store works").expect("it is his now");
    assert_eq!(shown.said, [], "neither her mails nor her message");
    answer_portal_case(engine, &per, at.plus_seconds(1), (id, words("Jeg tar over")), of_network())
        .await
        .expect("works");
    let shown = portal_case(engine, &per, at.plus_seconds(1), id).await.expect("the store works").expect("his");
    assert_eq!(shown.said.len(), 1);
    assert_eq!(shown.said[0].by, PortalSpeaker::You);
    assert_eq!(portal(engine, at, &link).await.expect("the store works"), None, "her link is dead");
}
