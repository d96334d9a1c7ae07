//! Mailboxes of one's own: whoever connects theirs has what they share taken in, and nobody else sees how that goes.

use super::home::{DAY_SECONDS, Home, NOW};
use super::intake::Desk;
use crate::correspondence::own::{
    ConnectProblem, connect, credentials, disconnect, fetch_on, looked_at_own, may_connect, own_accounts, own_mailbox,
    own_mailboxes,
};
use crate::correspondence::{
    Arrival, Compared, Direction, EmailMessage, EmailThread, FoundIn, Outcome, PartOf, Trouble, compare, take, thread,
};
use crate::limits::{MAIL_PASSWORD_CHARACTERS, MAIL_USER_CHARACTERS};
use crate::system::end_access;
use crate::{Caller, Failure, Language, Moment};
use model::{Day, Value};
use store::{Changes, Stored};

const BERIT: &str = "berit@fjordlys.example";
const HER_ACCOUNT: (&str, &str) = ("berit", "et app-passord");

struct Shares {
    desk: Desk,
    berit: Caller,
    found_in: FoundIn,
}

impl Shares {
    async fn new() -> Self {
        let desk = Desk::new().await;
        let berit = desk.home.colleague(BERIT, &["employee", "support"]).await;
        assert_eq!(connect(&desk.home.engine, &berit, NOW, HER_ACCOUNT).await.expect("the store works"), None);
        let accounts = own_accounts(&desk.home.engine, NOW).await.expect("the store works");
        let [account] = accounts[..] else { panic!("{accounts:?}") };
        Self { desk, berit, found_in: FoundIn::Own(account.id) }
    }

    async fn puts(&self, at: Moment, number: u32, text: &str) -> Outcome {
        self.puts_under(at, (1, number), text).await
    }

    async fn puts_under(&self, at: Moment, (validity, number): (u32, u32), text: &str) -> Outcome {
        let bytes = text.replace('\n', "\r\n");
        let arrival =
            Arrival { found_in: self.found_in, validity, number, bytes: Some(bytes.as_bytes()), vouches: None };
        take(&self.desk.home.engine, at, &arrival).await.expect("the store works")
    }

    async fn threads(&self) -> Vec<Stored<EmailThread>> {
        let table = &self.desk.home.engine.tables().email_thread;
        table.find(self.desk.home.engine.store(), table.all()).await.expect("the store works")
    }

    async fn mails(&self) -> Vec<Stored<EmailMessage>> {
        let table = &self.desk.home.engine.tables().email_message;
        let all = table.all().oldest_first(table.f.occurred_at);
        table.find(self.desk.home.engine.store(), all).await.expect("the store works")
    }
}

fn mail(id: &str, from: &str, to: &str, more: &str) -> String {
    format!("From: {from}\nTo: {to}\nSubject: Befaring\nMessage-ID: <{id}>\n{more}\nVi ses klokka ti.\n")
}

#[tokio::test]
async fn what_somebody_shares_stands_on_whom_they_wrote_with_and_others_do_not_see_it() {
    let shares = Shares::new().await;
    let (engine, berit) = (&shares.desk.home.engine, &shares.berit);
    let came = mail("1@kunde.example", "Per <per@kunde.example>", BERIT, "Date: Mon, 02 Nov 2026 09:00:00 +0100\n");
    assert_eq!(shares.puts(NOW, 1, &came).await, Outcome::Stored);
    let answers = "In-Reply-To: <1@kunde.example>\nDate: Tue, 03 Nov 2026 10:00:00 +0100\n";
    let sent = mail("2@fjordlys.example", BERIT, "per@kunde.example", answers);
    assert_eq!(shares.puts(NOW, 2, &sent).await, Outcome::Stored);

    let threads = shares.threads().await;
    let [Stored { id, row: found, .. }] = &threads[..] else { panic!("{threads:?}") };
    assert_eq!((found.part_of, found.owner, found.case), (PartOf::Work, berit.user, None));
    assert_eq!([found.began_at, found.last_at].map(rights::day_of), [Day(20_759), Day(20_760)]);
    let mails = shares.mails().await;
    let told: Vec<_> = mails.iter().map(|mail| (mail.row.direction, mail.row.author, mail.row.recorded_by)).collect();
    assert_eq!(told, [(Direction::In, None, berit.user), (Direction::Out, berit.user, berit.user)]);

    assert_eq!(thread(engine, berit, NOW, *id).await.expect("it is hers").entries.len(), 2);
    let other = shares.desk.home.colleague("siv@fjordlys.example", &["employee", "support"]).await;
    assert!(matches!(thread(engine, &other, NOW, *id).await, Err(Failure::NotFound)));
    let state = own_mailbox(engine, berit, NOW).await.expect("the store works").expect("it is connected");
    assert_eq!((state.kept, state.left.len()), (2, 0));
    assert_eq!(own_mailbox(engine, &other, NOW).await.expect("the store works"), None);
    assert_eq!(own_mailboxes(engine, &other, NOW).await.expect("the store works"), [], "it is not theirs to see");
    let it_lead = shares.desk.home.colleague("geir@fjordlys.example", &["it-lead"]).await;
    let seen = own_mailboxes(engine, &it_lead, NOW).await.expect("the store works");
    assert_eq!(seen.iter().map(|one| (one.kept, one.left.len())).collect::<Vec<_>>(), [(0, 0)], "{seen:?}");
}

#[tokio::test]
async fn what_she_wrote_first_is_with_its_first_receiver_outside() {
    let shares = Shares::new().await;
    let sent = mail("1@fjordlys.example", BERIT, "hjelp@fjordlys.example, ny@kunde.example", "");
    assert_eq!(shares.puts(NOW, 1, &sent).await, Outcome::Stored);
    let thread = &shares.threads().await[0].row;
    let address = shares.desk.home.find("ny@kunde.example").await;
    assert_eq!((Some(thread.person), thread.began_at), (address, NOW), "without a date it is from now");
    let own = mail("2@fjordlys.example", BERIT, "hjelp@fjordlys.example", "");
    assert_eq!(shares.puts(NOW, 2, &own).await, Outcome::Stranger, "it went to nobody outside");
    let list = mail("3@liste.example", "nytt@liste.example", BERIT, "List-Id: <nytt.liste.example>\n");
    assert_eq!(shares.puts(NOW, 3, &list).await, Outcome::List);
    let state = own_mailbox(&shares.desk.home.engine, &shares.berit, NOW).await.expect("the store works");
    let left: Vec<_> = state.expect("it is connected").left.into_iter().map(|left| (left.why, left.count)).collect();
    let expected = ["den gikk til en liste eller er et nyhetsbrev", "den gikk bare til kollegaer"];
    assert_eq!(left, expected.map(|why| (why.to_owned(), 1)));
}

#[tokio::test]
async fn a_mail_is_taken_once_and_what_is_deleted_here_does_not_come_back() {
    let shares = Shares::new().await;
    let engine = &shares.desk.home.engine;
    let text = mail("1@kunde.example", "per@kunde.example", BERIT, "");
    assert_eq!(shares.puts(NOW, 1, &text).await, Outcome::Stored);
    assert_eq!(shares.puts(NOW, 1, &text).await, Outcome::Stored, "the same place");
    assert_eq!(shares.puts_under(NOW, (2, 1), &text).await, Outcome::Known, "the same mail");
    assert_eq!(shares.mails().await.len(), 1);
    let at = |compared: Compared| (compared.missing, compared.deleted);
    assert_eq!(at(compare(engine, shares.found_in, 2, &[1, 2]).await.expect("the store works")), (vec![2], vec![]));

    let person = shares.desk.home.find("per@kunde.example").await.expect("he is known");
    shares.desk.home.erase(&shares.desk.ida().await, person).await;
    assert_eq!(shares.mails().await.len(), 0);
    assert_eq!(shares.puts_under(NOW, (3, 7), &text).await, Outcome::Known, "it was here and is deleted");
    assert_eq!(shares.mails().await.len(), 0);
    // A shared mailbox does not bring it back either.
    assert_eq!(shares.desk.comes(NOW, &text).await, Outcome::Known);
}

#[tokio::test]
async fn a_sensitive_mail_is_sealed_and_hers_to_judge() {
    let shares = Shares::new().await;
    let text =
        mail("1@kunde.example", "per@kunde.example", BERIT, "").replace("klokka ti", "fødselsnummer 13097248022");
    assert_eq!(shares.puts(NOW, 1, &text).await, Outcome::Stored);
    let table = &shares.desk.home.engine.tables().sealed_mail;
    let sealed = table.find(shares.desk.home.engine.store(), table.all()).await.expect("the store works");
    assert_eq!(sealed.iter().map(|one| one.row.handler).collect::<Vec<_>>(), [shares.berit.user]);
}

#[tokio::test]
async fn an_answer_in_a_case_that_came_to_her_goes_on_there() {
    let shares = Shares::new().await;
    let desk = &shares.desk;
    desk.comes(NOW, &mail("1@kunde.example", "per@kunde.example", "hjelp@fjordlys.example", "")).await;
    let answer = mail("2@kunde.example", "per@kunde.example", BERIT, "In-Reply-To: <1@kunde.example>\n");
    assert_eq!(shares.puts(NOW.plus_seconds(60), 1, &answer).await, Outcome::Stored);
    let threads = shares.threads().await;
    assert_eq!(threads.iter().map(|one| one.row.part_of).collect::<Vec<_>>(), [PartOf::Support]);
    assert_eq!(shares.mails().await.len(), 2);
}

#[tokio::test]
async fn it_is_read_while_it_is_connected_and_she_works_here() {
    let shares = Shares::new().await;
    let (engine, berit) = (&shares.desk.home.engine, &shares.berit);
    let accounts = async |at: Moment| own_accounts(engine, at).await.expect("the store works");
    let account = accounts(NOW).await[0];
    let (user, password) = HER_ACCOUNT;
    let known = credentials(engine, NOW, account).await.expect("the store works");
    assert_eq!(known, Some((user.to_owned(), Some(password.to_owned()))));

    fetch_on(engine, berit, NOW, false).await.expect("it is hers");
    assert_eq!(accounts(NOW).await.len(), 0);
    assert_eq!(credentials(engine, NOW, account).await.expect("the store works"), None);
    fetch_on(engine, berit, NOW, true).await.expect("it is hers");
    let later = NOW.plus_seconds(60);
    assert_eq!(connect(engine, berit, later, ("berit2", "nytt")).await.expect("the store works"), None);
    let changed = accounts(later).await[0];
    assert!(changed.id == account.id && changed != account, "it is connected anew");
    assert_eq!(credentials(engine, later, account).await.expect("the store works"), None, "what was read ends");

    looked_at_own(engine, later, account.id, Some(Trouble::SignIn)).await.expect("the store works");
    let state = own_mailbox(engine, berit, later).await.expect("the store works").expect("it is connected");
    assert!(state.is_late && state.failure.is_some_and(|why| why.contains("passordet")));
    looked_at_own(engine, later, account.id, None).await.expect("the store works");
    let state = own_mailbox(engine, berit, later).await.expect("the store works").expect("it is connected");
    assert!(!state.is_late && state.failure.is_none() && state.worked_at == Some(later));

    let owner = Caller::command(Language::Nb);
    let user = berit.user.expect("a user");
    end_access(engine, &owner, later, user, rights::day_of(later)).await.expect("she leaves");
    assert_eq!(accounts(later).await.len(), 0, "of somebody who has left nothing is read");
    let night = later.plus_seconds(2 * DAY_SECONDS);
    crate::privacy::sweep(engine, night, rights::day_of(night), false).await.expect("it sweeps");
    assert_eq!(secrets(&shares.desk.home).await, 0, "nor kept");
}

async fn secrets(home: &Home) -> u64 {
    let table = &home.engine.tables().mail_account;
    home.engine.store().count(table.all()).await.expect("the store works")
}

#[tokio::test]
async fn to_disconnect_takes_the_password_and_leaves_what_was_shared() {
    let shares = Shares::new().await;
    let (engine, berit) = (&shares.desk.home.engine, &shares.berit);
    shares.puts(NOW, 1, &mail("1@kunde.example", "per@kunde.example", BERIT, "")).await;
    disconnect(engine, berit, NOW).await.expect("it is hers");
    assert_eq!((secrets(&shares.desk.home).await, shares.mails().await.len()), (0, 1));
    assert_eq!(own_mailbox(engine, berit, NOW).await.expect("the store works"), None);
    assert!(matches!(disconnect(engine, berit, NOW).await, Err(Failure::NotFound)));
    let arrival =
        Arrival { found_in: shares.found_in, validity: 1, number: 2, bytes: Some(b"A: 1\r\n\r\nHei"), vouches: None };
    assert!(matches!(take(engine, NOW, &arrival).await, Err(Failure::NotFound)), "a look that was under way");
}

#[tokio::test]
async fn what_is_typed_has_its_limits() {
    let home = Home::new();
    let berit = home.colleague(BERIT, &["employee"]).await;
    let check = async |user: &str, password: &str, expected| {
        assert_eq!(
            connect(&home.engine, &berit, NOW, (user, password)).await.expect("the store works"),
            expected,
            "{user} {password}"
        );
    };
    check(" ", "p", Some(ConnectProblem::NoUser)).await;
    check("u", "", Some(ConnectProblem::NoPassword)).await;
    check("u", "a\nb", Some(ConnectProblem::LongPassword)).await;
    let (user, password) = ("u".repeat(MAIL_USER_CHARACTERS), "p".repeat(MAIL_PASSWORD_CHARACTERS));
    check(&format!("{user}u"), &password, Some(ConnectProblem::LongUser)).await;
    check(&user, &format!("{password}p"), Some(ConnectProblem::LongPassword)).await;
    check(&user, &password, None).await;
    let machine = Caller::command(Language::Nb);
    assert!(!may_connect(&home.engine, &machine), "the command line has no mailbox");
    assert!(matches!(connect(&home.engine, &machine, NOW, ("u", "p")).await, Err(Failure::Denied)));
}

#[tokio::test]
async fn where_we_have_tokens_each_connects_the_mailbox_of_their_own_address_and_no_other() {
    let home = Home::decided(|settings| {
        settings.own_mailboxes.as_mut().expect("they can be connected").by_password = false;
    });
    let berit = home.colleague(BERIT, &["employee"]).await;
    let typed = ("sjef@fjordlys.example", "gjettet");
    assert_eq!(connect(&home.engine, &berit, NOW, typed).await.expect("the store works"), None);
    let account = own_accounts(&home.engine, NOW).await.expect("the store works")[0];
    let known = credentials(&home.engine, NOW, account).await.expect("the store works");
    assert_eq!(known, Some((BERIT.to_owned(), None)));

    // Nor by changing the row by hand.
    let (table, mut changes) = (&home.engine.tables().mail_account, Changes::new());
    let row = table.get(home.engine.store(), account.id).await.expect("the store works").expect("it is there");
    let cells = vec![(table.f.user_name, Value::Text("sjef@fjordlys.example".to_owned()))];
    changes.update(&table.write, row.id, row.version, cells).expect("it fits");
    home.engine.store().apply(changes).await.expect("the store works");
    assert_eq!(credentials(&home.engine, NOW, account).await.expect("the store works"), known);
}

#[tokio::test]
async fn where_the_server_is_told_of_no_mailboxes_nobody_connects_theirs() {
    let home = Home::decided(|settings| settings.own_mailboxes = None);
    let berit = home.colleague(BERIT, &["employee"]).await;
    assert!(!may_connect(&home.engine, &berit));
    assert!(matches!(connect(&home.engine, &berit, NOW, HER_ACCOUNT).await, Err(Failure::Denied)));
}
